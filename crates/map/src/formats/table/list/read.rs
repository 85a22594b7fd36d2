//! Rows as a map.

use super::{of_word, word};
use crate::Lang;
use crate::document::{
    ActionItem, Emotion, Evidence, LaneRole, Metric, MetricName, MetricUnit, Opportunity, Quote, Status,
};
use crate::formats::build::Builder;
use crate::formats::table::Read;
use crate::formats::table::cell::{unlisted, value};
use crate::formats::table::head::{Column, Header, name};
use crate::formats::text::{clean, day, line};
use crate::formats::words::{lane_name, role_of};
use crate::formats::{Format, FormatError, ImportOptions, Imported};
use std::collections::HashMap;
use tropa_model::proposal::LocalText;

/// A map from a list.
pub fn import(
    read: &Read,
    header: &Header,
    format: Format,
    options: &ImportOptions,
) -> Result<Imported, FormatError> {
    let mut list = List {
        build: Builder::new(format, options),
        stages: HashMap::new(),
        steps: HashMap::new(),
        lanes: HashMap::new(),
        orders: HashMap::new(),
        until: Vec::new(),
        scale: Scale::of(read, header),
    };
    if !header.unknown.is_empty() {
        let names = header.unknown.join(", ");
        list.build.note(
            format!("row {}", header.row + 1),
            format!("columns nobody knows here were left out: {names}"),
            format!("незнакомые столбцы пропущены: {names}"),
        );
    }
    if let Scale::From(lo, hi) = list.scale {
        list.build.note(
            "score",
            format!("scores were read as a scale of {lo}..{hi}"),
            format!("баллы прочитаны как шкала {lo}…{hi}"),
        );
    }
    let (mut title, mut map_id) = (String::new(), String::new());
    for (r, cells) in read.rows.iter().enumerate().skip(header.row + 1) {
        let row: HashMap<Column, &str> = header
            .columns
            .iter()
            .zip(cells)
            .filter_map(|(column, cell)| Some(((*column)?, cell.trim())))
            .filter(|(_, cell)| !cell.is_empty())
            .collect();
        if row.is_empty() {
            continue;
        }
        if list.build.is_full() {
            break;
        }
        let of = |column| row.get(&column).copied().unwrap_or_default();
        if title.is_empty() {
            title = of(Column::Map).to_owned();
            map_id = of(Column::MapId).to_owned();
        }
        list.row(r + 1, &of);
    }
    list.finish(&map_id, &title)
}

/// The scale scores are on, told from their range.
#[derive(Clone, Copy, PartialEq)]
enum Scale {
    Ours,
    From(f64, f64),
}

impl Scale {
    fn of(read: &Read, header: &Header) -> Self {
        let Some(column) = header.columns.iter().position(|c| *c == Some(Column::Score)) else {
            return Self::Ours;
        };
        let scores = read
            .rows
            .iter()
            .skip(header.row + 1)
            .filter_map(|row| value(row.get(column)?));
        let (lo, hi) = scores.fold((f64::MAX, f64::MIN), |(lo, hi), v| (lo.min(v), hi.max(v)));
        match () {
            () if hi <= 2.0 => Self::Ours,
            () if lo >= 1.0 && hi <= 5.0 => Self::From(1.0, 5.0),
            () if lo >= 0.0 && hi <= 10.0 => Self::From(0.0, 10.0),
            () if lo >= -5.0 && hi <= 5.0 => Self::From(-5.0, 5.0),
            () => Self::From(0.0, 100.0),
        }
    }

    fn feeling(self, score: f64) -> f64 {
        match self {
            Self::Ours => score,
            Self::From(lo, hi) => -2.0 + 4.0 * (score - lo) / (hi - lo),
        }
    }
}

struct List {
    build: Builder,
    /// Key of a stage → its place; the key is the id where the row has one, else the name.
    stages: HashMap<String, usize>,
    /// (stage, key) → step id.
    steps: HashMap<(usize, String), String>,
    lanes: HashMap<String, String>,
    /// Lane id → its number from top.
    orders: HashMap<String, f64>,
    /// Card, and the name of the last step it spans.
    until: Vec<(usize, String)>,
    scale: Scale,
}

/// By id where there is one: two steps may have one name, and a renamed step stays the same.
fn key(id: &str, name: &str) -> String {
    if id.is_empty() {
        format!("name {}", line(name))
    } else {
        format!("id {id}")
    }
}

impl List {
    fn row<'r>(&mut self, r: usize, of: &dyn Fn(Column) -> &'r str) {
        let at = self.place(r, of);
        let says = [
            Column::Text,
            Column::Feeling,
            Column::Score,
            Column::Channel,
            Column::Value,
            Column::Emotions,
            Column::Quote,
        ];
        if at.is_none() {
            // A row of a person alone: somebody the map is about though no card says so.
            self.people(of);
        }
        let has_card = says.iter().any(|column| !of(*column).is_empty());
        let has_lane = [Column::Lane, Column::LaneType, Column::LaneId]
            .iter()
            .any(|column| !of(*column).is_empty());
        if !has_lane && !has_card {
            return;
        }
        let lane = self.lane(of);
        match at {
            Some(at) if has_card => self.card(r, &lane, &at, of),
            None if has_card => self.build.note(
                format!("row {r}"),
                "a card without a stage and a step was left out",
                "карточка без этапа и шага пропущена",
            ),
            _ => {}
        }
    }

    /// Id of the step, or of the stage where the row names no step.
    fn place<'r>(&mut self, r: usize, of: &dyn Fn(Column) -> &'r str) -> Option<String> {
        let (stage_name, stage_id) = (of(Column::Stage), of(Column::StageId));
        let (step_name, step_id) = (of(Column::Step), of(Column::StepId));
        if [stage_name, stage_id, step_name, step_id]
            .iter()
            .all(|text| text.is_empty())
        {
            return None;
        }
        let key_of_stage = key(stage_id, stage_name);
        let stage = match self.stages.get(&key_of_stage) {
            Some(stage) => *stage,
            None => {
                self.build.stage(stage_id, stage_name);
                let stage = self.build.map.stages.len().saturating_sub(1);
                self.stages.insert(key_of_stage, stage);
                // A row somebody adds has no ids: it belongs to the first stage of that name.
                if !stage_name.is_empty() {
                    self.stages.entry(key("", stage_name)).or_insert(stage);
                }
                stage
            }
        };
        if step_name.is_empty() && step_id.is_empty() {
            return self.build.map.stages.get(stage).map(|stage| stage.id.clone());
        }
        let key_of_step = (stage, key(step_id, step_name));
        if let Some(id) = self.steps.get(&key_of_step).cloned() {
            self.renamed(r, stage, &id, step_name);
            return Some(id);
        }
        let step = self.build.step_of(stage, step_id, step_name);
        step.moment_of_truth = is_yes(of(Column::MomentOfTruth));
        let id = step.id.clone();
        self.steps.insert(key_of_step, id.clone());
        let by_name = (stage, key("", step_name));
        self.steps.entry(by_name).or_insert_with(|| id.clone());
        Some(id)
    }

    /// A step that was renamed in some of its rows only.
    fn renamed(&mut self, r: usize, stage: usize, id: &str, name: &str) {
        let step = self
            .build
            .map
            .stages
            .get(stage)
            .and_then(|s| s.steps.iter().find(|step| step.id == id));
        let known = step.map(|step| step.name.get("").to_owned()).unwrap_or_default();
        if !name.is_empty() && line(name) != known {
            let name = line(name);
            self.build.note(
                format!("row {r}"),
                format!("step «{id}» is «{known}» above and «{name}» here; the first name was kept"),
                format!("шаг «{id}» выше называется «{known}», а здесь «{name}»; оставлено первое название"),
            );
        }
    }

    fn lane<'r>(&mut self, of: &dyn Fn(Column) -> &'r str) -> String {
        let (id, name, kind) = (of(Column::LaneId), of(Column::Lane), of(Column::LaneType));
        let called = if name.is_empty() { kind } else { name };
        let key = key(id, called);
        if let Some(lane) = self.lanes.get(&key) {
            return lane.clone();
        }
        let role = if kind.is_empty() {
            role_of(name)
        } else {
            role_of(kind)
        };
        let usual = [Lang::En, Lang::Ru]
            .iter()
            .any(|lang| lane_name(*lang, role) == line(name));
        let lane = self.build.lane(id, role, if usual { "" } else { name });
        if let Some(order) = value(of(Column::LaneOrder)) {
            self.orders.insert(lane.clone(), order);
        }
        self.lanes.insert(key, lane.clone());
        if !called.is_empty() {
            self.lanes
                .entry(self::key("", called))
                .or_insert_with(|| lane.clone());
        }
        lane
    }

    fn card<'r>(&mut self, r: usize, lane: &str, at: &str, of: &dyn Fn(Column) -> &'r str) {
        let row = |column: Column| format!("row {r}, column «{}»", name(Lang::En, column));
        let mut feeling = None;
        for (column, scale) in [(Column::Feeling, Scale::Ours), (Column::Score, self.scale)] {
            let text = of(column);
            match value(text) {
                Some(value) => feeling = Some(self.build.feeling(scale.feeling(value), &row(column))),
                None if !text.is_empty() => {
                    let saw = line(text);
                    self.build.note(
                        row(column),
                        format!("«{saw}» is not a number and was left out"),
                        format!("«{saw}» — не число, пропущено"),
                    );
                }
                None => {}
            }
        }
        let people = self.people(of);
        let channel = Some(of(Column::Channel))
            .filter(|c| !c.is_empty())
            .map(|c| self.build.channel("", c));
        let emotions = of(Column::Emotions)
            .split([';', ','])
            .filter_map(of_word::<Emotion>)
            .collect();
        if !of(Column::Due).is_empty() && day(of(Column::Due)).is_none() {
            let saw = line(of(Column::Due));
            self.build.note(
                row(Column::Due),
                format!("«{saw}» is not a day like 2026-12-31 and was left out"),
                format!("«{saw}» — не дата вида 2026-12-31, пропущено"),
            );
        }
        let metric = self.metric(r, of);
        let department = self.build.text(of(Column::Department));
        let role = self
            .build
            .map
            .lanes
            .iter()
            .find(|l| l.id == lane)
            .map(|l| l.role)
            .unwrap_or_default();

        let card = self.build.card(of(Column::CardId), lane, at, of(Column::Text));
        card.feeling = feeling;
        card.personas = people;
        card.channel = channel;
        card.emotions = emotions;
        card.metric = metric;
        let own = |column: Column| Some(line(of(column))).filter(|text| !text.is_empty());
        let (status, owner) = (of_word::<Status>(of(Column::Status)), own(Column::Owner));
        let planned = status.is_some() || owner.is_some() || !department.0.is_empty();
        match role {
            LaneRole::ActionItems if planned || day(of(Column::Due)).is_some() => {
                card.action = Some(ActionItem {
                    status: status.unwrap_or_default(),
                    owner,
                    department,
                    due: day(of(Column::Due)),
                    link: own(Column::Link),
                    ..ActionItem::default()
                });
            }
            LaneRole::Opportunities | LaneRole::Ideas if planned => {
                card.opportunity = Some(Opportunity {
                    status: status.unwrap_or_default(),
                    owner,
                    department,
                    ..Opportunity::default()
                });
            }
            _ => {}
        }
        if let Some(text) = Some(clean(of(Column::Quote))).filter(|q| !q.is_empty()) {
            card.evidence.push(Evidence {
                quote: Some(Quote {
                    text,
                    by: own(Column::QuoteSource),
                    ..Quote::default()
                }),
                ..Evidence::default()
            });
        }
        // What says nothing at all is no card.
        let empty = LocalText::default();
        let silent =
            card.text == empty && card.feeling.is_none() && card.metric.is_none() && card.channel.is_none();
        if silent {
            let words = of(Column::Quote);
            let words = if words.is_empty() {
                of(Column::Emotions)
            } else {
                words
            }
            .to_owned();
            let text = self.build.text(&words);
            if text.0.is_empty() {
                self.build.map.cards.pop();
                return;
            }
            if let Some(card) = self.build.map.cards.last_mut() {
                card.text = text;
            }
        }
        if let Some(until) = own(Column::Until) {
            self.until
                .push((self.build.map.cards.len().saturating_sub(1), until));
        }
    }

    fn people<'r>(&mut self, of: &dyn Fn(Column) -> &'r str) -> Vec<String> {
        let names = unlisted(of(Column::Persona));
        names.iter().map(|name| self.build.persona("", name)).collect()
    }

    fn metric<'r>(&mut self, r: usize, of: &dyn Fn(Column) -> &'r str) -> Option<Metric> {
        let value_of = |column| value(of(column));
        let whole = |column| value_of(column).filter(|v| *v >= 0.0).map(|v| v as u64);
        let known = of_word::<MetricName>(of(Column::Metric)).unwrap_or(MetricName::Own);
        let unit = of_word::<MetricUnit>(of(Column::Unit)).unwrap_or_default();
        let possible = |value: &f64| match unit {
            MetricUnit::Share => (0.0..=1.0).contains(value),
            MetricUnit::Points => true,
            _ => *value >= 0.0,
        };
        let value = value_of(Column::Value)?;
        if !possible(&value) {
            self.build.note(
                format!("row {r}, column «{}»", name(Lang::En, Column::Value)),
                format!("{value} cannot be in the unit «{}» and was left out", word(&unit)),
                format!("{value} не бывает в единице «{}», пропущено", word(&unit)),
            );
            return None;
        }
        let n = whole(Column::N).unwrap_or_default();
        Some(Metric {
            value,
            name: known,
            label: match known {
                MetricName::Own => self.build.text(of(Column::Metric)),
                _ => LocalText::default(),
            },
            unit,
            // An interval holds its value, a part is no more than the whole; what is not so is left out.
            lo: value_of(Column::Low).filter(|lo| possible(lo) && *lo <= value),
            hi: value_of(Column::High).filter(|hi| possible(hi) && *hi >= value),
            count: whole(Column::Count).filter(|count| *count <= n),
            n,
            base: self.build.text(of(Column::Base)),
            ..Metric::default()
        })
    }

    fn finish(mut self, map_id: &str, title: &str) -> Result<Imported, FormatError> {
        let orders = &self.orders;
        self.build
            .map
            .lanes
            .sort_by(|a, b| match (orders.get(&a.id), orders.get(&b.id)) {
                (Some(a), Some(b)) => a.total_cmp(b),
                (Some(_), None) => std::cmp::Ordering::Less,
                (None, Some(_)) => std::cmp::Ordering::Greater,
                (None, None) => std::cmp::Ordering::Equal,
            });
        let steps: Vec<(String, String)> = self
            .build
            .map
            .stages
            .iter()
            .flat_map(|stage| &stage.steps)
            .map(|step| (step.name.get("").to_owned(), step.id.clone()))
            .collect();
        let place_of = |id: &str| steps.iter().position(|(_, step)| step == id);
        for (card, name) in std::mem::take(&mut self.until) {
            let Some(card) = self.build.map.cards.get_mut(card) else {
                continue;
            };
            // The first step of that name that does not lie before the card's own.
            let from = place_of(&card.at).unwrap_or_default();
            card.until = steps
                .iter()
                .skip(from)
                .find(|(step, _)| *step == name)
                .map(|(_, id)| id.clone());
        }
        self.build.finish(map_id, title)
    }
}

fn is_yes(text: &str) -> bool {
    matches!(
        line(text).to_lowercase().as_str(),
        "yes" | "y" | "true" | "1" | "x" | "да" | "ja" | "+"
    )
}
