//! Things customers speak of, and how each is felt where it is named.

use super::rules::{Felt, ends_clause};
use super::stems::Phrases;
use crate::text::{TokenKind, Tokens};
use std::ops::Range;
use tropa_model::LocalText;

/// A thing customers speak of: a touchpoint, a product, a quality of the service.
#[derive(Clone, Debug, PartialEq)]
pub struct Aspect {
    /// Unique among the aspects of a reader: `delivery`, the key of an item of the library.
    pub key: String,
    pub name: LocalText,
    /// Words and phrases that name it, in any language; a star stands for any ending: `достав*`.
    pub terms: Vec<String>,
}

/// Aspects made ready for finding.
#[derive(Clone, Debug, Default)]
pub struct AspectIndex {
    aspects: Vec<Aspect>,
    terms: Phrases<usize>,
}

impl AspectIndex {
    /// Aspects named by callers come first: a term of two aspects belongs to the earlier one.
    pub fn new(aspects: Vec<Aspect>) -> Self {
        let mut terms = Phrases::default();
        for (at, aspect) in aspects.iter().enumerate() {
            for term in &aspect.terms {
                let words: Vec<String> = term
                    .split_whitespace()
                    .map(|word| match word.strip_suffix('*') {
                        Some(stem) => crate::text::normal(stem) + "*",
                        None => crate::text::normal(word),
                    })
                    .collect();
                terms.add(&words.join(" "), at);
            }
        }
        Self { aspects, terms }
    }

    /// The built-in aspects of shops, banks, restaurants, telecoms and apps.
    pub fn seed() -> Vec<Aspect> {
        include_str!("words/aspects.txt")
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .map(|line| {
                let mut fields = line.split('|').map(str::trim);
                let mut next = || fields.next().expect("key | English | Russian | terms");
                let (key, en, ru, terms) = (next(), next(), next(), next());
                Aspect {
                    key: key.to_owned(),
                    name: LocalText::en_ru(en, ru),
                    terms: terms.split(',').map(|term| term.trim().to_owned()).collect(),
                }
            })
            .collect()
    }

    /// The aspects in the order given.
    pub fn aspects(&self) -> &[Aspect] {
        &self.aspects
    }

    /// Where aspects are named: tokens, and the aspect's place in the list.
    pub(crate) fn find(&self, tokens: &Tokens) -> Vec<(Range<usize>, usize)> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let is_word = tokens.tokens[at].kind == TokenKind::Word;
            match self.terms.at(tokens, at).filter(|_| is_word) {
                Some((length, aspect)) => {
                    found.push((at..at + length, aspect));
                    at += length;
                }
                None => at += 1,
            }
        }
        found
    }
}

/// How the thing named at tokens `place` is felt: what its clause says, nearer words more; where its clause says
/// nothing, what the clauses beside it say. 0 and 0: nothing.
///
/// Returns the sum of what is said and the sum of its sizes.
pub(crate) fn feeling_at(tokens: &Tokens, felt: &Felt, place: &Range<usize>) -> (f32, f32) {
    let clause = clause_of(tokens, felt, place);
    let near = gather(felt, place, &clause);
    if near.1 > 0.0 {
        return near;
    }
    let wider = widened(tokens, felt, &clause);
    let (sum, size) = gather(felt, place, &wider);
    (sum * 0.7, size * 0.7)
}

fn gather(felt: &Felt, place: &Range<usize>, clause: &Range<usize>) -> (f32, f32) {
    let (mut sum, mut size) = (0.0, 0.0);
    for hit in &felt.hits {
        if hit.at.start < clause.start || hit.at.end > clause.end {
            continue;
        }
        let distance = if hit.at.start >= place.end {
            hit.at.start - place.end
        } else {
            place.start.saturating_sub(hit.at.end)
        };
        let weight = 1.0 / (1.0 + distance as f32 / 4.0);
        sum += hit.value * weight;
        size += hit.value.abs() * weight;
    }
    (sum, size)
}

fn clause_of(tokens: &Tokens, felt: &Felt, place: &Range<usize>) -> Range<usize> {
    let cuts = |at: usize| {
        Some(at) == felt.contrast
            || (tokens.tokens[at].kind == TokenKind::Mark && ends_clause(tokens.normal(at)))
    };
    let start = (0..place.start).rev().find(|at| cuts(*at)).map_or(0, |at| at + 1);
    let end = (place.end..tokens.len())
        .find(|at| cuts(*at))
        .unwrap_or(tokens.len());
    // The mark that ends it belongs to it: an emoji after it does, too.
    start..end
}

/// The clause and those beside it, up to a contrast.
fn widened(tokens: &Tokens, felt: &Felt, clause: &Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (0, tokens.len());
    if let Some(contrast) = felt.contrast {
        if clause.start > contrast {
            start = contrast;
        } else {
            end = contrast;
        }
    }
    start..end
}
