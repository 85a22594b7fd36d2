//! Where events go and what came of a reading.

use crate::{RejectCode, RejectedRow, SinkError};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use tropa_model::{EventBatch, LocalText, run::actor_hash, time::rfc3339};
use utoipa::ToSchema;

/// Receives what is read. Called from one thread, in order; an error stops the reading.
pub trait Sink {
    fn events(&mut self, batch: EventBatch) -> Result<(), SinkError>;
    fn reject(&mut self, row: RejectedRow) -> Result<(), SinkError>;
    fn progress(&mut self, _progress: Progress) -> Result<(), SinkError> {
        Ok(())
    }
}

/// How far a reading is: the caller has the clock and makes rows per second and time left of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Progress {
    /// Empty at the end.
    pub file: String,
    /// Of the files as they are, packed ones counted packed.
    pub bytes_done: u64,
    pub bytes_total: u64,
    pub rows: u64,
}

/// What came of a reading. `rows = accepted rows + rejected`; one row may have several events or none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReadSummary {
    /// Records read: rows of tables, events of XES, pairs of event and object in OCEL.
    pub rows: u64,
    /// Handed on, after merging.
    pub events: u64,
    pub rejected: u64,
    pub rejected_by_code: BTreeMap<RejectCode, u64>,
    /// Completions merged into their starts.
    pub merged: u64,
    /// Artificial ends turned into outcomes.
    pub ended: u64,
    /// Optional times that were empty: events that have not happened.
    pub not_happened: u64,
    pub files: Vec<FileRows>,
    pub notes: Vec<LocalText>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FileRows {
    pub file: String,
    pub rows: u64,
}

/// A sink that only counts, for dry runs.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    pub events: u64,
    pub rejected: Vec<RejectedRow>,
    /// Rejections kept at most.
    pub rejected_max: usize,
    actors: HashSet<u64>,
    activities: BTreeSet<String>,
    span: Option<(i64, i64)>,
}

impl Tally {
    pub fn new(rejected_max: usize) -> Self {
        Self {
            rejected_max,
            ..Self::default()
        }
    }

    /// Distinct actors (by a 64-bit hash: two of a billion may be taken for one).
    pub fn actors(&self) -> u64 {
        self.actors.len() as u64
    }

    pub fn activities(&self) -> &BTreeSet<String> {
        &self.activities
    }

    /// First and last event, RFC 3339 in UTC.
    pub fn span(&self) -> Option<(String, String)> {
        self.span.map(|(from, to)| (rfc3339(from), rfc3339(to)))
    }
}

impl Sink for Tally {
    fn events(&mut self, batch: EventBatch) -> Result<(), SinkError> {
        self.events += batch.len() as u64;
        self.actors
            .extend((0..batch.len()).map(|row| actor_hash(batch.actor.get_bytes(row))));
        for name in batch.activity.names {
            self.activities.insert(name);
        }
        for time in batch.time_us {
            let (from, to) = self.span.unwrap_or((time, time));
            self.span = Some((from.min(time), to.max(time)));
        }
        Ok(())
    }

    fn reject(&mut self, row: RejectedRow) -> Result<(), SinkError> {
        if self.rejected.len() < self.rejected_max {
            self.rejected.push(row);
        }
        Ok(())
    }
}
