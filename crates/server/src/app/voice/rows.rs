//! An item of feedback as a row of the voice lake, and back.
//!
//! The lake knows events: somebody, some time, some activity, and columns. An item keeps its own fields as columns
//! under fixed names ([`FIELDS`]); whatever else its source says stands beside them under the source's names.

use std::collections::{BTreeMap, BTreeSet};
use tropa_model::feedback::{Feedback, FeedbackKind, Measure, Score, Speaker, TextPart};
use tropa_model::{
    ActorRun, CodedColumn, Column, ColumnValues, EventBatch, Role, RunColumn, Scale, TextColumn,
};

/// Before the id of who said something anonymously: such rows belong to nobody's journey.
const ANONYMOUS: &str = "anonymous:";
/// Attribute of items whose source states no time; they lie at the beginning of 1970.
const UNDATED: &str = "undated";

/// Names of the columns that are fields of an item, without their prefix `event_`. An attribute of the source that is
/// called so gets `_value` at its end.
const FIELDS: [&str; 16] = [
    "kind",
    "step",
    "question",
    "scale",
    "measure",
    "choice",
    "title",
    "pros",
    "cons",
    "speaker",
    "conversation",
    "turn",
    "reply",
    UNDATED,
    "id",
    "anonymous",
];

/// The name under which an attribute is kept and asked for: as column names may be written, never that of a field.
pub fn attribute_name(name: &str) -> String {
    let column = Role::EventAttribute(name.to_owned()).column_name();
    let name = column.strip_prefix("event_").unwrap_or(&column);
    if FIELDS.contains(&name) {
        format!("{name}_value")
    } else {
        name.to_owned()
    }
}

/// The word of a value in JSON, columns and command lines: `nps`, `body`, `review`.
fn word<T: serde::Serialize>(value: T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

fn from_word<T: serde::de::DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::from(word)).ok()
}

/// Items as rows. Attributes must have names as [`attribute_name`] gives them.
pub fn to_batch(items: &[Feedback]) -> EventBatch {
    let mut batch = EventBatch::default();
    let mut activities = Coder::default();
    for item in items {
        match &item.actor {
            Some(actor) => batch.actor.push(actor),
            None => {
                let whose = item.conversation.as_deref().unwrap_or(&item.id);
                batch.actor.push(&format!("{ANONYMOUS}{whose}"));
            }
        }
        batch.time_us.push(item.time_us.unwrap_or(0));
        let kind = word(item.kind);
        activities.push(Some(item.step.as_deref().unwrap_or(&kind)));
    }
    batch.activity = activities.column;
    let mut columns = Columns {
        items,
        columns: Vec::new(),
    };
    let field = |name: &str| Role::EventAttribute(name.to_owned());
    let part = |part| move |item: &Feedback| texts_of(item, part);
    columns.texts(Role::EventId, |item| Some(item.id.clone()));
    columns.coded(field("kind"), |item| Some(word(item.kind)));
    columns.coded(field("step"), |item| item.step.clone());
    columns.coded(Role::Channel, |item| item.channel.clone());
    columns.coded(Role::ActorAttribute("segment".into()), |item| {
        item.segment.clone()
    });
    columns.coded(field("question"), |item| item.question.clone());
    columns.numbers(Role::Score, |item| item.score.map(|score| score.value));
    columns.coded(field("scale"), |item| {
        item.score
            .map(|score| format!("{}..{}", score.scale.lo, score.scale.hi))
    });
    columns.coded(field("measure"), |item| {
        item.score.map(|score| word(score.measure))
    });
    columns.coded(field("choice"), |item| item.choice.clone());
    columns.texts(field("title"), part(TextPart::Title));
    columns.texts(field("pros"), part(TextPart::Pros));
    columns.texts(field("cons"), part(TextPart::Cons));
    columns.texts(Role::Text, part(TextPart::Body));
    columns.coded(field("speaker"), |item| {
        (item.speaker != Speaker::Actor).then(|| word(item.speaker))
    });
    columns.texts(field("conversation"), |item| item.conversation.clone());
    columns.numbers(field("turn"), |item| item.turn.map(f64::from));
    columns.texts(field("reply"), |item| item.reply.clone());
    columns.coded(field(UNDATED), |item| {
        item.time_us.is_none().then(|| "yes".into())
    });
    let others: BTreeSet<&str> = items
        .iter()
        .flat_map(|item| item.attributes.keys().map(String::as_str))
        .collect();
    for name in others {
        columns.coded(field(name), |item| item.attributes.get(name).cloned());
    }
    batch.columns = columns.columns;
    batch
}

fn texts_of(item: &Feedback, part: TextPart) -> Option<String> {
    let text = item.text(part);
    (!text.is_empty()).then(|| text.to_owned())
}

#[derive(Default)]
struct Coder {
    column: CodedColumn,
    known: BTreeMap<String, u32>,
}

impl Coder {
    fn push(&mut self, value: Option<&str>) {
        let Some(value) = value.filter(|value| !value.is_empty()) else {
            self.column.codes.push(CodedColumn::MISSING);
            return;
        };
        let code = match self.known.get(value) {
            Some(code) => *code,
            None => {
                let code = self.column.names.len() as u32;
                self.column.names.push(value.to_owned());
                self.known.insert(value.to_owned(), code);
                code
            }
        };
        self.column.codes.push(code);
    }
}

/// Columns of a batch; one without any value is left out.
struct Columns<'i> {
    items: &'i [Feedback],
    columns: Vec<Column>,
}

impl Columns<'_> {
    fn coded(&mut self, role: Role, value: impl Fn(&Feedback) -> Option<String>) {
        let mut coder = Coder::default();
        for item in self.items {
            coder.push(value(item).as_deref());
        }
        if !coder.column.names.is_empty() {
            let values = ColumnValues::Coded(coder.column);
            self.columns.push(Column { role, values });
        }
    }

    fn texts(&mut self, role: Role, value: impl Fn(&Feedback) -> Option<String>) {
        let mut texts = TextColumn::default();
        for item in self.items {
            texts.push(value(item).as_deref().unwrap_or(""));
        }
        if !texts.bytes.is_empty() {
            let values = ColumnValues::Text(texts);
            self.columns.push(Column { role, values });
        }
    }

    fn numbers(&mut self, role: Role, value: impl Fn(&Feedback) -> Option<f64>) {
        let numbers: Vec<f64> = self
            .items
            .iter()
            .map(|item| value(item).unwrap_or(f64::NAN))
            .collect();
        if numbers.iter().any(|number| !number.is_nan()) {
            let values = ColumnValues::Number(numbers);
            self.columns.push(Column { role, values });
        }
    }
}

/// The items of a run, in its order.
pub fn of_run(run: &ActorRun) -> Vec<Feedback> {
    let mut items = Vec::with_capacity(run.events());
    let found = Found::in_run(run);
    for actor in 0..run.actors.len() {
        let key = run.actors.get(actor);
        for row in run.events_of(actor) {
            items.push(found.item(run, key, row));
        }
    }
    items
}

/// Columns of a run by what they are to an item.
struct Found<'r> {
    fields: BTreeMap<&'static str, &'r RunColumn>,
    id: Option<&'r RunColumn>,
    channel: Option<&'r RunColumn>,
    segment: Option<&'r RunColumn>,
    score: Option<&'r RunColumn>,
    body: Option<&'r RunColumn>,
    attributes: Vec<(&'r str, &'r RunColumn)>,
}

impl<'r> Found<'r> {
    fn in_run(run: &'r ActorRun) -> Found<'r> {
        let mut found = Found {
            fields: BTreeMap::new(),
            id: None,
            channel: None,
            segment: None,
            score: None,
            body: None,
            attributes: Vec::new(),
        };
        for column in &run.columns {
            match &column.role {
                Role::EventId => found.id = Some(column),
                Role::Channel => found.channel = Some(column),
                Role::Score => found.score = Some(column),
                Role::Text => found.body = Some(column),
                Role::ActorAttribute(name) if name == "segment" => found.segment = Some(column),
                Role::EventAttribute(name) => match FIELDS.iter().find(|field| *field == name) {
                    Some(field) => {
                        found.fields.insert(field, column);
                    }
                    None => found.attributes.push((name, column)),
                },
                _ => {}
            }
        }
        found
    }

    fn item(&self, run: &ActorRun, key: &str, row: usize) -> Feedback {
        let field = |name: &str| text_at(self.fields.get(name).copied(), row);
        let kind = field("kind").and_then(|word| from_word(&word));
        let id = text_at(self.id, row).unwrap_or_default();
        let mut item = Feedback::new(id, kind.unwrap_or(FeedbackKind::Observation));
        item.actor = (!key.starts_with(ANONYMOUS)).then(|| key.to_owned());
        item.time_us = field(UNDATED).is_none().then(|| run.time_us[row]);
        item.step = field("step");
        item.channel = text_at(self.channel, row);
        item.segment = text_at(self.segment, row);
        item.question = field("question");
        item.score = self.score_at(row);
        item.choice = field("choice");
        for (part, text) in [
            (TextPart::Title, field("title")),
            (TextPart::Pros, field("pros")),
            (TextPart::Cons, field("cons")),
            (TextPart::Body, text_at(self.body, row)),
        ] {
            item.texts.extend(text.map(|text| (part, text)));
        }
        item.speaker = field("speaker")
            .and_then(|word| from_word(&word))
            .unwrap_or_default();
        item.conversation = field("conversation");
        item.turn = number_at(self.fields.get("turn").copied(), row).map(|turn| turn as u32);
        item.reply = field("reply");
        for (name, column) in &self.attributes {
            if let Some(value) = text_at(Some(column), row) {
                item.attributes.insert((*name).to_owned(), value);
            }
        }
        item
    }

    fn score_at(&self, row: usize) -> Option<Score> {
        let field = |name: &str| text_at(self.fields.get(name).copied(), row);
        let value = number_at(self.score, row)?;
        let scale = field("scale")?;
        let (lo, hi) = scale.split_once("..")?;
        Some(Score {
            value,
            scale: Scale::new(lo.parse().ok()?, hi.parse().ok()?)?,
            measure: field("measure")
                .and_then(|word| from_word(&word))
                .unwrap_or(Measure::Other),
        })
    }
}

fn text_at(column: Option<&RunColumn>, row: usize) -> Option<String> {
    match &column?.values {
        ColumnValues::Coded(coded) => coded.get(row).map(str::to_owned),
        ColumnValues::Text(texts) => Some(texts.get(row).to_owned()).filter(|text| !text.is_empty()),
        ColumnValues::Number(numbers) => Some(numbers[row]).filter(|n| !n.is_nan()).map(|n| n.to_string()),
    }
}

fn number_at(column: Option<&RunColumn>, row: usize) -> Option<f64> {
    match &column?.values {
        ColumnValues::Number(numbers) => Some(numbers[row]).filter(|n| !n.is_nan()),
        _ => text_at(column, row)?.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> Feedback {
        let mut item = Feedback::new("r-1", FeedbackKind::Review);
        item.actor = Some("u7".into());
        item.time_us = Some(1_700_000_000_000_000);
        item.step = Some("Доставка".into());
        item.channel = Some("app".into());
        item.segment = Some("новые".into());
        item.question = Some("Насколько вы довольны?".into());
        item.score = Some(Score {
            value: 4.0,
            scale: Scale::new(1.0, 5.0).unwrap(),
            measure: Measure::Csat,
        });
        item.choice = Some("Курьер".into());
        item.texts = vec![
            (TextPart::Title, "Хорошо, но долго".into()),
            (TextPart::Pros, "вежливый курьер".into()),
            (TextPart::Cons, "ждал два дня".into()),
            (TextPart::Body, "Заказ пришёл целым ☕".into()),
        ];
        item.speaker = Speaker::Company;
        item.conversation = Some("c-1".into());
        item.turn = Some(3);
        item.reply = Some("Спасибо!".into());
        item.attributes = [("age", "33"), ("kind_value", "x")]
            .map(|(k, v)| (k.to_owned(), v.to_owned()))
            .into();
        item
    }

    #[test]
    fn an_item_comes_back_from_a_batch_as_it_was() {
        let mut bare = Feedback::new("r-2", FeedbackKind::Observation);
        bare.texts = vec![(TextPart::Body, "noted".into())];
        let items = [full(), bare];
        let batch = to_batch(&items);
        let run = ActorRun {
            bucket: 0,
            actors: batch.actor.clone(),
            offsets: vec![0, 1, 2],
            time_us: batch.time_us.clone(),
            activity: batch.activity.codes.clone(),
            activity_names: batch.activity.names.clone(),
            columns: batch
                .columns
                .into_iter()
                .map(|column| RunColumn {
                    role: Role::from_column_name(&column.role.column_name()).unwrap(),
                    values: column.values,
                })
                .collect(),
        };
        assert_eq!(of_run(&run), items);
        assert_eq!(run.actors.get(1), "anonymous:r-2");
        assert_eq!(run.activity_names, ["Доставка", "observation"]);
    }

    #[test]
    fn an_attribute_named_like_a_field_steps_aside() {
        assert_eq!(attribute_name("Kind"), "kind_value");
        assert_eq!(attribute_name("Clothing ID"), "clothing_id");
        assert_eq!(attribute_name("id"), "id_value");
        assert_eq!(
            attribute_name(&attribute_name("Кто писал?")),
            attribute_name("Кто писал?")
        );
    }
}
