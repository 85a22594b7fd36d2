//! The typed records of a live map, one by one, and the map they make together.

use crate::flat::{Flat, Spot, flatten};
use crate::order;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use tropa_map::Map;
use tropa_map::document::Card;
use tropa_map::pieces::{self, Record, RecordKind};
use tropa_model::proposal::LocalText;

/// What a stage, step, persona, channel or item is called while nobody has named it.
pub const NAMELESS: &str = "…";

/// Which record: its kind and id. The map's own fields have the empty id.
pub type RecordId = (RecordKind, String);

/// A record and where it stands. Stages come without their steps, personas without their traits.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub spot: Spot,
    pub record: Record,
    /// Hash of an image's bytes.
    pub blob: Option<String>,
}

impl Entry {
    /// The record as keys and values.
    pub fn flat(&self) -> Flat {
        let kind = self.record.kind();
        flatten(
            kind,
            &pieces::value(&self.record),
            &self.spot,
            self.blob.as_deref(),
        )
    }
}

/// Bytes of images by their hash, as base64: the live document holds the hashes only.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Blobs(HashMap<String, Arc<str>>);

impl Blobs {
    /// Keeps bytes and returns their hash.
    pub fn put(&mut self, bytes: &[u8]) -> String {
        let hash = blake3::hash(bytes).to_hex().to_string();
        let text = || Arc::from(BASE64_STANDARD.encode(bytes));
        self.0.entry(hash.clone()).or_insert_with(text);
        hash
    }

    /// Keeps what an image of a map holds and returns its hash.
    pub fn put_base64(&mut self, text: &str) -> String {
        let bytes = BASE64_STANDARD
            .decode(text)
            .unwrap_or_else(|_| text.as_bytes().to_vec());
        let hash = blake3::hash(&bytes).to_hex().to_string();
        self.0.entry(hash.clone()).or_insert_with(|| Arc::from(text));
        hash
    }

    pub fn base64(&self, hash: &str) -> Option<&str> {
        self.0.get(hash).map(AsRef::as_ref)
    }

    pub fn has(&self, hash: &str) -> bool {
        self.0.contains_key(hash)
    }

    /// The bytes themselves.
    pub fn bytes(&self, hash: &str) -> Option<Vec<u8>> {
        let text = self.0.get(hash)?;
        let bytes = BASE64_STANDARD.decode(text.as_bytes());
        Some(bytes.unwrap_or_else(|_| text.as_bytes().to_vec()))
    }

    /// All hashes, sorted.
    pub fn hashes(&self) -> Vec<&str> {
        let mut hashes: Vec<&str> = self.0.keys().map(String::as_str).collect();
        hashes.sort_unstable();
        hashes
    }

    pub fn extend(&mut self, other: Blobs) {
        self.0.extend(other.0);
    }
}

/// All records of a map.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The map without its lists of records.
    pub head: Map,
    records: BTreeMap<RecordKind, BTreeMap<String, Entry>>,
}

impl State {
    /// No records yet.
    pub fn empty(map_id: &str) -> Self {
        Self {
            head: empty_head(map_id),
            records: BTreeMap::new(),
        }
    }

    pub fn get(&self, kind: RecordKind, id: &str) -> Option<&Entry> {
        self.records.get(&kind)?.get(id)
    }

    pub fn get_mut(&mut self, kind: RecordKind, id: &str) -> Option<&mut Entry> {
        self.records.get_mut(&kind)?.get_mut(id)
    }

    pub fn has(&self, kind: RecordKind, id: &str) -> bool {
        self.get(kind, id).is_some()
    }

    pub fn insert(&mut self, kind: RecordKind, id: &str, entry: Entry) -> Option<Entry> {
        self.records.entry(kind).or_default().insert(id.to_owned(), entry)
    }

    pub fn remove(&mut self, kind: RecordKind, id: &str) -> Option<Entry> {
        let list = self.records.get_mut(&kind)?;
        let entry = list.remove(id);
        if list.is_empty() {
            self.records.remove(&kind);
        }
        entry
    }

    pub fn count(&self, kind: RecordKind) -> usize {
        self.records.get(&kind).map_or(0, BTreeMap::len)
    }

    /// Records of a kind by id.
    pub fn of(&self, kind: RecordKind) -> impl Iterator<Item = (&String, &Entry)> {
        self.records.get(&kind).into_iter().flatten()
    }

    /// [`State::of`], to change them.
    pub fn of_mut(&mut self, kind: RecordKind) -> impl Iterator<Item = (&String, &mut Entry)> {
        self.records.get_mut(&kind).into_iter().flatten()
    }

    /// Ids of a kind as they stand, list after list by the id of the parent.
    pub fn sorted(&self, kind: RecordKind) -> Vec<(&String, &Entry)> {
        let mut sorted: Vec<(&String, &Entry)> = self.of(kind).collect();
        sorted.sort_by(|(a_id, a), (b_id, b)| a.spot.cmp(&b.spot).then_with(|| a_id.cmp(b_id)));
        sorted
    }

    /// The order key of the last record in a list.
    pub fn last_order(&self, kind: RecordKind, parent: &str) -> Option<&str> {
        let list = self.of(kind).filter(|(_, entry)| entry.spot.parent == parent);
        list.map(|(_, entry)| entry.spot.order.as_str()).max()
    }

    /// The map the records make. Always without mistakes when the records were mended: names nobody has given yet read
    /// as `…`, a card nobody has written on yet as an empty text.
    pub fn map(&self) -> Map {
        let mut map = self.head.clone();
        fill(&mut map.title);
        macro_rules! list {
            ($kind:ident, $field:ident, $fill:expr) => {
                map.$field = self
                    .sorted(RecordKind::$kind)
                    .into_iter()
                    .filter_map(|(_, entry)| match &entry.record {
                        Record::$kind(record) => {
                            let mut record = (**record).clone();
                            #[allow(
                                clippy::redundant_closure_call,
                                reason = "the closure is the macro's argument"
                            )]
                            ($fill)(&mut record);
                            Some(record)
                        }
                        _ => None,
                    })
                    .collect()
            };
        }
        use tropa_map::document as d;
        list!(Stage, stages, |r: &mut d::Stage| fill(&mut r.name));
        list!(Lane, lanes, |_: &mut d::Lane| ());
        list!(Card, cards, fill_card);
        list!(Persona, personas, |r: &mut d::Persona| fill(&mut r.name));
        list!(Channel, channels, |r: &mut d::Channel| fill(&mut r.name));
        list!(Item, items, |r: &mut d::Item| fill(&mut r.name));
        list!(Move, moves, |_: &mut d::Move| ());
        list!(Path, paths, |_: &mut d::Path| ());
        list!(Link, links, |_: &mut d::MapLink| ());
        list!(Image, images, |_: &mut d::Image| ());
        list!(Comment, comments, |_: &mut d::Comment| ());
        list!(Former, former, |_: &mut d::Former| ());
        let stages: HashMap<String, usize> = indices(map.stages.iter().map(|stage| &stage.id));
        for (_, entry) in self.sorted(RecordKind::Step) {
            if let (Record::Step(step), Some(at)) = (&entry.record, stages.get(&entry.spot.parent)) {
                let mut step = (**step).clone();
                fill(&mut step.name);
                map.stages[*at].steps.push(step);
            }
        }
        let personas: HashMap<String, usize> = indices(map.personas.iter().map(|persona| &persona.id));
        for (_, entry) in self.sorted(RecordKind::Trait) {
            if let (Record::Trait(one), Some(at)) = (&entry.record, personas.get(&entry.spot.parent)) {
                map.personas[*at].traits.push((**one).clone());
            }
        }
        map
    }

    /// The records of a map, each with its place. Records that stand in `self` keep their place keys where the order
    /// allows it, so that telling the map again moves nothing. `blobs` receives the bytes of the images.
    pub fn arrange(&self, map: &Map, blobs: &mut Blobs) -> State {
        let mut next = State {
            head: pieces::from_head(pieces::head(map)).unwrap_or_else(|_| empty_head(&map.id)),
            records: BTreeMap::new(),
        };
        let mut own_title = self.head.title.clone();
        fill(&mut own_title);
        if next.head.title == own_title {
            next.head.title.clone_from(&self.head.title);
        }
        macro_rules! list {
            ($kind:ident, $list:expr, $parent:expr) => {
                self.place(
                    $list
                        .iter()
                        .map(|record| Record::$kind(Box::new(record.clone())))
                        .collect(),
                    $parent,
                    blobs,
                    &mut next,
                )
            };
        }
        for stage in &map.stages {
            list!(Step, stage.steps, &stage.id);
        }
        for persona in &map.personas {
            list!(Trait, persona.traits, &persona.id);
        }
        list!(Stage, map.stages, "");
        list!(Lane, map.lanes, "");
        list!(Card, map.cards, "");
        list!(Persona, map.personas, "");
        list!(Channel, map.channels, "");
        list!(Item, map.items, "");
        list!(Move, map.moves, "");
        list!(Path, map.paths, "");
        list!(Link, map.links, "");
        list!(Image, map.images, "");
        list!(Comment, map.comments, "");
        list!(Former, map.former, "");
        next
    }

    /// Puts a list of records into `next`, with place keys.
    fn place(&self, list: Vec<Record>, parent: &str, blobs: &mut Blobs, next: &mut State) {
        let old: Vec<Option<&str>> = list
            .iter()
            .map(|record| {
                let entry = self.get(record.kind(), record.id())?;
                (entry.spot.parent == parent).then_some(entry.spot.order.as_str())
            })
            .collect();
        let orders = keep_or_give(&old);
        for (record, order) in list.into_iter().zip(orders) {
            let (kind, id) = (record.kind(), record.id().to_owned());
            let mut record = without_children(record);
            if let Some(stands) = self.get(kind, &id)
                && filled(&stands.record) == record
            {
                record = stands.record.clone();
            }
            let blob = match &record {
                Record::Image(image) => Some(blobs.put_base64(&image.bytes)),
                _ => None,
            };
            let spot = Spot {
                parent: parent.to_owned(),
                order,
            };
            next.insert(kind, &id, Entry { spot, record, blob });
        }
    }
}

fn indices<'a>(ids: impl Iterator<Item = &'a String>) -> HashMap<String, usize> {
    ids.enumerate().map(|(i, id)| (id.clone(), i)).collect()
}

/// A map of that id that says nothing.
pub fn empty_head(map_id: &str) -> Map {
    Map {
        format: tropa_map::FORMAT.to_owned(),
        version: tropa_map::VERSION,
        id: map_id.to_owned(),
        ..Map::default()
    }
}

/// The record with the fields every record of its kind has, as JSON.
pub fn base(kind: RecordKind) -> Value {
    use tropa_map::document as d;
    let plain = |record: Record| pieces::value(&record);
    match kind {
        RecordKind::Map => pieces::head(&empty_head("")),
        RecordKind::Stage => plain(Record::Stage(Box::default())),
        RecordKind::Step => plain(Record::Step(Box::default())),
        RecordKind::Lane => plain(Record::Lane(Box::default())),
        RecordKind::Card => plain(Record::Card(Box::default())),
        RecordKind::Persona => plain(Record::Persona(Box::default())),
        RecordKind::Trait => plain(Record::Trait(Box::default())),
        RecordKind::Channel => plain(Record::Channel(Box::new(d::Channel {
            icon: "other".to_owned(),
            ..d::Channel::default()
        }))),
        RecordKind::Item => plain(Record::Item(Box::default())),
        RecordKind::Move => plain(Record::Move(Box::default())),
        RecordKind::Path => plain(Record::Path(Box::default())),
        RecordKind::Link => plain(Record::Link(Box::default())),
        RecordKind::Image => plain(Record::Image(Box::default())),
        RecordKind::Comment => plain(Record::Comment(Box::default())),
        RecordKind::Former => plain(Record::Former(Box::default())),
    }
}

fn without_children(record: Record) -> Record {
    match record {
        Record::Stage(mut stage) => {
            stage.steps.clear();
            Record::Stage(stage)
        }
        Record::Persona(mut persona) => {
            persona.traits.clear();
            Record::Persona(persona)
        }
        other => other,
    }
}

/// The record as it reads in a map.
fn filled(record: &Record) -> Record {
    let mut record = record.clone();
    match &mut record {
        Record::Stage(record) => fill(&mut record.name),
        Record::Step(record) => fill(&mut record.name),
        Record::Persona(record) => fill(&mut record.name),
        Record::Channel(record) => fill(&mut record.name),
        Record::Item(record) => fill(&mut record.name),
        Record::Card(record) => fill_card(record),
        _ => {}
    }
    record
}

fn fill(name: &mut LocalText) {
    if name.0.values().all(|text| text.trim().is_empty()) {
        name.0.insert("und".to_owned(), NAMELESS.to_owned());
    }
}

fn fill_card(card: &mut Card) {
    let says_something = !card.text.0.is_empty()
        || card.metric.is_some()
        || card.target.is_some()
        || card.feeling.is_some()
        || card.moment.is_some()
        || !card.emotions.is_empty()
        || card.channel.is_some()
        || card.image.is_some()
        || !card.items.is_empty();
    if !says_something {
        card.text.0.insert("und".to_owned(), String::new());
    }
}

/// Keys in order for a list some of whose records have keys already: as many as can be keep theirs.
fn keep_or_give(old: &[Option<&str>]) -> Vec<String> {
    let kept = longest_increasing(old);
    let mut keys: Vec<String> = Vec::with_capacity(old.len());
    let mut at = 0;
    while at < old.len() {
        if kept[at] {
            keys.push(old[at].unwrap_or_default().to_owned());
            at += 1;
            continue;
        }
        let end = (at..old.len()).find(|i| kept[*i]).unwrap_or(old.len());
        let before = old.get(end).copied().flatten();
        let given = order::spread(keys.last().map(String::as_str), before, end - at);
        keys.extend(given);
        at = end;
    }
    keys
}

/// Which of the keys belong to a longest rising series (patience sorting, Schensted 1961).
fn longest_increasing(keys: &[Option<&str>]) -> Vec<bool> {
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; keys.len()];
    for (i, key) in keys.iter().enumerate() {
        let Some(key) = key.filter(|key| order::is_key(key)) else {
            continue;
        };
        let at = tails.partition_point(|tail| keys[*tail].is_some_and(|tail| tail < key));
        before[i] = at.checked_sub(1).map(|at| tails[at]);
        if at == tails.len() {
            tails.push(i);
        } else {
            tails[at] = i;
        }
    }
    let mut kept = vec![false; keys.len()];
    let mut next = tails.last().copied();
    while let Some(i) = next {
        kept[i] = true;
        next = before[i];
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_moved_gets_a_new_key() {
        let keys = keep_or_give(&[Some("a3"), Some("a0"), None, Some("a1"), Some("a2")]);
        assert_eq!(keys[1], "a0");
        assert_eq!((keys[3].as_str(), keys[4].as_str()), ("a1", "a2"));
        assert!(keys.is_sorted_by(|a, b| a < b), "{keys:?}");
    }

    #[test]
    fn equal_keys_are_told_apart() {
        let keys = keep_or_give(&[Some("a0"), Some("a0"), Some("a0")]);
        assert!(keys.is_sorted_by(|a, b| a < b), "{keys:?}");
    }
}
