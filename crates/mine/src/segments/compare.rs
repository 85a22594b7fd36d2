//! Two segments side by side on every measure.

use super::differences::{Difference, JourneyMeasure, adjust, amount, differences, share};
use super::tally::Tally;
use super::{Division, NONE};
use crate::text::{local, span_en, span_ru};
use serde::{Deserialize, Serialize};
use tropa_model::Journeys;
use tropa_model::proposal::LocalText;
use utoipa::ToSchema;

/// What is compared beside steps and columns.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CompareOptions {
    /// Stages in map order: name and activities.
    pub stages: Vec<(LocalText, Vec<String>)>,
    /// Columns that are channels; they are told apart from other attributes.
    pub channels: Vec<String>,
}

/// One segment of the two.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ComparedSegment {
    /// Place in the division, from 0.
    pub place: u32,
    /// Journeys.
    pub n: u64,
}

/// Two segments on every measure. Each row gives both with intervals, the first against the second (`own` against
/// `rest`); `q` is adjusted over all rows of the answer, and a row is worth telling from [`Difference::tells`] on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SegmentComparison {
    pub own: ComparedSegment,
    pub other: ComparedSegment,
    /// In map order.
    pub funnel: Vec<FunnelRow>,
    /// Share of journeys that have the activity; largest effect first, as all below.
    pub touchpoints: Vec<Difference>,
    pub transitions: Vec<Difference>,
    /// First and last events.
    pub ends: Vec<Difference>,
    pub channels: Vec<Difference>,
    pub attributes: Vec<Difference>,
    /// Events of a journey, and its time from first to last.
    pub times: Vec<Difference>,
}

/// A stage of the funnel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = SegmentFunnelRow)]
pub struct FunnelRow {
    pub name: LocalText,
    /// Of all journeys, those that reach it.
    pub reached: Difference,
    /// Of those, the ones that go on to a later stage; absent for the last stage and where nobody of one reaches it.
    pub passed: Option<Difference>,
    /// Time from the first event to it; absent where too few reach it.
    pub time: Option<Difference>,
}

/// What one segment does at a stage.
#[derive(Clone, Debug, Default, PartialEq)]
struct FunnelPart {
    reached: u64,
    passed: u64,
    /// Seconds from the first event to the first of the stage, of those that reach it.
    times_s: Vec<f64>,
}

/// Compares the segment at `own` with that at `other`; `None` where one has no journey.
pub fn compare(
    journeys: &Journeys,
    division: &Division,
    own: u32,
    other: u32,
    options: &CompareOptions,
) -> Option<SegmentComparison> {
    let side = |part: u32| match part {
        _ if part == own => 0,
        _ if part == other => 1,
        _ => NONE,
    };
    let of: Vec<u32> = division
        .of
        .iter()
        .map(|&part| if part == NONE { NONE } else { side(part) })
        .collect();
    let (variants, variant_of) = journeys.variants();
    let tally = Tally::of(journeys, &variants, &variant_of, &of, 2);
    let n = [tally.sizes[0], tally.sizes[1]];
    if n.contains(&0) {
        return None;
    }
    let mut lists = vec![differences(journeys, &tally, 0, &[1])];
    let parts = funnel_parts(journeys, &of, &options.stages);
    for (stage, (name, _)) in options.stages.iter().enumerate() {
        let [a, b] = &parts[stage];
        let mut row = vec![share(
            JourneyMeasure::Stage { name: name.clone() },
            (a.reached, n[0]),
            (b.reached, n[1]),
        )];
        if stage + 1 < options.stages.len() && a.reached > 0 && b.reached > 0 {
            let what = JourneyMeasure::StagePassed { name: name.clone() };
            row.push(share(what, (a.passed, a.reached), (b.passed, b.reached)));
        }
        row.extend(amount(&a.times_s, &b.times_s, true, |own, rest| {
            time_text(name, own, rest)
        }));
        lists.push(row);
    }
    adjust(&mut lists);

    let mut lists = lists.into_iter();
    let mut compared = SegmentComparison {
        own: ComparedSegment { place: own, n: n[0] },
        other: ComparedSegment {
            place: other,
            n: n[1],
        },
        funnel: Vec::new(),
        touchpoints: Vec::new(),
        transitions: Vec::new(),
        ends: Vec::new(),
        channels: Vec::new(),
        attributes: Vec::new(),
        times: Vec::new(),
    };
    let mut all = lists.next().unwrap_or_default();
    all.sort_by(|a, b| b.effect.abs().total_cmp(&a.effect.abs()));
    for difference in all {
        let list = match &difference.what {
            JourneyMeasure::Activity { .. } => &mut compared.touchpoints,
            JourneyMeasure::Transition { .. } => &mut compared.transitions,
            JourneyMeasure::Start { .. } | JourneyMeasure::End { .. } => &mut compared.ends,
            JourneyMeasure::Value { column, .. } if options.channels.contains(column) => {
                &mut compared.channels
            }
            JourneyMeasure::Value { .. } | JourneyMeasure::Number { .. } => &mut compared.attributes,
            _ => &mut compared.times,
        };
        list.push(difference);
    }
    for ((name, _), row) in options.stages.iter().zip(lists) {
        let mut row = row.into_iter();
        let Some(reached) = row.next() else { continue };
        let (mut passed, mut time) = (None, None);
        for difference in row {
            match difference.what {
                JourneyMeasure::StagePassed { .. } => passed = Some(difference),
                _ => time = Some(difference),
            }
        }
        compared.funnel.push(FunnelRow {
            name: name.clone(),
            reached,
            passed,
            time,
        });
    }
    Some(compared)
}

/// Both segments at each stage. `of` is 0, 1 or [`NONE`].
fn funnel_parts(
    journeys: &Journeys,
    of: &[u32],
    stages: &[(LocalText, Vec<String>)],
) -> Vec<[FunnelPart; 2]> {
    let stage_of: Vec<Option<usize>> = journeys
        .activities
        .iter()
        .map(|name| {
            stages
                .iter()
                .position(|(_, activities)| activities.contains(name))
        })
        .collect();
    let mut parts = vec![<[FunnelPart; 2]>::default(); stages.len()];
    let mut first: Vec<Option<i64>> = vec![None; stages.len()];
    for (journey, &side) in of.iter().enumerate().filter(|(_, side)| **side != NONE) {
        first.fill(None);
        let times = journeys.times_of(journey);
        for (&code, &time) in journeys.codes_of(journey).iter().zip(times) {
            if let Some(stage) = stage_of[code as usize] {
                first[stage].get_or_insert(time);
            }
        }
        let last = first.iter().rposition(Option::is_some);
        for (stage, time) in first.iter().enumerate() {
            let Some(time) = time else { continue };
            let part = &mut parts[stage][side as usize];
            part.reached += 1;
            part.passed += u64::from(last > Some(stage));
            part.times_s.push((time - times[0]) as f64 / 1e6);
        }
    }
    parts
}

fn time_text(name: &LocalText, own: f64, rest: f64) -> (JourneyMeasure, LocalText) {
    let text = local(
        format!(
            "To «{}» (median): {} against {}",
            name.get("en"),
            span_en(own),
            span_en(rest)
        ),
        format!(
            "До этапа «{}» (медиана): {} против {}",
            name.get("ru"),
            span_ru(own),
            span_ru(rest)
        ),
    );
    (JourneyMeasure::StageTime { name: name.clone() }, text)
}
