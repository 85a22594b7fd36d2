//! What Tropa does, and how it is reached over HTTP.
//!
//! [`app`] holds the use cases: it knows no transport and no SQL, and it is the only place where sibling crates meet.
//! [`http`] is the transport of the browser and of the API. [`jobs`] runs long work in the background.

pub mod app;
pub mod http;
pub mod jobs;
mod live;

pub use app::{AppError, ErrorCode, Workspace};
pub use tropa_catalog::{
    AssistantState, CatalogAddress, MapId, MapSummary, Over, Role, StoredMap, SurveyState,
};
pub use tropa_intake::voice::{ScaleWish, VoiceMapping, VoiceOptions};
pub use tropa_intake::{Detected, Lifecycle, MapOptions, Mapping, Preview, Proposed, dates_as_events};
pub use tropa_map::{Map, formats, to_json as map_to_json};
pub use tropa_mine::StagesWish;
pub use tropa_render::{Film, Format, Layout, Paper, RenderError, RenderOptions, Theme};
pub use tropa_voice::questionnaire::Survey;
pub use tropa_voice::survey::Estimate as SurveyEstimate;

/// The words of what discovery learns beyond a map.
pub mod findings {
    pub use tropa_mine::Estimate;
    pub use tropa_mine::attribution::Model;
    pub use tropa_mine::chain::{Change as ChainChange, Edit as ChainEdit, Place as ChainPlace};
    pub use tropa_mine::cut::CutWish;
    pub use tropa_mine::drivers::Outcome;
    pub use tropa_mine::segments::{
        ClusterOptions, Difference, DifferenceScale, SegmentComparison, Segments,
    };
    pub use tropa_model::Cut;
}

/// Of this build; shown by `tropa --version` and `/api/v1/health`.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
