//! A room and its disk: what is read when it opens, and what is written when.

use super::body::Body;
use super::close;
use super::orders::OpenError;
use crate::live::Live;
use crate::saved;
use crate::state::Blobs;
use crate::store::{Blob, Entry, Loaded, RoomStore};
use crate::wire;
use std::sync::Arc;
use tokio::time::Instant;
use tropa_map::Map;

impl<S: RoomStore> Body<S> {
    /// Pictures that came in are looked up before anything is mended: one without bytes cannot stand.
    pub(super) async fn bring_blobs(&mut self) {
        let wanted = self.live.wanted_blobs();
        if wanted.is_empty() {
            return;
        }
        match self.store.blobs(wanted).await {
            Ok(found) => {
                let mut blobs = Blobs::default();
                for blob in found {
                    blobs.put(&blob.bytes);
                }
                self.live.add_blobs(blobs);
            }
            Err(error) => tracing::error!(map = %self.map_id, "pictures cannot be read: {error}"),
        }
    }

    pub(super) async fn save_unsaved(&mut self, with_document: bool) -> Result<(), String> {
        let unsaved = std::mem::take(&mut self.unsaved);
        let entries: Vec<Entry> = unsaved.iter().map(|one| one.entry.clone()).collect();
        let bytes: usize = entries.iter().map(|entry| entry.update.len()).sum();
        let document = with_document.then(|| self.live.map());
        let written = document.clone();
        match self.store.append(self.seq, entries, document).await {
            Ok((seq, at)) => {
                self.seq = seq;
                self.updated_at = at;
                self.bytes += bytes;
                self.map = written.map(Arc::new);
                if with_document {
                    self.document_seq = seq;
                    self.document_due = None;
                } else if self.document_due.is_none() {
                    self.document_due = Some(Instant::now() + self.limits.document_lag);
                }
            }
            Err(error) => {
                let error = error.to_string();
                tracing::error!(map = %self.map_id, "edits cannot be saved: {error}");
                // What clients have they keep, and bring again; nothing of it was confirmed.
                self.send_all_away(close::COME_AGAIN);
                self.start_over().await;
                return Err(error);
            }
        }
        for one in &unsaved {
            let frame = wire::update(&one.entry.update);
            self.tell(one.from, &frame);
        }
        if self.seq - self.snapshot_seq >= self.limits.entries_per_snapshot {
            self.save_state().await;
        }
        Ok(())
    }

    /// Reads the map anew from disk: what is in memory cannot be trusted. Edits that were not saved are brought again by
    /// the clients that made them.
    pub(super) async fn start_over(&mut self) {
        self.unsaved.clear();
        self.map = None;
        self.send_all_away(close::COME_AGAIN);
        let loaded = match self.store.load().await {
            Ok(loaded) => loaded,
            Err(error) => return tracing::error!(map = %self.map_id, "the map cannot be read: {error}"),
        };
        self.seq = loaded.seq;
        self.document_seq = loaded.document_seq;
        match bring_to_life(&self.map_id, &self.store, loaded).await {
            Ok((live, _)) => self.live = live,
            Err(error) => tracing::error!(map = %self.map_id, "the map cannot be read: {error}"),
        }
    }

    pub(super) async fn write_document(&mut self) {
        self.document_due = None;
        if self.document_seq >= self.seq {
            return;
        }
        let map = (*self.seen().map).clone();
        match self.store.write_document(self.seq, map).await {
            Ok(()) => self.document_seq = self.seq,
            Err(error) => tracing::error!(map = %self.map_id, "the document cannot be written: {error}"),
        }
    }

    pub(super) async fn save_state(&mut self) {
        if self.snapshot_seq >= self.seq {
            return;
        }
        let state = saved::encode(&self.live);
        let bytes = state.len();
        match self.store.put_snapshot(self.seq, state).await {
            Ok(()) => (self.snapshot_seq, self.bytes) = (self.seq, bytes),
            Err(error) => tracing::error!(map = %self.map_id, "the state cannot be saved: {error}"),
        }
    }

    pub(super) async fn save(&mut self) {
        self.write_document().await;
        self.save_state().await;
    }
}

/// The live document of what is on disk; `true` when its state is to be saved because the log does not lead to it.
pub(super) async fn bring_to_life<S: RoomStore>(
    map_id: &str,
    store: &S,
    loaded: Loaded,
) -> Result<(Live, bool), OpenError<S::Error>> {
    let Some((mut at, state)) = loaded.snapshot else {
        let live = Live::from_map(&loaded.document);
        let pictures = new_blobs(&Blobs::default(), live.blobs(), &loaded.document);
        if !pictures.is_empty() {
            store.put_blobs(pictures).await.map_err(OpenError::Store)?;
        }
        return Ok((live, true));
    };
    let mut live = saved::decode(map_id, &state)?;
    bring_pictures(&mut live, store).await?;
    let mut mended = live.settle(true).mending.is_some();
    for (seq, update) in &loaded.updates {
        live.replay(update).map_err(saved::SavedError::from)?;
        at = *seq;
    }
    bring_pictures(&mut live, store).await?;
    mended |= live.settle(true).mending.is_some();
    let written_whole = loaded.document_seq > at;
    if written_whole {
        // Somebody wrote the document as a whole, past the log.
        let blobs = live.blobs().clone();
        live.rewrite(&loaded.document);
        live.settle(true);
        let new = new_blobs(&blobs, live.blobs(), &loaded.document);
        store.put_blobs(new).await.map_err(OpenError::Store)?;
    }
    Ok((live, mended || written_whole))
}

async fn bring_pictures<S: RoomStore>(live: &mut Live, store: &S) -> Result<(), OpenError<S::Error>> {
    let wanted = live.wanted_blobs();
    if wanted.is_empty() {
        return Ok(());
    }
    let mut blobs = Blobs::default();
    for blob in store.blobs(wanted).await.map_err(OpenError::Store)? {
        blobs.put(&blob.bytes);
    }
    live.add_blobs(blobs);
    Ok(())
}

/// Pictures that were not known before, with their bytes.
pub(super) fn new_blobs(known: &Blobs, now: &Blobs, map: &Map) -> Vec<Blob> {
    let mut hashes = Blobs::default();
    let mut new = Vec::new();
    for image in &map.images {
        let hash = hashes.put_base64(&image.bytes);
        if known.has(&hash) {
            continue;
        }
        if let Some(bytes) = now.bytes(&hash) {
            new.push(Blob {
                hash,
                media_type: image.media_type.clone(),
                bytes,
            });
        }
    }
    new
}
