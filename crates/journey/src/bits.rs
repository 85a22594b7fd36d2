//! Sets of journeys as bitmaps.

use std::ops::Range;

/// One bit per row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bits {
    words: Vec<u64>,
    len: usize,
}

impl Bits {
    pub fn filled(len: usize, value: bool) -> Self {
        let mut bits = Self {
            words: vec![if value { u64::MAX } else { 0 }; len.div_ceil(64)],
            len,
        };
        bits.clear_tail();
        bits
    }

    /// Sixty-four answers at a time, so that the loop keeps them in a register.
    pub fn from_fn(len: usize, mut is_in: impl FnMut(usize) -> bool) -> Self {
        let words = (0..len.div_ceil(64))
            .map(|word| {
                let first = word * 64;
                (first..len.min(first + 64))
                    .fold(0_u64, |bits, row| bits | u64::from(is_in(row)) << (row - first))
            })
            .collect();
        Self { words, len }
    }

    pub fn get(&self, row: usize) -> bool {
        self.words[row / 64] >> (row % 64) & 1 == 1
    }

    pub fn count(&self) -> u64 {
        self.words.iter().map(|w| u64::from(w.count_ones())).sum()
    }

    pub fn and(mut self, other: &Bits) -> Self {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a &= b);
        self
    }

    pub fn or(mut self, other: &Bits) -> Self {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a |= b);
        self
    }

    pub fn not(mut self) -> Self {
        self.words.iter_mut().for_each(|w| *w = !*w);
        self.clear_tail();
        self
    }

    fn clear_tail(&mut self) {
        if !self.len.is_multiple_of(64)
            && let Some(last) = self.words.last_mut()
        {
            *last &= (1 << (self.len % 64)) - 1;
        }
    }
}

/// The journeys of a bucket a question looks at.
#[derive(Clone, Debug)]
pub(crate) enum Selection {
    All,
    Some(Bits),
}

impl Selection {
    /// Calls `visit` for every selected journey of the range, ascending. `range.start` is a multiple of 64.
    #[inline(always)]
    pub fn each(&self, range: Range<usize>, mut visit: impl FnMut(usize)) {
        debug_assert!(range.start.is_multiple_of(64));
        for word in range.start / 64..range.end.div_ceil(64) {
            let first = word * 64;
            // One loop for both kinds, so that `visit` stands in one place and is compiled into the loop.
            let mut left = match self {
                Selection::All => u64::MAX,
                Selection::Some(bits) => bits.words[word],
            };
            if range.end - first < 64 {
                left &= (1 << (range.end - first)) - 1;
            }
            while left != 0 {
                visit(first + left.trailing_zeros() as usize);
                left &= left - 1;
            }
        }
    }

    pub fn count(&self, journeys: usize) -> u64 {
        match self {
            Selection::All => journeys as u64,
            Selection::Some(bits) => bits.count(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selection_visits_exactly_its_bits() {
        for len in [0, 1, 63, 64, 65, 200] {
            let bits = Bits::from_fn(len, |row| row % 3 == 0);
            let mut seen = Vec::new();
            Selection::Some(bits.clone()).each(0..len, |j| seen.push(j));
            assert_eq!(seen, (0..len).step_by(3).collect::<Vec<_>>(), "{len}");
            assert_eq!(bits.count() as usize + bits.clone().not().count() as usize, len);
            assert_eq!(Bits::filled(len, true).and(&bits), bits);
        }
    }
}
