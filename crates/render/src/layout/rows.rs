//! One row per lane: its name on the rail, its ground, its cells.

use super::{Draw, GAP, MARGIN, PAD, RAIL, Row, cards, cut, emotion, icon, kpis, spans};
use crate::scene::{Area, Group, Node, Place, Role, Stroke, Weight};
use crate::{icons, words};
use std::collections::VecDeque;
use tropa_map::document::{Lane, LaneRole};

const ROW_HEIGHT_MIN: f32 = 56.0;

/// A row as it is placed: at once on a sheet without end, part by part on paper.
#[derive(Default)]
pub(super) struct Strip {
    /// Stands or falls as a whole, above the cells.
    figure: Option<Row>,
    cells: Option<Cells>,
}

impl From<Row> for Strip {
    fn from(row: Row) -> Self {
        Self {
            figure: Some(row),
            cells: None,
        }
    }
}

/// The content of a lane, not placed yet.
pub(super) fn lane(draw: &Draw, lane: &Lane) -> Strip {
    let cells = cells(draw, lane);
    match lane.role {
        LaneRole::Feelings => Strip {
            figure: Some(emotion::row(draw, lane)),
            cells: (!cells.is_empty()).then_some(Cells { least: 0.0, ..cells }),
        },
        _ => Strip {
            figure: None,
            cells: Some(cells),
        },
    }
}

impl Strip {
    pub fn of_cells(cells: Cells) -> Self {
        Self {
            figure: None,
            cells: Some(cells),
        }
    }

    /// All of it.
    pub fn row(mut self) -> Row {
        self.take(f32::INFINITY, false).unwrap_or_default()
    }

    /// How high the row is when all of it is placed at once.
    pub fn height(&self) -> f32 {
        let figure = self.figure.as_ref().map_or(0.0, |row| row.height);
        figure + self.cells.as_ref().map_or(0.0, Cells::height)
    }

    pub fn is_empty(&self) -> bool {
        self.figure.is_none() && self.cells.as_ref().is_none_or(Cells::is_empty)
    }

    /// Whether it looks well in parts.
    pub fn may_split(&self) -> bool {
        self.cells.is_some()
    }

    /// The next part, no higher than `room`; `None` where nothing fits. With `cut`, what is too high is cut between two
    /// lines of its text, so that something is always placed.
    pub fn take(&mut self, room: f32, cut: bool) -> Option<Row> {
        let mut all = match self.figure.take() {
            Some(row) if row.height <= room => row,
            Some(row) if !cut => {
                self.figure = Some(row);
                return None;
            }
            Some(mut row) => {
                let halves = cut::cut(std::mem::take(&mut row.nodes), room);
                self.figure = Some(Row {
                    nodes: halves.below,
                    rail: Vec::new(),
                    height: row.height - halves.moved,
                    ..Row::default()
                });
                return Some(Row {
                    nodes: halves.above,
                    rail: std::mem::take(&mut row.rail),
                    height: room,
                    ..Row::default()
                });
            }
            None => Row::default(),
        };
        let alone = all.height == 0.0;
        if let Some(cells) = self.cells.as_mut().filter(|cells| alone || !cells.is_empty()) {
            match cells.take(room - all.height, cut && alone) {
                Some(mut part) => {
                    part.nodes.iter_mut().for_each(|node| node.shift(0.0, all.height));
                    all.nodes.append(&mut part.nodes);
                    all.height += part.height;
                }
                None if alone => return None,
                None => {}
            }
        }
        Some(all)
    }
}

/// What stands in one cell: each piece drawn as if the cell began at y = 0, with its height.
pub(super) struct Stack {
    pub pieces: VecDeque<Piece>,
    /// Between two pieces.
    pub gap: f32,
}

pub(super) struct Piece {
    pub nodes: Vec<Node>,
    pub height: f32,
}

/// Cards of the steps first, below them the cards that span several steps, then those that span their stage; each part
/// aligned along the whole row.
pub(super) struct Cells {
    note: Vec<Node>,
    sections: [Vec<Stack>; 3],
    /// Even an empty row is this high.
    least: f32,
}

impl Cells {
    /// One cell per step.
    pub fn of_steps(steps: Vec<Stack>) -> Self {
        Self {
            note: Vec::new(),
            sections: [steps, Vec::new(), Vec::new()],
            least: 0.0,
        }
    }

    fn is_empty(&self) -> bool {
        self.count() == 0
    }

    fn height(&self) -> f32 {
        let tallest = |stacks: &Vec<Stack>| stacks.iter().map(Stack::height).fold(0.0, f32::max);
        let parts: Vec<f32> = self
            .sections
            .iter()
            .map(tallest)
            .filter(|height| *height > 0.0)
            .collect();
        let padded = parts.iter().sum::<f32>() + PAD * (parts.len() as f32 + 1.0);
        if parts.is_empty() {
            self.least
        } else {
            padded.max(self.least)
        }
    }

    /// See [`Strip::take`].
    fn take(&mut self, room: f32, cut: bool) -> Option<Row> {
        let waits = |stacks: &[Stack]| stacks.iter().any(|stack| !stack.pieces.is_empty());
        let before = self.count();
        let mut nodes = Vec::new();
        let mut y = 0.0;
        for section in &mut self.sections {
            let top = y + PAD;
            let mut tallest = place(section, top, room - PAD, &mut nodes);
            if cut && y == 0.0 && tallest == 0.0 && waits(section) {
                section.iter_mut().for_each(|stack| stack.cut(room - 2.0 * PAD));
                tallest = place(section, top, room - PAD, &mut nodes);
            }
            if tallest > 0.0 {
                y = top + tallest;
            }
            if waits(section) {
                break;
            }
        }
        let height = if y > 0.0 { y + PAD } else { 0.0 }.max(self.least);
        let nothing = before > 0 && y == 0.0;
        if nothing || (height > room && !cut) {
            return None;
        }
        let mut with_note = std::mem::take(&mut self.note);
        with_note.append(&mut nodes);
        Some(Row {
            nodes: with_note,
            height,
            ..Row::default()
        })
    }

    fn count(&self) -> usize {
        let stacks = self.sections.iter().flatten();
        stacks.map(|stack| stack.pieces.len()).sum()
    }
}

/// Of each stack as many pieces as end above `bottom`, from `top` on; returns the height of the highest.
fn place(stacks: &mut [Stack], top: f32, bottom: f32, nodes: &mut Vec<Node>) -> f32 {
    let mut tallest = 0.0_f32;
    for stack in stacks {
        let mut y = top;
        while let Some(piece) = stack.pieces.pop_front_if(|piece| y + piece.height <= bottom) {
            let mut piece = piece;
            piece.nodes.iter_mut().for_each(|node| node.shift(0.0, y));
            nodes.append(&mut piece.nodes);
            y += piece.height;
            tallest = tallest.max(y - top);
            y += stack.gap;
        }
    }
    tallest
}

impl Stack {
    fn height(&self) -> f32 {
        let gaps = self.gap * self.pieces.len().saturating_sub(1) as f32;
        self.pieces.iter().map(|piece| piece.height).sum::<f32>() + gaps
    }

    /// Makes the first piece fit `room` by leaving the rest of it for later.
    fn cut(&mut self, room: f32) {
        let Some(piece) = self.pieces.pop_front_if(|piece| piece.height > room) else {
            return;
        };
        let halves = cut::cut(piece.nodes, room);
        if !halves.below.is_empty() {
            self.pieces.push_front(Piece {
                nodes: halves.below,
                height: piece.height - halves.moved,
            });
        }
        self.pieces.push_front(Piece {
            nodes: halves.above,
            height: room,
        });
    }
}

fn cells(draw: &Draw, lane: &Lane) -> Cells {
    let mut note = Vec::new();
    let known = || draw.cards_shown.iter().any(|card| card.lane == lane.id);
    if lane.role == LaneRole::Channels && draw.map.origin.is_some() && !known() {
        let style = draw.muted(13.0);
        let y = (ROW_HEIGHT_MIN - style.line()) / 2.0;
        let text = draw.text(words::no_channels(draw.lang), draw.grid.left + PAD, y, style);
        note.push(Group::node(Role::Part, "", vec![text]));
    }
    let area = |x: f32, w: f32| Area::new(x + PAD, 0.0, w - 2.0 * PAD, 0.0);
    let gap = cards::gap(lane.role);
    let steps = draw.grid.columns.iter().map(|column| Stack {
        pieces: pieces(draw, lane, &column.step.id, area(column.x, column.w)).collect(),
        gap,
    });
    let stages = draw.grid.stages.iter().map(|column| {
        let area = area(column.x, column.w);
        let pieces = match lane.role {
            LaneRole::Kpis => kpis::stage(draw, lane, &column.stage.id, area)
                .into_iter()
                .collect(),
            _ => pieces(draw, lane, &column.stage.id, area).collect(),
        };
        Stack { pieces, gap }
    });
    let spans = Stack {
        pieces: spans::tracks(draw, lane).into(),
        gap: 6.0,
    };
    Cells {
        note,
        sections: [steps.collect(), vec![spans], stages.collect()],
        least: ROW_HEIGHT_MIN,
    }
}

/// The cards of one cell; those that span several steps have a place of their own.
fn pieces<'a>(draw: &'a Draw, lane: &'a Lane, at: &str, cell: Area) -> impl Iterator<Item = Piece> + use<'a> {
    let here = draw.cards(&lane.id, at).iter();
    here.filter(|card| !draw.spans.contains_key(card.id.as_str()))
        .filter_map(move |card| match lane.role {
            LaneRole::Feelings => emotion::said(draw, card, cell),
            _ => {
                let (nodes, height) = cards::card(draw, lane.role, card, cell);
                Some(Piece {
                    nodes: vec![draw.card_group(card, Area { h: height, ..cell }, nodes)],
                    height,
                })
            }
        })
}

/// The lane's name with its icon; returns the nodes and the height they need.
pub(super) fn rail(draw: &Draw, lane: &Lane, continued: bool) -> (Vec<Node>, f32) {
    let name = draw.lane_name(lane);
    if continued {
        let name = format!("{name} {}", words::continued(draw.lang));
        return rail_text(draw, icons::of_lane(lane.role), &name, "");
    }
    // The hint explains numbers; without any there is nothing to explain.
    let numbers = draw
        .cards_shown
        .iter()
        .any(|card| card.lane == lane.id && card.metric.is_some());
    let hint = if numbers {
        words::lane_hint(draw.lang, lane.role)
    } else {
        ""
    };
    rail_text(draw, icons::of_lane(lane.role), &name, hint)
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

pub(super) fn rail_text(draw: &Draw, sign: &'static str, name: &str, hint: &str) -> (Vec<Node>, f32) {
    let x = MARGIN + 12.0;
    let room = RAIL - 12.0 - 28.0 - 12.0;
    let (mut lines, height) = draw.block(name, x + 28.0, 12.0, room, draw.style(13.0, Weight::SemiBold));
    let (hint_lines, hint_height) = draw.block(hint, x + 28.0, 14.0 + height, room, draw.muted(11.0));
    lines.extend(hint_lines);
    let mut nodes = vec![icon(sign, x, 12.0, 18.0, draw.t.line_strong)];
    nodes.append(&mut lines);
    (
        vec![Group::placed(
            Group::node(Role::Heading(2), name, nodes),
            Place::Across,
        )],
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
