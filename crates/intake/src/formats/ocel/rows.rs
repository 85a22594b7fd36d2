//! OCEL 2.0 in SQLite: the caller reads the tables, the meaning is found here.

use super::json::{Attribute, Declared, Document, JsonEvent, JsonObject, Related};
use crate::IntakeError;
use rustc_hash::FxHashMap;
use tropa_model::LocalText;

/// A table of an SQLite file as plain rows: `SELECT * FROM "name"`, every value as text, NULL as `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SqlTable {
    pub name: String,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Option<String>>>,
}

/// The log in the tables of an OCEL 2.0 SQLite file, as a document that [`crate::detect`], [`crate::preview`] and
/// [`crate::read`] take in place of the file.
///
/// Types may be declared with empty tables or without a table: they then have no events. An event without a row in the
/// table of its type has no time and goes to quarantine as such.
pub fn ocel_from_rows(file: &str, tables: &[SqlTable]) -> Result<Vec<u8>, IntakeError> {
    let find = |name: &str| tables.iter().find(|t| t.name.eq_ignore_ascii_case(name));
    let need = |name: &str| {
        find(name).ok_or_else(|| IntakeError::Malformed {
            file: file.into(),
            place: LocalText::en_ru(format!("table «{name}»"), format!("таблица «{name}»")),
            saw: LocalText::en_ru("no such table", "такой таблицы нет"),
            expected: LocalText::en_ru(
                "an OCEL 2.0 database with event, object, event_object, event_map_type and object_map_type",
                "база OCEL 2.0 с таблицами event, object, event_object, event_map_type и object_map_type",
            ),
        })
    };
    let column = |table: &SqlTable, name: &str| {
        table
            .columns
            .iter()
            .position(|c| c.eq_ignore_ascii_case(name))
            .ok_or_else(|| IntakeError::MissingColumn {
                file: file.into(),
                column: format!("{}.{name}", table.name),
                present: table.columns.join(", "),
            })
    };
    let pairs = |name: &str, first: &str, second: &str| -> Result<Vec<(String, String)>, IntakeError> {
        let table = need(name)?;
        let (first, second) = (column(table, first)?, column(table, second)?);
        let text = |row: &[Option<String>], c: usize| row.get(c).cloned().flatten().unwrap_or_default();
        Ok(table
            .rows
            .iter()
            .map(|row| (text(row, first), text(row, second)))
            .collect())
    };
    let event_types = pairs("event_map_type", "ocel_type", "ocel_type_map")?;
    let object_types = pairs("object_map_type", "ocel_type", "ocel_type_map")?;
    let details =
        |prefix: &str, types: &[(String, String)]| -> Result<FxHashMap<String, Vec<Detail>>, IntakeError> {
            let mut by_id: FxHashMap<String, Vec<Detail>> = FxHashMap::default();
            for (_, short) in types {
                let Some(table) = find(&format!("{prefix}_{short}")).filter(|t| !t.rows.is_empty()) else {
                    continue;
                };
                let (id, time) = (column(table, "ocel_id")?, column(table, "ocel_time")?);
                for row in &table.rows {
                    let text = |c: usize| row.get(c).cloned().flatten();
                    let own = |name: &&String| !name.to_ascii_lowercase().starts_with("ocel_");
                    let named = table.columns.iter().enumerate().filter(|(_, name)| own(name));
                    let attributes = named
                        .filter_map(|(c, name)| Some((name.clone(), text(c)?)))
                        .collect();
                    by_id
                        .entry(text(id).unwrap_or_default())
                        .or_default()
                        .push(Detail {
                            time: text(time).unwrap_or_default(),
                            attributes,
                        });
                }
            }
            Ok(by_id)
        };
    let mut event_details = details("event", &event_types)?;
    let mut object_details = details("object", &object_types)?;
    let mut related: FxHashMap<String, Vec<Related>> = FxHashMap::default();
    for (event, object_id) in pairs("event_object", "ocel_event_id", "ocel_object_id")? {
        related.entry(event).or_default().push(Related { object_id });
    }
    let declared =
        |types: Vec<(String, String)>| types.into_iter().map(|(name, _)| Declared { name }).collect();
    let attribute = |(name, value): (String, String), time: &str| Attribute {
        name,
        time: time.into(),
        value: value.into(),
    };
    let objects = pairs("object", "ocel_id", "ocel_type")?
        .into_iter()
        .map(|(id, kind)| {
            let rows = object_details.remove(&id).unwrap_or_default();
            let attributes = rows
                .into_iter()
                .flat_map(|d| d.attributes.into_iter().map(move |a| attribute(a, &d.time)));
            JsonObject {
                attributes: attributes.collect(),
                id,
                kind,
            }
        });
    let objects = objects.collect();
    let events = pairs("event", "ocel_id", "ocel_type")?
        .into_iter()
        .map(|(id, kind)| {
            let detail = event_details
                .remove(&id)
                .and_then(|mut rows| rows.pop())
                .unwrap_or_default();
            JsonEvent {
                attributes: detail.attributes.into_iter().map(|a| attribute(a, "")).collect(),
                time: detail.time,
                relationships: related.remove(&id).unwrap_or_default(),
                id,
                kind,
            }
        });
    let events = events.collect();
    let document = Document {
        object_types: declared(object_types),
        event_types: declared(event_types),
        objects,
        events,
        from_sqlite: true,
    };
    Ok(serde_json::to_vec(&document).expect("a document holds only texts and lists"))
}

/// One row of the table of a type.
#[derive(Default)]
struct Detail {
    time: String,
    attributes: Vec<(String, String)>,
}
