//! Two versions of one record, field by field.

use super::FieldDifference;
use crate::change::unite::ATOMS;
use serde_json::Value;

/// The fields that differ, by name; texts by language, what only means something together as a whole.
pub(super) fn fields(before: &Value, after: &Value, without: &[&str]) -> Vec<FieldDifference> {
    let mut found = Vec::new();
    if let (Value::Object(before), Value::Object(after)) = (before, after) {
        let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
        names.sort();
        names.dedup();
        for name in names.into_iter().filter(|name| !without.contains(&name.as_str())) {
            one(name.clone(), before.get(name), after.get(name), &mut found);
        }
    }
    found
}

fn one(field: String, before: Option<&Value>, after: Option<&Value>, found: &mut Vec<FieldDifference>) {
    if before == after {
        return;
    }
    let last = field.rsplit('.').next().unwrap_or_default();
    let atom = ATOMS.contains(&last) && last != "name";
    match (before, after) {
        (Some(Value::Object(before)), Some(Value::Object(after))) if !atom => {
            let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
            names.sort();
            names.dedup();
            for name in names {
                one(
                    format!("{field}.{name}"),
                    before.get(name),
                    after.get(name),
                    found,
                );
            }
        }
        // A text that is new or gone as a whole reads better by language too.
        (Some(Value::Object(texts)), None) if is_text(texts) => texts.iter().for_each(|(language, text)| {
            one(format!("{field}.{language}"), Some(text), None, found);
        }),
        (None, Some(Value::Object(texts))) if is_text(texts) => texts.iter().for_each(|(language, text)| {
            one(format!("{field}.{language}"), None, Some(text), found);
        }),
        _ => found.push(FieldDifference {
            field,
            before: before.cloned(),
            after: after.cloned(),
        }),
    }
}

/// An object from language tags to texts, as far as one can see.
pub(super) fn is_text(fields: &serde_json::Map<String, Value>) -> bool {
    !fields.is_empty()
        && fields.iter().all(|(name, value)| {
            let primary = name.split('-').next().unwrap_or_default();
            value.is_string()
                && (2..=3).contains(&primary.len())
                && primary.bytes().all(|b| b.is_ascii_lowercase())
        })
}
