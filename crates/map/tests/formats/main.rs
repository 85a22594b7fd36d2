//! Maps in the formats of other programs: read, written, read back, and read by those programs themselves.
#![allow(clippy::unwrap_used)]

mod cjml;
mod documents;
mod hostile;
mod mermaid;
mod outside;
mod over;
mod random;
mod tables;

use std::path::PathBuf;

/// Files that may not lie in the repository; `None`, with a printed word, where they are absent.
fn shared(path: &str) -> Option<PathBuf> {
    let root = std::env::var_os("TROPA_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    let file = root.join(path);
    if file.exists() {
        return Some(file);
    }
    eprintln!("skipped: {} is not here", file.display());
    None
}
