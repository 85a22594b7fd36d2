//! Which topics are new, grow or shrink, with a stated share of false alarms.
//!
//! Two Poisson rates are compared by the conditional test (Przyborowski and Wilenski 1940): of the texts of a topic in
//! both times, the share in the recent time is binomial with the share of all texts in the recent time. Texts come in
//! bursts, so counts are first divided by the dispersion of the time before (quasi-likelihood). Over all topics the
//! false discovery rate is controlled (Benjamini and Hochberg 1995).

use crate::survey::distribution::incomplete_beta;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How the recent time is compared with the time before it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChangeSettings {
    /// Periods at the end that are the recent time.
    pub recent: usize,
    /// Periods before them that are compared with, at most.
    pub before: usize,
    /// Of the topics reported as changed, this share may be false alarms.
    pub false_discovery_rate: f64,
}

impl Default for ChangeSettings {
    fn default() -> Self {
        Self {
            recent: 4,
            before: 26,
            false_discovery_rate: 0.1,
        }
    }
}

/// What became of a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TopicState {
    /// Hardly there before: less than a tenth of its recent share.
    New,
    Growing,
    Stable,
    Shrinking,
    /// Too few periods to compare.
    Unknown,
}

/// The recent share of a topic against its share before.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Change {
    pub state: TopicState,
    /// Probability of so large a change, were there none.
    pub p: f64,
    /// Smallest false discovery rate at which it is reported.
    pub q: f64,
    /// Recent share ÷ share before; absent where there was none before.
    pub ratio: Option<f64>,
    pub recent: u32,
    /// What the recent time would hold at the share before.
    pub expected: f64,
}

/// Periods before the recent ones needed to know how much counts vary by themselves.
const BEFORE_MIN: usize = 4;

/// The change of each topic. `counts`: texts per period, oldest first, of each topic; `all`: of all texts. Count people
/// rather than texts where they are known: one loud person is not a trend.
pub fn changes(counts: &[Vec<u32>], all: &[u32], settings: &ChangeSettings) -> Vec<Change> {
    let periods = all.len();
    let recent_from = periods.saturating_sub(settings.recent);
    let before_from = recent_from.saturating_sub(settings.before);
    let sum = |counts: &[u32]| counts.iter().map(|n| f64::from(*n)).sum::<f64>();
    let (all_before, all_recent) = (sum(&all[before_from..recent_from]), sum(&all[recent_from..]));
    let known = recent_from - before_from >= BEFORE_MIN && all_before > 0.0 && all_recent > 0.0;
    if !known {
        let unknown = Change {
            state: TopicState::Unknown,
            p: 1.0,
            q: 1.0,
            ratio: None,
            recent: 0,
            expected: 0.0,
        };
        return vec![unknown; counts.len()];
    }
    let dispersion = dispersion(counts, all, before_from, recent_from);
    let mut changes: Vec<Change> = counts
        .iter()
        .map(|of_topic| {
            let (before, recent) = (
                sum(&of_topic[before_from..recent_from]),
                sum(&of_topic[recent_from..]),
            );
            let share = all_recent / (all_recent + all_before);
            let p = two_sided(recent / dispersion, (recent + before) / dispersion, share);
            let expected = before / all_before * all_recent;
            Change {
                state: TopicState::Stable,
                p,
                q: 1.0,
                ratio: (before > 0.0).then(|| recent / expected),
                recent: recent as u32,
                expected,
            }
        })
        .collect();
    let p: Vec<f64> = changes.iter().map(|change| change.p).collect();
    for (change, q) in changes.iter_mut().zip(q_values(&p)) {
        change.q = q;
        if q <= settings.false_discovery_rate {
            change.state = match change.ratio {
                Some(ratio) if ratio < 1.0 => TopicState::Shrinking,
                Some(ratio) if ratio < 10.0 => TopicState::Growing,
                _ => TopicState::New,
            };
        }
    }
    changes
}

/// How much more counts vary from period to period than Poisson counts would: Pearson's χ² over its degrees of freedom,
/// pooled over topics and periods before the recent ones, at least 1.
fn dispersion(counts: &[Vec<u32>], all: &[u32], from: usize, to: usize) -> f64 {
    let total: f64 = all[from..to].iter().map(|n| f64::from(*n)).sum();
    let (mut chi, mut freedom) = (0.0, 0.0);
    for of_topic in counts {
        let share = of_topic[from..to].iter().map(|n| f64::from(*n)).sum::<f64>() / total;
        let mut periods = 0.0;
        for period in from..to {
            let expected = share * f64::from(all[period]);
            // Cells with less than one expected text make χ² unsteady.
            if expected >= 1.0 {
                chi +=
                    (f64::from(of_topic[period]) - expected).powi(2) / (expected * (1.0 - share).max(0.05));
                periods += 1.0;
            }
        }
        freedom += (periods - 1.0_f64).max(0.0);
    }
    if freedom > 0.0 {
        (chi / freedom).max(1.0)
    } else {
        1.0
    }
}

/// Probability of a share of `n` at least as far out as `x`, if each is recent with probability `share`.
fn two_sided(x: f64, n: f64, share: f64) -> f64 {
    if n <= 0.0 {
        return 1.0;
    }
    let at_least = if x <= 0.0 {
        1.0
    } else {
        incomplete_beta(share, x, n - x + 1.0)
    };
    let at_most = if x >= n {
        1.0
    } else {
        1.0 - incomplete_beta(share, x + 1.0, n - x)
    };
    (2.0 * at_least.min(at_most)).min(1.0)
}

/// q values of Benjamini and Hochberg, in the order of `p`.
fn q_values(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| p[*b].total_cmp(&p[*a]));
    let mut q = vec![1.0; p.len()];
    let mut least: f64 = 1.0;
    for (from_last, at) in order.into_iter().enumerate() {
        let rank = p.len() - from_last;
        least = least.min(p[at] * p.len() as f64 / rank as f64);
        q[at] = least;
    }
    q
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::random::Random;

    struct Chance(Random);

    impl Chance {
        fn unit(&mut self) -> f64 {
            self.0.below(1 << 40) as f64 / (1u64 << 40) as f64
        }

        fn poisson(&mut self, mean: f64) -> u32 {
            let (limit, mut product, mut n) = ((-mean).exp(), self.unit(), 0);
            while product > limit {
                product *= self.unit();
                n += 1;
            }
            n
        }
    }

    /// Twenty topics over thirty periods; the first `grown` have three times their rate in the last four.
    fn world(seed: u64, grown: usize, bursts: bool) -> (Vec<Vec<u32>>, Vec<u32>) {
        let mut chance = Chance(Random::new(seed));
        let counts: Vec<Vec<u32>> = (0..20)
            .map(|topic| {
                (0..30)
                    .map(|period| {
                        let more = if topic < grown && period >= 26 { 3.0 } else { 1.0 };
                        let burst = if bursts && chance.unit() < 0.25 { 2.5 } else { 1.0 };
                        chance.poisson((2.0 + topic as f64 / 2.0) * more * burst)
                    })
                    .collect()
            })
            .collect();
        let all = (0..30)
            .map(|period| counts.iter().map(|topic| topic[period]).sum())
            .collect();
        (counts, all)
    }

    fn found(seed: u64, grown: usize, bursts: bool) -> (usize, usize) {
        let (counts, all) = world(seed, grown, bursts);
        let changes = changes(&counts, &all, &ChangeSettings::default());
        let up = |change: &Change| matches!(change.state, TopicState::New | TopicState::Growing);
        let right = changes[..grown].iter().filter(|change| up(change)).count();
        let changed = changes
            .iter()
            .filter(|change| change.state != TopicState::Stable)
            .count();
        (right, changed - right)
    }

    #[test]
    fn where_nothing_changes_an_alarm_is_as_rare_as_stated() {
        for bursts in [false, true] {
            let alarms = (0..400).filter(|seed| found(*seed, 0, bursts).1 > 0).count();
            // One in ten worlds may raise an alarm; 400 worlds keep within three standard errors, 0.145.
            assert!(
                alarms <= 58,
                "{alarms} of 400 worlds (seeds 0..400, bursts: {bursts}) raised an alarm"
            );
        }
    }

    #[test]
    fn topics_that_grow_are_found_with_few_false_ones() {
        let (mut right, mut false_share) = (0, 0.0);
        for seed in 0..200 {
            let (r, wrong) = found(seed, 4, false);
            right += r;
            false_share += wrong as f64 / (r + wrong).max(1) as f64 / 200.0;
        }
        assert!(right >= 640, "{right} of 800 grown topics found (seeds 0..200)");
        // Four topics grow, so the shares of the sixteen others do shrink a little: some of those alarms are true.
        assert!(false_share <= 0.3, "false share {false_share} (seeds 0..200)");
    }

    #[test]
    fn a_topic_that_was_not_there_is_new() {
        let mut counts = vec![vec![20; 30], vec![0; 30]];
        counts[1][27..].fill(6);
        let all: Vec<u32> = (0..30).map(|p| counts[0][p] + counts[1][p]).collect();
        let changes = changes(&counts, &all, &ChangeSettings::default());
        assert_eq!(changes[1].state, TopicState::New);
        assert_eq!(changes[1].ratio, None);
        assert_eq!(changes[1].recent, 18);
    }

    #[test]
    fn too_short_a_past_says_nothing() {
        let changes = changes(&[vec![1, 2, 3, 9]], &[9, 9, 9, 9], &ChangeSettings::default());
        assert_eq!(changes[0].state, TopicState::Unknown);
    }

    #[test]
    fn the_incomplete_beta_function_is_the_tail_of_the_binomial() {
        // P(X ≥ 8), X ~ Binomial(10, 0.5) = (45 + 10 + 1) / 1024.
        assert!((incomplete_beta(0.5, 8.0, 3.0) - 56.0 / 1024.0).abs() < 1e-12);
        assert!((two_sided(8.0, 10.0, 0.5) - 112.0 / 1024.0).abs() < 1e-12);
    }
}
