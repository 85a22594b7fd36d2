//! A table with a row per order or case and a column per date: each date is something that happened.

use super::names::normal;
use crate::detect::{Detected, ValueKind};
use crate::mapping::{ColumnMapping, EventMapping, InputMapping, Layout, Mapping, TimeValue, Value};
use tropa_model::Role;

/// Fewer columns of dates are a record with a time, not the story of a case.
const DATES_MIN: usize = 3;
/// Words of dates that were only planned.
const PLANNED: [&str; 8] = [
    "estimated",
    "promised",
    "planned",
    "due",
    "limit",
    "обещан",
    "план",
    "срок",
];
/// Endings that say only that the column is a date.
const ENDINGS: [&str; 7] = [
    "_timestamp",
    "_datetime",
    "_date",
    "_time",
    "_at",
    " date",
    " time",
];
const STATUS: [&str; 3] = ["status", "state", "статус"];

/// The events of the table, one for each column of dates of what happened; empty dates have not happened. `case` is the
/// column that tells rows apart. `None`: the table has no such column, or too few dates.
///
/// ```text
/// order_id, order_status, order_purchase_timestamp, order_approved_at, …  →  purchase, approved, …
/// ```
pub fn dates_as_events(file: &Detected, case: &str) -> Option<Mapping> {
    file.columns.iter().find(|column| column.name == case)?;
    let happened = file.columns.iter().filter(|column| {
        let name = normal(&column.name);
        column.kind == ValueKind::Time && !PLANNED.iter().any(|word| name.contains(word))
    });
    let happened: Vec<_> = happened.collect();
    if happened.len() < DATES_MIN {
        return None;
    }
    let names: Vec<&str> = happened.iter().map(|column| column.name.as_str()).collect();
    let prefix = shared_prefix(&names);
    let event = |(place, column): (usize, &&crate::detect::DetectedColumn)| EventMapping {
        activity: Value::Constant(called(&column.name[prefix..])),
        time: TimeValue {
            column: column.name.clone(),
            format: column
                .time
                .as_ref()
                .and_then(|guess| guess.formats.first().copied())
                .unwrap_or_default(),
        },
        end: None,
        // The first date makes the case; without it the row is no case.
        optional: place > 0,
        columns: Vec::new(),
    };
    let status = file.columns.iter().find(|column| {
        let name = normal(&column.name);
        column.kind == ValueKind::Text && STATUS.iter().any(|word| name.ends_with(word))
    });
    let input = InputMapping {
        name: "cases".into(),
        files: None,
        layout: Layout::default(),
        joins: Vec::new(),
        actor: Some(Value::column(case)),
        columns: status
            .map(|column| ColumnMapping {
                from: Value::column(&column.name),
                role: Role::Outcome,
                kind: None,
            })
            .into_iter()
            .collect(),
        events: happened.iter().enumerate().map(event).collect(),
    };
    Some(Mapping::new(vec![input]))
}

/// Bytes that all names begin with, up to the last separator in them.
fn shared_prefix(names: &[&str]) -> usize {
    let first = names[0];
    let shared = first
        .char_indices()
        .map(|(at, c)| at + c.len_utf8())
        .take_while(|end| names.iter().all(|name| name.starts_with(&first[..*end])))
        .last()
        .unwrap_or(0);
    first[..shared].rfind(['_', ' ', '.']).map_or(0, |at| at + 1)
}

/// `delivered_carrier_date` → `delivered carrier`.
fn called(name: &str) -> String {
    let lower = name.to_lowercase();
    let ending = ENDINGS.iter().find(|ending| lower.ends_with(*ending));
    let kept = lower.len() - ending.map_or(0, |ending| ending.len());
    let short = lower[..kept].replace('_', " ");
    if short.trim().is_empty() {
        lower
    } else {
        short.trim().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Input;

    fn mapping(text: &str) -> Option<Mapping> {
        let input = Input {
            name: "orders.csv",
            bytes: text.as_bytes(),
        };
        dates_as_events(&crate::detect(&input, &Layout::default()).unwrap(), "order_id")
    }

    #[test]
    fn each_date_of_a_row_is_an_event_unless_it_was_only_planned() {
        let found = mapping(
            "order_id,order_status,order_purchase_timestamp,order_approved_at,order_delivered_date,order_estimated_delivery_date\n\
             a1,delivered,2024-01-02 10:00:00,2024-01-02 11:00:00,2024-01-09 11:00:00,2024-01-08 00:00:00\n\
             a2,shipped,2024-01-03 10:00:00,2024-01-03 11:30:00,,2024-01-09 00:00:00\n",
        );
        let input = &found.unwrap().inputs[0];
        let told: Vec<(String, bool)> = (input.events.iter())
            .map(|event| (event.activity.clone().into(), event.optional))
            .collect();
        let wanted = [("=purchase", false), ("=approved", true), ("=delivered", true)];
        assert_eq!(told, wanted.map(|(name, optional)| (name.to_owned(), optional)));
        assert_eq!(input.columns[0].role, Role::Outcome);
    }

    #[test]
    fn two_dates_are_no_story() {
        let text = "order_id,asked_date,answered_date\na1,2024-01-02,2024-01-03\na2,2024-01-02,2024-01-04\n";
        assert_eq!(mapping(text), None);
    }
}
