//! What people changed in a file, done to the map the file was written from.

use super::cell;
use crate::change::record::{Entry, Record, head_of, plain};
use crate::change::{Change, Place, RecordKind, apply};
use crate::document::{Card, Map};
use crate::formats::Note;
use serde_json::{Map as Object, Value};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use tropa_model::proposal::LocalText;

/// Fields of a card that say where it stands: moved, not set.
const PLACE: [&str; 3] = ["lane", "at", "until"];
/// Fields nobody changes in a file: the file says them of itself.
const FIXED: [&str; 3] = ["id", "format", "version"];

/// Does to `base` what leads from `before` to `after`, where equal ids mean the same record on all three.
/// `ordered`: the order of the file says something.
pub fn take_over(
    base: &Map,
    before: &Map,
    after: &Map,
    lang: &str,
    ordered: bool,
    notes: &mut Vec<Note>,
) -> Map {
    let mut edits = Edits {
        lang,
        map: base.clone(),
        notes,
    };
    edits.head(before, after);
    edits.records(&before.personas, &after.personas, &base.personas);
    edits.records(&before.channels, &after.channels, &base.channels);
    edits.records(&before.items, &after.items, &base.items);
    edits.stages(before, after, base);
    edits.records(&before.lanes, &after.lanes, &base.lanes);
    edits.cards(before, after, base);
    edits.removed(before, after);
    let mut map = edits.map;
    if !ordered {
        return map;
    }
    reorder(&mut map.stages, &ids(&before.stages), &ids(&after.stages));
    for stage in &mut map.stages {
        let steps = |map: &Map| -> Vec<String> {
            let there = map.stages.iter().find(|there| there.id == stage.id);
            there.map(|there| ids(&there.steps)).unwrap_or_default()
        };
        let (was, now) = (steps(before), steps(after));
        reorder(&mut stage.steps, &was, &now);
    }
    reorder(&mut map.lanes, &ids(&before.lanes), &ids(&after.lanes));
    reorder_in_cells(&mut map.cards, &before.cards, &after.cards);
    map
}

struct Edits<'a> {
    lang: &'a str,
    map: Map,
    notes: &'a mut Vec<Note>,
}

impl Edits<'_> {
    /// Makes one change; one that would leave the map with a mistake is told instead.
    fn make(&mut self, change: &Change, of: RecordKind, id: &str) {
        if let Err(error) = apply(&mut self.map, change) {
            self.note(
                of,
                id,
                format!("a change was left out: {error}"),
                format!("изменение пропущено: {error}"),
            );
        }
    }

    fn note(&mut self, of: RecordKind, id: &str, en: String, ru: String) {
        self.notes.push(Note {
            place: LocalText::plain(format!("{of} «{id}»")),
            text: LocalText::en_ru(en, ru),
        });
    }

    fn set(&mut self, of: RecordKind, id: &str, field: &str, value: Option<Value>) {
        let change = Change::Set {
            of,
            id: id.to_owned(),
            field: vec![field.to_owned()],
            value,
        };
        self.make(&change, of, id);
    }

    fn head(&mut self, before: &Map, after: &Map) {
        let base = head_of(&self.map);
        let id = self.map.id.clone();
        self.fields(RecordKind::Map, &id, &base, &head_of(before), &head_of(after));
    }

    /// Sets the fields of a record that the file says otherwise now.
    fn fields(&mut self, of: RecordKind, id: &str, base: &Value, before: &Value, after: &Value) {
        let (Value::Object(before), Value::Object(after)) = (before, after) else {
            return;
        };
        let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        for name in names {
            let (was, now) = (before.get(name), after.get(name));
            let placed = of == RecordKind::Card && PLACE.contains(&name.as_str());
            let holds_records = matches!(
                (of, name.as_str()),
                (RecordKind::Stage, "steps") | (RecordKind::Persona, "traits")
            );
            if was == now || placed || holds_records || FIXED.contains(&name.as_str()) {
                continue;
            }
            let here = base.get(name);
            let value = match (of, name.as_str()) {
                (_, "evidence") => quotes(here, was, now),
                (RecordKind::Card, "feeling" | "metric") => self.number(of, id, name, here, was, now),
                _ => merged(here, was, now, self.lang),
            };
            if value.as_ref() != here {
                self.set(of, id, name, value);
            }
        }
    }

    /// A number typed by a person: what was measured with the old one does not belong to it.
    fn number(
        &mut self,
        of: RecordKind,
        id: &str,
        name: &str,
        here: Option<&Value>,
        was: Option<&Value>,
        now: Option<&Value>,
    ) -> Option<Value> {
        let mut value = merged(here, was, now, self.lang)?;
        let number = |value: Option<&Value>| value.and_then(|value| value.get("value")).cloned();
        let (Some(here), Value::Object(fields)) = (here, &mut value) else {
            return Some(value);
        };
        if number(was) != number(now) {
            let told = |field: &str| was.and_then(|was| was.get(field)).is_some();
            let behind = ["lo", "hi", "raw_mean", "raw_scale", "count", "from", "to"];
            let mut dropped = false;
            for field in behind {
                if here.get(field).is_some() && !told(field) {
                    dropped |= fields.remove(field).is_some();
                }
            }
            let n = here.get("n").and_then(Value::as_u64).unwrap_or_default();
            let told_n = was.and_then(|was| was.get("n")).and_then(Value::as_u64);
            if n > 0 && told_n != Some(n) {
                dropped = true;
                match name {
                    "feeling" => drop(fields.remove("n")),
                    _ => drop(fields.insert("n".to_owned(), Value::from(0))),
                }
            }
            if dropped {
                self.note(
                    of,
                    id,
                    format!("the {name} was changed: interval and count of the old number were dropped"),
                    "число изменено: интервал и число ответов были у прежнего и убраны".to_owned(),
                );
            }
        }
        Some(value)
    }

    /// Records of a list of the map: new ones are added, known ones changed.
    fn records<T: Entry>(&mut self, before: &[T], after: &[T], base: &[T]) {
        let was = by_id(before);
        let here = by_id(base);
        let mut previous: Option<String> = None;
        for record in after {
            match (was.get(record.id()), here.get(record.id())) {
                (Some(was), Some(here)) => {
                    self.fields(T::KIND, record.id(), &plain(*here), &plain(*was), &plain(record));
                }
                // Known to the file when it was written but lost on the map: nothing of it can be told apart.
                (Some(_), None) => {}
                (None, _) => {
                    let change = Change::Add {
                        record: record.clone().wrap(),
                        parent: None,
                        place: match &previous {
                            Some(id) => Place::After(id.clone()),
                            None => Place::First,
                        },
                    };
                    self.make(&change, T::KIND, record.id());
                }
            }
            previous = Some(record.id().to_owned());
        }
    }

    fn stages(&mut self, before: &Map, after: &Map, base: &Map) {
        let bare = |map: &Map| -> Vec<crate::document::Stage> {
            let mut stages = map.stages.clone();
            stages.iter_mut().for_each(|stage| stage.steps.clear());
            stages
        };
        self.records(&bare(before), &bare(after), &bare(base));
        let home = |map: &'_ Map| -> HashMap<String, String> {
            let steps = map.stages.iter().flat_map(|stage| {
                stage
                    .steps
                    .iter()
                    .map(move |step| (step.id.clone(), stage.id.clone()))
            });
            steps.collect()
        };
        let (was, here) = (home(before), home(base));
        let (steps_before, steps_here) = (steps(before), steps(base));
        for stage in &after.stages {
            let mut previous: Option<&str> = None;
            for step in &stage.steps {
                let id = step.id.as_str();
                let place = match previous {
                    Some(id) => Place::After(id.to_owned()),
                    None => Place::First,
                };
                previous = Some(id);
                match (steps_before.get(id), steps_here.get(id)) {
                    (Some(was_step), Some(here_step)) => {
                        self.fields(
                            RecordKind::Step,
                            id,
                            &plain(*here_step),
                            &plain(*was_step),
                            &plain(step),
                        );
                        if was.get(id) != Some(&stage.id) && here.get(id) != Some(&stage.id) {
                            let change = Change::Move {
                                of: RecordKind::Step,
                                id: id.to_owned(),
                                parent: Some(stage.id.clone()),
                                place,
                            };
                            self.make(&change, RecordKind::Step, id);
                        }
                    }
                    (Some(_), None) => {}
                    (None, _) => {
                        let change = Change::Add {
                            record: Record::Step(Box::new(step.clone())),
                            parent: Some(stage.id.clone()),
                            place,
                        };
                        self.make(&change, RecordKind::Step, id);
                    }
                }
            }
        }
    }

    fn cards(&mut self, before: &Map, after: &Map, base: &Map) {
        let (was, here) = (by_id(&before.cards), by_id(&base.cards));
        for card in &after.cards {
            match (was.get(card.id.as_str()), here.get(card.id.as_str())) {
                (Some(was), Some(here)) => {
                    let stood = |card: &Card| (card.lane.clone(), card.at.clone(), card.until.clone());
                    if stood(was) != stood(card) {
                        let moved = Change::PlaceCard {
                            id: card.id.clone(),
                            lane: card.lane.clone(),
                            at: card.at.clone(),
                            // An end the format cannot tell stays where the card does.
                            until: match was.until == card.until && was.at == card.at {
                                true => here.until.clone(),
                                false => card.until.clone(),
                            },
                            place: None,
                        };
                        self.make(&moved, RecordKind::Card, &card.id);
                    }
                    self.fields(
                        RecordKind::Card,
                        &card.id,
                        &plain(*here),
                        &plain(*was),
                        &plain(card),
                    );
                }
                (Some(_), None) => {}
                (None, _) => {
                    let change = Change::add(Record::Card(Box::new(card.clone())), None);
                    self.make(&change, RecordKind::Card, &card.id);
                }
            }
        }
    }

    /// Cards, then steps, stages and lanes that the file no longer has.
    fn removed(&mut self, before: &Map, after: &Map) {
        let gone = |was: Vec<String>, now: Vec<String>| -> Vec<String> {
            let now: BTreeSet<String> = now.into_iter().collect();
            was.into_iter().filter(|id| !now.contains(id)).collect()
        };
        let all_steps = |map: &Map| {
            map.stages
                .iter()
                .flat_map(|stage| ids(&stage.steps))
                .collect::<Vec<_>>()
        };
        let lists = [
            (RecordKind::Card, gone(ids(&before.cards), ids(&after.cards))),
            (RecordKind::Step, gone(all_steps(before), all_steps(after))),
            (RecordKind::Stage, gone(ids(&before.stages), ids(&after.stages))),
            (RecordKind::Lane, gone(ids(&before.lanes), ids(&after.lanes))),
        ];
        for (of, gone) in lists {
            for id in gone {
                if crate::change::record(&self.map, of, &id).is_some() {
                    self.make(&Change::remove(of, &id), of, &id);
                }
            }
        }
    }
}

fn ids<T: Entry>(list: &[T]) -> Vec<String> {
    list.iter().map(|record| record.id().to_owned()).collect()
}

fn by_id<T: Entry>(list: &[T]) -> HashMap<&str, &T> {
    list.iter().map(|record| (record.id(), record)).collect()
}

fn steps(map: &Map) -> HashMap<&str, &crate::document::Step> {
    let steps = map.stages.iter().flat_map(|stage| &stage.steps);
    steps.map(|step| (step.id.as_str(), step)).collect()
}

/// A value of the map with what the file says otherwise now.
fn merged(here: Option<&Value>, was: Option<&Value>, now: Option<&Value>, lang: &str) -> Option<Value> {
    if was == now {
        return here.cloned();
    }
    let (Some(Value::Object(here)), Some(Value::Object(now))) = (here, now) else {
        return now.cloned();
    };
    if is_in(now, lang) {
        let mut text = here.clone();
        let said = now.get(lang).cloned().unwrap_or_default();
        // The file showed the text that stands for the language; that one was changed.
        let stands_for = match here.contains_key(lang) || !here.contains_key("und") {
            true => lang,
            false => "und",
        };
        text.insert(stands_for.to_owned(), said);
        return Some(Value::Object(text));
    }
    let empty = Object::new();
    let was = was.and_then(Value::as_object).unwrap_or(&empty);
    let mut fields = here.clone();
    let names: BTreeSet<&String> = was.keys().chain(now.keys()).collect();
    for name in names {
        match merged(here.get(name), was.get(name), now.get(name), lang) {
            Some(value) => drop(fields.insert(name.clone(), value)),
            None => drop(fields.remove(name)),
        }
    }
    Some(Value::Object(fields))
}

/// A text as the reader makes it: in one language.
fn is_in(text: &Object<String, Value>, lang: &str) -> bool {
    text.len() == 1 && text.get(lang).is_some_and(Value::is_string)
}

/// Evidence with the quotes that were added, changed or taken out; all other evidence is not in files of other formats.
fn quotes(here: Option<&Value>, was: Option<&Value>, now: Option<&Value>) -> Option<Value> {
    let of = |value: Option<&Value>| -> Vec<Value> {
        let list = value.and_then(Value::as_array).cloned().unwrap_or_default();
        list.into_iter()
            .filter(|evidence| evidence.get("quote").is_some())
            .collect()
    };
    let (was, now) = (of(was), of(now));
    let mut list = here.and_then(Value::as_array).cloned().unwrap_or_default();
    let words = |evidence: &Value| evidence.pointer("/quote/text").cloned();
    for i in 0..was.len().max(now.len()) {
        let at = was.get(i).and_then(|was| {
            list.iter()
                .position(|held| words(held).is_some() && words(held) == words(was))
        });
        match (was.get(i), now.get(i), at) {
            (Some(was), Some(now), _) if was == now => {}
            (Some(_), Some(now), Some(at)) => {
                // A quote in other words has another place in its record.
                if let Some(quote) = now.get("quote") {
                    list[at]["quote"] = quote.clone();
                }
            }
            (Some(_), None, Some(at)) => drop(list.remove(at)),
            (_, Some(now), None) => list.push(now.clone()),
            (None, _, _) | (_, None, None) => {}
        }
    }
    (!list.is_empty()).then_some(Value::Array(list))
}

/// Puts the records the file ordered anew into that order; the places of all others stay.
fn reorder<T: Entry>(list: &mut [T], before: &[String], after: &[String]) {
    let known: BTreeSet<&String> = before.iter().collect();
    let there: BTreeSet<&str> = list.iter().map(Entry::id).collect();
    let shared: Vec<&String> = after
        .iter()
        .filter(|id| known.contains(id) && there.contains(id.as_str()))
        .collect();
    let kept: BTreeSet<&String> = shared.iter().copied().collect();
    let was: Vec<&String> = before.iter().filter(|id| kept.contains(id)).collect();
    if was == shared {
        return;
    }
    let rank: HashMap<&str, usize> = shared
        .iter()
        .enumerate()
        .map(|(i, id)| (id.as_str(), i))
        .collect();
    let slots: Vec<usize> = (0..list.len())
        .filter(|i| rank.contains_key(list[*i].id()))
        .collect();
    let mut moved: Vec<T> = slots.iter().map(|i| list[*i].clone()).collect();
    moved.sort_by_key(|record| rank.get(record.id()).copied());
    for (slot, record) in slots.into_iter().zip(moved) {
        list[slot] = record;
    }
}

/// The same within each cell: nobody sees the order of cards of different cells.
fn reorder_in_cells(cards: &mut [Card], before: &[Card], after: &[Card]) {
    let of = |cards: &[Card]| -> BTreeMap<(String, String), Vec<String>> {
        let mut cells: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
        for card in cards {
            let (lane, at) = cell(card);
            cells
                .entry((lane.to_owned(), at.to_owned()))
                .or_default()
                .push(card.id.clone());
        }
        cells
    };
    let was = of(before);
    for (cell, now) in of(after) {
        if let Some(was) = was.get(&cell)
            && *was != now
        {
            reorder(cards, was, &now);
        }
    }
}
