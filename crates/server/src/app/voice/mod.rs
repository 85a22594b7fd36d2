//! What people say: facts in a lake of their own beside the events, and everything asked of them.

mod adopt;
mod asked;
mod attached;
mod codings;
mod draft;
mod erase;
mod filter;
mod heard;
mod import;
mod interviews;
mod items;
mod kept;
mod masks;
mod moments;
mod places;
mod quality;
mod quotes;
mod read;
mod receive;
mod replay;
mod rows;
mod steps;
mod store;
mod suggested;
mod summary;
mod topics;
mod views;
mod vocabulary;
mod waves;

pub use adopt::{AdoptCard, AdoptEverything, AdoptOrder, Adopted, QuotePlace};
pub use asked::{AskedGroup, AskedList, SegmentCount};
pub use draft::VoiceMapOrder;
pub use filter::{AttachedHow, ITEMS_MAX, ItemFilter, ItemOrder, SpeakerWish};
pub(crate) use heard::HeardCache;
pub use import::{VoiceExamined, VoiceImportOrder, VoiceImportSummary, VoicePreview};
pub use interviews::{
    Code, CodeChange, CodeList, Coding, Interview, InterviewHead, InterviewList, NewCode, NewCoding,
    SuggestedCoding, SuggestedPlace,
};
pub use items::PinOrder;
pub use kept::{KeptFeedback, VOICE_BATCH_MAX};
pub use masks::{MaskRuleView, MasksView};
pub use quality::{AttachmentQuality, CalibrationBin, Checked, ModelQuality, Taught, VoiceQuality};
pub use steps::{
    NpsOfStep, SaidOften, StepPoint, StepScore, StepSentiment, StepVoice, StepVoiceKind, StepVoiceList,
    StepsWish, SuppressedScore, Unattached,
};
pub use store::VoiceItems;
pub(crate) use store::VoiceLake;
pub use summary::{ByCount, FeelingCounts, ModelState, VoiceOverview, VoiceSource};
pub use topics::{Decided, TopicList, TopicMerge, TopicRename, TopicState, TopicView, WeekCount};
pub use tropa_voice::survey::Estimate;
pub use views::{
    AttachedBy, EmotionCount, FeelingWord, ItemScore, ItemStep, QuoteList, TopicName, VoiceItem,
    VoiceItemList, VoiceItemWhole, VoiceQuote, VoiceState,
};
pub use waves::{
    DriverList, DriverOutcome, DriversWish, NamedDriver, WaveChange, WaveList, WavePeriod, WaveRow, WaveUnit,
    WavesWish,
};
