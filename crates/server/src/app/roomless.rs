//! Editing the live document of a map where no room holds it.

use crate::app::{AppError, Author, ErrorCode, Fault, Workspace, now_rfc3339};
use std::sync::Arc;
use tropa_catalog::{Blob, CatalogError, ChangedHow, ChangedRecord, LiveState, MapId, NewEntry, Snapshot};
use tropa_map::Map;
use tropa_sync::room::Seen;
use tropa_sync::{Blobs, Gone, Live, Taken, What, saved};

/// Others who write between reading and writing are waited for; so many of them means something runs away.
const TRIES_MAX: u32 = 50;
/// Changes read one by one before the whole document is kept anew.
const CHANGES_READ_MAX: usize = 200;

struct Open {
    live: Live,
    seq: u64,
}

impl Workspace {
    /// Changes a map on somebody's behalf: `work` makes a new map of the present one, and their difference is written.
    pub(crate) fn change_live<T>(
        &self,
        id: &MapId,
        author: &Author,
        via: &str,
        work: impl FnOnce(&mut Map) -> Result<T, AppError>,
    ) -> Result<(T, Seen), AppError> {
        let mut open = self.open_live(id)?;
        let mut map = open.live.map();
        let outcome = work(&mut map)?;
        let problems = tropa_map::validate(&map);
        if !problems.is_empty() {
            return Err(AppError::WrongMap { problems });
        }
        let seen = self.write_live(id, &mut open, &map, author, via)?;
        Ok((outcome, seen))
    }

    /// Leaves of a map's history nothing but its present state.
    pub(crate) fn forget_history(&self, id: &MapId) -> Result<(), AppError> {
        for _ in 0..TRIES_MAX {
            let open = self.open_live(id)?;
            let (document, blobs) = (open.live.encode(), open.live.blobs().clone());
            // What was removed is remembered no longer.
            let live = Live::from_saved(id.as_str(), &document, Gone::default(), blobs)
                .map_err(|error| damaged(id, error))?;
            let (map, state, now) = (open.live.map(), saved::encode(&live), now_rfc3339());
            let forgotten = self.catalog.forget_history(id, open.seq, &map, &state, &now);
            match self.wait(forgotten) {
                Ok(_) => return Ok(()),
                Err(CatalogError::MapChanged { .. }) => {}
                Err(other) => return Err(other.into()),
            }
        }
        Err(Fault::new(
            ErrorCode::MapChanged,
            "others change this map faster than it can be written; try again",
            "карту меняют быстрее, чем её удаётся записать; попробуйте ещё раз",
        )
        .into())
    }

    /// Tells everybody who has the map open to fetch something again: nobody has.
    pub(crate) fn tell_room(&self, id: &MapId, kind: &str, by: &Author) {
        tracing::debug!("{kind} of {id} changed by {}", by.id);
    }

    /// The live document as it now is. A map that was never edited live gets its first snapshot.
    fn open_live(&self, id: &MapId) -> Result<Open, AppError> {
        let stored = self.wait(self.catalog.live_state(id))?;
        let seq = stored.seq;
        let logged = logged(&stored);
        let updates = stored.updates.len();
        let Some(snapshot) = stored.snapshot else {
            let mut live = Live::from_map(&stored.document);
            live.settle(true);
            self.keep_blobs(&live)?;
            self.keep_state(id, seq, &live)?;
            return Ok(Open { live, seq });
        };
        let mut live = self.live_from(id, &snapshot.state, &stored.updates)?;
        let behind = stored.revision > logged;
        if behind {
            // The document was written as a whole after the last entry: it is what counts.
            live.rewrite(&stored.document);
            live.settle(true);
            self.keep_blobs(&live)?;
        }
        if behind || updates >= CHANGES_READ_MAX {
            self.keep_state(id, seq, &live)?;
        }
        Ok(Open { live, seq })
    }

    fn keep_state(&self, id: &MapId, seq: u64, live: &Live) -> Result<(), AppError> {
        let snapshot = Snapshot {
            seq,
            state: saved::encode(live),
        };
        Ok(self.wait(self.catalog.put_snapshot(id, &snapshot, &now_rfc3339()))?)
    }

    fn write_live(
        &self,
        id: &MapId,
        open: &mut Open,
        map: &Map,
        by: &Author,
        via: &str,
    ) -> Result<Seen, AppError> {
        let taken = open.live.rewrite(map);
        let mending = open.live.settle(true).mending;
        let mut entries = Vec::new();
        if !taken.update.is_empty() {
            entries.push(entry(taken, Some(by.id.clone()), via));
        }
        entries.extend(mending.map(|mending| entry(mending, None, "mend")));
        let now = now_rfc3339();
        let written = open.live.map();
        let mut seq = open.seq;
        if !entries.is_empty() {
            self.keep_blobs(&open.live)?;
            seq = self.wait(self.catalog.append(id, open.seq, &entries, Some(&written), &now))?;
        }
        Ok(Seen {
            map: Arc::new(written),
            seq,
            updated_at: now,
        })
    }

    /// A saved state and what came after it.
    fn live_from(&self, id: &MapId, state: &[u8], updates: &[(u64, Vec<u8>)]) -> Result<Live, AppError> {
        let mut live = saved::decode(id.as_str(), state).map_err(|error| damaged(id, error))?;
        self.bring_blobs(&mut live)?;
        live.settle(true);
        for (_, update) in updates {
            live.take_in(update).map_err(|error| damaged(id, error))?;
        }
        self.bring_blobs(&mut live)?;
        live.settle(true);
        Ok(live)
    }

    fn keep_blobs(&self, live: &Live) -> Result<(), AppError> {
        let blobs = live.blobs();
        for hash in blobs.hashes() {
            let bytes = blobs.bytes(hash).unwrap_or_default();
            let blob = Blob {
                hash: hash.to_owned(),
                media_type: media_type(&bytes).to_owned(),
                bytes,
            };
            self.wait(self.catalog.put_blob(&blob, &now_rfc3339()))?;
        }
        Ok(())
    }

    fn bring_blobs(&self, live: &mut Live) -> Result<(), AppError> {
        let mut blobs = Blobs::default();
        for hash in live.wanted_blobs() {
            if let Some(blob) = self.wait(self.catalog.blob(&hash))? {
                blobs.put(&blob.bytes);
            }
        }
        live.add_blobs(blobs);
        Ok(())
    }
}

/// Position of the last entry or snapshot.
fn logged(stored: &LiveState) -> u64 {
    let last = stored.updates.last().map(|(seq, _)| *seq);
    last.or(stored.snapshot.as_ref().map(|snapshot| snapshot.seq))
        .unwrap_or(0)
}

/// What a map's picture is by its first bytes; what is neither PNG nor JPEG is SVG.
fn media_type(bytes: &[u8]) -> &'static str {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        _ => "image/svg+xml",
    }
}

fn damaged(id: &MapId, error: impl std::error::Error + Send + Sync + 'static) -> AppError {
    AppError::Catalog(CatalogError::Damaged {
        what: "live map",
        id: id.to_string(),
        source: Box::new(error),
    })
}

fn entry(taken: Taken, person_id: Option<String>, via: &str) -> NewEntry {
    let changed = taken.changed.into_iter().map(|changed| ChangedRecord {
        kind: changed.kind,
        id: changed.id,
        what: match changed.what {
            What::Added => ChangedHow::Added,
            What::Edited => ChangedHow::Edited,
            What::Removed => ChangedHow::Removed,
        },
        keys: changed.keys,
    });
    NewEntry {
        person_id,
        via: via.to_owned(),
        changed: changed.collect(),
        update: taken.update,
    }
}
