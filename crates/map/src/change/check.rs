//! What is wrong with one record, found without looking at all the others.

use super::ChangeError;
use super::record::{self, Record, RecordKind, Spot};
use super::references::Refers;
use crate::document::{Brand, Map, Stage};
use crate::read::{Limits, MapError, check_sizes};
use crate::validate::{Problem, ProblemCode, is_language, validate};
use std::collections::BTreeSet;
use tropa_model::proposal::LocalText;

/// Everything wrong with the record itself and its references, one line each; empty for one that does not stand.
pub(super) fn problems(map: &mut Map, kind: RecordKind, id: &str) -> BTreeSet<LocalText> {
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
pub(crate) fn own(record: &Record) -> BTreeSet<LocalText> {
    own_problems(&Alone::Record(record.clone()))
}

fn unknown(field: &str, to: RecordKind, id: &str) -> LocalText {
    let (of, id) = (to, id.to_owned());
    let none = ChangeError::Unknown { of, id }.text();
    let [en, ru] = ["en", "ru"].map(|lang| format!("`{field}`: {}", none.get(lang)));
    LocalText::en_ru(en, ru)
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
fn own_problems(record: &Alone) -> BTreeSet<LocalText> {
    let alone = alone(record);
    let mut problems: BTreeSet<LocalText> = problems_alone(&alone)
        .map(|problem| {
            let ru = format!("{}: {}", problem.place, problem.message.get("ru"));
            LocalText::en_ru(problem.to_string(), ru)
        })
        .collect();
    if let Err(error) = check_sizes(&alone, &Limits::DEFAULT) {
        problems.insert(error.text());
    }
    problems
}

fn problems_alone(alone: &Map) -> impl Iterator<Item = Problem> {
    validate(alone).into_iter().filter(|problem| {
        !matches!(
            problem.code,
            ProblemCode::UnknownReference
                | ProblemCode::DuplicateId
                | ProblemCode::EmptyId
                | ProblemCode::WrongFormat
        )
    })
}

/// Places inside the record that hold what they may not; a language that is none as `text.LANGUAGE`. That it has no
/// name or says nothing is not told: both come and go while people write.
pub(crate) fn places(record: &Record) -> Vec<String> {
    let before = match record.kind() {
        RecordKind::Step => "stages[0].steps[0].".to_owned(),
        RecordKind::Trait => "personas[0].traits[0].".to_owned(),
        kind => format!("{}[0].", kind.list_name()),
    };
    places_of(&Alone::Record(record.clone()), &before)
}

/// [`places`] of the map's own fields.
pub(crate) fn head_places(map: &Map) -> Vec<String> {
    places_of(&Alone::Head(Box::new(map.clone())), "")
}

fn places_of(record: &Alone, before: &str) -> Vec<String> {
    let alone = alone(record);
    let mut found = Vec::new();
    let own = before.trim_end_matches('.');
    for problem in problems_alone(&alone) {
        if matches!(
            problem.code,
            ProblemCode::MissingName | ProblemCode::NothingOnCard
        ) {
            continue;
        }
        let place = problem.place.strip_prefix(before).unwrap_or_default();
        if problem.code == ProblemCode::NotALanguage {
            let wrong = languages_at(&alone, &problem.place);
            found.extend(wrong.into_iter().map(|language| format!("{place}.{language}")));
        } else {
            found.push(place.to_owned());
        }
    }
    // One text that is too long is told at a time: who mends it asks again.
    if let Err(MapError::TooMany { place, .. }) = check_sizes(&alone, &Limits::DEFAULT) {
        found.push(
            place
                .strip_prefix(before)
                .unwrap_or(place.trim_start_matches(own))
                .to_owned(),
        );
    }
    found.dedup();
    found
}

/// The languages of the text at a place that are no names of languages.
fn languages_at(map: &Map, place: &str) -> Vec<String> {
    let mut found = Vec::new();
    crate::walk::texts(map, &mut |spot, words| {
        if let crate::walk::Words::Local(text) = words
            && spot.to_string() == place
        {
            let wrong = text.0.keys().filter(|language| !is_language(language));
            found.extend(wrong.cloned());
        }
    });
    found
}

fn alone(record: &Alone) -> Map {
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
    alone
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
pub(crate) fn most(kind: RecordKind) -> usize {
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
