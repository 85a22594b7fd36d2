//! Layouts beside the grid: the same map told otherwise. Each is a list of blocks that flow down a sheet or over pages.

mod blueprint;
mod comparison;
mod experience;
mod flow;
mod infographic;
mod personas;
mod routes;
mod storyboard;
mod table;
mod time;

use super::{Draw, OnPages, Row, cards, icon, images};
use crate::scene::{Area, Color, Group, Node, Paint, Role, Stroke, Weight};
use crate::text::Style;
use crate::{Layout, RenderError, RenderOptions};
use tropa_map::Map;
use tropa_map::document::{Card, LaneRole};

/// The drawing in one of the layouts of this module.
pub(super) fn pages(map: &Map, options: &RenderOptions) -> Result<crate::Pages, RenderError> {
    let blocks = match options.layout {
        Layout::Blueprint => blueprint::blocks,
        Layout::Infographic => infographic::blocks,
        Layout::Storyboard => storyboard::blocks,
        Layout::Personas => personas::blocks,
        Layout::Routes => routes::blocks,
        Layout::Comparison => comparison::blocks,
        Layout::Time => time::blocks,
        Layout::Experience => experience::blocks,
        _ => table::blocks,
    };
    flow::pages(map, options, blocks)
}

/// The cards of a role at a step or stage, in the order of the lanes.
fn of_role<'a>(draw: &'a Draw, role: LaneRole, at: &'a str) -> impl Iterator<Item = &'a Card> {
    draw.map
        .lanes
        .iter()
        .filter(move |lane| lane.role == role)
        .flat_map(move |lane| draw.cards(&lane.id, at).iter().copied())
}

/// The mean feeling of a step over all cards that name one; `None` is a gap.
fn feeling_at(draw: &Draw, at: &str) -> Option<f64> {
    let values: Vec<f64> = of_role(draw, LaneRole::Feelings, at)
        .filter_map(|card| card.feeling.as_ref())
        .map(|feeling| feeling.value)
        .filter(|value| value.is_finite())
        .collect();
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// What follows the last of the rows stands under no head of theirs.
fn end_table(rows: &mut [Row]) {
    if let Some(last) = rows.last_mut() {
        last.on_pages = OnPages::EndsTable;
    }
}

/// A title over a part of the sheet, and the height it takes.
fn part_title(draw: &Draw, text: &str, x: f32, y: f32, width: f32) -> (Node, f32) {
    let (lines, height) = draw.block(text, x, y, width, draw.style(17.0, Weight::Bold));
    (super::heading(2, text, lines), height + 8.0)
}

fn panel(area: Area, fill: Color, stroke: Option<Stroke>) -> Node {
    Node::Rect {
        area,
        radius: 10.0,
        fill: Some(Paint::Solid(fill)),
        stroke,
    }
}

/// Text with a sign before it; returns nodes and height.
fn signed_line(
    draw: &Draw,
    sign: &'static str,
    color: Color,
    text: &str,
    area: Area,
    style: Style,
) -> (Vec<Node>, f32) {
    let (lines, height) = draw.block(text, area.x + 24.0, area.y, area.w - 24.0, style);
    let mut nodes = vec![icon(sign, area.x, area.y, 16.0, color)];
    nodes.extend(lines);
    (nodes, height.max(18.0))
}

/// A card in one line of words, with the sign of what it rests on; returns the group and its height.
fn card_line(draw: &Draw, card: &Card, sign: &'static str, color: Color, area: Area) -> (Node, f32) {
    let text = line_of(draw, card);
    let room = Area {
        w: area.w - 16.0,
        ..area
    };
    let (mut nodes, height) = signed_line(draw, sign, color, &text, room, draw.style(13.0, Weight::Regular));
    nodes.extend(cards::evidence_sign(
        draw,
        card.state,
        area.right() - 6.0,
        area.y + 9.0,
    ));
    let cell = Area { h: height, ..area };
    (draw.card_group(card, cell, nodes), height)
}

/// The card's text with its number.
fn line_of(draw: &Draw, card: &Card) -> String {
    let mut text = draw.say(&card.text);
    if let Some(channel) = card
        .channel
        .as_ref()
        .filter(|_| text.is_empty())
        .and_then(|id| draw.map.channels.iter().find(|channel| channel.id == *id))
    {
        text = draw.say(&channel.name);
    }
    if text.is_empty() {
        text = draw.alt(card).unwrap_or_default();
    }
    if let Some((_, last)) = draw.spans.get(card.id.as_str()) {
        text = format!("{text} ({})", crate::words::until(draw.lang, last + 1));
    }
    if let Some(metric) = &card.metric {
        let number = super::metric_text(draw.lang, metric);
        text = if text.is_empty() {
            number
        } else {
            format!("{text}: {number}")
        };
    }
    text
}

/// Rows of equal columns: places `draw_one(index, x, width)` of any height into as many rows as it takes.
fn columns(
    count: usize,
    across: usize,
    left: f32,
    width: f32,
    gap: f32,
    draw_one: impl Fn(usize, f32, f32) -> (Vec<Node>, f32),
) -> Vec<Row> {
    let across = across.max(1);
    let w = (width - gap * (across as f32 - 1.0)) / across as f32;
    let mut rows = Vec::new();
    for first in (0..count).step_by(across) {
        let mut row = Row::default();
        for i in first..(first + across).min(count) {
            let (nodes, height) = draw_one(i, left + (i - first) as f32 * (w + gap), w);
            row.nodes.extend(nodes);
            row.height = row.height.max(height);
        }
        rows.push(row);
    }
    rows
}

fn group(role: Role, title: &str, nodes: Vec<Node>) -> Node {
    Group::node(role, title, nodes)
}
