//! The word lists, read once.

use super::stems::{Phrases, Stems};
use crate::reading::Language;
use std::sync::LazyLock;

/// What the lists of one language say. Strengths are −4..=+4 as in VADER.
pub(super) struct Lexicon {
    pub words: Stems<f32>,
    pub phrases: Phrases<f32>,
    pub modifiers: Stems<Modifier>,
}

/// A word that says nothing by itself and changes what others say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Modifier {
    /// Turns round what follows it.
    Negator,
    /// Multiplies what follows it.
    Times(f32),
    /// What stands before it counts less, what follows more: но, but.
    Contrast,
    /// The clause that follows counts less: хотя, although.
    Concession,
    /// The sentence is about what is not so: если бы, would.
    Unreal,
}

/// The lexicon for sentences of `language`; English for Latin letters that tell nothing.
pub(super) fn lexicon(language: Language) -> Option<&'static Lexicon> {
    match language {
        Language::Ru => Some(&RUSSIAN),
        Language::En => Some(&ENGLISH),
        Language::Unknown | Language::Mixed => Some(&ENGLISH),
        Language::Other => None,
    }
}

pub(crate) fn knows_english(word: &str) -> bool {
    ENGLISH.words.get(word).is_some()
}

/// What emoji and smileys say.
pub(super) fn emoji(sign: &str) -> f32 {
    let first = sign.chars().next().unwrap_or(' ');
    match first {
        ':' | ';' | '=' => match sign.chars().last() {
            Some(')' | 'D' | ']' | '*' | '3' | 'P' | 'p') => 1.6,
            Some('(' | '[') => -1.9,
            Some('/' | '|') => -1.0,
            _ => 0.0,
        },
        ')' => 1.2,
        '(' => -1.8,
        '<' => 2.4,
        '😀'..='😆' | '😇' | '😊' | '😋' | '😌' | '😎' | '😸'..='😻' | '🙂' | '🤗' | '🤩' | '🥳' | '🥰' => {
            2.0
        }
        '😍' | '😘' | '❤' | '💖' | '💕' | '💗' | '💯' | '🔥' | '🌟' | '⭐' | '🏆' => 2.4,
        '👍' | '👌' | '👏' | '🙏' | '💪' | '✅' | '☺' | '🎉' | '💐' | '🌹' | '🌸' | '🤝' => {
            1.8
        }
        '😠' | '😡' | '😣' | '😤' | '🤬' | '👿' | '😾' | '💩' | '🤮' | '🤢' => -3.0,
        '👎' | '😞' | '😟' | '😔' | '😕' | '🙁' | '☹' | '😢' | '😭' | '😩' | '😫' | '😒' | '💔' | '😖'
        | '😱' => -2.2,
        '🙄' | '🤦' | '🤷' | '🤡' | '😑' | '😐' => -1.4,
        _ => 0.0,
    }
}

static RUSSIAN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon {
    words: words(&[include_str!("words/ru.txt")]),
    phrases: phrases(include_str!("words/ru_phrases.txt")),
    modifiers: modifiers(&[
        (
            Modifier::Negator,
            "не нет ни без нету нельзя отсутств* никак* ничего ничем никто никого никому никогда нигде",
        ),
        (
            Modifier::Times(1.3),
            "очень крайне весьма самый самая самое самые самого самых самой ужасно невероятно чрезвычайно абсолютно \
             совершенно полностью совсем просто реально действительно настолько столь такой такая такое такие так \
             максимально особенно очень-очень безумно жутко дико гораздо намного значительно постоянно всегда вечно \
             полный полная полное полнейш* сплошн* огромн* больш* колоссальн*",
        ),
        (
            Modifier::Times(0.7),
            "немного слегка чуть чуть-чуть немножко довольно относительно сравнительно местами иногда порой частично \
             почти более-менее несколько вроде кажется якобы",
        ),
        (Modifier::Contrast, "но однако зато"),
        (Modifier::Concession, "хотя хоть несмотря"),
        (Modifier::Unreal, "бы б"),
    ]),
});

static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon {
    words: words(&[include_str!("words/vader.txt"), include_str!("words/en.txt")]),
    phrases: phrases(include_str!("words/en_phrases.txt")),
    modifiers: modifiers(&[
        (
            Modifier::Negator,
            "not no never neither nor cannot can't cant don't dont doesn't doesnt didn't didnt won't wont wouldn't \
             wouldnt couldn't couldnt shouldn't isn't isnt wasn't wasnt aren't arent weren't hasn't hasnt haven't havent \
             hadn't ain't without nothing nobody hardly barely rarely seldom lack",
        ),
        (
            Modifier::Times(1.3),
            "very really so extremely incredibly absolutely completely totally super too especially exceptionally \
             remarkably highly hugely greatly most more thoroughly utterly truly quite pretty deeply amazingly such \
             always constantly particularly insanely beyond",
        ),
        (
            Modifier::Times(0.7),
            "slightly somewhat little bit kind sort kinda sorta almost partly marginally fairly occasionally \
             sometimes mostly less",
        ),
        (Modifier::Contrast, "but however yet"),
        (Modifier::Concession, "although though despite while"),
        (Modifier::Unreal, "would could if wish should"),
    ]),
});

/// Lines of a strength and words after it, or of a word, a tab and its strength; later lists overrule earlier ones.
fn words(lists: &[&str]) -> Stems<f32> {
    let mut stems = Stems::default();
    for line in lists.iter().flat_map(|list| entries(list)) {
        if let Some((word, strength)) = line.split_once('\t') {
            *stems.entry(word, || 0.0) = strength.parse().expect("a strength of the checked-in list");
            continue;
        }
        let mut parts = line.split_whitespace();
        let strength: f32 = parts
            .next()
            .and_then(|first| first.parse().ok())
            .expect("a line of the checked-in list begins with a strength");
        for word in parts {
            *stems.entry(word, || 0.0) = strength;
        }
    }
    stems
}

fn phrases(list: &str) -> Phrases<f32> {
    let mut phrases = Phrases::default();
    for line in entries(list) {
        let (strength, phrase) = line.split_once(' ').expect("a strength and a phrase");
        phrases.add(
            phrase,
            strength.parse().expect("a strength of the checked-in list"),
        );
    }
    phrases
}

fn entries(list: &str) -> impl Iterator<Item = &str> {
    list.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn modifiers(lists: &[(Modifier, &str)]) -> Stems<Modifier> {
    let mut stems = Stems::default();
    for (modifier, words) in lists {
        for word in words.split_whitespace() {
            stems.entry(word, || *modifier);
        }
    }
    stems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_in_the_form_tokens_have_and_its_strength_in_range() {
        let lists = [
            include_str!("words/ru.txt"),
            include_str!("words/en.txt"),
            include_str!("words/ru_phrases.txt"),
            include_str!("words/en_phrases.txt"),
        ];
        for line in lists.iter().flat_map(|list| entries(list)) {
            let (strength, words) = line.split_once(' ').unwrap();
            let strength: f32 = strength.parse().unwrap();
            assert!((-4.0..=4.0).contains(&strength), "{line}");
            for word in words.split_whitespace() {
                let stem = word.strip_suffix('*').unwrap_or(word);
                assert_eq!(crate::text::normal(stem), stem, "{line}");
                assert!(!stem.contains('*') && !stem.is_empty(), "{line}");
            }
        }
    }

    #[test]
    fn no_word_stands_in_a_list_twice() {
        for list in [include_str!("words/ru.txt"), include_str!("words/en.txt")] {
            let mut seen = std::collections::BTreeSet::new();
            for word in entries(list).flat_map(|line| line.split_whitespace().skip(1)) {
                assert!(seen.insert(word), "{word} stands twice");
            }
        }
    }
}
