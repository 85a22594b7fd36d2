//! Two versions of one map become one.

mod random;
mod small;

use random::Random;
use serde_json::json;
use tropa_map::change::{Change, Place, Record, RecordKind, apply};
use tropa_map::diff::{What, diff};
use tropa_map::document::*;
use tropa_map::merge::{ConflictKind, Merged, merge, note_conflicts};
use tropa_map::{Lang, Map, to_json, validate};
use tropa_model::proposal::LocalText;

/// Steps a b | c d, a card at the first three, two lanes.
fn base() -> Map {
    let cards = [("c1", "a"), ("c2", "b"), ("c3", "c")];
    let mut map = small::map(cards.map(|(id, at)| small::card(id, at)).to_vec());
    map.lanes.push(small::lane("pain", LaneRole::Pains));
    map
}

fn now(map: &Map) -> String {
    let stages = map.stages.iter().map(|stage| {
        let steps: Vec<&str> = stage.steps.iter().map(|step| step.id.as_str()).collect();
        format!("{}[{}]", stage.id, steps.join(" "))
    });
    let cards = map
        .cards
        .iter()
        .map(|card| format!("{}@{}/{}", card.id, card.at, card.lane));
    [
        stages.collect::<Vec<_>>().join(" "),
        cards.collect::<Vec<_>>().join(" "),
    ]
    .join(" | ")
}

fn changed(changes: &[Change]) -> Map {
    let mut map = base();
    changes.iter().for_each(|change| {
        apply(&mut map, change).unwrap_or_else(|e| panic!("{change:?}: {e}"));
    });
    map
}

fn merged(ours: &[Change], theirs: &[Change]) -> Merged {
    let merged = merge(&base(), &changed(ours), &changed(theirs));
    assert_eq!(validate(&merged.map), [], "a merged map is sound");
    merged
}

fn check(ours: &[Change], theirs: &[Change], expected: &str) {
    let merged = merged(ours, theirs);
    let conflicts: Vec<String> = merged
        .conflicts
        .iter()
        .map(|c| {
            let field = c
                .field
                .as_ref()
                .map_or(String::new(), |field| format!(".{field}"));
            format!("{:?} {} {}{field}", c.why, c.of, c.id)
        })
        .collect();
    let told = if conflicts.is_empty() {
        String::new()
    } else {
        format!(" ! {}", conflicts.join(", "))
    };
    assert_eq!(format!("{}{told}", now(&merged.map)), expected);
}

const SAME: &str = "one[a b] two[c d] | c1@a/do c2@b/do c3@c/do";

fn text(id: &str, text: &str) -> Change {
    Change::rename(RecordKind::Card, id, "en", text)
}

fn add(id: &str, at: &str) -> Change {
    let card = Card {
        id: id.into(),
        lane: "do".into(),
        at: at.into(),
        text: LocalText::plain(id),
        ..Card::default()
    };
    Change::add(Record::Card(Box::new(card)), None)
}

fn add_step(id: &str, after: &str) -> Change {
    let step = Step {
        id: id.into(),
        name: LocalText::plain(id),
        ..Step::default()
    };
    Change::Add {
        record: Record::Step(Box::new(step)),
        parent: Some("one".into()),
        place: Place::After(after.into()),
    }
}

fn place(id: &str, at: &str) -> Change {
    Change::PlaceCard {
        id: id.into(),
        lane: "do".into(),
        at: at.into(),
        until: None,
        place: None,
    }
}

fn set(of: RecordKind, id: &str, field: &[&str], value: serde_json::Value) -> Change {
    let field = field.iter().map(|f| (*f).into()).collect();
    Change::Set {
        of,
        id: id.into(),
        field,
        value: Some(value),
    }
}

#[test]
fn what_only_one_side_did_is_done() {
    use RecordKind::*;
    check(&[], &[], SAME);
    check(
        &[text("c1", "x")],
        &[add("c4", "d")],
        "one[a b] two[c d] | c1@a/do c2@b/do c3@c/do c4@d/do",
    );
    check(
        &[Change::remove(Step, "b")],
        &[text("c1", "x")],
        "one[a] two[c d] | c1@a/do c3@c/do",
    );
    check(
        &[place("c1", "d")],
        &[text("c1", "x")],
        "one[a b] two[c d] | c1@d/do c2@b/do c3@c/do",
    );
    let ours = [Change::rename(Card, "c1", "en", "ours")];
    let theirs = [Change::rename(Card, "c1", "ru", "их")];
    let both = merged(&ours, &theirs);
    assert_eq!(
        (both.map.cards[0].text.get("en"), both.map.cards[0].text.get("ru")),
        ("ours", "их")
    );
    assert_eq!(both.conflicts, []);
}

#[test]
fn what_both_did_has_a_stated_outcome() {
    use RecordKind::*;
    let to_stage = |id: &str, stage: &str| Change::Move {
        of: Step,
        id: id.into(),
        parent: Some(stage.into()),
        place: Place::First,
    };
    let first = |id: &str| Change::Move {
        of: Step,
        id: id.into(),
        parent: None,
        place: Place::First,
    };
    // Both added at one place: ours, then theirs.
    check(
        &[add_step("x", "a")],
        &[add_step("y", "a")],
        "one[a x y b] two[c d] | c1@a/do c2@b/do c3@c/do",
    );
    // Both changed one text.
    check(
        &[text("c1", "x")],
        &[text("c1", "y")],
        &format!("{SAME} ! BothChanged card c1.text.en"),
    );
    check(&[text("c1", "x")], &[text("c1", "x")], SAME);
    // Removed here, changed there: it stays.
    check(
        &[Change::remove(Card, "c1")],
        &[text("c1", "y")],
        "one[a b] two[c d] | c1@a/do c2@b/do c3@c/do ! RemovedByUs card c1",
    );
    check(
        &[text("c1", "y")],
        &[Change::remove(Card, "c1")],
        "one[a b] two[c d] | c1@a/do c2@b/do c3@c/do ! RemovedByThem card c1",
    );
    // A step removed here, a card put on it there: the step is back, its other card is not.
    check(
        &[Change::remove(Step, "b")],
        &[add("c4", "b")],
        "one[a b] two[c d] | c1@a/do c3@c/do c4@b/do ! StillUsed step b",
    );
    check(
        &[add("c4", "b")],
        &[Change::remove(Stage, "one")],
        "one[b] two[c d] | c3@c/do c4@b/do ! StillUsed stage one, StillUsed step b",
    );
    check(
        &[Change::remove(Lane, "do")],
        &[add("c4", "b")],
        "one[a b] two[c d] | c4@b/do ! StillUsed lane do",
    );
    // Moved here, removed there.
    check(
        &[Change::remove(Step, "c")],
        &[to_stage("c", "one")],
        "one[a b] two[d] | c1@a/do c2@b/do",
    );
    // Moved to two stages, and within one to two places.
    check(
        &[to_stage("d", "one")],
        &[first("d")],
        "one[d a b] two[c] | c1@a/do c2@b/do c3@c/do",
    );
    check(
        &[place("c1", "b")],
        &[place("c1", "d")],
        "one[a b] two[c d] | c1@b/do c2@b/do c3@c/do ! BothMoved card c1.at",
    );
}

#[test]
fn new_references_follow_what_the_other_side_merged_or_split() {
    use RecordKind::*;
    let unite = Change::Merge {
        of: Step,
        ids: vec!["a".into(), "b".into()],
    };
    check(
        std::slice::from_ref(&unite),
        &[add("c4", "b")],
        "one[a] two[c d] | c1@a/do c2@a/do c3@c/do c4@a/do",
    );
    check(
        &[add("c4", "b")],
        std::slice::from_ref(&unite),
        "one[a] two[c d] | c1@a/do c2@a/do c3@c/do c4@a/do",
    );
    // What they said about the step that is no more is told.
    let merged = merged(&[unite], &[Change::rename(Step, "b", "und", "Better")]);
    let conflict = &merged.conflicts[0];
    assert_eq!(
        (conflict.why, conflict.field.as_deref()),
        (ConflictKind::ReplacedByUs, Some("name.und"))
    );
    assert_eq!(conflict.theirs, Some(json!("Better")));
}

#[test]
fn lists_keep_what_both_sides_added_and_numbers_are_never_mixed() {
    use RecordKind::*;
    let both = merged(
        &[set(Step, "a", &["activities"], json!(["x"]))],
        &[set(Step, "a", &["activities"], json!(["y"]))],
    );
    assert_eq!(both.map.stages[0].steps[0].activities, ["x", "y"]);
    let metric = |value: f64, n: u64| json!({"name": "loss", "value": value, "unit": "share", "n": n, "base": {"en": "journeys"}});
    let both = merged(
        &[set(Card, "c1", &["metric"], metric(0.25, 400))],
        &[set(Card, "c1", &["metric"], metric(0.5, 90))],
    );
    let metric = both.map.cards[0].metric.clone().unwrap_or_default();
    assert_eq!((metric.value, metric.n), (0.25, 400));
    assert_eq!(both.conflicts[0].field.as_deref(), Some("metric"));
}

#[test]
fn conflicts_are_told_in_both_languages_and_stay_on_the_map_as_comments() {
    let Merged { mut map, conflicts } = merged(&[text("c1", "x")], &[text("c1", "y")]);
    assert_eq!(
        conflicts[0].text(&map, Lang::En),
        "card “x”, text · en: ours “x” stands, theirs was “y”".replace(" · en", "")
    );
    assert_eq!(
        conflicts[0].text(&map, Lang::Ru),
        "карточка «говорит c1», текст (en): осталось наше «x», у них было «y»"
    );
    note_conflicts(
        &mut map,
        &conflicts,
        "tropa map merge",
        "2026-03-01T10:00:00Z",
        Lang::En,
    );
    note_conflicts(
        &mut map,
        &conflicts,
        "tropa map merge",
        "2026-03-02T10:00:00Z",
        Lang::En,
    );
    assert_eq!(map.comments.len(), 1, "told once");
    assert_eq!((map.comments[0].at.as_str(), validate(&map)), ("c1", vec![]));
}

/// Up to `n` changes that were possible.
fn randomly(map: &Map, r: &mut Random, n: usize) -> Map {
    let mut map = map.clone();
    for _ in 0..n {
        let change = random::change(&map, r);
        let _ = apply(&mut map, &change);
    }
    map
}

#[test]
fn merging_with_the_base_gives_the_other_side() {
    for seed in 0..150 {
        let base = random::map(seed);
        let x = randomly(&base, &mut Random(seed), 4);
        for (ours, theirs) in [(&x, &base), (&base, &x), (&x, &x)] {
            let merged = merge(&base, ours, theirs);
            assert_eq!(merged.conflicts, [], "seed {seed}");
            assert!(
                to_json(&merged.map) == to_json(&x),
                "seed {seed}: {:?}",
                diff(&merged.map, &x)
            );
        }
    }
}

fn sorted(map: &Map) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let value = serde_json::to_value(map).expect("a map can be written");
    for (name, value) in value.as_object().expect("a map is an object") {
        match value.as_array() {
            Some(records) => lines.extend(records.iter().map(|record| {
                let mut record = record.clone();
                sort_lists(&mut record);
                format!("{name} {record}")
            })),
            None => lines.push(format!("{name} {value}")),
        }
    }
    lines.sort();
    lines
}

fn sort_lists(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Array(values) => {
            values.iter_mut().for_each(sort_lists);
            values.sort_by_key(ToString::to_string);
        }
        serde_json::Value::Object(fields) => fields.values_mut().for_each(sort_lists),
        _ => {}
    }
}

#[test]
fn merges_are_sound_lose_no_card_silently_and_are_the_same_from_both_sides_but_for_conflicts() {
    let mut without = 0;
    for seed in 0..250 {
        let base = random::map(seed);
        let x = randomly(&base, &mut Random(seed ^ 0xAAAA), 2);
        let y = randomly(&base, &mut Random(seed ^ 0xBBBB), 2);
        let (one, other) = (merge(&base, &x, &y), merge(&base, &y, &x));
        assert_eq!(validate(&one.map), [], "seed {seed}");
        for (side, map) in [("x", &x), ("y", &y)] {
            for card in &map.cards {
                let there = one.map.cards.iter().any(|c| c.id == card.id);
                let known = base.cards.iter().find(|c| c.id == card.id);
                let removed =
                    known.is_some() && ![&x, &y].iter().all(|m| m.cards.iter().any(|c| c.id == card.id));
                assert!(
                    there || removed,
                    "seed {seed}: card {} of {side} is lost",
                    card.id
                );
            }
        }
        if one.conflicts.is_empty() && other.conflicts.is_empty() {
            without += 1;
            assert_eq!(sorted(&one.map), sorted(&other.map), "seed {seed}");
        }
    }
    assert!(without > 50, "too few merges without conflicts: {without}");
}

#[test]
fn a_merge_is_seen_as_what_the_other_side_did() {
    let theirs = changed(&[add("c4", "d"), text("c2", "y")]);
    let ours = changed(&[text("c1", "x")]);
    let merged = merge(&base(), &ours, &theirs).map;
    let seen: Vec<(What, String)> = diff(&ours, &merged).into_iter().map(|d| (d.what, d.id)).collect();
    assert_eq!(
        seen,
        [(What::Changed, "c2".to_owned()), (What::Added, "c4".to_owned())]
    );
}
