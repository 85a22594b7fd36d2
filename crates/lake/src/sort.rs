//! From arrival order to (actor, time, arrival).

use crate::buffer::{BucketBuffer, BufferColumn, Names};
use crate::error::LakeError;
use crate::schema::ColumnInfo;
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
    for &actor in buffer.actor.iter().filter(|&&a| a != BucketBuffer::DROPPED) {
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

    let mut order = vec![0_u32; end as usize];
    let mut time_us = vec![0_i64; end as usize];
    for (row, (&actor, &time)) in buffer.actor.iter().zip(&buffer.time_us).enumerate() {
        if actor == BucketBuffer::DROPPED {
            continue;
        }
        let place = next[actor as usize] as usize;
        next[actor as usize] += 1;
        order[place] = row as u32;
        time_us[place] = time;
    }
    for ends in offsets.windows(2) {
        let events = ends[0] as usize..ends[1] as usize;
        if time_us[events.clone()].is_sorted() {
            continue;
        }
        let order = &mut order[events.clone()];
        // Arrival breaks ties, so an unstable sort keeps it.
        order.sort_unstable_by_key(|&row| (buffer.time_us[row as usize], row));
        for (time, &row) in time_us[events].iter_mut().zip(&*order) {
            *time = buffer.time_us[row as usize];
        }
    }

    let (activity, activity_names) = compact(buffer.activity.gather(&order), &activities.list);
    let run_columns = columns
        .iter()
        .enumerate()
        .map(|(place, info)| {
            let values = match &buffer.columns[place] {
                BufferColumn::Coded(codes) => {
                    let (codes, names) = compact(codes.gather(&order), &names[place].list);
                    ColumnValues::Coded(CodedColumn { codes, names })
                }
                BufferColumn::Number(values) => {
                    ColumnValues::Number(order.iter().map(|&row| values[row as usize]).collect())
                }
                BufferColumn::Text(texts) => {
                    if texts.bytes.len() > u32::MAX as usize {
                        let limit = "4 GiB of text in one column";
                        return Err(LakeError::TooLarge {
                            source_name: source.to_owned(),
                            limit,
                        });
                    }
                    let mut column = TextColumn::default();
                    column.offsets.reserve(order.len());
                    column.bytes.reserve(texts.bytes.len());
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
    let mut kept = Vec::new();
    let renumbered: Vec<u32> = (0..missing)
        .map(|code| {
            if used[code] {
                kept.push(names[code].clone());
            }
            kept.len() as u32 - u32::from(used[code])
        })
        .collect();
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
