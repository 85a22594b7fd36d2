//! Repeats: the same thing again at once, because the first time did not do. Looking at
//! goods again is how people choose and is left out.

use super::{Candidate, Ground, because};
use crate::text::{count_en, count_ru, local, percent_en, percent_ru};
use crate::words;
use tropa_model::answer::wilson95;
use tropa_model::expr::Expr;
use tropa_model::proposal::{PainKind, PainProposal};

/// At least this share (lower Wilson bound) of the journeys at the touchpoint repeats it.
const REPEATS_MIN: f64 = 0.1;
const WEIGHT: f64 = 0.3;

pub fn candidates(ground: &Ground) -> Vec<Candidate> {
    (0..ground.log.len())
        .filter_map(|touchpoint| candidate(ground, touchpoint))
        .collect()
}

fn candidate(ground: &Ground, touchpoint: usize) -> Option<Candidate> {
    let log = ground.log;
    let (name, row) = (log.name(touchpoint), log.touchpoints[touchpoint]);
    if words::is_browsing(name) || wilson95(row.repeating, row.journeys).0 < REPEATS_MIN {
        return None;
    }
    let share = row.repeating as f64 / row.journeys as f64;
    // How often per repeating journey: the graph's transitions from the touchpoint to itself.
    let again = log.edge(touchpoint, touchpoint)?;
    let times = again.transitions as f64 / again.journeys.max(1) as f64;
    let reason = local(
        format!(
            "{} of {} journeys have it twice in a row or more ({}), {} repeats in all",
            count_en(row.repeating),
            count_en(row.journeys),
            percent_en(share),
            count_en(again.transitions)
        ),
        format!(
            "{} из {} путей проходят это два раза подряд или больше ({}), повторов всего {}",
            count_ru(row.repeating),
            count_ru(row.journeys),
            percent_ru(share),
            count_ru(again.transitions)
        ),
    );
    Some(Candidate {
        rank: row.repeating as f64 * WEIGHT,
        pain: PainProposal {
            kind: PainKind::Repeat,
            activity: name.to_owned(),
            from: None,
            title: local(
                format!("«{name}» again and again: {} of journeys", percent_en(share)),
                format!("«{name}» снова и снова: {} путей", percent_ru(share)),
            ),
            journeys: row.repeating,
            of: row.journeys,
            severity: times,
            severity_unit: "times".to_owned(),
            because: because(
                "pain.repeat",
                reason,
                &ground.touchpoints,
                &Expr::Follows(name.to_owned(), name.to_owned()),
            ),
        },
    })
}
