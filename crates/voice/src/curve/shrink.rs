//! Means drawn towards where they are expected, by how little is known of each.

use crate::survey::Rules;

/// A mean as measured.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub mean: f64,
    /// Of the mean.
    pub variance: f64,
}

/// A mean as estimated.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    pub value: f64,
    pub lo: f64,
    pub hi: f64,
    /// Part of the way it was drawn, 0..=1.
    pub shrunk: f64,
}

/// Empirical Bayes over exchangeable means: each is drawn to the common mean (or to `towards`) by
/// B = variance/(variance + τ²), with τ² after DerSimonian and Laird (1986). The interval adds what is not known of the
/// common mean and of τ² (Morris 1983, «Parametric Empirical Bayes Inference», formula 1.16). A single mean has nothing
/// to be drawn to and stays.
pub(super) fn shrink(parts: &[Option<Part>], towards: Option<Known>, rules: &Rules) -> Vec<Option<Known>> {
    let z = rules.z();
    let known: Vec<Part> = parts.iter().flatten().copied().collect();
    let k = known.len() as f64;
    if known.len() < 3 {
        let alone = |part: Part| {
            let half = z * part.variance.sqrt();
            Known {
                value: part.mean,
                lo: part.mean - half,
                hi: part.mean + half,
                shrunk: 0.0,
            }
        };
        return parts.iter().map(|part| part.map(alone)).collect();
    }
    let tau2 = between(&known);
    let weight = |part: &Part| 1.0 / (part.variance + tau2);
    let weights: f64 = known.iter().map(weight).sum();
    let common = towards.map_or_else(
        || known.iter().map(|part| weight(part) * part.mean).sum::<f64>() / weights,
        |known| known.value,
    );
    parts
        .iter()
        .map(|part| {
            let part = (*part)?;
            // Of the estimated factor a little is taken off: τ² itself is an estimate.
            let full = part.variance / (part.variance + tau2);
            let factor = full * ((k - 3.0) / (k - 1.0)).max(0.0);
            let value = factor * common + (1.0 - factor) * part.mean;
            let of_common = 1.0 / weights;
            let of_factor = 2.0 / (k - 1.0) * factor * factor * (part.mean - common).powi(2);
            let variance = (1.0 - factor) * part.variance + factor * of_common + of_factor;
            let half = z * variance.sqrt();
            Some(Known {
                value,
                lo: value - half,
                hi: value + half,
                shrunk: factor,
            })
        })
        .collect()
}

/// DerSimonian and Laird's moment estimate of the variance between.
fn between(parts: &[Part]) -> f64 {
    let weights: f64 = parts.iter().map(|part| 1.0 / part.variance).sum();
    let squares: f64 = parts.iter().map(|part| part.variance.powi(-2)).sum();
    let mean = parts.iter().map(|part| part.mean / part.variance).sum::<f64>() / weights;
    let q: f64 = parts
        .iter()
        .map(|part| (part.mean - mean).powi(2) / part.variance)
        .sum();
    let free = parts.len() as f64 - 1.0;
    ((q - free) / (weights - squares / weights)).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::random::Random;

    fn normal(random: &mut Random) -> f64 {
        let unit = |random: &mut Random| (random.next() >> 11) as f64 / (1_u64 << 53) as f64;
        let (a, b) = (unit(random).max(1e-12), unit(random));
        (-2.0 * a.ln()).sqrt() * (std::f64::consts::TAU * b).cos()
    }

    /// Share of true means inside their intervals, and mean squared errors of shrunk and of plain means.
    fn simulate(seed: u64, between: f64, k: usize) -> (f64, f64, f64) {
        let mut random = Random::new(seed);
        let (mut inside, mut all, mut shrunk_error, mut plain_error) = (0.0, 0.0, 0.0, 0.0);
        for _ in 0..800 {
            let mut truths = Vec::new();
            let mut parts = Vec::new();
            for at in 0..k {
                let truth = 0.3 + between * normal(&mut random);
                // From 4 to 400 answers.
                let variance = 1.2 / (4.0 * 100_f64.powf(at as f64 / (k - 1) as f64));
                truths.push(truth);
                parts.push(Some(Part {
                    mean: truth + variance.sqrt() * normal(&mut random),
                    variance,
                }));
            }
            let found = shrink(&parts, None, &Rules::default());
            for ((truth, part), known) in truths.iter().zip(&parts).zip(&found) {
                let known = known.unwrap();
                inside += f64::from(u8::from(known.lo <= *truth && *truth <= known.hi));
                shrunk_error += (known.value - truth).powi(2);
                plain_error += (part.unwrap().mean - truth).powi(2);
                all += 1.0;
            }
        }
        (inside / all, shrunk_error / all, plain_error / all)
    }

    #[test]
    fn intervals_hold_the_truth_as_often_as_they_say_and_shrunk_means_are_nearer_to_it() {
        for (seed, between, k) in [(1, 0.5, 8), (2, 0.2, 8), (3, 1.0, 5), (4, 0.05, 12), (5, 0.4, 20)] {
            let (held, shrunk, plain) = simulate(seed, between, k);
            assert!((0.93..=0.985).contains(&held), "seed {seed}: {held}");
            assert!(shrunk < plain, "seed {seed}: {shrunk} against {plain}");
        }
    }
}
