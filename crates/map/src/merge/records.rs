//! Records of both sides, by id and field by field.

use super::conflict::{Conflict, ConflictKind};
use super::order::order;
use crate::change::record::{Entry, Record, RecordKind, plain};
use crate::change::unite::ATOMS;
use crate::document::{Map, is_empty};
use serde_json::{Map as Object, Value};
use std::collections::{HashMap, HashSet};
use tropa_model::proposal::LocalText;

/// Lists whose order says something: they are merged as a whole.
const ORDERED: [&str; 2] = ["steps", "feeling_words"];

pub(super) struct Merging<'a> {
    pub conflicts: Vec<Conflict>,
    ours: &'a Map,
    theirs: &'a Map,
}

impl<'a> Merging<'a> {
    pub fn new(ours: &'a Map, theirs: &'a Map) -> Self {
        Self {
            conflicts: Vec::new(),
            ours,
            theirs,
        }
    }

    fn conflict(&mut self, why: ConflictKind, of: RecordKind, id: &str, name: LocalText) -> &mut Conflict {
        self.conflicts.push(Conflict {
            why,
            of,
            id: id.to_owned(),
            name,
            field: None,
            base: None,
            ours: None,
            theirs: None,
        });
        let last = self.conflicts.len() - 1;
        &mut self.conflicts[last]
    }

    /// One list of the map.
    pub fn list<T: Entry>(&mut self, base: &[T], ours: &[T], theirs: &[T]) -> Vec<T> {
        let mut kept = self.records(
            &base.iter().collect::<Vec<_>>(),
            &ours.iter().collect::<Vec<_>>(),
            &theirs.iter().collect::<Vec<_>>(),
        );
        let ids =
            |list: &'_ [T]| -> Vec<String> { list.iter().map(|record| record.id().to_owned()).collect() };
        let order = self.order::<T>(&ids(base), &ids(ours), &ids(theirs), &kept);
        order.into_iter().filter_map(|id| kept.remove(&id)).collect()
    }

    /// Steps into their stages, traits into their personas.
    pub fn nested<P: Entry, T: Entry>(
        &mut self,
        (base, ours, theirs): (&[P], &[P], &[P]),
        inner: impl Fn(&P) -> &Vec<T>,
        parents: &mut Vec<P>,
        inner_mut: impl Fn(&mut P) -> &mut Vec<T>,
        empty: impl Fn() -> P,
    ) {
        let all = |list: &'_ [P]| -> Vec<T> { list.iter().flat_map(&inner).cloned().collect() };
        let (b, o, t) = (all(base), all(ours), all(theirs));
        let mut kept = self.records(
            &b.iter().collect::<Vec<_>>(),
            &o.iter().collect::<Vec<_>>(),
            &t.iter().collect::<Vec<_>>(),
        );
        let homes = |list: &[P]| -> HashMap<String, String> {
            let ids = list
                .iter()
                .flat_map(|parent| inner(parent).iter().map(move |r| (r.id(), parent.id())));
            ids.map(|(id, parent)| (id.to_owned(), parent.to_owned()))
                .collect()
        };
        let (home_base, home_ours, home_theirs) = (homes(base), homes(ours), homes(theirs));
        let mut home: HashMap<String, String> = HashMap::new();
        for (id, record) in &kept {
            let (b, o, t) = (home_base.get(id), home_ours.get(id), home_theirs.get(id));
            let chosen = match (o, t) {
                (Some(o), Some(t)) if o != t && b == Some(o) => Some(t),
                (Some(o), Some(t)) if o != t && b != Some(t) => {
                    let conflict =
                        self.conflict(ConflictKind::BothMoved, T::KIND, id, record.clone().wrap().name());
                    conflict.field = Some(P::KIND.word().to_owned());
                    conflict.base = b.map(|id| Value::from(id.as_str()));
                    conflict.ours = Some(Value::from(o.as_str()));
                    conflict.theirs = Some(Value::from(t.as_str()));
                    Some(o)
                }
                (o, t) => o.or(t).or(b),
            };
            if let Some(chosen) = chosen {
                home.insert(id.clone(), chosen.clone());
            }
        }
        // A stage that was removed while a step was moved or changed in it is back for the step's sake.
        let mut needed: Vec<&String> = home.values().collect();
        needed.sort();
        needed.dedup();
        for id in needed {
            if parents.iter().any(|parent| parent.id() == id) {
                continue;
            }
            let known = [theirs, ours, base]
                .into_iter()
                .find_map(|list| list.iter().find(|p| p.id() == id));
            let mut back = known.cloned().unwrap_or_else(&empty);
            inner_mut(&mut back).clear();
            let before = [theirs, ours, base].into_iter().find_map(|list| {
                let at = list.iter().position(|parent| parent.id() == id)?;
                list[..at]
                    .iter()
                    .rev()
                    .find_map(|p| parents.iter().position(|kept| kept.id() == p.id()))
            });
            self.conflict(ConflictKind::StillUsed, P::KIND, id, back.clone().wrap().name());
            parents.insert(before.map_or(0, |at| at + 1), back);
        }
        for parent in parents.iter_mut() {
            let id = parent.id().to_owned();
            let ids = |list: &[P]| -> Vec<String> {
                let at = list.iter().find(|parent| parent.id() == id);
                at.map(|parent| inner(parent).iter().map(|r| r.id().to_owned()).collect())
                    .unwrap_or_default()
            };
            let here: HashMap<String, T> = kept
                .iter()
                .filter(|(record, _)| home.get(*record) == Some(&id))
                .map(|(id, record)| (id.clone(), record.clone()))
                .collect();
            let order = self.order::<T>(&ids(base), &ids(ours), &ids(theirs), &here);
            *inner_mut(parent) = order.into_iter().filter_map(|id| kept.remove(&id)).collect();
        }
    }

    fn order<T: Entry>(
        &mut self,
        base: &[String],
        ours: &[String],
        theirs: &[String],
        kept: &HashMap<String, T>,
    ) -> Vec<String> {
        let b: Vec<&str> = base.iter().map(String::as_str).collect();
        let o: Vec<&str> = ours.iter().map(String::as_str).collect();
        let t: Vec<&str> = theirs.iter().map(String::as_str).collect();
        let all: HashSet<&str> = kept.keys().map(String::as_str).collect();
        let (mut order, twice) = order(&b, &o, &t, &all);
        // The order of cards in the file is only seen within a cell.
        if T::KIND != RecordKind::Card {
            for id in twice {
                let name = kept
                    .get(&id)
                    .map(|record| record.clone().wrap().name())
                    .unwrap_or_default();
                self.conflict(ConflictKind::BothMoved, T::KIND, &id, name);
            }
        }
        // What comes from another list stands at the end of this one.
        let placed: HashSet<String> = order.iter().cloned().collect();
        let mut others: Vec<&String> = kept.keys().filter(|id| !placed.contains(*id)).collect();
        others.sort();
        order.extend(others.into_iter().cloned());
        order
    }

    /// The records that stay, by id.
    fn records<T: Entry>(&mut self, base: &[&T], ours: &[&T], theirs: &[&T]) -> HashMap<String, T> {
        let index = |list: &[&T]| -> HashMap<String, usize> {
            list.iter()
                .enumerate()
                .map(|(i, record)| (record.id().to_owned(), i))
                .collect()
        };
        let (in_base, in_ours, in_theirs) = (index(base), index(ours), index(theirs));
        let mut kept = HashMap::with_capacity(ours.len());
        for record in ours {
            let id = record.id();
            let was = in_base.get(id).map(|i| base[*i]);
            match (was, in_theirs.get(id).map(|i| theirs[*i])) {
                (_, Some(other)) if other == *record => {
                    kept.insert(id.to_owned(), (*record).clone());
                }
                (Some(was), Some(other)) if was == other => {
                    kept.insert(id.to_owned(), (*record).clone());
                }
                (Some(was), Some(other)) if was == *record => {
                    kept.insert(id.to_owned(), other.clone());
                }
                (was, Some(other)) => {
                    let merged = self.both(was, record, other);
                    kept.insert(id.to_owned(), merged);
                }
                (Some(was), None) if was == *record => {}
                (Some(was), None) if self.replaced(self.theirs, id) => {
                    self.lost_fields(ConflictKind::ReplacedByThem, was, record);
                }
                (Some(_), None) => {
                    self.conflict(
                        ConflictKind::RemovedByThem,
                        T::KIND,
                        id,
                        (*record).clone().wrap().name(),
                    );
                    kept.insert(id.to_owned(), (*record).clone());
                }
                (None, None) => {
                    kept.insert(id.to_owned(), (*record).clone());
                }
            }
        }
        for record in theirs.iter().filter(|record| !in_ours.contains_key(record.id())) {
            let id = record.id();
            match in_base.get(id).map(|i| base[*i]) {
                Some(was) if was == *record => {}
                Some(was) if self.replaced(self.ours, id) => {
                    self.lost_fields(ConflictKind::ReplacedByUs, was, record);
                }
                Some(_) => {
                    self.conflict(
                        ConflictKind::RemovedByUs,
                        T::KIND,
                        id,
                        (*record).clone().wrap().name(),
                    );
                    kept.insert(id.to_owned(), (*record).clone());
                }
                None => {
                    kept.insert(id.to_owned(), (*record).clone());
                }
            }
        }
        kept
    }

    fn replaced(&self, by: &Map, id: &str) -> bool {
        !crate::change::resolve(by, id).is_empty()
    }

    /// What one side changed in a record the other merged or split away.
    fn lost_fields<T: Entry>(&mut self, why: ConflictKind, was: &T, now: &T) {
        let name = now.clone().wrap().name();
        for field in crate::diff::field_differences(&plain(was), &plain(now)) {
            let conflict = self.conflict(why, T::KIND, now.id(), name.clone());
            conflict.field = Some(field.field);
            conflict.base = field.before;
            match why {
                ConflictKind::ReplacedByThem => conflict.ours = field.after,
                _ => conflict.theirs = field.after,
            }
        }
    }

    /// A record both sides have and both changed, or both added.
    fn both<T: Entry>(&mut self, was: Option<&T>, ours: &T, theirs: &T) -> T {
        let base = was.map_or(Value::Object(Object::new()), plain);
        let (our, mut their) = (plain(ours), plain(theirs));
        let before = self.conflicts.len();
        let name = Some(ours.clone().wrap().name()).filter(|name| !is_empty(name));
        if T::KIND == RecordKind::Card {
            self.place(
                &base,
                &our,
                &mut their,
                ours.id(),
                name.clone().unwrap_or_default(),
            );
        }
        let merged = self.value(T::KIND, ours.id(), &base, our, their.clone());
        for conflict in &mut self.conflicts[before..] {
            conflict.name = name.clone().unwrap_or_default();
        }
        let sound = Record::from_value(T::KIND, merged).ok().filter(|record| {
            let problems = crate::change::own_problems(record);
            problems.is_subset(&crate::change::own_problems(&ours.clone().wrap()))
        });
        match sound.and_then(T::unwrap) {
            Some(record) => record,
            // Each half is right, both together are not: a card that each side emptied of another thing.
            None => {
                let conflict = self.conflict(
                    ConflictKind::BothChanged,
                    T::KIND,
                    ours.id(),
                    name.unwrap_or_default(),
                );
                conflict.theirs = Some(their);
                ours.clone()
            }
        }
    }

    /// Where a card stands is one thing: the step it begins at with the one it ends at.
    fn place(&mut self, base: &Value, ours: &Value, theirs: &mut Value, id: &str, name: LocalText) {
        let of = |value: &Value| (value.get("at").cloned(), value.get("until").cloned());
        let (b, o, t) = (of(base), of(ours), of(theirs));
        if b == o || b == t || o == t {
            return;
        }
        let conflict = self.conflict(ConflictKind::BothMoved, RecordKind::Card, id, name);
        conflict.field = Some("at".to_owned());
        (conflict.base, conflict.ours, conflict.theirs) = (b.0, o.0.clone(), t.0);
        if let Value::Object(theirs) = theirs {
            for (field, value) in [("at", o.0), ("until", o.1)] {
                match value {
                    Some(value) => theirs.insert(field.to_owned(), value),
                    None => theirs.remove(field),
                };
            }
        }
    }

    /// The fields of a record, ours where both changed one.
    pub fn value(&mut self, of: RecordKind, id: &str, base: &Value, ours: Value, theirs: Value) -> Value {
        let before = ours.clone();
        self.field(of, id, "", Some(base), Some(ours), Some(theirs))
            .unwrap_or(before)
    }

    fn field(
        &mut self,
        of: RecordKind,
        id: &str,
        path: &str,
        base: Option<&Value>,
        ours: Option<Value>,
        theirs: Option<Value>,
    ) -> Option<Value> {
        if ours == theirs || theirs.as_ref() == base {
            return ours;
        }
        if ours.as_ref() == base {
            return theirs;
        }
        let last = path.rsplit('.').next().unwrap_or_default();
        let atom = ATOMS.contains(&last) && last != "name";
        match (ours, theirs) {
            (Some(Value::Object(mut ours)), Some(Value::Object(mut theirs)))
                if !atom && base.is_none_or(Value::is_object) =>
            {
                let mut names: Vec<String> = ours.keys().chain(theirs.keys()).cloned().collect();
                names.sort();
                names.dedup();
                let mut merged = Object::new();
                for name in names {
                    let inner = if path.is_empty() {
                        name.clone()
                    } else {
                        format!("{path}.{name}")
                    };
                    let base = base.and_then(|base| base.get(&name));
                    if let Some(value) =
                        self.field(of, id, &inner, base, ours.remove(&name), theirs.remove(&name))
                    {
                        merged.insert(name, value);
                    }
                }
                Some(Value::Object(merged))
            }
            (Some(Value::Array(ours)), Some(Value::Array(theirs))) if !ORDERED.contains(&last) => {
                let base = base.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
                let mut merged: Vec<Value> = ours
                    .iter()
                    .filter(|value| theirs.contains(value) || !base.contains(value))
                    .cloned()
                    .collect();
                merged.extend(
                    theirs
                        .into_iter()
                        .filter(|value| !ours.contains(value) && !base.contains(value)),
                );
                Some(Value::Array(merged))
            }
            // The later of two days of work.
            (Some(ours), Some(theirs)) if path == "edited" => Some(if theirs.as_str() > ours.as_str() {
                theirs
            } else {
                ours
            }),
            (ours, theirs) => {
                let conflict = self.conflict(ConflictKind::BothChanged, of, id, LocalText::default());
                conflict.field = Some(path.to_owned());
                conflict.base = base.cloned();
                conflict.ours.clone_from(&ours);
                conflict.theirs = theirs;
                ours
            }
        }
    }
}
