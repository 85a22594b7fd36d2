//! The best quotes of a cell: typical of what is said there, short, and clear without what stands around them.

use crate::reading::Reading;
use crate::text::{TokenKind, Tokens};
use crate::topics::terms::term;
use rustc_hash::FxHashMap;
use tropa_model::{Feedback, Span, Speaker};

/// A sentence that may be quoted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate<'a> {
    /// Place of the item in the caller's list.
    pub item: usize,
    /// The sentence, or several that belong together.
    pub span: Span,
    /// The words at the span.
    pub text: &'a str,
    /// −2..=2; absent where no feeling is told.
    pub feeling: Option<f64>,
    /// How sure the feeling is, 0..=1; 0 where there is none.
    pub confidence: f64,
}

/// A quote chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chosen {
    /// Place in the candidates.
    pub candidate: usize,
    /// 0..=1, higher is better.
    pub score: f64,
}

/// Quotes are chosen among at most this many candidates, the first ones.
const CANDIDATES_MAX: usize = 5_000;
/// Words of a quote that reads at a glance, both included.
const WORDS_GOOD: (usize, usize) = (5, 22);
const WORDS_MAX: usize = 60;

/// The sentences of an item that its actor said and that may be quoted.
pub fn candidates<'a>(at: usize, item: &'a Feedback, reading: &Reading) -> Vec<Candidate<'a>> {
    if item.speaker != Speaker::Actor {
        return Vec::new();
    }
    let sentences = reading.sentences.iter().filter_map(|sentence| {
        let text = slice(item, sentence.span)?;
        Some(Candidate {
            item: at,
            span: sentence.span,
            text,
            feeling: sentence.opinion.map(|opinion| opinion.feeling.0),
            confidence: sentence.opinion.map_or(0.0, |opinion| opinion.confidence),
        })
    });
    sentences.collect()
}

fn slice(item: &Feedback, span: Span) -> Option<&str> {
    span.of(item).filter(|text| !text.trim().is_empty())
}

/// At most `wanted` candidates, best first, each of another item and unlike those before it.
pub fn best(candidates: &[Candidate], wanted: usize) -> Vec<Chosen> {
    let candidates = &candidates[..candidates.len().min(CANDIDATES_MAX)];
    let vectors = vectors(candidates);
    let mut centre: FxHashMap<u32, f64> = FxHashMap::default();
    for vector in &vectors {
        for (term, weight) in vector {
            *centre.entry(*term).or_default() += weight;
        }
    }
    let length = centre
        .values()
        .map(|weight| weight * weight)
        .sum::<f64>()
        .sqrt()
        .max(1e-9);
    let typical: Vec<f64> = vectors
        .iter()
        .map(|vector| {
            vector
                .iter()
                .map(|(term, weight)| weight * centre[term] / length)
                .sum()
        })
        .collect();
    let most_typical = typical.iter().copied().fold(1e-9, f64::max);
    let scores: Vec<f64> = candidates
        .iter()
        .zip(&typical)
        .map(|(candidate, typical)| {
            let telling = 0.3 + 0.7 * typical / most_typical;
            let felt =
                0.6 + 0.4 * candidate.confidence * (candidate.feeling.unwrap_or(0.0).abs() / 2.0).sqrt();
            telling * felt * short(candidate.text) * clear(candidate.text)
        })
        .collect();
    let mut chosen: Vec<Chosen> = Vec::new();
    while chosen.len() < wanted {
        let free = (0..candidates.len()).filter(|at| {
            chosen
                .iter()
                .all(|known| candidates[known.candidate].item != candidates[*at].item)
        });
        let worth = |at: usize| {
            let alike = chosen
                .iter()
                .map(|known| dot(&vectors[known.candidate], &vectors[at]))
                .fold(0.0, f64::max);
            scores[at] * (1.0 - 0.8 * alike)
        };
        let Some(next) = free.max_by(|a, b| worth(*a).total_cmp(&worth(*b)).then(b.cmp(a))) else {
            break;
        };
        if scores[next] <= 0.0 {
            break;
        }
        chosen.push(Chosen {
            candidate: next,
            score: scores[next].min(1.0),
        });
    }
    chosen
}

fn vectors(candidates: &[Candidate]) -> Vec<Vec<(u32, f64)>> {
    let mut places: FxHashMap<String, u32> = FxHashMap::default();
    let mut df: Vec<f64> = Vec::new();
    let mut vectors: Vec<Vec<(u32, f64)>> = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        let tokens = Tokens::new(candidate.text, 0);
        let mut terms: Vec<u32> = Vec::new();
        for term in tokens.words().filter_map(term) {
            let place = *places.entry(term.to_owned()).or_insert_with(|| {
                df.push(0.0);
                df.len() as u32 - 1
            });
            terms.push(place);
        }
        terms.sort_unstable();
        terms.dedup();
        terms.iter().for_each(|term| df[*term as usize] += 1.0);
        vectors.push(terms.into_iter().map(|term| (term, 1.0)).collect());
    }
    let n = candidates.len() as f64;
    for vector in &mut vectors {
        vector
            .iter_mut()
            .for_each(|(term, weight)| *weight = (1.0 + n / df[*term as usize]).ln());
        let length = vector
            .iter()
            .map(|(_, weight)| weight * weight)
            .sum::<f64>()
            .sqrt()
            .max(1e-9);
        vector.iter_mut().for_each(|(_, weight)| *weight /= length);
    }
    vectors
}

fn dot(a: &[(u32, f64)], b: &[(u32, f64)]) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while i < a.len() && j < b.len() {
        match a[i].0.cmp(&b[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += a[i].1 * b[j].1;
                (i, j) = (i + 1, j + 1);
            }
        }
    }
    sum
}

/// 1 for a quote that reads at a glance, less for a longer or a curt one, 0 for one nobody reads.
fn short(text: &str) -> f64 {
    let words = text.split_whitespace().count();
    match words {
        0 => 0.0,
        n if n < WORDS_GOOD.0 => 0.35 + 0.1 * n as f64,
        n if n <= WORDS_GOOD.1 => 1.0,
        n if n <= WORDS_MAX => 1.0 - 0.8 * (n - WORDS_GOOD.1) as f64 / (WORDS_MAX - WORDS_GOOD.1) as f64,
        _ => 0.05,
    }
}

/// Words a sentence begins with that lean on the sentence before.
const LEANING: &[&str] = &[
    "это",
    "этот",
    "эта",
    "эти",
    "он",
    "она",
    "они",
    "но",
    "и",
    "а",
    "поэтому",
    "потом",
    "затем",
    "также",
    "который",
    "that",
    "this",
    "it",
    "they",
    "he",
    "she",
    "but",
    "and",
    "so",
    "then",
    "also",
    "which",
    "these",
    "those",
    "or",
    "because",
];

/// 1 for a sentence that is understood alone; less where it leans on others, shouts, or was masked.
fn clear(text: &str) -> f64 {
    let tokens = Tokens::new(text, 0);
    let words: Vec<usize> = (0..tokens.len())
        .filter(|at| tokens.tokens[*at].kind == TokenKind::Word)
        .collect();
    let Some(first) = words.first() else { return 0.0 };
    let mut clear: f64 = 1.0;
    if LEANING.contains(&tokens.normal(*first)) {
        clear *= 0.75;
    }
    let shouted = words.iter().filter(|at| tokens.tokens[**at].shouted).count();
    if shouted * 3 > words.len() && words.len() > 2 {
        clear *= 0.7;
    }
    if text.contains('[') && text.contains(']') {
        clear *= 0.8;
    }
    if !words.iter().any(|at| term(tokens.normal(*at)).is_some()) {
        clear *= 0.6;
    }
    clear
}

#[cfg(test)]
mod tests {
    use super::*;
    use tropa_model::TextPart;

    fn chosen(texts: &[&str], wanted: usize) -> Vec<usize> {
        let candidates: Vec<Candidate> = texts
            .iter()
            .enumerate()
            .map(|(item, text)| Candidate {
                item,
                span: Span {
                    part: TextPart::Body,
                    start: 0,
                    end: text.chars().count() as u32,
                },
                text,
                feeling: Some(-1.0),
                confidence: 0.8,
            })
            .collect();
        best(&candidates, wanted)
            .into_iter()
            .map(|chosen| chosen.candidate)
            .collect()
    }

    #[test]
    fn the_typical_short_and_clear_sentence_is_quoted_first() {
        let texts = [
            "Погода в тот день была хорошая, и мы с друзьями гуляли",
            "Доставка опоздала на три дня, курьер не позвонил",
            "Но он опоздал.",
            "ДОСТАВКА ОПОЗДАЛА НА НЕДЕЛЮ, КУРЬЕР ГРУБИЛ",
            "Курьер опоздал с доставкой на целый день",
        ];
        assert!(
            matches!(chosen(&texts, 1)[..], [1 | 4]),
            "{:?}",
            chosen(&texts, 1)
        );
    }

    #[test]
    fn a_second_quote_says_something_else() {
        let texts = [
            "Доставка опоздала, курьер не звонил",
            "Доставка опоздала, курьер не звонил!",
            "Оператор поддержки нахамил и бросил трубку",
            "Поддержка не отвечает, оператор хамит",
        ];
        let two = chosen(&texts, 2);
        assert_eq!(two.iter().filter(|at| **at < 2).count(), 1, "{two:?}");
    }

    #[test]
    fn one_item_is_quoted_once_and_the_company_never() {
        let mut item = Feedback::new("1", tropa_model::FeedbackKind::Chat);
        item.texts = vec![(
            TextPart::Body,
            "The delivery was late. The courier was rude.".into(),
        )];
        let reading = crate::read(&item, &crate::Reader::seed());
        assert_eq!(best(&candidates(0, &item, &reading), 5).len(), 1);
        item.speaker = Speaker::Company;
        assert!(candidates(0, &item, &reading).is_empty());
    }

    #[test]
    fn nothing_to_quote_gives_nothing() {
        assert_eq!(chosen(&["…", ""], 3), [] as [usize; 0]);
    }
}
