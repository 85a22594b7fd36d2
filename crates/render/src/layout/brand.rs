//! What shows whose map it is: the company's colours as a band above the header.

use super::{Draw, MARGIN};
use crate::scene::{Area, Group, Node, Role};

const BAND: f32 = 6.0;
const BELOW_BAND: f32 = 14.0;
/// Of the band, in the first colour.
const FIRST: f32 = 0.72;

/// The band and the height it takes with the room below it; nothing where the map names no colours.
pub(super) fn band(draw: &Draw, right: f32) -> (Option<Node>, f32) {
    let Some([first, second]) = draw.t.band else {
        return (None, 0.0);
    };
    let (k, width) = (draw.wide(), right - MARGIN);
    let height = (BAND * k).round();
    let nodes = vec![
        Node::fill(Area::new(MARGIN, 0.0, width, height), 0.0, second),
        Node::fill(Area::new(MARGIN, 0.0, width * FIRST, height), 0.0, first),
    ];
    let band = Group::node(Role::Decoration, "", nodes);
    (Some(band), height + (BELOW_BAND * k).round())
}
