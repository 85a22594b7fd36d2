//! Cuts what is higher than a page in two, between lines of text.

use crate::scene::{Area, Group, Node};

/// Of the height of a font: how far letters reach below the baseline, and above it.
const DESCENT: f32 = 0.3;
const ASCENT: f32 = 1.0;

/// Above the first line of what goes on.
const ROOM: f32 = 6.0;

/// The two halves of something cut.
pub(super) struct Halves {
    pub above: Vec<Node>,
    /// Begins at 0.
    pub below: Vec<Node>,
    /// How far it was moved up: what was `height` high has this much less below.
    pub moved: f32,
}

/// What stands above `at`, and the rest moved up so that it begins at 0. No line of text is cut; a ground or frame that
/// spans the cut goes on in both halves. Pictures and icons go where they begin.
pub(super) fn cut(nodes: Vec<Node>, at: f32) -> Halves {
    let line = first_text_below(&nodes, at).map_or(at, |top| at.min(top - ROOM));
    let (above, mut below) = split(nodes, at, line);
    below.iter_mut().for_each(|node| node.shift(0.0, -line));
    Halves {
        above,
        below,
        moved: line,
    }
}

/// The top of the highest line of text that does not end above `at`.
fn first_text_below(nodes: &[Node], at: f32) -> Option<f32> {
    let top = |node: &Node| match node {
        Node::Text(text) => (text.y + DESCENT * text.size > at).then_some(text.y - ASCENT * text.size),
        Node::Group(group) => first_text_below(&group.nodes, at),
        _ => None,
    };
    nodes.iter().filter_map(top).reduce(f32::min)
}

fn split(nodes: Vec<Node>, at: f32, line: f32) -> (Vec<Node>, Vec<Node>) {
    let (mut first, mut rest) = (Vec::new(), Vec::new());
    for node in nodes {
        match node {
            Node::Group(group) => {
                let (above, below) = split(group.nodes, at, line);
                let half = |nodes: Vec<Node>, cell: Option<Area>| {
                    Node::Group(Group {
                        role: group.role.clone(),
                        title: group.title.clone(),
                        cell,
                        layer: group.layer,
                        place: group.place.clone(),
                        tag: group.tag.clone(),
                        nodes,
                    })
                };
                if !above.is_empty() {
                    let cell = group.cell.map(|cell| above_of(cell, at));
                    first.push(half(above, cell));
                }
                if !below.is_empty() {
                    let cell = group.cell.map(|cell| below_of(cell, line));
                    rest.push(half(below, cell));
                }
            }
            Node::Text(text) => {
                if text.y + DESCENT * text.size <= at {
                    first.push(Node::Text(text));
                } else {
                    rest.push(Node::Text(text));
                }
            }
            Node::Rect {
                area,
                radius,
                fill,
                stroke,
            } => {
                let with = |area| Node::Rect {
                    area,
                    radius,
                    fill,
                    stroke,
                };
                if area.y < at {
                    first.push(with(above_of(area, at)));
                }
                if area.bottom() > at {
                    rest.push(with(below_of(area, line)));
                }
            }
            other => {
                if top(&other) < at {
                    first.push(other);
                } else {
                    rest.push(other);
                }
            }
        }
    }
    (first, rest)
}

fn above_of(area: Area, at: f32) -> Area {
    Area {
        h: area.h.min(at - area.y),
        ..area
    }
}

fn below_of(area: Area, line: f32) -> Area {
    let y = area.y.max(line);
    Area {
        y,
        h: area.bottom() - y,
        ..area
    }
}

fn top(node: &Node) -> f32 {
    match node {
        Node::Circle { y, r, .. } => y - r,
        Node::Icon { y, .. } => *y,
        Node::Path { segs, .. } => segs
            .iter()
            .filter_map(|seg| seg.end())
            .map(|(_, y)| y)
            .fold(f32::MAX, f32::min),
        Node::Rect { area, .. } | Node::Picture { area, .. } => area.y,
        Node::Text(text) => text.y - ASCENT * text.size,
        Node::Group(group) => group.nodes.iter().map(top).fold(f32::MAX, f32::min),
    }
}
