//! Maps in the formats of other programs, in and out.

use crate::app::maps::MadeFrom;
use crate::app::{AppError, Author, MapRemark, Workspace, review};
use serde::{Deserialize, Serialize};
use tropa_catalog::{MapId, Over};
use tropa_map::Lang;
use tropa_map::change::RecordKind;
use tropa_map::diff::{What, diff, report};
use tropa_map::formats::{self, ExportOptions, Exported, Format, ImportOptions, Imported, Loss, Note, Shape};
use tropa_map::{Map, slug};
use tropa_model::LocalText;
use utoipa::ToSchema;

/// A format a map can be taken away in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ExportFormat {
    /// The map itself: nothing is lost.
    Json,
    /// The same, written for people.
    Yaml,
    Mermaid,
    /// As on the wall: stages and steps across, lanes down.
    CsvGrid,
    /// One card per row.
    CsvList,
    XlsxGrid,
    XlsxList,
    Cjml,
    Ojf,
    /// Headings and lists in Markdown.
    Outline,
}

impl ExportFormat {
    fn parts(self) -> (Format, Option<Shape>) {
        match self {
            Self::Json => (Format::Tropa, None),
            Self::Yaml => (Format::Yaml, None),
            Self::Mermaid => (Format::Mermaid, None),
            Self::CsvGrid => (Format::Csv, Some(Shape::Grid)),
            Self::CsvList => (Format::Csv, Some(Shape::List)),
            Self::XlsxGrid => (Format::Xlsx, Some(Shape::Grid)),
            Self::XlsxList => (Format::Xlsx, Some(Shape::List)),
            Self::Cjml => (Format::Cjml, None),
            Self::Ojf => (Format::Ojf, None),
            Self::Outline => (Format::Markdown, None),
        }
    }

    /// What a file's name ends in.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Json => "tropa.json",
            Self::Yaml => "tropa.yaml",
            Self::Mermaid => "mmd",
            Self::CsvGrid | Self::CsvList => "csv",
            Self::XlsxGrid | Self::XlsxList => "xlsx",
            Self::Cjml => "cjml",
            Self::Ojf => "ojf",
            Self::Outline => "md",
        }
    }

    pub fn media_type(self) -> &'static str {
        match self {
            Self::Json | Self::Ojf => "application/json",
            Self::Yaml => "application/yaml; charset=utf-8",
            Self::Mermaid => "text/plain; charset=utf-8",
            Self::CsvGrid | Self::CsvList => "text/csv; charset=utf-8",
            Self::XlsxGrid | Self::XlsxList => crate::app::XLSX_MEDIA_TYPE,
            Self::Cjml => "application/xml",
            Self::Outline => "text/markdown; charset=utf-8",
        }
    }
}

/// The map as a file, and what the file does not say.
pub fn export_map(map: &Map, format: ExportFormat, options: &ExportOptions) -> Result<Exported, AppError> {
    let (format, shape) = format.parts();
    let options = ExportOptions {
        shape,
        ..options.clone()
    };
    formats::export(map, format, &options).map_err(|source| AppError::Export { source })
}

/// How a file is read as a map.
#[derive(Clone, Debug, Default)]
pub struct MapImport {
    /// Of the file: its ending helps where the content leaves the format open, and messages name it.
    pub name: String,
    /// Where neither content nor ending tells.
    pub format: Option<Format>,
    /// BCP 47 tag of the texts; without it they count as texts in the data's own language.
    pub lang: Option<String>,
    /// Which journey of a file with several, by its id; the first without it.
    pub journey: Option<String>,
}

/// A file read as a map.
#[derive(Clone, Debug)]
pub struct ReadMap {
    pub map: Map,
    pub format: Format,
    /// What was read otherwise than it may look, or left out.
    pub notes: Vec<Note>,
}

/// Reads a file of any known format as a map; a map of a document that has problems is given with them.
pub fn read_map(bytes: &[u8], order: &MapImport) -> Result<ReadMap, AppError> {
    let (format, options) = format_of(bytes, order)?;
    let read = formats::import(bytes, format, &options);
    let Imported { map, notes } = read.map_err(|source| AppError::Import {
        file: order.name.clone(),
        source,
    })?;
    Ok(ReadMap { map, format, notes })
}

/// [`read_map`] of a file that was written from `base` and edited: what its format cannot carry is kept from `base`.
pub fn read_map_over(bytes: &[u8], order: &MapImport, base: &Map) -> Result<ReadMap, AppError> {
    let (format, options) = format_of(bytes, order)?;
    let read = formats::import_over(bytes, format, &options, base);
    let Imported { map, notes } = read.map_err(|source| AppError::Import {
        file: order.name.clone(),
        source,
    })?;
    Ok(ReadMap { map, format, notes })
}

fn format_of(bytes: &[u8], order: &MapImport) -> Result<(Format, ImportOptions), AppError> {
    let format = order
        .format
        .or_else(|| Format::detect(&order.name, bytes))
        .ok_or_else(|| AppError::UnknownFormat {
            file: order.name.clone(),
        })?;
    let options = ImportOptions {
        name: order.name.clone(),
        lang: order.lang.clone(),
        journey: order.journey.clone(),
    };
    Ok((format, options))
}

/// One thing that was added, removed, changed or moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChangeLine {
    pub what: What,
    pub of: RecordKind,
    /// On the newer map; of what was removed on the older.
    pub id: String,
    /// Stage it belongs to; absent for what concerns the whole map.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    pub text: LocalText,
    /// Field by field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<LocalText>,
}

/// What is different in `b`, the newer map, from `a`, line by line.
pub fn change_lines(a: &Map, b: &Map) -> Vec<ChangeLine> {
    let differences = diff(a, b);
    // Both reports hold the same lines in the same order: only their words differ.
    let [english, russian] = [Lang::En, Lang::Ru].map(|lang| {
        let sections = report(a, b, &differences, lang).sections.into_iter();
        sections.flat_map(|section| {
            let stage = section.stage;
            section.lines.into_iter().map(move |line| (stage.clone(), line))
        })
    });
    english
        .zip(russian)
        .map(|((stage, english), (_, russian))| ChangeLine {
            what: english.what,
            of: english.of,
            id: english.id,
            stage,
            text: LocalText::en_ru(english.text, russian.text),
            details: english
                .details
                .into_iter()
                .zip(russian.details)
                .map(|(en, ru)| LocalText::en_ru(en, ru))
                .collect(),
        })
        .collect()
}

/// What became of a file that was read as a map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ImportedMap {
    /// Of the map in the workspace; absent where nothing was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<u64>,
    /// As it would be written; absent where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub map: Option<Map>,
    pub format: Format,
    /// What was read otherwise than it may look, or left out: in the order of the file.
    pub notes: Vec<Note>,
    /// What is wrong with the map; one with problems is not written.
    pub problems: Vec<MapRemark>,
    /// What the file changes on the map it is brought over; empty for a new map.
    pub changes: Vec<ChangeLine>,
}

impl Workspace {
    /// Puts a file of any known format into the workspace: as a new map, whose id is that of the file where it is free,
    /// or over the map it was written from, keeping what its format cannot carry. `dry_run`: only tells what would
    /// become of it.
    pub fn import_map(
        &self,
        bytes: &[u8],
        order: &MapImport,
        over: Option<&MapId>,
        dry_run: bool,
        by: &Author,
    ) -> Result<ImportedMap, AppError> {
        let base = over
            .map(|id| Ok::<_, AppError>((id, self.map(id)?)))
            .transpose()?;
        let ReadMap { map, format, notes } = match &base {
            Some((_, base)) => read_map_over(bytes, order, &base.map)?,
            None => read_map(bytes, order)?,
        };
        let mut imported = ImportedMap {
            id: None,
            revision: None,
            map: None,
            format,
            notes,
            problems: review::problems(&map),
            changes: base
                .as_ref()
                .map_or(Vec::new(), |(_, base)| change_lines(&base.map, &map)),
        };
        if dry_run {
            imported.map = Some(map);
            return Ok(imported);
        }
        let (id, revision) = match base {
            Some((id, base)) => {
                let over = Over::Revision(base.revision);
                (id.clone(), self.put_map_via(id, &map, over, by, "import")?)
            }
            None => {
                let wanted = MapId::new(&map.id).map_or_else(|_| slug(&map.id), |id| id.to_string());
                self.add_map(map, &wanted, &MadeFrom::File(order.name.clone()), by)?
            }
        };
        imported.id = Some(id.to_string());
        imported.revision = Some(revision);
        Ok(imported)
    }

    /// What a file of the format would not say of the map, the largest first.
    pub fn losses(
        &self,
        id: &MapId,
        format: ExportFormat,
        options: &ExportOptions,
    ) -> Result<Vec<Loss>, AppError> {
        Ok(export_map(&self.map(id)?.map, format, options)?.lost)
    }
}
