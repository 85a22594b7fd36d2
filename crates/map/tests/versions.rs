//! Files of every version open, and what this version cannot know is kept.

use expect_test::{expect, expect_file};
use serde_json::{Value, json};
use tropa_map::document::LaneRole;
use tropa_map::{parse, schema, to_json, to_yaml, validate, write_version_1};
use tropa_model::proposal::LocalText;

const SOFA_V1: &str = include_str!("golden/versions/sofa.v1.tropa.json");
const EVERYTHING: &str = include_str!("golden/versions/everything.v2.tropa.yaml");

#[test]
fn a_file_of_version_1_opens_as_version_2() {
    let map = parse(SOFA_V1).unwrap();
    assert_eq!(map.version, 2);
    assert_eq!(
        map.cards[1].evidence[0].quote.as_ref().unwrap().text,
        "Диван везли две недели."
    );
    assert_eq!(map.unknown["zoom"], json!({"x": [1, 2.5]}));
    assert_eq!(map.cards[1].unknown["votes"], 3);
    assert_eq!(validate(&map), []);
    expect_file!["golden/versions/sofa.v1.as_v2.tropa.yaml"].assert_eq(&to_yaml(&map));
}

#[test]
fn a_file_of_version_2_with_every_record_opens_and_is_sound() {
    let map = parse(EVERYTHING).unwrap();
    assert_eq!(validate(&map), []);
    expect_file!["golden/versions/everything.v2.tropa.json"].assert_eq(&to_json(&map));
    assert_eq!(parse(&to_json(&map)).unwrap(), map);
    assert_eq!(parse(&to_yaml(&map)).unwrap(), map);
}

#[test]
fn every_field_of_the_schema_stands_in_the_map_with_every_record() {
    let schema = schema();
    let map: Value = serde_json::from_str(&to_json(&parse(EVERYTHING).unwrap())).unwrap();
    let mut missing = Vec::new();
    let mut records: std::collections::BTreeMap<String, Vec<Value>> = Default::default();
    gather(&schema, &schema, &map, "Map", &mut records);
    for (name, seen) in &records {
        let definition = if name == "Map" {
            &schema
        } else {
            &schema["$defs"][name.as_str()]
        };
        for field in definition["properties"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(f, _)| f)
        {
            if !seen.iter().any(|record| record.get(field).is_some()) {
                missing.push(format!("{name}.{field}"));
            }
        }
    }
    // The frozen answers of drafted maps have golden files of their own.
    missing.retain(|field| field != "Origin.answers" && field != "Evidence.question");
    assert!(missing.is_empty(), "{missing:?}");
    assert!(records.len() > 25, "{:?}", records.keys());
}

fn gather(
    root: &Value,
    schema: &Value,
    value: &Value,
    name: &str,
    records: &mut std::collections::BTreeMap<String, Vec<Value>>,
) {
    if let Some(target) = schema["$ref"].as_str() {
        let name = target
            .strip_prefix("#/$defs/")
            .expect("references stay within the schema");
        return gather(root, &root["$defs"][name], value, name, records);
    }
    for choice in schema["oneOf"].as_array().into_iter().flatten() {
        if choice.get("$ref").is_some() {
            gather(root, choice, value, name, records);
        }
    }
    match value {
        Value::Object(fields) if schema["properties"].is_object() => {
            records.entry(name.to_owned()).or_default().push(value.clone());
            for (field, value) in fields {
                gather(root, &schema["properties"][field], value, field, records);
            }
        }
        Value::Array(items) => items
            .iter()
            .for_each(|item| gather(root, &schema["items"], item, name, records)),
        _ => {}
    }
}

#[test]
fn what_version_1_cannot_say_is_told_and_what_is_left_opens_again() {
    let older = write_version_1(&parse(EVERYTHING).unwrap());
    let lost: Vec<String> = older
        .lost
        .iter()
        .map(|l| format!("{}: {}", l.place, l.what.get("en")))
        .collect();
    expect![[r#"
        channels[0].library: version 1 has no such field
        cards[0].evidence[0].answer: version 1 has no such field
        cards[0].evidence[1].texts: version 1 has no such field
        cards[0].evidence[1].quote.lang: version 1 has no such field
        cards[0].evidence[1].quote.by: version 1 has no such field
        cards[0].evidence[2].log: version 1 has no such field
        cards[0].evidence[3].note: version 1 has no such field
        cards[2].metric: version 1 has no figures with names and units of people's own"#]]
    .assert_eq(&lost.join("\n"));
    let document: Value = serde_json::from_str(&older.text).unwrap();
    assert_eq!(document["version"], 1);
    assert_eq!(document["cards"][0]["evidence"][1]["quote"], "Two weeks!");
    let again = parse(&older.text).unwrap();
    assert_eq!(again.personas.len(), 1);
    assert_eq!(
        again.cards[0].evidence[1].quote.as_ref().unwrap().text,
        "Two weeks!"
    );
}

#[test]
fn a_map_of_version_1_goes_up_and_down_without_loss() {
    let older = write_version_1(&parse(SOFA_V1).unwrap());
    assert_eq!(older.lost, []);
    let bare = |text: &str| to_json(&parse(text).unwrap());
    assert_eq!(bare(&older.text), bare(SOFA_V1));
}

#[test]
fn an_error_in_an_older_file_names_its_line() {
    let error = parse(&SOFA_V1.replace("\"state\": \"single_voice\"", "\"state\": 7")).unwrap_err();
    expect!["line 30, column 90, at `cards[1].state`: invalid type: integer `7`, expected string or map"]
        .assert_eq(&error.to_string());
}

/// Puts a field of a newer version into every record: an object that may have more fields by the schema.
fn with_unknown(root: &Value, schema: &Value, value: &mut Value, count: &mut u32) {
    if let Some(target) = schema["$ref"].as_str() {
        let name = target
            .strip_prefix("#/$defs/")
            .expect("references stay within the schema");
        // Texts are open lists of languages; questions, answers and scales belong to other documents.
        if matches!(name, "LocalText" | "Question" | "Answer" | "Scale") {
            return;
        }
        return with_unknown(root, &root["$defs"][name], value, count);
    }
    for choice in schema["oneOf"].as_array().into_iter().flatten() {
        with_unknown(root, choice, value, count);
    }
    match value {
        Value::Object(fields) if schema["properties"].is_object() => {
            for (name, field) in fields.iter_mut() {
                with_unknown(root, &schema["properties"][name], field, count);
            }
            *count += 1;
            fields.insert(
                "zz_newer".to_owned(),
                json!({"n": *count, "list": [1, 1.0, "no", null, true]}),
            );
        }
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| with_unknown(root, &schema["items"], item, count)),
        _ => {}
    }
}

#[test]
fn fields_of_a_newer_version_survive_in_every_record_also_through_an_edit() {
    let schema = schema();
    let mut document: Value = serde_json::from_str(&to_json(&parse(EVERYTHING).unwrap())).unwrap();
    let mut count = 0;
    with_unknown(&schema, &schema, &mut document, &mut count);
    assert!(count > 55, "{count}");
    let mut map = parse(&document.to_string()).unwrap();
    assert_eq!(parse(&to_yaml(&map)).unwrap(), map);
    let written: Value = serde_json::from_str(&to_json(&map)).unwrap();
    assert_eq!(written, document);

    map.cards[0].text = LocalText::plain("edited");
    map.cards.remove(5);
    map.stages[0].steps.swap(0, 1);
    let written = to_json(&parse(&to_yaml(&map)).unwrap());
    let gone = document["cards"][5].to_string().matches("zz_newer").count();
    assert_eq!(written.matches("zz_newer").count(), count as usize - gone);
}

#[test]
fn words_of_a_newer_version_do_not_close_the_file_and_are_written_back() {
    let newer = EVERYTHING
        .replace("role: front_stage", "role: hologram")
        .replace(
            "emotions: [impatience, doubt]",
            "emotions: [impatience, awe, doubt]",
        )
        .replace("impact: high", "impact: cosmic")
        .replace("unit: money", "unit: karma");
    let map = parse(&newer).unwrap();
    assert_eq!(map.lanes[5].role, LaneRole::Text);
    assert_eq!(map.cards[0].emotions.len(), 2);
    let json = to_json(&map);
    let document: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(document["lanes"][5], json!({"id": "front", "role": "hologram"}));
    assert_eq!(
        document["cards"][0]["emotions"],
        json!(["impatience", "awe", "doubt"])
    );
    assert_eq!(document["cards"][3]["opportunity"]["impact"], "cosmic");
    assert_eq!(document["cards"][2]["metric"]["unit"], "karma");
    assert!(!json.contains("newer:"));
    assert_eq!(parse(&json).unwrap(), map);
    assert_eq!(parse(&to_yaml(&map)).unwrap(), map);

    let notes = tropa_map::lint(&map, "2026-06-01");
    let told: Vec<&str> = notes
        .iter()
        .filter(|n| n.code == tropa_map::LintCode::UnknownWord)
        .map(|n| n.place.as_str())
        .collect();
    assert_eq!(
        told,
        [
            "lanes[5].role",
            "cards[0].emotions",
            "cards[2].metric.unit",
            "cards[3].opportunity.impact"
        ]
    );

    let mut edited = map;
    edited.lanes[5].role = LaneRole::BackStage;
    let document: Value = serde_json::from_str(&to_json(&edited)).unwrap();
    assert_eq!(document["lanes"][5]["role"], "back_stage");
}
