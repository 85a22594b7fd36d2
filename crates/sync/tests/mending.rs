//! What several people break together is mended, rule by rule (`SPEC.md`).

use serde_json::{Value, json};
use tropa_map::Map;
use tropa_map::document::*;
use tropa_map::pieces::{Record, RecordKind};
use tropa_model::proposal::LocalText;
use tropa_sync::flat::{Flat, Part, Spot, flatten};
use tropa_sync::{Live, records};
use yrs::updates::decoder::Decode;
use yrs::{Doc, Map as _, Out, ReadTxn, StateVector, Transact, Update};

/// Two stages with two steps each, two lanes, a persona, a card in the first cell, a comment on it.
fn small() -> Map {
    let stage = |id: &str, steps: [&str; 2]| Stage {
        id: id.into(),
        name: LocalText::plain(id),
        steps: steps
            .iter()
            .map(|id| Step {
                id: (*id).into(),
                name: LocalText::plain(*id),
                ..Step::default()
            })
            .collect(),
        ..Stage::default()
    };
    let lane = |id: &str| Lane {
        id: id.into(),
        name: LocalText::plain(id),
        ..Lane::default()
    };
    Map {
        format: tropa_map::FORMAT.into(),
        version: tropa_map::VERSION,
        id: "small".into(),
        title: LocalText::plain("Small"),
        stages: vec![stage("find", ["ad", "site"]), stage("buy", ["cart", "pay"])],
        lanes: vec![lane("doing"), lane("pains")],
        personas: vec![Persona {
            id: "anna".into(),
            name: LocalText::plain("Anna"),
            traits: vec![Trait {
                id: "age".into(),
                text: LocalText::plain("34"),
                ..Trait::default()
            }],
            ..Persona::default()
        }],
        cards: vec![Card {
            personas: vec!["anna".into()],
            ..card("first", "doing", "ad")
        }],
        comments: vec![Comment {
            id: "comment".into(),
            at: "first".into(),
            when: "2026-03-01T10:00:00Z".into(),
            by: "Ivan".into(),
            text: "Is this so?".into(),
            ..Comment::default()
        }],
        ..Map::default()
    }
}

fn card(id: &str, lane: &str, at: &str) -> Card {
    Card {
        id: id.into(),
        lane: lane.into(),
        at: at.into(),
        text: LocalText::plain(id),
        ..Card::default()
    }
}

/// Somebody with a copy of the document.
struct Editor {
    doc: Doc,
    seen: StateVector,
}

impl Editor {
    fn of(live: &Live, number: u64) -> Self {
        let doc = records::new_doc_of(number);
        let mut editor = Self {
            doc,
            seen: StateVector::default(),
        };
        editor.hear(&live.encode());
        editor
    }

    fn hear(&mut self, update: &[u8]) {
        let update = Update::decode_v1(update).expect("an update");
        let mut txn = self.doc.transact_mut();
        txn.apply_update(update).expect("it applies");
        drop(txn);
        self.seen = self.doc.transact().state_vector();
    }

    fn put(&self, kind: RecordKind, id: &str, flat: &Flat) {
        let root = records::root(&self.doc, kind);
        records::write_record(&mut self.doc.transact_mut(), &root, id, flat);
    }

    fn add_card(&self, card: Card) {
        let id = card.id.clone();
        let record = Record::Card(Box::new(card));
        let spot = Spot {
            order: "a5".into(),
            ..Spot::default()
        };
        let flat = flatten(RecordKind::Card, &tropa_map::pieces::value(&record), &spot, None);
        self.put(RecordKind::Card, &id, &flat);
    }

    fn set(&self, kind: RecordKind, id: &str, key: &str, value: Value) {
        let root = records::root(&self.doc, kind);
        let mut txn = self.doc.transact_mut();
        let record = match root.get(&txn, id) {
            Some(Out::YMap(record)) => record,
            _ if kind == RecordKind::Map => root,
            other => panic!("{id} is {other:?}"),
        };
        record.insert(&mut txn, key, tropa_sync::value::to_any(&value));
    }

    fn remove(&self, kind: RecordKind, ids: &[&str]) {
        let root = records::root(&self.doc, kind);
        let mut txn = self.doc.transact_mut();
        for id in ids {
            root.remove(&mut txn, id);
        }
    }

    /// What was done since the last time, as it goes over the wire.
    fn said(&self) -> Vec<u8> {
        self.doc.transact().encode_state_as_update_v1(&self.seen)
    }
}

/// Takes in what two people did at the same time; both then hold what the server holds, whoever came first.
fn together(live: &mut Live, a: &mut Editor, b: &mut Editor) -> Map {
    let (from_a, from_b) = (a.said(), b.said());
    live.take_in(&from_a).expect("a's edits are sound updates");
    live.settle(false);
    live.take_in(&from_b).expect("b's edits are sound updates");
    live.settle(false);
    let map = live.map();
    assert_eq!(tropa_map::validate(&map), []);
    for editor in [a, b] {
        editor.hear(&live.encode());
        let seen = tropa_sync::form::read(&editor.doc, "small", live.blobs());
        assert_eq!(tropa_map::to_json(&seen), tropa_map::to_json(&map));
    }
    // All of it is in the document itself: nothing is left to mend.
    let mut again = Live::from_saved("small", &live.encode(), Default::default(), live.blobs().clone())
        .expect("it reads");
    assert_eq!(again.settle(true).mending, None);
    assert_eq!(again.state(), live.state());
    map
}

fn two(map: &Map) -> (Live, Editor, Editor) {
    let live = Live::from_map(map);
    let (a, b) = (Editor::of(&live, 11), Editor::of(&live, 12));
    (live, a, b)
}

fn find<'a>(map: &'a Map, id: &str) -> Option<&'a Card> {
    map.cards.iter().find(|card| card.id == id)
}

#[test]
fn r1_a_lane_comes_back_when_somebody_put_a_card_into_it() {
    let (mut live, mut a, mut b) = two(&small());
    a.remove(RecordKind::Lane, &["doing"]);
    a.remove(RecordKind::Card, &["first"]);
    b.add_card(card("new", "doing", "ad"));
    let map = together(&mut live, &mut a, &mut b);
    assert_eq!(map.lanes[0], small().lanes[0], "as it last was, in its place");
    assert!(find(&map, "new").is_some());
    assert!(find(&map, "first").is_none(), "what else was in it stays away");
}

#[test]
fn r1_a_step_comes_back_with_its_stage() {
    let (mut live, mut a, mut b) = two(&small());
    a.remove(RecordKind::Stage, &["find"]);
    a.remove(RecordKind::Step, &["ad", "site"]);
    a.remove(RecordKind::Card, &["first"]);
    b.add_card(card("new", "pains", "site"));
    let map = together(&mut live, &mut a, &mut b);
    assert_eq!(map.stages[0].name, LocalText::plain("find"));
    let steps: Vec<&str> = map.stages[0].steps.iter().map(|step| step.id.as_str()).collect();
    assert_eq!(steps, ["site"], "the step that is needed, not its neighbour");
}

#[test]
fn r1_a_persona_comes_back_for_a_trait() {
    let (mut live, mut a, mut b) = two(&small());
    a.remove(RecordKind::Persona, &["anna"]);
    a.remove(RecordKind::Trait, &["age"]);
    b.put(
        RecordKind::Trait,
        "job",
        &Flat::from([
            ("place".to_owned(), Part::Value(json!(["anna", "a3"]))),
            ("text:und".to_owned(), Part::Text("doctor".into())),
        ]),
    );
    let map = together(&mut live, &mut a, &mut b);
    assert_eq!(map.personas[0].name, LocalText::plain("Anna"));
    assert_eq!(map.personas[0].traits.len(), 1);
    assert_eq!(map.personas[0].traits[0].id, "job");
}

#[test]
fn r1_a_lane_removed_long_ago_comes_back_too() {
    let (mut live, a, mut late) = two(&small());
    let mut b = Editor::of(&live, 13);
    late.add_card(card("late", "pains", "pay"));
    a.remove(RecordKind::Lane, &["pains"]);
    live.take_in(&a.said()).expect("an update");
    live.settle(false);
    assert_eq!(live.map().lanes.len(), 1);
    let kept = tropa_sync::saved::encode(&live);
    let mut live = tropa_sync::saved::decode("small", &kept).expect("a saved state");
    live.settle(true);
    let map = together(&mut live, &mut late, &mut b);
    assert_eq!(map.lanes[1], small().lanes[1]);
}

#[test]
fn r1_a_place_nobody_remembers_comes_back_without_a_name() {
    let (mut live, mut a, mut b) = two(&small());
    b.add_card(card("new", "never seen", "nowhere"));
    let map = together(&mut live, &mut a, &mut b);
    let new = find(&map, "new").expect("the words are kept");
    assert!(map.lanes.iter().any(|lane| lane.id == new.lane));
    assert!(
        map.stages
            .iter()
            .flat_map(|stage| &stage.steps)
            .any(|step| step.id == new.at)
    );
}

#[test]
fn r2_optional_references_drop_out() {
    let mut map = small();
    map.cards.push(Card {
        opportunity: Some(Opportunity {
            answers: vec!["first".into()],
            ..Opportunity::default()
        }),
        ..card("second", "pains", "pay")
    });
    let (mut live, mut a, mut b) = two(&map);
    a.remove(RecordKind::Persona, &["anna"]);
    a.remove(RecordKind::Trait, &["age"]);
    b.remove(RecordKind::Card, &["first"]);
    b.set(RecordKind::Card, "second", "personas", json!(["anna"]));
    let map = together(&mut live, &mut a, &mut b);
    let second = find(&map, "second").expect("it stands");
    assert_eq!(second.personas, [""; 0]);
    assert_eq!(second.opportunity.as_ref().map(|o| o.answers.len()), Some(0));
    assert_eq!(map.comments, [], "comments go with what they stand at");
}

#[test]
fn r2_a_span_never_ends_before_it_begins() {
    let mut map = small();
    map.cards.push(Card {
        until: Some("pay".into()),
        ..card("wide", "doing", "site")
    });
    let (mut live, mut a, mut b) = two(&map);
    a.set(RecordKind::Step, "pay", "place", json!(["find", "Zz"]));
    b.set(RecordKind::Card, "wide", "text:en", json!("x"));
    let map = together(&mut live, &mut a, &mut b);
    assert_eq!(find(&map, "wide").and_then(|card| card.until.clone()), None);
}

#[test]
fn r3_a_value_that_is_none_becomes_what_it_was() {
    let mut map = small();
    map.cards[0].feeling = Some(FeelingPoint {
        value: 1.0,
        ..FeelingPoint::default()
    });
    let (mut live, mut a, mut b) = two(&map);
    a.set(RecordKind::Card, "first", "feeling", json!({"value": 7}));
    a.set(RecordKind::Card, "first", "state", json!("certain"));
    a.set(RecordKind::Card, "first", "text:not a language", json!("x"));
    a.set(RecordKind::Card, "first", "action.status", json!(5));
    a.set(RecordKind::Card, "first", "cell", json!("here"));
    a.set(RecordKind::Map, "", "review_date", json!("soon"));
    a.set(RecordKind::Map, "", "owner", json!("Anna"));
    b.set(RecordKind::Card, "first", "emotions", json!(["joy"]));
    let map = together(&mut live, &mut a, &mut b);
    let first = find(&map, "first").expect("it stands");
    assert_eq!(first.feeling.as_ref().map(|feeling| feeling.value), Some(1.0));
    assert_eq!(first.state, small().cards[0].state);
    assert_eq!(first.text, LocalText::plain("first"));
    assert_eq!((first.lane.as_str(), first.at.as_str()), ("doing", "ad"));
    assert_eq!(first.emotions, [Emotion::Joy], "what is sound stays");
    assert_eq!(map.review_date, None);
    assert_eq!(map.owner.as_deref(), Some("Anna"));
}

#[test]
fn r3_a_text_that_is_too_long_becomes_what_it_was() {
    let (mut live, mut a, mut b) = two(&small());
    a.put(
        RecordKind::Lane,
        "doing",
        &Flat::from([
            ("order".to_owned(), Part::Value(json!("a0"))),
            ("role".to_owned(), Part::Value(json!("text"))),
            ("name:und".to_owned(), Part::Text("x".repeat(20_001))),
        ]),
    );
    let map = together(&mut live, &mut a, &mut b);
    assert_eq!(map.lanes[0].name, LocalText::plain("doing"));
}

#[test]
fn r3_a_new_card_without_a_cell_does_not_stand() {
    let (mut live, mut a, mut b) = two(&small());
    let text = Flat::from([("text:en".to_owned(), Part::Text("where am I".into()))]);
    a.put(RecordKind::Card, "lost", &text);
    a.put(RecordKind::Card, "id with\u{200b}hidden", &text);
    let map = together(&mut live, &mut a, &mut b);
    assert_eq!(map.cards.len(), 1);
}

#[test]
fn r3_one_wrong_reason_does_not_take_the_others_with_it() {
    let (mut live, mut a, mut b) = two(&small());
    a.set(RecordKind::Card, "first", "emotions", json!(["hope"]));
    let reasons = [
        json!({"note": {"text": {"en": "seen"}, "by": "Ivan"}}),
        json!({"note": 5}),
    ];
    let root = records::root(&b.doc, RecordKind::Card);
    {
        let mut txn = b.doc.transact_mut();
        let Some(Out::YMap(card)) = root.get(&txn, "first") else {
            panic!()
        };
        let items: Vec<yrs::Any> = reasons.iter().map(tropa_sync::value::to_any).collect();
        card.insert(&mut txn, "evidence", yrs::ArrayPrelim::from(items));
    }
    let map = together(&mut live, &mut a, &mut b);
    assert_eq!(find(&map, "first").map(|card| card.evidence.len()), Some(1));
}

#[test]
fn r4_two_moves_of_one_card_never_mix() {
    for (first, second) in [(11, 12), (12, 11)] {
        let map = small();
        let mut live = Live::from_map(&map);
        let (mut a, mut b) = (Editor::of(&live, first), Editor::of(&live, second));
        a.set(RecordKind::Card, "first", "cell", json!(["doing", "pay"]));
        b.set(
            RecordKind::Card,
            "first",
            "cell",
            json!(["pains", "site", "cart"]),
        );
        let map = together(&mut live, &mut a, &mut b);
        let card = find(&map, "first").expect("it stands");
        let cell = (card.lane.as_str(), card.at.as_str(), card.until.as_deref());
        assert!(
            cell == ("doing", "pay", None) || cell == ("pains", "site", Some("cart")),
            "{cell:?}"
        );
    }
}

#[test]
fn r4_a_step_moved_by_two_stands_once() {
    let (mut live, mut a, mut b) = two(&small());
    a.set(RecordKind::Step, "ad", "place", json!(["buy", "a5"]));
    b.set(RecordKind::Step, "ad", "place", json!(["find", "a9"]));
    let map = together(&mut live, &mut a, &mut b);
    let all: Vec<&str> = map
        .stages
        .iter()
        .flat_map(|stage| &stage.steps)
        .map(|step| step.id.as_str())
        .filter(|id| *id == "ad")
        .collect();
    assert_eq!(all, ["ad"]);
}

#[test]
fn r5_what_is_too_much_does_not_come_in() {
    let (mut live, mut a, mut b) = two(&small());
    for i in 0..150 {
        let lane = Flat::from([("order".to_owned(), Part::Value(json!("b00")))]);
        let editor = if i % 2 == 0 { &a } else { &b };
        editor.put(RecordKind::Lane, &format!("more-{i:03}"), &lane);
    }
    b.add_card(card("new", "more-149", "ad"));
    let map = together(&mut live, &mut a, &mut b);
    assert_eq!(map.lanes.len(), tropa_map::pieces::most(RecordKind::Lane));
    assert_eq!(map.lanes[0].id, "doing", "what was there stays");
    assert!(
        find(&map, "new").is_none(),
        "a new card in a lane that may not be goes with it"
    );
}

#[test]
fn r6_comments_and_origin_are_not_for_clients() {
    let mut map = small();
    map.origin = Some(Origin {
        snapshot: "shop@3".into(),
        from: "2026-01-01T00:00:00Z".into(),
        to: "2026-02-01T00:00:00Z".into(),
        n: 10,
        base: "journeys".into(),
        ..Origin::default()
    });
    let (mut live, mut a, mut b) = two(&map);
    a.set(
        RecordKind::Comment,
        "comment",
        "text",
        json!("I agree with everything"),
    );
    a.set(RecordKind::Comment, "comment", "by", json!("The boss"));
    b.remove(RecordKind::Comment, &["comment"]);
    b.set(RecordKind::Map, "", "origin", json!(null));
    a.put(
        RecordKind::Comment,
        "forged",
        &Flat::from([("order".to_owned(), Part::Value(json!("a1")))]),
    );
    let after = together(&mut live, &mut a, &mut b);
    assert_eq!(after.comments, small().comments);
    assert_eq!(after.origin, map.origin);
}

#[test]
fn r6_a_frozen_number_stays_what_was_counted() {
    let mut map = small();
    let counted = |value: f64| Evidence {
        snapshot: Some("shop@3".into()),
        rule: Some("pain.loss".into()),
        answer: Some(Metric {
            value,
            unit: MetricUnit::Share,
            n: 100,
            base: LocalText::plain("journeys"),
            ..Metric::default()
        }),
        ..Evidence::default()
    };
    map.cards[0].evidence = vec![counted(0.5)];
    let (mut live, mut a, mut b) = two(&map);
    let mut better = map.cards[0].clone();
    better.evidence = vec![
        counted(0.9),
        Evidence {
            reason: LocalText::plain("and I say so"),
            ..Evidence::default()
        },
    ];
    let spot = Spot {
        order: "a0".into(),
        ..Spot::default()
    };
    let record = Record::Card(Box::new(better));
    let flat = flatten(RecordKind::Card, &tropa_map::pieces::value(&record), &spot, None);
    a.put(RecordKind::Card, "first", &flat);
    let map = together(&mut live, &mut a, &mut b);
    let evidence = &find(&map, "first").expect("it stands").evidence;
    assert_eq!(evidence[0], counted(0.5));
    assert_eq!(evidence.len(), 2, "a reason of one's own may be added");
}

#[test]
fn two_people_write_into_one_text() {
    let mut map = small();
    map.cards[0].text = LocalText::plain("waits");
    let (mut live, mut a, mut b) = two(&map);
    for (editor, text) in [(&a, "she waits"), (&b, "waits long")] {
        let root = records::root(&editor.doc, RecordKind::Card);
        let mut txn = editor.doc.transact_mut();
        let mut flat = records::read_record(&txn, &root, "first").expect("it is there");
        flat.insert("text:und".into(), Part::Text(text.into()));
        records::write_record(&mut txn, &root, "first", &flat);
    }
    let map = together(&mut live, &mut a, &mut b);
    assert_eq!(
        find(&map, "first").map(|card| card.text.get("und").to_owned()),
        Some("she waits long".into())
    );
}

#[test]
fn a_name_being_written_is_not_put_back() {
    let (mut live, a, _) = two(&small());
    a.put(
        RecordKind::Stage,
        "find",
        &Flat::from([
            ("order".to_owned(), Part::Value(json!("a0"))),
            ("name:und".to_owned(), Part::Text(String::new())),
        ]),
    );
    live.take_in(&a.said()).expect("an update");
    assert_eq!(
        live.settle(false).mending,
        None,
        "the empty name stays in the document"
    );
    let map = live.map();
    assert_eq!(map.stages[0].name.get("und"), "…");
    assert_eq!(tropa_map::validate(&map), []);
}

#[test]
fn a_change_made_of_an_older_map_leaves_alone_what_others_did_since() {
    let base = small();
    let mut live = Live::from_map(&base);
    let mut others = base.clone();
    others.cards[0].text = LocalText::plain("written meanwhile");
    others.owner = Some("Anna".into());
    others.lanes.remove(1);
    live.rewrite(&others);
    live.settle(true);
    let mut mine = base.clone();
    mine.cards[0].state = tropa_model::feeling::EvidenceState::SingleVoice;
    mine.edition = Some("2".into());
    mine.cards.push(card("mine", "pains", "pay"));
    live.rewrite_since(&base, &mine);
    live.settle(true);
    let map = live.map();
    assert_eq!(tropa_map::validate(&map), []);
    assert_eq!(map.cards[0].text, LocalText::plain("written meanwhile"));
    assert_eq!(map.cards[0].state, mine.cards[0].state);
    assert_eq!(
        (map.owner.as_deref(), map.edition.as_deref()),
        (Some("Anna"), Some("2"))
    );
    assert!(
        map.lanes.iter().any(|lane| lane.id == "pains"),
        "it is needed again"
    );
}
