//! A scene as SVG text.

use crate::pictures::Picture;
use crate::scene::{Anchor, Area, Color, Group, Node, Paint, Role, Scene, Seg, Stroke, Tag, Text};
use crate::text::{FAMILY, Measure};
use crate::{emoji, fonts, icons};
use std::fmt::Write as _;

/// Whether the drawing brings its fonts along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fonts {
    /// As data inside the file: looks the same everywhere.
    Embedded,
    /// Only named: for a reader that has them already.
    Named,
    /// Only named, and one of several drawings in a page: what has an id has it for this drawing alone.
    Inline { number: usize },
}

/// A whole SVG document.
pub(crate) fn svg(scene: &Scene, fonts: Fonts) -> String {
    document(scene, fonts, true)
}

/// The same on nothing: to be laid over another picture.
pub(crate) fn without_ground(scene: &Scene, fonts: Fonts) -> String {
    document(scene, fonts, false)
}

/// A little more than most nodes take as text: what is written is not copied into a larger place again and again.
const BYTES_OF_A_NODE: usize = 128;

fn count(nodes: &[Node]) -> usize {
    nodes
        .iter()
        .map(|node| match node {
            Node::Group(group) => 1 + count(&group.nodes),
            _ => 1,
        })
        .sum()
}

fn document(scene: &Scene, fonts: Fonts, ground: bool) -> String {
    let mut out = Writer {
        text: String::with_capacity(16 * 1024 + BYTES_OF_A_NODE * count(&scene.nodes)),
        gradients: Vec::new(),
        pictures: Vec::new(),
        frames: 0,
        number: match fonts {
            Fonts::Inline { number } => number,
            _ => 0,
        },
    };
    let (w, h) = (num(scene.width), num(scene.height));
    collect(&scene.nodes, &mut out.gradients, &mut out.pictures);
    // Older programs know pictures by this name only.
    let xlink = if out.pictures.is_empty() {
        ""
    } else {
        " xmlns:xlink=\"http://www.w3.org/1999/xlink\""
    };
    out.raw(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\"{xlink} width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" lang=\"{}\" \
         role=\"img\" font-family=\"{FAMILY}, 'PT Sans', 'Noto Sans', sans-serif\">\n",
        scene.lang
    ));
    out.element("title", &scene.title);
    if !scene.description.is_empty() {
        out.element("desc", &scene.description);
    }
    if fonts == Fonts::Embedded {
        out.raw(&format!("<style>{}</style>\n", fonts::css()));
    }
    out.write_gradients();
    out.write_pictures();
    if ground {
        out.raw(&format!(
            "<rect width=\"{w}\" height=\"{h}\" fill=\"{}\"/>\n",
            color(scene.background)
        ));
    }
    out.nodes(&scene.nodes);
    out.raw("</svg>\n");
    out.text
}

type Gradient = (f32, f32, [Color; 5]);

struct Writer {
    text: String,
    gradients: Vec<Gradient>,
    /// Each once, however often it is shown.
    pictures: Vec<Picture>,
    /// Pictures shown so far.
    frames: usize,
    /// Of this drawing among those of its document.
    number: usize,
}

fn collect(nodes: &[Node], gradients: &mut Vec<Gradient>, pictures: &mut Vec<Picture>) {
    for node in nodes {
        match node {
            Node::Group(group) => collect(&group.nodes, gradients, pictures),
            Node::Path {
                stroke:
                    Some(Stroke {
                        paint: Paint::Vertical { top, bottom, stops },
                        ..
                    }),
                ..
            } => {
                gradients.push((*top, *bottom, *stops));
            }
            Node::Picture { picture, .. } if !pictures.contains(picture) => pictures.push(picture.clone()),
            _ => {}
        }
    }
    gradients.dedup();
}

impl Writer {
    fn raw(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn element(&mut self, name: &str, text: &str) {
        let _ = write!(self.text, "<{name}>{}</{name}>", Escaped(text));
    }

    fn write_gradients(&mut self) {
        if self.gradients.is_empty() {
            return;
        }
        self.raw("<defs>");
        for (i, (top, bottom, stops)) in self.gradients.clone().into_iter().enumerate() {
            let _ = write!(
                self.text,
                "<linearGradient id=\"feeling-{}\" gradientUnits=\"userSpaceOnUse\" x1=\"0\" y1=\"{}\" x2=\"0\" y2=\"{}\">",
                Id(self.number, i),
                num(top),
                num(bottom)
            );
            for (k, stop) in stops.iter().enumerate() {
                let _ = write!(
                    self.text,
                    "<stop offset=\"{}\" stop-color=\"{}\"/>",
                    num(k as f32 / 4.0),
                    color(*stop)
                );
            }
            self.raw("</linearGradient>");
        }
        self.raw("</defs>\n");
    }

    fn write_pictures(&mut self) {
        if self.pictures.is_empty() {
            return;
        }
        self.raw("<defs>");
        for (i, picture) in self.pictures.clone().iter().enumerate() {
            let _ = write!(
                self.text,
                "<image id=\"picture-{}\" width=\"{}\" height=\"{}\" xlink:href=\"data:{};base64,",
                Id(self.number, i),
                picture.width,
                picture.height,
                picture.kind.media_type()
            );
            self.text.push_str(&fonts::base64(&picture.bytes));
            self.raw("\"/>");
        }
        self.raw("</defs>\n");
    }

    fn picture(&mut self, area: Area, radius: f32, picture: &Picture, alt: &str) {
        let known = self.pictures.iter().position(|known| known == picture);
        let place = area.covered_by(picture.width, picture.height);
        let frame = Id(self.number, self.frames).to_string();
        self.frames += 1;
        let _ = write!(
            self.text,
            "<g role=\"img\"><title>{}</title><clipPath id=\"frame-{frame}\"><rect x=\"{}\" y=\"{}\" width=\"{}\" \
             height=\"{}\" rx=\"{}\"/></clipPath><g clip-path=\"url(#frame-{frame})\"><use xlink:href=\"#picture-{}\" \
             transform=\"translate({} {}) scale({:.6})\"/></g></g>",
            Escaped(alt),
            num(area.x),
            num(area.y),
            num(area.w),
            num(area.h),
            num(radius),
            Id(self.number, known.unwrap_or_default()),
            num(place.x),
            num(place.y),
            place.w / picture.width as f32,
        );
    }

    fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            self.node(node);
        }
    }

    fn node(&mut self, node: &Node) {
        match node {
            Node::Group(group) => self.group(group),
            Node::Rect {
                area,
                radius,
                fill,
                stroke,
            } => {
                let _ = write!(
                    self.text,
                    "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
                    num(area.x),
                    num(area.y),
                    num(area.w.max(0.0)),
                    num(area.h.max(0.0))
                );
                if *radius > 0.0 {
                    let _ = write!(self.text, " rx=\"{}\"", num(*radius));
                }
                self.paint(*fill, *stroke);
                self.raw("/>");
            }
            Node::Circle {
                x,
                y,
                r,
                fill,
                stroke,
            } => {
                let _ = write!(
                    self.text,
                    "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"",
                    num(*x),
                    num(*y),
                    num(*r)
                );
                self.paint(*fill, *stroke);
                self.raw("/>");
            }
            Node::Path { segs, fill, stroke } => {
                self.raw("<path d=\"");
                path_data(&mut self.text, segs);
                self.raw("\"");
                self.paint(*fill, *stroke);
                self.raw("/>");
            }
            Node::Icon {
                name,
                x,
                y,
                size,
                color: ink,
            } => {
                let scale = size / icons::GRID;
                let _ = write!(
                    self.text,
                    "<path transform=\"translate({} {}) scale({})\" d=\"{}\" fill=\"none\" stroke=\"{}\" \
                     stroke-width=\"{}\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>",
                    num(*x),
                    num(*y),
                    num(scale),
                    icons::data(name),
                    color(*ink),
                    num(icons::STROKE)
                );
            }
            Node::Text(text) => self.text_line(text),
            Node::Picture {
                area,
                radius,
                picture,
                alt,
            } => self.picture(*area, *radius, picture, alt),
        }
    }

    fn group(&mut self, group: &Group) {
        self.raw("<g");
        match &group.role {
            Role::Decoration => self.raw(" aria-hidden=\"true\""),
            Role::Heading(level) => {
                let _ = write!(self.text, " role=\"heading\" aria-level=\"{level}\"");
            }
            Role::Figure => self.raw(" role=\"img\""),
            Role::Card(id) => {
                let _ = write!(self.text, " class=\"card\" data-card=\"{}\"", Escaped(id));
            }
            Role::Part => {}
        }
        if let Some(layer) = group.layer {
            let _ = write!(self.text, " class=\"layer-{layer}\"");
        }
        match &group.tag {
            None => {}
            Some(Tag::Row { lane, top, height }) => {
                let lane = lane.as_deref().unwrap_or_default();
                let (top, height) = (num(*top), num(*height));
                let _ = write!(
                    self.text,
                    " data-row=\"{}\" data-top=\"{top}\" data-height=\"{height}\"",
                    Escaped(lane)
                );
            }
            Some(Tag::Persona(id)) => {
                let _ = write!(self.text, " data-persona=\"{}\"", Escaped(id));
            }
        }
        self.raw(">");
        // A heading is its own text: a title would be read twice.
        if !group.title.is_empty() && !matches!(group.role, Role::Heading(_)) {
            self.element("title", &group.title);
        }
        self.nodes(&group.nodes);
        self.raw("</g>\n");
    }

    /// Emoji are drawn as shapes between the texts around them: a reader's own would be coloured, wider, or not there.
    fn text_line(&mut self, text: &Text) {
        let runs = emoji::runs(&text.text, text.weight);
        if runs.iter().all(|run| !run.emoji) {
            return self.letters(text);
        }
        let measure = Measure::default();
        let mut x = text.left();
        for run in runs {
            let width = measure.width(run.text, text.size, text.weight);
            if run.emoji {
                let _ = write!(
                    self.text,
                    "<g role=\"img\"><title>{}</title><path fill=\"{}\" d=\"",
                    Escaped(run.text),
                    color(text.color)
                );
                path_data(&mut self.text, &emoji::outlines(run.text, x, text.y, text.size));
                self.raw("\"/></g>");
            } else if !run.text.trim().is_empty() {
                // Spaces at the ends are room, not text.
                let before = run.text.len() - run.text.trim_start().len();
                self.letters(&Text {
                    x: x + measure.width(&run.text[..before], text.size, text.weight),
                    anchor: Anchor::Start,
                    text: run.text.trim().to_owned(),
                    width,
                    ..text.clone()
                });
            }
            x += width;
        }
    }

    fn letters(&mut self, text: &Text) {
        let _ = write!(
            self.text,
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\"",
            num(text.x),
            num(text.y),
            num(text.size)
        );
        if text.weight.css() != 400 {
            let _ = write!(self.text, " font-weight=\"{}\"", text.weight.css());
        }
        match text.anchor {
            Anchor::Start => {}
            Anchor::Middle => self.raw(" text-anchor=\"middle\""),
            Anchor::End => self.raw(" text-anchor=\"end\""),
        }
        let _ = write!(
            self.text,
            " fill=\"{}\">{}</text>",
            color(text.color),
            Escaped(&text.text)
        );
    }

    fn paint(&mut self, fill: Option<Paint>, stroke: Option<Stroke>) {
        match fill {
            None => self.raw(" fill=\"none\""),
            Some(paint) => self.paint_as("fill", paint),
        }
        let Some(stroke) = stroke else { return };
        self.paint_as("stroke", stroke.paint);
        if stroke.width != 1.0 {
            let _ = write!(self.text, " stroke-width=\"{}\"", num(stroke.width));
        }
        if let Some((dash, gap)) = stroke.dash {
            let _ = write!(self.text, " stroke-dasharray=\"{} {}\"", num(dash), num(gap));
            if dash < 1.0 {
                self.raw(" stroke-linecap=\"round\"");
            }
        }
    }

    fn paint_as(&mut self, what: &str, paint: Paint) {
        match paint {
            Paint::Solid(ink) => {
                let _ = write!(self.text, " {what}=\"{}\"", color(ink));
            }
            Paint::Faint(ink, opacity) => {
                let _ = write!(
                    self.text,
                    " {what}=\"{}\" {what}-opacity=\"{}\"",
                    color(ink),
                    num(opacity)
                );
            }
            Paint::Vertical { top, bottom, stops } => {
                let known = self
                    .gradients
                    .iter()
                    .position(|gradient| *gradient == (top, bottom, stops));
                let _ = write!(
                    self.text,
                    " {what}=\"url(#feeling-{})\"",
                    Id(self.number, known.unwrap_or_default())
                );
            }
        }
    }
}

fn path_data(out: &mut String, segs: &[Seg]) {
    for seg in segs {
        let _ = match *seg {
            Seg::Move(x, y) => write!(out, "M{} {}", num(x), num(y)),
            Seg::Line(x, y) => write!(out, "L{} {}", num(x), num(y)),
            Seg::Cubic(a, b, c, d, x, y) => {
                write!(
                    out,
                    "C{} {} {} {} {} {}",
                    num(a),
                    num(b),
                    num(c),
                    num(d),
                    num(x),
                    num(y)
                )
            }
            Seg::Close => write!(out, "Z"),
        };
    }
}

/// `3` in the first drawing of a document, `2-3` in its third.
struct Id(usize, usize);

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            0 => write!(f, "{}", self.1),
            number => write!(f, "{number}-{}", self.1),
        }
    }
}

/// A number with at most two decimals and nothing superfluous: `12`, `0.5`, `-3.25`.
pub(crate) fn num(value: f32) -> Num {
    Num(value)
}

pub(crate) struct Num(f32);

impl std::fmt::Display for Num {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let hundredths = if self.0.is_finite() {
            (f64::from(self.0) * 100.0).round() as i64
        } else {
            0
        };
        // Digit by digit from the end: a large map has some hundred thousand of these.
        let mut digits = [0_u8; 24];
        let mut from = digits.len();
        let mut push = |byte: u8| {
            from -= 1;
            digits[from] = byte;
        };
        let (mut whole, rest) = (
            hundredths.unsigned_abs() / 100,
            (hundredths.unsigned_abs() % 100) as u8,
        );
        if rest % 10 != 0 {
            push(b'0' + rest % 10);
        }
        if rest != 0 {
            push(b'0' + rest / 10);
            push(b'.');
        }
        loop {
            push(b'0' + (whole % 10) as u8);
            whole /= 10;
            if whole == 0 {
                break;
            }
        }
        if hundredths < 0 {
            push(b'-');
        }
        f.write_str(std::str::from_utf8(&digits[from..]).unwrap_or_default())
    }
}

fn color(color: Color) -> Hex {
    Hex(color)
}

/// `#1E3A8A`
struct Hex(Color);

impl std::fmt::Display for Hex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
        let Color(r, g, b) = self.0;
        let mut text = *b"#000000";
        for (i, byte) in [r, g, b].into_iter().enumerate() {
            text[1 + 2 * i] = DIGITS[usize::from(byte >> 4)];
            text[2 + 2 * i] = DIGITS[usize::from(byte & 15)];
        }
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

/// Text as it may stand in XML, between tags and in quoted attributes.
pub(crate) struct Escaped<'a>(pub &'a str);

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut rest = self.0;
        let special = |byte: &u8| matches!(byte, b'<' | b'>' | b'&' | b'"' | b'\'');
        while let Some(at) = rest.as_bytes().iter().position(special) {
            f.write_str(&rest[..at])?;
            f.write_str(match rest.as_bytes()[at] {
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'&' => "&amp;",
                b'"' => "&quot;",
                _ => "&#39;",
            })?;
            rest = &rest[at + 1..];
        }
        f.write_str(rest)
    }
}
