//! Ways the order of the columns does not say: branches, loops, skips and exits as arrows below the names of the steps.

use super::{Draw, Row};
use crate::scene::{Anchor, Area, Color, Group, Node, Paint, Place, Role, Seg, Stroke, Weight};
use crate::text::Style;
use crate::{tell, terms, words};
use tropa_map::document::{Move, MoveKind};
use tropa_map::format::percent;

/// Between the names of the steps and the first level.
const TOP: f32 = 10.0;
const BELOW_LINE: f32 = 10.0;
/// A label may be this much wider than its arrow, and is not wider than that.
const LABEL_MIN: f32 = 150.0;
const LABEL_MAX: f32 = 360.0;
/// Between two arrows at the same step.
const APART: f32 = 12.0;
/// Of the bow of a step that is done again.
const BOW: f32 = 26.0;

/// An arrow as it is placed: on its level from `x1` to `x2`, with its words above the line.
struct Arrow<'a> {
    way: &'a Move,
    /// Number of the columns on this sheet; `None` where the step stands on another.
    from: Option<usize>,
    to: Option<usize>,
    x1: f32,
    x2: f32,
    label: Vec<String>,
    /// Of the words, with a little air.
    label_x: f32,
    label_w: f32,
    /// What the words and the line take from left to right.
    left: f32,
    right: f32,
    level: usize,
}

/// The arrows, and nothing where no step of the sheet has one.
pub(super) fn row(draw: &Draw) -> Option<Row> {
    let mut arrows = arrows(draw);
    if arrows.is_empty() {
        return None;
    }
    spread(draw, &mut arrows);
    let style = label_style(draw);
    arrows.iter_mut().for_each(|arrow| lay_label(draw, arrow, style));
    let heights = levels(&mut arrows, style);
    let tops: Vec<f32> = heights
        .iter()
        .scan(TOP, |y, h| {
            let top = *y;
            *y += h;
            Some(top)
        })
        .collect();
    let height = TOP + heights.iter().sum::<f32>();
    let (mut lines, mut labels) = (Vec::new(), Vec::new());
    for arrow in &arrows {
        let y = tops[arrow.level] + heights[arrow.level] - BELOW_LINE;
        lines.extend(line(draw, arrow, y));
        labels.extend(label(draw, arrow, y, style));
    }
    let told: Vec<String> = arrows
        .iter()
        .map(|arrow| tell::way(draw.lang, draw.map, arrow.way))
        .collect();
    let mut nodes = vec![Group::placed(
        Group::node(Role::Figure, told.join("; "), lines),
        Place::Across,
    )];
    nodes.push(Group::node(Role::Decoration, "", labels));
    Some(Row {
        nodes,
        height,
        ..Row::default()
    })
}

pub(super) fn color(draw: &Draw, kind: MoveKind) -> Color {
    match kind {
        MoveKind::Branch => draw.t.stage(0),
        MoveKind::Loop => draw.t.pain,
        MoveKind::Skip => draw.t.line_strong,
        MoveKind::Exit => draw.t.lost,
    }
}

/// Each kind has its own line as well.
pub(super) fn stroke(draw: &Draw, kind: MoveKind) -> Stroke {
    let color = color(draw, kind);
    match kind {
        MoveKind::Branch => Stroke::solid(color, 2.0),
        MoveKind::Loop => Stroke::dashed(color, 2.0, 6.0, 4.0),
        MoveKind::Skip => Stroke::dashed(color, 2.0, 0.1, 5.0),
        MoveKind::Exit => Stroke::solid(color, 2.0),
    }
}

fn label_style(draw: &Draw) -> Style {
    Style {
        line_height: 1.25,
        ..draw.style(12.0, Weight::SemiBold)
    }
}

fn arrows<'a>(draw: &Draw<'a>) -> Vec<Arrow<'a>> {
    let columns = &draw.grid.columns;
    let at = |id: &str| columns.iter().position(|column| column.step.id == id);
    let number = |id: &str| draw.step_number(id);
    let found = draw.map.moves.iter().filter_map(|way| {
        let (from, to) = (at(&way.from), at(&way.to));
        let exit = way.kind == MoveKind::Exit;
        if (from.is_none() && to.is_none()) || (exit && from.is_none()) {
            return None;
        }
        // An end on another sheet lies beyond this sheet's edge, on the side it is on.
        let beyond = |id: &str, near: Option<usize>| {
            let near = columns.get(near?)?.index;
            let there = number(id)?;
            Some(if there < near {
                draw.grid.left + 2.0
            } else {
                draw.grid.right - 2.0
            })
        };
        let x = |place: Option<usize>, id: &str, other: Option<usize>| match place {
            Some(place) => Some(columns[place].center()),
            None => beyond(id, other),
        };
        let x1 = x(from, &way.from, to)?;
        let x2 = if exit { x1 } else { x(to, &way.to, from)? };
        let bow = if from == to && from.is_some() && !exit {
            BOW / 2.0
        } else {
            0.0
        };
        Some(Arrow {
            way,
            from,
            to: to.filter(|_| !exit),
            x1: x1 - bow,
            x2: x2 + bow,
            label: Vec::new(),
            label_x: 0.0,
            label_w: 0.0,
            left: 0.0,
            right: 0.0,
            level: 0,
        })
    });
    found.collect()
}

/// Arrows that begin or end at the same step stand beside each other there.
fn spread(draw: &Draw, arrows: &mut [Arrow]) {
    for column in 0..draw.grid.columns.len() {
        let here = |arrow: &Arrow| [arrow.from == Some(column), arrow.to == Some(column)];
        let count = arrows.iter().flat_map(here).filter(|is| *is).count();
        if count < 2 {
            continue;
        }
        let mut next = 0;
        let mut shift = || {
            next += 1;
            ((next - 1) as f32 - (count as f32 - 1.0) / 2.0) * APART
        };
        for arrow in arrows.iter_mut() {
            if arrow.from == Some(column) {
                arrow.x1 += shift();
            }
            if arrow.to == Some(column) {
                arrow.x2 += shift();
            }
        }
    }
}

fn lay_label(draw: &Draw, arrow: &mut Arrow, style: Style) {
    let (a, b) = (arrow.x1.min(arrow.x2), arrow.x1.max(arrow.x2));
    let share = arrow.way.share.map(|share| percent(draw.lang, share));
    let own = draw.say(&arrow.way.label);
    let text = if own.is_empty() {
        terms::move_kind(draw.lang, arrow.way.kind).to_owned()
    } else {
        own
    };
    let mut text = share.map_or(text.clone(), |share| format!("{text} · {share}"));
    // What lies on another sheet is named.
    let elsewhere = |place: Option<usize>, id: &str| {
        place
            .is_none()
            .then(|| draw.step_number(id))
            .flatten()
            .map(|n| n + 1)
    };
    if let Some(n) = elsewhere(arrow.to, &arrow.way.to).filter(|_| arrow.way.kind != MoveKind::Exit) {
        text = format!("{text} → {n}");
    }
    if let Some(n) = elsewhere(arrow.from, &arrow.way.from) {
        text = format!("{n} → {text}");
    }
    let room = (b - a - 2.0 * APART).clamp(LABEL_MIN, LABEL_MAX);
    arrow.label = draw.measure.wrap(&text, room, style.size, style.weight);
    let w = arrow
        .label
        .iter()
        .map(|line| draw.width(line, style))
        .fold(0.0, f32::max)
        + 8.0;
    // Beside an arrow too narrow for its words.
    let narrow = arrow.way.kind == MoveKind::Exit || b - a < w + 12.0;
    let x = match narrow {
        true if b + 8.0 + w <= draw.grid.right => b + 8.0,
        true => a - 8.0 - w,
        false => (a + b - w) / 2.0,
    };
    let least = draw.grid.left + 2.0;
    arrow.label_x = x.clamp(least, (draw.grid.right - w - 2.0).max(least));
    arrow.label_w = w;
    arrow.left = arrow.label_x.min(a) - 6.0;
    arrow.right = (arrow.label_x + w).max(b) + 6.0;
}

/// Short arrows nearer to the steps; no two on one level meet. Returns the height of each level.
fn levels(arrows: &mut [Arrow], style: Style) -> Vec<f32> {
    let mut order: Vec<usize> = (0..arrows.len()).collect();
    order.sort_by(|a, b| {
        let length = |i: usize| (arrows[i].x2 - arrows[i].x1).abs();
        length(*a).total_cmp(&length(*b)).then(a.cmp(b))
    });
    let mut taken: Vec<Vec<(f32, f32)>> = Vec::new();
    let mut heights: Vec<f32> = Vec::new();
    for i in order {
        let (left, right) = (arrows[i].left, arrows[i].right);
        let free = |level: &Vec<(f32, f32)>| level.iter().all(|(a, b)| right <= *a || left >= *b);
        let level = taken.iter().position(free).unwrap_or_else(|| {
            taken.push(Vec::new());
            heights.push(0.0);
            taken.len() - 1
        });
        taken[level].push((left, right));
        arrows[i].level = level;
        let height = arrows[i].label.len() as f32 * style.line() + 6.0 + BELOW_LINE;
        heights[level] = heights[level].max(height);
    }
    heights
}

/// Down from its step, along its level, and up to the step it leads to, with a head; out of the journey it ends on a bar.
fn line(draw: &Draw, arrow: &Arrow, y: f32) -> Vec<Node> {
    let kind = arrow.way.kind;
    let (stroke, color) = (stroke(draw, kind), color(draw, kind));
    let (x1, x2) = (arrow.x1, arrow.x2);
    let path = |segs| Node::Path {
        segs,
        fill: None,
        stroke: Some(stroke),
    };
    if kind == MoveKind::Exit {
        let end = y - 2.0;
        return vec![
            path(vec![Seg::Move(x1, 0.0), Seg::Line(x1, end)]),
            Node::line(x1 - 7.0, end, x1 + 7.0, end, Stroke::solid(color, 3.0)),
        ];
    }
    let mut segs = Vec::new();
    let corner = 6.0_f32.min((x2 - x1).abs() / 2.0);
    let side = if x2 > x1 { 1.0 } else { -1.0 };
    if arrow.from.is_some() {
        segs.extend([
            Seg::Move(x1, 0.0),
            Seg::Line(x1, y - corner),
            Seg::Cubic(x1, y, x1, y, x1 + side * corner, y),
        ]);
    } else {
        segs.push(Seg::Move(x1, y));
    }
    if arrow.to.is_some() {
        segs.extend([
            Seg::Line(x2 - side * corner, y),
            Seg::Cubic(x2, y, x2, y, x2, y - corner),
            Seg::Line(x2, 6.0),
        ]);
    } else {
        segs.push(Seg::Line(x2, y));
    }
    let end = if arrow.to.is_some() {
        head((x2, 0.0), (0.0, -1.0), color)
    } else {
        head((x2, y), (side, 0.0), color)
    };
    vec![path(segs), end]
}

/// A triangle whose tip is at `tip`, pointing along `direction`.
fn head(tip: (f32, f32), direction: (f32, f32), color: Color) -> Node {
    let (dx, dy) = direction;
    let corner = |side: f32| {
        Seg::Line(
            tip.0 - dx * 9.0 - dy * side * 5.0,
            tip.1 - dy * 9.0 + dx * side * 5.0,
        )
    };
    Node::Path {
        segs: vec![Seg::Move(tip.0, tip.1), corner(1.0), corner(-1.0), Seg::Close],
        fill: Some(Paint::Solid(color)),
        stroke: None,
    }
}

fn label(draw: &Draw, arrow: &Arrow, y: f32, style: Style) -> Vec<Node> {
    let style = Style {
        color: color(draw, arrow.way.kind),
        ..style
    };
    let h = arrow.label.len() as f32 * style.line();
    let (x, w) = (arrow.label_x, arrow.label_w);
    let beside = x > arrow.x1.max(arrow.x2) || x + w < arrow.x1.min(arrow.x2);
    let top = if beside { y + 2.0 - h } else { y - 5.0 - h };
    let mut nodes = vec![Node::Rect {
        area: Area::new(x, top, w, h + 2.0),
        radius: 3.0,
        fill: Some(Paint::Faint(draw.t.paper, 0.92)),
        stroke: None,
    }];
    let lines = arrow.label.iter().enumerate();
    nodes.extend(lines.map(|(i, line)| {
        let y = top + i as f32 * style.line();
        draw.anchored(line.clone(), x + w / 2.0, y, Anchor::Middle, style)
    }));
    nodes
}

/// The rail beside the arrows: what they are.
pub(super) fn rail(draw: &Draw) -> (Vec<Node>, f32) {
    super::rows::rail_text(
        draw,
        "loop",
        words::moves(draw.lang),
        words::moves_hint(draw.lang),
    )
}
