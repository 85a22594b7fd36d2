//! Files that are not sound maps, and files of newer versions.

mod retailer;

use expect_test::{expect, expect_file};
use tropa_map::document::Map;
use tropa_map::{adopt, parse, schema, to_json, validate};
use tropa_model::proposal::LocalText;

const SMALL: &str = r#"{"format":"tropa.map","version":2,"id":"m","title":{"en":"T"},"kind":"customer","state":"as_is",
"stages":[{"id":"s","name":{"en":"S"},"steps":[{"id":"p","name":{"en":"P"}}]}],
"lanes":[{"id":"l","role":"actions"}],
"cards":[{"id":"c","lane":"l","at":"p","text":{"en":"hi"},"state":"assumption"}]}"#;

fn check_error(text: &str, expected: &str) {
    assert_eq!(parse(text).expect_err("the text is wrong").to_string(), expected);
}

#[test]
fn an_error_says_where_and_what() {
    check_error(
        &SMALL.replace("\"lane\":\"l\"", "\"lane\":7"),
        "line 4, column 27, at `cards[0].lane`: invalid type: integer `7`, expected a string",
    );
    check_error(
        &SMALL[..SMALL.len() - 9],
        "line 4, column 72: this is not JSON: EOF while parsing a string",
    );
    check_error(
        "",
        "line 1, column 0: this is not JSON: EOF while parsing a value",
    );
    check_error(
        "{\"a\":1}",
        "this is not a Tropa map: `format` is missing, expected \"tropa.map\"",
    );
    check_error(
        "[1]",
        "this is not a Tropa map: `format` is missing, expected \"tropa.map\"",
    );
    check_error(
        &SMALL.replace("\"version\":2", "\"version\":3"),
        "the map is written in version 3 of the format; this program reads up to 2: use a newer one",
    );
    check_error(
        &format!("{SMALL} x"),
        "line 4, column 83: this is not JSON: trailing characters",
    );
}

#[test]
fn hostile_sizes_are_refused_with_their_place() {
    let deep = format!(
        "{{\"format\":\"tropa.map\",\"x\":{}{}}}",
        "[".repeat(10_000),
        "]".repeat(10_000)
    );
    check_error(
        &deep,
        "line 1, column 58: objects and lists are nested deeper than 32 levels",
    );
    check_error(
        &SMALL.replace("\"hi\"", &format!("\"{}\"", "ж".repeat(20_001))),
        "`cards[0].text.en` has 20001 characters; at most 20000 are allowed",
    );
    let steps = (0..1_001)
        .map(|i| format!("{{\"id\":\"p{i}\",\"name\":{{}}}}"))
        .collect::<Vec<_>>()
        .join(",");
    check_error(
        &SMALL.replace("{\"id\":\"p\",\"name\":{\"en\":\"P\"}}", &steps),
        "`stages` has 1001 steps; at most 1000 are allowed",
    );
}

#[test]
fn fields_of_a_newer_version_survive_an_edit() {
    let newer = SMALL
        .replace("\"id\":\"m\"", "\"id\":\"m\",\"zoom\":{\"x\":[1,2.5]}")
        .replace("\"at\":\"p\"", "\"at\":\"p\",\"votes\":3");
    let mut map = parse(&newer).unwrap();
    map.cards[0].text = LocalText::plain("edited");
    let again = parse(&to_json(&map)).unwrap();
    assert_eq!(again.unknown["zoom"]["x"][1], 2.5);
    assert_eq!(again.cards[0].unknown["votes"], 3);
}

#[test]
fn problems_are_told_with_their_place() {
    let broken = SMALL
        .replace("\"lane\":\"l\"", "\"lane\":\"nowhere\"")
        .replace(
            "\"at\":\"p\"",
            "\"at\":\"q\",\"feeling\":{\"value\":2.5},\"channel\":\"x\"",
        )
        .replace(
            "{\"id\":\"p\",\"name\":{\"en\":\"P\"}}",
            "{\"id\":\"p\",\"name\":{\"en\":\" \"}},{\"id\":\"p\",\"name\":{\"en\":\"B\"}}",
        )
        .replace("\"kind\"", "\"review_date\":\"31.12.2026\",\"kind\"");
    let problems: Vec<String> = validate(&parse(&broken).unwrap())
        .iter()
        .map(ToString::to_string)
        .collect();
    expect![[r#"
        review_date: «31.12.2026» is not a date like 2026-12-31
        stages[0].steps[0].name: there is no name in any language
        stages[0].steps[1].id: «p» stands here for the second time
        cards[0].lane: there is no lane «nowhere» on this map
        cards[0].at: there is no stage or step «q» on this map
        cards[0].channel: there is no channel «x» on this map
        cards[0].feeling.value: 2.5 is not in -2..=2"#]]
    .assert_eq(&problems.join("\n"));
}

#[test]
fn no_two_types_share_a_name_in_the_schema() {
    use utoipa::ToSchema;
    let mut named = Vec::new();
    Map::schemas(&mut named);
    named.sort_by(|a, b| a.0.cmp(&b.0));
    for pair in named.windows(2) {
        let same = |i: usize| serde_json::to_string(&pair[i].1).unwrap();
        assert!(
            pair[0].0 != pair[1].0 || same(0) == same(1),
            "two different types are called {}",
            pair[0].0
        );
    }
}

#[test]
fn the_published_schema_is_the_one_of_this_code() {
    let text = format!("{}\n", serde_json::to_string_pretty(&schema()).unwrap());
    expect_file!["../schema/tropa.map.v2.schema.json"].assert_eq(&text);
}

/// As much of JSON Schema as the published one uses.
fn fits(
    root: &serde_json::Value,
    schema: &serde_json::Value,
    value: &serde_json::Value,
    place: &str,
) -> Result<(), String> {
    use serde_json::Value;
    let wrong = |what: &str| Err(format!("{place}: {what}: {value}"));
    if let Some(target) = schema["$ref"].as_str() {
        let name = target
            .strip_prefix("#/$defs/")
            .ok_or("a reference to elsewhere")?;
        let target = root["$defs"]
            .get(name)
            .ok_or_else(|| format!("no definition {name}"))?;
        return fits(root, target, value, place);
    }
    for key in ["oneOf", "anyOf"] {
        if let Some(choices) = schema[key].as_array() {
            let tried: Vec<_> = choices.iter().map(|s| fits(root, s, value, place)).collect();
            if !tried.iter().any(Result::is_ok) {
                return Err(format!("{place}: none fits: {tried:?}"));
            }
        }
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        fits(root, part, value, place)?;
    }
    if let Some(constant) = schema.get("const")
        && constant != value
    {
        return wrong("not the constant");
    }
    if let Some(values) = schema["enum"].as_array()
        && !values.contains(value)
    {
        return wrong("not one of the values");
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(many) => many.iter().filter_map(Value::as_str).collect(),
        _ => vec![],
    };
    let fits_kind = |kind: &&str| match *kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "null" => value.is_null(),
        _ => false,
    };
    if !kinds.is_empty() && !kinds.iter().any(fits_kind) {
        return wrong("of another type");
    }
    if let Value::Object(fields) = value {
        for name in schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
        {
            if !fields.contains_key(name) {
                return Err(format!("{place}: `{name}` is missing"));
            }
        }
        for (name, field) in fields {
            let place = format!("{place}.{name}");
            match (schema["properties"].get(name), &schema["additionalProperties"]) {
                (Some(known), _) => fits(root, known, field, &place)?,
                (None, Value::Bool(false)) => return Err(format!("{place} is not allowed")),
                (None, other @ Value::Object(_)) => fits(root, other, field, &place)?,
                _ => {}
            }
        }
    }
    for (i, item) in value.as_array().into_iter().flatten().enumerate() {
        fits(root, &schema["items"], item, &format!("{place}[{i}]"))?;
    }
    Ok(())
}

#[test]
fn maps_fit_the_published_schema_and_others_do_not() {
    let schema = schema();
    let map: Map = adopt(&retailer::proposal(true), LocalText::plain("Карта"), "m".into());
    let good = serde_json::to_value(&map).unwrap();
    assert_eq!(fits(&schema, &schema, &good, "map"), Ok(()));
    assert_eq!(
        fits(&schema, &schema, &serde_json::from_str(SMALL).unwrap(), "map"),
        Ok(())
    );
    let mut bad = good.clone();
    bad["cards"][3]["state"] = "guess".into();
    assert!(fits(&schema, &schema, &bad, "map").is_err());
    let mut bad = good;
    bad["stages"][0].as_object_mut().unwrap().remove("name");
    assert!(fits(&schema, &schema, &bad, "map").is_err());
}
