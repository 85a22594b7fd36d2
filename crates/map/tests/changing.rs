//! Changes and what takes them back.

mod random;
mod small;

use random::Random;
use serde_json::json;
use std::collections::BTreeSet;
use tropa_map::change::{Change, ChangeError, Part, Place, Record, RecordKind, apply, resolve};
use tropa_map::document::*;
use tropa_map::{Map, to_json, validate};
use tropa_model::proposal::LocalText;

/// Ids that something on the map points at and that are not there, found without the code under test.
fn dangling(map: &Map) -> BTreeSet<String> {
    let of = |kind| random::all(map, kind).into_iter().collect::<BTreeSet<String>>();
    let (steps, cards, personas) = (
        of(RecordKind::Step),
        of(RecordKind::Card),
        of(RecordKind::Persona),
    );
    let columns: BTreeSet<String> = steps.union(&of(RecordKind::Stage)).cloned().collect();
    let (items, images, channels) = (
        of(RecordKind::Item),
        of(RecordKind::Image),
        of(RecordKind::Channel),
    );
    let (lanes, comments) = (of(RecordKind::Lane), of(RecordKind::Comment));
    let commented: BTreeSet<String> = columns
        .iter()
        .chain(&cards)
        .chain(&personas)
        .chain(&lanes)
        .cloned()
        .collect();
    let mut lost = BTreeSet::new();
    let mut look = |ids: &[String], known: &BTreeSet<String>| {
        lost.extend(ids.iter().filter(|id| !known.contains(*id)).cloned());
    };
    let one = |id: &Option<String>| id.iter().cloned().collect::<Vec<_>>();
    for card in &map.cards {
        look(std::slice::from_ref(&card.lane), &lanes);
        look(std::slice::from_ref(&card.at), &columns);
        look(&one(&card.until), &steps);
        look(&card.personas, &personas);
        look(&card.items, &items);
        look(&one(&card.channel), &channels);
        look(&one(&card.image), &images);
        card.opportunity.iter().for_each(|o| look(&o.answers, &cards));
        card.opportunity.iter().for_each(|o| look(&o.solves, &cards));
        card.moment.iter().for_each(|m| look(&one(&m.touchpoint), &items));
        card.action
            .iter()
            .for_each(|a| look(&one(&a.opportunity), &cards));
    }
    map.stages
        .iter()
        .flat_map(|s| &s.steps)
        .for_each(|s| look(&s.touchpoints, &items));
    map.lanes.iter().for_each(|l| look(&one(&l.persona), &personas));
    map.personas.iter().for_each(|p| look(&one(&p.image), &images));
    map.items.iter().for_each(|i| look(&one(&i.channel), &channels));
    map.paths.iter().for_each(|p| look(&p.steps, &steps));
    map.links.iter().for_each(|l| look(&one(&l.at), &columns));
    for way in &map.moves {
        look(&[way.from.clone(), way.to.clone()], &steps);
        look(&way.personas, &personas);
    }
    for comment in &map.comments {
        look(std::slice::from_ref(&comment.at), &commented);
        look(&one(&comment.answers), &comments);
    }
    map.brand.iter().for_each(|b| look(&one(&b.logo), &images));
    lost
}

fn bent(map: &Map) -> Vec<&str> {
    let steps = random::all(map, RecordKind::Step);
    let at = |id: &String| steps.iter().position(|step| step == id);
    let bent = map
        .cards
        .iter()
        .filter(|card| card.until.as_ref().is_some_and(|until| at(&card.at) >= at(until)));
    bent.map(|card| card.id.as_str()).collect()
}

#[test]
fn any_sequence_of_changes_is_taken_back_to_the_same_bytes_and_never_breaks_the_map() {
    let mut done = std::collections::BTreeMap::<&str, usize>::new();
    for seed in 0..150_u64 {
        let r = &mut Random(seed ^ 0xC0FFEE);
        let mut map = random::map(seed);
        assert_eq!(
            (validate(&map), dangling(&map), bent(&map).len()),
            (vec![], BTreeSet::new(), 0),
            "seed {seed}"
        );
        let mut history = Vec::new();
        for turn in 0..12 {
            let change = random::change(&map, r);
            let before = to_json(&map);
            match apply(&mut map, &change) {
                Ok(inverse) => {
                    let after = (validate(&map), dangling(&map), bent(&map));
                    assert_eq!(
                        after,
                        (vec![], BTreeSet::new(), vec![]),
                        "seed {seed}, turn {turn}: {change:?}"
                    );
                    // Both survive being stored.
                    let stored = serde_json::to_string(&inverse).expect("a change can be written");
                    let inverse: Change = serde_json::from_str(&stored).expect("a stored change can be read");
                    let word = serde_json::to_value(&change).expect("a change can be written");
                    let word = word["do"].as_str().expect("every change has a word").to_owned();
                    *done.entry(Box::leak(word.into_boxed_str())).or_default() += 1;
                    history.push((before, change, inverse));
                }
                Err(error) => assert_eq!(
                    to_json(&map),
                    before,
                    "seed {seed}: {change:?} was refused: {error}"
                ),
            }
        }
        for (before, change, inverse) in history.into_iter().rev() {
            apply(&mut map, &inverse)
                .unwrap_or_else(|e| panic!("seed {seed}: {change:?} back by {inverse:?}: {e}"));
            let now = to_json(&map);
            assert!(
                now == before,
                "seed {seed}: {change:?} was not taken back by {inverse:?}"
            );
        }
    }
    for word in ["set", "add", "remove", "move", "place_card", "split", "merge"] {
        assert!(
            done.get(word).is_some_and(|n| *n > 40),
            "too few of {word}: {done:?}"
        );
    }
}

#[test]
fn taking_back_what_was_taken_back_does_it_again() {
    for seed in 0..100 {
        let r = &mut Random(seed);
        let mut map = random::map(seed);
        let change = random::change(&map, r);
        let Ok(inverse) = apply(&mut map, &change) else {
            continue;
        };
        let after = to_json(&map);
        let again = apply(&mut map, &inverse).unwrap_or_else(|e| panic!("seed {seed}: {e}"));
        apply(&mut map, &again).unwrap_or_else(|e| panic!("seed {seed}: {e}"));
        assert!(to_json(&map) == after, "seed {seed}: {change:?}");
    }
}

/// Four steps in two stages, a b | c d, a card at three of them and one at the first stage, and a path through all.
fn small() -> Map {
    let cards = [("c1", "a"), ("c2", "b"), ("c3", "c"), ("c4", "one")];
    Map {
        paths: vec![Path {
            id: "p".into(),
            name: LocalText::plain("main"),
            steps: ["a", "b", "c", "d"].map(String::from).to_vec(),
            ..Path::default()
        }],
        ..small::map(cards.map(|(id, at)| small::card(id, at)).to_vec())
    }
}

fn now(map: &Map) -> String {
    let stages = map.stages.iter().map(|stage| {
        let steps: Vec<&str> = stage.steps.iter().map(|step| step.id.as_str()).collect();
        format!("{}[{}]", stage.id, steps.join(" "))
    });
    let cards = map.cards.iter().map(|card| match &card.until {
        Some(until) => format!("{}@{}..{until}", card.id, card.at),
        None => format!("{}@{}", card.id, card.at),
    });
    let paths = map.paths.iter().map(|path| path.steps.join(">"));
    [
        stages.collect::<Vec<_>>().join(" "),
        cards.collect::<Vec<_>>().join(" "),
        paths.collect::<Vec<_>>().join(" "),
    ]
    .join(" | ")
}

fn after(map: &mut Map, change: Change) -> String {
    apply(map, &change).unwrap_or_else(|e| panic!("{change:?}: {e}"));
    now(map)
}

#[test]
fn what_goes_with_a_removed_record_is_stated() {
    assert_eq!(
        after(&mut small(), Change::remove(RecordKind::Step, "b")),
        "one[a] two[c d] | c1@a c3@c c4@one | a>c>d"
    );
    assert_eq!(
        after(&mut small(), Change::remove(RecordKind::Stage, "one")),
        "two[c d] | c3@c | c>d"
    );
    assert_eq!(
        after(&mut small(), Change::remove(RecordKind::Lane, "do")),
        "one[a b] two[c d] |  | a>b>c>d"
    );

    let mut spanning = small();
    spanning.cards[0].until = Some("c".into());
    assert_eq!(
        after(&mut spanning, Change::remove(RecordKind::Step, "a")),
        "one[b] two[c d] | c1@b..c c2@b c3@c c4@one | b>c>d"
    );
    assert_eq!(
        after(&mut spanning, Change::remove(RecordKind::Stage, "two")),
        "one[b] | c1@b c2@b c4@one | b"
    );
}

#[test]
fn a_span_follows_its_steps_when_they_change_places() {
    let mut map = small();
    map.cards[0].until = Some("c".into());
    let change = Change::Move {
        of: RecordKind::Step,
        id: "a".into(),
        parent: Some("two".into()),
        place: Place::Last,
    };
    assert_eq!(
        after(&mut map, change),
        "one[b] two[c d a] | c1@c..a c2@b c3@c c4@one | a>b>c>d"
    );
}

#[test]
fn a_card_about_one_persona_only_goes_with_it_and_one_about_two_stays() {
    let mut map = small();
    map.personas = ["anna", "boris"]
        .map(|id| Persona {
            id: id.into(),
            name: LocalText::plain(id),
            ..Persona::default()
        })
        .to_vec();
    map.cards[0].personas = vec!["anna".into()];
    map.cards[1].personas = vec!["anna".into(), "boris".into()];
    after(&mut map, Change::remove(RecordKind::Persona, "anna"));
    assert_eq!(now(&map), "one[a b] two[c d] | c2@b c3@c c4@one | a>b>c>d");
    assert_eq!(map.cards[0].personas, ["boris"]);
}

#[test]
fn merged_steps_keep_all_that_was_said_and_the_old_id_leads_to_the_new() {
    let mut map = small();
    map.stages[0].steps[0].description = LocalText::plain("first");
    map.stages[0].steps[1].description = LocalText::plain("second");
    map.stages[0].steps[1]
        .unknown
        .insert("x_color".into(), json!("red"));
    map.comments = vec![Comment {
        id: "k".into(),
        at: "b".into(),
        ..Comment::default()
    }];
    let merge = Change::Merge {
        of: RecordKind::Step,
        ids: vec!["a".into(), "b".into()],
    };
    assert_eq!(
        after(&mut map, merge),
        "one[a] two[c d] | c1@a c2@a c3@c c4@one | a>c>d"
    );
    let step = &map.stages[0].steps[0];
    assert_eq!(step.activities, ["act a", "act b"]);
    assert_eq!(step.description, LocalText::plain("first\n\nsecond"));
    assert_eq!(step.unknown["x_color"], "red");
    assert_eq!(map.comments[0].at, "a");
    assert_eq!(resolve(&map, "b"), ["a"]);
    // The name there was no room for is kept with the old id.
    assert_eq!(map.former[0].unknown["was"], json!({"name": {"und": "B"}}));
}

#[test]
fn a_split_step_shares_out_its_cards_and_activities_and_loses_none() {
    let mut map = small();
    map.stages[0].steps[1].activities = vec!["call".into(), "visit".into(), "letter".into()];
    map.cards.push(Card {
        id: "c5".into(),
        at: "b".into(),
        ..map.cards[1].clone()
    });
    let part = |id: &str, activity: &str, takes: &[&str]| Part {
        record: Record::Step(Box::new(Step {
            id: id.into(),
            name: LocalText::plain(id),
            activities: vec![activity.into()],
            ..Step::default()
        })),
        takes: takes.iter().map(|id| (*id).to_owned()).collect(),
    };
    let split = Change::Split {
        of: RecordKind::Step,
        id: "b".into(),
        into: vec![part("b1", "call", &[]), part("b2", "visit", &["c5"])],
    };
    assert_eq!(
        after(&mut map, split),
        "one[a b1 b2] two[c d] | c1@a c2@b1 c3@c c4@one c5@b2 | a>b1>b2>c>d"
    );
    assert_eq!(map.stages[0].steps[1].activities, ["call", "letter"]);
    assert_eq!(map.stages[0].steps[2].activities, ["visit"]);
    assert_eq!(resolve(&map, "b"), ["b1", "b2"]);
    // Merged again, the first of the old ids still arrives, through both.
    after(
        &mut map,
        Change::Merge {
            of: RecordKind::Step,
            ids: vec!["a".into(), "b1".into(), "b2".into()],
        },
    );
    assert_eq!(resolve(&map, "b"), ["a"]);
}

#[test]
fn merged_cards_rest_on_the_evidence_of_both_and_what_answered_one_answers_the_other() {
    let mut map = small();
    let evidence = |text: &str| {
        vec![Evidence {
            reason: LocalText::plain(text),
            ..Evidence::default()
        }]
    };
    map.cards[0].evidence = evidence("counted");
    map.cards[1].evidence = evidence("told");
    map.cards[2].opportunity = Some(Opportunity {
        answers: vec!["c1".into(), "c2".into()],
        ..Opportunity::default()
    });
    after(
        &mut map,
        Change::Merge {
            of: RecordKind::Card,
            ids: vec!["c1".into(), "c2".into()],
        },
    );
    let reasons: Vec<&str> = map.cards[0].evidence.iter().map(|e| e.reason.get("en")).collect();
    assert_eq!(reasons, ["counted", "told"]);
    assert_eq!(map.cards[0].text.get("ru"), "говорит c1\n\nговорит c2");
    assert_eq!(
        map.cards[1].opportunity.as_ref().map(|o| o.answers.clone()),
        Some(vec!["c1".to_owned()])
    );
}

#[test]
fn a_change_that_would_break_the_map_is_refused_with_the_place_and_the_reason() {
    let refused = |change: Change| apply(&mut small(), &change).expect_err("refused").to_string();
    let set = |field: &str, value| Change::Set {
        of: RecordKind::Card,
        id: "c1".into(),
        field: vec![field.into()],
        value,
    };
    assert_eq!(
        refused(set("lane", Some(json!("no")))),
        "card «c1»: `lane`: there is no lane «no» on this map"
    );
    assert_eq!(
        refused(set("text", None)),
        "card «c1»: cards[0]: the card says nothing"
    );
    assert_eq!(
        refused(set("id", Some(json!("c2")))),
        "`id` of a card is not set as a field: it has changes of its own, or never changes"
    );
    assert_eq!(
        refused(set("feeling", Some(json!({"value": 3})))),
        "card «c1»: cards[0].feeling.value: 3 is not in -2..=2"
    );
    assert!(refused(set("text", Some(json!(7)))).starts_with("card «c1», `text`: invalid type: integer `7`"));
    assert_eq!(
        refused(Change::remove(RecordKind::Card, "c9")),
        "there is no card «c9» on this map"
    );
    let step = Record::Step(Box::new(Step {
        id: "one".into(),
        ..Step::default()
    }));
    assert_eq!(
        refused(Change::add(step, Some("one"))),
        "there is already a stage «one» on this map"
    );
    assert!(matches!(
        apply(
            &mut small(),
            &Change::Several {
                changes: vec![],
                back: false
            }
        ),
        Ok(Change::Several { .. })
    ));
}

#[test]
fn several_changes_are_all_made_or_none() {
    let mut map = small();
    let before = to_json(&map);
    let several = Change::Several {
        changes: vec![
            Change::remove(RecordKind::Stage, "one"),
            Change::remove(RecordKind::Card, "no"),
        ],
        back: false,
    };
    assert_eq!(
        apply(&mut map, &several),
        Err(ChangeError::Unknown {
            of: RecordKind::Card,
            id: "no".into()
        })
    );
    assert!(to_json(&map) == before);
}

#[test]
fn a_map_with_mistakes_can_be_mended_and_the_mending_taken_back() {
    let mut map = small();
    map.cards[1].channel = Some("phone".into());
    map.cards[2].at = "nowhere".into();
    let before = to_json(&map);
    let channel = Channel {
        id: "phone".into(),
        name: LocalText::plain("Phone"),
        icon: "phone".into(),
        ..Channel::default()
    };
    let mend = Change::Several {
        changes: vec![
            Change::add(Record::Channel(Box::new(channel)), None),
            Change::remove(RecordKind::Card, "c3"),
        ],
        back: false,
    };
    let inverse = apply(&mut map, &mend).expect("mending is no new mistake");
    assert_eq!(validate(&map), []);
    apply(&mut map, &inverse).expect("what was can be again");
    assert!(to_json(&map) == before);
}
