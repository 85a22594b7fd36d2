//! Use cases on one workspace, for the command line and the server alike. Synchronous: a server calls them from
//! threads that may block.

mod ask;
mod clock;
mod demo;
mod discover;
mod error;
mod fault;
mod files;
mod import;
mod index;
mod inputs;
mod keep;
mod lock;
mod maps;
mod ocel;
mod progress;
mod quarantine;
mod receive;
mod render;
mod russian;
mod sources;
mod uploads;
mod workspace;

pub use clock::now_rfc3339;
pub use demo::{DEMO_ACTORS, DemoOptions};
pub use discover::{DiscoverOrder, Discovered};
pub use error::{AppError, ErrorCode};
pub use fault::Fault;
pub use import::{Examined, FileSummary, ImportOrder, ImportSummary, ReasonCount};
pub use inputs::{InputFile, expand};
pub use keep::{CheckReport, CompactReport, ErasureReport, FoundProblem};
pub use lock::{RunningServer, ServerLock};
pub use maps::{MapView, parse_map};
pub use progress::{Progress, ProgressStage, Watch, unwatched};
pub use quarantine::{QuarantineList, QuarantinePlace, QuarantinedRow, ReplaySummary};
pub use render::{compare, render, render_pages};
pub(crate) use russian::{map_id, source_name};
pub use sources::{AttributeKind, AttributeOf, AttributeView, SourceView};
pub use uploads::{UPLOAD_BYTES_MAX, UploadId, Uploaded};
pub use workspace::Workspace;
