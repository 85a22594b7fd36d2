//! Parquet files of an events table back into runs, whoever wrote them.

use crate::buffer::Names;
use crate::error::LakeError;
use crate::part::Part;
use crate::schema::{ColumnInfo, ColumnKind};
use arrow::array::{Array, AsArray, DictionaryArray, RecordBatch};
use arrow::datatypes::{
    DataType, Field, Float64Type, Int32Type, Int64Type, Schema, TimeUnit, TimestampMicrosecondType,
};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder, RowSelection, RowSelector,
};
use parquet::errors::ParquetError;
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::statistics::Statistics;
use std::fs::File;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use tropa_model::{ActorRun, CodedColumn, ColumnValues, RunColumn, TextColumn};

const BATCH_ROWS: usize = 64 * 1024;

/// An open data file.
pub(crate) struct DataReader<'a> {
    path: &'a Path,
    file: File,
    metadata: ArrowReaderMetadata,
    columns: Vec<ColumnInfo>,
}

impl<'a> DataReader<'a> {
    /// Opens a file to read the columns it has of `columns`; columns it lacks are read as missing later.
    pub fn open(path: &'a Path, columns: &[ColumnInfo]) -> Result<Self, LakeError> {
        let failed = |e| LakeError::parquet("read", path, e);
        let file = File::open(path).map_err(|e| LakeError::io("open", path, e))?;
        let stored = ArrowReaderMetadata::load(&file, ArrowReaderOptions::new()).map_err(failed)?;
        let fields = stored.schema().fields().iter().map(|f| {
            let data_type = match (f.name().as_str(), columns.iter().find(|c| c.name == *f.name())) {
                ("actor" | "activity", _) => dictionary(),
                ("time", _) => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
                ("import", _) => DataType::Int64,
                (
                    _,
                    Some(ColumnInfo {
                        kind: ColumnKind::Coded,
                        ..
                    }),
                ) => dictionary(),
                (
                    _,
                    Some(ColumnInfo {
                        kind: ColumnKind::Text,
                        ..
                    }),
                ) => DataType::Utf8,
                (
                    _,
                    Some(ColumnInfo {
                        kind: ColumnKind::Number,
                        ..
                    }),
                ) => DataType::Float64,
                _ => f.data_type().clone(),
            };
            Field::new(f.name(), data_type, f.is_nullable())
        });
        let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
        for needed in ["actor", "time", "activity", "import"] {
            if schema.column_with_name(needed).is_none() {
                let reason = format!("it has no column `{needed}`");
                return Err(LakeError::Damaged {
                    path: path.to_owned(),
                    reason,
                });
            }
        }
        let columns = columns
            .iter()
            .filter(|c| schema.column_with_name(&c.name).is_some())
            .cloned()
            .collect();
        let options = ArrowReaderOptions::new().with_schema(schema);
        let metadata = ArrowReaderMetadata::try_new(stored.metadata().clone(), options).map_err(failed)?;
        Ok(Self {
            path,
            file,
            metadata,
            columns,
        })
    }

    pub fn rows(&self) -> u64 {
        self.metadata.metadata().file_metadata().num_rows() as u64
    }

    pub fn has(&self, column: &str) -> bool {
        self.metadata.schema().column_with_name(column).is_some()
    }

    /// False where the statistics show that no text of the column lies in `lo..=hi`.
    pub fn may_hold(&self, column: &str, lo: &[u8], hi: &[u8]) -> bool {
        !self.groups_with(column, lo, hi).is_empty()
    }

    /// Row groups whose texts in the column may lie in `lo..=hi`.
    fn groups_with(&self, column: &str, lo: &[u8], hi: &[u8]) -> Vec<usize> {
        let may_hold = |group: &RowGroupMetaData| {
            let column = group
                .columns()
                .iter()
                .find(|c| c.column_path().string() == column);
            let Some(Statistics::ByteArray(bounds)) = column.and_then(|c| c.statistics()) else {
                return true;
            };
            // A bound that was cut short is still a bound: the smallest is cut downwards, the largest upwards.
            bounds.min_opt().is_none_or(|min| min.data() <= hi)
                && bounds.max_opt().is_none_or(|max| lo <= max.data())
        };
        let groups = self.metadata.metadata().row_groups().iter().enumerate();
        groups
            .filter(|(_, group)| may_hold(group))
            .map(|(place, _)| place)
            .collect()
    }

    /// The whole file.
    pub fn all(&self, bucket: u32) -> Result<Part, LakeError> {
        Ok(self.all_as_stored(bucket)?.0)
    }

    /// The whole file, and whether its rows lay in order of actor and time.
    pub fn all_as_stored(&self, bucket: u32) -> Result<(Part, bool), LakeError> {
        let mut rows = Rows::new(&self.columns, self.rows() as usize);
        self.batches(None, &[], &self.columns, |batch| rows.push(batch))?;
        let in_order = rows.in_order;
        Ok((rows.finish(bucket)?, in_order))
    }

    /// One actor's events; looks only into row groups that may hold them.
    pub fn actor(&self, bucket: u32, key: &str) -> Result<Part, LakeError> {
        let groups = self.groups_with("actor", key.as_bytes(), key.as_bytes());
        let mut rows = Rows::new(&self.columns, 0);
        if groups.is_empty() {
            return rows.finish(bucket);
        }
        let mut found: Vec<Range<usize>> = Vec::new();
        let mut at = 0;
        self.batches(Some((&groups, None)), &["actor"], &[], |batch| {
            let actors = batch.column(0).as_dictionary::<Int32Type>();
            let names = actors.values().as_string::<i32>();
            let wanted: Vec<bool> = (0..names.len())
                .map(|n| names.is_valid(n) && names.value(n) == key)
                .collect();
            for (row, &code) in actors.keys().values().iter().enumerate() {
                if wanted[code as usize] {
                    match found.last_mut() {
                        Some(range) if range.end == at + row => range.end += 1,
                        _ => found.push(at + row..at + row + 1),
                    }
                }
            }
            at += batch.num_rows();
            Ok(())
        })?;
        if !found.is_empty() {
            let mut selectors = Vec::new();
            let mut last = 0;
            for range in &found {
                selectors.push(RowSelector::skip(range.start - last));
                selectors.push(RowSelector::select(range.len()));
                last = range.end;
            }
            let selection = RowSelection::from(selectors);
            self.batches(Some((&groups, Some(selection))), &[], &self.columns, |batch| {
                rows.push(batch)
            })?;
        }
        rows.finish(bucket)
    }

    /// Calls `each` with the rows in file order. Reads the columns named in `only`, or all fixed ones and `columns`.
    pub fn batches(
        &self,
        within: Option<(&[usize], Option<RowSelection>)>,
        only: &[&str],
        columns: &[ColumnInfo],
        mut each: impl FnMut(&RecordBatch) -> Result<(), String>,
    ) -> Result<(), LakeError> {
        let failed = |e: ParquetError| LakeError::parquet("read", self.path, e);
        let file = self
            .file
            .try_clone()
            .map_err(|e| LakeError::io("open", self.path, e))?;
        let names: Vec<&str> = match only {
            [] => ["actor", "time", "activity", "import"]
                .into_iter()
                .chain(columns.iter().map(|c| c.name.as_str()))
                .collect(),
            only => only.to_vec(),
        };
        let schema = self.metadata.metadata().file_metadata().schema_descr();
        let mask = ProjectionMask::columns(schema, names);
        let mut builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, self.metadata.clone())
            .with_projection(mask)
            .with_batch_size(BATCH_ROWS);
        if let Some((groups, selection)) = within {
            builder = builder.with_row_groups(groups.to_vec());
            if let Some(selection) = selection {
                builder = builder.with_row_selection(selection);
            }
        }
        for batch in builder.build().map_err(failed)? {
            let batch = batch.map_err(|e| failed(ParquetError::External(Box::new(e))))?;
            each(&batch).map_err(|reason| LakeError::Damaged {
                path: self.path.to_owned(),
                reason,
            })?;
        }
        Ok(())
    }
}

fn dictionary() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
}

/// Rows as they come from a file, being assembled into a run.
struct Rows {
    columns: Vec<ColumnInfo>,
    actors: TextColumn,
    offsets: Vec<u64>,
    time_us: Vec<i64>,
    imports: Vec<i64>,
    activity: Coded,
    values: Vec<Values>,
    /// Until a row stands before its predecessor, which our own files never show.
    in_order: bool,
}

enum Values {
    Coded(Coded),
    Text(TextColumn),
    Number(Vec<f64>),
}

#[derive(Default)]
struct Coded {
    names: Names,
    codes: Vec<u32>,
}

impl Coded {
    fn push(&mut self, array: &DictionaryArray<Int32Type>) {
        let texts = array.values().as_string::<i32>();
        const UNSEEN: u32 = u32::MAX - 1;
        let mut codes = vec![UNSEEN; texts.len()];
        let keys = array.keys();
        self.codes.reserve(keys.len());
        for row in 0..keys.len() {
            if keys.is_null(row) || texts.is_null(keys.value(row) as usize) {
                self.codes.push(CodedColumn::MISSING);
                continue;
            }
            let key = keys.value(row) as usize;
            if codes[key] == UNSEEN {
                codes[key] = self.names.code(texts.value(key));
            }
            self.codes.push(codes[key]);
        }
    }
}

impl Rows {
    fn new(columns: &[ColumnInfo], rows: usize) -> Self {
        let values = columns.iter().map(|c| match c.kind {
            ColumnKind::Coded => Values::Coded(Coded::default()),
            ColumnKind::Text => Values::Text(TextColumn::default()),
            ColumnKind::Number => Values::Number(Vec::with_capacity(rows)),
        });
        Self {
            values: values.collect(),
            columns: columns.to_vec(),
            actors: TextColumn::default(),
            offsets: vec![0],
            time_us: Vec::with_capacity(rows),
            imports: Vec::with_capacity(rows),
            activity: Coded::default(),
            in_order: true,
        }
    }

    fn push(&mut self, batch: &RecordBatch) -> Result<(), String> {
        let column = |name: &str| {
            batch
                .column_by_name(name)
                .ok_or_else(|| format!("column `{name}` is not read back"))
        };
        let actors = column("actor")?.as_dictionary::<Int32Type>();
        let times = column("time")?.as_primitive::<TimestampMicrosecondType>();
        let imports = column("import")?.as_primitive::<Int64Type>();
        if actors.null_count() + times.null_count() + imports.null_count() + column("activity")?.null_count()
            > 0
        {
            return Err("an event lacks its actor, time, activity or import".into());
        }
        self.push_actors(actors, times.values())?;
        self.time_us.extend_from_slice(times.values());
        self.imports.extend_from_slice(imports.values());
        self.activity.push(column("activity")?.as_dictionary());
        for (info, values) in self.columns.iter().zip(&mut self.values) {
            let array = column(&info.name)?;
            match values {
                Values::Coded(coded) => coded.push(array.as_dictionary()),
                Values::Number(numbers) => {
                    let array = array.as_primitive::<Float64Type>();
                    numbers.extend(array.iter().map(|value| value.unwrap_or(f64::NAN)));
                }
                Values::Text(texts) => {
                    let array = array.as_string::<i32>();
                    if texts.bytes.len() + array.value_data().len() > u32::MAX as usize {
                        return Err(format!("column `{}` holds more than 4 GiB of text", info.name));
                    }
                    for text in array.iter() {
                        texts.push(text.unwrap_or(""));
                    }
                }
            }
        }
        Ok(())
    }

    fn push_actors(&mut self, actors: &DictionaryArray<Int32Type>, times: &[i64]) -> Result<(), String> {
        let keys = actors.keys().values();
        let texts = actors.values().as_string::<i32>();
        let mut row = 0;
        while row < keys.len() {
            let code = keys[row];
            let length = keys[row..].iter().take_while(|&&k| k == code).count();
            let key = texts.value(code as usize);
            let last = self.actors.len().checked_sub(1).map(|last| self.actors.get(last));
            let continues = last == Some(key);
            let before = if continues && row == 0 {
                self.time_us.last()
            } else {
                None
            };
            let run = &times[row..row + length];
            self.in_order &= last.is_none_or(|last| last <= key)
                && run.is_sorted()
                && before.is_none_or(|before| before <= &run[0]);
            if continues {
                *self.offsets.last_mut().expect("an actor has an end") += length as u64;
            } else {
                self.actors.push(key);
                self.offsets
                    .push(self.offsets.last().expect("the first is 0") + length as u64);
            }
            row += length;
        }
        Ok(())
    }

    fn finish(self, bucket: u32) -> Result<Part, LakeError> {
        let columns = self.columns.iter().zip(self.values).map(|(info, values)| {
            let values = match values {
                Values::Coded(coded) => ColumnValues::Coded(CodedColumn {
                    codes: coded.codes,
                    names: coded.names.list,
                }),
                Values::Text(texts) => ColumnValues::Text(texts),
                Values::Number(numbers) => ColumnValues::Number(numbers),
            };
            RunColumn {
                role: info.role.clone(),
                values,
            }
        });
        let run = ActorRun {
            bucket,
            actors: self.actors,
            offsets: self.offsets,
            time_us: self.time_us,
            activity: self.activity.codes,
            activity_names: self.activity.names.list,
            columns: columns.collect(),
        };
        let part = Part {
            run,
            imports: self.imports,
        };
        if self.in_order {
            Ok(part)
        } else {
            crate::part::put_in_order(part, &self.columns)
        }
    }
}
