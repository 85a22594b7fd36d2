//! The map document: what a journey map says, with the evidence for every statement.
//!
//! Pure: documents in, documents out. The format is described in `FORMAT.md` and published as a JSON Schema.

mod adopt;
pub mod change;
pub mod channels;
mod coverage;
pub mod diff;
pub mod document;
mod form;
pub mod format;
pub mod formats;
mod guest;
mod ids;
mod lane_names;
mod language;
mod library;
mod lines;
pub mod lint;
mod log_links;
pub mod merge;
mod migrate;
mod narrow;
mod newer;
pub mod pieces;
mod read;
mod records_at;
mod russian;
mod schema;
mod summary;
pub mod templates;
mod texts;
mod tree;
mod validate;
mod walk;

pub use adopt::adopt;
pub use coverage::{Coverage, CoveragePart, CoverageParts, coverage, coverage_parts};
pub use document::Map;
pub use form::{Form, to_json, to_yaml, write};
pub use format::Lang;
pub use guest::{for_guests, has_record};
pub use ids::slug;
pub use lane_names::lane_name;
pub use language::only_in;
pub use library::{LibraryEntry, LibraryKind, LibraryUse, Shared, apply_item, library};
pub use lines::{Line, LineKind, lines};
pub use lint::{LintCode, LintNote, LintRules, Severity, lint, lint_with};
pub use log_links::{
    ActivityLink, Linked, activity_links, links_summary, links_to_csv, links_to_ocel, read_links,
};
pub use migrate::{Lost, Older, write_version_1};
pub use narrow::{NotOnTheMap, only_of};
pub use read::{Limits, MapError, Written, parse, read, read_bytes};
pub use records_at::records_at;
pub use schema::schema;
pub use summary::curve_summary;
pub use texts::{TextOf, texts};
pub use validate::{Problem, ProblemCode, validate};

/// What every map file says it is.
pub const FORMAT: &str = "tropa.map";
/// The version of the format this code writes, and the newest it reads.
pub const VERSION: u32 = 2;
