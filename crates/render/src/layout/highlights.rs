//! What stands out on the map, in four tiles a manager reads first: largest loss, most common obstacle, lowest and highest feeling.

use super::{Draw, GAP, MARGIN, PAD, Row, icon};
use crate::findings::{Finding, findings};
use crate::scene::{Area, Node, Paint, Weight};
use crate::text::Style;

/// Before the sheet's own enlargement.
const TILE_WIDTH_MAX: f32 = 560.0;

/// What nobody has checked is no highlight. No tile where the map says nothing of the kind; no row without tiles.
pub(super) fn highlights(draw: &Draw) -> Row {
    let tiles = findings(draw.map, &draw.cards_shown, draw.lang, &draw.t);
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

fn tile(draw: &Draw, tile: &Finding, x: f32, w: f32) -> (Vec<Node>, f32) {
    let k = draw.wide();
    let place = match tile.names_itself {
        true => draw.say(&tile.card.text),
        false => place(draw, &tile.card.at).unwrap_or_default(),
    };
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
    let (lines, height) = draw.block(&place, left, y, room, draw.style(13.0 * k, Weight::SemiBold));
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
