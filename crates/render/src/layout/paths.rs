//! The ways people take through the steps, one row each, like lines of a transit map.

use super::{Column, Draw, GAP, MARGIN, RAIL, icon};
use crate::scene::{Area, Color, Group, Node, Paint, Place, Role, Seg, Stroke, Weight};
use crate::words;
use tropa_map::document::Path;
use tropa_map::format::{journeys, percent};

/// Paths drawn; a map may hold more, they stay in the file.
const PATHS_MAX: usize = 8;
/// The line of the path most people take; others thinner in proportion, never thinner than the least.
const WIDTH_MAX: f32 = 9.0;
const WIDTH_MIN: f32 = 1.5;
/// Room above and below the line for the bows of skipped and repeated steps.
const BOW: f32 = 20.0;
/// Beside a name of very many lines the line stays near its beginning.
const LINE_ROW_MAX: f32 = 240.0;

pub(super) struct PathRow {
    pub rail: Vec<Node>,
    pub rail_height: f32,
    /// The line alone, without its [`ground`].
    pub nodes: Vec<Node>,
    /// Of the line; the row is as high as the higher of both.
    pub height: f32,
}

pub(super) fn rows(draw: &Draw) -> Vec<PathRow> {
    let paths: Vec<&Path> = draw
        .map
        .paths
        .iter()
        .filter(|path| !path.steps.is_empty())
        .take(PATHS_MAX)
        .collect();
    let widest = paths
        .iter()
        .map(|path| path.share)
        .fold(f64::MIN_POSITIVE, f64::max);
    paths
        .iter()
        .enumerate()
        .map(|(i, path)| row(draw, path, i, (path.share / widest) as f32))
        .collect()
}

/// `relative`: the path's share in that of the most travelled one.
fn row(draw: &Draw, path: &Path, index: usize, relative: f32) -> PathRow {
    let t = draw.t;
    let main = index == 0;
    let x = MARGIN + 12.0;
    let room = RAIL - 12.0 - 28.0 - 8.0;
    let mut rail = vec![icon(
        "path",
        x,
        12.0,
        18.0,
        if main { t.stage(0) } else { t.line_strong },
    )];
    let name = draw.say(&path.name);
    let weight = if main { Weight::SemiBold } else { Weight::Regular };
    let size = if main { 13.0 } else { 12.0 };
    let (lines, name_height) = draw.block(&name, x + 28.0, 12.0, room, draw.style(size, weight));
    rail.extend(lines);
    let share = format!(
        "{} · {}",
        percent(draw.lang, path.share),
        journeys(draw.lang, path.journeys)
    );
    let (lines, share_height) = draw.block(&share, x + 28.0, 14.0 + name_height, room, draw.muted(11.0));
    rail.extend(lines);
    let mut rail_height = 14.0 + name_height + share_height + 12.0;
    if main {
        let (lines, height) = draw.block(
            words::paths_hint(draw.lang),
            x + 28.0,
            rail_height - 10.0,
            room,
            draw.muted(11.0),
        );
        rail.extend(lines);
        rail_height += height;
    }
    let height = rail_height.clamp(2.0 * BOW + 28.0, LINE_ROW_MAX);
    let color = if main { t.stage(0) } else { t.line_strong };
    let width = (WIDTH_MAX * relative).clamp(WIDTH_MIN, WIDTH_MAX);
    let line = trail(draw, path, height / 2.0, color, width);
    let title = format!("{name}: {share}");
    PathRow {
        rail: vec![Group::placed(
            Group::node(Role::Heading(2), title.clone(), rail),
            Place::Across,
        )],
        rail_height,
        nodes: vec![Group::placed(
            Group::node(Role::Figure, title, line),
            Place::Across,
        )],
        height,
    }
}

/// The ground below a path's line, with the borders of the stages.
pub(super) fn ground(draw: &Draw, height: f32) -> Vec<Node> {
    let t = draw.t;
    let mut ground = vec![Node::fill(
        Area::new(MARGIN, 0.0, draw.right() - MARGIN, height),
        0.0,
        t.paper,
    )];
    for stage in draw.grid.stages.iter().skip(1) {
        let x = stage.x - GAP / 2.0;
        ground.push(Node::line(x, 0.0, x, height, Stroke::solid(t.line, 1.0)));
    }
    ground.push(Node::line(
        MARGIN,
        height,
        draw.right(),
        height,
        Stroke::solid(t.line, 1.0),
    ));
    vec![Group::node(Role::Decoration, "", ground)]
}

/// Straight to the next column, in a bow over skipped ones, in a bow below on the way back, a loop onto itself.
fn trail(draw: &Draw, path: &Path, y: f32, color: Color, width: f32) -> Vec<Node> {
    let t = draw.t;
    let place = |id: &String| draw.grid.columns.iter().position(|column| column.step.id == *id);
    let stops: Vec<usize> = path.steps.iter().filter_map(place).collect();
    let stroke = Stroke::solid(color, width);
    let at = |i: usize| draw.grid.columns.get(i).map_or(0.0, Column::center);
    let mut nodes = Vec::new();
    for (i, _) in draw.grid.columns.iter().enumerate() {
        if !stops.contains(&i) {
            nodes.push(Node::Circle {
                x: at(i),
                y,
                r: 2.0,
                fill: Some(Paint::Solid(t.card_line)),
                stroke: None,
            });
        }
    }
    let mut moves: Vec<(usize, usize)> = stops.windows(2).map(|pair| (pair[0], pair[1])).collect();
    moves.sort_unstable();
    moves.dedup();
    for (from, to) in moves {
        let (x1, x2) = (at(from), at(to));
        let segs = match to as i64 - from as i64 {
            1 => vec![Seg::Move(x1, y), Seg::Line(x2, y)],
            0 => vec![
                Seg::Move(x1 - 5.0, y),
                Seg::Cubic(x1 - 26.0, y + BOW + 8.0, x1 + 26.0, y + BOW + 8.0, x1 + 5.0, y),
            ],
            far => {
                let up = if far > 1 { -1.0 } else { 1.0 };
                let bend = (x2 - x1).clamp(-120.0, 120.0) * 0.5;
                let high = y + up * BOW;
                if (x2 - x1).abs() <= 240.0 {
                    vec![
                        Seg::Move(x1, y),
                        Seg::Cubic(
                            x1 + bend * 0.7,
                            high + up * 6.0,
                            x2 - bend * 0.7,
                            high + up * 6.0,
                            x2,
                            y,
                        ),
                    ]
                } else {
                    vec![
                        Seg::Move(x1, y),
                        Seg::Cubic(x1 + bend * 0.5, y, x1 + bend * 0.5, high, x1 + bend, high),
                        Seg::Line(x2 - bend, high),
                        Seg::Cubic(x2 - bend * 0.5, high, x2 - bend * 0.5, y, x2, y),
                    ]
                }
            }
        };
        let back = to < from;
        let stroke = if back {
            Stroke {
                dash: Some((5.0, 4.0)),
                width: width.min(3.0),
                ..stroke
            }
        } else {
            stroke
        };
        nodes.push(Node::Path {
            segs,
            fill: None,
            stroke: Some(stroke),
        });
        if back {
            let middle = (x1 + x2) / 2.0;
            nodes.push(arrow_head(middle, y + BOW, -1.0, color));
        }
    }
    let mut seen = stops.clone();
    seen.sort_unstable();
    seen.dedup();
    for i in seen {
        let ring = Stroke::solid(color, 2.5);
        nodes.push(Node::Circle {
            x: at(i),
            y,
            r: 7.0,
            fill: Some(Paint::Solid(t.paper)),
            stroke: Some(ring),
        });
        let ends = stops.first() == Some(&i) || stops.last() == Some(&i);
        if ends {
            nodes.push(Node::Circle {
                x: at(i),
                y,
                r: 3.5,
                fill: Some(Paint::Solid(color)),
                stroke: None,
            });
        }
    }
    nodes
}

/// A small triangle on a line, pointing right (+1) or left (−1).
fn arrow_head(x: f32, y: f32, direction: f32, color: Color) -> Node {
    let segs = vec![
        Seg::Move(x + 5.0 * direction, y),
        Seg::Line(x - 4.0 * direction, y - 5.0),
        Seg::Line(x - 4.0 * direction, y + 5.0),
        Seg::Close,
    ];
    Node::Path {
        segs,
        fill: Some(Paint::Solid(color)),
        stroke: None,
    }
}
