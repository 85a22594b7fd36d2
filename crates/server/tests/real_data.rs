//! Logs of real life: the numbers that are known of them come out, and the maps found in them are checked card by card.
//! The logs are not part of the repository; without them these tests say so and pass.
#![allow(clippy::unwrap_used)] // test code

mod common;

use common::{numbers, order, shared};
use std::collections::BTreeMap;
use tropa_model::answer::Rows;
use tropa_model::question::{Ask, Question, TouchpointsAsk, VariantsAsk};
use tropa_server::app::Drawing;
use tropa_server::app::{DiscoverOrder, ImportSummary, unwatched};
use tropa_server::{MapOptions, Workspace};

/// The log in a workspace of its own; `None` where the file is not here.
fn imported(path: &str, options: MapOptions) -> Option<(tempfile::TempDir, Workspace, ImportSummary)> {
    let file = shared(path)?;
    let dir = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(&dir.path().join("data")).unwrap();
    let order = tropa_server::app::ImportOrder {
        options,
        ..order(vec![file.into()])
    };
    let summary = workspace.import(&order, &mut unwatched()).unwrap();
    Some((dir, workspace, summary))
}

fn reached(workspace: &Workspace) -> BTreeMap<String, u64> {
    let answer = workspace
        .ask(&Question::of(Ask::Touchpoints(TouchpointsAsk::default())))
        .unwrap();
    let Rows::Touchpoints(rows) = answer.rows else {
        panic!("{}", answer.schema)
    };
    rows.into_iter().map(|row| (row.activity, row.journeys)).collect()
}

fn variants(workspace: &Workspace) -> u64 {
    let answer = workspace
        .ask(&Question::of(Ask::Variants(VariantsAsk { limit: 1 })))
        .unwrap();
    let Rows::Variants(rows) = answer.rows else {
        panic!("{}", answer.schema)
    };
    rows[0].variants
}

/// A map is found, is without mistakes, is drawn in both languages, and all its numbers are those of the answers.
fn map_is_sound(workspace: &Workspace) {
    let found = workspace
        .discover(&DiscoverOrder::default(), &mut unwatched())
        .unwrap();
    assert_eq!(tropa_map::validate(&found.map), []);
    let stages: Vec<&str> = found
        .map
        .stages
        .iter()
        .map(|stage| stage.name.get("en"))
        .collect();
    eprintln!("stages: {stages:?}");
    assert!((2..=9).contains(&stages.len()), "{stages:?}");
    let compared = numbers::check(workspace, &found.map);
    eprintln!("{compared} numbers asked again");
    assert!(compared > 2 * stages.len());
    for lang in ["en", "ru"] {
        let options = tropa_server::RenderOptions {
            lang: lang.into(),
            ..Default::default()
        };
        let drawn = workspace
            .render(&found.map, Drawing::Drawn(tropa_server::Format::Svg), &options)
            .unwrap();
        assert!(drawn.len() > 1_000);
    }
}

#[test]
fn the_loan_log_has_its_known_numbers() {
    let Some((_dir, workspace, summary)) = imported(
        "data/xes/bpic2012_loan_applications.xes.gz",
        MapOptions::default(),
    ) else {
        return;
    };
    assert_eq!(
        (summary.actors, summary.accepted, summary.activities),
        (13_087, 262_200, 24)
    );
    assert_eq!(
        (summary.rows, summary.quarantined, summary.duplicates),
        (262_200, 0, 0)
    );
    assert_eq!(variants(&workspace), 4_366);
    let reached = reached(&workspace);
    let known = [
        ("A_APPROVED", 2_246),
        ("A_DECLINED", 7_635),
        ("A_CANCELLED", 2_807),
        ("A_PREACCEPTED", 7_367),
    ];
    for (activity, journeys) in known {
        assert_eq!(reached[activity], journeys, "{activity}");
    }
    assert_eq!(reached["O_SENT"], 5_015);
    assert_eq!(reached["O_SENT_BACK"], 3_254);
    map_is_sound(&workspace);
}

#[test]
fn the_web_shop_s_customers_reach_what_they_are_known_to_reach() {
    let path = "data/clickstream/retentioneering_simple_onlineshop.csv.gz";
    let Some((_dir, workspace, summary)) = imported(path, MapOptions::default()) else {
        return;
    };
    assert_eq!(
        (summary.actors, summary.accepted, summary.activities),
        (3_751, 35_381, 13)
    );
    let reached = reached(&workspace);
    let known = [
        ("main", 2_385),
        ("catalog", 3_611),
        ("cart", 1_924),
        ("delivery_choice", 1_356),
        ("payment_choice", 958),
        ("payment_done", 653),
        ("lost", 3_098),
    ];
    for (activity, users) in known {
        assert_eq!(reached[activity], users, "{activity}");
    }
    map_is_sound(&workspace);
}

#[test]
fn an_object_log_asks_which_object_is_the_case() {
    let Some(file) = shared("data/ocel/order_management_ocel2.sqlite") else {
        return;
    };
    let dir = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(&dir.path().join("data")).unwrap();
    let refused = workspace
        .import(&order(vec![file.clone().into()]), &mut unwatched())
        .unwrap_err();
    let message = refused.full_message();
    assert!(
        message.contains("--object-type") && message.contains("orders") && message.contains("packages"),
        "{message}"
    );
    assert!(workspace.sources().unwrap().is_empty());

    for (object_type, objects) in [("orders", 2_000), ("packages", 320)] {
        let dir = tempfile::tempdir().unwrap();
        let workspace = Workspace::open(&dir.path().join("data")).unwrap();
        let options = MapOptions {
            object_type: Some(object_type.into()),
            ..MapOptions::default()
        };
        let order = tropa_server::app::ImportOrder {
            options,
            ..order(vec![file.clone().into()])
        };
        let summary = workspace.import(&order, &mut unwatched()).unwrap();
        assert_eq!(summary.actors, objects, "{object_type}");
        map_is_sound(&workspace);
    }
}

#[test]
fn a_million_clicks_come_out_of_parquet() {
    let path = "data/clickstream/globo_news_clicks_2017-10-01_08.parquet";
    let options = MapOptions {
        actor: Some("user_id".into()),
        activity: Some("click_deviceGroup".into()),
        time: Some("click_timestamp".into()),
        ..MapOptions::default()
    };
    let Some((_dir, workspace, summary)) = imported(path, options) else {
        return;
    };
    assert_eq!(
        (summary.rows, summary.accepted, summary.actors),
        (1_522_091, 1_522_091, 235_880)
    );
    assert_eq!(workspace.sources().unwrap()[0].events, 1_522_091);
}

#[test]
fn support_conversations_and_permits_have_their_known_numbers() {
    for (path, actors, events, activities, paths) in [
        (
            "data/support/twcs_amazonhelp/conversations_process_log.xes",
            75,
            159,
            12,
            36,
        ),
        ("data/xes/wabo_permit_receipt.xes.gz", 1_434, 8_577, 27, 116),
    ] {
        let Some((_dir, workspace, summary)) = imported(path, MapOptions::default()) else {
            continue;
        };
        assert_eq!(
            (summary.actors, summary.accepted, summary.activities),
            (actors, events, activities),
            "{path}"
        );
        assert_eq!(variants(&workspace), paths, "{path}");
        map_is_sound(&workspace);
    }
}
