//! A map as rows.

use super::word;
use crate::Lang;
use crate::document::{ActionItem, Card, Map, Metric, MetricName, Opportunity};
use crate::formats::table::Cell;
use crate::formats::table::cell::{figure, listed, rounded};
use crate::formats::table::head::{COLUMNS, Column, name};
use crate::formats::text::{clean, line};
use crate::formats::words::{lane_name, state_name};
use std::collections::{BTreeMap, HashMap};
use tropa_model::feeling::EvidenceState;

/// A list as it is written.
pub struct Written {
    pub columns: Vec<Column>,
    /// The header first.
    pub rows: Vec<Vec<Cell>>,
}

type Row = BTreeMap<Column, Cell>;

/// Always there, in the order of [`COLUMNS`].
const ALWAYS: [Column; 9] = [
    Column::Stage,
    Column::Step,
    Column::Lane,
    Column::LaneType,
    Column::Text,
    Column::StageId,
    Column::StepId,
    Column::LaneId,
    Column::CardId,
];

pub fn write(map: &Map, lang: &str) -> Written {
    let words = Lang::of(lang);
    let rows = rows(map, lang);
    let columns: Vec<Column> = COLUMNS
        .iter()
        .map(|(column, ..)| *column)
        .filter(|column| ALWAYS.contains(column) || rows.iter().any(|row| row.contains_key(column)))
        .collect();
    let header = columns.iter().map(|c| Cell::text(name(words, *c))).collect();
    let body = rows.into_iter().map(|mut row| {
        columns
            .iter()
            .map(|c| row.remove(c).unwrap_or_default())
            .collect()
    });
    Written {
        rows: std::iter::once(header).chain(body).collect(),
        columns,
    }
}

fn rows(map: &Map, lang: &str) -> Vec<Row> {
    let lanes: HashMap<&str, usize> = map
        .lanes
        .iter()
        .enumerate()
        .map(|(i, l)| (l.id.as_str(), i))
        .collect();
    let mut cells: HashMap<&str, Vec<&Card>> = HashMap::new();
    for card in &map.cards {
        cells.entry(card.at.as_str()).or_default().push(card);
    }
    let mut used = vec![false; map.lanes.len()];
    let mut rows: Vec<Row> = Vec::new();
    for stage in &map.stages {
        let places = std::iter::once((stage.id.as_str(), None))
            .chain(stage.steps.iter().map(|s| (s.id.as_str(), Some(s))));
        for (at, step) in places {
            let mut head = Row::new();
            put(&mut head, Column::Stage, stage.name.get(lang));
            put(&mut head, Column::StageId, &stage.id);
            if let Some(step) = step {
                put(&mut head, Column::Step, step.name.get(lang));
                put(&mut head, Column::StepId, &step.id);
                if step.moment_of_truth {
                    put(&mut head, Column::MomentOfTruth, yes(lang));
                }
            }
            let mut cards = cells.remove(at).unwrap_or_default();
            // Stable: within a lane the order of the map.
            cards.sort_by_key(|card| lanes.get(card.lane.as_str()).copied().unwrap_or(usize::MAX));
            if cards.is_empty() && (step.is_some() || stage.steps.is_empty()) {
                rows.push(head.clone());
            }
            for card in cards {
                let mut row = head.clone();
                if let Some(i) = lanes.get(card.lane.as_str()).copied() {
                    used[i] = true;
                    lane(&mut row, map, i, lang);
                }
                fill(&mut row, map, card, lang);
                rows.push(row);
            }
        }
    }
    for i in (0..map.lanes.len()).filter(|i| !used[*i]) {
        let mut row = Row::new();
        lane(&mut row, map, i, lang);
        rows.push(row);
    }
    let spoken_of = |id: &str| map.cards.iter().any(|card| card.personas.iter().any(|p| p == id));
    for persona in map.personas.iter().filter(|p| !spoken_of(&p.id)) {
        let mut row = Row::new();
        put(
            &mut row,
            Column::Persona,
            &listed(&[line(persona.name.get(lang))]),
        );
        rows.push(row);
    }
    if let Some(first) = rows.first_mut() {
        put(first, Column::Map, map.title.get(lang));
        put(first, Column::MapId, &map.id);
    }
    rows
}

fn put(row: &mut Row, column: Column, text: &str) {
    let text = clean(text);
    if !text.is_empty() {
        row.insert(column, Cell::Text(text));
    }
}

fn number(row: &mut Row, column: Column, value: f64) {
    row.insert(column, Cell::Number(value));
}

fn yes(lang: &str) -> &'static str {
    Lang::of(lang).pick("yes", "да")
}

fn lane(row: &mut Row, map: &Map, i: usize, lang: &str) {
    let lane = &map.lanes[i];
    let usual = lane_name(Lang::of(lang), lane.role);
    let own = line(lane.name.get(lang));
    put(row, Column::Lane, if own.is_empty() { usual } else { &own });
    put(row, Column::LaneType, usual);
    put(row, Column::LaneId, &lane.id);
    number(row, Column::LaneOrder, (i + 1) as f64);
}

fn fill(row: &mut Row, map: &Map, card: &Card, lang: &str) {
    let name_of = |id: &str| {
        map.personas
            .iter()
            .find(|p| p.id == id)
            .map(|p| line(p.name.get(lang)))
    };
    put(row, Column::CardId, &card.id);
    put(row, Column::Text, card.text.get(lang));
    let people: Vec<String> = card.personas.iter().filter_map(|id| name_of(id)).collect();
    put(row, Column::Persona, &listed(&people));
    if let Some(feeling) = &card.feeling {
        number(row, Column::Feeling, rounded(feeling.value, 4));
    }
    let emotions: Vec<String> = card.emotions.iter().map(word).collect();
    put(row, Column::Emotions, &emotions.join("; "));
    if let Some(channel) = card
        .channel
        .as_ref()
        .and_then(|id| map.channels.iter().find(|c| c.id == *id))
    {
        put(row, Column::Channel, channel.name.get(lang));
    }
    if let Some(until) = &card.until {
        let steps = map.stages.iter().flat_map(|stage| &stage.steps);
        let until = steps.into_iter().find(|step| step.id == *until);
        put(row, Column::Until, until.map_or("", |step| step.name.get(lang)));
    }
    if let Some(metric) = &card.metric {
        metric_columns(row, metric, lang);
    }
    if let Some(Opportunity {
        status,
        owner,
        department,
        ..
    }) = &card.opportunity
    {
        put(row, Column::Status, &word(status));
        put(row, Column::Owner, owner.as_deref().unwrap_or_default());
        put(row, Column::Department, department.get(lang));
    }
    if let Some(ActionItem {
        status,
        owner,
        department,
        due,
        link,
        ..
    }) = &card.action
    {
        put(row, Column::Status, &word(status));
        put(row, Column::Owner, owner.as_deref().unwrap_or_default());
        put(row, Column::Department, department.get(lang));
        put(row, Column::Due, due.as_deref().unwrap_or_default());
        put(row, Column::Link, link.as_deref().unwrap_or_default());
    }
    if let Some(quote) = card.evidence.iter().find_map(|e| e.quote.as_ref()) {
        put(row, Column::Quote, &quote.text);
        put(row, Column::QuoteSource, quote.by.as_deref().unwrap_or_default());
    }
    if card.state != EvidenceState::Assumption {
        put(row, Column::State, state_name(Lang::of(lang), card.state));
        number(row, Column::EvidenceCount, card.evidence.len() as f64);
    }
}

fn metric_columns(row: &mut Row, metric: &Metric, lang: &str) {
    match metric.name {
        MetricName::Own => put(row, Column::Metric, metric.label.get(lang)),
        name => put(row, Column::Metric, &word(&name)),
    }
    if !row.contains_key(&Column::Metric) {
        put(row, Column::Metric, &figure(Lang::of(lang), metric));
    }
    number(row, Column::Value, metric.value);
    for (column, value) in [(Column::Low, metric.lo), (Column::High, metric.hi)] {
        if let Some(value) = value {
            number(row, column, value);
        }
    }
    put(row, Column::Unit, &word(&metric.unit));
    if let Some(count) = metric.count {
        number(row, Column::Count, count as f64);
    }
    if metric.n > 0 {
        number(row, Column::N, metric.n as f64);
    }
    put(row, Column::Base, metric.base.get(lang));
}
