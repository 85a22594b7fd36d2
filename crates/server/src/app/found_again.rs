//! A map found again in newer facts, as changes of the map people have worked on since.

use crate::app::progress::Watch;
use crate::app::suggestions::SuggestionView;
use crate::app::{AppError, Author, DiscoverOrder, ErrorCode, Fault, Workspace};
use serde_json::Value;
use std::collections::BTreeSet;
use tropa_catalog::{MapId, SuggestionSource};
use tropa_map::Map;
use tropa_map::change::{Change, Place, RecordKind, apply, record};
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

impl Workspace {
    /// Discovers again and proposes what is new or different as one suggestion on the map `id`, each change a part of
    /// its own. `None` where the facts say what the map says.
    pub fn discover_over(
        &self,
        id: &MapId,
        order: &DiscoverOrder,
        by: &Author,
        watch: &mut Watch<'_>,
    ) -> Result<Option<SuggestionView>, AppError> {
        let now = self.map(id)?.map;
        let found = self.discover(order, watch)?.map;
        let changes = changes(&now, &found);
        if changes.is_empty() {
            return Ok(None);
        }
        if changes.len() > crate::app::edit::CHANGES_MAX {
            return Err(Fault::new(
                ErrorCode::TooLarge,
                "the map found is another one altogether: keep it as a map of its own",
                "найденная карта — совсем другая: сохраните её отдельно",
            )
            .into());
        }
        let title = found.origin.map(|origin| origin.snapshot).unwrap_or_default();
        let source = SuggestionSource::Discovery;
        self.keep_suggestion(id, title, None, changes, by, source)
            .map(Some)
    }
}

/// What makes `now` say what was measured in `found`; each can be made after those before it. Nothing is removed:
/// what facts do not show is not untrue.
fn changes(now: &Map, found: &Map) -> Vec<Change> {
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
            if stands {
                continue;
            }
            let inner: Vec<String> = match kind {
                RecordKind::Stage => {
                    let stage = found.stages.iter().find(|stage| stage.id == id);
                    let steps = stage.into_iter().flat_map(|stage| &stage.steps);
                    steps.map(|step| step.id.clone()).collect()
                }
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
        assert_eq!(changes(&same, &same), []);
    }

    #[test]
    fn a_measured_card_is_said_anew_and_a_person_s_own_is_not() {
        let found = map(&card("90 %", "measured"), &steps(&["t1"]));
        let measured = changes(&map(&card("80 %", "measured"), &steps(&["t1"])), &found);
        assert_eq!(measured.len(), 1, "{measured:?}");
        assert_eq!(
            changes(&map(&card("Many", "assumption"), &steps(&["t1"])), &found),
            []
        );
    }

    #[test]
    fn a_new_step_comes_after_its_neighbour_and_nothing_is_removed() {
        let now = map(&card("80 %", "measured"), &steps(&["t1", "own"]));
        let found = map(&card("80 %", "measured"), &steps(&["t1", "t2"]));
        let mut changed = now.clone();
        for change in changes(&now, &found) {
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
