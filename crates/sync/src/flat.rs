//! A record as keys and values, the form it has in the live document, and back.

use crate::fields::{self, BLOB, CELL, EVIDENCE, Key, ORDER, PLACE};
use serde_json::{Map as Object, Value};
use std::collections::BTreeMap;
use tropa_map::pieces::RecordKind;

/// What stands under one key.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// One value; the last writer wins.
    Value(Value),
    /// A text several people write at once.
    Text(String),
    /// A list several people add to at once.
    List(Vec<Value>),
}

/// A record by its keys, in their order.
pub type Flat = BTreeMap<String, Part>;

/// Where a record stands in its list.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Stage of a step, persona of a trait; else empty.
    pub parent: String,
    /// A key of [`crate::order`].
    pub order: String,
}

/// The record as keys and values. `record` is its form in the file; `blob` is the hash of an image's bytes.
pub fn flatten(kind: RecordKind, record: &Value, spot: &Spot, blob: Option<&str>) -> Flat {
    let mut flat = Flat::new();
    let Value::Object(record) = record else {
        return flat;
    };
    match kind {
        RecordKind::Map => {}
        RecordKind::Step | RecordKind::Trait => {
            let place = Value::from(vec![spot.parent.as_str(), spot.order.as_str()]);
            flat.insert(PLACE.to_owned(), Part::Value(place));
        }
        _ => {
            flat.insert(ORDER.to_owned(), Part::Value(Value::from(spot.order.as_str())));
        }
    }
    if kind == RecordKind::Card {
        let ends = ["lane", "at", "until"];
        let cell: Vec<Value> = ends.iter().filter_map(|end| record.get(*end).cloned()).collect();
        flat.insert(CELL.to_owned(), Part::Value(Value::from(cell)));
    }
    if let Some(blob) = blob {
        flat.insert(BLOB.to_owned(), Part::Value(Value::from(blob)));
    }
    for (name, value) in record {
        if fields::told_otherwise(kind).contains(&name.as_str()) {
            continue;
        }
        if fields::prose(kind).contains(&name.as_str())
            && let Value::Object(languages) = value
        {
            for (language, text) in languages {
                flat.insert(format!("{name}:{language}"), prose(text));
            }
        } else if let Some((object, texts)) = fields::open_objects(kind).iter().find(|(o, _)| o == name)
            && let Value::Object(parts) = value
        {
            open(kind, object, texts, parts, &mut flat);
        } else if name == EVIDENCE
            && fields::has_evidence(kind)
            && let Value::Array(reasons) = value
        {
            if !reasons.is_empty() {
                flat.insert(EVIDENCE.to_owned(), Part::List(reasons.clone()));
            }
        } else {
            flat.insert(fields::field_key(kind, name), Part::Value(value.clone()));
        }
    }
    flat
}

fn open(kind: RecordKind, object: &str, texts: &[&str], parts: &Object<String, Value>, flat: &mut Flat) {
    let before = flat.len();
    for (part, value) in parts {
        if texts.contains(&part.as_str())
            && let Value::Object(languages) = value
        {
            for (language, text) in languages {
                flat.insert(format!("{object}.{part}:{language}"), prose(text));
            }
        } else {
            flat.insert(fields::part_key(kind, object, part), Part::Value(value.clone()));
        }
    }
    if flat.len() == before {
        // It is there, and says nothing yet.
        flat.insert(format!("{object}."), Part::Value(Value::Bool(true)));
    }
}

fn prose(text: &Value) -> Part {
    Part::Text(text.as_str().unwrap_or_default().to_owned())
}

/// What a live record says, as far as its keys have the right form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unflat {
    /// The record's form in the file, without the fields that are missing.
    pub record: Object<String, Value>,
    pub parent: Option<String>,
    pub order: Option<String>,
    pub blob: Option<String>,
    /// Keys that cannot be what stands under them.
    pub bad: Vec<String>,
}

/// The record its keys describe. Never fails: what has no right form is told in [`Unflat::bad`].
pub fn unflatten(kind: RecordKind, id: &str, flat: &Flat) -> Unflat {
    let mut read = Unflat::default();
    if kind != RecordKind::Map {
        read.record.insert("id".to_owned(), Value::from(id));
    }
    for (key, part) in flat {
        if !put(kind, key, part, &mut read) {
            read.bad.push(key.clone());
        }
    }
    read
}

fn put(kind: RecordKind, key: &str, part: &Part, read: &mut Unflat) -> bool {
    match (Key::read(kind, key), part) {
        (Key::Place(ORDER), Part::Value(Value::String(order))) if crate::order::is_key(order) => {
            read.order = Some(order.clone());
        }
        (Key::Place(PLACE), Part::Value(Value::Array(place))) => match place.as_slice() {
            [Value::String(parent), Value::String(order)] if crate::order::is_key(order) => {
                read.parent = Some(parent.clone());
                read.order = Some(order.clone());
            }
            _ => return false,
        },
        (Key::Place(CELL), Part::Value(Value::Array(cell))) => {
            let (lane, at, until) = match cell.as_slice() {
                [lane, at] => (lane, at, None),
                [lane, at, until] => (lane, at, Some(until)),
                _ => return false,
            };
            if !lane.is_string() || !at.is_string() || until.is_some_and(|until| !until.is_string()) {
                return false;
            }
            for (name, value) in [("lane", Some(lane)), ("at", Some(at)), ("until", until)] {
                if let Some(value) = value {
                    read.record.insert(name.to_owned(), value.clone());
                }
            }
        }
        (Key::Place(BLOB), Part::Value(Value::String(blob))) => read.blob = Some(blob.clone()),
        (Key::Evidence, Part::List(reasons)) => {
            if !reasons.is_empty() {
                read.record
                    .insert(EVIDENCE.to_owned(), Value::from(reasons.clone()));
            }
        }
        (Key::Prose { field, language }, Part::Text(text)) => {
            language_of(&mut read.record, field, language, text);
        }
        (
            Key::PartProse {
                object,
                part,
                language,
            },
            Part::Text(text),
        ) => {
            if let Some(object) = object_of(&mut read.record, object) {
                language_of(object, part, language, text);
            }
        }
        // `moment.` only says that there is one; `moment.=` is a part without a name.
        (Key::Part { object, part: "" }, Part::Value(_)) if !key.ends_with(fields::PLAIN_MARK) => {
            object_of(&mut read.record, object);
        }
        (Key::Part { object, part }, Part::Value(value)) => {
            if let Some(object) = object_of(&mut read.record, object) {
                object.insert(part.to_owned(), value.clone());
            }
        }
        (Key::Field(name), Part::Value(value)) => {
            read.record.insert(name.to_owned(), value.clone());
        }
        _ => return false,
    }
    true
}

fn object_of<'a>(record: &'a mut Object<String, Value>, name: &str) -> Option<&'a mut Object<String, Value>> {
    record
        .entry(name)
        .or_insert_with(|| Value::Object(Object::new()))
        .as_object_mut()
}

fn language_of(record: &mut Object<String, Value>, field: &str, language: &str, text: &str) {
    if let Some(languages) = object_of(record, field) {
        languages.insert(language.to_owned(), Value::from(text));
    }
}

/// Equal as numbers are in a browser: 1 and 1.0 are the same.
pub fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(name, a)| b.get(name).is_some_and(|b| same(a, b)))
        }
        _ => a == b,
    }
}
