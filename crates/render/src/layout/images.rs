//! Pictures on cards, in panels and as portraits.

use super::{Draw, icon};
use crate::pictures::{Fault, Picture, read};
use crate::scene::{Area, Node, Stroke};
use crate::words;
use tropa_map::document::Card;

impl Draw<'_> {
    /// The picture of that id and what it shows; `None` where the map has none of that id.
    pub(super) fn picture(&self, id: &str) -> Option<(Result<Picture, Fault>, String)> {
        let image = self.map.images.iter().find(|image| image.id == id)?;
        let alt = self.say(&image.alt);
        let alt = if alt.is_empty() {
            words::picture(self.lang).to_owned()
        } else {
            alt
        };
        Some((read(&image.bytes, self.grey), alt))
    }

    /// What the card's picture shows, for those who read.
    pub(super) fn alt(&self, card: &Card) -> Option<String> {
        let id = card.image.as_ref()?;
        let image = self.map.images.iter().find(|image| image.id == *id)?;
        Some(self.say(&image.alt)).filter(|alt| !alt.is_empty())
    }
}

/// The whole picture in the middle of a column, no higher than wide, or a note why there is none; and its height.
pub(super) fn block(draw: &Draw, id: &str, x: f32, y: f32, width: f32) -> (Vec<Node>, f32) {
    let Some((picture, alt)) = draw.picture(id) else {
        return (Vec::new(), 0.0);
    };
    let picture = match picture {
        Ok(picture) => picture,
        Err(fault) => return note(draw, fault, &alt, x, y, width),
    };
    let (w, h) = whole(&picture, width, width);
    let area = Area::new(x + (width - w) / 2.0, y, w, h);
    (vec![node(picture, area, 4.0, alt)], h)
}

/// A picture that fills the area; `None` where there is none that can be shown.
pub(super) fn filling(draw: &Draw, id: &str, area: Area, radius: f32) -> Option<Node> {
    let (picture, alt) = draw.picture(id)?;
    Some(node(picture.ok()?, area, radius, alt))
}

/// As wide and high as fits, in its own proportions and no larger than its pixels.
pub(super) fn whole(picture: &Picture, width: f32, height: f32) -> (f32, f32) {
    let (w, h) = (picture.width as f32, picture.height as f32);
    let k = (width / w).min(height / h).min(1.0);
    ((w * k).max(1.0), (h * k).max(1.0))
}

pub(super) fn node(picture: Picture, area: Area, radius: f32, alt: String) -> Node {
    Node::Picture {
        area,
        radius,
        picture,
        alt,
    }
}

fn note(draw: &Draw, fault: Fault, alt: &str, x: f32, y: f32, width: f32) -> (Vec<Node>, f32) {
    let text = format!("{}: {}", words::no_picture(draw.lang), fault.text(draw.lang));
    let room = width - 40.0;
    let (mut lines, mut height) = draw.block(&text, x + 32.0, y + 8.0, room, draw.muted(12.0));
    if alt != words::picture(draw.lang) {
        let (more, further) = draw.block(alt, x + 32.0, y + 8.0 + height, room, draw.muted(12.0));
        lines.extend(more);
        height += further;
    }
    let height = height + 16.0;
    let mut nodes = vec![
        Node::Rect {
            area: Area::new(x, y, width, height),
            radius: 4.0,
            fill: None,
            stroke: Some(Stroke::dashed(draw.t.line_strong, 1.0, 4.0, 3.0)),
        },
        icon("image", x + 8.0, y + 8.0, 18.0, draw.t.line_strong),
    ];
    nodes.append(&mut lines);
    (nodes, height)
}
