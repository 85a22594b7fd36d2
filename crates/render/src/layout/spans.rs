//! Cards that cover several steps: drawn across their columns, as far as the sheet shows them.

use super::rows::Piece;
use super::{Draw, PAD, cards};
use crate::scene::{Area, Color, Group, Node, Place, Role, Seg, Stroke};
use crate::words;
use tropa_map::document::{Card, Lane};

/// Of the sign that a card comes from the sheet before or goes on on the next.
const SIGN: f32 = 16.0;

struct Span<'a> {
    card: &'a Card,
    /// Among the columns of the sheet, both included.
    from: usize,
    to: usize,
    /// Whether it began before, and whether it goes on after.
    before: bool,
    after: bool,
}

/// The lane's spanning cards in as few rows as they take, each with the cards that stand beside each other.
pub(super) fn tracks(draw: &Draw, lane: &Lane) -> Vec<Piece> {
    let mut rows: Vec<Vec<Span>> = Vec::new();
    for span in spans(draw, lane) {
        let free = rows
            .iter()
            .position(|row| row.last().is_none_or(|last| last.to < span.from));
        match free {
            Some(row) => rows[row].push(span),
            None => rows.push(vec![span]),
        }
    }
    rows.iter().map(|row| track(draw, lane, row)).collect()
}

/// By their first column, then in the order of the map.
fn spans<'a>(draw: &Draw<'a>, lane: &Lane) -> Vec<Span<'a>> {
    if draw.spans.is_empty() {
        return Vec::new();
    }
    let columns = &draw.grid.columns;
    let of_lane = draw.cards_shown.iter().filter(|card| card.lane == lane.id);
    let mut spans: Vec<Span> = of_lane
        .filter_map(|card| {
            let (first, last) = *draw.spans.get(card.id.as_str())?;
            let shown = |column: &super::Column| (first..=last).contains(&column.index);
            let from = columns.iter().position(shown)?;
            let to = columns.iter().rposition(shown)?;
            Some(Span {
                card,
                from,
                to,
                before: columns[from].index > first,
                after: columns[to].index < last,
            })
        })
        .collect();
    spans.sort_by_key(|span| span.from);
    spans
}

fn track(draw: &Draw, lane: &Lane, row: &[Span]) -> Piece {
    let mut all = Piece {
        nodes: Vec::new(),
        height: 0.0,
    };
    for span in row {
        let (first, last) = (&draw.grid.columns[span.from], &draw.grid.columns[span.to]);
        let left = first.x + PAD + if span.before { SIGN } else { 0.0 };
        let right = last.x + last.w - PAD - if span.after { SIGN } else { 0.0 };
        let cell = Area::new(left, 0.0, right - left, 0.0);
        let (mut nodes, height) = cards::card(draw, lane.role, span.card, cell);
        let sign = |x: f32| chevron(x + 4.0, height / 2.0, draw.t.line_strong);
        if span.before {
            nodes.push(sign(left - SIGN));
        }
        if span.after {
            nodes.push(sign(right + 2.0));
        }
        let place = Place::At {
            stage: first.stage,
            step: Some(first.index),
            lane: draw.lane_name(lane).into(),
        };
        let title = format!(
            "{} ({})",
            draw.card_title(span.card),
            words::until(draw.lang, last.index + 1)
        );
        let area = Area::new(left, 0.0, right - left, height);
        let role = Role::Card(crate::text::clean(&span.card.id));
        all.nodes
            .push(Group::placed(Group::in_cell(role, title, area, nodes), place));
        all.height = all.height.max(height);
    }
    all
}

fn chevron(x: f32, y: f32, color: Color) -> Node {
    Node::Path {
        segs: vec![
            Seg::Move(x, y - 6.0),
            Seg::Line(x + 6.0, y),
            Seg::Line(x, y + 6.0),
        ],
        fill: None,
        stroke: Some(Stroke::solid(color, 2.0)),
    }
}
