//! A change on its way: the steps it is made of, and those that take each of them back.

use super::record::{self, Record, RecordKind, Spot};
use super::references::{self, Refers};
use super::{Change, ChangeError, Place, check};
use crate::document::Map;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use tropa_model::proposal::LocalText;

/// Changes inside changes; the editor needs two.
const DEPTH_MAX: usize = 16;

pub(super) struct Work<'a> {
    pub map: &'a mut Map,
    /// Takes back what was done, the first thing done first.
    undo: Vec<Change>,
    /// Records looked at or changed, with the problems they had before.
    touched: BTreeMap<(RecordKind, String), BTreeSet<LocalText>>,
    /// Problems the records had before may come again, and what is named is taken out alone.
    back: bool,
    /// The map had problems that taking the change back must bring again.
    troubled: bool,
    /// Cards whose span ran backwards before.
    bent: BTreeSet<String>,
}

impl<'a> Work<'a> {
    pub fn new(map: &'a mut Map, back: bool) -> Self {
        let bent: BTreeSet<String> = bent(map).into_iter().collect();
        let troubled = !bent.is_empty();
        Self {
            map,
            undo: Vec::new(),
            touched: BTreeMap::new(),
            back,
            troubled,
            bent,
        }
    }

    pub fn run(&mut self, change: &Change, depth: usize) -> Result<(), ChangeError> {
        match change {
            Change::Set { of, id, field, value } => self.set(*of, id, field, value.as_ref()),
            Change::Add {
                record,
                parent,
                place,
            } => self.add(record.clone(), parent.as_deref(), place),
            Change::Remove { of, id } if self.back => self.take(*of, id),
            Change::Remove { of, id } => self.remove(*of, id),
            Change::Move {
                of,
                id,
                parent,
                place,
            } => self.relocate(*of, id, parent.as_deref(), place),
            Change::PlaceCard {
                id,
                lane,
                at,
                until,
                place,
            } => {
                self.edit(RecordKind::Card, id, |record| {
                    if let Record::Card(card) = record {
                        card.lane.clone_from(lane);
                        card.at.clone_from(at);
                        card.until.clone_from(until);
                    }
                })?;
                match place {
                    Some(place) => self.relocate(RecordKind::Card, id, None, place),
                    None => Ok(()),
                }
            }
            Change::Split { of, id, into } => self.split(*of, id, into),
            Change::Merge { of, ids } => self.merge(*of, ids),
            Change::Several { .. } if depth >= DEPTH_MAX => Err(ChangeError::TooDeep { max: DEPTH_MAX }),
            Change::Several { changes, .. } => {
                changes.iter().try_for_each(|change| self.run(change, depth + 1))
            }
        }
    }

    /// Refuses what left a record with a problem it did not have.
    pub fn check(&mut self) -> Result<(), ChangeError> {
        if self.back {
            return Ok(());
        }
        self.mend_spans()?;
        for ((of, id), before) in &self.touched {
            let now = check::problems(self.map, *of, id);
            if let Some(problem) = now.difference(before).next() {
                return Err(ChangeError::Problem {
                    of: *of,
                    id: id.clone(),
                    problem: problem.clone(),
                });
            }
        }
        Ok(())
    }

    /// The change that takes all of it back.
    pub fn inverse(self) -> Change {
        let back = self.troubled || self.touched.values().any(|problems| !problems.is_empty());
        let mut changes = self.undo;
        changes.reverse();
        match (changes.pop(), back) {
            (Some(only), false) if changes.is_empty() => only,
            (Some(last), _) => {
                changes.push(last);
                Change::Several { changes, back }
            }
            (None, _) => Change::Several { changes, back: false },
        }
    }

    /// The map as it was before.
    pub fn roll_back(mut self) {
        self.back = true;
        for change in std::mem::take(&mut self.undo).iter().rev() {
            let done = self.run(change, 0);
            debug_assert!(done.is_ok(), "what was done can be taken back: {done:?}");
        }
    }

    pub fn touch(&mut self, kind: RecordKind, id: &str) {
        let key = (kind, id.to_owned());
        if !self.touched.contains_key(&key) {
            let problems = check::problems(self.map, kind, id);
            self.touched.insert(key, problems);
        }
    }

    fn find(&self, kind: RecordKind, id: &str) -> Result<Spot, ChangeError> {
        record::find(self.map, kind, id)
    }

    pub fn value(&mut self, kind: RecordKind, id: &str) -> Result<Value, ChangeError> {
        if kind == RecordKind::Map {
            return Ok(record::head(self.map));
        }
        Ok(self.record(kind, id)?.value())
    }

    pub fn record(&self, kind: RecordKind, id: &str) -> Result<Record, ChangeError> {
        let spot = self.find(kind, id)?;
        record::get(self.map, kind, spot).ok_or(ChangeError::Whole { of: kind })
    }

    fn put(&mut self, kind: RecordKind, id: &str, value: Value) -> Result<(), ChangeError> {
        if kind == RecordKind::Map {
            return record::put_head(self.map, value);
        }
        let spot = self.find(kind, id)?;
        record::replace(self.map, spot, Record::from_value(kind, value)?);
        Ok(())
    }

    pub fn set(
        &mut self,
        kind: RecordKind,
        id: &str,
        path: &[String],
        value: Option<&Value>,
    ) -> Result<(), ChangeError> {
        let Some(first) = path.first() else {
            return Err(ChangeError::Fixed {
                of: kind,
                field: String::new(),
            });
        };
        let fixed = match kind {
            RecordKind::Map => {
                matches!(first.as_str(), "format" | "version" | "id")
                    || record::LIST_FIELDS.contains(&first.as_str())
            }
            _ => {
                first == "id"
                    || kind
                        .children()
                        .is_some_and(|children| children.list_name() == first)
            }
        };
        if fixed {
            return Err(ChangeError::Fixed {
                of: kind,
                field: first.clone(),
            });
        }
        self.touch(kind, id);
        let mut whole = self.value(kind, id)?;
        let (taken_at, before) =
            set_at(&mut whole, path, value.cloned()).map_err(|reason| ChangeError::Value {
                of: kind,
                id: id.to_owned(),
                field: path.join("."),
                reason,
            })?;
        self.put(kind, id, whole)?;
        self.undo.push(Change::Set {
            of: kind,
            id: id.to_owned(),
            field: path[..=taken_at].to_vec(),
            value: before,
        });
        Ok(())
    }

    /// Changes a record in place; its id, steps and traits stay as they are.
    pub fn edit(
        &mut self,
        kind: RecordKind,
        id: &str,
        edit: impl FnOnce(&mut Record),
    ) -> Result<(), ChangeError> {
        self.touch(kind, id);
        let spot = self.find(kind, id)?;
        let mut record = self.record(kind, id)?;
        let before = record.value();
        edit(&mut record);
        record.set_id(id.to_owned());
        self.note_fields(kind, id, before, &record.value());
        record::replace(self.map, spot, record);
        Ok(())
    }

    /// Writes down how to set each field back that differs.
    fn note_fields(&mut self, kind: RecordKind, id: &str, before: Value, after: &Value) {
        let (Value::Object(before), Value::Object(after)) = (before, after) else {
            return;
        };
        let cleared = after.keys().filter(|name| !before.contains_key(*name)).cloned();
        let cleared: Vec<(String, Option<Value>)> = cleared.map(|name| (name, None)).collect();
        let changed = before
            .into_iter()
            .filter(|(name, value)| after.get(name) != Some(value));
        let changed = changed.map(|(name, value)| (name, Some(value)));
        for (name, value) in cleared.into_iter().chain(changed) {
            self.undo.push(Change::Set {
                of: kind,
                id: id.to_owned(),
                field: vec![name],
                value,
            });
        }
    }

    /// Changes what belongs to the map itself.
    pub fn edit_head(&mut self, edit: impl FnOnce(&mut Map)) {
        let id = self.map.id.clone();
        self.touch(RecordKind::Map, &id);
        let before = record::head(self.map);
        edit(self.map);
        let after = record::head(self.map);
        self.note_fields(RecordKind::Map, &id, before, &after);
    }

    pub fn add(&mut self, record: Record, parent: Option<&str>, place: &Place) -> Result<(), ChangeError> {
        let kind = record.kind();
        let id = record.id().to_owned();
        let (parent, index) = self.place(kind, parent, None, place)?;
        for (kind, id) in [(kind, id.as_str())].into_iter().chain(record.inner()) {
            self.free(kind, id)?;
            self.touched.entry((kind, id.to_owned())).or_default();
        }
        let inner: Vec<&str> = record.inner().into_iter().map(|(_, id)| id).collect();
        let twice = |(i, other): &(usize, &&str)| {
            inner[..*i].contains(other) || kind == RecordKind::Stage && **other == id
        };
        if let Some((_, other)) = inner.iter().enumerate().find(twice) {
            let of = kind.children().unwrap_or(kind);
            return Err(ChangeError::Taken {
                of,
                id: (*other).to_owned(),
            });
        }
        // What already points at this id did so in vain, and shall again when this is taken back.
        self.troubled |= !self.holders(&[kind], &id).is_empty();
        record::insert(self.map, Spot { parent, index }, record);
        // Steps inside an added stage go as they came: nothing else can stand at them when this is taken back.
        self.undo.push(Change::Remove { of: kind, id });
        self.few_enough(kind)?;
        kind.children()
            .map_or(Ok(()), |children| self.few_enough(children))
    }

    fn few_enough(&self, kind: RecordKind) -> Result<(), ChangeError> {
        let found = (0..record::lists(self.map, kind))
            .map(|parent| record::length(self.map, kind, parent))
            .sum();
        let max = check::most(kind);
        if found > max {
            Err(ChangeError::TooMany { of: kind, found, max })
        } else {
            Ok(())
        }
    }

    /// The id is not taken by a record it could be mistaken for.
    fn free(&self, kind: RecordKind, id: &str) -> Result<(), ChangeError> {
        if id.is_empty() {
            return Err(ChangeError::NoId { of: kind });
        }
        let alike: &[RecordKind] = match kind {
            // A card may stand at either.
            RecordKind::Stage | RecordKind::Step => &[RecordKind::Stage, RecordKind::Step],
            _ => &[kind],
        };
        match alike.iter().find(|kind| record::stands(self.map, **kind, id)) {
            Some(of) => Err(ChangeError::Taken {
                of: *of,
                id: id.to_owned(),
            }),
            None => Ok(()),
        }
    }

    /// Index of the list and index in it for something that comes to stand there; `without` is the spot it leaves.
    fn place(
        &self,
        kind: RecordKind,
        parent: Option<&str>,
        without: Option<Spot>,
        place: &Place,
    ) -> Result<(usize, usize), ChangeError> {
        let parent = match (kind, kind.parent(), parent, without) {
            (RecordKind::Map, ..) => return Err(ChangeError::Whole { of: kind }),
            (_, None, _, _) => 0,
            (_, Some(of), Some(id), _) => self.find(of, id)?.index,
            (_, Some(_), None, Some(spot)) => spot.parent,
            (_, Some(parent), None, None) => return Err(ChangeError::NoParent { of: kind, parent }),
        };
        let mut ids = record::ids(self.map, kind, parent);
        if let Some(spot) = without.filter(|spot| spot.parent == parent) {
            ids.remove(spot.index);
        }
        let index = match place {
            Place::First => 0,
            Place::Last => ids.len(),
            Place::After(neighbour) => {
                let at = ids.iter().position(|id| id == neighbour);
                at.ok_or_else(|| ChangeError::Unknown {
                    of: kind,
                    id: neighbour.clone(),
                })? + 1
            }
        };
        Ok((parent, index))
    }

    /// Where a record stands, as a place it can be put back to.
    fn place_of(&self, kind: RecordKind, spot: Spot) -> (Option<String>, Place) {
        let place = match spot.index {
            0 => Place::First,
            index => record::id_at(
                self.map,
                kind,
                Spot {
                    index: index - 1,
                    ..spot
                },
            )
            .map_or(Place::First, Place::After),
        };
        (record::parent_id(self.map, kind, spot.parent), place)
    }

    pub fn relocate(
        &mut self,
        kind: RecordKind,
        id: &str,
        parent: Option<&str>,
        place: &Place,
    ) -> Result<(), ChangeError> {
        let spot = self.find(kind, id)?;
        self.touch(kind, id);
        let (to, index) = self.place(kind, parent, Some(spot), place)?;
        let (home, home_place) = self.place_of(kind, spot);
        let Some(record) = record::take(self.map, kind, spot) else {
            return Err(ChangeError::Whole { of: kind });
        };
        record::insert(self.map, Spot { parent: to, index }, record);
        self.undo.push(Change::Move {
            of: kind,
            id: id.to_owned(),
            parent: home,
            place: home_place,
        });
        Ok(())
    }

    /// Takes a record out and nothing with it.
    pub fn take(&mut self, kind: RecordKind, id: &str) -> Result<(), ChangeError> {
        let spot = self.find(kind, id)?;
        self.touch(kind, id);
        let (parent, place) = self.place_of(kind, spot);
        if let Some(record) = record::take(self.map, kind, spot) {
            self.undo.push(Change::Add {
                record,
                parent,
                place,
            });
        }
        Ok(())
    }

    /// Takes out all cards (or comments, moves, …: kinds with one list) of these ids in one pass.
    pub fn take_all(&mut self, kind: RecordKind, ids: &BTreeSet<String>) {
        fn split<T: record::Entry>(list: &mut Vec<T>, ids: &BTreeSet<String>) -> Vec<Change> {
            let mut taken = Vec::new();
            let mut kept = Vec::with_capacity(list.len());
            let mut place = Place::First;
            for record in std::mem::take(list) {
                let after = Place::After(record.id().to_owned());
                if ids.contains(record.id()) {
                    taken.push(Change::Add {
                        record: record.wrap(),
                        parent: None,
                        place,
                    });
                } else {
                    kept.push(record);
                }
                place = after;
            }
            *list = kept;
            taken
        }
        if ids.is_empty() {
            return;
        }
        ids.iter().for_each(|id| self.touch(kind, id));
        let map = &mut *self.map;
        let taken = record::with_list!((&mut) map, kind, 0, list => split(list, ids), map => Vec::new());
        self.undo.extend(taken.into_iter().rev());
    }

    /// Records with a field that holds one of these ids, for fields that may point at one of `kinds`.
    pub fn holders(&mut self, kinds: &[RecordKind], id: &str) -> Vec<(RecordKind, String)> {
        let mut found = Vec::new();
        references::scan(self.map, &mut |kind, holder, field| {
            if field.to.iter().any(|to| kinds.contains(to)) && field.slot.holds(id) {
                found.push((kind, holder.to_owned()));
            }
        });
        found.dedup();
        found
    }

    /// Edits the fields of a record that hold ids.
    pub fn edit_fields(
        &mut self,
        kind: RecordKind,
        id: &str,
        edit: &mut dyn FnMut(references::Field<'_>),
    ) -> Result<(), ChangeError> {
        if kind == RecordKind::Map {
            self.edit_head(|map| {
                references::scan(map, &mut |kind, _, field| {
                    if kind == RecordKind::Map {
                        edit(field);
                    }
                });
            });
            return Ok(());
        }
        self.edit(kind, id, |record| record.fields(edit))
    }

    /// Cards that span steps go from the first to the last of their two ends, whichever was moved.
    fn mend_spans(&mut self) -> Result<(), ChangeError> {
        for id in bent(self.map)
            .into_iter()
            .filter(|id| !self.bent.contains(id))
            .collect::<Vec<_>>()
        {
            self.edit(RecordKind::Card, &id, |record| {
                if let Record::Card(card) = record
                    && let Some(until) = card.until.take()
                    && until != card.at
                {
                    card.until = Some(std::mem::replace(&mut card.at, until));
                }
            })?;
        }
        Ok(())
    }
}

/// Index of each step along the map.
pub(super) fn order(map: &Map) -> HashMap<&str, usize> {
    let steps = map.stages.iter().flat_map(|stage| &stage.steps);
    steps.enumerate().map(|(i, step)| (step.id.as_str(), i)).collect()
}

/// Cards that end before or where they begin.
fn bent(map: &Map) -> Vec<String> {
    if map.cards.iter().all(|card| card.until.is_none()) {
        return Vec::new();
    }
    let order = order(map);
    let at = |id: &String| order.get(id.as_str());
    let bent = map.cards.iter().filter(|card| {
        at(&card.at)
            .zip(card.until.as_ref().and_then(at))
            .is_some_and(|(at, until)| at >= until)
    });
    bent.map(|card| card.id.clone()).collect()
}

/// Sets the value at a path of object fields; returns how far along the path something was there before, and what.
///
/// Where parents are missing they are made, and the place to take back is the first of them: an object that was not
/// there is another thing than an empty one.
fn set_at(
    whole: &mut Value,
    path: &[String],
    value: Option<Value>,
) -> Result<(usize, Option<Value>), String> {
    let mut at = whole;
    let mut taken_at = None;
    for (i, name) in path[..path.len() - 1].iter().enumerate() {
        let Value::Object(fields) = at else {
            return Err(format!("`{}` has no parts", path[..i].join(".")));
        };
        if fields.get(name).is_none_or(Value::is_null) {
            if value.is_none() {
                return Ok((i, fields.get(name).cloned()));
            }
            taken_at.get_or_insert((i, fields.get(name).cloned()));
            fields.insert(name.clone(), Value::Object(serde_json::Map::new()));
        }
        at = fields
            .get_mut(name)
            .ok_or("a field that was just put in is there")?;
    }
    let last = path.len() - 1;
    let Value::Object(fields) = at else {
        return Err(format!("`{}` has no parts", path[..last].join(".")));
    };
    let before = match value {
        Some(value) => fields.insert(path[last].clone(), value),
        None => fields.remove(&path[last]),
    };
    Ok(taken_at.unwrap_or((last, before)))
}
