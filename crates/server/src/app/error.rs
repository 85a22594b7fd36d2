//! What can go wrong, with one closed set of codes for the command line and the API.

use crate::app::{Fault, RunningServer};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use tropa_catalog::CatalogError;
use tropa_intake::IntakeError;
use tropa_journey::{AskError, IndexError};
use tropa_lake::LakeError;
use tropa_map::MapError;
use tropa_map::formats::FormatError;
use tropa_mine::MineError;
use tropa_model::LocalText;
use tropa_render::RenderError;
use utoipa::ToSchema;

/// The kinds of trouble a caller can tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// Not the form that is expected: unknown field or parameter, wrong type, no JSON.
    BadRequest,
    /// A question outside its documented limits, or with names nobody knows.
    BadQuestion,
    /// A `where` that cannot be read, or that names what is not there.
    BadFilter,
    /// A file that cannot be read as events, or as a map.
    BadFile,
    /// A mapping that does not fit the files.
    BadMapping,
    /// Which column is what cannot be told: say it.
    UndecidedMapping,
    /// A document that is not a map, or one with mistakes.
    BadMap,
    /// A name, id or option that is not allowed.
    BadName,
    MapExists,
    MapChanged,
    /// Nothing imported yet.
    NoSources,
    /// Several sources, and none named.
    WhichSource,
    NoSuchSource,
    NoSuchMap,
    NoSuchUpload,
    NoSuchJob,
    NoSuchActor,
    NotFound,
    MethodNotAllowed,
    /// The facts asked for were erased or removed since.
    Gone,
    /// The log is too small or too uniform to draw a map from.
    NothingToDiscover,
    TooLarge,
    TooManyJobs,
    ForbiddenHost,
    ForbiddenOrigin,
    /// Nobody is signed in, or the session or token has ended.
    NotSignedIn,
    /// Somebody is, and may not do this.
    NotAllowed,
    /// Changes nothing for who only reads.
    ReadOnly,
    /// The page does not show that it is ours.
    BadCsrf,
    WrongPassword,
    TooManyTries,
    /// A link, an invitation, a reset or a plan that was good once.
    Expired,
    EmailTaken,
    BadPassword,
    /// Several workspaces, and none named.
    WhichWorkspace,
    ServerRuns,
    /// No language model was set up.
    AssistantOff,
    /// The language model did not answer, or refused.
    AssistantFailed,
    DiskFull,
    /// A fault of the program or of the disk; the log says more.
    Internal,
}

impl ErrorCode {
    /// Every code, in the order of the list above.
    pub const ALL: [Self; 40] = [
        Self::BadRequest,
        Self::BadQuestion,
        Self::BadFilter,
        Self::BadFile,
        Self::BadMapping,
        Self::UndecidedMapping,
        Self::BadMap,
        Self::BadName,
        Self::MapExists,
        Self::MapChanged,
        Self::NoSources,
        Self::WhichSource,
        Self::NoSuchSource,
        Self::NoSuchMap,
        Self::NoSuchUpload,
        Self::NoSuchJob,
        Self::NoSuchActor,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::Gone,
        Self::NothingToDiscover,
        Self::TooLarge,
        Self::TooManyJobs,
        Self::ForbiddenHost,
        Self::ForbiddenOrigin,
        Self::NotSignedIn,
        Self::NotAllowed,
        Self::ReadOnly,
        Self::BadCsrf,
        Self::WrongPassword,
        Self::TooManyTries,
        Self::Expired,
        Self::EmailTaken,
        Self::BadPassword,
        Self::WhichWorkspace,
        Self::ServerRuns,
        Self::AssistantOff,
        Self::AssistantFailed,
        Self::DiskFull,
        Self::Internal,
    ];
}

#[derive(Debug, thiserror::Error)]
pub enum AppError {
    #[error("there is nothing in {} yet; import a log first: tropa import FILE", .dir.display())]
    NoSources { dir: PathBuf },
    #[error("there are several sources ({}); say which one with --source NAME", .known.join(", "))]
    WhichSource { known: Vec<String> },
    #[error("there is no source «{given}»; there {}", list(.known))]
    NoSuchSource { given: String, known: Vec<String> },
    #[error("there is no actor «{actor}» in {place}")]
    NoSuchActor { actor: String, place: String },
    #[error("no file matches {pattern}")]
    NoFiles { pattern: String },
    #[error("{pattern} is not a pattern of file names: {reason}")]
    BadPattern { pattern: String, reason: String },
    #[error("{}", .missing.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Undecided { missing: Vec<LocalText> },
    #[error("{file}, {place}: {problem}")]
    Ocel {
        file: String,
        place: LocalText,
        problem: LocalText,
    },
    #[error("the map has {} mistake(s): {}", .problems.len(), first_of(.problems))]
    WrongMap { problems: Vec<tropa_map::Problem> },
    #[error("the map says it is «{inside}», but it was sent as «{given}»; make both the same")]
    OtherMap { inside: String, given: String },
    #[error("{what}: {problem}")]
    BadName { what: LocalText, problem: LocalText },
    #[error("there is no template «{given}»; there {}", list(.known))]
    NoSuchTemplate { given: String, known: Vec<String> },
    #[error(
        "{file}: neither content nor ending says the format of the map; name it: {}",
        formats()
    )]
    UnknownFormat { file: String },
    #[error("{file}: {source}")]
    Import { file: String, source: FormatError },
    #[error("{source}")]
    Export { source: FormatError },
    #[error("there is no upload «{id}»; uploads are kept for a day, or until they are imported")]
    NoSuchUpload { id: String },
    #[error(
        "the upload is larger than {bytes_max} bytes; import it with `tropa import FILE` on the server's machine"
    )]
    UploadTooLarge { bytes_max: u64 },
    #[error(
        "a server runs on this workspace{}; stop it first",
        .at.as_ref().map(|s| format!(" (process {}, http://{})", s.pid, s.address)).unwrap_or_default()
    )]
    ServerRuns { at: Option<RunningServer> },
    #[error(transparent)]
    Intake(#[from] IntakeError),
    #[error(transparent)]
    Lake(#[from] LakeError),
    #[error(transparent)]
    Index(#[from] IndexError),
    #[error(transparent)]
    Ask(#[from] AskError),
    #[error(transparent)]
    Mine(#[from] MineError),
    #[error("{file}: {source}")]
    Map { file: String, source: MapError },
    #[error(transparent)]
    Render(#[from] RenderError),
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// Said in both languages where it was found out.
    #[error("{}", .0.message.get("en"))]
    Refused(Box<Fault>),
    #[error("cannot {what} {}: {source}", .path.display())]
    Io {
        what: &'static str,
        path: PathBuf,
        source: std::io::Error,
    },
}

impl From<Fault> for AppError {
    fn from(fault: Fault) -> Self {
        Self::Refused(Box::new(fault))
    }
}

impl AppError {
    pub(crate) fn io(what: &'static str, path: &Path, source: std::io::Error) -> Self {
        AppError::Io {
            what,
            path: path.to_owned(),
            source,
        }
    }

    pub(crate) fn bad_map_id(error: &tropa_catalog::MapIdError) -> Self {
        AppError::BadName {
            what: LocalText::en_ru("map id", "имя карты"),
            problem: LocalText::en_ru(error.to_string(), crate::app::map_id(&error.given)),
        }
    }

    pub fn code(&self) -> ErrorCode {
        use ErrorCode as Code;
        match self {
            Self::NoSources { .. } => Code::NoSources,
            Self::WhichSource { .. } => Code::WhichSource,
            Self::NoSuchSource { .. } | Self::Lake(LakeError::NoSuchSource { .. }) => Code::NoSuchSource,
            Self::NoSuchActor { .. } => Code::NoSuchActor,
            Self::NoFiles { .. } | Self::BadPattern { .. } | Self::Ocel { .. } => Code::BadFile,
            Self::Undecided { .. } => Code::UndecidedMapping,
            Self::WrongMap { .. } | Self::OtherMap { .. } | Self::Map { .. } => Code::BadMap,
            Self::BadName { .. } => Code::BadName,
            Self::NoSuchTemplate { .. } => Code::NotFound,
            Self::UnknownFormat { .. } => Code::BadFile,
            Self::Import { source, .. } | Self::Export { source } => match source {
                FormatError::Map(_) => Code::BadMap,
                FormatError::OnlyRead(_) => Code::BadRequest,
                _ => Code::BadFile,
            },
            Self::NoSuchUpload { .. } => Code::NoSuchUpload,
            Self::UploadTooLarge { .. } => Code::TooLarge,
            Self::ServerRuns { .. } => Code::ServerRuns,
            Self::Intake(error) => intake_code(error),
            Self::Lake(error) => lake_code(error),
            Self::Ask(AskError::Filter(_)) => Code::BadFilter,
            Self::Ask(AskError::Damaged(_)) | Self::Index(_) => Code::Internal,
            Self::Ask(_) => Code::BadQuestion,
            Self::Mine(_) => Code::NothingToDiscover,
            Self::Render(error) if error.is_of_the_request() => Code::BadRequest,
            Self::Render(_) => Code::Internal,
            Self::Catalog(error) => match error {
                CatalogError::NoSuchMap { .. } => Code::NoSuchMap,
                CatalogError::MapExists { .. } => Code::MapExists,
                CatalogError::MapChanged { .. } => Code::MapChanged,
                _ => Code::Internal,
            },
            Self::Refused(fault) => fault.code,
            Self::Io { source, .. } if source.kind() == std::io::ErrorKind::StorageFull => Code::DiskFull,
            Self::Io { source, .. } if source.kind() == std::io::ErrorKind::NotFound => Code::NotFound,
            Self::Io { .. } => Code::Internal,
        }
    }

    /// The message with its causes, outermost first, in one paragraph.
    pub fn full_message(&self) -> String {
        let mut text = self.to_string();
        let mut next = std::error::Error::source(self);
        while let Some(cause) = next {
            let cause_text = cause.to_string();
            if !text.contains(&cause_text) {
                text.push_str(": ");
                text.push_str(&cause_text);
            }
            next = cause.source();
        }
        text
    }
}

fn intake_code(error: &IntakeError) -> ErrorCode {
    match error {
        IntakeError::AmbiguousObjectType { .. } => ErrorCode::UndecidedMapping,
        IntakeError::MissingColumn { .. }
        | IntakeError::UnknownObjectType { .. }
        | IntakeError::NoFile { .. }
        | IntakeError::UnmappedFile { .. }
        | IntakeError::Mapping { .. }
        | IntakeError::UnknownTimeZone { .. } => ErrorCode::BadMapping,
        IntakeError::Sink(_) => ErrorCode::Internal,
        _ => ErrorCode::BadFile,
    }
}

fn lake_code(error: &LakeError) -> ErrorCode {
    match error {
        LakeError::NoSuchSource { .. } => ErrorCode::NoSuchSource,
        LakeError::NoSuchVersion { .. } | LakeError::ErasedSince { .. } | LakeError::Vacuumed { .. } => {
            ErrorCode::Gone
        }
        LakeError::ColumnType { .. } | LakeError::ScaleChanged { .. } => ErrorCode::BadMapping,
        LakeError::DiskFull { .. } => ErrorCode::DiskFull,
        LakeError::TooLarge { .. } => ErrorCode::TooLarge,
        _ => ErrorCode::Internal,
    }
}

/// Every format a map is read in, as it is named.
pub(crate) fn formats() -> String {
    tropa_map::formats::Format::ALL
        .map(tropa_map::formats::Format::name)
        .join(", ")
}

fn list(known: &[String]) -> String {
    if known.is_empty() {
        "is none yet".to_owned()
    } else {
        format!("are: {}", known.join(", "))
    }
}

fn first_of(problems: &[tropa_map::Problem]) -> String {
    const SHOWN: usize = 5;
    let mut text = problems
        .iter()
        .take(SHOWN)
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("; ");
    if problems.len() > SHOWN {
        text.push_str(&format!("; and {} more", problems.len() - SHOWN));
    }
    text
}
