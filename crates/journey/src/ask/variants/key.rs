//! Sequences as numbers of 64 bits.

use crate::partition::Code;
use std::ops::Range;

/// A key, and whether it is the sequence itself: then equal keys are equal sequences.
pub type Key = (bool, u64);

/// A code of which eight make a word.
pub trait Narrow: Code {
    /// Up to eight codes from `at` on, each in a byte, the first in the lowest. `count` is not 0.
    fn word(codes: &[Self], at: usize, count: usize) -> u64;
}

impl Narrow for u8 {
    #[inline(always)]
    fn word(codes: &[u8], at: usize, count: usize) -> u64 {
        // Eight at once with what follows, which is masked out; only at the end of the bucket nothing does.
        match codes.get(at..at + 8) {
            Some(eight) => {
                let word = u64::from_le_bytes(eight.try_into().expect("eight bytes"));
                word & (u64::MAX >> (64 - 8 * count))
            }
            None => one_by_one(&codes[at..at + count]),
        }
    }
}

impl Narrow for u16 {
    fn word(codes: &[u16], at: usize, count: usize) -> u64 {
        one_by_one(&codes[at..at + count])
    }
}

impl Narrow for u32 {
    fn word(codes: &[u32], at: usize, count: usize) -> u64 {
        one_by_one(&codes[at..at + count])
    }
}

fn one_by_one<C: Code>(codes: &[C]) -> u64 {
    codes
        .iter()
        .enumerate()
        .fold(0, |word, (i, code)| word | (code.at() as u64) << (8 * i))
}

/// The key of some of a bucket's events, whose codes are all below 256. Up to seven codes and their number are the key
/// itself, mixed; longer sequences are hashed eight codes at a time.
#[inline(always)]
pub fn narrow<C: Narrow>(codes: &[C], events: Range<usize>) -> Key {
    let length = events.len();
    if length == 0 {
        return (true, mix(0));
    }
    if length <= 7 {
        return (
            true,
            mix(C::word(codes, events.start, length) | (length as u64) << 56),
        );
    }
    let (mut hash, mut at) = (length as u64, events.start);
    while events.end - at > 8 {
        hash = (hash ^ C::word(codes, at, 8)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        hash ^= hash >> 29;
        at += 8;
    }
    let last = C::word(codes, at, events.end - at);
    (false, mix(hash ^ last.rotate_left(7)))
}

pub fn wide<C: Code>(codes: &[C]) -> Key {
    let hash = codes.iter().fold(codes.len() as u64, |hash, code| {
        let hash = (hash ^ code.at() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        hash ^ hash >> 29
    });
    (false, mix(hash))
}

/// The last step of MurmurHash3: every bit of the result depends on every bit of the input, and no two inputs share
/// a result.
#[inline(always)]
fn mix(mut key: u64) -> u64 {
    key ^= key >> 33;
    key = key.wrapping_mul(0xff51_afd7_ed55_8ccd);
    key ^= key >> 33;
    key = key.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    key ^ (key >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sequence_has_one_key_wherever_it_stands_and_in_whatever_width() {
        let codes: Vec<u8> = (0..200_u32).map(|i| (i * i % 7) as u8).collect();
        let wider: Vec<u16> = codes.iter().map(|&code| code.into()).collect();
        for length in 1..40 {
            for start in 0..=codes.len() - length {
                let events = start..start + length;
                let alone = codes[events.clone()].to_vec();
                let key = narrow(&codes, events.clone());
                assert_eq!(key, narrow(&alone, 0..length));
                assert_eq!(key, narrow(&wider, events));
                assert_eq!(key.0, length <= 7);
            }
        }
        assert_ne!(narrow(&[0_u8, 0], 0..1), narrow(&[0_u8, 0], 0..2));
    }
}
