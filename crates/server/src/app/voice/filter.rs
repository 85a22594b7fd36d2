//! Which items are meant: the same words in the API, in the address of the page and in the evidence of a card.

use super::heard::{Heard, HeardItem};
use super::views::{AttachedBy, FeelingWord};
use crate::app::{AppError, ErrorCode, Fault, Workspace};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::BTreeSet;
use tropa_catalog::MapId;
use tropa_model::time::parse_rfc3339;
use tropa_model::{Emotion, FeedbackKind, Speaker};
use tropa_voice::{Language, SpeechAct};
use utoipa::{IntoParams, ToSchema};

pub const ITEMS_MAX: usize = 200;
const ITEMS_DEFAULT: usize = 50;
const QUERY_CHARS_MAX: usize = 200;
/// What stands for «no step» where a step is named.
pub const NO_STEP: &str = "none";
const DAY_US: i64 = 86_400_000_000;

/// Items by what they are and what was understood of them; what is left out narrows nothing down.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, IntoParams, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ItemFilter {
    /// Names of sources, separated by commas.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<FeedbackKind>,
    /// Key of a step; `none`: items that belong to none. With `map`: id of a step or stage of that map.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// Id of a map whose steps are meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub map: Option<String>,
    /// Id of a topic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// Key of an aspect: `delivery`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aspect: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feeling: Option<FeelingWord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub act: Option<SpeechAct>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emotion: Option<Emotion>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub segment: Option<String>,
    /// Of people for whose journeys this holds, as `where` of questions: a persona's segment, late delivery.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub journeys: Option<String>,
    /// Words the texts hold, in any order and case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// First and last day, `2026-01-31`, both included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attached: Option<AttachedHow>,
    /// Whose words; absent: those of the people whose journey it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<SpeakerWish>,
    /// Of one ticket, chat, interview or sitting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<ItemOrder>,
    /// The `next` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// At most 200; 50 when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AttachedHow {
    Yes,
    No,
    /// By hand.
    Pinned,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SpeakerWish {
    Actor,
    Company,
    Researcher,
    Any,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ItemOrder {
    /// Items without a time last.
    #[default]
    Newest,
    Worst,
    Best,
}

/// A filter with everything looked up that it names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    filter: ItemFilter,
    /// Who may have said it; absent: anybody.
    people: Option<BTreeSet<String>>,
    sources: Option<Vec<String>>,
    steps: Option<Steps>,
    words: Vec<String>,
    from_us: Option<i64>,
    /// Not included.
    until_us: Option<i64>,
}

#[derive(Clone, Debug)]
enum Steps {
    None,
    /// Places in the vocabulary.
    AnyOf(BTreeSet<usize>),
}

impl Workspace {
    /// Looks up what the filter names. `sees`: whether the caller may see a map.
    pub(crate) fn wanted(
        &self,
        filter: &ItemFilter,
        heard: &Heard,
        sees: &dyn Fn(&MapId) -> bool,
    ) -> Result<Wanted, AppError> {
        let steps = match (&filter.step, &filter.map) {
            (Some(step), _) if step == NO_STEP => Some(Steps::None),
            (step, Some(map)) => {
                let id = MapId::new(map).map_err(|error| AppError::bad_map_id(&error))?;
                if !sees(&id) {
                    return Err(crate::app::no_such_map(map).into());
                }
                let map = self.map(&id)?.map;
                let keys = super::places::keys_at(&map, step.as_deref())?;
                Some(Steps::AnyOf(heard.vocabulary.places(&keys)))
            }
            (Some(step), None) => Some(Steps::AnyOf(heard.vocabulary.find(step).into_iter().collect())),
            (None, None) => None,
        };
        let query = filter.q.as_deref().unwrap_or_default();
        if query.chars().count() > QUERY_CHARS_MAX {
            return Err(refused(
                "q",
                format!("at most {QUERY_CHARS_MAX} characters are looked for"),
                format!("ищем не больше {QUERY_CHARS_MAX} знаков"),
            )
            .into());
        }
        let sources: Option<Vec<String>> = filter
            .source
            .as_ref()
            .map(|names| names.split(',').map(|name| name.trim().to_owned()).collect());
        for name in sources.iter().flatten() {
            self.voice_source(name)?;
        }
        let people = match filter.journeys.as_deref().map(str::trim) {
            None | Some("") => None,
            Some(rule) => Some(self.people_where(rule)?),
        };
        Ok(Wanted {
            people,
            sources,
            steps,
            words: query
                .to_lowercase()
                .split_whitespace()
                .map(str::to_owned)
                .collect(),
            from_us: day("from", filter.from.as_deref())?,
            until_us: day("to", filter.to.as_deref())?.map(|day| day + DAY_US),
            filter: filter.clone(),
        })
    }
}

impl Wanted {
    /// Items that match, in the order of [`Heard::items`]: the newest first.
    pub fn of<'h>(&'h self, heard: &'h Heard) -> impl Iterator<Item = HeardItem<'h>> + 'h {
        heard.items().filter(|item| self.holds(item))
    }

    pub fn holds(&self, item: &HeardItem<'_>) -> bool {
        let (filter, said) = (&self.filter, item.said);
        let is = |wanted: Option<bool>| wanted.unwrap_or(true);
        let speaker = match filter.speaker.unwrap_or(SpeakerWish::Actor) {
            SpeakerWish::Any => true,
            SpeakerWish::Actor => said.speaker == Speaker::Actor,
            SpeakerWish::Company => said.speaker == Speaker::Company,
            SpeakerWish::Researcher => said.speaker == Speaker::Researcher,
        };
        let mut sentences = item.reading.sentences.iter();
        speaker
            && is(self
                .sources
                .as_ref()
                .map(|names| names.iter().any(|name| name == item.source)))
            && is(filter.kind.map(|kind| kind == said.kind))
            && is(self.steps.as_ref().map(|steps| match steps {
                Steps::None => item.step.is_none(),
                Steps::AnyOf(keys) => item.step.is_some_and(|step| keys.contains(&step.place)),
            }))
            && is(filter
                .topic
                .as_ref()
                .map(|topic| item.topics().any(|one| one.id == *topic)))
            && is(filter.language.map(|language| language == item.reading.language))
            && is(filter.feeling.map(|word| FeelingWord::of(item.feeling()) == word))
            && is(filter
                .segment
                .as_ref()
                .map(|segment| said.segment.as_ref() == Some(segment)))
            && is(self
                .people
                .as_ref()
                .map(|people| said.actor.as_ref().is_some_and(|actor| people.contains(actor))))
            && is(filter
                .conversation
                .as_ref()
                .map(|one| said.conversation.as_ref() == Some(one)))
            && is(filter.attached.map(|how| match how {
                AttachedHow::Yes => item.step.is_some(),
                AttachedHow::No => item.step.is_none(),
                AttachedHow::Pinned => item.step.is_some_and(|step| step.by == AttachedBy::Pinned),
            }))
            && is(self
                .from_us
                .map(|from| said.time_us.is_some_and(|time| time >= from)))
            && is(self
                .until_us
                .map(|until| said.time_us.is_some_and(|time| time < until)))
            && is(filter.act.map(|act| {
                sentences
                    .clone()
                    .any(|sentence| sentence.acts.iter().any(|(one, _)| *one == act))
            }))
            && is(filter.emotion.map(|emotion| {
                sentences
                    .clone()
                    .any(|sentence| sentence.emotions.iter().any(|one| one.emotion == emotion))
            }))
            && is(filter.aspect.as_ref().map(|aspect| {
                sentences.any(|sentence| sentence.aspects.iter().any(|one| one.aspect == *aspect))
            }))
            && (self.words.is_empty() || self.has_words(item))
    }

    fn has_words(&self, item: &HeardItem<'_>) -> bool {
        let mut text = String::new();
        for (_, part) in &item.said.texts {
            text.push_str(&part.to_lowercase());
            text.push('\n');
        }
        self.words.iter().all(|word| text.contains(word.as_str()))
    }

    /// One page: the items, `next`, and how many match in all.
    pub fn page<'h>(
        &'h self,
        heard: &'h Heard,
    ) -> Result<(Vec<HeardItem<'h>>, Option<String>, u64), AppError> {
        let order = self.filter.order.unwrap_or_default();
        let limit = self.limit();
        let mut matching: Vec<(Key<'h>, HeardItem<'h>)> =
            self.of(heard).map(|item| (Key::of(&item, order), item)).collect();
        matching.sort_by(|(a, _), (b, _)| a.compare(b));
        let n = matching.len() as u64;
        let start = match &self.filter.after {
            None => 0,
            Some(after) => {
                let text = after_text(after)?;
                let key: Key<'_> = serde_json::from_str(&text).map_err(|_| wrong_after())?;
                matching.partition_point(|(one, _)| one.compare(&key) != Ordering::Greater)
            }
        };
        let page: Vec<(Key<'h>, HeardItem<'h>)> = matching.drain(start..).take(limit).collect();
        let is_last = start + page.len() >= n as usize;
        let next = page.last().filter(|_| !is_last).map(|(key, _)| {
            let text = serde_json::to_string(key).expect("a key has a JSON form");
            URL_SAFE_NO_PAD.encode(text)
        });
        Ok((page.into_iter().map(|(_, item)| item).collect(), next, n))
    }

    pub fn limit(&self) -> usize {
        let limit = self.filter.limit.map_or(ITEMS_DEFAULT, |limit| limit as usize);
        limit.clamp(1, ITEMS_MAX)
    }
}

/// The place of an item in an order; what comes first is less.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Key<'a> {
    /// Worst first; absent in orders of time, and after all others where there is no feeling.
    feeling: Option<f64>,
    time: Option<i64>,
    source: std::borrow::Cow<'a, str>,
    id: std::borrow::Cow<'a, str>,
}

impl<'a> Key<'a> {
    fn of(item: &HeardItem<'a>, order: ItemOrder) -> Self {
        let feeling = match order {
            ItemOrder::Newest => None,
            ItemOrder::Worst => item.feeling(),
            ItemOrder::Best => item.feeling().map(|feeling| -feeling),
        };
        Self {
            feeling,
            time: item.said.time_us,
            source: item.source.into(),
            id: item.said.id.as_str().into(),
        }
    }

    fn compare(&self, other: &Self) -> Ordering {
        let feeling = match (self.feeling, other.feeling) {
            (Some(a), Some(b)) => a.total_cmp(&b),
            (a, b) => a.is_none().cmp(&b.is_none()),
        };
        // An item without a time is older than any: `None` is less, and the newest comes first.
        feeling
            .then_with(|| other.time.cmp(&self.time))
            .then_with(|| self.source.cmp(&other.source))
            .then_with(|| self.id.cmp(&other.id))
    }
}

fn after_text(after: &str) -> Result<String, AppError> {
    let bytes = URL_SAFE_NO_PAD.decode(after).map_err(|_| wrong_after())?;
    String::from_utf8(bytes).map_err(|_| wrong_after().into())
}

fn wrong_after() -> Fault {
    refused(
        "after",
        "expected the `next` of the page before".into(),
        "нужно значение `next` предыдущей страницы".into(),
    )
}

fn day(name: &'static str, text: Option<&str>) -> Result<Option<i64>, AppError> {
    let Some(text) = text else { return Ok(None) };
    match parse_rfc3339(text).filter(|_| text.len() == 10) {
        Some(day) => Ok(Some(day)),
        None => Err(refused(
            name,
            "expected a day such as 2026-01-31".into(),
            "нужен день, например 2026-01-31".into(),
        )
        .into()),
    }
}

pub(crate) fn refused(name: &str, en: String, ru: String) -> Fault {
    Fault::new(
        ErrorCode::BadRequest,
        format!("`{name}`: {en}"),
        format!("`{name}`: {ru}"),
    )
    .at(name)
}
