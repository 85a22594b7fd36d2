//! What a sentence does and which named feelings it shows, from lists of phrases written here.
//!
//! Nothing is guessed from tone: every act and every feeling rests on words that stand in the sentence. What the words
//! of a feeling contradict (the sentence is felt otherwise) is left out.

pub(crate) mod patterns;

use crate::text::Tokens;
use crate::{EmotionReading, Language, SentenceReading, SpeechAct};
use patterns::Patterns;
use std::sync::LazyLock;
use tropa_model::{Emotion, Span};

/// Readings that are less sure than this are not reported.
pub const CONFIDENCE_MIN: f64 = 0.5;

static ACTS: LazyLock<[Patterns<SpeechAct>; 2]> = LazyLock::new(|| {
    [
        include_str!("lists/acts.ru.txt"),
        include_str!("lists/acts.en.txt"),
    ]
    .map(|list| Patterns::read(&[list], act_named, deniable))
});

static EMOTIONS: LazyLock<[Patterns<Emotion>; 2]> = LazyLock::new(|| {
    [
        include_str!("lists/emotions.ru.txt"),
        include_str!("lists/emotions.en.txt"),
    ]
    .map(|list| Patterns::read(&[list], emotion_named, |_| true))
});

/// Marks the acts and the named feelings of a sentence whose span, language and opinion are set; `words` are its tokens,
/// their characters counted from the start of the part.
pub(crate) fn mark(sentence: &mut SentenceReading, words: &Tokens) {
    let felt = sentence.opinion.map_or(0.0, |opinion| {
        if opinion.confidence >= 0.6 {
            opinion.feeling.0
        } else {
            0.0
        }
    });
    sentence.acts = acts(words, sentence.language, felt);
    sentence.emotions = emotions(words, sentence.language, felt)
        .into_iter()
        .map(|(emotion, from, to, confidence)| EmotionReading {
            emotion,
            span: Span {
                part: sentence.span.part,
                start: from,
                end: to,
            },
            confidence,
        })
        .collect();
}

/// What the sentence does, each act once, in the order of [`SpeechAct`]; `felt` is the feeling of the sentence on
/// −2..=2, 0 where unknown.
fn acts(words: &Tokens, language: Language, felt: f64) -> Vec<(SpeechAct, f64)> {
    let mut acts: Vec<(SpeechAct, f64)> = Vec::new();
    let mut add = |act, confidence: f64| match acts.iter_mut().find(|(known, _)| *known == act) {
        Some((_, known)) => *known = known.max(confidence),
        None => acts.push((act, confidence)),
    };
    for found in listed(&ACTS, language).flat_map(|patterns| patterns.find(words)) {
        add(
            found.kind,
            found.confidence * agreement(felt, sign_of_act(found.kind)),
        );
    }
    let asks = (0..words.len())
        .rev()
        .take(3)
        .any(|at| words.normal(at).contains('?'));
    if asks && words.words().next().is_some() {
        add(SpeechAct::Question, 0.95);
    }
    acts.retain(|(_, confidence)| *confidence >= CONFIDENCE_MIN);
    let has = |acts: &[(SpeechAct, f64)], act| acts.iter().any(|(known, _)| *known == act);
    if has(&acts, SpeechAct::WarnsOthers) {
        acts.retain(|(act, _)| *act != SpeechAct::Recommends);
    }
    if has(&acts, SpeechAct::BetterThanExpected) || has(&acts, SpeechAct::WorseThanExpected) {
        acts.retain(|(act, _)| *act != SpeechAct::AsExpected);
    }
    acts.sort_by_key(|(act, _)| *act);
    acts
}

/// Named feelings with characters `from..to`; places that overlap keep each feeling once.
fn emotions(words: &Tokens, language: Language, felt: f64) -> Vec<(Emotion, u32, u32, f64)> {
    let mut emotions: Vec<(Emotion, u32, u32, f64)> = Vec::new();
    for found in listed(&EMOTIONS, language).flat_map(|patterns| patterns.find(words)) {
        let confidence = found.confidence * agreement(felt, sign_of_emotion(found.kind));
        let (from, to) = (
            words.tokens[found.from].chars.start,
            words.tokens[found.to - 1].chars.end,
        );
        let overlaps = emotions
            .iter()
            .any(|known| known.0 == found.kind && known.1 < to && from < known.2);
        if confidence >= CONFIDENCE_MIN && !overlaps {
            emotions.push((found.kind, from, to, confidence));
        }
    }
    emotions.sort_by_key(|(emotion, from, _, _)| (*from, *emotion));
    emotions
}

/// The lists a language is read with: both, where it is not known which it is.
fn listed<K>(lists: &[Patterns<K>; 2], language: Language) -> impl Iterator<Item = &Patterns<K>> {
    let [russian, english] = lists;
    let (with_russian, with_english) = match language {
        Language::Ru => (true, false),
        Language::En => (false, true),
        Language::Mixed | Language::Unknown => (true, true),
        Language::Other => (false, false),
    };
    with_russian
        .then_some(russian)
        .into_iter()
        .chain(with_english.then_some(english))
}

/// How far words of a sign are believed in a sentence that is felt so: «спасибо за испорченный праздник» delights nobody.
fn agreement(felt: f64, sign: f64) -> f64 {
    if felt * sign <= -1.0 {
        0.4
    } else if felt * sign <= -0.5 {
        0.7
    } else {
        1.0
    }
}

fn sign_of_act(act: SpeechAct) -> f64 {
    match act {
        SpeechAct::Delight | SpeechAct::Recommends | SpeechAct::BetterThanExpected => 1.0,
        SpeechAct::Barrier | SpeechAct::WarnsOthers | SpeechAct::WorseThanExpected => -1.0,
        _ => 0.0,
    }
}

fn sign_of_emotion(emotion: Emotion) -> f64 {
    match emotion {
        Emotion::Trust | Emotion::Confidence | Emotion::Satisfaction | Emotion::Joy => 1.0,
        Emotion::Irritation | Emotion::Disappointment => -1.0,
        // Hope and interest live in bad experiences too, doubt and impatience in good ones.
        _ => 0.0,
    }
}

/// Whether a denial before the phrase takes its meaning away.
fn deniable(act: SpeechAct) -> bool {
    match act {
        SpeechAct::Need
        | SpeechAct::Barrier
        | SpeechAct::Delight
        | SpeechAct::Churn
        | SpeechAct::Recommends
        | SpeechAct::AsExpected
        | SpeechAct::BetterThanExpected => true,
        SpeechAct::Question
        | SpeechAct::Expectation
        | SpeechAct::Thought
        | SpeechAct::WarnsOthers
        | SpeechAct::MissingFunction
        | SpeechAct::WorseThanExpected => false,
    }
}

fn act_named(name: &str) -> Option<SpeechAct> {
    Some(match name {
        "question" => SpeechAct::Question,
        "need" => SpeechAct::Need,
        "expectation" => SpeechAct::Expectation,
        "thought" => SpeechAct::Thought,
        "barrier" => SpeechAct::Barrier,
        "delight" => SpeechAct::Delight,
        "churn" => SpeechAct::Churn,
        "recommends" => SpeechAct::Recommends,
        "warns_others" => SpeechAct::WarnsOthers,
        "missing_function" => SpeechAct::MissingFunction,
        "as_expected" => SpeechAct::AsExpected,
        "better_than_expected" => SpeechAct::BetterThanExpected,
        "worse_than_expected" => SpeechAct::WorseThanExpected,
        _ => return None,
    })
}

fn emotion_named(name: &str) -> Option<Emotion> {
    Some(match name {
        "interest" => Emotion::Interest,
        "confusion" => Emotion::Confusion,
        "hope" => Emotion::Hope,
        "doubt" => Emotion::Doubt,
        "trust" => Emotion::Trust,
        "irritation" => Emotion::Irritation,
        "impatience" => Emotion::Impatience,
        "confidence" => Emotion::Confidence,
        "satisfaction" => Emotion::Satisfaction,
        "joy" => Emotion::Joy,
        "disappointment" => Emotion::Disappointment,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
