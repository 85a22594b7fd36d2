//! What shows whose map it is: the company's logo and its colours as a band above the header, the logo at the foot of
//! sheets.

use super::{Draw, MARGIN, images};
use crate::scene::{Area, Group, Node, Role};
use crate::words;

const BAND: f32 = 6.0;
const BELOW_BAND: f32 = 14.0;
/// Of the band, in the first colour.
const FIRST: f32 = 0.72;
const LOGO_HEIGHT: f32 = 44.0;
const LOGO_WIDTH: f32 = 240.0;
const BELOW_LOGO: f32 = 14.0;
/// At the foot of a sheet.
const SMALL_HEIGHT: f32 = 16.0;
const SMALL_WIDTH: f32 = 90.0;

/// Band and logo above the header, and the height they take with the room below them; nothing where the map names no
/// brand.
pub(super) fn above_header(draw: &Draw, right: f32) -> (Vec<Node>, f32) {
    let (k, width) = (draw.wide(), right - MARGIN);
    let (mut nodes, mut y) = (Vec::new(), 0.0);
    if let Some([first, second]) = draw.t.band {
        let height = (BAND * k).round();
        let band = vec![
            Node::fill(Area::new(MARGIN, 0.0, width, height), 0.0, second),
            Node::fill(Area::new(MARGIN, 0.0, width * FIRST, height), 0.0, first),
        ];
        nodes.push(Group::node(Role::Decoration, "", band));
        y += height + (BELOW_BAND * k).round();
    }
    if let Some((logo, _, height)) = logo(draw, MARGIN, y, LOGO_WIDTH * k, LOGO_HEIGHT * k) {
        nodes.push(logo);
        y += height + BELOW_LOGO * k;
    }
    (nodes, y)
}

/// The logo before the foot of a sheet whose line of text has its middle at `middle`; and the width it takes.
pub(super) fn at_foot(draw: &Draw, x: f32, middle: f32) -> (Option<Node>, f32) {
    let Some((mut logo, width, height)) = logo(draw, x, 0.0, SMALL_WIDTH, SMALL_HEIGHT) else {
        return (None, 0.0);
    };
    logo.shift(0.0, middle - height / 2.0);
    // Told by the header once, not on every sheet.
    if let Node::Group(group) = &mut logo {
        group.role = Role::Decoration;
    }
    (Some(logo), width + 10.0)
}

/// Top left, as large as fits; on a dark sheet on a light plate, as it was drawn for paper.
fn logo(draw: &Draw, x: f32, y: f32, width: f32, height: f32) -> Option<(Node, f32, f32)> {
    let id = draw.map.brand.as_ref()?.logo.as_ref()?;
    let (picture, alt) = draw.picture(id)?;
    let picture = picture.ok()?;
    let alt = if alt == words::picture(draw.lang) {
        words::logo(draw.lang).to_owned()
    } else {
        alt
    };
    let dark = crate::theme::is_dark(draw.t.paper);
    let inset = if dark { height * 0.12 } else { 0.0 };
    let k =
        ((width - 2.0 * inset) / picture.width as f32).min((height - 2.0 * inset) / picture.height as f32);
    let (w, h) = (picture.width as f32 * k, picture.height as f32 * k);
    let mut nodes = Vec::new();
    if dark {
        let plate = Area::new(x, y, w + 2.0 * inset, h + 2.0 * inset);
        nodes.push(Node::fill(plate, inset, crate::scene::Color(255, 255, 255)));
    }
    let area = Area::new(x + inset, y + inset, w, h);
    nodes.push(images::node(picture, area, 0.0, alt.clone()));
    Some((
        Group::node(Role::Figure, alt, nodes),
        w + 2.0 * inset,
        h + 2.0 * inset,
    ))
}
