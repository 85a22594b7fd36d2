//! What was understood of one item: every statement with its span and how sure it is.

use serde::{Deserialize, Serialize};
use tropa_model::{Emotion, Feeling, Span};
use utoipa::ToSchema;

/// The language of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = TextLanguage)]
pub enum Language {
    Ru,
    En,
    /// Russian and English sentences side by side.
    Mixed,
    /// Words of another language: shown, not understood.
    Other,
    /// No words, or too few to tell.
    Unknown,
}

/// How something is felt, and how sure the reading is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Opinion {
    /// −2..=+2.
    pub feeling: Feeling,
    /// Probability that the sign is right, 0..=1, calibrated.
    pub confidence: f64,
}

/// What a sentence does beside telling a feeling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SpeechAct {
    /// Something the customer asks.
    Question,
    /// Something wanted or needed.
    Need,
    /// What the customer expected.
    Expectation,
    /// «А не слишком ли дорого?»: a thought on the way to a decision.
    Thought,
    /// What stops or hinders.
    Barrier,
    Delight,
    /// Means to leave, or has left.
    Churn,
    Recommends,
    /// Advises others against it.
    WarnsOthers,
    /// A function or service that is missing.
    MissingFunction,
    AsExpected,
    BetterThanExpected,
    WorseThanExpected,
}

/// A thing spoken of and how it is felt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AspectReading {
    /// The aspect's key in the dictionary of the analyser: `delivery`, `price`, an item of the library.
    pub aspect: String,
    pub span: Span,
    /// Absent: mentioned without a feeling.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opinion: Option<Opinion>,
}

/// A named feeling found in words.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct EmotionReading {
    pub emotion: Emotion,
    pub span: Span,
    pub confidence: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SentenceReading {
    pub span: Span,
    pub language: Language,
    /// Absent: nothing felt, or too uncertain to say (sarcasm).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opinion: Option<Opinion>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aspects: Vec<AspectReading>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub emotions: Vec<EmotionReading>,
    /// Sorted, each once, with its confidence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acts: Vec<(SpeechAct, f64)>,
}

/// What was understood of one item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Reading {
    pub language: Language,
    /// Of the whole text; absent where it says no feeling.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opinion: Option<Opinion>,
    /// In order of their place.
    pub sentences: Vec<SentenceReading>,
}
