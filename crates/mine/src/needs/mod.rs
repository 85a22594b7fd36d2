//! Needs nobody said aloud: failed searches, help, repeats, workarounds, contacts and returns that follow a touchpoint
//! more often than they follow others. Hypotheses with their records, not findings.

mod say;

use crate::estimate::{Estimate, LEVEL, benjamini_hochberg, p_two_sided};
use crate::words;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tropa_model::expr::Expr;
use tropa_model::{ColumnOf, JourneyValues, Journeys, LocalText};
use utoipa::ToSchema;

/// Hypotheses told.
const NEEDS_MAX: usize = 30;
/// At least so many journeys show it.
const JOURNEYS_MIN: u64 = 10;
/// Who does the same elsewhere within this time works around something.
const WORKAROUND_US: i64 = 7 * 86_400_000_000;

#[derive(Clone, Debug)]
pub struct NeedOptions {
    /// The column of events that names the channel; without it no workarounds are seen.
    pub channel: Option<String>,
    /// At most this share of what is told may be chance.
    pub fdr: f64,
}

impl Default for NeedOptions {
    fn default() -> Self {
        Self {
            channel: Some("channel".to_owned()),
            fdr: 0.05,
        }
    }
}

/// What people do instead of saying what they need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NeedKind {
    /// A search that is repeated at once, finds nothing by its name, or is the last thing done.
    FailedSearch,
    /// Help or support is the next thing after the touchpoint.
    Help,
    /// The same again at once.
    Repeat,
    /// The same within a week through another channel.
    Workaround,
    /// Something is given back right after the touchpoint.
    Return,
}

/// A hypothesis.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Need {
    pub kind: NeedKind,
    /// The touchpoint it stands at.
    pub activity: String,
    /// What follows it (help, return), or the channels left and taken (workaround).
    pub then: Option<String>,
    /// Journeys that show it.
    pub journeys: u64,
    /// Of the journeys that meet the touchpoint, 0..=1.
    pub share: Estimate,
    /// The same share over all other touchpoints.
    pub usual: f64,
    /// Journeys beyond what is usual: the ranking.
    pub beyond: f64,
    pub q: f64,
    pub title: LocalText,
    /// What people may need, as a question to ask them.
    pub hypothesis: LocalText,
    /// Selects the journeys; examples for searches and workarounds, where the grammar cannot say it exactly.
    pub records: String,
}

/// Hits and meetings by kind, touchpoint and what follows.
type Counts = BTreeMap<(NeedKind, u32, Option<u32>), u64>;

/// Hypotheses, most journeys beyond the usual first. Only what stands out from the other touchpoints after counting
/// all of them is told.
pub fn needs(journeys: &Journeys, options: &NeedOptions) -> Vec<Need> {
    let is = |test: fn(&str) -> bool| -> Vec<bool> { journeys.activities.iter().map(|a| test(a)).collect() };
    let (search, nothing) = (is(words::is_search), is(words::is_nothing_found));
    let (help, returned, browsing) = (is(words::is_help), is(words::is_return), is(words::is_browsing));
    let channel = options
        .channel
        .as_ref()
        .and_then(|name| journeys.column(name))
        .and_then(|column| match (column.of, &column.values) {
            (ColumnOf::Event, JourneyValues::Coded { codes, names }) => Some((codes, names)),
            _ => None,
        });
    let mut counts: Counts = BTreeMap::new();
    let mut met: BTreeMap<u32, u64> = BTreeMap::new();
    for journey in 0..journeys.len() {
        let events = journeys.events(journey);
        let codes = journeys.codes_of(journey);
        let times = journeys.times_of(journey);
        let mut shown: Vec<(NeedKind, u32, Option<u32>)> = Vec::new();
        let mut last_of: BTreeMap<u32, (i64, u32)> = BTreeMap::new();
        for (at, &code) in codes.iter().enumerate() {
            let next = codes.get(at + 1).copied();
            let kind = code as usize;
            if nothing[kind] || (search[kind] && next.is_none_or(|n| n == code || nothing[n as usize])) {
                shown.push((NeedKind::FailedSearch, code, None));
            } else if next == Some(code) && !browsing[kind] && !help[kind] {
                shown.push((NeedKind::Repeat, code, None));
            }
            if let Some(next) = next.filter(|&n| n != code && !help[kind] && !returned[kind]) {
                if help[next as usize] {
                    shown.push((NeedKind::Help, code, Some(next)));
                }
                if returned[next as usize] {
                    shown.push((NeedKind::Return, code, Some(next)));
                }
            }
            if let Some((channels, _)) = channel {
                let now = channels[events.start + at];
                if now > 0 {
                    if let Some(&(then, before)) = last_of.get(&code)
                        && before != now
                        && times[at] - then <= WORKAROUND_US
                        && !browsing[kind]
                    {
                        shown.push((NeedKind::Workaround, code, None));
                    }
                    last_of.insert(code, (times[at], now));
                }
            }
        }
        shown.sort_unstable();
        shown.dedup();
        shown
            .into_iter()
            .for_each(|key| *counts.entry(key).or_default() += 1);
        let mut once: Vec<u32> = codes.to_vec();
        once.sort_unstable();
        once.dedup();
        once.into_iter()
            .for_each(|code| *met.entry(code).or_default() += 1);
    }
    rank(journeys, &counts, &met, options)
}

fn rank(journeys: &Journeys, counts: &Counts, met: &BTreeMap<u32, u64>, options: &NeedOptions) -> Vec<Need> {
    let all: u64 = met.values().sum();
    let mut of_kind: BTreeMap<NeedKind, u64> = BTreeMap::new();
    counts
        .iter()
        .for_each(|(key, n)| *of_kind.entry(key.0).or_default() += n);
    let mut found: Vec<(Need, f64)> = Vec::new();
    for (&(kind, activity, then), &n) in counts {
        let of = met[&activity];
        // The touchpoint's own journeys do not make what is usual.
        let own: u64 = counts
            .range((kind, activity, None)..=(kind, activity, Some(u32::MAX)))
            .map(|(_, n)| n)
            .sum();
        let usual = (of_kind[&kind] - own) as f64 / (all - of).max(1) as f64;
        let share = Estimate::share(n, of, LEVEL);
        // A failed search needs no comparison: it failed. Everything else must stand out.
        let p = if kind == NeedKind::FailedSearch {
            0.0
        } else {
            let pooled = ((usual * (all - of) as f64 + n as f64) / all.max(1) as f64).clamp(1e-9, 1.0 - 1e-9);
            let se = (pooled * (1.0 - pooled) * (1.0 / of as f64 + 1.0 / (all - of).max(1) as f64)).sqrt();
            if share.value > usual {
                p_two_sided((share.value - usual) / se)
            } else {
                1.0
            }
        };
        let name = |code: u32| journeys.activities[code as usize].clone();
        let need = Need {
            kind,
            activity: name(activity),
            then: then.map(name),
            journeys: n,
            share,
            usual,
            beyond: n as f64 - usual * of as f64,
            q: 1.0,
            title: LocalText::default(),
            hypothesis: LocalText::default(),
            records: records(kind, &name(activity), then.map(name)),
        };
        found.push((need, p));
    }
    let q = benjamini_hochberg(&found.iter().map(|f| f.1).collect::<Vec<_>>());
    let mut needs: Vec<Need> = found
        .into_iter()
        .zip(q)
        .filter(|((need, _), q)| *q <= options.fdr && need.journeys >= JOURNEYS_MIN)
        .map(|((need, _), q)| Need { q, ..need })
        .collect();
    needs.sort_by(|a, b| {
        b.beyond
            .total_cmp(&a.beyond)
            .then_with(|| (a.kind, &a.activity, &a.then).cmp(&(b.kind, &b.activity, &b.then)))
    });
    needs.truncate(NEEDS_MAX);
    for need in &mut needs {
        (need.title, need.hypothesis) = say::need(need);
    }
    needs
}

fn records(kind: NeedKind, activity: &str, then: Option<String>) -> String {
    let a = activity.to_owned();
    match (kind, then) {
        (_, Some(then)) => Expr::Follows(a, then),
        (NeedKind::Repeat, None) => Expr::Follows(a.clone(), a),
        _ => Expr::Has(a),
    }
    .to_string()
}

#[cfg(test)]
mod tests;
