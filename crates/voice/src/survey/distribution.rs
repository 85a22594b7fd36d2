//! Quantiles of the normal and of Student's distribution.

/// Halvings of an interval of width 2⁷ that leave less than 1e−13 of it.
const HALVINGS: usize = 60;

/// Φ(x) by Marsaglia's series (Journal of Statistical Software 11(4), 2004); exact to about 1e−15 for |x| < 8.
pub(crate) fn normal_below(x: f64) -> f64 {
    if x.abs() > 8.0 {
        return if x > 0.0 { 1.0 } else { 0.0 };
    }
    let (mut sum, mut term, mut before, mut i) = (x, x, 0.0, 1.0);
    while sum != before {
        before = sum;
        i += 2.0;
        term *= x * x / i;
        sum += term;
    }
    0.5 + sum * (-0.5 * x * x - 0.918_938_533_204_672_8).exp()
}

/// x with Φ(x) = p, 0 < p < 1.
pub(crate) fn normal_quantile(p: f64) -> f64 {
    bisect(p, normal_below)
}

/// t with P(T ≤ t) = p for Student's distribution with `df` > 0 degrees of freedom.
pub(crate) fn t_quantile(p: f64, df: f64) -> f64 {
    if df > 1e6 {
        return normal_quantile(p);
    }
    bisect(p, |t| t_below(t, df))
}

fn bisect(p: f64, below: impl Fn(f64) -> f64) -> f64 {
    // One degree of freedom has its 99.5 % quantile at 63.7.
    let (mut lo, mut hi) = (-64.0, 64.0);
    for _ in 0..HALVINGS {
        let middle = (lo + hi) / 2.0;
        if below(middle) < p {
            lo = middle;
        } else {
            hi = middle;
        }
    }
    (lo + hi) / 2.0
}

fn t_below(t: f64, df: f64) -> f64 {
    let tail = 0.5 * incomplete_beta(df / (df + t * t), df / 2.0, 0.5);
    if t > 0.0 { 1.0 - tail } else { tail }
}

/// I_x(a, b) by Lentz's continued fraction (Abramowitz and Stegun 26.5.8).
pub(crate) fn incomplete_beta(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return x.clamp(0.0, 1.0);
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - incomplete_beta(1.0 - x, b, a);
    }
    let front = (ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (1.0 - x).ln()).exp() / a;
    const TINY: f64 = 1e-300;
    let (mut f, mut c, mut d) = (1.0, 1.0, 0.0);
    for i in 0..400 {
        let m = f64::from(i / 2);
        let factor = if i == 0 {
            1.0
        } else if i % 2 == 0 {
            m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m))
        } else {
            -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0))
        };
        d = 1.0 + factor * d;
        d = 1.0 / if d.abs() < TINY { TINY } else { d };
        c = 1.0 + factor / c;
        if c.abs() < TINY {
            c = TINY;
        }
        f *= c * d;
        if (1.0 - c * d).abs() < 1e-14 {
            break;
        }
    }
    front * (f - 1.0)
}

/// ln Γ(x), x > 0: Stirling's series after x was shifted above 10; exact to about 1e−13.
fn ln_gamma(mut x: f64) -> f64 {
    let mut shift = 0.0;
    while x < 10.0 {
        shift -= x.ln();
        x += 1.0;
    }
    let r = 1.0 / (x * x);
    let series = (1.0 / 12.0 - r * (1.0 / 360.0 - r * (1.0 / 1260.0 - r * (1.0 / 1680.0 - r / 1188.0)))) / x;
    shift + (x - 0.5) * x.ln() - x + 0.918_938_533_204_672_8 + series
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_printed_tables() {
        let near = |a: f64, b: f64| assert!((a - b).abs() < 5e-6, "{a} is not {b}");
        near(normal_quantile(0.975), 1.959_964);
        near(normal_quantile(0.05), -1.644_854);
        near(t_quantile(0.975, 1.0), 12.706_205);
        near(t_quantile(0.975, 2.0), 4.302_653);
        near(t_quantile(0.975, 9.0), 2.262_157);
        near(t_quantile(0.95, 30.0), 1.697_261);
        near(t_quantile(0.025, 9.0), -2.262_157);
        near(t_quantile(0.975, 1e9), 1.959_964);
        near(ln_gamma(0.5), 0.572_365);
        near(ln_gamma(11.0), 15.104_413);
    }
}
