//! Reads an item: its language, and every sentence with its feeling and what it is about.

use crate::learn::{Model, Prediction};
use crate::meaning;
use crate::reading::{AspectReading, Language, Opinion, Reading, SentenceReading};
use crate::sentiment::{Aspect, AspectIndex, Felt, feel, feeling_at, knows_english};
use crate::text::{Tokens, language_of, language_of_text, sentences};
use std::sync::Arc;
use tropa_model::{Feedback, Feeling, Span, TextPart};

/// What reading goes by. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Reader {
    aspects: Arc<AspectIndex>,
    model: Arc<Model>,
}

impl Reader {
    /// The built-in word lists and aspects, nothing learned.
    pub fn seed() -> Self {
        Self {
            aspects: Arc::new(AspectIndex::new(AspectIndex::seed())),
            model: Arc::default(),
        }
    }

    /// Looks for these aspects first and for the built-in ones after them; one with the key of a built-in aspect takes
    /// its place.
    pub fn with_aspects(mut self, mut aspects: Vec<Aspect>) -> Self {
        for built_in in AspectIndex::seed() {
            if aspects.iter().all(|aspect| aspect.key != built_in.key) {
                aspects.push(built_in);
            }
        }
        self.aspects = Arc::new(AspectIndex::new(aspects));
        self
    }

    /// Tells the feeling of whole texts by what was learned, in the languages it was learned for; sentences and aspects
    /// of Russian and English texts are read by the word lists, which can say why.
    pub fn with_model(mut self, model: Model) -> Self {
        self.model = Arc::new(model);
        self
    }

    /// What was learned.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The aspects it looks for, those of the caller first.
    pub fn aspects(&self) -> &[Aspect] {
        self.aspects.aspects()
    }

    /// How what stands at characters `start..end` of `text` is felt where it is named. `None`: nothing is felt there,
    /// or the place lies outside the text.
    pub fn opinion_at(&self, text: &str, start: u32, end: u32) -> Option<Opinion> {
        let sentence = sentences(text)
            .into_iter()
            .find(|sentence| sentence.chars.start <= start && start < sentence.chars.end)?;
        let tokens = Tokens::new(&text[sentence.bytes], sentence.chars.start);
        let first = tokens.tokens.iter().position(|token| token.chars.end > start)?;
        let last = tokens.tokens.iter().rposition(|token| token.chars.start < end)?;
        let language = language_of(&tokens, knows_english);
        let felt = feel(&tokens, language);
        opinion(
            feeling_at(&tokens, &felt, &(first..last.max(first) + 1)),
            language,
        )
    }
}

/// What is understood of an item. Same item and reader, same reading. Spans lie inside the item's texts.
pub fn read(item: &Feedback, reader: &Reader) -> Reading {
    let mut found = Vec::new();
    let mut languages = Vec::new();
    let (mut sum, mut size) = (0.0, 0.0);
    for (part, text) in &item.texts {
        for sentence in sentences(text) {
            let tokens = Tokens::new(&text[sentence.bytes], sentence.chars.start);
            let language = language_of(&tokens, knows_english);
            languages.push((language, sentence.chars.len() as u32));
            let felt = feel(&tokens, language);
            let (mut of_sentence, mut size_of_sentence) = (felt.sum(), felt.size());
            let prior = prior(*part, &tokens, &felt);
            of_sentence += prior;
            size_of_sentence += prior.abs();
            if !felt.sarcastic {
                let weight = if *part == TextPart::Title { TITLE } else { 1.0 };
                sum += weight * of_sentence;
                size += weight * size_of_sentence;
            }
            let span = Span {
                part: *part,
                start: sentence.chars.start,
                end: sentence.chars.end,
            };
            let mut reading = SentenceReading {
                span,
                language,
                opinion: if felt.sarcastic {
                    None
                } else {
                    opinion((of_sentence, size_of_sentence), language)
                },
                aspects: aspects_of(reader, &tokens, &felt, *part, prior, language),
                emotions: Vec::new(),
                acts: Vec::new(),
            };
            meaning::mark(&mut reading, &tokens);
            found.push(reading);
        }
    }
    let language = language_of_text(languages);
    let mut of_text = opinion((sum, size), language);
    if reader.model.knows(language) {
        let text = text_of(item);
        let weighed = weigh_text(&text);
        if let Some(said) = reader.model.predict_weighed(&text, weighed) {
            of_text = Some(learned(said));
            if let (Language::Other, [sentence]) = (language, found.as_mut_slice()) {
                sentence.opinion = of_text;
            }
        }
    }
    Reading {
        language,
        opinion: of_text,
        sentences: found,
    }
}

/// The text of an item as one, parts in their order: what is learned from and what a model is asked about.
pub fn text_of(item: &Feedback) -> String {
    let texts: Vec<&str> = item.texts.iter().map(|(_, text)| text.as_str()).collect();
    texts.join("\n")
}

/// What the word lists say of a whole text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextWeighed {
    pub language: Language,
    /// Strength of what is praised, and of what is blamed, both 0 or more.
    pub good: f32,
    pub bad: f32,
}

impl TextWeighed {
    /// −2..=+2; 0 where nothing is said.
    pub fn feeling(&self) -> f64 {
        feeling_of(self.good - self.bad)
    }
}

/// Weighs praise and blame of a text by the word lists alone.
pub fn weigh_text(text: &str) -> TextWeighed {
    let mut languages = Vec::new();
    let (mut good, mut bad) = (0.0, 0.0);
    for sentence in sentences(text) {
        let tokens = Tokens::new(&text[sentence.bytes], sentence.chars.start);
        let language = language_of(&tokens, knows_english);
        languages.push((language, sentence.chars.len() as u32));
        let felt = feel(&tokens, language);
        let (sum, size) = (felt.sum(), felt.size());
        good += (size + sum) / 2.0;
        bad += (size - sum) / 2.0;
    }
    TextWeighed {
        language: language_of_text(languages),
        good,
        bad,
    }
}

/// Where the sign and the size disagree the sign is believed, and the feeling is small.
fn learned(said: Prediction) -> Opinion {
    let sign = if said.good >= 0.5 { 1.0 } else { -1.0 };
    let feeling = if said.feeling.0 * sign > 0.0 {
        said.feeling.0
    } else {
        0.1 * sign
    };
    Opinion {
        feeling: Feeling(feeling),
        confidence: said.good.max(1.0 - said.good),
    }
}

/// A title says in few words what is meant.
const TITLE: f32 = 1.5;
/// What stands under «Достоинства» is meant well, whatever its words.
const PRIOR: f32 = 1.6;

fn prior(part: TextPart, tokens: &Tokens, felt: &Felt) -> f32 {
    let none = tokens.words().count() <= 3
        && tokens.words().any(|word| {
            matches!(
                word,
                "нет" | "нету" | "не" | "none" | "no" | "nothing" | "отсутствуют" | "пока"
            )
        });
    match part {
        // «Недостатки: нет» praises a little, and cancels what the denial says by itself.
        TextPart::Pros if none => -felt.sum() - 0.5,
        TextPart::Cons if none => -felt.sum() + 0.5,
        TextPart::Pros => PRIOR,
        TextPart::Cons => -PRIOR,
        TextPart::Title | TextPart::Body => 0.0,
    }
}

fn aspects_of(
    reader: &Reader,
    tokens: &Tokens,
    felt: &Felt,
    part: TextPart,
    prior: f32,
    language: Language,
) -> Vec<AspectReading> {
    let found = reader.aspects.find(tokens);
    let mut readings = Vec::with_capacity(found.len());
    for (place, aspect) in found {
        let (sum, size) = feeling_at(tokens, felt, &place);
        let span = Span {
            part,
            start: tokens.tokens[place.start].chars.start,
            end: tokens.tokens[place.end - 1].chars.end,
        };
        let opinion = if felt.sarcastic {
            None
        } else {
            opinion((sum + prior, size + prior.abs()), language)
        };
        readings.push(AspectReading {
            aspect: reader.aspects()[aspect].key.clone(),
            span,
            opinion,
        });
    }
    readings
}

/// Sums of this size lie half way to the end of the scale (VADER uses the square root of 15 for it).
const HALF_WAY: f32 = 4.0;

/// A sum of strengths as a feeling, −2..=+2.
fn feeling_of(sum: f32) -> f64 {
    2.0 * f64::from(sum / (sum * sum + HALF_WAY * HALF_WAY).sqrt())
}

/// `None` where nothing was said.
fn opinion((sum, size): (f32, f32), language: Language) -> Option<Opinion> {
    if size < 0.25 {
        return None;
    }
    let feeling = Feeling(feeling_of(sum));
    Some(Opinion {
        feeling,
        confidence: confidence(sum, size, language),
    })
}

/// Probability that the sign is right, by how much is said and how much of it on one side:
/// 1/(1+e^−(a + b·ln(1+|sum|) + c·|sum|/size)). Praise and blame are not equally sure: English customers are polite
/// before they complain. The weights were fitted on the development halves that docs/quality.md names.
fn confidence(sum: f32, size: f32, language: Language) -> f64 {
    let (a, b, c) = match (language, sum > 0.0) {
        (Language::Ru, true) => (-0.89, 0.97, 2.71),
        (Language::Ru, false) => (-0.32, 1.39, -0.05),
        (_, true) => (-1.34, 0.89, 2.63),
        (_, false) => (0.37, 1.09, 1.33),
    };
    let agreement = f64::from(sum.abs() / size.max(f32::MIN_POSITIVE));
    let logit: f64 = a + b * f64::from(sum.abs().ln_1p()) + c * agreement;
    1.0 / (1.0 + (-logit).exp())
}
