//! The words that tell most: whole sentences, typical and short.

use super::filter::{ItemFilter, ItemOrder, Wanted};
use super::heard::{Heard, HeardItem};
use super::views::{FeelingWord, NEUTRAL_TO, QuoteList, VoiceQuote};
use crate::app::AppError;
use tropa_model::Span;
use tropa_model::time::rfc3339;
use tropa_voice::{SentenceReading, SpeechAct};

/// Shorter ones say nothing by themselves, longer ones nobody reads on a card.
const CHARS_MIN: u32 = 12;
const CHARS_BEST: u32 = 90;
const CHARS_MAX: u32 = 280;

/// The words at the place, as a quote of the item.
pub(crate) fn quote(item: &HeardItem<'_>, span: Span, feeling: Option<f64>) -> Option<VoiceQuote> {
    let text = span.of(item.said)?.trim();
    (!text.is_empty()).then(|| VoiceQuote {
        source: item.source.to_owned(),
        item: item.said.id.clone(),
        span,
        text: text.to_owned(),
        feeling,
        language: item.reading.language,
        score: item.said.score.map(Into::into),
        time: item.said.time_us.map(rfc3339),
        step: item.step.map(|step| step.key.to_owned()),
    })
}

/// Items looked at for the best words of one place; enough to know what is typical.
const ITEMS_LOOKED_AT: usize = 600;

/// The most typical and shortest sentences of these items.
pub(crate) fn best(items: &[HeardItem<'_>], most: usize) -> Vec<VoiceQuote> {
    let every = items.len().div_ceil(ITEMS_LOOKED_AT).max(1);
    let looked_at = items.iter().enumerate().step_by(every);
    let candidates: Vec<_> = looked_at
        .flat_map(|(at, item)| tropa_voice::quotes::candidates(at, item.said, item.reading))
        .collect();
    tropa_voice::quotes::best(&candidates, most)
        .into_iter()
        .filter_map(|chosen| {
            let candidate = &candidates[chosen.candidate];
            quote(&items[candidate.item], candidate.span, candidate.feeling)
        })
        .collect()
}

/// The best sentence of items of a topic.
pub(crate) fn of_topic(
    heard: &Heard,
    items: &[HeardItem<'_>],
    topic: &str,
    word: FeelingWord,
) -> Option<VoiceQuote> {
    let words = heard.topics.words(topic);
    let speaks = |item: &HeardItem<'_>, sentence: &SentenceReading| {
        let text = sentence.span.of(item.said).unwrap_or_default().to_lowercase();
        feels(sentence, word) && words.iter().any(|word| text.contains(word.as_str()))
    };
    let one = |items: &[HeardItem<'_>], wanted: &dyn Fn(&HeardItem<'_>, &SentenceReading) -> bool| {
        chosen_where(items, 1, wanted).pop()
    };
    one(items, &speaks).or_else(|| one(items, &|_, sentence| feels(sentence, word)))
}

/// The best sentence that speaks of an aspect so.
pub(crate) fn of_aspect(items: &[HeardItem<'_>], aspect: &str, word: FeelingWord) -> Option<VoiceQuote> {
    chosen(items, 1, |sentence| {
        sentence.aspects.iter().any(|one| {
            one.aspect == aspect && FeelingWord::of(one.opinion.map(|opinion| opinion.feeling.0)) == word
        })
    })
    .pop()
}

fn feels(sentence: &SentenceReading, word: FeelingWord) -> bool {
    FeelingWord::of(sentence.opinion.map(|opinion| opinion.feeling.0)) == word
}

fn chosen(
    items: &[HeardItem<'_>],
    most: usize,
    wanted: impl Fn(&SentenceReading) -> bool,
) -> Vec<VoiceQuote> {
    chosen_where(items, most, &|_, sentence| wanted(sentence))
}

fn chosen_where(
    items: &[HeardItem<'_>],
    most: usize,
    wanted: &dyn Fn(&HeardItem<'_>, &SentenceReading) -> bool,
) -> Vec<VoiceQuote> {
    let mut candidates: Vec<(f64, usize, &SentenceReading)> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let sentences = item
            .reading
            .sentences
            .iter()
            .filter(|sentence| wanted(item, sentence));
        let best = sentences
            .map(|sentence| (worth(sentence), sentence))
            .max_by(|(a, _), (b, _)| a.total_cmp(b));
        if let Some((worth, sentence)) = best.filter(|(worth, _)| *worth > 0.0) {
            candidates.push((worth, at, sentence));
        }
    }
    candidates.sort_by(|(a, a_at, _), (b, b_at, _)| b.total_cmp(a).then_with(|| a_at.cmp(b_at)));
    let mut said = std::collections::BTreeSet::new();
    candidates
        .into_iter()
        .filter_map(|(_, at, sentence)| {
            quote(
                &items[at],
                sentence.span,
                sentence.opinion.map(|opinion| opinion.feeling.0),
            )
        })
        .filter(|quote| said.insert(quote.text.to_lowercase()))
        .take(most)
        .collect()
}

/// How telling a sentence is: felt and sure, near the length that is read at a glance.
fn worth(sentence: &SentenceReading) -> f64 {
    let chars = sentence.span.end.saturating_sub(sentence.span.start);
    if !(CHARS_MIN..=CHARS_MAX).contains(&chars) {
        return 0.0;
    }
    let far = f64::from(chars.abs_diff(CHARS_BEST)) / f64::from(CHARS_MAX);
    let felt = sentence.opinion.map_or(0.1, |opinion| {
        let sure = opinion.confidence;
        if opinion.feeling.0.abs() > NEUTRAL_TO {
            opinion.feeling.0.abs().min(2.0) / 2.0 * sure
        } else {
            0.1
        }
    });
    let telling = if sentence.acts.is_empty() { 1.0 } else { 1.15 };
    let about = if sentence.aspects.is_empty() { 1.0 } else { 1.2 };
    felt * telling * about * (1.0 - far)
}

/// Quotes that match a filter: of what was asked for where an act, an aspect or a feeling was.
pub(crate) fn list(heard: &Heard, wanted: &Wanted, filter: &ItemFilter) -> Result<QuoteList, AppError> {
    let fits = |sentence: &SentenceReading| {
        filter.act.is_none_or(|act| has(sentence, act))
            && filter
                .emotion
                .is_none_or(|emotion| sentence.emotions.iter().any(|one| one.emotion == emotion))
            && filter
                .aspect
                .as_ref()
                .is_none_or(|aspect| sentence.aspects.iter().any(|one| one.aspect == *aspect))
            && filter.feeling.is_none_or(|word| feels(sentence, word))
    };
    let (n, next, items) = match filter.order {
        Some(ItemOrder::Newest) => {
            let (page, next, n) = wanted.page(heard)?;
            (n, next, page)
        }
        _ => {
            let all: Vec<HeardItem<'_>> = wanted.of(heard).collect();
            (all.len() as u64, None, all)
        }
    };
    Ok(QuoteList {
        items: chosen(&items, wanted.limit(), fits),
        next,
        n,
        of: heard.state(),
    })
}

pub(crate) fn has(sentence: &SentenceReading, act: SpeechAct) -> bool {
    sentence.acts.iter().any(|(one, _)| *one == act)
}
