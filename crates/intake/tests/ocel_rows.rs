//! OCEL 2.0 in SQLite, its rows handed over as a server hands them over.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Kept, import};
use tropa_intake::{
    Input, IntakeError, MapOptions, MissingPart, ReadOptions, SqlTable, detect, ocel_from_rows, propose, read,
};

#[test]
fn the_order_log_has_its_published_counts_and_asks_which_type_is_the_case() {
    let Some(file) = common::shared("ocel/order_management_ocel2.sqlite") else {
        return;
    };
    let document = ocel_from_rows("orders.sqlite", &common::sqlite::tables(&file)).unwrap();
    let input = Input {
        name: "orders.sqlite",
        bytes: &document,
    };
    let detected = detect(&input, &ReadOptions::default()).unwrap();
    let types: Vec<String> = detected
        .object_types
        .iter()
        .map(|t| format!("{} {} {}", t.name, t.objects, t.events))
        .collect();
    // The last payment reminder is of 2024-05-10: the counts agree with SQL over the same tables.
    expect_test::expect!["employees 18 13616, items 7670 10686, orders 2000 6484, customers 3 4000, packages 320 1041, products 20 0"].assert_eq(&types.join(", "));
    assert_eq!(detected.format, tropa_intake::Format::OcelSqlite);
    let proposed = propose(&[detected], &MapOptions::default());
    assert_eq!(proposed.mapping, None);
    let missing = &proposed.missing[0];
    assert!(
        missing.what == MissingPart::ObjectType
            && missing.saw.to_string().contains("orders (2000 objects")
            && missing.pass.to_string().contains("--object-type"),
        "{missing:?}"
    );
    // Types with empty tables are declared (pay order, package delivered, reorder item) and simply have no events.
    let options = MapOptions {
        object_type: Some("orders".into()),
        ..MapOptions::default()
    };
    let (mapping, summary, tally) = import("orders.sqlite", &document, &options);
    let activities: Vec<&str> = tally.activities().iter().map(String::as_str).collect();
    let told = format!(
        "{} events, {} orders: {}; {:?}; {:?}",
        summary.events,
        tally.actors(),
        activities.join(", "),
        tally.span(),
        summary.notes.iter().map(ToString::to_string).collect::<Vec<_>>()
    );
    expect_test::expect![[r#"6484 events, 2000 orders: confirm order, payment reminder, place order; Some(("2023-04-03T12:08:18Z", "2024-05-10T10:15:11Z")); ["11727 of 18211 events concern no «orders» and are in no journey"]"#]].assert_eq(&told);
    let mut undecided = mapping.clone();
    undecided.inputs[0].layout.object_type = None;
    let error = read(&[input], &undecided, &mut Kept::default()).unwrap_err();
    assert!(
        matches!(&error, IntakeError::AmbiguousObjectType { types, .. } if types.len() == 6),
        "{error}"
    );
    assert!(error.to_string().contains("ambiguous object type"), "{error}");
    undecided.inputs[0].layout.object_type = Some("ordres".into());
    assert!(matches!(
        read(&[input], &undecided, &mut Kept::default()),
        Err(IntakeError::UnknownObjectType { .. })
    ));
}

#[test]
fn the_example_is_the_same_log_in_sqlite_as_in_json() {
    let Some(file) = common::shared("ocel/ocel20_example.sqlite") else {
        return;
    };
    let Some(json) = common::shared("ocel/ocel20_example.jsonocel") else {
        return;
    };
    let document = ocel_from_rows("example.sqlite", &common::sqlite::tables(&file)).unwrap();
    for kind in ["Invoice", "Payment", "Purchase Order", "Purchase Requisition"] {
        let events = |bytes: &[u8], zone: Option<&str>| {
            let options = MapOptions {
                object_type: Some(kind.into()),
                time_zone: zone.map(Into::into),
                ..MapOptions::default()
            };
            let proposed = common::proposed("example", bytes, &options);
            let mut kept = Kept::default();
            read(
                &[Input {
                    name: "example",
                    bytes,
                }],
                &proposed.mapping.unwrap(),
                &mut kept,
            )
            .unwrap();
            let mut rows: Vec<String> = Vec::new();
            for batch in kept.batches {
                rows.extend((0..batch.len()).map(|r| {
                    let values: Vec<String> = batch
                        .columns
                        .iter()
                        .map(|c| match &c.values {
                            tropa_model::ColumnValues::Coded(v) => {
                                format!("{}={}", c.role.column_name(), v.get(r).unwrap_or_default())
                            }
                            tropa_model::ColumnValues::Text(v) => {
                                format!("{}={}", c.role.column_name(), v.get(r))
                            }
                            tropa_model::ColumnValues::Number(v) => {
                                format!("{}={}", c.role.column_name(), v[r])
                            }
                        })
                        .collect();
                    let mut values = values;
                    values.sort();
                    format!(
                        "{} {} {} {}",
                        batch.actor.get(r),
                        batch.time_us[r],
                        batch.activity.get(r).unwrap(),
                        values.join(" ")
                    )
                }));
            }
            rows
        };
        // The database writes the same instants as local times of Berlin.
        assert_eq!(
            events(&document, Some("Europe/Berlin")),
            events(&json, None),
            "{kind}"
        );
    }
}

#[test]
fn tables_that_are_no_ocel_log_are_named() {
    let error = ocel_from_rows(
        "other.sqlite",
        &[SqlTable {
            name: "users".into(),
            ..SqlTable::default()
        }],
    )
    .unwrap_err();
    assert!(error.to_string().contains("event_map_type"), "{error}");
}
