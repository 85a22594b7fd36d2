//! What is wrong with one record, found without looking at all the others.

use super::record::{self, Record, RecordKind, Spot};
use super::references::Refers;
use crate::document::{Brand, Map, Stage};
use crate::read::{Limits, check_sizes};
use crate::validate::{ProblemCode, validate};
use std::collections::BTreeSet;
use tropa_model::proposal::LocalText;

/// Everything wrong with the record itself and its references, one line each; empty for one that does not stand.
pub(super) fn problems(map: &mut Map, kind: RecordKind, id: &str) -> BTreeSet<String> {
    let Some(record) = record_or_head(map, kind, id) else {
        return BTreeSet::new();
    };
    let mut problems = own_problems(&record);
    match record {
        Alone::Record(mut record) => record.fields(&mut |field| {
            for held in field.slot.ids() {
                if !field.to.iter().any(|kind| record::stands(map, *kind, held)) {
                    problems.insert(unknown(field.name, field.to[0], held));
                }
            }
        }),
        Alone::Head(head) => {
            if let Some(Brand { logo: Some(logo), .. }) = &head.brand
                && !record::stands(map, RecordKind::Image, logo)
            {
                problems.insert(unknown("brand.logo", RecordKind::Image, logo));
            }
        }
    }
    problems
}

/// [`problems`] of a record as such, wherever it stands.
pub(crate) fn own(record: &Record) -> BTreeSet<String> {
    own_problems(&Alone::Record(record.clone()))
}

fn unknown(field: &str, to: RecordKind, id: &str) -> String {
    format!("`{field}`: there is no {to} «{id}» on this map")
}

enum Alone {
    Record(Record),
    Head(Box<Map>),
}

fn record_or_head(map: &mut Map, kind: RecordKind, id: &str) -> Option<Alone> {
    if kind == RecordKind::Map {
        let mut head = Map::default();
        record::put_head(&mut head, record::head(map)).ok()?;
        return Some(Alone::Head(Box::new(head)));
    }
    record::record(map, kind, id).map(Alone::Record)
}

/// The problems of a map that holds this record alone, but for those that only come from being alone.
fn own_problems(record: &Alone) -> BTreeSet<String> {
    let mut alone = match record {
        Alone::Head(head) => (**head).clone(),
        Alone::Record(record) => {
            let mut map = Map {
                format: crate::FORMAT.to_owned(),
                version: crate::VERSION,
                id: "alone".to_owned(),
                title: LocalText::plain("alone"),
                ..Map::default()
            };
            put(&mut map, record.clone());
            map
        }
    };
    // What the logo is, is looked up on the whole map.
    if let Some(brand) = &mut alone.brand {
        brand.logo = None;
    }
    let mut problems: BTreeSet<String> = validate(&alone)
        .into_iter()
        .filter(|problem| {
            !matches!(
                problem.code,
                ProblemCode::UnknownReference
                    | ProblemCode::DuplicateId
                    | ProblemCode::EmptyId
                    | ProblemCode::WrongFormat
            )
        })
        .map(|problem| problem.to_string())
        .collect();
    if let Err(error) = check_sizes(&alone, &Limits::DEFAULT) {
        problems.insert(error.to_string());
    }
    problems
}

fn put(map: &mut Map, record: Record) {
    match record.kind() {
        RecordKind::Step => map.stages.push(Stage {
            id: "alone".to_owned(),
            name: LocalText::plain("alone"),
            ..Stage::default()
        }),
        RecordKind::Trait => map.personas.push(crate::document::Persona {
            id: "alone".to_owned(),
            name: LocalText::plain("alone"),
            ..crate::document::Persona::default()
        }),
        _ => {}
    }
    record::insert(map, Spot { parent: 0, index: 0 }, record);
}

/// The most of a kind a map may have, over all its lists.
pub(super) fn most(kind: RecordKind) -> usize {
    let limits = Limits::DEFAULT;
    match kind {
        RecordKind::Stage => limits.stages_max,
        RecordKind::Step => limits.steps_max,
        RecordKind::Lane => limits.lanes_max,
        RecordKind::Channel => limits.channels_max,
        RecordKind::Path => limits.paths_max,
        RecordKind::Persona => limits.personas_max,
        RecordKind::Item => limits.items_max,
        RecordKind::Move => limits.moves_max,
        RecordKind::Link => limits.links_max,
        RecordKind::Image => limits.images_max,
        RecordKind::Comment => limits.comments_max,
        RecordKind::Former => limits.former_max,
        _ => limits.cards_max,
    }
}
