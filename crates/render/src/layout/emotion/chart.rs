//! Draws curves over columns: lines where neighbours have a point, intervals, bridges over gaps, markers, numbers, names.

use super::labels::Taken;
use super::look::{self, RADIUS};
use crate::curve::series::{Curve, Point, Tells};
use crate::curve::{backwards, monotone};
use crate::layout::Draw;
use crate::scene::{Anchor, Area, Color, Group, Node, Paint, Role, Seg, Stroke, Tag, Weight};
use crate::text::{Style, clean};
use std::collections::BTreeMap;
use tropa_map::document::Card;
use tropa_map::format::{count, signed};
use tropa_model::feeling::EvidenceState;

/// Between two markers of the same step.
const APART: f32 = 14.0;
/// Between a marker and its number.
const OFF: f32 = 10.0;
const NAME_WIDTH_MIN: f32 = 56.0;
const NAME_WIDTH_MAX: f32 = 132.0;

/// Where a chart stands.
pub(in crate::layout) struct Frame {
    /// All that is drawn stays in it.
    pub area: Area,
    /// The heights of +2 and −2.
    pub best: f32,
    pub worst: f32,
    /// The number of a step and the middle of its column, from left to right.
    pub columns: Vec<(usize, f32)>,
    /// Between two columns.
    pub pitch: f32,
    /// Whether peaks and valleys have their number beside them.
    pub numbers: bool,
}

impl Frame {
    pub fn height_of(&self, value: f64) -> f32 {
        self.best + (2.0 - value.clamp(-2.0, 2.0)) as f32 / 4.0 * (self.worst - self.best)
    }
}

/// The drawing in its parts.
pub(in crate::layout) struct Chart<'a> {
    /// Lines, bands and bridges.
    pub lines: Vec<Node>,
    pub markers: Vec<Mark<'a>>,
    /// Names at the ends of the curves.
    pub names: Vec<Node>,
}

/// A marker with its number.
pub(in crate::layout) struct Mark<'a> {
    /// The card behind it, where it is one of this map.
    pub card: Option<&'a Card>,
    /// Which column of the frame.
    pub column: usize,
    pub nodes: Vec<Node>,
}

/// A point on the paper.
struct Placed<'c, 'a> {
    x: f32,
    y: f32,
    /// Which column of the frame; neighbours differ by one.
    column: usize,
    point: &'c Point<'a>,
}

/// Tells viewers whose curve it is; nothing where it is everybody's.
fn of_persona(curve: &Curve, nodes: Vec<Node>) -> Vec<Node> {
    match curve.persona {
        Some(id) => vec![Group::tagged(Tag::Persona(clean(id).into()), nodes)],
        None => nodes,
    }
}

/// Whether one curve stands for itself and takes the colours of the feelings.
pub(in crate::layout) fn alone(curves: &[&Curve]) -> bool {
    curves.iter().filter(|curve| curve.tells == Tells::Felt).count() < 2
}

pub(in crate::layout) fn chart<'a>(draw: &Draw<'a>, frame: &Frame, curves: &[&Curve<'a>]) -> Chart<'a> {
    let alone = alone(curves);
    let mut chart = Chart {
        lines: Vec::new(),
        markers: Vec::new(),
        names: Vec::new(),
    };
    let beside: Vec<usize> = (0..curves.len()).filter(|i| !curves[*i].is_wish()).collect();
    let shift = |i: usize| {
        let at = beside.iter().position(|k| *k == i);
        at.map_or(0.0, |at| (at as f32 - (beside.len() as f32 - 1.0) / 2.0) * APART)
    };
    let placed: Vec<Vec<Placed>> = curves
        .iter()
        .enumerate()
        .map(|(i, curve)| {
            place(
                frame,
                curve,
                shift(i).clamp(-frame.pitch * 0.3, frame.pitch * 0.3),
            )
        })
        .collect();
    let mut taken = Taken::default();
    for at in placed.iter().flatten() {
        let r = RADIUS + 2.0;
        taken.take(Area::new(at.x - r, at.y - r, 2.0 * r, 2.0 * r));
    }
    // What lies below is drawn first: wishes, the other map, then what people felt.
    for (curve, placed) in curves.iter().zip(&placed).rev() {
        let color = match alone {
            true => draw.t.line_strong,
            false => look::hue(&draw.t, curve.slot),
        };
        let stroke = look::stroke(draw, curve, alone, frame.best, frame.worst);
        let mut lines = Vec::new();
        let runs: Vec<&[Placed]> = placed.chunk_by(|a, b| b.column == a.column + 1).collect();
        if curve.tells == Tells::Felt {
            for run in &runs {
                lines.extend(interval(frame, run, color, alone));
            }
        }
        for pair in runs.windows(2).filter(|_| !curve.is_wish()) {
            let (from, to) = (&pair[0][pair[0].len() - 1], &pair[1][0]);
            lines.extend(bridge(draw, from, to, color, alone));
        }
        for run in &runs {
            lines.extend(line(run, stroke, curve.tells == Tells::Felt));
        }
        chart.lines.extend(of_persona(curve, lines));
    }
    let steps = steps_of(curves, &placed);
    for (curve, placed) in curves.iter().zip(&placed).rev() {
        for (i, at) in placed.iter().enumerate() {
            let mut nodes = match curve.tells {
                Tells::Felt | Tells::Beside => {
                    let r = if curve.tells == Tells::Felt {
                        RADIUS
                    } else {
                        RADIUS * 0.7
                    };
                    let color = if alone {
                        draw.t.feeling(at.point.value)
                    } else {
                        look::hue(&draw.t, curve.slot)
                    };
                    look::marker(draw, curve.slot, at.point.state, (at.x, at.y), r, color)
                }
                tells => look::wish(draw, tells, at.x, at.y),
            };
            if frame.numbers && curve.tells == Tells::Felt {
                let side = extreme(placed, i).filter(|_| alone || outermost(&steps, at));
                if let Some(above) = side {
                    nodes.extend(number(draw, frame, curve, at, above, alone, &mut taken));
                }
            }
            chart.markers.push(Mark {
                card: at.point.card,
                column: at.column,
                nodes: of_persona(curve, nodes),
            });
        }
    }
    if curves.len() > 1 {
        for (curve, placed) in curves.iter().zip(&placed) {
            chart
                .names
                .extend(name(draw, frame, curve, placed, alone, &mut taken));
        }
    }
    chart
}

fn place<'c, 'a>(frame: &Frame, curve: &'c Curve<'a>, shift: f32) -> Vec<Placed<'c, 'a>> {
    let columns = frame.columns.iter().enumerate();
    let placed = columns.filter_map(|(column, (step, x))| {
        let point = curve.points.get(*step)?.as_ref()?;
        Some(Placed {
            x: x + shift,
            y: frame.height_of(point.value),
            column,
            point,
        })
    });
    placed.collect()
}

/// Lowest and highest of what people felt, column by column.
fn steps_of(curves: &[&Curve], placed: &[Vec<Placed>]) -> BTreeMap<usize, (f64, f64)> {
    let mut steps: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
    let felt = curves
        .iter()
        .zip(placed)
        .filter(|(curve, _)| curve.tells == Tells::Felt);
    for at in felt.flat_map(|(_, placed)| placed) {
        let (lo, hi) = steps.entry(at.column).or_insert((f64::MAX, f64::MIN));
        (*lo, *hi) = (lo.min(at.point.value), hi.max(at.point.value));
    }
    steps
}

fn outermost(steps: &BTreeMap<usize, (f64, f64)>, at: &Placed) -> bool {
    let value = at.point.value;
    steps
        .get(&at.column)
        .is_some_and(|(lo, hi)| value <= *lo || value >= *hi)
}

/// Pieces between two points nobody has checked are thin.
fn line(run: &[Placed], stroke: Stroke, by_evidence: bool) -> Vec<Node> {
    let places: Vec<(f32, f32)> = run.iter().map(|at| (at.x, at.y)).collect();
    let segs = monotone(&places);
    let backed = |i: usize| {
        let firm = |at: &Placed| at.point.state != EvidenceState::Assumption;
        !by_evidence || firm(&run[i]) || firm(&run[i + 1])
    };
    let mut nodes: Vec<Node> = Vec::new();
    let mut piece: Vec<Seg> = Vec::new();
    for i in 0..segs.len().saturating_sub(1) {
        if piece.is_empty() {
            piece.push(Seg::Move(places[i].0, places[i].1));
        }
        piece.push(segs[i + 1]);
        let ends = i + 2 == segs.len() || backed(i) != backed(i + 1);
        if ends {
            let width = stroke.width * if backed(i) { 1.0 } else { 0.6 };
            nodes.push(Node::Path {
                segs: std::mem::take(&mut piece),
                fill: None,
                stroke: Some(Stroke { width, ..stroke }),
            });
        }
    }
    nodes
}

/// The interval of the mean: a band along neighbours of a lone curve, else a bar at each point.
fn interval(frame: &Frame, run: &[Placed], color: Color, alone: bool) -> Vec<Node> {
    let known: Vec<(f32, f32, f32)> = run
        .iter()
        .filter_map(|at| Some((at.x, frame.height_of(at.point.lo?), frame.height_of(at.point.hi?))))
        .collect();
    if alone && run.len() > 1 && known.len() == run.len() {
        let upper: Vec<(f32, f32)> = known.iter().map(|(x, _, hi)| (*x, *hi)).collect();
        let lower: Vec<(f32, f32)> = known.iter().map(|(x, lo, _)| (*x, *lo)).collect();
        let mut segs = monotone(&upper);
        segs.extend(backwards(&monotone(&lower)));
        segs.push(Seg::Close);
        return vec![Node::Path {
            segs,
            fill: Some(Paint::Faint(color, 0.22)),
            stroke: None,
        }];
    }
    let bar = |(x, bottom, top): (f32, f32, f32)| {
        let stroke = Stroke::solid(color, 1.5);
        [
            Node::line(x, top, x, bottom, stroke),
            Node::line(x - 5.0, top, x + 5.0, top, stroke),
            Node::line(x - 5.0, bottom, x + 5.0, bottom, stroke),
        ]
    };
    known.into_iter().flat_map(bar).collect()
}

/// Across a gap: dotted, with hollow ends beside the points, so that nobody takes it for a measurement.
fn bridge(draw: &Draw, from: &Placed, to: &Placed, color: Color, alone: bool) -> Vec<Node> {
    const AWAY: f32 = 20.0;
    let (x1, y1, x2, y2) = (from.x, from.y, to.x, to.y);
    let length = (x2 - x1).hypot(y2 - y1).max(1.0);
    let away = AWAY.min(length * 0.3);
    let (dx, dy) = ((x2 - x1) / length * away, (y2 - y1) / length * away);
    let end = |x, y| Node::Circle {
        x,
        y,
        r: 3.0,
        fill: Some(Paint::Solid(draw.t.paper)),
        stroke: Some(Stroke::solid(color, 1.5)),
    };
    let width = if alone { 1.5 } else { 1.0 };
    let stroke = Stroke::dashed(color, width, 0.1, 6.0);
    let line = Node::line(x1 + dx, y1 + dy, x2 - dx, y2 - dy, stroke);
    if !alone {
        return vec![line];
    }
    vec![line, end(x1 + dx, y1 + dy), end(x2 - dx, y2 - dy)]
}

/// Whether a point is worth a number, and then whether it stands above (a peak) or below (a valley).
fn extreme(points: &[Placed], i: usize) -> Option<bool> {
    let value = points[i].point.value;
    let before = i.checked_sub(1).map(|k| points[k].point.value);
    let after = points.get(i + 1).map(|at| at.point.value);
    match (before, after) {
        (None, None) => Some(true),
        (Some(other), None) | (None, Some(other)) => Some(value >= other),
        (Some(a), Some(b)) if value >= a && value >= b => Some(true),
        (Some(a), Some(b)) if value <= a && value <= b => Some(false),
        _ => None,
    }
}

/// The value and how many stand behind it, on a ground of its own: guide lines stop at the words.
fn number(
    draw: &Draw,
    frame: &Frame,
    curve: &Curve,
    at: &Placed,
    above: bool,
    alone: bool,
    taken: &mut Taken,
) -> Vec<Node> {
    let value = at.point.value;
    let color = if alone {
        draw.t.feeling(value)
    } else {
        look::hue(&draw.t, curve.slot)
    };
    let big = Style {
        color,
        ..draw.style(13.0, Weight::Bold)
    };
    let small = draw.muted(11.0);
    let label = signed(draw.lang, value, 1);
    let n = at
        .point
        .n
        .map(|n| format!("n\u{a0}=\u{a0}{}", count(draw.lang, n)));
    let lines = if n.is_some() { 2.0 } else { 1.0 };
    let n_width = n.as_ref().map_or(0.0, |n| draw.width(n, small));
    let (w, h) = (draw.width(&label, big).max(n_width) + 6.0, 17.0 * lines);
    // The interval must not be written over.
    let over = at
        .point
        .hi
        .map_or(at.y - OFF, |hi| (at.y - OFF).min(frame.height_of(hi) - 5.0));
    let under = at
        .point
        .lo
        .map_or(at.y + OFF, |lo| (at.y + OFF).max(frame.height_of(lo) + 5.0));
    let up = Area::new(at.x - w / 2.0, over - h, w, h);
    let down = Area::new(at.x - w / 2.0, under, w, h);
    let left = Area::new(at.x - OFF - w, at.y - h / 2.0, w, h);
    let right = Area::new(at.x + OFF, at.y - h / 2.0, w, h);
    let places = if above {
        [up, down, right, left]
    } else {
        [down, up, right, left]
    };
    let Some(place) = taken.first_free(&places, frame.area) else {
        return Vec::new();
    };
    let middle = place.x + w / 2.0;
    let ground = Node::Rect {
        area: Area::new(place.x, place.y + 1.0, w, h - 2.0),
        radius: 3.0,
        fill: Some(Paint::Faint(draw.t.paper, 0.85)),
        stroke: None,
    };
    let mut nodes = vec![ground, draw.anchored(label, middle, place.y, Anchor::Middle, big)];
    nodes.extend(n.map(|n| draw.anchored(n, middle, place.y + 17.0, Anchor::Middle, small)));
    nodes
}

/// The name at the end of the curve, where there is room.
fn name(
    draw: &Draw,
    frame: &Frame,
    curve: &Curve,
    placed: &[Placed],
    alone: bool,
    taken: &mut Taken,
) -> Option<Node> {
    let color = match (curve.is_wish(), alone) {
        (true, _) => draw.t.muted,
        (false, true) => draw.t.ink,
        (false, false) => look::hue(&draw.t, curve.slot),
    };
    let style = Style {
        color,
        line_height: 1.2,
        ..draw.style(11.0, Weight::SemiBold)
    };
    let (first, last) = (placed.first()?, placed.last()?);
    let mut widths = vec![frame.pitch - 2.0 * OFF, frame.area.right() - last.x - 2.0 * OFF];
    widths.retain(|w| *w >= NAME_WIDTH_MIN);
    for room in widths {
        let lines = draw
            .measure
            .wrap(&curve.name, room.min(NAME_WIDTH_MAX), style.size, style.weight);
        let w = lines
            .iter()
            .map(|line| draw.width(line, style))
            .fold(0.0, f32::max)
            + 4.0;
        let h = lines.len() as f32 * style.line();
        let middle = |y: f32| y - h / 2.0;
        let places: Vec<Area> = [0.0, 9.0, -9.0, 18.0, -18.0, 27.0, -27.0]
            .into_iter()
            .map(|dy| Area::new(last.x + OFF, middle(last.y) + dy, w, h))
            .chain(
                [0.0, 9.0, -9.0, 18.0, -18.0]
                    .into_iter()
                    .map(|dy| Area::new(first.x - OFF - w, middle(first.y) + dy, w, h)),
            )
            .collect();
        let Some(place) = taken.first_free(&places, frame.area) else {
            continue;
        };
        let end = place.x < first.x - OFF;
        let mut nodes = vec![Node::Rect {
            area: place,
            radius: 3.0,
            fill: Some(Paint::Faint(draw.t.paper, 0.8)),
            stroke: None,
        }];
        for (i, text) in lines.into_iter().enumerate() {
            let y = place.y + i as f32 * style.line();
            nodes.push(match end {
                true => draw.anchored(text, place.right() - 2.0, y, Anchor::End, style),
                false => draw.text(text, place.x + 2.0, y, style),
            });
        }
        return Some(Group::node(Role::Decoration, "", nodes));
    }
    None
}
