//! JSON values ↔ the values of the live document.

use serde_json::{Map as Object, Number, Value};
use std::collections::HashMap;
use std::sync::Arc;
use yrs::Any;

/// Numbers a browser writes as whole ones; larger whole numbers come from it as floating ones.
const BROWSER_INTEGER_MAX: f64 = 2_147_483_647.0;
/// Whole numbers a floating one can hold.
const EXACT_MAX: f64 = 9_007_199_254_740_991.0;
/// Values inside each other; deeper ones are cut off, as no map has them.
const DEPTH_MAX: usize = 32;

/// The value as the live document holds it.
pub fn to_any(value: &Value) -> Any {
    match value {
        Value::Null => Any::Null,
        Value::Bool(value) => Any::Bool(*value),
        Value::Number(number) => Any::Number(match number.as_i64() {
            Some(whole) => yrs::Number::Int(whole),
            None => yrs::Number::Float(number.as_f64().unwrap_or_default()),
        }),
        Value::String(text) => Any::String(Arc::from(text.as_str())),
        Value::Array(items) => Any::Array(items.iter().map(to_any).collect()),
        Value::Object(fields) => {
            let fields: HashMap<String, Any> = fields
                .iter()
                .map(|(name, value)| (name.clone(), to_any(value)))
                .collect();
            Any::Map(Arc::new(fields))
        }
    }
}

/// The value as files hold it; `None` for one that is not there (`undefined`).
pub fn from_any(any: &Any) -> Option<Value> {
    within(any, 0)
}

fn within(any: &Any, depth: usize) -> Option<Value> {
    if depth > DEPTH_MAX {
        return None;
    }
    Some(match any {
        Any::Undefined => return None,
        Any::Null => Value::Null,
        Any::Bool(value) => Value::Bool(*value),
        Any::Number(yrs::Number::Int(whole)) => Value::from(*whole),
        Any::Number(yrs::Number::Float(value)) => float(*value),
        Any::String(text) => Value::from(text.as_ref()),
        // Bytes have no place in a map.
        Any::Buffer(_) => Value::Null,
        Any::Array(items) => items
            .iter()
            .map(|item| within(item, depth + 1).unwrap_or(Value::Null))
            .collect(),
        Any::Map(fields) => {
            let mut names: Vec<&String> = fields.keys().collect();
            names.sort_unstable();
            let fields = names
                .into_iter()
                .filter_map(|name| Some((name.clone(), within(&fields[name], depth + 1)?)));
            Value::Object(fields.collect::<Object<String, Value>>())
        }
    })
}

fn float(value: f64) -> Value {
    if value.abs() > BROWSER_INTEGER_MAX && value.abs() <= EXACT_MAX && value.fract() == 0.0 {
        return Value::from(value as i64);
    }
    Number::from_f64(value).map_or(Value::Null, Value::Number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_come_back_as_they_were() {
        let value =
            json!({"a": [1, 1.5, null, true, "текст 🙂", {"b": {}}], "large": 4_000_000_000_u64, "one": 1.0});
        assert_eq!(from_any(&to_any(&value)), Some(value));
    }

    #[test]
    fn a_whole_number_of_a_browser_stays_whole() {
        let browsers = Any::Number(yrs::Number::Float(5_000_000_000.0));
        assert_eq!(from_any(&browsers), Some(json!(5_000_000_000_u64)));
        let not_a_number = Any::Number(yrs::Number::Float(f64::NAN));
        assert_eq!(from_any(&not_a_number), Some(Value::Null));
        assert_eq!(from_any(&Any::Undefined), None);
    }

    #[test]
    fn what_is_too_deep_is_cut_off() {
        let mut deep = Any::Null;
        for _ in 0..500 {
            deep = Any::Array(Arc::from([deep]));
        }
        assert!(from_any(&deep).is_some());
    }
}
