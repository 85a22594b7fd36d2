//! A map taken apart: single records as JSON and back, what is wrong with one alone, what each refers to.
//!
//! For those who hold the records of a map one by one, such as rooms where several people edit it.

use crate::change::own_problem_list;
pub use crate::change::references::{Field, Refers, Slot};
pub use crate::change::{ChangeError, Record, RecordKind};
use crate::document::Map;
use serde_json::Value;

/// The record as it stands in the file.
pub fn value(record: &Record) -> Value {
    record.value()
}

/// The record from what stands in a file; the error names the field that is wrong.
pub fn from_value(kind: RecordKind, value: Value) -> Result<Record, ChangeError> {
    Record::from_value(kind, value)
}

/// The fields of the map itself: all but its records.
pub fn head(map: &Map) -> Value {
    crate::change::record::head_of(map)
}

/// A map without records from what [`head`] gave; the error names the field that is wrong.
pub fn from_head(value: Value) -> Result<Map, ChangeError> {
    let mut map = Map::default();
    crate::change::record::put_head(&mut map, value)?;
    Ok(map)
}

/// The record with another id.
pub fn with_id(mut record: Record, id: &str) -> Record {
    record.set_id(id.to_owned());
    record
}

/// The most records of a kind a map may have.
pub fn most(kind: RecordKind) -> usize {
    crate::change::most(kind)
}

/// Whether a map may hold a record of this id at all: not empty, not too long, nothing hidden in it.
pub fn is_id(id: &str) -> bool {
    crate::validate::is_id(id)
}

/// Places in the record that hold what they may not: `feeling.value`, `text.ru`; a bare name is a whole field. Whether
/// its references lead anywhere is not asked.
pub fn problems(record: &Record) -> Vec<String> {
    own_problem_list(record)
}

/// [`problems`] of the map's own fields.
pub fn head_problems(map: &Map) -> Vec<String> {
    crate::change::head_problem_list(map)
}
