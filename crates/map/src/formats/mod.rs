//! Maps in the formats of other programs: in, out, and what each cannot carry.
//!
//! Every importer gives a sound map or an error that names its place; everything it brings is an assumption, because a
//! drawing is no evidence. What a format loses is found by writing the map, reading it back and comparing: the list is
//! true by construction, also for the next version of a format.

mod build;
mod cjml;
mod facts;
mod markdown;
mod mermaid;
mod ojf;
mod over;
mod place;
mod table;
mod text;
mod theydo;
mod words;
mod xml;

pub use facts::{Loss, Part};
pub use mermaid::{Diagram, Task, parse as parse_mermaid};
pub use over::import_over;

use crate::document::Map;
use crate::{Form, Lang, Limits};
use serde::{Deserialize, Serialize};
use tropa_model::proposal::LocalText;
use utoipa::ToSchema;

/// A format a map can come in or leave in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = MapFormat)]
pub enum Format {
    /// `*.tropa.json`: the map itself, nothing is lost.
    Tropa,
    /// `*.tropa.yaml`: the same, written for people.
    Yaml,
    /// The `journey` diagram of Mermaid: stages, steps, one whole score per step, people.
    Mermaid,
    /// A table as text: one card per row, or as on the wall.
    Csv,
    /// A workbook: as on the wall, or one card per row.
    Xlsx,
    /// CJML 2.0, `*.cjml`, `*.xml`: touchpoints between users and providers, planned or actual.
    Cjml,
    /// OpenJourney, `*.ojf`: a grid of stages and swimlanes as JSON.
    Ojf,
    /// An outline in Markdown: headings stage → step → lane, cards as list items.
    Markdown,
    /// Drop files of TheyDo: insights, opportunities, solutions, metrics, answers. Only read.
    TheyDo,
}

/// How a table is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// As on the wall: stages and steps are columns, lanes are rows.
    #[default]
    Grid,
    /// One card per row: for filters, sorting and other programs.
    List,
}

impl Format {
    pub const ALL: [Self; 9] = [
        Self::Tropa,
        Self::Yaml,
        Self::Mermaid,
        Self::Csv,
        Self::Xlsx,
        Self::Cjml,
        Self::Ojf,
        Self::Markdown,
        Self::TheyDo,
    ];

    /// As it is written on a command line: `mermaid`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tropa => "tropa",
            Self::Yaml => "yaml",
            Self::Mermaid => "mermaid",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Cjml => "cjml",
            Self::Ojf => "ojf",
            Self::Markdown => "markdown",
            Self::TheyDo => "theydo",
        }
    }

    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.name() == name)
    }

    /// As people know it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Tropa => "Tropa",
            Self::Yaml => "Tropa YAML",
            Self::Mermaid => "Mermaid",
            Self::Csv => "CSV",
            Self::Xlsx => "XLSX",
            Self::Cjml => "CJML",
            Self::Ojf => "OpenJourney",
            Self::Markdown => "Markdown",
            Self::TheyDo => "TheyDo",
        }
    }

    /// The format a file of this name is in, where the ending alone tells: for writing.
    pub fn of_file(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        let ends = |endings: &[&str]| endings.iter().any(|e| name.ends_with(e));
        Some(match () {
            () if ends(&[".mmd", ".mermaid"]) => Self::Mermaid,
            () if ends(&[".csv", ".tsv"]) => Self::Csv,
            () if ends(&[".xlsx"]) => Self::Xlsx,
            () if ends(&[".cjml", ".xml"]) => Self::Cjml,
            () if ends(&[".ojf"]) => Self::Ojf,
            () if ends(&[".md", ".markdown"]) => Self::Markdown,
            () if ends(&[".json"]) => Self::Tropa,
            () if ends(&[".yaml", ".yml"]) => Self::Yaml,
            () => return None,
        })
    }

    /// The format of a file's content, with the ending as a hint where the content leaves it open.
    pub fn detect(name: &str, bytes: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(&bytes[..bytes.len().min(SNIFFED_BYTES)]);
        let start = text.trim_start_matches('\u{feff}').trim_start();
        match () {
            () if bytes.starts_with(b"PK\x03\x04") => Some(Self::Xlsx),
            () if start.starts_with('{') => Some(json_kind(start)),
            () if text.lines().any(|line| line.trim_end() == "format: tropa.map") => Some(Self::Yaml),
            () if start.starts_with('<') && cjml::looks_like(start) => Some(Self::Cjml),
            () if mermaid::looks_like(&text) => Some(Self::Mermaid),
            () if markdown::looks_like(start) && Self::of_file(name) != Some(Self::Csv) => {
                Some(Self::Markdown)
            }
            () => Self::of_file(name),
        }
    }

    /// All but those that are only read.
    pub fn can_export(self) -> bool {
        self != Self::TheyDo
    }
}

/// Which of the formats in JSON this is: each names itself near its beginning.
fn json_kind(text: &str) -> Format {
    match () {
        () if theydo::looks_like(text) => Format::TheyDo,
        () if ojf::looks_like(text) && !text.contains("\"tropa.map\"") => Format::Ojf,
        () => Format::Tropa,
    }
}

/// Enough to see what a file is.
const SNIFFED_BYTES: usize = 64 << 10;

/// What importing may be told.
#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    /// Name of the file: the title of a map that has none of its own, and the «who» of the note on every card.
    pub name: String,
    /// BCP 47 tag of the texts; `None` is «the language of the data».
    pub lang: Option<String>,
    /// Which journey of a file with several, by its id; `None` is the first.
    pub journey: Option<String>,
}

/// What exporting may be told.
#[derive(Clone, Debug)]
pub struct ExportOptions {
    /// Language of the texts, as a BCP 47 tag; headings are Russian for `ru`, else English.
    pub lang: String,
    /// Whose curve is drawn where a format has room for one only; `None` is the first card that has a value.
    pub persona: Option<String>,
    /// Of tables. `None`: a list for CSV, a grid for XLSX.
    pub shape: Option<Shape>,
    /// Between the fields of CSV: `,` or `;`.
    pub delimiter: char,
    /// Begin CSV with a byte order mark: Excel on Windows needs one to see that a file is UTF-8.
    pub bom: bool,
}

impl Default for ExportOptions {
    fn default() -> Self {
        Self {
            lang: "en".to_owned(),
            persona: None,
            shape: None,
            delimiter: ',',
            bom: false,
        }
    }
}

impl ExportOptions {
    /// Of headings.
    pub(crate) fn words(&self) -> Lang {
        Lang::of(&self.lang)
    }
}

/// A map from another format.
#[derive(Clone, Debug)]
pub struct Imported {
    pub map: Map,
    /// What was read otherwise than it may look, in the order of the file.
    pub notes: Vec<Note>,
}

/// Something the reader did that a person should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = FormatNote)]
pub struct Note {
    /// `line 12`, `row 4, column «feeling»`; empty for the file as a whole.
    pub place: LocalText,
    pub text: LocalText,
}

/// A map in another format.
#[derive(Clone, Debug)]
pub struct Exported {
    pub bytes: Vec<u8>,
    /// What the file does not say, the largest first.
    pub lost: Vec<Loss>,
}

/// Why a file could not become a map, or a map a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormatError {
    #[error("{format}, {place}: {saw}; expected {expected}")]
    Malformed {
        format: &'static str,
        /// `line 4`.
        place: LocalText,
        saw: LocalText,
        expected: LocalText,
    },
    #[error("{format}: {what}: {found}; at most {max} are allowed")]
    TooMuch {
        format: &'static str,
        what: &'static str,
        found: usize,
        max: usize,
    },
    #[error("{format}: more {what} than a map may have; divide the file")]
    TooMany {
        format: &'static str,
        what: &'static str,
    },
    #[error("{0}")]
    Map(#[from] crate::MapError),
    #[error("maps cannot be written as {0}: the format is only read")]
    OnlyRead(&'static str),
}

/// The rows of a CSV table of any shape.
pub(crate) fn rows_of_csv(bytes: &[u8]) -> Result<Vec<Vec<String>>, FormatError> {
    Ok(table::csv::read(bytes)?.rows)
}

/// A sound map from a file of another format.
///
/// Ids are those of the file where it has any, else made from the names; the same file gives the same map. Files beyond
/// [`Limits::DEFAULT`] are refused.
///
/// # Errors
/// Names the line, row or field that is wrong and what was expected there.
pub fn import(bytes: &[u8], format: Format, options: &ImportOptions) -> Result<Imported, FormatError> {
    let max = Limits::DEFAULT.bytes_max;
    if bytes.len() > max {
        return Err(FormatError::TooMuch {
            format: format.title(),
            what: "bytes",
            found: bytes.len(),
            max,
        });
    }
    match format {
        Format::Tropa | Format::Yaml => Ok(Imported {
            map: crate::read_bytes(
                bytes,
                Some(if format == Format::Yaml {
                    Form::Yaml
                } else {
                    Form::Json
                }),
            )?,
            notes: Vec::new(),
        }),
        Format::Mermaid => mermaid::import(&text::decoded(bytes, format)?, options),
        Format::Csv => table::csv::import(bytes, options),
        Format::Xlsx => table::xlsx::import(bytes, options),
        Format::Cjml => cjml::import(&text::decoded(bytes, format)?, options),
        Format::Ojf => ojf::import(&text::decoded(bytes, format)?, options),
        Format::Markdown => markdown::import(&text::decoded(bytes, format)?, options),
        Format::TheyDo => theydo::import(&text::decoded(bytes, format)?, options),
    }
}

/// The map as a file of another format, and what the file does not say.
///
/// # Errors
/// For formats that are only read, and where the map is larger than the format allows.
pub fn export(map: &Map, format: Format, options: &ExportOptions) -> Result<Exported, FormatError> {
    let bytes = to_bytes(map, format, options)?;
    let lost = facts::lost(map, format, &bytes, options);
    Ok(Exported { bytes, lost })
}

/// What a file of the format would not say of this map; the largest first. Empty: nothing is lost.
///
/// # Errors
/// As [`export`].
pub fn lost(map: &Map, format: Format, options: &ExportOptions) -> Result<Vec<Loss>, FormatError> {
    Ok(export(map, format, options)?.lost)
}

/// The map as a file of another format, for looking at; [`export`] also says what the file leaves out.
///
/// # Errors
/// As [`export`].
pub fn to_bytes(map: &Map, format: Format, options: &ExportOptions) -> Result<Vec<u8>, FormatError> {
    match format {
        Format::Tropa => Ok(crate::to_json(map).into_bytes()),
        Format::Yaml => Ok(crate::to_yaml(map).into_bytes()),
        Format::Mermaid => Ok(mermaid::write(map, options).into_bytes()),
        Format::Csv => table::csv::write(map, options),
        Format::Xlsx => table::xlsx::write(map, options),
        Format::Cjml => Ok(cjml::write(map, options).into_bytes()),
        Format::Ojf => Ok(ojf::write(map, options).into_bytes()),
        Format::Markdown => Ok(markdown::write(map, options).into_bytes()),
        Format::TheyDo => Err(FormatError::OnlyRead(format.title())),
    }
}
