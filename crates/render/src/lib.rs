//! Draws a map: pages of plain shapes, many outputs. Pure: the same map and options give the same bytes.

mod curve;
mod diff;
mod emoji;
mod facts;
mod film;
mod findings;
mod fonts;
mod html;
mod icons;
mod layout;
mod markdown;
mod options;
mod pdf;
mod pictures;
mod png;
mod pptx;
pub mod scene;
mod shown;
mod svg;
mod tell;
mod terms;
mod text;
mod theme;
mod words;

pub use diff::compare;
pub use film::{Film, Picture};
pub use options::{Format, Layout, Paper, PaperSize, RenderOptions};
pub use pictures::{made_safe, picture};
pub use scene::{Pages, Scene};
pub use theme::Theme;

use tropa_map::Map;

#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum RenderError {
    #[error("there is no page {asked}; the drawing has {count}")]
    NoSuchPage { asked: usize, count: usize },
    #[error("there is no {what} «{asked}» on the map; it has {}", known.join(", "))]
    NotOnTheMap {
        what: &'static str,
        asked: String,
        known: Vec<String>,
    },
    #[error("the picture would have {:.0} million pixels, at most {:.0} million are drawn: use a scale of {fits} or less, or SVG", .pixels / 1e6, .max / 1e6)]
    TooManyPixels { pixels: f64, max: f64, fits: f64 },
    #[error("the drawing could not be read back for the picture: {0}")]
    Svg(String),
    #[error("the picture could not be written: {0}")]
    Png(String),
    #[error("the PDF could not be written: {0}")]
    Pdf(String),
    #[error("the slides could not be written: {0}")]
    Pptx(String),
}

impl RenderError {
    /// Whether another request would do: the fault is not the program's.
    pub fn is_of_the_request(&self) -> bool {
        matches!(
            self,
            Self::NoSuchPage { .. } | Self::NotOnTheMap { .. } | Self::TooManyPixels { .. }
        )
    }
}

/// The drawing of a map as plain shapes, page by page; one page where no paper is asked for.
pub fn pages(map: &Map, options: &RenderOptions) -> Result<Pages, RenderError> {
    let mut pages = layout::pages(&*shown::part(map, options)?, options)?;
    if let Some(asked) = options.page {
        let count = pages.pages.len();
        if asked == 0 || asked > count {
            return Err(RenderError::NoSuchPage { asked, count });
        }
        pages.pages = vec![pages.pages.swap_remove(asked - 1)];
    }
    Ok(pages)
}

/// The map as a file of the format.
pub fn render(map: &Map, format: Format, options: &RenderOptions) -> Result<Vec<u8>, RenderError> {
    match format {
        // Told and set in their own way, not drawn on pages.
        Format::Pptx => pptx::pptx(&*shown::part(map, options)?, options),
        Format::Markdown => Ok(markdown::markdown(&*shown::part(map, options)?, options).into_bytes()),
        _ => encode(map, &pages(map, options)?, format, options),
    }
}

/// Pages that are drawn already as a file of the format: for callers who write each page to a file of its own.
pub fn encode(
    map: &Map,
    pages: &Pages,
    format: Format,
    options: &RenderOptions,
) -> Result<Vec<u8>, RenderError> {
    let part = shown::part(map, options)?;
    match format {
        Format::Svg => Ok(svg::svg(&pages.as_one_picture(), svg::Fonts::Embedded).into_bytes()),
        Format::Png => png::png(&pages.as_one_picture(), options.scale),
        Format::Pdf => pdf::pdf(pages),
        Format::Html => Ok(html::html(&part, pages, options).into_bytes()),
        Format::Pptx => pptx::pptx(&part, options),
        Format::Markdown => Ok(markdown::markdown(&part, options).into_bytes()),
    }
}
