//! Loops: people go back to where they were and come again. Going round while looking at goods is how people choose
//! and is left out.

use super::{Candidate, Ground, because};
use crate::text::{count_en, count_ru, local, percent_en, percent_ru};
use crate::words;
use tropa_model::answer::{PathNode, wilson95};
use tropa_model::expr::Expr;
use tropa_model::proposal::{PainKind, PainProposal};

/// At least this share (lower Wilson bound) of the journeys at the later touchpoint goes back.
const GOES_BACK_MIN: f64 = 0.05;
const WEIGHT: f64 = 0.3;

pub fn candidates(ground: &Ground) -> Vec<Candidate> {
    let log = ground.log;
    let mut found = Vec::new();
    for earlier in 0..log.len() {
        for later in 0..log.len() {
            if ground.place[earlier] < ground.place[later] && log.flow(earlier, later) > 0 {
                found.extend(candidate(ground, earlier, later));
            }
        }
    }
    found
}

fn candidate(ground: &Ground, earlier: usize, later: usize) -> Option<Candidate> {
    let log = ground.log;
    let back = log.edge(later, earlier)?;
    let (a, b) = (log.name(earlier), log.name(later));
    let of = log.touchpoints[later].journeys;
    let (lo, _) = wilson95(back.journeys, of);
    if lo < GOES_BACK_MIN || (words::is_browsing(a) && words::is_browsing(b)) {
        return None;
    }
    let share = back.journeys as f64 / of as f64;
    let times = back.transitions as f64 / back.journeys.max(1) as f64;
    let reason = local(
        format!(
            "{} of {} journeys at «{b}» go straight back to «{a}» ({}), {} times in all",
            count_en(back.journeys),
            count_en(of),
            percent_en(share),
            count_en(back.transitions)
        ),
        format!(
            "{} из {} путей от «{b}» возвращаются прямо к «{a}» ({}), всего раз: {}",
            count_ru(back.journeys),
            count_ru(of),
            percent_ru(share),
            count_ru(back.transitions)
        ),
    );
    Some(Candidate {
        rank: back.journeys as f64 * WEIGHT,
        pain: PainProposal {
            kind: PainKind::Loop,
            activity: a.to_owned(),
            from: Some(PathNode::Activity(b.to_owned())),
            title: local(
                format!("Back from «{b}» to «{a}»: {} of journeys", percent_en(share)),
                format!("Возвращаются от «{b}» к «{a}»: {} путей", percent_ru(share)),
            ),
            journeys: back.journeys,
            of,
            severity: times,
            severity_unit: "times".to_owned(),
            because: because(
                "pain.loop",
                reason,
                &ground.graph,
                &Expr::Follows(b.to_owned(), a.to_owned()),
            ),
        },
    })
}
