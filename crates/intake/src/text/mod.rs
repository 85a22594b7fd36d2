//! Text files as records: unpacked, decoded to UTF-8, cut at record ends, split into fields.

pub mod chunks;
pub mod encoding;
pub mod layout;
pub mod records;
pub mod scan;
pub mod stream;
