//! Words, pairs of words and letter runs of a text as numbers.

use crate::text::{TokenKind, Tokens};

/// Hashed n-grams of a text with how often each stands in it, sorted by hash; words and letters apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Grams {
    pub words: Vec<(u32, u16)>,
    pub letters: Vec<(u32, u16)>,
}

/// Characters of a text that are looked at: what a customer feels stands in the first pages.
const CHARACTERS_MAX: usize = 20_000;
/// Letter runs have two to this many letters; the blank before and after a word counts as one.
const RUN_LETTERS_MAX: usize = 5;

pub(crate) fn grams(text: &str) -> Grams {
    let end = text
        .char_indices()
        .nth(CHARACTERS_MAX)
        .map_or(text.len(), |(at, _)| at);
    let tokens = Tokens::new(&text[..end], 0);
    let mut words = Vec::with_capacity(tokens.len() * 2);
    let mut letters = Vec::with_capacity(text.len() * 3);
    let mut previous: Option<u64> = None;
    let mut padded: Vec<char> = Vec::new();
    for at in 0..tokens.len() {
        let normal = tokens.normal(at);
        // Marks teach only where they carry a mood.
        let mood = normal.starts_with(['!', '?', '.']) && (normal.len() > 1 || !normal.starts_with('.'));
        let kind = tokens.tokens[at].kind;
        if kind == TokenKind::Mark && !mood {
            continue;
        }
        let hash = hash_of(normal.as_bytes(), 1);
        words.push(folded(hash));
        if let Some(previous) = previous {
            words.push(folded(hash_of(&hash.to_le_bytes(), previous)));
        }
        previous = Some(hash);
        if kind == TokenKind::Word {
            padded.clear();
            padded.push(' ');
            padded.extend(normal.chars());
            padded.push(' ');
            runs_of(&padded, &mut letters);
        }
    }
    Grams {
        words: counted(words),
        letters: counted(letters),
    }
}

fn runs_of(padded: &[char], letters: &mut Vec<u32>) {
    for start in 0..padded.len() {
        let mut hash = START;
        for (n, c) in padded[start..].iter().take(RUN_LETTERS_MAX).enumerate() {
            hash = step(hash, *c as u32 as u8);
            hash = step(hash, (*c as u32 >> 8) as u8);
            if n > 0 {
                letters.push(folded(hash));
            }
        }
    }
}

fn counted(mut hashes: Vec<u32>) -> Vec<(u32, u16)> {
    hashes.sort_unstable();
    let mut counts: Vec<(u32, u16)> = Vec::with_capacity(hashes.len());
    for hash in hashes {
        match counts.last_mut() {
            Some((last, n)) if *last == hash => *n = n.saturating_add(1),
            _ => counts.push((hash, 1)),
        }
    }
    counts
}

const START: u64 = 0xcbf2_9ce4_8422_2325;

fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

/// FNV-1a of 64 bits, begun from `seed`.
pub(crate) fn hash_of(bytes: &[u8], seed: u64) -> u64 {
    let hash = bytes
        .iter()
        .fold(START ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15), |hash, byte| {
            step(hash, *byte)
        });
    hash ^ (hash >> 29)
}

/// 32 bits are enough to tell a few hundred thousand n-grams apart: of those, some ten share a number.
fn folded(hash: u64) -> u32 {
    (hash ^ (hash >> 32)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_pairs_and_letter_runs_are_counted() {
        let grams = grams("Да да нет");
        // да, да, нет, «да да», «да нет»
        assert_eq!(grams.words.iter().map(|(_, n)| n).sum::<u16>(), 5);
        assert_eq!(grams.words.len(), 4);
        // « да »: 3 + 2 + 1 runs; « нет »: 4 + 3 + 2 + 1
        assert_eq!(grams.letters.iter().map(|(_, n)| n).sum::<u16>(), 6 + 6 + 10);
        assert!(grams.letters.is_sorted());
    }
}
