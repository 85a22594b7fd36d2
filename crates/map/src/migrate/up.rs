//! Maps of earlier versions of the format become maps of this one.

use serde_json::{Value, json};

/// Rewrites the document of an earlier `version` in place, one version at a time.
pub(crate) fn up(document: &mut Value, version: u64) {
    if version < 2 {
        one_to_two(document);
    }
}

/// 1 → 2: a quote is no longer a bare text but a record that also says who and where.
fn one_to_two(document: &mut Value) {
    let cards = list(document, "cards");
    for evidence in cards.into_iter().flat_map(|card| list(card, "evidence")) {
        if let Some(quote) = evidence.get_mut("quote")
            && let Value::String(text) = quote
        {
            *quote = json!({"text": std::mem::take(text)});
        }
    }
    document["version"] = json!(2);
}

/// The items of a field that should be a list; nothing where it is not one: reading tells what is wrong with it.
fn list<'a>(value: &'a mut Value, name: &str) -> Vec<&'a mut Value> {
    match value.get_mut(name) {
        Some(Value::Array(items)) => items.iter_mut().collect(),
        _ => Vec::new(),
    }
}
