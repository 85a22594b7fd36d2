//! What texts are about: topics found in them, called and put together by people.

use super::filter::ItemFilter;
use super::heard::HeardItem;
use super::read::Read;
use super::summary::FeelingCounts;
use super::views::{StepCount, TopicName, VoiceQuote, VoiceState};
use super::waves::{WavePeriod, period};
use crate::app::progress::{Progress, ProgressStage, Watch};
use crate::app::{AppError, ErrorCode, Fault, Workspace, now_rfc3339};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tropa_catalog::{MapId, VoiceDecisions};
use tropa_model::{Feedback, LocalText, Speaker};
pub use tropa_voice::topics::TopicState;
use tropa_voice::topics::{self, ChangeSettings, TopicDecision, TopicKey, TopicModel, TopicSettings};
use utoipa::ToSchema;

const NAME_CHARS_MAX: usize = 120;
const QUOTES_MAX: usize = 3;
const MERGED_MAX: usize = 50;

/// Under this name the catalog keeps which topics are known, so that they keep their ids as texts come.
const KEPT: &str = "topics";
const WEEK_US: i64 = 7 * 86_400_000_000;
/// Two years tell what is usual.
const WEEKS_MAX: i64 = 104;

/// Topics as they were found in some facts.
#[derive(Debug, Serialize, Deserialize)]
struct KeptTopics {
    snapshot: String,
    model: TopicModel,
}

/// Topics of all texts, with people's decisions about them.
#[derive(Debug, Default)]
pub(crate) struct Topics {
    all: Vec<Topic>,
    /// As [`Read::items`]: places in `all`, of shown topics only.
    of_items: Vec<Vec<u32>>,
}

/// One topic.
#[derive(Clone, Debug)]
pub(crate) struct Topic {
    pub id: String,
    pub name: LocalText,
    pub renamed: bool,
    pub words: Vec<String>,
    pub stability: Option<f64>,
    pub state: TopicState,
    pub q: Option<f64>,
    /// Those that were made part of it.
    pub merged: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TopicView {
    pub id: String,
    pub name: LocalText,
    /// A person gave it the name.
    pub renamed: bool,
    /// Ids of topics that were made part of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub merged: Vec<String>,
    /// Items about it.
    pub n: u64,
    /// Of the items with words, 0..=1.
    pub share: f64,
    pub feeling: TopicFeeling,
    /// By week, weeks without any left out.
    pub trend: Vec<WeekCount>,
    pub state: TopicState,
    /// Probability of such a change by chance, corrected for the number of topics looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<f64>,
    pub words: Vec<String>,
    pub quotes: Vec<VoiceQuote>,
    /// How well it is found again in other samples of the texts, 0..=1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stability: Option<f64>,
    /// Where it is spoken of; most first.
    pub steps: Vec<StepCount>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TopicFeeling {
    /// −2..=+2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mean: Option<f64>,
    #[serde(flatten)]
    pub counts: FeelingCounts,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WeekCount {
    /// The Monday, `2026-01-05`.
    pub week: String,
    pub n: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TopicList {
    /// The most spoken of first.
    pub items: Vec<TopicView>,
    /// Items with words.
    pub n: u64,
    /// Of those, items about no topic.
    pub unsorted: u64,
    #[serde(flatten)]
    pub of: VoiceState,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TopicRename {
    /// `null`: as it was found.
    #[serde(deserialize_with = "Option::deserialize")]
    pub name: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TopicMerge {
    /// The topic that stays.
    pub into: String,
    /// Those that become part of it.
    pub from: Vec<String>,
}

/// The revision of people's decisions after this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Decided {
    pub revision: u64,
}

impl Topics {
    fn of(model: &TopicModel, decisions: &VoiceDecisions, own: &[(usize, &Feedback)], items: usize) -> Self {
        let key = |id: &str| TopicKey {
            id: id.to_owned(),
            words: model
                .clusters
                .iter()
                .find(|one| one.id == id)
                .map(|one| one.words.clone())
                .unwrap_or_default(),
        };
        let mut decided = Vec::new();
        let mut merges: BTreeMap<&str, Vec<TopicKey>> = BTreeMap::new();
        for one in &decisions.topics {
            if let Some(name) = &one.name {
                decided.push(TopicDecision::Rename {
                    topic: key(&one.topic),
                    name: given_name(name),
                });
            }
            if let Some(into) = &one.merged_into {
                merges.entry(into).or_default().push(key(&one.topic));
            }
        }
        decided.extend(merges.into_iter().map(|(into, from)| TopicDecision::Merge {
            into: key(into),
            from,
        }));
        let reader = model.reader(&decided);
        let mut of_items = vec![Vec::new(); items];
        for (at, said) in own {
            of_items[*at] = reader.of(said).into_iter().map(|hit| hit.topic as u32).collect();
        }
        let changes = changes_of(reader.topics().len(), &of_items, own);
        let all = reader
            .topics()
            .iter()
            .zip(changes)
            .map(|(topic, change)| Topic {
                id: topic.id.clone(),
                name: topic.name.clone(),
                renamed: topic.renamed,
                words: topic.words.clone(),
                stability: Some(topic.stability),
                // Too little time to tell is no reason to call for attention.
                state: match change.state {
                    TopicState::Unknown => TopicState::Stable,
                    known => known,
                },
                q: (change.state != TopicState::Unknown).then_some(change.q),
                merged: topic.merged_from.clone(),
            })
            .collect();
        Self { all, of_items }
    }

    /// Whether a topic of the id is shown, alone or as a part of another one.
    fn has(&self, id: &str) -> bool {
        self.all
            .iter()
            .any(|topic| topic.id == id || topic.merged.iter().any(|part| part == id))
    }

    /// All of them; what was made part of another one is not among them.
    pub fn shown(&self) -> impl Iterator<Item = &Topic> {
        self.all.iter()
    }

    pub fn of_item(&self, at: usize) -> impl Iterator<Item = TopicName> + use<'_> {
        let of = self.of_items.get(at).map(Vec::as_slice).unwrap_or_default();
        of.iter().map(|place| {
            let topic = &self.all[*place as usize];
            TopicName {
                id: topic.id.clone(),
                name: topic.name.clone(),
            }
        })
    }

    pub fn words(&self, id: &str) -> &[String] {
        self.all
            .iter()
            .find(|topic| topic.id == id)
            .map_or(&[], |topic| &topic.words)
    }
}

impl Workspace {
    /// Finds the topics of everything that is said, or takes those found in the same facts.
    pub(super) fn topics_of(
        &self,
        read: &Read,
        decisions: &VoiceDecisions,
        watch: &mut Watch<'_>,
    ) -> Result<Topics, AppError> {
        let own: Vec<(usize, &Feedback)> = read
            .items
            .iter()
            .enumerate()
            .filter(|(_, item)| item.said.speaker == Speaker::Actor && !item.said.texts.is_empty())
            .map(|(at, item)| (at, &item.said))
            .collect();
        if own.is_empty() {
            return Ok(Topics::default());
        }
        watch(Progress {
            stage: ProgressStage::FindingTopics,
            done: 0,
            total: None,
            unit: "texts",
            rows: Some(own.len() as u64),
        });
        let kept = self.kept_topics()?;
        let model = match kept {
            Some(kept) if kept.snapshot == read.snapshot() => kept.model,
            kept => {
                let texts: Vec<&Feedback> = own.iter().map(|(_, said)| *said).collect();
                let before = kept.map(|kept| kept.model);
                let model = topics::find(&texts, &TopicSettings::default(), before.as_ref());
                self.keep_topics(&KeptTopics {
                    snapshot: read.snapshot(),
                    model: model.clone(),
                })?;
                model
            }
        };
        Ok(Topics::of(&model, decisions, &own, read.items.len()))
    }

    fn kept_topics(&self) -> Result<Option<KeptTopics>, AppError> {
        let document = self.wait(self.catalog.voice_document(KEPT))?;
        // Topics of another version are found anew.
        Ok(document.and_then(|document| serde_json::from_str(&document).ok()))
    }

    fn keep_topics(&self, topics: &KeptTopics) -> Result<(), AppError> {
        let document = serde_json::to_string(topics).expect("topics have a JSON form");
        Ok(self.wait(self.catalog.put_voice_document(KEPT, &document, &now_rfc3339()))?)
    }

    /// Topics of the items that match, with how much is said of each and how that changes.
    pub fn voice_topics(
        &self,
        filter: &ItemFilter,
        sees: &dyn Fn(&MapId) -> bool,
    ) -> Result<TopicList, AppError> {
        let heard = self.heard()?;
        let wanted = self.wanted(filter, &heard, sees)?;
        let texts: Vec<HeardItem<'_>> = wanted.of(&heard).filter(super::steps::has_words).collect();
        let mut by_topic: BTreeMap<String, Vec<HeardItem<'_>>> = BTreeMap::new();
        let mut unsorted = 0;
        for item in &texts {
            let mut none = true;
            for topic in item.topics() {
                by_topic.entry(topic.id).or_default().push(*item);
                none = false;
            }
            unsorted += u64::from(none);
        }
        let mut items: Vec<TopicView> = heard
            .topics
            .shown()
            .filter_map(|topic| {
                let about = by_topic.get(&topic.id)?;
                Some(view(topic, about, texts.len()))
            })
            .collect();
        items.sort_by(|a, b| b.n.cmp(&a.n).then_with(|| a.id.cmp(&b.id)));
        Ok(TopicList {
            items,
            n: texts.len() as u64,
            unsorted,
            of: heard.state(),
        })
    }

    /// Gives a topic a name, or its own one back.
    pub fn rename_topic(&self, id: &str, given: &TopicRename) -> Result<Decided, AppError> {
        self.topic_is_there(id, "id")?;
        let name = given.name.as_deref().map(str::trim);
        let is_sound = |name: &str| {
            !name.is_empty() && name.chars().count() <= NAME_CHARS_MAX && !name.chars().any(char::is_control)
        };
        if name.is_some_and(|name| !is_sound(name)) {
            return Err(super::filter::refused(
                "name",
                format!("expected 1 to {NAME_CHARS_MAX} characters on one line"),
                format!("нужно от 1 до {NAME_CHARS_MAX} знаков в одну строку"),
            )
            .into());
        }
        let revision = self.wait(self.catalog.name_voice_topic(id, name))?;
        Ok(Decided { revision })
    }

    /// Gives a topic a name in several languages.
    pub(crate) fn rename_topic_in(&self, id: &str, names: &LocalText) -> Result<Decided, AppError> {
        self.topic_is_there(id, "id")?;
        let is_sound = |name: &String| {
            !name.trim().is_empty()
                && name.chars().count() <= NAME_CHARS_MAX
                && !name.chars().any(char::is_control)
        };
        if names.is_empty() || !names.0.values().all(is_sound) {
            return Err(super::filter::refused(
                "name",
                format!("expected 1 to {NAME_CHARS_MAX} characters on one line in each language"),
                format!("нужно от 1 до {NAME_CHARS_MAX} знаков в одну строку на каждом языке"),
            )
            .into());
        }
        let kept = serde_json::to_string(names).expect("names have a JSON form");
        let revision = self.wait(self.catalog.name_voice_topic(id, Some(&kept)))?;
        Ok(Decided { revision })
    }

    /// Makes topics part of another one.
    pub fn merge_topics(&self, merge: &TopicMerge) -> Result<Decided, AppError> {
        if merge.from.is_empty() || merge.from.len() > MERGED_MAX || merge.from.contains(&merge.into) {
            return Err(super::filter::refused(
                "from",
                format!("expected 1 to {MERGED_MAX} topics other than that they become part of"),
                format!("нужно от 1 до {MERGED_MAX} тем, отличных от той, в которую они войдут"),
            )
            .into());
        }
        self.topic_is_there(&merge.into, "into")?;
        for topic in &merge.from {
            self.topic_is_there(topic, "from")?;
        }
        let revision = self.wait(self.catalog.merge_voice_topics(&merge.into, &merge.from))?;
        Ok(Decided { revision })
    }

    /// Takes apart what was merged into a topic.
    pub fn split_topic(&self, id: &str) -> Result<Decided, AppError> {
        self.topic_is_there(id, "id")?;
        match self.wait(self.catalog.split_voice_topic(id))? {
            Some(revision) => Ok(Decided { revision }),
            None => Err(Fault::new(
                ErrorCode::BadRequest,
                "nothing was merged into this topic",
                "в эту тему ничего не объединяли",
            )
            .into()),
        }
    }

    fn topic_is_there(&self, id: &str, field: &str) -> Result<(), AppError> {
        if self.heard()?.topics.has(id) {
            return Ok(());
        }
        Err(
            Fault::new(ErrorCode::NotFound, "there is no such topic", "такой темы нет")
                .at(field)
                .into(),
        )
    }
}

/// A name as it is kept: in several languages as JSON, else as it was typed.
fn given_name(kept: &str) -> LocalText {
    match serde_json::from_str::<LocalText>(kept) {
        Ok(names) if !names.is_empty() => names,
        _ => LocalText::plain(kept),
    }
}

fn view(topic: &Topic, about: &[HeardItem<'_>], texts: usize) -> TopicView {
    let mut counts = FeelingCounts::default();
    let (mut sum, mut felt) = (0.0, 0_u64);
    let mut weeks: BTreeMap<String, u64> = BTreeMap::new();
    let mut steps: BTreeMap<&str, StepCount> = BTreeMap::new();
    for item in about {
        counts.add(item.feeling());
        if let Some(feeling) = item.feeling() {
            (sum, felt) = (sum + feeling, felt + 1);
        }
        if let Some(time) = item.said.time_us {
            *weeks.entry(period(time, WavePeriod::Week)).or_insert(0) += 1;
        }
        if let Some(step) = item.step {
            let count = || StepCount {
                key: step.key.to_owned(),
                name: step.name.clone(),
                n: 0,
            };
            steps.entry(step.key).or_insert_with(count).n += 1;
        }
    }
    let mut steps: Vec<StepCount> = steps.into_values().collect();
    steps.sort_by_key(|step| std::cmp::Reverse(step.n));
    TopicView {
        id: topic.id.clone(),
        name: topic.name.clone(),
        renamed: topic.renamed,
        merged: topic.merged.clone(),
        n: about.len() as u64,
        share: about.len() as f64 / texts.max(1) as f64,
        feeling: TopicFeeling {
            mean: (felt > 0).then(|| sum / felt as f64),
            counts,
        },
        trend: weeks.into_iter().map(|(week, n)| WeekCount { week, n }).collect(),
        state: topic.state,
        q: topic.q,
        words: topic.words.clone(),
        quotes: super::quotes::best(about, QUOTES_MAX),
        stability: topic.stability,
        steps,
    }
}

/// How each topic changes from week to week, and whether that may be chance.
fn changes_of(topics: usize, of_items: &[Vec<u32>], own: &[(usize, &Feedback)]) -> Vec<topics::Change> {
    let weeks: Vec<Option<i64>> = own
        .iter()
        .map(|(_, said)| said.time_us.map(|time| time.div_euclid(WEEK_US)))
        .collect();
    let known = || weeks.iter().flatten().copied();
    let (Some(first), Some(last)) = (known().min(), known().max()) else {
        return topics::changes(&vec![Vec::new(); topics], &[], &ChangeSettings::default());
    };
    // Only what is compared is counted: a thousand years of weeks are not.
    let first = first.max(last - WEEKS_MAX + 1);
    let length = (last - first + 1) as usize;
    let (mut counts, mut all) = (vec![vec![0_u32; length]; topics], vec![0_u32; length]);
    for ((at, _), week) in own.iter().zip(&weeks) {
        let Some(week) = week.filter(|week| *week >= first) else {
            continue;
        };
        let place = (week - first) as usize;
        all[place] += 1;
        for topic in &of_items[*at] {
            counts[*topic as usize][place] += 1;
        }
    }
    topics::changes(&counts, &all, &ChangeSettings::default())
}
