//! Building an index bucket by bucket. A bucket whose data files have not changed is taken over as it is.

use crate::error::IndexError;
use crate::files::{is_sound, write_batch};
use crate::index::Index;
use crate::manifest::{self, BucketEntry, ColumnEntry, ColumnKind, Counts, FORMAT, FileEntry, Manifest};
use arrow::array::{
    ArrayRef, DictionaryArray, Float64Array, LargeStringArray, ListArray, PrimitiveArray, RecordBatch,
    StringArray, StructArray, TimestampMicrosecondArray, UInt64Array,
};
use arrow::buffer::{Buffer, OffsetBuffer, ScalarBuffer};
use arrow::datatypes::{
    ArrowPrimitiveType, Field, Fields, Schema, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use tropa_model::batch::{CodedColumn, TextColumn};
use tropa_model::feeling::Scale;
use tropa_model::{ActorRun, ColumnValues, RunColumn, Snapshot};

/// Builds the index of one snapshot. Each bucket is given once, by [`add`](Self::add) or [`reuse`](Self::reuse), in
/// any order and from any thread; [`finish`](Self::finish) makes the index visible in one step.
#[derive(Debug)]
pub struct IndexBuilder {
    dir: PathBuf,
    source_dir: PathBuf,
    snapshot: Snapshot,
    score_scale: Option<Scale>,
    /// Buckets of older indexes of the source, by what they were built from.
    known: HashMap<(u32, String), BucketEntry>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    activities: Vec<String>,
    codes: FxHashMap<String, u32>,
    buckets: BTreeMap<u32, BucketEntry>,
}

impl IndexBuilder {
    /// `dir` is the folder of all derived files; each source has its own inside.
    pub fn new(dir: &Path, snapshot: Snapshot, score_scale: Option<Scale>) -> Result<Self, IndexError> {
        let source_dir = manifest::source_dir(dir, &snapshot.source)?;
        std::fs::create_dir_all(&source_dir).map_err(IndexError::file("create", &source_dir))?;
        let mut known = HashMap::new();
        let mut state = State::default();
        for version in manifest::versions(&source_dir)? {
            let Some(old) = manifest::read(&source_dir, version)? else {
                continue;
            };
            // The dictionary only grows, so the longest one speaks for all; one that does not continue it is of
            // another history of the source and its buckets mean something else.
            if !old.activities.starts_with(&state.activities)
                && !state.activities.starts_with(&old.activities)
            {
                continue;
            }
            if old.activities.len() > state.activities.len() {
                state.activities = old.activities;
            }
            for bucket in old.buckets {
                known
                    .entry((bucket.bucket, bucket.built_from.clone()))
                    .or_insert(bucket);
            }
        }
        state.codes = state
            .activities
            .iter()
            .enumerate()
            .map(|(code, name)| (name.clone(), code as u32))
            .collect();
        Ok(Self {
            dir: dir.to_owned(),
            source_dir,
            snapshot,
            score_scale,
            known,
            state: Mutex::new(state),
        })
    }

    /// Takes a bucket over from an older index if it was built from exactly these data files and is undamaged.
    pub fn reuse(&self, bucket: u32, files: &[String]) -> bool {
        let Some(entry) = self.known.get(&(bucket, built_from(bucket, files))) else {
            return false;
        };
        if !entry.files().all(|file| is_sound(&self.source_dir, file)) {
            return false;
        }
        self.state().buckets.insert(bucket, entry.clone());
        true
    }

    /// Builds a bucket from all of its events; `files` name the data files they are stored in.
    pub fn add(&self, run: &ActorRun, files: &[String]) -> Result<(), IndexError> {
        check(run)?;
        let built_from = built_from(run.bucket, files);
        let mut entry = BucketEntry {
            bucket: run.bucket,
            journeys: run.actors.len() as u64,
            events: run.events() as u64,
            tick_us: 1_000_000,
            observed_us: run
                .time_us
                .iter()
                .copied()
                .min()
                .zip(run.time_us.iter().copied().max()),
            core: None,
            actors: None,
            columns: Vec::new(),
            built_from,
        };
        if entry.journeys > 0 {
            let stem = format!("b{:05}-{}", run.bucket, entry.built_from);
            let (tick_us, core) = self.core(run)?;
            entry.tick_us = tick_us;
            entry.core = Some(self.write(format!("{stem}-core.arrow"), core)?);
            entry.actors =
                Some(self.write_column(format!("{stem}-actor.arrow"), "actor", text_array(&run.actors))?);
            let mut columns: Vec<(String, &RunColumn)> =
                run.columns.iter().map(|c| (c.role.column_name(), c)).collect();
            columns.sort_by(|a, b| a.0.cmp(&b.0));
            columns.dedup_by(|a, b| a.0 == b.0);
            for (place, (name, column)) in columns.into_iter().enumerate() {
                let (kind, array) = column_array(run, column);
                let file = self.write_column(format!("{stem}-{place:03}.arrow"), &name, array)?;
                entry.columns.push(ColumnEntry { name, kind, file });
            }
        }
        self.state().buckets.insert(run.bucket, entry);
        Ok(())
    }

    /// [`finish`](Self::finish) for a snapshot whose version became known only while building.
    pub fn finish_at(mut self, version: u64) -> Result<Index, IndexError> {
        self.snapshot.version = version;
        self.finish()
    }

    /// Writes the manifest, removes what no kept snapshot needs and opens the index.
    pub fn finish(self) -> Result<Index, IndexError> {
        let state = std::mem::take(&mut *self.state());
        let buckets: Vec<BucketEntry> = state.buckets.into_values().collect();
        let observed = buckets.iter().filter_map(|b| b.observed_us);
        let manifest = Manifest {
            format: FORMAT,
            snapshot: self.snapshot.clone(),
            counts: Counts {
                events: buckets.iter().map(|b| b.events).sum(),
                journeys: buckets.iter().map(|b| b.journeys).sum(),
                activities: state.activities.len() as u64,
            },
            observed_us: observed.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))),
            score_scale: self.score_scale,
            activities: state.activities,
            buckets,
        };
        manifest::write(&self.source_dir, &manifest)?;
        manifest::collect_garbage(&self.source_dir, self.snapshot.version)?;
        Index::open(&self.dir, &self.snapshot)?.ok_or_else(|| IndexError::Format {
            path: self.source_dir.clone(),
            reason: "the index just written does not read back".into(),
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("nothing panics while holding it")
    }

    /// The source's codes of the run's activities.
    fn global_codes(&self, names: &[String]) -> Vec<u32> {
        let mut state = self.state();
        let State {
            activities, codes, ..
        } = &mut *state;
        let mut code = |name: &String| match codes.get(name) {
            Some(code) => *code,
            None => {
                let code = activities.len() as u32;
                activities.push(name.clone());
                codes.insert(name.clone(), code);
                code
            }
        };
        names.iter().map(&mut code).collect()
    }

    fn core(&self, run: &ActorRun) -> Result<(u64, RecordBatch), IndexError> {
        let too_large = |_| IndexError::Run {
            bucket: run.bucket,
            reason: "more than 2^31 events".into(),
        };
        let offsets = run
            .offsets
            .iter()
            .map(|&o| i32::try_from(o))
            .collect::<Result<Vec<i32>, _>>();
        let offsets = OffsetBuffer::new(ScalarBuffer::from(offsets.map_err(too_large)?));
        let codes = self.global_codes(&run.activity_names);
        let mut start = Vec::with_capacity(run.actors.len());
        let mut kinds = Vec::with_capacity(run.actors.len());
        let mut span_max_us = 0;
        let (mut odd_seconds, mut odd_millis) = (false, false);
        for journey in 0..run.actors.len() {
            let events = run.events_of(journey);
            let first = run.time_us[events.start];
            start.push(first);
            span_max_us = span_max_us.max(run.time_us[events.end - 1] - first);
            let mut bits = 0_u64;
            for event in events {
                bits |= 1 << (codes[run.activity[event] as usize] % 64);
                let after = (run.time_us[event] - first) as u64;
                odd_seconds |= !after.is_multiple_of(1_000_000);
                odd_millis |= !after.is_multiple_of(1_000);
            }
            kinds.push(bits);
        }
        let tick_us = if odd_millis {
            1
        } else if odd_seconds {
            1_000
        } else {
            1_000_000
        };
        let (after, span) = if span_max_us as u64 / tick_us <= u64::from(u32::MAX) {
            ticks::<UInt32Type>(run, &start, tick_us, |t| t as u32)
        } else {
            ticks::<UInt64Type>(run, &start, tick_us, |t| t)
        };
        let code_max = codes.iter().copied().max().unwrap_or(0);
        let activity = code_array(run.activity.iter().map(|&local| codes[local as usize]), code_max);
        let fields = Fields::from(vec![
            Field::new("activity", activity.data_type().clone(), false),
            Field::new("after", after.data_type().clone(), false),
        ]);
        let events = StructArray::new(fields, vec![activity, after], None);
        let item = Field::new("item", arrow::array::Array::data_type(&events).clone(), false);
        let events: ArrayRef = Arc::new(ListArray::new(Arc::new(item), offsets, Arc::new(events), None));
        let start: ArrayRef = Arc::new(TimestampMicrosecondArray::from(start).with_timezone("UTC"));
        let kinds: ArrayRef = Arc::new(UInt64Array::from(kinds));
        let metadata = HashMap::from([("tropa.tick_us".to_owned(), tick_us.to_string())]);
        let columns = [
            ("start", start),
            ("span", span),
            ("kinds", kinds),
            ("events", events),
        ];
        Ok((tick_us, batch(columns.into_iter().collect(), metadata)))
    }

    fn write_column(&self, file: String, name: &str, array: ArrayRef) -> Result<FileEntry, IndexError> {
        self.write(file, batch(vec![(name, array)], HashMap::new()))
    }

    fn write(&self, file: String, batch: RecordBatch) -> Result<FileEntry, IndexError> {
        write_batch(&self.source_dir, file, &batch)
    }
}

/// Sixteen hexadecimal digits that name the data files of a bucket, whatever their order.
fn built_from(bucket: u32, files: &[String]) -> String {
    let mut sorted: Vec<&String> = files.iter().collect();
    sorted.sort_unstable();
    let mut hasher = blake3::Hasher::new();
    hasher.update(&FORMAT.to_le_bytes()).update(&bucket.to_le_bytes());
    for file in sorted {
        hasher
            .update(&(file.len() as u64).to_le_bytes())
            .update(file.as_bytes());
    }
    hasher.finalize().to_hex()[..16].to_owned()
}

/// What an [`ActorRun`] promises and everything later relies on.
fn check(run: &ActorRun) -> Result<(), IndexError> {
    let wrong = |reason: &str| {
        Err(IndexError::Run {
            bucket: run.bucket,
            reason: reason.to_owned(),
        })
    };
    if run.offsets.len() != run.actors.len() + 1
        || run.offsets[0] != 0
        || run.offsets[run.actors.len()] != run.events() as u64
    {
        return wrong("offsets do not cover the events");
    }
    if run.activity.len() != run.events() || run.columns.iter().any(|c| c.values.len() != run.events()) {
        return wrong("columns differ in length");
    }
    if run
        .activity
        .iter()
        .any(|&code| code as usize >= run.activity_names.len())
    {
        return wrong("an activity code has no name");
    }
    for actor in 0..run.actors.len() {
        if run.offsets[actor] >= run.offsets[actor + 1] {
            return wrong("an actor without events");
        }
        if actor > 0 && run.actors.get_bytes(actor - 1) >= run.actors.get_bytes(actor) {
            return wrong("actors are not in ascending order");
        }
        if !run.time_us[run.events_of(actor)].is_sorted() {
            return wrong("times of an actor fall");
        }
    }
    Ok(())
}

/// Times since the start of the journey, and the last of each journey.
fn ticks<P: ArrowPrimitiveType>(
    run: &ActorRun,
    start: &[i64],
    tick_us: u64,
    narrow: impl Fn(u64) -> P::Native,
) -> (ArrayRef, ArrayRef) {
    let mut after = Vec::with_capacity(run.events());
    let mut span = Vec::with_capacity(start.len());
    for (journey, &first) in start.iter().enumerate() {
        let times = &run.time_us[run.events_of(journey)];
        after.extend(times.iter().map(|&time| narrow((time - first) as u64 / tick_us)));
        span.push(after[after.len() - 1]);
    }
    (
        Arc::new(PrimitiveArray::<P>::from_iter_values(after)),
        Arc::new(PrimitiveArray::<P>::from_iter_values(span)),
    )
}

fn code_array(codes: impl Iterator<Item = u32>, max: u32) -> ArrayRef {
    match max {
        0..=0xff => Arc::new(PrimitiveArray::<UInt8Type>::from_iter_values(
            codes.map(|c| c as u8),
        )),
        0x100..=0xffff => Arc::new(PrimitiveArray::<UInt16Type>::from_iter_values(
            codes.map(|c| c as u16),
        )),
        _ => Arc::new(PrimitiveArray::<UInt32Type>::from_iter_values(codes)),
    }
}

fn text_array(texts: &TextColumn) -> ArrayRef {
    let offsets: Vec<i64> = texts.offsets.iter().map(|&o| i64::from(o)).collect();
    let offsets = OffsetBuffer::new(ScalarBuffer::from(offsets));
    Arc::new(LargeStringArray::new(
        offsets,
        Buffer::from_slice_ref(&texts.bytes),
        None,
    ))
}

/// Keys are codes + 1; key 0 is the missing value and the dictionary's first entry is null.
fn coded_array(codes: impl Iterator<Item = u32>, names: &[String]) -> ArrayRef {
    let values =
        StringArray::from_iter(std::iter::once(None).chain(names.iter().map(|name| Some(name.as_str()))));
    let values: ArrayRef = Arc::new(values);
    let codes = codes.map(|c| if c == CodedColumn::MISSING { 0 } else { c + 1 });
    match names.len() {
        0..=0xff => Arc::new(DictionaryArray::<UInt8Type>::new(
            PrimitiveArray::from_iter_values(codes.map(|c| c as u8)),
            values,
        )),
        0x100..=0xffff => Arc::new(DictionaryArray::<UInt16Type>::new(
            PrimitiveArray::from_iter_values(codes.map(|c| c as u16)),
            values,
        )),
        _ => Arc::new(DictionaryArray::<UInt32Type>::new(
            PrimitiveArray::from_iter_values(codes),
            values,
        )),
    }
}

/// The column as it is stored: per event, or per journey for attributes of the actor.
fn column_array(run: &ActorRun, column: &RunColumn) -> (ColumnKind, ArrayRef) {
    let of_actor = column.role.is_of_actor();
    match &column.values {
        ColumnValues::Coded(coded) => {
            let array = if of_actor {
                let missing = |event: usize| coded.codes[event] == CodedColumn::MISSING;
                let rows =
                    latest(run, missing).map(|row| row.map_or(CodedColumn::MISSING, |row| coded.codes[row]));
                coded_array(rows, &coded.names)
            } else {
                coded_array(coded.codes.iter().copied(), &coded.names)
            };
            (ColumnKind::Coded, array)
        }
        ColumnValues::Number(numbers) => {
            let array = if of_actor {
                let rows = latest(run, |event| numbers[event].is_nan());
                Float64Array::from_iter_values(rows.map(|row| row.map_or(f64::NAN, |row| numbers[row])))
            } else {
                Float64Array::from(numbers.clone())
            };
            (ColumnKind::Number, Arc::new(array))
        }
        ColumnValues::Text(texts) => {
            let array: ArrayRef = if of_actor {
                let rows = latest(run, |event| texts.get_bytes(event).is_empty());
                Arc::new(LargeStringArray::from_iter_values(
                    rows.map(|row| row.map_or("", |row| texts.get(row))),
                ))
            } else {
                text_array(texts)
            };
            (ColumnKind::Text, array)
        }
    }
}

/// Per journey the last event whose value is not missing.
fn latest(run: &ActorRun, missing: impl Fn(usize) -> bool) -> impl Iterator<Item = Option<usize>> {
    (0..run.actors.len()).map(move |journey| run.events_of(journey).rev().find(|&event| !missing(event)))
}

fn batch(columns: Vec<(&str, ArrayRef)>, metadata: HashMap<String, String>) -> RecordBatch {
    let fields: Vec<Field> = columns
        .iter()
        .map(|(name, array)| Field::new(*name, array.data_type().clone(), array.is_nullable()))
        .collect();
    let schema = Schema::new_with_metadata(fields, metadata);
    RecordBatch::try_new(
        Arc::new(schema),
        columns.into_iter().map(|(_, array)| array).collect(),
    )
    .expect("fields are taken from the arrays, which are all of one length")
}
