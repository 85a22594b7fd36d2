//! The words every other crate shares: events in columns, what people say, questions, answers, proposals, filters.
//!
//! Pure: no IO, no clock, no randomness. Sibling crates meet only in these types, so a change here is a change of
//! the whole product's language: keep it small and say what each word means.

pub mod answer;
pub mod batch;
pub mod cut;
pub mod expr;
pub mod feedback;
pub mod feeling;
pub mod journeys;
pub mod names;
pub mod proposal;
pub mod question;
pub mod records;
pub mod run;
pub mod time;

pub use answer::{Answer, Rows, Snapshot, TimeWindow, Unit};
pub use batch::{CodedColumn, Column, ColumnValues, EventBatch, Role, TextColumn};
pub use cut::Cut;
pub use feedback::{Feedback, FeedbackKind, Measure, Score, Span, Speaker, TextPart};
pub use feeling::{Emotion, EvidenceState, Feeling, Scale};
pub use journeys::{ColumnOf, JourneyColumn, JourneyValues, Journeys, Variants};
pub use names::{NameError, SourceName};
pub use proposal::{LocalText, Proposal};
pub use question::{Ask, Question};
pub use run::{ActorRun, RunColumn, bucket_of};
