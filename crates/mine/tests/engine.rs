//! With the real engine: its answers are those of the slow counter, and every claim can be asked for again.

#![allow(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

mod common;

use std::path::Path;
use tropa_journey::{Index, IndexBuilder};
use tropa_mine::{DiscoverOptions, plan, propose};
use tropa_model::answer::{Answer, Rows, Snapshot};
use tropa_model::batch::{CodedColumn, ColumnValues, EventBatch, TextColumn};
use tropa_model::proposal::Proposal;
use tropa_model::question::{Ask, GraphAsk, Question, TouchpointsAsk, VariantsAsk};
use tropa_model::run::{ActorRun, RunColumn};
use tropa_sim::{Language, Retailer};

const ACTORS: u64 = 6_000;

/// The retailer's customers as one bucket of a lake.
fn run_of(shop: &Retailer) -> ActorRun {
    let mut run = ActorRun {
        offsets: vec![0],
        ..ActorRun::default()
    };
    for batch in shop.batches() {
        for row in 0..batch.len() {
            let actor = batch.actor.get(row);
            if run.actors.is_empty() || run.actors.get(run.actors.len() - 1) != actor {
                run.actors.push(actor);
                run.offsets.push(run.time_us.len() as u64);
            }
            run.time_us.push(batch.time_us[row]);
            run.activity.push(batch.activity.codes[row]);
            *run.offsets.last_mut().unwrap() = run.time_us.len() as u64;
        }
        run.activity_names.clone_from(&batch.activity.names);
        append(&mut run.columns, batch);
    }
    run
}

/// The simulator's dictionaries are the same in every batch, so codes need no translation.
fn append(columns: &mut Vec<RunColumn>, batch: EventBatch) {
    for (place, column) in batch.columns.into_iter().enumerate() {
        if columns.len() <= place {
            let values = match &column.values {
                ColumnValues::Coded(c) => ColumnValues::Coded(CodedColumn {
                    codes: vec![],
                    names: c.names.clone(),
                }),
                ColumnValues::Text(_) => ColumnValues::Text(TextColumn::default()),
                ColumnValues::Number(_) => ColumnValues::Number(vec![]),
            };
            columns.push(RunColumn {
                role: column.role.clone(),
                values,
            });
        }
        match (&mut columns[place].values, column.values) {
            (ColumnValues::Coded(all), ColumnValues::Coded(more)) => all.codes.extend(more.codes),
            (ColumnValues::Text(all), ColumnValues::Text(more)) => {
                more.iter().for_each(|text| all.push(text))
            }
            (ColumnValues::Number(all), ColumnValues::Number(more)) => all.extend(more),
            other => panic!("{other:?}"),
        }
    }
}

fn index(dir: &Path, shop: &Retailer) -> Index {
    let snapshot = Snapshot {
        source: "test".to_owned(),
        version: 1,
    };
    let builder = IndexBuilder::new(dir, snapshot, Some(tropa_sim::SCORE_SCALE)).unwrap();
    builder.add(&run_of(shop), &["one.parquet".to_owned()]).unwrap();
    builder.finish().unwrap()
}

fn discover(index: &Index, filter: Option<&str>) -> (Proposal, [Answer; 4]) {
    let ask = |ask| {
        index
            .ask(&Question {
                source: None,
                filter: filter.map(str::to_owned),
                cut: None,
                ask,
            })
            .unwrap()
    };
    let touchpoints = ask(Ask::Touchpoints(TouchpointsAsk::default()));
    let graph = ask(Ask::Graph(GraphAsk::default()));
    let variants = ask(Ask::Variants(VariantsAsk { limit: 10_000 }));
    let plan = plan(&touchpoints, &graph, &variants, &DiscoverOptions::default()).unwrap();
    let stages = ask(Ask::Stages(plan.stages_ask()));
    let proposal = propose(&plan, &touchpoints, &graph, &variants, &stages).unwrap();
    (proposal, [touchpoints, graph, variants, stages])
}

/// Journeys that a filter selects.
fn count(index: &Index, records: &str) -> u64 {
    let ask = Ask::Touchpoints(TouchpointsAsk::default());
    index
        .ask(&Question {
            source: None,
            filter: Some(records.to_owned()),
            cut: None,
            ask,
        })
        .unwrap()
        .n
}

#[test]
fn the_engine_answers_what_the_slow_counter_counts() {
    let (log, shop) = common::retailer(ACTORS, 4, Language::English);
    let dir = tempfile::tempdir().unwrap();
    let (_, [touchpoints, graph, variants, stages]) = discover(&index(dir.path(), &shop), None);

    let (Rows::Touchpoints(ours), Rows::Touchpoints(mut slow)) = (&touchpoints.rows, log.touchpoints().rows)
    else {
        panic!()
    };
    slow.sort_by(|a, b| a.activity.cmp(&b.activity));
    let mut ours = ours.clone();
    ours.sort_by(|a, b| a.activity.cmp(&b.activity));
    assert_eq!(ours.len(), slow.len());
    for (ours, slow) in ours.iter().zip(&slow) {
        let counts = |row: &tropa_model::answer::TouchpointRow| {
            [
                row.journeys,
                row.events,
                row.starts,
                row.ends,
                row.returning,
                row.repeating,
            ]
        };
        assert_eq!(counts(ours), counts(slow), "{}", ours.activity);
        assert!((ours.position - slow.position).abs() < 1e-9, "{}", ours.activity);
        let scored = |s: tropa_model::answer::ScoreSummary| (s.n, s.journeys, s.low_journeys);
        assert_eq!(ours.score.map(scored), slow.score.map(scored));
    }
    let (Rows::Graph(ours), Rows::Graph(slow)) = (&graph.rows, &log.graph().rows) else {
        panic!()
    };
    let key = |rows: &[tropa_model::answer::GraphRow]| {
        let mut rows: Vec<_> = rows
            .iter()
            .map(|r| {
                (
                    r.from.clone(),
                    r.to.clone(),
                    r.transitions,
                    r.journeys,
                    r.time.map(|t| t.n),
                )
            })
            .collect();
        rows.sort();
        rows
    };
    assert_eq!(key(ours), key(slow));
    let (Rows::Variants(ours), Rows::Variants(slow)) = (&variants.rows, &log.variants(10_000).rows) else {
        panic!()
    };
    let key = |rows: &[tropa_model::answer::VariantRow]| {
        rows.iter()
            .map(|r| (r.activities.clone(), r.journeys))
            .collect::<Vec<_>>()
    };
    assert_eq!(key(ours), key(slow));
    let Ask::Stages(ask) = &stages.question.ask else {
        panic!()
    };
    let (Rows::Stages(ours), Rows::Stages(slow)) = (&stages.rows, &log.stages(ask).rows) else {
        panic!()
    };
    for (ours, slow) in ours.iter().zip(slow) {
        assert_eq!(
            (
                ours.reached,
                ours.continued,
                ours.completed,
                ours.lost + ours.open
            ),
            (
                slow.reached,
                slow.continued,
                slow.completed,
                slow.lost + slow.open
            )
        );
    }
}

#[test]
fn the_records_of_every_claim_are_as_many_as_it_says() {
    let (_, shop) = common::retailer(ACTORS, 4, Language::Russian);
    let dir = tempfile::tempdir().unwrap();
    let index = index(dir.path(), &shop);
    for filter in [None, Some(r#"segment = "Молодая семья" or segment = "Студент""#)] {
        let (proposal, _) = discover(&index, filter);
        assert!(proposal.pains.len() >= 5);
        for pain in &proposal.pains {
            assert_eq!(
                count(&index, pain.because.records.as_ref().unwrap()),
                pain.journeys,
                "{pain:?}"
            );
        }
        for touchpoint in proposal.stages.iter().flat_map(|stage| &stage.touchpoints) {
            assert_eq!(
                count(&index, touchpoint.because.records.as_ref().unwrap()),
                touchpoint.journeys
            );
        }
        for stage in &proposal.stages {
            let records = &stage.records;
            for (records, said) in [
                (&records.reached, stage.reached),
                (&records.continued, stage.continued),
                (&records.completed, stage.completed),
                (&records.open, stage.open),
                (&records.lost, stage.lost),
            ] {
                let counted = records.as_ref().map_or(0, |records| count(&index, records));
                assert_eq!(counted, said, "{:?}: {records:?}", stage.name);
            }
        }
        for pain in &proposal.pains {
            let again = index.ask(pain.because.question.as_ref().unwrap()).unwrap();
            assert_eq!(
                again.n, proposal.n,
                "the question of a pain is asked of the same base"
            );
            assert!(
                count(&index, pain.because.records.as_ref().unwrap()) > 0,
                "{pain:?}"
            );
        }
    }
}
