//! Draws a map: one scene, many outputs. Pure: the same map and options give the same bytes.

mod curve;
mod fonts;
mod html;
mod icons;
mod layout;
mod pdf;
mod png;
pub mod scene;
mod svg;
mod text;
mod theme;
mod words;

pub use scene::Scene;
pub use theme::Theme;

use tropa_map::Map;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Vector, fonts inside.
    Svg,
    Png,
    /// Vector, tagged, text selectable, one page as large as the map.
    Pdf,
    /// One self-contained page: evidence in a drawer, no request to anywhere.
    Html,
}

impl Format {
    /// From a file's ending or a word in a request.
    pub fn of(word: &str) -> Option<Self> {
        match word.to_ascii_lowercase().as_str() {
            "svg" => Some(Self::Svg),
            "png" => Some(Self::Png),
            "pdf" => Some(Self::Pdf),
            "html" | "htm" => Some(Self::Html),
            _ => None,
        }
    }

    pub fn media_type(self) -> &'static str {
        match self {
            Self::Svg => "image/svg+xml",
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
            Self::Html => "text/html; charset=utf-8",
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct RenderOptions {
    /// BCP 47 tag of the fixed texts and numbers: `ru…` is Russian, all else English. The map's own texts are shown in
    /// this language where they have it.
    pub lang: String,
    pub theme: Theme,
    /// Pixels per unit, PNG only. 2 is sharp on modern screens and in slides.
    pub scale: f32,
}

impl Default for RenderOptions {
    fn default() -> Self {
        Self {
            lang: "en".to_owned(),
            theme: Theme::Light,
            scale: 2.0,
        }
    }
}

#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum RenderError {
    #[error("the picture would have {:.0} million pixels, at most {:.0} million are drawn: use a scale of {fits} or less, or SVG", .pixels / 1e6, .max / 1e6)]
    TooManyPixels { pixels: f64, max: f64, fits: f64 },
    #[error("the drawing could not be read back for the picture: {0}")]
    Svg(String),
    #[error("the picture could not be written: {0}")]
    Png(String),
    #[error("the PDF could not be written: {0}")]
    Pdf(String),
}

/// The drawing of a map as plain shapes.
pub fn scene(map: &Map, options: &RenderOptions) -> Scene {
    layout::scene(map, options)
}

/// The map as a file of the format.
pub fn render(map: &Map, format: Format, options: &RenderOptions) -> Result<Vec<u8>, RenderError> {
    let scene = scene(map, options);
    match format {
        Format::Svg => Ok(svg::svg(&scene, svg::Fonts::Embedded).into_bytes()),
        Format::Png => png::png(&scene, options.scale),
        Format::Pdf => pdf::pdf(&scene),
        Format::Html => Ok(html::html(map, &scene, options).into_bytes()),
    }
}
