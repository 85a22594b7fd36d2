//! The emotion curve: points where people were asked, an interval around them, gaps where nobody was; up to four curves in
//! one picture, and below it what people said.

mod chart;
mod labels;
mod look;

pub(super) use chart::{Frame, alone, chart};
pub(super) use labels::Taken;
pub(crate) use look::hue;
pub(super) use look::{marker, sample, wish as wish_sign};

use super::rows::Piece;
use super::{Draw, MARGIN, PAD, RAIL, Row, icon};
use crate::curve::series::{CURVES_MAX, Curve, Tells, summary};
use crate::scene::{Anchor, Area, Group, Node, Place, Role, Stroke, Weight};
use crate::text::Style;
use crate::theme::face;
use crate::{terms, words};
use tropa_map::document::{Card, Lane, Wish};
use tropa_map::format::signed;

/// Between two of the five guide lines.
const GUIDE: f32 = 44.0;
/// Room for the number of a point at the top.
const TOP: f32 = 52.0;
const BOTTOM: f32 = 48.0;
const BOTTOM_MIN: f32 = 14.0;
/// Without a single score there is nothing to draw but the sentence that says so.
const EMPTY_HEIGHT: f32 = 56.0;
const NAMES_LINE: f32 = 22.0;
/// Of a line with its marker in the list of names.
const SAMPLE: f32 = 34.0;

/// The curves of a lane, those of more than four personas in pictures below each other.
pub(super) fn row(draw: &Draw, lane: &Lane) -> Row {
    let curves: Vec<&Curve> = draw.curves.iter().filter(|curve| curve.lane == lane.id).collect();
    if curves.is_empty() {
        let text = words::no_scores(draw.lang);
        let y = (EMPTY_HEIGHT - draw.muted(13.0).line()) / 2.0;
        let node = draw.text(text, draw.grid.left + PAD, y, draw.muted(13.0));
        return Row {
            nodes: vec![Group::node(Role::Part, "", vec![node])],
            height: EMPTY_HEIGHT,
            ..Row::default()
        };
    }
    let name_height = super::rows::rail(draw, lane, false).1;
    let mut all = Row::default();
    for (i, panel) in panels(&curves).iter().enumerate() {
        let top = if i == 0 { TOP.max(name_height) } else { TOP };
        let mut row = self::panel(draw, panel, top);
        row.nodes
            .iter_mut()
            .chain(&mut row.rail)
            .for_each(|node| node.shift(0.0, all.height));
        all.nodes.append(&mut row.nodes);
        all.rail.append(&mut row.rail);
        all.height += row.height;
    }
    all
}

/// At most four curves each, a curve and its twin of another map together; the wishes stand in the first.
pub(super) fn panels<'c, 'a>(curves: &[&'c Curve<'a>]) -> Vec<Vec<&'c Curve<'a>>> {
    let mut panels: Vec<Vec<&Curve>> = vec![Vec::new()];
    let is = |tells: Tells| curves.iter().copied().filter(move |curve| curve.tells == tells);
    let mut beside: Vec<&Curve> = is(Tells::Beside).collect();
    let mut put = |group: Vec<&'c Curve<'a>>| {
        let last = panels.last_mut().expect("there is always a panel");
        if last.is_empty() || last.len() + group.len() <= CURVES_MAX {
            last.extend(group);
        } else {
            panels.push(group);
        }
    };
    for felt in is(Tells::Felt) {
        let twin = beside.iter().position(|other| other.persona == felt.persona);
        put(std::iter::once(felt)
            .chain(twin.map(|at| beside.remove(at)))
            .collect());
    }
    beside.into_iter().for_each(|curve| put(vec![curve]));
    let first = panels.first_mut().expect("there is always a panel");
    first.extend(is(Tells::Expected).chain(is(Tells::Intended)));
    panels
}

fn panel(draw: &Draw, curves: &[&Curve], top: f32) -> Row {
    let (left, right) = (draw.grid.left, draw.grid.right);
    let (names, names_height) = names(draw, curves, left + PAD, 10.0, right - left - 2.0 * PAD);
    let top = top.max(names_height + 34.0);
    let (best, worst) = (top, top + 4.0 * GUIDE);
    // Room for a number below the scale only where a point stands that low.
    let low = |curve: &&Curve| {
        curve
            .known()
            .any(|(_, point)| point.lo.unwrap_or(point.value) < -1.0)
    };
    let height = worst
        + if curves.iter().any(low) {
            BOTTOM
        } else {
            BOTTOM_MIN
        };
    let columns = &draw.grid.columns;
    let frame = Frame {
        area: Area::new(
            left,
            names_height + 8.0,
            right - left,
            height - names_height - 10.0,
        ),
        best,
        worst,
        columns: columns
            .iter()
            .map(|column| (column.index, column.center()))
            .collect(),
        pitch: columns.first().map_or(200.0, |column| column.w),
        numbers: true,
    };
    let (guides, rail) = guides(draw, &frame);
    let chart = chart(draw, &frame, curves);
    let mut nodes = vec![guides];
    let told = summary(draw.map, &draw.curves, draw.lang).unwrap_or_default();
    nodes.push(Group::placed(
        Group::node(Role::Figure, told, chart.lines),
        Place::Across,
    ));
    nodes.extend(names);
    for mark in chart.markers {
        nodes.push(match mark.card {
            Some(card) => {
                let column = &columns[mark.column];
                let cell = Area::new(column.x, 0.0, column.w, height);
                draw.card_group(card, cell, mark.nodes)
            }
            None => Group::node(Role::Decoration, "", mark.nodes),
        });
    }
    nodes.extend(chart.names);
    Row {
        nodes,
        height,
        rail: vec![rail],
        ..Row::default()
    }
}

/// A chart in a part of a sheet: names of the curves, a plot `tall` from −2 to +2 over the columns `(step, x)`, with the
/// faces of the scale at its left. Returns the nodes from y = 0 and their height.
pub(super) fn figure(
    draw: &Draw,
    curves: &[&Curve],
    columns: &[(usize, f32)],
    left: f32,
    right: f32,
    tall: f32,
) -> (Vec<Node>, f32) {
    const EDGE: f32 = 34.0;
    const FACE: f32 = 18.0;
    let (mut nodes, mut y) = (Vec::new(), 0.0);
    let pitches = columns.windows(2).map(|pair| pair[1].1 - pair[0].1);
    let pitch = pitches.fold(f32::INFINITY, f32::min).clamp(24.0, 320.0);
    for panel in panels(curves) {
        let (names, names_height) = names(draw, &panel, left, y, right - left);
        nodes.extend(names);
        y += names_height;
        let frame = Frame {
            area: Area::new(left + FACE + 8.0, y, right - left - FACE - 8.0, tall + 2.0 * EDGE),
            best: y + EDGE,
            worst: y + EDGE + tall,
            columns: columns.to_vec(),
            pitch,
            numbers: true,
        };
        let guides = [2.0, 1.0, 0.0, -1.0, -2.0].map(|value| guide(draw, &frame, value));
        nodes.push(Group::node(Role::Decoration, "", guides.to_vec()));
        let faces = [2.0, 0.0, -2.0].map(|value| {
            let color = draw.t.feeling(value);
            icon(
                face(value),
                left,
                frame.height_of(value) - FACE / 2.0,
                FACE,
                color,
            )
        });
        let chart = chart(draw, &frame, &panel);
        let told = summary(draw.map, &draw.curves, draw.lang).unwrap_or_default();
        nodes.push(Group::node(Role::Figure, told, chart.lines));
        nodes.push(Group::node(Role::Decoration, "", faces.to_vec()));
        for mark in chart.markers {
            nodes.push(match mark.card {
                Some(card) => {
                    let role = Role::Card(crate::text::clean(&card.id));
                    Group::node(role, draw.card_title(card), mark.nodes)
                }
                None => Group::node(Role::Decoration, "", mark.nodes),
            });
        }
        nodes.extend(chart.names);
        y += tall + 2.0 * EDGE;
    }
    (nodes, y)
}

/// Which line is whose, where there is more than one; as many lines of text as it takes.
pub(super) fn names(draw: &Draw, curves: &[&Curve], left: f32, top: f32, width: f32) -> (Vec<Node>, f32) {
    if curves.len() < 2 {
        return (Vec::new(), 0.0);
    }
    let alone = alone(curves);
    let style = draw.style(12.0, Weight::Regular);
    let (mut x, mut y, mut nodes) = (left, top, Vec::new());
    for curve in curves {
        let name = match curve.tells {
            Tells::Felt if alone => words::experienced(draw.lang).to_owned(),
            _ => curve.name.clone(),
        };
        let w = SAMPLE + 8.0 + draw.width(&name, style).min(width - SAMPLE - 8.0);
        if x > left && x + w > left + width {
            (x, y) = (left, y + NAMES_LINE);
        }
        let mut sign = sample(draw, curve, alone, SAMPLE);
        sign.iter_mut()
            .for_each(|node| node.shift(x, y + style.line() / 2.0));
        let (lines, height) = draw.block(&name, x + SAMPLE + 8.0, y, width - SAMPLE - 8.0, style);
        sign.extend(lines);
        nodes.push(Group::placed(Group::node(Role::Part, "", sign), Place::Across));
        y += height - style.line();
        x += w + 24.0;
    }
    (nodes, y - top + NAMES_LINE)
}

/// Five lines, the middle one firmer, with faces and words on the rail.
fn guides(draw: &Draw, frame: &Frame) -> (Node, Node) {
    let t = &draw.t;
    let names = draw.feeling_words();
    let (mut nodes, mut words_nodes) = (Vec::new(), Vec::new());
    for (i, value) in [2.0, 1.0, 0.0, -1.0, -2.0].into_iter().enumerate() {
        let y = frame.height_of(value);
        nodes.push(guide(draw, frame, value));
        let style = Style {
            color: t.feelings[4 - i],
            ..draw.style(11.0, Weight::Regular)
        };
        let right = MARGIN + RAIL - 4.0;
        let lines = draw
            .measure
            .wrap(&names[4 - i], RAIL - 44.0, style.size, style.weight);
        let top = y - lines.len() as f32 * style.line() / 2.0;
        for (k, line) in lines.into_iter().enumerate() {
            let y = top + k as f32 * style.line();
            words_nodes.push(draw.anchored(line, right - 24.0, y, Anchor::End, style));
        }
        words_nodes.push(icon(face(value), right - 18.0, y - 9.0, 18.0, t.feelings[4 - i]));
    }
    (
        Group::node(Role::Decoration, "", nodes),
        Group::node(Role::Decoration, "", words_nodes),
    )
}

pub(super) fn guide(draw: &Draw, frame: &Frame, value: f64) -> Node {
    let y = frame.height_of(value);
    let color = if value == 0.0 { draw.t.open } else { draw.t.line };
    Node::line(frame.area.x, y, frame.area.right(), y, Stroke::solid(color, 1.0))
}

/// What a card of the lane says beside its point: the marker of its curve, the words, the named feelings.
pub(super) fn said(draw: &Draw, card: &Card, cell: Area) -> Option<Piece> {
    let text = draw.say(&card.text);
    let named = terms::emotions(draw.lang, &card.emotions);
    if text.is_empty() && named.is_empty() && card.feeling.is_some() {
        return None;
    }
    let own = |curve: &&Curve| {
        let persona = card.personas.first().map(String::as_str);
        curve.lane == card.lane
            && curve.tells == Tells::Felt
            && (persona.is_none() || persona == curve.persona)
    };
    let curve = draw.curves.iter().find(own);
    let curves: Vec<&Curve> = draw
        .curves
        .iter()
        .filter(|curve| curve.lane == card.lane && curve.tells == Tells::Felt)
        .collect();
    let slot = curve.map_or(0, |curve| curve.slot);
    let value = card.feeling.as_ref().map(|feeling| feeling.value);
    let color = match (alone(&curves), value) {
        (true, Some(value)) => draw.t.feeling(value),
        (true, None) => draw.t.line_strong,
        (false, _) => hue(&draw.t, slot),
    };
    let x = cell.x + 18.0;
    let room = cell.right() - x;
    let style = draw.style(12.0, Weight::Regular);
    let (lines, mut height) = draw.block(&text, x, cell.y, room, style);
    let mut nodes = marker(
        draw,
        slot,
        card.state,
        (cell.x + 6.0, cell.y + style.line() / 2.0),
        4.5,
        color,
    );
    nodes.extend(lines);
    let (lines, more) = draw.block(&named, x, cell.y + height, room, draw.muted(11.0));
    nodes.extend(lines);
    height += more;
    for quote in card
        .evidence
        .iter()
        .filter_map(|evidence| evidence.quote.as_ref())
    {
        let text = format!("«{}»", crate::text::clean(&quote.text));
        let (lines, more) = draw.block(&text, x, cell.y + height, room, draw.muted(11.0));
        nodes.extend(lines);
        height += more;
    }
    let height = height.max(style.line());
    Some(Piece {
        nodes: vec![draw.card_group(card, Area { h: height, ..cell }, nodes)],
        height,
    })
}

/// What people expected of a step or what the company wants them to feel: sign, words, value, named feelings; of what was
/// expected also what came of it.
pub(super) fn wished(draw: &Draw, tells: Tells, wish: &Wish, step: usize, cell: Area) -> Option<Piece> {
    let text = draw.say(&wish.text);
    let named = terms::emotions(draw.lang, &wish.emotions);
    let value = wish.feeling.filter(|value| value.is_finite());
    if text.is_empty() && named.is_empty() && value.is_none() {
        return None;
    }
    let felt: Vec<f64> = draw
        .curves
        .iter()
        .filter(|curve| curve.tells == Tells::Felt)
        .filter_map(|curve| Some(curve.points.get(step)?.as_ref()?.value))
        .collect();
    let short = match (value, felt.as_slice()) {
        (Some(value), [felt]) => format!(
            "{} → {} {}",
            signed(draw.lang, value, 1),
            words::in_fact(draw.lang),
            signed(draw.lang, *felt, 1)
        ),
        (Some(value), _) => signed(draw.lang, value, 1),
        (None, _) => String::new(),
    };
    let (x, mut y) = (cell.x + 30.0, cell.y);
    let room = cell.right() - x;
    let mut nodes = wish_sign(draw, tells, cell.x + 12.0, cell.y + 8.0);
    let mut said = Vec::new();
    for (text, style) in [
        (text, draw.style(12.0, Weight::Regular)),
        (short, draw.style(12.0, Weight::SemiBold)),
        (named, draw.muted(11.0)),
    ] {
        let (lines, height) = draw.block(&text, x, y, room, style);
        nodes.extend(lines);
        y += height;
        said.push(text);
    }
    said.retain(|text| !text.is_empty());
    let height = (y - cell.y).max(18.0);
    let title = said.join(", ");
    Some(Piece {
        nodes: vec![Group::in_cell(
            Role::Part,
            title,
            Area { h: height, ..cell },
            nodes,
        )],
        height,
    })
}
