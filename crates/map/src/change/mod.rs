//! Changes to a map, each with an inverse.
//!
//! A [`Change`] names records by id, never by position, so that it still means the same after other people's changes.
//! [`apply`] does all of it or nothing and returns the change that takes it back: applied next, that one restores the
//! document byte for byte.

mod check;
mod former;
mod place;
pub(crate) mod record;
pub(crate) mod references;
mod remove;
mod split;
pub(crate) mod unite;
mod work;

pub(crate) use check::{
    head_places as head_problem_list, most, own as own_problems, places as own_problem_list,
};
pub use former::resolve;
pub use place::{Part, Place};
pub use record::{Record, RecordKind, record};

use crate::document::Map;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tropa_model::proposal::LocalText;
use utoipa::ToSchema;

/// Version of the words below, as stored in histories. Grows when an older program would misread a change.
pub const CHANGE_VERSION: u32 = 1;

/// One thing done to a map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
#[schema(as = MapChange)]
pub enum Change {
    /// Sets one field of a record, or one part of it: `["name", "ru"]`, `["opportunity", "effort"]`.
    ///
    /// Lists and what people call one thing (a metric, a feeling) are set as a whole. An id is never set.
    Set {
        of: RecordKind,
        id: String,
        field: Vec<String>,
        /// Left out: the field is cleared.
        #[serde(default, deserialize_with = "there", skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Object, nullable)]
        value: Option<Value>,
    },
    /// Puts in a new record. A stage may bring its steps, a persona its traits.
    Add {
        record: Record,
        /// Stage of a step, persona of a trait.
        #[serde(default, rename = "in", skip_serializing_if = "Option::is_none")]
        parent: Option<String>,
        #[serde(default)]
        place: Place,
    },
    /// Takes a record out with all that cannot stand without it: see [`apply`].
    Remove { of: RecordKind, id: String },
    /// Moves a record within its list, a step to another stage, a trait to another persona.
    Move {
        of: RecordKind,
        id: String,
        /// Stage of a step, persona of a trait; left out: it stays in the one it is in.
        #[serde(default, rename = "to", skip_serializing_if = "Option::is_none")]
        parent: Option<String>,
        #[serde(default)]
        place: Place,
    },
    /// Moves a card to a cell, and within it.
    PlaceCard {
        id: String,
        lane: String,
        /// Step or stage.
        at: String,
        /// Last step it spans.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<String>,
        /// Among the cards; left out: where it stands.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<Place>,
    },
    /// One record becomes several. For stages, steps, cards, personas, items, channels and lanes.
    Split {
        of: RecordKind,
        id: String,
        /// At least two, in map order, with new ids.
        into: Vec<Part>,
    },
    /// Several records become the first of them. For stages, steps, cards, personas, items, channels and lanes.
    Merge {
        of: RecordKind,
        /// The first keeps its id and its place.
        ids: Vec<String>,
    },
    /// Several changes as one: all of them or none, taken back together.
    Several {
        #[schema(no_recursion)]
        changes: Vec<Change>,
        /// Takes back a change of a map that had problems: the records may have the problems again that they had.
        #[serde(default, skip_serializing_if = "crate::document::is_false")]
        back: bool,
    },
}

/// A field that is there with `null` is another thing than one that is left out.
fn there<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(from).map(Some)
}

impl Change {
    /// A new name (the text of a card) in one language.
    pub fn rename(of: RecordKind, id: &str, language: &str, name: &str) -> Change {
        let field = match of {
            RecordKind::Map => "title",
            RecordKind::Card | RecordKind::Trait => "text",
            RecordKind::Move | RecordKind::Link => "label",
            RecordKind::Image => "alt",
            _ => "name",
        };
        Change::Set {
            of,
            id: id.to_owned(),
            field: vec![field.to_owned(), language.to_owned()],
            value: Some(Value::from(name)),
        }
    }

    /// A new record at the end of its list.
    pub fn add(record: Record, parent: Option<&str>) -> Change {
        Change::Add {
            record,
            parent: parent.map(str::to_owned),
            place: Place::Last,
        }
    }

    pub fn remove(of: RecordKind, id: &str) -> Change {
        Change::Remove {
            of,
            id: id.to_owned(),
        }
    }
}

/// A change as histories keep it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = StoredMapChange)]
pub struct Stored {
    /// [`CHANGE_VERSION`] of the program that wrote it.
    pub version: u32,
    pub change: Change,
}

impl From<Change> for Stored {
    fn from(change: Change) -> Self {
        Self {
            version: CHANGE_VERSION,
            change,
        }
    }
}

/// Why a change cannot be made, in English; [`ChangeError::text`] says it in Russian, too. The map is then as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChangeError {
    #[error("there is no {of} «{id}» on this map")]
    Unknown { of: RecordKind, id: String },
    #[error("there are several of {of} «{id}» on this map: give them different ids first")]
    Ambiguous { of: RecordKind, id: String },
    #[error("there is already a {of} «{id}» on this map")]
    Taken { of: RecordKind, id: String },
    #[error("a {of} needs an id")]
    NoId { of: RecordKind },
    #[error("a {of} needs to be told which {parent} it belongs to")]
    NoParent { of: RecordKind, parent: RecordKind },
    #[error("`{field}` of a {of} is not set as a field: it has changes of its own, or never changes")]
    Fixed { of: RecordKind, field: String },
    #[error("{of} «{id}», `{field}`: {reason}")]
    Value {
        of: RecordKind,
        id: String,
        field: String,
        reason: String,
    },
    #[error("{of} «{id}»: {}", .problem.get("en"))]
    Problem {
        of: RecordKind,
        id: String,
        problem: LocalText,
    },
    #[error("a {of} cannot be added, removed, moved, split or merged")]
    Whole { of: RecordKind },
    #[error("splitting and merging are not for records like this {of}")]
    Indivisible { of: RecordKind },
    #[error("{of} «{id}»: {}", .reason.get("en"))]
    Parts {
        of: RecordKind,
        id: String,
        reason: LocalText,
    },
    #[error("the map would have {found} of {of}; at most {max} are allowed")]
    TooMany {
        of: RecordKind,
        found: usize,
        max: usize,
    },
    #[error("changes are nested deeper than {max} levels")]
    TooDeep { max: usize },
}

/// Makes the change and returns the one that takes it back.
///
/// After it, [`crate::validate`] finds nothing it did not find before: a change that would break a reference or put a
/// value out of its range is refused, and the map is as it was.
///
/// What goes with a removed record (and comes back with the inverse):
///
/// | removed | goes with it | stays, without it |
/// | --- | --- | --- |
/// | stage | its steps and the cards that span it | links to other maps that stood there |
/// | step | its cards, moves from and to it, paths of this step alone | paths, cards that span other steps too |
/// | lane | its cards | |
/// | persona | its traits and lanes, cards and moves about nobody else | cards and moves about others too |
/// | card | | opportunities that answered it, actions that served it |
/// | channel, item, image | cards that say nothing without it | all else that pointed at it |
/// | comment | its answers | |
///
/// Comments go with what they stand at.
pub fn apply(map: &mut Map, change: &Change) -> Result<Change, ChangeError> {
    let mut work = work::Work::new(map, matches!(change, Change::Several { back: true, .. }));
    match work.run(change, 0).and_then(|()| work.check()) {
        Ok(()) => Ok(work.inverse()),
        Err(error) => {
            work.roll_back();
            Err(error)
        }
    }
}
