//! The index against a slow, obvious executor that works on plain lists, straight from the definitions.

#![allow(clippy::unwrap_used, reason = "tests")]

mod cut;
mod log;
mod slow;
mod slow_funnel;
mod slow_more;

use log::{Draw, Log, Shape};
use std::num::NonZeroUsize;
use tropa_journey::Index;
use tropa_model::question::{
    BetweenAsk, DailyAsk, FunnelAsk, GraphAsk, JourneysAsk, PathsAsk, StagesAsk, Step, TouchpointsAsk,
    VariantsAsk,
};
use tropa_model::records::StagePart;
use tropa_model::{Ask, Question, Rows};

/// Equal, numbers up to rounding.
fn same(a: &serde_json::Value, b: &serde_json::Value) -> bool {
    use serde_json::Value::{Array, Number, Object};
    match (a, b) {
        (Number(a), Number(b)) => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
        }
        (Array(a), Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Object(a), Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        _ => a == b,
    }
}

fn questions(log: &Log, draw: &mut Draw) -> Vec<Ask> {
    if log.names.is_empty() {
        let daily = DailyAsk { activities: vec![] };
        return vec![
            Ask::Graph(GraphAsk {}),
            Ask::Variants(VariantsAsk { limit: 5 }),
            Ask::Paths(PathsAsk {
                depth: 3,
                top: 3,
                start: None,
            }),
            Ask::Daily(daily),
            Ask::Touchpoints(TouchpointsAsk { idle_s: None }),
            Ask::Journeys(JourneysAsk {
                actor: None,
                limit: 3,
                after: None,
            }),
        ];
    }
    let step = |draw: &mut Draw| {
        let activities = (0..=draw.below(2)).map(|_| log.name(draw)).collect();
        Step {
            name: None,
            activities,
        }
    };
    let funnel = |draw: &mut Draw, by: Option<&str>| {
        Ask::Funnel(FunnelAsk {
            steps: (0..=draw.below(5)).map(|_| step(draw)).collect(),
            window_s: [None, Some(0), Some(3), Some(20), Some(1_000_000)][draw.below(5)],
            by: by.map(str::to_owned),
        })
    };
    let mut names: Vec<String> = log.names.clone();
    draw.shuffle(&mut names);
    let stage_count = 1 + draw.below(3);
    let stages = names
        .chunks(2)
        .take(stage_count)
        .map(|pair| Step {
            name: Some("s".into()),
            activities: pair.to_vec(),
        })
        .collect();
    // What stands in no stage may be a mark, unless it is an end itself.
    let completed = vec![log.name(draw); draw.below(2)];
    let failed = vec![log.name(draw); draw.below(2)];
    let outside = names
        .iter()
        .skip(2 * stage_count)
        .filter(|name| !completed.contains(*name) && !failed.contains(*name));
    let marks = outside.take(draw.below(3)).cloned().collect();
    let idle_s = [None, Some(0), Some(10), Some(100_000)][draw.below(4)];
    vec![
        Ask::Graph(GraphAsk {}),
        funnel(draw, None),
        funnel(draw, None),
        funnel(draw, Some("segment")),
        funnel(draw, Some("channel")),
        Ask::Variants(VariantsAsk {
            limit: 1 + draw.below(8) as u32,
        }),
        Ask::Paths(PathsAsk {
            depth: 1 + draw.below(6) as u32,
            top: 1 + draw.below(4) as u32,
            start: None,
        }),
        Ask::Paths(PathsAsk {
            depth: 3,
            top: 50,
            start: Some(log.name(draw)),
        }),
        Ask::Daily(DailyAsk {
            activities: vec![log.name(draw), log.name(draw)],
        }),
        Ask::Between(BetweenAsk {
            from: step(draw),
            to: step(draw),
        }),
        Ask::Touchpoints(TouchpointsAsk { idle_s }),
        Ask::Stages(StagesAsk {
            stages,
            completed,
            failed,
            marks,
            idle_s,
        }),
        Ask::Journeys(JourneysAsk {
            actor: None,
            limit: 1 + draw.below(4) as u32,
            after: None,
        }),
    ]
}

/// Asks everything of the log, stored in several ways, and compares with the slow executor.
fn compare(seed: u64, shape: Shape, buckets: &[u32]) {
    let mut draw = Draw::new(seed);
    let log = Log::random(&mut draw, shape);
    let dirs: Vec<(tempfile::TempDir, Index)> = buckets.iter().map(|&b| log.index(b)).collect();
    let filters = log.filters(&mut draw);
    for ask in questions(&log, &mut draw) {
        for filter in [None, Some(filters[draw.below(filters.len())].clone())] {
            let question = Question {
                source: None,
                filter,
                cut: None,
                ask: ask.clone(),
            };
            let expected = serde_json::to_value(slow::answer(&log, &question)).unwrap();
            for ((_, index), buckets) in dirs.iter().zip(buckets) {
                let answer = index
                    .ask(&question)
                    .unwrap_or_else(|e| panic!("seed {seed}: {question:?}: {e}"));
                let answer = serde_json::to_value(answer).unwrap();
                assert!(
                    same(&answer, &expected),
                    "seed {seed}, {buckets} buckets, {question:?}\nfast {answer:#}\nslow {expected:#}\nlog {log:?}"
                );
            }
        }
    }
}

#[test]
fn fast_and_slow_agree_on_small_logs() {
    for seed in 0..250 {
        compare(seed, Shape::small(), &[1, 2, 16]);
    }
}

#[test]
fn fast_and_slow_agree_where_many_events_share_an_instant() {
    for seed in 1_000..1_250 {
        compare(
            seed,
            Shape {
                instants: 3,
                activities: 4,
                ..Shape::small()
            },
            &[1, 4],
        );
    }
}

#[test]
fn fast_and_slow_agree_on_milliseconds_microseconds_and_ten_year_gaps() {
    const TEN_YEARS_US: i64 = 3_652 * 86_400_000_000;
    for seed in 2_000..2_060 {
        let unit_us = [1, 1_000, 1_000_000, TEN_YEARS_US / 10, TEN_YEARS_US][seed as usize % 5];
        compare(
            seed,
            Shape {
                unit_us,
                ..Shape::small()
            },
            &[1, 4],
        );
    }
}

#[test]
fn fast_and_slow_agree_on_many_activities() {
    for (seed, activities) in [(3_000, 65), (3_001, 300), (3_002, 1_500), (3_003, 70_000)] {
        let shape = Shape {
            activities,
            journeys: 60,
            events_max: 30,
            ..Shape::small()
        };
        compare(seed, shape, &[1, 8]);
    }
}

/// The filters stand in the words' crate; that they select what is counted is seen here.
#[test]
fn the_records_of_each_part_of_a_stage_are_as_many_as_it_counts() {
    for seed in 6_000..6_200 {
        let mut draw = Draw::new(seed);
        // Days apart, so that some journeys are over and some still open.
        let shape = Shape {
            unit_us: 43_200_000_000,
            ..Shape::small()
        };
        let log = Log::random(&mut draw, shape);
        let (_dir, index) = log.index(2);
        let mut names = log.names.clone();
        draw.shuffle(&mut names);
        let step = |names: &[String]| Step {
            name: None,
            activities: names.to_vec(),
        };
        let marks = names.split_off(names.len().saturating_sub(draw.below(3)).max(1));
        let ask = StagesAsk {
            stages: names.chunks(2).take(2).map(step).collect(),
            completed: (0..draw.below(3))
                .map(|_| names[draw.below(names.len())].clone())
                .collect(),
            failed: vec![names[draw.below(names.len())].clone(); draw.below(2)],
            marks,
            idle_s: None,
        };
        let outer = [None, Some(r#"segment = "vip" or channel = "web""#)][draw.below(2)];
        let about = |filter: Option<String>, ask: Ask| {
            let question = Question {
                source: None,
                filter,
                cut: None,
                ask,
            };
            index.ask(&question).unwrap()
        };
        let answer = about(outer.map(str::to_owned), Ask::Stages(ask.clone()));
        let Rows::Stages(rows) = answer.rows else {
            panic!("{}", answer.schema)
        };
        for (stage, row) in rows.iter().enumerate() {
            for part in StagePart::ALL {
                let said = match part {
                    StagePart::Reached => row.reached,
                    StagePart::Continued => row.continued,
                    StagePart::Completed => row.completed,
                    StagePart::Open => row.open,
                    StagePart::Lost => row.lost,
                };
                let counted = ask.records(stage, part).map_or(0, |records| {
                    let filter = match outer {
                        Some(outer) => format!("({outer}) and {records}"),
                        None => records.to_string(),
                    };
                    about(Some(filter), Ask::Variants(VariantsAsk { limit: 1 })).n
                });
                assert_eq!(
                    counted, said,
                    "seed {seed}, {part:?} of stage {stage}, {ask:?}\n{log:?}"
                );
            }
        }
    }
}

#[test]
fn an_empty_log_has_empty_answers() {
    compare(
        4_000,
        Shape {
            journeys: 0,
            ..Shape::small()
        },
        &[1, 2],
    );
}

#[test]
fn answers_do_not_depend_on_the_number_of_threads() {
    let mut draw = Draw::new(5_000);
    let log = Log::random(
        &mut draw,
        Shape {
            journeys: 20_000,
            ..Shape::small()
        },
    );
    let (_dir, mut index) = log.index(2);
    for ask in questions(&log, &mut draw) {
        let question = Question::of(ask);
        let mut answers = Vec::new();
        for threads in [1, 2, 7] {
            index = index.with_threads(NonZeroUsize::new(threads).unwrap());
            answers.push(index.ask(&question).unwrap());
        }
        assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{question:?}");
    }
}
