//! A map as people without an account may see it.

use crate::change::{Change, RecordKind, apply};
use crate::document::{Card, Map};
use serde_json::Value;
use std::collections::BTreeSet;

/// The map without these lanes (by id), without its evidence where that is hidden too, and always without what is said
/// among its authors: comments, names of other maps, former ids, fields this version does not know.
///
/// What is hidden is nowhere in the result: neither the cards of a hidden lane, nor what refers to them, nor the
/// channels, items and pictures that only they used.
pub fn for_guests(map: &Map, hide_lanes: &[String], hide_evidence: bool) -> Map {
    let mut shown = map.clone();
    shown.comments.clear();
    shown.former.clear();
    shown.links.clear();
    let hidden: Vec<&Card> = map
        .cards
        .iter()
        .filter(|card| hide_lanes.contains(&card.lane) || (hide_evidence && says_only_quotes(card)))
        .collect();
    for card in &hidden {
        let _ = apply(&mut shown, &Change::remove(RecordKind::Card, &card.id));
    }
    for lane in hide_lanes {
        let _ = apply(&mut shown, &Change::remove(RecordKind::Lane, lane));
    }
    // Whatever a change would not do must not be seen either.
    shown.lanes.retain(|lane| !hide_lanes.contains(&lane.id));
    let left: BTreeSet<&str> = hidden.iter().map(|card| card.id.as_str()).collect();
    shown.cards.retain(|card| !left.contains(card.id.as_str()));
    shown.unknown = Default::default();
    for card in &mut shown.cards {
        card.unknown = Default::default();
    }
    if hide_evidence {
        without_evidence(&mut shown);
    }
    let mut used_there = BTreeSet::new();
    for card in hidden {
        words(&serde_json::to_value(card).unwrap_or_default(), &mut used_there);
    }
    drop_unused(&mut shown, used_there);
    shown
}

/// Whether guests could point at a record of this id: a card, step, stage, lane or persona.
pub fn has_record(map: &Map, id: &str) -> bool {
    map.cards.iter().any(|card| card.id == id)
        || map.lanes.iter().any(|lane| lane.id == id)
        || map.personas.iter().any(|persona| persona.id == id)
        || map
            .stages
            .iter()
            .any(|stage| stage.id == id || stage.steps.iter().any(|step| step.id == id))
}

/// What a customer said word by word is evidence also where it is all that the card says.
fn says_only_quotes(card: &Card) -> bool {
    let mut quotes = card.evidence.iter().filter_map(|reason| reason.quote.as_ref());
    quotes.any(|quote| card.text.0.values().any(|text| text.trim() == quote.text.trim()))
}

fn without_evidence(map: &mut Map) {
    map.origin = None;
    for card in &mut map.cards {
        card.evidence.clear();
    }
    for path in &mut map.paths {
        path.evidence.clear();
    }
    for one in &mut map.moves {
        one.evidence.clear();
    }
    for persona in &mut map.personas {
        // What a customer said word by word is evidence.
        persona.quote = None;
        for one in &mut persona.traits {
            one.evidence.clear();
        }
    }
}

/// Takes out the channels, items and pictures that hidden cards used and nothing else does; and then those that only
/// these used: an item may name a channel.
fn drop_unused(map: &mut Map, mut used_there: BTreeSet<String>) {
    loop {
        let mut rest = map.clone();
        let (channels, items, images) = (
            std::mem::take(&mut rest.channels),
            std::mem::take(&mut rest.items),
            std::mem::take(&mut rest.images),
        );
        let mut used = BTreeSet::new();
        words(&serde_json::to_value(&rest).unwrap_or_default(), &mut used);
        let goes = |id: &String, used: &BTreeSet<String>| used_there.contains(id) && !used.contains(id);
        let (gone, items): (Vec<_>, Vec<_>) = items.into_iter().partition(|one| goes(&one.id, &used));
        used.extend(items.iter().filter_map(|item| item.channel.clone()));
        map.channels = channels.into_iter().filter(|one| !goes(&one.id, &used)).collect();
        map.images = images.into_iter().filter(|one| !goes(&one.id, &used)).collect();
        map.items = items;
        if gone.is_empty() {
            return;
        }
        used_there.extend(gone.into_iter().filter_map(|item| item.channel));
    }
}

/// Every text in a document.
fn words(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => {
            into.insert(text.clone());
        }
        Value::Array(all) => all.iter().for_each(|one| words(one, into)),
        Value::Object(fields) => fields.values().for_each(|one| words(one, into)),
        _ => {}
    }
}
