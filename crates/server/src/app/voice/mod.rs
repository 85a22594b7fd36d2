//! What people say: facts in a lake of their own beside the events, and everything asked of them.

mod codings;
mod erase;
mod import;
mod masks;
mod rows;
mod store;

pub use import::{
    KeptFeedback, VOICE_BATCH_MAX, VoiceExamined, VoiceImportOrder, VoiceImportSummary, VoicePreview,
};
pub use masks::{MaskRuleView, MasksView};
pub use store::VoiceItems;
pub(crate) use store::VoiceLake;
