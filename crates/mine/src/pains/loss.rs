//! Loss: more journeys end here for good than elsewhere.

use super::{Candidate, Ground, because};
use crate::evidence::Source;
use crate::plan::Plan;
use crate::text::{count_en, count_ru, interval_en, interval_ru, local, percent_en, percent_ru};
use crate::words;
use tropa_model::answer::{StageRow, wilson95};
use tropa_model::proposal::{PainKind, PainProposal};
use tropa_model::records::StagePart;

/// A stage is named beside its touchpoints only when no single one of them explains half of its loss.
const ONE_EXPLAINS: f64 = 0.5;

pub fn candidates(
    ground: &Ground,
    plan: &Plan,
    stages: &[Vec<usize>],
    rows: &[StageRow],
    stage_source: &Source,
) -> Vec<Candidate> {
    let log = ground.log;
    let last_stage = stages.len() - 1;
    let fulfilled = fulfilled(ground);
    let open_ended: Vec<usize> = (0..log.len())
        .filter(|&t| {
            let ends_well = ground.completed[t] || words::is_success(log.name(t));
            // The last stage is passed by most who end in it: only those who had no good end before count as lost.
            let passed = ground.stage[t] == last_stage && last_stage > 0 && fulfilled[t];
            words::is_failure(log.name(t)) || !(ends_well || passed)
        })
        .collect();
    let lost: u64 = open_ended.iter().map(|&t| log.lost(t)).sum();
    let reached: u64 = open_ended.iter().map(|&t| log.touchpoints[t].journeys).sum();
    let usual = lost as f64 / reached.max(1) as f64;

    let mut found: Vec<Candidate> = open_ended
        .iter()
        .filter_map(|&t| at_touchpoint(ground, t, usual))
        .collect();
    found.extend(
        (0..rows.len()).filter_map(|stage| at_stage(ground, plan, stages, rows, stage, stage_source)),
    );
    found
}

/// Touchpoints of which most journeys that end there met an activity that ends a journey by design.
fn fulfilled(ground: &Ground) -> Vec<bool> {
    let log = ground.log;
    let mut ends = vec![(0, 0); log.len()];
    for variant in log.variants {
        let drawn = || {
            variant
                .activities
                .iter()
                .filter_map(|activity| log.find(activity))
        };
        if let Some(last) = drawn().next_back() {
            ends[last].0 += variant.journeys;
            ends[last].1 += if drawn().any(|t| ground.completed[t]) {
                variant.journeys
            } else {
                0
            };
        }
    }
    ends.into_iter().map(|(all, well)| 2 * well > all).collect()
}

fn at_touchpoint(ground: &Ground, touchpoint: usize, usual: f64) -> Option<Candidate> {
    let log = ground.log;
    let (name, of) = (log.name(touchpoint), log.touchpoints[touchpoint].journeys);
    let loss = log.loss(touchpoint);
    let lost = loss.journeys;
    let (lo, hi) = wilson95(lost, of);
    if lost < 2 || lo <= usual {
        return None;
    }
    let share = lost as f64 / of as f64;
    let (en, ru) = if words::is_failure(name) {
        (
            format!("Journeys end with «{name}»: {}", percent_en(share)),
            format!("Пути заканчиваются на «{name}»: {}", percent_ru(share)),
        )
    } else {
        (
            format!("Lost after «{name}»: {}", percent_en(share)),
            format!("Уходят после «{name}»: {}", percent_ru(share)),
        )
    };
    let reason = local(
        format!(
            "{} of {} journeys end here ({}, 95% interval {}); {} is usual for a touchpoint of this map",
            count_en(lost),
            count_en(of),
            percent_en(share),
            interval_en(lo, hi),
            percent_en(usual)
        ),
        format!(
            "{} из {} путей обрываются здесь ({}, 95%-й интервал {}); обычно для точек этой карты {}",
            count_ru(lost),
            count_ru(of),
            percent_ru(share),
            interval_ru(lo, hi),
            percent_ru(usual)
        ),
    );
    let source = if loss.by_mark {
        &ground.graph
    } else {
        &ground.touchpoints
    };
    Some(Candidate {
        rank: lost as f64 - usual * of as f64,
        pain: PainProposal {
            kind: PainKind::Loss,
            activity: name.to_owned(),
            from: None,
            title: local(en, ru),
            journeys: lost,
            of,
            severity: share,
            severity_unit: "share".to_owned(),
            because: because("pain.loss", reason, source, &loss.records),
        },
    })
}

fn at_stage(
    ground: &Ground,
    plan: &Plan,
    stages: &[Vec<usize>],
    rows: &[StageRow],
    index: usize,
    source: &Source,
) -> Option<Candidate> {
    let (name, stage, row) = (&plan.stages[index].name, &stages[index], &rows[index]);
    let records = plan.stages_ask().records(index, StagePart::Lost)?;
    let (lost, reached) = rows
        .iter()
        .fold((0, 0), |sum, row| (sum.0 + row.lost, sum.1 + row.reached));
    let usual = lost as f64 / reached.max(1) as f64;
    if row.lost < 2 || row.loss_lo <= usual {
        return None;
    }
    let log = ground.log;
    let &worst = stage.iter().max_by(|&&a, &&b| {
        log.lost(a)
            .cmp(&log.lost(b))
            .then_with(|| log.name(b).cmp(log.name(a)))
    })?;
    if log.lost(worst) as f64 >= ONE_EXPLAINS * row.lost as f64 {
        return None;
    }
    let reason = local(
        format!(
            "{} of {} journeys that reach the stage are lost in it (95% interval {}); {} is usual for a stage; no single touchpoint explains half of it",
            count_en(row.lost),
            count_en(row.reached),
            interval_en(row.loss_lo, row.loss_hi),
            percent_en(usual)
        ),
        format!(
            "{} из {} путей, дошедших до этапа, на нём теряются (95%-й интервал {}); обычно для этапа {}; ни одна точка не объясняет и половины",
            count_ru(row.lost),
            count_ru(row.reached),
            interval_ru(row.loss_lo, row.loss_hi),
            percent_ru(usual)
        ),
    );
    Some(Candidate {
        rank: row.lost as f64 - usual * row.reached as f64,
        pain: PainProposal {
            kind: PainKind::Loss,
            activity: log.name(worst).to_owned(),
            from: None,
            title: local(
                format!("Lost at the stage «{}»: {}", name.get("en"), percent_en(row.loss)),
                format!("Теряем на этапе «{}»: {}", name.get("ru"), percent_ru(row.loss)),
            ),
            journeys: row.lost,
            of: row.reached,
            severity: row.loss,
            severity_unit: "share".to_owned(),
            because: because("pain.stage_loss", reason, source, &records),
        },
    })
}
