//! One record becomes several.

use super::record::{Record, RecordKind};
use super::references::Slot;
use super::unite::{DIVISIBLE, once_each};
use super::work::Work;
use super::{ChangeError, Part, Place};
use serde_json::{Map as Object, Value};
use tropa_model::proposal::LocalText;

impl Work<'_> {
    pub(super) fn split(&mut self, kind: RecordKind, id: &str, parts: &[Part]) -> Result<(), ChangeError> {
        if !DIVISIBLE.contains(&kind) {
            return Err(ChangeError::Indivisible { of: kind });
        }
        let whole = self.record(kind, id)?;
        check_parts(&whole, parts)?;
        let mut records: Vec<Record> = parts.iter().map(|part| part.record.clone()).collect();
        let left = give_to_first(&whole, &mut records)?;

        let parent = self.parent_of(kind, id);
        let mut after = id.to_owned();
        for record in &records {
            self.add(record.clone(), parent.as_deref(), &Place::After(after))?;
            after = record.id().to_owned();
        }
        if let Some(children) = kind.children() {
            for (_, child) in whole.inner() {
                let taker = parts.iter().find(|part| part.takes.iter().any(|id| id == child));
                let taker = taker.unwrap_or(&parts[0]).record.id();
                self.relocate(children, child, Some(taker), &Place::Last)?;
            }
        }
        self.point_to_parts(kind, id, parts)?;
        self.take(kind, id)?;
        let now: Vec<String> = records.iter().map(|record| record.id().to_owned()).collect();
        self.remember(id, &now, left)
    }

    fn parent_of(&self, kind: RecordKind, id: &str) -> Option<String> {
        let spot = super::record::find(self.map, kind, id).ok()?;
        super::record::parent_id(self.map, kind, spot.parent)
    }

    fn point_to_parts(&mut self, kind: RecordKind, id: &str, parts: &[Part]) -> Result<(), ChangeError> {
        let all: Vec<&str> = parts.iter().map(|part| part.record.id()).collect();
        let (first, last) = (all[0], all[all.len() - 1]);
        for (holder_kind, holder) in self.holders(&[kind], id) {
            let takers: Vec<&str> = parts
                .iter()
                .filter(|part| part.takes.contains(&holder))
                .map(|part| part.record.id())
                .collect();
            self.edit_fields(holder_kind, &holder, &mut |field| {
                if !field.to.contains(&kind) {
                    return;
                }
                let to = takers.first().copied().unwrap_or(match field.name {
                    // A way on begins where the last part ends; a span reaches to there.
                    "from" | "until" => last,
                    _ => first,
                });
                match field.slot {
                    Slot::Must(held) if held == id => to.clone_into(held),
                    Slot::May(held) if held.as_deref() == Some(id) => *held = Some(to.to_owned()),
                    Slot::List(ids) => {
                        let now = if takers.is_empty() { &all } else { &takers };
                        *ids = ids
                            .drain(..)
                            .flat_map(|held| match held == id {
                                true => now.iter().map(|id| (*id).to_owned()).collect(),
                                false => vec![held],
                            })
                            .collect();
                        if field.name != "steps" {
                            once_each(ids);
                        }
                    }
                    _ => {}
                }
            })?;
        }
        Ok(())
    }
}

fn check_parts(whole: &Record, parts: &[Part]) -> Result<(), ChangeError> {
    let refuse = |en: String, ru: String| {
        Err(ChangeError::Parts {
            of: whole.kind(),
            id: whole.id().to_owned(),
            reason: LocalText::en_ru(en, ru),
        })
    };
    if parts.len() < 2 {
        return refuse(
            "a split makes at least two".into(),
            "делят хотя бы на две части".into(),
        );
    }
    for (i, part) in parts.iter().enumerate() {
        if part.record.kind() != whole.kind() {
            return refuse(
                format!("a part of it is a {}", part.record.kind()),
                format!("среди частей — {}", part.record.kind().russian()),
            );
        }
        if !part.record.inner().is_empty() {
            return refuse(
                "parts take the steps and traits there are, they bring none".into(),
                "части делят между собой шаги и черты, которые уже есть, новых не приносят".into(),
            );
        }
        if let Some(twice) = part
            .takes
            .iter()
            .find(|id| parts[..i].iter().any(|p| p.takes.contains(id)))
        {
            return refuse(
                format!("two parts take «{twice}»"),
                format!("«{twice}» берут сразу две части"),
            );
        }
    }
    Ok(())
}

/// What the split record says and none of its parts does goes to the first part: fields that are nowhere, and of lists
/// what is in none. Returns what the parts say otherwise.
fn give_to_first(whole: &Record, parts: &mut [Record]) -> Result<Object<String, Value>, ChangeError> {
    let mut values: Vec<Value> = parts.iter().map(Record::value).collect();
    let mut left = Object::new();
    let Value::Object(fields) = whole.value() else {
        return Ok(left);
    };
    for (name, value) in fields {
        if matches!(name.as_str(), "id" | "steps" | "traits") {
            continue;
        }
        let said: Vec<&Value> = values.iter().filter_map(|part| part.get(&name)).collect();
        match value {
            Value::Array(all) => {
                let nowhere = all.into_iter().filter(|item| {
                    !said
                        .iter()
                        .any(|list| list.as_array().is_some_and(|l| l.contains(item)))
                });
                let nowhere: Vec<Value> = nowhere.collect();
                if let (false, Value::Object(first)) = (nowhere.is_empty(), &mut values[0]) {
                    match first.entry(name).or_insert_with(|| Value::Array(Vec::new())) {
                        Value::Array(list) => list.extend(nowhere),
                        other => *other = Value::Array(nowhere),
                    }
                }
            }
            value if said.contains(&&value) => {}
            value if said.is_empty() => {
                if let Value::Object(first) = &mut values[0] {
                    first.insert(name, value);
                }
            }
            value => {
                left.insert(name, value);
            }
        }
    }
    parts[0] = Record::from_value(whole.kind(), values.swap_remove(0))?;
    Ok(left)
}
