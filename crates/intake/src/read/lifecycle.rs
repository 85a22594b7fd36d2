//! Start and complete records of one activity, made one event with a duration.

use crate::coder::Coder;
use crate::{IntakeError, limits};
use rustc_hash::FxHashMap;
use std::collections::VecDeque;
use tropa_model::{CodedColumn, Column, ColumnValues, EventBatch, LocalText, Role, TextColumn};

/// A start that waits for its completion.
struct Open {
    time_us: i64,
    values: Vec<Held>,
}

enum Held {
    Text(String),
    Number(f64),
}

/// Merges records in order of arrival. A `complete` takes the earliest open `start` of the same actor, activity and
/// instance; the merged event stands at the start's time, keeps the completion's values and, where those are missing,
/// the start's.
pub struct Pairer {
    file: String,
    lifecycle: Role,
    open: FxHashMap<(String, String, String), VecDeque<Open>>,
    waiting: usize,
    template: Vec<Column>,
    /// Completions merged into their starts.
    pub merged: u64,
}

impl Pairer {
    /// `None` when no column of the mapping is called `lifecycle`.
    pub fn new(roles: &[Role]) -> Option<Self> {
        let lifecycle = Role::EventAttribute("lifecycle".into());
        let known = roles.contains(&lifecycle);
        let open = FxHashMap::default();
        known.then(|| Self {
            file: String::new(),
            lifecycle,
            open,
            waiting: 0,
            template: Vec::new(),
            merged: 0,
        })
    }

    /// The batch without starts that wait, completions merged.
    pub fn apply(&mut self, batch: EventBatch, file: &str) -> Result<EventBatch, IntakeError> {
        self.file = file.into();
        if self.template.is_empty() {
            self.template = batch
                .columns
                .iter()
                .map(|c| Column {
                    role: c.role.clone(),
                    values: empty_like(&c.values),
                })
                .collect();
        }
        let find = |role: &Role| batch.columns.iter().position(|c| c.role == *role);
        let Some(lifecycle) = find(&self.lifecycle) else {
            return Ok(batch);
        };
        let instance = find(&Role::EventAttribute("instance".into()));
        let duration = find(&Role::DurationS);
        let mut rows = Rows::default();
        for row in 0..batch.len() {
            let phase = text_at(&batch.columns[lifecycle].values, row).to_lowercase();
            if phase != "start" && phase != "complete" {
                rows.keep(&batch, row);
                continue;
            }
            let instance = instance.map_or(String::new(), |c| text_at(&batch.columns[c].values, row));
            let activity = batch.activity.get(row).unwrap_or_default().to_owned();
            let key = (batch.actor.get(row).to_owned(), activity, instance);
            if phase == "start" {
                let values = batch.columns.iter().map(|c| held(&c.values, row)).collect();
                self.open.entry(key).or_default().push_back(Open {
                    time_us: batch.time_us[row],
                    values,
                });
                self.waiting += 1;
                if self.waiting > limits::OPEN_STARTS_MAX {
                    let what = LocalText::en_ru("starts without completion", "начал без завершения");
                    let max = limits::OPEN_STARTS_MAX;
                    let help = LocalText::en_ru(
                        "set \"lifecycle\": \"keep\" in the mapping",
                        "оставьте записи о начале и конце двумя событиями",
                    );
                    return Err(IntakeError::TooMany {
                        file: self.file.clone(),
                        what,
                        max,
                        help,
                    });
                }
                continue;
            }
            let start = self.open.get_mut(&key).and_then(VecDeque::pop_front);
            if self.open.get(&key).is_some_and(VecDeque::is_empty) {
                self.open.remove(&key);
            }
            match start {
                None => rows.keep(&batch, row),
                Some(start) => {
                    self.waiting -= 1;
                    self.merged += 1;
                    rows.merge(&batch, row, start, duration);
                }
            }
        }
        Ok(rows.finish(&batch.columns))
    }

    /// Starts that were never completed, as events of their own, in order of actor, activity and time.
    pub fn finish(&mut self) -> EventBatch {
        let mut left: Vec<_> = self.open.drain().collect();
        left.sort_by(|a, b| a.0.cmp(&b.0));
        let mut rows = Rows::default();
        for ((actor, activity, _), starts) in left {
            for start in starts {
                rows.push(&actor, &activity, start.time_us, start.values);
            }
        }
        self.waiting = 0;
        rows.finish(&self.template)
    }
}

#[derive(Default)]
struct Rows {
    actor: TextColumn,
    activity: Option<Coder>,
    time_us: Vec<i64>,
    values: Vec<Vec<Held>>,
}

impl Rows {
    fn push(&mut self, actor: &str, activity: &str, time_us: i64, values: Vec<Held>) {
        self.actor.push(actor);
        self.activity
            .get_or_insert_with(|| Coder::with_capacity(0))
            .push(activity.as_bytes());
        self.time_us.push(time_us);
        self.values.push(values);
    }

    fn keep(&mut self, batch: &EventBatch, row: usize) {
        let values = batch.columns.iter().map(|c| held(&c.values, row)).collect();
        self.push(
            batch.actor.get(row),
            batch.activity.get(row).unwrap_or_default(),
            batch.time_us[row],
            values,
        );
    }

    fn merge(&mut self, batch: &EventBatch, row: usize, start: Open, duration: Option<usize>) {
        let complete = batch.columns.iter().map(|c| held(&c.values, row));
        let mut values: Vec<Held> = complete
            .zip(start.values)
            .map(|(c, s)| if c.is_missing() { s } else { c })
            .collect();
        if let Some(column) = duration {
            values[column] = Held::Number((batch.time_us[row] - start.time_us) as f64 / 1e6);
        }
        self.push(
            batch.actor.get(row),
            batch.activity.get(row).unwrap_or_default(),
            start.time_us,
            values,
        );
    }

    fn finish(self, like: &[Column]) -> EventBatch {
        let columns = like.iter().enumerate().map(|(index, column)| {
            let values = match &column.values {
                ColumnValues::Number(_) => ColumnValues::Number(
                    self.values
                        .iter()
                        .map(|v| {
                            if let Held::Number(n) = v[index] {
                                n
                            } else {
                                f64::NAN
                            }
                        })
                        .collect(),
                ),
                ColumnValues::Coded(_) => {
                    let mut coder = Coder::with_capacity(self.values.len());
                    self.values
                        .iter()
                        .for_each(|v| coder.push(v[index].text().as_bytes()));
                    ColumnValues::Coded(coder.finish())
                }
                ColumnValues::Text(_) => {
                    ColumnValues::Text(self.values.iter().map(|v| v[index].text()).collect())
                }
            };
            Column {
                role: column.role.clone(),
                values,
            }
        });
        let columns = columns.collect();
        let activity = self.activity.map_or_else(CodedColumn::default, Coder::finish);
        EventBatch {
            actor: self.actor,
            activity,
            time_us: self.time_us,
            columns,
        }
    }
}

impl Held {
    fn is_missing(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Number(number) => number.is_nan(),
        }
    }

    fn text(&self) -> &str {
        if let Self::Text(text) = self { text } else { "" }
    }
}

fn held(values: &ColumnValues, row: usize) -> Held {
    match values {
        ColumnValues::Number(numbers) => Held::Number(numbers[row]),
        _ => Held::Text(text_at(values, row)),
    }
}

fn text_at(values: &ColumnValues, row: usize) -> String {
    match values {
        ColumnValues::Coded(column) => column.get(row).unwrap_or_default().to_owned(),
        ColumnValues::Text(column) => column.get(row).to_owned(),
        ColumnValues::Number(_) => String::new(),
    }
}

fn empty_like(values: &ColumnValues) -> ColumnValues {
    match values {
        ColumnValues::Coded(_) => ColumnValues::Coded(CodedColumn::default()),
        ColumnValues::Text(_) => ColumnValues::Text(TextColumn::default()),
        ColumnValues::Number(_) => ColumnValues::Number(Vec::new()),
    }
}
