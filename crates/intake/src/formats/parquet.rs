//! Parquet from bytes: only the columns of the mapping are read, row groups side by side, and columns stay columns.

mod columns;
mod pieces;

use crate::mapping::ColumnKind;
use crate::pool::{in_order, threads};
use crate::read::builder::Parsed;
use crate::read::csv::missing_column;
use crate::read::plan::{Plan, Source};
use crate::read::rows::{Row, Visitor, Wanted};
use crate::text::stream::whole;
use crate::{Input, IntakeError, limits};
use arrow::array::{Array, RecordBatch};
use arrow::datatypes::{DataType, Field, Schema};
use arrow::util::display::{ArrayFormatter, FormatOptions};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};
use pieces::Pieces;
use std::io::Write;
use std::sync::Arc;
use tropa_model::LocalText;

/// Metadata of a file and where its columns lie.
struct Opened {
    metadata: ArrowReaderMetadata,
    /// Names of the top-level columns that hold single values, in order, with their place in the file.
    names: Vec<String>,
}

fn broken(file: &str, error: impl std::fmt::Display) -> IntakeError {
    let saw = error.to_string();
    if saw.contains("EOF")
        || saw.contains("smaller than")
        || saw.contains("magic")
        || saw.contains("Corrupt footer")
    {
        return IntakeError::Truncated {
            file: file.into(),
            cause: LocalText::plain(saw),
        };
    }
    let expected = LocalText::en_ru(
        "a Parquet file; write it again",
        "файл Parquet; запишите его заново",
    );
    IntakeError::Malformed {
        file: file.into(),
        place: LocalText::en_ru("Parquet data", "данные Parquet"),
        saw: LocalText::plain(saw),
        expected,
    }
}

fn open(file: &str, bytes: &[u8], is_coded: impl Fn(&str) -> bool) -> Result<Opened, IntakeError> {
    let footer = Pieces::footer(bytes).ok_or_else(|| broken(file, "no Parquet footer: EOF"))?;
    let first = ArrowReaderMetadata::load(&footer, ArrowReaderOptions::new()).map_err(|e| broken(file, e))?;
    let fields = first.schema().fields();
    if fields.len() > limits::COLUMNS_MAX {
        let (columns, max) = (fields.len(), limits::COLUMNS_MAX);
        return Err(IntakeError::TooManyColumns {
            file: file.into(),
            columns,
            max,
            delimiter: "Parquet".into(),
        });
    }
    // Columns kept as codes come as dictionaries, which the file has anyway; texts of many values as plain strings.
    let as_wanted = |field: &Arc<Field>| match field.data_type() {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View if is_coded(field.name()) => {
            let kind = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
            Arc::new(Field::new(field.name(), kind, field.is_nullable()))
        }
        DataType::LargeUtf8 | DataType::Utf8View => {
            Arc::new(Field::new(field.name(), DataType::Utf8, field.is_nullable()))
        }
        _ => field.clone(),
    };
    let schema = Arc::new(Schema::new(fields.iter().map(as_wanted).collect::<Vec<_>>()));
    let names = fields.iter().map(|f| f.name().clone()).collect();
    let options = ArrowReaderOptions::new().with_schema(schema);
    let metadata =
        ArrowReaderMetadata::try_new(first.metadata().clone(), options).map_err(|e| broken(file, e))?;
    Ok(Opened { metadata, names })
}

impl Opened {
    /// Reads the wanted columns of one row group, batch by batch, in order of `roots`' places in the file.
    fn group(
        &self,
        file: &str,
        bytes: &[u8],
        group: usize,
        roots: &[usize],
        mut each: impl FnMut(RecordBatch) -> Result<bool, IntakeError>,
    ) -> Result<bool, IntakeError> {
        let mask = ProjectionMask::roots(self.metadata.parquet_schema(), roots.iter().copied());
        let meta = self.metadata.metadata().row_group(group);
        let pieces = Pieces::of_group(bytes, meta, &mask)
            .ok_or_else(|| broken(file, "a column lies behind the end of the file: EOF"))?;
        let reader = ParquetRecordBatchReaderBuilder::new_with_metadata(pieces, self.metadata.clone())
            .with_row_groups(vec![group])
            .with_projection(mask)
            .with_batch_size(limits::BATCH_ROWS)
            .build()
            .map_err(|e| broken(file, e))?;
        for batch in reader {
            if !each(batch.map_err(|e| broken(file, e))?)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn roots(&self, file: &str, slots: &[String]) -> Result<Vec<usize>, IntakeError> {
        let find = |s: &String| {
            self.names
                .iter()
                .position(|n| n == s)
                .ok_or_else(|| missing_column(file, s, &self.names))
        };
        slots.iter().map(find).collect()
    }
}

/// Whether a plan can be read column by column: one event per row, nothing joined, no ends to look for.
pub fn is_columnar(plan: &Plan) -> bool {
    let simple = |source: &Source| matches!(source, Source::Slot(_) | Source::Constant(_));
    let [event] = &plan.events[..] else { return false };
    plan.joins.is_empty()
        && plan.ends.activities.is_empty()
        && !event.optional
        && event.end.is_none()
        && simple(&plan.actor)
        && simple(&event.activity)
        && matches!(event.time.source, Source::Slot(_))
        && event.columns.iter().flatten().all(simple)
}

/// Reads all row groups side by side and gives what came of them in order, with the bytes used so far.
pub fn read(
    input: &Input,
    plan: &Plan,
    give: &mut dyn FnMut(Parsed, u64) -> Result<(), IntakeError>,
) -> Result<(), IntakeError> {
    let bytes = whole(input)?;
    let opened = open(input.name, &bytes, |name| is_coded(plan, name))?;
    let roots = opened.roots(input.name, &plan.slots)?;
    let groups = opened.metadata.metadata().num_row_groups();
    let mut rows_before = Vec::with_capacity(groups);
    let (mut rows, mut used) = (0_u64, 0_u64);
    for group in opened.metadata.metadata().row_groups() {
        used += u64::try_from(group.compressed_size()).unwrap_or(0);
        rows_before.push((rows, used));
        rows += u64::try_from(group.num_rows()).unwrap_or(0);
    }
    let mut next = 0..groups;
    let work = |group: usize| -> Result<(Vec<Parsed>, u64), IntakeError> {
        let (mut row, used) = rows_before[group];
        let mut parts = Vec::new();
        opened.group(input.name, &bytes, group, &roots, |batch| {
            let count = batch.num_rows() as u64;
            parts.push(columns::parse(
                input.name,
                plan,
                &by_slot(&batch, &roots),
                row + 1,
            )?);
            row += count;
            Ok(true)
        })?;
        Ok((parts, used))
    };
    in_order(
        threads(),
        || next.next(),
        work,
        |result| {
            let (parts, used) = result?;
            parts.into_iter().try_for_each(|part| give(part, used))
        },
    )
}

/// The columns of a batch in slot order; a column may serve several slots.
fn by_slot(batch: &RecordBatch, roots: &[usize]) -> Vec<Arc<dyn Array>> {
    let mut sorted = roots.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    roots
        .iter()
        .map(|root| batch.column(sorted.partition_point(|r| r < root)).clone())
        .collect()
}

/// Visits the rows as texts: for samples and for mappings that cannot be read column by column.
pub fn visit(input: &Input, wanted: Wanted, visitor: &mut dyn Visitor) -> Result<(), IntakeError> {
    let bytes = whole(input)?;
    let opened = open(input.name, &bytes, |_| false)?;
    let names = match wanted {
        Wanted::All => opened.names.clone(),
        Wanted::Slots(names) => names.to_vec(),
    };
    let roots = opened.roots(input.name, &names)?;
    visitor.names(&names);
    let mut row = 0;
    for group in 0..opened.metadata.metadata().num_row_groups() {
        let goes_on = opened.group(input.name, &bytes, group, &roots, |batch| {
            let columns = by_slot(&batch, &roots);
            text_rows(input.name, &columns, &names, |values, _| {
                row += 1;
                visitor.row(values, row)
            })
        })?;
        if !goes_on {
            return Ok(());
        }
    }
    visitor.used(input.bytes.len() as u64)
}

/// Whether a column is kept as codes wherever the plan uses it.
fn is_coded(plan: &Plan, name: &str) -> bool {
    let Some(slot) = plan.slots.iter().position(|s| s == name) else {
        return false;
    };
    let uses = |source: &Source| matches!(source, Source::Slot(s) if *s == slot);
    let event = &plan.events[0];
    let elsewhere = uses(&plan.actor)
        || uses(&event.time.source)
        || plan
            .out
            .iter()
            .zip(&event.columns)
            .any(|(out, s)| s.as_ref().is_some_and(uses) && out.kind != ColumnKind::Coded);
    !elsewhere
}

/// Gives each row as texts: times in ISO, nulls empty. `Ok(false)` ends it early.
fn text_rows(
    file: &str,
    columns: &[Arc<dyn Array>],
    names: &[String],
    mut each: impl FnMut(&Row, usize) -> Result<bool, IntakeError>,
) -> Result<bool, IntakeError> {
    let options = FormatOptions::default().with_null("");
    let shown: Result<Vec<ArrayFormatter>, _> = columns
        .iter()
        .map(|c| ArrayFormatter::try_new(c, &options))
        .collect();
    let shown = shown.map_err(|e| broken(file, e))?;
    let (mut bytes, mut values) = (Vec::new(), Vec::new());
    for index in 0..columns.first().map_or(0, |c| c.len()) {
        bytes.clear();
        values.clear();
        for column in &shown {
            let start = bytes.len();
            // A value that cannot be shown (a date outside the calendar) is left empty and refused by its role.
            if write!(bytes, "{}", column.value(index)).is_err() {
                bytes.truncate(start);
            }
            values.push((start as u32, bytes.len() as u32));
        }
        if !each(
            &Row {
                bytes: &bytes,
                values: &values,
                names,
            },
            index,
        )? {
            return Ok(false);
        }
    }
    Ok(true)
}
