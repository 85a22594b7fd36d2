//! One card per row. Columns that are empty for the whole map are left out; the last ones hold ids, so that an edited
//! table comes back as the same stages, steps, lanes and cards.

mod read;
mod write;

pub use read::import;
pub use write::write;

use crate::formats::text::line;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A value of a closed list as the map file writes it: `median_time`.
fn word(value: &impl Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

fn of_word<T: DeserializeOwned>(word: &str) -> Option<T> {
    let word = line(word).to_lowercase().replace([' ', '-'], "_");
    serde_json::from_value(serde_json::Value::String(word)).ok()
}
