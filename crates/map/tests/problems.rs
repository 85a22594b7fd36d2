//! Everything that can be wrong with a map is told in English and in Russian.
#![allow(clippy::unwrap_used)] // test code

mod small;

use serde_json::{Value, json};
use std::collections::BTreeSet;
use tropa_map::{ProblemCode, parse, to_json, validate};

/// A sound map and, per case, what makes it wrong.
fn wrong() -> Vec<(ProblemCode, Value)> {
    use ProblemCode as C;
    let set = |code: C, place: &str, value: Value| {
        let map = small::map(vec![small::card("c1", "a"), small::card("c2", "b")]);
        let mut document: Value = serde_json::from_str(&to_json(&map)).unwrap();
        let mut at = &mut document;
        for part in place.split('/') {
            at = match part.parse::<usize>() {
                Ok(i) => &mut at[i],
                Err(_) => &mut at[part],
            };
        }
        *at = value;
        (code, document)
    };
    let metric = |more: Value| {
        let mut metric =
            json!({"name": "own", "value": 0.5, "unit": "share", "n": 10, "base": {"en": "journeys"}});
        metric
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        metric
    };
    let image = |media: &str, bytes: &str| json!([{"id": "i1", "media_type": media, "bytes": bytes}]);
    vec![
        // Reading mends the version; a map made by a program may have a wrong one.
        set(C::WrongFormat, "version", json!(tropa_map::VERSION)),
        set(C::EmptyId, "id", json!("")),
        set(C::EmptyId, "cards/0/id", json!("")),
        set(
            C::EmptyId,
            "links",
            json!([{"id": "l1", "kind": "related", "map": ""}]),
        ),
        set(C::WrongId, "lanes/0/id", json!("x".repeat(300))),
        set(C::WrongId, "id", json!("a\u{202e}b")),
        set(C::DuplicateId, "cards/1/id", json!("c1")),
        set(C::MissingName, "stages/0/name", json!({"en": " "})),
        set(C::UnknownReference, "cards/0/lane", json!("gone")),
        set(C::UnknownReference, "cards/0/at", json!("gone")),
        set(C::UnknownReference, "cards/0/personas", json!(["gone"])),
        set(C::UnknownReference, "cards/0/items", json!(["gone"])),
        set(C::UnknownReference, "cards/0/channel", json!("gone")),
        set(C::UnknownReference, "cards/0/image", json!("gone")),
        set(
            C::UnknownReference,
            "cards/0/moment",
            json!({"touchpoint": "gone"}),
        ),
        set(
            C::UnknownReference,
            "cards/0/opportunity",
            json!({"status": "open", "solves": ["gone"]}),
        ),
        set(
            C::UnknownReference,
            "cards/0/action",
            json!({"status": "open", "opportunity": "gone"}),
        ),
        set(
            C::UnknownReference,
            "comments",
            json!([{"id": "k", "at": "gone", "when": "2026-01-01T00:00:00Z", "by": "A", "text": "x"}]),
        ),
        set(
            C::UnknownReference,
            "comments",
            json!([{"id": "k", "at": "c1", "when": "2026-01-01T00:00:00Z", "by": "A", "text": "x", "answers": "gone"}]),
        ),
        set(
            C::UnknownReference,
            "moves",
            json!([{"id": "m", "from": "gone", "to": "a", "kind": "loop"}]),
        ),
        set(C::OutOfRange, "cards/0/feeling", json!({"value": 3})),
        set(C::OutOfRange, "cards/0/feeling", json!({"value": 1, "lo": 1.5})),
        set(
            C::OutOfRange,
            "cards/0/feeling",
            json!({"value": 1, "raw_scale": {"lo": 5, "hi": 5}}),
        ),
        set(C::OutOfRange, "cards/0/metric", metric(json!({"value": 2}))),
        set(C::OutOfRange, "cards/0/metric", metric(json!({"count": 11}))),
        set(
            C::OutOfRange,
            "cards/0/metric",
            metric(json!({"from": "2026-02-01", "to": "2026-01-01"})),
        ),
        set(
            C::OutOfRange,
            "cards/0/opportunity",
            json!({"status": "open", "rank": 0}),
        ),
        set(
            C::OutOfRange,
            "cards/0/evidence",
            json!([{"quote": {"text": "x", "from": 9, "to": 2}}]),
        ),
        set(C::OutOfRange, "stages/0/steps/0/typical_s", json!(-1)),
        set(C::OutOfRange, "feeling_words", json!([{"en": "bad"}])),
        set(C::OutOfRange, "cards/1/until", json!("a")),
        set(C::NotADate, "review_date", json!("soon")),
        set(
            C::NotADate,
            "cards/0/action",
            json!({"status": "open", "started": "31.12.2026"}),
        ),
        set(
            C::NotATime,
            "comments",
            json!([{"id": "k", "at": "c1", "when": "today", "by": "A", "text": "x"}]),
        ),
        set(C::NotAColor, "brand", json!({"color": "red"})),
        set(C::NotALanguage, "title", json!({"not a language": "x"})),
        set(C::NotAnImage, "images", image("text/html", "AAAA")),
        set(C::NotAnImage, "images", image("image/png", "AAAAAAAAAAAA")),
        set(C::NotAnImage, "images", image("image/png", "<>")),
        set(
            C::UnsafeLink,
            "cards/0/action",
            json!({"status": "open", "link": "javascript:alert(1)"}),
        ),
        set(C::NothingOnCard, "cards/0/text", json!({})),
    ]
}

#[test]
fn every_kind_of_problem_is_told_in_both_languages() {
    let cyrillic = |text: &str| text.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c));
    let mut seen = BTreeSet::new();
    for (code, document) in wrong() {
        let mut map = parse(&document.to_string()).unwrap_or_else(|e| panic!("{code:?}: {e}"));
        if code == ProblemCode::WrongFormat {
            map.version = 0;
        }
        let problems = validate(&map);
        let told: Vec<_> = problems.iter().filter(|problem| problem.code == code).collect();
        assert!(!told.is_empty(), "{code:?}: {problems:?}");
        for problem in &problems {
            let (en, ru) = (problem.message.get("en"), problem.message.get("ru"));
            assert!(!en.is_empty() && !cyrillic(en), "{en}");
            assert!(cyrillic(ru), "{code:?}: {ru}");
            assert_eq!(problem.message.0.len(), 2);
        }
        seen.insert(code);
    }
    assert_eq!(seen, BTreeSet::from(ProblemCode::ALL), "every code has a case");
}
