//! What a search looks through, kept beside each map so that only promising documents are read.

use tropa_map::Map;

/// All texts of the map in lower case, one a line.
pub(crate) fn folded_text(map: &Map) -> String {
    let mut folded = String::new();
    for text in tropa_map::texts(map) {
        folded.push_str(&text.text.to_lowercase());
        folded.push('\n');
    }
    folded
}
