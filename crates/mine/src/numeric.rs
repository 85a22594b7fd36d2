//! The little linear algebra that estimates need: solving, ridge regression, logistic regression.

/// Solves `a x = b` for several right sides at once by Gauss's elimination with pivots; `a` is `n × n` by rows, each
/// right side has `n` numbers. `None` where `a` is singular.
pub fn solve(mut a: Vec<f64>, n: usize, mut right: Vec<Vec<f64>>) -> Option<Vec<Vec<f64>>> {
    for column in 0..n {
        let pivot = (column..n).max_by(|&x, &y| {
            a[x * n + column]
                .abs()
                .total_cmp(&a[y * n + column].abs())
                .then(y.cmp(&x))
        })?;
        if a[pivot * n + column].abs() < 1e-300 {
            return None;
        }
        if pivot != column {
            for at in 0..n {
                a.swap(pivot * n + at, column * n + at);
            }
            right.iter_mut().for_each(|b| b.swap(pivot, column));
        }
        let (head, tail) = a.split_at_mut((column + 1) * n);
        let top = &head[column * n..];
        for (below, row) in tail.chunks_exact_mut(n).enumerate() {
            let factor = row[column] / top[column];
            if factor == 0.0 {
                continue;
            }
            row[column..]
                .iter_mut()
                .zip(&top[column..])
                .for_each(|(x, t)| *x -= factor * t);
            right
                .iter_mut()
                .for_each(|b| b[column + 1 + below] -= factor * b[column]);
        }
    }
    for b in &mut right {
        for row in (0..n).rev() {
            let known: f64 = (row + 1..n).map(|at| a[row * n + at] * b[at]).sum();
            b[row] = (b[row] - known) / a[row * n + row];
        }
    }
    Some(right)
}

/// Cholesky's factor of a symmetric positive definite `n × n` matrix, in its lower half; `false` where it is not.
fn factor(a: &mut [f64], n: usize) -> bool {
    for row in 0..n {
        for column in 0..=row {
            let dot: f64 = a[row * n..row * n + column]
                .iter()
                .zip(&a[column * n..column * n + column])
                .map(|(x, y)| x * y)
                .sum();
            let left = a[row * n + column] - dot;
            if row == column {
                if left <= 0.0 {
                    return false;
                }
                a[row * n + row] = left.sqrt();
            } else {
                a[row * n + column] = left / a[column * n + column];
            }
        }
    }
    true
}

/// Solves with a factor of [`factor`].
fn solve_factored(a: &[f64], b: &[f64]) -> Vec<f64> {
    let n = b.len();
    let mut x = b.to_vec();
    for row in 0..n {
        let dot: f64 = (0..row).map(|k| a[row * n + k] * x[k]).sum();
        x[row] = (x[row] - dot) / a[row * n + row];
    }
    for row in (0..n).rev() {
        let dot: f64 = (row + 1..n).map(|k| a[k * n + row] * x[k]).sum();
        x[row] = (x[row] - dot) / a[row * n + row];
    }
    x
}

/// Rows of numbers, all of one width; the first column is 1 and is not shrunk.
#[derive(Clone, Debug, Default)]
pub struct Matrix {
    pub width: usize,
    pub values: Vec<f64>,
}

impl Matrix {
    pub fn rows(&self) -> usize {
        self.values.len().checked_div(self.width).unwrap_or(0)
    }

    pub fn row(&self, at: usize) -> &[f64] {
        &self.values[at * self.width..(at + 1) * self.width]
    }
}

/// A linear or logistic model that was fitted.
#[derive(Clone, Debug)]
pub struct Fit {
    pub weights: Vec<f64>,
    logistic: bool,
}

impl Fit {
    /// The expected value, or the probability.
    pub fn at(&self, row: &[f64]) -> f64 {
        let sum: f64 = row.iter().zip(&self.weights).map(|(x, w)| x * w).sum();
        if self.logistic { sigmoid(sum) } else { sum }
    }
}

pub fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// Steps of Newton's method: it has settled after ten or so, more than these only fight separation.
const STEPS_MAX: usize = 60;
/// The curvature is computed anew when a step is not much smaller than the one before; else the old one serves.
const SLOW: f64 = 0.25;
const SETTLED: f64 = 1e-7;

/// Logistic regression (or least squares) with a ridge: every weight but the first is drawn to 0 as by `ridge`
/// observations. `rows` chooses rows of `x`; `y` belongs to all rows of `x`.
pub fn fit(x: &Matrix, y: &[f64], rows: &[usize], ridge: f64, logistic: bool) -> Fit {
    let p = x.width;
    // Most columns of most rows are 0: only the others are touched.
    let (mut starts, mut filled): (Vec<usize>, Vec<(u32, f64)>) = (vec![0], Vec::new());
    for &at in rows {
        filled.extend(
            x.row(at)
                .iter()
                .enumerate()
                .filter(|(_, v)| **v != 0.0)
                .map(|(i, v)| (i as u32, *v)),
        );
        starts.push(filled.len());
    }
    let mut weights = vec![0.0; p];
    let mut curvature = vec![0.0; p * p];
    let (mut anew, mut before) = (true, f64::INFINITY);
    for _ in 0..STEPS_MAX {
        let mut slope = vec![0.0; p];
        if anew {
            curvature.fill(0.0);
        }
        for (place, &at) in rows.iter().enumerate() {
            let row = &filled[starts[place]..starts[place + 1]];
            let sum: f64 = row.iter().map(|&(i, v)| v * weights[i as usize]).sum();
            let mean = if logistic { sigmoid(sum) } else { sum };
            let rest = y[at] - mean;
            row.iter().for_each(|&(i, v)| slope[i as usize] += v * rest);
            if anew {
                let weight = if logistic {
                    (mean * (1.0 - mean)).max(1e-6)
                } else {
                    1.0
                };
                for (k, &(i, a)) in row.iter().enumerate() {
                    let line = &mut curvature[i as usize * p..(i as usize + 1) * p];
                    row[..=k]
                        .iter()
                        .for_each(|&(j, b)| line[j as usize] += weight * a * b);
                }
            }
        }
        for i in 0..p {
            let shrink = if i == 0 { 1e-6 } else { ridge };
            slope[i] -= shrink * weights[i];
            if anew {
                curvature[i * p + i] += shrink;
            }
        }
        if anew && !factor(&mut curvature, p) {
            break;
        }
        let step = solve_factored(&curvature, &slope);
        let largest = step.iter().fold(0.0_f64, |most, s| most.max(s.abs()));
        // A step that throws a probability from one end to the other overshoots.
        let damp = if logistic && largest > 4.0 {
            4.0 / largest
        } else {
            1.0
        };
        weights.iter_mut().zip(&step).for_each(|(w, s)| *w += damp * s);
        if !logistic || largest < SETTLED {
            break;
        }
        anew = largest > SLOW * before;
        before = largest;
    }
    Fit { weights, logistic }
}

/// Upper tail of chi squared with `df` degrees of freedom: the incomplete gamma function by series and continued
/// fraction (Numerical Recipes 6.2).
pub fn chi_squared_tail(x: f64, df: f64) -> f64 {
    let (a, x) = (df / 2.0, x / 2.0);
    if x <= 0.0 || a <= 0.0 {
        return 1.0;
    }
    let scale = (a * x.ln() - x - ln_gamma(a)).exp();
    if x < a + 1.0 {
        let (mut term, mut sum, mut k) = (1.0 / a, 1.0 / a, a);
        while term > sum * 1e-15 {
            k += 1.0;
            term *= x / k;
            sum += term;
        }
        return (1.0 - sum * scale).clamp(0.0, 1.0);
    }
    let mut b = x + 1.0 - a;
    let mut c = 1e300;
    let mut d = 1.0 / b;
    let mut h = d;
    for i in 1..10_000 {
        let i = f64::from(i);
        let an = -i * (i - a);
        b += 2.0;
        d = an * d + b;
        if d.abs() < 1e-300 {
            d = 1e-300;
        }
        c = b + an / c;
        if c.abs() < 1e-300 {
            c = 1e-300;
        }
        d = 1.0 / d;
        h *= d * c;
        if (d * c - 1.0).abs() < 1e-15 {
            break;
        }
    }
    (h * scale).clamp(0.0, 1.0)
}

/// Logarithm of the gamma function (Lanczos, g = 7), for positive numbers.
pub fn ln_gamma(x: f64) -> f64 {
    const C: [f64; 9] = [
        0.999_999_999_999_809_9,
        676.520_368_121_885_1,
        -1_259.139_216_722_402_8,
        771.323_428_777_653_1,
        -176.615_029_162_140_6,
        12.507_343_278_686_905,
        -0.138_571_095_265_720_12,
        9.984_369_578_019_572e-6,
        1.505_632_735_149_311_6e-7,
    ];
    if x < 0.5 {
        let pi = std::f64::consts::PI;
        return (pi / (pi * x).sin()).ln() - ln_gamma(1.0 - x);
    }
    let x = x - 1.0;
    let sum = C
        .iter()
        .enumerate()
        .skip(1)
        .fold(C[0], |sum, (i, c)| sum + c / (x + i as f64));
    let t = x + 7.5;
    0.5 * (2.0 * std::f64::consts::PI).ln() + (x + 0.5) * t.ln() - t + sum.ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equations_are_solved() {
        let x = solve(vec![0.0, 2.0, 1.0, 1.0], 2, vec![vec![4.0, 5.0], vec![2.0, 1.0]]).unwrap();
        assert_eq!(x, [vec![3.0, 2.0], vec![0.0, 1.0]]);
        assert_eq!(solve(vec![1.0, 1.0, 1.0, 1.0], 2, vec![vec![1.0, 2.0]]), None);
    }

    #[test]
    fn a_logistic_model_finds_the_odds_of_a_table() {
        // 30 of 40 with x, 20 of 80 without: log odds ln 3 − ln(1/3), start ln(1/3).
        let mut x = Matrix {
            width: 2,
            values: Vec::new(),
        };
        let mut y = Vec::new();
        for (with, hits, n) in [(1.0, 30, 40), (0.0, 20, 80)] {
            for i in 0..n {
                x.values.extend([1.0, with]);
                y.push(if i < hits { 1.0 } else { 0.0 });
            }
        }
        let rows: Vec<usize> = (0..120).collect();
        let fit = fit(&x, &y, &rows, 1e-9, true);
        assert!((fit.weights[1] - 9.0_f64.ln()).abs() < 1e-5, "{:?}", fit.weights);
        assert!((fit.at(&[1.0, 0.0]) - 0.25).abs() < 1e-6);
    }

    #[test]
    fn a_model_expects_what_came_on_average() {
        let mut random = crate::random::Random::new(8, 0);
        let mut x = Matrix {
            width: 5,
            values: Vec::new(),
        };
        let mut y = Vec::new();
        for _ in 0..3_000 {
            let row = [
                1.0,
                random.normal(),
                random.normal() * 3.0,
                f64::from(u8::from(random.chance(0.1))),
                random.unit(),
            ];
            y.push(f64::from(u8::from(
                random.chance(sigmoid(-2.0 + row[1] - 0.8 * row[2] + 2.0 * row[3])),
            )));
            x.values.extend(row);
        }
        let rows: Vec<usize> = (0..3_000).collect();
        let model = fit(&x, &y, &rows, 1.0, true);
        let told: f64 = rows.iter().map(|&at| model.at(x.row(at))).sum();
        assert!((told - y.iter().sum::<f64>()).abs() < 0.01, "{told}");
        assert!((model.weights[2] + 0.8).abs() < 0.1, "{:?}", model.weights);
    }

    #[test]
    fn tails_of_chi_squared_are_those_of_the_tables() {
        for (x, df, p) in [
            (3.841_459, 1.0, 0.05),
            (18.307_04, 10.0, 0.05),
            (2.705_543, 1.0, 0.1),
            (135.806_7, 100.0, 0.01),
        ] {
            assert!((chi_squared_tail(x, df) - p).abs() < 1e-6, "{x} {df}");
        }
    }
}
