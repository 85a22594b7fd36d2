//! A document from records and from JSON.

use super::{Node, Value};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use std::fmt;

/// The document a record is written as: fields in the order of the record.
pub(crate) fn from_record(record: &impl serde::Serialize) -> Node {
    let text =
        serde_json::to_string(record).expect("records have string keys only, so they can always be written");
    serde_json::from_str(&text).expect("what was written as JSON is JSON")
}

/// Two spaces of indent, one newline at the end: as records are written.
pub(crate) fn to_json(node: &Node) -> String {
    let mut text = serde_json::to_string_pretty(node).expect("documents have string keys only");
    text.push('\n');
    text
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.value {
            // A number, `true`, `false` or `null`; any other word without quotes is a text.
            Value::Plain(word) => match serde_json::from_str::<serde_json::Value>(word) {
                Ok(value) => value.serialize(serializer),
                Err(_) => serializer.serialize_str(word),
            },
            Value::Text(text) => serializer.serialize_str(text),
            Value::List(items) => serializer.collect_seq(items),
            Value::Fields(fields) => serializer.collect_map(fields.iter().map(|(name, value)| (name, value))),
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Seen).map(Node::new)
    }
}

struct Seen;

impl<'de> Visitor<'de> for Seen {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Plain("null".to_owned()))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Plain(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Plain(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Plain(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        // As JSON writes it, so that both forms show the same digits.
        Ok(Value::Plain(
            serde_json::Number::from_f64(value).map_or_else(|| "null".to_owned(), |n| n.to_string()),
        ))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = map.next_entry::<String, Node>()? {
            fields.push(field);
        }
        Ok(Value::Fields(fields))
    }
}
