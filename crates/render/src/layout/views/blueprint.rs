//! A service blueprint: what the customer sees above, what carries it below, and the three lines between.
//!
//! The lanes are put in order by their roles; where the lines run is the map's own rule (`tropa_map::lines`). Shostack
//! 1984; Bitner, Ostrom and Morgan 2008.

use super::*;
use crate::curve::series::Curve;
use crate::icons;
use crate::layout::{GAP, MARGIN, emotion, lines};
use tropa_map::document::Lane;

const RAIL: f32 = 168.0;
/// Narrower columns are not read; the steps then go on in a second band.
const COLUMN_MIN: f32 = 148.0;
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
    let between = lines::of(&lanes);
    let columns = &draw.grid.columns;
    let across = (((right - MARGIN - RAIL - GAP) / COLUMN_MIN).floor() as usize).max(1);
    let bands = columns.len().div_ceil(across).max(1);
    let across = columns.len().div_ceil(bands).max(1);
    let mut rows = Vec::new();
    for band in columns.chunks(across) {
        let w = (right - MARGIN - RAIL - GAP) / band.len() as f32;
        rows.push(Row {
            on_pages: OnPages::Repeated,
            ..heads(draw, band, w)
        });
        for lane in &lanes {
            rows.push(match lane.role {
                LaneRole::Feelings => curve_row(draw, lane, band, w),
                _ => lane_row(draw, lane, band, w),
            });
            let below = between.iter().filter(|line| line.after == lane.id);
            rows.extend(below.map(|line| Row {
                on_pages: OnPages::WithNext,
                ..lines::divider(draw, lines::name(draw.lang, line.kind), right)
            }));
        }
    }
    end_table(&mut rows);
    rows
}

fn says_anything(draw: &Draw, lane: &Lane) -> bool {
    draw.grid
        .columns
        .iter()
        .any(|column| !draw.cards(&lane.id, &column.step.id).is_empty())
        || draw
            .grid
            .stages
            .iter()
            .any(|stage| !draw.cards(&lane.id, &stage.stage.id).is_empty())
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

/// The curves of a lane, and below each step what was said.
fn curve_row(draw: &Draw, lane: &Lane, band: &[crate::layout::Column], w: f32) -> Row {
    const PLOT: f32 = 96.0;
    let curves: Vec<&Curve> = draw.curves.iter().filter(|curve| curve.lane == lane.id).collect();
    let left = MARGIN + RAIL + GAP;
    let columns: Vec<(usize, f32)> = band
        .iter()
        .enumerate()
        .map(|(i, column)| (column.index, left + w * (i as f32 + 0.5)))
        .collect();
    if curves.is_empty() {
        return lane_row(draw, lane, band, w);
    }
    let right = left + w * band.len() as f32 - 4.0;
    let (chart, top) = emotion::figure(draw, &curves, &columns, left, right, PLOT);
    let mut row = row_of(draw, lane, band, w, top, &|card, area| {
        emotion::said(draw, card, area).map(|piece| (piece.nodes, piece.height))
    });
    row.nodes.extend(chart);
    row
}

/// Nodes of a card from the top of its place, and their height; `None` for one that has nothing to say there.
type CellCard<'c> = &'c dyn Fn(&Card, Area) -> Option<(Vec<Node>, f32)>;

fn lane_row(draw: &Draw, lane: &Lane, band: &[crate::layout::Column], w: f32) -> Row {
    row_of(draw, lane, band, w, 0.0, &|card, area| {
        let (node, height) = cell_card(draw, lane.role, card, area);
        Some((vec![node], height))
    })
}

/// The name of the lane and its cards, which begin below `top`.
fn row_of(
    draw: &Draw,
    lane: &Lane,
    band: &[crate::layout::Column],
    w: f32,
    top: f32,
    card_of: CellCard,
) -> Row {
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
    let mut height = (name_height + 20.0).max(top);
    let mut cells = Vec::new();
    for (i, column) in band.iter().enumerate() {
        let (x, mut y) = (left + w * i as f32 + 2.0, top + PAD);
        for card in draw.cards(&lane.id, &column.step.id) {
            let Some((nodes, card_height)) = card_of(card, Area::new(x, y, w - 8.0, 0.0)) else {
                continue;
            };
            cells.extend(nodes);
            y += card_height + 6.0;
        }
        height = height.max(y + 2.0);
    }
    // Cards of a whole stage stand below, as wide as its steps of this band, where the stage begins.
    let below = height;
    for stage in &draw.grid.stages {
        let own: Vec<usize> = (0..band.len())
            .filter(|i| band[*i].stage == stage.index)
            .collect();
        let first = stage.stage.steps.first().map(|step| step.id.as_str());
        let (Some(from), Some(to)) = (own.first(), own.last()) else {
            continue;
        };
        if first != Some(band[*from].step.id.as_str()) {
            continue;
        }
        let x = left + w * *from as f32 + 2.0;
        let wide = w * (to - from + 1) as f32 - 8.0;
        let mut y = below;
        for card in draw.cards(&lane.id, &stage.stage.id) {
            let Some((nodes, card_height)) = card_of(card, Area::new(x, y, wide, 0.0)) else {
                continue;
            };
            cells.extend(nodes);
            y += card_height + 6.0;
        }
        height = height.max(if y > below { y + 2.0 } else { y });
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
