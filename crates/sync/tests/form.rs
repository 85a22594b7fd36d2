//! A map is the same map after it was a live document.

#[path = "../../map/tests/random/mod.rs"]
mod random;

use tropa_map::{Map, templates};
use tropa_sync::{Live, form, records};

fn round_trip(map: &Map) {
    let doc = records::new_doc_of(1);
    let blobs = form::write(map, &doc);
    let read = form::read(&doc, &map.id, &blobs);
    assert_eq!(tropa_map::to_json(&read), tropa_map::to_json(map));
}

#[test]
fn a_random_map_comes_back_whole() {
    for seed in 0..150 {
        let map = random::map(seed);
        assert_eq!(tropa_map::validate(&map), [], "seed {seed}");
        round_trip(&map);
    }
}

#[test]
fn every_template_comes_back_whole() {
    for template in templates::MAPS {
        round_trip(&template.map());
    }
}

#[test]
fn everything_the_format_knows_comes_back_whole() {
    let text = include_str!("../../map/tests/golden/versions/everything.v2.tropa.json");
    round_trip(&tropa_map::parse(text).expect("a golden map reads"));
}

#[test]
fn the_same_map_again_changes_nothing() {
    for seed in 0..60 {
        let map = random::map(seed);
        let mut live = Live::from_map(&map);
        let taken = live.rewrite(&map);
        assert!(taken.update.is_empty() && taken.changed.is_empty(), "seed {seed}");
        assert_eq!(live.settle(true).mending, None, "seed {seed}");
    }
}

#[test]
fn rewriting_edits_one_map_into_another() {
    for seed in 0..120 {
        let r = &mut random::Random(seed);
        let mut map = random::map(seed);
        let mut live = Live::from_map(&map);
        for _ in 0..4 {
            let before = map.clone();
            let change = random::change(&map, r);
            if tropa_map::change::apply(&mut map, &change).is_err() {
                continue;
            }
            let taken = live.rewrite(&map);
            assert_eq!(taken.update.is_empty(), before == map, "seed {seed}");
            assert_eq!(live.settle(true).mending, None, "seed {seed} {change:?}");
            assert_eq!(
                tropa_map::to_json(&live.map()),
                tropa_map::to_json(&map),
                "seed {seed}"
            );
        }
    }
}

#[test]
fn a_renamed_card_costs_a_few_bytes() {
    let mut map = random::map(3);
    let mut live = Live::from_map(&map);
    let card = map.cards[0].id.clone();
    let rename = tropa_map::change::Change::rename(tropa_map::change::RecordKind::Card, &card, "ru", "Ждёт");
    tropa_map::change::apply(&mut map, &rename).expect("the card is there");
    live.rewrite(&map);
    live.settle(true);
    let rename =
        tropa_map::change::Change::rename(tropa_map::change::RecordKind::Card, &card, "ru", "Ждёт звонка");
    tropa_map::change::apply(&mut map, &rename).expect("the card is there");
    let taken = live.rewrite(&map);
    assert!(taken.update.len() < 80, "{} bytes", taken.update.len());
    assert_eq!(taken.changed.len(), 1);
    assert_eq!(taken.changed[0].keys, ["text:ru"]);
}
