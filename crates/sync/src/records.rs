//! Records in the live document: reading one, and writing one with as few edits as will do.

use crate::fields::root_name;
use crate::flat::{Flat, Part, same};
use crate::value::{from_any, to_any};
use serde_json::Value;
use tropa_map::pieces::RecordKind;
use yrs::types::ToJson;
use yrs::{
    Any, Array, ArrayPrelim, ArrayRef, Doc, GetString, Map as _, MapPrelim, MapRef, OffsetKind, Options, Out,
    ReadTxn, Text, TextPrelim, TextRef, TransactionMut,
};

/// An empty live document: texts are counted as browsers count them, in UTF-16 units.
pub fn new_doc() -> Doc {
    Doc::with_options(Options {
        offset_kind: OffsetKind::Utf16,
        ..Options::default()
    })
}

/// [`new_doc`] of a writer with a number of its own: the same edits give the same bytes.
pub fn new_doc_of(client: u64) -> Doc {
    Doc::with_options(Options {
        client_id: yrs::block::ClientID::new(client),
        offset_kind: OffsetKind::Utf16,
        ..Options::default()
    })
}

/// The root where records of a kind lie.
pub fn root(doc: &Doc, kind: RecordKind) -> MapRef {
    doc.get_or_insert_map(root_name(kind))
}

/// What stands under the keys of a record. Keys that hold nothing are left out; what is neither a value, a text nor a
/// list reads as `null`.
pub fn read_flat(txn: &impl ReadTxn, record: &MapRef) -> Flat {
    let mut flat = Flat::new();
    for (key, out) in record.iter(txn) {
        let part = match out {
            Out::Any(any) => match from_any(&any) {
                Some(value) => Part::Value(value),
                None => continue,
            },
            Out::YText(text) => Part::Text(text.get_string(txn)),
            Out::YArray(list) => Part::List(list_of(txn, &list)),
            Out::YMap(map) => match from_any(&map.to_json(txn)) {
                Some(value) => Part::Value(value),
                None => continue,
            },
            _ => Part::Value(Value::Null),
        };
        flat.insert(key.to_owned(), part);
    }
    flat
}

fn list_of(txn: &impl ReadTxn, list: &ArrayRef) -> Vec<Value> {
    list.iter(txn)
        .filter_map(|item| from_any(&item.to_json(txn)))
        .collect()
}

/// The record of that kind and id in the document, if something that can be one is there.
pub fn read_record(txn: &impl ReadTxn, root: &MapRef, id: &str) -> Option<Flat> {
    match root.get(txn, id)? {
        Out::YMap(record) => Some(read_flat(txn, &record)),
        _ => None,
    }
}

/// Makes the record in the document say `wanted`: only keys that differ are touched, of texts only what differs.
pub fn write_record(txn: &mut TransactionMut<'_>, root: &MapRef, id: &str, wanted: &Flat) {
    let record = match root.get(txn, id) {
        Some(Out::YMap(record)) => record,
        _ => root.insert(txn, id, MapPrelim::default()),
    };
    write_flat(txn, &record, wanted);
}

/// Makes the difference between what a record said and what it is to say, leaving alone what others changed meanwhile.
/// One that is no longer there is written whole.
pub fn change_record(txn: &mut TransactionMut<'_>, root: &MapRef, id: &str, said: &Flat, wanted: &Flat) {
    match root.get(txn, id) {
        Some(Out::YMap(record)) => change_flat(txn, &record, said, wanted),
        _ => write_record(txn, root, id, wanted),
    }
}

/// [`change_record`] for what is already found.
pub fn change_flat(txn: &mut TransactionMut<'_>, record: &MapRef, said: &Flat, wanted: &Flat) {
    for key in said.keys().filter(|key| !wanted.contains_key(*key)) {
        record.remove(txn, key);
    }
    for (key, part) in wanted {
        if said.get(key) != Some(part) {
            write_part(txn, record, key, part);
        }
    }
}

/// [`write_record`] for what is already found: the map's own fields are a root themselves.
pub fn write_flat(txn: &mut TransactionMut<'_>, record: &MapRef, wanted: &Flat) {
    let mut gone: Vec<String> = record
        .keys(txn)
        .filter(|key| !wanted.contains_key(*key))
        .map(str::to_owned)
        .collect();
    gone.sort_unstable();
    for key in gone {
        record.remove(txn, &key);
    }
    for (key, part) in wanted {
        write_part(txn, record, key, part);
    }
}

fn write_part(txn: &mut TransactionMut<'_>, record: &MapRef, key: &str, part: &Part) {
    let there = record.get(txn, key);
    match part {
        Part::Value(value) => {
            let stands =
                matches!(&there, Some(Out::Any(any)) if from_any(any).is_some_and(|v| same(&v, value)));
            if !stands {
                record.insert(txn, key, to_any(value));
            }
        }
        Part::Text(text) => match there {
            Some(Out::YText(shared)) => write_text(txn, record, key, &shared, text),
            _ => {
                record.insert(txn, key, TextPrelim::new(text.as_str()));
            }
        },
        Part::List(items) => match there {
            Some(Out::YArray(list)) => write_list(txn, &list, items),
            _ => {
                let items: Vec<Any> = items.iter().map(to_any).collect();
                record.insert(txn, key, ArrayPrelim::from(items));
            }
        },
    }
}

/// Edits a shared text into another one between their common beginning and their common end.
fn write_text(txn: &mut TransactionMut<'_>, record: &MapRef, key: &str, shared: &TextRef, wanted: &str) {
    let now = shared.get_string(txn);
    if now == wanted {
        return;
    }
    let units = |text: &str| text.encode_utf16().count() as u32;
    if units(&now) != shared.len(txn) {
        // Something in it is no text: it cannot be counted, so a new one takes its place.
        record.insert(txn, key, TextPrelim::new(wanted));
        return;
    }
    let (start, end) = differing(&now, wanted);
    let removed = &now[start..now.len() - end];
    let added = &wanted[start..wanted.len() - end];
    let at = units(&now[..start]);
    if !removed.is_empty() {
        shared.remove_range(txn, at, units(removed));
    }
    if !added.is_empty() {
        shared.insert(txn, at, added);
    }
}

/// Bytes two texts have in common at their beginning and at their end, whole characters each.
fn differing(a: &str, b: &str) -> (usize, usize) {
    let start = a
        .char_indices()
        .zip(b.chars())
        .find(|((_, x), y)| x != y)
        .map_or(a.len().min(b.len()), |((at, _), _)| at);
    let (rest_a, rest_b) = (&a[start..], &b[start..]);
    let end = rest_a
        .chars()
        .rev()
        .zip(rest_b.chars().rev())
        .take_while(|(x, y)| x == y)
        .map(|(x, _)| x.len_utf8())
        .sum();
    (start, end)
}

/// Edits a shared list into another one between their common beginning and their common end.
fn write_list(txn: &mut TransactionMut<'_>, list: &ArrayRef, wanted: &[Value]) {
    let now: Vec<Option<Value>> = list.iter(txn).map(|item| from_any(&item.to_json(txn))).collect();
    let equal = |a: &Option<Value>, b: &Value| a.as_ref().is_some_and(|a| same(a, b));
    let start = now.iter().zip(wanted).take_while(|(a, b)| equal(a, b)).count();
    let (rest_now, rest_wanted) = (&now[start..], &wanted[start..]);
    let end = rest_now
        .iter()
        .rev()
        .zip(rest_wanted.iter().rev())
        .take_while(|(a, b)| equal(a, b))
        .count();
    let removed = rest_now.len() - end;
    if removed > 0 {
        list.remove_range(txn, start as u32, removed as u32);
    }
    let added: Vec<Any> = rest_wanted[..rest_wanted.len() - end]
        .iter()
        .map(to_any)
        .collect();
    if !added.is_empty() {
        list.insert_range(txn, start as u32, added);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use yrs::Transact;

    #[test]
    fn a_text_is_edited_where_it_differs_only() {
        let doc = new_doc_of(1);
        let root = root(&doc, RecordKind::Card);
        let say = |text: &str| Flat::from([("text:ru".to_owned(), Part::Text(text.to_owned()))]);
        for text in ["Ждёт звонка 🙂", "Ждёт 🙂 звонка 🙂", "🙂", "", "Ждёт", "Ждать"]
        {
            let mut txn = doc.transact_mut();
            write_record(&mut txn, &root, "c", &say(text));
            assert_eq!(read_record(&txn, &root, "c"), Some(say(text)));
        }
        let bytes_before = doc
            .transact()
            .encode_state_as_update_v1(&yrs::StateVector::default())
            .len();
        let mut txn = doc.transact_mut();
        write_record(&mut txn, &root, "c", &say("Ждать"));
        assert!(!txn.has_changes(), "what stands is not written again");
        drop(txn);
        let bytes = doc
            .transact()
            .encode_state_as_update_v1(&yrs::StateVector::default())
            .len();
        assert_eq!(bytes, bytes_before);
    }

    #[test]
    fn two_texts_differ_between_their_common_ends() {
        assert_eq!(differing("abcd", "abXcd"), (2, 2));
        assert_eq!(differing("aaa", "aaaa"), (3, 0));
        assert_eq!(differing("", "x"), (0, 0));
        assert_eq!(differing("же", "же"), (4, 0));
        assert_eq!(differing("🙂🙃", "🙂🙁"), (4, 0));
    }
}
