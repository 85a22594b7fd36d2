//! Representative journeys: the few ways that stand for the many, by consensus and not by counting exact sequences.
//!
//! Counting sequences finds a way only while many walk it exactly. Here each journey is taken for somebody's attempt
//! at one of a few ways, with steps left out, added or moved; the ways, how many there are and the habits of change
//! are found together ([`search`]), so that a way nobody walks exactly is found all the same.
//! The task and its measure: Bernard and Andritsos, "Contextual and behavioral customer journey discovery using a
//! genetic approach", ADBIS 2019.

mod channel;
mod search;

use channel::{Walk, align};
use search::Search;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tropa_model::Variants;
use utoipa::ToSchema;

/// Ways a reader can tell apart on one picture.
const REPRESENTATIVES_MAX: usize = 12;
/// A way stands for at least this share of journeys unless another share is asked for.
const SHARE_MIN: f64 = 0.02;
/// Journeys the search looks at: their sample keeps every way that one in fifty walks, and seconds stay seconds.
const SAMPLE: u64 = 2_500;
/// Longer journeys are compared by their first events; this is ten times what a map can show.
const LENGTH_MAX: usize = 400;

/// What may be asked of [`representatives`]. `{}` lets the data decide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RepresentOptions {
    /// Exactly so many ways, 1 to 40; absent: as many as make the journeys shortest to tell.
    #[serde(default)]
    pub count: Option<u32>,
    /// Smallest share of journeys a way stands for, 0 to 1; absent: 0.02.
    #[serde(default)]
    pub share_min: Option<f64>,
}

/// The ways found, most followed first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Representatives {
    pub ways: Vec<Way>,
    /// Journeys that follow none of them.
    pub other: u64,
    /// All journeys.
    pub n: u64,
    /// For every variant of the input: the place of its way in `ways`.
    #[serde(skip)]
    pub of: Vec<Option<u32>>,
}

/// A representative journey.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Way {
    /// Activities in order; one may stand more than once.
    pub activities: Vec<String>,
    /// For every place of `activities`: share of the way's journeys that meet it there, 0 to 1.
    pub support: Vec<f64>,
    /// Journeys that follow it, exactly or with changes.
    pub journeys: u64,
    /// Of all journeys.
    pub share: f64,
    /// Of its journeys, those that walk it exactly.
    pub exact: u64,
    /// Mean number of steps its journeys leave out.
    pub left_out: f64,
    /// Mean number of steps its journeys add.
    pub added: f64,
    /// Mean number of steps its journeys take at another place.
    pub moved: f64,
    #[serde(skip)]
    pub codes: Vec<u32>,
}

/// Finds the ways. The same variants give the same ways.
pub fn representatives(variants: &Variants, options: &RepresentOptions) -> Representatives {
    let n = variants.total();
    let walk = |variant: usize, journeys: f64| {
        let codes = variants.codes_of(variant);
        Walk::new(&codes[..codes.len().min(LENGTH_MAX)], journeys)
    };
    let sample: Vec<Walk> = sampled(variants)
        .into_iter()
        .map(|(variant, journeys)| walk(variant, journeys))
        .collect();
    let mut found = Representatives {
        ways: Vec::new(),
        other: n,
        n,
        of: vec![None; variants.len()],
    };
    if sample.is_empty() {
        return found;
    }
    let wanted = options.count.map(|count| count.clamp(1, 40) as usize);
    let share_min = options.share_min.unwrap_or(SHARE_MIN);
    let search = Search::new(
        &sample,
        variants.activities.len(),
        if wanted.is_some() { 0.0 } else { share_min },
        wanted.is_some(),
    );
    let model = search.run(wanted, REPRESENTATIVES_MAX);

    struct Sum {
        journeys: u64,
        exact: u64,
        changes: [f64; 3],
        met: Vec<f64>,
    }
    let mut sums: Vec<Sum> = model
        .centres
        .iter()
        .map(|centre| Sum {
            journeys: 0,
            exact: 0,
            changes: [0.0; 3],
            met: vec![0.0; centre.codes.len()],
        })
        .collect();
    let mut of: Vec<Option<usize>> = vec![None; variants.len()];
    for (variant, of) in of.iter_mut().enumerate() {
        let journeys = variants.journeys[variant];
        let walk = walk(variant, journeys as f64);
        let (Some(place), changes) = search.follows(&model, &walk) else {
            continue;
        };
        *of = Some(place);
        let sum = &mut sums[place];
        sum.journeys += journeys;
        sum.exact += if changes.total() == 0 { journeys } else { 0 };
        for (total, n) in sum
            .changes
            .iter_mut()
            .zip([changes.left_out, changes.added, changes.moved])
        {
            *total += f64::from(n) * walk.journeys;
        }
        let (met, _) = align(&model.centres[place].codes, &walk.codes);
        for (total, met) in sum.met.iter_mut().zip(met) {
            *total += if met { walk.journeys } else { 0.0 };
        }
    }
    let mut order: Vec<usize> = (0..sums.len()).filter(|&k| sums[k].journeys > 0).collect();
    order.sort_by(|&a, &b| {
        sums[b]
            .journeys
            .cmp(&sums[a].journeys)
            .then_with(|| model.centres[a].codes.cmp(&model.centres[b].codes))
    });
    let mut rank = vec![None; sums.len()];
    for (place, &k) in order.iter().enumerate() {
        rank[k] = Some(place as u32);
        let (sum, codes) = (&sums[k], &model.centres[k].codes);
        let per = |total: f64| total / sum.journeys as f64;
        found.ways.push(Way {
            activities: codes
                .iter()
                .map(|&code| variants.activities[code as usize].clone())
                .collect(),
            support: sum.met.iter().map(|&met| per(met)).collect(),
            journeys: sum.journeys,
            share: sum.journeys as f64 / n.max(1) as f64,
            exact: sum.exact,
            left_out: per(sum.changes[0]),
            added: per(sum.changes[1]),
            moved: per(sum.changes[2]),
            codes: codes.clone(),
        });
    }
    found.of = of.into_iter().map(|k| k.and_then(|k| rank[k])).collect();
    found.other = n - found.ways.iter().map(|way| way.journeys).sum::<u64>();
    found
}

/// Every n-th journey in the order of variants, as variants with their counts; empty journeys are left out.
fn sampled(variants: &Variants) -> Vec<(usize, f64)> {
    let total: u64 = (0..variants.len())
        .filter(|&v| !variants.codes_of(v).is_empty())
        .map(|v| variants.journeys[v])
        .sum();
    let stride = total.div_ceil(SAMPLE).max(1);
    let mut taken: BTreeMap<usize, f64> = BTreeMap::new();
    let mut passed = 0;
    for variant in 0..variants.len() {
        if variants.codes_of(variant).is_empty() {
            continue;
        }
        let next = passed + variants.journeys[variant];
        // Journeys `passed..next`; those at the middle of each stride are taken.
        let count = |end: u64| (end + stride / 2) / stride;
        let here = count(next) - count(passed);
        if here > 0 {
            taken.insert(variant, here as f64);
        }
        passed = next;
    }
    taken.into_iter().collect()
}

#[cfg(test)]
mod tests;
