//! The moves between steps as a graph: the order of the columns, and beside it branches, loops and jumps.

use super::*;
use crate::layout::emotion::Taken;
use crate::layout::{Column, MARGIN};
use crate::scene::{Anchor, Seg};
use crate::words;
use std::collections::BTreeMap;
use tropa_map::document::MoveKind;
use tropa_map::format::percent;

const NODE_WIDTH_MAX: f32 = 168.0;
const NODE_HEIGHT_MIN: f32 = 56.0;
const NODE_PAD: f32 = 8.0;
/// Between two steps of one stage, one below the other.
const NODE_GAP: f32 = 56.0;
/// Lines thinner than this are not seen on paper.
const LINE_MIN: f32 = 1.25;
const LINE_MAX: f32 = 9.0;
/// A move fewer journeys than this part of the widest take is not drawn; the note below says how many were left out.
const SHARE_MIN: f64 = 0.01;

struct Move {
    from: usize,
    to: usize,
    kind: MoveKind,
    label: String,
    /// Of all journeys; `None` where nobody has counted.
    share: Option<f64>,
    planned: bool,
}

struct Place {
    x: f32,
    y: f32,
    w: f32,
    h: f32,
}

impl Place {
    fn bottom(&self) -> f32 {
        self.y + self.h
    }
}

pub(super) fn blocks(draw: &Draw, right: f32) -> Vec<Row> {
    let places = places(draw, right);
    let (moves, left_out) = moves(draw);
    let widest = moves.iter().filter_map(|m| m.share).fold(0.0, f64::max);
    let mut nodes = grounds(draw, &places, right);
    let mut labels = Vec::new();
    let mut taken = Taken::default();
    for place in &places {
        taken.take(Area::new(place.x, place.y, place.w, place.h));
    }
    for one in &moves {
        let width = match one.share {
            Some(share) if widest > 0.0 => (LINE_MAX * (share / widest) as f32).clamp(LINE_MIN, LINE_MAX),
            _ => 1.75,
        };
        let (line, label) = arc(draw, one, &places, width, &mut taken);
        nodes.push(line);
        labels.extend(label);
    }
    for (column, place) in draw.grid.columns.iter().zip(&places) {
        nodes.push(step(draw, column, place));
    }
    nodes.extend(labels);
    let height = places.iter().map(Place::bottom).fold(120.0, f32::max) + 40.0;
    let mut rows = vec![Row {
        nodes,
        height,
        ..Row::default()
    }];
    rows.push(key(draw, left_out, right));
    rows
}

/// Stages side by side, the steps of each below one another, every second one a little to the right.
fn places(draw: &Draw, right: f32) -> Vec<Place> {
    let stages = draw.grid.stages.len().max(1);
    let column = (right - MARGIN) / stages as f32;
    let w = (column - 44.0).clamp(84.0, NODE_WIDTH_MAX);
    let titles = draw.grid.stages.iter().map(|stage| {
        let title = format!("{}. {}", stage.index + 1, draw.say(&stage.stage.name));
        draw.measure.wrap(&title, column - 36.0, 14.0, Weight::Bold).len() as f32
            * draw.style(14.0, Weight::Bold).line()
    });
    let top = 14.0 + titles.fold(0.0, f32::max) + 24.0;
    let mut heights = vec![top; stages];
    draw.grid
        .columns
        .iter()
        .map(|step| {
            let stage = draw
                .grid
                .stages
                .iter()
                .position(|s| s.index == step.stage)
                .unwrap_or(0);
            let style = name_style(draw, step);
            let lines = draw
                .measure
                .wrap(&name_of(draw, step), w - 2.0 * NODE_PAD, style.size, style.weight);
            let h = (lines.len() as f32 * style.line() + 2.0 * NODE_PAD).max(NODE_HEIGHT_MIN);
            let y = heights[stage];
            heights[stage] += h + NODE_GAP;
            let x = MARGIN + column * (stage as f32 + 0.5) - w / 2.0;
            Place { x, y, w, h }
        })
        .collect()
}

/// Planned moves of the map, the order of the columns, and what the paths were seen to do.
fn moves(draw: &Draw) -> (Vec<Move>, usize) {
    let index: BTreeMap<&str, usize> = draw
        .grid
        .columns
        .iter()
        .enumerate()
        .map(|(i, column)| (column.step.id.as_str(), i))
        .collect();
    let mut seen: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for path in &draw.map.paths {
        for pair in path.steps.windows(2) {
            if let (Some(from), Some(to)) = (index.get(pair[0].as_str()), index.get(pair[1].as_str())) {
                *seen.entry((*from, *to)).or_default() += path.share;
            }
        }
    }
    let widest = seen.values().copied().fold(0.0, f64::max);
    let all = seen.len();
    seen.retain(|_, share| *share >= widest * SHARE_MIN);
    let left_out = all - seen.len();
    let kind = |from: usize, to: usize| match (from, to) {
        (from, to) if to <= from => MoveKind::Loop,
        (from, to) if to > from + 1 => MoveKind::Skip,
        _ => MoveKind::Branch,
    };
    let mut moves: Vec<Move> = seen
        .into_iter()
        .map(|((from, to), share)| Move {
            from,
            to,
            kind: kind(from, to),
            label: percent(draw.lang, share.min(1.0)),
            share: Some(share),
            planned: false,
        })
        .collect();
    if moves.is_empty() {
        moves.extend((1..draw.grid.columns.len()).map(|to| Move {
            from: to - 1,
            to,
            kind: MoveKind::Branch,
            label: String::new(),
            share: None,
            planned: false,
        }));
    }
    for one in &draw.map.moves {
        if let (Some(from), Some(to)) = (index.get(one.from.as_str()), index.get(one.to.as_str())) {
            let share = one
                .share
                .map(|share| format!(" {}", percent(draw.lang, share)))
                .unwrap_or_default();
            moves.push(Move {
                from: *from,
                to: *to,
                kind: one.kind,
                label: format!("{}{share}", draw.say(&one.label)),
                share: None,
                planned: true,
            });
        }
    }
    (moves, left_out)
}

fn grounds(draw: &Draw, places: &[Place], right: f32) -> Vec<Node> {
    let t = draw.t;
    let stages = draw.grid.stages.len().max(1);
    let column = (right - MARGIN) / stages as f32;
    let height = places.iter().map(Place::bottom).fold(120.0, f32::max) + 32.0;
    let mut nodes = Vec::new();
    for (i, stage) in draw.grid.stages.iter().enumerate() {
        let x = MARGIN + column * i as f32;
        let name = draw.say(&stage.stage.name);
        let title = format!("{}. {name}", stage.index + 1);
        let style = Style {
            color: t.stage(stage.index),
            ..draw.style(14.0, Weight::Bold)
        };
        let (lines, _) = draw.block(&title, x + 14.0, 14.0, column - 36.0, style);
        let mut inner = vec![panel(
            Area::new(x + 4.0, 0.0, column - 8.0, height),
            t.stage_ground(stage.index),
            None,
        )];
        inner.extend(lines);
        nodes.push(crate::layout::heading(2, &name, inner));
    }
    nodes
}

fn name_of(draw: &Draw, column: &Column) -> String {
    format!("{}. {}", column.index + 1, draw.say(&column.step.name))
}

fn name_style(draw: &Draw, column: &Column) -> Style {
    let weight = if column.step.main {
        Weight::SemiBold
    } else {
        Weight::Regular
    };
    draw.style(12.0, weight)
}

fn step(draw: &Draw, column: &Column, place: &Place) -> Node {
    let t = draw.t;
    let area = Area::new(place.x, place.y, place.w, place.h);
    let color = t.stage(column.stage);
    let stroke = if column.step.optional {
        Stroke::dashed(color, 1.5, 5.0, 4.0)
    } else {
        Stroke::solid(color, if column.step.main { 2.5 } else { 1.5 })
    };
    let mut nodes = vec![panel(area, t.card, Some(stroke))];
    let name = name_of(draw, column);
    let style = name_style(draw, column);
    let (mut lines, height) = draw.block(&name, place.x + NODE_PAD, 0.0, place.w - 2.0 * NODE_PAD, style);
    let top = place.y + (place.h - height) / 2.0;
    lines.iter_mut().for_each(|line| line.shift(0.0, top));
    nodes.extend(lines);
    if let Some(value) = feeling_at(draw, &column.step.id) {
        nodes.push(Node::Circle {
            x: area.right() - 1.0,
            y: area.y + 1.0,
            r: 11.0,
            fill: Some(Paint::Solid(t.card)),
            stroke: None,
        });
        nodes.push(icon(
            crate::theme::face(value),
            area.right() - 12.0,
            area.y - 10.0,
            22.0,
            t.feeling(value),
        ));
    }
    crate::layout::heading(3, &name, nodes)
}

/// A line from step to step with a head, and its label.
fn arc(draw: &Draw, one: &Move, places: &[Place], width: f32, taken: &mut Taken) -> (Node, Option<Node>) {
    let t = draw.t;
    let (a, b) = (&places[one.from], &places[one.to]);
    let color = match one.kind {
        MoveKind::Loop => t.pain,
        MoveKind::Skip => t.open,
        MoveKind::Exit => t.lost,
        MoveKind::Branch => t.line_strong,
    };
    let same_column = (a.x - b.x).abs() < 1.0;
    let (start, end, c1, c2);
    if one.from == one.to {
        let x = a.x + a.w;
        start = (x, a.y + 18.0);
        end = (x, a.bottom() - 14.0);
        c1 = (x + 42.0, a.y + 4.0);
        c2 = (x + 42.0, a.bottom());
    } else if same_column && one.to == one.from + 1 {
        start = (a.x + a.w / 2.0, a.bottom());
        end = (b.x + b.w / 2.0, b.y);
        let half = (end.1 - start.1) / 2.0;
        c1 = (start.0, start.1 + half);
        c2 = (end.0, end.1 - half);
    } else if same_column {
        // Past the steps between, on the side that tells the direction.
        let right = one.to > one.from;
        let x = |place: &Place| if right { place.x + place.w } else { place.x };
        let out = if right { 1.0 } else { -1.0 } * (18.0 + 6.0 * one.from.abs_diff(one.to) as f32);
        start = (x(a), a.y + a.h / 2.0);
        end = (x(b), b.y + b.h / 2.0);
        c1 = (start.0 + out, start.1);
        c2 = (end.0 + out, end.1);
    } else {
        let forward = b.x > a.x;
        start = (
            if forward { a.x + a.w } else { a.x },
            a.y + a.h * if forward { 0.4 } else { 0.7 },
        );
        end = (
            if forward { b.x } else { b.x + b.w },
            b.y + b.h * if forward { 0.4 } else { 0.7 },
        );
        let reach = ((end.0 - start.0).abs() * 0.45).max(30.0) * if forward { 1.0 } else { -1.0 };
        c1 = (start.0 + reach, start.1);
        c2 = (end.0 - reach, end.1);
    }
    let stroke = if one.planned {
        Stroke::dashed(color, width, 6.0, 4.0)
    } else {
        Stroke {
            paint: Paint::Faint(color, 0.75),
            width,
            dash: None,
        }
    };
    let mut nodes = vec![Node::Path {
        segs: vec![
            Seg::Move(start.0, start.1),
            Seg::Cubic(c1.0, c1.1, c2.0, c2.1, end.0, end.1),
        ],
        fill: None,
        stroke: Some(stroke),
    }];
    nodes.push(head(end, (end.0 - c2.0, end.1 - c2.1), 5.0 + width, color));
    let name = |i: usize| draw.say(&draw.grid.columns[i].step.name);
    let title = format!("{} → {} {}", name(one.from), name(one.to), one.label);
    let line = group(Role::Figure, &title, nodes);
    let label = (!one.label.is_empty()).then(|| {
        let at = |part: f32| {
            let rest = 1.0 - part;
            let mid = |s: f32, p: f32, q: f32, e: f32| {
                rest.powi(3) * s
                    + 3.0 * rest * rest * part * p
                    + 3.0 * rest * part * part * q
                    + part.powi(3) * e
            };
            (mid(start.0, c1.0, c2.0, end.0), mid(start.1, c1.1, c2.1, end.1))
        };
        let style = draw.style(11.0, Weight::SemiBold);
        let lines = draw.measure.wrap(&one.label, 130.0, style.size, style.weight);
        let w = lines
            .iter()
            .map(|line| draw.width(line, style))
            .fold(0.0, f32::max);
        let h = lines.len() as f32 * style.line();
        // On the curve where neither a step nor another label stands, else beside its middle; ways back nearer to their
        // start: there and back between two steps do not share a place.
        let usual = if one.to < one.from { 0.28_f32 } else { 0.5 };
        let parts = [usual, 0.5, 0.35, 0.65, 0.2, 0.8];
        let sides = [(0.0, 0.0), (0.0, 16.0), (0.0, -16.0), (24.0, 0.0), (-24.0, 0.0)];
        let candidates: Vec<Area> = sides
            .iter()
            .flat_map(|(dx, dy)| parts.map(|part| (at(part), *dx, *dy)))
            .map(|((x, y), dx, dy)| {
                Area::new(x + dx - w / 2.0 - 4.0, y + dy - h / 2.0 - 1.0, w + 8.0, h + 2.0)
            })
            .collect();
        let sheet = Area::new(MARGIN, 0.0, draw.right() - MARGIN, f32::INFINITY);
        let place = taken.first_free(&candidates, sheet).unwrap_or_else(|| {
            taken.take(candidates[0]);
            candidates[0]
        });
        let (x, y) = (place.x + place.w / 2.0, place.y + place.h / 2.0);
        let mut nodes = vec![Node::Rect {
            area: Area::new(x - w / 2.0 - 4.0, y - h / 2.0 - 1.0, w + 8.0, h + 2.0),
            radius: 4.0,
            fill: Some(Paint::Faint(t.card, 0.92)),
            stroke: None,
        }];
        for (i, text) in lines.into_iter().enumerate() {
            nodes.push(draw.anchored(
                text,
                x,
                y - h / 2.0 + i as f32 * style.line(),
                Anchor::Middle,
                style,
            ));
        }
        group(Role::Decoration, "", nodes)
    });
    (line, label)
}

fn head(at: (f32, f32), along: (f32, f32), size: f32, color: Color) -> Node {
    let length = along.0.hypot(along.1).max(0.001);
    let (dx, dy) = (along.0 / length, along.1 / length);
    let corner = |side: f32| {
        (
            at.0 - dx * size - dy * side * size * 0.6,
            at.1 - dy * size + dx * side * size * 0.6,
        )
    };
    let (l, r) = (corner(1.0), corner(-1.0));
    Node::Path {
        segs: vec![
            Seg::Move(at.0, at.1),
            Seg::Line(l.0, l.1),
            Seg::Line(r.0, r.1),
            Seg::Close,
        ],
        fill: Some(Paint::Solid(color)),
        stroke: None,
    }
}

fn key(draw: &Draw, left_out: usize, right: f32) -> Row {
    let t = draw.t;
    let (mut x, mut y, mut nodes) = (MARGIN, 0.0, Vec::new());
    let style = draw.muted(12.0);
    for (color, dashed, text) in [
        (t.line_strong, false, words::move_on(draw.lang)),
        (t.open, false, words::move_skip(draw.lang)),
        (t.pain, false, words::move_back(draw.lang)),
        (t.line_strong, true, words::move_planned(draw.lang)),
    ] {
        let stroke = if dashed {
            Stroke::dashed(color, 2.0, 6.0, 4.0)
        } else {
            Stroke::solid(color, 3.0)
        };
        let w = 36.0 + draw.width(text, style) + 24.0;
        if x > MARGIN && x + w > right {
            (x, y) = (MARGIN, y + 22.0);
        }
        nodes.push(Node::line(x, y + 9.0, x + 28.0, y + 9.0, stroke));
        nodes.push(draw.text(text, x + 36.0, y, style));
        x += w;
    }
    let mut height = y + 22.0;
    if left_out > 0 {
        let text = words::moves_left_out(draw.lang, left_out);
        let (lines, more) = draw.block(&text, MARGIN, height, right - MARGIN, style);
        nodes.extend(lines);
        height += more;
    }
    Row {
        nodes: vec![group(Role::Part, "", nodes)],
        height,
        ..Row::default()
    }
}
