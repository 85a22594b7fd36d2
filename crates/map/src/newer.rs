//! Words of a newer version: a lane's role, a status, a kind this version has no name for.
//!
//! A file with such a word still opens. The field takes the word that says least (`text`, `other`, `open`), the word
//! itself is kept beside it under `newer:` and the field's name, and is written back in its place as long as nobody
//! changed the field.

use crate::document::Map;
use crate::tree::{Node, Value};
use serde_json::Value as Json;
use std::sync::LazyLock;

/// Before the name of a field whose word this version does not know.
const MARK: &str = "newer:";

/// What stands for a word that is not known, by the name of the list of words in the schema.
const INSTEAD: &[(&str, &str)] = &[
    ("BuyingRole", ""),
    ("Comparison", "at_least"),
    ("EffectDesign", "before_after"),
    ("Emotion", ""),
    ("EvidenceState", "assumption"),
    ("Horizon", ""),
    ("ItemKind", "touchpoint"),
    ("LaneRole", "text"),
    ("Level", ""),
    ("LogFormat", "table"),
    ("MapKind", "customer"),
    ("MapLinkKind", "related"),
    ("MapState", "as_is"),
    ("MetricName", "own"),
    ("MetricUnit", "number"),
    ("MoveKind", "branch"),
    ("PainKind", "loss"),
    ("Status", "open"),
    ("TraitKind", "other"),
];

static SCHEMA: LazyLock<Json> = LazyLock::new(crate::schema::schema);

/// Puts known words in the place of unknown ones. `true` where there was one.
pub(crate) fn set_aside(document: &mut Node) -> bool {
    let mut found = false;
    aside(document, &SCHEMA, &mut found);
    found
}

/// The schema a `$ref` or a single choice leads to, and the name of its definition.
fn resolved<'s>(mut schema: &'s Json, name: &mut &'s str) -> &'s Json {
    loop {
        let target = schema["$ref"].as_str().or_else(|| {
            let choices = schema["oneOf"]
                .as_array()
                .or(schema["anyOf"].as_array())
                .or(schema["allOf"].as_array())?;
            let mut references = choices.iter().filter_map(|choice| choice["$ref"].as_str());
            references.next().filter(|_| references.next().is_none())
        });
        let Some(found) = target.and_then(|t| t.strip_prefix("#/$defs/")) else {
            return schema;
        };
        *name = found;
        schema = &SCHEMA["$defs"][found];
    }
}

fn aside(node: &mut Node, schema: &Json, found: &mut bool) {
    let schema = resolved(schema, &mut "");
    match &mut node.value {
        Value::List(items) => items
            .iter_mut()
            .for_each(|item| aside(item, &schema["items"], found)),
        Value::Fields(fields) => {
            let mut kept = Vec::new();
            fields.retain_mut(|(name, value)| {
                let field = &schema["properties"][name.as_str()];
                match unknown_words(value, field) {
                    None => {
                        aside(value, field, found);
                        true
                    }
                    Some((word, stays)) => {
                        *found = true;
                        kept.push((format!("{MARK}{name}"), word));
                        stays
                    }
                }
            });
            fields.extend(kept);
        }
        Value::Plain(_) | Value::Text(_) => {}
    }
}

/// The words of a field that its list of words does not hold, after taking them out; and whether the field still stands.
fn unknown_words(value: &mut Node, schema: &Json) -> Option<(Node, bool)> {
    let mut name = "";
    let words = resolved(schema, &mut name);
    if let (Value::List(items), Some(_)) = (&mut value.value, words["items"].as_object()) {
        let mut name = "";
        let words = resolved(&words["items"], &mut name);
        let instead = instead_of(name)?;
        let whole = items.clone();
        items.retain(|item| word_of(item).is_none_or(|word| is_known(words, word)));
        // All words are kept, so that they come back in their order.
        return (items.len() < whole.len() && instead.is_empty())
            .then(|| (Node::new(Value::List(whole)), !items.is_empty()));
    }
    let instead = instead_of(name)?;
    let word = word_of(value).filter(|word| !is_known(words, word))?.to_owned();
    value.value = Value::Text(instead.to_owned());
    Some((Node::new(Value::Text(word)), !instead.is_empty()))
}

fn instead_of(name: &str) -> Option<&'static str> {
    INSTEAD
        .iter()
        .find(|(list, _)| *list == name)
        .map(|(_, instead)| *instead)
}

fn word_of(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Text(word) | Value::Plain(word) => Some(word),
        _ => None,
    }
}

fn is_known(words: &Json, word: &str) -> bool {
    let listed = |schema: &Json| {
        schema["enum"]
            .as_array()
            .is_some_and(|e| e.iter().any(|w| w == word))
    };
    listed(words)
        || words["oneOf"]
            .as_array()
            .is_some_and(|choices| choices.iter().any(listed))
}

/// Puts the words that were set aside back where they stood, unless the field was changed since.
pub(crate) fn put_back(document: &mut Node) {
    match &mut document.value {
        Value::List(items) => items.iter_mut().for_each(put_back),
        Value::Fields(fields) => {
            let mut aside = Vec::new();
            fields.retain(|(name, word)| match name.strip_prefix(MARK) {
                Some(field) => {
                    aside.push((field.to_owned(), word.clone()));
                    false
                }
                None => true,
            });
            for (name, word) in aside {
                let place = fields.iter().position(|(field, _)| *field == name);
                match (place, &word.value) {
                    // Lists come back whole unless somebody changed what was left of them.
                    (Some(i), Value::List(whole)) if is_rest(&fields[i].1, whole) => fields[i].1 = word,
                    (Some(i), Value::Text(_)) if stands_in(&fields[i].1) => fields[i].1 = word,
                    (Some(_), _) => {}
                    (None, _) => fields.push((name, word)),
                }
            }
            fields.iter_mut().for_each(|(_, value)| put_back(value));
        }
        Value::Plain(_) | Value::Text(_) => {}
    }
}

fn is_rest(now: &Node, whole: &[Node]) -> bool {
    let Value::List(now) = &now.value else {
        return false;
    };
    now.iter()
        .all(|item| whole.iter().any(|w| word_of(w) == word_of(item)))
}

fn stands_in(now: &Node) -> bool {
    word_of(now).is_some_and(|word| {
        INSTEAD
            .iter()
            .any(|(_, instead)| !instead.is_empty() && *instead == word)
    })
}

/// Whether a written map holds words that were set aside: a look at the text, before any work.
pub(crate) fn any_in(json: &str) -> bool {
    json.contains("\"newer:")
}

/// Every word that was set aside, with its place.
pub(crate) fn words(map: &Map) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let document = serde_json::to_string(map).unwrap_or_default();
    if any_in(&document)
        && let Ok(document) = serde_json::from_str::<Node>(&document)
    {
        collect(&document, "", &mut found);
    }
    found
}

fn collect(node: &Node, place: &str, found: &mut Vec<(String, String)>) {
    match &node.value {
        Value::List(items) => {
            for (i, item) in items.iter().enumerate() {
                collect(item, &format!("{place}[{i}]"), found);
            }
        }
        Value::Fields(fields) => {
            for (name, value) in fields {
                let dot = if place.is_empty() { "" } else { "." };
                let Some(field) = name.strip_prefix(MARK) else {
                    collect(value, &format!("{place}{dot}{name}"), found);
                    continue;
                };
                let words = match &value.value {
                    Value::List(items) => items.iter().filter_map(word_of).collect::<Vec<_>>().join(", "),
                    _ => word_of(value).unwrap_or_default().to_owned(),
                };
                found.push((words, format!("{place}{dot}{field}")));
            }
        }
        Value::Plain(_) | Value::Text(_) => {}
    }
}
