//! Two people's versions of one map become one: three-way, by id and field.

mod conflict;
mod order;
mod records;
mod restore;

pub use conflict::{Conflict, ConflictKind, note_conflicts};

use crate::change::RecordKind;
use crate::change::record::{head_of, put_head};
use crate::change::references::{Slot, scan};
use crate::document::{Map, Persona, Stage, Step, Trait};
use records::Merging;
use std::borrow::Cow;
use std::collections::HashMap;

/// A merged map, and what people have to look at.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// A sound map, also where there are conflicts: see [`merge`].
    pub map: Map,
    pub conflicts: Vec<Conflict>,
}

/// What `ours` and `theirs` both made of `base`.
///
/// | they did | and we did | outcome |
/// | --- | --- | --- |
/// | changed a field | left it | theirs |
/// | changed a field | changed it otherwise | ours stays, theirs is a conflict |
/// | added to a list of ids, evidence, activities | added to it | both are in it, ours first |
/// | removed | left it | removed |
/// | removed | changed it | it stays as we have it, a conflict |
/// | removed a step, stage, lane, persona … | used it anew | it is back, a conflict |
/// | merged or split | referred to it anew | refers to what it became |
/// | added at one place | added there too | ours, then theirs |
/// | moved | left it | moved |
/// | moved | moved it elsewhere | our place, a conflict |
/// | moved | removed it | removed |
///
/// The same with the sides changed. A number with its interval, n and base is one field: parts of two measurements are
/// never put together. No card is lost without a conflict that names it.
pub fn merge(base: &Map, ours: &Map, theirs: &Map) -> Merged {
    // References to what the other side merged or split lead to what it became.
    let (by_us, by_them) = (followed(base, ours), followed(base, theirs));
    let base = follow(base, &by_us);
    let base = &*follow(&base, &by_them);
    let ours = &*follow(ours, &by_them);
    let theirs = &*follow(theirs, &by_us);

    let mut merging = Merging::new(ours, theirs);
    let mut map = Map::default();
    let head = merging.value(
        RecordKind::Map,
        &ours.id,
        &head_of(base),
        head_of(ours),
        head_of(theirs),
    );
    if put_head(&mut map, head).is_err() {
        let as_ours = put_head(&mut map, head_of(ours));
        debug_assert!(as_ours.is_ok(), "what was written can be read");
    }

    let stages = merging.list(&bare(&base.stages), &bare(&ours.stages), &bare(&theirs.stages));
    let personas = merging.list(
        &bare(&base.personas),
        &bare(&ours.personas),
        &bare(&theirs.personas),
    );
    map.stages = stages;
    map.personas = personas;
    merging.nested(
        (&base.stages, &ours.stages, &theirs.stages),
        |stage| &stage.steps,
        &mut map.stages,
        |stage: &mut Stage| &mut stage.steps,
        Stage::default,
    );
    merging.nested(
        (&base.personas, &ours.personas, &theirs.personas),
        |persona| &persona.traits,
        &mut map.personas,
        |persona: &mut Persona| &mut persona.traits,
        Persona::default,
    );
    map.lanes = merging.list(&base.lanes, &ours.lanes, &theirs.lanes);
    map.cards = merging.list(&base.cards, &ours.cards, &theirs.cards);
    map.channels = merging.list(&base.channels, &ours.channels, &theirs.channels);
    map.items = merging.list(&base.items, &ours.items, &theirs.items);
    map.moves = merging.list(&base.moves, &ours.moves, &theirs.moves);
    map.paths = merging.list(&base.paths, &ours.paths, &theirs.paths);
    map.links = merging.list(&base.links, &ours.links, &theirs.links);
    map.images = merging.list(&base.images, &ours.images, &theirs.images);
    map.comments = merging.list(&base.comments, &ours.comments, &theirs.comments);
    map.former = merging.list(&base.former, &ours.former, &theirs.former);
    let mut conflicts = merging.conflicts;
    restore::restore(&mut map, base, ours, theirs, &mut conflicts);
    restore::straighten(&mut map);
    Merged { map, conflicts }
}

/// Records that hold others, without them.
trait Bare: Clone {
    fn bare(&self) -> Self;
}

impl Bare for Stage {
    fn bare(&self) -> Self {
        Self {
            steps: Vec::<Step>::new(),
            ..self.clone()
        }
    }
}

impl Bare for Persona {
    fn bare(&self) -> Self {
        Self {
            traits: Vec::<Trait>::new(),
            ..self.clone()
        }
    }
}

fn bare<T: Bare>(list: &[T]) -> Vec<T> {
    list.iter().map(Bare::bare).collect()
}

/// What this side merged or split: ids that stand on the base, no longer here, and what they became.
fn followed(base: &Map, side: &Map) -> HashMap<String, Vec<String>> {
    let fresh = side.former.iter().filter(|former| !base.former.contains(former));
    fresh
        .filter(|former| {
            let stood = RecordKind::LISTS.iter().any(|kind| {
                *kind != RecordKind::Former && crate::change::record::stands(base, *kind, &former.id)
            });
            stood && !crate::change::resolve(side, &former.id).contains(&former.id)
        })
        .map(|former| (former.id.clone(), crate::change::resolve(side, &former.id)))
        .filter(|(_, now)| !now.is_empty())
        .collect()
}

fn follow<'a>(map: &'a Map, became: &HashMap<String, Vec<String>>) -> Cow<'a, Map> {
    if became.is_empty() {
        return Cow::Borrowed(map);
    }
    let mut map = map.clone();
    scan(&mut map, &mut |kind, _, field| match field.slot {
        _ if kind == RecordKind::Former => {}
        Slot::Must(id) => {
            if let Some(first) = became.get(id.as_str()).and_then(|now| now.first()) {
                id.clone_from(first);
            }
        }
        Slot::May(id) => {
            if let Some(first) = id
                .as_deref()
                .and_then(|id| became.get(id))
                .and_then(|now| now.first())
            {
                *id = Some(first.clone());
            }
        }
        Slot::List(ids) => {
            if ids.iter().any(|id| became.contains_key(id)) {
                let now = ids
                    .drain(..)
                    .flat_map(|id| became.get(&id).cloned().unwrap_or_else(|| vec![id]));
                *ids = now.collect();
                match field.name {
                    "steps" => ids.dedup(),
                    _ => crate::change::unite::once_each(ids),
                }
            }
        }
    });
    Cow::Owned(map)
}
