//! From arrival order to (actor, time, arrival).

use crate::blocks::{BLOCK_ROWS, Blocks};
use crate::buffer::{BucketBuffer, BufferColumn, Codes, Names, Narrow};
use crate::error::LakeError;
use crate::schema::ColumnInfo;
use std::ops::Range;
use tropa_model::{ActorRun, CodedColumn, ColumnValues, RunColumn, TextColumn};

/// Places of the keys in ascending byte order.
///
/// Keys of one source mostly share their beginning («u000…»), so what they share is skipped and the next eight bytes
/// are compared as one number; only ties look further.
pub(crate) fn ascending(keys: &TextColumn) -> Vec<u32> {
    let shared = shared_prefix(keys);
    let mut order: Vec<(u64, u32)> = (0..keys.len())
        .map(|place| {
            let rest = &keys.get_bytes(place)[shared..];
            let mut first = [0_u8; 8];
            let taken = rest.len().min(8);
            first[..taken].copy_from_slice(&rest[..taken]);
            (u64::from_be_bytes(first), place as u32)
        })
        .collect();
    // Bytes that are equal as numbers may still differ: «a» and «a\0», or anything after the eighth.
    order.sort_unstable_by(|a, b| {
        a.0.cmp(&b.0)
            .then_with(|| keys.get_bytes(a.1 as usize)[shared..].cmp(&keys.get_bytes(b.1 as usize)[shared..]))
    });
    order.into_iter().map(|(_, place)| place).collect()
}

fn shared_prefix(keys: &TextColumn) -> usize {
    if keys.is_empty() {
        return 0;
    }
    let first = keys.get_bytes(0);
    (1..keys.len()).fold(first.len(), |shared, place| {
        let key = keys.get_bytes(place);
        if key.len() >= shared && key[..shared] == first[..shared] {
            return shared;
        }
        key.iter()
            .zip(&first[..shared])
            .take_while(|(a, b)| a == b)
            .count()
    })
}

/// The bucket's events in order of (actor, time, arrival), without the dropped ones.
pub(crate) fn sorted_run(
    bucket: u32,
    buffer: &BucketBuffer,
    columns: &[ColumnInfo],
    activities: &Names,
    names: &[Names],
    source: &str,
) -> Result<ActorRun, LakeError> {
    let mut counts = vec![0_u32; buffer.actors.keys.len()];
    for &actor in buffer.actor.iter().filter(|a| **a != BucketBuffer::DROPPED) {
        counts[actor as usize] += 1;
    }
    let mut by_key = ascending(&buffer.actors.keys);
    by_key.retain(|&actor| counts[actor as usize] > 0);

    let mut actors = TextColumn::default();
    actors.offsets.reserve(by_key.len());
    actors.bytes.reserve(buffer.actors.keys.bytes.len());
    let mut offsets = Vec::with_capacity(by_key.len() + 1);
    offsets.push(0_u64);
    let mut next = vec![0_u32; counts.len()];
    let mut end = 0_u32;
    for &actor in &by_key {
        actors
            .bytes
            .extend_from_slice(buffer.actors.keys.get_bytes(actor as usize));
        actors.offsets.push(actors.bytes.len() as u32);
        next[actor as usize] = end;
        end += counts[actor as usize];
        offsets.push(u64::from(end));
    }

    let events = end as usize;
    let mut places = Vec::with_capacity(buffer.events());
    let mut time_us = vec![0_i64; events];
    for (actors, times) in buffer.actor.blocks().zip(buffer.time_us.blocks()) {
        for (&actor, &time) in actors.iter().zip(times) {
            if actor == BucketBuffer::DROPPED {
                places.push(DROPPED);
                continue;
            }
            let place = next[actor as usize];
            next[actor as usize] += 1;
            places.push(place);
            time_us[place as usize] = time;
        }
    }
    sort_times(&offsets, &mut time_us, &mut places);

    let (activity, activity_names) = scatter(&buffer.activity, &places, events, &activities.list);
    // Texts are put down one after another, so they need the way back: which row goes where.
    let has_texts = buffer.columns.iter().any(|c| matches!(c, BufferColumn::Text(_)));
    let order = if has_texts {
        rows_at(&places, events)
    } else {
        Vec::new()
    };
    let run_columns = columns
        .iter()
        .enumerate()
        .map(|(place, info)| {
            let values = match &buffer.columns[place] {
                BufferColumn::Coded(codes) => {
                    let (codes, names) = scatter(codes, &places, events, &names[place].list);
                    ColumnValues::Coded(CodedColumn { codes, names })
                }
                BufferColumn::Number(values) => {
                    let mut sorted = vec![0.0; events];
                    for (&value, &place) in values.iter().zip(&places).filter(|(_, p)| **p != DROPPED) {
                        sorted[place as usize] = value;
                    }
                    ColumnValues::Number(sorted)
                }
                BufferColumn::Text(texts) => {
                    if texts.text_bytes() > u32::MAX as usize {
                        let limit = "4 GiB of text in one column";
                        return Err(LakeError::TooLarge {
                            source_name: source.to_owned(),
                            limit,
                        });
                    }
                    let mut column = TextColumn::default();
                    column.offsets.reserve(order.len());
                    column.bytes.reserve(texts.text_bytes());
                    for &row in &order {
                        column.bytes.extend_from_slice(texts.get(row as usize));
                        column.offsets.push(column.bytes.len() as u32);
                    }
                    ColumnValues::Text(column)
                }
            };
            Ok(RunColumn {
                role: info.role.clone(),
                values,
            })
        })
        .collect::<Result<_, LakeError>>()?;
    Ok(ActorRun {
        bucket,
        actors,
        offsets,
        time_us,
        activity,
        activity_names,
        columns: run_columns,
    })
}

/// Instead of a row's place: the row is not written.
const DROPPED: u32 = u32::MAX;

/// The row at each place.
fn rows_at(places: &[u32], events: usize) -> Vec<u32> {
    let mut rows = vec![0; events];
    for (row, &place) in places.iter().enumerate().filter(|(_, p)| **p != DROPPED) {
        rows[place as usize] = row as u32;
    }
    rows
}

/// Puts the events of each actor in order of time where they are not; `places` follow. Arrival breaks ties.
fn sort_times(offsets: &[u64], time_us: &mut [i64], places: &mut [u32]) {
    let unsorted: Vec<Range<usize>> = offsets
        .windows(2)
        .map(|ends| ends[0] as usize..ends[1] as usize)
        .filter(|events| !time_us[events.clone()].is_sorted())
        .collect();
    if unsorted.is_empty() {
        return;
    }
    let rows = rows_at(places, time_us.len());
    let mut sorted: Vec<(i64, u32)> = Vec::new();
    for events in unsorted {
        sorted.clear();
        sorted.extend(
            time_us[events.clone()]
                .iter()
                .copied()
                .zip(rows[events.clone()].iter().copied()),
        );
        sorted.sort_unstable();
        for (place, &(time, row)) in events.zip(&sorted) {
            time_us[place] = time;
            places[row as usize] = place as u32;
        }
    }
}

/// The codes at their places, renumbered so that only names that occur are kept, in their order.
fn scatter(codes: &Codes, places: &[u32], events: usize, names: &[String]) -> (Vec<u32>, Vec<String>) {
    match codes {
        Codes::Bytes(blocks) => scatter_blocks(blocks, places, events, names),
        Codes::Shorts(blocks) => scatter_blocks(blocks, places, events, names),
        Codes::Words(blocks) => scatter_blocks(blocks, places, events, names),
    }
}

fn scatter_blocks<C: Narrow>(
    codes: &Blocks<C>,
    places: &[u32],
    events: usize,
    names: &[String],
) -> (Vec<u32>, Vec<String>) {
    let missing = names.len();
    let at = |code: C| (code.wide() as usize).min(missing);
    let mut used = vec![false; missing + 1];
    for (block, places) in codes.blocks().zip(places.chunks(BLOCK_ROWS)) {
        for (&code, &place) in block.iter().zip(places) {
            used[at(code)] |= place != DROPPED;
        }
    }
    let (kept, mut renumbered) = renumbered(&used[..missing], names);
    renumbered.push(CodedColumn::MISSING);
    let mut sorted = vec![0; events];
    for (block, places) in codes.blocks().zip(places.chunks(BLOCK_ROWS)) {
        for (&code, &place) in block.iter().zip(places) {
            if place != DROPPED {
                sorted[place as usize] = renumbered[at(code)];
            }
        }
    }
    (sorted, kept)
}

/// The names that are used, and the new code of each of the old.
fn renumbered(used: &[bool], names: &[String]) -> (Vec<String>, Vec<u32>) {
    let mut kept = Vec::new();
    let codes = names
        .iter()
        .zip(used)
        .map(|(name, used)| {
            if *used {
                kept.push(name.clone());
            }
            kept.len() as u32 - u32::from(*used)
        })
        .collect();
    (kept, codes)
}

/// Keeps only the names that occur, in their order, and renumbers the codes.
pub(crate) fn compact(mut codes: Vec<u32>, names: &[String]) -> (Vec<u32>, Vec<String>) {
    let mut used = vec![false; names.len() + 1];
    let missing = names.len();
    for &code in &codes {
        used[(code as usize).min(missing)] = true;
    }
    if used[..missing].iter().all(|&u| u) {
        return (codes, names.to_vec());
    }
    let (kept, renumbered) = renumbered(&used[..missing], names);
    for code in codes.iter_mut().filter(|c| **c != CodedColumn::MISSING) {
        *code = renumbered[*code as usize];
    }
    (codes, kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_ordered_as_bytes_also_when_they_share_a_long_beginning() {
        let keys = [
            "user_0000000012",
            "user_0000000012\0",
            "user_000000001",
            "user_00000000120000000001",
            "user_0000000011zzzz",
            "uzer",
        ];
        let column: TextColumn = keys.into_iter().collect();
        let mut expected = keys.to_vec();
        expected.sort_unstable();
        let got: Vec<&str> = ascending(&column)
            .into_iter()
            .map(|p| column.get(p as usize))
            .collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn a_missing_value_stays_missing_however_many_names_other_buckets_have() {
        let mut narrow = Blocks::default();
        narrow.extend(&[1_u8, u8::MAX, 0, 1], |&code| code);
        let names: Vec<String> = (0..300).map(|n| n.to_string()).collect();
        let places = [2, 0, DROPPED, 1];
        assert_eq!(
            scatter(&Codes::Bytes(narrow), &places, 3, &names),
            (vec![CodedColumn::MISSING, 0, 0], vec!["1".to_owned()])
        );
    }

    #[test]
    fn times_are_sorted_and_equal_ones_keep_their_arrival() {
        // Rows 0 to 4 of two actors; row 2 is not written.
        let mut places = vec![0, 2, DROPPED, 1, 3];
        let mut times = vec![9, 5, 7, 7];
        sort_times(&[0, 2, 4], &mut times, &mut places);
        assert_eq!((times, places), (vec![5, 9, 7, 7], vec![1, 2, DROPPED, 0, 3]));
    }

    #[test]
    fn names_that_do_not_occur_are_left_out() {
        let names = ["a", "b", "c", "d"].map(String::from);
        let (codes, kept) = compact(vec![3, CodedColumn::MISSING, 1, 3], &names);
        assert_eq!(
            (codes, kept),
            (
                vec![1, CodedColumn::MISSING, 0, 1],
                vec!["b".to_owned(), "d".to_owned()]
            )
        );
    }
}
