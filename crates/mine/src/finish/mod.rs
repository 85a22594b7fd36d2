//! Whether a journey is finished or still going on.
//!
//! After Bernard and Andritsos, "Truncated Trace Classifier" (BPMDS 2020): every beginning of a journey is an example,
//! the whole journey of one that is finished, each shorter beginning of one that is not. What is new here is what a
//! beginning is described by (see [`describe`]) and that journeys whose outcome may still come teach nothing.

mod boost;
mod describe;

use boost::{Boosted, probability};
use describe::Describer;
use tropa_model::Journeys;

/// Beginnings learned from, at most: more makes trees no better, only later. More journeys are sampled evenly.
const LEARNED_EVENTS_MAX: usize = 60_000;
/// Of five journeys one only says when to stop and how sure to be.
const APART: usize = 5;
/// Fewer journeys teach nothing that would hold for others.
const JOURNEYS_MIN: usize = 20;

/// Tells finished journeys from those that go on.
#[derive(Clone, Debug)]
pub struct Finished {
    describer: Describer,
    boosted: Boosted,
    /// Log odds are multiplied by the first and moved by the second, so that probabilities are as often right as they
    /// say (Platt 1999).
    curve: (f64, f64),
}

impl Finished {
    /// Learns from journeys that are over; the same journeys in the same order give the same model. `None` when there are
    /// fewer than twenty.
    pub fn learn(journeys: &Journeys, over: impl Fn(usize) -> bool) -> Option<Self> {
        let over: Vec<usize> = (0..journeys.len())
            .filter(|&j| !journeys.events(j).is_empty() && over(j))
            .collect();
        if over.len() < JOURNEYS_MIN {
            return None;
        }
        let events: usize = over.iter().map(|&j| journeys.events(j).len()).sum();
        let every = events.div_ceil(LEARNED_EVENTS_MAX).max(1);
        let taught: Vec<usize> = over.into_iter().step_by(every).collect();
        let (describer, data) = Describer::learn(journeys, &taught);
        let (mut yes, mut apart) = (Vec::with_capacity(data.rows), Vec::with_capacity(data.rows));
        for (place, &journey) in taught.iter().enumerate() {
            let events = journeys.events(journey).len();
            yes.extend((1..=events).map(|length| length == events));
            apart.extend(std::iter::repeat_n(place % APART == APART - 1, events));
        }
        let boosted = Boosted::learn(&data, &yes, &apart);
        let kept: Vec<(f64, bool)> = (0..data.rows)
            .filter(|&row| apart[row])
            .map(|row| (boosted.log_odds(|column| data.columns[column][row]), yes[row]))
            .collect();
        Some(Self {
            describer,
            boosted,
            curve: platt(&kept),
        })
    }

    /// For every beginning of a journey, shortest first, the probability that it is finished.
    pub fn of_beginnings(&self, journeys: &Journeys, journey: usize) -> Vec<f64> {
        let mut probabilities = Vec::with_capacity(journeys.events(journey).len());
        self.describer.each(journeys, journey, |bins| {
            let odds = self.boosted.log_odds(|column| bins[column]);
            probabilities.push(probability(self.curve.0 * odds + self.curve.1));
        });
        probabilities
    }

    /// The probability that a journey is finished as it stands; 1 for one without events.
    pub fn of(&self, journeys: &Journeys, journey: usize) -> f64 {
        self.of_beginnings(journeys, journey)
            .last()
            .copied()
            .unwrap_or(1.0)
    }
}

/// Which journeys are still going on and must not be counted as lost.
#[derive(Clone, Debug, PartialEq)]
pub struct Unfinished {
    /// Probability that each journey is finished; 1 for those whose last event lies so far back that nothing can come.
    pub finished: Vec<f64>,
    /// Journeys that are more likely going on than finished: kept out of losses.
    pub going_on: Vec<bool>,
}

impl Unfinished {
    /// Observation ended at `until_us`, and a journey without an event for longer than `window_s` is over, finished or
    /// not. Younger ones are judged by what they look like, learned from those that are over; where too few are over,
    /// all younger ones go on.
    pub fn of(journeys: &Journeys, until_us: i64, window_s: u64) -> Self {
        let last_us = |journey: usize| journeys.times_of(journey).last().copied();
        let is_over = |journey: usize| {
            last_us(journey).is_none_or(|last| (until_us - last) as f64 / 1e6 > window_s as f64)
        };
        let model = Finished::learn(journeys, is_over);
        let finished: Vec<f64> = (0..journeys.len())
            .map(|journey| match &model {
                _ if is_over(journey) => 1.0,
                Some(model) => model.of(journeys, journey),
                None => 0.0,
            })
            .collect();
        Self {
            going_on: finished.iter().map(|p| *p < 0.5).collect(),
            finished,
        }
    }

    /// How many journeys go on.
    pub fn count(&self) -> u64 {
        self.going_on.iter().filter(|going_on| **going_on).count() as u64
    }
}

/// Slope and offset of the logistic curve that fits best, by Newton's method with steps halved until they help; a weak
/// pull to (1, 0) for small samples and for those that are told apart without error.
fn platt(told: &[(f64, bool)]) -> (f64, f64) {
    const PULL: f64 = 1.0;
    const CLEAR: f64 = 15.0;
    let loss = |slope: f64, offset: f64| {
        let of = |&(odds, yes): &(f64, bool)| {
            let toward = slope * odds.clamp(-CLEAR, CLEAR) + offset;
            let toward = if yes { -toward } else { toward };
            toward.max(0.0) + (-toward.abs()).exp().ln_1p()
        };
        told.iter().map(of).sum::<f64>() + PULL / 2.0 * ((slope - 1.0).powi(2) + offset * offset)
    };
    let (mut slope, mut offset) = (1.0, 0.0);
    let mut best = loss(slope, offset);
    for _ in 0..25 {
        let (mut g, mut h) = ([PULL * (slope - 1.0), PULL * offset], [PULL, 0.0, PULL]);
        for &(odds, yes) in told {
            let odds = odds.clamp(-CLEAR, CLEAR);
            let p = probability(slope * odds + offset);
            let (error, weight) = (p - f64::from(u8::from(yes)), p * (1.0 - p));
            g[0] += error * odds;
            g[1] += error;
            h[0] += weight * odds * odds;
            h[1] += weight * odds;
            h[2] += weight;
        }
        let determinant = h[0] * h[2] - h[1] * h[1];
        let step = [
            (h[2] * g[0] - h[1] * g[1]) / determinant,
            (h[0] * g[1] - h[1] * g[0]) / determinant,
        ];
        let better = (0..12)
            .map(|halved| 0.5_f64.powi(halved))
            .map(|part| (slope - part * step[0], offset - part * step[1]))
            .map(|(slope, offset)| (loss(slope, offset), slope, offset))
            .find(|(now, ..)| *now < best - 1e-9);
        let Some((now, nearer, moved)) = better else { break };
        (best, slope, offset) = (now, nearer, moved);
    }
    if slope > 0.0 { (slope, offset) } else { (1.0, 0.0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Random;

    /// Orders: `order check (ship pay | pay ship) [return]`, an hour apart; `day` is when an order comes.
    fn orders(seed: u64, n: usize) -> Journeys {
        let mut random = Random::new(seed, 0);
        let mut journeys = Journeys {
            activities: ["order", "check", "ship", "pay", "return", "cancel"]
                .map(str::to_owned)
                .to_vec(),
            starts: vec![0],
            ..Journeys::default()
        };
        for number in 0..n {
            let mut steps = vec![0_u32];
            let checks = 1 + random.below(3);
            steps.extend(std::iter::repeat_n(1, checks));
            match random.below(6) {
                0 => steps.push(5),
                1 | 2 => steps.extend([3, 2]),
                _ => steps.extend([2, 3]),
            }
            for (place, step) in steps.into_iter().enumerate() {
                journeys.codes.push(step);
                journeys
                    .times_us
                    .push((number * 3_600 + place * 7_200) as i64 * 1_000_000);
            }
            journeys.starts.push(journeys.codes.len());
        }
        journeys
    }

    #[test]
    fn shipping_ends_an_order_only_when_it_is_paid() {
        let model = Finished::learn(&orders(1, 400), |_| true).unwrap();
        let others = orders(2, 200);
        let (mut right, mut all) = (0, 0);
        for journey in 0..others.len() {
            let told = model.of_beginnings(&others, journey);
            for (place, finished) in told.iter().enumerate() {
                right += usize::from((*finished > 0.5) == (place + 1 == told.len()));
                all += 1;
            }
        }
        assert!(right * 100 > 97 * all, "{right} of {all}");
    }

    #[test]
    fn probabilities_are_as_often_right_as_they_say() {
        // Whether a fourth check follows is chance: after `check` nobody can know, but everybody can say how often.
        let mut random = Random::new(3, 0);
        let mut draw = |n: usize| {
            let mut journeys = Journeys {
                activities: vec!["check".into(), "ask".into()],
                starts: vec![0],
                ..Journeys::default()
            };
            for _ in 0..n {
                loop {
                    journeys.codes.push(u32::from(random.chance(0.3)));
                    journeys.times_us.push(journeys.codes.len() as i64 * 1_000_000);
                    if random.chance(if journeys.codes[journeys.codes.len() - 1] == 0 {
                        0.25
                    } else {
                        0.7
                    }) {
                        break;
                    }
                }
                journeys.starts.push(journeys.codes.len());
            }
            journeys
        };
        let model = Finished::learn(&draw(3_000), |_| true).unwrap();
        let others = draw(2_000);
        let mut sums = [(0.0, 0.0, 0.0); 2];
        for journey in 0..others.len() {
            let told = model.of_beginnings(&others, journey);
            for (place, (finished, &code)) in told.iter().zip(others.codes_of(journey)).enumerate() {
                let sum = &mut sums[code as usize];
                *sum = (
                    sum.0 + finished,
                    sum.1 + f64::from(u8::from(place + 1 == told.len())),
                    sum.2 + 1.0,
                );
            }
        }
        for (said, so, n) in sums {
            assert!(
                (said / n - so / n).abs() < 0.04,
                "said {:.3}, so {:.3}",
                said / n,
                so / n
            );
        }
    }

    #[test]
    fn only_young_journeys_can_go_on_and_finished_ones_do_not() {
        let mut journeys = orders(4, 400);
        // The last five orders are seen only up to their first check.
        for journey in 395..400 {
            let events = journeys.events(journey);
            journeys.codes.truncate(events.start + 2);
            journeys.times_us.truncate(events.start + 2);
            let end = journeys.codes.len();
            journeys.starts.truncate(journey + 1);
            journeys.starts.push(end);
            if journey < 399 {
                let more = orders(4, 400);
                let from = more.starts[journey + 1];
                journeys.codes.extend(&more.codes[from..]);
                journeys.times_us.extend(&more.times_us[from..]);
                let base = end as isize - from as isize;
                journeys.starts.extend(
                    more.starts[journey + 2..]
                        .iter()
                        .map(|&s| (s as isize + base) as usize),
                );
            }
        }
        let until_us = journeys.times_us.iter().copied().max().unwrap_or(0);
        let found = Unfinished::of(&journeys, until_us, 40 * 3_600);
        assert!(
            (395..400).all(|journey| found.going_on[journey]),
            "{:?}",
            &found.finished[390..]
        );
        assert!(found.count() <= 7, "{}", found.count());
        assert!(found.finished[..300].iter().all(|p| *p == 1.0));
        let few = Unfinished::of(&orders(5, 10), 0, 3_600);
        assert_eq!(
            few.count(),
            10,
            "with nothing to learn from, whoever is young goes on"
        );
    }
}
