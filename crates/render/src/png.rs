//! A scene as a PNG picture.

use crate::RenderError;
use crate::scene::{Node, Scene};
use crate::svg::{self, Fonts, svg};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg;
use std::borrow::Cow;

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
    let (width, height) = (
        (scene.width * scale).ceil() as u32,
        (scene.height * scale).ceil() as u32,
    );
    let picture = rasterized(scene, scale, (width, height))?;
    picture.encode_png().map_err(|e| RenderError::Png(e.to_string()))
}

/// The scene as pixels, in a picture of `size`.
pub(crate) fn rasterized(scene: &Scene, scale: f32, size: (u32, u32)) -> Result<Pixmap, RenderError> {
    pixels(
        &svg(&with_small_pictures(scene, scale), Fonts::Named),
        scale,
        size,
    )
}

/// The same on nothing: to be laid over another picture.
pub(crate) fn without_ground(scene: &Scene, scale: f32, size: (u32, u32)) -> Result<Pixmap, RenderError> {
    let scene = with_small_pictures(scene, scale);
    pixels(&svg::without_ground(&scene, Fonts::Named), scale, size)
}

fn pixels(svg: &str, scale: f32, (width, height): (u32, u32)) -> Result<Pixmap, RenderError> {
    let options = usvg::Options {
        fontdb: crate::fonts::database(),
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_str(svg, &options).map_err(|e| RenderError::Svg(e.to_string()))?;
    let mut picture = Pixmap::new(width.max(1), height.max(1)).ok_or(RenderError::TooManyPixels {
        pixels: f64::from(width) * f64::from(height),
        max: PIXELS_MAX,
        fits: 1.0,
    })?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut picture.as_mut());
    Ok(picture)
}

/// The scene with pictures of about as many pixels as are drawn.
fn with_small_pictures(scene: &Scene, scale: f32) -> Cow<'_, Scene> {
    fn holds(nodes: &[Node]) -> bool {
        nodes.iter().any(|node| match node {
            Node::Group(group) => holds(&group.nodes),
            Node::Picture { .. } => true,
            _ => false,
        })
    }
    fn reduce(nodes: &mut [Node], scale: f32) {
        for node in nodes {
            match node {
                Node::Group(group) => reduce(&mut group.nodes, scale),
                Node::Picture { area, picture, .. } => {
                    let width = area.covered_by(picture.width, picture.height).w * scale;
                    *picture = picture.for_width(width);
                }
                _ => {}
            }
        }
    }
    if !holds(&scene.nodes) {
        return Cow::Borrowed(scene);
    }
    let mut scene = scene.clone();
    reduce(&mut scene.nodes, scale);
    Cow::Owned(scene)
}
