//! Words and phrases with open endings, found in tokens.

use crate::text::{TokenKind, Tokens};
use rustc_hash::FxHashMap;

/// Words, some of them open at the end (`удобн*`), each with a value. The longest one that fits a word wins; a whole
/// word wins over all.
#[derive(Clone, Debug)]
pub(super) struct Stems<T> {
    whole: FxHashMap<Box<str>, T>,
    open: FxHashMap<Box<str>, T>,
    /// Bit n: there is an open word of n bytes.
    lengths: u64,
}

/// Open words are at most this long, in bytes: one bit of `lengths` for each.
const STEM_BYTES_MAX: usize = 63;

impl<T> Default for Stems<T> {
    fn default() -> Self {
        Self {
            whole: FxHashMap::default(),
            open: FxHashMap::default(),
            lengths: 0,
        }
    }
}

impl<T> Stems<T> {
    /// The value of `word` to write to; a star at its end makes it open.
    pub fn entry(&mut self, word: &str, empty: impl FnOnce() -> T) -> &mut T {
        match word.strip_suffix('*') {
            Some(stem) if stem.len() <= STEM_BYTES_MAX => {
                self.lengths |= 1 << stem.len();
                self.open.entry(stem.into()).or_insert_with(empty)
            }
            _ => self.whole.entry(word.into()).or_insert_with(empty),
        }
    }

    pub fn get(&self, word: &str) -> Option<&T> {
        if let Some(value) = self.whole.get(word) {
            return Some(value);
        }
        self.lengths_of(word)
            .find_map(|length| self.open.get(&word[..length]))
    }

    /// All values that fit, the longest first.
    pub fn all<'s>(&'s self, word: &'s str) -> impl Iterator<Item = &'s T> {
        let open = self
            .lengths_of(word)
            .filter_map(|length| self.open.get(&word[..length]));
        self.whole.get(word).into_iter().chain(open)
    }

    /// How many bytes of `word` an open entry may take, the most first.
    fn lengths_of(&self, word: &str) -> impl Iterator<Item = usize> {
        let lengths = self.lengths;
        (1..=word.len().min(STEM_BYTES_MAX))
            .rev()
            .filter(move |length| lengths >> length & 1 == 1 && word.is_char_boundary(*length))
    }
}

/// Phrases of one or more words, each with a value.
#[derive(Clone, Debug)]
pub(super) struct Phrases<T> {
    by_first: Stems<Vec<(Vec<Box<str>>, T)>>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self {
            by_first: Stems::default(),
        }
    }
}

impl<T: Copy> Phrases<T> {
    /// Words apart by spaces, in the form of [`Tokens::normal`], each may end in a star.
    pub fn add(&mut self, phrase: &str, value: T) {
        let mut words = phrase.split_whitespace();
        let Some(first) = words.next() else { return };
        let rest: Vec<Box<str>> = words.map(Box::from).collect();
        let of_first = self.by_first.entry(first, Vec::new);
        of_first.push((rest, value));
        of_first.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
    }

    /// The longest phrase that begins at token `at`: how many tokens it takes, and its value.
    pub fn at(&self, tokens: &Tokens, at: usize) -> Option<(usize, T)> {
        let mut best: Option<(usize, T)> = None;
        for phrases in self.by_first.all(tokens.normal(at)) {
            for (rest, value) in phrases {
                let length = rest.len() + 1;
                if best.is_some_and(|(longest, _)| longest >= length) {
                    break;
                }
                if follows(tokens, at + 1, rest) {
                    best = Some((length, *value));
                    break;
                }
            }
        }
        best
    }
}

fn follows(tokens: &Tokens, from: usize, words: &[Box<str>]) -> bool {
    from + words.len() <= tokens.len()
        && words.iter().enumerate().all(|(n, wanted)| {
            let at = from + n;
            let is_word = matches!(tokens.tokens[at].kind, TokenKind::Word | TokenKind::Number);
            is_word
                && match wanted.strip_suffix('*') {
                    Some(stem) => tokens.normal(at).starts_with(stem),
                    None => tokens.normal(at) == &**wanted,
                }
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_entry_wins_and_a_whole_word_over_all() {
        let mut stems = Stems::default();
        for (word, value) in [("бед*", -1), ("бедр*", 0), ("беда", -2)] {
            *stems.entry(word, || 0) = value;
        }
        let of = |word| stems.get(word).copied();
        assert_eq!(of("бедный"), Some(-1));
        assert_eq!(of("бедро"), Some(0));
        assert_eq!(of("беда"), Some(-2));
        assert_eq!(of("бе"), None);
    }

    #[test]
    fn the_longest_phrase_is_taken() {
        let mut phrases = Phrases::default();
        phrases.add("не советую", 1);
        phrases.add("не совет* никому", 2);
        phrases.add("не*", 3);
        let at = |text: &str| phrases.at(&Tokens::new(text, 0), 0);
        assert_eq!(at("не советую никому"), Some((3, 2)));
        assert_eq!(at("Не советую."), Some((2, 1)));
        assert_eq!(at("не, советую"), Some((1, 3)));
        assert_eq!(at("да"), None);
    }
}
