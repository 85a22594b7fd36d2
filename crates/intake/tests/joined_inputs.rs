//! Several files as one log: tables joined by key, date columns as events, scores and texts with their review.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Kept, shared};
use std::collections::BTreeMap;
use tropa_intake::{Input, IntakeError, Mapping, RejectCode, preview, read};
use tropa_model::{ColumnValues, Role};

const OLIST: &str = include_str!("mappings/olist.json");

#[test]
fn orders_customers_and_reviews_become_one_log() {
    let names = [
        "olist_customers_dataset.csv.gz",
        "olist_orders_dataset.csv.gz",
        "olist_order_reviews_dataset.csv.gz",
    ];
    let files: Option<Vec<Vec<u8>>> = names
        .iter()
        .map(|n| shared(&format!("orders/olist_sample/{n}")))
        .collect();
    let Some(files) = files else { return };
    let inputs: Vec<Input> = names
        .iter()
        .zip(&files)
        .map(|(name, bytes)| Input { name, bytes })
        .collect();
    let mapping = Mapping::from_json(OLIST).unwrap();
    let mut kept = Kept::default();
    let summary = read(&inputs, &mapping, &mut kept).unwrap();
    assert_eq!(
        (summary.rows, summary.rejected),
        (8_135 + 8_225, 0),
        "{:?}",
        kept.rejected.first()
    );
    let mut events: BTreeMap<String, u64> = BTreeMap::new();
    let mut scores: BTreeMap<u64, u64> = BTreeMap::new();
    let (mut texts, mut actors) = (0, std::collections::BTreeSet::new());
    for batch in &kept.batches {
        let column = |role: Role| &batch.columns.iter().find(|c| c.role == role).unwrap().values;
        let (ColumnValues::Number(score), ColumnValues::Text(text)) =
            (column(Role::Score), column(Role::Text))
        else {
            panic!()
        };
        for (row, score) in score.iter().enumerate() {
            *events
                .entry(batch.activity.get(row).unwrap().to_owned())
                .or_default() += 1;
            actors.insert(batch.actor.get(row).to_owned());
            if !score.is_nan() {
                assert_eq!(batch.activity.get(row), Some("review"));
                *scores.entry(*score as u64).or_default() += 1;
            }
            texts += u64::from(!text.get(row).is_empty());
        }
    }
    // Published counts of the sample: orders, unique customers, reviews, scores, reviews with text.
    assert_eq!(
        (events["buy"], actors.len(), events["review"], texts),
        (8_135, 8_016, 8_225, 4_113)
    );
    assert_eq!(
        scores,
        BTreeMap::from([(1, 2_638), (2, 382), (3, 667), (4, 1_184), (5, 3_354)])
    );
    assert_eq!(summary.events, events.values().sum::<u64>());
    assert_eq!(
        summary.not_happened,
        3 * 8_135 - events["payment approved"] - events["handed to carrier"] - events["delivered"]
    );
}

const SMALL: &str = r#"{
  "schema": "tropa.mapping/1",
  "inputs": [
    {"name": "people", "files": "people*"},
    {
      "name": "calls",
      "files": "calls*",
      "joins": [{"input": "people", "on": "phone", "key": "phone"}],
      "actor": "people.name",
      "columns": [{"from": "people.town", "role": {"actor_attribute": "town"}}],
      "events": [
        {"activity": "=call", "time": {"column": "from"}, "end": {"column": "to"}, "columns": [{"from": "mark", "role": "score"}]},
        {"activity": "=callback", "time": {"column": "again"}, "optional": true}
      ]
    }
  ]
}"#;

fn small(calls: &str, scale: bool) -> Kept {
    let people = "phone,name,town\n1,Ада,Москва\n2,Боб,Тверь\n2,Боб второй,Клин\n";
    let mut mapping = Mapping::from_json(SMALL).unwrap();
    mapping.score_scale = if scale {
        tropa_model::Scale::new(1.0, 5.0)
    } else {
        None
    };
    let inputs = [
        Input {
            name: "x/people.csv",
            bytes: people.as_bytes(),
        },
        Input {
            name: "x/calls.csv",
            bytes: calls.as_bytes(),
        },
    ];
    let mut kept = Kept::default();
    let summary = read(&inputs, &mapping, &mut kept).unwrap();
    assert!(
        summary
            .notes
            .iter()
            .any(|n| n.to_string().contains("repeat a phone")),
        "{:?}",
        summary.notes
    );
    kept
}

#[test]
fn a_row_gives_its_events_with_duration_and_joined_values() {
    let kept = small(
        "phone,from,to,mark,again\n2,2026-01-01 10:00:00,2026-01-01 10:01:30,4,2026-01-02\n1,2026-01-03,,,\n",
        true,
    );
    let batch = &kept.batches[0];
    let told: Vec<String> = (0..batch.len())
        .map(|row| {
            let columns = batch.columns.iter().map(|c| match &c.values {
                ColumnValues::Coded(v) => v.get(row).unwrap_or("-").to_owned(),
                ColumnValues::Text(v) => v.get(row).to_owned(),
                ColumnValues::Number(v) => v[row].to_string(),
            });
            format!(
                "{} {} {}",
                batch.actor.get(row),
                batch.activity.get(row).unwrap(),
                columns.collect::<Vec<_>>().join(" ")
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "Боб call Тверь 4 90",
            "Боб callback Тверь NaN NaN",
            "Ада call Москва NaN NaN"
        ]
    );
}

#[test]
fn a_row_is_rejected_as_a_whole_and_says_why() {
    let kept = small(
        "phone,from,to,mark,again\n3,2026-01-01,,,\n1,2026-01-01,,9,\n1,2026-01-01,,good,\n1,2026-01-01,,5,soon\n1,,,5,\n",
        true,
    );
    assert!(kept.batches.is_empty());
    let codes: Vec<_> = kept
        .rejected
        .iter()
        .map(|r| (r.row, r.code, r.column.clone().unwrap_or_default()))
        .collect();
    let expected = [
        (2, RejectCode::NoJoinMatch, "phone"),
        (3, RejectCode::ScoreOffScale, "mark"),
        (4, RejectCode::BadNumber, "mark"),
        (5, RejectCode::BadTime, "again"),
        (6, RejectCode::MissingTime, "from"),
    ];
    assert_eq!(
        codes,
        expected.map(|(row, code, column)| (row, code, column.to_owned()))
    );
}

#[test]
fn a_preview_shows_the_first_rows_without_the_rest() {
    let people = "phone,name,town\n1,Ада,Москва\n";
    let calls = "phone,from,to,mark,again\n1,2026-01-01,,5,\n1,2026-01-02,,x,\n1,2026-01-03,,5,\n";
    let inputs = [
        Input {
            name: "people.csv",
            bytes: people.as_bytes(),
        },
        Input {
            name: "calls.csv",
            bytes: calls.as_bytes(),
        },
    ];
    let shown = preview(&inputs, &Mapping::from_json(SMALL).unwrap(), 2).unwrap();
    assert_eq!(
        shown.columns,
        ["actor", "time", "activity", "actor_town", "score", "duration_s"]
    );
    assert_eq!(
        shown.rows,
        [["Ада", "2026-01-01T00:00:00Z", "call", "Москва", "5", ""]]
    );
    assert_eq!(shown.rejected.len(), 1);
}

#[test]
fn a_mapping_that_does_not_fit_is_refused_with_what_to_do() {
    let input = |name| Input {
        name,
        bytes: b"phone,from\n1,2026-01-01\n",
    };
    let told = |names: &[&'static str], mapping: &str| {
        let inputs: Vec<Input> = names.iter().map(|n| input(n)).collect();
        let result = Mapping::from_json(mapping).and_then(|m| read(&inputs, &m, &mut Kept::default()));
        result.map(|_| ()).unwrap_err()
    };
    assert!(matches!(told(&["calls.csv"], SMALL), IntakeError::NoFile { input, .. } if input == "people"));
    assert!(
        matches!(told(&["people.csv", "calls.csv", "other.csv"], SMALL), IntakeError::UnmappedFile { file, .. } if file == "other.csv")
    );
    let missing = told(
        &["people.csv", "calls.csv"],
        &SMALL.replace("people.name", "name"),
    );
    assert!(matches!(&missing, IntakeError::MissingColumn { .. }), "{missing}");
    let twice = SMALL.replace(r#""role": "score""#, r#""role": {"actor_attribute": "town"}"#);
    assert!(matches!(
        told(&["people.csv", "calls.csv"], &twice),
        IntakeError::Mapping { .. }
    ));
    assert!(
        told(&["a.csv"], &SMALL.replace("tropa.mapping/1", "tropa.mapping/9"))
            .to_string()
            .contains("tropa.mapping/9")
    );
    assert!(
        told(&["a.csv"], &SMALL.replace("\"joins\"", "\"join\""))
            .to_string()
            .contains("join")
    );
    let zone = SMALL.replace("\"inputs\"", "\"time_zone\": \"Moscow\", \"inputs\"");
    assert!(matches!(
        told(&["people.csv", "calls.csv"], &zone),
        IntakeError::UnknownTimeZone { .. }
    ));
}

#[test]
fn a_saved_mapping_comes_back_as_it_was() {
    for text in [OLIST, SMALL] {
        let mapping = Mapping::from_json(text).unwrap();
        assert_eq!(Mapping::from_json(&mapping.to_json()).unwrap(), mapping);
    }
}
