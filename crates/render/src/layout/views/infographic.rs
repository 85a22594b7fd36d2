//! One page for those who decide: what the journey is, where it loses, how it feels, what to do first.

use super::super::kpis;
use super::*;
use crate::curve::series::Curve;
use crate::layout::{GAP, MARGIN, bar, emotion, highlights};
use crate::{icons, words};
use tropa_map::document::{Metric, MetricName};
use tropa_map::format::percent;

/// Statements listed of each kind; the rest stays on the map.
const LISTED_MAX: usize = 5;
const PLOT: f32 = 112.0;
const BAND_HEIGHT: f32 = 40.0;
/// Of a list.
const LIST_WIDTH_MIN: f32 = 270.0;

pub(super) fn blocks(draw: &Draw, right: f32) -> Vec<Row> {
    let mut blocks = Vec::new();
    let tiles = highlights::highlights(draw);
    if tiles.height > 0.0 {
        blocks.push(tiles);
    }
    blocks.push(journey(draw, right));
    blocks.extend(lists(draw, right));
    blocks
}

/// The stages as one band, how many reach each, and the curve above their steps.
fn journey(draw: &Draw, right: f32) -> Row {
    let stages: Vec<_> = draw.grid.stages.iter().collect();
    let steps = draw.grid.columns.len().max(1);
    let width = right - MARGIN;
    let mut x = MARGIN;
    let mut columns: Vec<(usize, f32)> = Vec::new();
    let mut bands = Vec::new();
    let mut lowest = 0.0_f32;
    for column in &stages {
        let own: Vec<_> = draw
            .grid
            .columns
            .iter()
            .filter(|step| step.stage == column.index)
            .collect();
        let w = width * own.len().max(1) as f32 / steps.max(stages.len()) as f32;
        for (i, step) in own.iter().enumerate() {
            columns.push((step.index, x + w * (i as f32 + 0.5) / own.len() as f32));
        }
        let (band, height) = stage_band(draw, column, Area::new(x, 0.0, w - 6.0, BAND_HEIGHT));
        lowest = lowest.max(height);
        bands.push(band);
        x += w;
    }
    let curves: Vec<&Curve> = draw.curves.iter().collect();
    let (mut nodes, top) = match curves.is_empty() {
        true => (Vec::new(), 0.0),
        false => emotion::figure(draw, &curves, &columns, MARGIN, right, PLOT),
    };
    bands.iter_mut().for_each(|band| band.shift(0.0, top));
    nodes.extend(bands);
    Row {
        nodes,
        height: top + lowest,
        ..Row::default()
    }
}

fn stage_band(draw: &Draw, column: &crate::layout::grid::StageColumn, area: Area) -> (Node, f32) {
    let t = draw.t;
    let color = t.stage(column.index);
    let name = draw.say(&column.stage.name);
    let title = format!("{}. {name}", column.index + 1);
    let (mut inner, name_height) = draw.block(
        &title,
        area.x + 10.0,
        area.y + 10.0,
        area.w - 20.0,
        draw.style(14.0, Weight::Bold),
    );
    let mut y = area.y + 10.0 + name_height + 4.0;
    let figure = |name: MetricName| -> Option<Metric> {
        of_role(draw, LaneRole::Kpis, &column.stage.id)
            .filter_map(|card| card.metric.clone())
            .find(|metric| metric.name == name)
    };
    if let Some(reach) = figure(MetricName::Reach) {
        inner.extend(bar(
            Area::new(area.x + 10.0, y, area.w - 20.0, 6.0),
            reach.value,
            color,
            t.track,
        ));
        y += 10.0;
        let (lines, height) = draw.block(
            &format!(
                "{}: {}",
                words::metric(draw.lang, reach.name),
                kpis::value_text(draw.lang, &reach)
            ),
            area.x + 10.0,
            y,
            area.w - 20.0,
            draw.muted(12.0),
        );
        inner.extend(lines);
        y += height;
    }
    if let Some(loss) = figure(MetricName::Loss).filter(|loss| loss.value > 0.0) {
        let style = Style {
            color: t.lost,
            ..draw.style(12.0, Weight::SemiBold)
        };
        let text = format!(
            "{}: {}",
            words::metric(draw.lang, loss.name),
            percent(draw.lang, loss.value)
        );
        let (lines, height) = draw.block(&text, area.x + 10.0, y, area.w - 20.0, style);
        inner.extend(lines);
        y += height;
    }
    let height = (y + 10.0 - area.y).max(BAND_HEIGHT);
    let mut nodes = vec![
        panel(Area { h: height, ..area }, t.stage_ground(column.index), None),
        Node::fill(Area::new(area.x, area.y, area.w, 4.0), 2.0, color),
    ];
    nodes.append(&mut inner);
    (group(Role::Heading(2), &name, nodes), height)
}

/// What hurts, what delights, what could be done: three lists, the weightiest first.
fn lists(draw: &Draw, right: f32) -> Vec<Row> {
    let t = draw.t;
    let kinds = [
        (LaneRole::Pains, t.pain),
        (LaneRole::Delights, t.completed),
        (LaneRole::Opportunities, t.stage(0)),
        (LaneRole::ActionItems, t.stage(1)),
    ];
    let filled: Vec<(LaneRole, Color, Vec<&Card>)> = kinds
        .into_iter()
        .map(|(role, color)| (role, color, weightiest(draw, role)))
        .filter(|(_, _, cards)| !cards.is_empty())
        .collect();
    let most = ((right - MARGIN) / LIST_WIDTH_MIN) as usize;
    let across = filled.len().clamp(2, most.max(2));
    columns(
        filled.len(),
        across,
        MARGIN,
        right - MARGIN,
        GAP * 2.0,
        |i, x, w| {
            let (role, color, cards) = &filled[i];
            let sign = icons::of_lane(*role);
            let (title, mut y) = part_title(draw, words::lane(draw.lang, *role), x, 0.0, w);
            let mut nodes = vec![title];
            for card in cards {
                let place = place_of(draw, &card.at);
                let (line, height) = card_line(draw, card, sign, *color, Area::new(x, y, w, 0.0));
                nodes.push(line);
                y += height;
                if let Some(place) = place {
                    let (lines, height) = draw.block(&place, x + 24.0, y, w - 24.0, draw.muted(11.0));
                    nodes.extend(lines);
                    y += height;
                }
                y += 8.0;
            }
            (nodes, y)
        },
    )
}

/// Cards of a role by the number they carry, then in the order of the map.
fn weightiest<'a>(draw: &Draw<'a>, role: LaneRole) -> Vec<&'a Card> {
    let lanes: Vec<&str> = draw
        .map
        .lanes
        .iter()
        .filter(|lane| lane.role == role)
        .map(|lane| lane.id.as_str())
        .collect();
    let mut cards: Vec<&Card> = draw
        .cards_shown
        .iter()
        .copied()
        .filter(|card| lanes.contains(&card.lane.as_str()))
        .collect();
    let weight = |card: &Card| card.metric.as_ref().map_or(0.0, |metric| metric.value);
    cards.sort_by(|a, b| weight(b).total_cmp(&weight(a)));
    cards.truncate(LISTED_MAX);
    cards
}

/// `3. Delivery` of a step or stage.
fn place_of(draw: &Draw, at: &str) -> Option<String> {
    let step = draw.grid.columns.iter().find(|column| column.step.id == at);
    let step = step.map(|column| format!("{}. {}", column.index + 1, draw.say(&column.step.name)));
    step.or_else(|| {
        let stage = draw.grid.stages.iter().find(|column| column.stage.id == at)?;
        Some(draw.say(&stage.stage.name))
    })
}
