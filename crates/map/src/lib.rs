//! The map document: what a journey map says, with the evidence for every statement.
//!
//! Pure: documents in, documents out. The format is described in `FORMAT.md` and published as a JSON Schema.

pub mod document;

pub use document::Map;
