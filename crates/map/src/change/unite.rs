//! Several records become one: nothing that any of them said is lost.

use super::record::{Record, RecordKind};
use super::references::Slot;
use super::work::Work;
use super::{ChangeError, Place};
use crate::document::{Former, MoveKind};
use serde_json::{Map as Object, Value};
use std::collections::BTreeSet;
use tropa_model::feeling::EvidenceState;
use tropa_model::proposal::LocalText;

/// Kinds of record that can be split and merged.
pub(super) const DIVISIBLE: [RecordKind; 7] = [
    RecordKind::Stage,
    RecordKind::Step,
    RecordKind::Lane,
    RecordKind::Card,
    RecordKind::Persona,
    RecordKind::Channel,
    RecordKind::Item,
];

/// Texts that are set one below the other when both records have one.
const PROSE: [&str; 6] = ["text", "description", "goal", "story", "summary", "scenario"];

impl Work<'_> {
    pub(super) fn merge(&mut self, kind: RecordKind, ids: &[String]) -> Result<(), ChangeError> {
        if !DIVISIBLE.contains(&kind) {
            return Err(ChangeError::Indivisible { of: kind });
        }
        let Some((stays, go)) = ids.split_first().filter(|(_, go)| !go.is_empty()) else {
            let id = ids.first().cloned().unwrap_or_default();
            return Err(ChangeError::Parts {
                of: kind,
                id,
                reason: LocalText::en_ru("a merge takes at least two", "объединяют хотя бы две записи"),
            });
        };
        for (i, id) in ids.iter().enumerate() {
            self.record(kind, id)?;
            if ids[..i].contains(id) {
                let reason = LocalText::en_ru(
                    "it cannot be merged with itself",
                    "с самой собой запись не объединить",
                );
                return Err(ChangeError::Parts {
                    of: kind,
                    id: id.clone(),
                    reason,
                });
            }
        }
        go.iter().try_for_each(|id| self.merge_into(kind, stays, id))
    }

    fn merge_into(&mut self, kind: RecordKind, stays: &str, goes: &str) -> Result<(), ChangeError> {
        let (one, other) = (self.record(kind, stays)?, self.record(kind, goes)?);
        if let (Record::Item(one), Record::Item(other)) = (&one, &other)
            && one.kind != other.kind
        {
            let reason = LocalText::en_ru(
                format!("«{stays}» and «{goes}» are items of different kinds"),
                format!("«{stays}» и «{goes}» — записи библиотеки разных видов"),
            );
            return Err(ChangeError::Parts {
                of: kind,
                id: stays.to_owned(),
                reason,
            });
        }
        let (united, mut left) = united(&one, &other)?;
        if let Some(children) = kind.children() {
            for id in other
                .inner()
                .into_iter()
                .map(|(_, id)| id.to_owned())
                .collect::<Vec<_>>()
            {
                self.relocate(children, &id, Some(stays), &Place::Last)?;
            }
        }
        // The steps and traits were moved above: what the record holds now stays as it is.
        self.edit(kind, stays, |record| keep_inner(record, united))?;
        let ways = self.point_to(kind, goes, stays)?;
        if !ways.is_empty() {
            left.insert("moves".to_owned(), Value::Array(ways));
        }
        self.take(kind, goes)?;
        self.remember(goes, &[stays.to_owned()], left)
    }

    /// Everything that pointed at `goes` points at `stays`; returns the moves that led from one to the other.
    fn point_to(&mut self, kind: RecordKind, goes: &str, stays: &str) -> Result<Vec<Value>, ChangeError> {
        for (holder_kind, holder) in self.holders(&[kind], goes) {
            if holder_kind == kind && holder == goes {
                continue;
            }
            self.edit_fields(holder_kind, &holder, &mut |field| {
                if !field.to.contains(&kind) {
                    return;
                }
                let (name, slot) = (field.name, field.slot);
                match slot {
                    Slot::Must(id) if id == goes => stays.clone_into(id),
                    Slot::May(id) if id.as_deref() == Some(goes) => *id = Some(stays.to_owned()),
                    Slot::List(ids) => {
                        ids.iter_mut()
                            .filter(|id| *id == goes)
                            .for_each(|id| stays.clone_into(id));
                        match name {
                            // A way over both is a way over the one they are now.
                            "steps" => ids.dedup(),
                            _ => once_each(ids),
                        }
                        // A card does not answer itself.
                        if holder_kind == kind {
                            ids.retain(|id| *id != holder);
                        }
                    }
                    _ => {}
                }
            })?;
        }
        if kind != RecordKind::Step {
            return Ok(Vec::new());
        }
        let inner: Vec<String> = self
            .map
            .moves
            .iter()
            .filter(|way| way.from == stays && way.to == stays && way.kind != MoveKind::Loop)
            .map(|way| way.id.clone())
            .collect();
        let mut ways = Vec::new();
        for id in inner {
            ways.push(self.record(RecordKind::Move, &id)?.value());
            self.take(RecordKind::Move, &id)?;
        }
        Ok(ways)
    }

    /// Writes down what became of an id, and what the new records have no room for.
    pub(super) fn remember(
        &mut self,
        id: &str,
        now: &[String],
        left: Object<String, Value>,
    ) -> Result<(), ChangeError> {
        // An id of another kind may have had the same name; both are found from the one entry.
        if let Some(known) = self.map.former.iter().find(|former| former.id == id) {
            let mut all = known.now.clone();
            all.extend(now.iter().cloned());
            once_each(&mut all);
            return self.edit(RecordKind::Former, id, |record| {
                if let Record::Former(former) = record {
                    former.now = all;
                    former
                        .unknown
                        .entry("was".to_owned())
                        .or_insert(Value::Object(left));
                }
            });
        }
        let mut former = Former {
            id: id.to_owned(),
            now: now.to_vec(),
            ..Former::default()
        };
        if !left.is_empty() {
            former.unknown.insert("was".to_owned(), Value::Object(left));
        }
        self.add(Record::Former(Box::new(former)), None, &Place::Last)
    }
}

/// `new` with the steps and traits that `record` holds.
fn keep_inner(record: &mut Record, new: Record) {
    match (record, new) {
        (Record::Stage(old), Record::Stage(mut new)) => {
            new.steps = std::mem::take(&mut old.steps);
            *old = new;
        }
        (Record::Persona(old), Record::Persona(mut new)) => {
            new.traits = std::mem::take(&mut old.traits);
            *old = new;
        }
        (old, new) => *old = new,
    }
}

/// Keeps the first of equal ids.
pub(crate) fn once_each(ids: &mut Vec<String>) {
    let mut seen = BTreeSet::new();
    ids.retain(|id| seen.insert(id.clone()));
}

/// The first record with all the other says too, and what of the other there was no room for.
fn united(one: &Record, other: &Record) -> Result<(Record, Object<String, Value>), ChangeError> {
    let (mut value, other_value) = (one.value(), other.value());
    let mut left = unite(&mut value, other_value);
    for fixed in ["id", "steps", "traits"] {
        left.remove(fixed);
    }
    let mut united = Record::from_value(one.kind(), value)?;
    match (&mut united, one, other) {
        (Record::Step(step), Record::Step(a), Record::Step(b)) => {
            step.optional = a.optional && b.optional;
            step.main = a.main || b.main;
            step.moment_of_truth = a.moment_of_truth || b.moment_of_truth;
            // One after the other: the time until the next step begins is the time of both.
            if let (Some(first), Some(second)) = (a.typical_s, b.typical_s) {
                step.typical_s = Some(first + second);
            }
        }
        (Record::Card(card), Record::Card(a), Record::Card(b)) => {
            // Nobody named means everybody: together they speak of everybody.
            if a.personas.is_empty() || b.personas.is_empty() {
                card.personas.clear();
            }
            card.until.clone_from(&a.until);
            if rank(b.state) > rank(a.state) {
                card.state = b.state;
            }
            // The other's number goes on as evidence.
            if let Some(metric) = b
                .metric
                .clone()
                .filter(|_| a.metric.is_some() && a.metric != b.metric)
            {
                card.evidence.push(crate::document::Evidence {
                    reason: b.text.clone(),
                    answer: Some(metric),
                    ..Default::default()
                });
            }
        }
        (Record::Item(item), _, Record::Item(b))
            if item.name != b.name && !item.synonyms.contains(&b.name) =>
        {
            item.synonyms.push(b.name.clone());
        }
        _ => {}
    }
    Ok((united, left))
}

fn rank(state: EvidenceState) -> u8 {
    match state {
        EvidenceState::Measured => 3,
        EvidenceState::SupportedByText => 2,
        EvidenceState::SingleVoice => 1,
        EvidenceState::Assumption => 0,
    }
}

/// What both say once, what one says as it says it, lists one after the other; returns what there was no room for.
fn unite(one: &mut Value, other: Value) -> Object<String, Value> {
    let mut left = Object::new();
    let (Value::Object(one), Value::Object(other)) = (one, other) else {
        return left;
    };
    for (name, theirs) in other {
        let Some(ours) = one.get_mut(&name) else {
            one.insert(name, theirs);
            continue;
        };
        if *ours == theirs {
            continue;
        }
        match (ours, theirs) {
            (Value::Array(_), Value::Array(_)) if matches!(name.as_str(), "steps" | "traits") => {}
            (Value::Array(ours), Value::Array(theirs)) => {
                for value in theirs {
                    if !ours.contains(&value) {
                        ours.push(value);
                    }
                }
            }
            (Value::Object(ours), Value::Object(theirs)) if PROSE.contains(&name.as_str()) => {
                for (language, text) in theirs {
                    match (ours.get_mut(&language), text) {
                        (Some(Value::String(ours)), Value::String(text)) if *ours != text => {
                            *ours = format!("{ours}\n\n{text}");
                        }
                        (Some(_), _) => {}
                        (None, text) => {
                            ours.insert(language, text);
                        }
                    }
                }
            }
            // A number with its interval, n and base is one thing: parts of two of them would be a third.
            (Value::Object(_), theirs @ Value::Object(_)) if ATOMS.contains(&name.as_str()) => {
                left.insert(name, theirs);
            }
            (ours @ Value::Object(_), theirs @ Value::Object(_)) => {
                let inner = unite(ours, theirs);
                if !inner.is_empty() {
                    left.insert(name, Value::Object(inner));
                }
            }
            (_, theirs) => {
                left.insert(name, theirs);
            }
        }
    }
    left
}

/// Fields whose parts only mean something together.
pub(crate) const ATOMS: [&str; 15] = [
    "measured",
    "metric",
    "target",
    "feeling",
    "size",
    "reach",
    "effect",
    "question",
    "answer",
    "quote",
    "note",
    "origin",
    "pain",
    "raw_scale",
    "name",
];
