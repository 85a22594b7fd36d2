//! Rows to batches: the inner loop of every import.

use super::plan::{EventPlan, OutColumn, Plan, Source};
use crate::coder::Coder;
use crate::mapping::ColumnKind;
use crate::rejected::shown;
use crate::text::records::Fields;
use crate::time::TimeParser;
use crate::{RejectCode, RejectedRow, limits, number};
use tropa_model::{Column, ColumnValues, EventBatch, LocalText, Role, TextColumn};

/// What came of some rows.
#[derive(Debug, Default)]
pub struct Parsed {
    pub batch: EventBatch,
    pub rejected: Vec<RejectedRow>,
    pub counts: Counts,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub rows: u64,
    /// Events of optional times that have not happened.
    pub not_happened: u64,
    /// Artificial ends turned into outcomes.
    pub ended: u64,
}

pub enum ColumnBuilder {
    Coded(Coder),
    Text(TextColumn),
    Number(Vec<f64>),
}

/// Collects the events of rows. A row is accepted with all its events or rejected as a whole.
pub struct Builder<'p> {
    pub(super) plan: &'p Plan,
    file: &'p str,
    pub(super) actor: TextColumn,
    pub(super) activity: Coder,
    pub(super) time_us: Vec<i64>,
    pub(super) columns: Vec<ColumnBuilder>,
    pub(super) times: Vec<(TimeParser, Option<TimeParser>)>,
    joined: Vec<Option<u32>>,
    row_name: String,
    pub rejected: Vec<RejectedRow>,
    pub counts: Counts,
}

/// Why a row is refused, without the texts that are only made when it is.
pub struct Refusal<'a> {
    code: RejectCode,
    source: Option<&'a Source>,
    value: Vec<u8>,
    reason: LocalText,
}

impl<'p> Builder<'p> {
    pub fn new(plan: &'p Plan, file: &'p str, rows: usize) -> Self {
        let parser = |format| TimeParser::new(format, plan.zone.clone());
        let times = plan
            .events
            .iter()
            .map(|e| (parser(e.time.format), e.end.as_ref().map(|t| parser(t.format))))
            .collect();
        Self {
            plan,
            file,
            actor: TextColumn {
                offsets: with_first(rows),
                bytes: Vec::with_capacity(rows * 10),
            },
            activity: Coder::with_capacity(rows),
            time_us: Vec::with_capacity(rows),
            columns: plan.out.iter().map(|c| column(c, rows)).collect(),
            times,
            joined: vec![None; plan.joins.len()],
            row_name: String::new(),
            rejected: Vec::new(),
            counts: Counts::default(),
        }
    }

    pub fn len(&self) -> usize {
        self.time_us.len()
    }

    /// Large enough to be handed on.
    pub fn is_full(&self) -> bool {
        self.len() >= limits::BATCH_ROWS
            || self.actor.bytes.len() > limits::BATCH_TEXT_BYTES
            || self
                .columns
                .iter()
                .any(|c| matches!(c, ColumnBuilder::Text(t) if t.bytes.len() > limits::BATCH_TEXT_BYTES))
    }

    /// Takes the events of one row. The fields are valid UTF-8.
    #[inline]
    pub fn push<F: Fields + ?Sized>(&mut self, fields: &F, row: u64) {
        self.counts.rows += 1;
        let before = (self.len(), self.counts);
        let plan = self.plan;
        if let Err(refusal) = self.push_events(plan, fields, row) {
            self.truncate(before.0);
            self.counts = before.1;
            let column = refusal.source.and_then(|s| plan.column_name(s));
            let raw = with_joined(fields.raw(), plan, &self.joined);
            self.reject(refusal.code, row, column, &refusal.value, refusal.reason, raw);
        }
    }

    #[cold]
    pub fn reject(
        &mut self,
        code: RejectCode,
        row: u64,
        column: Option<String>,
        value: &[u8],
        reason: LocalText,
        raw: String,
    ) {
        let file = self.file.to_owned();
        self.rejected.push(RejectedRow {
            code,
            file,
            row,
            column,
            value: shown(value),
            reason,
            raw,
        });
    }

    #[inline]
    fn push_events<'a, F: Fields + ?Sized>(
        &mut self,
        plan: &'a Plan,
        fields: &F,
        row: u64,
    ) -> Result<(), Refusal<'a>> {
        for (index, join) in plan.joins.iter().enumerate() {
            let key = value(plan, &join.on, fields, &self.joined, "");
            self.joined[index] = join.table.row(key);
        }
        if matches!(plan.actor, Source::Row) {
            self.row_name = format!("{}:{row}", self.file);
        }
        for (index, event) in plan.events.iter().enumerate() {
            self.push_event(plan, event, index, fields)?;
        }
        Ok(())
    }

    #[inline]
    fn push_event<'a, F: Fields + ?Sized>(
        &mut self,
        plan: &'a Plan,
        event: &'a EventPlan,
        index: usize,
        fields: &F,
    ) -> Result<(), Refusal<'a>> {
        let Self {
            joined,
            row_name,
            times,
            columns,
            counts,
            ..
        } = self;
        let (joined, row_name) = (&joined[..], &row_name[..]);
        let get = |source: &'a Source| trim(value_in(plan, source, fields, joined, row_name));
        let time = get(&event.time.source);
        if event.optional && number::is_null_word(time) {
            counts.not_happened += 1;
            return Ok(());
        }
        let (parser, end_parser) = &mut times[index];
        let time_us = parser
            .parse(time)
            .map_err(|_| bad_time(&event.time.source, time, parser.format()))?;
        let actor = get(&plan.actor);
        if actor.is_empty() || (actor.len() <= 4 && number::is_null_word(actor)) {
            return Err(no_actor(plan, fields, joined));
        }
        let activity = get(&event.activity);
        if activity.is_empty() {
            let reason = LocalText::en_ru(
                "expected the name of what happened; correct the row",
                "здесь должно стоять, что произошло; исправьте строку",
            );
            return Err(Refusal {
                code: RejectCode::MissingActivity,
                source: Some(&event.activity),
                value: Vec::new(),
                reason,
            });
        }
        check_key(actor, &plan.actor)?;
        check_key(activity, &event.activity)?;
        let mut duration_s = f64::NAN;
        if let (Some(end), Some(parser)) = (&event.end, end_parser) {
            let text = get(&end.source);
            if !number::is_null_word(text) {
                let end_us = parser
                    .parse(text)
                    .map_err(|_| bad_time(&end.source, text, parser.format()))?;
                duration_s = (end_us - time_us) as f64 / 1e6;
            }
        }
        if !plan.ends.activities.is_empty() && plan.ends.activities.iter().any(|a| a == activity) {
            counts.ended += 1;
            return Ok(());
        }
        for (index, out) in plan.out.iter().enumerate() {
            let source = event.columns[index].as_ref();
            let text = match source {
                None | Some(Source::Duration) => &[][..],
                Some(Source::Outcome) => plan
                    .ends
                    .of_actor
                    .get(actor)
                    .map_or(&[][..], |e| &plan.ends.activities[*e as usize]),
                Some(source) => value_in(plan, source, fields, joined, row_name),
            };
            match &mut columns[index] {
                ColumnBuilder::Number(values) => values.push(match source {
                    Some(Source::Duration) => duration_s,
                    _ => parse_number(plan, out, source, trim(text))?,
                }),
                _ if text.len() > limits::FIELD_BYTES_MAX => {
                    let reason = LocalText::en_ru(
                        format!("longer than {} bytes; shorten it", limits::FIELD_BYTES_MAX),
                        format!("длиннее {} байт; сократите", limits::FIELD_BYTES_MAX),
                    );
                    return Err(Refusal {
                        code: RejectCode::FieldTooLong,
                        source,
                        value: text.to_vec(),
                        reason,
                    });
                }
                ColumnBuilder::Coded(coder) => coder.push(trim(text)),
                ColumnBuilder::Text(column) => push_text(column, text),
            }
        }
        push_text(&mut self.actor, actor);
        self.activity.push(activity);
        self.time_us.push(time_us);
        Ok(())
    }

    /// Takes back the events from `rows` on.
    pub(super) fn truncate(&mut self, rows: usize) {
        let cut = |column: &mut TextColumn| {
            column.offsets.truncate(rows + 1);
            column
                .bytes
                .truncate(column.offsets[column.offsets.len() - 1] as usize);
        };
        cut(&mut self.actor);
        self.activity.truncate(rows);
        self.time_us.truncate(rows);
        for column in &mut self.columns {
            match column {
                ColumnBuilder::Coded(coder) => coder.truncate(rows),
                ColumnBuilder::Text(column) => {
                    if column.len() > rows {
                        cut(column);
                    }
                }
                ColumnBuilder::Number(values) => values.truncate(rows),
            }
        }
    }

    pub fn finish(self) -> Parsed {
        let columns = self.columns.into_iter().zip(self.plan.out.iter());
        let columns = columns.map(|(built, out)| Column {
            role: out.role.clone(),
            values: match built {
                ColumnBuilder::Coded(coder) => ColumnValues::Coded(coder.finish()),
                ColumnBuilder::Text(column) => ColumnValues::Text(column),
                ColumnBuilder::Number(values) => ColumnValues::Number(values),
            },
        });
        let columns = columns.collect();
        let batch = EventBatch {
            actor: self.actor,
            activity: self.activity.finish(),
            time_us: self.time_us,
            columns,
        };
        Parsed {
            batch,
            rejected: self.rejected,
            counts: self.counts,
        }
    }
}

fn with_first(rows: usize) -> Vec<u32> {
    let mut offsets = Vec::with_capacity(rows + 1);
    offsets.push(0);
    offsets
}

fn column(out: &OutColumn, rows: usize) -> ColumnBuilder {
    match out.kind {
        ColumnKind::Coded => ColumnBuilder::Coded(Coder::with_capacity(rows)),
        ColumnKind::Text => ColumnBuilder::Text(TextColumn {
            offsets: with_first(rows),
            bytes: Vec::new(),
        }),
        ColumnKind::Number => ColumnBuilder::Number(Vec::with_capacity(rows)),
    }
}

#[inline]
pub fn push_text(column: &mut TextColumn, text: &[u8]) {
    column.bytes.extend_from_slice(text);
    column.offsets.push(column.bytes.len() as u32);
}

#[inline]
pub fn trim(text: &[u8]) -> &[u8] {
    match text {
        [first, .., last] if *first > b' ' && *last > b' ' => text,
        _ => text.trim_ascii(),
    }
}

#[inline]
fn value_in<'v, F: Fields + ?Sized>(
    plan: &'v Plan,
    source: &'v Source,
    fields: &'v F,
    joined: &[Option<u32>],
    row_name: &'v str,
) -> &'v [u8] {
    if let Source::Slot(slot) = source {
        fields.field(*slot)
    } else {
        value(plan, source, fields, joined, row_name)
    }
}

fn value<'v, F: Fields + ?Sized>(
    plan: &'v Plan,
    source: &'v Source,
    fields: &'v F,
    joined: &[Option<u32>],
    row_name: &'v str,
) -> &'v [u8] {
    match source {
        Source::Slot(slot) => fields.field(*slot),
        Source::Constant(text) => text,
        Source::Joined { join, column } => {
            joined[*join].map_or(&[], |row| plan.joins[*join].table.get(row, *column))
        }
        Source::Row => row_name.as_bytes(),
        Source::Duration | Source::Outcome => &[],
    }
}

/// The kept row together with what was looked up for it, so that it can be read again without the other inputs. What
/// was not found is there too, empty: a place to write it.
#[cold]
fn with_joined(raw: String, plan: &Plan, joined: &[Option<u32>]) -> String {
    if plan.joins.is_empty() {
        return raw;
    }
    let Ok(serde_json::Value::Object(mut object)) = serde_json::from_str(&raw) else {
        return raw;
    };
    for (join, row) in plan.joins.iter().zip(joined) {
        for (column, name) in join.table.names.iter().enumerate() {
            let text = row.map_or(&[][..], |row| join.table.get(row, column));
            let key = format!("{}.{name}", join.input);
            object.insert(key, String::from_utf8_lossy(text).into_owned().into());
        }
    }
    let text = serde_json::Value::Object(object).to_string();
    if text.len() > limits::RAW_BYTES_MAX {
        String::new()
    } else {
        text
    }
}

#[cold]
fn no_actor<'a, F: Fields + ?Sized>(plan: &'a Plan, fields: &F, joined: &[Option<u32>]) -> Refusal<'a> {
    if let Source::Joined { join, .. } = plan.actor
        && joined[join].is_none()
    {
        let join = &plan.joins[join];
        let key = value(plan, &join.on, fields, joined, "").to_vec();
        let reason = LocalText::en_ru(
            format!(
                "no row of «{}» has this {}; add it, or correct the key",
                join.input, join.key
            ),
            format!(
                "в «{}» нет строки с таким {}; добавьте её или исправьте ключ",
                join.input, join.key
            ),
        );
        return Refusal {
            code: RejectCode::NoJoinMatch,
            source: Some(&join.on),
            value: key,
            reason,
        };
    }
    let reason = LocalText::en_ru(
        "expected whose event it is; correct the row",
        "здесь должно стоять, чьё это событие; исправьте строку",
    );
    Refusal {
        code: RejectCode::MissingActor,
        source: Some(&plan.actor),
        value: Vec::new(),
        reason,
    }
}

#[inline]
fn check_key<'a>(text: &[u8], source: &'a Source) -> Result<(), Refusal<'a>> {
    if text.len() <= limits::KEY_BYTES_MAX {
        return Ok(());
    }
    let most = limits::KEY_BYTES_MAX;
    let reason = LocalText::en_ru(
        format!("longer than {most} bytes, too long for a name; is this the right column?"),
        format!("длиннее {most} байт, для имени это слишком много; тот ли это столбец?"),
    );
    Err(Refusal {
        code: RejectCode::FieldTooLong,
        source: Some(source),
        value: text.to_vec(),
        reason,
    })
}

#[cold]
fn bad_time<'a>(source: &'a Source, text: &[u8], format: crate::TimeFormat) -> Refusal<'a> {
    let missing = number::is_null_word(text);
    let code = if missing {
        RejectCode::MissingTime
    } else {
        RejectCode::BadTime
    };
    let (what, what_ru) = if missing {
        ("no time in", "нет времени в формате")
    } else {
        ("not a time in", "это не время в формате")
    };
    let shown = format.shown();
    let reason = LocalText::en_ru(
        format!("{what} {shown}; correct the row, or state another format in the mapping"),
        format!(
            "{what_ru} {}; исправьте строку или выберите другой формат даты",
            shown.get("ru")
        ),
    );
    Refusal {
        code,
        source: Some(source),
        value: text.to_vec(),
        reason,
    }
}

pub fn parse_number<'a>(
    plan: &Plan,
    out: &OutColumn,
    source: Option<&'a Source>,
    text: &[u8],
) -> Result<f64, Refusal<'a>> {
    if number::is_null_word(text) {
        return Ok(f64::NAN);
    }
    let refuse = |code, reason| Refusal {
        code,
        source,
        value: text.to_vec(),
        reason,
    };
    let Some(value) = number::parse(text, plan.decimal) else {
        let (sign, sign_ru) = if plan.decimal == crate::mapping::Decimal::Comma {
            ("comma", "запятой")
        } else {
            ("point", "точкой")
        };
        return Err(refuse(
            RejectCode::BadNumber,
            LocalText::en_ru(
                format!("expected a number with a decimal {sign}; correct it or leave it empty"),
                format!(
                    "должно быть число с {sign_ru} перед дробной частью; исправьте его или оставьте пустым"
                ),
            ),
        ));
    };
    match plan.scale {
        Some(scale) if out.role == Role::Score && !(scale.lo..=scale.hi).contains(&value) => {
            let tropa_model::Scale { lo, hi } = scale;
            let reason = LocalText::en_ru(
                format!("expected a score from {lo} to {hi}; correct it, or the scale of the mapping"),
                format!("оценка должна быть от {lo} до {hi}; исправьте её или шкалу оценок"),
            );
            Err(refuse(RejectCode::ScoreOffScale, reason))
        }
        _ => Ok(value),
    }
}
