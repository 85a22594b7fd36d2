//! Arrow columns to columns of events without touching rows, where nothing in them has to be refused.

use super::text_rows;
use crate::coder::Coder;
use crate::mapping::ColumnKind;
use crate::read::builder::{Builder, Counts, Parsed};
use crate::read::plan::{OutColumn, Plan, Source, TimePlan};
use crate::time::TimeParser;
use crate::{IntakeError, limits, number};
use arrow::array::{Array, ArrayRef, AsArray, DictionaryArray, StringArray};
use arrow::datatypes::{
    ArrowPrimitiveType, DataType, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    TimeUnit, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use tropa_model::{CodedColumn, Column, ColumnValues, EventBatch, Role, TextColumn};

/// Rows from `first_row` on. A batch in which any value must be refused or trimmed goes row by row instead, so both
/// ways give the same events and rejections.
pub fn parse(file: &str, plan: &Plan, columns: &[ArrayRef], first_row: u64) -> Result<Parsed, IntakeError> {
    if let Some(batch) = columnar(plan, columns) {
        let counts = Counts {
            rows: batch.len() as u64,
            ..Counts::default()
        };
        return Ok(Parsed {
            batch,
            rejected: Vec::new(),
            counts,
        });
    }
    let mut builder = Builder::new(plan, file, columns.first().map_or(0, |c| c.len()));
    text_rows(file, columns, &plan.slots, |row, index| {
        builder.push(row, first_row + index as u64);
        Ok(true)
    })?;
    Ok(builder.finish())
}

fn columnar(plan: &Plan, columns: &[ArrayRef]) -> Option<EventBatch> {
    let event = plan.events.first()?;
    let rows = columns.first()?.len();
    let time_us = times(plan, &event.time, columns)?;
    let actor = match &plan.actor {
        Source::Slot(slot) => keys(&columns[*slot])?,
        Source::Constant(text) => repeated(text, rows)?,
        _ => return None,
    };
    let activity = match &event.activity {
        Source::Slot(slot) => coded(&columns[*slot], false)?,
        Source::Constant(text) => constant(text, rows)?,
        _ => return None,
    };
    let mut built = Vec::with_capacity(plan.out.len());
    for (out, source) in plan.out.iter().zip(&event.columns) {
        let values = match source {
            None => missing(out, rows),
            Some(Source::Slot(slot)) => column(plan, out, &columns[*slot])?,
            Some(Source::Constant(text)) if out.kind == ColumnKind::Coded => {
                ColumnValues::Coded(constant(text, rows)?)
            }
            Some(_) => return None,
        };
        built.push(Column {
            role: out.role.clone(),
            values,
        });
    }
    Some(EventBatch {
        actor,
        activity,
        time_us,
        columns: built,
    })
}

fn missing(out: &OutColumn, rows: usize) -> ColumnValues {
    match out.kind {
        ColumnKind::Coded => ColumnValues::Coded(CodedColumn {
            codes: vec![CodedColumn::MISSING; rows],
            names: Vec::new(),
        }),
        ColumnKind::Text => ColumnValues::Text(TextColumn {
            offsets: vec![0; rows + 1],
            bytes: Vec::new(),
        }),
        ColumnKind::Number => ColumnValues::Number(vec![f64::NAN; rows]),
    }
}

fn constant(text: &[u8], rows: usize) -> Option<CodedColumn> {
    Some(CodedColumn {
        codes: vec![0; rows],
        names: vec![String::from_utf8(text.to_vec()).ok()?],
    })
}

fn repeated(text: &[u8], rows: usize) -> Option<TextColumn> {
    let text = std::str::from_utf8(text).ok()?;
    Some(std::iter::repeat_n(text, rows).collect())
}

fn column(plan: &Plan, out: &OutColumn, array: &ArrayRef) -> Option<ColumnValues> {
    match out.kind {
        ColumnKind::Coded => coded(array, true).map(ColumnValues::Coded),
        ColumnKind::Text => texts(array).map(ColumnValues::Text),
        ColumnKind::Number => {
            let values = numbers(plan, array)?;
            let off = |v: &f64| {
                plan.scale
                    .is_some_and(|s| !v.is_nan() && !(s.lo..=s.hi).contains(v))
            };
            let refused =
                values.iter().any(|v| v.is_infinite()) || (out.role == Role::Score && values.iter().any(off));
            (!refused).then_some(ColumnValues::Number(values))
        }
    }
}

/// Whether a text is taken as it is, without trimming or refusal.
fn is_clean(text: &[u8]) -> bool {
    matches!(text, [first, ..] if *first > b' ')
        && *text.last().expect("not empty") > b' '
        && text.len() <= limits::KEY_BYTES_MAX
}

/// Actors: a clean text in every row.
fn keys(array: &ArrayRef) -> Option<TextColumn> {
    let clean = |text: &[u8]| is_clean(text) && (text.len() > 4 || !number::is_null_word(text));
    if let Some(strings) = array.as_string_opt::<i32>() {
        let column = copied(strings)?;
        return (strings.null_count() == 0 && (0..column.len()).all(|row| clean(column.get_bytes(row))))
            .then_some(column);
    }
    if array.null_count() > 0 {
        return None;
    }
    let mut column = TextColumn {
        offsets: Vec::with_capacity(array.len() + 1),
        bytes: Vec::with_capacity(array.len() * 8),
    };
    column.offsets.push(0);
    let mut digits = Digits::default();
    each_integer(array, |n| {
        column.bytes.extend_from_slice(digits.of(n));
        column.offsets.push(column.bytes.len() as u32);
    })?;
    Some(column)
}

/// All bytes of the strings at once. `None` where nulls hide bytes between the others.
fn copied(strings: &StringArray) -> Option<TextColumn> {
    let offsets = strings.value_offsets();
    let (first, last) = (*offsets.first()?, *offsets.last()?);
    let bytes = strings.value_data()[first as usize..last as usize].to_vec();
    let offsets: Vec<u32> = offsets.iter().map(|o| (o - first) as u32).collect();
    let hidden = strings
        .nulls()
        .is_some_and(|nulls| (0..strings.len()).any(|r| nulls.is_null(r) && strings.value_length(r) > 0));
    (!hidden).then_some(TextColumn { offsets, bytes })
}

fn texts(array: &ArrayRef) -> Option<TextColumn> {
    if let Some(strings) = array.as_string_opt::<i32>() {
        let fits =
            (0..strings.len()).all(|row| strings.value_length(row) as usize <= limits::FIELD_BYTES_MAX);
        return if fits { copied(strings) } else { None };
    }
    if array.null_count() > 0 {
        return None;
    }
    keys(array)
}

/// Codes for a column of texts or integers; nulls are missing if they `may_miss`.
fn coded(array: &ArrayRef, may_miss: bool) -> Option<CodedColumn> {
    if array.null_count() > 0 && !may_miss {
        return None;
    }
    if let Some(dictionary) = array.as_any_dictionary_opt() {
        let dictionary = dictionary.as_any().downcast_ref::<DictionaryArray<Int32Type>>()?;
        return from_dictionary(dictionary, may_miss);
    }
    if let DataType::Boolean = array.data_type() {
        let mut coder = Coder::with_capacity(array.len());
        array
            .as_boolean()
            .iter()
            .for_each(|b| coder.push(b.map_or(b"", |b| if b { b"true" } else { b"false" })));
        return Some(coder.finish());
    }
    if array.null_count() > 0 {
        return None;
    }
    let mut coder = Coder::with_capacity(array.len());
    let mut digits = Digits::default();
    each_integer(array, |n| coder.push(digits.of(n)))?;
    Some(coder.finish())
}

/// Only names that occur, in order of first appearance.
fn from_dictionary(dictionary: &DictionaryArray<Int32Type>, may_miss: bool) -> Option<CodedColumn> {
    const UNSEEN: u32 = u32::MAX - 1;
    let values = dictionary.values().as_string_opt::<i32>()?;
    let mut code_of = vec![UNSEEN; values.len()];
    let mut names = Vec::new();
    let mut refused = false;
    let mut code = |key: usize| {
        if code_of[key] == UNSEEN {
            let name = if values.is_null(key) {
                ""
            } else {
                values.value(key)
            };
            refused |= (name.is_empty() && !may_miss) || (!name.is_empty() && !is_clean(name.as_bytes()));
            code_of[key] = if name.is_empty() {
                CodedColumn::MISSING
            } else {
                names.len() as u32
            };
            if !name.is_empty() {
                names.push(name.to_owned());
            }
        }
        code_of[key]
    };
    let keys = dictionary.keys();
    let codes: Vec<u32> = match keys.nulls() {
        None => keys.values().iter().map(|key| code(*key as usize)).collect(),
        Some(_) => keys
            .iter()
            .map(|key| key.map_or(CodedColumn::MISSING, |k| code(k as usize)))
            .collect(),
    };
    (!refused).then_some(CodedColumn { codes, names })
}

fn numbers(plan: &Plan, array: &ArrayRef) -> Option<Vec<f64>> {
    fn cast<T: ArrowPrimitiveType>(array: &ArrayRef, to: impl Fn(T::Native) -> f64) -> Vec<f64> {
        array
            .as_primitive::<T>()
            .iter()
            .map(|v| v.map_or(f64::NAN, &to))
            .collect()
    }
    Some(match array.data_type() {
        DataType::Float64 => cast::<Float64Type>(array, |v| v),
        DataType::Float32 => cast::<Float32Type>(array, f64::from),
        DataType::Int64 => cast::<Int64Type>(array, |v| v as f64),
        DataType::Int32 => cast::<Int32Type>(array, f64::from),
        DataType::Int16 => cast::<Int16Type>(array, f64::from),
        DataType::Int8 => cast::<Int8Type>(array, f64::from),
        DataType::UInt64 => cast::<UInt64Type>(array, |v| v as f64),
        DataType::UInt32 => cast::<UInt32Type>(array, f64::from),
        DataType::UInt16 => cast::<UInt16Type>(array, f64::from),
        DataType::UInt8 => cast::<UInt8Type>(array, f64::from),
        DataType::Utf8 => {
            let parse = |text: Option<&str>| match text.map(|t| t.trim().as_bytes()) {
                None => Some(f64::NAN),
                Some(text) if number::is_null_word(text) => Some(f64::NAN),
                Some(text) => number::parse(text, plan.decimal),
            };
            array
                .as_string::<i32>()
                .iter()
                .map(parse)
                .collect::<Option<_>>()?
        }
        _ => return None,
    })
}

fn times(plan: &Plan, time: &TimePlan, columns: &[ArrayRef]) -> Option<Vec<i64>> {
    let Source::Slot(slot) = time.source else {
        return None;
    };
    let array = &columns[slot];
    if array.null_count() > 0 {
        return None;
    }
    let mut parser = TimeParser::new(time.format, plan.zone.clone());
    let mut zone = plan.zone.clone();
    // 0001-01-01 to 9999-12-31: outside, the row is refused.
    let in_range = |us: &i64| (-62_135_596_800_000_000..253_402_300_800_000_000).contains(us);
    let times: Vec<i64> = match array.data_type() {
        DataType::Timestamp(unit, stated) => {
            let mut local = |us: i64| if stated.is_some() { us } else { zone.utc_us_of(us) };
            match unit {
                TimeUnit::Second => {
                    let seconds = array.as_primitive::<TimestampSecondType>().values();
                    seconds
                        .iter()
                        .map(|v| v.checked_mul(1_000_000).map(&mut local))
                        .collect::<Option<_>>()?
                }
                TimeUnit::Millisecond => {
                    let millis = array.as_primitive::<TimestampMillisecondType>().values();
                    millis
                        .iter()
                        .map(|v| v.checked_mul(1_000).map(&mut local))
                        .collect::<Option<_>>()?
                }
                TimeUnit::Microsecond => array
                    .as_primitive::<TimestampMicrosecondType>()
                    .values()
                    .iter()
                    .map(|v| local(*v))
                    .collect(),
                TimeUnit::Nanosecond => array
                    .as_primitive::<TimestampNanosecondType>()
                    .values()
                    .iter()
                    .map(|v| local(v.div_euclid(1_000)))
                    .collect(),
            }
        }
        DataType::Int64 => array
            .as_primitive::<Int64Type>()
            .values()
            .iter()
            .map(|v| parser.parse_integer(*v).ok())
            .collect::<Option<_>>()?,
        DataType::Utf8 => array
            .as_string::<i32>()
            .iter()
            .map(|t| parser.parse(t?.as_bytes()).ok())
            .collect::<Option<_>>()?,
        _ => return None,
    };
    times.iter().all(in_range).then_some(times)
}

/// `None` when the array holds no integers.
fn each_integer(array: &ArrayRef, mut each: impl FnMut(i128)) -> Option<()> {
    match array.data_type() {
        DataType::Int64 => array
            .as_primitive::<Int64Type>()
            .values()
            .iter()
            .for_each(|v| each(i128::from(*v))),
        DataType::Int32 => array
            .as_primitive::<Int32Type>()
            .values()
            .iter()
            .for_each(|v| each(i128::from(*v))),
        DataType::Int16 => array
            .as_primitive::<Int16Type>()
            .values()
            .iter()
            .for_each(|v| each(i128::from(*v))),
        DataType::Int8 => array
            .as_primitive::<Int8Type>()
            .values()
            .iter()
            .for_each(|v| each(i128::from(*v))),
        DataType::UInt64 => array
            .as_primitive::<UInt64Type>()
            .values()
            .iter()
            .for_each(|v| each(i128::from(*v))),
        DataType::UInt32 => array
            .as_primitive::<UInt32Type>()
            .values()
            .iter()
            .for_each(|v| each(i128::from(*v))),
        DataType::UInt16 => array
            .as_primitive::<UInt16Type>()
            .values()
            .iter()
            .for_each(|v| each(i128::from(*v))),
        DataType::UInt8 => array
            .as_primitive::<UInt8Type>()
            .values()
            .iter()
            .for_each(|v| each(i128::from(*v))),
        _ => return None,
    }
    Some(())
}

/// Integers of 64 bits as decimal text, without an allocation each.
#[derive(Default)]
struct Digits([u8; 24]);

impl Digits {
    fn of(&mut self, number: i128) -> &[u8] {
        let mut rest = number.unsigned_abs() as u64;
        let mut place = self.0.len();
        loop {
            place -= 1;
            self.0[place] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        if number < 0 {
            place -= 1;
            self.0[place] = b'-';
        }
        &self.0[place..]
    }
}
