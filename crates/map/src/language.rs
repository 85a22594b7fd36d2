//! A map in one of its languages.

use crate::document::Map;
use crate::tree::{self, Node, Value};
use crate::walk::{self, Words};
use serde::Deserialize;
use std::collections::BTreeSet;

/// The map with each text in `language` only; a text it does not have in that language stays as it is.
pub fn only_in(map: &Map, language: &str) -> Map {
    let mut places = BTreeSet::new();
    walk::texts(map, &mut |spot, words| {
        if let Words::Local(text) = words
            && text.0.len() > 1
            && text.0.contains_key(language)
        {
            places.insert(spot.to_string());
        }
    });
    let mut document = tree::from_record(map);
    narrow(&mut document, &mut String::new(), &places, language);
    Map::deserialize(&document).expect("a map with fewer texts is a map")
}

fn narrow(node: &mut Node, place: &mut String, places: &BTreeSet<String>, language: &str) {
    let length = place.len();
    match &mut node.value {
        Value::Fields(fields) if places.contains(place.as_str()) => {
            fields.retain(|(name, _)| name == language)
        }
        Value::Fields(fields) => {
            for (name, value) in fields {
                if length > 0 {
                    place.push('.');
                }
                place.push_str(name);
                narrow(value, place, places, language);
                place.truncate(length);
            }
        }
        Value::List(items) => {
            for (i, item) in items.iter_mut().enumerate() {
                place.push_str(&format!("[{i}]"));
                narrow(item, place, places, language);
                place.truncate(length);
            }
        }
        Value::Plain(_) | Value::Text(_) => {}
    }
}
