//! The same event from two files counts once, when it has an id.

use crate::buffer::{ReadyBatch, ReadyColumn};
use crate::error::LakeError;
use crate::part::Part;
use crate::read::DataReader;
use crate::schema::ColumnInfo;
use arrow::array::AsArray;
use foldhash::quality::FixedState;
use hashbrown::HashTable;
use std::hash::BuildHasher;
use std::path::Path;
use tropa_model::{CodedColumn, ColumnValues};

pub(crate) const ID_COLUMN: &str = "event_id";

/// 128 bits of the id: of 100 million ids two different ones look alike with a chance below 10⁻²².
type IdHash = [u64; 2];

/// Where an event of this import is.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    /// How many times the import had spilled to disk before the event came.
    pub spill: u32,
    pub bucket: u32,
    /// In the bucket's buffer.
    pub row: u32,
}

struct Seen {
    id: IdHash,
    /// Of everything the event says beside its id.
    content: u64,
    place: Place,
    dropped: bool,
}

/// Ids of an import's events.
pub(crate) struct Ids {
    seen: HashTable<Seen>,
    /// Smallest and largest id, so that files without any of them are not looked into.
    bounds: Option<(Vec<u8>, Vec<u8>)>,
    hashers: [FixedState; 3],
    pub duplicates: u64,
    pub conflicts: u64,
}

/// Which of the import's events the lake had already.
#[derive(Default)]
pub(crate) struct Known {
    pub places: Vec<Place>,
}

impl Ids {
    /// Seeded at random, so that nobody can make ids that collide.
    pub fn new() -> Self {
        let (a, b) = uuid::Uuid::new_v4().as_u64_pair();
        let hashers = [a, b, a ^ b.rotate_left(32)].map(FixedState::with_seed);
        Self {
            seen: HashTable::new(),
            bounds: None,
            hashers,
            duplicates: 0,
            conflicts: 0,
        }
    }

    pub fn bytes(&self) -> usize {
        self.seen.capacity() * (size_of::<Seen>() + 1)
    }

    fn hash(&self, id: &[u8]) -> IdHash {
        [self.hashers[0].hash_one(id), self.hashers[1].hash_one(id)]
    }

    /// Marks the rows of a batch that repeat an id in `keep`; `next` counts the rows each bucket will hold.
    pub fn check(
        &mut self,
        ready: &ReadyBatch<'_>,
        columns: &[ColumnInfo],
        names: &dyn Fn(usize, u32) -> String,
        activity: &dyn Fn(u32) -> String,
        spill: u32,
        next: &mut [u32],
    ) -> Vec<bool> {
        let ids = ready.columns.iter().find_map(|(place, values)| match values {
            ReadyColumn::Text(texts) if columns[*place].name == ID_COLUMN => Some(texts),
            _ => None,
        });
        let mask = next.len() as u64 - 1;
        let mut contents = self.contents(ready, columns, names, activity);
        let mut keep = vec![true; ready.batch.len()];
        for row in 0..ready.batch.len() {
            let bucket = (ready.hashes[row] & mask) as u32;
            let place = Place {
                spill,
                bucket,
                row: next[bucket as usize],
            };
            let id = ids.map_or(&b""[..], |texts| texts.get_bytes(row));
            if !id.is_empty() {
                keep[row] = self.insert(id, std::mem::take(&mut contents[row]), place);
            }
            next[bucket as usize] += u32::from(keep[row]);
        }
        keep
    }

    /// False where the id was seen before.
    fn insert(&mut self, id: &[u8], content: u64, place: Place) -> bool {
        let hash = self.hash(id);
        if let Some(first) = self.seen.find(hash[0], |seen| seen.id == hash) {
            self.duplicates += 1;
            self.conflicts += u64::from(first.content != content);
            return false;
        }
        match &mut self.bounds {
            None => self.bounds = Some((id.to_vec(), id.to_vec())),
            Some((lo, _)) if id < lo.as_slice() => *lo = id.to_vec(),
            Some((_, hi)) if id > hi.as_slice() => *hi = id.to_vec(),
            Some(_) => {}
        }
        self.seen.insert_unique(
            hash[0],
            Seen {
                id: hash,
                content,
                place,
                dropped: false,
            },
            |seen| seen.id[0],
        );
        true
    }

    /// A fingerprint per row. Columns are added up, so their order does not matter and missing values count nothing.
    fn contents(
        &self,
        ready: &ReadyBatch<'_>,
        columns: &[ColumnInfo],
        names: &dyn Fn(usize, u32) -> String,
        activity: &dyn Fn(u32) -> String,
    ) -> Vec<u64> {
        let hasher = &self.hashers[2];
        let mut activities = vec![None; ready.activities];
        let mut contents: Vec<u64> = (0..ready.batch.len())
            .map(|row| {
                let code = ready.activity[row];
                let of_activity =
                    activities[code as usize].get_or_insert_with(|| hasher.hash_one(activity(code)));
                hasher.hash_one((ready.hashes[row], ready.batch.time_us[row], *of_activity))
            })
            .collect();
        for (place, values) in &ready.columns {
            let column = hasher.hash_one(&columns[*place].name);
            let mut add =
                |row: usize, value: u64| contents[row] = contents[row].wrapping_add(mix(column, value));
            match values {
                ReadyColumn::Coded { codes, names: count } => {
                    let mut known = vec![None; *count];
                    for (row, &code) in codes
                        .iter()
                        .enumerate()
                        .filter(|(_, c)| **c != CodedColumn::MISSING)
                    {
                        add(
                            row,
                            *known[code as usize]
                                .get_or_insert_with(|| hasher.hash_one(names(*place, code).as_bytes())),
                        );
                    }
                }
                ReadyColumn::Text(_) if columns[*place].name == ID_COLUMN => {}
                ReadyColumn::Text(texts) => {
                    for row in (0..texts.len()).filter(|&row| !texts.get_bytes(row).is_empty()) {
                        add(row, hasher.hash_one(texts.get_bytes(row)));
                    }
                }
                ReadyColumn::Number(values) => {
                    for (row, value) in values.iter().enumerate().filter(|(_, v)| !v.is_nan()) {
                        add(row, value.to_bits());
                    }
                }
            }
        }
        contents
    }

    /// The same fingerprint for an event that lies in the lake.
    fn content_of(&self, part: &Part, actor: usize, event: usize) -> u64 {
        let (hasher, run) = (&self.hashers[2], &part.run);
        let of_activity = hasher.hash_one(run.activity_names[run.activity[event] as usize].clone());
        let actor = tropa_model::run::actor_hash(run.actors.get_bytes(actor));
        let mut content = hasher.hash_one((actor, run.time_us[event], of_activity));
        for column in &run.columns {
            let name = column.role.column_name();
            let value = match &column.values {
                ColumnValues::Coded(values) => values.get(event).map(|text| hasher.hash_one(text.as_bytes())),
                ColumnValues::Text(values) => {
                    let text = values.get_bytes(event);
                    (!text.is_empty() && name != ID_COLUMN).then(|| hasher.hash_one(text))
                }
                ColumnValues::Number(values) => (!values[event].is_nan()).then(|| values[event].to_bits()),
            };
            content = value.map_or(content, |value| {
                content.wrapping_add(mix(hasher.hash_one(&name), value))
            });
        }
        content
    }

    /// Looks for the import's ids in a data file of the lake and notes the events it has already.
    pub fn find_in(
        &mut self,
        path: &Path,
        bucket: u32,
        columns: &[ColumnInfo],
        known: &mut Known,
    ) -> Result<(), LakeError> {
        let Some((lo, hi)) = &self.bounds else {
            return Ok(());
        };
        let reader = DataReader::open(path, columns)?;
        if !reader.has(ID_COLUMN) || !reader.may_hold(ID_COLUMN, lo, hi) {
            return Ok(());
        }
        let mut found = false;
        reader.batches(None, &[ID_COLUMN], &[], |batch| {
            let ids = batch.column(0).as_string::<i32>();
            found = found
                || ids.iter().flatten().any(|id| {
                    let hash = self.hash(id.as_bytes());
                    self.seen.find(hash[0], |seen| seen.id == hash).is_some()
                });
            Ok(())
        })?;
        if !found {
            return Ok(());
        }
        let part = reader.all(bucket)?;
        let ids = part
            .run
            .columns
            .iter()
            .find(|c| c.role.column_name() == ID_COLUMN);
        let Some(ColumnValues::Text(ids)) = ids.map(|c| &c.values) else {
            return Ok(());
        };
        for actor in 0..part.run.actors.len() {
            for event in part
                .run
                .events_of(actor)
                .filter(|&event| !ids.get_bytes(event).is_empty())
            {
                let hash = self.hash(ids.get_bytes(event));
                let content = self.content_of(&part, actor, event);
                let Some(seen) = self.seen.find_mut(hash[0], |seen| seen.id == hash) else {
                    continue;
                };
                if !seen.dropped {
                    seen.dropped = true;
                    known.places.push(seen.place);
                    self.duplicates += 1;
                    self.conflicts += u64::from(seen.content != content);
                }
            }
        }
        Ok(())
    }

    /// Whether an event of the import with this id was dropped as known.
    pub fn is_dropped(&self, id: &[u8]) -> bool {
        let hash = self.hash(id);
        self.seen
            .find(hash[0], |seen| seen.id == hash)
            .is_some_and(|seen| seen.dropped)
    }
}

fn mix(column: u64, value: u64) -> u64 {
    (column ^ value.rotate_left(29))
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .rotate_left(31)
        .wrapping_mul(column | 1)
}
