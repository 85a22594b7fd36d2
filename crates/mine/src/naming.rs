//! Names for stages: from the vocabulary where the touchpoints' names speak of one thing, else from the touchpoints.

use crate::evidence::Log;
use crate::words::{self, Family, Topic};
use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;
use tropa_model::proposal::LocalText;

/// A stage is named after a topic when touchpoints with at least this share of its journeys speak of it.
const TOPIC_SHARE_MIN: f64 = 0.45;
/// From this share on the topic itself names the stage: "Payment", not "Order".
const NARROW_SHARE_MIN: f64 = 0.7;
/// Touchpoints met this often, against the most met of the stage, may give it its name.
const COMMON_MIN: f64 = 0.6;

/// One name per stage, all different: after the topic nearly all of it speaks of, else after the family of topics,
/// else after the topic most of it speaks of, else after its touchpoints.
pub fn names(log: &Log, stages: &[Vec<usize>]) -> Vec<LocalText> {
    let by = |share: f64| {
        unique(
            stages
                .iter()
                .map(|stage| dominant(log, stage, share, |topic| topic))
                .collect(),
        )
    };
    let (narrow, topics) = (by(NARROW_SHARE_MIN), by(TOPIC_SHARE_MIN));
    let families = unique(
        stages
            .iter()
            .map(|stage| dominant(log, stage, TOPIC_SHARE_MIN, Topic::family))
            .collect(),
    );
    let mut names: Vec<LocalText> = Vec::new();
    for (place, stage) in stages.iter().enumerate() {
        let candidates = [
            narrow[place].map(Topic::name),
            families[place].map(Family::name),
            topics[place].map(Topic::name),
        ];
        let name = candidates
            .into_iter()
            .flatten()
            .find(|name| !names.contains(name));
        names.push(name.unwrap_or_else(|| after_touchpoints(log, stage)));
    }
    names
}

/// Keeps what stands once.
fn unique<T: Copy + Eq + Hash>(found: Vec<Option<T>>) -> Vec<Option<T>> {
    let mut uses: HashMap<T, usize> = HashMap::new();
    for one in found.iter().flatten() {
        *uses.entry(*one).or_default() += 1;
    }
    found
        .into_iter()
        .map(|one| one.filter(|one| uses[one] == 1))
        .collect()
}

/// What the stage's journeys are about, where at least `share` of them agrees.
fn dominant<T: Copy + Ord>(log: &Log, stage: &[usize], share: f64, kind: impl Fn(Topic) -> T) -> Option<T> {
    let mut weights: BTreeMap<T, u64> = BTreeMap::new();
    let mut all = 0;
    for &touchpoint in stage {
        let journeys = log.touchpoints[touchpoint].journeys;
        all += journeys;
        if let Some(topic) = words::topic(log.name(touchpoint)) {
            *weights.entry(kind(topic)).or_default() += journeys;
        }
    }
    let (one, weight) = weights
        .into_iter()
        .max_by_key(|&(one, weight)| (weight, std::cmp::Reverse(one)))?;
    (weight as f64 >= share * all as f64).then_some(one)
}

/// From the first to the last of the touchpoints that most journeys of the stage meet, bad ends left out.
fn after_touchpoints(log: &Log, stage: &[usize]) -> LocalText {
    let reach = |touchpoint: usize| log.touchpoints[touchpoint].journeys as f64;
    let wanted: Vec<usize> = stage
        .iter()
        .copied()
        .filter(|&t| !words::is_failure(log.name(t)))
        .collect();
    let stage = if wanted.is_empty() { stage } else { &wanted };
    let most = stage.iter().map(|&t| reach(t)).fold(0.0, f64::max);
    let mut common = stage
        .iter()
        .filter(|&&t| reach(t) >= COMMON_MIN * most)
        .map(|&t| log.name(t));
    let first = common.next().unwrap_or_default();
    LocalText::plain(
        common
            .next_back()
            .map_or_else(|| first.to_owned(), |last| format!("{first} → {last}")),
    )
}
