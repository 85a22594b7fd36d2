//! From a batch's own codes and kinds to those of the import.

use crate::buffer::{Names, ReadyBatch, ReadyColumn};
use crate::error::LakeError;
use crate::import::Import;
use crate::schema::{ColumnInfo, ColumnKind};
use std::borrow::Cow;
use tropa_model::run::actor_hash;
use tropa_model::{CodedColumn, Column, ColumnValues, EventBatch, Role, TextColumn};

impl Import {
    pub(crate) fn check(&self, batch: &EventBatch) -> Result<(), LakeError> {
        let bad = |reason: String| Err(LakeError::BadBatch { reason });
        let rows = batch.len();
        if batch.actor.len() != rows || batch.activity.codes.len() != rows {
            return bad(format!(
                "{rows} times, {} actors, {} activities",
                batch.actor.len(),
                batch.activity.codes.len()
            ));
        }
        for (place, column) in batch.columns.iter().enumerate() {
            let name = column.role.column_name();
            if column.values.len() != rows {
                return bad(format!(
                    "{rows} times, but {} values in column `{name}`",
                    column.values.len()
                ));
            }
            if batch.columns[..place]
                .iter()
                .any(|c| c.role.column_name() == name)
            {
                return bad(format!("two columns are called `{name}`"));
            }
        }
        if batch.actor.offsets.windows(2).any(|ends| ends[0] == ends[1]) {
            return bad("an event has no actor".into());
        }
        Ok(())
    }

    pub(crate) fn ready<'a>(&mut self, batch: &'a EventBatch) -> Result<ReadyBatch<'a>, LakeError> {
        let nameless = |row: usize| LakeError::BadBatch {
            reason: format!("row {row} has a code without a name"),
        };
        let activity = self.activities.translate(&batch.activity).map_err(nameless)?;
        if let Some(row) = activity.iter().position(|&code| code == CodedColumn::MISSING) {
            return Err(LakeError::BadBatch {
                reason: format!("row {row} has no activity"),
            });
        }
        let mut columns = Vec::with_capacity(batch.columns.len());
        for column in &batch.columns {
            let place = self.place_of(column);
            let kind = self.columns[place].kind;
            let values = match (kind, &column.values) {
                (ColumnKind::Coded, ColumnValues::Coded(coded)) => {
                    let codes = self.names[place].translate(coded).map_err(nameless)?;
                    ReadyColumn::Coded {
                        codes,
                        names: self.names[place].list.len(),
                    }
                }
                (ColumnKind::Coded, other) => {
                    let names = &mut self.names[place];
                    let code = |text: &str| {
                        if text.is_empty() {
                            CodedColumn::MISSING
                        } else {
                            names.code(text)
                        }
                    };
                    let codes = texts(other)?.iter().map(code).collect();
                    ReadyColumn::Coded {
                        codes,
                        names: self.names[place].list.len(),
                    }
                }
                (ColumnKind::Text, other) => ReadyColumn::Text(texts(other)?),
                (ColumnKind::Number, ColumnValues::Number(values)) => {
                    ReadyColumn::Number(Cow::Borrowed(values))
                }
                (ColumnKind::Number, other) => {
                    let number = |text: &str| match text {
                        "" => Ok(f64::NAN),
                        text => text
                            .trim()
                            .parse::<f64>()
                            .map_err(|_| self.not_a_number(place, text)),
                    };
                    ReadyColumn::Number(Cow::Owned(
                        texts(other)?.iter().map(number).collect::<Result<_, _>>()?,
                    ))
                }
            };
            columns.push((place, values));
        }
        let hashes = (0..batch.len())
            .map(|row| actor_hash(batch.actor.get_bytes(row)))
            .collect();
        Ok(ReadyBatch {
            batch,
            hashes,
            activity,
            activities: self.activities.list.len(),
            columns,
        })
    }

    fn not_a_number(&self, place: usize, text: &str) -> LakeError {
        LakeError::ColumnType {
            source_name: self.source.to_string(),
            column: self.columns[place].name.clone(),
            stored: "numbers",
            value: text.chars().take(80).collect(),
        }
    }

    /// The column's place among the import's; a new column is put last.
    fn place_of(&mut self, column: &Column) -> usize {
        let name = column.role.column_name();
        if let Some(place) = self.columns.iter().position(|c| c.name == name) {
            return place;
        }
        let kind = match column.role {
            // Ids are compared as texts, whatever they look like.
            Role::EventId => ColumnKind::Text,
            Role::Score | Role::Amount | Role::DurationS => ColumnKind::Number,
            _ => ColumnKind::of(&column.values),
        };
        self.columns.push(ColumnInfo {
            name,
            role: column.role.clone(),
            kind,
        });
        self.names.push(Names::default());
        self.columns.len() - 1
    }
}

fn texts(values: &ColumnValues) -> Result<Cow<'_, TextColumn>, LakeError> {
    let too_long = || LakeError::BadBatch {
        reason: "a batch holds more than 4 GiB of text".into(),
    };
    Ok(match values {
        ColumnValues::Text(column) => Cow::Borrowed(column),
        ColumnValues::Coded(column) => {
            let bytes: usize = (0..column.codes.len())
                .map(|row| column.get(row).map_or(0, str::len))
                .sum();
            if bytes > u32::MAX as usize {
                return Err(too_long());
            }
            Cow::Owned(
                (0..column.codes.len())
                    .map(|row| column.get(row).unwrap_or(""))
                    .collect(),
            )
        }
        ColumnValues::Number(values) => {
            let mut column = TextColumn::default();
            for value in values {
                column.push(&if value.is_nan() {
                    String::new()
                } else {
                    value.to_string()
                });
            }
            Cow::Owned(column)
        }
    })
}
