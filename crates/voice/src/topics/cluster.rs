//! Texts as weights of terms, and their clusters: spherical k-means from beginnings that follow from the terms, not from
//! chance.
//!
//! A beginning is a frequent, telling term with the texts that hold it (compare the anchor words of Arora et al. 2013);
//! further ones are taken as long as they differ from those before. The same texts give the same clusters, and a few
//! texts more give nearly the same.

use rustc_hash::FxHashMap;

/// Words of the corpus with what they weigh.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vocabulary {
    pub terms: Vec<String>,
    pub by_term: FxHashMap<String, u32>,
    /// ln(n / df) + 1 for each term.
    pub idf: Vec<f32>,
    pub df: Vec<u32>,
}

/// Terms of a corpus: the most frequent of those in at least this many texts, and not in more than a share of them.
pub(crate) const VOCABULARY_MAX: usize = 6_000;
const TEXTS_PER_TERM_MIN: u32 = 3;
const SHARE_MAX: f64 = 0.4;

impl Vocabulary {
    /// `df`: in how many of `n` texts each term stands.
    pub fn new(df: FxHashMap<String, u32>, n: usize) -> Self {
        let most = ((n as f64) * SHARE_MAX).max(f64::from(TEXTS_PER_TERM_MIN)) as u32;
        let mut kept: Vec<(String, u32)> = df
            .into_iter()
            .filter(|(_, df)| (TEXTS_PER_TERM_MIN..=most).contains(df))
            .collect();
        kept.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        kept.truncate(VOCABULARY_MAX);
        let idf = kept
            .iter()
            .map(|(_, df)| (n as f32 / *df as f32).ln() + 1.0)
            .collect();
        let df = kept.iter().map(|(_, df)| *df).collect();
        let terms: Vec<String> = kept.into_iter().map(|(term, _)| term).collect();
        let by_term = terms
            .iter()
            .enumerate()
            .map(|(at, term)| (term.clone(), at as u32))
            .collect();
        Self {
            terms,
            by_term,
            idf,
            df,
        }
    }

    /// The terms of a text as a vector of length 1, sorted by term; empty where none is known.
    pub fn vector(&self, counts: &mut Vec<(u32, f32)>) {
        counts.sort_unstable_by_key(|(term, _)| *term);
        counts.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        for (term, weight) in counts.iter_mut() {
            *weight = (1.0 + weight.ln()) * self.idf[*term as usize];
        }
        let length = counts
            .iter()
            .map(|(_, weight)| weight * weight)
            .sum::<f32>()
            .sqrt();
        if length > 0.0 {
            counts.iter_mut().for_each(|(_, weight)| *weight /= length);
        }
    }
}

/// A text: terms with weights, length 1.
pub(crate) type Vector = Vec<(u32, f32)>;

/// A centre: a weight for every term of the vocabulary, length 1.
pub(crate) type Centre = Vec<f32>;

pub(crate) fn cosine(a: &Centre, b: &Centre) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

pub(crate) fn to_length_one(centre: &mut Centre) {
    let length = centre.iter().map(|weight| weight * weight).sum::<f32>().sqrt();
    if length > 0.0 {
        centre.iter_mut().for_each(|weight| *weight /= length);
    }
}

/// Candidates for a beginning: the terms that tell most texts apart.
const CANDIDATES_MAX: usize = 240;

/// Beginnings besides `kept` ones: centres of the texts that hold a telling term, each as unlike those before as can
/// be, `wanted` in all at most.
pub(crate) fn beginnings(
    texts: &[Vector],
    vocabulary: &Vocabulary,
    kept: Vec<Centre>,
    wanted: usize,
) -> Vec<Centre> {
    let n = texts.len() as f32;
    let mut candidates: Vec<(f32, u32)> = (0..vocabulary.terms.len() as u32)
        .map(|term| {
            let share = vocabulary.df[term as usize] as f32 / n;
            (-share * share.ln(), term)
        })
        .collect();
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    candidates.truncate(CANDIDATES_MAX);
    let place: FxHashMap<u32, usize> = candidates
        .iter()
        .enumerate()
        .map(|(at, (_, term))| (*term, at))
        .collect();
    let mut centres = vec![vec![0.0; vocabulary.terms.len()]; candidates.len()];
    for text in texts {
        for (held, strength) in text {
            let Some(at) = place.get(held) else { continue };
            for (term, weight) in text {
                centres[*at][*term as usize] += strength * weight;
            }
        }
    }
    centres.iter_mut().for_each(to_length_one);
    let mut chosen = kept;
    let mut nearest: Vec<f32> = centres
        .iter()
        .map(|centre| {
            chosen
                .iter()
                .map(|known| cosine(centre, known))
                .fold(0.0, f32::max)
        })
        .collect();
    while chosen.len() < wanted {
        let worth = |at: usize| candidates[at].0.sqrt() * (1.0 - nearest[at]).max(0.0);
        let Some(best) = (0..centres.len()).max_by(|a, b| worth(*a).total_cmp(&worth(*b)).then(b.cmp(a)))
        else {
            break;
        };
        if nearest[best] > UNLIKE_MIN {
            break;
        }
        let centre = centres[best].clone();
        for (at, other) in centres.iter().enumerate() {
            nearest[at] = nearest[at].max(cosine(other, &centre));
        }
        chosen.push(centre);
    }
    chosen
}

/// A beginning this like one before it would only halve its cluster.
const UNLIKE_MIN: f32 = 0.7;
const ROUNDS_MAX: usize = 10;
/// How far a centre stays with its beginning: without it, clusters wander with every few texts.
const ANCHOR: f32 = 0.4;

/// Moves the centres towards the middle of the texts nearest to them, held by their anchors, until next to nothing
/// moves. Centres without texts stay where they are. Returns the place of the nearest centre of each text.
pub(crate) fn settle(texts: &[Vector], centres: &mut [Centre], anchors: &[Centre]) -> Vec<usize> {
    let mut nearest = vec![usize::MAX; texts.len()];
    for _ in 0..ROUNDS_MAX {
        let columns = Columns::new(centres);
        let mut moved = 0;
        let mut sums = vec![vec![0.0; centres.first().map_or(0, Vec::len)]; centres.len()];
        let mut scores = Vec::new();
        for (text, nearest) in texts.iter().zip(&mut nearest) {
            let Some((best, likeness)) = columns.best(text, &mut scores) else {
                continue;
            };
            moved += usize::from(best != *nearest);
            *nearest = best;
            for (term, weight) in text {
                sums[best][*term as usize] += likeness * weight;
            }
        }
        for ((centre, mut sum), anchor) in centres.iter_mut().zip(sums).zip(anchors) {
            to_length_one(&mut sum);
            if sum.iter().any(|weight| *weight > 0.0) {
                sum.iter_mut()
                    .zip(anchor)
                    .for_each(|(weight, held)| *weight += (*held - *weight) * ANCHOR);
                to_length_one(&mut sum);
                *centre = sum;
            }
        }
        if moved * 100 <= texts.len() {
            break;
        }
    }
    nearest
}

/// Centres turned so that the weights of one term lie together.
#[derive(Clone)]
pub(crate) struct Columns {
    weights: Vec<f32>,
    centres: usize,
}

impl Columns {
    pub fn new(centres: &[Centre]) -> Self {
        let terms = centres.first().map_or(0, Vec::len);
        let mut weights = vec![0.0; terms * centres.len()];
        for (at, centre) in centres.iter().enumerate() {
            for (term, weight) in centre.iter().enumerate() {
                weights[term * centres.len() + at] = *weight;
            }
        }
        Self {
            weights,
            centres: centres.len(),
        }
    }

    /// The likeness of a text to each centre.
    pub fn scores(&self, text: &Vector, scores: &mut Vec<f32>) {
        scores.clear();
        scores.resize(self.centres, 0.0);
        for (term, weight) in text {
            let from = *term as usize * self.centres;
            for (score, of_term) in scores.iter_mut().zip(&self.weights[from..from + self.centres]) {
                *score += weight * of_term;
            }
        }
    }

    /// The nearest centre, the first of several, and its likeness; `None` where nothing is alike.
    pub fn best(&self, text: &Vector, scores: &mut Vec<f32>) -> Option<(usize, f32)> {
        self.scores(text, scores);
        let mut best = None;
        for (at, score) in scores.iter().enumerate() {
            if *score > best.map_or(0.0, |(_, known)| known) {
                best = Some((at, *score));
            }
        }
        best
    }
}
