//! Removed records as they last were: somebody who was away may still put something into them.

use crate::flat::Spot;
use crate::state::{Entry, RecordId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, VecDeque};
use tropa_map::pieces::{self, RecordKind};

/// Removed records that are remembered; the oldest are forgotten first.
const GONE_MAX: usize = 5_000;

/// What was removed, the latest version of each record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gone {
    records: BTreeMap<RecordId, Entry>,
    /// In the order they went.
    order: VecDeque<RecordId>,
}

/// As it lies in a snapshot.
#[derive(Serialize, Deserialize)]
struct Stored {
    kind: RecordKind,
    parent: String,
    order: String,
    record: Value,
}

impl Gone {
    pub fn get(&self, kind: RecordKind, id: &str) -> Option<&Entry> {
        self.records.get(&(kind, id.to_owned()))
    }

    /// Only what others may need is remembered: nothing refers to a comment or a picture that cannot go without it.
    pub fn remembers(kind: RecordKind) -> bool {
        matches!(
            kind,
            RecordKind::Stage | RecordKind::Step | RecordKind::Lane | RecordKind::Persona
        )
    }

    /// Remembers a record as it last was, where its kind is one that is remembered.
    pub fn add(&mut self, id: RecordId, entry: Entry) {
        if !Self::remembers(id.0) {
            return;
        }
        if self.records.insert(id.clone(), entry).is_none() {
            self.order.push_back(id);
        }
        while self.order.len() > GONE_MAX {
            if let Some(oldest) = self.order.pop_front() {
                self.records.remove(&oldest);
            }
        }
    }

    /// It stands again.
    pub fn forget(&mut self, id: &RecordId) {
        if self.records.remove(id).is_some() {
            self.order.retain(|held| held != id);
        }
    }

    /// For a snapshot.
    pub fn to_json(&self) -> Vec<u8> {
        let stored: Vec<Stored> = self
            .order
            .iter()
            .filter_map(|id| {
                let entry = self.records.get(id)?;
                Some(Stored {
                    kind: id.0,
                    parent: entry.spot.parent.clone(),
                    order: entry.spot.order.clone(),
                    record: pieces::value(&entry.record),
                })
            })
            .collect();
        serde_json::to_vec(&stored).unwrap_or_default()
    }

    /// From a snapshot; what cannot be read is forgotten.
    pub fn from_json(bytes: &[u8]) -> Gone {
        let mut gone = Gone::default();
        let stored: Vec<Stored> = serde_json::from_slice(bytes).unwrap_or_default();
        for one in stored {
            if let Ok(record) = pieces::from_value(one.kind, one.record) {
                let id = (one.kind, record.id().to_owned());
                let spot = Spot {
                    parent: one.parent,
                    order: one.order,
                };
                gone.add(
                    id,
                    Entry {
                        spot,
                        record,
                        blob: None,
                    },
                );
            }
        }
        gone
    }
}
