//! Low scores: even the best case of the mean lies below the rest of the map.

use super::{Candidate, Ground, because};
use crate::text::{count_en, count_ru, local};
use tropa_model::answer::ScoreSummary;
use tropa_model::expr::{Expr, Op, Value};
use tropa_model::proposal::{PainKind, PainProposal};
use tropa_model::records;

/// Fewer answers say nothing.
const ANSWERS_MIN: u64 = 5;
/// Below the usual by at least this much on the scale of feelings (−2..=+2).
const BELOW_USUAL_MIN: f64 = 0.4;
/// A low mean of which nobody is dissatisfied is no pain.
const LOW_MIN: u64 = 2;
const WEIGHT: f64 = 0.5;

pub fn candidates(ground: &Ground) -> Vec<Candidate> {
    let scores = || ground.log.touchpoints.iter().filter_map(|row| row.score);
    let answers: u64 = scores().map(|score| score.n).sum();
    let sum: f64 = scores()
        .map(|score| score.n as f64 * score.scale.feeling(score.mean).0)
        .sum();
    let usual = sum / answers.max(1) as f64;
    (0..ground.log.len())
        .filter_map(|t| candidate(ground, t, ground.log.touchpoints[t].score?, usual))
        .collect()
}

fn candidate(ground: &Ground, touchpoint: usize, score: ScoreSummary, usual: f64) -> Option<Candidate> {
    let best_case = score.scale.feeling(score.mean_hi?).0;
    let feeling = score.scale.feeling(score.mean).0;
    if score.n < ANSWERS_MIN || (best_case >= 0.0 && best_case > usual - BELOW_USUAL_MIN) {
        return None;
    }
    let log = ground.log;
    let (name, row) = (log.name(touchpoint), log.touchpoints[touchpoint]);
    if score.low_journeys < LOW_MIN {
        return None;
    }
    let one = |value: f64| format!("{value:.1}");
    let scale = format!("{}–{}", score.scale.lo, score.scale.hi);
    let (lo, hi) = (score.mean_lo?, score.mean_hi?);
    let reason = local(
        format!(
            "{} of {} journeys that answer give a low score; {} answers, mean {} on {scale} (95% interval {}–{}): even the best case is {}",
            count_en(score.low_journeys),
            count_en(score.journeys),
            count_en(score.n),
            one(score.mean),
            one(lo),
            one(hi),
            if best_case < 0.0 {
                "below the middle of the scale"
            } else {
                "well below the other touchpoints"
            }
        ),
        format!(
            "Низкая оценка — в {} из {} путей с ответом; ответов {}, среднее {} по шкале {scale} (95%-й интервал {}–{}): даже лучший случай {}",
            count_ru(score.low_journeys),
            count_ru(score.journeys),
            count_ru(score.n),
            one(score.mean).replace('.', ","),
            one(lo).replace('.', ","),
            one(hi).replace('.', ","),
            if best_case < 0.0 {
                "ниже середины шкалы"
            } else {
                "заметно ниже остальных точек"
            }
        ),
    );
    let low = Expr::Compare {
        name: "score".to_owned(),
        op: Op::Lt,
        value: Value::Number(score.scale.middle()),
    };
    let records = records::event_at(name, low);
    Some(Candidate {
        rank: row.journeys as f64 * WEIGHT * ((usual.max(0.0) - best_case) / 4.0).clamp(0.0, 1.0),
        pain: PainProposal {
            kind: PainKind::LowScore,
            activity: name.to_owned(),
            from: None,
            title: local(
                format!(
                    "Low scores at «{name}»: {} of {}",
                    one(score.mean),
                    score.scale.hi
                ),
                format!(
                    "Низкие оценки: «{name}», {} из {}",
                    one(score.mean).replace('.', ","),
                    score.scale.hi
                ),
            ),
            journeys: score.low_journeys,
            of: score.journeys,
            severity: feeling,
            severity_unit: "feeling".to_owned(),
            because: because("pain.low_score", reason, &ground.touchpoints, &records),
        },
    })
}
