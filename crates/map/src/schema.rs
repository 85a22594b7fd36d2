//! The published JSON Schema (2020-12), made from the types themselves so that it cannot say something else.

use crate::document::Map;
use serde_json::{Map as Object, Value, json};
use utoipa::openapi::{RefOr, schema::Schema};
use utoipa::{PartialSchema, ToSchema};

/// The JSON Schema of a map file. Also checked in as `schema/tropa.map.v2.schema.json`.
pub fn schema() -> Value {
    let mut named: Vec<(String, RefOr<Schema>)> = Vec::new();
    Map::schemas(&mut named);
    let definitions: Object<String, Value> = named
        .into_iter()
        .map(|(name, schema)| (name, plain(&schema)))
        .collect::<std::collections::BTreeMap<_, _>>()
        .into_iter()
        .collect();

    let mut root = plain(&Map::schema());
    if let Value::Object(fields) = &mut root {
        fields.insert(
            "$schema".into(),
            json!("https://json-schema.org/draft/2020-12/schema"),
        );
        fields.insert("$id".into(), json!("urn:tropa:schema:map:2"));
        fields.insert("title".into(), json!("Tropa journey map, version 2"));
        fields.insert("$defs".into(), Value::Object(definitions));
        if let Some(format) = fields.get_mut("properties").and_then(|p| p.get_mut("format")) {
            *format = json!({"const": crate::FORMAT, "description": "Always `tropa.map`."});
        }
        if let Some(version) = fields.get_mut("properties").and_then(|p| p.get_mut("version")) {
            *version = json!({"const": crate::VERSION, "description": "Of the format."});
        }
    }
    root
}

/// OpenAPI's references become those of a schema that stands alone.
fn plain(schema: &RefOr<Schema>) -> Value {
    let mut value = serde_json::to_value(schema).expect("a schema holds only strings, numbers and lists");
    rewrite(&mut value);
    value
}

fn rewrite(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            if let Some(Value::String(target)) = fields.get_mut("$ref")
                && let Some(name) = target.strip_prefix("#/components/schemas/")
            {
                *target = format!("#/$defs/{name}");
            }
            fields.values_mut().for_each(rewrite);
        }
        Value::Array(items) => items.iter_mut().for_each(rewrite),
        _ => {}
    }
}
