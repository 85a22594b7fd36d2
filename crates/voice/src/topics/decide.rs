//! Topics as people want them: renamed and merged, and the topics of a text.

use super::cluster::{Columns, Vocabulary};
use super::terms::each_term;
use super::{Cluster, TopicModel};
use serde::{Deserialize, Serialize};
use tropa_model::{Feedback, LocalText};

/// A topic a decision speaks of. Its words find it again when topics were found anew and its id is gone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicKey {
    pub id: String,
    /// [`Cluster::words`] at the time of the decision.
    #[serde(default)]
    pub words: Vec<String>,
}

/// What a person decided about topics.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "snake_case")]
pub enum TopicDecision {
    Rename {
        topic: TopicKey,
        name: LocalText,
    },
    /// The topics `from` are part of `into` from now on.
    Merge {
        into: TopicKey,
        from: Vec<TopicKey>,
    },
}

/// A topic as people see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Topic {
    pub id: String,
    pub name: LocalText,
    /// A person gave the name.
    pub renamed: bool,
    pub words: Vec<String>,
    pub stability: f64,
    /// Ids of the topics merged into it.
    pub merged_from: Vec<String>,
}

/// One topic of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TopicHit {
    /// Place in [`TopicReader::topics`].
    pub topic: usize,
    /// Cosine of the text and the topic's centre, 0..=1.
    pub likeness: f64,
}

/// A text has at most this many topics.
const HITS_MAX: usize = 3;
/// Below it a text is about none of the topics: one common word among many.
const LIKENESS_MIN: f32 = 0.09;
/// A further topic is nearly as like as the first.
const FURTHER_SHARE_MIN: f32 = 0.75;

/// Tells the topics of texts.
#[derive(Clone)]
pub struct TopicReader {
    topics: Vec<Topic>,
    /// Cluster → topic.
    topic_of: Vec<usize>,
    vocabulary: Vocabulary,
    columns: Columns,
}

impl TopicReader {
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// The topics of an item, the most like first; none where it is about none of them.
    pub fn of(&self, item: &Feedback) -> Vec<TopicHit> {
        let mut text = Vec::new();
        each_term(item, |term, _| {
            if let Some(at) = self.vocabulary.by_term.get(term) {
                text.push((*at, 1.0));
            }
        });
        self.vocabulary.vector(&mut text);
        let mut scores = Vec::new();
        self.columns.scores(&text, &mut scores);
        let best = scores.iter().copied().fold(0.0, f32::max);
        let mut hits: Vec<TopicHit> = Vec::new();
        for (cluster, score) in scores.iter().enumerate() {
            if *score < LIKENESS_MIN || *score < best * FURTHER_SHARE_MIN {
                continue;
            }
            let (topic, likeness) = (self.topic_of[cluster], f64::from(*score));
            match hits.iter_mut().find(|hit| hit.topic == topic) {
                Some(hit) => hit.likeness = hit.likeness.max(likeness),
                None => hits.push(TopicHit { topic, likeness }),
            }
        }
        hits.sort_by(|a, b| b.likeness.total_cmp(&a.likeness).then(a.topic.cmp(&b.topic)));
        hits.truncate(HITS_MAX);
        hits
    }
}

/// The place of the topic a key speaks of: the one with its id, else the one that shares half of its words.
pub(super) fn resolve(key: &TopicKey, topics: Vec<(&str, Vec<String>)>) -> Option<usize> {
    topics.iter().position(|(id, _)| *id == key.id).or_else(|| {
        topics
            .iter()
            .position(|(_, words)| shares_words(&key.words, words))
    })
}

pub(super) fn shares_words(decided: &[String], words: &[String]) -> bool {
    let shared = decided.iter().filter(|word| words.contains(word)).count();
    shared > 0 && shared * 2 >= decided.len()
}

pub(super) fn reader(
    model: &TopicModel,
    vocabulary: Vocabulary,
    columns: Columns,
    decisions: &[TopicDecision],
) -> TopicReader {
    let place = |key: &TopicKey| {
        resolve(
            key,
            model
                .clusters
                .iter()
                .map(|c: &Cluster| (&*c.id, c.words.clone()))
                .collect(),
        )
    };
    // Cluster → the cluster it is part of.
    let mut into: Vec<usize> = (0..model.clusters.len()).collect();
    let mut names: Vec<Option<&LocalText>> = vec![None; model.clusters.len()];
    for decision in decisions {
        match decision {
            TopicDecision::Rename { topic, name } => {
                if let Some(at) = place(topic) {
                    names[into[at]] = Some(name);
                }
            }
            TopicDecision::Merge { into: whole, from } => {
                let Some(whole) = place(whole).map(|at| into[at]) else {
                    continue;
                };
                for part in from
                    .iter()
                    .filter_map(place)
                    .map(|at| into[at])
                    .collect::<Vec<_>>()
                {
                    into.iter_mut()
                        .filter(|of| **of == part)
                        .for_each(|of| *of = whole);
                }
            }
        }
    }
    let mut topics: Vec<Topic> = Vec::new();
    let mut topic_of = vec![0; into.len()];
    for (at, cluster) in model
        .clusters
        .iter()
        .enumerate()
        .filter(|(at, _)| into[*at] == *at)
    {
        let parts: Vec<usize> = (0..into.len()).filter(|part| into[*part] == at).collect();
        parts.iter().for_each(|part| topic_of[*part] = topics.len());
        topics.push(Topic {
            id: cluster.id.clone(),
            name: names[at].unwrap_or(&cluster.name).clone(),
            renamed: names[at].is_some(),
            words: cluster.words.clone(),
            stability: cluster.stability,
            merged_from: parts
                .iter()
                .filter(|part| **part != at)
                .map(|part| model.clusters[*part].id.clone())
                .collect(),
        });
    }
    TopicReader {
        topics,
        topic_of,
        vocabulary,
        columns,
    }
}
