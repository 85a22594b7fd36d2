//! The documents and order keys every writer of live documents agrees on, in this language and in the browser's.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Map as Object, Value, json};
use tropa_map::Map;
use tropa_map::document::*;
use tropa_map::pieces::RecordKind;
use tropa_model::proposal::LocalText;
use tropa_sync::flat::Part;
use tropa_sync::{Live, form, order, records};
use yrs::updates::decoder::Decode;
use yrs::{Map as _, Out, ReadTxn, StateVector, Transact, Update};

fn check(name: &str, made: &Value, read_back: impl Fn(&Value)) {
    let file = format!("{}/tests/vectors/{name}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("TROPA_UPDATE").is_some() {
        let mut text = serde_json::to_string_pretty(made).expect("vectors are JSON");
        text.push('\n');
        std::fs::write(&file, text).expect("the vectors can be written");
    }
    let text = std::fs::read_to_string(&file).expect("the vectors are there");
    read_back(&serde_json::from_str(&text).expect("the vectors are JSON"));
}

#[test]
fn order_keys_are_those_of_the_vectors() {
    let cases: [(Option<&str>, Option<&str>); 16] = [
        (None, None),
        (None, Some("a0")),
        (Some("a0"), None),
        (Some("a0"), Some("a1")),
        (Some("a0V"), Some("a1")),
        (Some("Zz"), Some("a0")),
        (Some("Zz"), Some("a1")),
        (None, Some("Y00")),
        (Some("bzz"), None),
        (Some("a0"), Some("a0V")),
        (Some("b125"), Some("b129")),
        (Some("a0"), Some("a1V")),
        (None, Some("b999")),
        (Some("a5"), Some("a5")),
        (Some("a5"), Some("a3")),
        (Some("no key"), Some("a0")),
    ];
    let between: Vec<Value> = cases
        .iter()
        .map(|(after, before)| {
            json!({"after": after, "before": before, "key": order::between(*after, *before)})
        })
        .collect();
    let spread: Vec<Value> = [(None, None, 5), (Some("a0"), Some("a1"), 5), (None, Some("a0"), 3)]
        .iter()
        .map(|(after, before, n)| {
            json!({"after": after, "before": before, "n": n, "keys": order::spread(*after, *before, *n)})
        })
        .collect();
    let keys = [
        "a0",
        "Zz",
        "a0V",
        "b00",
        "a00",
        "",
        "a",
        "0",
        "zz",
        "A00000000000000000000000000",
    ];
    let keys: Vec<Value> = keys
        .iter()
        .map(|key| json!({"text": key, "is_key": order::is_key(key)}))
        .collect();
    let made = json!({"between": between, "spread": spread, "keys": keys});
    check("order.json", &made, |stored| assert_eq!(stored, &made));
}

/// A map with what is easily read wrong: fields of newer versions that look like keys, objects that say nothing.
fn awkward() -> Map {
    let mut map = tropa_map::parse(include_str!(
        "../../map/tests/golden/versions/everything.v2.tropa.json"
    ))
    .expect("a golden map reads");
    map.id = "awkward".into();
    let card = &mut map.cards[0];
    for name in [
        "order",
        "text:kk",
        "action.status",
        "=mark",
        "newer:state",
        "x_note",
    ] {
        card.unknown
            .insert(name.into(), json!({"of": name, "list": [1, 1.5, null, true]}));
    }
    card.moment = Some(Moment::default());
    card.opportunity = Some(Opportunity {
        department: LocalText::en_ru("Sales", "Продажи"),
        unknown: [
            ("department:kk".to_owned(), json!(1)),
            ("x.y".to_owned(), json!("z")),
        ]
        .into(),
        ..Opportunity::default()
    });
    map.stages[0].name.0.insert("ru".into(), "Выбор 🙂".into());
    map
}

fn maps() -> Vec<Map> {
    let everything = include_str!("../../map/tests/golden/versions/everything.v2.tropa.json");
    let empty = Map {
        title: LocalText::en_ru("Nothing yet", "Пока пусто"),
        ..form_head("empty")
    };
    vec![
        empty,
        tropa_map::parse(everything).expect("a golden map reads"),
        awkward(),
    ]
}

fn form_head(id: &str) -> Map {
    Map {
        format: tropa_map::FORMAT.into(),
        version: tropa_map::VERSION,
        id: id.into(),
        ..Map::default()
    }
}

/// The document as roots, records and keys.
fn shown(doc: &yrs::Doc) -> Value {
    let roots: Vec<_> = form::kinds()
        .map(|kind| (kind, records::root(doc, kind)))
        .collect();
    let txn = doc.transact();
    let part = |part: Part| match part {
        Part::Value(value) => value,
        Part::Text(text) => json!({"text": text}),
        Part::List(list) => json!({"list": list}),
    };
    let keys = |flat: tropa_sync::flat::Flat| -> Value {
        Value::Object(flat.into_iter().map(|(key, p)| (key, part(p))).collect())
    };
    let mut all = Object::new();
    for (kind, root) in roots {
        let value = if kind == RecordKind::Map {
            keys(records::read_flat(&txn, &root))
        } else {
            let mut list = Object::new();
            let mut ids: Vec<String> = root.keys(&txn).map(str::to_owned).collect();
            ids.sort();
            for id in ids {
                if let Some(Out::YMap(record)) = root.get(&txn, &id) {
                    list.insert(id, keys(records::read_flat(&txn, &record)));
                }
            }
            Value::Object(list)
        };
        all.insert(tropa_sync::fields::root_name(kind).to_owned(), value);
    }
    Value::Object(all)
}

#[test]
fn live_documents_are_those_of_the_vectors() {
    let mut made = Vec::new();
    for map in maps() {
        assert_eq!(tropa_map::validate(&map), [], "{}", map.id);
        let doc = records::new_doc_of(7);
        let blobs = form::write(&map, &doc);
        let images: Object<String, Value> = blobs
            .hashes()
            .into_iter()
            .map(|hash| (hash.to_owned(), Value::from(blobs.base64(hash))))
            .collect();
        let bytes = doc.transact().encode_state_as_update_v1(&StateVector::default());
        made.push(json!({
            "map": serde_json::from_str::<Value>(&tropa_map::to_json(&map)).expect("JSON"),
            "doc": shown(&doc),
            "blobs": images,
            "update": BASE64_STANDARD.encode(bytes),
        }));
    }
    let made = Value::from(made);
    check("documents.json", &made, |stored| {
        let stored = stored.as_array().expect("a list of documents");
        assert_eq!(stored.len(), made.as_array().map_or(0, Vec::len));
        for (stored, made) in stored.iter().zip(made.as_array().into_iter().flatten()) {
            for part in ["map", "doc", "blobs"] {
                assert_eq!(stored[part], made[part], "{part} of {}", made["map"]["id"]);
            }
            // Bytes differ from run to run (objects have no order); what they say does not.
            let bytes = BASE64_STANDARD.decode(stored["update"].as_str().unwrap_or_default());
            let update = Update::decode_v1(&bytes.expect("base64")).expect("an update");
            let doc = records::new_doc();
            records::root(&doc, RecordKind::Map);
            doc.transact_mut().apply_update(update).expect("it applies");
            assert_eq!(shown(&doc), stored["doc"], "the stored bytes say the document");
        }
    });
}

#[test]
fn a_document_without_anything_reads_as_a_map() {
    let live = Live::look(&records::new_doc(), "nothing", &tropa_sync::Blobs::default());
    assert_eq!(tropa_map::validate(&live.map()), []);
}
