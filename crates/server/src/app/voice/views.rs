//! What people said, as it is shown: every statement with its place, and how sure it is.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tropa_model::{Emotion, FeedbackKind, LocalText, Measure, Scale, Score, Span, Speaker, TextPart};
pub use tropa_voice::attach::AttachedBy;
use tropa_voice::{Language, Reading, SpeechAct};
use utoipa::ToSchema;

/// Feelings further from the middle than this are good or bad.
pub const NEUTRAL_TO: f64 = 0.25;

/// Three words for a feeling, for filters and counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FeelingWord {
    /// Below −0.25.
    Bad,
    Neutral,
    /// Above +0.25.
    Good,
    /// Neither score nor words tell one.
    None,
}

impl FeelingWord {
    pub fn of(feeling: Option<f64>) -> Self {
        match feeling {
            None => Self::None,
            Some(feeling) if feeling < -NEUTRAL_TO => Self::Bad,
            Some(feeling) if feeling > NEUTRAL_TO => Self::Good,
            Some(_) => Self::Neutral,
        }
    }
}

/// A step with the reason why an item is there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ItemStep {
    pub key: String,
    pub name: LocalText,
    /// 0..=1.
    pub confidence: f64,
    pub by: AttachedBy,
    pub because: LocalText,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TopicName {
    pub id: String,
    pub name: LocalText,
}

/// A score with what it says of the feeling.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ItemScore {
    pub value: f64,
    pub scale: Scale,
    pub measure: Measure,
    /// −2..=+2.
    pub feeling: f64,
}

impl From<Score> for ItemScore {
    fn from(score: Score) -> Self {
        Self {
            value: score.value,
            scale: score.scale,
            measure: score.measure,
            feeling: score.scale.feeling(score.value).0,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ItemText {
    pub part: TextPart,
    pub text: String,
}

/// One thing said, with what was understood of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct VoiceItem {
    pub id: String,
    pub source: String,
    pub kind: FeedbackKind,
    /// RFC 3339 in UTC; absent where the source has no time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// Only for those who may know who said it, and only where the source says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<ItemStep>,
    /// A step that is too uncertain to count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub candidate: Option<ItemStep>,
    /// Why it belongs to no step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unattached: Option<LocalText>,
    /// Steps a person said it is not about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rejected: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub segment: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<ItemScore>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choice: Option<String>,
    /// In their order.
    pub texts: Vec<ItemText>,
    pub reading: Reading,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<TopicName>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conversation: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turn: Option<u32>,
    pub speaker: Speaker,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, String>,
}

/// A page of items.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct VoiceItemList {
    pub items: Vec<VoiceItem>,
    /// `after` of the next page; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// All that match.
    pub n: u64,
    #[serde(flatten)]
    pub of: VoiceState,
}

/// An item with the conversation it is part of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct VoiceItemWhole {
    pub item: VoiceItem,
    /// In the order of turns, this one among them; empty where it stands alone.
    pub conversation: Vec<VoiceItem>,
}

/// What an answer was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VoiceState {
    /// `reviews@3, survey@1`: every source at its version.
    pub snapshot: String,
    /// Of people's decisions.
    pub revision: u64,
}

/// Exact words of a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct VoiceQuote {
    pub source: String,
    pub item: String,
    pub span: Span,
    pub text: String,
    /// Of the words, −2..=+2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feeling: Option<f64>,
    pub language: Language,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<ItemScore>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// Key of the step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct QuoteList {
    /// Best first: typical, short and clear.
    pub items: Vec<VoiceQuote>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    pub n: u64,
    #[serde(flatten)]
    pub of: VoiceState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EmotionCount {
    pub emotion: Emotion,
    pub n: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ActCount {
    pub act: SpeechAct,
    pub n: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LanguageCount {
    pub language: Language,
    pub n: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StepCount {
    pub key: String,
    pub name: LocalText,
    pub n: u64,
}
