//! One family of line icons, drawn for this project: a 24 × 24 grid, strokes of 1.5 with round ends, no fill.

use crate::scene::Seg;
use resvg::usvg;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;
use tropa_map::document::LaneRole;
use tropa_model::proposal::PainKind;

/// The side of the grid the icons are drawn on.
pub(crate) const GRID: f32 = 24.0;
pub(crate) const STROKE: f32 = 1.5;

const CIRCLE: &str = "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0";

/// Name and SVG path data, sorted by name.
const ICONS: &[(&str, &str)] = &[
    (
        "bot",
        "M6 8h12a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-12a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2zM12 8v-4M10.5 4h3M9 13v1.5M15 13v1.5M2 13v3M22 13v3",
    ),
    (
        "call_centre",
        "M4.500 14v-2a7.500 7.500 0 0 1 15 0v2M4.500 13.500h2.500v5.500h-1.500a1 1 0 0 1-1-1zM19.500 13.500h-2.500v5.500h1.500a1 1 0 0 0 1-1zM18 19a4 2.500 0 0 1-4 2.500h-2",
    ),
    (
        "delight",
        "M12 20.500l-7.600-7.700a4.800 4.800 0 0 1 7.600-5.700a4.800 4.800 0 0 1 7.600 5.700z",
    ),
    (
        "delivery",
        "M2.500 6h11.500v10.500h-2.800M5.500 16.500h-3v-10.500M14 9.500h4l3.500 3.800v3.200h-1.700M16.200 16.500h-2.200M6 17.300a2.300 2.300 0 1 0 4.600 0a2.300 2.300 0 1 0-4.600 0M16 17.300a2.300 2.300 0 1 0 4.600 0a2.300 2.300 0 1 0-4.600 0",
    ),
    ("document", "M6 3h8l4 4v14h-12zM14 3v4h4M9 12h6M9 16h6"),
    (
        "email",
        "M4 5.500h16a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1h-16a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1zM3.500 7l8.500 6.500 8.500-6.500",
    ),
    ("event", "M4 5.500h16v15h-16zM4 10h16M8 3v4M16 3v4"),
    (
        "face_flat",
        "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M8.500 15h7M9 9.500h.01M15 9.500h.01",
    ),
    (
        "face_frown",
        "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M8 16.500a4.700 4.700 0 0 1 8 0M9 9.500h.01M15 9.500h.01",
    ),
    (
        "face_smile",
        "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M8 14a4.700 4.700 0 0 0 8 0M9 9.500h.01M15 9.500h.01",
    ),
    (
        "idea",
        "M9 18h6M10 21h4M12 3a6 6 0 0 1 3.500 10.900c-.6.5-.9 1.100-.9 1.800h-5.200c0-.7-.3-1.300-.9-1.800a6 6 0 0 1 3.500-10.900z",
    ),
    (
        "image",
        "M3.500 5h17v14h-17zM3.500 16l5-5 4 4 3-3 5 4.500M15.500 9h.01",
    ),
    (
        "kiosk",
        "M6 3h12v12h-12zM9 6h6v4h-6zM9.500 21l.7-6M14.500 21l-.7-6M7.500 21h9",
    ),
    ("kpi", "M5 20v-7M12 20v-15M19 20v-10M3 20h18"),
    ("layers", "M12 4l9 4.500-9 4.500-9-4.500zM3 13l9 4.500 9-4.500"),
    ("lines", "M5 6h14M5 10.500h14M5 15h14M5 19.500h8"),
    (
        "loop",
        "M4 11.500a8 8 0 0 1 13.700-5.100l2.300 2.300M20 4v4.700h-4.700M20 12.500a8 8 0 0 1-13.700 5.100l-2.300-2.300M4 20v-4.700h4.700",
    ),
    ("loss", "M10 4h-5.500v16h5.500M10 12h10.500M16.500 8l4 4-4 4"),
    (
        "marketplace",
        "M5 8h14l1 12.500h-16zM8.500 11v-4a3.500 3.500 0 0 1 7 0v4",
    ),
    (
        "messenger",
        "M4.500 4.500h15a1.500 1.500 0 0 1 1.500 1.500v9a1.500 1.500 0 0 1-1.500 1.500h-8l-4.500 4v-4h-2.500a1.500 1.500 0 0 1-1.500-1.500v-9a1.500 1.500 0 0 1 1.500-1.500zM8 9h8M8 12.300h5",
    ),
    (
        "mobile",
        "M8 3h8a1.500 1.500 0 0 1 1.500 1.500v15a1.500 1.500 0 0 1-1.500 1.500h-8a1.500 1.500 0 0 1-1.500-1.500v-15a1.500 1.500 0 0 1 1.500-1.500zM11 18h2",
    ),
    (
        "other",
        "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M8 12h.01M12 12h.01M16 12h.01",
    ),
    ("pain", "M12 4l9 16h-18zM12 10v4.500M12 17.300h.01"),
    (
        "partner",
        "M3.500 12a5.500 5.500 0 1 0 11 0a5.500 5.500 0 1 0-11 0M9.500 12a5.500 5.500 0 1 0 11 0a5.500 5.500 0 1 0-11 0",
    ),
    (
        "path",
        "M3.500 18a2.500 2.500 0 1 0 5 0a2.500 2.500 0 1 0-5 0M15.500 6a2.500 2.500 0 1 0 5 0a2.500 2.500 0 1 0-5 0M8.500 18h7a3 3 0 0 0 0-6h-7a3 3 0 0 1 0-6h7",
    ),
    ("payment", "M3 6h18v12.500h-18zM3 10h18M6.500 15h4"),
    (
        "person",
        "M8 8a4 4 0 1 0 8 0a4 4 0 1 0-8 0M4.500 20.500a7.500 7.500 0 0 1 15 0",
    ),
    (
        "phone",
        "M6 3.500h3l1.500 4.500-2 1.500a12 12 0 0 0 6 6l1.500-2 4.500 1.500v3a2 2 0 0 1-2.200 2a16.500 16.500 0 0 1-14.300-14.500a2 2 0 0 1 2-2z",
    ),
    (
        "post",
        "M3.500 5h17v14h-17zM15 8h2.500v3h-2.500zM7 12.500h5M7 15.500h7",
    ),
    (
        "question",
        "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M9.500 9.500a2.500 2.500 0 1 1 3.500 2.300c-.7.300-1 .800-1 1.700M12 16.500h.01",
    ),
    (
        "quote",
        "M4.500 17h4l1.500-4v-6h-6v6h3zM14.500 17h4l1.500-4v-6h-6v6h3z",
    ),
    (
        "repeat",
        "M17 3l3.500 3.500-3.500 3.500M20.500 6.500h-13a4 4 0 0 0-4 4v1M7 21l-3.500-3.500 3.500-3.500M3.500 17.500h13a4 4 0 0 0 4-4v-1",
    ),
    (
        "review",
        "M12 3.500l2.600 5.300 5.900.850-4.250 4.150 1 5.850-5.250-2.750-5.250 2.750 1-5.850-4.250-4.150 5.900-.850z",
    ),
    (
        "sms",
        "M4.500 4.500h15a1.500 1.500 0 0 1 1.500 1.500v9a1.500 1.500 0 0 1-1.500 1.500h-8l-4.500 4v-4h-2.500a1.500 1.500 0 0 1-1.500-1.500v-9a1.500 1.500 0 0 1 1.500-1.500zM8 10.500h.01M12 10.500h.01M16 10.500h.01",
    ),
    (
        "social",
        "M3.500 12a2.500 2.500 0 1 0 5 0a2.500 2.500 0 1 0-5 0M15.500 5.500a2.500 2.500 0 1 0 5 0a2.500 2.500 0 1 0-5 0M15.500 18.500a2.500 2.500 0 1 0 5 0a2.500 2.500 0 1 0-5 0M8.200 10.800l7.600-4.100M8.200 13.200l7.600 4.100",
    ),
    ("steps", "M4 12h15M13 6l6 6-6 6"),
    (
        "store",
        "M4.500 12v8h15v-8M3 9.500l1.500-5.500h15l1.500 5.500M3 9.500a3 3 0 0 0 6 0a3 3 0 0 0 6 0a3 3 0 0 0 6 0M10 20v-4.500h4v4.500",
    ),
    (
        "target",
        "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M8 12a4 4 0 1 0 8 0a4 4 0 1 0-8 0M12 12h.01",
    ),
    (
        "tools",
        "M14.500 6.500a4 4 0 0 1 5.300-2.900l-2.700 2.700 1.300 2.300 2.300-.2 .3-.3a4 4 0 0 1-5.500 3.400l-8.300 8.300a1.900 1.900 0 0 1-2.700-2.700l8.300-8.300z",
    ),
    (
        "visit",
        "M3.500 11.500l8.500-7.500 8.500 7.500M6 9.500v10.500h12v-10.500M10 20v-5.500h4v5.500",
    ),
    ("wait", "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M12 7v5l3.500 2"),
    (
        "web",
        "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M3 12h18M12 3a13.500 13.500 0 0 1 0 18a13.500 13.500 0 0 1 0-18",
    ),
];

/// The icon called `name`, or the one of «other»: icon names in a map are text from outside.
pub(crate) fn named(name: &str) -> &'static str {
    let found = ICONS.binary_search_by(|(known, _)| (*known).cmp(name));
    found.map_or("other", |i| ICONS[i].0)
}

pub(crate) fn data(name: &str) -> &'static str {
    let found = ICONS.binary_search_by(|(known, _)| (*known).cmp(name));
    found.map_or(CIRCLE, |i| ICONS[i].1)
}

pub(crate) fn of_lane(role: LaneRole) -> &'static str {
    use LaneRole::*;
    match role {
        Goals => "target",
        Actions => "steps",
        Touchpoints => "partner",
        Channels => "social",
        Content => "document",
        Thoughts => "messenger",
        Feelings => "face_smile",
        Needs | Expectations => "delight",
        Pains => "pain",
        Delights => "face_smile",
        MomentsOfTruth => "review",
        Quotes => "quote",
        Questions => "question",
        Kpis => "kpi",
        Opportunities | Ideas => "idea",
        ActionItems => "event",
        Owner => "person",
        FrontStage => "store",
        BackStage => "layers",
        Support => "tools",
        Images => "image",
        Text => "lines",
    }
}

pub(crate) fn of_pain(kind: PainKind) -> &'static str {
    match kind {
        PainKind::Loss => "loss",
        PainKind::Waiting => "wait",
        PainKind::Loop => "loop",
        PainKind::Repeat => "repeat",
        PainKind::LowScore => "face_frown",
    }
}

/// The icon as lines and curves on the grid, for outputs that know no SVG path data.
pub(crate) fn segs(name: &str) -> &'static [Seg] {
    static PARSED: OnceLock<FxHashMap<&'static str, Vec<Seg>>> = OnceLock::new();
    let parsed = PARSED.get_or_init(|| ICONS.iter().map(|(name, data)| (*name, parse(data))).collect());
    parsed
        .get(name)
        .or_else(|| parsed.get("other"))
        .map_or(&[], Vec::as_slice)
}

fn parse(data: &str) -> Vec<Seg> {
    use usvg::tiny_skia_path::PathSegment as P;
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='24' height='24'><path stroke='#000' d='{data}'/></svg>"
    );
    let tree =
        usvg::Tree::from_str(&svg, &usvg::Options::default()).expect("the icons are well-formed paths");
    let mut segs = Vec::new();
    let mut at = (0.0, 0.0);
    for node in tree.root().children() {
        let usvg::Node::Path(path) = node else { continue };
        for segment in path.data().segments() {
            match segment {
                P::MoveTo(p) => segs.push(Seg::Move(p.x, p.y)),
                P::LineTo(p) => segs.push(Seg::Line(p.x, p.y)),
                P::CubicTo(a, b, p) => segs.push(Seg::Cubic(a.x, a.y, b.x, b.y, p.x, p.y)),
                P::QuadTo(a, p) => {
                    let third = |from: f32, to: f32| from + (to - from) * 2.0 / 3.0;
                    let (ax, ay, bx, by) = (
                        third(at.0, a.x),
                        third(at.1, a.y),
                        third(p.x, a.x),
                        third(p.y, a.y),
                    );
                    segs.push(Seg::Cubic(ax, ay, bx, by, p.x, p.y));
                }
                P::Close => segs.push(Seg::Close),
            }
            if let P::MoveTo(p) | P::LineTo(p) | P::CubicTo(_, _, p) | P::QuadTo(_, p) = segment {
                at = (p.x, p.y);
            }
        }
    }
    segs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_is_found_by_its_name_and_stays_on_its_grid() {
        for (name, _) in ICONS {
            assert_eq!(named(name), *name);
            let points = segs(name).iter().filter_map(|seg| match *seg {
                Seg::Move(x, y) | Seg::Line(x, y) | Seg::Cubic(_, _, _, _, x, y) => Some((x, y)),
                Seg::Close => None,
            });
            for (x, y) in points {
                assert!(
                    (1.0..=23.0).contains(&x) && (1.0..=23.0).contains(&y),
                    "{name}: {x} {y}"
                );
            }
        }
        assert_eq!(named("../../etc"), "other");
    }
}
