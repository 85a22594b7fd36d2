//! A map found again in newer facts, as changes of the map people have worked on since.

use serde_json::Value;
use std::collections::BTreeSet;
use tropa_map::Map;
use tropa_map::change::{Change, Place, Record, RecordKind, apply, record};
use tropa_map::pieces;

/// What discovery counts, and may therefore say anew: of each kind the fields that are measured. Words people wrote,
/// names, places and order are theirs.
const MEASURED: [(RecordKind, &[&str]); 3] = [
    (
        RecordKind::Card,
        &["text", "metric", "feeling", "pain", "state", "evidence"],
    ),
    (RecordKind::Step, &["activities", "main"]),
    (RecordKind::Path, &["steps", "journeys", "share", "evidence"]),
];
/// What discovery may add, what is referred to first.
const ADDED: [RecordKind; 6] = [
    RecordKind::Channel,
    RecordKind::Stage,
    RecordKind::Step,
    RecordKind::Lane,
    RecordKind::Card,
    RecordKind::Path,
];

/// What makes `now` say what was measured in `found`; each can be made after those before it. Nothing is removed:
/// what facts do not show is not untrue. Steps people have made one of several stay one.
/// With `restage` steps also go to the stages they were found in.
pub fn changes(now: &Map, found: &Map, restage: bool) -> Vec<Change> {
    let mut proposed = Vec::new();
    // Changes are tried on a copy: what cannot be made on people's map is not proposed.
    let mut tried = now.clone();
    let mut propose = |change: Change, proposed: &mut Vec<Change>| {
        let made = apply(&mut tried, &change).is_ok();
        if made {
            proposed.push(change);
        }
        made
    };
    let mut brought: BTreeSet<String> = BTreeSet::new();
    let covered: BTreeSet<&String> = now
        .stages
        .iter()
        .flat_map(|stage| &stage.steps)
        .flat_map(|step| &step.activities)
        .collect();
    for kind in ADDED {
        let mut before: Option<String> = None;
        let mut before_of: Option<String> = None;
        for (parent, id) in records(found, kind) {
            if before_of != parent {
                (before, before_of) = (None, parent.clone());
            }
            let place = before.replace(id.clone()).map_or(Place::First, Place::After);
            let stands = record(now, kind, &id).is_some() || brought.contains(&id);
            let Some(new) = record(found, kind, &id) else {
                continue;
            };
            if stands || is_covered(&new, &covered) {
                continue;
            }
            let new = without_standing(new, now, &covered);
            let inner: Vec<String> = match kind {
                RecordKind::Stage => match &new {
                    Record::Stage(stage) => stage.steps.iter().map(|step| step.id.clone()).collect(),
                    _ => Vec::new(),
                },
                _ => Vec::new(),
            };
            for place in [place, Place::Last] {
                let change = Change::Add {
                    record: new.clone(),
                    parent: parent.clone(),
                    place,
                };
                if propose(change, &mut proposed) {
                    brought.extend(inner);
                    break;
                }
            }
        }
    }
    for stage in &found.stages {
        if restage || brought.contains(&stage.id) {
            for change in moves_into(found, now, &stage.id) {
                propose(change, &mut proposed);
            }
        }
    }
    for (kind, fields) in MEASURED {
        for (_, id) in records(found, kind) {
            let (Some(was), Some(is)) = (record(now, kind, &id), record(found, kind, &id)) else {
                continue;
            };
            let (was, is) = (pieces::value(&was), pieces::value(&is));
            if kind == RecordKind::Card && !is_measured(&was) {
                continue;
            }
            let sets: Vec<Change> = fields
                .iter()
                .filter(|field| was.get(**field) != is.get(**field))
                .filter(|field| **field != "activities" || !holds_all(&was, &is))
                .map(|field| Change::Set {
                    of: kind,
                    id: id.clone(),
                    field: vec![(*field).to_owned()],
                    value: is.get(*field).cloned(),
                })
                .collect();
            match sets.len() {
                0 => {}
                1 => {
                    propose(sets[0].clone(), &mut proposed);
                }
                _ => {
                    let several = Change::Several {
                        changes: sets,
                        back: false,
                    };
                    propose(several, &mut proposed);
                }
            }
        }
    }
    proposed
}

/// A step all of whose activities stand in steps of the map already.
fn is_covered(new: &Record, covered: &BTreeSet<&String>) -> bool {
    match new {
        Record::Step(step) => {
            !step.activities.is_empty() && step.activities.iter().all(|activity| covered.contains(activity))
        }
        _ => false,
    }
}

/// A new stage without the steps that stand on the map: those are moved into it.
fn without_standing(mut new: Record, now: &Map, covered: &BTreeSet<&String>) -> Record {
    if let Record::Stage(stage) = &mut new {
        stage.steps.retain(|step| {
            record(now, RecordKind::Step, &step.id).is_none()
                && !is_covered(&Record::Step(Box::new(step.clone())), covered)
        });
    }
    new
}

/// Brings the steps of a stage that stand in other stages of the map into it, in the order they were found in.
fn moves_into(found: &Map, now: &Map, stage: &str) -> Vec<Change> {
    let Some(found) = found.stages.iter().find(|one| one.id == stage) else {
        return Vec::new();
    };
    let stands = now.stages.iter().find(|one| one.id == stage);
    let mut before: Option<&str> = None;
    let mut moves = Vec::new();
    for step in &found.steps {
        let is_here = stands.is_some_and(|stage| stage.steps.iter().any(|one| one.id == step.id));
        if !is_here && record(now, RecordKind::Step, &step.id).is_some() {
            moves.push(Change::Move {
                of: RecordKind::Step,
                id: step.id.clone(),
                parent: Some(stage.to_owned()),
                place: before.map_or(Place::First, |id| Place::After(id.to_owned())),
            });
        }
        before = Some(&step.id);
    }
    moves
}

/// Whether the step on the map holds all activities of the one found, and more: somebody has merged steps.
fn holds_all(was: &Value, is: &Value) -> bool {
    let list = |of: &Value| {
        of.get("activities")
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default()
    };
    let (was, is) = (list(was), list(is));
    is.iter().all(|activity| was.contains(activity))
}

/// A card somebody made their own is not said anew.
fn is_measured(card: &Value) -> bool {
    card.get("state").and_then(Value::as_str) == Some("measured")
}

/// Ids of all records of a kind in map order, with the stage of a step.
fn records(map: &Map, kind: RecordKind) -> Vec<(Option<String>, String)> {
    let plain = |ids: Vec<&String>| ids.into_iter().map(|id| (None, id.clone())).collect();
    match kind {
        RecordKind::Channel => plain(map.channels.iter().map(|record| &record.id).collect()),
        RecordKind::Stage => plain(map.stages.iter().map(|record| &record.id).collect()),
        RecordKind::Lane => plain(map.lanes.iter().map(|record| &record.id).collect()),
        RecordKind::Card => plain(map.cards.iter().map(|record| &record.id).collect()),
        RecordKind::Path => plain(map.paths.iter().map(|record| &record.id).collect()),
        RecordKind::Step => map
            .stages
            .iter()
            .flat_map(|stage| {
                let steps = stage.steps.iter();
                steps.map(|step| (Some(stage.id.clone()), step.id.clone()))
            })
            .collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn map(cards: &Value, steps: &Value) -> Map {
        let document = json!({
            "format": "tropa.map", "version": 2, "id": "m", "title": {"en": "M"}, "kind": "customer", "state": "as_is",
            "stages": [{"id": "s1", "name": {"en": "Buy"}, "steps": steps}],
            "lanes": [{"id": "l1", "role": "kpis"}],
            "cards": cards
        });
        tropa_map::parse(&document.to_string()).unwrap()
    }

    fn card(text: &str, state: &str) -> Value {
        json!([{"id": "c1", "lane": "l1", "at": "t1", "text": {"en": text}, "state": state}])
    }

    fn steps(ids: &[&str]) -> Value {
        ids.iter()
            .map(|id| json!({"id": id, "name": {"en": id}}))
            .collect()
    }

    #[test]
    fn the_same_facts_propose_nothing() {
        let same = map(&card("80 %", "measured"), &steps(&["t1"]));
        assert_eq!(changes(&same, &same, false), []);
    }

    #[test]
    fn a_measured_card_is_said_anew_and_a_person_s_own_is_not() {
        let found = map(&card("90 %", "measured"), &steps(&["t1"]));
        let measured = changes(&map(&card("80 %", "measured"), &steps(&["t1"])), &found, false);
        assert_eq!(measured.len(), 1, "{measured:?}");
        assert_eq!(
            changes(&map(&card("Many", "assumption"), &steps(&["t1"])), &found, false),
            []
        );
    }

    #[test]
    fn steps_people_have_made_one_stay_one() {
        let found = json!([
            {"id": "t1", "name": {"en": "t1"}, "activities": ["a"]},
            {"id": "t2", "name": {"en": "t2"}, "activities": ["b"]}
        ]);
        let merged = json!([{"id": "t1", "name": {"en": "Both"}, "activities": ["a", "b"]}]);
        let none = json!([]);
        assert_eq!(changes(&map(&none, &merged), &map(&none, &found), true), []);
    }

    #[test]
    fn another_cut_into_stages_moves_the_steps_that_are_there() {
        let now = map(&json!([]), &steps(&["t1", "t2"]));
        let mut found = now.clone();
        let mut second = found.stages[0].clone();
        second.id = "s2".into();
        second.steps.remove(0);
        found.stages[0].steps.remove(1);
        found.stages.push(second);
        let mut changed = now.clone();
        for change in changes(&now, &found, true) {
            apply(&mut changed, &change).unwrap();
        }
        let ids = |map: &Map| -> Vec<(String, Vec<String>)> {
            let steps =
                |stage: &tropa_map::document::Stage| stage.steps.iter().map(|step| step.id.clone()).collect();
            map.stages
                .iter()
                .map(|stage| (stage.id.clone(), steps(stage)))
                .collect()
        };
        assert_eq!(ids(&changed), ids(&found));
    }

    #[test]
    fn a_new_step_comes_after_its_neighbour_and_nothing_is_removed() {
        let now = map(&card("80 %", "measured"), &steps(&["t1", "own"]));
        let found = map(&card("80 %", "measured"), &steps(&["t1", "t2"]));
        let mut changed = now.clone();
        for change in changes(&now, &found, true) {
            apply(&mut changed, &change).unwrap();
        }
        let order: Vec<&str> = changed.stages[0]
            .steps
            .iter()
            .map(|step| step.id.as_str())
            .collect();
        assert_eq!(order, ["t1", "t2", "own"]);
    }
}
