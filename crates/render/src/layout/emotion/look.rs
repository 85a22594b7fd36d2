//! How curves and their points look: each persona has a dash, a marker and a hue, each kind of evidence a filling.

use crate::curve::series::{Curve, Tells};
use crate::layout::Draw;
use crate::scene::{Area, Color, Node, Paint, Seg, Stroke};
use crate::theme::Tokens;
use tropa_model::feeling::EvidenceState;

/// Half of a marker.
pub(in crate::layout) const RADIUS: f32 = 6.0;

/// The hue of a persona's curve: dark enough for a line, told apart by people who do not see red and green.
pub(crate) fn hue(t: &Tokens, slot: usize) -> Color {
    t.series(slot % 4)
}

/// The dash of a persona's curve.
fn dash(slot: usize) -> Option<(f32, f32)> {
    [None, Some((3.0, 4.0)), Some((14.0, 4.0)), Some((0.1, 5.0))][slot % 4]
}

/// A line as this curve is drawn. With `alone` it takes the colours of the feelings from +2 at `top` to −2 at `bottom`.
pub(super) fn stroke(draw: &Draw, curve: &Curve, alone: bool, top: f32, bottom: f32) -> Stroke {
    let t = &draw.t;
    let paint = if alone {
        Paint::Vertical {
            top,
            bottom,
            stops: t.feelings_down(),
        }
    } else {
        Paint::Solid(hue(t, curve.slot))
    };
    match curve.tells {
        Tells::Felt => Stroke {
            paint,
            width: 2.5,
            dash: if alone { None } else { dash(curve.slot) },
        },
        Tells::Beside => Stroke {
            paint,
            width: 2.0,
            dash: Some((8.0, 4.0)),
        },
        Tells::Expected => Stroke::dashed(t.line_strong, 1.25, 0.1, 5.0),
        Tells::Intended => Stroke::dashed(t.line_strong, 1.25, 6.0, 3.0),
    }
}

/// Circle, square, triangle, diamond around a point.
fn outline(slot: usize, x: f32, y: f32, r: f32) -> Vec<Seg> {
    let points: Vec<(f32, f32)> = match slot % 4 {
        0 => {
            // A circle of four arcs.
            let k = 0.5523 * r;
            return vec![
                Seg::Move(x, y - r),
                Seg::Cubic(x + k, y - r, x + r, y - k, x + r, y),
                Seg::Cubic(x + r, y + k, x + k, y + r, x, y + r),
                Seg::Cubic(x - k, y + r, x - r, y + k, x - r, y),
                Seg::Cubic(x - r, y - k, x - k, y - r, x, y - r),
                Seg::Close,
            ];
        }
        1 => {
            let r = r * 0.9;
            vec![(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)]
        }
        2 => vec![
            (x, y - r * 1.15),
            (x + r * 1.1, y + r * 0.85),
            (x - r * 1.1, y + r * 0.85),
        ],
        _ => vec![
            (x, y - r * 1.2),
            (x + r * 1.2, y),
            (x, y + r * 1.2),
            (x - r * 1.2, y),
        ],
    };
    polygon(&points)
}

/// The left half of the same shape.
fn left_half(slot: usize, x: f32, y: f32, r: f32) -> Vec<Seg> {
    let k = 0.5523 * r;
    match slot % 4 {
        0 => vec![
            Seg::Move(x, y + r),
            Seg::Cubic(x - k, y + r, x - r, y + k, x - r, y),
            Seg::Cubic(x - r, y - k, x - k, y - r, x, y - r),
            Seg::Close,
        ],
        1 => {
            let r = r * 0.9;
            polygon(&[(x - r, y - r), (x, y - r), (x, y + r), (x - r, y + r)])
        }
        2 => polygon(&[(x, y - r * 1.15), (x, y + r * 0.85), (x - r * 1.1, y + r * 0.85)]),
        _ => polygon(&[(x, y - r * 1.2), (x, y + r * 1.2), (x - r * 1.2, y)]),
    }
}

fn polygon(points: &[(f32, f32)]) -> Vec<Seg> {
    let mut segs: Vec<Seg> = points
        .iter()
        .enumerate()
        .map(|(i, (x, y))| match i {
            0 => Seg::Move(*x, *y),
            _ => Seg::Line(*x, *y),
        })
        .collect();
    segs.push(Seg::Close);
    segs
}

/// Full where measured, half full where several people said so, a ring where one did, a broken ring where it is assumed:
/// the signs of the cards, so that a print without colour says it too.
pub(in crate::layout) fn marker(
    draw: &Draw,
    slot: usize,
    state: EvidenceState,
    at: (f32, f32),
    r: f32,
    color: Color,
) -> Vec<Node> {
    let (x, y) = at;
    let shape = |fill, stroke| Node::Path {
        segs: outline(slot, x, y, r),
        fill,
        stroke,
    };
    let ground = Some(Paint::Solid(draw.t.paper));
    // The line of the curve stops at the marker.
    let halo = Node::Path {
        segs: outline(slot, x, y, r + 2.5),
        fill: ground,
        stroke: None,
    };
    let mut nodes = vec![halo];
    match state {
        EvidenceState::Measured => nodes.push(shape(Some(Paint::Solid(color)), None)),
        EvidenceState::SupportedByText => {
            nodes.push(shape(ground, None));
            nodes.push(Node::Path {
                segs: left_half(slot, x, y, r - 0.5),
                fill: Some(Paint::Solid(color)),
                stroke: None,
            });
            nodes.push(shape(None, Some(Stroke::solid(color, 1.75))));
        }
        EvidenceState::SingleVoice => nodes.push(shape(ground, Some(Stroke::solid(color, 2.0)))),
        EvidenceState::Assumption => nodes.push(shape(ground, Some(Stroke::dashed(color, 1.75, 2.4, 2.0)))),
    }
    nodes
}

/// A bar for what people expected, a target for what the company intends.
pub(in crate::layout) fn wish(draw: &Draw, tells: Tells, x: f32, y: f32) -> Vec<Node> {
    let t = &draw.t;
    match tells {
        Tells::Expected => vec![Node::Rect {
            area: Area::new(x - 11.0, y - 2.5, 22.0, 5.0),
            radius: 2.5,
            fill: Some(Paint::Solid(t.line_strong)),
            stroke: Some(Stroke::solid(t.paper, 1.5)),
        }],
        _ => vec![
            Node::Circle {
                x,
                y,
                r: 6.5,
                fill: Some(Paint::Solid(t.paper)),
                stroke: Some(Stroke::solid(t.line_strong, 1.5)),
            },
            Node::Circle {
                x,
                y,
                r: 2.5,
                fill: Some(Paint::Solid(t.line_strong)),
                stroke: None,
            },
        ],
    }
}

/// A piece of the curve with its marker, as wide as `w`, for legends: around (0, 0) = left, middle of the line.
pub(in crate::layout) fn sample(draw: &Draw, curve: &Curve, alone: bool, w: f32) -> Vec<Node> {
    let color = if alone {
        draw.t.feelings[3]
    } else {
        hue(&draw.t, curve.slot)
    };
    let mut line = stroke(draw, curve, alone, -8.0, 8.0);
    if alone && !curve.is_wish() {
        line.paint = Paint::Solid(color);
    }
    let mut nodes = vec![Node::line(0.0, 0.0, w, 0.0, line)];
    let middle = (w / 2.0, 0.0);
    nodes.extend(match curve.tells {
        Tells::Felt => marker(draw, curve.slot, EvidenceState::Measured, middle, 5.0, color),
        Tells::Beside => marker(draw, curve.slot, EvidenceState::SingleVoice, middle, 3.5, color),
        tells => wish(draw, tells, middle.0, 0.0),
    });
    nodes
}
