//! A sorted run as one Parquet file with Delta's statistics.

use crate::error::LakeError;
use crate::layout;
use crate::pages::{Chunk, ChunkBuilder, PAGE_ROWS};
use deltalake_core::kernel::Action;
use parquet::basic::{ConvertedType, LogicalType, Repetition, TimeUnit, Type as PhysicalType};
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::statistics::Statistics;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{ColumnDescPtr, PrimitiveTypeBuilder, Type};
use std::fs::File;
use std::io;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use tropa_model::time::{parse_rfc3339, rfc3339};
use tropa_model::{ActorRun, ColumnValues, TextColumn};

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
pub(crate) fn write_run(
    table: &Path,
    name: &str,
    run: &ActorRun,
    imports: Imports<'_>,
) -> Result<Written, LakeError> {
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
    Ok(Written {
        path: relative,
        bucket,
        bytes: result?,
        rows,
        times_us,
        spilled: false,
        stats,
    })
}

fn write_file(file: File, path: &Path, run: &ActorRun, imports: Imports<'_>) -> Result<u64, LakeError> {
    let failed = |e| LakeError::parquet("write", path, e);
    let schema = schema(run);
    let mut writer = SerializedFileWriter::new(&file, schema, Arc::new(WriterProperties::builder().build()))
        .map_err(failed)?;
    let mut start = 0;
    while start < run.events() {
        let end = (start + ROW_GROUP_ROWS).min(run.events());
        write_group(&mut writer, run, imports, start..end).map_err(failed)?;
        start = end;
    }
    writer.close().map_err(failed)?;
    file.sync_all().map_err(|e| LakeError::io("sync", path, e))?;
    file.metadata()
        .map(|m| m.len())
        .map_err(|e: io::Error| LakeError::io("measure", path, e))
}

fn write_group(
    writer: &mut SerializedFileWriter<&File>,
    run: &ActorRun,
    imports: Imports<'_>,
    rows: Range<usize>,
) -> Result<(), ParquetError> {
    let columns: Vec<ColumnDescPtr> = writer.schema_descr().columns().to_vec();
    let mut group = writer.next_row_group()?;
    let mut put = |chunk: Chunk| group.append_column(&chunk.bytes, chunk.close);
    put(actors(columns[0].clone(), run, rows.clone())?)?;
    put(times(columns[1].clone(), &run.time_us[rows.clone()])?)?;
    put(coded(
        columns[2].clone(),
        &run.activity[rows.clone()],
        &run.activity_names,
        false,
    )?)?;
    put(ordinals(columns[3].clone(), imports, rows.clone())?)?;
    for (column, description) in run.columns.iter().zip(&columns[4..]) {
        let description = description.clone();
        put(match &column.values {
            ColumnValues::Coded(column) => {
                coded(description, &column.codes[rows.clone()], &column.names, true)?
            }
            ColumnValues::Text(column) => texts(description, column, rows.clone())?,
            ColumnValues::Number(values) => {
                let mut chunk = ChunkBuilder::new(description, 9 * rows.len());
                pages(rows.clone()).try_for_each(|page| chunk.optional_numbers(&values[page]))?;
                chunk.finish()?
            }
        })?;
    }
    group.close()?;
    Ok(())
}

fn pages(rows: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    rows.clone()
        .step_by(PAGE_ROWS)
        .map(move |start| start..(start + PAGE_ROWS).min(rows.end))
}

fn text(name: &str, repetition: Repetition) -> PrimitiveTypeBuilder<'_> {
    Type::primitive_type_builder(name, PhysicalType::BYTE_ARRAY)
        .with_repetition(repetition)
        .with_logical_type(Some(LogicalType::String))
        .with_converted_type(ConvertedType::UTF8)
}

fn number(name: &str, physical: PhysicalType, repetition: Repetition) -> PrimitiveTypeBuilder<'_> {
    Type::primitive_type_builder(name, physical).with_repetition(repetition)
}

fn schema(run: &ActorRun) -> Arc<Type> {
    let micros = LogicalType::timestamp(true, TimeUnit::MICROS);
    let mut fields = vec![
        text("actor", Repetition::REQUIRED),
        number("time", PhysicalType::INT64, Repetition::REQUIRED)
            .with_logical_type(Some(micros))
            .with_converted_type(ConvertedType::TIMESTAMP_MICROS),
        text("activity", Repetition::REQUIRED),
        number("import", PhysicalType::INT64, Repetition::REQUIRED),
    ];
    let names: Vec<String> = run
        .columns
        .iter()
        .map(|column| column.role.column_name())
        .collect();
    for (column, name) in run.columns.iter().zip(&names) {
        fields.push(match column.values {
            ColumnValues::Coded(_) | ColumnValues::Text(_) => text(name, Repetition::OPTIONAL),
            ColumnValues::Number(_) => number(name, PhysicalType::DOUBLE, Repetition::OPTIONAL),
        });
    }
    let fields = fields
        .into_iter()
        .map(|field| Arc::new(field.build().expect("these types belong together")));
    let schema = Type::group_type_builder("schema")
        .with_fields(fields.collect())
        .build();
    Arc::new(schema.expect("the fields have distinct names"))
}

fn actors(column: ColumnDescPtr, run: &ActorRun, rows: Range<usize>) -> Result<Chunk, ParquetError> {
    // The actor of the first row, and the first actor after the last row.
    let first = run.offsets.partition_point(|&end| end as usize <= rows.start) - 1;
    let last = run.offsets.partition_point(|&start| (start as usize) < rows.end);
    let inside = first..last.min(run.actors.len());
    let mut chunk = ChunkBuilder::new(column, rows.len());
    let key = |actor| ByteArray::from(run.actors.get_bytes(actor).to_vec());
    chunk.bounds(Statistics::byte_array(
        Some(key(inside.start)),
        Some(key(inside.end - 1)),
        None,
        Some(0),
        false,
    ));
    chunk.dictionary(inside.clone().map(|actor| run.actors.get_bytes(actor)))?;
    let mut actor = inside.start;
    for page in pages(rows) {
        while run.events_of(actor).end <= page.start {
            actor += 1;
        }
        let here = (actor..inside.end).map_while(|actor| {
            let events = run.events_of(actor);
            let length = events
                .end
                .min(page.end)
                .checked_sub(events.start.max(page.start))?;
            (length > 0).then_some(((actor - inside.start) as u32, length))
        });
        chunk.stretches(inside.len(), here)?;
    }
    chunk.finish()
}

fn times(column: ColumnDescPtr, values: &[i64]) -> Result<Chunk, ParquetError> {
    let mut chunk = ChunkBuilder::new(column, 8 * values.len() + 1_024);
    let (min, max) = (values.iter().min().copied(), values.iter().max().copied());
    chunk.bounds(Statistics::int64(min, max, None, Some(0), false));
    values
        .chunks(PAGE_ROWS)
        .try_for_each(|page| chunk.integers(page))?;
    chunk.finish()
}

fn ordinals(column: ColumnDescPtr, imports: Imports<'_>, rows: Range<usize>) -> Result<Chunk, ParquetError> {
    let each = match imports {
        Imports::One(ordinal) => return ordinal_of_all(column, ordinal, rows),
        Imports::Each(each) => &each[rows.clone()],
    };
    if each.iter().all(|ordinal| *ordinal == each[0]) {
        return ordinal_of_all(column, each[0], rows);
    }
    let mut chunk = ChunkBuilder::new(column, 8 * each.len() + 1_024);
    each.chunks(PAGE_ROWS).try_for_each(|page| chunk.integers(page))?;
    chunk.finish()
}

fn ordinal_of_all(column: ColumnDescPtr, ordinal: i64, rows: Range<usize>) -> Result<Chunk, ParquetError> {
    let mut chunk = ChunkBuilder::new(column, 256);
    chunk.bounds(Statistics::int64(
        Some(ordinal),
        Some(ordinal),
        None,
        Some(0),
        false,
    ));
    chunk.integer_dictionary(&[ordinal])?;
    pages(rows).try_for_each(|page| chunk.stretches(1, std::iter::once((0, page.len()))))?;
    chunk.finish()
}

fn coded(
    column: ColumnDescPtr,
    codes: &[u32],
    names: &[String],
    optional: bool,
) -> Result<Chunk, ParquetError> {
    let mut chunk = ChunkBuilder::new(column, codes.len() + 1_024);
    chunk.dictionary(names.iter().map(String::as_bytes))?;
    for page in codes.chunks(PAGE_ROWS) {
        if optional {
            chunk.optional_codes(page, names.len())?
        } else {
            chunk.codes(page, names.len())?
        }
    }
    chunk.finish()
}

fn texts(column: ColumnDescPtr, texts: &TextColumn, rows: Range<usize>) -> Result<Chunk, ParquetError> {
    let bytes = (texts.offsets[rows.end] - texts.offsets[rows.start]) as usize;
    let mut chunk = ChunkBuilder::new(column, bytes + 5 * rows.len() + 1_024);
    let there = || {
        rows.clone()
            .map(|row| texts.get_bytes(row))
            .filter(|text| !text.is_empty())
    };
    let nulls = (rows.len() - there().count()) as u64;
    let bound = |text: Option<&[u8]>| {
        text.filter(|t| t.len() <= STATS_KEY_BYTES_MAX)
            .map(|t| ByteArray::from(t.to_vec()))
    };
    let (min, max) = (bound(there().min()), bound(there().max()));
    chunk.bounds(Statistics::byte_array(min, max, None, Some(nulls), false));
    pages(rows.clone()).try_for_each(|page| chunk.optional_texts(page.map(|row| texts.get_bytes(row))))?;
    chunk.finish()
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
        let ceiling = hi
            .div_euclid(1_000)
            .saturating_add(i64::from(hi.rem_euclid(1_000) != 0))
            .saturating_mul(1_000);
        let texts = [rfc3339(floor), rfc3339(ceiling)];
        if texts.iter().all(|text| parse_rfc3339(text).is_some()) {
            let [lo, hi] = texts;
            min.insert("time".into(), lo.into());
            max.insert("time".into(), hi.into());
        }
    }
    serde_json::json!({ "numRecords": run.events(), "minValues": min, "maxValues": max, "nullCount": {} })
        .to_string()
}

/// Makes the names of new files in these buckets survive a power cut.
pub(crate) fn sync_folders(table: &Path, buckets: impl Iterator<Item = u32>) -> Result<(), LakeError> {
    for bucket in buckets.collect::<std::collections::BTreeSet<_>>() {
        layout::sync_dir(&table.join(format!("bucket={bucket}")))?;
    }
    layout::create_dir(table)?;
    layout::sync_dir(table)
}
