//! A number with its interval, and the few formulas that make one.
//!
//! Every estimate of this crate is an [`Estimate`]: whoever shows it shows its interval and its n too.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The level of intervals people see.
pub const LEVEL: f64 = 0.95;

/// An estimated number with the interval that holds the true one in `level` of such studies.
///
/// Always `lo <= value <= hi`. The unit is that of the field it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = FindingEstimate)]
pub struct Estimate {
    pub value: f64,
    /// Lower end, inclusive.
    pub lo: f64,
    /// Upper end, inclusive.
    pub hi: f64,
    /// What was counted to get it: journeys, unless the field says otherwise.
    pub n: u64,
    /// Nominal coverage of the interval, 0.95 unless said otherwise.
    pub level: f64,
}

impl Estimate {
    /// A number that is known, not estimated: the interval is the number.
    pub fn exact(value: f64, n: u64) -> Self {
        Self {
            value,
            lo: value,
            hi: value,
            n,
            level: LEVEL,
        }
    }

    /// The share of `hits` among `n`, with Wilson's score interval (Wilson 1927): holds near 0 and 1 and for small n,
    /// where the plain ±1.96·SE does not. Nobody asked (`n` = 0): value 0, interval 0 to 1.
    pub fn share(hits: u64, n: u64, level: f64) -> Self {
        let p = if n == 0 { 0.0 } else { hits as f64 / n as f64 };
        let (lo, hi) = wilson(p, n as f64, level);
        Self {
            value: p,
            lo,
            hi,
            n,
            level,
        }
    }

    /// A number whose estimate scatters like a normal with standard error `se`.
    pub fn normal(value: f64, se: f64, n: u64, level: f64) -> Self {
        let half = normal_quantile(0.5 + level / 2.0) * se;
        Self {
            value,
            lo: value - half,
            hi: value + half,
            n,
            level,
        }
    }

    /// The mean of independent values, with Student's interval. One value or none tells nothing of the scatter: the
    /// interval is unbounded.
    pub fn mean(values: &[f64], level: f64) -> Self {
        let n = values.len() as f64;
        if values.len() < 2 {
            return Self {
                value: values.first().copied().unwrap_or(0.0),
                lo: f64::NEG_INFINITY,
                hi: f64::INFINITY,
                n: values.len() as u64,
                level,
            };
        }
        let mean = values.iter().sum::<f64>() / n;
        let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (n - 1.0);
        let half = student_quantile(0.5 + level / 2.0, n - 1.0) * (variance / n).sqrt();
        Self {
            value: mean,
            lo: mean - half,
            hi: mean + half,
            n: values.len() as u64,
            level,
        }
    }

    /// Difference of two independent shares, first minus second: Newcombe's hybrid score interval (Newcombe 1998,
    /// method 10), which stays inside −1..=1 and holds for rare events. `n` is that of both together.
    pub fn difference(hits_a: u64, n_a: u64, hits_b: u64, n_b: u64, level: f64) -> Self {
        let (a, b) = (Self::share(hits_a, n_a, level), Self::share(hits_b, n_b, level));
        let value = a.value - b.value;
        Self {
            value,
            lo: value - ((a.value - a.lo).powi(2) + (b.hi - b.value).powi(2)).sqrt(),
            hi: value + ((a.hi - a.value).powi(2) + (b.value - b.lo).powi(2)).sqrt(),
            n: n_a + n_b,
            level,
        }
    }

    /// Percentile interval of what resampled data gave (Efron 1979); widened where needed to hold `value` itself.
    /// Values that are not numbers are left out; without any the interval is the value.
    pub fn bootstrap(value: f64, draws: &[f64], n: u64, level: f64) -> Self {
        let mut sorted: Vec<f64> = draws.iter().copied().filter(|v| v.is_finite()).collect();
        sorted.sort_by(f64::total_cmp);
        let at = |q: f64| quantile_sorted(&sorted, q).unwrap_or(value);
        Self {
            value,
            lo: at(0.5 - level / 2.0).min(value),
            hi: at(0.5 + level / 2.0).max(value),
            n,
            level,
        }
    }

    /// Whether the interval leaves `value` out.
    pub fn excludes(&self, value: f64) -> bool {
        value < self.lo || self.hi < value
    }

    /// The same number in another unit; a negative factor swaps the ends.
    pub fn scaled(self, factor: f64) -> Self {
        let (a, b) = (self.lo * factor, self.hi * factor);
        Self {
            value: self.value * factor,
            lo: a.min(b),
            hi: a.max(b),
            ..self
        }
    }
}

/// Wilson's interval of a share `p` seen in `n`, which may be an effective number; 0 to 1 where nobody was seen.
pub fn wilson(p: f64, n: f64, level: f64) -> (f64, f64) {
    if n <= 0.0 {
        return (0.0, 1.0);
    }
    let z = normal_quantile(0.5 + level / 2.0);
    let centre = p + z * z / (2.0 * n);
    let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    (
        ((centre - half) / scale).max(0.0).min(p),
        ((centre + half) / scale).min(1.0).max(p),
    )
}

/// Which of the tested things may be told when at most a share `fdr` of what is told may be chance
/// (Benjamini and Hochberg 1995), and the adjusted p of each: told is what has `q <= fdr`.
///
/// Holds for independent and for positively dependent tests. Values that are not numbers count as 1.
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let m = p.len() as f64;
    let clean = |v: f64| if v.is_finite() { v.clamp(0.0, 1.0) } else { 1.0 };
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|&a, &b| clean(p[a]).total_cmp(&clean(p[b])).then(a.cmp(&b)));
    let mut q = vec![1.0; p.len()];
    let mut least: f64 = 1.0;
    for (rank, &at) in order.iter().enumerate().rev() {
        least = least.min(clean(p[at]) * m / (rank as f64 + 1.0));
        q[at] = least;
    }
    q
}

/// The value below which a share `q` of the sorted values lies, linear between neighbours (Hyndman and Fan's type 7).
pub fn quantile_sorted(sorted: &[f64], q: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = q.clamp(0.0, 1.0) * last as f64;
    let (below, part) = (place.floor() as usize, place.fract());
    let above = (below + 1).min(last);
    Some(sorted[below] + (sorted[above] - sorted[below]) * part)
}

/// Two-sided p of a statistic that is standard normal where there is no effect.
pub fn p_two_sided(z: f64) -> f64 {
    if z.is_nan() {
        return 1.0;
    }
    erfc(z.abs() / std::f64::consts::SQRT_2)
}

/// Share of a standard normal below `z`.
pub fn normal_cdf(z: f64) -> f64 {
    0.5 * erfc(-z / std::f64::consts::SQRT_2)
}

/// Complementary error function by its continued fraction (Lentz) above 2 and its series below; relative error under
/// 1e-13.
fn erfc(x: f64) -> f64 {
    if x < 0.0 {
        return 2.0 - erfc(-x);
    }
    if x < 2.0 {
        let (mut term, mut sum, mut k) = (x, x, 0.0);
        while term.abs() > 1e-17 * sum.abs() && k < 200.0 {
            k += 1.0;
            term *= -x * x / k;
            sum += term / (2.0 * k + 1.0);
        }
        return 1.0 - 2.0 / std::f64::consts::PI.sqrt() * sum;
    }
    if x > 27.0 {
        return 0.0;
    }
    let mut fraction = 0.0;
    for k in (1..=80).rev() {
        fraction = f64::from(k) / 2.0 / (x + fraction);
    }
    (-x * x).exp() / std::f64::consts::PI.sqrt() / (x + fraction)
}

/// The inverse of [`normal_cdf`]: Acklam's rational start, made exact by one step of Halley. 0 and 1 give infinities.
pub fn normal_quantile(p: f64) -> f64 {
    const A: [f64; 6] = [
        -3.969_683_028_665_376e1,
        2.209_460_984_245_205e2,
        -2.759_285_104_469_687e2,
        1.383_577_518_672_69e2,
        -3.066_479_806_614_716e1,
        2.506_628_277_459_239,
    ];
    const B: [f64; 5] = [
        -5.447_609_879_822_406e1,
        1.615_858_368_580_409e2,
        -1.556_989_798_598_866e2,
        6.680_131_188_771_972e1,
        -1.328_068_155_288_572e1,
    ];
    const C: [f64; 6] = [
        -7.784_894_002_430_293e-3,
        -3.223_964_580_411_365e-1,
        -2.400_758_277_161_838,
        -2.549_732_539_343_734,
        4.374_664_141_464_968,
        2.938_163_982_698_783,
    ];
    const D: [f64; 4] = [
        7.784_695_709_041_462e-3,
        3.224_671_290_700_398e-1,
        2.445_134_137_142_996,
        3.754_408_661_907_416,
    ];
    if p <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if p >= 1.0 {
        return f64::INFINITY;
    }
    let horner = |c: &[f64], x: f64| c.iter().fold(0.0, |sum, c| sum * x + c);
    let tail = |p: f64| {
        let q = (-2.0 * p.ln()).sqrt();
        horner(&C, q) / (horner(&D, q) * q + 1.0)
    };
    let x = if p < 0.024_25 {
        tail(p)
    } else if p > 1.0 - 0.024_25 {
        -tail(1.0 - p)
    } else {
        let (q, r) = (p - 0.5, (p - 0.5) * (p - 0.5));
        horner(&A, r) * q / (horner(&B, r) * r + 1.0)
    };
    let e = normal_cdf(x) - p;
    let u = e * (2.0 * std::f64::consts::PI).sqrt() * (x * x / 2.0).exp();
    x - u / (1.0 + x * u / 2.0)
}

/// Quantile of Student's t with `df` degrees of freedom: exact for 1 and 2, else Hill's expansion (1970), good to five
/// digits from 3 on.
pub fn student_quantile(p: f64, df: f64) -> f64 {
    if df <= 1.0 {
        return ((p - 0.5) * std::f64::consts::PI).tan();
    }
    if df <= 2.0 {
        let a = 2.0 * p - 1.0;
        return a * (2.0 / (1.0 - a * a)).sqrt();
    }
    let tail = 2.0 * p.min(1.0 - p);
    let a = 1.0 / (df - 0.5);
    let b = 48.0 / (a * a);
    let mut c = ((20_700.0 * a / b - 98.0) * a - 16.0) * a + 96.36;
    let d = ((94.5 / (b + c) - 3.0) / b + 1.0) * (a * std::f64::consts::FRAC_PI_2).sqrt() * df;
    let mut x = d * tail;
    let mut y = x.powf(2.0 / df);
    if y > 0.05 + a {
        x = normal_quantile(tail * 0.5);
        y = x * x;
        if df < 5.0 {
            c += 0.3 * (df - 4.5) * (x + 0.6);
        }
        c += (((0.05 * d * x - 5.0) * x - 7.0) * x - 2.0) * x + b;
        y = (((((0.4 * y + 6.3) * y + 36.0) * y + 94.5) / c - y - 3.0) / b + 1.0) * x;
        y = (a * y * y).exp_m1();
    } else {
        y = ((1.0 / (((df + 6.0) / (df * y) - 0.089 * d - 0.822) * (df + 2.0) * 3.0) + 0.5 / (df + 4.0)) * y
            - 1.0)
            * (df + 1.0)
            / (df + 2.0)
            + 1.0 / y;
    }
    let t = (df * y).sqrt();
    if p < 0.5 { -t } else { t }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64, within: f64) {
        assert!((a - b).abs() <= within, "{a} is not {b}");
    }

    #[test]
    fn quantiles_are_those_of_the_tables() {
        for (p, z) in [
            (0.975, 1.959_963_984_540_054),
            (0.5, 0.0),
            (0.001, -3.090_232_306_167_813),
        ] {
            near(normal_quantile(p), z, 1e-12);
            near(normal_cdf(z), p, 1e-14);
        }
        near(p_two_sided(5.0) / 5.733_031_437_583_869e-7, 1.0, 1e-10);
        for (df, t) in [
            (1.0, 12.706_2),
            (2.0, 4.302_7),
            (3.0, 3.182_4),
            (5.0, 2.570_6),
            (10.0, 2.228_1),
            (30.0, 2.042_3),
        ] {
            near(student_quantile(0.975, df), t, 3e-4);
        }
        near(student_quantile(0.025, 10.0), -2.228_1, 3e-4);
    }

    #[test]
    fn intervals_are_the_published_ones() {
        // Newcombe 1998, table II: 56/70 against 48/80 by method 10.
        let d = Estimate::difference(56, 70, 48, 80, 0.95);
        near(d.value, 0.2, 1e-12);
        near(d.lo, 0.0524, 5e-5);
        near(d.hi, 0.3339, 5e-5);
        let share = Estimate::share(81, 263, 0.95);
        near(share.lo, 0.2553, 5e-5);
        near(share.hi, 0.3662, 5e-5);
        assert_eq!(
            (Estimate::share(0, 0, 0.95).lo, Estimate::share(0, 0, 0.95).hi),
            (0.0, 1.0)
        );
    }

    #[test]
    fn only_what_survives_the_number_of_tests_is_told() {
        // The example of Benjamini and Hochberg 1995, section 4.1: four of fifteen at 0.05.
        let p = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
            0.6528, 0.7590, 1.0,
        ];
        let told = benjamini_hochberg(&p).iter().filter(|&&q| q <= 0.05).count();
        assert_eq!(told, 4);
        assert_eq!(benjamini_hochberg(&[f64::NAN, 0.01]), [1.0, 0.02]);
    }

    #[test]
    fn a_bootstrap_interval_holds_its_value() {
        let draws: Vec<f64> = (0..=100).map(f64::from).collect();
        let e = Estimate::bootstrap(50.0, &draws, 7, 0.9);
        near(e.lo, 5.0, 1e-9);
        near(e.hi, 95.0, 1e-9);
        assert_eq!(Estimate::bootstrap(200.0, &draws, 7, 0.9).hi, 200.0);
        assert_eq!(e.scaled(-2.0).lo, -190.0);
        assert!(e.excludes(96.0) && !e.excludes(95.0));
    }
}
