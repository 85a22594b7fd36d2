//! One page for those who decide: what the journey is, where it loses, how it feels, what to do first.

use super::super::kpis;
use super::*;
use crate::curve::monotone;
use crate::layout::{GAP, MARGIN, bar, highlights};
use crate::scene::{Anchor, Seg};
use crate::theme::face;
use crate::{icons, words};
use tropa_map::document::{Metric, MetricName};
use tropa_map::format::{percent, signed};

/// Statements listed of each kind; the rest stays on the map.
const LISTED_MAX: usize = 5;
const CURVE_HEIGHT: f32 = 132.0;
const BAND_HEIGHT: f32 = 74.0;

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
    let t = draw.t;
    let stages: Vec<_> = draw.grid.stages.iter().collect();
    let steps = draw.grid.columns.len().max(1);
    let width = right - MARGIN;
    let mut nodes = Vec::new();
    let mut x = MARGIN;
    let mut points: Vec<Option<(f32, f32, f64)>> = Vec::new();
    let (mid, unit) = (CURVE_HEIGHT / 2.0, (CURVE_HEIGHT - 44.0) / 4.0);
    nodes.push(Node::line(MARGIN, mid, right, mid, Stroke::solid(t.line, 1.0)));
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
            let cx = x + w * (i as f32 + 0.5) / own.len() as f32;
            points.push(feeling_at(draw, &step.step.id).map(|value| (cx, mid - value as f32 * unit, value)));
        }
        let (band, height) = stage_band(
            draw,
            column,
            Area::new(x, CURVE_HEIGHT + 8.0, w - 6.0, BAND_HEIGHT),
        );
        lowest = lowest.max(height);
        bands.push(band);
        x += w;
    }
    nodes.extend(curve(draw, &points));
    nodes.extend(bands);
    Row {
        nodes,
        height: CURVE_HEIGHT + 8.0 + lowest,
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

/// Runs of neighbouring points as curves; where nobody was asked there is a gap.
fn curve(draw: &Draw, points: &[Option<(f32, f32, f64)>]) -> Vec<Node> {
    let t = draw.t;
    let mut nodes = Vec::new();
    for run in points.split(|point| point.is_none()) {
        let run: Vec<(f32, f32)> = run.iter().flatten().map(|(x, y, _)| (*x, *y)).collect();
        if run.len() > 1 {
            let segs: Vec<Seg> = monotone(&run);
            nodes.push(Node::Path {
                segs,
                fill: None,
                stroke: Some(Stroke::solid(t.line_strong, 2.5)),
            });
        }
    }
    let known: Vec<&(f32, f32, f64)> = points.iter().flatten().collect();
    let ends = |better: fn(f64, f64) -> bool| {
        known
            .iter()
            .copied()
            .reduce(|a, b| if better(b.2, a.2) { b } else { a })
    };
    let marked = [ends(|a, b| a > b), ends(|a, b| a < b)];
    for point in &known {
        let (x, y, value) = **point;
        nodes.push(icon(face(value), x - 9.0, y - 9.0, 18.0, t.feeling(value)));
        if marked.iter().flatten().any(|end| std::ptr::eq(*end, *point)) {
            let above = value >= 0.0;
            let style = Style {
                color: t.feeling(value),
                ..draw.style(12.0, Weight::Bold)
            };
            let ty = if above { y - 12.0 - style.line() } else { y + 12.0 };
            nodes.push(draw.anchored(signed(draw.lang, value, 1), x, ty, Anchor::Middle, style));
        }
    }
    let title = tropa_map::curve_summary(draw.map, draw.lang).unwrap_or_default();
    vec![group(Role::Figure, &crate::text::clean(&title), nodes)]
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
    let across = filled.len().clamp(2, 3);
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
    let shown = |at: &str| {
        draw.grid.stages.iter().any(|stage| stage.stage.id == at)
            || draw.grid.columns.iter().any(|step| step.step.id == at)
    };
    let mut cards: Vec<&Card> = draw
        .map
        .cards
        .iter()
        .filter(|card| lanes.contains(&card.lane.as_str()) && shown(&card.at))
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
