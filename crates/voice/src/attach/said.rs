//! Steps named by the words of a text.

use super::Step;
use crate::text::{TokenKind, Tokens};
use crate::topics::terms::{TERMS_PER_TEXT_MAX, term};
use rustc_hash::FxHashMap;
use tropa_model::Feedback;

/// Words of each step: what names it.
pub(super) struct Said {
    /// Term → steps it names and how far it names only them.
    steps_of: FxHashMap<String, Vec<(usize, f64)>>,
    /// Word beginnings given with a star.
    beginnings: Vec<(String, usize)>,
    steps: usize,
}

/// What a text says of one step.
#[derive(Clone, Debug, Default)]
pub(super) struct SaidOf {
    /// Logarithm of how much likelier the step became.
    pub weight: f64,
    /// The words, as written.
    pub words: Vec<String>,
}

/// A word that names one step only makes it e² times likelier; a step cannot gain more than e⁴.
const WEIGHT: f64 = 2.2;
const WEIGHT_MAX: f64 = 4.0;
const WORDS_MAX: usize = 3;

impl Said {
    pub fn new(steps: &[Step]) -> Self {
        let mut found: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        let mut beginnings = Vec::new();
        for (at, step) in steps.iter().enumerate() {
            for text in step.name.0.values().chain([&step.key]).chain(&step.terms) {
                if let Some(beginning) = text.strip_suffix('*') {
                    beginnings.push((crate::text::normal(beginning), at));
                    continue;
                }
                let spaced = text.replace(['_', '/'], " ");
                let tokens = Tokens::new(&spaced, 0);
                for term in tokens.words().filter_map(term) {
                    let steps = found.entry(term.to_owned()).or_default();
                    if !steps.contains(&at) {
                        steps.push(at);
                    }
                }
            }
        }
        let steps_of = found
            .into_iter()
            .map(|(term, of)| {
                let share = 1.0 / of.len() as f64;
                (term, of.into_iter().map(|at| (at, share)).collect())
            })
            .collect();
        Self {
            steps_of,
            beginnings,
            steps: steps.len(),
        }
    }

    /// What the texts of an item say of each step.
    pub fn look(&self, item: &Feedback) -> Vec<SaidOf> {
        let mut said = vec![SaidOf::default(); self.steps];
        for (_, text) in &item.texts {
            let tokens = Tokens::new(text, 0);
            for at in (0..tokens.len())
                .filter(|at| tokens.tokens[*at].kind == TokenKind::Word)
                .take(TERMS_PER_TEXT_MAX * 3)
            {
                let word = tokens.normal(at);
                let named = term(word)
                    .and_then(|term| self.steps_of.get(term))
                    .into_iter()
                    .flatten()
                    .copied();
                let begun = self
                    .beginnings
                    .iter()
                    .filter(|(beginning, _)| word.starts_with(beginning.as_str()));
                for (step, share) in named.chain(begun.map(|(_, step)| (*step, 1.0))) {
                    let of = &mut said[step];
                    let written = tokens.written(at);
                    let again = of.words.iter().any(|known| known.eq_ignore_ascii_case(written));
                    // What is said again and again counts less each time.
                    of.weight += WEIGHT * share / if again { 4.0 } else { 1.0 + of.words.len() as f64 };
                    if !again && of.words.len() < WORDS_MAX {
                        of.words.push(written.to_owned());
                    }
                }
            }
        }
        said.iter_mut()
            .for_each(|of| of.weight = of.weight.min(WEIGHT_MAX));
        said
    }
}
