//! What a search looks through, kept beside each map so that only promising documents are read.

use tropa_map::Map;

/// All texts of the map in lower case, one a line.
pub(crate) fn folded_text(map: &Map) -> String {
    let mut folded = String::new();
    for text in tropa_map::texts(map) {
        // PostgreSQL keeps no zero characters in text; nobody searches for one.
        folded.extend(text.text.to_lowercase().chars().filter(|c| *c != '\0'));
        folded.push('\n');
    }
    folded
}
