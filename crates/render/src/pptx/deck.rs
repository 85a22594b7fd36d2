//! A deck as plain shapes on slides, in points, before it becomes a file.

use crate::scene::{Anchor, Area, Color, Seg, Weight};
use crate::text::Measure;

/// 16:9, as presentation programs measure it.
pub(super) const WIDTH: f32 = 960.0;
pub(super) const HEIGHT: f32 = 540.0;

/// Text is measured in the embedded font, which is wider than the font the slides name; the rest is for brand fonts.
const SAFETY: f32 = 0.98;

pub(super) struct Deck {
    pub title: String,
    pub subject: String,
    pub description: String,
    pub author: String,
    pub keywords: String,
    pub slides: Vec<Slide>,
    pub images: Vec<Image>,
    /// Of the company, on every slide.
    pub logo: Option<Logo>,
}

pub(super) struct Logo {
    /// Number of the deck's image.
    pub image: usize,
    /// Width by height.
    pub proportion: f32,
    pub alt: String,
}

/// A picture that slides show: already checked, PNG or JPEG.
pub(super) struct Image {
    pub extension: &'static str,
    pub bytes: Vec<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    Cover,
    Plain,
    /// The title stands beside the stage's disc.
    Stage,
}

pub(super) struct Slide {
    pub layout: Layout,
    pub title: String,
    /// Where the title stands and how large: long ones take more lines.
    pub title_area: Area,
    pub title_size: f32,
    /// Neighbours of one section are kept together in the program's list of slides.
    pub section: String,
    /// What links jump to.
    pub key: Option<String>,
    /// In reading order.
    pub shapes: Vec<Shape>,
    /// Paragraphs for the one who speaks.
    pub notes: Vec<String>,
}

/// How a shape is told to those who do not see it.
#[derive(Clone, PartialEq)]
pub(super) enum Alt {
    /// Its own text says it.
    Text,
    Told(String),
    Decoration,
}

#[derive(Clone)]
pub(super) struct Shape {
    /// In the program's list of objects.
    pub name: String,
    pub alt: Alt,
    pub area: Area,
    /// Key of the slide a click leads to.
    pub jump: Option<String>,
    pub kind: Kind,
}

#[derive(Clone)]
pub(super) enum Kind {
    Form {
        geometry: Geometry,
        fill: Option<Fill>,
        line: Option<Line>,
        body: Option<Body>,
    },
    /// Lines and curves in slide coordinates.
    Free {
        segs: Vec<Seg>,
        fill: Option<Fill>,
        line: Option<Line>,
    },
    Table(Table),
    Group(Vec<Shape>),
    /// Number of the deck's image.
    Picture(usize),
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Geometry {
    Rect,
    /// Corners of this radius.
    Round(f32),
    Ellipse,
    /// A plate with a point to the right, of this depth.
    Plate(f32),
    Square,
    Triangle,
    Diamond,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Fill {
    Solid(Color),
    /// With opacity 0..=1.
    Faint(Color, f32),
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dash {
    Solid,
    Short,
    Dot,
    Long,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) struct Line {
    pub color: Color,
    pub width: f32,
    pub dash: Dash,
}

impl Line {
    pub fn solid(color: Color, width: f32) -> Self {
        Self {
            color,
            width,
            dash: Dash::Solid,
        }
    }

    pub fn dashed(color: Color, width: f32, dash: Dash) -> Self {
        Self { color, width, dash }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Top,
    Middle,
    Bottom,
}

/// The text of a shape or a table cell.
#[derive(Clone)]
pub(super) struct Body {
    pub paragraphs: Vec<Paragraph>,
    pub place: Place,
    /// Left, top, right, bottom.
    pub inset: [f32; 4],
}

#[derive(Clone)]
pub(super) struct Paragraph {
    pub runs: Vec<Run>,
    pub align: Anchor,
    /// Above it.
    pub before: f32,
    /// Where text after a tab ends, from the left edge of the text.
    pub tab: Option<f32>,
}

#[derive(Clone)]
pub(super) struct Run {
    pub text: String,
    pub size: f32,
    pub weight: Weight,
    pub color: Color,
    /// Address a click opens; checked where it is made.
    pub link: Option<String>,
}

#[derive(Clone)]
pub(super) struct Table {
    pub columns: Vec<f32>,
    /// The first is the header.
    pub rows: Vec<TableRow>,
    pub line: Color,
}

#[derive(Clone)]
pub(super) struct TableRow {
    pub height: f32,
    pub cells: Vec<TableCell>,
}

#[derive(Clone)]
pub(super) struct TableCell {
    pub body: Body,
    pub fill: Option<Color>,
}

impl Paragraph {
    pub fn new(text: impl Into<String>, size: f32, weight: Weight, color: Color) -> Self {
        Self {
            runs: vec![Run {
                text: text.into(),
                size,
                weight,
                color,
                link: None,
            }],
            align: Anchor::Start,
            before: 0.0,
            tab: None,
        }
    }

    pub fn and(mut self, text: impl Into<String>, size: f32, weight: Weight, color: Color) -> Self {
        self.runs.push(Run {
            text: text.into(),
            size,
            weight,
            color,
            link: None,
        });
        self
    }

    pub fn before(mut self, before: f32) -> Self {
        self.before = before;
        self
    }

    pub fn align(mut self, align: Anchor) -> Self {
        self.align = align;
        self
    }

    pub fn size(&self) -> f32 {
        self.runs.iter().map(|run| run.size).fold(0.0, f32::max)
    }

    /// Distance of two baselines: exact in the file, so that every program sets the same lines.
    pub fn line(&self) -> f32 {
        line_of(self.size())
    }

    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// Lines in a column, as the heaviest of the runs would take.
    pub fn lines(&self, measure: &Measure, width: f32) -> Vec<String> {
        let text = self.text().replace('\t', "  ");
        let lines = measure.wrap(&text, (width * SAFETY).max(1.0), self.size(), self.weight());
        if lines.is_empty() {
            vec![String::new()]
        } else {
            lines
        }
    }

    fn weight(&self) -> Weight {
        // The slides' font has one bold only.
        let heavy = self.runs.iter().any(|run| run.weight != Weight::Regular);
        if heavy { Weight::Bold } else { Weight::Regular }
    }

    pub fn height(&self, measure: &Measure, width: f32) -> f32 {
        self.before + self.lines(measure, width).len() as f32 * self.line()
    }
}

pub(super) fn line_of(size: f32) -> f32 {
    (size * 1.22).ceil()
}

pub(super) fn height(paragraphs: &[Paragraph], measure: &Measure, width: f32) -> f32 {
    paragraphs.iter().map(|p| p.height(measure, width)).sum()
}

/// As much as fits `room` and the rest. A paragraph breaks between words where it must; one line always goes, or what
/// fits nowhere would be moved for ever.
pub(super) fn split(
    paragraphs: Vec<Paragraph>,
    measure: &Measure,
    width: f32,
    room: f32,
) -> (Vec<Paragraph>, Vec<Paragraph>) {
    let (mut head, mut tail) = (Vec::new(), Vec::new());
    let mut left = room;
    for paragraph in paragraphs {
        if !tail.is_empty() {
            tail.push(paragraph);
            continue;
        }
        let tall = paragraph.height(measure, width);
        if tall <= left {
            left -= tall;
            head.push(paragraph);
            continue;
        }
        let fit = (((left - paragraph.before) / paragraph.line()).floor().max(0.0)) as usize;
        let fit = if head.is_empty() { fit.max(1) } else { fit };
        if fit == 0 || paragraph.runs.len() != 1 {
            if head.is_empty() {
                head.push(paragraph);
                left = 0.0;
            } else {
                tail.push(paragraph);
            }
            continue;
        }
        let (first, rest) = split_text(&paragraph, measure, width, fit);
        head.push(first);
        if let Some(rest) = rest {
            tail.push(rest);
        }
        left = 0.0;
    }
    (head, tail)
}

/// The longest beginning of words that takes at most `lines`, and the rest.
fn split_text(
    paragraph: &Paragraph,
    measure: &Measure,
    width: f32,
    lines: usize,
) -> (Paragraph, Option<Paragraph>) {
    let text = paragraph.text();
    let with = |text: &str| {
        let mut part = paragraph.clone();
        part.runs[0].text = text.to_owned();
        part
    };
    let fits = |end: usize| with(text[..end].trim_end()).lines(measure, width).len() <= lines;
    let word_ends: Vec<usize> = text
        .char_indices()
        .filter(|(_, c)| *c == ' ' || *c == '\n')
        .map(|(at, _)| at)
        .collect();
    let by_words = word_ends.partition_point(|end| fits(*end));
    let end = match by_words {
        0 => {
            let letters: Vec<usize> = text.char_indices().map(|(at, _)| at).skip(1).collect();
            let k = letters.partition_point(|end| fits(*end)).max(1);
            letters.get(k - 1).copied().unwrap_or(text.len())
        }
        k => word_ends[k - 1],
    };
    let rest = text[end..].trim_start();
    let rest = (!rest.is_empty()).then(|| with(rest).before(0.0));
    (with(text[..end].trim_end()), rest)
}

impl Body {
    pub fn new(paragraphs: Vec<Paragraph>) -> Self {
        Self {
            paragraphs,
            place: Place::Top,
            inset: [0.0; 4],
        }
    }

    pub fn place(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    pub fn inset(mut self, inset: [f32; 4]) -> Self {
        self.inset = inset;
        self
    }

    /// Of the text with its insets in a shape of this width.
    pub fn height(&self, measure: &Measure, width: f32) -> f32 {
        let [left, top, right, bottom] = self.inset;
        top + height(&self.paragraphs, measure, width - left - right) + bottom
    }
}

impl Shape {
    fn new(name: impl Into<String>, alt: Alt, area: Area, kind: Kind) -> Self {
        Self {
            name: name.into(),
            alt,
            area,
            jump: None,
            kind,
        }
    }

    pub fn text(name: impl Into<String>, area: Area, body: Body) -> Self {
        let kind = Kind::Form {
            geometry: Geometry::Rect,
            fill: None,
            line: None,
            body: Some(body),
        };
        Self::new(name, Alt::Text, area, kind)
    }

    pub fn form(name: impl Into<String>, area: Area, geometry: Geometry, fill: Fill) -> Self {
        let kind = Kind::Form {
            geometry,
            fill: Some(fill),
            line: None,
            body: None,
        };
        Self::new(name, Alt::Decoration, area, kind)
    }

    pub fn free(name: impl Into<String>, segs: Vec<Seg>, fill: Option<Fill>, line: Option<Line>) -> Self {
        let area = extent(&segs);
        Self::new(name, Alt::Decoration, area, Kind::Free { segs, fill, line })
    }

    pub fn straight(name: impl Into<String>, from: (f32, f32), to: (f32, f32), line: Line) -> Self {
        Self::free(
            name,
            vec![Seg::Move(from.0, from.1), Seg::Line(to.0, to.1)],
            None,
            Some(line),
        )
    }

    pub fn table(name: impl Into<String>, x: f32, y: f32, table: Table) -> Self {
        let w = table.columns.iter().sum();
        let h = table.rows.iter().map(|row| row.height).sum();
        let name = name.into();
        let alt = Alt::Told(name.clone());
        Self::new(name, alt, Area::new(x, y, w, h), Kind::Table(table))
    }

    /// Of at least one shape.
    pub fn group(name: impl Into<String>, shapes: Vec<Shape>) -> Self {
        let area = shapes
            .iter()
            .map(|shape| shape.area)
            .reduce(|a, b| {
                let (x, y) = (a.x.min(b.x), a.y.min(b.y));
                Area::new(x, y, a.right().max(b.right()) - x, a.bottom().max(b.bottom()) - y)
            })
            .unwrap_or_default();
        Self::new(name, Alt::Text, area, Kind::Group(shapes))
    }

    pub fn picture(name: impl Into<String>, area: Area, image: usize, told: String) -> Self {
        let alt = if told.is_empty() {
            Alt::Decoration
        } else {
            Alt::Told(told)
        };
        Self::new(name, alt, area, Kind::Picture(image))
    }

    pub fn told(mut self, alt: impl Into<String>) -> Self {
        self.alt = Alt::Told(alt.into());
        self
    }

    pub fn outlined(mut self, with: Line) -> Self {
        if let Kind::Form { line, .. } | Kind::Free { line, .. } = &mut self.kind {
            *line = Some(with);
        }
        self
    }

    pub fn saying(mut self, with: Body) -> Self {
        if let Kind::Form { body, .. } = &mut self.kind {
            *body = Some(with);
            self.alt = Alt::Text;
        }
        self
    }

    pub fn leading_to(mut self, key: impl Into<String>) -> Self {
        self.jump = Some(key.into());
        self
    }
}

/// The smallest area that holds all points of the path; control points included, so it never cuts.
pub(super) fn extent(segs: &[Seg]) -> Area {
    let points = segs.iter().flat_map(|seg| match *seg {
        Seg::Move(x, y) | Seg::Line(x, y) => vec![(x, y)],
        Seg::Cubic(a, b, c, d, x, y) => vec![(a, b), (c, d), (x, y)],
        Seg::Close => vec![],
    });
    let (mut left, mut top) = (f32::MAX, f32::MAX);
    let (mut right, mut bottom) = (f32::MIN, f32::MIN);
    for (x, y) in points {
        (left, top) = (left.min(x), top.min(y));
        (right, bottom) = (right.max(x), bottom.max(y));
    }
    if left > right {
        return Area::default();
    }
    Area::new(left, top, right - left, bottom - top)
}
