//! Runs of events that know which import each event came with, and how several become one.

use crate::actors::ActorTable;
use crate::buffer::Names;
use crate::error::LakeError;
use crate::read::DataReader;
use crate::schema::{ColumnInfo, ColumnKind};
use crate::sort::compact;
use arrow::array::AsArray;
use arrow::datatypes::Int32Type;
use std::path::PathBuf;
use tropa_model::run::actor_hash;
use tropa_model::{ActorRun, CodedColumn, ColumnValues, RunColumn, TextColumn};

/// A run and, per event, the ordinal of its import.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Part {
    pub run: ActorRun,
    pub imports: Vec<i64>,
}

/// How many different actors the files hold together.
pub(crate) fn distinct_actors(files: impl Iterator<Item = PathBuf>) -> Result<u64, LakeError> {
    let mut actors = ActorTable::default();
    for path in files {
        let mut last: Option<String> = None;
        DataReader::open(&path, &[])?.batches(None, &["actor"], &[], |batch| {
            let column = batch.column(0).as_dictionary::<Int32Type>();
            let texts = column.values().as_string::<i32>();
            let mut before = None;
            for &code in column
                .keys()
                .values()
                .iter()
                .filter(|&&code| before.replace(code) != Some(code))
            {
                let key = texts.value(code as usize);
                if last.as_deref() != Some(key) {
                    actors.intern(actor_hash(key.as_bytes()), key.as_bytes());
                    last = Some(key.to_owned());
                }
            }
            Ok(())
        })?;
    }
    Ok(actors.keys.len() as u64)
}

/// A run without events.
pub(crate) fn empty_run(bucket: u32) -> ActorRun {
    ActorRun {
        bucket,
        offsets: vec![0],
        ..ActorRun::default()
    }
}

impl Part {
    /// Only the events for which `keep(actor's key, place of the event)` holds.
    pub fn filtered(self, keep: &dyn Fn(&[u8], usize) -> bool) -> Part {
        let mut actors = TextColumn::default();
        let mut offsets = vec![0_u64];
        let mut order = Vec::with_capacity(self.run.events());
        for actor in 0..self.run.actors.len() {
            let key = self.run.actors.get_bytes(actor);
            let before = order.len();
            order.extend(
                self.run
                    .events_of(actor)
                    .filter(|&event| keep(key, event))
                    .map(|event| (0, event as u32)),
            );
            if order.len() > before {
                actors.push(self.run.actors.get(actor));
                offsets.push(order.len() as u64);
            }
        }
        if order.len() == self.run.events() {
            return self;
        }
        let parts = [self];
        let columns: Vec<ColumnInfo> = columns_of_parts(&parts);
        gather(&parts, &columns, actors, offsets, &order).expect("a part of a run is no larger than the run")
    }
}

/// The columns that occur in any of the parts, in order of first appearance.
fn columns_of_parts(parts: &[Part]) -> Vec<ColumnInfo> {
    let mut columns: Vec<ColumnInfo> = Vec::new();
    for column in parts.iter().flat_map(|part| &part.run.columns) {
        let name = column.role.column_name();
        if columns.iter().all(|c| c.name != name) {
            columns.push(ColumnInfo {
                name,
                role: column.role.clone(),
                kind: ColumnKind::of(&column.values),
            });
        }
    }
    columns
}

/// One run of all parts with these columns: by (actor, time, import, order of the parts, place in the part).
/// Parts that lack a column have missing values in it.
pub(crate) fn merge(bucket: u32, parts: Vec<Part>, columns: &[ColumnInfo]) -> Result<Part, LakeError> {
    let same_columns = |part: &Part| {
        part.run.columns.len() == columns.len()
            && part
                .run
                .columns
                .iter()
                .zip(columns)
                .all(|(c, info)| c.role.column_name() == info.name)
    };
    if parts.len() == 1 && same_columns(&parts[0]) {
        return Ok(parts.into_iter().next().expect("there is one"));
    }
    let mut next = vec![0_usize; parts.len()];
    let mut actors = TextColumn::default();
    let mut offsets = vec![0_u64];
    let events: usize = parts.iter().map(|p| p.run.events()).sum();
    if events > u32::MAX as usize {
        let limit = "4,294,967,295 events";
        return Err(LakeError::TooLarge {
            source_name: String::new(),
            limit,
        });
    }
    let mut order: Vec<(u32, u32)> = Vec::with_capacity(events);
    loop {
        let heads = parts.iter().zip(&next).filter(|(p, n)| **n < p.run.actors.len());
        let Some(key) = heads.map(|(p, &n)| p.run.actors.get_bytes(n)).min() else {
            break;
        };
        let key = key.to_vec();
        let start = order.len();
        let mut from_parts = 0;
        for (place, part) in parts.iter().enumerate() {
            let at = next[place];
            if at < part.run.actors.len() && part.run.actors.get_bytes(at) == key {
                order.extend(part.run.events_of(at).map(|event| (place as u32, event as u32)));
                next[place] += 1;
                from_parts += 1;
            }
        }
        if from_parts > 1 {
            // Stable: equal times of one import keep the order of parts and places.
            order[start..].sort_by_key(|&(part, event)| {
                let part = &parts[part as usize];
                (part.run.time_us[event as usize], part.imports[event as usize])
            });
        }
        actors.push(std::str::from_utf8(&key).expect("keys come from text columns"));
        offsets.push(order.len() as u64);
    }
    let mut merged = gather(&parts, columns, actors, offsets, &order)?;
    merged.run.bucket = bucket;
    Ok(merged)
}

/// The events `(part, place)` in this order, already cut into actors.
fn gather(
    parts: &[Part],
    columns: &[ColumnInfo],
    actors: TextColumn,
    offsets: Vec<u64>,
    order: &[(u32, u32)],
) -> Result<Part, LakeError> {
    let time_us = order
        .iter()
        .map(|&(p, e)| parts[p as usize].run.time_us[e as usize])
        .collect();
    let imports = order
        .iter()
        .map(|&(p, e)| parts[p as usize].imports[e as usize])
        .collect();
    let activities = parts
        .iter()
        .map(|p| Some((&p.run.activity[..], &p.run.activity_names[..])))
        .collect::<Vec<_>>();
    let (activity, activity_names) = gather_codes(&activities, order);
    let columns = columns
        .iter()
        .map(|info| {
            let found: Vec<Option<&ColumnValues>> = parts
                .iter()
                .map(|part| {
                    part.run
                        .columns
                        .iter()
                        .find(|c| c.role.column_name() == info.name)
                        .map(|c| &c.values)
                })
                .collect();
            Ok(RunColumn {
                role: info.role.clone(),
                values: gather_column(info.kind, &found, order)?,
            })
        })
        .collect::<Result<_, LakeError>>()?;
    let bucket = parts.first().map_or(0, |p| p.run.bucket);
    Ok(Part {
        run: ActorRun {
            bucket,
            actors,
            offsets,
            time_us,
            activity,
            activity_names,
            columns,
        },
        imports,
    })
}

fn gather_codes(parts: &[Option<(&[u32], &[String])>], order: &[(u32, u32)]) -> (Vec<u32>, Vec<String>) {
    let mut names = Names::default();
    let translations: Vec<Vec<u32>> = parts
        .iter()
        .map(|part| {
            part.map_or(Vec::new(), |(_, list)| {
                list.iter().map(|name| names.code(name)).collect()
            })
        })
        .collect();
    let code_of = |&(part, event): &(u32, u32)| match parts[part as usize] {
        Some((codes, _)) if codes[event as usize] != CodedColumn::MISSING => {
            translations[part as usize][codes[event as usize] as usize]
        }
        _ => CodedColumn::MISSING,
    };
    compact(order.iter().map(code_of).collect(), &names.list)
}

fn gather_column(
    kind: ColumnKind,
    parts: &[Option<&ColumnValues>],
    order: &[(u32, u32)],
) -> Result<ColumnValues, LakeError> {
    Ok(match kind {
        ColumnKind::Coded => {
            let coded: Vec<_> = parts
                .iter()
                .map(|values| match values {
                    Some(ColumnValues::Coded(column)) => Some((&column.codes[..], &column.names[..])),
                    _ => None,
                })
                .collect();
            let (codes, names) = gather_codes(&coded, order);
            ColumnValues::Coded(CodedColumn { codes, names })
        }
        ColumnKind::Text => {
            let text_of = |&(part, event): &(u32, u32)| match parts[part as usize] {
                Some(ColumnValues::Text(column)) => column.get_bytes(event as usize),
                _ => b"",
            };
            let bytes: usize = order.iter().map(|at| text_of(at).len()).sum();
            if bytes > u32::MAX as usize {
                let limit = "4 GiB of text in one column";
                return Err(LakeError::TooLarge {
                    source_name: String::new(),
                    limit,
                });
            }
            let mut column = TextColumn {
                offsets: Vec::with_capacity(order.len() + 1),
                bytes: Vec::with_capacity(bytes),
            };
            column.offsets.push(0);
            for at in order {
                column.bytes.extend_from_slice(text_of(at));
                column.offsets.push(column.bytes.len() as u32);
            }
            ColumnValues::Text(column)
        }
        ColumnKind::Number => {
            let number_of = |&(part, event): &(u32, u32)| match parts[part as usize] {
                Some(ColumnValues::Number(values)) => values[event as usize],
                _ => f64::NAN,
            };
            ColumnValues::Number(order.iter().map(number_of).collect())
        }
    })
}

/// A part whose events another program left in any order, by (actor, time, import, place).
pub(crate) fn put_in_order(part: Part, columns: &[ColumnInfo]) -> Result<Part, LakeError> {
    let mut order: Vec<(u32, u32, u32)> = Vec::with_capacity(part.run.events());
    for actor in 0..part.run.actors.len() {
        order.extend(
            part.run
                .events_of(actor)
                .map(|event| (actor as u32, 0, event as u32)),
        );
    }
    order.sort_by_key(|&(actor, _, event)| {
        (
            part.run.actors.get_bytes(actor as usize),
            part.run.time_us[event as usize],
            part.imports[event as usize],
        )
    });
    let mut actors = TextColumn::default();
    let mut offsets = vec![0_u64];
    let mut places = Vec::with_capacity(order.len());
    for (actor, part_number, event) in order {
        let key = part.run.actors.get(actor as usize);
        places.push((part_number, event));
        if !actors.is_empty() && actors.get(actors.len() - 1) == key {
            *offsets.last_mut().expect("an actor has an end") += 1;
        } else {
            actors.push(key);
            offsets.push(offsets.last().expect("the first is 0") + 1);
        }
    }
    gather(&[part], columns, actors, offsets, &places)
}
