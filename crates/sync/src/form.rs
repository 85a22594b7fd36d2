//! A whole map as a live document, and back.

use crate::fields::MAP_ROOT;
use crate::flat::{Flat, Spot, flatten};
use crate::live::Live;
use crate::records::{change_flat, change_record, root, write_flat, write_record};
use crate::state::{Blobs, State};
use tropa_map::Map;
use tropa_map::pieces::{self, RecordKind};
use yrs::{Doc, Map as _, Transact, TransactionMut, WriteTxn};

/// Writes the map into an empty live document and returns the bytes of its images.
pub fn write(map: &Map, doc: &Doc) -> Blobs {
    let mut blobs = Blobs::default();
    let nothing = State::empty(&map.id);
    let wanted = nothing.arrange(map, &mut blobs);
    edit(doc, &nothing, &wanted);
    blobs
}

/// The map a live document holds; total: whatever is in the document, a map without mistakes comes out.
pub fn read(doc: &Doc, map_id: &str, blobs: &Blobs) -> Map {
    Live::look(doc, map_id, blobs).map()
}

/// Edits a document that says `now` into one that says `wanted`, touching only what differs. Returns the edits as an
/// update, empty when there are none.
pub fn edit(doc: &Doc, now: &State, wanted: &State) -> Vec<u8> {
    let roots: Vec<_> = kinds().map(|kind| (kind, root(doc, kind))).collect();
    let mut txn = doc.transact_mut();
    let head = txn.get_or_insert_map(MAP_ROOT);
    if now == &State::empty(&wanted.head.id) {
        write_flat(&mut txn, &head, &head_flat(&wanted.head));
    } else if now.head != wanted.head {
        change_flat(&mut txn, &head, &head_flat(&now.head), &head_flat(&wanted.head));
    }
    for (kind, root) in roots {
        if kind == RecordKind::Map {
            continue;
        }
        for (id, _) in now.of(kind).filter(|(id, _)| !wanted.has(kind, id)) {
            root.remove(&mut txn, id);
        }
        for (id, entry) in wanted.of(kind) {
            match now.get(kind, id) {
                Some(said) if said == entry => {}
                Some(said) => change_record(&mut txn, &root, id, &said.flat(), &entry.flat()),
                None => write_record(&mut txn, &root, id, &entry.flat()),
            }
        }
    }
    txn.commit();
    if txn.has_changes() {
        txn.encode_update_v1()
    } else {
        Vec::new()
    }
}

/// Makes the map's own fields say what `head` says.
pub fn write_head(txn: &mut TransactionMut<'_>, head: &Map) {
    let root = txn.get_or_insert_map(MAP_ROOT);
    write_flat(txn, &root, &head_flat(head));
}

fn head_flat(head: &Map) -> Flat {
    flatten(RecordKind::Map, &pieces::head(head), &Spot::default(), None)
}

/// All kinds, the map itself first, what is referred to before what refers to it.
pub fn kinds() -> impl Iterator<Item = RecordKind> {
    std::iter::once(RecordKind::Map).chain(RecordKind::LISTS)
}
