//! What people say, from files: reviews, survey answers, tickets, chats, interviews, field notes.
//!
//! Every form a file may have is brought to rows and columns first ([`forms`]); a mapping says what the columns mean
//! ([`VoiceMapping`]), is proposed with reasons ([`recognise`]), and turns rows into items ([`read`]). Texts are masked
//! ([`Masks`]) before anything of them is handed on, in quarantined rows too.

mod codings;
mod docx;
mod forms;
mod ids;
mod json;
mod mapping;
mod masks;
mod names;
mod propose;
mod read;
mod split;
mod transcript;
mod xml;

pub use codings::{CodedSegment, FoundCoding, find_codings, segments as coded_segments};
pub use forms::Form;
pub use mapping::{
    Asked, AskedScore, Late, Lookup, ScoreOf, VOICE_MAPPING_SCHEMA, VoiceColumn, VoiceMapping, VoiceRole,
};
pub use masks::{MASKS_SCHEMA, MaskKind, MaskPattern, MaskRules, MaskWord, Masked, Masks};
pub use propose::{ScaleWish, VoiceOptions, VoiceProposed, recognise};
pub use read::{VoiceSink, VoiceSummary, read};
