//! Ids that no longer stand.

use super::{RecordKind, record::stands};
use crate::document::Map;
use std::collections::BTreeSet;

/// What stands today where `id` stood once: itself, what it was merged into, or all it was split into.
///
/// Empty for an id that never stood here, or whose record was removed.
pub fn resolve(map: &Map, id: &str) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    // Ids still to look at, the next one last.
    let mut open = vec![id.to_owned()];
    while let Some(id) = open.pop() {
        if !seen.insert(id.clone()) {
            continue;
        }
        if RecordKind::LISTS
            .iter()
            .any(|kind| *kind != RecordKind::Former && stands(map, *kind, &id))
        {
            found.push(id);
        } else if let Some(former) = map.former.iter().find(|former| former.id == id) {
            open.extend(former.now.iter().rev().cloned());
        }
    }
    found
}
