//! Both maps on one: for a picture of what changed.

use super::align::align;
use crate::change::RecordKind;
use crate::change::record::{self, Record, Spot};
use crate::document::{LaneRole, Map};

/// The newer map with what was removed put back where it stood: stages, steps, lanes and cards.
///
/// A removed point of an emotion curve stays away: it would bend the curve of the newer map.
pub fn both(a: &Map, b: &Map) -> Map {
    let aligned = align(a, b);
    let old = &*aligned.map;
    let mut map = b.clone();
    for kind in [
        RecordKind::Image,
        RecordKind::Channel,
        RecordKind::Item,
        RecordKind::Persona,
        RecordKind::Stage,
        RecordKind::Step,
        RecordKind::Lane,
    ] {
        for parent in 0..record::lists(old, kind) {
            let ids = record::ids(old, kind, parent);
            for (index, id) in ids.iter().enumerate() {
                let gone = !record::stands(b, kind, id) && !aligned.became.contains_key(&(kind, id.clone()));
                if gone && let Some(whole) = record::get(old, kind, Spot { parent, index }) {
                    put_back(&mut map, old, parent, &ids[..index], whole);
                }
            }
        }
    }
    let curves: Vec<&str> = map
        .lanes
        .iter()
        .filter(|lane| lane.role == LaneRole::Feelings)
        .map(|lane| lane.id.as_str())
        .collect();
    let known: std::collections::HashSet<&str> = b.cards.iter().map(|card| card.id.as_str()).collect();
    let removed = old.cards.iter().filter(|card| {
        !known.contains(card.id.as_str())
            && !aligned.became.contains_key(&(RecordKind::Card, card.id.clone()))
            && !curves.contains(&card.lane.as_str())
    });
    let removed: Vec<_> = removed.cloned().collect();
    map.cards.extend(removed);
    map
}

fn put_back(map: &mut Map, old: &Map, parent: usize, before: &[String], mut whole: Record) {
    let kind = whole.kind();
    match &mut whole {
        Record::Stage(stage) => stage.steps.clear(),
        Record::Persona(persona) => persona.traits.clear(),
        _ => {}
    }
    let parent = match (kind.parent(), record::parent_id(old, kind, parent)) {
        (Some(of), Some(id)) => match record::find(map, of, &id) {
            Ok(spot) => spot.index,
            // The stage was merged into another: its other steps tell which.
            Err(_) => {
                let neighbour = before
                    .iter()
                    .rev()
                    .find_map(|id| record::find(map, kind, id).ok());
                neighbour.map_or(0, |spot| spot.parent)
            }
        },
        _ => 0,
    };
    if kind.parent().is_some() && map.stages.is_empty() {
        return;
    }
    let here = record::ids(map, kind, parent);
    let after = before
        .iter()
        .rev()
        .find_map(|id| here.iter().position(|other| other == id));
    record::insert(
        map,
        Spot {
            parent,
            index: after.map_or(0, |at| at + 1),
        },
        whole,
    );
}
