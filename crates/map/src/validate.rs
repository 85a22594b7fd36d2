//! What is wrong with a map: broken references, doubled ids, values out of range. A map with problems still opens.

use crate::document::{Card, Map, MetricUnit};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use tropa_model::proposal::LocalText;
use utoipa::ToSchema;

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    pub code: ProblemCode,
    /// `cards[12].lane`.
    pub place: String,
    pub message: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    WrongFormat,
    EmptyId,
    DuplicateId,
    MissingName,
    UnknownReference,
    OutOfRange,
    NotADate,
    NothingOnCard,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

/// All problems, in the order of the document. Empty for a sound map.
pub fn validate(map: &Map) -> Vec<Problem> {
    let mut found = Found::default();
    if map.format != crate::FORMAT {
        found.add(
            ProblemCode::WrongFormat,
            "format",
            format!("expected \"{}\"", crate::FORMAT),
        );
    }
    if map.version == 0 || map.version > crate::VERSION {
        found.add(
            ProblemCode::WrongFormat,
            "version",
            format!("expected 1..={}", crate::VERSION),
        );
    }
    if map.id.is_empty() {
        found.add(ProblemCode::EmptyId, "id", "the map has no id".to_owned());
    }
    found.name("title", &map.title);
    if let Some(date) = &map.review_date
        && (date.len() != 10 || tropa_model::time::parse_rfc3339(date).is_none())
    {
        found.add(
            ProblemCode::NotADate,
            "review_date",
            format!("«{date}» is not a date like 2026-12-31"),
        );
    }

    let mut columns = BTreeSet::new();
    let mut steps = BTreeSet::new();
    for (i, stage) in map.stages.iter().enumerate() {
        let place = format!("stages[{i}]");
        found.id(&mut columns, &place, &stage.id);
        found.name(&format!("{place}.name"), &stage.name);
        for (k, step) in stage.steps.iter().enumerate() {
            let place = format!("{place}.steps[{k}]");
            found.id(&mut columns, &place, &step.id);
            found.name(&format!("{place}.name"), &step.name);
            steps.insert(step.id.as_str());
        }
    }
    let mut lanes = BTreeSet::new();
    map.lanes
        .iter()
        .enumerate()
        .for_each(|(i, lane)| found.id(&mut lanes, &format!("lanes[{i}]"), &lane.id));
    let mut channels = BTreeSet::new();
    for (i, channel) in map.channels.iter().enumerate() {
        found.id(&mut channels, &format!("channels[{i}]"), &channel.id);
        found.name(&format!("channels[{i}].name"), &channel.name);
    }

    let mut cards = BTreeSet::new();
    for (i, card) in map.cards.iter().enumerate() {
        let place = format!("cards[{i}]");
        found.id(&mut cards, &place, &card.id);
        found.reference(&lanes, &format!("{place}.lane"), &card.lane, "lane");
        found.reference(&columns, &format!("{place}.at"), &card.at, "stage or step");
        if let Some(channel) = &card.channel {
            found.reference(&channels, &format!("{place}.channel"), channel, "channel");
        }
        found.card_values(&place, card);
    }
    let mut paths = BTreeSet::new();
    for (i, path) in map.paths.iter().enumerate() {
        found.id(&mut paths, &format!("paths[{i}]"), &path.id);
        for (k, step) in path.steps.iter().enumerate() {
            found.reference(&steps, &format!("paths[{i}].steps[{k}]"), step, "step");
        }
        found.range(&format!("paths[{i}].share"), path.share, 0.0, 1.0);
    }
    found.problems
}

#[derive(Default)]
struct Found {
    problems: Vec<Problem>,
}

impl Found {
    fn add(&mut self, code: ProblemCode, place: &str, message: String) {
        self.problems.push(Problem {
            code,
            place: place.to_owned(),
            message,
        });
    }

    fn id<'a>(&mut self, taken: &mut BTreeSet<&'a str>, place: &str, id: &'a str) {
        let place = format!("{place}.id");
        if id.is_empty() {
            self.add(ProblemCode::EmptyId, &place, "the id is empty".to_owned());
        } else if !taken.insert(id) {
            self.add(
                ProblemCode::DuplicateId,
                &place,
                format!("«{id}» stands here for the second time"),
            );
        }
    }

    fn name(&mut self, place: &str, name: &LocalText) {
        if name.0.values().all(|text| text.trim().is_empty()) {
            self.add(
                ProblemCode::MissingName,
                place,
                "there is no name in any language".to_owned(),
            );
        }
    }

    fn reference(&mut self, known: &BTreeSet<&str>, place: &str, id: &str, what: &str) {
        if !known.contains(id) {
            self.add(
                ProblemCode::UnknownReference,
                place,
                format!("there is no {what} «{id}» on this map"),
            );
        }
    }

    fn range(&mut self, place: &str, value: f64, lo: f64, hi: f64) {
        // A value that is not a number lies in no range.
        if !(lo..=hi).contains(&value) {
            self.add(
                ProblemCode::OutOfRange,
                place,
                format!("{value} is not in {lo}..={hi}"),
            );
        }
    }

    fn interval(&mut self, place: &str, value: f64, lo: Option<f64>, hi: Option<f64>) {
        if lo.is_some_and(|lo| lo > value) || hi.is_some_and(|hi| hi < value) {
            self.add(
                ProblemCode::OutOfRange,
                place,
                format!("{value} lies outside its own interval"),
            );
        }
    }

    fn card_values(&mut self, place: &str, card: &Card) {
        if card.text.0.is_empty() && card.metric.is_none() && card.feeling.is_none() && card.channel.is_none()
        {
            self.add(
                ProblemCode::NothingOnCard,
                place,
                "the card says nothing".to_owned(),
            );
        }
        if let Some(feeling) = &card.feeling {
            for (part, value) in [
                ("value", Some(feeling.value)),
                ("lo", feeling.lo),
                ("hi", feeling.hi),
            ] {
                if let Some(value) = value {
                    self.range(&format!("{place}.feeling.{part}"), value, -2.0, 2.0);
                }
            }
            self.interval(&format!("{place}.feeling"), feeling.value, feeling.lo, feeling.hi);
            if let Some(scale) = feeling
                .raw_scale
                .filter(|s| tropa_model::Scale::new(s.lo, s.hi).is_none())
            {
                let message = format!("a scale from {} to {} has no length", scale.lo, scale.hi);
                self.add(
                    ProblemCode::OutOfRange,
                    &format!("{place}.feeling.raw_scale"),
                    message,
                );
            }
        }
        if let Some(metric) = &card.metric {
            let highest = if metric.unit == MetricUnit::Share {
                1.0
            } else {
                f64::MAX
            };
            let lowest = if metric.unit == MetricUnit::Points {
                f64::MIN
            } else {
                0.0
            };
            for (part, value) in [
                ("value", Some(metric.value)),
                ("lo", metric.lo),
                ("hi", metric.hi),
            ] {
                if let Some(value) = value {
                    self.range(&format!("{place}.metric.{part}"), value, lowest, highest);
                }
            }
            self.interval(&format!("{place}.metric"), metric.value, metric.lo, metric.hi);
            if metric.count.is_some_and(|count| count > metric.n) {
                let message = format!(
                    "{} of {} is more than all",
                    metric.count.unwrap_or_default(),
                    metric.n
                );
                self.add(ProblemCode::OutOfRange, &format!("{place}.metric.count"), message);
            }
        }
    }
}

type Place<'a> = Box<dyn Fn() -> String + 'a>;

/// Every text of the map with its place; the place is only made when asked for.
pub(crate) fn texts(map: &Map) -> impl Iterator<Item = (Place<'_>, &str)> {
    fn of<'a>(
        text: &'a LocalText,
        place: impl Fn() -> String + Clone + 'a,
    ) -> impl Iterator<Item = (Place<'a>, &'a str)> {
        text.0.iter().map(move |(language, text)| {
            let place = place.clone();
            (
                Box::new(move || format!("{}.{language}", place())) as Place<'a>,
                text.as_str(),
            )
        })
    }
    let head = [
        ("title", &map.title),
        ("purpose", &map.purpose),
        ("scenario", &map.scenario),
        ("scope", &map.scope),
        ("department", &map.department),
    ];
    let head = head
        .into_iter()
        .flat_map(|(name, text)| of(text, move || name.to_owned()));
    let stages = map.stages.iter().enumerate().flat_map(|(i, stage)| {
        let steps = stage.steps.iter().enumerate();
        let steps =
            steps.flat_map(move |(k, step)| of(&step.name, move || format!("stages[{i}].steps[{k}].name")));
        of(&stage.name, move || format!("stages[{i}].name"))
            .chain(of(&stage.goal, move || format!("stages[{i}].goal")))
            .chain(steps)
    });
    let lanes = map
        .lanes
        .iter()
        .enumerate()
        .flat_map(|(i, lane)| of(&lane.name, move || format!("lanes[{i}].name")));
    let cards = map.cards.iter().enumerate().flat_map(|(i, card)| {
        let evidence = card.evidence.iter().enumerate();
        let evidence = evidence
            .flat_map(move |(k, e)| of(&e.reason, move || format!("cards[{i}].evidence[{k}].reason")));
        of(&card.text, move || format!("cards[{i}].text")).chain(evidence)
    });
    let paths = map
        .paths
        .iter()
        .enumerate()
        .flat_map(|(i, path)| of(&path.name, move || format!("paths[{i}].name")));
    let channels = map
        .channels
        .iter()
        .enumerate()
        .flat_map(|(i, channel)| of(&channel.name, move || format!("channels[{i}].name")));
    head.chain(stages)
        .chain(lanes)
        .chain(cards)
        .chain(paths)
        .chain(channels)
}
