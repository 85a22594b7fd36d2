//! Every number of a map, asked again.

use tropa_map::document::{Card, LaneRole, MetricName};
use tropa_model::answer::{Answer, Rows, StageRow, TouchpointRow};
use tropa_model::proposal::PainKind;
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
            LaneRole::Feelings => feeling(&touchpoint(&answer, map, card), card),
            _ => metric(&answer, map, card),
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

fn metric(answer: &Answer, map: &Map, card: &Card) -> usize {
    let Some(metric) = &card.metric else { return 0 };
    let of_stage = map.stages.iter().any(|stage| stage.id == card.at);
    let (value, count, n) = if of_stage {
        let row = stage(answer, map, card);
        let part = |count: u64| (count as f64 / row.reached.max(1) as f64, Some(count), row.reached);
        match metric.name {
            MetricName::Reach => (row.reach, Some(row.reached), answer.n),
            MetricName::Continued => part(row.continued),
            MetricName::Completed => part(row.completed),
            MetricName::StillOpen => part(row.open),
            MetricName::Loss => (row.loss, Some(row.lost), row.reached),
            MetricName::MedianTime => (row.duration.unwrap().p50_s, None, row.duration.unwrap().n),
            other => panic!("{}: {other:?} of a stage", card.id),
        }
    } else {
        let row = touchpoint(answer, map, card);
        match metric.name {
            MetricName::Reach => (row.reach, Some(row.journeys), answer.n),
            MetricName::Wait => (row.wait.unwrap().p50_s, None, row.wait.unwrap().n),
            MetricName::ChannelShare => {
                let channel = map
                    .channels
                    .iter()
                    .find(|channel| Some(&channel.id) == card.channel.as_ref())
                    .unwrap();
                let counted = row
                    .channels
                    .iter()
                    .map(|c| c.events)
                    .find(|n| Some(*n) == metric.count);
                let events =
                    counted.unwrap_or_else(|| panic!("{}: {:?} is not counted", card.id, channel.name));
                let known: u64 = row.channels.iter().map(|c| c.events).sum();
                (events as f64 / known as f64, Some(events), row.events)
            }
            other => panic!("{}: {other:?} of a step", card.id),
        }
    };
    assert!(
        (metric.value - value).abs() < 1e-9,
        "{}: the map says {}, the answer {value}",
        card.id,
        metric.value
    );
    assert_eq!((metric.count, metric.n), (count, n), "{}", card.id);
    1
}

fn feeling(row: &TouchpointRow, card: &Card) -> usize {
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
    1
}

/// The filter beside a pain selects the journeys it counts. Two kinds count more than a filter can select: a loss told
/// by an artificial end (`lost`) or behind a rare activity has another last event, and a low mean harms also those who
/// scored high themselves.
fn harmed(workspace: &Workspace, card: &Card) -> usize {
    let metric = card.metric.as_ref().unwrap();
    let evidence = &card.evidence[0];
    let Some(records) = &evidence.records else {
        return 0;
    };
    let question = Question {
        source: evidence
            .question
            .as_ref()
            .and_then(|question| question.source.clone()),
        filter: Some(records.clone()),
        ask: Ask::Variants(VariantsAsk { limit: 1 }),
    };
    let selected = workspace.ask(&question).unwrap();
    let counts_more = card
        .pain
        .as_ref()
        .is_some_and(|pain| matches!(pain.kind, PainKind::Loss | PainKind::LowScore));
    let count = metric.count.unwrap();
    assert!(
        selected.n == count || (counts_more && selected.n < count),
        "{}: {records} selects {}, the map says {count}",
        card.id,
        selected.n
    );
    1
}
