//! What adopting a proposal promises.

mod retailer;

use expect_test::expect_file;
use std::collections::BTreeSet;
use tropa_map::document::{LaneRole, Map, MetricName};
use tropa_map::{Lang, adopt, coverage, curve_summary, parse, to_json, validate};
use tropa_model::proposal::LocalText;

fn map(scores: bool) -> Map {
    adopt(
        &retailer::proposal(scores),
        LocalText::en_ru("Buying furniture", "Покупка мебели"),
        "map-1".into(),
    )
}

#[test]
fn the_same_proposal_gives_the_same_bytes() {
    assert_eq!(to_json(&map(true)), to_json(&map(true)));
}

#[test]
fn an_adopted_map_has_no_problems_and_every_card_can_be_checked() {
    let map = map(true);
    assert_eq!(validate(&map), []);
    assert_eq!(coverage(&map).backed, coverage(&map).total);
    for card in &map.cards {
        let evidence = &card.evidence[0];
        assert!(
            evidence.rule.is_some() && evidence.snapshot.as_deref() == Some("furniture_shop@42"),
            "{}",
            card.id
        );
        assert!(
            !evidence.reason.get("ru").is_empty() && evidence.reason.get("ru") != evidence.reason.get("en")
        );
        assert!(!card.text.get("ru").is_empty(), "{}", card.id);
    }
}

#[test]
fn a_touchpoint_without_scores_gets_no_feeling() {
    let map = map(true);
    let scored: BTreeSet<&str> = map
        .cards
        .iter()
        .filter(|c| c.feeling.is_some())
        .map(|c| c.at.as_str())
        .collect();
    assert!(
        scored.contains("step-delivery") && !scored.contains("step-cart"),
        "{scored:?}"
    );
    let lane = map.lanes.iter().find(|l| l.role == LaneRole::Feelings).unwrap();
    assert!(!map.cards.iter().any(|c| c.lane == lane.id && c.feeling.is_none()));
}

#[test]
fn of_a_stage_s_journeys_each_is_counted_once() {
    let map = map(true);
    for stage in &map.stages {
        let count = |name| {
            map.cards
                .iter()
                .filter(|c| c.at == stage.id)
                .filter_map(|c| c.metric.as_ref().filter(|m| m.name == name).and_then(|m| m.count))
                .sum::<u64>()
        };
        let parts = [
            MetricName::Continued,
            MetricName::Completed,
            MetricName::StillOpen,
            MetricName::Loss,
        ]
        .map(count);
        assert_eq!(
            parts.iter().sum::<u64>(),
            count(MetricName::Reach),
            "{}",
            stage.id
        );
    }
}

#[test]
fn the_adopted_map_reads_like_this() {
    expect_file!["golden/retailer.tropa.json"].assert_eq(&to_json(&map(true)));
}

#[test]
fn what_is_written_is_read_back() {
    let map = map(true);
    assert_eq!(parse(&to_json(&map)).unwrap(), map);
}

#[test]
fn an_alternative_is_named_by_what_it_does_otherwise() {
    let map = map(true);
    assert_eq!(map.paths[0].name.get("ru"), "Основной путь");
    assert_eq!(
        map.paths[3].name.get("en"),
        "Without «Visits a store» and 4 more; with «Calls support about missing parts» and 1 more"
    );
}

#[test]
fn the_curve_is_told_in_words_and_no_scores_is_no_sentence() {
    assert_eq!(
        curve_summary(&map(true), Lang::En).unwrap(),
        "Starts good, lowest at 11 «Calls support about missing parts» (−1.1, n = 412), highest at 14 «Buys again» \
         (+1.5, n = 640), ends good. 10 of 15 steps have a score."
    );
    assert!(
        curve_summary(&map(true), Lang::Ru)
            .unwrap()
            .contains("ниже всего на шаге 11")
    );
    assert_eq!(curve_summary(&map(false), Lang::En), None);
}
