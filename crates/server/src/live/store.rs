//! The disk of a room: the catalog.

use crate::app::now_rfc3339;
use tropa_catalog::{Catalog, CatalogError, ChangedHow, ChangedRecord, MapId, NewEntry, Snapshot};
use tropa_map::Map;
use tropa_sync::store::{Blob, Entry, Loaded, RoomStore};
use tropa_sync::{Changed, What};

/// One map of the catalog.
#[derive(Clone, Debug)]
pub(super) struct CatalogStore {
    pub catalog: Catalog,
    pub id: MapId,
}

impl RoomStore for CatalogStore {
    type Error = CatalogError;

    async fn load(&self) -> Result<Loaded, CatalogError> {
        let state = self.catalog.live_state(&self.id).await?;
        let stored = self.catalog.map(&self.id).await?;
        Ok(Loaded {
            document: state.document,
            document_seq: state.revision,
            seq: state.seq,
            snapshot: state.snapshot.map(|snapshot| (snapshot.seq, snapshot.state)),
            updates: state.updates,
            updated_at: stored.updated_at,
        })
    }

    async fn append(
        &self,
        after: u64,
        entries: Vec<Entry>,
        document: Option<Map>,
    ) -> Result<(u64, String), CatalogError> {
        let entries: Vec<NewEntry> = entries.into_iter().map(entry).collect();
        let now = now_rfc3339();
        let seq = self
            .catalog
            .append(&self.id, after, &entries, document.as_ref(), &now)
            .await?;
        Ok((seq, now))
    }

    async fn write_document(&self, seq: u64, map: Map) -> Result<(), CatalogError> {
        self.catalog.write_document(&self.id, seq, &map).await
    }

    async fn put_snapshot(&self, seq: u64, state: Vec<u8>) -> Result<(), CatalogError> {
        let snapshot = Snapshot { seq, state };
        self.catalog
            .put_snapshot(&self.id, &snapshot, &now_rfc3339())
            .await
    }

    async fn blobs(&self, hashes: Vec<String>) -> Result<Vec<Blob>, CatalogError> {
        let mut found = Vec::new();
        for hash in hashes {
            let blob = self.catalog.blob(&hash).await?;
            found.extend(blob.map(|blob| Blob {
                hash: blob.hash,
                media_type: blob.media_type,
                bytes: blob.bytes,
            }));
        }
        Ok(found)
    }

    async fn put_blobs(&self, blobs: Vec<Blob>) -> Result<(), CatalogError> {
        let now = now_rfc3339();
        for blob in blobs {
            let blob = tropa_catalog::Blob {
                hash: blob.hash,
                media_type: blob.media_type,
                bytes: blob.bytes,
            };
            self.catalog.put_blob(&blob, &now).await?;
        }
        Ok(())
    }
}

fn entry(entry: Entry) -> NewEntry {
    NewEntry {
        person_id: entry.author.person,
        via: entry.author.via,
        update: entry.update,
        changed: entry.changed.into_iter().map(changed).collect(),
    }
}

fn changed(changed: Changed) -> ChangedRecord {
    ChangedRecord {
        kind: changed.kind,
        id: changed.id,
        what: match changed.what {
            What::Added => ChangedHow::Added,
            What::Edited => ChangedHow::Edited,
            What::Removed => ChangedHow::Removed,
        },
        keys: changed.keys,
    }
}
