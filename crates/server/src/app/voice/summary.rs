//! What there is: sources, languages, feelings, and how much of it has a place.

use super::heard::Heard;
use super::views::{ActCount, AttachedBy, EmotionCount, FeelingWord, LanguageCount, VoiceState};
use crate::app::{AppError, Workspace};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use tropa_model::time::day;
use tropa_model::{FeedbackKind, Measure, Scale};
use tropa_voice::SpeechAct;
use utoipa::ToSchema;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct VoiceOverview {
    /// Items of the people whose journey it is; those of the company and of researchers are in `n_others`.
    pub n: u64,
    pub n_others: u64,
    /// Items with words.
    pub n_texts: u64,
    /// First and last day, both included; absent where no item has a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// In order of their names.
    pub sources: Vec<VoiceSource>,
    /// Most frequent first.
    pub languages: Vec<LanguageCount>,
    pub feelings: FeelingCounts,
    pub attached: AttachedCounts,
    /// How many topics, groups of questions, groups of wishes and steps there are.
    pub topics: u64,
    pub questions: u64,
    pub missing: u64,
    pub steps: u64,
    /// Items in which it is found; most frequent first.
    pub emotions: Vec<EmotionCount>,
    pub acts: Vec<ActCount>,
    pub model: ModelState,
    #[serde(flatten)]
    pub of: VoiceState,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct VoiceSource {
    pub name: String,
    pub version: u64,
    pub kinds: Vec<KindCount>,
    pub n: u64,
    pub n_texts: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    pub languages: Vec<LanguageCount>,
    /// Each measure and scale by itself; most answers first.
    pub scores: Vec<ScoreCount>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct KindCount {
    pub kind: FeedbackKind,
    pub n: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ScoreCount {
    pub measure: Measure,
    pub scale: Scale,
    pub n: u64,
    pub mean: f64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FeelingCounts {
    pub bad: u64,
    pub neutral: u64,
    pub good: u64,
    /// Neither score nor words tell.
    pub none: u64,
}

impl FeelingCounts {
    pub fn add(&mut self, feeling: Option<f64>) {
        match FeelingWord::of(feeling) {
            FeelingWord::Bad => self.bad += 1,
            FeelingWord::Neutral => self.neutral += 1,
            FeelingWord::Good => self.good += 1,
            FeelingWord::None => self.none += 1,
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AttachedCounts {
    /// Items that belong to a step.
    pub n: u64,
    pub of: u64,
    /// 0..=1; 0 where there is nothing.
    pub share: f64,
    /// In the order of the words' meaning: named, text, time, learned, pinned.
    pub by: Vec<ByCount>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ByCount {
    pub by: AttachedBy,
    pub n: u64,
}

/// Which analyser read the texts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ModelState {
    pub analyser: u32,
    /// What the workspace's own scores taught is used: it did better than the rules alone on answers it had not seen.
    pub used: bool,
}

impl Workspace {
    /// What there is. Empty where nobody has said anything yet.
    pub fn voice_summary(&self) -> Result<VoiceOverview, AppError> {
        let heard = self.heard()?;
        let asked = super::asked::counts(&heard);
        let mut sources: BTreeMap<&str, Counts> = BTreeMap::new();
        let mut all = Counts::default();
        let mut feelings = FeelingCounts::default();
        let (mut emotions, mut acts) = (BTreeMap::new(), BTreeMap::<SpeechAct, u64>::new());
        let mut n_others = heard.read.items.len() as u64;
        for item in heard.own_words() {
            n_others -= 1;
            sources.entry(item.source).or_default().add(&item);
            all.add(&item);
            feelings.add(item.feeling());
            let sentences = &item.reading.sentences;
            let found: BTreeSet<_> = sentences
                .iter()
                .flat_map(|s| &s.emotions)
                .map(|e| e.emotion)
                .collect();
            for emotion in found {
                *emotions.entry(emotion).or_insert(0) += 1;
            }
            let found: BTreeSet<_> = sentences
                .iter()
                .flat_map(|s| &s.acts)
                .map(|(act, _)| *act)
                .collect();
            for act in found {
                *acts.entry(act).or_insert(0) += 1;
            }
        }
        let version = |name: &str| {
            let of = heard
                .read
                .snapshots
                .iter()
                .find(|snapshot| snapshot.source == name);
            of.map_or(0, |snapshot| snapshot.version)
        };
        // A source of the other side's words only is a source, too.
        let named: Vec<String> = heard
            .read
            .snapshots
            .iter()
            .map(|snapshot| snapshot.source.clone())
            .collect();
        let none = Counts::default();
        Ok(VoiceOverview {
            n: all.n,
            n_others,
            n_texts: all.n_texts,
            from: all.from.map(day),
            to: all.to.map(day),
            sources: named
                .iter()
                .map(|name| {
                    sources
                        .get(name.as_str())
                        .unwrap_or(&none)
                        .view(name, version(name))
                })
                .collect(),
            languages: all.languages(),
            feelings,
            attached: attached(&heard),
            topics: heard.topics.shown().count() as u64,
            questions: asked.questions,
            missing: asked.missing,
            steps: steps_spoken_of(&heard),
            emotions: most_first(emotions, |emotion, n| EmotionCount { emotion, n }),
            acts: most_first(acts, |act, n| ActCount { act, n }),
            model: ModelState {
                analyser: super::read::ANALYSER,
                used: heard.read.report.languages.iter().any(|one| one.used),
            },
            of: heard.state(),
        })
    }
}

/// How many items belong to steps, and why.
pub(crate) fn attached(heard: &Heard) -> AttachedCounts {
    let mut by: BTreeMap<AttachedBy, u64> = BTreeMap::new();
    let (mut n, mut of) = (0, 0);
    for item in heard.own_words() {
        of += 1;
        if let Some(step) = item.step {
            n += 1;
            *by.entry(step.by).or_insert(0) += 1;
        }
    }
    AttachedCounts {
        n,
        of,
        share: if of == 0 { 0.0 } else { n as f64 / of as f64 },
        by: by.into_iter().map(|(by, n)| ByCount { by, n }).collect(),
    }
}

fn steps_spoken_of(heard: &Heard) -> u64 {
    let places: BTreeSet<usize> = heard
        .own_words()
        .filter_map(|item| item.step)
        .map(|step| step.place)
        .collect();
    places.len() as u64
}

/// The most frequent first, equal ones in their order.
pub(crate) fn most_first<K: Ord, V>(counts: BTreeMap<K, u64>, make: impl Fn(K, u64) -> V) -> Vec<V> {
    let mut counts: Vec<(K, u64)> = counts.into_iter().collect();
    counts.sort_by(|(a, a_n), (b, b_n)| b_n.cmp(a_n).then_with(|| a.cmp(b)));
    counts.into_iter().map(|(key, n)| make(key, n)).collect()
}

#[derive(Default)]
struct Counts {
    n: u64,
    n_texts: u64,
    from: Option<i64>,
    to: Option<i64>,
    kinds: BTreeMap<FeedbackKind, u64>,
    languages: BTreeMap<tropa_voice::Language, u64>,
    /// By measure and the ends of the scale: how many, their sum.
    scores: BTreeMap<(Measure, u64, u64), (u64, f64)>,
}

impl Counts {
    fn add(&mut self, item: &super::heard::HeardItem<'_>) {
        let said = item.said;
        self.n += 1;
        *self.kinds.entry(said.kind).or_insert(0) += 1;
        if said.texts.iter().any(|(_, text)| !text.trim().is_empty()) {
            self.n_texts += 1;
            *self.languages.entry(item.reading.language).or_insert(0) += 1;
        }
        if let Some(time) = said.time_us {
            self.from = Some(self.from.map_or(time, |from| from.min(time)));
            self.to = Some(self.to.map_or(time, |to| to.max(time)));
        }
        if let Some(score) = said.score {
            let key = (score.measure, score.scale.lo.to_bits(), score.scale.hi.to_bits());
            let (n, sum) = self.scores.entry(key).or_insert((0, 0.0));
            *n += 1;
            *sum += score.value;
        }
    }

    fn languages(&self) -> Vec<LanguageCount> {
        most_first(self.languages.clone(), |language, n| LanguageCount {
            language,
            n,
        })
    }

    fn view(&self, name: &str, version: u64) -> VoiceSource {
        let mut scores: Vec<ScoreCount> = self
            .scores
            .iter()
            .map(|((measure, lo, hi), (n, sum))| ScoreCount {
                measure: *measure,
                scale: Scale {
                    lo: f64::from_bits(*lo),
                    hi: f64::from_bits(*hi),
                },
                n: *n,
                mean: sum / *n as f64,
            })
            .collect();
        scores.sort_by_key(|score| std::cmp::Reverse(score.n));
        VoiceSource {
            name: name.to_owned(),
            version,
            kinds: most_first(self.kinds.clone(), |kind, n| KindCount { kind, n }),
            n: self.n,
            n_texts: self.n_texts,
            from: self.from.map(day),
            to: self.to.map(day),
            languages: self.languages(),
            scores,
        }
    }
}
