//! Learning from people's own scores: a linear model over words and letters beside the word lists, trained from scored
//! texts, tried on texts it has not seen (in five parts, each told by what the other four taught), and used only in the languages where it beats the lists.
//!
//! Words and pairs of words, and runs of two to five letters within words, are weighted by rarity (TF-IDF) and by how
//! much more often they stand in good than in bad texts (Wang & Manning 2012, naive Bayes log-count ratios); what the
//! word lists say stands beside them. The sign is told by a support vector machine (dual coordinate descent, Hsieh et
//! al. 2008), its margin made a probability (Platt 1999) on texts it was not trained on; the size of the feeling by
//! ridge regression. Same texts and seed, same model.

mod bytes;
mod features;
mod head;
mod report;
mod solve;

pub use bytes::UnreadableModel;
pub use head::Prediction;
pub use report::{LanguageReport, ModelReport};

use crate::reader::{TextWeighed, weigh_text};
use crate::reading::Language;
use features::{Grams, grams};
use head::Head;
use report::{Outcome, report_of};
use std::collections::BTreeMap;
use tropa_model::Feeling;

/// A model and how good it is.
#[derive(Clone, Debug)]
pub struct Trained {
    pub model: Model,
    pub report: ModelReport,
}

/// What was learned, by language. Empty where nothing beats the word lists.
#[derive(Clone, Debug, Default)]
pub struct Model {
    heads: BTreeMap<Language, Head>,
}

/// Texts of one language that are learned from, at most: more teach little and take memory. The ones with the smallest
/// hash are taken.
pub const TEXTS_MAX: usize = 40_000;
/// A language with fewer scored texts learns nothing.
pub const TEXTS_MIN: usize = 100;
/// Good and bad texts each, at least.
pub const TEXTS_OF_A_SIDE_MIN: usize = 20;
/// Feelings nearer to 0 than this are neither good nor bad: 3 of 5 stars.
pub(crate) const NEUTRAL: f64 = 0.4;

/// Learns from texts and the feelings their scores stand for. Scores are the labels; nothing is asked of anyone.
pub fn train(texts: &[(String, Feeling)], seed: u64) -> Trained {
    let mut by_language: BTreeMap<Language, Vec<Example>> = BTreeMap::new();
    for (text, feeling) in texts {
        let Some((language, example)) = Example::new(text, *feeling, seed) else {
            continue;
        };
        by_language.entry(language).or_default().push(example);
    }
    let (mut heads, mut languages) = (BTreeMap::new(), Vec::new());
    for (language, mut examples) in by_language {
        examples.sort_by_key(|example| example.hash);
        examples.dedup_by(|a, b| a.hash == b.hash && a.feeling == b.feeling);
        let offered = examples.len();
        examples.truncate(TEXTS_MAX);
        let (head, report) = learn(language, &examples, offered);
        languages.push(report);
        if let Some(head) = head {
            heads.insert(language, head);
        }
    }
    Trained {
        model: Model { heads },
        report: ModelReport { languages },
    }
}

/// One scored text, made ready.
pub(crate) struct Example {
    pub grams: Grams,
    pub weighed: TextWeighed,
    pub feeling: f64,
    hash: u64,
}

impl Example {
    fn new(text: &str, feeling: Feeling, seed: u64) -> Option<(Language, Self)> {
        let weighed = weigh_text(text);
        let language = language_of_head(weighed.language)?;
        let grams = grams(text);
        let hash = features::hash_of(text.as_bytes(), seed);
        Some((
            language,
            Self {
                grams,
                weighed,
                feeling: feeling.0.clamp(-2.0, 2.0),
                hash,
            },
        ))
    }

    /// `None`: neither good nor bad.
    pub fn good(&self) -> Option<bool> {
        (self.feeling.abs() >= NEUTRAL).then_some(self.feeling > 0.0)
    }
}

/// Texts of both languages are learned with the Russian ones; texts without words are not learned from.
fn language_of_head(language: Language) -> Option<Language> {
    match language {
        Language::Mixed => Some(Language::Ru),
        Language::Unknown => None,
        language => Some(language),
    }
}

fn learn(language: Language, examples: &[Example], offered: usize) -> (Option<Head>, LanguageReport) {
    let sides = |good: bool| {
        examples
            .iter()
            .filter(|example| example.good() == Some(good))
            .count()
    };
    let enough = examples.len() >= TEXTS_MIN && sides(true).min(sides(false)) >= TEXTS_OF_A_SIDE_MIN;
    if !enough {
        return (
            None,
            LanguageReport::too_few(language, offered, sides(true), sides(false)),
        );
    }
    let all: Vec<&Example> = examples.iter().collect();
    let Some((head, held_out)) = Head::train(&all) else {
        return (
            None,
            LanguageReport::too_few(language, offered, sides(true), sides(false)),
        );
    };
    let outcomes: Vec<Outcome> = held_out
        .iter()
        .map(|(at, said)| Outcome::of(&examples[*at], *said))
        .collect();
    let report = report_of(language, offered, &outcomes, sides(true), sides(false));
    (report.used.then_some(head), report)
}

impl Model {
    /// How a text is felt; `None` in languages it has not learned.
    pub fn predict(&self, text: &str) -> Option<Prediction> {
        if self.heads.is_empty() {
            return None;
        }
        self.predict_weighed(text, weigh_text(text))
    }

    pub(crate) fn predict_weighed(&self, text: &str, weighed: TextWeighed) -> Option<Prediction> {
        let head = self.heads.get(&language_of_head(weighed.language)?)?;
        Some(head.predict(&grams(text), &weighed))
    }

    pub(crate) fn knows(&self, language: Language) -> bool {
        language_of_head(language).is_some_and(|language| self.heads.contains_key(&language))
    }

    /// The languages it has learned, in order.
    pub fn languages(&self) -> Vec<Language> {
        self.heads.keys().copied().collect()
    }

    /// Words and letter runs it knows, over all languages.
    pub fn features(&self) -> usize {
        self.heads.values().map(Head::features).sum()
    }
}
