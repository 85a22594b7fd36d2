//! The main path and the alternatives that matter.
//!
//! The most frequent whole sequence stands for almost nobody once journeys vary (above 60 % noise it names paths
//! nobody planned), so the main path is a consensus: of the journeys that get as far as a stage, a touchpoint of it
//! is on the main path when at least half meet it. Journeys are compared by the touchpoints they meet, as far as they
//! got: a journey that ends early is not an alternative, it is a part of the way.

use crate::evidence::{Log, Source};
use crate::text::{count_en, count_ru, local, percent_en, percent_ru};
use crate::words;
use std::collections::BTreeMap;
use std::ops::Range;
use tropa_model::answer::{Answer, StageRow};
use tropa_model::expr::Expr;
use tropa_model::proposal::{Because, PathProposal};

/// A touchpoint is on the main path when this share of the journeys that get to its stage meet it.
const CONSENSUS: f64 = 0.5;
/// A touchpoint from which hardly anyone goes on to a later stage is an exit, not a part of the main path.
const EXIT_SHARE_MAX: f64 = 0.1;
/// Journeys belong to a path when they differ from it in at most this share of the touchpoints of both.
const RADIUS: f64 = 1.0 / 3.0;
/// An alternative stands for at least this share of journeys.
const ALTERNATIVE_SHARE_MIN: f64 = 0.03;
const ALTERNATIVES_MAX: usize = 5;
/// Stages that fewer journeys get to are on no path.
const STAGE_SUPPORT_MIN: f64 = 0.1;
/// Touchpoints of an alternative are met by at least this share of its journeys.
const ALTERNATIVE_SUPPORT_MIN: f64 = 0.25;
/// What an alternative's journeys agree on is a way only if this share of them meets all of it.
const WALKED_MIN: f64 = 0.05;
/// Sequences tried as alternatives, the most frequent first: enough, and quick.
const CANDIDATES_MAX: usize = 300;

pub struct Paths {
    pub main: PathProposal,
    pub alternatives: Vec<PathProposal>,
    /// Journeys near none of the paths.
    pub other: u64,
    /// Journeys whose sequences are too rare for the answer that was asked for.
    pub unseen: u64,
}

/// A set of touchpoints by place in the map.
type Set = u64;

/// `stages` hold touchpoint indices in map order; `variants` is the answer the journeys are counted in.
pub fn paths(log: &Log, stages: &[Vec<usize>], rows: &[StageRow], variants: &Answer) -> Paths {
    let order: Vec<usize> = stages.iter().flatten().copied().collect();
    let journeys = sets(log, &order);
    let main = consensus(log, stages, &order, &journeys, Some(rows));
    let mut chosen = vec![main];
    while chosen.len() <= ALTERNATIVES_MAX {
        let far: Vec<(Set, u64)> = journeys
            .iter()
            .copied()
            .filter(|&(set, _)| chosen.iter().all(|&path| distance(set, path) > RADIUS))
            .collect();
        let Some((path, gain)) = far
            .iter()
            .take(CANDIDATES_MAX)
            .filter(|(set, _)| set.count_ones() >= 2)
            .map(|&(path, _)| {
                (
                    path,
                    far.iter()
                        .filter(|&&(set, _)| distance(set, path) <= RADIUS)
                        .map(|&(_, n)| n)
                        .sum::<u64>(),
                )
            })
            .max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)))
        else {
            break;
        };
        if (gain as f64) < ALTERNATIVE_SHARE_MIN * log.n as f64 {
            break;
        }
        // The best single sequence gathers its kind; what its kind agrees on is the path.
        let kind: Vec<(Set, u64)> = far
            .into_iter()
            .filter(|&(set, _)| distance(set, path) <= RADIUS)
            .collect();
        let agreed = consensus(log, stages, &order, &kind, None);
        // What each half agrees on need not go together: nobody is both cancelled and declined.
        let walked: u64 = kind
            .iter()
            .filter(|(set, _)| set & agreed == agreed)
            .map(|&(_, n)| n)
            .sum();
        let is_a_way = walked as f64 >= WALKED_MIN * gain as f64;
        chosen.push(if is_a_way && !chosen.contains(&agreed) {
            agreed
        } else {
            path
        });
    }

    let mut counts = vec![0_u64; chosen.len()];
    for &(set, n) in &journeys {
        let near = (0..chosen.len())
            .map(|path| (distance(set, chosen[path]), path))
            .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        if let Some((far, path)) = near
            && far <= RADIUS
        {
            counts[path] += n;
        }
    }
    let seen: u64 = log.variants.iter().map(|variant| variant.journeys).sum();
    let source = Source::of(variants);
    let path = |index: usize| {
        let activities: Vec<String> = members(chosen[index])
            .map(|place| log.name(order[place]).to_owned())
            .collect();
        proposal(activities, counts[index], log.n, index == 0, &source)
    };
    let mut alternatives: Vec<PathProposal> = (1..chosen.len())
        .map(path)
        .filter(|path| path.journeys > 0)
        .collect();
    alternatives.sort_by(|a, b| {
        b.journeys
            .cmp(&a.journeys)
            .then_with(|| a.activities.cmp(&b.activities))
    });
    Paths {
        main: path(0),
        alternatives,
        other: seen.saturating_sub(counts.iter().sum()),
        unseen: log.n.saturating_sub(seen),
    }
}

/// Journeys as sets of drawn touchpoints, most frequent first.
fn sets(log: &Log, order: &[usize]) -> Vec<(Set, u64)> {
    let mut place_of = vec![0; log.len()];
    for (place, &touchpoint) in order.iter().enumerate() {
        place_of[touchpoint] = place;
    }
    let mut counts: BTreeMap<Set, u64> = BTreeMap::new();
    for variant in log.variants {
        let set = log
            .first_occurrences(variant)
            .into_iter()
            .fold(0, |set, t| set | 1 << place_of[t]);
        if set != 0 {
            *counts.entry(set).or_default() += variant.journeys;
        }
    }
    let mut sets: Vec<(Set, u64)> = counts.into_iter().collect();
    sets.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    sets
}

/// What journeys agree on, stage by stage.
///
/// With `rows`, the main path: bad ends have no place on it, nor exits from which nobody goes on; which stages belong
/// to it is counted in all journeys, because the variants answered are the frequent, which are the short ones.
fn consensus(
    log: &Log,
    stages: &[Vec<usize>],
    order: &[usize],
    journeys: &[(Set, u64)],
    rows: Option<&[StageRow]>,
) -> Set {
    let is_main = rows.is_some();
    let bad_ends = (0..order.len()).filter(|&place| is_main && words::is_failure(log.name(order[place])));
    let ways = !bad_ends.fold(0_u64, |set, place| set | 1 << place);
    let met = |wanted: Set, beyond: Set| -> u64 {
        journeys
            .iter()
            .filter(|(set, _)| set & ways & wanted != 0 && set & ways & beyond != 0)
            .map(|&(_, n)| n)
            .sum()
    };
    let all = met(!0, !0);
    let mut path = 0;
    let mut first = 0;
    let mut phases: Vec<(Range<usize>, u64)> = Vec::new();
    for (index, stage) in stages.iter().enumerate() {
        let next = first + stage.len();
        let arrived = met(!0_u64 << first, !0);
        let support = rows.map_or(arrived as f64 / all.max(1) as f64, |rows| rows[index].reach);
        // Where few get to, the path has ended before.
        if support >= STAGE_SUPPORT_MIN {
            phases.push((first..next, arrived));
        }
        first = next;
    }
    let ends = phases.last().map_or(0, |(places, _)| places.end);
    for (places, arrived) in phases {
        let after = if places.end >= ends {
            0
        } else {
            !0_u64 << places.end
        };
        for place in places.filter(|place| ways & (1 << place) != 0) {
            let here = met(1 << place, !0);
            let is_exit =
                is_main && after != 0 && (met(1 << place, after) as f64) < EXIT_SHARE_MAX * here as f64;
            // An alternative is about where it branches off: what few of its journeys get to is left out of it.
            let few = !is_main && (here as f64) < ALTERNATIVE_SUPPORT_MIN * all as f64;
            if here > 0 && here as f64 >= CONSENSUS * arrived as f64 && !is_exit && !few {
                path |= 1 << place;
            }
        }
    }
    // A log in which journeys share nothing still has a most frequent way.
    if path == 0 {
        journeys.first().map_or(1, |&(set, _)| set)
    } else {
        path
    }
}

/// Share of touchpoints in which a journey differs from a path, of those either holds as far as the journey got.
fn distance(journey: Set, path: Set) -> f64 {
    let got = 63 - journey.leading_zeros();
    let as_far = path & (!0_u64 >> (63 - got));
    f64::from((journey ^ as_far).count_ones()) / f64::from((journey | as_far).count_ones())
}

fn members(set: Set) -> impl Iterator<Item = usize> {
    (0..64).filter(move |place| set & (1 << place) != 0)
}

fn proposal(activities: Vec<String>, journeys: u64, n: u64, is_main: bool, source: &Source) -> PathProposal {
    let share = if n == 0 { 0.0 } else { journeys as f64 / n as f64 };
    let rule = if is_main {
        "path.consensus"
    } else {
        "path.alternative"
    };
    let how = if is_main {
        (
            "at least half of the journeys that get to a stage meet these touchpoints of it",
            "эти точки проходит не меньше половины путей, дошедших до этапа",
        )
    } else {
        (
            "a way that many journeys share and the main path does not show",
            "путь, общий для многих и непохожий на главный",
        )
    };
    let reason = local(
        format!(
            "{} of {} journeys ({}) differ from it in at most a third of their touchpoints, as far as they got; {}",
            count_en(journeys),
            count_en(n),
            percent_en(share),
            how.0
        ),
        format!(
            "{} из {} путей ({}) отличаются от него не больше чем на треть точек, насколько дошли; {}",
            count_ru(journeys),
            count_ru(n),
            percent_ru(share),
            how.1
        ),
    );
    let all: Vec<Expr> = activities
        .iter()
        .map(|activity| Expr::Has(activity.clone()))
        .collect();
    let records = match all.len() {
        0 => None,
        1 => Some(source.records(&all[0])),
        _ => Some(source.records(&Expr::And(all))),
    };
    let because = Because {
        rule: rule.to_owned(),
        reason,
        question: Some(source.question()),
        records,
    };
    PathProposal {
        activities,
        journeys,
        share,
        because,
    }
}
