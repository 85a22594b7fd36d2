//! A drawing as a PDF: vector, text that can be selected and searched, fonts embedded as subsets, tagged in reading order
//! with title, language and a bookmark per stage.

use crate::RenderError;
use crate::pictures::{Kind, Picture};
use crate::scene::{Area, Color, Group, Node, Pages, Paint, Place, Role, Seg, Stroke, Text, Weight};
use crate::{emoji, icons};
use krilla::color::rgb;
use krilla::configure::{Accessibility, Configuration, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{Path, PathBuilder, Point, Size, Transform};
use krilla::image::Image;
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{self, FillRule, LineCap, LineJoin, LinearGradient, SpreadMethod, Stop, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Tag, TagGroup, TagTree};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use krilla::{Data, Document, SerializeSettings};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::num::NonZeroU16;

/// CSS pixels are 1/96 inch, PDF points 1/72: 13 px of body text are 9.75 pt on paper, well above the 7 pt one can read.
const POINTS_PER_PIXEL: f32 = 0.75;
/// The longest side a page may have (PDF 1.7, annex C: 14,400 units).
const SIDE_MAX: f32 = 14_400.0;

/// The document is checked against PDF/UA-1 (accessible PDF). Text in a script the embedded fonts do not have cannot
/// meet it; such a map is written as an ordinary tagged PDF.
pub(crate) fn pdf(pages: &Pages) -> Result<Vec<u8>, RenderError> {
    let accessible = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish();
    if let Ok(bytes) = accessible
        .map_err(|_| ())
        .and_then(|settings| write(pages, settings).map_err(|_| ()))
    {
        return Ok(bytes);
    }
    write(pages, Configuration::default()).map_err(RenderError::Pdf)
}

fn write(pages: &Pages, configuration: Configuration) -> Result<Vec<u8>, String> {
    let mut document = Document::new_with(SerializeSettings {
        configuration,
        enable_tagging: true,
        ..Default::default()
    });
    let fonts = [Weight::Regular, Weight::SemiBold, Weight::Bold]
        .map(|weight| Font::new(Data::from(weight.font()), 0).expect("the embedded fonts are whole"));
    let mut tags = TagTree::new().with_lang(Some(pages.lang.to_owned()));
    let mut outline = Outline::new();
    let mut told = Vec::new();
    let (mut images, mut emoji, mut words) = (Images::default(), None, Words::default());
    for (number, scene) in pages.pages.iter().enumerate() {
        let scale = POINTS_PER_PIXEL
            .min(SIDE_MAX / scene.width)
            .min(SIDE_MAX / scene.height);
        let size = PageSettings::from_wh(scene.width * scale, scene.height * scale)
            .ok_or("the drawing has no size")?;
        let mut page = document.start_page_with(size);
        let mut surface = page.surface();
        surface.push_transform(&Transform::from_scale(scale, scale));
        let mut pen = Pen {
            surface,
            fonts: &fonts,
            emoji: &mut emoji,
            images: &mut images,
            words: &mut words,
        };
        let ground = Some(Paint::Solid(scene.background));
        pen.surface
            .start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
        pen.rect(0.0, 0.0, scene.width, scene.height, 0.0, ground, None);
        pen.surface.end_tagged();
        pen.nodes(&scene.nodes, &mut told);
        pen.surface.pop();
        drop(pen);
        page.finish();
        for (name, x, y) in &scene.marks {
            let place = XyzDestination::new(number, Point::from_xy(x * scale, y * scale));
            outline.push_child(OutlineNode::new(name.clone(), place));
        }
    }
    in_reading_order(told).into_iter().for_each(|tag| tags.push(tag));
    document.set_outline(outline);
    document.set_tag_tree(tags);
    let title = if pages.title.is_empty() {
        "Tropa".to_owned()
    } else {
        pages.title.clone()
    };
    let mut metadata = Metadata::new()
        .title(title)
        .language(pages.lang.to_owned())
        .creator("Tropa".to_owned());
    if !pages.description.is_empty() {
        metadata = metadata.description(pages.description.clone());
    }
    document.set_metadata(metadata);
    let mut bytes = document.finish().map_err(|error| format!("{error:?}"))?;
    leave_out_suspects(&mut bytes);
    Ok(bytes)
}

/// Takes out `/Suspects false`, which is what its absence means too (ISO 32000-1, table 321): readers built on Poppler call
/// the word `false` here an object of the wrong type and warn of every such file. Blanks keep all offsets as they are.
fn leave_out_suspects(bytes: &mut [u8]) {
    const SUSPECTS: &[u8] = b"/Suspects false";
    let Some(mark_info) = find(bytes, b"/MarkInfo") else {
        return;
    };
    // The entry stands in the dictionary that begins there.
    let end = bytes.len().min(mark_info + 100);
    if let Some(at) = find(&bytes[mark_info..end], SUSPECTS) {
        let at = mark_info + at;
        bytes[at..at + SUSPECTS.len()].fill(b' ');
    }
}

/// The last place: the catalogue stands at the end of the file.
fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).rposition(|window| window == what)
}

/// Pictures by the place of their bytes, which stay where they are while the drawing stands.
type Images = FxHashMap<*const u8, Option<Image>>;

/// What was drawn and where it is to be told.
type Told = Vec<(Option<Place>, TagGroup)>;

/// What stands above the map, then what spans it, then stage after stage its steps with their cards lane after lane, then
/// what stands below.
fn in_reading_order(told: Told) -> Vec<TagGroup> {
    let is_at = |place: &Option<Place>| matches!(place, Some(Place::At { .. }));
    let last = told
        .iter()
        .rposition(|(place, _)| is_at(place))
        .unwrap_or_default();
    let first = told
        .iter()
        .position(|(place, _)| place.is_some())
        .unwrap_or_default();
    let (mut above, mut across, mut below) = (Vec::new(), Vec::new(), Vec::new());
    let mut stages: BTreeMap<usize, Vec<(usize, TagGroup)>> = BTreeMap::new();
    for (i, (place, tag)) in told.into_iter().enumerate() {
        match place {
            Some(Place::Across) => across.push(tag),
            Some(Place::At { stage, step, .. }) => {
                let step = step.map_or(0, |step| step + 1);
                stages.entry(stage).or_default().push((step, tag));
            }
            None if i < first => above.push(tag),
            None if i < last => across.push(tag),
            None => below.push(tag),
        }
    }
    let stages = stages.into_values().map(|mut tags| {
        tags.sort_by_key(|(step, _)| *step);
        let mut section = TagGroup::new(Tag::Section);
        tags.into_iter().for_each(|(_, tag)| section.push(tag));
        section
    });
    above.extend(across);
    above.extend(stages);
    above.extend(below);
    above
}

/// Whether there is anything in it to be read or looked at.
fn is_told(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Text(_) | Node::Picture { .. } => true,
        Node::Group(group) => is_told(&group.nodes),
        _ => false,
    })
}

struct Pen<'a> {
    surface: Surface<'a>,
    fonts: &'a [Font; 3],
    /// Opened with the first emoji.
    emoji: &'a mut Option<Font>,
    images: &'a mut Images,
    words: &'a mut Words,
}

/// Glyphs of the words met so far, by weight: words repeat, and shaping them is most of the work of a page.
#[derive(Default)]
struct Words([FxHashMap<Box<str>, Box<[KrillaGlyph]>>; 3]);

impl Words {
    /// The glyphs of a line, word by word, as it was measured.
    fn line(&mut self, line: &str, weight: Weight) -> Vec<KrillaGlyph> {
        let mut glyphs = Vec::with_capacity(line.len());
        let mut at = 0;
        for (i, word) in line.split(' ').enumerate() {
            if i > 0 {
                self.word(" ", at, weight, &mut glyphs);
                at += 1;
            }
            if !word.is_empty() {
                self.word(word, at, weight, &mut glyphs);
            }
            at += word.len();
        }
        glyphs
    }

    /// The glyphs of a word that begins at byte `at` of its line.
    fn word(&mut self, word: &str, at: usize, weight: Weight, into: &mut Vec<KrillaGlyph>) {
        let known = &mut self.0[weight as usize];
        if !known.contains_key(word) {
            let glyphs = glyphs(word, weight.face(), Some(weight));
            known.insert(word.into(), glyphs.into());
        }
        into.extend(known[word].iter().map(|glyph| KrillaGlyph {
            text_range: glyph.text_range.start + at..glyph.text_range.end + at,
            ..glyph.clone()
        }));
    }
}

impl Pen<'_> {
    /// Draws the nodes and hands up what they are, in reading order.
    fn nodes(&mut self, nodes: &[Node], tags: &mut Told) {
        for node in nodes {
            match node {
                Node::Group(group) => self.group(group, tags),
                // A shape outside any group carries no meaning.
                other => {
                    self.surface
                        .start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
                    self.draw(other);
                    self.surface.end_tagged();
                }
            }
        }
    }

    fn group(&mut self, group: &Group, tags: &mut Told) {
        let inner = |node: &Node| matches!(node, Node::Group(inner) if inner.tag.is_none());
        // What is only tagged for viewers on screen belongs to the group it stands in.
        if group.tag.is_some() || group.nodes.iter().any(inner) {
            return self.nodes(&group.nodes, tags);
        }
        if group.nodes.is_empty() {
            return;
        }
        let says = is_told(&group.nodes);
        let mut tag = match &group.role {
            Role::Decoration => None,
            // The name of a lane: its cards are told at their steps.
            Role::Heading(_) if group.place == Some(Place::Across) => Some(TagGroup::new(Tag::P)),
            Role::Heading(level) => {
                let level = NonZeroU16::new(u16::from(*level)).unwrap_or(NonZeroU16::MIN);
                Some(TagGroup::new(Tag::Hn(level, Some(group.title.clone()))))
            }
            Role::Figure if !group.title.is_empty() => {
                Some(TagGroup::new(Tag::Figure(Some(group.title.clone()))))
            }
            Role::Card(_) => says.then(|| TagGroup::new(Tag::P.with_alt_text(spoken(group)))),
            Role::Figure | Role::Part => says.then(|| TagGroup::new(Tag::P)),
        };
        let content = match &tag {
            Some(_) => ContentTag::Other,
            None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
        };
        // A picture is told by itself, between the words before and after it; a figure tells it already.
        let alone = group.role != Role::Figure;
        let is_picture = |node: &Node| alone && matches!(node, Node::Picture { .. });
        for nodes in group.nodes.chunk_by(|a, b| !is_picture(a) && !is_picture(b)) {
            if let ([Node::Picture { alt, .. }], Some(tag), true) = (nodes, &mut tag, alone) {
                let identifier = self.surface.start_tagged(ContentTag::Other);
                self.draw(&nodes[0]);
                self.surface.end_tagged();
                let mut figure = TagGroup::new(Tag::Figure(Some(alt.clone())));
                figure.push(identifier);
                tag.push(figure);
                continue;
            }
            let identifier = self.surface.start_tagged(content);
            nodes.iter().for_each(|node| self.draw(node));
            self.surface.end_tagged();
            if let Some(tag) = &mut tag {
                tag.push(identifier);
            }
        }
        if let Some(tag) = tag {
            tags.push((group.place.clone(), tag));
        }
    }

    fn draw(&mut self, node: &Node) {
        match node {
            Node::Group(group) => group.nodes.iter().for_each(|node| self.draw(node)),
            Node::Rect {
                area,
                radius,
                fill,
                stroke,
            } => self.rect(area.x, area.y, area.w, area.h, *radius, *fill, *stroke),
            Node::Circle {
                x,
                y,
                r,
                fill,
                stroke,
            } => {
                self.rect(x - r, y - r, 2.0 * r, 2.0 * r, *r, *fill, *stroke);
            }
            Node::Path { segs, fill, stroke } => self.path(segs, *fill, *stroke, LineCap::Butt),
            Node::Icon {
                name,
                x,
                y,
                size,
                color,
            } => {
                let scale = size / icons::GRID;
                self.surface
                    .push_transform(&Transform::from_row(scale, 0.0, 0.0, scale, *x, *y));
                self.path(
                    icons::segs(name),
                    None,
                    Some(Stroke::solid(*color, icons::STROKE)),
                    LineCap::Round,
                );
                self.surface.pop();
            }
            Node::Text(text) => self.text(text),
            Node::Picture {
                area,
                radius,
                picture,
                ..
            } => self.picture(*area, *radius, picture),
        }
    }

    fn picture(&mut self, area: Area, radius: f32, picture: &Picture) {
        let place = area.covered_by(picture.width, picture.height);
        let image = self.images.entry(picture.bytes.as_ptr()).or_insert_with(|| {
            let bytes = Data::from(picture.bytes.to_vec());
            let read = match picture.kind {
                Kind::Png => Image::from_png(bytes, true),
                Kind::Jpeg => Image::from_jpeg(bytes, true),
            };
            read.ok()
        });
        let (Some(image), Some(size)) = (image.clone(), Size::from_wh(place.w, place.h)) else {
            return;
        };
        let Some(frame) = outline(&rounded(area, radius)) else {
            return;
        };
        self.surface.push_clip_path(&frame, &FillRule::NonZero);
        self.surface
            .push_transform(&Transform::from_translate(place.x, place.y));
        self.surface.draw_image(image, size);
        self.surface.pop();
        self.surface.pop();
    }

    #[expect(clippy::too_many_arguments, reason = "a rectangle and its two paints")]
    fn rect(
        &mut self,
        x: f32,
        y: f32,
        w: f32,
        h: f32,
        radius: f32,
        fill: Option<Paint>,
        stroke: Option<Stroke>,
    ) {
        let segs = rounded(Area::new(x, y, w, h), radius);
        self.path(&segs, fill, stroke, LineCap::Butt);
    }

    fn path(&mut self, segs: &[Seg], fill: Option<Paint>, stroke: Option<Stroke>, cap: LineCap) {
        let Some(path) = outline(segs) else { return };
        self.surface.set_fill(fill.map(|paint| {
            let (paint, opacity) = krilla_paint(paint);
            paint::Fill {
                paint,
                opacity,
                rule: FillRule::NonZero,
            }
        }));
        self.surface.set_stroke(stroke.map(|stroke| {
            let (paint, opacity) = krilla_paint(stroke.paint);
            let dotted = stroke.dash.is_some_and(|(dash, _)| dash < 1.0);
            paint::Stroke {
                paint,
                opacity,
                width: stroke.width,
                line_cap: if dotted { LineCap::Round } else { cap },
                line_join: LineJoin::Round,
                dash: stroke.dash.map(|(dash, gap)| StrokeDash {
                    array: vec![dash, gap],
                    offset: 0.0,
                }),
                ..paint::Stroke::default()
            }
        }));
        self.surface.draw_path(&path);
    }

    fn text(&mut self, line: &Text) {
        let (paint, opacity) = krilla_paint(Paint::Solid(line.color));
        self.surface.set_fill(Some(paint::Fill {
            paint,
            opacity,
            rule: FillRule::NonZero,
        }));
        self.surface.set_stroke(None);
        let mut x = line.left();
        for run in emoji::runs(&line.text, line.weight) {
            let (font, size) = if run.emoji {
                let font = self.emoji.get_or_insert_with(|| {
                    Font::new(Data::from(emoji::font()), 0).expect("the embedded fonts are whole")
                });
                (font.clone(), emoji::size(line.size))
            } else {
                (self.fonts[line.weight as usize].clone(), line.size)
            };
            let glyphs = if run.emoji {
                glyphs(run.text, emoji::face(), None)
            } else {
                self.words.line(run.text, line.weight)
            };
            let width: f32 = glyphs.iter().map(|glyph| glyph.x_advance * size).sum();
            let start = Point::from_xy(x, line.y);
            self.surface
                .draw_glyphs(start, &glyphs, font, run.text, size, false);
            x += width;
        }
    }
}

fn outline(segs: &[Seg]) -> Option<Path> {
    let mut builder = PathBuilder::new();
    for seg in segs {
        match *seg {
            Seg::Move(x, y) => builder.move_to(x, y),
            Seg::Line(x, y) => builder.line_to(x, y),
            Seg::Cubic(a, b, c, d, x, y) => builder.cubic_to(a, b, c, d, x, y),
            Seg::Close => builder.close(),
        }
    }
    builder.finish()
}

/// A rectangle with round corners; nothing where it has no area.
fn rounded(Area { x, y, w, h }: Area, radius: f32) -> Vec<Seg> {
    if w <= 0.0 || h <= 0.0 {
        return Vec::new();
    }
    let r = radius.min(w / 2.0).min(h / 2.0);
    // The distance of a Bézier's handles that draws a quarter of a circle to within 0.03 %.
    let k = r * (1.0 - 0.552_284_8);
    let (right, bottom) = (x + w, y + h);
    if r <= 0.0 {
        return vec![
            Seg::Move(x, y),
            Seg::Line(right, y),
            Seg::Line(right, bottom),
            Seg::Line(x, bottom),
            Seg::Close,
        ];
    }
    vec![
        Seg::Move(x + r, y),
        Seg::Line(right - r, y),
        Seg::Cubic(right - k, y, right, y + k, right, y + r),
        Seg::Line(right, bottom - r),
        Seg::Cubic(right, bottom - k, right - k, bottom, right - r, bottom),
        Seg::Line(x + r, bottom),
        Seg::Cubic(x + k, bottom, x, bottom - k, x, bottom - r),
        Seg::Line(x, y + r),
        Seg::Cubic(x, y + k, x + k, y, x + r, y),
        Seg::Close,
    ]
}

/// The card's words after the name of its lane, which no line beside it says.
fn spoken(group: &Group) -> Option<String> {
    let Some(Place::At { lane, .. }) = &group.place else {
        return None;
    };
    Some(format!("{lane}: {}", group.title)).filter(|_| !group.title.is_empty())
}

fn krilla_paint(paint: Paint) -> (paint::Paint, NormalizedF32) {
    let solid = |Color(r, g, b): Color| rgb::Color::new(r, g, b);
    match paint {
        Paint::Solid(color) => (solid(color).into(), NormalizedF32::ONE),
        Paint::Faint(color, opacity) => (
            solid(color).into(),
            NormalizedF32::new(opacity).unwrap_or(NormalizedF32::ONE),
        ),
        Paint::Vertical { top, bottom, stops } => {
            let stops = stops.iter().enumerate().map(|(i, color)| Stop {
                offset: NormalizedF32::new(i as f32 / 4.0).unwrap_or(NormalizedF32::ONE),
                color: solid(*color).into(),
                opacity: NormalizedF32::ONE,
            });
            let gradient = LinearGradient {
                x1: 0.0,
                y1: top,
                x2: 0.0,
                y2: bottom,
                transform: Transform::identity(),
                spread_method: SpreadMethod::Pad,
                stops: stops.collect(),
                anti_alias: false,
            };
            (gradient.into(), NormalizedF32::ONE)
        }
    }
}

/// The glyphs of a text, each with the bytes of the text it stands for.
fn glyphs(line: &str, face: &rustybuzz::Face<'static>, weight: Option<Weight>) -> Vec<KrillaGlyph> {
    let shaped = crate::text::shape_with(line, face, weight);
    let mut clusters: Vec<usize> = shaped
        .glyph_infos()
        .iter()
        .map(|info| info.cluster as usize)
        .collect();
    clusters.push(line.len());
    clusters.sort_unstable();
    clusters.dedup();
    let em = face.units_per_em() as f32;
    shaped
        .glyph_infos()
        .iter()
        .zip(shaped.glyph_positions())
        .map(|(info, position)| {
            let start = info.cluster as usize;
            let end = clusters
                .get(clusters.partition_point(|cluster| *cluster <= start))
                .copied()
                .unwrap_or(line.len());
            KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                position.x_advance as f32 / em,
                position.x_offset as f32 / em,
                position.y_offset as f32 / em,
                position.y_advance as f32 / em,
                start..end,
                None,
            )
        })
        .collect()
}
