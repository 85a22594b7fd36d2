//! Maps as drawings.

use crate::app::{AppError, Workspace};
use std::sync::Arc;
use tropa_catalog::MapId;
use tropa_map::document::MapLinkKind;
use tropa_map::formats::{self, ExportOptions};
use tropa_map::{Map, only_of};
use tropa_render::{Format, RenderError, RenderOptions};

pub const XLSX_MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What a map is looked at in: a drawing, or a workbook with the map as on the wall.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Drawing {
    Drawn(Format),
    Workbook,
}

impl Drawing {
    /// From a file's ending or a word in a request.
    pub fn of(word: &str) -> Option<Self> {
        match word.eq_ignore_ascii_case("xlsx") {
            true => Some(Self::Workbook),
            false => Format::of(word).map(Self::Drawn),
        }
    }

    pub fn media_type(self) -> &'static str {
        match self {
            Self::Drawn(Format::Svg) => "image/svg+xml; charset=utf-8",
            Self::Drawn(format) => format.media_type(),
            Self::Workbook => XLSX_MEDIA_TYPE,
        }
    }
}

/// Draws a map. The same map, format and options give the same bytes.
pub fn render(map: &Map, drawing: Drawing, options: &RenderOptions) -> Result<Vec<u8>, AppError> {
    match drawing {
        Drawing::Drawn(format) => Ok(tropa_render::render(map, format, options)?),
        Drawing::Workbook => workbook(map, options),
    }
}

/// Each page as a file of its own; one file for formats that hold several pages.
pub fn render_pages(map: &Map, drawing: Drawing, options: &RenderOptions) -> Result<Vec<Vec<u8>>, AppError> {
    let format = match drawing {
        Drawing::Drawn(format) if format.one_picture() => format,
        _ => return Ok(vec![render(map, drawing, options)?]),
    };
    let pages = tropa_render::pages(map, options)?;
    pages
        .each()
        .map(|page| Ok(tropa_render::encode(map, &page, format, options)?))
        .collect()
}

/// The map as on the wall, of the persona and stage that are asked for.
fn workbook(map: &Map, options: &RenderOptions) -> Result<Vec<u8>, AppError> {
    let RenderOptions {
        lang, persona, stage, ..
    } = options;
    let shown = only_of(map, persona.as_deref(), stage.as_deref(), lang).map_err(|missing| {
        AppError::Render(RenderError::NotOnTheMap {
            what: missing.what,
            asked: missing.asked,
            known: missing.known,
        })
    })?;
    let options = ExportOptions {
        lang: lang.clone(),
        ..ExportOptions::default()
    };
    formats::to_bytes(&shown, formats::Format::Xlsx, &options).map_err(|source| AppError::Export { source })
}

/// Draws what is different in `b`, the newer map, from `a`.
pub fn compare(a: &Map, b: &Map, format: Format, options: &RenderOptions) -> Result<Vec<u8>, AppError> {
    Ok(tropa_render::compare(a, b, format, options)?)
}

impl Workspace {
    /// The map this one names as its to-be or as-is, with its revision, where the workspace holds it: its curve is drawn
    /// beside this map's.
    ///
    /// `sees` says of a map's id whether whoever asks may see it.
    pub fn beside(&self, map: &Map, sees: impl Fn(&str) -> bool) -> Option<(u64, Arc<Map>)> {
        let wanted = [MapLinkKind::ToBe, MapLinkKind::AsIs];
        let links = map
            .links
            .iter()
            .filter(|link| wanted.contains(&link.kind) && sees(&link.map));
        let mut found = links.filter_map(|link| self.map(&MapId::new(&link.map).ok()?).ok());
        found.next().map(|stored| (stored.revision, Arc::new(stored.map)))
    }

    /// See [`render`].
    pub fn render(&self, map: &Map, drawing: Drawing, options: &RenderOptions) -> Result<Vec<u8>, AppError> {
        render(map, drawing, options)
    }
}
