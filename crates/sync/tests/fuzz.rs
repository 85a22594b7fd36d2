//! Several editors at random, and bytes at random: the document is always a sound map, the same for everybody, and the
//! same when it is read from the log.

#[path = "../../map/tests/random/mod.rs"]
mod random;

use random::Random;
use serde_json::{Value, json};
use tropa_map::pieces::{self, RecordKind};
use tropa_sync::flat::{Part, flatten};
use tropa_sync::{Blobs, Live, Refused, form, records, value};
use yrs::updates::decoder::Decode;
use yrs::{Doc, Map as _, Out, ReadTxn, StateVector, Transact, Update};

struct Editor {
    doc: Doc,
    heard: StateVector,
}

impl Editor {
    fn hear(&mut self, update: &[u8]) {
        let update = Update::decode_v1(update).expect("an update");
        self.doc.transact_mut().apply_update(update).expect("it applies");
    }

    fn all(&self) -> Vec<u8> {
        self.doc
            .transact()
            .encode_state_as_update_v1(&StateVector::default())
    }

    fn said(&mut self) -> Vec<u8> {
        let txn = self.doc.transact();
        let said = txn.encode_state_as_update_v1(&self.heard);
        self.heard = txn.state_vector();
        said
    }
}

/// Something an editor, a careless one or a hostile one may do.
fn act(editor: &Editor, r: &mut Random, blobs: &Blobs) {
    let kinds = RecordKind::LISTS;
    match r.below(10) {
        // A whole change of the map, as the page makes it.
        0..=4 => {
            let mut map = form::read(&editor.doc, "random", blobs);
            let state = Live::look(&editor.doc, "random", blobs);
            let change = random::change(&map, r);
            if tropa_map::change::apply(&mut map, &change).is_ok() {
                let mut blobs = blobs.clone();
                let wanted = state.arrange(&map, &mut blobs);
                form::edit(&editor.doc, &state, &wanted);
            }
        }
        // One record goes, whatever refers to it.
        5 | 6 => {
            let kind = kinds[r.below(kinds.len())];
            let root = records::root(&editor.doc, kind);
            let mut txn = editor.doc.transact_mut();
            let mut ids: Vec<String> = root.keys(&txn).map(str::to_owned).collect();
            ids.sort();
            if let Some(id) = r.of(&ids) {
                root.remove(&mut txn, id);
            }
        }
        // A card somewhere.
        7 => {
            let state = Live::look(&editor.doc, "random", blobs);
            let of = |kind| -> Vec<String> { state.of(kind).map(|(id, _)| id.clone()).collect() };
            let (lanes, steps, cards) = (of(RecordKind::Lane), of(RecordKind::Step), of(RecordKind::Card));
            let Some(mut entry) = r
                .of(&cards)
                .and_then(|id| state.get(RecordKind::Card, id).cloned())
            else {
                return;
            };
            entry.spot.order = format!("a{}", r.below(9));
            let id = format!("new-{}", r.below(500));
            let mut flat = flatten(RecordKind::Card, &pieces::value(&entry.record), &entry.spot, None);
            if let (Some(lane), Some(step)) = (r.of(&lanes), r.of(&steps)) {
                flat.insert("cell".into(), Part::Value(json!([lane, step])));
            }
            let root = records::root(&editor.doc, RecordKind::Card);
            records::write_record(&mut editor.doc.transact_mut(), &root, &id, &flat);
        }
        // A value that may be none of its field.
        _ => {
            let kind = kinds[r.below(kinds.len())];
            let root = records::root(&editor.doc, kind);
            let mut txn = editor.doc.transact_mut();
            let mut ids: Vec<String> = root.keys(&txn).map(str::to_owned).collect();
            ids.sort();
            let keys = [
                "order",
                "place",
                "cell",
                "text:ru",
                "name:en",
                "feeling",
                "state",
                "evidence",
                "opportunity.status",
                "action.due",
                "moment.",
                "role",
                "at",
                "from",
                "metric",
                "personas",
                "x_new",
                "=order",
                "blob",
            ];
            let values: [Value; 8] = [
                json!(null),
                json!(5),
                json!("a3"),
                json!(["stage1", "a1"]),
                json!({"value": 9}),
                json!([]),
                json!(["lane1", "nowhere"]),
                json!(true),
            ];
            let Some(id) = r.of(&ids) else { return };
            match root.get(&txn, id) {
                Some(Out::YMap(record)) if r.chance(90) => {
                    let key = keys[r.below(keys.len())];
                    if r.chance(20) {
                        record.remove(&mut txn, key);
                    } else {
                        record.insert(&mut txn, key, value::to_any(&values[r.below(values.len())]));
                    }
                }
                _ => {
                    root.insert(
                        &mut txn,
                        id.as_str(),
                        value::to_any(&values[r.below(values.len())]),
                    );
                }
            }
        }
    }
}

fn rounds(seed: u64, editors: usize, rounds: usize) {
    let r = &mut Random(seed ^ 0xED17);
    let map = random::map(seed);
    let mut live = Live::from_map(&map);
    let start = tropa_sync::saved::encode(&live);
    let mut log: Vec<Vec<u8>> = Vec::new();
    let mut people: Vec<Editor> = (0..editors)
        .map(|i| {
            let doc = records::new_doc_of(100 + i as u64);
            for kind in form::kinds() {
                records::root(&doc, kind);
            }
            let mut editor = Editor {
                doc,
                heard: StateVector::default(),
            };
            editor.hear(&live.encode());
            editor.heard = live.state_vector();
            editor
        })
        .collect();
    for round in 0..rounds {
        for editor in &people {
            for _ in 0..=r.below(3) {
                act(editor, r, live.blobs());
            }
        }
        for editor in &mut people {
            // Some stay away for a while.
            if r.chance(70) {
                let taken = live
                    .take_in(&editor.said())
                    .expect("an update of a sound document");
                log.push(taken.update);
            }
            if r.chance(60)
                && let Some(mending) = live.settle(false).mending
            {
                log.push(mending.update);
            }
        }
        if let Some(mending) = live.settle(false).mending {
            log.push(mending.update);
        }
        let problems = tropa_map::validate(&live.map());
        assert!(problems.is_empty(), "seed {seed}, round {round}: {problems:?}");
        for editor in &mut people {
            if r.chance(70) {
                editor.hear(&live.encode());
            }
        }
    }
    // Everybody comes back.
    for editor in &mut people {
        let taken = live
            .take_in(&editor.all())
            .expect("an update of a sound document");
        log.push(taken.update);
        if let Some(mending) = live.settle(false).mending {
            log.push(mending.update);
        }
    }
    let wanted = tropa_map::to_json(&live.map());
    for editor in &mut people {
        editor.hear(&live.encode());
        let seen = form::read(&editor.doc, "random", live.blobs());
        assert_eq!(tropa_map::to_json(&seen), wanted, "seed {seed}");
    }
    log.retain(|update| !update.is_empty());
    let from_log =
        tropa_sync::saved::map_at("random", &start, &log, |_| live.blobs().clone()).expect("the log reads");
    assert_eq!(
        tropa_map::to_json(&from_log),
        wanted,
        "seed {seed}: the log leads elsewhere"
    );
    let again = Live::from_saved("random", &live.encode(), Default::default(), live.blobs().clone());
    let mut again = again.expect("the state reads");
    assert_eq!(
        again.settle(true).mending,
        None,
        "seed {seed}: something was left to mend"
    );
    assert_eq!(tropa_map::to_json(&again.map()), wanted, "seed {seed}");
}

#[test]
fn two_editors_at_random_always_hold_one_sound_map() {
    for seed in 0..40 {
        rounds(seed, 2, 6);
    }
}

#[test]
fn three_editors_at_random_always_hold_one_sound_map() {
    for seed in 1_000..1_015 {
        rounds(seed, 3, 6);
    }
}

#[test]
fn hostile_bytes_leave_the_map_sound() {
    let r = &mut Random(99);
    let map = random::map(5);
    let mut live = Live::from_map(&map);
    let (mut taken, mut refused) = (0, 0);
    for round in 0..250 {
        let mut editor = Editor {
            doc: records::new_doc_of(1_000 + round),
            heard: live.state_vector(),
        };
        for kind in form::kinds() {
            records::root(&editor.doc, kind);
        }
        editor.hear(&live.encode());
        act(&editor, r, live.blobs());
        let mut bytes = editor.said();
        for _ in 0..r.below(3) {
            match r.below(4) {
                0 if r.chance(20) => bytes.truncate(r.below(bytes.len() + 1)),
                1 => bytes.extend((0..r.below(9)).map(|_| r.next() as u8)),
                _ if !bytes.is_empty() => {
                    let at = r.below(bytes.len());
                    bytes[at] = r.next() as u8;
                }
                _ => {}
            }
        }
        match live.take_in(&bytes) {
            Ok(_) => {
                taken += 1;
                live.settle(false);
                let problems = tropa_map::validate(&live.map());
                assert!(problems.is_empty(), "round {round}: {problems:?}");
            }
            Err(error) => {
                refused += 1;
                if error == Refused::Broken {
                    live = Live::from_map(&map);
                }
            }
        }
    }
    assert!(taken > 30 && refused > 30, "{taken} taken, {refused} refused");
}
