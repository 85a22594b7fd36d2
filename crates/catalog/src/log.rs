//! Every change of a live map, in order, and the snapshots that save reading all of them.
//!
//! A map's position (`doc_seq`) grows by one with every entry; its written document says at which position it was
//! written (`revision`). Positions without an entry are documents that were written as a whole before there was a log.

use crate::db::{Row, Write, values};
use crate::maps::{Made, damaged, of_map, summary_text};
use crate::{Catalog, CatalogError, MapId};
use serde::{Deserialize, Serialize};
use tropa_map::Map;
use tropa_map::change::RecordKind;
use utoipa::ToSchema;

/// Entries searched at once: each is an edit, rarely more than some kilobytes.
const SEARCHED_AT_ONCE: u32 = 500;

/// An update of Yjs without anything in it: no structs, nothing deleted.
const NOTHING: [u8; 2] = [0, 0];

/// What happened to one record of a map.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
pub struct ChangedRecord {
    pub kind: RecordKind,
    /// Of the record; empty for the map itself. Of a map that was added: what it was made from, as in [`Made::from`].
    pub id: String,
    pub what: ChangedHow,
    /// Keys of the record in the live document that were touched.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangedHow {
    Added,
    Edited,
    Removed,
}

/// One change on its way into the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEntry {
    /// Nobody for what the server did by itself: a repair.
    pub person_id: Option<String>,
    /// `editor`, `api`, `cli`, `discovery`, `restore` …
    pub via: String,
    /// An update of Yjs, version 1 encoding.
    pub update: Vec<u8>,
    pub changed: Vec<ChangedRecord>,
}

/// One change as the history shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogEntry {
    pub seq: u64,
    /// RFC 3339 in UTC.
    pub at: String,
    pub person_id: Option<String>,
    /// As the person is called now, where there is an account.
    pub person_name: Option<String>,
    pub via: String,
    pub changed: Vec<ChangedRecord>,
}

/// The whole live document after `seq`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    pub seq: u64,
    /// In the form of the live document's own crate.
    pub state: Vec<u8>,
}

/// All that is needed to bring a live document to life.
#[derive(Clone, Debug, PartialEq)]
pub struct LiveState {
    /// The document as last written, and the position it was written at.
    pub document: Map,
    pub revision: u64,
    /// The position of the map: of its last entry, or of its document where that was written later.
    pub seq: u64,
    /// The newest.
    pub snapshot: Option<Snapshot>,
    /// After the snapshot, in order.
    pub updates: Vec<(u64, Vec<u8>)>,
}

impl LogEntry {
    /// What the map was made from, where this is the entry that tells how it came to be.
    pub fn made_from(&self) -> Option<&str> {
        let first = self.changed.first()?;
        (first.kind == RecordKind::Map && first.what == ChangedHow::Added).then_some(first.id.as_str())
    }
}

impl Catalog {
    /// What a room begins with.
    pub async fn live_state(&self, id: &MapId) -> Result<LiveState, CatalogError> {
        let what = "read the live map";
        // One transaction: an entry written meanwhile is in all parts of the answer or in none.
        let mut read = self.db.begin(what, &of_map(id)).await?;
        let row = read
            .row(
                "SELECT revision, doc_seq, document FROM maps WHERE id = $1 AND workspace_id = $2",
                values![id.as_str(), &*self.workspace],
            )
            .await?
            .ok_or_else(|| CatalogError::NoSuchMap { id: id.clone() })?;
        let snapshot = read
            .row(
                "SELECT seq, state FROM map_snapshots WHERE map_id = $1 ORDER BY seq DESC LIMIT 1",
                values![id.as_str()],
            )
            .await?
            .map(|row| snapshot(&row));
        let after = snapshot.as_ref().map_or(0, |snapshot| snapshot.seq);
        let updates = read
            .rows(
                "SELECT seq, doc_update FROM map_log WHERE map_id = $1 AND seq > $2 ORDER BY seq",
                values![id.as_str(), after],
            )
            .await?;
        read.commit().await?;
        let document =
            tropa_map::parse(&row.text("document")).map_err(|e| damaged("map", id.to_string(), e))?;
        Ok(LiveState {
            document,
            revision: row.count("revision"),
            seq: row.count("doc_seq"),
            snapshot,
            updates: updates.iter().map(update).collect(),
        })
    }

    /// Writes changes after position `after` as one durable transaction and returns the map's new position. With
    /// `written`, the document as it is after them is written, too. `now` is RFC 3339 in UTC.
    ///
    /// # Errors
    /// [`CatalogError::MapChanged`] where the map is not at `after`: somebody else writes it; nothing is written then.
    pub async fn append(
        &self,
        id: &MapId,
        after: u64,
        entries: &[NewEntry],
        written: Option<&Map>,
        now: &str,
    ) -> Result<u64, CatalogError> {
        let mut write = self.db.begin("write the change", &of_map(id)).await?;
        self.must_be_at(&mut write, id, after).await?;
        let mut seq = after;
        for entry in entries {
            seq += 1;
            let changed = serde_json::to_string(&entry.changed).expect("a list of words has a JSON form");
            write
                .execute(
                    "INSERT INTO map_log (map_id, seq, at, person_id, via, doc_update, changed) \
                     VALUES ($1, $2, $3, $4, $5, $6, $7)",
                    values![
                        id.as_str(),
                        seq,
                        now,
                        entry.person_id.as_deref(),
                        &entry.via,
                        &*entry.update,
                        changed
                    ],
                )
                .await?;
        }
        write
            .execute(
                "UPDATE maps SET doc_seq = $2, updated_at = $3 WHERE id = $1",
                values![id.as_str(), seq, now],
            )
            .await?;
        if let Some(map) = written {
            document(&mut write, id, seq, map, now).await?;
        }
        write.commit().await?;
        Ok(seq)
    }

    /// Writes the document as it is at `seq`; does nothing where a later one is written already.
    pub async fn write_document(&self, id: &MapId, seq: u64, map: &Map) -> Result<(), CatalogError> {
        let mut write = self.db.begin("write the map", &of_map(id)).await?;
        let row = write
            .row(
                "SELECT revision, updated_at FROM maps WHERE id = $1 AND workspace_id = $2",
                values![id.as_str(), &*self.workspace],
            )
            .await?
            .ok_or_else(|| CatalogError::NoSuchMap { id: id.clone() })?;
        if row.count("revision") <= seq {
            document(&mut write, id, seq, map, &row.text("updated_at")).await?;
        }
        write.commit().await
    }

    /// Keeps the whole live document. Snapshots stay: earlier states are read from them.
    pub async fn put_snapshot(&self, id: &MapId, snapshot: &Snapshot, now: &str) -> Result<(), CatalogError> {
        self.db
            .execute(
                "keep the state of the map",
                "INSERT INTO map_snapshots (map_id, seq, state, at) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (map_id, seq) DO UPDATE SET state = excluded.state, at = excluded.at",
                values![id.as_str(), snapshot.seq, &*snapshot.state, now],
            )
            .await?;
        Ok(())
    }

    /// The newest snapshot at or before `seq`, and the updates from it up to `seq`, in order.
    ///
    /// `None` where the log does not reach back so far.
    pub async fn state_at(
        &self,
        id: &MapId,
        seq: u64,
    ) -> Result<Option<(Snapshot, Vec<(u64, Vec<u8>)>)>, CatalogError> {
        let what = "read an earlier state of the map";
        let found = self
            .db
            .row(
                what,
                "SELECT seq, state FROM map_snapshots WHERE map_id = $1 AND seq <= $2 ORDER BY seq DESC LIMIT 1",
                values![id.as_str(), seq],
            )
            .await?;
        let Some(row) = found else { return Ok(None) };
        let snapshot = snapshot(&row);
        let updates = self.updates(id, snapshot.seq, seq).await?;
        Ok(Some((snapshot, updates)))
    }

    /// The updates after position `after` up to `until`, that one included, in order.
    pub async fn updates(
        &self,
        id: &MapId,
        after: u64,
        until: u64,
    ) -> Result<Vec<(u64, Vec<u8>)>, CatalogError> {
        let rows = self
            .db
            .rows(
                "read an earlier state of the map",
                "SELECT seq, doc_update FROM map_log WHERE map_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq",
                values![id.as_str(), after, until],
            )
            .await?;
        Ok(rows.iter().map(update).collect())
    }

    /// Entries before position `before` (all when absent), the newest first, at most `limit`; without their bytes.
    pub async fn log(
        &self,
        id: &MapId,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<LogEntry>, CatalogError> {
        let rows = self
            .db
            .rows(
                "read the history",
                "SELECT l.seq, l.at, l.person_id, p.name AS person_name, l.via, l.changed \
                 FROM map_log l LEFT JOIN people p ON p.id = l.person_id \
                 WHERE l.map_id = $1 AND l.seq < $2 ORDER BY l.seq DESC LIMIT $3",
                values![id.as_str(), before.unwrap_or(i64::MAX as u64), limit],
            )
            .await?;
        rows.iter().map(entry).collect()
    }

    /// Entries after `after`, the oldest first, at most `limit`; without their bytes.
    pub async fn log_after(&self, id: &MapId, after: u64, limit: u32) -> Result<Vec<LogEntry>, CatalogError> {
        let rows = self
            .db
            .rows(
                "read the history",
                "SELECT l.seq, l.at, l.person_id, p.name AS person_name, l.via, l.changed \
                 FROM map_log l LEFT JOIN people p ON p.id = l.person_id \
                 WHERE l.map_id = $1 AND l.seq > $2 ORDER BY l.seq LIMIT $3",
                values![id.as_str(), after, limit],
            )
            .await?;
        rows.iter().map(entry).collect()
    }

    /// The map's position: of its last change.
    pub async fn map_seq(&self, id: &MapId) -> Result<u64, CatalogError> {
        let row = self
            .db
            .row(
                "read the map",
                "SELECT doc_seq FROM maps WHERE id = $1 AND workspace_id = $2",
                values![id.as_str(), &*self.workspace],
            )
            .await?;
        let row = row.ok_or_else(|| CatalogError::NoSuchMap { id: id.clone() })?;
        Ok(row.count("doc_seq"))
    }

    /// Whether any entry or snapshot of the map's history holds one of these strings of bytes.
    pub async fn history_holds(&self, id: &MapId, needles: &[Vec<u8>]) -> Result<bool, CatalogError> {
        let what = "search the history";
        let mut after = 0;
        loop {
            let rows = self
                .db
                .rows(
                    what,
                    "SELECT seq, doc_update FROM map_log WHERE map_id = $1 AND seq > $2 ORDER BY seq LIMIT $3",
                    values![id.as_str(), after, SEARCHED_AT_ONCE],
                )
                .await?;
            if rows.iter().any(|row| holds(&row.bytes("doc_update"), needles)) {
                return Ok(true);
            }
            match rows.last() {
                Some(last) => after = last.count("seq"),
                None => break,
            }
        }
        let snapshots = self
            .db
            .rows(
                what,
                "SELECT seq FROM map_snapshots WHERE map_id = $1",
                values![id.as_str()],
            )
            .await?;
        for row in snapshots {
            let state = self
                .db
                .row(
                    what,
                    "SELECT state FROM map_snapshots WHERE map_id = $1 AND seq = $2",
                    values![id.as_str(), row.count("seq")],
                )
                .await?;
            if state.is_some_and(|row| holds(&row.bytes("state"), needles)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Replaces the whole history of a map by its present state: what was erased in the document is in no earlier one,
    /// either. Named versions go with it. Returns the new position.
    pub async fn forget_history(
        &self,
        id: &MapId,
        after: u64,
        map: &Map,
        state: &[u8],
        now: &str,
    ) -> Result<u64, CatalogError> {
        let mut write = self.db.begin("forget the history", &of_map(id)).await?;
        self.must_be_at(&mut write, id, after).await?;
        let seq = after + 1;
        for statement in [
            "DELETE FROM map_log WHERE map_id = $1",
            "DELETE FROM map_snapshots WHERE map_id = $1",
            "DELETE FROM map_versions WHERE map_id = $1",
            "DELETE FROM suggestions WHERE map_id = $1",
            "DELETE FROM notifications WHERE map_id = $1",
        ] {
            write.execute(statement, values![id.as_str()]).await?;
        }
        write
            .execute(
                "INSERT INTO map_snapshots (map_id, seq, state, at) VALUES ($1, $2, $3, $4)",
                values![id.as_str(), seq, state, now],
            )
            .await?;
        write
            .execute(
                "UPDATE maps SET doc_seq = $2, updated_at = $3 WHERE id = $1",
                values![id.as_str(), seq, now],
            )
            .await?;
        document(&mut write, id, seq, map, now).await?;
        write.commit().await?;
        Ok(seq)
    }

    async fn must_be_at(&self, write: &mut Write, id: &MapId, seen: u64) -> Result<(), CatalogError> {
        let row = write
            .row(
                "SELECT doc_seq FROM maps WHERE id = $1 AND workspace_id = $2",
                values![id.as_str(), &*self.workspace],
            )
            .await?;
        let row = row.ok_or_else(|| CatalogError::NoSuchMap { id: id.clone() })?;
        let revision = row.count("doc_seq");
        if revision != seen {
            return Err(CatalogError::MapChanged {
                id: id.clone(),
                seen,
                revision,
            });
        }
        Ok(())
    }
}

/// Says in the log how the map came to be. It changes nothing: the document is there already.
pub(crate) async fn first_entry(
    write: &mut Write,
    id: &MapId,
    seq: u64,
    made: &Made,
    now: &str,
) -> Result<(), CatalogError> {
    let made_from = ChangedRecord {
        kind: RecordKind::Map,
        id: made.from.clone(),
        what: ChangedHow::Added,
        keys: Vec::new(),
    };
    let changed = serde_json::to_string(&[made_from]).expect("a list of words has a JSON form");
    write
        .execute(
            "INSERT INTO map_log (map_id, seq, at, person_id, via, doc_update, changed) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            values![
                id.as_str(),
                seq,
                now,
                made.person_id.as_deref(),
                &made.via,
                &NOTHING[..],
                changed
            ],
        )
        .await?;
    Ok(())
}

fn holds(bytes: &[u8], needles: &[Vec<u8>]) -> bool {
    needles
        .iter()
        .filter(|needle| !needle.is_empty())
        .any(|needle| bytes.windows(needle.len()).any(|window| window == &**needle))
}

async fn document(
    write: &mut Write,
    id: &MapId,
    seq: u64,
    map: &Map,
    updated_at: &str,
) -> Result<(), CatalogError> {
    write
        .execute(
            "UPDATE maps SET revision = $2, summary = $3, document = $4, search_text = $5 WHERE id = $1",
            values![
                id.as_str(),
                seq,
                summary_text(map, seq, updated_at),
                tropa_map::to_json(map),
                crate::search::folded_text(map)
            ],
        )
        .await?;
    Ok(())
}

fn snapshot(row: &Row) -> Snapshot {
    Snapshot {
        seq: row.count("seq"),
        state: row.bytes("state"),
    }
}

fn update(row: &Row) -> (u64, Vec<u8>) {
    (row.count("seq"), row.bytes("doc_update"))
}

fn entry(row: &Row) -> Result<LogEntry, CatalogError> {
    let seq = row.count("seq");
    Ok(LogEntry {
        seq,
        at: row.text("at"),
        person_id: row.maybe_text("person_id"),
        person_name: row.maybe_text("person_name"),
        via: row.text("via"),
        changed: serde_json::from_str(&row.text("changed"))
            .map_err(|e| damaged("entry of the history", seq.to_string(), e))?,
    })
}
