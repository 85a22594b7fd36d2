//! A scene as a PNG picture.

use crate::RenderError;
use crate::scene::Scene;
use crate::svg::{Fonts, svg};
use resvg::{tiny_skia, usvg};

/// Pixels of one picture. 120 million take 480 MB while being drawn; few viewers open more.
const PIXELS_MAX: f64 = 120e6;

/// `scale` pixels per unit of the drawing.
pub(crate) fn png(scene: &Scene, scale: f32) -> Result<Vec<u8>, RenderError> {
    let pixels = f64::from(scene.width) * f64::from(scene.height) * f64::from(scale) * f64::from(scale);
    if !(scale.is_finite() && scale > 0.0) || pixels > PIXELS_MAX {
        let fits = (PIXELS_MAX / f64::from(scene.width) / f64::from(scene.height)).sqrt();
        return Err(RenderError::TooManyPixels {
            pixels,
            max: PIXELS_MAX,
            fits: (fits * 100.0).floor() / 100.0,
        });
    }
    let options = usvg::Options {
        fontdb: crate::fonts::database(),
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_str(&svg(scene, Fonts::Named), &options)
        .map_err(|e| RenderError::Svg(e.to_string()))?;
    let (width, height) = (
        (scene.width * scale).ceil() as u32,
        (scene.height * scale).ceil() as u32,
    );
    let mut picture =
        tiny_skia::Pixmap::new(width.max(1), height.max(1)).ok_or(RenderError::TooManyPixels {
            pixels,
            max: PIXELS_MAX,
            fits: 1.0,
        })?;
    resvg::render(
        &tree,
        tiny_skia::Transform::from_scale(scale, scale),
        &mut picture.as_mut(),
    );
    picture.encode_png().map_err(|e| RenderError::Png(e.to_string()))
}
