//! Where it hurts. Candidates, not verdicts: each says what was counted, in how many journeys, and of how many.
//!
//! Ranked by `journeys harmed × weight`, where the weight says what one harmed journey costs beside a lost one:
//!
//! | kind | journeys harmed | weight |
//! | --- | --- | --- |
//! | loss | lost here beyond what is usual | 1 |
//! | waiting | all journeys × the transition's share of all waiting | 0.5, none where the customer sets the pace |
//! | loop | journeys that go back, browsing left out | 0.3 |
//! | repeat | journeys that repeat at once, browsing left out | 0.3 |
//! | low score | all journeys at the touchpoint, because most do not answer | 0.5 · how far the best case of the mean lies below the usual |

mod r#loop;
mod loss;
mod repeat;
mod score;
mod waiting;

use crate::evidence::{Log, Source};
use crate::plan::Plan;
use tropa_model::answer::{Answer, StageRow};
use tropa_model::expr::Expr;
use tropa_model::proposal::{Because, LocalText, PainProposal};

/// Pains shown: more than these is a list nobody works off.
const PAINS_MAX: usize = 15;
/// A pain of a kind beyond these is left to the list of that kind in the explorer.
const PER_KIND_MAX: usize = 6;

/// A pain is worth telling when it harms as much as losing this share of all journeys.
const RANK_MIN: f64 = 0.002;

/// A pain with its place in the ranking.
struct Candidate {
    pain: PainProposal,
    rank: f64,
}

/// What the rules look at.
struct Ground<'a> {
    log: &'a Log<'a>,
    /// Place in the map of every touchpoint.
    place: Vec<usize>,
    /// Index of the stage of every touchpoint.
    stage: Vec<usize>,
    /// Touchpoints that end a journey by design.
    completed: Vec<bool>,
    touchpoints: Source<'a>,
    graph: Source<'a>,
}

/// Worst first.
pub fn pains(
    log: &Log,
    plan: &Plan,
    stages: &[Vec<usize>],
    rows: &[StageRow],
    touchpoints: &Answer,
    graph: &Answer,
    stage_answer: &Answer,
) -> Vec<PainProposal> {
    let mut ground = Ground {
        log,
        place: vec![0; log.len()],
        stage: vec![0; log.len()],
        completed: (0..log.len())
            .map(|t| plan.completed.iter().any(|a| a == log.name(t)))
            .collect(),
        touchpoints: Source::of(touchpoints),
        graph: Source::of(graph),
    };
    for (index, stage) in stages.iter().enumerate() {
        for &touchpoint in stage {
            ground.stage[touchpoint] = index;
        }
    }
    for (place, &touchpoint) in stages.iter().flatten().enumerate() {
        ground.place[touchpoint] = place;
    }
    let mut kinds = [
        loss::candidates(&ground, plan, stages, rows, &Source::of(stage_answer)),
        waiting::candidates(&ground),
        r#loop::candidates(&ground),
        repeat::candidates(&ground),
        score::candidates(&ground),
    ];
    for kind in &mut kinds {
        kind.retain(|candidate| candidate.rank >= RANK_MIN * log.n as f64);
        sort(kind);
        kind.truncate(PER_KIND_MAX);
    }
    let mut all: Vec<Candidate> = kinds.into_iter().flatten().collect();
    sort(&mut all);
    all.truncate(PAINS_MAX);
    all.into_iter().map(|candidate| candidate.pain).collect()
}

fn sort(candidates: &mut [Candidate]) {
    candidates.sort_by(|a, b| {
        b.rank.total_cmp(&a.rank).then_with(|| {
            (a.pain.kind, &a.pain.activity, &a.pain.from).cmp(&(b.pain.kind, &b.pain.activity, &b.pain.from))
        })
    });
}

fn because(rule: &str, reason: LocalText, source: &Source, records: &Expr) -> Because {
    Because {
        rule: rule.to_owned(),
        reason,
        question: Some(source.question()),
        records: Some(source.records(records)),
    }
}
