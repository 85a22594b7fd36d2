//! The second half of discovery: the plan with its numbers, paths, feelings and pains.

use crate::error::MineError;
use crate::evidence::{self, Log, Source};
use crate::pains;
use crate::paths;
use crate::plan::{Plan, PlannedStage};
use crate::text::{count_en, count_ru, local, percent_en, percent_ru};
use tropa_model::answer::{Answer, AnswerNote, GraphRow, Rows, ScoreSummary, StageRow, TouchpointRow};
use tropa_model::expr::{Expr, Op, Value};
use tropa_model::proposal::{
    Because, ChannelProposal, FeelingProposal, LocalText, Proposal, StageProposal, StageRecords,
    TouchpointProposal,
};
use tropa_model::question::Ask;
use tropa_model::records::{self, StagePart};

/// Variants kept inside the proposal: enough to look at, small enough for a map file.
const VARIANTS_KEPT: usize = 50;

/// Puts plan and answers together; `stages` is the answer to [`Plan::stages_ask`] over the same snapshot and filter.
///
/// # Errors
/// As [`crate::plan`]; [`MineError::StagesDoNotFit`] where the stages were asked for another plan.
pub fn propose(
    plan: &Plan,
    touchpoints: &Answer,
    graph: &Answer,
    variants: &Answer,
    stages: &Answer,
) -> Result<Proposal, MineError> {
    let log = Log::new(touchpoints, graph, variants)?;
    let rows = evidence::stage_rows(stages, touchpoints)?;
    let members: Vec<Vec<usize>> = plan
        .stages
        .iter()
        .map(|stage| stage.activities.iter().filter_map(|a| log.find(a)).collect())
        .collect();
    let found: usize = members.iter().map(Vec::len).sum();
    if rows.len() != plan.stages.len() || found != plan.activities().count() {
        return Err(MineError::StagesDoNotFit {
            planned: plan.stages.len(),
            found: rows.len(),
        });
    }
    let found = paths::paths(&log, &members, rows, variants);
    let mut notes: Vec<LocalText> = plan.aside.iter().map(crate::Aside::note).collect();
    notes.extend(
        plan.completed
            .iter()
            .zip(&plan.completed_because)
            .map(|(activity, why)| {
                local(
                    format!("«{activity}» ends a journey by design: {}", why.get("en")),
                    format!("«{activity}» — завершение пути: {}", why.get("ru")),
                )
            }),
    );
    for (journeys, en, ru) in [
        (
            found.other,
            "are near none of the paths shown",
            "не похожи ни на один из показанных",
        ),
        (
            found.unseen,
            "go ways too rare to be compared with the paths",
            "идут слишком редкими путями, чтобы сравнивать их с показанными",
        ),
    ] {
        if journeys > 0 {
            let (n, share) = (log.n, journeys as f64 / log.n as f64);
            notes.push(local(
                format!(
                    "{} of {} journeys ({}) {en}",
                    count_en(journeys),
                    count_en(n),
                    percent_en(share)
                ),
                format!(
                    "{} из {} путей ({}) {ru}",
                    count_ru(journeys),
                    count_ru(n),
                    percent_ru(share)
                ),
            ));
        }
    }
    Ok(Proposal {
        snapshot: touchpoints.snapshot.clone(),
        window: touchpoints.window.clone(),
        n: touchpoints.n,
        base: touchpoints.base.clone(),
        filter: touchpoints.question.filter.clone(),
        idle_s: stages.idle_s.or(touchpoints.idle_s),
        stages: plan
            .stages
            .iter()
            .zip(&members)
            .zip(rows)
            .map(|((stage, members), row)| {
                stage_proposal(
                    &log,
                    stage,
                    members,
                    row,
                    &found.main.activities,
                    [touchpoints, graph, stages],
                )
            })
            .collect::<Result<_, _>>()?,
        pains: pains::pains(&log, plan, &members, rows, touchpoints, graph, stages),
        main_path: found.main,
        alternatives: found.alternatives,
        notes,
        answers: kept_answers(plan, touchpoints, graph, variants, stages),
    })
}

fn stage_proposal(
    log: &Log,
    stage: &PlannedStage,
    members: &[usize],
    row: &StageRow,
    main: &[String],
    [touchpoints, graph, stages]: [&Answer; 3],
) -> Result<StageProposal, MineError> {
    let purity = purity(evidence::graph_rows(graph)?, &stage.activities);
    let mut because = stage.because.clone();
    // Why a stage is one was seen in the graph, and its reason says so; its numbers answer the question about stages.
    let source = Source::of(stages);
    because.question = Some(source.question());
    because.reason = local(
        format!(
            "{}; {} of the steps taken from it stay in it",
            because.reason.get("en"),
            percent_en(purity)
        ),
        format!(
            "{}; {} переходов из него остаются в нём",
            because.reason.get("ru"),
            percent_ru(purity)
        ),
    );
    Ok(StageProposal {
        name: stage.name.clone(),
        touchpoints: members
            .iter()
            .map(|&t| touchpoint_proposal(log, t, main, touchpoints))
            .collect(),
        reached: row.reached,
        reach: row.reach,
        continued: row.continued,
        completed: row.completed,
        open: row.open,
        lost: row.lost,
        loss: row.loss,
        loss_lo: row.loss_lo,
        loss_hi: row.loss_hi,
        duration: row.duration,
        purity,
        records: stage_records(&source, row),
        because,
    })
}

fn stage_records(source: &Source, row: &StageRow) -> StageRecords {
    let question = source.question();
    let records = |part| match &question.ask {
        Ask::Stages(ask) => ask
            .records(row.stage as usize - 1, part)
            .map(|expr| source.records(&expr)),
        _ => None,
    };
    StageRecords {
        reached: records(StagePart::Reached),
        continued: records(StagePart::Continued),
        completed: records(StagePart::Completed),
        open: records(StagePart::Open),
        lost: records(StagePart::Lost),
    }
}

/// Share of the transitions from the stage's activities that lead to one of them; 1 where nobody moves on at all.
fn purity(graph: &[GraphRow], activities: &[String]) -> f64 {
    let (mut within, mut all) = (0, 0);
    for row in graph {
        let (Some(from), Some(to)) = (&row.from, &row.to) else {
            continue;
        };
        if activities.contains(from) {
            all += row.transitions;
            within += if activities.contains(to) {
                row.transitions
            } else {
                0
            };
        }
    }
    if all == 0 { 1.0 } else { within as f64 / all as f64 }
}

fn touchpoint_proposal(log: &Log, touchpoint: usize, main: &[String], answer: &Answer) -> TouchpointProposal {
    let row: &TouchpointRow = log.touchpoints[touchpoint];
    let source = Source::of(answer);
    let main = main.contains(&row.activity);
    let channel_events: u64 = row.channels.iter().map(|channel| channel.events).sum();
    let reason = local(
        format!(
            "{} of {} journeys meet it ({})",
            count_en(row.journeys),
            count_en(log.n),
            percent_en(row.reach)
        ),
        format!(
            "Её проходят {} из {} путей ({})",
            count_ru(row.journeys),
            count_ru(log.n),
            percent_ru(row.reach)
        ),
    );
    TouchpointProposal {
        activity: row.activity.clone(),
        name: LocalText::plain(&row.activity),
        journeys: row.journeys,
        reach: row.reach,
        events: row.events,
        open: row.open,
        lost: row.lost,
        wait: row.wait,
        wait_records: row
            .wait
            .map(|_| source.records(&records::waits_for(&row.activity))),
        channels: row
            .channels
            .iter()
            .map(|channel| ChannelProposal {
                channel: channel.channel.clone(),
                events: channel.events,
                share: channel.events as f64 / channel_events.max(1) as f64,
                records: source.records(&records::event_at(&row.activity, by_channel(&channel.channel))),
            })
            .collect(),
        feeling: row.score.map(feeling),
        feeling_records: row
            .score
            .map(|_| source.records(&records::event_at(&row.activity, scored()))),
        main,
        because: Because {
            rule: "touchpoint.reach".to_owned(),
            reason,
            question: Some(source.question()),
            records: Some(source.records(&Expr::Has(row.activity.clone()))),
        },
    }
}

fn by_channel(channel: &str) -> Expr {
    Expr::Compare {
        name: "channel".to_owned(),
        op: Op::Eq,
        value: Value::Text(channel.to_owned()),
    }
}

fn scored() -> Expr {
    Expr::Missing {
        name: "score".to_owned(),
        negated: true,
    }
}

fn feeling(score: ScoreSummary) -> FeelingProposal {
    FeelingProposal {
        value: score.scale.feeling(score.mean),
        lo: score.mean_lo.map(|lo| score.scale.feeling(lo)),
        hi: score.mean_hi.map(|hi| score.scale.feeling(hi)),
        n: score.n,
        raw_mean: score.mean,
        raw_scale: score.scale,
    }
}

/// The answers, cut to what is drawn, so that a map file stays small; a cut answer says so.
fn kept_answers(
    plan: &Plan,
    touchpoints: &Answer,
    graph: &Answer,
    variants: &Answer,
    stages: &Answer,
) -> Vec<Answer> {
    let drawn = |activity: &String| plan.activities().any(|a| a == activity);
    let mut kept = [touchpoints, graph, variants, stages].map(Answer::clone);
    for answer in &mut kept {
        let before = rows_len(&answer.rows);
        match &mut answer.rows {
            Rows::Touchpoints(rows) => rows.retain(|row| drawn(&row.activity)),
            Rows::Graph(rows) => {
                rows.retain(|row| row.from.as_ref().is_none_or(drawn) && row.to.as_ref().is_none_or(drawn));
            }
            Rows::Variants(rows) => rows.truncate(VARIANTS_KEPT),
            _ => {}
        }
        let after = rows_len(&answer.rows);
        if after < before {
            answer.notes.push(AnswerNote::Words(format!(
                "{after} of {before} rows kept: those the map draws"
            )));
        }
    }
    kept.into()
}

fn rows_len(rows: &Rows) -> usize {
    match rows {
        Rows::Touchpoints(rows) => rows.len(),
        Rows::Graph(rows) => rows.len(),
        Rows::Variants(rows) => rows.len(),
        _ => 0,
    }
}
