//! Every number of a proposal is the number of the answer it names.

use super::{Found, common, discover};
use common::{letters, retailer};
use tropa_mine::StagesWish;
use tropa_model::answer::{GraphRow, PathNode, Rows, StageRow, TouchpointRow, VariantRow, wilson95};
use tropa_model::proposal::{PainKind, PainProposal};
use tropa_sim::Language;

fn touchpoints(found: &Found) -> &[TouchpointRow] {
    let Rows::Touchpoints(rows) = &found.touchpoints.rows else {
        panic!()
    };
    rows
}

fn touchpoint<'a>(found: &'a Found, activity: &str) -> &'a TouchpointRow {
    touchpoints(found)
        .iter()
        .find(|row| row.activity == activity)
        .unwrap()
}

fn edge<'a>(found: &'a Found, from: &str, to: &str) -> &'a GraphRow {
    let Rows::Graph(rows) = &found.graph.rows else {
        panic!()
    };
    rows.iter()
        .find(|row| row.from.as_deref() == Some(from) && row.to.as_deref() == Some(to))
        .unwrap()
}

fn stages(found: &Found) -> &[StageRow] {
    let Rows::Stages(rows) = &found.stages.rows else {
        panic!()
    };
    rows
}

fn check(found: &Found) {
    let proposal = &found.proposal;
    assert_eq!(
        (proposal.n, &proposal.snapshot),
        (found.touchpoints.n, &found.touchpoints.snapshot)
    );
    for (stage, row) in proposal.stages.iter().zip(stages(found)) {
        assert_eq!(
            (
                stage.reached,
                stage.continued,
                stage.completed,
                stage.open,
                stage.lost
            ),
            (row.reached, row.continued, row.completed, row.open, row.lost)
        );
        assert_eq!(
            (stage.reach, stage.loss, stage.loss_lo, stage.loss_hi),
            (row.reach, row.loss, row.loss_lo, row.loss_hi)
        );
        assert_eq!(stage.duration, row.duration);
        for drawn in &stage.touchpoints {
            let row = touchpoint(found, &drawn.activity);
            assert_eq!(
                (drawn.journeys, drawn.events, drawn.open, drawn.lost),
                (row.journeys, row.events, row.open, row.lost)
            );
            assert_eq!((drawn.reach, drawn.wait), (row.reach, row.wait));
            assert_eq!(
                drawn.feeling.map(|f| (f.n, f.raw_mean)),
                row.score.map(|s| (s.n, s.mean))
            );
            let shares: f64 = drawn.channels.iter().map(|channel| channel.share).sum();
            assert!(drawn.channels.is_empty() || (shares - 1.0).abs() < 1e-9);
            let events = |events: &mut dyn Iterator<Item = u64>| events.collect::<Vec<_>>();
            assert_eq!(
                events(&mut drawn.channels.iter().map(|channel| channel.events)),
                events(&mut row.channels.iter().map(|channel| channel.events))
            );
        }
        purity(
            found,
            &stage
                .touchpoints
                .iter()
                .map(|t| t.activity.as_str())
                .collect::<Vec<_>>(),
            stage.purity,
        );
    }
    for pain in &proposal.pains {
        check_pain(found, pain);
    }
    for because in becauses(found) {
        assert!(because.question.is_some(), "{because:?}");
        let records = because.records.as_deref().unwrap();
        assert!(tropa_model::expr::parse(records).is_ok(), "{records}");
        assert!(!because.reason.get("en").is_empty() && !because.reason.get("ru").is_empty());
    }
}

fn purity(found: &Found, members: &[&str], said: f64) {
    let Rows::Graph(rows) = &found.graph.rows else {
        panic!()
    };
    let leaving = rows
        .iter()
        .filter(|row| row.to.is_some() && row.from.as_deref().is_some_and(|f| members.contains(&f)));
    let (mut within, mut all) = (0, 0);
    for row in leaving {
        all += row.transitions;
        within += if members.contains(&row.to.as_deref().unwrap()) {
            row.transitions
        } else {
            0
        };
    }
    assert!(all == 0 || (said - within as f64 / all as f64).abs() < 1e-12);
}

fn check_pain(found: &Found, pain: &PainProposal) {
    let row = touchpoint(found, &pain.activity);
    match (&pain.from, pain.kind) {
        (_, PainKind::Loss) if pain.because.rule == "pain.stage_loss" => {
            let stage = stages(found)
                .iter()
                .find(|row| (row.lost, row.reached) == (pain.journeys, pain.of));
            assert_eq!(stage.map(|row| row.loss), Some(pain.severity), "{pain:?}");
        }
        (_, PainKind::Loss) => {
            assert_eq!((pain.journeys, pain.of), (row.lost, row.journeys));
            assert_eq!(pain.severity, row.lost as f64 / row.journeys as f64);
            assert!(wilson95(row.lost, row.journeys).0 > 0.0);
        }
        (Some(PathNode::Activity(from)), PainKind::Waiting) => {
            let edge = edge(found, from, &pain.activity);
            let time = edge.time.unwrap();
            assert_eq!(
                (pain.journeys, pain.of),
                (edge.journeys, touchpoint(found, from).journeys)
            );
            assert!([time.p50_s, time.p90_s].contains(&pain.severity), "{pain:?}");
        }
        (Some(PathNode::Activity(from)), PainKind::Loop) => {
            let edge = edge(found, from, &pain.activity);
            assert_eq!(
                (pain.journeys, pain.of),
                (edge.journeys, touchpoint(found, from).journeys)
            );
            assert_eq!(pain.severity, edge.transitions as f64 / edge.journeys as f64);
        }
        (None, PainKind::Repeat) => {
            assert_eq!((pain.journeys, pain.of), (row.repeating, row.journeys));
            assert_eq!(
                edge(found, &pain.activity, &pain.activity).journeys,
                row.repeating
            );
        }
        (None, PainKind::LowScore) => {
            let score = row.score.unwrap();
            assert_eq!((pain.journeys, pain.of), (score.low_journeys, score.journeys));
            assert_eq!(pain.severity, score.scale.feeling(score.mean).0);
        }
        other => panic!("{other:?} in {pain:?}"),
    }
}

fn becauses(found: &Found) -> impl Iterator<Item = &tropa_model::proposal::Because> {
    let proposal = &found.proposal;
    let stages = proposal.stages.iter().flat_map(|stage| {
        std::iter::once(&stage.because).chain(stage.touchpoints.iter().map(|touchpoint| &touchpoint.because))
    });
    let paths = std::iter::once(&proposal.main_path)
        .chain(&proposal.alternatives)
        .map(|path| &path.because);
    stages
        .chain(paths)
        .chain(proposal.pains.iter().map(|pain| &pain.because))
}

#[test]
fn every_number_is_the_answers_number() {
    check(&discover(&retailer(20_000, 1, Language::English).0, StagesWish::Auto).unwrap());
    check(&discover(&retailer(3_000, 2, Language::Russian).0, StagesWish::Count(4)).unwrap());
    check(&discover(&letters("9:abcabcd 5:acd 3:abbbd 1:d"), StagesWish::Auto).unwrap());
}

#[test]
fn the_journeys_of_a_path_are_variants_near_it() {
    let found = discover(&letters("70:abcd 10:abc 12:axyd 8:q"), StagesWish::Count(1)).unwrap();
    let proposal = &found.proposal;
    assert_eq!(proposal.main_path.activities, ["a", "b", "c", "d"]);
    assert_eq!(
        proposal.main_path.journeys, 80,
        "the short ones went part of the way"
    );
    let others: Vec<(String, u64)> = proposal
        .alternatives
        .iter()
        .map(|p| (p.activities.concat(), p.journeys))
        .collect();
    assert_eq!(others, [("axyd".to_owned(), 12)]);
    let Rows::Variants(rows) = &found.variants.rows else {
        panic!()
    };
    let all: u64 = rows.iter().map(|row: &VariantRow| row.journeys).sum();
    assert_eq!(all, 100);
    assert!(
        proposal
            .notes
            .iter()
            .any(|note| note.get("en").starts_with("8 of 100 journeys (8%) are near none"))
    );
}

#[test]
fn the_filter_of_the_base_stands_in_every_reference_to_records() {
    let log = common::Log {
        filter: Some(r#"channel = "web" or lost"#.to_owned()),
        ..letters("9:abcabcd 5:acd 3:abbbd")
    };
    let found = discover(&log, StagesWish::Auto).unwrap();
    assert_eq!(
        found.proposal.filter.as_deref(),
        Some(r#"channel = "web" or lost"#)
    );
    for because in becauses(&found) {
        assert!(
            because
                .records
                .as_deref()
                .unwrap()
                .starts_with(r#"(channel = "web" or lost) and "#),
            "{because:?}"
        );
        assert_eq!(because.question.as_ref().unwrap().filter, found.proposal.filter);
    }
}
