//! Lives cut into journeys: the same questions to the cut index and to a log whose lists were cut by hand.

use crate::log::{Draw, Event, Journey, Log, Shape};
use crate::{questions, same, slow};
use tropa_journey::AskError;
use tropa_model::question::{GraphAsk, JourneysAsk};
use tropa_model::{Ask, Cut, Question, Rows};

/// The log with a journey beginning wherever the definition says so. What is known of the actor is known of every
/// journey: the attribute of the whole life is put on each event.
fn by_hand(log: &Log, begins: impl Fn(&Event, &Event) -> bool) -> Log {
    let mut journeys = Vec::new();
    for life in &log.journeys {
        let segment = life.segment();
        // The slow executor tells journeys apart by their actor.
        let name = |number: usize| format!("{}#{number:05}", life.actor);
        let mut open: Vec<Event> = Vec::new();
        for event in &life.events {
            if open.last().is_some_and(|before| begins(before, event)) {
                journeys.push(Journey {
                    actor: name(journeys.len()),
                    events: std::mem::take(&mut open),
                });
            }
            open.push(Event {
                segment,
                ..event.clone()
            });
        }
        journeys.push(Journey {
            actor: name(journeys.len()),
            events: open,
        });
    }
    Log {
        journeys,
        names: log.names.clone(),
    }
}

#[test]
fn every_question_on_cut_lives_agrees_with_lists_cut_by_hand() {
    for seed in 7_000..7_250 {
        let mut draw = Draw::new(seed);
        let unit_us = [1_000, 1_000_000, 315_576_000_000_000][draw.below(3)];
        let log = Log::random(
            &mut draw,
            Shape {
                events_max: 14,
                unit_us,
                ..Shape::small()
            },
        );
        let (a, b) = (log.name(&mut draw), log.name(&mut draw));
        let idle_us = 4 * unit_us;
        let idle_s = (idle_us as u64).div_ceil(1_000_000);
        let mut cut = Cut {
            idle_s: (draw.below(3) > 0).then_some(idle_s),
            begins: vec![a.clone(); draw.below(2)],
            ends: vec![b.clone(); draw.below(2)],
            begins_where: (draw.below(3) == 0)
                .then(|| r#"channel = "web" and not activity = "c2""#.to_owned()),
            ends_where: (draw.below(3) == 0).then(|| "score >= 4".to_owned()),
            context: false,
        };
        if cut.is_empty() {
            cut.idle_s = Some(idle_s);
        }
        let hand = by_hand(&log, |before, event| {
            cut.idle_s
                .is_some_and(|idle_s| event.time_us - before.time_us > idle_s as i64 * 1_000_000)
                || cut.begins.contains(&event.activity)
                || cut.ends.contains(&before.activity)
                || (cut.begins_where.is_some() && event.channel == Some("web") && event.activity != "c2")
                || (cut.ends_where.is_some() && before.score.is_some_and(|score| score >= 4.0))
        });
        for buckets in [1, 4] {
            let (_dir, whole) = log.index(buckets);
            let index = whole.cut(&cut).unwrap();
            let filters = log.filters(&mut draw);
            for ask in questions(&log, &mut draw) {
                let question = Question {
                    source: None,
                    filter: [None, Some(filters[draw.below(filters.len())].clone())][draw.below(2)].clone(),
                    cut: Some(cut.clone()),
                    ask,
                };
                let mut expected = slow::answer(&hand, &question);
                expected.base = expected.base.replace("of test", &format!("of test cut {cut}"));
                let expected = serde_json::to_value(whole_pages(expected, &hand)).unwrap();
                let answer = serde_json::to_value(index.ask(&question).unwrap()).unwrap();
                assert!(
                    same(&answer, &expected),
                    "seed {seed}, {buckets} buckets, {question:?}\nfast {answer:#}\nslow {expected:#}\nlog {log:?}"
                );
                if draw.below(8) == 0 {
                    assert_eq!(
                        index.ask(&question).unwrap(),
                        whole.ask(&question).unwrap(),
                        "seed {seed}"
                    );
                }
            }
        }
    }
}

/// A page of journeys ends with its last actor's last journey; actors have their own names back.
fn whole_pages(mut answer: tropa_model::Answer, hand: &Log) -> tropa_model::Answer {
    let limit = match &answer.question.ask {
        Ask::Journeys(ask) => ask.limit as usize,
        _ => return answer,
    };
    let all = Question {
        ask: Ask::Journeys(JourneysAsk {
            actor: None,
            limit: 1_000,
            after: None,
        }),
        ..answer.question.clone()
    };
    let Rows::Journeys(mut rows) = slow::answer(hand, &all).rows else {
        panic!("journeys are asked for")
    };
    for row in &mut rows {
        row.actor.truncate(row.actor.find('#').unwrap());
    }
    if let Some(last) = rows.get(limit - 1).map(|row| row.actor.clone()) {
        let more = rows[limit..].iter().take_while(|row| row.actor == last).count();
        rows.truncate(limit + more);
    }
    answer.rows = Rows::Journeys(rows);
    answer
}

#[test]
fn places_computed_elsewhere_cut_where_they_say() {
    let mut draw = Draw::new(8_000);
    let log = Log::random(&mut draw, Shape::small());
    let (_dir, index) = log.index(1);
    let events: usize = log.journeys.iter().map(|j| j.events.len()).sum();
    let places: Vec<bool> = (0..events).map(|_| draw.below(3) == 0).collect();
    let cut = index.cut_at(&Cut::by_context(), &places).unwrap();
    let mut first = 0;
    let inside: usize = log
        .journeys
        .iter()
        .map(|life| {
            let own = first + 1..first + life.events.len();
            first = own.end;
            places[own].iter().filter(|begins| **begins).count()
        })
        .sum();
    assert_eq!(cut.counts().journeys as usize, log.journeys.len() + inside);
    assert_eq!(cut.counts().events, index.counts().events);
    assert_eq!(cut.cut_by(), Some(&Cut::by_context()));
    assert!(index.cut_at(&Cut::by_context(), &places[1..]).is_err());
}

#[test]
fn a_cut_that_cannot_be_made_is_refused_with_its_reason() {
    let mut draw = Draw::new(8_001);
    let log = Log::random(&mut draw, Shape::small());
    let (_dir, index) = log.index(1);
    let error = |cut: &Cut| index.cut(cut).unwrap_err().to_string();
    assert!(error(&Cut::default()).starts_with("cut: say where to cut"));
    assert!(error(&Cut::by_context()).contains("computed first"));
    let unknown = Cut {
        begins: vec!["zz".into()],
        ..Cut::default()
    };
    assert!(matches!(
        index.cut(&unknown),
        Err(AskError::UnknownActivity { .. })
    ));
    let sessions = index.cut(&Cut::idle(3)).unwrap();
    let other = Question {
        cut: Some(Cut::idle(4)),
        ..Question::of(Ask::Graph(GraphAsk {}))
    };
    assert!(
        sessions
            .ask(&other)
            .unwrap_err()
            .to_string()
            .contains("already cut")
    );
    let own = sessions.ask(&Question::of(Ask::Graph(GraphAsk {}))).unwrap();
    assert_eq!(own.question.cut, Some(Cut::idle(3)));
}
