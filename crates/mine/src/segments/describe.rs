//! Segments as people read them: how large, what sets each apart, which journey stands for it.

use super::differences::{Difference, JourneyMeasure, adjust, differences};
use super::near::{NearRule, Test, counts_of, near_rule};
use super::tally::Tally;
use super::typical::{Typical, typical};
use super::{Division, FoundBy, NONE, SegmentChoice};
use crate::Estimate;
use crate::estimate::LEVEL;
use crate::text::{local, percent_en, percent_ru};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use tropa_model::Journeys;
use tropa_model::proposal::LocalText;
use utoipa::ToSchema;

/// A division described.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Segments {
    pub by: FoundBy,
    /// Journeys asked about.
    pub n: u64,
    /// Journeys that belong to no segment.
    pub outside: u64,
    /// Largest first where they were found.
    pub segments: Vec<Segment>,
    /// Why so many; only where they were found.
    pub choice: Option<SegmentChoice>,
    /// What the reader must know.
    pub notes: Vec<LocalText>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Segment {
    /// From 1.
    pub number: u32,
    pub name: LocalText,
    /// Journeys.
    pub n: u64,
    /// Of the journeys that belong to any segment.
    pub share: Estimate,
    /// Mean chance that a journey told here belongs here, 0..=1.
    pub certainty: f64,
    /// `where` expression that selects exactly these journeys, where there is one.
    pub records: Option<String>,
    /// Where there is none: a rule that comes near.
    pub near: Option<NearRule>,
    pub typical: Option<Typical>,
    /// Largest effect first, at most [`DIFFERENCES_MAX`]; only what is too unlikely to be chance (false discovery rate
    /// 5 %) and large enough to be seen. Steps and times that made the segments are told by the same rule: for them the
    /// rate is no proof, the segments were made to differ.
    pub differences: Vec<Difference>,
}

/// Most differences told of a segment.
pub const DIFFERENCES_MAX: usize = 14;
/// Of them so many transitions, starts and ends at most: they often say again what activities say.
const STEPS_MAX: usize = 5;

/// Tells of each segment what sets it apart from the others. Attributes are the columns of `journeys`.
pub fn describe(journeys: &Journeys, division: &Division) -> Segments {
    let (variants, variant_of) = journeys.variants();
    let k = division.parts.len();
    let tally = Tally::of(journeys, &variants, &variant_of, &division.of, k);
    let mut lists: Vec<Vec<Difference>> = (0..k)
        .map(|own| {
            let rest: Vec<usize> = (0..k).filter(|other| *other != own).collect();
            if rest.is_empty() {
                Vec::new()
            } else {
                differences(journeys, &tally, own, &rest)
            }
        })
        .collect();
    adjust(&mut lists);

    let sizes = division.sizes();
    let inside: u64 = sizes.iter().sum();
    let codes: HashMap<&str, u32> = journeys
        .activities
        .iter()
        .enumerate()
        .map(|(code, name)| (name.as_str(), code as u32))
        .collect();
    let mut segments: Vec<Segment> = lists
        .into_iter()
        .enumerate()
        .map(|(place, mut list)| {
            list.retain(Difference::tells);
            list.sort_by(|a, b| b.effect.abs().total_cmp(&a.effect.abs()));
            let part = &division.parts[place];
            let counts = counts_of(&variants, &variant_of, &division.of, place as u32);
            let near = if part.records.is_none() && k > 1 {
                let tests: Vec<Test> = list.iter().filter_map(|d| test_of(&d.what, &codes)).collect();
                near_rule(&variants, &tests, &counts)
            } else {
                None
            };
            let certainty: f64 = division
                .of
                .iter()
                .zip(&division.certainty)
                .filter(|(of, _)| **of == place as u32)
                .map(|(_, certainty)| f64::from(*certainty))
                .sum();
            let list = told(list);
            Segment {
                number: place as u32 + 1,
                name: part.name.clone().unwrap_or_else(|| {
                    if k == 1 {
                        everybody()
                    } else {
                        name(place + 1, &list)
                    }
                }),
                n: sizes[place],
                share: Estimate::share(sizes[place], inside, LEVEL),
                certainty: certainty / sizes[place].max(1) as f64,
                records: part.records.clone(),
                near,
                typical: typical(&variants, |variant| counts[variant].0),
                differences: list,
            }
        })
        .collect();
    tell_same_names_apart(&mut segments);
    let outside = division.of.iter().filter(|of| **of == NONE).count() as u64;
    Segments {
        by: division.by,
        n: division.of.len() as u64,
        outside,
        notes: notes(division, &segments, outside),
        segments,
        choice: division.choice.clone(),
    }
}

/// At most so many, and of transitions, starts and ends only the largest.
fn told(list: Vec<Difference>) -> Vec<Difference> {
    let mut steps = 0;
    list.into_iter()
        .filter(|difference| {
            let step = matches!(
                difference.what,
                JourneyMeasure::Transition { .. } | JourneyMeasure::Start { .. } | JourneyMeasure::End { .. }
            );
            steps += usize::from(step);
            !step || steps <= STEPS_MAX
        })
        .take(DIFFERENCES_MAX)
        .collect()
}

fn test_of(what: &JourneyMeasure, codes: &HashMap<&str, u32>) -> Option<Test> {
    let code = |name: &String| codes.get(name.as_str()).copied();
    match what {
        JourneyMeasure::Activity { activity } => code(activity).map(Test::Has),
        JourneyMeasure::Start { activity } => code(activity).map(Test::Starts),
        JourneyMeasure::End { activity } => code(activity).map(Test::Ends),
        JourneyMeasure::Transition { from, to } => Some(Test::Follows(code(from)?, code(to)?)),
        _ => None,
    }
}

fn everybody() -> LocalText {
    local("Everybody".into(), "Все".into())
}

/// A neutral name from behaviour: what the segment does more than the others, else what it does less.
fn name(number: usize, differences: &[Difference]) -> LocalText {
    let more = differences.iter().filter(|d| d.effect > 0.0).find_map(trait_name);
    let (en, ru) = more
        .or_else(|| differences.iter().find_map(trait_name))
        .unwrap_or_default();
    if en.is_empty() {
        return local(format!("Segment {number}"), format!("Сегмент {number}"));
    }
    local(
        format!("Segment {number}: {en}"),
        format!("Сегмент {number}: {ru}"),
    )
}

fn trait_name(difference: &Difference) -> Option<(String, String)> {
    let more = difference.effect > 0.0;
    let pick = |yes: (String, String), no: (String, String)| Some(if more { yes } else { no });
    match &difference.what {
        JourneyMeasure::Activity { activity } => pick(
            (format!("more «{activity}»"), format!("чаще «{activity}»")),
            (format!("less «{activity}»"), format!("реже «{activity}»")),
        ),
        JourneyMeasure::Transition { from, to } => more.then(|| {
            (
                format!("«{from}», then «{to}»"),
                format!("«{from}», затем «{to}»"),
            )
        }),
        JourneyMeasure::Start { activity } => more.then(|| {
            (
                format!("begins with «{activity}»"),
                format!("начинает с «{activity}»"),
            )
        }),
        JourneyMeasure::End { activity } => more.then(|| {
            (
                format!("ends with «{activity}»"),
                format!("останавливается на «{activity}»"),
            )
        }),
        JourneyMeasure::Value { column, value } => {
            more.then(|| (format!("{column} {value}"), format!("{column}: {value}")))
        }
        JourneyMeasure::Duration => pick(
            ("slow".into(), "идёт медленно".into()),
            ("quick".into(), "идёт быстро".into()),
        ),
        JourneyMeasure::Events => pick(
            ("many events".into(), "много шагов".into()),
            ("few events".into(), "мало шагов".into()),
        ),
        _ => None,
    }
}

/// Two segments must not bear one name: the second is told by its number alone.
fn tell_same_names_apart(segments: &mut [Segment]) {
    for place in 1..segments.len() {
        let same = segments[..place]
            .iter()
            .any(|other| other.name == segments[place].name);
        if same {
            let number = segments[place].number;
            segments[place].name = local(format!("Segment {number}"), format!("Сегмент {number}"));
        }
    }
}

fn notes(division: &Division, segments: &[Segment], outside: u64) -> Vec<LocalText> {
    let mut notes = Vec::new();
    if division.by == FoundBy::Journeys && segments.len() > 1 {
        notes.push(local(
            "The segments were found by the steps people take and their pace; what they say of steps and times describes them, and is no test of them. Attributes took no part: what is told of attributes was tested."
                .into(),
            "Сегменты найдены по шагам и темпу: различия в шагах и сроках описывают их, но не проверяют. Свойства клиентов в поиске не участвовали, поэтому различия в них проверены честно."
                .into(),
        ));
    }
    if outside > 0 {
        let share = outside as f64 / division.of.len().max(1) as f64;
        notes.push(local(
            format!("{} of journeys belong to no segment.", percent_en(share)),
            format!("Вне сегментов остались {} путей.", percent_ru(share)),
        ));
    }
    notes
}
