//! Names for stages: from the vocabulary where the touchpoints' names speak of one thing, else from the touchpoints.

use crate::evidence::Log;
use crate::words::{self, Family};
use std::collections::{BTreeMap, HashMap};
use tropa_model::proposal::LocalText;

/// A stage is named after a topic when touchpoints with at least this share of its journeys speak of it.
const TOPIC_SHARE_MIN: f64 = 0.5;

/// One name per stage, all different.
pub fn names(log: &Log, stages: &[Vec<usize>]) -> Vec<LocalText> {
    let families: Vec<Option<Family>> = stages.iter().map(|stage| family(log, stage)).collect();
    let mut uses: HashMap<Family, usize> = HashMap::new();
    for family in families.iter().flatten() {
        *uses.entry(*family).or_default() += 1;
    }
    stages
        .iter()
        .zip(families)
        .map(|(stage, family)| match family {
            Some(family) if uses[&family] == 1 => family.name(),
            _ => after_touchpoints(log, stage),
        })
        .collect()
}

fn family(log: &Log, stage: &[usize]) -> Option<Family> {
    let mut weights: BTreeMap<Family, u64> = BTreeMap::new();
    let mut all = 0;
    for &touchpoint in stage {
        let journeys = log.touchpoints[touchpoint].journeys;
        all += journeys;
        if let Some(topic) = words::topic(log.name(touchpoint)) {
            *weights.entry(topic.family()).or_default() += journeys;
        }
    }
    let (family, weight) = weights
        .into_iter()
        .max_by_key(|&(family, weight)| (weight, std::cmp::Reverse(family)))?;
    (weight as f64 >= TOPIC_SHARE_MIN * all as f64).then_some(family)
}

/// The touchpoint most journeys reach, or from the first to the last of the two most reached.
fn after_touchpoints(log: &Log, stage: &[usize]) -> LocalText {
    let mut by_reach: Vec<usize> = (0..stage.len()).collect();
    by_reach.sort_by_key(|&place| (std::cmp::Reverse(log.touchpoints[stage[place]].journeys), place));
    by_reach.truncate(2);
    by_reach.sort_unstable();
    let named: Vec<&str> = by_reach.iter().map(|&place| log.name(stage[place])).collect();
    LocalText::plain(named.join(" → "))
}
