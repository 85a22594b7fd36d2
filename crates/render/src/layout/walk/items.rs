//! What a step says, line by line: a column takes as many lines as it has room for, the rest stands in the next frame.

use crate::icons;
use crate::layout::{Column, Draw, icon, metric_text};
use crate::scene::{Area, Color, Group, Node, Paint, Role, Weight};
use crate::text::Style;
use std::collections::VecDeque;
use tropa_map::document::{Card, LaneRole};

/// Of the words: the largest in which all of a step stands in one frame, else the smallest.
const SIZES: [f32; 4] = [24.0, 21.0, 18.0, 16.0];
/// Left of the lines of a card, below the sign of their heading.
const INSET: f32 = 26.0;
const BETWEEN_CARDS: f32 = 8.0;
const BUBBLE_PAD: f32 = 12.0;

/// The cards of a role at a step.
#[derive(Clone)]
pub(super) struct Part<'a> {
    role: LaneRole,
    cards: VecDeque<&'a Card>,
    /// Lines of the first card that earlier frames showed.
    told: usize,
}

/// The parts that have cards, in the order of `roles`.
pub(super) fn of<'a>(draw: &Draw<'a>, roles: &[LaneRole], column: &Column<'a>) -> VecDeque<Part<'a>> {
    roles
        .iter()
        .filter_map(|role| {
            let lanes = draw.lanes.iter().filter(|lane| lane.role == *role);
            let cards: VecDeque<&Card> = lanes
                .flat_map(|lane| draw.cards(&lane.id, &column.step.id))
                .copied()
                .filter(|card| !words(draw, card).is_empty())
                .collect();
            (!cards.is_empty()).then_some(Part {
                role: *role,
                cards,
                told: 0,
            })
        })
        .collect()
}

/// The card's text with its number.
fn words(draw: &Draw, card: &Card) -> String {
    let mut text = draw.say(&card.text);
    if let Some(metric) = &card.metric {
        let number = metric_text(draw.lang, metric);
        text = if text.is_empty() {
            number
        } else {
            format!("{text}: {number}")
        };
    }
    text
}

/// What is still to be told beside the face: what the person does and thinks, and what comes of it.
#[derive(Clone)]
pub(super) struct Columns<'a> {
    size: f32,
    person: VecDeque<Part<'a>>,
    outcome: VecDeque<Part<'a>>,
}

impl<'a> Columns<'a> {
    pub fn new(
        draw: &Draw,
        area: Area,
        gap: f32,
        person: VecDeque<Part<'a>>,
        outcome: VecDeque<Part<'a>>,
    ) -> Self {
        let of_size = |size| Self {
            size,
            person: person.clone(),
            outcome: outcome.clone(),
        };
        let in_one = SIZES.into_iter().map(of_size).find(|columns| {
            let mut tried = columns.clone();
            tried.take(draw, area, gap);
            tried.is_empty()
        });
        in_one.unwrap_or_else(|| of_size(SIZES[SIZES.len() - 1]))
    }

    pub fn is_empty(&self) -> bool {
        self.person.is_empty() && self.outcome.is_empty()
    }

    /// Fills two areas, or one as wide as both where a side has nothing to say; returns nodes and how many characters one
    /// has to read.
    pub fn take(&mut self, draw: &Draw, area: Area, gap: f32) -> (Vec<Node>, usize) {
        let half = (area.w - gap) / 2.0;
        let left = Area { w: half, ..area };
        let right = Area {
            x: area.x + half + gap,
            w: half,
            ..area
        };
        let (mut nodes, mut read) = take(draw, &mut self.person, left, self.size);
        let (more, further) = take(draw, &mut self.outcome, right, self.size);
        nodes.extend(more);
        read += further;
        (nodes, read)
    }
}

/// As many parts, cards and lines as fit; at least one line, whatever the room.
fn take(draw: &Draw, parts: &mut VecDeque<Part>, area: Area, size: f32) -> (Vec<Node>, usize) {
    let style = draw.style(size, Weight::Regular);
    let (mut nodes, mut read) = (Vec::new(), 0);
    let mut y = area.y;
    while let Some(part) = parts.front_mut() {
        let head = heading_style(draw);
        // A heading stands with two lines at least below it.
        if y + head.line() + 6.0 + 2.0 * style.line() > area.bottom() && y > area.y {
            break;
        }
        let name = crate::words::lane(draw.lang, part.role);
        nodes.push(crate::layout::heading(
            3,
            name,
            vec![
                icon(icons::of_lane(part.role), area.x, y, 17.0, color(draw, part.role)),
                draw.text(name, area.x + INSET, y, head),
            ],
        ));
        y += head.line() + 6.0;
        let first = y;
        while let Some(card) = part.cards.front() {
            let told = part.told;
            let Some(piece) = piece(
                draw,
                style,
                part.role,
                card,
                told,
                Area::new(area.x, y, area.w, area.bottom() - y),
                y == first,
            ) else {
                break;
            };
            read += piece.read;
            y += piece.height + BETWEEN_CARDS;
            nodes.push(piece.node);
            part.told = piece.told;
            if piece.whole {
                part.told = 0;
                part.cards.pop_front();
            } else {
                return (nodes, read);
            }
        }
        if !part.cards.is_empty() {
            break;
        }
        parts.pop_front();
        y += 10.0;
    }
    (nodes, read)
}

fn heading_style(draw: &Draw) -> Style {
    draw.muted(14.0)
}

/// The next lines of a card.
struct Piece {
    node: Node,
    height: f32,
    /// Lines of the card told so far.
    told: usize,
    whole: bool,
    /// Characters.
    read: usize,
}

/// `None` where there is no room for a line; with `at_least_one` there is.
fn piece(
    draw: &Draw,
    style: Style,
    role: LaneRole,
    card: &Card,
    told: usize,
    area: Area,
    at_least_one: bool,
) -> Option<Piece> {
    let spoken = matches!(role, LaneRole::Thoughts | LaneRole::Questions | LaneRole::Quotes);
    let (inset, pad) = if spoken {
        (BUBBLE_PAD, BUBBLE_PAD - 2.0)
    } else {
        (INSET, 0.0)
    };
    let text = words(draw, card);
    let lines = draw.measure.wrap(
        &text,
        area.w - inset - if spoken { BUBBLE_PAD } else { 0.0 },
        style.size,
        style.weight,
    );
    let room = ((area.h - 2.0 * pad) / style.line()).floor().max(0.0) as usize;
    let left = lines.len() - told.min(lines.len());
    let count = left.min(room.max(usize::from(at_least_one)));
    if count == 0 {
        return None;
    }
    let height = count as f32 * style.line() + 2.0 * pad;
    let mut nodes = Vec::new();
    if spoken {
        nodes.push(Node::Rect {
            area: Area { h: height, ..area },
            radius: 12.0,
            fill: Some(Paint::Solid(draw.t.lane(role))),
            stroke: None,
        });
    }
    let shown = &lines[told..told + count];
    nodes.extend(shown.iter().enumerate().map(|(i, line)| {
        draw.text(
            line.as_str(),
            area.x + inset,
            area.y + pad + i as f32 * style.line(),
            style,
        )
    }));
    let cell = Area { h: height, ..area };
    let node = if told == 0 {
        draw.card_group(card, cell, nodes)
    } else {
        Group::node(Role::Part, "", nodes)
    };
    Some(Piece {
        node,
        height,
        told: told + count,
        whole: count == left,
        read: shown.iter().map(|line| line.chars().count()).sum(),
    })
}

/// Of the sign over the cards.
fn color(draw: &Draw, role: LaneRole) -> Color {
    match role {
        LaneRole::Pains => draw.t.pain,
        LaneRole::Delights => draw.t.completed,
        LaneRole::Opportunities | LaneRole::Ideas => draw.t.continued,
        _ => draw.t.muted,
    }
}
