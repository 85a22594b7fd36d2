//! Bytes of pictures, each kept once whatever maps show it.

use crate::db::values;
use crate::{Catalog, CatalogError};

/// Bytes with what they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    /// BLAKE3 of the bytes, in hexadecimal.
    pub hash: String,
    /// `image/png`.
    pub media_type: String,
    pub bytes: Vec<u8>,
}

impl Catalog {
    /// Keeps the bytes; they may be there already. `now` is RFC 3339 in UTC.
    pub async fn put_blob(&self, blob: &Blob, now: &str) -> Result<(), CatalogError> {
        self.db
            .execute(
                "keep the picture",
                "INSERT INTO blobs (hash, media_type, bytes, created_at) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (hash) DO NOTHING",
                values![&blob.hash, &blob.media_type, &*blob.bytes, now],
            )
            .await?;
        Ok(())
    }

    pub async fn blob(&self, hash: &str) -> Result<Option<Blob>, CatalogError> {
        let row = self
            .db
            .row(
                "read the picture",
                "SELECT hash, media_type, bytes FROM blobs WHERE hash = $1",
                values![hash],
            )
            .await?;
        Ok(row.map(|row| Blob {
            hash: row.text("hash"),
            media_type: row.text("media_type"),
            bytes: row.bytes("bytes"),
        }))
    }
}
