//! SVG of others: weighed before it is read, then drawn to pixels by a reader that knows no scripts and opens no files.

use super::Fault;
use super::raster::{self, Pixels};
use resvg::usvg::roxmltree::{Document, Node, NodeId, ParsingOptions};
use resvg::{tiny_skia, usvg};
use rustc_hash::FxHashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

const BYTES_MAX: usize = 2 << 20;
const NODES_MAX: u32 = 60_000;
/// Of elements in each other; drawing programs use about ten.
const DEPTH_MAX: usize = 64;
/// What all that is drawn may cost, each reference counted as often as it is followed.
const COST_MAX: u64 = 200_000;
/// Of references from one element to the next.
const CHAIN_MAX: usize = 12;
/// Of the entities of a document type, as drawing programs write them for their namespaces.
const ENTITY_BYTES_MAX: usize = 4 << 20;
/// Pictures within the picture.
const PICTURES_MAX: usize = 16;
/// The longer side it is drawn with.
const SIDE: f32 = 1_200.0;

/// Effects that take time out of all proportion, or reach outside.
const REFUSED: &[&str] = &[
    "feMorphology",
    "feConvolveMatrix",
    "feTurbulence",
    "feImage",
    "feDiffuseLighting",
    "feSpecularLighting",
    "feDisplacementMap",
];

pub(super) fn svg(bytes: &[u8]) -> Result<Pixels, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|_| Fault::Unknown)?;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if !text.starts_with('<') {
        return Err(Fault::Unknown);
    }
    if text.len() > BYTES_MAX {
        return Err(Fault::TooLarge);
    }
    if deeper_than(text, DEPTH_MAX) || entities(text) > ENTITY_BYTES_MAX {
        return Err(Fault::TooComplex);
    }
    let options = ParsingOptions {
        allow_dtd: true,
        nodes_limit: NODES_MAX,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(text, options).map_err(|error| match error {
        usvg::roxmltree::Error::NodesLimitReached | usvg::roxmltree::Error::EntityReferenceLoop(_) => {
            Fault::TooComplex
        }
        _ => Fault::Broken,
    })?;
    if document.root_element().tag_name().name() != "svg" {
        return Err(Fault::Unknown);
    }
    if Scales::of(&document).weigh(document.root_element(), 0)? > COST_MAX {
        return Err(Fault::TooComplex);
    }
    draw(&document)
}

fn draw(document: &Document) -> Result<Pixels, Fault> {
    let pictures = AtomicUsize::new(0);
    let options = usvg::Options {
        fontdb: crate::fonts::database(),
        font_family: crate::text::FAMILY.to_owned(),
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: Box::new(|_, data, _| {
                if pictures.fetch_add(1, Ordering::Relaxed) >= PICTURES_MAX {
                    return None;
                }
                let pixels = if data.starts_with(b"\x89PNG") {
                    raster::png(&data)
                } else {
                    raster::jpeg(&data)
                };
                let read = pixels.ok()?.written(false, false);
                let bytes = Arc::new(read.bytes.to_vec());
                Some(match read.kind {
                    super::Kind::Png => usvg::ImageKind::PNG(bytes),
                    super::Kind::Jpeg => usvg::ImageKind::JPEG(bytes),
                })
            }),
            // Anything else would be a file of this machine.
            resolve_string: Box::new(|_, _| None),
        },
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_xmltree(document, &options).map_err(|_| Fault::Broken)?;
    let size = tree.size();
    let scale = SIDE / size.width().max(size.height());
    let side = |length: f32| ((length * scale).ceil() as u32).clamp(1, SIDE as u32);
    let mut drawn = tiny_skia::Pixmap::new(side(size.width()), side(size.height())).ok_or(Fault::TooLarge)?;
    resvg::render(
        &tree,
        tiny_skia::Transform::from_scale(scale, scale),
        &mut drawn.as_mut(),
    );
    let rgba = drawn.pixels().iter().flat_map(|pixel| {
        let plain = pixel.demultiply();
        [plain.red(), plain.green(), plain.blue(), plain.alpha()]
    });
    Pixels::new(drawn.width(), drawn.height(), rgba.collect())
}

/// Whether elements stand in each other deeper than `max`, told by the signs alone: what is no sound XML is refused later,
/// but a reader must not be led down so far before.
fn deeper_than(text: &str, max: usize) -> bool {
    let (mut depth, mut rest) = (0_usize, text);
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let skip_to = |end: &str| rest.find(end).map_or("", |at| &rest[at + end.len()..]);
        if rest.starts_with("!--") {
            rest = skip_to("-->");
        } else if rest.starts_with("![CDATA[") {
            rest = skip_to("]]>");
        } else if rest.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if !rest.starts_with(['!', '?']) {
            let end = tag_end(rest);
            if !rest[..end].ends_with('/') {
                depth += 1;
            }
            rest = &rest[end..];
            if depth > max {
                return true;
            }
        }
    }
    false
}

/// Where the tag ends: the first `>` outside of quotes.
fn tag_end(rest: &str) -> usize {
    let mut quote = None;
    for (at, b) in rest.bytes().enumerate() {
        match (quote, b) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') => quote = Some(b),
            (Some(open), b) if open == b => quote = None,
            _ => {}
        }
    }
    rest.len()
}

/// How many bytes the entities of the document type could grow to; entities made of entities are as much as can be.
fn entities(text: &str) -> usize {
    let declared: Vec<&str> = text
        .split("<!ENTITY")
        .skip(1)
        .map(|rest| &rest[..tag_end(rest)])
        .collect();
    if declared.is_empty() {
        return 0;
    }
    if declared.iter().any(|entity| entity.contains(['&', '%', '<'])) {
        return usize::MAX;
    }
    let longest = declared
        .iter()
        .map(|entity| entity.len())
        .max()
        .unwrap_or_default();
    longest.saturating_mul(text.matches('&').count())
}

/// Weighs what drawing an element takes, with all it refers to.
struct Scales<'a, 'input> {
    by_id: FxHashMap<&'a str, Node<'a, 'input>>,
    known: FxHashMap<NodeId, u64>,
    /// Those being weighed now: to meet one of them again is a circle.
    open: Vec<NodeId>,
    /// Ids that rules of a style sheet refer to: any element may.
    styled: Vec<&'a str>,
    /// Stand at every corner of any path, whoever says so.
    markers: Vec<Node<'a, 'input>>,
}

impl<'a, 'input> Scales<'a, 'input> {
    fn of(document: &'a Document<'input>) -> Self {
        let elements = || document.descendants().filter(Node::is_element);
        let sheets = elements().filter(|node| node.tag_name().name() == "style");
        let text = sheets
            .flat_map(|node| node.children())
            .filter_map(|node| node.text());
        Self {
            by_id: elements()
                .filter_map(|node| Some((node.attribute("id")?, node)))
                .collect(),
            known: FxHashMap::default(),
            open: Vec::new(),
            styled: text.flat_map(addresses).collect(),
            markers: elements()
                .filter(|node| node.tag_name().name() == "marker")
                .collect(),
        }
    }

    fn weigh(&mut self, node: Node<'a, 'input>, chain: usize) -> Result<u64, Fault> {
        if let Some(known) = self.known.get(&node.id()) {
            return Ok(*known);
        }
        if chain > CHAIN_MAX || self.open.contains(&node.id()) {
            return Err(Fault::TooComplex);
        }
        let name = node.tag_name().name();
        if REFUSED.contains(&name) {
            return Err(Fault::TooComplex);
        }
        self.open.push(node.id());
        let mut cost = own_cost(&node);
        for child in node.children().filter(Node::is_element) {
            cost = cost.saturating_add(self.weigh(child, chain)?);
        }
        let (mut corners, mut targets) = (0, Vec::new());
        for attribute in node.attributes() {
            match attribute.name() {
                "href" => targets.extend(attribute.value().trim().strip_prefix('#')),
                // A corner takes three signs at least.
                "d" | "points" => corners = attribute.value().len() as u64 / 3 + 1,
                _ => targets.extend(addresses(attribute.value())),
            }
        }
        for target in targets {
            if let Some(target) = self.by_id.get(target).copied() {
                cost = cost.saturating_add(self.weigh(target, chain + 1)?);
            }
        }
        if node.has_attribute("class") {
            let painted = self.styled.iter().filter_map(|id| self.by_id.get(id).copied());
            cost = cost.saturating_add(self.all(&painted.collect::<Vec<_>>(), chain)?);
        }
        if corners > 0 && !self.markers.is_empty() {
            let marked = self.all(&self.markers.clone(), chain)?;
            cost = cost.saturating_add(marked.saturating_mul(corners));
        }
        self.open.pop();
        self.known.insert(node.id(), cost);
        Ok(cost)
    }

    /// What any element may refer to, but for those it is a part of.
    fn all(&mut self, targets: &[Node<'a, 'input>], chain: usize) -> Result<u64, Fault> {
        let mut cost = 0_u64;
        for target in targets {
            if !self.open.contains(&target.id()) {
                cost = cost.saturating_add(self.weigh(*target, chain + 1)?);
            }
        }
        Ok(cost)
    }
}

/// The ids in `url(#id)`.
fn addresses(text: &str) -> impl Iterator<Item = &str> {
    text.split("url(").skip(1).filter_map(|rest| {
        let end = rest.find(')')?;
        let address = rest[..end].trim().trim_matches(['"', '\'']);
        address.strip_prefix('#')
    })
}

/// In shapes: what needs a layer of its own costs as many as its pixels.
fn own_cost(node: &Node) -> u64 {
    let says = |what: &str| {
        node.attributes()
            .any(|attribute| attribute.name() == what || attribute.value().contains(what))
    };
    let mut cost = 1;
    for (what, layer) in [
        ("opacity", 100),
        ("mix-blend-mode", 200),
        ("clip-path", 100),
        ("mask", 400),
        ("filter", 2_000),
        ("stroke-dasharray", 400),
    ] {
        if says(what) {
            cost += layer;
        }
    }
    match node.tag_name().name() {
        "pattern" => cost + 400,
        "image" => cost + 4_000,
        "text" | "textPath" => cost + 20,
        _ => cost,
    }
}
