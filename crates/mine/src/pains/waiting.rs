//! Waiting: a step forward that takes much longer than steps of this map usually do.

use super::{Candidate, Ground, because};
use crate::text::{journeys_en, journeys_ru, local, percent_en, percent_ru, span_en, span_ru};
use crate::words::{self, Pace};
use tropa_model::answer::{GraphRow, PathNode};
use tropa_model::expr::Expr;
use tropa_model::proposal::{PainKind, PainProposal};

/// A transition is slow when its median is at least this many times the usual.
const SLOWER_THAN_USUAL: f64 = 2.0;
/// It matters when it holds at least this share of all waiting on the map …
const DELAY_SHARE_MIN: f64 = 0.01;
/// … and of all journeys.
const JOURNEYS_SHARE_MIN: f64 = 0.01;
/// With fewer times than this «half wait longer than» is said of one or two people.
const TIMES_MIN: u64 = 10;
/// From this ratio of p90 to median on, the tail is what hurts.
const LONG_TAIL: f64 = 10.0;
/// All waiting of the map together costs as much as this share of its journeys lost.
const WEIGHT: f64 = 0.5;
/// Where the customer sets the pace a long time is no waiting; where nobody knows who does, it counts less.
const UNKNOWN_PACE: f64 = 0.6;
/// A second transition to the same touchpoint is told when it is at least this many times slower.
const SLOWER_AGAIN: f64 = 2.0;

pub fn candidates(ground: &Ground) -> Vec<Candidate> {
    let log = ground.log;
    let mut edges: Vec<(usize, usize, &GraphRow, f64)> = Vec::new();
    for from in 0..log.len() {
        for to in 0..log.len() {
            if from != to
                && let Some(row) = log.edge(from, to)
                && let Some(time) = row.time
            {
                edges.push((from, to, row, time.mean_s * row.transitions as f64));
            }
        }
    }
    let total: f64 = edges.iter().map(|edge| edge.3).sum();
    let usual = usual_median(&edges);
    let mut found: Vec<Candidate> = edges
        .into_iter()
        .filter(|&(from, to, row, delay)| {
            let median = row.time.map_or(0.0, |time| time.p50_s);
            ground.place[from] < ground.place[to]
                && median > 0.0
                && row.time.is_some_and(|time| time.n >= TIMES_MIN)
                && !words::is_failure(log.name(to))
                && median >= SLOWER_THAN_USUAL * usual
                && delay >= DELAY_SHARE_MIN * total
                && row.journeys as f64 >= JOURNEYS_SHARE_MIN * log.n as f64
        })
        .filter_map(|(from, to, row, delay)| candidate(ground, from, to, row, delay / total, usual))
        .collect();
    super::sort(&mut found);
    let mut told: Vec<Candidate> = Vec::new();
    for candidate in found {
        let again = told.iter().any(|known| {
            known.pain.activity == candidate.pain.activity
                && candidate.pain.severity < SLOWER_AGAIN * known.pain.severity
        });
        if !again {
            told.push(candidate);
        }
    }
    told
}

fn candidate(
    ground: &Ground,
    from: usize,
    to: usize,
    row: &GraphRow,
    share: f64,
    usual: f64,
) -> Option<Candidate> {
    let log = ground.log;
    let (a, b) = (log.name(from), log.name(to));
    let time = row.time?;
    let pace = match words::pace(b) {
        Pace::Company => 1.0,
        Pace::Unknown => UNKNOWN_PACE,
        Pace::Customer => return None,
    };
    let reason = local(
        format!(
            "In {} from «{a}» to «{b}»: half wait longer than {}, one in ten longer than {}; the usual median is {}; {} of all waiting on this map",
            journeys_en(row.journeys),
            span_en(time.p50_s),
            span_en(time.p90_s),
            span_en(usual),
            percent_en(share)
        ),
        format!(
            "{}, переход «{a}» → «{b}»: половина ждёт дольше, чем {}, каждый десятый дольше, чем {}; обычная медиана {}; это {} всего ожидания на карте",
            journeys_ru(row.journeys),
            span_ru(time.p50_s),
            span_ru(time.p90_s),
            span_ru(usual),
            percent_ru(share)
        ),
    );
    // Where half go on at once and some wait for days, the median hides the pain.
    let (severity, title) = if time.p90_s >= LONG_TAIL * time.p50_s {
        let en = format!("Waiting for «{b}»: one in ten over {}", span_en(time.p90_s));
        (
            time.p90_s,
            local(
                en,
                format!("Ждут «{b}»: каждый десятый дольше, чем {}", span_ru(time.p90_s)),
            ),
        )
    } else {
        let en = format!("Waiting for «{b}»: median {}", span_en(time.p50_s));
        (
            time.p50_s,
            local(en, format!("Ждут «{b}»: медиана {}", span_ru(time.p50_s))),
        )
    };
    Some(Candidate {
        rank: log.n as f64 * WEIGHT * share * pace,
        pain: PainProposal {
            kind: PainKind::Waiting,
            activity: b.to_owned(),
            from: Some(PathNode::Activity(a.to_owned())),
            title,
            journeys: row.journeys,
            of: log.touchpoints[from].journeys,
            severity,
            severity_unit: "seconds".to_owned(),
            because: because(
                "pain.waiting",
                reason,
                &ground.graph,
                &Expr::Follows(a.to_owned(), b.to_owned()),
            ),
        },
    })
}

/// The median of the medians, each counted as often as its transition happens.
fn usual_median(edges: &[(usize, usize, &GraphRow, f64)]) -> f64 {
    let mut medians: Vec<(f64, u64)> = edges
        .iter()
        .filter_map(|(_, _, row, _)| row.time.map(|time| (time.p50_s, row.transitions)))
        .collect();
    medians.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = medians.iter().map(|(_, n)| n).sum::<u64>() / 2;
    let mut passed = 0;
    for (median, n) in medians {
        passed += n;
        if passed > half {
            return median;
        }
    }
    0.0
}
