//! Every number of a map, asked again; and the journeys behind it, counted again.

use tropa_map::document::{Card, LaneRole, Metric, MetricName};
use tropa_model::answer::{Answer, Rows, StageRow, TouchpointRow};
use tropa_model::question::{Ask, Question, VariantsAsk};
use tropa_server::{Map, Workspace};

/// Cards compared, so that a test can say that there were some.
pub fn check(workspace: &Workspace, map: &Map) -> usize {
    let mut compared = 0;
    for card in &map.cards {
        let evidence = card
            .evidence
            .first()
            .unwrap_or_else(|| panic!("{} has no evidence", card.id));
        // What people say rests on their words, not on a question to the events.
        if evidence
            .rule
            .as_deref()
            .is_some_and(|rule| rule.starts_with("voice."))
        {
            assert!(
                evidence.quote.is_some() || evidence.texts.is_some(),
                "{}",
                card.id
            );
            continue;
        }
        let question = evidence
            .question
            .as_ref()
            .unwrap_or_else(|| panic!("{} has no question", card.id));
        let answer = workspace.ask(question).unwrap();
        assert_eq!(
            evidence.snapshot.as_deref(),
            Some(answer.snapshot.to_string().as_str()),
            "{}",
            card.id
        );
        let lane = map.lanes.iter().find(|lane| lane.id == card.lane).unwrap();
        compared += match lane.role {
            LaneRole::Pains => harmed(workspace, card),
            LaneRole::Feelings => feeling(workspace, &touchpoint(&answer, map, card), map, card),
            _ if map.stages.iter().any(|stage| stage.id == card.at) => {
                of_stage(workspace, &stage(&answer, map, card), answer.n, card)
            }
            _ => of_step(workspace, &answer, map, card),
        };
    }
    compared
}

fn touchpoint(answer: &Answer, map: &Map, card: &Card) -> TouchpointRow {
    let step = map
        .stages
        .iter()
        .flat_map(|stage| &stage.steps)
        .find(|step| step.id == card.at)
        .unwrap();
    let Rows::Touchpoints(rows) = &answer.rows else {
        panic!("{}: {}", card.id, answer.schema)
    };
    rows.iter()
        .find(|row| step.activities == [row.activity.as_str()])
        .unwrap()
        .clone()
}

fn stage(answer: &Answer, map: &Map, card: &Card) -> StageRow {
    let place = map.stages.iter().position(|stage| stage.id == card.at).unwrap();
    let Rows::Stages(rows) = &answer.rows else {
        panic!("{}: {}", card.id, answer.schema)
    };
    rows[place].clone()
}

fn of_stage(workspace: &Workspace, row: &StageRow, n: u64, card: &Card) -> usize {
    let metric = card.metric.as_ref().unwrap();
    let part = |count: u64| (count as f64 / row.reached.max(1) as f64, Some(count), row.reached);
    let expected = match metric.name {
        MetricName::Reach => (row.reach, Some(row.reached), n),
        MetricName::Continued => part(row.continued),
        MetricName::Completed => part(row.completed),
        MetricName::StillOpen => part(row.open),
        MetricName::Loss => (row.loss, Some(row.lost), row.reached),
        MetricName::MedianTime => (row.duration.unwrap().p50_s, None, row.duration.unwrap().n),
        other => panic!("{}: {other:?} of a stage", card.id),
    };
    equal(card, metric, expected);
    // A time was measured in every journey it names as its base.
    let behind = metric.count.unwrap_or(metric.n);
    assert_eq!(selected(workspace, card).unwrap_or(0), behind, "{}", card.id);
    1
}

fn of_step(workspace: &Workspace, answer: &Answer, map: &Map, card: &Card) -> usize {
    let Some(metric) = &card.metric else { return 0 };
    let row = touchpoint(answer, map, card);
    match metric.name {
        MetricName::Reach => {
            equal(card, metric, (row.reach, Some(row.journeys), answer.n));
            assert_eq!(selected(workspace, card), Some(row.journeys), "{}", card.id);
        }
        MetricName::Wait => {
            let wait = row.wait.unwrap();
            equal(card, metric, (wait.p50_s, None, wait.n));
            let again = among_records(workspace, map, card);
            assert_eq!(again.wait, row.wait, "{}: the records hold all waiting", card.id);
            assert_eq!(
                selected(workspace, card),
                Some(again.journeys),
                "{}: and nothing else",
                card.id
            );
            assert!(wait.n >= again.journeys, "{}: each waited at least once", card.id);
        }
        MetricName::ChannelShare => {
            let channel = map
                .channels
                .iter()
                .find(|channel| Some(&channel.id) == card.channel.as_ref())
                .unwrap();
            let again = among_records(workspace, map, card);
            // Two channels may have the same number of events: the card's records tell which one it is.
            let counted = row
                .channels
                .iter()
                .find(|c| Some(c.events) == metric.count && again.channels.contains(c));
            let counted = counted.unwrap_or_else(|| {
                panic!(
                    "{}: {:?} is not among {:?}",
                    card.id, channel.name, again.channels
                )
            });
            let known: u64 = row.channels.iter().map(|c| c.events).sum();
            equal(
                card,
                metric,
                (counted.events as f64 / known as f64, Some(counted.events), known),
            );
            assert_eq!(selected(workspace, card), Some(again.journeys), "{}", card.id);
        }
        other => panic!("{}: {other:?} of a step", card.id),
    }
    1
}

fn feeling(workspace: &Workspace, row: &TouchpointRow, map: &Map, card: &Card) -> usize {
    let (point, score) = (card.feeling.as_ref().unwrap(), row.score.unwrap());
    assert!(
        (point.value - score.scale.feeling(score.mean).0).abs() < 1e-9,
        "{}",
        card.id
    );
    assert_eq!(
        (point.n, point.raw_mean),
        (Some(score.n), Some(score.mean)),
        "{}",
        card.id
    );
    assert_eq!(selected(workspace, card), Some(score.journeys), "{}", card.id);
    assert_eq!(
        among_records(workspace, map, card).score,
        row.score,
        "{}",
        card.id
    );
    1
}

/// The filter beside a pain selects the journeys it counts.
fn harmed(workspace: &Workspace, card: &Card) -> usize {
    let metric = card.metric.as_ref().unwrap();
    assert_eq!(selected(workspace, card), metric.count, "{}", card.id);
    assert!(metric.count.unwrap() <= metric.n, "{}: {metric:?}", card.id);
    1
}

fn equal(card: &Card, metric: &Metric, (value, count, n): (f64, Option<u64>, u64)) {
    assert!(
        (metric.value - value).abs() < 1e-9,
        "{}: the map says {}, the answer {value}",
        card.id,
        metric.value
    );
    assert_eq!((metric.count, metric.n), (count, n), "{}", card.id);
}

/// Journeys behind the card; `None` where it names none.
fn selected(workspace: &Workspace, card: &Card) -> Option<u64> {
    let ask = Ask::Variants(VariantsAsk { limit: 1 });
    records(card, ask).map(|question| workspace.ask(&question).unwrap().n)
}

/// The card's step, asked about only among the journeys behind the card.
fn among_records(workspace: &Workspace, map: &Map, card: &Card) -> TouchpointRow {
    let ask = card.evidence[0].question.as_ref().unwrap().ask.clone();
    let answer = workspace.ask(&records(card, ask).unwrap()).unwrap();
    touchpoint(&answer, map, card)
}

fn records(card: &Card, ask: Ask) -> Option<Question> {
    let evidence = &card.evidence[0];
    Some(Question {
        source: evidence
            .question
            .as_ref()
            .and_then(|question| question.source.clone()),
        filter: Some(evidence.records.clone()?),
        cut: None,
        ask,
    })
}
