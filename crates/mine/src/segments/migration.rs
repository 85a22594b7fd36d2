//! Who moved from segment to segment between two times.

use super::NONE;
use crate::Estimate;
use crate::estimate::LEVEL;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tropa_model::{ColumnOf, JourneyValues, Journeys};
use utoipa::ToSchema;

/// People by the segment they were in and the one they are in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Migration {
    /// People seen at either time.
    pub actors: u64,
    /// Of those seen at both times, the share that is in the segment it was in.
    pub stayed: Estimate,
    /// Every move that somebody made, by segment before, then after; absent segments come last.
    pub moves: Vec<SegmentMove>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SegmentMove {
    /// Place of the segment before, from 0; absent: not seen then.
    pub from: Option<u32>,
    /// Place of the segment after; absent: not seen any more.
    pub to: Option<u32>,
    pub actors: u64,
    /// Of everybody in `from` before, those who are in `to` now; absent where `from` is.
    pub share: Option<Estimate>,
}

/// The segment of each actor: the one most of their journeys belong to, the earlier segment of equals. `None` where
/// there is no column of texts, one a journey, by that name.
pub fn actors_in(
    journeys: &Journeys,
    column: &str,
    of: &[u32],
    certainty: &[f32],
) -> Option<BTreeMap<String, u32>> {
    let column = journeys.column(column)?;
    let (ColumnOf::Journey, JourneyValues::Coded { codes, names }) = (column.of, &column.values) else {
        return None;
    };
    let mut weights: BTreeMap<(u32, u32), f64> = BTreeMap::new();
    for ((&actor, &segment), &certainty) in codes.iter().zip(of).zip(certainty) {
        if actor != 0 && segment != NONE {
            *weights.entry((actor, segment)).or_default() += f64::from(certainty);
        }
    }
    let mut best: BTreeMap<String, (f64, u32)> = BTreeMap::new();
    for ((actor, segment), weight) in weights {
        let entry = best
            .entry(names[actor as usize - 1].clone())
            .or_insert((weight, segment));
        if weight > entry.0 {
            *entry = (weight, segment);
        }
    }
    Some(
        best.into_iter()
            .map(|(actor, (_, segment))| (actor, segment))
            .collect(),
    )
}

/// Counts moves between two times. Both give the segment of each actor, under the same division.
pub fn migration(before: &BTreeMap<String, u32>, after: &BTreeMap<String, u32>) -> Migration {
    let mut moves: BTreeMap<(u32, u32), u64> = BTreeMap::new();
    let mut from: BTreeMap<u32, u64> = BTreeMap::new();
    for (actor, &segment) in before {
        *moves
            .entry((segment, after.get(actor).copied().unwrap_or(NONE)))
            .or_default() += 1;
        *from.entry(segment).or_default() += 1;
    }
    let come = after.iter().filter(|(actor, _)| !before.contains_key(*actor));
    come.for_each(|(_, &segment)| *moves.entry((NONE, segment)).or_default() += 1);
    let both = moves.iter().filter(|((a, b), _)| *a != NONE && *b != NONE);
    let (stayed, all) = both.fold((0, 0), |(stayed, all), ((a, b), n)| {
        (stayed + if a == b { *n } else { 0 }, all + n)
    });
    let known = |segment: u32| (segment != NONE).then_some(segment);
    Migration {
        actors: moves.values().sum(),
        stayed: Estimate::share(stayed, all, LEVEL),
        moves: moves
            .into_iter()
            .map(|((a, b), actors)| SegmentMove {
                from: known(a),
                to: known(b),
                actors,
                share: from.get(&a).map(|all| Estimate::share(actors, *all, LEVEL)),
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_seen_before_or_after_is_in_one_move() {
        let at = |list: &[(&str, u32)]| list.iter().map(|(a, s)| ((*a).to_owned(), *s)).collect();
        let found = migration(
            &at(&[("ada", 0), ("bob", 0), ("cy", 1)]),
            &at(&[("ada", 0), ("bob", 1), ("dan", 1)]),
        );
        let said: Vec<String> = found
            .moves
            .iter()
            .map(|m| {
                format!(
                    "{:?}>{:?} {} {:?}",
                    m.from,
                    m.to,
                    m.actors,
                    m.share.map(|s| s.value)
                )
            })
            .collect();
        assert_eq!(
            said,
            [
                "Some(0)>Some(0) 1 Some(0.5)",
                "Some(0)>Some(1) 1 Some(0.5)",
                "Some(1)>None 1 Some(1.0)",
                "None>Some(1) 1 None"
            ]
        );
        assert_eq!((found.actors, found.stayed.value, found.stayed.n), (4, 0.5, 2));
    }
}
