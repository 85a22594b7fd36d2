//! What stops a file from being read at all. Trouble with single rows is a [`crate::RejectedRow`] instead.

use std::error::Error;

/// Every message says which file, what was seen, what was expected and what to do.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    #[error("{file}: the file is empty; expected events in CSV, TSV, XLSX, JSONL, Parquet, XES or OCEL 2.0")]
    Empty { file: String },
    #[error(
        "{file}: cannot tell the format ({saw}); expected CSV, TSV, XLSX, JSONL, Parquet, XES or OCEL 2.0, plain or gzipped. \
         Convert the file, or name its format if it is one of these"
    )]
    UnknownFormat { file: String, saw: String },
    #[error("{file}: the file ends too early ({cause}); copy or download it again")]
    Truncated { file: String, cause: String },
    #[error("{file}: {columns} columns, more than the {max} allowed; is «{delimiter}» the right delimiter?")]
    TooManyColumns {
        file: String,
        columns: usize,
        max: usize,
        delimiter: String,
    },
    #[error("{file}: unpacks to more than {bytes} bytes ({reason}); unpack it yourself if you trust it")]
    Bomb {
        file: String,
        bytes: u64,
        reason: String,
    },
    #[error(
        "{file}: elements nested deeper than {max} levels at byte {at}; no event log is written like that"
    )]
    TooDeep { file: String, at: u64, max: usize },
    #[error(
        "{file}: the record that begins at line {line} is longer than {max} bytes; is a quote «{quote}» opened there and never \
         closed? Correct it, or pass another quote character"
    )]
    RecordTooLong {
        file: String,
        line: u64,
        max: usize,
        quote: String,
    },
    #[error("{file}, {place}: {saw}; expected {expected}")]
    Malformed {
        file: String,
        place: String,
        saw: String,
        expected: String,
    },
    #[error("{file}: has no column «{column}»; it has {present}. Correct the mapping")]
    MissingColumn {
        file: String,
        column: String,
        present: String,
    },
    #[error("{file}: ambiguous object type: which one is the case? {}. Pass --object-type", list_types(.types))]
    AmbiguousObjectType {
        file: String,
        types: Vec<crate::ObjectType>,
    },
    #[error("{file}: no object type «{given}»; there are {}. Pass one of them with --object-type", list_types(.types))]
    UnknownObjectType {
        file: String,
        given: String,
        types: Vec<crate::ObjectType>,
    },
    #[error(
        "no file for the input «{input}» of the mapping (its pattern is «{pattern}», files given: {given})"
    )]
    NoFile {
        input: String,
        pattern: String,
        given: String,
    },
    #[error(
        "{file}: fits no input of the mapping (patterns: {patterns}); give it an input or leave the file out"
    )]
    UnmappedFile { file: String, patterns: String },
    #[error("mapping, {place}: {problem}; {help}")]
    Mapping {
        place: String,
        problem: String,
        help: String,
    },
    #[error("«{given}» is not a time zone; expected a name such as Europe/Moscow or UTC")]
    UnknownTimeZone { given: String },
    #[error("{file}: more than {max} {what}; {help}")]
    TooMany {
        file: String,
        what: String,
        max: usize,
        help: String,
    },
    #[error("{file}: an SQLite database; its tables must be read first and handed over with ocel_from_rows")]
    SqliteNeedsRows { file: String },
    #[error("the events could not be stored: {0}")]
    Sink(#[from] SinkError),
}

impl IntakeError {
    /// The closed set of codes that the API and `--json` show.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty { .. } => "empty_file",
            Self::UnknownFormat { .. } => "unknown_format",
            Self::Truncated { .. } => "truncated_file",
            Self::TooManyColumns { .. } => "too_many_columns",
            Self::Bomb { .. } => "unpacks_too_large",
            Self::TooDeep { .. } => "nested_too_deep",
            Self::RecordTooLong { .. } => "record_too_long",
            Self::Malformed { .. } => "malformed_file",
            Self::MissingColumn { .. } => "missing_column",
            Self::AmbiguousObjectType { .. } => "ambiguous_object_type",
            Self::UnknownObjectType { .. } => "unknown_object_type",
            Self::NoFile { .. } => "no_file_for_input",
            Self::UnmappedFile { .. } => "unmapped_file",
            Self::Mapping { .. } => "bad_mapping",
            Self::UnknownTimeZone { .. } => "unknown_time_zone",
            Self::TooMany { .. } => "too_many",
            Self::SqliteNeedsRows { .. } => "sqlite_needs_rows",
            Self::Sink(_) => "sink_failed",
        }
    }
}

fn list_types(types: &[crate::ObjectType]) -> String {
    let one = |t: &crate::ObjectType| format!("{} ({} objects, {} events)", t.name, t.objects, t.events);
    types.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// The receiver of events refused them; reading stops at once.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct SinkError {
    pub message: String,
    #[source]
    pub source: Option<Box<dyn Error + Send + Sync>>,
}

impl SinkError {
    pub fn new(source: impl Error + Send + Sync + 'static) -> Self {
        Self {
            message: source.to_string(),
            source: Some(Box::new(source)),
        }
    }
}
