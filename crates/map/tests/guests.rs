//! What guests see of a map.
#![allow(clippy::unwrap_used)] // test code

use tropa_map::{for_guests, parse, to_json, validate};

const MAP: &str = r#"{
    "format": "tropa.map", "version": 2, "id": "shop", "title": {"en": "Shop"}, "kind": "customer", "state": "as_is",
    "stages": [{"id": "s1", "name": {"en": "Buy"}, "steps": [{"id": "t1", "name": {"en": "Pay"}}]}],
    "personas": [{"id": "p1", "name": {"en": "Ann"}, "quote": {"text": "evidence-word"},
        "traits": [{"id": "r1", "kind": "need", "text": {"en": "Speed"}, "state": "assumption", "evidence": [{"reason": {"en": "evidence-word"}}]}]}],
    "lanes": [{"id": "l1", "role": "actions"}, {"id": "l2", "role": "ideas", "name": {"en": "hidden-word"}}],
    "cards": [
        {"id": "c1", "lane": "l1", "at": "t1", "text": {"en": "Pays"}, "state": "assumption", "items": ["i1"],
         "evidence": [{"reason": {"en": "evidence-word"}}], "x-own": "hidden-word"},
        {"id": "c2", "lane": "l2", "at": "t1", "text": {"en": "hidden-word"}, "state": "assumption", "items": ["i1", "i2"],
         "opportunity": {"status": "open", "answers": ["c1"]}},
        {"id": "c3", "lane": "l1", "at": "t1", "text": {"en": "Waits"}, "state": "assumption",
         "opportunity": {"status": "open", "answers": ["c2"]}}
    ],
    "items": [{"id": "i1", "kind": "touchpoint", "name": {"en": "Till"}}, {"id": "i2", "kind": "system", "name": {"en": "hidden-word"}, "channel": "h1"}],
    "channels": [{"id": "h1", "icon": "phone", "name": {"en": "hidden-word"}}, {"id": "h2", "icon": "web", "name": {"en": "Unused"}}],
    "comments": [{"id": "k1", "at": "c1", "when": "2026-01-05T10:00:00Z", "by": "Ann", "text": "hidden-word"}],
    "links": [{"id": "n1", "kind": "to_be", "map": "hidden-word"}],
    "x-plan": "hidden-word"
}"#;

#[test]
fn nothing_hidden_is_left_and_what_is_left_is_a_sound_map() {
    let map = parse(MAP).unwrap();
    assert!(validate(&map).is_empty(), "{:?}", validate(&map));
    let shown = for_guests(&map, &["l2".into()], true);
    let text = to_json(&shown);
    assert!(
        !text.contains("hidden-word") && !text.contains("evidence-word"),
        "{text}"
    );
    assert!(
        !text.contains("\"c2\""),
        "nothing refers to a hidden card: {text}"
    );
    assert!(validate(&shown).is_empty(), "{:?}", validate(&shown));
    assert!(text.contains("Till") && text.contains("Unused") && text.contains("Speed"));
}

#[test]
fn what_is_not_hidden_stays() {
    let map = parse(MAP).unwrap();
    let shown = for_guests(&map, &[], false);
    assert_eq!(shown.cards.len(), 3);
    assert_eq!(shown.cards[0].evidence, map.cards[0].evidence);
    assert_eq!(
        (&shown.items, &shown.channels, &shown.personas),
        (&map.items, &map.channels, &map.personas)
    );
    assert!(shown.comments.is_empty() && shown.links.is_empty());
    // A lane nobody knows hides nothing.
    assert_eq!(for_guests(&map, &["l9".into()], false), shown);
}

#[test]
fn a_card_that_only_quotes_is_evidence() {
    let mut map = parse(MAP).unwrap();
    let quote = map.personas[0].quote.clone();
    map.cards[0].text = tropa_model::LocalText::plain("evidence-word");
    map.cards[0].evidence[0].quote = quote;
    assert!(
        for_guests(&map, &[], true)
            .cards
            .iter()
            .all(|card| card.id != "c1")
    );
    assert!(
        for_guests(&map, &[], false)
            .cards
            .iter()
            .any(|card| card.id == "c1")
    );
}
