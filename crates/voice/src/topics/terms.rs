//! The words of a text that can make a topic, by their meaning: forms of a word are one term, and so are common words
//! of Russian and English that mean the same.

use super::stem::stem;
use crate::text::{TokenKind, Tokens, normal};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;
use tropa_model::{Feedback, LocalText};

/// Terms of one text that are looked at; the rest of a very long text repeats itself.
pub(crate) const TERMS_PER_TEXT_MAX: usize = 160;

/// Letters a word needs to be a term.
const LETTERS_MIN: usize = 3;

struct Gloss {
    /// Stem → concept, `=card`.
    concepts: FxHashMap<String, &'static str>,
    names: FxHashMap<&'static str, LocalText>,
}

static GLOSS: LazyLock<Gloss> = LazyLock::new(|| {
    let mut gloss = Gloss {
        concepts: FxHashMap::default(),
        names: FxHashMap::default(),
    };
    for line in include_str!("gloss.txt").lines() {
        let Some((russian, english)) = line.split_once('|').filter(|_| !line.starts_with('#')) else {
            continue;
        };
        let (Some(ru), Some(en)) = (
            russian.split_whitespace().next(),
            english.split_whitespace().next(),
        ) else {
            continue;
        };
        for word in russian.split_whitespace().chain(english.split_whitespace()) {
            let word = normal(word);
            gloss.concepts.entry(stem(&word).to_owned()).or_insert(en);
            // «кредит» loses its «ит» as a verb would, «кредита» does not.
            if word.ends_with(is_russian_consonant) {
                gloss.concepts.entry(word).or_insert(en);
            }
        }
        gloss.names.entry(en).or_insert_with(|| LocalText::en_ru(en, ru));
    }
    gloss
});

fn is_russian_consonant(letter: char) -> bool {
    "бвгджзклмнпрстфхцчшщ".contains(letter)
}

static STOP: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("stop.txt")
        .lines()
        .filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

static STOP_BEGINNINGS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| STOP.iter().filter_map(|word| word.strip_suffix('*')).collect());

/// The term a word stands for; `None` where it says nothing of what the text is about. `word` as
/// [`Tokens::normal`] gives it.
pub(crate) fn term(word: &str) -> Option<&str> {
    if is_stop(word) || word.chars().take(LETTERS_MIN).count() < LETTERS_MIN {
        return None;
    }
    let stem = stem(word);
    Some(GLOSS.concepts.get(stem).copied().unwrap_or(stem))
}

/// Whether a word is in the list, itself or by a beginning with a star.
fn is_stop(word: &str) -> bool {
    let begins = || {
        let ends = word
            .char_indices()
            .map(|(at, letter)| at + letter.len_utf8())
            .skip(2);
        ends.take(12).any(|end| STOP_BEGINNINGS.contains(&word[..end]))
    };
    STOP.contains(word) || begins()
}

/// A term's name where it is a word known in both languages.
pub(crate) fn known_name(term: &str) -> Option<&'static LocalText> {
    GLOSS.names.get(term)
}

/// Calls `each` with every term of the item's texts and the word it was written with, in their order.
pub(crate) fn each_term(item: &Feedback, mut each: impl FnMut(&str, &str)) {
    let mut left = TERMS_PER_TEXT_MAX;
    for (_, text) in &item.texts {
        let tokens = Tokens::new(text, 0);
        for at in 0..tokens.len() {
            if tokens.tokens[at].kind != TokenKind::Word {
                continue;
            }
            let word = tokens.normal(at);
            if left > 0
                && let Some(term) = term(word)
            {
                left -= 1;
                each(term, word);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms_of(text: &str) -> Vec<String> {
        Tokens::new(text, 0)
            .words()
            .filter_map(term)
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn forms_and_languages_meet_in_one_term() {
        assert_eq!(
            terms_of("Доставку задержали, курьер не звонил!"),
            ["delivery", "delay", "courier", "call"]
        );
        assert_eq!(
            terms_of("The delivery was delayed, and the courier never called"),
            ["delivery", "delay", "courier", "call"]
        );
        assert_eq!(known_name("delivery").unwrap().get("ru"), "доставка");
        assert_eq!(terms_of("Очень хорошо, спасибо за всё 👍"), [] as [&str; 0]);
    }
}
