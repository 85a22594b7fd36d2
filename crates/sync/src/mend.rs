//! Mending what several people's edits together broke: references and numbers of records (rules R1, R2, R5).
//!
//! Works on the typed records; who calls it writes what was mended into the document.

use crate::gone::Gone;
use crate::order;
use crate::state::{Entry, RecordId, State, base};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use tropa_map::pieces::{self, Record, RecordKind, Refers, Slot};

/// What the records that were touched last were; `None` for new ones.
pub type Before = BTreeMap<RecordId, Option<Entry>>;

/// Mends the records after those in `before` were touched. Returns the records that were changed by it.
///
/// `gone` knows what removed records last were.
pub fn mend(state: &mut State, before: &Before, gone: &Gone) -> BTreeSet<RecordId> {
    let mut work = Work {
        state,
        before,
        gone,
        mended: BTreeSet::new(),
        refused: BTreeSet::new(),
        queue: Vec::new(),
    };
    work.columns_have_ids_of_their_own();
    work.not_too_many();
    work.orders();
    work.references();
    work.spans();
    work.logo();
    work.mended
}

struct Work<'a> {
    state: &'a mut State,
    before: &'a Before,
    gone: &'a Gone,
    mended: BTreeSet<RecordId>,
    /// Records that may not stand, however much is said about them.
    refused: BTreeSet<RecordId>,
    queue: Vec<RecordId>,
}

/// A reference that leads nowhere.
struct Broken {
    field: &'static str,
    to: &'static [RecordKind],
    id: String,
    must: bool,
}

impl Work<'_> {
    fn is_new(&self, key: &RecordId) -> bool {
        matches!(self.before.get(key), Some(None))
    }

    fn remove(&mut self, key: &RecordId) {
        if self.state.remove(key.0, &key.1).is_some() {
            self.mended.insert(key.clone());
        }
    }

    fn stands(&self, to: &[RecordKind], id: &str) -> bool {
        to.iter().any(|kind| self.state.has(*kind, id))
    }

    /// Stages and steps share their ids: a card stands at either.
    fn columns_have_ids_of_their_own(&mut self) {
        let doubled: Vec<RecordId> = self
            .before
            .keys()
            .filter(|(kind, id)| {
                matches!(kind, RecordKind::Stage | RecordKind::Step)
                    && self.state.has(RecordKind::Stage, id)
                    && self.state.has(RecordKind::Step, id)
            })
            .cloned()
            .collect();
        for (_, id) in doubled {
            let stage = (RecordKind::Stage, id.clone());
            let step = (RecordKind::Step, id);
            let goes = if self.is_new(&step) || !self.is_new(&stage) {
                step
            } else {
                stage
            };
            self.remove(&goes);
        }
    }

    /// Of more records than a map may have, the new ones go, the last first (rule R5).
    fn not_too_many(&mut self) {
        for kind in RecordKind::LISTS {
            let surplus = self.state.count(kind).saturating_sub(pieces::most(kind));
            if surplus == 0 {
                continue;
            }
            let mut new: Vec<(bool, String, String)> = self
                .state
                .of(kind)
                .map(|(id, entry)| {
                    let key = (kind, id.clone());
                    (self.is_new(&key), entry.spot.order.clone(), id.clone())
                })
                .collect();
            new.sort_unstable();
            for (_, _, id) in new.into_iter().rev().take(surplus) {
                let key = (kind, id);
                self.remove(&key);
                self.refused.insert(key);
            }
        }
    }

    /// A record without a place stands last.
    fn orders(&mut self) {
        let keys: Vec<RecordId> = self.before.keys().cloned().collect();
        for (kind, id) in keys {
            let Some(entry) = self.state.get(kind, &id) else {
                continue;
            };
            if entry.spot.order.is_empty() {
                let parent = entry.spot.parent.clone();
                let last = order::between(self.state.last_order(kind, &parent), None);
                if let Some(entry) = self.state.get_mut(kind, &id) {
                    entry.spot.order = last;
                    self.mended.insert((kind, id));
                }
            }
        }
    }

    fn references(&mut self) {
        self.queue = self.before.keys().cloned().collect();
        let mut lost: BTreeSet<String> = self
            .before
            .iter()
            .filter(|((kind, id), last)| last.is_some() && !self.state.has(*kind, id))
            .map(|((_, id), _)| id.clone())
            .chain(self.refused.iter().map(|(_, id)| id.clone()))
            .collect();
        loop {
            if !lost.is_empty() {
                self.queue_holders(&std::mem::take(&mut lost));
            }
            let mut queue = std::mem::take(&mut self.queue);
            if queue.is_empty() {
                return;
            }
            // Comments last: what they stand at may come back yet.
            queue.sort_by_key(|(kind, _)| *kind == RecordKind::Comment);
            queue.dedup();
            for key in queue {
                if !self.mend_record(&key) {
                    lost.insert(key.1.clone());
                    self.remove(&key);
                    self.refused.insert(key);
                }
            }
        }
    }

    /// Puts whoever refers to one of the ids into the queue.
    fn queue_holders(&mut self, ids: &BTreeSet<String>) {
        for kind in RecordKind::LISTS {
            for (id, entry) in self.state.of_mut(kind) {
                let mut holds = ids.contains(&entry.spot.parent);
                entry.record.fields(&mut |field| {
                    holds |= field.slot.ids().iter().any(|held| ids.contains(*held));
                });
                if holds {
                    self.queue.push((kind, id.clone()));
                }
            }
        }
    }

    /// `false` for a record that cannot stand.
    fn mend_record(&mut self, key: &RecordId) -> bool {
        let (kind, id) = (key.0, key.1.as_str());
        if kind == RecordKind::Former || self.state.get(kind, id).is_none() {
            return true;
        }
        if let Some(parent_kind) = kind.parent()
            && !self.mend_parent(key, parent_kind)
        {
            return false;
        }
        let broken = self.broken(kind, id);
        for reference in &broken {
            if !reference.must || self.stands(reference.to, &reference.id) {
                continue;
            }
            if kind == RecordKind::Comment {
                return false;
            }
            if self.bring_back(reference.to, &reference.id) {
                continue;
            }
            if !self.take_last(key, reference.field) {
                return false;
            }
        }
        let optional = broken.iter().filter(|reference| !reference.must);
        let lost: Vec<(&'static str, String)> = optional
            .map(|reference| (reference.field, reference.id.clone()))
            .collect();
        if lost.is_empty() {
            return true;
        }
        if kind == RecordKind::Comment {
            // An answer to nothing.
            return false;
        }
        self.drop_references(key, &lost);
        true
    }

    /// Gives a step or trait a parent that stands.
    fn mend_parent(&mut self, key: &RecordId, parent_kind: RecordKind) -> bool {
        let Some(entry) = self.state.get(key.0, &key.1) else {
            return true;
        };
        let parent = entry.spot.parent.clone();
        if self.state.has(parent_kind, &parent) {
            return true;
        }
        if pieces::is_id(&parent) && self.bring_back(&[parent_kind], &parent) {
            return true;
        }
        let last = self
            .before
            .get(key)
            .and_then(Option::as_ref)
            .map(|entry| entry.spot.parent.clone());
        let first = || {
            let sorted = self.state.sorted(parent_kind);
            sorted.first().map(|(id, _)| (*id).clone())
        };
        let Some(parent) = last
            .filter(|parent| self.state.has(parent_kind, parent))
            .or_else(first)
        else {
            return false;
        };
        if let Some(entry) = self.state.get_mut(key.0, &key.1) {
            entry.spot.parent = parent;
            self.mended.insert(key.clone());
        }
        true
    }

    fn broken(&mut self, kind: RecordKind, id: &str) -> Vec<Broken> {
        let mut held: Vec<Broken> = Vec::new();
        let Some(entry) = self.state.get_mut(kind, id) else {
            return held;
        };
        entry.record.fields(&mut |field| {
            let must = matches!(field.slot, Slot::Must(_));
            for id in field.slot.ids() {
                held.push(Broken {
                    field: field.name,
                    to: column_or(field.name, field.to),
                    id: id.to_owned(),
                    must,
                });
            }
        });
        held.retain(|reference| !self.stands(reference.to, &reference.id));
        held
    }

    /// Brings a record back as it last was, or under a name nobody has given it (rule R1).
    fn bring_back(&mut self, to: &[RecordKind], id: &str) -> bool {
        let may = |kind: &RecordKind| {
            self.state.count(*kind) < pieces::most(*kind) && !self.refused.contains(&(*kind, id.to_owned()))
        };
        if !pieces::is_id(id) || !to.iter().all(may) {
            return false;
        }
        let before = |kind: RecordKind| self.before.get(&(kind, id.to_owned())).and_then(Option::as_ref);
        let known = to
            .iter()
            .find_map(|kind| before(*kind).or_else(|| self.gone.get(*kind, id)).cloned());
        let (kind, entry) = match known {
            Some(entry) => (entry.record.kind(), entry),
            None => {
                let Some(entry) = self.placeholder(to[0], id) else {
                    return false;
                };
                (to[0], entry)
            }
        };
        self.state.insert(kind, id, entry);
        self.mended.insert((kind, id.to_owned()));
        self.queue.push((kind, id.to_owned()));
        true
    }

    /// A record nobody knows any more, at the end of its list.
    fn placeholder(&mut self, kind: RecordKind, id: &str) -> Option<Entry> {
        let mut value = base(kind);
        value["id"] = id.into();
        let record = pieces::from_value(kind, value).ok()?;
        let mut spot = crate::flat::Spot::default();
        if kind == RecordKind::Step {
            let first = self
                .state
                .sorted(RecordKind::Stage)
                .first()
                .map(|(id, _)| (*id).clone());
            spot.parent = match first {
                Some(stage) => stage,
                None => {
                    let stage = format!("{id}-stage");
                    if !self.bring_back(&[RecordKind::Stage], &stage) {
                        return None;
                    }
                    stage
                }
            };
        }
        spot.order = order::between(self.state.last_order(kind, &spot.parent), None);
        Some(Entry {
            spot,
            record,
            blob: None,
        })
    }

    /// Puts a reference back to what it last was, if that still stands.
    fn take_last(&mut self, key: &RecordId, field: &str) -> bool {
        let Some(Some(last)) = self.before.get(key) else {
            return false;
        };
        let mut last = last.record.clone();
        let mut was: Vec<(String, &'static [RecordKind])> = Vec::new();
        last.fields(&mut |found| {
            if found.name == field {
                let ids = found.slot.ids().into_iter().map(str::to_owned);
                was.extend(ids.map(|id| (id, found.to)));
            }
        });
        let Some((id, to)) = was.into_iter().next() else {
            return false;
        };
        if !self.stands(to, &id) {
            return false;
        }
        let Some(entry) = self.state.get_mut(key.0, &key.1) else {
            return false;
        };
        entry.record.fields(&mut |found| {
            if found.name == field
                && let Slot::Must(held) = found.slot
            {
                *held = id.clone();
            }
        });
        self.mended.insert(key.clone());
        true
    }

    /// Forgets what leads nowhere (rule R2).
    fn drop_references(&mut self, key: &RecordId, lost: &[(&'static str, String)]) {
        let Some(entry) = self.state.get_mut(key.0, &key.1) else {
            return;
        };
        entry.record.fields(&mut |field| {
            let is_lost = |id: &str| lost.iter().any(|(name, lost)| *name == field.name && lost == id);
            match field.slot {
                Slot::Must(_) => {}
                Slot::May(held) => {
                    if held.as_deref().is_some_and(is_lost) {
                        *held = None;
                    }
                }
                Slot::List(held) => held.retain(|id| !is_lost(id)),
            }
        });
        self.mended.insert(key.clone());
    }

    /// A card that would end before it begins ends where it begins.
    fn spans(&mut self) {
        let moved = self
            .before
            .keys()
            .chain(&self.mended)
            .any(|(kind, id)| match kind {
                RecordKind::Stage | RecordKind::Step => true,
                RecordKind::Card => self
                    .state
                    .get(*kind, id)
                    .is_some_and(|entry| until(entry).is_some()),
                _ => false,
            });
        if !moved
            || self
                .state
                .of(RecordKind::Card)
                .all(|(_, card)| until(card).is_none())
        {
            return;
        }
        let mut steps: HashMap<&str, Vec<&str>> = HashMap::new();
        for (id, entry) in self.state.sorted(RecordKind::Step) {
            steps.entry(&entry.spot.parent).or_default().push(id);
        }
        let mut columns: HashMap<&str, usize> = HashMap::new();
        let mut place = 0;
        for (id, _) in self.state.sorted(RecordKind::Stage) {
            columns.insert(id, place);
            for step in steps.get(id.as_str()).into_iter().flatten() {
                columns.insert(step, place);
                place += 1;
            }
        }
        let bent: Vec<String> = self
            .state
            .of(RecordKind::Card)
            .filter(|(_, entry)| {
                until(entry).is_some_and(|(at, until)| match (columns.get(at), columns.get(until)) {
                    (Some(at), Some(until)) => until < at,
                    _ => true,
                })
            })
            .map(|(id, _)| id.clone())
            .collect();
        for id in bent {
            if let Some(entry) = self.state.get_mut(RecordKind::Card, &id)
                && let Record::Card(card) = &mut entry.record
            {
                card.until = None;
                self.mended.insert((RecordKind::Card, id));
            }
        }
    }

    fn logo(&mut self) {
        let lost = |id: &String| !self.state.has(RecordKind::Image, id);
        let logo = self
            .state
            .head
            .brand
            .as_ref()
            .and_then(|brand| brand.logo.as_ref());
        if logo.is_some_and(lost)
            && let Some(brand) = &mut self.state.head.brand
        {
            brand.logo = None;
            self.mended.insert((RecordKind::Map, String::new()));
        }
    }
}

/// Where a card that covers several steps begins and ends.
fn until(entry: &Entry) -> Option<(&str, &str)> {
    match &entry.record {
        Record::Card(card) => card.until.as_deref().map(|until| (card.at.as_str(), until)),
        _ => None,
    }
}

/// The end of a span may be a stage too, as maps are checked.
fn column_or(field: &str, to: &'static [RecordKind]) -> &'static [RecordKind] {
    match field {
        "until" => &[RecordKind::Step, RecordKind::Stage],
        _ => to,
    }
}
