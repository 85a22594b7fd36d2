//! Maps as drawings.

use crate::app::{AppError, Workspace};
use tropa_map::Map;
use tropa_render::{Format, RenderOptions};

/// Draws a map. The same map, format and options give the same bytes.
pub fn render(map: &Map, format: Format, options: &RenderOptions) -> Result<Vec<u8>, AppError> {
    Ok(tropa_render::render(map, format, options)?)
}

/// Each page as a file of its own; one file for formats that hold several pages.
pub fn render_pages(map: &Map, format: Format, options: &RenderOptions) -> Result<Vec<Vec<u8>>, AppError> {
    let pages = tropa_render::pages(map, options)?;
    if !format.one_picture() {
        return Ok(vec![tropa_render::encode(map, &pages, format, options)?]);
    }
    pages
        .each()
        .map(|page| Ok(tropa_render::encode(map, &page, format, options)?))
        .collect()
}

/// Draws what is different in `b`, the newer map, from `a`.
pub fn compare(a: &Map, b: &Map, format: Format, options: &RenderOptions) -> Result<Vec<u8>, AppError> {
    Ok(tropa_render::compare(a, b, format, options)?)
}

impl Workspace {
    /// See [`render`].
    pub fn render(&self, map: &Map, format: Format, options: &RenderOptions) -> Result<Vec<u8>, AppError> {
        render(map, format, options)
    }
}
