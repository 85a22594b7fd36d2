//! One row per lane: its name on the rail, its ground, its cells.

use super::{Draw, GAP, MARGIN, PAD, RAIL, Row, cards, emotion, icon, kpis};
use crate::scene::{Area, Group, Node, Role, Stroke, Weight};
use crate::{icons, words};
use tropa_map::document::{Lane, LaneRole};

const ROW_HEIGHT_MIN: f32 = 56.0;

/// The cells of a lane.
pub(super) fn lane(draw: &Draw, lane: &Lane) -> Row {
    match lane.role {
        LaneRole::Feelings => emotion::row(draw, lane),
        _ => cells(draw, lane),
    }
}

/// Cards of the steps first, below them the cards that span their stage; both parts aligned along the whole row.
fn cells(draw: &Draw, lane: &Lane) -> Row {
    let mut nodes = Vec::new();
    let known = || draw.map.cards.iter().any(|card| card.lane == lane.id);
    if lane.role == LaneRole::Channels && draw.map.origin.is_some() && !known() {
        let style = draw.muted(13.0);
        let y = (ROW_HEIGHT_MIN - style.line()) / 2.0;
        let text = draw.text(words::no_channels(draw.lang), draw.grid.left + PAD, y, style);
        nodes.push(Group::node(Role::Part, "", vec![text]));
    }
    let mut steps_height = 0.0_f32;
    for column in &draw.grid.columns {
        let area = Area::new(column.x + PAD, PAD, column.w - 2.0 * PAD, 0.0);
        let height = stack(draw, lane, &column.step.id, area, &mut nodes);
        steps_height = steps_height.max(height);
    }
    let below = if steps_height > 0.0 {
        PAD + steps_height + PAD
    } else {
        PAD
    };
    let mut stages_height = 0.0_f32;
    for column in &draw.grid.stages {
        let area = Area::new(column.x + PAD, below, column.w - 2.0 * PAD, 0.0);
        let height = match lane.role {
            LaneRole::Kpis => kpis::stage(draw, lane, &column.stage.id, area, &mut nodes),
            _ => stack(draw, lane, &column.stage.id, area, &mut nodes),
        };
        stages_height = stages_height.max(height);
    }
    let height = if stages_height > 0.0 {
        below + stages_height + PAD
    } else {
        below
    };
    Row {
        nodes,
        height: height.max(ROW_HEIGHT_MIN),
        ..Row::default()
    }
}

/// The cards of one cell, one below the other; returns their height.
fn stack(draw: &Draw, lane: &Lane, at: &str, area: Area, nodes: &mut Vec<Node>) -> f32 {
    let mut y = area.y;
    for card in draw.cards(&lane.id, at) {
        let cell = Area { y, ..area };
        let (card_nodes, height) = cards::card(draw, lane.role, card, cell);
        nodes.push(draw.card_group(card, Area { h: height, ..cell }, card_nodes));
        y += height + cards::gap(lane.role);
    }
    if y > area.y {
        y - area.y - cards::gap(lane.role)
    } else {
        0.0
    }
}

/// The lane's name with its icon; returns the nodes and the height they need.
pub(super) fn rail(draw: &Draw, lane: &Lane) -> (Vec<Node>, f32) {
    // The hint explains numbers; without any there is nothing to explain.
    let numbers = draw
        .map
        .cards
        .iter()
        .any(|card| card.lane == lane.id && card.metric.is_some());
    let hint = if numbers {
        words::lane_hint(draw.lang, lane.role)
    } else {
        ""
    };
    rail_text(draw, icons::of_lane(lane.role), &draw.lane_name(lane), hint)
}

/// The same names once more at the right end of a wide map; for the eye only, so it is not read out twice.
pub(super) fn second_rail(draw: &Draw, rail: &[Node]) -> Vec<Node> {
    if !draw.two_rails() {
        return Vec::new();
    }
    let inner = rail.iter().flat_map(|node| match node {
        Node::Group(group) => group.nodes.clone(),
        other => vec![other.clone()],
    });
    let mut nodes: Vec<Node> = inner.collect();
    nodes
        .iter_mut()
        .for_each(|node| node.shift(draw.grid.right + GAP - MARGIN, 0.0));
    vec![Group::node(Role::Decoration, "", nodes)]
}

fn rail_text(draw: &Draw, sign: &'static str, name: &str, hint: &str) -> (Vec<Node>, f32) {
    let x = MARGIN + 12.0;
    let room = RAIL - 12.0 - 28.0 - 12.0;
    let (mut lines, height) = draw.block(name, x + 28.0, 12.0, room, draw.style(13.0, Weight::SemiBold));
    let (hint_lines, hint_height) = draw.block(hint, x + 28.0, 14.0 + height, room, draw.muted(11.0));
    lines.extend(hint_lines);
    let mut nodes = vec![icon(sign, x, 12.0, 18.0, draw.t.line_strong)];
    nodes.append(&mut lines);
    (
        vec![Group::node(Role::Heading(2), name, nodes)],
        12.0 + height + hint_height + 14.0,
    )
}

/// The tinted ground of a row with its faint lines; stronger ones only where a stage begins.
pub(super) fn ground(draw: &Draw, role: LaneRole, height: f32) -> Vec<Node> {
    let t = draw.t;
    let tint = t.lane(role);
    let mut nodes = vec![Node::fill(Area::new(MARGIN, 0.0, RAIL + GAP, height), 0.0, tint)];
    for (i, stage) in draw.grid.stages.iter().enumerate() {
        let gap = if i + 1 < draw.grid.stages.len() { GAP } else { 0.0 };
        nodes.push(Node::fill(
            Area::new(stage.x, 0.0, stage.w + gap, height),
            0.0,
            tint,
        ));
    }
    if draw.two_rails() {
        nodes.push(Node::fill(
            Area::new(draw.grid.right, 0.0, GAP + RAIL, height),
            0.0,
            tint,
        ));
    }
    for stage in draw.grid.stages.iter().skip(1) {
        let x = stage.x - GAP / 2.0;
        nodes.push(Node::line(x, 0.0, x, height, Stroke::solid(t.card_line, 1.5)));
    }
    nodes.push(Node::line(
        MARGIN,
        height,
        draw.right(),
        height,
        Stroke::solid(t.line, 1.0),
    ));
    vec![Group::node(Role::Decoration, "", nodes)]
}
