//! A service blueprint: what the customer sees above, what carries it below, and the three lines between.
//!
//! The lanes are put in order by their roles; where the lines run is the map's own rule (`tropa_map::lines`). Shostack
//! 1984; Bitner, Ostrom and Morgan 2008.

use super::*;
use crate::icons;
use crate::layout::{GAP, MARGIN};
use crate::words;
use tropa_map::document::Lane;
use tropa_map::{Lang, LineKind};

const RAIL: f32 = 168.0;
/// Narrower columns are not read; the steps then go on in a second band.
const COLUMN_MIN: f32 = 148.0;
const LINE_HEIGHT: f32 = 30.0;
const PAD: f32 = 8.0;

/// Where a lane stands in a blueprint, from top to bottom.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Zone {
    Customer,
    FrontStage,
    BackStage,
    Support,
    Beside,
}

fn zone(role: LaneRole) -> Zone {
    use LaneRole::*;
    match role {
        FrontStage => Zone::FrontStage,
        BackStage => Zone::BackStage,
        Support => Zone::Support,
        Images | Goals | Actions | Touchpoints | Channels | Content | Thoughts | Feelings | Needs
        | Expectations | Quotes | Questions => Zone::Customer,
        Pains | Delights | MomentsOfTruth | Kpis | Opportunities | Ideas | ActionItems | Owner | Text => {
            Zone::Beside
        }
    }
}

pub(super) fn blocks(draw: &Draw, right: f32) -> Vec<Row> {
    let mut lanes: Vec<&Lane> = draw
        .map
        .lanes
        .iter()
        .filter(|lane| says_anything(draw, lane))
        .collect();
    // A stable sort: lanes of one zone keep the order people gave them.
    lanes.sort_by_key(|lane| zone(lane.role));
    let ordered = Map {
        lanes: lanes.iter().copied().cloned().collect(),
        ..Map::default()
    };
    let lines = tropa_map::lines(&ordered);
    let columns = &draw.grid.columns;
    let across = (((right - MARGIN - RAIL - GAP) / COLUMN_MIN).floor() as usize).max(1);
    let bands = columns.len().div_ceil(across).max(1);
    let across = columns.len().div_ceil(bands).max(1);
    let mut rows = Vec::new();
    for band in columns.chunks(across) {
        let w = (right - MARGIN - RAIL - GAP) / band.len() as f32;
        rows.push(heads(draw, band, w));
        for lane in &lanes {
            rows.push(lane_row(draw, lane, band, w));
            let below = lines.iter().filter(|line| line.after == lane.id);
            rows.extend(below.map(|line| divider(draw, line_name(draw.lang, line.kind), right)));
        }
    }
    rows
}

fn says_anything(draw: &Draw, lane: &Lane) -> bool {
    draw.grid
        .columns
        .iter()
        .any(|column| !draw.cards(&lane.id, &column.step.id).is_empty())
}

fn line_name(lang: Lang, kind: LineKind) -> &'static str {
    match kind {
        LineKind::Interaction => words::line_of_interaction(lang),
        LineKind::Visibility => words::line_of_visibility(lang),
        LineKind::InternalInteraction => words::line_of_internal_interaction(lang),
    }
}

fn heads(draw: &Draw, band: &[crate::layout::Column], w: f32) -> Row {
    let t = draw.t;
    let left = MARGIN + RAIL + GAP;
    let (mut drawn, mut height) = (Vec::new(), 0.0_f32);
    for (i, column) in band.iter().enumerate() {
        let x = left + w * i as f32;
        let name = draw.say(&column.step.name);
        let title = format!("{}. {name}", column.index + 1);
        let stage = draw
            .grid
            .stages
            .iter()
            .find(|stage| stage.index == column.stage)
            .map(|stage| draw.say(&stage.stage.name))
            .unwrap_or_default();
        let style = Style {
            color: t.stage(column.stage),
            ..draw.style(11.0, Weight::SemiBold)
        };
        let (mut lines, stage_height) = draw.block(&stage, x + PAD, PAD, w - 2.0 * PAD - 4.0, style);
        let (more, name_height) = draw.block(
            &title,
            x + PAD,
            PAD + stage_height + 2.0,
            w - 2.0 * PAD - 4.0,
            draw.style(13.0, Weight::Bold),
        );
        lines.extend(more);
        height = height.max(stage_height + name_height + 2.0 * PAD + 2.0);
        drawn.push((column, x, name, lines));
    }
    let nodes = drawn.into_iter().map(|(column, x, name, lines)| {
        let area = Area::new(x, 0.0, w - 4.0, height);
        let border = column
            .step
            .moment_of_truth
            .then(|| Stroke::solid(t.stage(column.stage), 2.0));
        let mut inner = vec![panel(area, t.stage_ground(column.stage), border)];
        inner.extend(lines);
        crate::layout::heading(2, &name, inner)
    });
    Row {
        nodes: nodes.collect(),
        height,
        ..Row::default()
    }
}

fn lane_row(draw: &Draw, lane: &Lane, band: &[crate::layout::Column], w: f32) -> Row {
    let t = draw.t;
    let left = MARGIN + RAIL + GAP;
    let name = draw.lane_name(lane);
    let (lines, name_height) = draw.block(
        &name,
        MARGIN + 36.0,
        10.0,
        RAIL - 40.0,
        draw.style(13.0, Weight::SemiBold),
    );
    let mut rail = vec![icon(
        icons::of_lane(lane.role),
        MARGIN + 10.0,
        10.0,
        18.0,
        t.line_strong,
    )];
    rail.extend(lines);
    let mut height = name_height + 20.0;
    let mut cells = Vec::new();
    for (i, column) in band.iter().enumerate() {
        let (x, mut y) = (left + w * i as f32 + 2.0, PAD);
        for card in draw.cards(&lane.id, &column.step.id) {
            let (node, card_height) = cell_card(draw, lane.role, card, Area::new(x, y, w - 8.0, 0.0));
            cells.push(node);
            y += card_height + 6.0;
        }
        height = height.max(y + 2.0);
    }
    let ground = Area::new(MARGIN, 0.0, RAIL + GAP + w * band.len() as f32 - 4.0, height);
    let mut nodes = vec![
        group(Role::Decoration, "", vec![panel(ground, t.lane(lane.role), None)]),
        crate::layout::heading(3, &name, rail),
    ];
    nodes.extend(cells);
    Row {
        nodes,
        height,
        ..Row::default()
    }
}

fn cell_card(draw: &Draw, role: LaneRole, card: &Card, area: Area) -> (Node, f32) {
    let t = draw.t;
    let (sign, color) = match (&card.feeling, role) {
        (Some(feeling), _) => (Some(crate::theme::face(feeling.value)), t.feeling(feeling.value)),
        (None, LaneRole::Channels) => {
            let channel = card
                .channel
                .as_ref()
                .and_then(|id| draw.map.channels.iter().find(|c| c.id == *id));
            (
                Some(channel.map_or("other", |channel| icons::named(&channel.icon))),
                t.ink,
            )
        }
        (None, LaneRole::Pains) => (Some("pain"), t.pain),
        _ => (None, t.ink),
    };
    let indent = if sign.is_some() { 24.0 } else { 0.0 };
    let x = area.x + PAD + indent;
    let (lines, height) = draw.block(
        &line_of(draw, card),
        x,
        area.y + 6.0,
        area.w - 2.0 * PAD - indent,
        draw.style(12.0, Weight::Regular),
    );
    let cell = Area {
        h: height.max(16.0) + 12.0,
        ..area
    };
    let border = match card.state {
        tropa_model::feeling::EvidenceState::Assumption => Stroke::dashed(t.line_strong, 1.0, 4.0, 3.0),
        _ => Stroke::solid(t.card_line, 1.0),
    };
    let mut nodes = vec![Node::Rect {
        area: cell,
        radius: 6.0,
        fill: Some(Paint::Solid(t.card)),
        stroke: Some(border),
    }];
    if let Some(sign) = sign {
        nodes.push(icon(sign, area.x + PAD, area.y + 6.0, 16.0, color));
    }
    nodes.extend(lines);
    (draw.card_group(card, cell, nodes), cell.h)
}

/// A dashed rule across the sheet with its name.
fn divider(draw: &Draw, name: &str, right: f32) -> Row {
    let t = draw.t;
    let style = Style {
        color: t.muted,
        ..draw.style(11.0, Weight::Bold)
    };
    let text = name.to_uppercase();
    let y = LINE_HEIGHT / 2.0;
    let from = MARGIN + draw.width(&text, style) + 12.0;
    let nodes = vec![
        draw.text(text, MARGIN, y - style.line() / 2.0, style),
        Node::line(from, y, right, y, Stroke::dashed(t.line_strong, 1.5, 6.0, 4.0)),
    ];
    Row {
        nodes: vec![group(Role::Part, name, nodes)],
        height: LINE_HEIGHT,
        ..Row::default()
    }
}
