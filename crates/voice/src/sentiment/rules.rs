//! From words to the feeling of a sentence.

use super::lexicon::{Lexicon, Modifier, emoji, lexicon};
use crate::reading::Language;
use crate::text::{TokenKind, Tokens};
use std::ops::Range;

/// A place that feels: tokens `at.start..at.end` with what they say here, after all rules.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Hit {
    pub at: Range<usize>,
    pub value: f32,
}

/// What the rules found in one sentence.
#[derive(Clone, Debug, Default)]
pub(crate) struct Felt {
    /// In order of their place.
    pub hits: Vec<Hit>,
    /// Says the contrary of what it means, perhaps: nothing is concluded from it.
    pub sarcastic: bool,
    /// Token after which what counts begins: a contrast.
    pub contrast: Option<usize>,
}

impl Felt {
    /// Sum of what its places say.
    pub fn sum(&self) -> f32 {
        self.hits.iter().map(|hit| hit.value).sum()
    }

    /// Sum of their sizes: how much is said, good or bad.
    pub fn size(&self) -> f32 {
        self.hits.iter().map(|hit| hit.value.abs()).sum()
    }
}

/// A negation reaches this many words ahead within its clause: «не увидел ничего хорошего».
const NEGATION_WORDS: usize = 3;
/// A good thing denied is bad, nearly as much as it was good.
const DENIED_GOOD: f32 = -0.8;
/// A bad thing denied is a little good: "not bad".
const DENIED_BAD: f32 = -0.45;
/// What is said to be not so, when it is no feeling that is denied: «деньги не пришли».
const DENIED_FACT_RU: f32 = -0.8;
const DENIED_FACT_EN: f32 = -0.5;
/// Of two sides of "but", the second is what is meant (Hutto & Gilbert 2014 use 0.5 and 1.5).
const BEFORE_CONTRAST: f32 = 0.6;
const AFTER_CONTRAST: f32 = 1.3;
const CONCEDED: f32 = 0.6;
const UNREAL_GOOD: f32 = 0.4;
const ASKED: f32 = 0.7;
const SHOUTED: f32 = 1.15;
const EXCLAIMED: f32 = 0.08;

/// Feels a sentence. Nothing is felt in languages without lists, but for emoji.
pub(crate) fn feel(tokens: &Tokens, language: Language) -> Felt {
    let mut felt = Felt::default();
    let Some(lexicon) = lexicon(language) else {
        felt.hits = (0..tokens.len())
            .filter(|at| tokens.tokens[*at].kind == TokenKind::Emoji)
            .map(|at| Hit {
                at: at..at + 1,
                value: emoji(tokens.normal(at)),
            })
            .filter(|hit| hit.value != 0.0)
            .collect();
        return felt;
    };
    let modifiers: Vec<Option<Modifier>> = (0..tokens.len())
        .map(|at| match tokens.tokens[at].kind {
            TokenKind::Word => lexicon.modifiers.get(tokens.normal(at)).copied(),
            _ => None,
        })
        .collect();
    let russian = language == Language::Ru;
    let all_shouted = tokens
        .tokens
        .iter()
        .filter(|token| token.kind == TokenKind::Word && token.chars.len() > 1)
        .all(|token| token.shouted);
    let mut denies = vec![false; tokens.len()];
    let mut at = 0;
    while at < tokens.len() {
        let kind = tokens.tokens[at].kind;
        if kind == TokenKind::Emoji {
            let value = emoji(tokens.normal(at));
            if value != 0.0 {
                felt.hits.push(Hit {
                    at: at..at + 1,
                    value,
                });
            }
            at += 1;
            continue;
        }
        if kind == TokenKind::Mark {
            at += 1;
            continue;
        }
        if let Some((length, value)) = lexicon.phrases.at(tokens, at) {
            denies[at..at + length].fill(true);
            if value != 0.0 {
                let value = value * strengthened(tokens, &modifiers, at);
                felt.hits.push(Hit {
                    at: at..at + length,
                    value,
                });
            }
            at += length;
            continue;
        }
        if modifiers[at] != Some(Modifier::Negator)
            && let Some(mut value) = word(lexicon, tokens.normal(at), russian)
            && value != 0.0
        {
            value *= strengthened(tokens, &modifiers, at);
            if let Some(negator) = negator_of(tokens, &modifiers, at, russian) {
                value *= if value > 0.0 { DENIED_GOOD } else { DENIED_BAD };
                denies[negator] = true;
            }
            if tokens.tokens[at].shouted && !all_shouted {
                value *= SHOUTED;
            }
            felt.hits.push(Hit {
                at: at..at + 1,
                value,
            });
        }
        at += 1;
    }
    deny_facts(
        &modifiers,
        &denies,
        if russian { DENIED_FACT_RU } else { DENIED_FACT_EN },
        &mut felt,
    );
    weigh(tokens, &modifiers, &mut felt);
    felt.sarcastic = sarcastic(tokens, &felt);
    felt
}

/// The strength of a word; «не» grown together with a good word turns it round: «неуютно».
fn word(lexicon: &Lexicon, word: &str, russian: bool) -> Option<f32> {
    if let Some(value) = lexicon.words.get(word) {
        return Some(*value);
    }
    if russian {
        let rest = word.strip_prefix("не").filter(|rest| rest.len() >= 8)?;
        let value = lexicon.words.get(rest).copied().filter(|value| *value > 0.0)?;
        return Some(value * DENIED_GOOD);
    }
    // "soo", "goood": letters drawn out are kept twice in English; once more to once.
    let mut once = String::with_capacity(word.len());
    for c in word.chars() {
        if !once.ends_with(c) {
            once.push(c);
        }
    }
    if once.len() == word.len() {
        return None;
    }
    lexicon.words.get(&once).copied().filter(|_| once.len() > 2)
}

/// What the one or two words before make of it.
fn strengthened(tokens: &Tokens, modifiers: &[Option<Modifier>], at: usize) -> f32 {
    let mut times = 1.0;
    for back in 1..=2 {
        let Some(before) = at.checked_sub(back) else { break };
        if tokens.tokens[before].kind == TokenKind::Mark {
            break;
        }
        if let Some(Modifier::Times(by)) = modifiers[before] {
            times *= if back == 1 { by } else { 1.0 + (by - 1.0) * 0.7 };
        }
    }
    times
}

/// The negator whose reach holds token `at`.
fn negator_of(tokens: &Tokens, modifiers: &[Option<Modifier>], at: usize, russian: bool) -> Option<usize> {
    let mut words = 0;
    let mut before = at;
    while before > 0 && words < NEGATION_WORDS {
        before -= 1;
        match tokens.tokens[before].kind {
            TokenKind::Mark if ends_clause(tokens.normal(before)) => break,
            TokenKind::Word | TokenKind::Number => words += 1,
            _ => continue,
        }
        match modifiers[before] {
            Some(Modifier::Negator) => return Some(before),
            Some(Modifier::Contrast | Modifier::Concession) => break,
            _ => {}
        }
    }
    // «проблем нет», «претензий не было»: Russian denies a thing after its name, too.
    let next = at + 1;
    if russian
        && next < tokens.len()
        && matches!(
            tokens.normal(next),
            "нет" | "нету" | "отсутствуют" | "отсутствует"
        )
    {
        return Some(next);
    }
    None
}

pub(super) fn ends_clause(mark: &str) -> bool {
    matches!(
        mark.chars().next(),
        Some(',' | ';' | ':' | '.' | '!' | '?' | '(' | ')' | '—' | '–' | '-' | '"' | '«' | '…')
    )
}

/// Negators that turned no feeling round deny a fact: something did not happen, and customers do not write of what
/// should not have.
fn deny_facts(modifiers: &[Option<Modifier>], denies: &[bool], value: f32, felt: &mut Felt) {
    let mut last: Option<usize> = None;
    for (at, modifier) in modifiers.iter().enumerate() {
        if *modifier != Some(Modifier::Negator) || denies[at] {
            continue;
        }
        // «никогда не», «ничего нет»: one denial of several words.
        if last.is_some_and(|last| at - last <= 2) {
            continue;
        }
        last = Some(at);
        felt.hits.push(Hit {
            at: at..at + 1,
            value,
        });
    }
    felt.hits.sort_by_key(|hit| hit.at.start);
}

/// Contrast, concession, questions, what is not so, exclamation.
fn weigh(tokens: &Tokens, modifiers: &[Option<Modifier>], felt: &mut Felt) {
    let asked = tokens
        .tokens
        .iter()
        .enumerate()
        .any(|(at, token)| token.kind == TokenKind::Mark && tokens.normal(at).starts_with('?'));
    let exclaimed: usize = (0..tokens.len())
        .filter(|at| tokens.tokens[*at].kind == TokenKind::Mark && tokens.normal(*at).starts_with('!'))
        .map(|at| tokens.normal(at).len())
        .sum();
    let contrast = modifiers
        .iter()
        .rposition(|modifier| *modifier == Some(Modifier::Contrast));
    let contrast = contrast.filter(|at| *at > 0);
    let unreal = modifiers.contains(&Some(Modifier::Unreal));
    let mut conceding = false;
    let mut next_token = 0;
    for hit in &mut felt.hits {
        for (at, modifier) in modifiers.iter().enumerate().take(hit.at.start).skip(next_token) {
            match modifier {
                Some(Modifier::Concession) => conceding = true,
                Some(Modifier::Contrast) => conceding = false,
                _ if tokens.tokens[at].kind == TokenKind::Mark && ends_clause(tokens.normal(at)) => {
                    conceding = false;
                }
                _ => {}
            }
        }
        next_token = hit.at.start;
        if let Some(contrast) = contrast {
            hit.value *= if hit.at.start < contrast {
                BEFORE_CONTRAST
            } else {
                AFTER_CONTRAST
            };
        }
        if conceding {
            hit.value *= CONCEDED;
        }
        if unreal && hit.value > 0.0 && hit.at.len() == 1 {
            hit.value *= UNREAL_GOOD;
        }
        if asked {
            hit.value *= ASKED;
        }
        hit.value *= 1.0 + EXCLAIMED * exclaimed.min(4) as f32;
    }
    felt.contrast = contrast;
}

/// Cues of the contrary: praise in quotation marks, praise beside 🙄, «спасибо» beside blame.
fn sarcastic(tokens: &Tokens, felt: &Felt) -> bool {
    let good = felt.hits.iter().any(|hit| hit.value > 0.8);
    let bad = felt.hits.iter().any(|hit| hit.value < -0.8);
    if !good {
        return false;
    }
    let quoted = felt.hits.iter().filter(|hit| hit.value > 0.8).any(|hit| {
        let before = hit.at.start.checked_sub(1).map(|at| tokens.normal(at));
        let after = (hit.at.end < tokens.len()).then(|| tokens.normal(hit.at.end));
        matches!(before, Some("\"" | "«" | "“")) && matches!(after, Some("\"" | "»" | "”"))
    });
    let rolling = tokens.tokens.iter().enumerate().any(|(at, token)| {
        token.kind == TokenKind::Emoji && matches!(tokens.normal(at).chars().next(), Some('🙄' | '🤦' | '🤡'))
    });
    let thanks = (0..tokens.len()).any(|at| {
        matches!(
            tokens.normal(at),
            "спасибо" | "браво" | "молодцы" | "thanks" | "bravo"
        )
    });
    quoted || rolling || (thanks && bad)
}
