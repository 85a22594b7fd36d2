//! The effect of one exposure after controlling for what came before: augmented inverse propensity weighting
//! (Robins, Rotnitzky, Zhao 1994), which is right when either the propensity or the outcome is modelled well.

use crate::estimate::{Estimate, LEVEL, normal_quantile, p_two_sided};
use crate::numeric::{Matrix, fit};

/// Rows whose probability of being exposed is nearer to 0 or 1 than this have no counterpart and are left out.
const OVERLAP: f64 = 0.03;
/// Weights are drawn to 0 as by this many rows: enough to keep rare columns from running away.
const RIDGE: f64 = 2.0;
/// Products of columns are added for this many that tell most of exposure and outcome.
const CROSSED: usize = 6;
/// At least this many rows on each side, and among them this many of either outcome, or nothing is said.
pub const SIDE_MIN: usize = 50;
pub const OUTCOMES_MIN: usize = 12;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// Expected outcome if all rows were exposed, and if none were.
    pub with: Estimate,
    pub without: Estimate,
    /// The first minus the second.
    pub difference: Estimate,
    /// Plain difference of means, nothing controlled.
    pub crude: f64,
    pub p: f64,
    pub exposed: u64,
    pub unexposed: u64,
    /// Share of rows that have a counterpart and were used.
    pub overlap: f64,
    /// How strongly something unmeasured would have to be tied to both exposure and outcome, as a risk ratio, to
    /// explain the estimate away, and to move its interval to 0 (VanderWeele and Ding 2017). At least 1.
    pub e_value: f64,
    pub e_value_interval: f64,
}

/// `x` has one row per journey with 1 in the first column; `binary` says that outcomes are 0 and 1.
pub fn effect(x: &Matrix, exposed: &[bool], y: &[f64], binary: bool) -> Option<Effect> {
    let all: Vec<usize> = (0..y.len()).collect();
    enough(&all, exposed, y, binary)?;
    let x = crossed(x, exposed, y);
    let a: Vec<f64> = exposed.iter().map(|&e| f64::from(u8::from(e))).collect();
    let propensity = fit(&x, &a, &all, RIDGE, true);
    let e: Vec<f64> = all.iter().map(|&at| propensity.at(x.row(at))).collect();
    let rows: Vec<usize> = all
        .iter()
        .copied()
        .filter(|&at| (OVERLAP..=1.0 - OVERLAP).contains(&e[at]))
        .collect();
    enough(&rows, exposed, y, binary)?;
    let (with, without): (Vec<usize>, Vec<usize>) = rows.iter().partition(|&&at| exposed[at]);
    let model = |side: &[usize]| fit(&x, y, side, RIDGE, binary);
    let (m1, m0) = (model(&with), model(&without));
    // Weights of each side are made to sum to 1 (Hájek): a few small propensities then weigh less.
    let scale = |side: &[usize], of: &dyn Fn(usize) -> f64| {
        rows.len() as f64 / side.iter().map(|&at| of(at)).sum::<f64>()
    };
    let (scale1, scale0) = (
        scale(&with, &|at| 1.0 / e[at]),
        scale(&without, &|at| 1.0 / (1.0 - e[at])),
    );
    let parts: Vec<(f64, f64)> = rows
        .iter()
        .map(|&at| {
            let (p1, p0) = (m1.at(x.row(at)), m0.at(x.row(at)));
            if exposed[at] {
                (p1 + (y[at] - p1) / e[at] * scale1, p0)
            } else {
                (p1, p0 + (y[at] - p0) / (1.0 - e[at]) * scale0)
            }
        })
        .collect();
    let n = parts.len() as f64;
    // The models were fitted to these rows, so what is left scatters less than it should.
    let spent = (n - x.width as f64).max(n / 2.0);
    let moments = |of: &dyn Fn(&(f64, f64)) -> f64| {
        let mean = parts.iter().map(of).sum::<f64>() / n;
        let variance = parts.iter().map(|part| (of(part) - mean).powi(2)).sum::<f64>() / spent;
        (mean, (variance / n).sqrt())
    };
    let told = |(mean, se): (f64, f64)| Estimate::normal(mean, se, rows.len() as u64, LEVEL);
    let (mu1, mu0, d) = (moments(&|p| p.0), moments(&|p| p.1), moments(&|p| p.0 - p.1));
    let (e_value, e_value_interval) = sensitivity(&parts, mu1.0, mu0.0, d, y, &rows, binary, spent);
    let mean = |side: &[usize]| side.iter().map(|&at| y[at]).sum::<f64>() / side.len() as f64;
    let within = |e: Estimate| Estimate {
        value: e.value.clamp(0.0, 1.0),
        lo: e.lo.clamp(0.0, 1.0),
        hi: e.hi.clamp(0.0, 1.0),
        ..e
    };
    Some(Effect {
        with: if binary { within(told(mu1)) } else { told(mu1) },
        without: if binary { within(told(mu0)) } else { told(mu0) },
        difference: told(d),
        crude: mean(&with) - mean(&without),
        p: if d.1 > 0.0 { p_two_sided(d.0 / d.1) } else { 1.0 },
        exposed: with.len() as u64,
        unexposed: without.len() as u64,
        overlap: n / y.len() as f64,
        e_value,
        e_value_interval,
    })
}

fn enough(rows: &[usize], exposed: &[bool], y: &[f64], binary: bool) -> Option<()> {
    for side in [true, false] {
        let n = rows.iter().filter(|&&at| exposed[at] == side).count();
        let hits = rows
            .iter()
            .filter(|&&at| exposed[at] == side && y[at] > 0.5)
            .count();
        if n < SIDE_MIN || (binary && (hits < OUTCOMES_MIN || n - hits < OUTCOMES_MIN)) {
            return None;
        }
    }
    Some(())
}

/// Columns and the products of those that tell most of both exposure and outcome.
fn crossed(x: &Matrix, exposed: &[bool], y: &[f64]) -> Matrix {
    let n = y.len() as f64;
    let rows = x.rows();
    let moments = |of: &dyn Fn(usize) -> f64| -> (f64, f64) {
        let mean = (0..rows).map(of).sum::<f64>() / n;
        let variance = (0..rows).map(|at| (of(at) - mean).powi(2)).sum::<f64>() / n;
        (mean, variance.sqrt())
    };
    let a = |at: usize| f64::from(u8::from(exposed[at]));
    let (ma, sa) = moments(&a);
    let (my, sy) = moments(&|at| y[at]);
    let mut told: Vec<(f64, usize)> = (1..x.width)
        .map(|column| {
            let of = |at: usize| x.values[at * x.width + column];
            let (mx, sx) = moments(&of);
            let tie = |other: &dyn Fn(usize) -> f64, m: f64, s: f64| {
                let sum: f64 = (0..rows).map(|at| (of(at) - mx) * (other(at) - m)).sum();
                (sum / n / (sx * s).max(1e-12)).abs()
            };
            (tie(&a, ma, sa) * tie(&|at| y[at], my, sy), column)
        })
        .collect();
    told.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    let best: Vec<usize> = told.iter().take(CROSSED).map(|t| t.1).collect();
    let pairs: Vec<(usize, usize)> = best
        .iter()
        .enumerate()
        .flat_map(|(i, &a)| best[i + 1..].iter().map(move |&b| (a, b)))
        .filter(|&(a, b)| {
            let both = (0..rows).filter(|&at| x.row(at)[a] * x.row(at)[b] != 0.0).count();
            both >= SIDE_MIN && both + SIDE_MIN <= rows
        })
        .collect();
    let width = x.width + pairs.len();
    let mut values = Vec::with_capacity(rows * width);
    for at in 0..rows {
        let row = x.row(at);
        values.extend_from_slice(row);
        values.extend(pairs.iter().map(|&(a, b)| row[a] * row[b]));
    }
    Matrix { width, values }
}

#[allow(clippy::too_many_arguments, reason = "the parts of one formula")]
fn sensitivity(
    parts: &[(f64, f64)],
    mu1: f64,
    mu0: f64,
    (d, se): (f64, f64),
    y: &[f64],
    rows: &[usize],
    binary: bool,
    spent: f64,
) -> (f64, f64) {
    let z = normal_quantile(0.5 + LEVEL / 2.0);
    let n = parts.len() as f64;
    let (ratio, half) = if binary {
        if mu1 <= 0.0 || mu0 <= 0.0 {
            return (1.0, 1.0);
        }
        let centred: Vec<f64> = parts.iter().map(|p| p.0 / mu1 - p.1 / mu0).collect();
        let mean = centred.iter().sum::<f64>() / n;
        let variance = centred.iter().map(|c| (c - mean).powi(2)).sum::<f64>() / spent;
        ((mu1 / mu0).ln(), z * (variance / n).sqrt())
    } else {
        // A difference of a standard deviation is about a risk ratio of exp(0.91) (VanderWeele and Ding 2017).
        let mean = rows.iter().map(|&at| y[at]).sum::<f64>() / n;
        let sd = (rows.iter().map(|&at| (y[at] - mean).powi(2)).sum::<f64>() / n)
            .sqrt()
            .max(1e-12);
        (0.91 * d / sd, z * 0.91 * se / sd)
    };
    let e = |log: f64| {
        let rr = log.max(0.0).exp();
        rr + (rr * (rr - 1.0)).sqrt()
    };
    (e(ratio.abs()), e(ratio.abs() - half))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn a_confounded_exposure_without_effect_shows_none_and_a_real_one_is_found() {
        let mut random = Random::new(3, 0);
        let n = 4_000;
        let mut x = Matrix {
            width: 3,
            values: Vec::new(),
        };
        let (mut decoy, mut real, mut y_decoy, mut y_real) = (vec![], vec![], vec![], vec![]);
        for _ in 0..n {
            let (u, v) = (f64::from(u8::from(random.chance(0.5))), random.normal());
            x.values.extend([1.0, u, v]);
            let exposed = random.chance(crate::numeric::sigmoid(-0.5 + u + 0.5 * v));
            decoy.push(exposed);
            y_decoy.push(f64::from(u8::from(
                random.chance(crate::numeric::sigmoid(-1.0 + 1.5 * u + 0.7 * v)),
            )));
            real.push(exposed);
            let lift = if exposed { 0.8 } else { 0.0 };
            y_real.push(f64::from(u8::from(
                random.chance(crate::numeric::sigmoid(-1.0 + 1.5 * u + 0.7 * v + lift)),
            )));
        }
        let none = effect(&x, &decoy, &y_decoy, true).unwrap();
        assert!(none.crude > 0.1 && !none.difference.excludes(0.0), "{none:?}");
        let some = effect(&x, &real, &y_real, true).unwrap();
        assert!(
            some.p < 1e-6 && some.difference.value > 0.08 && some.e_value_interval > 1.0,
            "{some:?}"
        );
        assert!(some.e_value > some.e_value_interval);
    }

    #[test]
    fn too_little_says_nothing() {
        let x = Matrix {
            width: 1,
            values: vec![1.0; 60],
        };
        let exposed: Vec<bool> = (0..60).map(|at| at % 2 == 0).collect();
        assert_eq!(effect(&x, &exposed, &vec![1.0; 60], true), None);
    }
}
