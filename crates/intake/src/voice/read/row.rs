//! One row as items.

use crate::mapping::{Decimal, Layout};
use crate::number;
use crate::read::rows::Visitor;
use crate::rejected::shown;
use crate::text::records::Fields;
use crate::time::{TimeParser, Zone};
use crate::voice::forms::{Form, form_of, visit_rows};
use crate::voice::mapping::{Asked, AskedScore, ScoreOf, VoiceMapping, VoiceRole, matches};
use crate::voice::masks::{MaskKind, Masks};
use crate::voice::split;
use crate::{Input, IntakeError, RejectCode, RejectedRow, limits};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use tropa_model::LocalText;
use tropa_model::feedback::{Feedback, FeedbackKind, Score, Speaker, TextPart};

/// What is wrong with a row.
pub struct Wrong {
    pub code: RejectCode,
    pub column: Option<String>,
    pub value: String,
    pub reason: LocalText,
}

/// Names of columns, and rows by their key.
type Keyed = (Vec<String>, HashMap<String, Vec<String>>);

/// The tables that are looked up, by lookup and key.
pub struct Looked {
    tables: Vec<Keyed>,
}

impl Looked {
    pub fn up(inputs: &[Input], mapping: &VoiceMapping) -> Result<Looked, IntakeError> {
        let mut tables = Vec::new();
        for lookup in &mapping.lookups {
            let mut table = Table {
                key: lookup.key.clone(),
                ..Table::default()
            };
            let mut found = false;
            for input in inputs.iter().filter(|input| matches(&lookup.file, input.name)) {
                let form = form_of(input)?.unwrap_or(Form::Table);
                visit_rows(input, form, &Layout::default(), &mut table)?;
                found = true;
            }
            if !found {
                return Err(IntakeError::NoFile {
                    input: lookup.name.clone(),
                    pattern: lookup.file.clone(),
                    given: inputs
                        .iter()
                        .map(|input| input.name)
                        .collect::<Vec<_>>()
                        .join(", "),
                });
            }
            tables.push((table.names, table.rows));
        }
        Ok(Looked { tables })
    }
}

#[derive(Default)]
struct Table {
    key: String,
    names: Vec<String>,
    rows: HashMap<String, Vec<String>>,
    bytes: usize,
}

impl Visitor for Table {
    fn names(&mut self, names: &[String]) {
        self.names = names.to_vec();
    }

    fn row(&mut self, fields: &dyn Fields, _row: u64) -> Result<bool, IntakeError> {
        let Some(key) = self.names.iter().position(|name| *name == self.key) else {
            return Ok(false);
        };
        let value = |slot| String::from_utf8_lossy(fields.field(slot)).into_owned();
        let row: Vec<String> = (0..self.names.len()).map(value).collect();
        self.bytes += row.iter().map(|value| value.len() + 24).sum::<usize>();
        self.rows.entry(row[key].clone()).or_insert(row);
        Ok(self.rows.len() < limits::JOIN_ROWS_MAX && self.bytes < limits::JOIN_BYTES_MAX)
    }
}

/// Where a mapped value comes from in the file being read.
#[derive(Clone)]
enum From {
    Slot(usize),
    Constant(String),
    /// Lookup and column in it.
    Looked(usize, usize),
    Nowhere,
}

/// Turns rows into items by a mapping.
pub struct RowReader<'m> {
    mapping: &'m VoiceMapping,
    masks: &'m Masks,
    looked: Looked,
    /// By place among the mapping's columns.
    from: Vec<From>,
    promised: Vec<From>,
    /// By lookup: where its `on` is.
    on: Vec<From>,
    times: Vec<Option<TimeParser>>,
    found: BTreeSet<String>,
    /// Who a conversation is with.
    partners: HashMap<String, String>,
    turns: HashMap<String, u32>,
    counted: BTreeMap<MaskKind, u64>,
    short: HashMap<String, String>,
}

/// Short values come again and again; so many are remembered with their masks applied.
const SHORT_MAX: usize = 50_000;
const SHORT_BYTES: usize = 64;

type Item = (Feedback, Option<String>);

impl<'m> RowReader<'m> {
    pub fn new(mapping: &'m VoiceMapping, masks: &'m Masks, looked: Looked) -> Result<Self, IntakeError> {
        let zone = Zone::named(mapping.time_zone.as_deref())?;
        let times = mapping.columns.iter().map(|column| match &column.role {
            VoiceRole::Time(format) => Some(TimeParser::new(*format, zone.clone())),
            VoiceRole::LateAfter(late) => Some(TimeParser::new(late.format, zone.clone())),
            _ => None,
        });
        Ok(Self {
            times: times.collect(),
            mapping,
            masks,
            looked,
            from: Vec::new(),
            promised: Vec::new(),
            on: Vec::new(),
            found: BTreeSet::new(),
            partners: HashMap::new(),
            turns: HashMap::new(),
            counted: BTreeMap::new(),
            short: HashMap::new(),
        })
    }

    pub fn begin_file(&mut self, _name: &str) {
        self.names(&[]);
    }

    /// Told whenever the columns of the file are known, or grow.
    pub fn names(&mut self, names: &[String]) {
        let find = |from: &str| -> From {
            if let Some(text) = from.strip_prefix('=') {
                return From::Constant(text.to_owned());
            }
            if let Some(slot) = names.iter().position(|name| name == from) {
                return From::Slot(slot);
            }
            let lookups = self.mapping.lookups.iter().enumerate();
            for (place, lookup) in lookups {
                let column = from
                    .strip_prefix(&lookup.name)
                    .and_then(|rest| rest.strip_prefix('.'));
                let slot = column.and_then(|column| {
                    let names = &self.looked.tables[place].0;
                    names.iter().position(|name| name == column)
                });
                if let Some(slot) = slot {
                    return From::Looked(place, slot);
                }
            }
            From::Nowhere
        };
        let columns = &self.mapping.columns;
        self.from = columns.iter().map(|column| find(&column.from)).collect();
        self.promised = (columns.iter())
            .map(|column| match &column.role {
                VoiceRole::LateAfter(late) => find(&late.promised),
                _ => From::Nowhere,
            })
            .collect();
        self.on = self
            .mapping
            .lookups
            .iter()
            .map(|lookup| find(&lookup.on))
            .collect();
        for (column, from) in columns.iter().zip(&self.from) {
            if !matches!(from, From::Nowhere) {
                self.found.insert(column.from.clone());
            }
        }
    }

    /// A column that no file has is a mistake of the mapping.
    pub fn check_columns(&self) -> Result<(), IntakeError> {
        let lost = self.mapping.columns.iter().find(|column| {
            let optional = matches!(column.role, VoiceRole::Attribute(_) | VoiceRole::LateAfter(_));
            !optional && !self.found.contains(&column.from)
        });
        match lost {
            Some(column) if self.found.is_empty() || !self.has_said() => Err(IntakeError::MissingColumn {
                file: "feedback".into(),
                column: column.from.clone(),
                present: self.found.iter().cloned().collect::<Vec<_>>().join(", "),
            }),
            _ => Ok(()),
        }
    }

    fn has_said(&self) -> bool {
        self.mapping.columns.iter().any(|column| {
            self.found.contains(&column.from)
                && matches!(
                    column.role,
                    VoiceRole::Body
                        | VoiceRole::Title
                        | VoiceRole::Pros
                        | VoiceRole::Cons
                        | VoiceRole::Score(_)
                        | VoiceRole::Choice
                        | VoiceRole::Scored(_)
                        | VoiceRole::Told(_)
                        | VoiceRole::Chosen(_)
                )
        })
    }

    /// What the masks took out so far.
    pub fn masked(self) -> BTreeMap<MaskKind, u64> {
        self.counted
    }

    fn value(&self, from: &From, fields: &dyn Fields) -> String {
        let raw = match from {
            From::Slot(slot) => String::from_utf8_lossy(fields.field(*slot)).into_owned(),
            From::Constant(text) => text.clone(),
            From::Looked(place, slot) => {
                let on = self.value(&self.on[*place], fields);
                let row = self.looked.tables[*place].1.get(&on);
                row.map_or(String::new(), |row| row[*slot].clone())
            }
            From::Nowhere => String::new(),
        };
        let trimmed = raw.trim();
        if number::is_null_word(trimmed.as_bytes()) {
            String::new()
        } else if trimmed.len() == raw.len() {
            raw
        } else {
            trimmed.to_owned()
        }
    }

    /// The items of a row: masked, without ids yet; with the id of the source beside each.
    pub fn read(&mut self, fields: &dyn Fields, row: u64) -> Result<Vec<Item>, Wrong> {
        let mapping = self.mapping;
        let mut base = Feedback::new("", mapping.kind);
        let (mut given, mut items) = (None, Vec::new());
        let mut speaker_word = None;
        for (place, column) in mapping.columns.iter().enumerate() {
            let value = self.value(&self.from[place], fields);
            if value.is_empty() {
                continue;
            }
            if value.len() > limits::FIELD_BYTES_MAX {
                return Err(too_long(&column.from, &value));
            }
            match &column.role {
                VoiceRole::Id => given = Some(value),
                VoiceRole::Actor => base.actor = Some(value),
                VoiceRole::Time(_) => base.time_us = Some(self.time(place, &column.from, &value)?),
                VoiceRole::Step => base.step = Some(value),
                VoiceRole::Channel => base.channel = Some(value),
                VoiceRole::Segment => base.segment = Some(value),
                VoiceRole::Title => base.texts.push((TextPart::Title, value)),
                VoiceRole::Pros => base.texts.push((TextPart::Pros, value)),
                VoiceRole::Cons => base.texts.push((TextPart::Cons, value)),
                VoiceRole::Body => base.texts.extend(split::parts(&value)),
                VoiceRole::Reply => base.reply = Some(value),
                VoiceRole::Score(score) => base.score = Some(score_of(&column.from, &value, *score)?),
                VoiceRole::Question => base.question = Some(value),
                VoiceRole::Choice => base.choice = Some(value),
                VoiceRole::Speaker => speaker_word = Some(value),
                VoiceRole::Conversation => base.conversation = Some(value),
                VoiceRole::Turn => {
                    base.turn = number::parse(value.as_bytes(), Decimal::Point).map(|turn| turn as u32);
                }
                VoiceRole::Attribute(name) => {
                    base.attributes.insert(name.clone(), value);
                }
                VoiceRole::LateAfter(_) => base.segment = self.late(place, fields, &value).or(base.segment),
                VoiceRole::Scored(_) | VoiceRole::Told(_) | VoiceRole::Chosen(_) => {}
            }
        }
        if let Some(word) = speaker_word {
            base.speaker = self.speaker(&word);
            if base.speaker == Speaker::Actor && matches!(base.kind, FeedbackKind::Interview) {
                base.attributes.insert("speaker_name".into(), word);
            }
        }
        self.of_conversation(&mut base);
        for (place, column) in mapping.columns.iter().enumerate() {
            let value = match column.role {
                VoiceRole::Scored(_) | VoiceRole::Told(_) | VoiceRole::Chosen(_) => {
                    self.value(&self.from[place], fields)
                }
                _ => continue,
            };
            if !value.is_empty() {
                items.push(self.answer(&base, &column.from, &column.role, value)?);
            }
        }
        base.texts.sort_by_key(|(part, _)| *part);
        unite_parts(&mut base.texts);
        let says = !base.texts.is_empty() || base.score.is_some() || base.choice.is_some();
        if !says && items.is_empty() {
            return Err(Wrong {
                code: RejectCode::NothingSaid,
                column: None,
                value: String::new(),
                reason: LocalText::en_ru(
                    "the row has no text, no score and no choice",
                    "в строке нет ни текста, ни оценки, ни выбранного варианта",
                ),
            });
        }
        // What was answered in one sitting belongs together.
        if items.len() + usize::from(says) > 1 && base.conversation.is_none() {
            let sitting = given.clone().unwrap_or_else(|| format!("{row}"));
            base.conversation = Some(sitting.clone());
            for item in &mut items {
                item.conversation = Some(sitting.clone());
            }
        }
        let several = items.len() + usize::from(says) > 1;
        let mut read = Vec::with_capacity(items.len() + 1);
        if says {
            self.mask(&mut base);
            read.push((base, given.clone().map(|id| self.plain_id(id))));
        }
        for mut item in items {
            let question = item.question.clone().unwrap_or_default();
            self.mask(&mut item);
            let id = given.as_ref().map(|id| self.plain_id(id.clone()));
            read.push((
                item,
                id.map(|id| if several { format!("{id}/{question}") } else { id }),
            ));
        }
        Ok(read)
    }

    fn time(&mut self, place: usize, column: &str, value: &str) -> Result<i64, Wrong> {
        let parser = self.times[place]
            .as_mut()
            .expect("columns of times have a parser");
        parser.parse(value.as_bytes()).map_err(|_| {
            let format = parser.format().shown();
            Wrong {
                code: RejectCode::BadTime,
                column: Some(column.to_owned()),
                value: shown(value.as_bytes()),
                reason: LocalText::en_ru(
                    format!("«{}» is not a time as {format}", shown(value.as_bytes())),
                    format!(
                        "«{}» — не время вида {}",
                        shown(value.as_bytes()),
                        format.get("ru")
                    ),
                ),
            }
        })
    }

    /// `late` or `in_time`; nothing where either time is missing or no time.
    fn late(&mut self, place: usize, fields: &dyn Fields, happened: &str) -> Option<String> {
        let promised = self.value(&self.promised[place], fields);
        let parser = self.times[place]
            .as_mut()
            .expect("columns of times have a parser");
        let happened = parser.parse(happened.as_bytes()).ok()?;
        let promised = parser.parse(promised.as_bytes()).ok()?;
        // A promise without a time of day is kept until the day ends.
        let day_us = tropa_model::time::DAY_US;
        let until = if promised.rem_euclid(day_us) == 0 {
            promised + day_us
        } else {
            promised
        };
        Some(if happened < until { "in_time" } else { "late" }.to_owned())
    }

    fn speaker(&self, word: &str) -> Speaker {
        let lower = word.to_lowercase();
        let is_in = |words: &[String]| words.iter().any(|known| known.to_lowercase() == lower);
        if is_in(&self.mapping.researcher) {
            return Speaker::Researcher;
        }
        if is_in(&self.mapping.company) {
            return Speaker::Company;
        }
        match lower.as_str() {
            "false" | "0" | "out" | "outbound" | "нет" | "исходящее" => Speaker::Company,
            _ => Speaker::Actor,
        }
    }

    /// Messages of the other side belong to whoever the conversation is with, and to nobody where that is not known:
    /// what is erased with a person is all of their conversation. Turns are counted where the file does not.
    fn of_conversation(&mut self, item: &mut Feedback) {
        let Some(conversation) = item.conversation.clone() else {
            return;
        };
        if item.speaker == Speaker::Actor {
            if let Some(actor) = &item.actor {
                self.partners
                    .entry(conversation.clone())
                    .or_insert_with(|| actor.clone());
            }
        } else if item.kind != FeedbackKind::Interview {
            item.actor = self.partners.get(&conversation).cloned();
        }
        let next = self.turns.entry(conversation).or_default();
        if item.turn.is_none() {
            item.turn = Some(*next);
        }
        *next += 1;
    }

    fn answer(
        &mut self,
        base: &Feedback,
        column: &str,
        role: &VoiceRole,
        value: String,
    ) -> Result<Feedback, Wrong> {
        let mut item = Feedback {
            texts: Vec::new(),
            score: None,
            choice: None,
            reply: None,
            ..base.clone()
        };
        let asked = |item: &mut Feedback, question: &str, step: &Option<String>| {
            item.question = Some(question.to_owned());
            if step.is_some() {
                item.step.clone_from(step);
            }
        };
        match role {
            VoiceRole::Scored(AskedScore {
                question,
                step,
                measure,
                scale,
            }) => {
                asked(&mut item, question, step);
                let (measure, scale) = (*measure, *scale);
                item.score = Some(score_of(column, &value, ScoreOf { measure, scale })?);
            }
            VoiceRole::Told(Asked { question, step }) => {
                asked(&mut item, question, step);
                if value.len() > limits::FIELD_BYTES_MAX {
                    return Err(too_long(column, &value));
                }
                item.texts.push((TextPart::Body, value));
            }
            VoiceRole::Chosen(Asked { question, step }) => {
                asked(&mut item, question, step);
                item.choice = Some(value);
            }
            _ => {}
        }
        Ok(item)
    }

    /// The text without personal data.
    fn masked_text(&mut self, text: &str) -> String {
        if let Some(known) = self.short.get(text) {
            return known.clone();
        }
        let masked = self.masks.apply(text);
        let touched = !masked.found.is_empty();
        for (kind, n) in masked.found {
            *self.counted.entry(kind).or_default() += n;
        }
        // Only what was left as it was is remembered: the others are counted each time.
        if !touched && text.len() <= SHORT_BYTES && self.short.len() < SHORT_MAX {
            self.short.insert(text.to_owned(), masked.text.clone());
        }
        masked.text
    }

    /// An id that is personal data itself is replaced by a hash of its masked form and cannot be told apart further.
    fn plain_id(&mut self, id: String) -> String {
        if self.masks.touches(&id) {
            self.masked_text(&id)
        } else {
            id
        }
    }

    fn mask(&mut self, item: &mut Feedback) {
        for (_, text) in &mut item.texts {
            *text = self.masked_text(text);
        }
        for text in [
            &mut item.reply,
            &mut item.question,
            &mut item.choice,
            &mut item.step,
            &mut item.channel,
            &mut item.segment,
            &mut item.conversation,
        ]
        .into_iter()
        .flatten()
        {
            *text = self.masked_text(text);
        }
        for value in item.attributes.values_mut() {
            *value = self.masked_text(value);
        }
    }

    /// Takes personal data out of a row on its way to quarantine.
    pub fn mask_rejected(&mut self, row: &mut RejectedRow) {
        row.value = self.masked_text(&row.value);
        if let Ok(serde_json::Value::Object(fields)) = serde_json::from_str(&row.raw) {
            let masked = fields.into_iter().map(|(name, value)| {
                let value = match value {
                    serde_json::Value::String(text) => serde_json::Value::String(self.masked_text(&text)),
                    other => other,
                };
                (name, value)
            });
            row.raw = serde_json::Value::Object(masked.collect()).to_string();
        } else {
            row.raw = self.masked_text(&row.raw);
        }
        row.reason = LocalText(
            row.reason
                .0
                .iter()
                .map(|(language, text)| (language.clone(), self.masks.apply(text).text))
                .collect(),
        );
    }
}

fn too_long(column: &str, value: &str) -> Wrong {
    let max = limits::FIELD_BYTES_MAX;
    Wrong {
        code: RejectCode::FieldTooLong,
        column: Some(column.to_owned()),
        value: shown(value.as_bytes()),
        reason: LocalText::en_ru(
            format!("the text is longer than {max} bytes"),
            format!("текст длиннее {max} байт"),
        ),
    }
}

/// Bodies of several columns or labels become one.
fn unite_parts(texts: &mut Vec<(TextPart, String)>) {
    let mut united: Vec<(TextPart, String)> = Vec::with_capacity(texts.len());
    for (part, text) in texts.drain(..) {
        match united.last_mut().filter(|(last, _)| *last == part) {
            Some((_, before)) => {
                before.push('\n');
                before.push_str(&text);
            }
            None => united.push((part, text)),
        }
    }
    *texts = united;
}

/// A score as people write it: `4`, `4,5`, `4/5`, `5 звёзд`, `★★★★☆`.
fn score_of(column: &str, value: &str, of: ScoreOf) -> Result<Score, Wrong> {
    let stars = value.chars().filter(|c| *c == '★').count();
    let head = value.split(['/', ' ', '(']).next().unwrap_or(value);
    let parsed = if stars > 0 {
        Some(stars as f64)
    } else {
        number::parse(value.as_bytes(), Decimal::Point)
            .or_else(|| number::parse(value.as_bytes(), Decimal::Comma))
            .or_else(|| number::parse(head.as_bytes(), Decimal::Point))
    };
    let wrong = |code, en: &str, ru: &str| Wrong {
        code,
        column: Some(column.to_owned()),
        value: shown(value.as_bytes()),
        reason: LocalText::en_ru(
            format!("«{}» {en}", shown(value.as_bytes())),
            format!("«{}» {ru}", shown(value.as_bytes())),
        ),
    };
    let Some(parsed) = parsed else {
        return Err(wrong(RejectCode::BadNumber, "is no score", "— не оценка"));
    };
    if parsed < of.scale.lo || parsed > of.scale.hi {
        let (lo, hi) = (of.scale.lo, of.scale.hi);
        return Err(wrong(
            RejectCode::ScoreOffScale,
            &format!("lies off the scale {lo}..{hi}"),
            &format!("вне шкалы {lo}..{hi}"),
        ));
    }
    Ok(Score {
        value: parsed,
        scale: of.scale,
        measure: of.measure,
    })
}
