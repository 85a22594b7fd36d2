//! A sorted run as one Parquet file with Delta's statistics.

use crate::error::LakeError;
use crate::layout;
use arrow::array::{ArrayRef, DictionaryArray, Float64Array, Int32Array, Int64Array, StringArray, TimestampMicrosecondArray};
use arrow::datatypes::{DataType, Field, Int32Type, Schema, TimeUnit};
use arrow::record_batch::RecordBatch;
use deltalake_core::kernel::Action;
use parquet::arrow::ArrowWriter;
use parquet::file::properties::WriterProperties;
use std::fs::File;
use std::io::{self, BufWriter};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use tropa_model::time::{parse_rfc3339, rfc3339};
use tropa_model::{ActorRun, CodedColumn, ColumnValues};

/// Rows per row group: few enough that one actor is found without reading a whole file, many enough that
/// dictionaries pay.
pub(crate) const ROW_GROUP_ROWS: usize = 256 * 1024;

/// Longest actor key that goes into a file's statistics; longer ones would swell the log.
const STATS_KEY_BYTES_MAX: usize = 256;

/// The import of each event of a run.
#[derive(Clone, Copy)]
pub(crate) enum Imports<'a> {
    One(i64),
    Each(&'a [i64]),
}

/// A file as it lies on the disk, durable.
pub(crate) struct Written {
    /// Relative to the table's folder.
    pub path: String,
    pub bucket: u32,
    pub bytes: u64,
    pub rows: u64,
    /// First and last time, both included.
    pub times_us: Option<(i64, i64)>,
    /// Written before the end of its import, because memory was short.
    pub spilled: bool,
    /// Delta's JSON.
    pub stats: String,
}

impl Written {
    /// The Delta action that makes the file part of the table.
    pub fn add(&self, now_ms: i64, data_change: bool) -> Action {
        let (path, stats) = (self.path.clone(), self.stats.clone());
        crate::table::add_action(path, Some(self.bucket), self.bytes, stats, now_ms, data_change)
    }
}

/// Writes the run into `bucket=<bucket>/<name>.parquet` and flushes it to the disk.
pub(crate) fn write_run(table: &Path, name: &str, run: &ActorRun, imports: Imports<'_>) -> Result<Written, LakeError> {
    let relative = format!("bucket={}/{name}.parquet", run.bucket);
    let path = table.join(&relative);
    layout::create_dir(path.parent().expect("the file lies in its bucket's folder"))?;
    let result = File::create_new(&path)
        .map_err(|e| LakeError::io("create", &path, e))
        .and_then(|file| write_file(file, &path, run, imports));
    if result.is_err() {
        let _ = std::fs::remove_file(&path);
    }
    let times_us = run.time_us.iter().fold(None, |bounds: Option<(i64, i64)>, &t| {
        Some(bounds.map_or((t, t), |(lo, hi)| (lo.min(t), hi.max(t))))
    });
    let (bucket, rows, stats) = (run.bucket, run.events() as u64, stats(run, times_us));
    Ok(Written { path: relative, bucket, bytes: result?, rows, times_us, spilled: false, stats })
}

fn write_file(file: File, path: &Path, run: &ActorRun, imports: Imports<'_>) -> Result<u64, LakeError> {
    let failed = |e| LakeError::parquet("write", path, e);
    let schema = schema(run);
    let properties = WriterProperties::builder()
        .set_max_row_group_row_count(Some(ROW_GROUP_ROWS))
        .set_dictionary_page_size_limit(64 << 20)
        .build();
    let mut writer = ArrowWriter::try_new(BufWriter::with_capacity(1 << 20, file), schema.clone(), Some(properties))
        .map_err(failed)?;
    let mut start = 0;
    while start < run.events() {
        let end = (start + ROW_GROUP_ROWS).min(run.events());
        writer.write(&batch(run, imports, start..end, &schema)).map_err(failed)?;
        start = end;
    }
    let file = writer.into_inner().map_err(failed)?;
    let file = file.into_inner().map_err(|e| LakeError::io("write", path, e.into_error()))?;
    file.sync_all().map_err(|e| LakeError::io("sync", path, e))?;
    file.metadata().map(|m| m.len()).map_err(|e: io::Error| LakeError::io("measure", path, e))
}

fn dictionary() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
}

fn schema(run: &ActorRun) -> Arc<Schema> {
    let time = DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()));
    let mut fields = vec![
        Field::new("actor", dictionary(), false),
        Field::new("time", time, false),
        Field::new("activity", dictionary(), false),
        Field::new("import", DataType::Int64, false),
    ];
    fields.extend(run.columns.iter().map(|column| {
        let data_type = match column.values {
            ColumnValues::Coded(_) => dictionary(),
            ColumnValues::Text(_) => DataType::Utf8,
            ColumnValues::Number(_) => DataType::Float64,
        };
        Field::new(column.role.column_name(), data_type, true)
    }));
    Arc::new(Schema::new(fields))
}

fn batch(run: &ActorRun, imports: Imports<'_>, rows: Range<usize>, schema: &Arc<Schema>) -> RecordBatch {
    let mut columns: Vec<ArrayRef> = vec![
        actors(run, rows.clone()),
        Arc::new(TimestampMicrosecondArray::from(run.time_us[rows.clone()].to_vec()).with_timezone("UTC")),
        coded(&run.activity[rows.clone()], &run.activity_names),
        Arc::new(match imports {
            Imports::One(ordinal) => Int64Array::from_value(ordinal, rows.len()),
            Imports::Each(ordinals) => Int64Array::from(ordinals[rows.clone()].to_vec()),
        }),
    ];
    for column in &run.columns {
        columns.push(match &column.values {
            ColumnValues::Coded(column) => coded(&column.codes[rows.clone()], &column.names),
            ColumnValues::Text(column) => {
                let texts = rows.clone().map(|row| Some(column.get(row)).filter(|text| !text.is_empty()));
                Arc::new(texts.collect::<StringArray>())
            }
            ColumnValues::Number(values) => {
                let numbers = values[rows.clone()].iter().map(|&value| Some(value).filter(|v| !v.is_nan()));
                Arc::new(numbers.collect::<Float64Array>())
            }
        });
    }
    RecordBatch::try_new(schema.clone(), columns).expect("the columns of a run have one length and the stated types")
}

fn actors(run: &ActorRun, rows: Range<usize>) -> ArrayRef {
    let first = run.offsets.partition_point(|&end| end as usize <= rows.start).saturating_sub(1);
    let mut keys = Vec::with_capacity(rows.len());
    let mut texts = Vec::new();
    for actor in first..run.actors.len() {
        let events = run.events_of(actor);
        if events.start >= rows.end {
            break;
        }
        let inside = events.start.max(rows.start)..events.end.min(rows.end);
        keys.resize(keys.len() + inside.len(), texts.len() as i32);
        texts.push(run.actors.get(actor));
    }
    let values = Arc::new(StringArray::from(texts));
    Arc::new(DictionaryArray::<Int32Type>::new(Int32Array::from(keys), values))
}

fn coded(codes: &[u32], names: &[String]) -> ArrayRef {
    let keys = codes.iter().map(|&code| (code != CodedColumn::MISSING).then_some(code as i32)).collect::<Int32Array>();
    let values = Arc::new(StringArray::from_iter_values(names));
    Arc::new(DictionaryArray::<Int32Type>::new(keys, values))
}

/// Delta's per-file statistics: rows, and the first and last actor and time. Times are widened to milliseconds, the
/// resolution of the format; a bound that has no form in it is left out.
fn stats(run: &ActorRun, times_us: Option<(i64, i64)>) -> String {
    let mut min = serde_json::Map::new();
    let mut max = serde_json::Map::new();
    if let Some(last) = run.actors.len().checked_sub(1) {
        let (first, last) = (run.actors.get(0), run.actors.get(last));
        if first.len().max(last.len()) <= STATS_KEY_BYTES_MAX {
            min.insert("actor".into(), first.into());
            max.insert("actor".into(), last.into());
        }
    }
    if let Some((lo, hi)) = times_us {
        let floor = lo.div_euclid(1_000) * 1_000;
        let ceiling = hi.div_euclid(1_000).saturating_add(i64::from(hi.rem_euclid(1_000) != 0)).saturating_mul(1_000);
        let texts = [rfc3339(floor), rfc3339(ceiling)];
        if texts.iter().all(|text| parse_rfc3339(text).is_some()) {
            let [lo, hi] = texts;
            min.insert("time".into(), lo.into());
            max.insert("time".into(), hi.into());
        }
    }
    serde_json::json!({ "numRecords": run.events(), "minValues": min, "maxValues": max, "nullCount": {} }).to_string()
}

/// Makes the names of new files in these buckets survive a power cut.
pub(crate) fn sync_folders(table: &Path, buckets: impl Iterator<Item = u32>) -> Result<(), LakeError> {
    for bucket in buckets.collect::<std::collections::BTreeSet<_>>() {
        layout::sync_dir(&table.join(format!("bucket={bucket}")))?;
    }
    layout::sync_dir(table)
}
