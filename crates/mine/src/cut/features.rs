//! What stands around a gap, as numbers of features.

use std::ops::Range;
use tropa_model::Journeys;

/// Events looked at on each side of a gap.
const REACH: usize = 3;
/// Six single activities, five pairs of neighbours, four triples.
pub const WIDTH: usize = 6 + 5 + 4;
/// The most frequent activities keep their names, the rest is one: so that triples stay a table of a million places.
const NAMED_MAX: usize = 100;

/// Feature 0 is what was never seen while learning.
pub struct Features {
    /// By code: 0 is nothing (beyond the life's edge), 1 any rare activity, then the frequent ones.
    symbols: Vec<u32>,
    base: usize,
    /// By place in the table of its slot; slots one after another.
    numbers: Vec<u32>,
    starts: [usize; WIDTH],
    known: u32,
}

impl Features {
    pub fn new(lives: &Journeys, sampled: &[usize]) -> Self {
        let mut counts = vec![0_u64; lives.activities.len()];
        for &life in sampled {
            lives
                .codes_of(life)
                .iter()
                .for_each(|&code| counts[code as usize] += 1);
        }
        let mut order: Vec<usize> = (0..counts.len()).collect();
        order.sort_by_key(|&code| std::cmp::Reverse(counts[code]));
        let mut symbols = vec![1; counts.len()];
        for (place, &code) in order.iter().take(NAMED_MAX).enumerate() {
            symbols[code] = place as u32 + 2;
        }
        let base = counts.len().min(NAMED_MAX) + 2;
        let mut starts = [0; WIDTH];
        let mut size = 0;
        for (slot, start) in starts.iter_mut().enumerate() {
            *start = size;
            size += base.pow(length(slot) as u32);
        }
        Self {
            symbols,
            base,
            numbers: vec![0; size],
            starts,
            known: 0,
        }
    }

    /// Features there are, that of the unseen among them.
    pub fn len(&self) -> usize {
        self.known as usize + 1
    }

    /// Pairs of an event and the one before it.
    pub fn pairs(&self) -> usize {
        self.base * self.base
    }

    pub fn pair(&self, lives: &Journeys, event: usize) -> usize {
        let symbol = |event: usize| self.symbols[lives.codes[event] as usize] as usize;
        symbol(event - 1) * self.base + symbol(event)
    }

    /// The features of the gap before `event`, new ones getting a number.
    pub fn learn(&mut self, lives: &Journeys, life: Range<usize>, event: usize) -> [u32; WIDTH] {
        self.places(lives, life, event).map(|place| {
            if self.numbers[place] == 0 {
                self.known += 1;
                self.numbers[place] = self.known;
            }
            self.numbers[place]
        })
    }

    /// The features of the gap before `event`.
    pub fn of(&self, lives: &Journeys, life: Range<usize>, event: usize) -> [u32; WIDTH] {
        self.places(lives, life, event).map(|place| self.numbers[place])
    }

    fn places(&self, lives: &Journeys, life: Range<usize>, event: usize) -> [usize; WIDTH] {
        let around: [usize; 2 * REACH] = std::array::from_fn(|offset| {
            let at = (event + offset).checked_sub(REACH).filter(|at| life.contains(at));
            at.map_or(0, |at| self.symbols[lives.codes[at] as usize] as usize)
        });
        std::array::from_fn(|slot| {
            let first = first(slot);
            let run = &around[first..first + length(slot)];
            self.starts[slot] + run.iter().fold(0, |place, symbol| place * self.base + symbol)
        })
    }
}

/// How many neighbours a slot holds.
fn length(slot: usize) -> usize {
    match slot {
        0..6 => 1,
        6..11 => 2,
        _ => 3,
    }
}

/// The first of them.
fn first(slot: usize) -> usize {
    match slot {
        0..6 => slot,
        6..11 => slot - 6,
        _ => slot - 11,
    }
}
