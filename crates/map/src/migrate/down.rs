//! 2 → 1: for programs that read version 1 only. What they would drop or stumble over is taken out and told.

use crate::document::Map;
use crate::tree::{self, Node, Value};
use tropa_model::proposal::LocalText;

/// A map written for an older version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Older {
    /// JSON.
    pub text: String,
    pub lost: Vec<Lost>,
}

/// Something the older version cannot say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// `cards[12].evidence[0].quote`.
    pub place: String,
    pub what: LocalText,
}

/// Fields version 1 knew of the records whose other fields it dropped. In maps, stages, steps, lanes and cards it kept
/// what it did not know: what is new there stands in the file and comes back with the next version 2.
const KEPT: &[(&str, &[&str])] = &[
    (
        "metric",
        &["name", "value", "unit", "lo", "hi", "n", "base", "count"],
    ),
    ("feeling", &["value", "lo", "hi", "n", "raw_mean", "raw_scale"]),
    ("pain", &["kind", "severity", "severity_unit"]),
    (
        "evidence",
        &["rule", "reason", "question", "records", "snapshot", "quote"],
    ),
    ("channels", &["id", "name", "icon"]),
    ("paths", &["id", "name", "steps", "journeys", "share", "evidence"]),
    (
        "origin",
        &[
            "snapshot", "from", "to", "n", "base", "filter", "notes", "answers",
        ],
    ),
];

/// Lists and texts that had to stand in a file of version 1 even when empty.
const REQUIRED: &[&str] = &["channels", "paths"];

/// The map for programs that read version 1 of the format, and what is lost on the way.
pub fn write_version_1(map: &Map) -> Older {
    let mut document = tree::from_record(map);
    let mut lost = Vec::new();
    for name in ["channels", "paths"] {
        records(
            &mut document,
            name,
            name,
            &mut lost,
            &mut |record, place, lost| {
                strip(record, kept(name), place, lost);
                evidence(record, place, lost);
            },
        );
    }
    if let Some(origin) = field(&mut document, "origin") {
        strip(origin, kept("origin"), "origin", &mut lost);
    }
    records(
        &mut document,
        "cards",
        "cards",
        &mut lost,
        &mut |card, place, lost| {
            metric(card, place, lost);
            for name in ["feeling", "pain"] {
                if let Some(value) = field(card, name) {
                    strip(value, kept(name), &format!("{place}.{name}"), lost);
                }
            }
            evidence(card, place, lost);
        },
    );
    if let Value::Fields(fields) = &mut document.value {
        for (name, value) in fields.iter_mut() {
            if name == "version" {
                value.value = Value::Plain("1".to_owned());
            }
        }
        for name in REQUIRED {
            if !fields.iter().any(|(field, _)| field == name) {
                fields.push(((*name).to_owned(), Node::new(Value::List(Vec::new()))));
            }
        }
    }
    Older {
        text: tree::to_json(&document),
        lost,
    }
}

fn kept(record: &str) -> &'static [&'static str] {
    KEPT.iter()
        .find(|(name, _)| *name == record)
        .map_or(&[], |(_, fields)| *fields)
}

fn field<'n>(node: &'n mut Node, name: &str) -> Option<&'n mut Node> {
    match &mut node.value {
        Value::Fields(fields) => fields
            .iter_mut()
            .find(|(field, _)| field == name)
            .map(|(_, value)| value),
        _ => None,
    }
}

fn records(
    node: &mut Node,
    name: &str,
    place: &str,
    lost: &mut Vec<Lost>,
    each: &mut dyn FnMut(&mut Node, &str, &mut Vec<Lost>),
) {
    if let Some(Node {
        value: Value::List(items),
        ..
    }) = field(node, name)
    {
        for (i, item) in items.iter_mut().enumerate() {
            each(item, &format!("{place}[{i}]"), lost);
        }
    }
}

fn strip(record: &mut Node, kept: &[&str], place: &str, lost: &mut Vec<Lost>) {
    if let Value::Fields(fields) = &mut record.value {
        fields.retain(|(name, _)| {
            let stays = kept.contains(&name.as_str());
            if !stays {
                lost.push(Lost {
                    place: format!("{place}.{name}"),
                    what: LocalText::en_ru("version 1 has no such field", "в версии 1 такого поля нет"),
                });
            }
            stays
        });
    }
}

/// A number version 1 has no name or unit for cannot be said at all.
fn metric(card: &mut Node, place: &str, lost: &mut Vec<Lost>) {
    let Some(metric) = field(card, "metric") else {
        return;
    };
    let is = |metric: &mut Node, name: &str, words: &[&str]| {
        field(metric, name)
            .is_some_and(|word| matches!(&word.value, Value::Text(word) if words.contains(&word.as_str())))
    };
    if is(metric, "name", &["own"]) || is(metric, "unit", &["money", "number"]) {
        lost.push(Lost {
            place: format!("{place}.metric"),
            what: LocalText::en_ru(
                "version 1 has no figures with names and units of people's own",
                "в версии 1 нет показателей со своим названием и своей единицей",
            ),
        });
        if let Value::Fields(fields) = &mut card.value {
            fields.retain(|(name, _)| name != "metric");
            // A card of version 1 that said nothing was refused.
            if !fields.iter().any(|(name, _)| name == "text") {
                let empty = LocalText::en_ru("A figure left out", "Показатель пропущен");
                fields.push(("text".to_owned(), tree::from_record(&empty)));
            }
        }
        return;
    }
    strip(metric, kept("metric"), &format!("{place}.metric"), lost);
}

/// Quotes become bare texts again.
fn evidence(record: &mut Node, place: &str, lost: &mut Vec<Lost>) {
    let place = format!("{place}.evidence");
    records(record, "evidence", &place, lost, &mut |evidence, place, lost| {
        strip(evidence, kept("evidence"), place, lost);
        let Some(quote) = field(evidence, "quote") else {
            return;
        };
        strip(quote, &["text"], &format!("{place}.quote"), lost);
        if let Some(text) = field(quote, "text").cloned() {
            *quote = text;
        }
    });
}
