//! The live document of one map with its typed records beside it.
//!
//! Updates are taken in with [`Live::take_in`], then [`Live::settle`] reads the touched records anew, mends what broke
//! (rules R1 to R6 of `SPEC.md`) and returns the mending as an update like any other. Between the two the document may
//! say what no map says; after it never.

use crate::flat::Part;
use crate::form::{edit, kinds, write_head};
use crate::gone::Gone;
use crate::mend::{Before, mend};
use crate::records::{new_doc, read_flat, read_record, root, write_record};
use crate::state::{Blobs, Entry, RecordId, State};
use crate::typed;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use tropa_map::Map;
use tropa_map::pieces::RecordKind;
use yrs::types::{Event, Events, PathSegment};
use yrs::updates::decoder::Decode;
use yrs::{
    DeepObservable, Doc, Map as _, MapRef, Out, ReadTxn, StateVector, Transact, TransactionMut, Update,
    WriteTxn,
};

/// Keys of records that were touched since they were last looked at.
type Touched = BTreeMap<RecordId, BTreeSet<String>>;

/// What an update did to one record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    pub kind: RecordKind,
    /// Empty for the map itself.
    pub id: String,
    pub what: What,
    /// Keys of the record that were touched, as in `SPEC.md`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<String>,
}

/// How a record changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    Added,
    Edited,
    Removed,
}

/// An update that is not taken in. The document is as it was, but for what of the update could be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("these bytes are no update")]
    NoUpdate,
    #[error("the update builds on edits that have not come")]
    SomethingMissing,
    /// The document may be half changed: it is to be read anew from what was saved.
    #[error("the update cannot be applied")]
    Broken,
}

/// An update taken in: what of it was new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Empty when all of it was known.
    pub update: Vec<u8>,
    pub changed: Vec<Changed>,
}

/// What settling did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settled {
    /// The mending, to be saved and sent like any update.
    pub mending: Option<Taken>,
}

/// The document and its records.
pub struct Live {
    doc: Doc,
    roots: Vec<(RecordKind, MapRef)>,
    touched: Arc<Mutex<Touched>>,
    map_id: String,
    state: State,
    gone: Gone,
    blobs: Blobs,
    /// Touched since the records were last settled.
    unsettled: BTreeSet<RecordId>,
}

impl Live {
    /// A new document of a map.
    pub fn from_map(map: &Map) -> Live {
        let mut live = Live::bare(&map.id, Blobs::default());
        let mut blobs = Blobs::default();
        let wanted = live.state.arrange(map, &mut blobs);
        live.blobs = blobs;
        live.make(&wanted);
        live.settle(true);
        live
    }

    /// The document of saved bytes: a state and what came after it. What is there is not mended yet.
    ///
    /// # Errors
    /// [`Refused`] where the bytes are no document.
    pub fn from_saved(map_id: &str, state: &[u8], gone: Gone, blobs: Blobs) -> Result<Live, Refused> {
        let mut live = Live::bare(map_id, blobs);
        live.gone = gone;
        live.take_in(state)?;
        Ok(live)
    }

    /// The records of a document that is not to be changed.
    pub fn look(doc: &Doc, map_id: &str, blobs: &Blobs) -> State {
        let mut live = Live::bare(map_id, blobs.clone());
        let bytes = doc.transact().encode_state_as_update_v1(&StateVector::default());
        // A copy is mended, not the document itself.
        if live.take_in(&bytes).is_ok() {
            live.settle(true);
        }
        live.state
    }

    fn bare(map_id: &str, blobs: Blobs) -> Live {
        let doc = new_doc();
        let roots: Vec<(RecordKind, MapRef)> = kinds().map(|kind| (kind, root(&doc, kind))).collect();
        let touched = Arc::new(Mutex::new(Touched::new()));
        for (kind, root) in &roots {
            let (kind, touched) = (*kind, Arc::clone(&touched));
            root.observe_deep("touched", move |txn, events| {
                let mut touched = touched.lock().unwrap_or_else(PoisonError::into_inner);
                note(kind, txn, events, &mut touched);
            });
        }
        Live {
            doc,
            roots,
            touched,
            map_id: map_id.to_owned(),
            state: State::empty(map_id),
            gone: Gone::default(),
            blobs,
            unsettled: BTreeSet::new(),
        }
    }

    pub fn map_id(&self) -> &str {
        &self.map_id
    }

    /// The records as they were last settled.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The map as it was last settled.
    pub fn map(&self) -> Map {
        self.state.map()
    }

    pub fn gone(&self) -> &Gone {
        &self.gone
    }

    pub fn blobs(&self) -> &Blobs {
        &self.blobs
    }

    /// Makes bytes of images known: a picture whose bytes nobody has cannot stand.
    pub fn add_blobs(&mut self, blobs: Blobs) {
        self.blobs.extend(blobs);
    }

    /// Hashes of pictures whose bytes are not known yet, to be brought before settling.
    pub fn wanted_blobs(&self) -> Vec<String> {
        let root = self.root(RecordKind::Image);
        let txn = self.doc.transact();
        let mut wanted: Vec<String> = self
            .unsettled
            .iter()
            .filter(|(kind, _)| *kind == RecordKind::Image)
            .filter_map(
                |(_, id)| match read_record(&txn, root, id)?.remove(crate::fields::BLOB) {
                    Some(Part::Value(serde_json::Value::String(hash))) => Some(hash),
                    _ => None,
                },
            )
            .filter(|hash| !self.blobs.has(hash))
            .collect();
        wanted.sort_unstable();
        wanted.dedup();
        wanted
    }

    /// Everything in the document, as one update.
    pub fn encode(&self) -> Vec<u8> {
        self.encode_since(&StateVector::default())
    }

    /// What somebody who has `seen` lacks.
    pub fn encode_since(&self, seen: &StateVector) -> Vec<u8> {
        self.doc.transact().encode_state_as_update_v1(seen)
    }

    pub fn state_vector(&self) -> StateVector {
        self.doc.transact().state_vector()
    }

    fn root(&self, kind: RecordKind) -> &MapRef {
        let found = self.roots.iter().find(|(of, _)| *of == kind);
        &found.expect("every kind has a root").1
    }

    /// Takes an update into the document. Call [`Live::settle`] before anybody sees it.
    ///
    /// # Errors
    /// [`Refused`]; after [`Refused::Broken`] the document is not to be used any more.
    pub fn take_in(&mut self, update: &[u8]) -> Result<Taken, Refused> {
        let decoded = catch_unwind(|| Update::decode_v1(update));
        let Ok(Ok(decoded)) = decoded else {
            return Err(Refused::NoUpdate);
        };
        let doc = &self.doc;
        let applied = catch_unwind(AssertUnwindSafe(|| {
            let mut txn = doc.transact_mut();
            let applied = txn.apply_update(decoded);
            let missing = txn.has_missing_updates();
            if missing {
                txn.prune_pending();
            }
            txn.commit();
            let update = txn.has_changes().then(|| txn.encode_update_v1());
            applied.map(|()| (update, missing))
        }));
        let Ok(Ok((update, missing))) = applied else {
            return Err(Refused::Broken);
        };
        let changed = self.drain();
        if missing {
            // What could be used is in the document: it must be saved with whatever comes next.
            return match update {
                None => Err(Refused::SomethingMissing),
                Some(_) => Err(Refused::Broken),
            };
        }
        Ok(Taken {
            update: update.unwrap_or_default(),
            changed,
        })
    }

    /// Takes in an edit of the log, one of several between two [`Live::settle`]: what it removes is remembered as it was
    /// before it, also where it came and went in between.
    ///
    /// # Errors
    /// As [`Live::take_in`].
    pub fn replay(&mut self, update: &[u8]) -> Result<(), Refused> {
        let taken = self.take_in(update)?;
        let txn = self.doc.transact();
        for changed in taken.changed {
            let (kind, id) = (changed.kind, changed.id);
            if !Gone::remembers(kind) {
                continue;
            }
            let last = self.state.get(kind, &id).cloned();
            if changed.what == What::Removed {
                if let Some(last) = last {
                    self.gone.add((kind, id), last);
                }
            } else if let Some(flat) = read_record(&txn, self.root(kind), &id)
                && let Some(read) = typed::entry(kind, &id, &flat, last.as_ref(), true, &self.blobs)
            {
                self.state.insert(kind, &id, read.value);
            }
        }
        Ok(())
    }

    /// Edits the document into `map`, touching only what differs. Call [`Live::settle`] after it.
    pub fn rewrite(&mut self, map: &Map) -> Taken {
        let mut blobs = Blobs::default();
        let wanted = self.state.arrange(map, &mut blobs);
        self.blobs.extend(blobs);
        self.make(&wanted)
    }

    /// Makes the difference between two maps in the document, which others may have changed since it was `base`. Where
    /// both changed one field, this one counts. Call [`Live::settle`] after it.
    pub fn rewrite_since(&mut self, base: &Map, map: &Map) -> Taken {
        let mut blobs = Blobs::default();
        let was = self.state.arrange(base, &mut blobs);
        let wanted = was.arrange(map, &mut blobs);
        self.blobs.extend(blobs);
        let update = edit(&self.doc, &was, &wanted);
        let changed = self.drain();
        Taken { update, changed }
    }

    fn make(&mut self, wanted: &State) -> Taken {
        let update = edit(&self.doc, &self.state, wanted);
        let changed = self.drain();
        Taken { update, changed }
    }

    /// What was touched since the last time, told as changes; it is also noted for settling.
    fn drain(&mut self) -> Vec<Changed> {
        let touched = {
            let mut touched = self.touched.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::take(&mut *touched)
        };
        let txn = self.doc.transact();
        let mut changed = Vec::with_capacity(touched.len());
        for ((kind, id), keys) in touched {
            let stands = kind == RecordKind::Map || self.root(kind).contains_key(&txn, &id);
            let stood = kind == RecordKind::Map || self.state.has(kind, &id);
            let what = match (stood, stands) {
                (_, false) => What::Removed,
                (false, true) => What::Added,
                (true, true) => What::Edited,
            };
            changed.push(Changed {
                kind,
                id: id.clone(),
                what,
                keys: keys.into_iter().collect(),
            });
            self.unsettled.insert((kind, id));
        }
        changed
    }

    /// Reads the touched records anew and mends what is broken. `trusted`: the edits came from the server itself, which
    /// may change comments, former ids, the origin and frozen numbers.
    pub fn settle(&mut self, trusted: bool) -> Settled {
        let touched = std::mem::take(&mut self.unsettled);
        if touched.is_empty() {
            return Settled::default();
        }
        let mut dirty: BTreeSet<RecordId> = BTreeSet::new();
        let mut before = Before::new();
        self.read_again(touched, trusted, &mut before, &mut dirty);
        dirty.extend(mend(&mut self.state, &before, &self.gone));
        for (id, last) in before {
            let stands = self.state.has(id.0, &id.1);
            match last {
                Some(last) if !stands && id.0 != RecordKind::Map => self.gone.add(id, last),
                _ if stands => self.gone.forget(&id),
                _ => {}
            }
        }
        for id in &dirty {
            if self.state.has(id.0, &id.1) {
                self.gone.forget(id);
            }
        }
        if dirty.is_empty() {
            return Settled::default();
        }
        let mending = self.write_mended(&dirty);
        Settled {
            mending: (!mending.update.is_empty()).then_some(mending),
        }
    }

    fn read_again(
        &mut self,
        touched: BTreeSet<RecordId>,
        trusted: bool,
        before: &mut Before,
        dirty: &mut BTreeSet<RecordId>,
    ) {
        let txn = self.doc.transact();
        for (kind, id) in touched {
            if kind == RecordKind::Map {
                let flat = read_flat(&txn, self.root(kind));
                let read = typed::head(&self.map_id, &flat, &self.state.head, trusted);
                self.state.head = read.value;
                before.insert((kind, String::new()), None);
                if read.mended {
                    dirty.insert((kind, String::new()));
                }
                continue;
            }
            let root = self.root(kind);
            let last = self.state.get(kind, &id).cloned();
            let there = root.get(&txn, &id);
            let flat = match &there {
                Some(Out::YMap(record)) => Some(read_flat(&txn, record)),
                _ => None,
            };
            let kept = !trusted && matches!(kind, RecordKind::Comment | RecordKind::Former);
            let read = match (&flat, &last) {
                (Some(flat), _) => typed::entry(kind, &id, flat, last.as_ref(), trusted, &self.blobs),
                // What people cannot take away stays.
                (None, Some(last)) if kept => Some(typed::Typed {
                    value: last.clone(),
                    mended: true,
                }),
                (None, _) => None,
            };
            let key = (kind, id);
            match read {
                Some(read) => {
                    if read.mended {
                        dirty.insert(key.clone());
                    }
                    self.state.insert(kind, &key.1, read.value);
                }
                None => {
                    self.state.remove(kind, &key.1);
                    if there.is_some() {
                        dirty.insert(key.clone());
                    }
                }
            }
            before.insert(key, last);
        }
    }

    /// Writes what was mended into the document.
    fn write_mended(&mut self, dirty: &BTreeSet<RecordId>) -> Taken {
        let update = {
            let mut txn = self.doc.transact_mut();
            for (kind, id) in dirty {
                if *kind == RecordKind::Map {
                    write_head(&mut txn, &self.state.head);
                    continue;
                }
                let root = self.root(*kind);
                match self.state.get(*kind, id) {
                    Some(entry) => write_record(&mut txn, root, id, &entry.flat()),
                    None => {
                        root.remove(&mut txn, id);
                    }
                }
            }
            txn.commit();
            if txn.has_changes() {
                txn.encode_update_v1()
            } else {
                Vec::new()
            }
        };
        let changed = self.drain();
        // What was written is what the records say already.
        self.unsettled.clear();
        Taken { update, changed }
    }

    /// A record as it stands, for those who tell what changed.
    pub fn entry(&self, kind: RecordKind, id: &str) -> Option<&Entry> {
        self.state.get(kind, id)
    }
}

/// Notes which records the events are about.
fn note(kind: RecordKind, txn: &TransactionMut<'_>, events: &Events<'_>, touched: &mut Touched) {
    for event in events.iter() {
        let path = event.path();
        let mut steps = path.iter().filter_map(|step| match step {
            PathSegment::Key(key) => Some(key.to_string()),
            PathSegment::Index(_) => None,
        });
        let mut keys: Vec<String> = Vec::new();
        if let Event::Map(event) = event {
            keys.extend(event.keys(txn).keys().map(|key| key.to_string()));
        }
        if kind == RecordKind::Map {
            let touched = touched.entry((kind, String::new())).or_default();
            match steps.next() {
                Some(key) => touched.extend([key]),
                None => touched.extend(keys),
            }
            continue;
        }
        match (steps.next(), steps.next()) {
            (None, _) => {
                for id in keys {
                    touched.entry((kind, id)).or_default();
                }
            }
            (Some(id), None) => touched.entry((kind, id)).or_default().extend(keys),
            (Some(id), Some(key)) => touched.entry((kind, id)).or_default().extend([key]),
        }
    }
}
