//! The description of the API is committed, so that the web app's types can be made without building a server.
#![allow(clippy::unwrap_used)] // test code

use std::path::Path;

/// After a change of the API: `TROPA_UPDATE=1 cargo test -p tropa-server --test openapi`, then `npm run api` in `web/`.
#[test]
fn the_committed_description_is_that_of_the_code() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let fresh = tropa_server::http::document_text();
    if std::env::var_os("TROPA_UPDATE").is_some() {
        std::fs::write(&path, &fresh).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == fresh,
        "crates/server/openapi.json is stale: run `TROPA_UPDATE=1 cargo test -p tropa-server --test openapi`"
    );
}

#[test]
fn every_endpoint_says_what_an_error_looks_like() {
    let document: serde_json::Value = serde_json::from_str(&tropa_server::http::document_text()).unwrap();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            if path == "/api/v1/health" {
                continue;
            }
            let schema = &operation["responses"]["default"]["content"]["application/json"]["schema"]["$ref"];
            assert_eq!(schema, "#/components/schemas/ApiError", "{method} {path}");
        }
    }
}

#[test]
fn every_operation_has_a_name_of_its_own() {
    let document: serde_json::Value = serde_json::from_str(&tropa_server::http::document_text()).unwrap();
    let mut names = std::collections::BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let name = operation["operationId"].as_str().unwrap();
            assert!(
                names.insert(name.to_owned()),
                "{method} {path}: «{name}» is taken"
            );
        }
    }
}

#[test]
fn everything_the_description_refers_to_is_described() {
    fn references<'v>(value: &'v serde_json::Value, into: &mut Vec<&'v str>) {
        match value {
            serde_json::Value::Object(fields) => {
                into.extend(fields.get("$ref").and_then(|target| target.as_str()));
                fields.values().for_each(|value| references(value, into));
            }
            serde_json::Value::Array(items) => items.iter().for_each(|value| references(value, into)),
            _ => {}
        }
    }
    let document: serde_json::Value = serde_json::from_str(&tropa_server::http::document_text()).unwrap();
    let mut targets = Vec::new();
    references(&document, &mut targets);
    assert!(targets.len() > 50, "only {} references", targets.len());
    for target in targets {
        let pointer = target.strip_prefix('#').unwrap_or(target);
        assert!(document.pointer(pointer).is_some(), "{target} is not described");
    }
}

#[test]
fn a_mapping_says_what_its_roles_and_values_are() {
    let document: serde_json::Value = serde_json::from_str(&tropa_server::http::document_text()).unwrap();
    let column = &document["components"]["schemas"]["ColumnMapping"]["properties"];
    assert_eq!(column["from"]["type"], "string");
    assert_eq!(column["role"]["$ref"], "#/components/schemas/Role");
}
