//! What stands out on the map, in four tiles a manager reads first: largest loss, most common obstacle, lowest and highest feeling.

use super::{Draw, GAP, MARGIN, PAD, Row, icon, kpis};
use crate::scene::{Area, Color, Node, Paint, Weight};
use crate::text::Style;
use crate::theme::face;
use crate::{icons, words};
use tropa_map::document::{Card, LaneRole, MetricName, MetricUnit};
use tropa_map::format::{count, percent, percent_between, signed};
use tropa_model::feeling::EvidenceState;
use tropa_model::proposal::PainKind;

/// Before the sheet's own enlargement.
const TILE_WIDTH_MAX: f32 = 560.0;

struct Tile<'a> {
    card: &'a Card,
    sign: &'static str,
    color: Color,
    label: &'static str,
    value: String,
    detail: String,
    place: String,
}

/// What nobody has checked is no highlight. No tile where the map says nothing of the kind; no row without tiles.
pub(super) fn highlights(draw: &Draw) -> Row {
    let tiles: Vec<Tile> = [worst_stage(draw), worst_pain(draw), lowest(draw), highest(draw)]
        .into_iter()
        .flatten()
        .collect();
    if tiles.is_empty() {
        return Row::default();
    }
    let across = tiles.len() as f32;
    let room = draw.right() - MARGIN;
    let w = ((room - GAP * (across - 1.0)) / across).min(TILE_WIDTH_MAX * draw.wide());
    let mut nodes = Vec::new();
    let mut height = 0.0_f32;
    let drawn: Vec<(Vec<Node>, f32)> = tiles
        .iter()
        .enumerate()
        .map(|(i, tile)| self::tile(draw, tile, MARGIN + i as f32 * (w + GAP), w))
        .collect();
    drawn.iter().for_each(|(_, h)| height = height.max(*h));
    for (i, ((inner, _), tile)) in drawn.into_iter().zip(&tiles).enumerate() {
        let area = Area::new(MARGIN + i as f32 * (w + GAP), 0.0, w, height);
        let fill = tile.color.over(draw.t.paper, 0.07);
        let frame = Node::Rect {
            area,
            radius: 8.0,
            fill: Some(Paint::Solid(fill)),
            stroke: None,
        };
        nodes.push(draw.card_tile(tile.card, area, std::iter::once(frame).chain(inner).collect()));
    }
    Row {
        nodes,
        height,
        ..Row::default()
    }
}

fn tile(draw: &Draw, tile: &Tile, x: f32, w: f32) -> (Vec<Node>, f32) {
    let k = draw.wide();
    let (left, mut y) = (x + 52.0 * k, 12.0 * k);
    let mut nodes = vec![icon(tile.sign, x + 14.0 * k, 16.0 * k, 26.0 * k, tile.color)];
    let room = w - 52.0 * k - PAD;
    let value_style = Style {
        color: tile.color,
        ..draw.style(22.0 * k, Weight::Bold)
    };
    let (lines, height) = draw.block(tile.label, left, y, room, draw.muted(12.0 * k));
    nodes.extend(lines);
    y += height;
    nodes.push(draw.text(tile.value.clone(), left, y, value_style));
    let detail_style = draw.muted(12.0 * k);
    let beside = left + draw.width(&tile.value, value_style) + PAD;
    let fits = beside + draw.width(&tile.detail, detail_style) <= x + w - PAD;
    if fits {
        nodes.push(draw.text(tile.detail.clone(), beside, y + 9.0 * k, detail_style));
    }
    y += value_style.line();
    if !fits {
        let (lines, height) = draw.block(&tile.detail, left, y, room, detail_style);
        nodes.extend(lines);
        y += height;
    }
    let (lines, height) = draw.block(&tile.place, left, y, room, draw.style(13.0 * k, Weight::SemiBold));
    nodes.extend(lines);
    (nodes, y + height + 12.0 * k)
}

/// `3 Покупка` for a stage, `11 Звонит в поддержку` for a step.
fn place(draw: &Draw, at: &str) -> Option<String> {
    let (stage, step) = draw.place(at)?;
    let place = &draw.map.stages[stage];
    let Some(number) = step else {
        return Some(format!("{}. {}", stage + 1, draw.say(&place.name)));
    };
    let step = place.steps.iter().find(|step| step.id == at)?;
    Some(format!("{}. {}", number + 1, draw.say(&step.name)))
}

fn backed<'a>(draw: &Draw<'a>) -> impl Iterator<Item = &'a Card> {
    draw.cards_shown
        .iter()
        .copied()
        .filter(|card| card.state != EvidenceState::Assumption)
}

fn worst_stage<'a>(draw: &Draw<'a>) -> Option<Tile<'a>> {
    let losses = backed(draw).filter_map(|card| {
        let metric = card
            .metric
            .as_ref()
            .filter(|m| m.name == MetricName::Loss && m.unit == MetricUnit::Share)?;
        (metric.value > 0.0).then_some((card, metric))
    });
    let (card, metric) =
        losses.reduce(|worst, next| if next.1.value > worst.1.value { next } else { worst })?;
    let interval = metric
        .lo
        .zip(metric.hi)
        .map(|(lo, hi)| percent_between(draw.lang, lo, hi));
    let lost = metric
        .count
        .map(|n| format!("{} {}", count(draw.lang, n), draw.lang.pick("journeys", "путей")));
    Some(Tile {
        card,
        sign: "loss",
        color: draw.t.lost,
        label: words::worst_stage(draw.lang),
        value: percent(draw.lang, metric.value),
        detail: interval.into_iter().chain(lost).collect::<Vec<_>>().join(" · "),
        place: place(draw, &card.at)?,
    })
}

/// Losses have their tile already: this is the widest of the other pains.
fn worst_pain<'a>(draw: &Draw<'a>) -> Option<Tile<'a>> {
    let lanes: Vec<&str> = draw
        .map
        .lanes
        .iter()
        .filter(|lane| lane.role == LaneRole::Pains)
        .map(|lane| lane.id.as_str())
        .collect();
    let other = |card: &Card| card.pain.as_ref().is_none_or(|pain| pain.kind != PainKind::Loss);
    let pains = backed(draw).filter(|card| other(card) && lanes.contains(&card.lane.as_str()));
    let harmed = pains.filter_map(|card| Some((card, card.metric.as_ref()?, card.metric.as_ref()?.count?)));
    let (card, metric, _) = harmed.reduce(|worst, next| if next.2 > worst.2 { next } else { worst })?;
    Some(Tile {
        card,
        sign: card
            .pain
            .as_ref()
            .map_or("pain", |pain| icons::of_pain(pain.kind)),
        color: draw.t.pain,
        label: words::worst_pain(draw.lang),
        value: kpis::value_text(draw.lang, metric),
        detail: kpis::of_text(draw.lang, metric),
        place: draw.say(&card.text),
    })
}

fn lowest<'a>(draw: &Draw<'a>) -> Option<Tile<'a>> {
    let (lowest, highest) = (feeling(draw, |a, b| a < b)?, feeling(draw, |a, b| a > b)?);
    (lowest.0 < highest.0).then(|| feeling_tile(draw, lowest.1, words::lowest(draw.lang)))?
}

fn highest<'a>(draw: &Draw<'a>) -> Option<Tile<'a>> {
    feeling_tile(draw, feeling(draw, |a, b| a > b)?.1, words::highest(draw.lang))
}

fn feeling<'a>(draw: &Draw<'a>, better: impl Fn(f64, f64) -> bool) -> Option<(f64, &'a Card)> {
    let values = backed(draw).filter_map(|card| Some((card.feeling.as_ref()?.value, card)));
    values.reduce(|best, next| if better(next.0, best.0) { next } else { best })
}

fn feeling_tile<'a>(draw: &Draw<'a>, card: &'a Card, label: &'static str) -> Option<Tile<'a>> {
    let feeling = card.feeling.as_ref()?;
    let n = feeling
        .n
        .map(|n| format!("n\u{a0}=\u{a0}{}", count(draw.lang, n)));
    Some(Tile {
        card,
        sign: face(feeling.value),
        color: draw.t.feeling(feeling.value),
        label,
        value: signed(draw.lang, feeling.value, 1),
        detail: n.unwrap_or_default(),
        place: place(draw, &card.at)?,
    })
}
