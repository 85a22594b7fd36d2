//! How far long work has come, told to whoever waits for it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What is being done at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProgressStage {
    /// Queued behind other work.
    Waiting,
    /// Making the demo's customers.
    Simulating,
    /// Reading files.
    Reading,
    /// Sorting and writing facts.
    Writing,
    /// Building the journey index.
    Indexing,
    /// Finding the map.
    Discovering,
    /// Understanding what people say.
    ReadingTexts,
    /// Finding what texts are about.
    FindingTopics,
    /// Waiting for a language model.
    AskingModel,
}

impl ProgressStage {
    pub fn title(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Simulating => "simulating",
            Self::Reading => "reading",
            Self::Writing => "writing",
            Self::Indexing => "indexing",
            Self::Discovering => "discovering",
            Self::ReadingTexts => "reading texts",
            Self::FindingTopics => "finding topics",
            Self::AskingModel => "asking model",
        }
    }
}

/// `done` of `total` in `unit`; `rows` are those behind it, where rows are what is worked on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub stage: ProgressStage,
    pub done: u64,
    /// Absent where nobody knows yet.
    pub total: Option<u64>,
    /// `bytes`, `actors`, `buckets`, `steps`.
    pub unit: &'static str,
    pub rows: Option<u64>,
}

/// Called some times a second from the thread that works.
pub type Watch<'a> = dyn FnMut(Progress) + Send + 'a;

/// For work nobody watches.
pub fn unwatched() -> impl FnMut(Progress) + Send {
    |_| {}
}
