//! Time from the first of one thing to the first later of another.

use super::step_codes;
use crate::answer::Base;
use crate::bits::Selection;
use crate::error::AskError;
use crate::partition::{Code, Tick, View, with_view};
use crate::times::times_of;
use std::ops::Range;
use tropa_model::answer::{BetweenRow, TimeBin};
use tropa_model::question::BetweenAsk;
use tropa_model::{Answer, Rows, Unit};

const FROM: u8 = 1;
const TO: u8 = 2;

#[derive(Default)]
struct Partial {
    started: u64,
    open: u64,
    /// One per arrival, in ticks.
    times: Vec<u64>,
}

pub(crate) fn answer(base: &Base, ask: &BetweenAsk) -> Result<Answer, AskError> {
    let index = base.index;
    let mut roles = vec![0_u8; index.manifest.activities.len()];
    let mut kinds = 0_u64;
    for code in step_codes(index, "from", &ask.from)? {
        roles[code] |= FROM;
        kinds |= 1 << (code % 64);
    }
    for code in step_codes(index, "to", &ask.to)? {
        roles[code] |= TO;
    }
    let idle_s = index.idle_s();
    let kernel = Kernel {
        roles,
        kinds,
        open_after_us: base.observed_until_us() - (idle_s * 1_000_000) as i64,
    };
    let mut total = base.fold(
        Partial::default,
        |partial, p, selection, piece| {
            with_view!(p, index.tick_us, |view| {
                kernel.count(partial, view, p.tick_us, selection, piece.journeys.clone());
            });
        },
        |all: &mut Partial, more| {
            all.started += more.started;
            all.open += more.open;
            all.times.extend(more.times);
        },
    );
    let arrived = total.times.len() as u64;
    let row = BetweenRow {
        started: total.started,
        arrived,
        open: total.open,
        dropped: total.started - arrived - total.open,
        time: times_of(&mut total.times, index.tick_us),
        histogram: histogram(&total.times, index.tick_us),
    };
    let mut answer = base.answer(Unit::Journeys, Rows::Between(vec![row]));
    answer.idle_s = Some(idle_s);
    Ok(answer)
}

struct Kernel {
    /// By activity code.
    roles: Vec<u8>,
    /// Bits a journey with a `from` must have one of.
    kinds: u64,
    /// A journey whose last event is not before this instant may still go on.
    open_after_us: i64,
}

impl Kernel {
    fn count<C: Code, T: Tick>(
        &self,
        partial: &mut Partial,
        view: View<C, T>,
        tick_us: u64,
        selection: &Selection,
        journeys: Range<usize>,
    ) {
        selection.each(journeys, |j| {
            if view.kinds[j] & self.kinds == 0 {
                return;
            }
            let (codes, ticks) = view.journey(j);
            let role = |event: usize| self.roles[codes[event].at()];
            let Some(first) = (0..codes.len()).find(|&event| role(event) & FROM != 0) else {
                return;
            };
            partial.started += 1;
            match self.arrival(codes, ticks, first) {
                Some(arrival) => partial
                    .times
                    .push((ticks[arrival].ticks() - ticks[first].ticks()) * view.scale),
                None => {
                    let end_us = view.start_us[j] + (view.spans[j].ticks() * tick_us) as i64;
                    partial.open += u64::from(end_us >= self.open_after_us);
                }
            }
        });
    }

    /// The first `to` at or after the instant of the first `from`, whatever their order within that instant; one
    /// event is not both. The same journeys arrive as in a funnel of the two steps without a window.
    fn arrival<C: Code, T: Tick>(&self, codes: &[C], ticks: &[T], first: usize) -> Option<usize> {
        let instant = ticks[first].ticks();
        let start = (0..first)
            .rev()
            .take_while(|&e| ticks[e].ticks() == instant)
            .last()
            .unwrap_or(first);
        let end = (first..codes.len())
            .find(|&e| ticks[e].ticks() != instant)
            .unwrap_or(codes.len());
        let with = |role: u8| (start..end).filter(move |&e| self.roles[codes[e].at()] & role != 0);
        // Two different events of the instant, one for each role, exist unless the only ones are the same event.
        let meets = with(FROM).any(|from| with(TO).any(|to| to != from));
        if meets {
            return Some(first);
        }
        (end..codes.len()).find(|&event| self.roles[codes[event].at()] & TO != 0)
    }
}

/// Edges a person would choose: seconds, minutes, hours, days, months, years.
const EDGES_S: [u64; 22] = [
    0,
    1,
    10,
    60,
    300,
    900,
    3_600,
    10_800,
    21_600,
    43_200,
    86_400,
    172_800,
    259_200,
    604_800,
    1_209_600,
    2_592_000,
    5_184_000,
    7_776_000,
    15_552_000,
    31_536_000,
    63_072_000,
    157_680_000,
];

/// From the first bin with an arrival to the last; longer times than the last edge double it.
fn histogram(times: &[u64], tick_us: u64) -> Vec<TimeBin> {
    let per_second = 1_000_000 / tick_us;
    let most = times.iter().copied().max().unwrap_or(0);
    let mut edges: Vec<u64> = EDGES_S.iter().map(|edge| edge * per_second).collect();
    while edges[edges.len() - 1] <= most {
        edges.push(edges[edges.len() - 1] * 2);
    }
    let mut counts = vec![0_u64; edges.len() - 1];
    for time in times {
        counts[edges.partition_point(|edge| edge <= time) - 1] += 1;
    }
    let first = counts.iter().position(|&n| n > 0);
    let last = counts.iter().rposition(|&n| n > 0);
    let (Some(first), Some(last)) = (first, last) else {
        return Vec::new();
    };
    (first..=last)
        .map(|bin| TimeBin {
            lo_s: edges[bin] as f64 / per_second as f64,
            hi_s: edges[bin + 1] as f64 / per_second as f64,
            journeys: counts[bin],
        })
        .collect()
}
