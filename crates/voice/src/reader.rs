//! Reads an item: its language, and every sentence with its feeling and what it is about.

use crate::meaning;
use crate::reading::{AspectReading, Opinion, Reading, SentenceReading};
use crate::sentiment::{Aspect, AspectIndex, Felt, feel, feeling_at, knows_english};
use crate::text::{Tokens, language_of, language_of_text, sentences};
use std::sync::Arc;
use tropa_model::{Feedback, Feeling, Span, TextPart};

/// What reading goes by. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Reader {
    aspects: Arc<AspectIndex>,
}

impl Reader {
    /// The built-in word lists and aspects, nothing learned.
    pub fn seed() -> Self {
        Self {
            aspects: Arc::new(AspectIndex::new(AspectIndex::seed())),
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
        let felt = feel(&tokens, language_of(&tokens, knows_english));
        opinion(feeling_at(&tokens, &felt, &(first..last.max(first) + 1)))
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
                    opinion((of_sentence, size_of_sentence))
                },
                aspects: aspects_of(reader, &tokens, &felt, *part, prior),
                emotions: Vec::new(),
                acts: Vec::new(),
            };
            meaning::mark(&mut reading, &tokens);
            found.push(reading);
        }
    }
    Reading {
        language: language_of_text(languages),
        opinion: opinion((sum, size)),
        sentences: found,
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
            opinion((sum + prior, size + prior.abs()))
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

/// A sum of strengths as a feeling. `None` where nothing was said.
fn opinion((sum, size): (f32, f32)) -> Option<Opinion> {
    if size < 0.25 {
        return None;
    }
    let feeling = 2.0 * f64::from(sum / (sum * sum + HALF_WAY * HALF_WAY).sqrt());
    Some(Opinion {
        feeling: Feeling(feeling),
        confidence: confidence(sum, size),
    })
}

/// Probability that the sign is right: more said and less of it on the other side is surer.
fn confidence(sum: f32, size: f32) -> f64 {
    let agreement = f64::from(sum.abs() / size.max(1e-6));
    let amount = f64::from(size.ln_1p());
    let logit = -0.4 + 1.2 * agreement + 0.5 * agreement * amount;
    1.0 / (1.0 + (-logit).exp())
}
