//! How journeys end: marks that are no touchpoints, and activities that end a journey by design.

use crate::evidence::Log;
use crate::text::{count_en, count_ru, local, percent_en, percent_ru};
use crate::words;
use tropa_model::answer::TouchpointRow;
use tropa_model::proposal::LocalText;

/// Of the journeys that reach a mark such as `lost`, this share has it as its very last (or first) event.
const MARK_SHARE_MIN: f64 = 0.9;
/// A named success ends a journey when at least this share of those who reach it goes no further.
const SUCCESS_ENDS_MIN: f64 = 0.1;
/// An activity without a telling name does when nearly all stop there …
const TERMINAL_ENDS_MIN: f64 = 0.85;
/// … and it is no rarity.
const TERMINAL_REACH_MIN: f64 = 0.02;

/// A mark that a system wrote: named like one, and always at the edge of the journey.
pub fn is_mark(row: &TouchpointRow) -> bool {
    let edge = row.ends.max(row.starts) as f64;
    words::is_marker(&row.activity) && edge >= MARK_SHARE_MIN * row.journeys as f64
}

/// Drawn touchpoints that end a journey by design, with the reason, in index order.
pub fn completed(log: &Log) -> Vec<(usize, LocalText)> {
    (0..log.len())
        .filter_map(|touchpoint| Some((touchpoint, why_completed(log, touchpoint)?)))
        .collect()
}

fn why_completed(log: &Log, touchpoint: usize) -> Option<LocalText> {
    let row = log.touchpoints[touchpoint];
    // A journey that ends with a mark ends with the activity before it.
    let ends = row.ends + marked_ends(log, touchpoint);
    let share = ends as f64 / row.journeys.max(1) as f64;
    if words::is_failure(&row.activity) {
        return None;
    }
    let (rule_en, rule_ru) = if words::is_success(&row.activity) && share >= SUCCESS_ENDS_MIN {
        (
            "its name tells of a good end",
            "название говорит об удачном завершении",
        )
    } else if share >= TERMINAL_ENDS_MIN && row.reach >= TERMINAL_REACH_MIN {
        ("hardly anyone goes on from it", "дальше почти никто не идёт")
    } else {
        return None;
    };
    let (n, of) = (ends, row.journeys);
    Some(local(
        format!(
            "{} of {} journeys ({}) end with it, and {rule_en}",
            count_en(n),
            count_en(of),
            percent_en(share)
        ),
        format!(
            "{} из {} путей ({}) заканчиваются здесь, и {rule_ru}",
            count_ru(n),
            count_ru(of),
            percent_ru(share)
        ),
    ))
}

fn marked_ends(log: &Log, touchpoint: usize) -> u64 {
    // Marks that mean a loss are no success; others (`exit` after a purchase) hand the end to what came before.
    if words::is_success(log.name(touchpoint)) {
        log.marked(touchpoint)
    } else {
        0
    }
}
