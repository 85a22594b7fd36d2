//! Maps as drawings.

use crate::app::{AppError, Workspace};
use tropa_map::Map;
use tropa_render::{Format, RenderOptions};

/// Draws a map. The same map, format and options give the same bytes.
pub fn render(map: &Map, format: Format, options: &RenderOptions) -> Result<Vec<u8>, AppError> {
    Ok(tropa_render::render(map, format, options)?)
}

impl Workspace {
    /// See [`render`].
    pub fn render(&self, map: &Map, format: Format, options: &RenderOptions) -> Result<Vec<u8>, AppError> {
        render(map, format, options)
    }
}
