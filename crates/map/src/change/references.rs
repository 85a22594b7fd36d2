//! Which fields of which record hold ids of other records: the one list that removing, splitting, merging and comparing
//! go by.

use super::record::{Record, RecordKind};
use crate::document::{
    Card, Channel, Comment, Former, Image, Item, Lane, Map, MapLink, Move, Path, Persona, Stage, Step, Trait,
};

/// A field that holds ids.
pub enum Slot<'a> {
    /// The record cannot stand without it.
    Must(&'a mut String),
    /// It is cleared when what it names goes.
    May(&'a mut Option<String>),
    /// Ids drop out of it one by one.
    List(&'a mut Vec<String>),
}

impl Slot<'_> {
    /// All ids the field holds.
    pub fn ids(&self) -> Vec<&str> {
        match self {
            Self::Must(id) => vec![id.as_str()],
            Self::May(id) => id.as_deref().into_iter().collect(),
            Self::List(ids) => ids.iter().map(String::as_str).collect(),
        }
    }

    pub fn holds(&self, id: &str) -> bool {
        match self {
            Self::Must(held) => *held == id,
            Self::May(held) => held.as_deref() == Some(id),
            Self::List(held) => held.iter().any(|held| held == id),
        }
    }
}

pub struct Field<'a> {
    pub name: &'static str,
    /// Kinds of record the ids may belong to.
    pub to: &'static [RecordKind],
    pub slot: Slot<'a>,
}

const COLUMN: &[RecordKind] = &[RecordKind::Step, RecordKind::Stage];
const STEP: &[RecordKind] = &[RecordKind::Step];
const LANE: &[RecordKind] = &[RecordKind::Lane];
const CARD: &[RecordKind] = &[RecordKind::Card];
const PERSONA: &[RecordKind] = &[RecordKind::Persona];
const ITEM: &[RecordKind] = &[RecordKind::Item];
const CHANNEL: &[RecordKind] = &[RecordKind::Channel];
const IMAGE: &[RecordKind] = &[RecordKind::Image];
const COMMENT: &[RecordKind] = &[RecordKind::Comment];
/// What a former id may have become.
const ANY: &[RecordKind] = &RecordKind::LISTS;

/// The fields of a record that hold ids.
pub trait Refers {
    fn fields(&mut self, visit: &mut dyn FnMut(Field<'_>));
}

fn must(name: &'static str, to: &'static [RecordKind], id: &mut String, visit: &mut dyn FnMut(Field<'_>)) {
    visit(Field {
        name,
        to,
        slot: Slot::Must(id),
    });
}

fn may(
    name: &'static str,
    to: &'static [RecordKind],
    id: &mut Option<String>,
    visit: &mut dyn FnMut(Field<'_>),
) {
    visit(Field {
        name,
        to,
        slot: Slot::May(id),
    });
}

fn list(
    name: &'static str,
    to: &'static [RecordKind],
    ids: &mut Vec<String>,
    visit: &mut dyn FnMut(Field<'_>),
) {
    visit(Field {
        name,
        to,
        slot: Slot::List(ids),
    });
}

impl Refers for Card {
    fn fields(&mut self, visit: &mut dyn FnMut(Field<'_>)) {
        must("lane", LANE, &mut self.lane, visit);
        must("at", COLUMN, &mut self.at, visit);
        may("until", STEP, &mut self.until, visit);
        list("personas", PERSONA, &mut self.personas, visit);
        list("items", ITEM, &mut self.items, visit);
        may("channel", CHANNEL, &mut self.channel, visit);
        may("image", IMAGE, &mut self.image, visit);
        if let Some(moment) = &mut self.moment {
            may("moment.touchpoint", ITEM, &mut moment.touchpoint, visit);
        }
        if let Some(opportunity) = &mut self.opportunity {
            list("opportunity.answers", CARD, &mut opportunity.answers, visit);
            list("opportunity.solves", CARD, &mut opportunity.solves, visit);
        }
        if let Some(action) = &mut self.action {
            may("action.opportunity", CARD, &mut action.opportunity, visit);
        }
    }
}

impl Refers for Stage {
    fn fields(&mut self, _: &mut dyn FnMut(Field<'_>)) {}
}

impl Refers for Step {
    fn fields(&mut self, visit: &mut dyn FnMut(Field<'_>)) {
        list("touchpoints", ITEM, &mut self.touchpoints, visit);
    }
}

impl Refers for Lane {
    fn fields(&mut self, visit: &mut dyn FnMut(Field<'_>)) {
        may("persona", PERSONA, &mut self.persona, visit);
    }
}

impl Refers for Persona {
    fn fields(&mut self, visit: &mut dyn FnMut(Field<'_>)) {
        may("image", IMAGE, &mut self.image, visit);
    }
}

impl Refers for Item {
    fn fields(&mut self, visit: &mut dyn FnMut(Field<'_>)) {
        may("channel", CHANNEL, &mut self.channel, visit);
    }
}

impl Refers for Move {
    fn fields(&mut self, visit: &mut dyn FnMut(Field<'_>)) {
        must("from", STEP, &mut self.from, visit);
        must("to", STEP, &mut self.to, visit);
        list("personas", PERSONA, &mut self.personas, visit);
    }
}

impl Refers for Path {
    fn fields(&mut self, visit: &mut dyn FnMut(Field<'_>)) {
        list("steps", STEP, &mut self.steps, visit);
    }
}

impl Refers for MapLink {
    fn fields(&mut self, visit: &mut dyn FnMut(Field<'_>)) {
        may("at", COLUMN, &mut self.at, visit);
    }
}

impl Refers for Comment {
    fn fields(&mut self, visit: &mut dyn FnMut(Field<'_>)) {
        must("at", &RecordKind::COMMENTED, &mut self.at, visit);
        may("answers", COMMENT, &mut self.answers, visit);
    }
}

impl Refers for Former {
    fn fields(&mut self, visit: &mut dyn FnMut(Field<'_>)) {
        list("now", ANY, &mut self.now, visit);
    }
}

impl Refers for Trait {
    fn fields(&mut self, _: &mut dyn FnMut(Field<'_>)) {}
}

impl Refers for Channel {
    fn fields(&mut self, _: &mut dyn FnMut(Field<'_>)) {}
}

impl Refers for Image {
    fn fields(&mut self, _: &mut dyn FnMut(Field<'_>)) {}
}

impl Refers for Record {
    fn fields(&mut self, visit: &mut dyn FnMut(Field<'_>)) {
        match self {
            Self::Stage(stage) => stage.steps.iter_mut().for_each(|step| step.fields(visit)),
            Self::Step(record) => record.fields(visit),
            Self::Lane(record) => record.fields(visit),
            Self::Card(record) => record.fields(visit),
            Self::Persona(record) => record.fields(visit),
            Self::Trait(record) => record.fields(visit),
            Self::Channel(record) => record.fields(visit),
            Self::Item(record) => record.fields(visit),
            Self::Move(record) => record.fields(visit),
            Self::Path(record) => record.fields(visit),
            Self::Link(record) => record.fields(visit),
            Self::Image(record) => record.fields(visit),
            Self::Comment(record) => record.fields(visit),
            Self::Former(record) => record.fields(visit),
        }
    }
}

/// Every field with ids on the whole map, with the record it belongs to. The map's own (its logo) come as kind `map`.
pub(crate) fn scan(map: &mut Map, visit: &mut dyn FnMut(RecordKind, &str, Field<'_>)) {
    fn of<'a, T: super::record::Entry + Refers + 'a>(
        list: impl IntoIterator<Item = &'a mut T>,
        visit: &mut dyn FnMut(RecordKind, &str, Field<'_>),
    ) {
        for record in list {
            let id = std::mem::take(record.id_mut());
            record.fields(&mut |field| visit(T::KIND, &id, field));
            *record.id_mut() = id;
        }
    }
    of(map.stages.iter_mut().flat_map(|stage| &mut stage.steps), visit);
    of(&mut map.lanes, visit);
    of(&mut map.cards, visit);
    of(&mut map.personas, visit);
    of(&mut map.items, visit);
    of(&mut map.moves, visit);
    of(&mut map.paths, visit);
    of(&mut map.links, visit);
    of(&mut map.comments, visit);
    of(&mut map.former, visit);
    let id = map.id.clone();
    if let Some(brand) = &mut map.brand {
        may("brand.logo", IMAGE, &mut brand.logo, &mut |field| {
            visit(RecordKind::Map, &id, field)
        });
    }
}
