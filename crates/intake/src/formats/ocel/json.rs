//! OCEL 2.0 in JSON.

use super::{Event, Log, Object};
use crate::text::stream::whole;
use crate::{Input, IntakeError};
use serde::{Deserialize, Serialize};
use tropa_model::LocalText;

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Document {
    /// Set on documents made from the rows of an SQLite file; first, so that their beginning tells.
    #[serde(rename = "tropa:from_sqlite", skip_serializing_if = "std::ops::Not::not")]
    pub from_sqlite: bool,
    #[serde(rename = "objectTypes")]
    pub object_types: Vec<Declared>,
    #[serde(rename = "eventTypes")]
    pub event_types: Vec<Declared>,
    pub objects: Vec<JsonObject>,
    pub events: Vec<JsonEvent>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Declared {
    pub name: String,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct JsonObject {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub attributes: Vec<Attribute>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct JsonEvent {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub time: String,
    pub attributes: Vec<Attribute>,
    pub relationships: Vec<Related>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Attribute {
    pub name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub time: String,
    pub value: serde_json::Value,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Related {
    #[serde(rename = "objectId")]
    pub object_id: String,
}

pub fn parse(input: &Input) -> Result<Log, IntakeError> {
    let bytes = whole(input)?;
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let document: Document = serde_json::from_slice(bytes).map_err(|error| {
        let file = input.name.to_owned();
        if error.is_eof() {
            return IntakeError::Truncated {
                file,
                cause: LocalText::plain(error.to_string()),
            };
        }
        let (place, expected) = (
            crate::error::line(error.line()),
            LocalText::en_ru("an OCEL 2.0 JSON document", "документ OCEL 2.0 JSON"),
        );
        IntakeError::Malformed {
            file,
            place,
            saw: LocalText::plain(error.to_string()),
            expected,
        }
    })?;
    let text = |value: serde_json::Value| match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    };
    let objects = document.objects.into_iter().map(|o| Object {
        id: o.id,
        kind: o.kind,
        attributes: o
            .attributes
            .into_iter()
            .map(|a| (a.name, a.time, text(a.value)))
            .collect(),
    });
    let events = document.events.into_iter().map(|e| Event {
        id: e.id,
        kind: e.kind,
        time: e.time,
        attributes: e
            .attributes
            .into_iter()
            .map(|a| (a.name, text(a.value)))
            .collect(),
        objects: e.relationships.into_iter().map(|r| r.object_id).collect(),
    });
    let object_types = document.object_types.into_iter().map(|t| t.name).collect();
    Ok(Log {
        objects: objects.collect(),
        events: events.collect(),
        object_types,
    })
}
