//! A drawing as plain shapes and measured text: what every output format is made from.
//!
//! Units are CSS pixels, y grows downwards. Groups stand in reading order and say what they are, so that a PDF can be
//! tagged and a screen reader can follow; what is drawn later lies on top.

pub use crate::pictures::{Kind as PictureKind, Picture};
use std::borrow::Cow;
use std::sync::Arc;

/// An sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Color(pub u8, pub u8, pub u8);

impl Color {
    /// `0x1E3A8A` as written in style sheets.
    pub const fn hex(rgb: u32) -> Self {
        Self((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
    }

    /// This colour laid over `below` with `opacity` of 0..=1.
    pub fn over(self, below: Color, opacity: f32) -> Color {
        let mix = |top: u8, bottom: u8| {
            (f32::from(top) * opacity + f32::from(bottom) * (1.0 - opacity)).round() as u8
        };
        Color(mix(self.0, below.0), mix(self.1, below.1), mix(self.2, below.2))
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Paint {
    Solid(Color),
    /// With opacity 0..=1.
    Faint(Color, f32),
    /// From top to bottom between two heights, evenly spaced stops: the feeling scale along the curve.
    Vertical {
        top: f32,
        bottom: f32,
        stops: [Color; 5],
    },
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    pub paint: Paint,
    pub width: f32,
    /// Lengths of dash and gap.
    pub dash: Option<(f32, f32)>,
}

impl Stroke {
    pub fn solid(color: Color, width: f32) -> Self {
        Self {
            paint: Paint::Solid(color),
            width,
            dash: None,
        }
    }

    pub fn dashed(color: Color, width: f32, dash: f32, gap: f32) -> Self {
        Self {
            paint: Paint::Solid(color),
            width,
            dash: Some((dash, gap)),
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area {
    pub x: f32,
    pub y: f32,
    pub w: f32,
    pub h: f32,
}

impl Area {
    pub fn new(x: f32, y: f32, w: f32, h: f32) -> Self {
        Self { x, y, w, h }
    }

    pub fn right(&self) -> f32 {
        self.x + self.w
    }

    pub fn scaled(&self, k: f32) -> Self {
        Self::new(self.x * k, self.y * k, self.w * k, self.h * k)
    }

    pub fn bottom(&self) -> f32 {
        self.y + self.h
    }

    /// Where a picture of these sides lies that covers the area with its middle in the area's middle.
    pub(crate) fn covered_by(&self, width: u32, height: u32) -> Self {
        let (width, height) = (width as f32, height as f32);
        let k = (self.w / width).max(self.h / height);
        let (w, h) = (width * k, height * k);
        Self::new(self.x + (self.w - w) / 2.0, self.y + (self.h - h) / 2.0, w, h)
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Seg {
    Move(f32, f32),
    Line(f32, f32),
    Cubic(f32, f32, f32, f32, f32, f32),
    Close,
}

impl Seg {
    /// Where the pen is afterwards.
    pub fn end(&self) -> Option<(f32, f32)> {
        match *self {
            Self::Move(x, y) | Self::Line(x, y) | Self::Cubic(_, _, _, _, x, y) => Some((x, y)),
            Self::Close => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Weight {
    Regular,
    SemiBold,
    Bold,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// One line of text. `x` is where the anchor stands, `y` the baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    pub x: f32,
    pub y: f32,
    pub size: f32,
    pub weight: Weight,
    pub color: Color,
    pub anchor: Anchor,
    pub text: String,
    /// As measured in the embedded font.
    pub width: f32,
}

impl Text {
    /// The left edge.
    pub fn left(&self) -> f32 {
        match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - self.width / 2.0,
            Anchor::End => self.x - self.width,
        }
    }
}

/// What a group is, for readers who do not see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// Decoration: skipped by screen readers.
    Decoration,
    Part,
    /// Of level 1..=3.
    Heading(u8),
    /// A statement with evidence behind it; holds the card's id.
    Card(String),
    /// A picture that is told by its title.
    Figure,
}

/// Where a group belongs for those who are read to: stage after stage, step after step, lane after lane, whatever order it
/// is drawn in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Spans the map: names of lanes, the curve, paths. Told before the stages.
    Across,
    /// Stage and, of a step, its number, from 0; the lane's name is told before the card.
    At {
        stage: usize,
        step: Option<usize>,
        lane: Arc<str>,
    },
}

/// What a viewer may fold away or let fade. Such a group says nothing by itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Tag {
    /// A row of the sheet with its upper edge and height; what stands below moves up when it is folded.
    Row {
        /// `None`: not one that can be folded.
        lane: Option<Arc<str>>,
        top: f32,
        height: f32,
    },
    /// Of one persona: its id.
    Persona(Arc<str>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub role: Role,
    /// Spoken and shown on hover.
    pub title: String,
    /// The cell the content must stay in, where there is one.
    pub cell: Option<Area>,
    /// Name of a layer that a viewer may keep in sight: `rail`, `head`.
    pub layer: Option<&'static str>,
    /// `None`: told where it stands.
    pub place: Option<Place>,
    pub tag: Option<Tag>,
    pub nodes: Vec<Node>,
}

impl Group {
    pub fn node(role: Role, title: impl Into<String>, nodes: Vec<Node>) -> Node {
        Node::Group(Self {
            role,
            title: title.into(),
            cell: None,
            layer: None,
            place: None,
            tag: None,
            nodes,
        })
    }

    pub fn layer(name: &'static str, nodes: Vec<Node>) -> Node {
        Node::Group(Self {
            role: Role::Part,
            title: String::new(),
            cell: None,
            layer: Some(name),
            place: None,
            tag: None,
            nodes,
        })
    }

    pub fn tagged(tag: Tag, nodes: Vec<Node>) -> Node {
        Node::Group(Self {
            role: Role::Part,
            title: String::new(),
            cell: None,
            layer: None,
            place: None,
            tag: Some(tag),
            nodes,
        })
    }

    /// Says where a group is to be told; other nodes stay as they are.
    pub fn placed(mut node: Node, place: Place) -> Node {
        if let Node::Group(group) = &mut node {
            group.place = Some(place);
        }
        node
    }

    pub fn in_cell(role: Role, title: impl Into<String>, cell: Area, nodes: Vec<Node>) -> Node {
        Node::Group(Self {
            role,
            title: title.into(),
            cell: Some(cell),
            layer: None,
            place: None,
            tag: None,
            nodes,
        })
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    Group(Group),
    Rect {
        area: Area,
        radius: f32,
        fill: Option<Paint>,
        stroke: Option<Stroke>,
    },
    Circle {
        x: f32,
        y: f32,
        r: f32,
        fill: Option<Paint>,
        stroke: Option<Stroke>,
    },
    Path {
        segs: Vec<Seg>,
        fill: Option<Paint>,
        stroke: Option<Stroke>,
    },
    /// An icon of the set, drawn in a square of `size` at its top left corner.
    Icon {
        name: &'static str,
        x: f32,
        y: f32,
        size: f32,
        color: Color,
    },
    Text(Text),
    /// A picture that fills the area; what stands out of it is cut off evenly at both sides.
    Picture {
        area: Area,
        /// Of the corners: half the side of a square makes a disc.
        radius: f32,
        picture: Picture,
        /// What it shows, for those who do not see it.
        alt: String,
    },
}

impl Node {
    pub fn fill(area: Area, radius: f32, color: Color) -> Self {
        Self::Rect {
            area,
            radius,
            fill: Some(Paint::Solid(color)),
            stroke: None,
        }
    }

    pub fn line(x1: f32, y1: f32, x2: f32, y2: f32, stroke: Stroke) -> Self {
        Self::Path {
            segs: vec![Seg::Move(x1, y1), Seg::Line(x2, y2)],
            fill: None,
            stroke: Some(stroke),
        }
    }

    /// Draws the node and all in it `k` times as large, seen from the origin.
    pub fn scale(&mut self, k: f32) {
        let pen = |stroke: &mut Option<Stroke>| {
            let Some(stroke) = stroke else { return };
            stroke.width *= k;
            // A dash this short is a dot: its length only says so.
            stroke.dash = stroke
                .dash
                .map(|(dash, gap)| (if dash < 1.0 { dash } else { dash * k }, gap * k));
            if let Paint::Vertical { top, bottom, .. } = &mut stroke.paint {
                (*top, *bottom) = (*top * k, *bottom * k);
            }
        };
        match self {
            Self::Group(group) => {
                if let Some(cell) = &mut group.cell {
                    *cell = cell.scaled(k);
                }
                group.nodes.iter_mut().for_each(|node| node.scale(k));
            }
            Self::Rect {
                area, radius, stroke, ..
            } => {
                (*area, *radius) = (area.scaled(k), *radius * k);
                pen(stroke);
            }
            Self::Circle { x, y, r, stroke, .. } => {
                (*x, *y, *r) = (*x * k, *y * k, *r * k);
                pen(stroke);
            }
            Self::Icon { x, y, size, .. } => (*x, *y, *size) = (*x * k, *y * k, *size * k),
            Self::Picture { area, radius, .. } => (*area, *radius) = (area.scaled(k), *radius * k),
            Self::Text(text) => {
                (text.x, text.y) = (text.x * k, text.y * k);
                (text.size, text.width) = (text.size * k, text.width * k);
            }
            Self::Path { segs, stroke, .. } => {
                pen(stroke);
                segs.iter_mut().for_each(|seg| match seg {
                    Seg::Move(x, y) | Seg::Line(x, y) => (*x, *y) = (*x * k, *y * k),
                    Seg::Cubic(a, b, c, d, x, y) => {
                        (*a, *c, *x) = (*a * k, *c * k, *x * k);
                        (*b, *d, *y) = (*b * k, *d * k, *y * k);
                    }
                    Seg::Close => {}
                });
            }
        }
    }

    /// Moves the node and all in it.
    pub fn shift(&mut self, dx: f32, dy: f32) {
        match self {
            Self::Group(group) => {
                if let Some(cell) = &mut group.cell {
                    (cell.x, cell.y) = (cell.x + dx, cell.y + dy);
                }
                group.nodes.iter_mut().for_each(|node| node.shift(dx, dy));
            }
            Self::Rect { area, .. } | Self::Picture { area, .. } => {
                (area.x, area.y) = (area.x + dx, area.y + dy);
            }
            Self::Circle { x, y, .. } | Self::Icon { x, y, .. } => (*x, *y) = (*x + dx, *y + dy),
            Self::Text(text) => (text.x, text.y) = (text.x + dx, text.y + dy),
            Self::Path { segs, stroke, .. } => {
                if let Some(Stroke {
                    paint: Paint::Vertical { top, bottom, .. },
                    ..
                }) = stroke
                {
                    (*top, *bottom) = (*top + dy, *bottom + dy);
                }
                segs.iter_mut().for_each(|seg| match seg {
                    Seg::Move(x, y) | Seg::Line(x, y) => (*x, *y) = (*x + dx, *y + dy),
                    Seg::Cubic(a, b, c, d, x, y) => {
                        (*a, *c, *x) = (*a + dx, *c + dx, *x + dx);
                        (*b, *d, *y) = (*b + dy, *d + dy, *y + dy);
                    }
                    Seg::Close => {}
                });
            }
        }
    }
}

impl Scene {
    /// The same but for its content.
    fn clone_empty(&self) -> Self {
        Self {
            title: self.title.clone(),
            description: self.description.clone(),
            marks: Vec::new(),
            nodes: Vec::new(),
            ..*self
        }
    }
}

/// One page.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    pub width: f32,
    pub height: f32,
    pub background: Color,
    /// BCP 47 tag of the fixed texts.
    pub lang: &'static str,
    pub title: String,
    pub description: String,
    /// Stage names with the place they start at, for bookmarks.
    pub marks: Vec<(String, f32, f32)>,
    /// In reading order.
    pub nodes: Vec<Node>,
}

/// A whole drawing: one endless sheet, or sheets of paper one after another.
#[derive(Clone, Debug, PartialEq)]
pub struct Pages {
    /// BCP 47 tag of the fixed texts.
    pub lang: &'static str,
    pub title: String,
    pub description: String,
    /// Whether each page is a sheet of paper in its real size.
    pub on_paper: bool,
    /// Never empty.
    pub pages: Vec<Scene>,
}

impl Pages {
    /// A drawing on one sheet as large as it takes.
    pub fn endless(scene: Scene) -> Self {
        Self {
            lang: scene.lang,
            title: scene.title.clone(),
            description: scene.description.clone(),
            on_paper: false,
            pages: vec![scene],
        }
    }

    /// Each page as a drawing of its own.
    pub fn each(&self) -> impl Iterator<Item = Pages> {
        self.pages.iter().map(|page| Self {
            pages: vec![page.clone()],
            title: self.title.clone(),
            description: self.description.clone(),
            ..*self
        })
    }

    /// Several pages below each other, a little apart, on a ground of their own; one page as it is.
    pub fn as_one_picture(&self) -> Cow<'_, Scene> {
        const APART: f32 = 24.0;
        let [first, rest @ ..] = self.pages.as_slice() else {
            unreachable!("a drawing has a page")
        };
        if rest.is_empty() {
            return Cow::Borrowed(first);
        }
        let width = self.pages.iter().map(|page| page.width).fold(0.0, f32::max) + 2.0 * APART;
        let ground = Color::hex(0x808080).over(first.background, 0.35);
        let (mut nodes, mut marks, mut y) = (Vec::new(), Vec::new(), APART);
        for page in &self.pages {
            let x = (width - page.width) / 2.0;
            let sheet = Node::fill(Area::new(x, y, page.width, page.height), 0.0, page.background);
            nodes.push(Group::node(Role::Decoration, "", vec![sheet]));
            let mut inner = page.nodes.clone();
            inner.iter_mut().for_each(|node| node.shift(x, y));
            nodes.extend(inner);
            marks.extend(
                page.marks
                    .iter()
                    .map(|(name, mx, my)| (name.clone(), mx + x, my + y)),
            );
            y += page.height + APART;
        }
        Cow::Owned(Scene {
            width,
            height: y,
            background: ground,
            marks,
            nodes,
            ..first.clone_empty()
        })
    }
}
