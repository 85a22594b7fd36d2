//! What texts are about, found without being told: topics with readable names, the same ids as texts grow, and a
//! person's word above all of it.
//!
//! Memory is bounded: topics are found on at most [`TopicSettings::texts_max`] texts (chosen by a hash of their ids, so
//! that the choice hardly changes as texts come), at most 160 terms of each and 6,000 terms in all; every other text is
//! only compared with the centres.

mod change;
mod cluster;
mod decide;
mod name;
pub(crate) mod stem;
pub(crate) mod terms;

pub use change::{Change, ChangeSettings, TopicState, changes};
pub use decide::{Topic, TopicDecision, TopicHit, TopicKey, TopicReader};

pub(crate) use name::capitalised;

use cluster::{Centre, Columns, Vector, Vocabulary, beginnings, cosine, settle};
use rustc_hash::{FxHashMap, FxHasher};
use serde::{Deserialize, Serialize};
use std::hash::Hasher;
use terms::each_term;
use tropa_model::{Feedback, LocalText};

/// How topics are found.
#[derive(Clone, Debug, PartialEq)]
pub struct TopicSettings {
    /// Topics found at most. More of them are finer, harder to read and less stable.
    pub topics_max: usize,
    /// A topic has at least this many texts; fewer are an anecdote.
    pub texts_per_topic_min: usize,
    /// Topics are found on at most this many texts: beyond it they only grow slower to find, not better.
    pub texts_max: usize,
    /// Topics to be cut in two, by id.
    pub split: Vec<TopicKey>,
}

impl Default for TopicSettings {
    fn default() -> Self {
        Self {
            topics_max: 24,
            texts_per_topic_min: 15,
            texts_max: 20_000,
            split: Vec::new(),
        }
    }
}

/// Topics found, as they are kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TopicModel {
    pub version: u32,
    /// Terms in their order, with what they weigh.
    pub(crate) vocabulary: Vec<(String, f32)>,
    pub clusters: Vec<Cluster>,
    /// Adjusted Rand index of the clusters of four fifths of the texts and of all of them, mean of [`BOOTSTRAPS`]; 0..=1.
    pub stability: f64,
    /// Texts the topics were found on.
    pub n: usize,
}

/// One topic as found, before a person's decisions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cluster {
    /// Made of its first words when it was found first, and kept as long as it lives.
    pub id: String,
    pub name: LocalText,
    /// The words that tell it from the others, as people write them, most telling first.
    pub words: Vec<String>,
    /// How much of it comes back when a fifth of the texts is left out: Jaccard index of the texts, 0..=1.
    pub stability: f64,
    /// Place in the vocabulary and weight of the heaviest terms.
    pub(crate) centre: Vec<(u32, f32)>,
}

/// Written into models; another number is another way to find, and the model is not used.
pub const VERSION: u32 = 1;
/// Terms a kept centre holds.
const CENTRE_TERMS_MAX: usize = 240;
/// A centre found again is the same topic if it is this much like the one before.
const SAME_TOPIC_MIN: f32 = 0.45;
/// Centres this alike are one topic.
const ALIKE_MAX: f32 = 0.72;
/// How often the topics are found again on four fifths of the texts.
pub const BOOTSTRAPS: u64 = 4;
/// Texts the stability is measured on: enough to be sure of the second digit.
const STABILITY_TEXTS_MAX: usize = 5_000;

/// Finds the topics of the texts. With `kept`, topics found before keep their ids, and new ones come beside them. Same
/// items in the same order and same `kept`, same topics.
pub fn find(items: &[&Feedback], settings: &TopicSettings, kept: Option<&TopicModel>) -> TopicModel {
    let chosen = sample(items, settings.texts_max);
    let (vocabulary, texts, forms) = read(&chosen);
    let kept = kept.filter(|kept| kept.version == VERSION);
    let before: Vec<(&str, Centre)> = kept
        .iter()
        .flat_map(|kept| {
            kept.clusters
                .iter()
                .map(|cluster| (&*cluster.id, translated(kept, cluster, &vocabulary)))
        })
        .collect();
    let wanted = wanted(texts.len(), settings);
    let (mut centres, mut nearest) = clusters(
        &texts,
        &vocabulary,
        before.iter().map(|(_, c)| c.clone()).collect(),
        wanted,
        settings,
    );
    let mut ids = identities(&centres, &before, &texts, &nearest, &vocabulary);
    split(
        &mut centres,
        &mut nearest,
        &mut ids,
        &texts,
        &vocabulary,
        settings,
    );
    let (stability, of_each) = stability(&texts, &vocabulary, &nearest, centres.len(), wanted, settings);
    let clusters = ids
        .into_iter()
        .enumerate()
        .map(|(at, id)| {
            let words = name::telling(at, &texts, &nearest, &vocabulary);
            Cluster {
                id,
                name: name::name(&words, &forms),
                words: words.iter().map(|term| name::written(term, &forms)).collect(),
                stability: of_each[at],
                centre: heaviest(&centres[at]),
            }
        })
        .collect();
    TopicModel {
        version: VERSION,
        vocabulary: vocabulary
            .terms
            .iter()
            .cloned()
            .zip(vocabulary.idf.iter().copied())
            .collect(),
        clusters,
        stability,
        n: texts.len(),
    }
}

/// A topic for each forty texts at most: 400 texts carry ten.
fn wanted(texts: usize, settings: &TopicSettings) -> usize {
    (texts / (settings.texts_per_topic_min * 3).max(1)).min(settings.topics_max)
}

/// At most `max` items, by the hash of their ids, in their order.
fn sample<'a>(items: &[&'a Feedback], max: usize) -> Vec<&'a Feedback> {
    let with_text = items.iter().copied().filter(|item| !item.texts.is_empty());
    let mut hashed: Vec<(u64, &Feedback)> = with_text.map(|item| (hash(&item.id, 0), item)).collect();
    if hashed.len() > max {
        hashed.select_nth_unstable_by_key(max, |(hash, _)| *hash);
        hashed.truncate(max);
    }
    hashed.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.id.cmp(&b.1.id)));
    hashed.into_iter().map(|(_, item)| item).collect()
}

fn hash(id: &str, seed: u64) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u64(seed);
    hasher.write(id.as_bytes());
    // FxHash leaves the low bits weak.
    let mut hash = hasher.finish();
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// How often a term is written how.
pub(crate) type Forms = FxHashMap<String, FxHashMap<String, u32>>;

fn read(items: &[&Feedback]) -> (Vocabulary, Vec<Vector>, Forms) {
    let mut places: FxHashMap<String, u32> = FxHashMap::default();
    let mut df: Vec<u32> = Vec::new();
    let mut forms: Vec<FxHashMap<String, u32>> = Vec::new();
    let mut texts: Vec<Vec<u32>> = Vec::with_capacity(items.len());
    for item in items {
        let mut text = Vec::new();
        each_term(item, |term, word| {
            let place = *places.entry(term.to_owned()).or_insert_with(|| {
                df.push(0);
                forms.push(FxHashMap::default());
                df.len() as u32 - 1
            });
            text.push(place);
            match forms[place as usize].get_mut(word) {
                Some(n) => *n += 1,
                None => {
                    forms[place as usize].insert(word.to_owned(), 1);
                }
            }
        });
        text.sort_unstable();
        let mut once = text.clone();
        once.dedup();
        once.into_iter().for_each(|place| df[place as usize] += 1);
        texts.push(text);
    }
    let counted = places
        .iter()
        .map(|(term, place)| (term.clone(), df[*place as usize]))
        .collect();
    let vocabulary = Vocabulary::new(counted, items.len());
    let mut renumbered = vec![u32::MAX; df.len()];
    let mut kept_forms = Forms::default();
    for (at, term) in vocabulary.terms.iter().enumerate() {
        let place = places[term] as usize;
        renumbered[place] = at as u32;
        kept_forms.insert(term.clone(), std::mem::take(&mut forms[place]));
    }
    let vectors = texts
        .into_iter()
        .map(|text| {
            let known = text.into_iter().map(|place| renumbered[place as usize]);
            let mut counts: Vector = known.filter(|at| *at != u32::MAX).map(|at| (at, 1.0)).collect();
            vocabulary.vector(&mut counts);
            counts
        })
        .collect();
    (vocabulary, vectors, kept_forms)
}

/// The centre of a topic found before, in the words of today.
fn translated(kept: &TopicModel, cluster: &Cluster, vocabulary: &Vocabulary) -> Centre {
    let mut centre = vec![0.0; vocabulary.terms.len()];
    for (place, weight) in &cluster.centre {
        if let Some(at) = kept
            .vocabulary
            .get(*place as usize)
            .and_then(|(term, _)| vocabulary.by_term.get(term))
        {
            centre[*at as usize] = *weight;
        }
    }
    cluster::to_length_one(&mut centre);
    centre
}

fn clusters(
    texts: &[Vector],
    vocabulary: &Vocabulary,
    before: Vec<Centre>,
    wanted: usize,
    settings: &TopicSettings,
) -> (Vec<Centre>, Vec<usize>) {
    let mut anchors = beginnings(texts, vocabulary, before, wanted);
    let mut centres = anchors.clone();
    let mut nearest = settle(texts, &mut centres, &anchors);
    // The smallest topics and those that grew together are given up one by one, their texts go to the others.
    loop {
        let mut sizes = vec![0usize; centres.len()];
        nearest
            .iter()
            .filter(|at| **at != usize::MAX)
            .for_each(|at| sizes[*at] += 1);
        let smallest = (0..centres.len())
            .filter(|at| sizes[*at] < settings.texts_per_topic_min)
            .min_by_key(|at| (sizes[*at], *at));
        let twin = || {
            let pairs = (0..centres.len()).flat_map(|a| (a + 1..centres.len()).map(move |b| (a, b)));
            pairs
                .filter(|(a, b)| cosine(&centres[*a], &centres[*b]) > ALIKE_MAX)
                .map(|(_, b)| b)
                .next()
        };
        let Some(given_up) = smallest.or_else(twin) else {
            break;
        };
        centres.remove(given_up);
        anchors.remove(given_up);
        nearest = settle(texts, &mut centres, &anchors);
    }
    (centres, nearest)
}

/// The ids of the centres: of the topic found before that is most like it, else of its own first words.
fn identities(
    centres: &[Centre],
    before: &[(&str, Centre)],
    texts: &[Vector],
    nearest: &[usize],
    vocabulary: &Vocabulary,
) -> Vec<String> {
    let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
    for (at, centre) in centres.iter().enumerate() {
        for (old, (_, known)) in before.iter().enumerate() {
            pairs.push((cosine(centre, known), at, old));
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut ids: Vec<Option<String>> = vec![None; centres.len()];
    let mut taken = vec![false; before.len()];
    for (likeness, at, old) in pairs {
        if likeness >= SAME_TOPIC_MIN && ids[at].is_none() && !taken[old] {
            ids[at] = Some(before[old].0.to_owned());
            taken[old] = true;
        }
    }
    for at in 0..ids.len() {
        if ids[at].is_some() {
            continue;
        }
        let words = name::telling(at, texts, nearest, vocabulary);
        let first = words
            .iter()
            .take(2)
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join("-");
        let used = |id: &str| {
            before.iter().any(|(known, _)| *known == id) || ids.iter().flatten().any(|known| known == id)
        };
        let id = (1..)
            .map(|n| {
                if n == 1 {
                    first.clone()
                } else {
                    format!("{first}-{n}")
                }
            })
            .find(|id| !used(id));
        ids[at] = id;
    }
    ids.into_iter().flatten().collect()
}

/// Cuts the topics a person wants cut: the two halves begin with its two most different terms.
fn split(
    centres: &mut Vec<Centre>,
    nearest: &mut [usize],
    ids: &mut Vec<String>,
    texts: &[Vector],
    vocabulary: &Vocabulary,
    settings: &TopicSettings,
) {
    for key in &settings.split {
        let words = |at: usize| name::telling(at, texts, nearest, vocabulary);
        let Some(whole) = decide::resolve(key, ids.iter().map(|id| (&**id, Vec::new())).collect())
            .or_else(|| (0..ids.len()).find(|at| decide::shares_words(&key.words, &words(*at))))
        else {
            continue;
        };
        let places: Vec<usize> = (0..texts.len()).filter(|text| nearest[*text] == whole).collect();
        let inside: Vec<Vector> = places.iter().map(|place| texts[*place].clone()).collect();
        let mut df = FxHashMap::default();
        for text in &inside {
            for (term, _) in text {
                *df.entry(*term).or_insert(0u32) += 1;
            }
        }
        let mut within = vocabulary.clone();
        within.df = (0..vocabulary.terms.len() as u32)
            .map(|term| df.get(&term).copied().unwrap_or(0).max(1))
            .collect();
        let mut halves = beginnings(&inside, &within, Vec::new(), 2);
        if halves.len() < 2 {
            continue;
        }
        let anchors = halves.clone();
        let half = settle(&inside, &mut halves, &anchors);
        for (place, half) in places.into_iter().zip(half) {
            if half == 1 {
                nearest[place] = centres.len();
            }
        }
        centres[whole] = halves.swap_remove(0);
        centres.push(halves.swap_remove(0));
        ids.push(format!("{}-b", ids[whole]));
    }
}

fn heaviest(centre: &Centre) -> Vec<(u32, f32)> {
    let weights = centre.iter().enumerate().filter(|(_, weight)| **weight > 0.0);
    let mut weights: Vec<(u32, f32)> = weights.map(|(at, weight)| (at as u32, *weight)).collect();
    weights.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    weights.truncate(CENTRE_TERMS_MAX);
    weights
}

/// How alike the clusters are when a fifth of the texts is left out: in all, and for each cluster.
fn stability(
    texts: &[Vector],
    vocabulary: &Vocabulary,
    nearest: &[usize],
    clusters_found: usize,
    wanted: usize,
    settings: &TopicSettings,
) -> (f64, Vec<f64>) {
    let mut of_each = vec![0.0; clusters_found];
    if clusters_found < 2 {
        return (0.0, of_each);
    }
    let texts = &texts[..texts.len().min(STABILITY_TEXTS_MAX)];
    let mut mean = 0.0;
    for bootstrap in 1..=BOOTSTRAPS {
        let places: Vec<usize> = (0..texts.len())
            .filter(|place| !hash(&place.to_string(), bootstrap).is_multiple_of(5))
            .collect();
        let fewer: Vec<Vector> = places.iter().map(|place| texts[*place].clone()).collect();
        let (_, again) = clusters(&fewer, vocabulary, Vec::new(), wanted, settings);
        let first: Vec<usize> = places.iter().map(|place| nearest[*place]).collect();
        mean += adjusted_rand_index(&first, &again) / BOOTSTRAPS as f64;
        for (at, stability) in of_each.iter_mut().enumerate() {
            *stability += best_jaccard(at, &first, &again) / BOOTSTRAPS as f64;
        }
    }
    (mean.max(0.0), of_each)
}

fn best_jaccard(cluster: usize, first: &[usize], again: &[usize]) -> f64 {
    let size = first.iter().filter(|at| **at == cluster).count();
    let mut both: FxHashMap<usize, usize> = FxHashMap::default();
    let mut sizes: FxHashMap<usize, usize> = FxHashMap::default();
    for (a, b) in first.iter().zip(again) {
        *sizes.entry(*b).or_default() += 1;
        if *a == cluster {
            *both.entry(*b).or_default() += 1;
        }
    }
    both.iter()
        .map(|(other, n)| *n as f64 / (size + sizes[other] - n) as f64)
        .fold(0.0, f64::max)
}

/// Agreement of two groupings of the same things beyond chance: 1 the same, 0 as by chance (Hubert and Arabie 1985).
pub fn adjusted_rand_index<A, B>(first: &[A], second: &[B]) -> f64
where
    A: Copy + Eq + std::hash::Hash,
    B: Copy + Eq + std::hash::Hash,
{
    let pairs = |n: u64| (n * n.saturating_sub(1)) as f64 / 2.0;
    let (mut both, mut of_first, mut of_second) = (
        FxHashMap::<(A, B), u64>::default(),
        FxHashMap::<A, u64>::default(),
        FxHashMap::<B, u64>::default(),
    );
    for (a, b) in first.iter().zip(second) {
        *both.entry((*a, *b)).or_default() += 1;
        *of_first.entry(*a).or_default() += 1;
        *of_second.entry(*b).or_default() += 1;
    }
    let sum = |counts: Vec<u64>| -> f64 { counts.into_iter().map(pairs).sum() };
    let together = sum(both.into_values().collect());
    let (a, b) = (
        sum(of_first.into_values().collect()),
        sum(of_second.into_values().collect()),
    );
    let all = pairs(first.len().min(second.len()) as u64);
    let expected = if all > 0.0 { a * b / all } else { 0.0 };
    let most = f64::midpoint(a, b);
    if (most - expected).abs() < 1e-9 {
        1.0
    } else {
        (together - expected) / (most - expected)
    }
}

impl TopicModel {
    /// Ready to tell the topics of texts, with what people decided about them.
    pub fn reader(&self, decisions: &[TopicDecision]) -> TopicReader {
        let mut centres = vec![vec![0.0; self.vocabulary.len()]; self.clusters.len()];
        for (centre, cluster) in centres.iter_mut().zip(&self.clusters) {
            for (term, weight) in &cluster.centre {
                centre[*term as usize] = *weight;
            }
        }
        let by_term = self
            .vocabulary
            .iter()
            .enumerate()
            .map(|(at, (term, _))| (term.clone(), at as u32))
            .collect();
        let vocabulary = Vocabulary {
            terms: Vec::new(),
            by_term,
            idf: self.vocabulary.iter().map(|(_, idf)| *idf).collect(),
            df: Vec::new(),
        };
        decide::reader(self, vocabulary, Columns::new(&centres), decisions)
    }
}

#[cfg(test)]
mod tests;
