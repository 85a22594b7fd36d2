//! OCEL 2.0: events that concern several objects, told as the journeys of one type of object.
//!
//! Each pair of an event and an object of the chosen type is a row. Attributes of the object are columns called
//! `case:name` with the value that holds last. Source: ocel-standard.org, OCEL 2.0 specification.

mod json;
mod rows;
mod xml;

pub use rows::{SqlTable, ocel_from_rows};

use crate::detect::describe;
use crate::formats::sniff::is_sqlite;
use crate::mapping::{Decimal, Layout};
use crate::read::rows::{Row, Visitor, Wanted};
use crate::time::{TimeFormat, TimeParser, Zone};
use crate::{Format, Input, IntakeError, ObjectType, limits};
use rustc_hash::{FxHashMap, FxHashSet};
use tropa_model::{LocalText, TextColumn};

/// A whole log.
#[derive(Debug, Default)]
pub struct Log {
    pub objects: Vec<Object>,
    pub events: Vec<Event>,
    /// Declared, also when no object has them.
    pub object_types: Vec<String>,
}

#[derive(Debug, Default, PartialEq)]
pub struct Object {
    pub id: String,
    pub kind: String,
    /// Name, time as written, value; in order of the file.
    pub attributes: Vec<(String, String, String)>,
}

#[derive(Debug, Default, PartialEq)]
pub struct Event {
    pub id: String,
    pub kind: String,
    /// As written; empty when the log has none.
    pub time: String,
    pub attributes: Vec<(String, String)>,
    /// Ids of the objects concerned, possibly the same several times with different qualifiers.
    pub objects: Vec<String>,
}

/// Parses a log of any of the three encodings.
pub fn open(input: &Input, format: Format) -> Result<Log, IntakeError> {
    if is_sqlite(input.bytes) {
        return Err(IntakeError::SqliteNeedsRows {
            file: input.name.into(),
        });
    }
    let log = if format == Format::OcelXml {
        xml::parse(input)?
    } else {
        json::parse(input)?
    };
    if log.events.is_empty() {
        let (place, saw) = (
            crate::error::whole_file(),
            LocalText::en_ru("no events", "событий нет"),
        );
        let expected = LocalText::en_ru(
            "at least one event; is this an OCEL 2.0 log?",
            "хотя бы одно событие; это точно журнал OCEL 2.0?",
        );
        return Err(IntakeError::Malformed {
            file: input.name.into(),
            place,
            saw,
            expected,
        });
    }
    Ok(log)
}

const FIXED: [&str; 4] = ["ocel:oid", "ocel:activity", "ocel:timestamp", "ocel:eid"];

impl Log {
    /// Every type with its objects, its pairs with events, and its attributes; most pairs first, then by name.
    pub fn types(&self) -> Vec<ObjectType> {
        let kinds = self.kinds();
        let mut types: FxHashMap<&str, ObjectType> = FxHashMap::default();
        let empty = |name: &str| ObjectType {
            name: name.into(),
            objects: 0,
            events: 0,
            attributes: Vec::new(),
        };
        for name in self
            .object_types
            .iter()
            .map(String::as_str)
            .chain(self.objects.iter().map(|o| o.kind.as_str()))
        {
            types.entry(name).or_insert_with(|| empty(name));
        }
        for object in &self.objects {
            types
                .get_mut(object.kind.as_str())
                .expect("entered above")
                .objects += 1;
        }
        for event in &self.events {
            for object in distinct(&event.objects) {
                if let Some(kind) = kinds.get(object) {
                    types.get_mut(kind).expect("kinds are types of objects").events += 1;
                }
            }
        }
        let mut types: Vec<ObjectType> = types.into_values().collect();
        types.sort_by(|a, b| b.events.cmp(&a.events).then_with(|| a.name.cmp(&b.name)));
        for kind in &mut types {
            kind.attributes = self.attributes_of(&kind.name);
        }
        types
    }

    fn kinds(&self) -> FxHashMap<&str, &str> {
        self.objects
            .iter()
            .map(|o| (o.id.as_str(), o.kind.as_str()))
            .collect()
    }

    fn attributes_of(&self, kind: &str) -> Vec<crate::DetectedColumn> {
        let objects: Vec<&Object> = self
            .objects
            .iter()
            .filter(|o| o.kind == kind)
            .take(limits::SAMPLE_ROWS)
            .collect();
        let mut values: Vec<(&str, TextColumn)> = Vec::new();
        for object in &objects {
            for (name, _, _) in &object.attributes {
                if !values.iter().any(|(n, _)| n == name) && values.len() < limits::NAMES_MAX {
                    values.push((name, TextColumn::default()));
                }
            }
        }
        for object in &objects {
            let last = last_values(object);
            values
                .iter_mut()
                .for_each(|(name, column)| column.push(last.get(name).copied().unwrap_or_default()));
        }
        values
            .iter()
            .map(|(name, column)| describe(&format!("case:{name}"), column, Decimal::Point))
            .collect()
    }

    /// The type that is the case: the one given, or the only one that events concern.
    pub fn case_type(&self, file: &str, layout: &Layout) -> Result<String, IntakeError> {
        let mut types = self.types();
        let file = file.to_owned();
        match &layout.object_type {
            Some(given) if types.iter().any(|t| t.name == *given) => Ok(given.clone()),
            Some(given) => Err(IntakeError::UnknownObjectType {
                file,
                given: given.clone(),
                types,
            }),
            None => {
                let used = types.iter().filter(|t| t.events > 0).count();
                if used == 1 {
                    Ok(types.swap_remove(0).name)
                } else {
                    Err(IntakeError::AmbiguousObjectType { file, types })
                }
            }
        }
    }

    fn column_names(&self, kind: Option<&str>) -> Vec<String> {
        let mut names: Vec<String> = FIXED.iter().map(|n| (*n).to_owned()).collect();
        let mut seen: FxHashSet<String> = names.iter().cloned().collect();
        let of_events = self
            .events
            .iter()
            .flat_map(|e| e.attributes.iter().map(|(name, _)| name.clone()));
        let objects = self.objects.iter().filter(|o| Some(o.kind.as_str()) == kind);
        let of_objects = objects.flat_map(|o| o.attributes.iter().map(|(name, _, _)| format!("case:{name}")));
        for name in of_events.chain(of_objects) {
            if names.len() < limits::NAMES_MAX && seen.insert(name.clone()) {
                names.push(name);
            }
        }
        names
    }
}

/// Visits the pairs of event and object of the type that is the case. For a sample (`sampling`) an undecided type is
/// no error: each event then comes with its first object.
pub fn visit(
    log: &Log,
    file: &str,
    layout: &Layout,
    wanted: Wanted,
    sampling: bool,
    visitor: &mut dyn Visitor,
) -> Result<(), IntakeError> {
    let kind = match log.case_type(file, layout) {
        Ok(kind) => Some(kind),
        Err(IntakeError::AmbiguousObjectType { .. }) if sampling => None,
        Err(error) => return Err(error),
    };
    let names = match wanted {
        Wanted::All => log.column_names(kind.as_deref()),
        Wanted::Slots(names) => names.to_vec(),
    };
    visitor.names(&names);
    let slots: FxHashMap<&str, usize> = names
        .iter()
        .enumerate()
        .map(|(slot, name)| (name.as_str(), slot))
        .collect();
    let objects: FxHashMap<&str, &Object> = log.objects.iter().map(|o| (o.id.as_str(), o)).collect();
    let (mut row, mut without) = (0, 0_u64);
    let (mut bytes, mut values) = (Vec::new(), Vec::new());
    for event in &log.events {
        let of_case = |id: &&str| {
            objects
                .get(id)
                .is_some_and(|o| kind.as_ref().is_none_or(|k| o.kind == *k))
        };
        let mut cases: Vec<&str> = distinct(&event.objects).into_iter().filter(of_case).collect();
        if kind.is_none() {
            cases.truncate(1);
        }
        without += u64::from(cases.is_empty());
        for case in cases {
            row += 1;
            bytes.clear();
            values.clear();
            values.resize(names.len(), (0, 0));
            let mut keep = |name: &str, text: &str| {
                if let Some(slot) = slots.get(name) {
                    let start = bytes.len() as u32;
                    bytes.extend_from_slice(text.as_bytes());
                    values[*slot] = (start, bytes.len() as u32);
                }
            };
            keep("ocel:oid", case);
            keep("ocel:activity", &event.kind);
            keep("ocel:timestamp", &event.time);
            // An event of two cases is an event in each journey, so its id names both.
            keep("ocel:eid", &format!("{}@{case}", event.id));
            event
                .attributes
                .iter()
                .for_each(|(name, value)| keep(name, value));
            if kind.is_some() {
                for (name, value) in last_values(objects[case]) {
                    keep(&format!("case:{name}"), value);
                }
            }
            if !visitor.row(
                &Row {
                    bytes: &bytes,
                    values: &values,
                    names: &names,
                },
                row,
            )? {
                return Ok(());
            }
        }
    }
    if let Some(kind) = kind.filter(|_| without > 0) {
        let all = log.events.len();
        visitor.note(LocalText::en_ru(
            format!("{without} of {all} events concern no «{kind}» and are in no journey"),
            format!("событий без «{kind}»: {without} из {all}; они не входят ни в один путь"),
        ));
    }
    Ok(())
}

/// Ids without repetition, in order.
fn distinct(ids: &[String]) -> Vec<&str> {
    let mut seen = FxHashSet::default();
    ids.iter()
        .map(String::as_str)
        .filter(|id| seen.insert(*id))
        .collect()
}

/// For each attribute the value of the latest time, of equal times the later in the file.
fn last_values(object: &Object) -> FxHashMap<&str, &str> {
    let mut parser = TimeParser::new(TimeFormat::Iso, Zone::utc());
    let mut last: FxHashMap<&str, (i64, &str)> = FxHashMap::default();
    for (name, time, value) in &object.attributes {
        let time = parser.parse(time.as_bytes()).unwrap_or(i64::MIN);
        if last.get(name.as_str()).is_none_or(|(known, _)| time >= *known) {
            last.insert(name, (time, value));
        }
    }
    last.into_iter().map(|(name, (_, value))| (name, value)).collect()
}
