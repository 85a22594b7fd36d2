//! What a room needs of a disk.

use crate::live::Changed;
use std::future::Future;
use tropa_map::Map;

/// Who did something, as it is kept beside what was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// `None` for what the room mended by itself.
    pub person: Option<String>,
    /// As people are shown it.
    pub name: String,
    /// By which door: `session`, `token`, `discover`, `mend` …
    pub via: String,
}

impl Author {
    /// The room itself, mending.
    pub fn room() -> Self {
        Self {
            person: None,
            name: String::new(),
            via: "mend".to_owned(),
        }
    }
}

/// One update on its way into the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub author: Author,
    pub update: Vec<u8>,
    pub changed: Vec<Changed>,
}

/// What is on disk of a map.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The written document, and the position it was written at.
    pub document: Map,
    pub document_seq: u64,
    /// The map's position.
    pub seq: u64,
    /// The last saved state ([`crate::saved`]) and its position.
    pub snapshot: Option<(u64, Vec<u8>)>,
    /// Updates after it, in order.
    pub updates: Vec<(u64, Vec<u8>)>,
    /// When it was last changed, RFC 3339.
    pub updated_at: String,
}

/// A picture's bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    pub hash: String,
    pub media_type: String,
    pub bytes: Vec<u8>,
}

/// The disk of one map. Every call is durable when it returns.
pub trait RoomStore: Send + Sync + 'static {
    type Error: std::error::Error + Send + Sync + 'static;

    fn load(&self) -> impl Future<Output = Result<Loaded, Self::Error>> + Send;

    /// Writes the entries after position `after` in one transaction, with the document as it is then where one is
    /// given. Returns the new position and the time it was written at.
    fn append(
        &self,
        after: u64,
        entries: Vec<Entry>,
        document: Option<Map>,
    ) -> impl Future<Output = Result<(u64, String), Self::Error>> + Send;

    /// Writes the document as it is at a position.
    fn write_document(&self, seq: u64, map: Map) -> impl Future<Output = Result<(), Self::Error>> + Send;

    /// Keeps a saved state of a position.
    fn put_snapshot(&self, seq: u64, state: Vec<u8>) -> impl Future<Output = Result<(), Self::Error>> + Send;

    /// Bytes of pictures, those that are there.
    fn blobs(&self, hashes: Vec<String>) -> impl Future<Output = Result<Vec<Blob>, Self::Error>> + Send;

    fn put_blobs(&self, blobs: Vec<Blob>) -> impl Future<Output = Result<(), Self::Error>> + Send;
}
