//! Whole activity sequences, most frequent first.
//!
//! Every journey gets a key of 64 bits; journeys are dealt into shards by key, and each shard counts its keys in a
//! table that fits the cache. Sequences of up to seven one-byte codes are their own key, so equal keys are equal
//! sequences; longer ones are compared event by event before they count as equal.

mod key;

use super::limit;
use crate::answer::{Base, share};
use crate::error::AskError;
use crate::fold;
use crate::index::Index;
use crate::partition::with_view;
use crate::times::times_of;
use rustc_hash::FxHashMap;
use std::cmp::Ordering;
use std::sync::atomic::{AtomicU64, Ordering as AtomicOrdering};
use tropa_model::answer::VariantRow;
use tropa_model::question::VariantsAsk;
use tropa_model::{Answer, Rows, Unit};

const LIMIT_MAX: u32 = 10_000;
/// Journeys per shard: its table stays in the second-level cache.
const SHARD_JOURNEYS: u64 = 8_192;
const SHARDS_MAX: u64 = 4_096;

/// A journey by bucket and place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    partition: u32,
    journey: u32,
}

#[derive(Clone, Copy)]
struct Keyed {
    key: u64,
    place: Place,
}

/// A sequence with its count and one journey that has it.
#[derive(Clone, Copy)]
struct Counted {
    key: u64,
    /// The key is the sequence.
    exact: bool,
    count: u64,
    example: Place,
}

pub(crate) fn answer(base: &Base, ask: &VariantsAsk) -> Result<Answer, AskError> {
    let limit = limit("limit", ask.limit, LIMIT_MAX)?;
    let index = base.index;
    let shards = (base.n / SHARD_JOURNEYS).next_power_of_two().min(SHARDS_MAX) as usize;
    let parts = deal(base, shards);
    let shard_numbers: Vec<usize> = (0..2 * shards).collect();
    let mut counted: Vec<Counted> = Vec::new();
    let mut variants = 0;
    // Short sequences, counted first, are the frequent ones: what they reach spares the long ones' lists.
    let least = AtomicU64::new(1);
    for shard in fold::map(index.threads, &shard_numbers, |&shard| {
        count(index, &parts, shard, shard < shards, limit, &least)
    }) {
        variants += shard.distinct;
        counted.extend(shard.top);
    }
    let least = least.into_inner();
    counted.retain(|variant| variant.count >= least);
    let ranks = ranks(index);
    let order = |a: &Counted, b: &Counted| {
        b.count
            .cmp(&a.count)
            .then_with(|| compare(index, &ranks, a.example, b.example))
    };
    keep_smallest(&mut counted, limit, order);
    counted.sort_unstable_by(order);
    let mut durations = durations(base, &parts, shards, &counted);
    let mut coverage = 0;
    let rows = counted
        .iter()
        .zip(&mut durations)
        .map(|(variant, durations)| {
            coverage += variant.count;
            VariantRow {
                activities: sequence(index, variant.example)
                    .map(|code| index.activity(code).to_owned())
                    .collect(),
                journeys: variant.count,
                share: share(variant.count, base.n),
                coverage: share(coverage, base.n),
                duration: times_of(durations, index.tick_us).expect("a variant has at least one journey"),
                variants,
            }
        })
        .collect();
    Ok(base.answer(Unit::Journeys, Rows::Variants(rows)))
}

/// Per thread and shard the keys of the selected journeys: first the shards of exact keys, then those of hashes.
fn deal(base: &Base, shards: usize) -> Vec<Vec<Vec<Keyed>>> {
    let shift = 64 - shards.trailing_zeros();
    let per_shard = base.n as usize / shards / base.index.threads / 2 * 5 / 4;
    // One byte per code everywhere, or nowhere: the same sequence must get the same key in every bucket.
    let narrow = base.index.manifest.activities.len() <= 256;
    base.fold(
        || {
            vec![
                (0..2 * shards)
                    .map(|_| Vec::with_capacity(per_shard))
                    .collect::<Vec<Vec<Keyed>>>(),
            ]
        },
        |lists, p, selection, piece| {
            let lists = &mut lists[0];
            let mut put = |(exact, key): (bool, u64), journey: usize| {
                let first = if exact { 0 } else { shards };
                let shard = first + if shards == 1 { 0 } else { (key >> shift) as usize };
                let place = Place {
                    partition: piece.partition as u32,
                    journey: journey as u32,
                };
                lists[shard].push(Keyed { key, place });
            };
            with_view!(p, base.index.tick_us, |view| {
                selection.each(piece.journeys.clone(), |j| {
                    let events = view.events_of(j);
                    let key = if narrow {
                        key::narrow(view.codes, events)
                    } else {
                        key::wide(&view.codes[events])
                    };
                    put(key, j);
                });
            });
        },
        |all, more| all.extend(more),
    )
}

fn sequence(index: &Index, place: Place) -> impl Iterator<Item = usize> {
    let partition = &index.partitions[place.partition as usize];
    partition
        .events_of(place.journey as usize)
        .map(|event| partition.codes.get(event))
}

fn equal(index: &Index, a: Place, b: Place) -> bool {
    let events = |p: Place| {
        index.partitions[p.partition as usize]
            .events_of(p.journey as usize)
            .len()
    };
    events(a) == events(b) && sequence(index, a).eq(sequence(index, b))
}

/// The place of every activity in the order of names.
fn ranks(index: &Index) -> Vec<u32> {
    let mut codes: Vec<u32> = (0..index.manifest.activities.len() as u32).collect();
    codes.sort_unstable_by_key(|code| index.activity(*code as usize));
    let mut ranks = vec![0; codes.len()];
    codes
        .iter()
        .enumerate()
        .for_each(|(rank, code)| ranks[*code as usize] = rank as u32);
    ranks
}

fn compare(index: &Index, ranks: &[u32], a: Place, b: Place) -> Ordering {
    sequence(index, a)
        .map(|code| ranks[code])
        .cmp(sequence(index, b).map(|code| ranks[code]))
}

struct Shard {
    distinct: u64,
    /// Every sequence that may be among the most frequent.
    top: Vec<Counted>,
}

/// Counts the keys of one shard by open addressing. `least` is a count that as many sequences as wanted reach; it rises.
fn count(
    index: &Index,
    parts: &[Vec<Vec<Keyed>>],
    shard: usize,
    exact: bool,
    limit: usize,
    least: &AtomicU64,
) -> Shard {
    const EMPTY: u32 = u32::MAX;
    let journeys: usize = parts.iter().map(|lists| lists[shard].len()).sum();
    let slots = (journeys * 2).next_power_of_two().max(2);
    let mut table = vec![EMPTY; slots];
    let mut counted: Vec<Counted> = Vec::with_capacity(journeys);
    for keyed in parts.iter().flat_map(|lists| &lists[shard]) {
        let mut slot = keyed.key as usize & (slots - 1);
        loop {
            let entry = table[slot];
            if entry == EMPTY {
                table[slot] = counted.len() as u32;
                counted.push(Counted {
                    key: keyed.key,
                    exact,
                    count: 1,
                    example: keyed.place,
                });
                break;
            }
            let known = &mut counted[entry as usize];
            if known.key == keyed.key && (exact || equal(index, known.example, keyed.place)) {
                known.count += 1;
                break;
            }
            slot = (slot + 1) & (slots - 1);
        }
    }
    let distinct = counted.len() as u64;
    counted.retain(|c| c.count >= least.load(AtomicOrdering::Relaxed));
    // Beyond the limit only sequences tied with the last kept one can still be wanted, here and in other shards.
    if counted.len() > limit {
        let (_, last, _) = counted.select_nth_unstable_by(limit - 1, |a, b| b.count.cmp(&a.count));
        let reached = last.count;
        least.fetch_max(reached, AtomicOrdering::Relaxed);
        counted.retain(|c| c.count >= reached);
    }
    Shard {
        distinct,
        top: counted,
    }
}

/// Keeps the `limit` smallest, in any order.
fn keep_smallest<T>(list: &mut Vec<T>, limit: usize, mut order: impl FnMut(&T, &T) -> Ordering) {
    if list.len() > limit {
        list.select_nth_unstable_by(limit - 1, &mut order);
        list.truncate(limit);
    }
}

/// Durations of the journeys of each kept variant, in ticks.
fn durations(base: &Base, parts: &[Vec<Vec<Keyed>>], shards: usize, kept: &[Counted]) -> Vec<Vec<u64>> {
    let index = base.index;
    let mut by_key: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    kept.iter()
        .enumerate()
        .for_each(|(row, variant)| by_key.entry(variant.key).or_default().push(row as u32));
    // One bit per residue of a kept key lets nearly all journeys pass without a look at the map.
    let mut filter = vec![0_u64; 1 << 10];
    for key in by_key.keys() {
        filter[(key >> 6) as usize & 0x3ff] |= 1 << (key & 63);
    }
    let lists: Vec<(bool, &Vec<Keyed>)> = parts
        .iter()
        .flat_map(|lists| {
            lists
                .iter()
                .enumerate()
                .map(|(shard, list)| (shard < shards, list))
        })
        .collect();
    fold::fold(
        index.threads,
        &lists,
        || vec![Vec::new(); kept.len()],
        |durations, (exact, list)| {
            for keyed in *list {
                if filter[(keyed.key >> 6) as usize & 0x3ff] >> (keyed.key & 63) & 1 == 0 {
                    continue;
                }
                let Some(rows) = by_key.get(&keyed.key) else {
                    continue;
                };
                let row = rows.iter().find(|row| {
                    let variant = &kept[**row as usize];
                    variant.exact == *exact && (*exact || equal(index, variant.example, keyed.place))
                });
                if let Some(row) = row {
                    let p = &index.partitions[keyed.place.partition as usize];
                    let span = p.spans.get(keyed.place.journey as usize) * (p.tick_us / index.tick_us);
                    durations[*row as usize].push(span);
                }
            }
        },
        |all: &mut Vec<Vec<u64>>, more| all.iter_mut().zip(more).for_each(|(a, b)| a.extend(b)),
    )
}
