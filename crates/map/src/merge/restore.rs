//! What is still used comes back: a merged map never refers to nothing.

use super::conflict::{Conflict, ConflictKind};
use crate::change::record::{self, Record, RecordKind, Spot};
use crate::change::references::scan;
use crate::document::Map;

/// Puts back records that the merged ones refer to and one side removed; until nothing is missing.
pub(super) fn restore(map: &mut Map, base: &Map, ours: &Map, theirs: &Map, conflicts: &mut Vec<Conflict>) {
    loop {
        let known = Known::of(map);
        let mut missing: Vec<(&'static [RecordKind], String)> = Vec::new();
        scan(map, &mut |kind, _, field| {
            if kind == RecordKind::Former {
                return;
            }
            for id in field.slot.ids() {
                if !known.has(field.to, id) {
                    missing.push((field.to, id.to_owned()));
                }
            }
        });
        let mut back = false;
        for (kinds, id) in missing {
            // The same may be missing twice.
            if kinds.iter().any(|kind| record::stands(map, *kind, &id)) {
                continue;
            }
            let from = [theirs, ours, base].into_iter().find_map(|from| {
                let kind = kinds.iter().find(|kind| record::stands(from, **kind, &id))?;
                Some((from, *kind))
            });
            if let Some((from, kind)) = from {
                back |= put_back(map, from, kind, &id, conflicts);
            }
        }
        if !back {
            return;
        }
    }
}

/// Ids that stand, by kind.
struct Known(std::collections::HashSet<(RecordKind, String)>);

impl Known {
    fn of(map: &Map) -> Self {
        let lists = RecordKind::LISTS.into_iter().flat_map(|kind| {
            (0..record::lists(map, kind)).flat_map(move |parent| {
                record::ids(map, kind, parent)
                    .into_iter()
                    .map(move |id| (kind, id))
            })
        });
        Self(lists.collect())
    }

    fn has(&self, kinds: &[RecordKind], id: &str) -> bool {
        kinds.iter().any(|kind| self.0.contains(&(*kind, id.to_owned())))
    }
}

/// One record, after the neighbour it followed; a stage comes without its steps, a step brings its stage.
fn put_back(map: &mut Map, from: &Map, kind: RecordKind, id: &str, conflicts: &mut Vec<Conflict>) -> bool {
    let (Ok(spot), Some(mut whole)) = (record::find(from, kind, id), record::record(from, kind, id)) else {
        return false;
    };
    match &mut whole {
        Record::Stage(stage) => stage.steps.clear(),
        Record::Persona(persona) => persona.traits.clear(),
        _ => {}
    }
    let parent = match (kind.parent(), record::parent_id(from, kind, spot.parent)) {
        (Some(parent_kind), Some(parent)) => {
            if !record::stands(map, parent_kind, &parent) {
                put_back(map, from, parent_kind, &parent, conflicts);
            }
            match record::find(map, parent_kind, &parent) {
                Ok(spot) => spot.index,
                Err(_) => return false,
            }
        }
        _ => 0,
    };
    let order = record::ids(from, kind, spot.parent);
    let here = record::ids(map, kind, parent);
    let before = order[..spot.index]
        .iter()
        .rev()
        .find_map(|id| here.iter().position(|other| other == id));
    let name = whole.name();
    record::insert(
        map,
        Spot {
            parent,
            index: before.map_or(0, |at| at + 1),
        },
        whole,
    );
    conflicts.push(Conflict {
        why: ConflictKind::StillUsed,
        of: kind,
        id: id.to_owned(),
        name,
        field: None,
        base: None,
        ours: None,
        theirs: None,
    });
    true
}

/// Spans run along the map: steps of both ends may have changed places on different sides.
pub(super) fn straighten(map: &mut Map) {
    let order: std::collections::HashMap<String, usize> = map
        .stages
        .iter()
        .flat_map(|stage| &stage.steps)
        .enumerate()
        .map(|(i, step)| (step.id.clone(), i))
        .collect();
    for card in &mut map.cards {
        let ends = card
            .until
            .as_ref()
            .and_then(|until| order.get(&card.at).zip(order.get(until)));
        match ends {
            Some((at, until)) if at == until => card.until = None,
            Some((at, until)) if at > until => {
                if let Some(until) = card.until.take() {
                    card.until = Some(std::mem::replace(&mut card.at, until));
                }
            }
            _ => {}
        }
    }
}
