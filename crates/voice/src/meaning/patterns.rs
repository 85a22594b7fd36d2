//! Phrases as people write them, found in the words of a sentence.
//!
//! One pattern per line. `word` is itself, `stem*` any word that begins so, `a|b*` either, `[a|b]` may be absent,
//! `~` stands for up to three words of the same clause, `^` for the beginning of a clause, greetings and conjunctions
//! aside. A line that begins with `-` is an exception: no phrase of its section counts that begins inside it.

use crate::text::{TokenKind, Tokens};
use std::collections::HashMap;

/// Words that `~` may stand for.
const GAP_WORDS_MAX: usize = 3;

#[derive(Debug)]
enum Element {
    Word { any_of: Vec<Spelling>, optional: bool },
    Gap,
}

#[derive(Debug)]
struct Spelling {
    letters: String,
    begins: bool,
}

impl Spelling {
    fn matches(&self, word: &str) -> bool {
        if self.begins {
            word.starts_with(&self.letters)
        } else {
            word == self.letters
        }
    }
}

#[derive(Debug)]
struct Pattern<K> {
    kind: K,
    confidence: f64,
    at_start: bool,
    except: bool,
    /// A denial in the two words before takes the meaning away.
    denied: bool,
    elements: Vec<Element>,
}

/// A phrase found: words `from..to` of the sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Found<K> {
    pub kind: K,
    pub confidence: f64,
    pub from: usize,
    pub to: usize,
}

/// A list of patterns, ready to be looked up word by word.
#[derive(Debug)]
pub(crate) struct Patterns<K> {
    patterns: Vec<Pattern<K>>,
    by_word: HashMap<String, Vec<u32>>,
    by_beginning: HashMap<String, Vec<u32>>,
    beginning_bytes_max: usize,
}

impl<K: Copy + PartialEq> Patterns<K> {
    /// Reads lists of sections `[kind confidence]`, followed by patterns; `#` begins a remark. `deniable` tells the
    /// kinds that a word like «не» before the phrase takes away.
    ///
    /// # Panics
    /// Where a list names an unknown kind or has a section without a confidence: the lists are part of the code.
    pub fn read(lists: &[&str], kind: impl Fn(&str) -> Option<K>, deniable: impl Fn(K) -> bool) -> Self {
        let mut patterns = Self {
            patterns: Vec::new(),
            by_word: HashMap::new(),
            by_beginning: HashMap::new(),
            beginning_bytes_max: 0,
        };
        for list in lists {
            let mut section = None;
            for line in list.lines().map(str::trim) {
                if line.is_empty() || line.starts_with('#') {
                    continue;
                }
                if let Some(head) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'))
                    && let Some((name, confidence)) = head.split_once(' ')
                    && let Ok(confidence) = confidence.parse::<f64>()
                {
                    section = kind(name).map(|kind| (kind, confidence));
                    assert!(section.is_some(), "the list names an unknown kind: {name}");
                    continue;
                }
                let (kind, confidence) = section.expect("a pattern stands in a section");
                patterns.add(line, kind, confidence, deniable(kind));
            }
        }
        patterns
    }

    fn add(&mut self, line: &str, kind: K, confidence: f64, deniable: bool) {
        let (except, line) = line.strip_prefix("- ").map_or((false, line), |rest| (true, rest));
        let (at_start, line) = line.strip_prefix("^ ").map_or((false, line), |rest| (true, rest));
        let elements: Vec<Element> = line.split_whitespace().map(element).collect();
        let Some(Element::Word { any_of, .. }) = elements.first() else {
            panic!("a pattern begins with a word: {line}");
        };
        let number = self.patterns.len() as u32;
        for spelling in any_of {
            let index = if spelling.begins {
                &mut self.by_beginning
            } else {
                &mut self.by_word
            };
            index.entry(spelling.letters.clone()).or_default().push(number);
            if spelling.begins {
                self.beginning_bytes_max = self.beginning_bytes_max.max(spelling.letters.len());
            }
        }
        let denies_itself = elements.iter().any(|element| match element {
            Element::Word { any_of, .. } => any_of.iter().any(|s| is_denial(&s.letters)),
            Element::Gap => false,
        });
        let denied = deniable && !denies_itself;
        self.patterns.push(Pattern {
            kind,
            confidence,
            at_start,
            except,
            denied,
            elements,
        });
    }

    /// All phrases, by place; of one kind at one word only the longest.
    pub fn find(&self, words: &Tokens) -> Vec<Found<K>> {
        let mut found: Vec<Found<K>> = Vec::new();
        let mut exceptions: Vec<Found<K>> = Vec::new();
        for at in 0..words.len() {
            let mut look = |numbers: Option<&Vec<u32>>| {
                for number in numbers.into_iter().flatten() {
                    let pattern = &self.patterns[*number as usize];
                    if pattern.at_start && !begins_clause(words, at) {
                        continue;
                    }
                    let Some(to) = ends(&pattern.elements, words, at) else {
                        continue;
                    };
                    let one = Found {
                        kind: pattern.kind,
                        confidence: pattern.confidence,
                        from: at,
                        to,
                    };
                    if pattern.except {
                        exceptions.push(one);
                    } else if !(pattern.denied && denied_before(words, at)) {
                        match found.iter_mut().find(|f| f.kind == one.kind && f.from == at) {
                            Some(known) if known.to < to => *known = one,
                            Some(_) => {}
                            None => found.push(one),
                        }
                    }
                }
            };
            let word = words.normal(at);
            look(self.by_word.get(word));
            for bytes in 1..=word.len().min(self.beginning_bytes_max) {
                if word.is_char_boundary(bytes) {
                    look(self.by_beginning.get(&word[..bytes]));
                }
            }
        }
        found.retain(|f| {
            !exceptions
                .iter()
                .any(|e| e.kind == f.kind && e.from <= f.from && f.from < e.to)
        });
        found
    }
}

fn element(word: &str) -> Element {
    if word == "~" {
        return Element::Gap;
    }
    let inner = word.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let any_of = inner
        .unwrap_or(word)
        .split('|')
        .map(|letters| match letters.strip_suffix('*') {
            Some(beginning) => Spelling {
                letters: beginning.to_owned(),
                begins: true,
            },
            None => Spelling {
                letters: letters.to_owned(),
                begins: false,
            },
        });
    Element::Word {
        any_of: any_of.collect(),
        optional: inner.is_some(),
    }
}

/// Where a match of `elements` that begins at word `at` ends.
fn ends(elements: &[Element], words: &Tokens, at: usize) -> Option<usize> {
    let Some((first, rest)) = elements.split_first() else {
        return Some(at);
    };
    match first {
        Element::Gap => {
            for next in at..=at + GAP_WORDS_MAX {
                if let Some(to) = ends(rest, words, next) {
                    return Some(to);
                }
                if next >= words.len() || ends_clause(words, next) {
                    return None;
                }
            }
            None
        }
        Element::Word { any_of, optional } => {
            let here = (at..words.len()).take(2).find(|next| words.normal(*next) != ",");
            if let Some(here) = here
                && any_of.iter().any(|s| s.matches(words.normal(here)))
                && let Some(to) = ends(rest, words, here + 1)
            {
                return Some(to);
            }
            if *optional { ends(rest, words, at) } else { None }
        }
    }
}

/// Whether a clause begins at `at`, openers such as «а», «здравствуйте», "and", "please" aside.
fn begins_clause(words: &Tokens, at: usize) -> bool {
    (0..at)
        .rev()
        .find(|before| !is_opener(words.normal(*before)))
        .is_none_or(|before| !is_word(words, before))
}

fn is_opener(word: &str) -> bool {
    matches!(
        word,
        "а" | "и"
            | "но"
            | "так"
            | "ну"
            | "вот"
            | "же"
            | "еще"
            | "здравствуйте"
            | "привет"
            | "hi"
            | "hii"
            | "hello"
            | "hey"
            | "ok"
            | "okay"
            | "so"
            | "and"
            | "but"
            | "also"
            | "please"
            | "well"
            | "then"
            | "yes"
            | "no"
            | "sir"
            | "madam"
            | "now"
            | "or"
    )
}

fn is_word(words: &Tokens, at: usize) -> bool {
    matches!(words.tokens[at].kind, TokenKind::Word | TokenKind::Number)
}

fn ends_clause(words: &Tokens, at: usize) -> bool {
    words.tokens[at].kind == TokenKind::Mark
        && words
            .normal(at)
            .starts_with(['.', '!', '?', ';', ':', '…', '(', ')'])
}

/// Words that deny what follows.
pub(crate) fn is_denial(word: &str) -> bool {
    matches!(
        word,
        "не" | "нет"
            | "ни"
            | "без"
            | "никак"
            | "никогда"
            | "not"
            | "no"
            | "never"
            | "without"
            | "neither"
            | "nor"
            | "dont"
            | "cannot"
            | "cant"
            | "wont"
            | "didnt"
            | "doesnt"
            | "isnt"
            | "wasnt"
            | "hardly"
    ) || word.ends_with("n't")
}

/// Whether one of the two words before, in the same clause, denies.
fn denied_before(words: &Tokens, at: usize) -> bool {
    (0..at)
        .rev()
        .take_while(|before| is_word(words, *before))
        .take(2)
        .any(|before| is_denial(words.normal(before)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(list: &str, text: &str, expected: &str) {
        let list = format!("[it 0.5]\n{list}");
        let patterns = Patterns::read(&[&list], |name| (name == "it").then_some(()), |()| true);
        let words = Tokens::new(text, 0);
        let found: Vec<String> = patterns
            .find(&words)
            .iter()
            .map(|f| {
                (f.from..f.to)
                    .map(|at| words.normal(at))
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect();
        assert_eq!(found.join(" | "), expected);
    }

    #[test]
    fn a_pattern_is_words_beginnings_choices_and_gaps() {
        check("долго жд*", "Очень долго ждали карту", "долго ждали");
        check(
            "wish there was|were",
            "I wish there were a chat",
            "wish there were",
        );
        check("хотел* [бы] чтобы", "Хотелось, чтобы звонили", "хотелось , чтобы");
        check(
            "больше ~ не верн*",
            "больше сюда никогда не вернусь",
            "больше сюда никогда не вернусь",
        );
        check("больше ~ не верн*", "больше. Мы не вернулись", "");
        check("^ when", "when will it come, you know when", "when");
    }

    #[test]
    fn exceptions_and_denials_take_a_match_away() {
        check(
            "не хватает\n- не хватает слов",
            "не хватает слов, не хватает чата",
            "не хватает",
        );
        check("довол*", "я доволен, но не очень довольна сервисом", "доволен");
        check("не дозвон*", "не дозвонился", "не дозвонился");
    }
}
