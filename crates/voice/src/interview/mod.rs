//! What of an interview is worth coding: passages of the person interviewed, with the reason.
//!
//! A suggestion saves reading, it does not replace it: how much of what researchers coded is found, and at what
//! precision, is measured in `docs/quality.md`.

use crate::reading::{Reading, SentenceReading, SpeechAct};
use crate::text::{TokenKind, Tokens};
use crate::topics::terms::term;
use rustc_hash::FxHashMap;
use tropa_model::{Feedback, LocalText, Span, Speaker};

/// A passage to be coded.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// Place of the turn in the caller's list.
    pub turn: usize,
    /// Whole sentences of the turn.
    pub span: Span,
    /// 0..=1, higher is better.
    pub score: f64,
    pub because: LocalText,
}

#[derive(Clone, Debug, PartialEq)]
pub struct SuggestSettings {
    /// Share of what the person said that is suggested at most, in characters. More finds more and saves less reading.
    pub share_max: f64,
    /// Words of a suggestion at least; sentences beside it are added until it has them.
    pub words_min: usize,
}

impl Default for SuggestSettings {
    fn default() -> Self {
        Self {
            share_max: 0.35,
            words_min: 8,
        }
    }
}

/// A suggestion spans at most this many words: coded passages are read at a glance.
const WORDS_MAX: usize = 90;

/// One sentence with what it is worth.
struct Sentence {
    turn: usize,
    span: Span,
    words: usize,
    score: f64,
    because: Because,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Because {
    Act(SpeechAct),
    Feeling,
    Answer,
    Subject,
}

/// Passages of the turns of one conversation, in their order, that are worth coding.
pub fn suggest(turns: &[(&Feedback, &Reading)], settings: &SuggestSettings) -> Vec<Suggestion> {
    let mut sentences = sentences(turns);
    let said: u32 = sentences.iter().map(|s| s.span.end - s.span.start).sum();
    let budget = (f64::from(said) * settings.share_max) as u32;
    smooth(&mut sentences);
    let mut order: Vec<usize> = (0..sentences.len())
        .filter(|at| sentences[*at].score > 0.0)
        .collect();
    order.sort_by(|a, b| sentences[*b].score.total_cmp(&sentences[*a].score).then(a.cmp(b)));
    let mut taken = vec![false; sentences.len()];
    let mut used = 0;
    for at in order {
        let length = sentences[at].span.end - sentences[at].span.start;
        if used + length > budget {
            break;
        }
        taken[at] = true;
        used += length;
    }
    joined(&sentences, &taken, settings)
}

fn sentences(turns: &[(&Feedback, &Reading)]) -> Vec<Sentence> {
    let subjects = subjects(turns);
    let mut found = Vec::new();
    let mut asked = false;
    for (turn, (item, reading)) in turns.iter().enumerate() {
        if item.speaker != Speaker::Actor {
            asked = item.texts.iter().any(|(_, text)| text.contains('?'));
            continue;
        }
        let words_of_turn: usize = item
            .texts
            .iter()
            .map(|(_, text)| text.split_whitespace().count())
            .sum();
        for (place, sentence) in reading.sentences.iter().enumerate() {
            let Some(text) = sentence.span.of(item) else {
                continue;
            };
            let (score, because) = worth(sentence, text, &subjects, asked && place < 3, words_of_turn);
            let words = text.split_whitespace().count();
            found.push(Sentence {
                turn,
                span: sentence.span,
                words,
                score,
                because,
            });
        }
    }
    found
}

/// How often each term is said, and in how many turns.
fn subjects(turns: &[(&Feedback, &Reading)]) -> FxHashMap<String, usize> {
    let mut subjects: FxHashMap<String, usize> = FxHashMap::default();
    for (item, _) in turns.iter().filter(|(item, _)| item.speaker == Speaker::Actor) {
        for (_, text) in &item.texts {
            let tokens = Tokens::new(text, 0);
            tokens
                .words()
                .filter_map(term)
                .for_each(|term| *subjects.entry(term.to_owned()).or_default() += 1);
        }
    }
    subjects
}

/// Words that fill speech.
const FILLERS: &[&str] = &[
    "yeah",
    "okay",
    "ok",
    "mhm",
    "uh",
    "um",
    "hmm",
    "right",
    "yes",
    "no",
    "sure",
    "cool",
    "да",
    "нет",
    "ага",
    "угу",
    "ну",
    "хорошо",
    "ладно",
    "ок",
    "понятно",
    "спасибо",
    "thanks",
    "thank",
];

/// What a sentence is worth, and mostly why.
fn worth(
    sentence: &SentenceReading,
    text: &str,
    subjects: &FxHashMap<String, usize>,
    answers: bool,
    words_of_turn: usize,
) -> (f64, Because) {
    let tokens = Tokens::new(text, 0);
    let words: Vec<usize> = (0..tokens.len())
        .filter(|at| tokens.tokens[*at].kind == TokenKind::Word)
        .collect();
    let fillers = words
        .iter()
        .filter(|at| FILLERS.contains(&tokens.normal(**at)))
        .count();
    let telling = words.len() - fillers;
    if telling < 4 {
        return (0.0, Because::Subject);
    }
    let mut parts: Vec<(f64, Because)> = Vec::new();
    for (act, confidence) in &sentence.acts {
        let weight = match act {
            SpeechAct::MissingFunction | SpeechAct::Barrier | SpeechAct::WorseThanExpected => 1.0,
            SpeechAct::Delight | SpeechAct::Expectation | SpeechAct::BetterThanExpected => 0.8,
            SpeechAct::Need
            | SpeechAct::Thought
            | SpeechAct::Recommends
            | SpeechAct::WarnsOthers
            | SpeechAct::Churn => 0.5,
            // The person asks the researcher: seldom something to code.
            SpeechAct::Question => -1.2,
            SpeechAct::AsExpected => 0.3,
        };
        parts.push((weight * confidence, Because::Act(*act)));
    }
    if let Some(opinion) = sentence.opinion {
        parts.push((
            0.6 * opinion.feeling.0.abs() * opinion.confidence,
            Because::Feeling,
        ));
    }
    parts.push((0.4 * sentence.emotions.len().min(2) as f64, Because::Feeling));
    if answers {
        parts.push((0.45, Because::Answer));
    }
    // Subjects this conversation returns to: terms said three times and more.
    let mut terms: Vec<&str> = words.iter().filter_map(|at| term(tokens.normal(*at))).collect();
    terms.sort_unstable();
    terms.dedup();
    let recurring = terms
        .iter()
        .filter(|term| subjects.get(**term).is_some_and(|n| *n >= 3))
        .count();
    parts.push((
        0.28 * (recurring as f64).sqrt() + 0.1 * (terms.len() as f64).sqrt(),
        Because::Subject,
    ));
    // People who are asked something that matters to them answer at length.
    parts.push((0.6 * (words_of_turn as f64 / 80.0).min(1.5), Because::Subject));
    let score: f64 = parts.iter().map(|(part, _)| part).sum();
    let because = parts
        .iter()
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map_or(Because::Subject, |(_, because)| *because);
    (score.max(0.0) / (score.abs() + 1.5), because)
}

/// Passages are longer than a sentence: each takes a part of what its neighbours in the turn are worth.
fn smooth(sentences: &mut [Sentence]) {
    let scores: Vec<f64> = sentences.iter().map(|sentence| sentence.score).collect();
    for at in 0..sentences.len() {
        let neighbour = |other: Option<usize>| -> f64 {
            other
                .filter(|o| *o < scores.len() && sentences[*o].turn == sentences[at].turn)
                .map_or(0.0, |o| scores[o])
        };
        let around = neighbour(at.checked_sub(1)) + neighbour(Some(at + 1));
        // Fillers stay worth nothing wherever they stand.
        if scores[at] > 0.0 {
            sentences[at].score = 0.4 * scores[at] + 0.3 * around;
        }
    }
}

/// Neighbouring sentences as one passage; short ones take in the better of their neighbours.
fn joined(sentences: &[Sentence], taken: &[bool], settings: &SuggestSettings) -> Vec<Suggestion> {
    let mut suggestions: Vec<Suggestion> = Vec::new();
    let mut at = 0;
    while at < sentences.len() {
        if !taken[at] {
            at += 1;
            continue;
        }
        let (first, mut last, mut words) = (at, at, sentences[at].words);
        let same = |other: usize| {
            sentences[other].turn == sentences[first].turn
                && sentences[other].span.part == sentences[first].span.part
        };
        while let Some(next) = next_taken(sentences, taken, last).filter(|next| same(*next)) {
            let more: usize = sentences[last + 1..=next]
                .iter()
                .map(|sentence| sentence.words)
                .sum();
            if words + more > WORDS_MAX {
                break;
            }
            last = next;
            words += more;
        }
        at = last + 1;
        if words < settings.words_min && at < sentences.len() && same(at) && sentences[at].score > 0.0 {
            last = at;
            at += 1;
        }
        let best = sentences[first..=last]
            .iter()
            .max_by(|a, b| a.score.total_cmp(&b.score));
        let Some(best) = best else { continue };
        suggestions.push(Suggestion {
            turn: sentences[first].turn,
            span: Span {
                end: sentences[last].span.end,
                ..sentences[first].span
            },
            score: best.score,
            because: reason(best.because),
        });
    }
    suggestions
}

/// The next sentence taken right after `last`, or after one filler.
fn next_taken(sentences: &[Sentence], taken: &[bool], last: usize) -> Option<usize> {
    if *taken.get(last + 1)? {
        return Some(last + 1);
    }
    (sentences[last + 1].score == 0.0 && *taken.get(last + 2)?).then_some(last + 2)
}

fn reason(because: Because) -> LocalText {
    let (en, ru) = match because {
        Because::Act(SpeechAct::Question) => ("a question", "вопрос"),
        Because::Act(SpeechAct::Need) => ("says what is needed", "говорит, что нужно"),
        Because::Act(SpeechAct::Expectation) => ("says what was expected", "говорит, чего ожидал"),
        Because::Act(SpeechAct::Thought) => ("thinks aloud", "размышляет вслух"),
        Because::Act(SpeechAct::Barrier) => ("names a barrier", "называет препятствие"),
        Because::Act(SpeechAct::Delight) => ("is pleased with something", "чему-то радуется"),
        Because::Act(SpeechAct::Churn) => ("means to leave", "собирается уйти"),
        Because::Act(SpeechAct::Recommends) => ("recommends", "рекомендует"),
        Because::Act(SpeechAct::WarnsOthers) => ("warns others", "отговаривает других"),
        Because::Act(SpeechAct::MissingFunction) => ("misses a function", "не хватает возможности"),
        Because::Act(SpeechAct::AsExpected) => ("as expected", "всё как ожидалось"),
        Because::Act(SpeechAct::BetterThanExpected) => ("better than expected", "лучше, чем ожидалось"),
        Because::Act(SpeechAct::WorseThanExpected) => ("worse than expected", "хуже, чем ожидалось"),
        Because::Feeling => ("tells a feeling", "говорит о чувстве"),
        Because::Answer => ("answers the question", "отвечает на вопрос"),
        Because::Subject => (
            "a subject the talk returns to",
            "к этой теме разговор возвращается",
        ),
    };
    LocalText::en_ru(en, ru)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Reader, read};
    use tropa_model::{FeedbackKind, TextPart};

    fn suggested(turns: &[(Speaker, &str)], share_max: f64) -> Vec<String> {
        let reader = Reader::seed();
        let items: Vec<(Feedback, Reading)> = turns
            .iter()
            .enumerate()
            .map(|(at, (speaker, text))| {
                let mut item = Feedback::new(at.to_string(), FeedbackKind::Interview);
                item.speaker = *speaker;
                item.texts = vec![(TextPart::Body, (*text).to_owned())];
                let reading = read(&item, &reader);
                (item, reading)
            })
            .collect();
        let listed: Vec<(&Feedback, &Reading)> =
            items.iter().map(|(item, reading)| (item, reading)).collect();
        let settings = SuggestSettings {
            share_max,
            ..SuggestSettings::default()
        };
        suggest(&listed, &settings)
            .into_iter()
            .map(|s| {
                format!(
                    "{}: {}",
                    s.because.get("en"),
                    s.span.of(listed[s.turn].0).unwrap_or("—")
                )
            })
            .collect()
    }

    const TALK: &[(Speaker, &str)] = &[
        (Speaker::Researcher, "How do you order spare parts today?"),
        (
            Speaker::Actor,
            "Yeah. Okay. I could not find the price list on the site, it was really frustrating. Mhm.",
        ),
        (Speaker::Researcher, "I see. What would help you?"),
        (
            Speaker::Actor,
            "I wish there was a search by the part number. Can you repeat the second question?",
        ),
    ];

    #[test]
    fn barriers_and_wishes_are_suggested_and_fillers_are_not() {
        let found = suggested(TALK, 0.8);
        assert_eq!(
            found,
            [
                "names a barrier: I could not find the price list on the site, it was really frustrating.",
                "misses a function: I wish there was a search by the part number."
            ]
        );
    }

    #[test]
    fn no_more_is_suggested_than_allowed() {
        assert!(suggested(TALK, 0.0).is_empty());
        assert_eq!(suggested(TALK, 0.5).len(), 1);
    }

    #[test]
    fn the_researcher_is_never_suggested() {
        let talk = [(
            Speaker::Researcher,
            "I was so disappointed and could not find the price list anywhere.",
        )];
        assert!(suggested(&talk, 1.0).is_empty());
    }
}
