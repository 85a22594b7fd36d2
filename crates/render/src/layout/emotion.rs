//! The emotion curve: points where people were asked, an interval around them, gaps where nobody was.

use super::{Draw, MARGIN, RAIL, Row, icon};
use crate::curve::monotone;
use crate::scene::{Anchor, Area, Group, Node, Paint, Place, Role, Seg, Stroke, Weight};
use crate::text::{Style, clean};
use crate::theme::face;
use crate::words;
use tropa_map::curve_summary;
use tropa_map::document::{Card, FeelingPoint, Lane};
use tropa_map::format::{count, signed};
use tropa_model::feeling::EvidenceState;

/// Between two of the five guide lines.
const GUIDE: f32 = 44.0;
/// Room for the lane's name on the rail and for the number of a point at the top.
const TOP: f32 = 52.0;
const BOTTOM: f32 = 48.0;
/// Without a single score there is nothing to draw but the sentence that says so.
const EMPTY_HEIGHT: f32 = 56.0;

struct Point<'a> {
    x: f32,
    /// Which column; neighbours differ by one.
    column: usize,
    card: &'a Card,
    feeling: &'a FeelingPoint,
}

/// The height of a feeling in the row; what lies beyond the scale is held at its end.
fn height_of(value: f64) -> f32 {
    TOP + (2.0 - value.clamp(-2.0, 2.0)) as f32 * GUIDE
}

pub(super) fn row(draw: &Draw, lane: &Lane) -> Row {
    let points = points(draw, lane);
    if points.is_empty() {
        let text = words::no_scores(draw.lang);
        let y = (EMPTY_HEIGHT - draw.muted(13.0).line()) / 2.0;
        let node = draw.text(text, draw.grid.left + super::PAD, y, draw.muted(13.0));
        return Row {
            nodes: vec![Group::node(Role::Part, "", vec![node])],
            height: EMPTY_HEIGHT,
            ..Row::default()
        };
    }
    let (guides, words) = guides(draw);
    let mut nodes = vec![guides];
    let runs: Vec<&[Point]> = points.chunk_by(|a, b| b.column == a.column + 1).collect();
    let mut drawn = Vec::new();
    drawn.extend(runs.iter().flat_map(|run| band(draw, run)));
    drawn.extend(
        runs.windows(2)
            .flat_map(|pair| bridge(draw, &pair[0][pair[0].len() - 1], &pair[1][0])),
    );
    drawn.extend(runs.iter().flat_map(|run| line(draw, run)));
    let figure = Group::node(
        Role::Figure,
        curve_summary(draw.map, draw.lang)
            .map(|text| clean(&text))
            .unwrap_or_default(),
        drawn,
    );
    nodes.push(Group::placed(figure, Place::Across));
    for (i, point) in points.iter().enumerate() {
        nodes.push(marker(draw, &points, i, point));
    }
    Row {
        nodes,
        height: TOP + 4.0 * GUIDE + BOTTOM,
        rail: vec![words],
    }
}

/// The first card with a feeling of each step.
fn points<'a>(draw: &Draw<'a>, lane: &Lane) -> Vec<Point<'a>> {
    let of_column = |(column, place): (usize, &super::Column<'a>)| {
        let card = draw
            .cards(&lane.id, &place.step.id)
            .iter()
            .copied()
            .find(|card| card.feeling.is_some())?;
        let feeling = card
            .feeling
            .as_ref()
            .filter(|feeling| feeling.value.is_finite())?;
        Some(Point {
            x: place.center(),
            column,
            card,
            feeling,
        })
    };
    draw.grid
        .columns
        .iter()
        .enumerate()
        .filter_map(of_column)
        .collect()
}

/// Five lines, the middle one firmer, with faces and words on the rail.
fn guides(draw: &Draw) -> (Node, Node) {
    let t = draw.t;
    let names = words::feelings(draw.lang);
    let (mut nodes, mut words_nodes) = (Vec::new(), Vec::new());
    for (i, value) in [2.0, 1.0, 0.0, -1.0, -2.0].into_iter().enumerate() {
        let y = height_of(value);
        let stroke = if value == 0.0 {
            Stroke::solid(t.open, 1.0)
        } else {
            Stroke::solid(t.line, 1.0)
        };
        nodes.push(Node::line(draw.grid.left, y, draw.grid.right, y, stroke));
        let style = Style {
            color: t.feelings[4 - i],
            ..draw.style(11.0, Weight::Regular)
        };
        let right = MARGIN + RAIL - 4.0;
        words_nodes.push(draw.anchored(
            names[4 - i],
            right - 24.0,
            y - style.line() / 2.0,
            Anchor::End,
            style,
        ));
        words_nodes.push(icon(face(value), right - 18.0, y - 9.0, 18.0, t.feelings[4 - i]));
    }
    (
        Group::node(Role::Decoration, "", nodes),
        Group::node(Role::Decoration, "", words_nodes),
    )
}

/// The interval of the mean along a run of neighbouring points; a lone point has a whisker instead.
fn band(draw: &Draw, run: &[Point]) -> Vec<Node> {
    let mut nodes = Vec::new();
    let interval = |point: &&Point| Some((point.x, point.feeling.lo?, point.feeling.hi?));
    if run.len() > 1 && run.iter().all(|point| interval(&point).is_some()) {
        let known: Vec<(f32, f64, f64)> = run.iter().filter_map(|point| interval(&point)).collect();
        let upper = monotone(
            &known
                .iter()
                .map(|(x, _, hi)| (*x, height_of(*hi)))
                .collect::<Vec<_>>(),
        );
        let mut segs = upper;
        segs.extend(backwards(&monotone(
            &known
                .iter()
                .map(|(x, lo, _)| (*x, height_of(*lo)))
                .collect::<Vec<_>>(),
        )));
        segs.push(Seg::Close);
        let paint = Paint::Faint(draw.t.line_strong, 0.22);
        nodes.push(Node::Path {
            segs,
            fill: Some(paint),
            stroke: None,
        });
        return nodes;
    }
    for (x, lo, hi) in run.iter().filter_map(|point| interval(&point)) {
        let (top, bottom) = (height_of(hi), height_of(lo));
        let stroke = Stroke::solid(draw.t.line_strong, 1.5);
        nodes.push(Node::line(x, top, x, bottom, stroke));
        nodes.push(Node::line(x - 5.0, top, x + 5.0, top, stroke));
        nodes.push(Node::line(x - 5.0, bottom, x + 5.0, bottom, stroke));
    }
    nodes
}

/// The same curve from its end to its start, beginning with a line to the end.
fn backwards(segs: &[Seg]) -> Vec<Seg> {
    let mut points = Vec::new();
    let mut at = (0.0, 0.0);
    for seg in segs {
        match *seg {
            Seg::Move(x, y) | Seg::Line(x, y) => at = (x, y),
            Seg::Cubic(a, b, c, d, x, y) => {
                points.push((at, (a, b), (c, d), (x, y)));
                at = (x, y);
            }
            Seg::Close => {}
        }
    }
    let mut back = vec![Seg::Line(at.0, at.1)];
    for (start, first, second, _) in points.into_iter().rev() {
        back.push(Seg::Cubic(second.0, second.1, first.0, first.1, start.0, start.1));
    }
    back
}

fn line(draw: &Draw, run: &[Point]) -> Vec<Node> {
    let places: Vec<(f32, f32)> = run
        .iter()
        .map(|point| (point.x, height_of(point.feeling.value)))
        .collect();
    let segs = monotone(&places);
    if segs.is_empty() {
        return Vec::new();
    }
    let paint = Paint::Vertical {
        top: height_of(2.0),
        bottom: height_of(-2.0),
        stops: draw.t.feelings_down(),
    };
    vec![Node::Path {
        segs,
        fill: None,
        stroke: Some(Stroke {
            paint,
            width: 2.5,
            dash: None,
        }),
    }]
}

/// Across a gap: dotted, with hollow ends beside the points, so that nobody takes it for a measurement.
fn bridge(draw: &Draw, from: &Point, to: &Point) -> Vec<Node> {
    const OFF: f32 = 20.0;
    let (x1, y1, x2, y2) = (
        from.x,
        height_of(from.feeling.value),
        to.x,
        height_of(to.feeling.value),
    );
    let length = (x2 - x1).hypot(y2 - y1).max(1.0);
    let (dx, dy) = ((x2 - x1) / length * OFF, (y2 - y1) / length * OFF);
    let end = |x, y| Node::Circle {
        x,
        y,
        r: 3.0,
        fill: Some(Paint::Solid(draw.t.paper)),
        stroke: Some(Stroke::solid(draw.t.line_strong, 1.5)),
    };
    vec![
        Node::line(
            x1 + dx,
            y1 + dy,
            x2 - dx,
            y2 - dy,
            Stroke::dashed(draw.t.line_strong, 1.5, 0.1, 6.0),
        ),
        end(x1 + dx, y1 + dy),
        end(x2 - dx, y2 - dy),
    ]
}

/// The point, and its number where it is a peak or a valley or an end of the curve.
fn marker(draw: &Draw, points: &[Point], i: usize, point: &Point) -> Node {
    let t = draw.t;
    let value = point.feeling.value;
    let (x, y) = (point.x, height_of(value));
    let color = t.feeling(value);
    let mut nodes = vec![Node::Circle {
        x,
        y,
        r: 8.0,
        fill: Some(Paint::Solid(t.paper)),
        stroke: None,
    }];
    nodes.push(match point.card.state {
        EvidenceState::Measured => Node::Circle {
            x,
            y,
            r: 6.0,
            fill: Some(Paint::Solid(color)),
            stroke: None,
        },
        EvidenceState::SupportedByText | EvidenceState::SingleVoice => Node::Circle {
            x,
            y,
            r: 5.0,
            fill: Some(Paint::Solid(t.paper)),
            stroke: Some(Stroke::solid(color, 2.5)),
        },
        EvidenceState::Assumption => Node::Circle {
            x,
            y,
            r: 5.0,
            fill: Some(Paint::Solid(t.paper)),
            stroke: Some(Stroke::dashed(color, 2.0, 2.5, 2.0)),
        },
    });
    if let Some(above) = extreme(points, i) {
        let number = Style {
            color,
            ..draw.style(13.0, Weight::Bold)
        };
        let label = signed(draw.lang, value, 1);
        let n = point
            .feeling
            .n
            .map(|n| format!("n\u{a0}=\u{a0}{}", count(draw.lang, n)));
        let lines = if n.is_some() { 2.0 } else { 1.0 };
        let mut top = if above { y - 12.0 - 17.0 * lines } else { y + 12.0 };
        // The interval must not be written over.
        if let (Some(lo), Some(hi)) = (point.feeling.lo, point.feeling.hi) {
            top = if above {
                top.min(height_of(hi) - 6.0 - 17.0 * lines)
            } else {
                top.max(height_of(lo) + 6.0)
            };
        }
        top = top.clamp(2.0, TOP + 4.0 * GUIDE + BOTTOM - 17.0 * lines - 2.0);
        let label = draw.measure.line(label, x, top, Anchor::Middle, number);
        let n = n.map(|n| {
            draw.measure
                .line(n, x, top + 17.0, Anchor::Middle, draw.muted(11.0))
        });
        // Guide lines stop at the words.
        let w = n.as_ref().map_or(0.0, |n| n.width).max(label.width) + 6.0;
        let ground = Area::new(x - w / 2.0, top + 1.0, w, 17.0 * lines - 2.0);
        nodes.push(Node::Rect {
            area: ground,
            radius: 3.0,
            fill: Some(Paint::Faint(t.paper, 0.85)),
            stroke: None,
        });
        nodes.push(Node::Text(label));
        nodes.extend(n.map(Node::Text));
    }
    let column = &draw.grid.columns[point.column];
    let cell = Area::new(column.x, 0.0, column.w, TOP + 4.0 * GUIDE + BOTTOM);
    draw.card_group(point.card, cell, nodes)
}

/// Whether a point is worth a number, and then whether it stands above (a peak) or below (a valley).
fn extreme(points: &[Point], i: usize) -> Option<bool> {
    let value = points[i].feeling.value;
    let before = i.checked_sub(1).map(|k| points[k].feeling.value);
    let after = points.get(i + 1).map(|point| point.feeling.value);
    match (before, after) {
        (None, None) => Some(true),
        (Some(other), None) | (None, Some(other)) => Some(value >= other),
        (Some(a), Some(b)) if value >= a && value >= b => Some(true),
        (Some(a), Some(b)) if value <= a && value <= b => Some(false),
        _ => None,
    }
}
