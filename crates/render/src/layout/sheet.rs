//! A sheet of paper: how much room it has, and what stands on each page beside the drawing.

use super::{Draw, brand};
use crate::scene::{Anchor, Group, Node, Pages, Role, Scene};
use crate::{Paper, PaperSize, words};

/// CSS pixels in a millimetre.
const PX_PER_MM: f32 = 96.0 / 25.4;
const PT_PER_PX: f32 = 0.75;
/// What people can still read on paper.
pub(crate) const READABLE_PT: f32 = 7.0;
/// The smallest text any layout draws, in units of the drawing.
pub(crate) const TEXT_MIN: f32 = 11.0;
/// Least and most that a drawing is scaled for paper: below, its smallest text could not be read; above, it is a poster
/// for people who stand right before it.
pub(crate) const SCALE_MIN: f32 = READABLE_PT / PT_PER_PX / TEXT_MIN + 0.0005;
pub(crate) const SCALE_MAX: f32 = 2.4;
const MARGIN_MM: f32 = 10.0;
/// Below the drawing, in units: title and page number.
const FOOT: f32 = 28.0;

/// A sheet in CSS pixels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sheet {
    width: f32,
    height: f32,
    margin: f32,
}

/// What is drawn on one page, before it is scaled: the content begins at (0, 0) and is no larger than the sheet's room.
pub(crate) struct Page {
    pub nodes: Vec<Node>,
    pub scale: f32,
    /// What part of the map it is: «stages 3–4 of 9»; may be empty.
    pub part: String,
    /// Stage names with the place they start at.
    pub marks: Vec<(String, f32, f32)>,
}

impl Sheet {
    pub fn of(paper: Paper) -> Self {
        let (short, long) = paper.size.millimetres();
        let (width, height) = if paper.portrait {
            (short, long)
        } else {
            (long, short)
        };
        Self {
            width: width * PX_PER_MM,
            height: height * PX_PER_MM,
            margin: MARGIN_MM * PX_PER_MM,
        }
    }

    /// A4 to A0, as the paper lies.
    pub fn sizes(paper: Paper) -> impl Iterator<Item = Self> {
        use PaperSize::*;
        [A4, A3, A2, A1, A0]
            .into_iter()
            .map(move |size| Self::of(Paper { size, ..paper }))
    }

    /// Width and height for the drawing, in its units, when it is drawn `scale` times as large.
    pub fn room(&self, scale: f32) -> (f32, f32) {
        (
            (self.width - 2.0 * self.margin) / scale,
            (self.height - 2.0 * self.margin) / scale - FOOT,
        )
    }

    /// The pages in their real size, each with its number and part.
    pub fn bind(&self, draw: &Draw, pages: Vec<Page>) -> Pages {
        let count = pages.len();
        let bound = pages.into_iter().enumerate();
        let bound = bound
            .map(|(i, page)| self.page(draw, page, i + 1, count))
            .collect();
        Pages {
            lang: draw.lang.tag(),
            title: draw.say(&draw.map.title),
            description: draw.curve_summary(),
            on_paper: true,
            pages: bound,
        }
    }

    fn page(&self, draw: &Draw, mut page: Page, number: usize, count: usize) -> Scene {
        let (width, height) = self.room(page.scale);
        page.nodes
            .push(foot(draw, width, height, &page.part, number, count));
        let k = page.scale;
        let place = |node: &mut Node| {
            node.scale(k);
            node.shift(self.margin, self.margin);
        };
        page.nodes.iter_mut().for_each(place);
        Scene {
            width: self.width,
            height: self.height,
            background: draw.t.paper,
            lang: draw.lang.tag(),
            title: draw.say(&draw.map.title),
            description: String::new(),
            marks: page
                .marks
                .into_iter()
                .map(|(name, x, y)| (name, x * k + self.margin, y * k + self.margin))
                .collect(),
            nodes: page.nodes,
        }
    }
}

/// Title at the left where it fits a line, part and number of the page at the right.
fn foot(draw: &Draw, width: f32, height: f32, part: &str, number: usize, count: usize) -> Node {
    let style = draw.muted(TEXT_MIN);
    let y = height + FOOT - style.line();
    let mut right = Vec::from_iter((!part.is_empty()).then(|| part.to_owned()));
    if count > 1 {
        right.push(words::page_of(draw.lang, number, count));
    }
    let right = right.join(" · ");
    let mut nodes = Vec::new();
    let title = draw.say(&draw.map.title).replace('\n', " ");
    let (logo, logo_width) = if count > 1 {
        brand::at_foot(draw, 0.0, y + style.line() / 2.0)
    } else {
        (None, 0.0)
    };
    let taken = draw.width(&right, style) + logo_width + 24.0;
    if count > 1 && draw.width(&title, style) + taken <= width {
        nodes.push(draw.text(title, logo_width, y, style));
    }
    if !right.is_empty() {
        nodes.push(draw.anchored(right, width, y, Anchor::End, style));
    }
    nodes.extend(logo);
    Group::node(Role::Decoration, "", nodes)
}
