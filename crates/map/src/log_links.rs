//! What of a map shows where in an event log: for tools of process mining to join their logs with the map, and back.
//!
//! A step names the activities of the log it is (`concept:name` in XES, event types in OCEL); a card's evidence may name
//! activities, object types, cases and events. Written as a table that any tool joins by `activity`, or as OCEL 2.0
//! objects that stand beside the log's own. The table is read back: it is where an analyst fills in what is missing.

use crate::Lang;
use crate::document::{Card, Evidence, LogFormat, LogLink, Map};
use crate::formats::{FormatError, Note};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use tropa_model::proposal::LocalText;
use utoipa::ToSchema;

/// One activity of a log and what it is on the map. Without an activity: a step nobody has found in a log yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ActivityLink {
    /// `concept:name` of XES events, an event type of OCEL; empty for a step without one.
    pub activity: String,
    /// The log: a source of the workspace or a file; empty where the map does not say.
    pub source: String,
    pub stage_id: String,
    pub stage: String,
    /// Empty where a card stands at a whole stage.
    pub step_id: String,
    pub step: String,
    /// Of the step among all steps of the map, from 1; 0 for a whole stage.
    pub order: u32,
    pub main: bool,
    pub optional: bool,
    pub moment_of_truth: bool,
    /// The card whose evidence names the activity; empty where the step does.
    pub card_id: String,
    /// OCEL object types the evidence narrows it to.
    pub object_types: Vec<String>,
}

/// The columns of the table, in order.
const COLUMNS: [&str; 12] = [
    "activity",
    "source",
    "stage_id",
    "stage",
    "step_id",
    "step",
    "step_order",
    "main",
    "optional",
    "moment_of_truth",
    "card_id",
    "object_types",
];

/// Between several object types in one cell.
const LIST_SEPARATOR: char = '|';

/// Steps in map order with their activities, each followed by the cards there whose evidence names some.
pub fn activity_links(map: &Map, lang: &str) -> Vec<ActivityLink> {
    let source = source_of(map);
    let mut cards: BTreeMap<&str, Vec<&Card>> = BTreeMap::new();
    for card in &map.cards {
        cards.entry(card.at.as_str()).or_default().push(card);
    }
    let mut links = Vec::new();
    let mut order = 0;
    for stage in &map.stages {
        let whole = ActivityLink {
            source: source.clone(),
            stage_id: stage.id.clone(),
            stage: stage.name.get(lang).to_owned(),
            ..ActivityLink::default()
        };
        of_cards(&mut links, &whole, cards.get(stage.id.as_str()));
        for step in &stage.steps {
            order += 1;
            let here = ActivityLink {
                step_id: step.id.clone(),
                step: step.name.get(lang).to_owned(),
                order,
                main: step.main,
                optional: step.optional,
                moment_of_truth: step.moment_of_truth,
                ..whole.clone()
            };
            if step.activities.is_empty() {
                links.push(here.clone());
            }
            links.extend(step.activities.iter().map(|activity| ActivityLink {
                activity: activity.clone(),
                ..here.clone()
            }));
            of_cards(&mut links, &here, cards.get(step.id.as_str()));
        }
    }
    links
}

fn of_cards(links: &mut Vec<ActivityLink>, here: &ActivityLink, cards: Option<&Vec<&Card>>) {
    for card in cards.into_iter().flatten() {
        for log in card.evidence.iter().filter_map(|evidence| evidence.log.as_ref()) {
            links.extend(log.activities.iter().map(|activity| ActivityLink {
                activity: activity.clone(),
                source: log.source.clone(),
                card_id: card.id.clone(),
                object_types: log.object_types.clone(),
                ..here.clone()
            }));
        }
    }
}

/// The source the map was drafted from: `shop` of `shop@42`.
fn source_of(map: &Map) -> String {
    let snapshot = map.origin.as_ref().map_or("", |origin| origin.snapshot.as_str());
    snapshot
        .rsplit_once('@')
        .map_or(snapshot, |(source, _)| source)
        .to_owned()
}

/// The links as a CSV table with a header, to be joined with a log by `activity`.
pub fn links_to_csv(links: &[ActivityLink]) -> String {
    let mut bytes = Vec::new();
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(&mut bytes);
    let written = "writing to memory cannot fail";
    writer.write_record(COLUMNS).expect(written);
    let yes = |truth: bool| if truth { "yes" } else { "" }.to_owned();
    for link in links {
        let order = match link.order {
            0 => String::new(),
            order => order.to_string(),
        };
        let types = link.object_types.join(&LIST_SEPARATOR.to_string());
        let cells = [
            guarded(&link.activity),
            guarded(&link.source),
            guarded(&link.stage_id),
            guarded(&link.stage),
            guarded(&link.step_id),
            guarded(&link.step),
            order,
            yes(link.main),
            yes(link.optional),
            yes(link.moment_of_truth),
            guarded(&link.card_id),
            guarded(&types),
        ];
        writer.write_record(cells).expect(written);
    }
    writer.flush().expect(written);
    drop(writer);
    String::from_utf8(bytes).expect("only texts were written")
}

/// A text a spreadsheet would run is begun with an apostrophe.
fn guarded(text: &str) -> String {
    match text
        .trim_start_matches('\'')
        .starts_with(['=', '+', '-', '@', '\t'])
    {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

/// Before the ids of objects made from a map: they stand beside the log's own objects.
const OCEL_PREFIX: &str = "tropa:";
/// OCEL gives every attribute a time; these hold from the beginning.
const OCEL_TIME: &str = "1970-01-01T00:00:00Z";

/// The map as objects of OCEL 2.0 (JSON): the map, its stages, its steps and the event types that are each step.
///
/// There are no events: a tool reads them beside a log whose event types have the same names. `is step` leads from an
/// event type to its step, `in stage` from a step to its stage, `of map` from a stage to the map.
pub fn links_to_ocel(map: &Map, lang: &str) -> String {
    let id = |kind: &str, id: &str| format!("{OCEL_PREFIX}{}:{kind}:{id}", map.id);
    let attribute = |name: &str, value: &str| json!({"name": name, "value": value, "time": OCEL_TIME});
    let to = |object: String, qualifier: &str| json!({"objectId": object, "qualifier": qualifier});
    let kind = |name: &str, attributes: &[(&str, &str)]| {
        let attributes: Vec<Value> = attributes
            .iter()
            .map(|(name, kind)| json!({"name": name, "type": kind}))
            .collect();
        json!({"name": name, "attributes": attributes})
    };
    let whole = id("map", &map.id);
    let mut objects = vec![json!({
        "id": whole,
        "type": "journey_map",
        "attributes": [attribute("title", map.title.get(lang))],
        "relationships": [],
    })];
    let mut steps_of: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut order = 0;
    for (i, stage) in map.stages.iter().enumerate() {
        let of_stage = id("stage", &stage.id);
        objects.push(json!({
            "id": of_stage,
            "type": "journey_stage",
            "attributes": [attribute("name", stage.name.get(lang)), attribute("order", &(i + 1).to_string())],
            "relationships": [to(whole.clone(), "of map")],
        }));
        for step in &stage.steps {
            order += 1;
            let of_step = id("step", &step.id);
            objects.push(json!({
                "id": of_step,
                "type": "journey_step",
                "attributes": [
                    attribute("name", step.name.get(lang)),
                    attribute("order", &order.to_string()),
                    attribute("moment_of_truth", &step.moment_of_truth.to_string()),
                ],
                "relationships": [to(of_stage.clone(), "in stage")],
            }));
            for activity in &step.activities {
                steps_of.entry(activity).or_default().push(of_step.clone());
            }
        }
    }
    for (activity, steps) in &steps_of {
        let steps: Vec<Value> = steps.iter().map(|step| to(step.clone(), "is step")).collect();
        objects.push(json!({
            "id": id("event_type", activity),
            "type": "journey_event_type",
            "attributes": [attribute("event_type", activity)],
            "relationships": steps,
        }));
    }
    let event_types: Vec<Value> = steps_of
        .keys()
        .map(|activity| json!({"name": activity, "attributes": []}))
        .collect();
    let document = json!({
        "objectTypes": [
            kind("journey_map", &[("title", "string")]),
            kind("journey_stage", &[("name", "string"), ("order", "integer")]),
            kind("journey_step", &[("name", "string"), ("order", "integer"), ("moment_of_truth", "boolean")]),
            kind("journey_event_type", &[("event_type", "string")]),
        ],
        "eventTypes": event_types,
        "objects": objects,
        "events": [],
    });
    let mut text = serde_json::to_string_pretty(&document).expect("a document of plain values");
    text.push('\n');
    text
}

/// A map whose steps and evidence name what a table of links says, and what was left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Linked {
    pub map: Map,
    pub notes: Vec<Note>,
}

/// Reads a table as [`links_to_csv`] writes it and puts its activities on the map.
///
/// The steps the table names have exactly the activities it gives them; steps it does not name stay as they are. A row
/// with a `card_id` is evidence of that card: it is added where the card does not have it yet, and nothing is taken
/// away. Only `activity` and `step_id` (or `card_id`) are needed; columns may stand in any order, divided by commas,
/// semicolons or tabs.
///
/// # Errors
/// Where the table has no header with these columns, or is no table.
pub fn read_links(map: &Map, bytes: &[u8], format: LogFormat) -> Result<Linked, FormatError> {
    let rows = crate::formats::rows_of_csv(bytes)?;
    let header = rows.first().map(Vec::as_slice).unwrap_or_default();
    let at = |name: &str| {
        header
            .iter()
            .position(|cell| cell.trim().eq_ignore_ascii_case(name))
    };
    let (Some(activity), true) = (at("activity"), at("step_id").is_some() || at("card_id").is_some()) else {
        return Err(FormatError::Malformed {
            format: "CSV",
            place: LocalText::en_ru("row 1", "строка 1"),
            saw: LocalText::en_ru("no header of links", "нет заголовка связей"),
            expected: LocalText::en_ru(
                "the columns activity and step_id or card_id",
                "столбцы activity и step_id или card_id",
            ),
        });
    };
    let columns = Columns {
        activity,
        step: at("step_id"),
        card: at("card_id"),
        source: at("source"),
        object_types: at("object_types"),
    };
    let mut linked = Linked {
        map: map.clone(),
        notes: Vec::new(),
    };
    let mut steps: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (r, row) in rows.iter().enumerate().skip(1) {
        let cell = |column: Option<usize>| {
            let cell = column
                .and_then(|column| row.get(column))
                .map_or("", |cell| cell.trim());
            cell.to_owned()
        };
        let (activity, step, card) = (
            cell(Some(columns.activity)),
            cell(columns.step),
            cell(columns.card),
        );
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if !card.is_empty() {
            let log = LogLink {
                source: cell(columns.source),
                format,
                activities: vec![activity],
                object_types: cell(columns.object_types)
                    .split(LIST_SEPARATOR)
                    .map(|name| name.trim().to_owned())
                    .filter(|name| !name.is_empty())
                    .collect(),
                ..LogLink::default()
            };
            linked.evidence(r + 1, &card, log);
        } else if linked
            .map
            .stages
            .iter()
            .flat_map(|stage| &stage.steps)
            .any(|known| known.id == step)
        {
            let activities = steps.entry(step).or_default();
            if !activity.is_empty() && !activities.contains(&activity) {
                activities.push(activity);
            }
        } else {
            linked.note(
                r + 1,
                format!("there is no step «{step}» on this map; the row was left out"),
                format!("на карте нет шага «{step}»; строка пропущена"),
            );
        }
    }
    for step in linked.map.stages.iter_mut().flat_map(|stage| &mut stage.steps) {
        if let Some(activities) = steps.remove(&step.id) {
            step.activities = activities;
        }
    }
    Ok(linked)
}

struct Columns {
    activity: usize,
    step: Option<usize>,
    card: Option<usize>,
    source: Option<usize>,
    object_types: Option<usize>,
}

impl Linked {
    fn note(&mut self, row: usize, en: String, ru: String) {
        self.notes.push(Note {
            place: LocalText::en_ru(format!("row {row}"), format!("строка {row}")),
            text: LocalText::en_ru(en, ru),
        });
    }

    fn evidence(&mut self, row: usize, id: &str, log: LogLink) {
        if log.activities.iter().all(String::is_empty) {
            return;
        }
        let Some(card) = self.map.cards.iter_mut().find(|card| card.id == id) else {
            self.note(
                row,
                format!("there is no card «{id}» on this map; the row was left out"),
                format!("на карте нет карточки «{id}»; строка пропущена"),
            );
            return;
        };
        let known = card
            .evidence
            .iter()
            .filter_map(|evidence| evidence.log.as_ref())
            .any(|known| {
                let names: BTreeSet<&String> = known.activities.iter().collect();
                known.source == log.source && log.activities.iter().all(|activity| names.contains(activity))
            });
        if !known {
            card.evidence.push(Evidence {
                log: Some(log),
                ..Evidence::default()
            });
        }
    }
}

/// How many steps are found in a log, in words: «7 of 9 steps have activities».
pub fn links_summary(map: &Map, lang: Lang) -> String {
    let steps = map.stages.iter().flat_map(|stage| &stage.steps);
    let (found, all) = steps.fold((0, 0), |(found, all), step| {
        (found + u32::from(!step.activities.is_empty()), all + 1)
    });
    match lang {
        Lang::En => format!("{found} of {all} steps have activities of a log"),
        Lang::Ru => format!("шагов с событиями журнала: {found} из {all}"),
    }
}
