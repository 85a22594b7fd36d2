//! The journey index and every question on it.
//!
//! An index holds the journeys of one snapshot as Arrow IPC files, memory-mapped: per bucket the activity codes and
//! times of all events sorted by (journey, time), and one file per attribute. A question visits each bucket with a
//! kernel whose partial results merge, so one core, all cores and any number of buckets give the same answer.
//!
//! ```no_run
//! # use tropa_journey::{Index, IndexBuilder};
//! # use tropa_model::{ActorRun, Ask, Question, Snapshot, question::GraphAsk};
//! # fn example(run: &ActorRun, dir: &std::path::Path) -> Result<(), Box<dyn std::error::Error>> {
//! let snapshot = Snapshot { source: "loans".into(), version: 3 };
//! let index = match Index::open(dir, &snapshot)? {
//!     Some(index) => index,
//!     None => {
//!         let builder = IndexBuilder::new(dir, snapshot, None)?;
//!         builder.add(run, &["bucket=0/part-0.parquet".into()])?;
//!         builder.finish()?
//!     }
//! };
//! let answer = index.ask(&Question::of(Ask::Graph(GraphAsk {})))?;
//! # Ok(()) }
//! ```

mod answer;
mod ask;
mod bits;
mod build;
mod cut;
mod error;
mod files;
mod filter;
mod fold;
mod hand_over;
mod index;
mod manifest;
mod partition;
mod student;
mod times;

pub use build::IndexBuilder;
pub use error::{AskError, IndexError};
pub use index::{Attribute, AttributeKind, AttributeOf, Index};
pub use manifest::{Counts, retire};
