//! Randomness with a seed: the same numbers on every machine and in every release.

/// A stream of pseudo-random numbers. Source: SplitMix64 of Steele, Lea and Flood, "Fast splittable pseudorandom
/// number generators", OOPSLA 2014; its period of 2^64 is far above what any method here draws.
#[derive(Clone, Debug)]
pub struct Random {
    state: u64,
}

impl Random {
    /// A stream of its own for `(seed, stream)`: restart 3 draws the same numbers whatever restarts came before.
    pub fn new(seed: u64, stream: u64) -> Self {
        let stream = mix(stream.wrapping_mul(GOLDEN) ^ 0x5851_f42d_4c95_7f2d);
        Self {
            state: mix(seed ^ stream),
        }
    }

    pub fn next_u64(&mut self) -> u64 {
        self.state = self.state.wrapping_add(GOLDEN);
        mix(self.state)
    }

    /// Uniform in [0, 1).
    pub fn unit(&mut self) -> f64 {
        (self.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Uniform in 0..n; `n` is at least 1. The bias of the multiplication is below n / 2^64.
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next_u64()) * n as u128) >> 64) as usize
    }

    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// Index of one of `weights`, in proportion to them. The weights are not negative and not all 0.
    pub fn weighted(&mut self, weights: &[f64]) -> usize {
        let mut left = self.unit() * weights.iter().sum::<f64>();
        let mut last = 0;
        for (index, &weight) in weights.iter().enumerate() {
            if weight > 0.0 {
                last = index;
                left -= weight;
                if left < 0.0 {
                    break;
                }
            }
        }
        last
    }

    /// Standard normal (Box and Muller 1958; the second number of each pair is not kept).
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.unit()).cos()
    }

    /// Exponential with mean 1.
    pub fn exponential(&mut self) -> f64 {
        -(1.0 - self.unit()).ln()
    }

    /// Poisson with this mean, which is not negative: how often one record is drawn again by a bootstrap has mean 1.
    pub fn poisson(&mut self, mean: f64) -> u64 {
        if mean > 30.0 {
            // The normal approximation with the half for rounding is within 1 % in every quantile from here on.
            return (mean + mean.sqrt() * self.normal() + 0.5).max(0.0) as u64;
        }
        let floor = (-mean).exp();
        let mut product = self.unit();
        let mut count = 0;
        while product > floor {
            product *= self.unit();
            count += 1;
        }
        count
    }

    /// Puts the items into a random order (Fisher and Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for end in (1..items.len()).rev() {
            items.swap(end, self.below(end + 1));
        }
    }
}

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_depends_on_its_seed_and_its_number_only() {
        let first = |seed, stream| {
            let mut random = Random::new(seed, stream);
            [random.next_u64(), random.next_u64()]
        };
        assert_eq!(first(42, 7), first(42, 7));
        assert_ne!(first(42, 7), first(42, 8));
        assert_ne!(first(42, 7), first(43, 7));
    }

    #[test]
    fn the_distributions_have_the_means_and_spreads_they_are_named_for() {
        let mut random = Random::new(1, 1);
        let mut moments = |draw: &mut dyn FnMut(&mut Random) -> f64| {
            let drawn: Vec<f64> = (0..40_000).map(|_| draw(&mut random)).collect();
            let mean = drawn.iter().sum::<f64>() / drawn.len() as f64;
            let spread = drawn.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / drawn.len() as f64;
            (mean, spread)
        };
        let near = |(mean, spread): (f64, f64), expected: (f64, f64)| {
            assert!(
                (mean - expected.0).abs() < 0.03 * expected.1.sqrt(),
                "{mean} {expected:?}"
            );
            assert!((spread / expected.1 - 1.0).abs() < 0.06, "{spread} {expected:?}");
        };
        near(moments(&mut |r| r.unit()), (0.5, 1.0 / 12.0));
        near(moments(&mut |r| r.normal()), (0.0, 1.0));
        near(moments(&mut |r| r.exponential()), (1.0, 1.0));
        near(moments(&mut |r| r.poisson(1.0) as f64), (1.0, 1.0));
        near(moments(&mut |r| r.poisson(80.0) as f64), (80.0, 80.0));
        near(moments(&mut |r| r.below(7) as f64), (3.0, 4.0));
        near(moments(&mut |r| r.weighted(&[1.0, 0.0, 3.0]) as f64), (1.5, 0.75));
    }

    #[test]
    fn a_shuffle_keeps_every_item() {
        let mut items: Vec<u32> = (0..100).collect();
        Random::new(3, 0).shuffle(&mut items);
        assert_ne!(items, (0..100).collect::<Vec<_>>());
        items.sort_unstable();
        assert_eq!(items, (0..100).collect::<Vec<_>>());
    }
}
