//! Bytes to facts: files of events in any usual format become batches of events, by a mapping that is proposed,
//! previewed, saved and reused.
//!
//! Pure: the caller maps files into memory and passes slices; nothing here opens a file, looks at a clock or guesses
//! in silence. What a file cannot tell is asked for ([`Proposed::missing`]); what cannot become an event is handed to
//! [`Sink::reject`] with its place and reason; what cannot be read at all is an [`IntakeError`].
//!
//! ```text
//! detect(file) → Detected → propose(all) → Mapping → preview → read → EventBatch, RejectedRow, Progress → ReadSummary
//! ```

mod coder;
mod detect;
mod error;
mod formats;
mod limits;
mod mapping;
mod number;
mod pool;
mod preview;
mod propose;
mod read;
mod rejected;
mod summary;
mod text;
mod time;
pub mod voice;

pub use detect::{Detected, DetectedColumn, ObjectType, ValueKind, detect};
pub use error::{IntakeError, SinkError};
pub use formats::ocel::{SqlTable, ocel_from_rows};
pub use formats::sniff::{Format, is_sqlite, sniff};
pub use mapping::{
    ColumnKind, ColumnMapping, Decimal, EventMapping, InputMapping, Join, Layout, Lifecycle, MAPPING_SCHEMA,
    Mapping, TimeValue, Value,
};
pub use preview::{Preview, preview};
pub use propose::{MapOptions, Missing, MissingPart, Proposed, RoleReason, dates_as_events, propose};
pub use rejected::{RejectCode, RejectedRow};
pub use summary::{FileRows, Progress, ReadSummary, Sink, Tally};
pub use text::encoding::Encoding;
pub use time::{TimeFormat, TimeGuess};

/// What may be stated about the layout of a file instead of detecting it.
pub type ReadOptions = Layout;

/// A file, in memory or mapped into it.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// As messages and quarantine call it; patterns of a mapping look at its last part.
    pub name: &'a str,
    pub bytes: &'a [u8],
}

/// Reads all files by a mapping and hands everything to the sink, in the order of the mapping's inputs, of the files
/// and of their rows.
///
/// A row is accepted with all its events or rejected as a whole. Memory stays bounded by a few batches, joined tables
/// and, with `ends` or `pair`, what these must remember.
pub fn read(inputs: &[Input], mapping: &Mapping, sink: &mut dyn Sink) -> Result<ReadSummary, IntakeError> {
    read::run::read(inputs, mapping, sink)
}

/// The bytes of a file, unpacked if it is gzipped: for callers that must look inside themselves (SQLite).
pub fn unpack<'a>(input: &Input<'a>) -> Result<std::borrow::Cow<'a, [u8]>, IntakeError> {
    text::stream::whole(input)
}
