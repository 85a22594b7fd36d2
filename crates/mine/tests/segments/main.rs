//! Segments found, described, compared and followed; personas and buying centres drafted from them.

mod people;

use std::collections::BTreeMap;
use tropa_mine::segments::{
    ClusterOptions, CompareOptions, FoundBy, JourneyMeasure, NONE, adjusted_rand, by_attribute, by_journeys,
    by_rules, compare, describe, migration,
};
use tropa_model::expr::parse;
use tropa_model::proposal::LocalText;
use tropa_model::{ColumnOf, JourneyColumn, JourneyValues, Journeys};
use tropa_sim::segments::{SegmentsOptions, planted_segments};

#[test]
fn planted_segments_are_found_in_their_number_and_nearly_as_the_oracle_would() {
    let planted = planted_segments(&SegmentsOptions {
        apart: 1.3,
        journeys: 6_000,
        ..SegmentsOptions::default()
    });
    let (division, model) = by_journeys(&planted.journeys, &ClusterOptions::default());
    assert_eq!(division.parts.len(), 3);
    let (own, oracle) = (
        adjusted_rand(&planted.truth, &division.of),
        adjusted_rand(&planted.truth, &planted.oracle),
    );
    assert!(own > 0.93 * oracle, "{own} of {oracle}");
    let again = model.unwrap().assign(&planted.journeys);
    // The division numbers segments by size after assignment, the model by their shares: the same people stand together.
    assert!(adjusted_rand(&again.0, &division.of) > 0.999);
    assert_eq!(
        by_journeys(&planted.journeys, &ClusterOptions::default()).0,
        division
    );
}

#[test]
fn one_process_with_memory_seasons_and_noise_is_one_segment() {
    for seed in 1..=8 {
        let planted = planted_segments(&SegmentsOptions {
            segments: 1,
            journeys: 1_500,
            season: 0.5,
            habits: 0.3,
            seed,
            ..SegmentsOptions::default()
        });
        let (division, model) = by_journeys(&planted.journeys, &ClusterOptions::default());
        assert_eq!(division.parts.len(), 1, "seed {seed}: {:?}", division.choice);
        assert!(model.is_none());
    }
}

#[test]
fn a_number_that_was_asked_for_is_given_and_said_to_be_asked_for() {
    let planted = planted_segments(&SegmentsOptions {
        segments: 1,
        journeys: 800,
        ..SegmentsOptions::default()
    });
    let options = ClusterOptions {
        segments: Some(2),
        ..ClusterOptions::default()
    };
    let (division, _) = by_journeys(&planted.journeys, &options);
    assert_eq!(division.parts.len(), 2);
    let reason = division.choice.unwrap().reason;
    assert!(reason.get("en").contains("as asked"), "{reason}");
    assert!(reason.get("en").contains("would not divide"), "{reason}");
}

#[test]
fn too_few_journeys_are_one_segment() {
    let (division, _) = by_journeys(&buyers_and_lookers(20), &ClusterOptions::default());
    assert_eq!(division.parts.len(), 1);
    assert!(
        by_journeys(&Journeys::default(), &ClusterOptions::default())
            .0
            .of
            .is_empty()
    );
}

/// Half see, pay and use the web; half see and leave and use the telephone. Every third is from the north.
pub fn buyers_and_lookers(n: usize) -> Journeys {
    let mut journeys = Journeys {
        activities: ["see", "choose", "pay", "leave"].map(str::to_owned).to_vec(),
        starts: vec![0],
        ..Journeys::default()
    };
    let (mut channels, mut regions, mut actors) = (Vec::new(), Vec::new(), Vec::new());
    for journey in 0..n {
        let buys = journey % 2 == 0;
        let day = if buys { 10 } else { 20 };
        for (step, code) in if buys { vec![0, 1, 2] } else { vec![0, 0, 3] }
            .into_iter()
            .enumerate()
        {
            journeys.codes.push(code);
            journeys.times_us.push(
                (journey as i64 * 86_400 + day * 3_600 + step as i64 * 600 * if buys { 1 } else { 5 })
                    * 1_000_000,
            );
            channels.push(if buys { 1 } else { 2 });
        }
        regions.push(if journey % 3 == 0 { 1 } else { 2 });
        actors.push(journey as u32 / 4 + 1);
        journeys.starts.push(journeys.codes.len());
    }
    let coded = |name: &str, of, codes: Vec<u32>, names: Vec<String>| JourneyColumn {
        name: name.to_owned(),
        of,
        values: JourneyValues::Coded { codes, names },
    };
    journeys.columns = vec![
        coded(
            "actor",
            ColumnOf::Journey,
            actors,
            (0..n / 4 + 1).map(|a| format!("p{a}")).collect(),
        ),
        coded(
            "actor_region",
            ColumnOf::Journey,
            regions,
            vec!["north".into(), "south".into()],
        ),
        coded(
            "channel",
            ColumnOf::Event,
            channels,
            vec!["web".into(), "phone".into()],
        ),
    ];
    journeys
}

#[test]
fn what_sets_a_segment_apart_is_told_and_what_does_not_is_not() {
    let journeys = buyers_and_lookers(400);
    let division = by_attribute(&journeys, "channel").unwrap();
    assert_eq!(
        (division.by, division.sizes()),
        (FoundBy::Attribute, vec![200, 200])
    );
    let segments = describe(&journeys, &division);
    let web = &segments.segments[0];
    assert_eq!(web.typical.as_ref().unwrap().activities, ["see", "choose", "pay"]);
    let told: Vec<&str> = web.differences.iter().map(|d| d.text.get("en")).collect();
    assert!(
        told.contains(&"«pay»: 100% of journeys against 0% elsewhere"),
        "{told:#?}"
    );
    assert!(
        told.iter()
            .any(|text| text.starts_with("Time from first to last event (median): 20 minutes"))
    );
    assert!(told.iter().all(|text| !text.contains("region")), "{told:#?}");
    for difference in segments.segments.iter().flat_map(|s| &s.differences) {
        assert!(difference.own.lo <= difference.own.value && difference.own.value <= difference.own.hi);
        if let Some(filter) = &difference.records {
            parse(filter).unwrap();
        }
    }
    // Whether a journey saw anything is the same for all.
    assert!(web.differences.iter().all(|d| d.what
        != JourneyMeasure::Activity {
            activity: "see".into()
        }));
}

#[test]
fn found_segments_have_a_rule_that_comes_near_and_names_of_their_own() {
    let journeys = buyers_and_lookers(400);
    let options = ClusterOptions {
        segments: Some(2),
        ..ClusterOptions::default()
    };
    let (division, _) = by_journeys(&journeys, &options);
    let segments = describe(&journeys, &division);
    let near = segments.segments[0].near.as_ref().unwrap();
    assert_eq!((near.precision, near.recall), (1.0, 1.0));
    parse(&near.filter).unwrap();
    assert_ne!(segments.segments[0].name, segments.segments[1].name);
    assert!(segments.segments[0].name.get("ru").starts_with("Сегмент 1: "));
}

#[test]
fn rules_that_people_write_leave_the_others_outside() {
    let journeys = buyers_and_lookers(90);
    let of = (0..90)
        .map(|journey| if journey < 60 { journey % 2 } else { NONE })
        .collect();
    let name = |text: &str| LocalText::plain(text);
    let division = by_rules(
        vec![
            (name("a"), "has(\"pay\")".into()),
            (name("b"), "has(\"leave\")".into()),
        ],
        of,
    );
    let segments = describe(&journeys, &division);
    assert_eq!((segments.n, segments.outside), (90, 30));
    assert_eq!(segments.segments[1].records.as_deref(), Some("has(\"leave\")"));
    assert_eq!(segments.segments[1].share.value, 0.5);
}

#[test]
fn two_segments_stand_side_by_side_on_every_measure() {
    let journeys = buyers_and_lookers(200);
    let division = by_attribute(&journeys, "channel").unwrap();
    let stage = |name: &str, activities: &[&str]| {
        (
            LocalText::en_ru(name, name),
            activities.iter().map(|a| (*a).to_owned()).collect(),
        )
    };
    let options = CompareOptions {
        stages: vec![stage("look", &["see"]), stage("buy", &["choose", "pay"])],
        channels: vec!["channel".into()],
    };
    let compared = compare(&journeys, &division, 0, 1, &options).unwrap();
    let reached: Vec<(f64, f64)> = compared
        .funnel
        .iter()
        .map(|row| (row.reached.own.value, row.reached.rest.value))
        .collect();
    assert_eq!(reached, [(1.0, 1.0), (1.0, 0.0)]);
    let passed = compared.funnel[0].passed.as_ref().unwrap();
    assert_eq!((passed.own.value, passed.rest.value), (1.0, 0.0));
    assert_eq!(compared.channels.len(), 2);
    assert!(
        compared
            .attributes
            .iter()
            .any(|d| d.text.get("en").contains("actor_region: north") && !d.tells())
    );
    assert_eq!(compared.touchpoints[0].own.n, 100);
    assert!(compare(&journeys, &division, 0, 7, &options).is_none());
}

#[test]
fn a_person_who_changes_ways_is_counted_as_having_moved() {
    let at = |list: &[(&str, u32)]| -> BTreeMap<String, u32> {
        list.iter()
            .map(|(actor, part)| ((*actor).to_owned(), *part))
            .collect()
    };
    let moved = migration(&at(&[("ada", 0), ("bob", 1)]), &at(&[("ada", 1), ("bob", 1)]));
    assert_eq!((moved.stayed.value, moved.stayed.n), (0.5, 2));
}
