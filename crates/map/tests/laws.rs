//! Laws that hold for every map: forms, differences, changes and merges, on maps from seeds.
#![allow(clippy::unwrap_used)] // test code

mod random;

use random::Random;
use serde_json::Value;
use std::collections::BTreeMap;
use tropa_map::change::{RecordKind, apply, record};
use tropa_map::diff::{What, diff};
use tropa_map::merge::merge;
use tropa_map::{Form, Map, parse, read, to_json, to_yaml, validate, write_version_1};

/// `TROPA_SEED` begins elsewhere.
fn seeds(count: u64) -> std::ops::Range<u64> {
    let first = std::env::var("TROPA_SEED")
        .ok()
        .and_then(|s| s.parse().ok())
        .unwrap_or(0);
    println!("TROPA_SEED={first}");
    first..first + count
}

/// The map after up to `n` changes that were possible.
fn changed(map: &Map, seed: u64, n: usize) -> Map {
    let (mut map, r) = (map.clone(), &mut Random(seed ^ 0x5EED));
    for _ in 0..n {
        let change = random::change(&map, r);
        let _ = apply(&mut map, &change);
    }
    map
}

#[test]
fn a_map_says_the_same_in_json_in_yaml_and_read_back() {
    for seed in seeds(300) {
        let map = random::map(seed);
        assert_eq!(validate(&map), [], "seed {seed}");
        let (json, yaml) = (to_json(&map), to_yaml(&map));
        assert_eq!(parse(&json).unwrap(), map, "seed {seed}");
        let back = read(&yaml, Some(Form::Yaml)).unwrap_or_else(|e| panic!("seed {seed}: {e}\n{yaml}"));
        assert_eq!(back, map, "seed {seed}");
        assert_eq!(
            parse(&yaml).unwrap(),
            map,
            "seed {seed}: told from the text itself"
        );
        assert_eq!(
            to_yaml(&parse(&json).unwrap()),
            yaml,
            "seed {seed}: the same bytes"
        );
        assert_eq!(
            to_json(&read(&yaml, Some(Form::Yaml)).unwrap()),
            json,
            "seed {seed}"
        );
        // JSON is YAML too: what is written for programs may be edited as YAML.
        assert_eq!(
            read(&json, Some(Form::Yaml)).unwrap(),
            map,
            "seed {seed}: JSON read as YAML"
        );
    }
}

#[test]
fn a_map_written_for_the_version_before_opens_again_and_is_sound() {
    for seed in seeds(100) {
        let map = random::map(seed);
        let older = parse(&write_version_1(&map).text).unwrap_or_else(|e| panic!("seed {seed}: {e}"));
        assert_eq!(validate(&older), [], "seed {seed}");
        // A card whose figure had no name in version 1 says so in words; all other texts are the same.
        for (old, new) in older
            .cards
            .iter()
            .zip(&map.cards)
            .filter(|(_, new)| !new.text.0.is_empty())
        {
            assert_eq!(old.text, new.text, "seed {seed}: {}", new.id);
        }
        assert_eq!(older.cards.len(), map.cards.len(), "seed {seed}");
    }
}

#[test]
fn the_inverse_of_every_change_restores_every_byte() {
    for seed in seeds(60) {
        let mut map = random::map(seed);
        let (before, r) = (to_json(&map), &mut Random(seed ^ 0xC0DE));
        let mut back = Vec::new();
        for _ in 0..20 {
            let change = random::change(&map, r);
            if let Ok(inverse) = apply(&mut map, &change) {
                back.push(inverse);
            }
        }
        for inverse in back.into_iter().rev() {
            apply(&mut map, &inverse).unwrap_or_else(|e| panic!("seed {seed}: {e}"));
        }
        assert_eq!(to_json(&map), before, "seed {seed}");
    }
}

#[test]
fn nothing_differs_from_itself_and_what_differs_is_told() {
    for seed in seeds(150) {
        let a = random::map(seed);
        assert_eq!(diff(&a, &a), [], "seed {seed}");
        let b = changed(&a, seed, 3);
        let told = diff(&a, &b);
        if told.is_empty() {
            assert_eq!(seen(&a), seen(&b), "seed {seed}: a difference nobody told");
        }
    }
}

/// A map without the order of records that nobody sees.
fn seen(map: &Map) -> String {
    let mut map = map.clone();
    map.cards.sort_by(|a, b| a.id.cmp(&b.id));
    map.comments.sort_by(|a, b| a.id.cmp(&b.id));
    map.images.sort_by(|a, b| a.id.cmp(&b.id));
    to_json(&map)
}

/// A field, and what stands there on the newer record.
type Told = (String, Option<Value>);

/// What `diff` tells of each record, done to the older record, gives the newer one.
#[test]
fn the_fields_a_difference_tells_lead_from_one_record_to_the_other() {
    let mut looked_at = 0;
    for seed in seeds(150) {
        let a = random::map(seed);
        let b = changed(&a, seed, 4);
        let mut fields: BTreeMap<(RecordKind, String), Vec<Told>> = BTreeMap::new();
        for difference in diff(&a, &b) {
            if matches!(difference.what, What::Changed | What::Renamed) && difference.matched.is_none() {
                let told = difference
                    .fields
                    .into_iter()
                    .map(|field| (field.field, field.after));
                fields
                    .entry((difference.of, difference.id))
                    .or_default()
                    .extend(told);
            }
        }
        for kind in [
            RecordKind::Stage,
            RecordKind::Step,
            RecordKind::Lane,
            RecordKind::Card,
            RecordKind::Persona,
            RecordKind::Channel,
            RecordKind::Item,
            RecordKind::Move,
            RecordKind::Comment,
        ] {
            for id in random::all(&a, kind) {
                let (Some(old), Some(new)) = (plain(&a, kind, &id), plain(&b, kind, &id)) else {
                    continue;
                };
                let mut led = old;
                for (field, after) in fields.get(&(kind, id.clone())).into_iter().flatten() {
                    set(&mut led, field, after.clone());
                    looked_at += 1;
                }
                assert_eq!(settled(led), settled(new), "seed {seed}: {kind} {id}");
            }
        }
    }
    assert!(looked_at > 100, "only {looked_at} fields were told");
}

fn plain(map: &Map, kind: RecordKind, id: &str) -> Option<Value> {
    let value = serde_json::to_value(record(map, kind, id)?).unwrap();
    let mut fields = value["record"].clone();
    // Where a record stands is told as a move; what it holds is told by itself.
    for place in ["lane", "at", "until", "steps", "traits"] {
        fields.as_object_mut().unwrap().remove(place);
    }
    Some(fields)
}

/// Names of records that went with a removed record are not told again where they stood.
const REFERENCES: [&str; 12] = [
    "from",
    "to",
    "personas",
    "persona",
    "items",
    "channel",
    "image",
    "touchpoints",
    "touchpoint",
    "answers",
    "solves",
    "opportunity",
];

/// Without texts and lists that hold nothing, which are left out of files, and without references.
fn settled(mut value: Value) -> Value {
    if let Value::Object(fields) = &mut value {
        fields.retain(|name, value| value.is_object() || !REFERENCES.contains(&name.as_str()));
        let all = std::mem::take(fields);
        fields.extend(all.into_iter().map(|(name, value)| (name, settled(value))));
        fields.retain(|_, value| match value {
            Value::Object(inner) => !inner.is_empty(),
            Value::Null => false,
            _ => true,
        });
    }
    value
}

fn set(record: &mut Value, field: &str, value: Option<Value>) {
    let mut at = record;
    let parts: Vec<&str> = field.split('.').collect();
    let (last, path) = parts.split_last().unwrap();
    for part in path {
        if !at.is_object() {
            *at = Value::Object(Default::default());
        }
        at = at
            .as_object_mut()
            .unwrap()
            .entry(*part)
            .or_insert(Value::Object(Default::default()));
    }
    let fields = at.as_object_mut().unwrap();
    match value {
        Some(value) => drop(fields.insert((*last).to_owned(), value)),
        None => drop(fields.remove(*last)),
    }
}

#[test]
fn merging_with_the_base_gives_the_side_that_changed() {
    for seed in seeds(80) {
        let base = random::map(seed);
        let a = changed(&base, seed, 5);
        for merged in [
            merge(&base, &a, &base),
            merge(&base, &base, &a),
            merge(&base, &a, &a),
        ] {
            assert_eq!(merged.conflicts, [], "seed {seed}");
            assert_eq!(to_json(&merged.map), to_json(&a), "seed {seed}");
        }
    }
}

#[test]
fn merging_again_changes_nothing_more() {
    for seed in seeds(80) {
        let base = random::map(seed);
        let (a, b) = (changed(&base, seed, 2), changed(&base, seed ^ 0xFACE, 2));
        let once = merge(&base, &a, &b).map;
        let again = merge(&b, &once, &b);
        assert_eq!(again.conflicts, [], "seed {seed}");
        assert_eq!(to_json(&again.map), to_json(&once), "seed {seed}");
    }
}
