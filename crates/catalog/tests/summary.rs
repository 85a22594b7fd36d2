//! What a list says of a map without opening it.

use tropa_catalog::MapSummary;
use tropa_map::document::MapLinkKind;

const MAP: &str = r#"{
    "format": "tropa.map", "version": 2, "id": "sale", "title": {"en": "Sale"}, "kind": "customer", "state": "as_is",
    "department": {"en": "Sales"}, "edited": "2026-03-01",
    "links": [{"id": "l1", "kind": "general", "map": "b2b"}],
    "personas": [{"id": "p1", "name": {"en": "Buyer"}, "library": "buyer"}],
    "stages": [], "lanes": [], "cards": [],
    "comments": [
        {"id": "c1", "at": "p1", "when": "2026-03-01T00:00:00Z", "by": "Ann", "text": "Who is it?"},
        {"id": "c2", "at": "p1", "when": "2026-03-01T00:00:00Z", "by": "Bob", "text": "Ask sales", "answers": "c1"},
        {"id": "c3", "at": "p1", "when": "2026-03-01T00:00:00Z", "by": "Ann", "text": "Done", "resolved": true}
    ]
}"#;

#[test]
fn a_summary_names_department_personas_and_other_maps() {
    let map = tropa_map::parse(MAP).unwrap();
    let summary = MapSummary::of(&map, 1, "2026-03-02T00:00:00Z");
    assert_eq!(summary.department, map.department);
    assert_eq!(summary.edited.as_deref(), Some("2026-03-01"));
    assert_eq!(summary.personas[0].id, "p1");
    assert_eq!(summary.personas[0].library.as_deref(), Some("buyer"));
    assert_eq!(summary.links[0].kind, MapLinkKind::General);
    assert_eq!(summary.links[0].map, "b2b");
}

#[test]
fn answers_and_resolved_comments_are_not_open() {
    let map = tropa_map::parse(MAP).unwrap();
    assert_eq!(MapSummary::of(&map, 1, "").comments_open, 1);
}
