//! Exact means and quantiles of times, without keeping all of them.
//!
//! First visit: each value is counted in a bin of its group; bins are narrow where values are dense. The bins tell
//! in which narrow range each wanted quantile lies. Second visit: only values in those ranges are kept and sorted.
//! Exact like sorting everything, and a few percent of the memory and time.

use tropa_model::answer::TimesS;

/// How values are put into bins. `lowest` inverts: all values `v` with `of(v) == bin` are in
/// `lowest(bin)..lowest(bin + 1)`.
pub(crate) trait Binning: Copy + Sync + Send + 'static {
    fn of(value: u64) -> usize;
    fn lowest(bin: usize) -> u64;
}

/// A few bins per doubling: so narrow that few values share one, so few that those of a thousand edges stay in the
/// second-level cache.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fine;

/// Two to the power of this are the bins per doubling.
const FINE_BITS: usize = 2;

impl Binning for Fine {
    #[inline(always)]
    fn of(value: u64) -> usize {
        // The lowest values have bins of their own; `|` makes them use the first doubling's arithmetic.
        let shift = 63 - FINE_BITS - (value | 1 << FINE_BITS).leading_zeros() as usize;
        (shift << FINE_BITS) + (value >> shift) as usize
    }

    fn lowest(bin: usize) -> u64 {
        if bin < 2 << FINE_BITS {
            return bin as u64;
        }
        let shift = (bin >> FINE_BITS) - 1;
        let mantissa = (1 << FINE_BITS) + (bin & ((1 << FINE_BITS) - 1)) as u64;
        if mantissa.leading_zeros() as usize >= shift {
            mantissa << shift
        } else {
            u64::MAX
        }
    }
}

/// One bin per doubling.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Coarse;

impl Binning for Coarse {
    #[inline(always)]
    fn of(value: u64) -> usize {
        (64 - value.leading_zeros()) as usize
    }

    fn lowest(bin: usize) -> u64 {
        match bin {
            0 => 0,
            1..=64 => 1 << (bin - 1),
            _ => u64::MAX,
        }
    }
}

/// One bin: everything is kept. For so many groups that each holds little.
#[derive(Clone, Copy, Debug)]
pub(crate) struct One;

impl Binning for One {
    #[inline(always)]
    fn of(_: u64) -> usize {
        0
    }

    fn lowest(bin: usize) -> u64 {
        if bin == 0 { 0 } else { u64::MAX }
    }
}

/// First visit: counts per group and bin. Counts are u32: an index holds fewer than 2^32 events.
#[derive(Debug)]
pub(crate) struct Histogram<B> {
    bins: usize,
    counts: Vec<u32>,
    binning: std::marker::PhantomData<B>,
}

impl<B: Binning> Histogram<B> {
    /// For values of at most `most`.
    pub fn new(groups: usize, most: u64) -> Self {
        let bins = B::of(most) + 1;
        Self {
            bins,
            counts: vec![0; groups * bins],
            binning: std::marker::PhantomData,
        }
    }

    #[inline(always)]
    pub fn add(&mut self, group: usize, value: u64) {
        self.adder().add(group, value);
    }

    /// For an inner loop: its parts live in registers.
    #[inline(always)]
    pub fn adder(&mut self) -> Adder<'_, B> {
        Adder {
            bins: self.bins,
            counts: &mut self.counts,
            binning: self.binning,
        }
    }

    pub fn merge(&mut self, other: Self) {
        self.counts
            .iter_mut()
            .zip(other.counts)
            .for_each(|(a, b)| *a += b);
    }

    /// Number of values of a group.
    pub fn total(&self, group: usize) -> u64 {
        self.bins_of(group).iter().map(|&c| u64::from(c)).sum()
    }

    fn bins_of(&self, group: usize) -> &[u32] {
        &self.counts[group * self.bins..(group + 1) * self.bins]
    }

    /// What to keep on the second visit for two quantiles, `low <= high`, each in 0..=1.
    pub fn plan(&self, low: f64, high: f64) -> Plan {
        let groups = self.counts.len() / self.bins;
        let mut plan = Plan {
            kept: Vec::with_capacity(groups),
            wanted: Vec::with_capacity(groups),
        };
        for group in 0..groups {
            let n = self.total(group);
            let (low, high) = (self.locate(group, n, low), self.locate(group, n, high));
            plan.kept.push(Kept {
                low: low.from,
                low_width: low.width,
                high: high.from,
                high_width: high.width,
            });
            plan.wanted.push(Wanted { n, low, high });
        }
        plan
    }

    /// The range that holds the two values a type 7 quantile lies between.
    fn locate(&self, group: usize, n: u64, quantile: f64) -> Located {
        let Some(last) = n.checked_sub(1) else {
            return Located::default();
        };
        let place = last as f64 * quantile;
        let rank = place.floor() as u64;
        let next = (rank + 1).min(last);
        let mut before = 0;
        let mut located = Located {
            rank,
            next,
            weight: place - rank as f64,
            ..Located::default()
        };
        let mut found = false;
        for (bin, &count) in self.bins_of(group).iter().enumerate() {
            let through = before + u64::from(count);
            if !found && rank < through {
                located.from = B::lowest(bin);
                located.below = before;
                found = true;
            }
            if next < through {
                let end = B::lowest(bin + 1);
                // The last range has no end: it also takes u64::MAX itself, which no time reaches.
                located.width = end - located.from;
                break;
            }
            before = through;
        }
        located
    }
}

pub(crate) struct Adder<'a, B> {
    bins: usize,
    counts: &'a mut [u32],
    binning: std::marker::PhantomData<B>,
}

impl<B: Binning> Adder<'_, B> {
    #[inline(always)]
    pub fn add(&mut self, group: usize, value: u64) {
        self.counts[group * self.bins + B::of(value)] += 1;
    }
}

/// Where one quantile lies: `from..from + width` holds the values of ranks `rank` and `next`; `below` are smaller.
#[derive(Clone, Copy, Debug, Default)]
struct Located {
    from: u64,
    width: u64,
    below: u64,
    rank: u64,
    next: u64,
    weight: f64,
}

/// The two ranges of a group among whose values its quantiles are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kept {
    low: u64,
    low_width: u64,
    high: u64,
    high_width: u64,
}

#[derive(Clone, Copy, Debug)]
struct Wanted {
    n: u64,
    low: Located,
    high: Located,
}

impl Kept {
    /// Whether a quantile may lie at this value.
    #[inline(always)]
    pub fn holds(&self, value: u64) -> bool {
        (value.wrapping_sub(self.low) < self.low_width) | (value.wrapping_sub(self.high) < self.high_width)
    }
}

/// Which values matter, per group.
#[derive(Debug)]
pub(crate) struct Plan {
    kept: Vec<Kept>,
    wanted: Vec<Wanted>,
}

/// The two quantiles of a group, in ticks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Pair {
    pub n: u64,
    pub low: f64,
    pub high: f64,
}

impl Plan {
    /// Second visit: keeps the value if it may be one of those a quantile lies between.
    #[inline(always)]
    pub fn offer(&self, kept: &mut Vec<(u32, u64)>, group: usize, value: u64) {
        if self.kept[group].holds(value) {
            kept.push((group as u32, value));
        }
    }

    /// By group, for kernels that keep more beside it.
    pub fn ranges(&self) -> &[Kept] {
        &self.kept
    }

    /// Per group, from everything kept by all visits; `None` for a group without values.
    pub fn finish(&self, kept: Vec<(u32, u64)>) -> Vec<Option<Pair>> {
        let mut ends = vec![0_usize; self.wanted.len() + 1];
        for (group, _) in &kept {
            ends[*group as usize + 1] += 1;
        }
        for group in 0..self.wanted.len() {
            ends[group + 1] += ends[group];
        }
        let mut values = vec![0_u64; kept.len()];
        let mut fill = ends.clone();
        for (group, value) in kept {
            values[fill[group as usize]] = value;
            fill[group as usize] += 1;
        }
        self.wanted
            .iter()
            .enumerate()
            .map(|(group, wanted)| {
                let values = &mut values[ends[group]..ends[group + 1]];
                (wanted.n > 0).then(|| Pair {
                    n: wanted.n,
                    low: wanted.low.interpolate(values),
                    high: wanted.high.interpolate(values),
                })
            })
            .collect()
    }
}

impl Located {
    fn interpolate(&self, kept: &mut [u64]) -> f64 {
        let smaller = kept.iter().filter(|&&v| v < self.from).count();
        let (_, low, above) = kept.select_nth_unstable(smaller + (self.rank - self.below) as usize);
        let low = *low as f64;
        let next = if self.next == self.rank {
            None
        } else {
            above.iter().min()
        };
        low + self.weight * (next.map_or(low, |&next| next as f64) - low)
    }
}

/// Mean and quantiles of values that are all at hand, in ticks; `None` when there are none.
pub(crate) fn times_of(values: &mut [u64], tick_us: u64) -> Option<TimesS> {
    if values.is_empty() {
        return None;
    }
    let sum: u128 = values.iter().map(|&v| u128::from(v)).sum();
    let p90 = quantile(values, 0.9);
    let p50 = quantile(values, 0.5);
    Some(seconds(values.len() as u64, sum, p50, p90, tick_us))
}

pub(crate) fn seconds(n: u64, sum: u128, p50: f64, p90: f64, tick_us: u64) -> TimesS {
    let per_second = (1_000_000 / tick_us) as f64;
    TimesS {
        n,
        mean_s: sum as f64 / n as f64 / per_second,
        p50_s: p50 / per_second,
        p90_s: p90 / per_second,
    }
}

/// Type 7 of Hyndman and Fan 1996: linear between the two nearest ranks.
fn quantile(values: &mut [u64], quantile: f64) -> f64 {
    let place = (values.len() - 1) as f64 * quantile;
    let rank = place.floor() as usize;
    let (_, low, above) = values.select_nth_unstable(rank);
    let low = *low as f64;
    let next = above.iter().min().map_or(low, |&next| next as f64);
    low + (place - rank as f64) * (next - low)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bins_hold_their_values<B: Binning>() {
        for value in (0..70).chain((3..63).flat_map(|e| [(1 << e) - 1, 1 << e, (1 << e) + (1 << (e - 3))])) {
            let bin = B::of(value);
            assert!(
                B::lowest(bin) <= value && value < B::lowest(bin + 1),
                "{value} in {bin}"
            );
        }
    }

    #[test]
    fn every_value_lies_in_its_bin() {
        bins_hold_their_values::<Fine>();
        bins_hold_their_values::<Coarse>();
        bins_hold_their_values::<One>();
    }

    fn binned<B: Binning>(values: &[u64]) -> Pair {
        let most = values.iter().copied().max().unwrap();
        let mut histogram = Histogram::<B>::new(2, most);
        values.iter().for_each(|&v| histogram.add(1, v));
        let plan = histogram.plan(0.5, 0.9);
        let mut kept = Vec::new();
        values.iter().for_each(|&v| plan.offer(&mut kept, 1, v));
        plan.finish(kept)[1].unwrap()
    }

    #[test]
    fn binned_quantiles_are_those_of_the_sorted_list() {
        let mut state = 7_u64;
        for n in [1, 2, 3, 4, 10, 11, 101, 1_000] {
            for shift in [62, 50, 40, 8, 1] {
                let mut values: Vec<u64> = (0..n)
                    .map(|_| {
                        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                        (state >> 1) >> shift
                    })
                    .collect();
                let expected = Pair {
                    n,
                    high: quantile(&mut values.clone(), 0.9),
                    low: quantile(&mut values.clone(), 0.5),
                };
                values.rotate_left(1);
                assert_eq!(binned::<Fine>(&values), expected, "{n} {shift}");
                assert_eq!(binned::<Coarse>(&values), expected, "{n} {shift}");
                assert_eq!(binned::<One>(&values), expected, "{n} {shift}");
            }
        }
    }

    #[test]
    fn quantiles_interpolate_as_type_seven() {
        // numpy.quantile([1, 2, 4, 8], [.5, .9]) = [3.0, 6.8]
        let times = times_of(&mut [8, 1, 4, 2], 1_000_000).unwrap();
        assert_eq!((times.p50_s, times.mean_s), (3.0, 3.75));
        assert!((times.p90_s - 6.8).abs() < 1e-12);
    }
}
