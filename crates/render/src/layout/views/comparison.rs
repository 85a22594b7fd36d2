//! Personas side by side: how their feelings part, who does what, what each of them needs. What differs is marked.

use super::*;
use crate::curve::series::Curve;
use crate::layout::emotion;
use crate::layout::{Column, GAP, MARGIN};
use crate::{icons, terms, words};
use std::collections::BTreeSet;
use tropa_map::document::{Persona, Trait, TraitKind};
use tropa_map::format::signed;
use tropa_model::feeling::EvidenceState;

/// Side by side; more go on below.
const ACROSS_MAX: usize = 4;
const RAIL: f32 = 150.0;
const PLOT: f32 = 150.0;
const PAD: f32 = 10.0;
/// Feelings this far apart are worth a line of their own.
const APART_MIN: f64 = 1.0;
const LISTED_MAX: usize = 5;

/// A persona with its looks.
struct Side<'a> {
    persona: &'a Persona,
    slot: usize,
}

pub(super) fn blocks(draw: &Draw, right: f32) -> Vec<Row> {
    let personas = &draw.map.personas;
    if personas.len() < 2 {
        return vec![plain(draw, words::one_persona(draw.lang), right)];
    }
    let sides: Vec<Side> = personas
        .iter()
        .enumerate()
        .map(|(i, persona)| Side {
            persona,
            slot: slot(draw, persona, i),
        })
        .collect();
    let mut rows = Vec::new();
    rows.extend(feelings(draw, &sides, right));
    rows.extend(apart(draw, &sides, right));
    for group in sides.chunks(ACROSS_MAX) {
        for (title, table) in [
            (words::what_they_need(draw.lang), needs(draw, group, right)),
            (words::who_does_what(draw.lang), doings(draw, group, right)),
        ] {
            if !table.is_empty() {
                rows.push(Row {
                    on_pages: OnPages::Repeated,
                    ..heads(draw, title, group, right)
                });
                rows.extend(table);
                end_table(&mut rows);
            }
        }
    }
    rows
}

fn plain(draw: &Draw, text: &str, right: f32) -> Row {
    let (nodes, height) = draw.block(text, MARGIN, 0.0, right - MARGIN, draw.muted(14.0));
    Row {
        nodes,
        height,
        ..Row::default()
    }
}

/// As in the curve, else by the persona's number.
pub(super) fn slot(draw: &Draw, persona: &Persona, index: usize) -> usize {
    let own = |curve: &&Curve| curve.persona == Some(persona.id.as_str());
    draw.curves.iter().find(own).map_or(index, |curve| curve.slot)
}

fn color(draw: &Draw, side: &Side) -> Color {
    emotion::hue(&draw.t, side.slot)
}

/// Left edge and width of a persona's column.
fn place(index: usize, count: usize, right: f32) -> (f32, f32) {
    let left = MARGIN + RAIL + GAP;
    let w = (right - left - GAP * (count as f32 - 1.0)) / count as f32;
    (left + index as f32 * (w + GAP), w)
}

/// The title of a table over its rail, and a head for each persona.
fn heads(draw: &Draw, title: &str, group: &[Side], right: f32) -> Row {
    let t = draw.t;
    let (title, height) = part_title(draw, title, MARGIN, PAD, RAIL);
    let mut row = Row {
        nodes: vec![title],
        height: height + PAD,
        ..Row::default()
    };
    let mut drawn = Vec::new();
    for (i, side) in group.iter().enumerate() {
        let (x, w) = place(i, group.len(), right);
        let hue = color(draw, side);
        let name = draw.say(&side.persona.name);
        let room = w - 2.0 * PAD - 26.0;
        let left = x + PAD + 26.0;
        let (lines, mut y) = draw.block(&name, left, PAD, room, draw.style(15.0, Weight::Bold));
        y += PAD;
        let mut inner = emotion::marker(
            draw,
            side.slot,
            EvidenceState::Measured,
            (x + PAD + 10.0, PAD + 10.0),
            8.0,
            hue,
        );
        inner.extend(lines);
        let roles: Vec<&str> = side
            .persona
            .buying_roles
            .iter()
            .map(|role| terms::buying_role(draw.lang, *role))
            .collect();
        let style = draw.style(12.0, Weight::SemiBold);
        for (text, style) in [
            (roles.join(", "), style),
            (draw.say(&side.persona.summary), draw.muted(12.0)),
        ] {
            let (lines, height) = draw.block(&text, left, y, room, style);
            inner.extend(lines);
            y += height;
        }
        row.height = row.height.max(y + PAD);
        drawn.push((x, w, name, inner, hue));
    }
    for (x, w, name, inner, hue) in drawn {
        let area = Area::new(x, 0.0, w, row.height);
        let mut nodes = vec![panel(
            area,
            hue.over(t.paper, 0.08),
            Some(Stroke::solid(hue, 1.25)),
        )];
        nodes.extend(inner);
        row.nodes.push(crate::layout::heading(2, &name, nodes));
    }
    row
}

/// All curves over all steps, with the names of the steps below them.
fn feelings(draw: &Draw, sides: &[Side], right: f32) -> Vec<Row> {
    let ids: Vec<&str> = sides.iter().map(|side| side.persona.id.as_str()).collect();
    let curves: Vec<&Curve> = draw
        .curves
        .iter()
        .filter(|curve| curve.persona.is_none_or(|id| ids.contains(&id)))
        .collect();
    if curves.is_empty() || draw.grid.columns.is_empty() {
        return Vec::new();
    }
    let (title, top) = part_title(
        draw,
        words::feelings_beside(draw.lang),
        MARGIN,
        0.0,
        right - MARGIN,
    );
    let left = MARGIN + 30.0;
    let w = (right - left) / draw.grid.columns.len() as f32;
    let center = |i: usize| left + w * (i as f32 + 0.5);
    let columns: Vec<(usize, f32)> = draw
        .grid
        .columns
        .iter()
        .enumerate()
        .map(|(i, column)| (column.index, center(i)))
        .collect();
    let (mut nodes, height) = emotion::figure(draw, &curves, &columns, MARGIN, right, PLOT);
    nodes.iter_mut().for_each(|node| node.shift(0.0, top));
    nodes.insert(0, title);
    let (named, named_height) = step_names(draw, left, w, top + height);
    nodes.extend(named);
    vec![Row {
        nodes,
        height: top + height + named_height,
        ..Row::default()
    }]
}

/// Numbers below the columns, and names where they can be read.
pub(super) fn step_names(draw: &Draw, left: f32, w: f32, y: f32) -> (Vec<Node>, f32) {
    const NAME_WIDTH_MIN: f32 = 84.0;
    let (mut nodes, mut tallest) = (Vec::new(), 0.0_f32);
    for (i, column) in draw.grid.columns.iter().enumerate() {
        let x = left + w * i as f32;
        let style = Style {
            color: draw.t.stage(column.stage),
            ..draw.style(11.0, Weight::SemiBold)
        };
        let text = if w >= NAME_WIDTH_MIN {
            format!("{}. {}", column.index + 1, draw.say(&column.step.name))
        } else {
            (column.index + 1).to_string()
        };
        let lines = draw
            .measure
            .wrap(&text, (w - 8.0).max(16.0), style.size, style.weight);
        tallest = tallest.max(lines.len() as f32 * style.line());
        let lines = lines.into_iter().enumerate().map(|(k, line)| {
            let y = y + k as f32 * style.line();
            draw.anchored(line, x + w / 2.0, y, crate::scene::Anchor::Middle, style)
        });
        nodes.push(group(Role::Part, "", lines.collect()));
    }
    (nodes, tallest + 4.0)
}

/// What a persona felt at a step, from the curve that is its own.
fn felt(draw: &Draw, persona: &Persona, step: usize) -> Option<f64> {
    let own = draw.curves.iter().filter(|curve| {
        curve.persona == Some(persona.id.as_str()) && curve.tells == crate::curve::series::Tells::Felt
    });
    own.filter_map(|curve| Some(curve.points.get(step)?.as_ref()?.value))
        .next()
}

fn spread(draw: &Draw, sides: &[Side], step: usize) -> f64 {
    let values: Vec<f64> = sides
        .iter()
        .filter_map(|side| felt(draw, side.persona, step))
        .collect();
    let (lo, hi) = values
        .iter()
        .fold((f64::MAX, f64::MIN), |(lo, hi), v| (lo.min(*v), hi.max(*v)));
    if values.len() < 2 { 0.0 } else { hi - lo }
}

/// The steps at which feelings lie furthest apart.
fn apart(draw: &Draw, sides: &[Side], right: f32) -> Vec<Row> {
    let mut steps: Vec<(&Column, f64)> = draw
        .grid
        .columns
        .iter()
        .map(|column| (column, spread(draw, sides, column.index)))
        .filter(|(_, spread)| *spread >= APART_MIN)
        .collect();
    steps.sort_by(|a, b| b.1.total_cmp(&a.1));
    steps.truncate(LISTED_MAX);
    if steps.is_empty() {
        return Vec::new();
    }
    let (title, mut y) = part_title(draw, words::apart(draw.lang), MARGIN, 0.0, right - MARGIN);
    let mut nodes = vec![title];
    for (column, _) in steps {
        let name = format!("{}. {}", column.index + 1, draw.say(&column.step.name));
        let (lines, height) = draw.block(
            &name,
            MARGIN,
            y,
            right - MARGIN,
            draw.style(13.0, Weight::SemiBold),
        );
        let mut inner = lines;
        y += height;
        let (mut x, style) = (MARGIN, draw.style(12.0, Weight::Regular));
        for side in sides {
            let Some(value) = felt(draw, side.persona, column.index) else {
                continue;
            };
            let text = format!("{} {}", draw.say(&side.persona.name), signed(draw.lang, value, 1));
            let w = 20.0 + draw.width(&text, style);
            if x > MARGIN && x + w > right {
                (x, y) = (MARGIN, y + 20.0);
            }
            let at = (x + 7.0, y + 8.0);
            let sign = emotion::marker(
                draw,
                side.slot,
                EvidenceState::Measured,
                at,
                5.0,
                color(draw, side),
            );
            inner.extend(sign);
            let (lines, height) = draw.block(&text, x + 20.0, y, right - x - 20.0, style);
            inner.extend(lines);
            y += height - style.line();
            x += w + 24.0;
        }
        nodes.push(group(Role::Part, &name, inner));
        y += 28.0;
    }
    vec![Row {
        nodes,
        height: y,
        ..Row::default()
    }]
}

/// A row of the table: what it is about at the left, whether the personas differ, a cell for each.
fn row_of(
    draw: &Draw,
    group_of: &[Side],
    title: &str,
    title_color: Color,
    differ: bool,
    right: f32,
    cell: impl Fn(&Side, f32, f32) -> (Vec<Node>, f32),
) -> Row {
    let t = draw.t;
    let style = Style {
        color: title_color,
        ..draw.style(13.0, Weight::SemiBold)
    };
    let (mut lines, mut height) = draw.block(title, MARGIN, PAD, RAIL, style);
    height += PAD;
    if differ {
        let (x, y) = (MARGIN + 7.0, height + 11.0);
        lines.extend(unequal(draw, x, y));
        let (words, more) = draw.block(
            words::differs(draw.lang),
            MARGIN + 20.0,
            height + 3.0,
            RAIL - 20.0,
            draw.muted(11.0),
        );
        lines.extend(words);
        height += more + 3.0;
    }
    let mut nodes = vec![crate::layout::heading(3, title, lines)];
    let cells: Vec<(f32, f32, Vec<Node>)> = group_of
        .iter()
        .enumerate()
        .map(|(i, side)| {
            let (x, w) = place(i, group_of.len(), right);
            let (inner, tall) = cell(side, x + PAD, w - 2.0 * PAD);
            height = height.max(tall + PAD);
            (x, w, inner)
        })
        .collect();
    for (x, w, inner) in cells {
        let area = Area::new(x, 0.0, w, height);
        let ground = vec![panel(area, t.card, Some(Stroke::solid(t.line, 1.0)))];
        nodes.push(group(Role::Decoration, "", ground));
        nodes.extend(inner);
    }
    Row {
        nodes,
        height,
        ..Row::default()
    }
}

/// The sign of a difference, as in the comparison of two versions.
fn unequal(draw: &Draw, x: f32, y: f32) -> Vec<Node> {
    let color = draw.t.line_strong;
    let stroke = Stroke::solid(color, 1.5);
    vec![
        Node::line(x - 5.0, y - 2.2, x + 5.0, y - 2.2, stroke),
        Node::line(x - 5.0, y + 2.2, x + 5.0, y + 2.2, stroke),
        Node::line(x - 3.0, y + 6.0, x + 3.0, y - 6.0, stroke),
    ]
}

/// Traits kind by kind; what all of them share is said once and does not differ.
fn needs(draw: &Draw, sides: &[Side], right: f32) -> Vec<Row> {
    let mut kinds: Vec<TraitKind> = Vec::new();
    for item in sides.iter().flat_map(|side| &side.persona.traits) {
        if !kinds.contains(&item.kind) {
            kinds.push(item.kind);
        }
    }
    let rows = kinds.into_iter().map(|kind| {
        let of = |side: &Side| -> Vec<String> {
            let own = side.persona.traits.iter().filter(|item| item.kind == kind);
            own.map(|item| draw.say(&item.text)).collect()
        };
        let known: Vec<Vec<String>> = sides.iter().map(of).filter(|own| !own.is_empty()).collect();
        let sets: BTreeSet<&Vec<String>> = known.iter().collect();
        let title = terms::trait_kind(draw.lang, kind);
        row_of(
            draw,
            sides,
            title,
            draw.t.ink,
            sets.len() > 1,
            right,
            |side, x, w| {
                let own: Vec<&Trait> = side
                    .persona
                    .traits
                    .iter()
                    .filter(|item| item.kind == kind)
                    .collect();
                if own.is_empty() {
                    return nothing(draw, words::not_known(draw.lang), x, w);
                }
                let (mut nodes, mut y) = (Vec::new(), PAD);
                for item in own {
                    let mut text = draw.say(&item.text);
                    if let Some(metric) = &item.metric {
                        text = format!("{text}: {}", crate::layout::metric_text(draw.lang, metric));
                    }
                    let (lines, height) =
                        draw.block(&text, x + 34.0, y, w - 34.0, draw.style(12.0, Weight::Regular));
                    nodes.extend(cards::evidence_sign(draw, item.state, x + 23.0, y + 8.0));
                    nodes.extend(lines);
                    y += height + 3.0;
                }
                (vec![owner(draw, side, x), group(Role::Part, "", nodes)], y)
            },
        )
    });
    rows.collect()
}

/// The marker of whose cell it is: a page may begin with any row.
fn owner(draw: &Draw, side: &Side, x: f32) -> Node {
    let hue = color(draw, side);
    let at = (x + 5.0, PAD + 8.0);
    let sign = emotion::marker(draw, side.slot, EvidenceState::Measured, at, 4.5, hue);
    group(Role::Decoration, "", sign)
}

/// A word where there is nothing to tell; returns nodes and height.
fn nothing(draw: &Draw, word: &str, x: f32, w: f32) -> (Vec<Node>, f32) {
    let (lines, height) = draw.block(word, x, PAD, w, draw.muted(12.0));
    (vec![group(Role::Part, "", lines)], PAD + height)
}

/// Step by step what each does, says and suffers; steps nobody says anything of his own about are left out.
fn doings(draw: &Draw, sides: &[Side], right: f32) -> Vec<Row> {
    let told = |card: &Card| {
        let role = draw
            .lanes
            .iter()
            .find(|lane| lane.id == card.lane)
            .map(|lane| lane.role);
        !matches!(role, Some(LaneRole::Kpis | LaneRole::Channels) | None)
    };
    let mut rows = Vec::new();
    for column in &draw.grid.columns {
        let here: Vec<&Card> = draw
            .lanes
            .iter()
            .flat_map(|lane| draw.cards(&lane.id, &column.step.id).iter().copied())
            .filter(|card| told(card))
            .collect();
        let own = |side: &Side| -> Vec<&Card> {
            let lane = |card: &Card| draw.lanes.iter().find(|lane| lane.id == card.lane);
            here.iter()
                .copied()
                .filter(|card| {
                    card.personas.contains(&side.persona.id)
                        || lane(card)
                            .is_some_and(|lane| lane.persona.as_deref() == Some(side.persona.id.as_str()))
                })
                .collect()
        };
        if sides.iter().all(|side| own(side).is_empty()) {
            continue;
        }
        let some_only = sides.iter().any(|side| own(side).is_empty());
        let differ = some_only || spread(draw, sides, column.index) >= APART_MIN;
        let title = format!("{}. {}", column.index + 1, draw.say(&column.step.name));
        let hue = draw.t.stage(column.stage);
        rows.push(row_of(draw, sides, &title, hue, differ, right, |side, x, w| {
            let cards = own(side);
            if cards.is_empty() {
                return nothing(draw, words::no_part(draw.lang), x, w);
            }
            let (mut all, mut y) = (vec![owner(draw, side, x)], PAD);
            for card in cards {
                let role = draw
                    .lanes
                    .iter()
                    .find(|lane| lane.id == card.lane)
                    .map_or(LaneRole::Text, |lane| lane.role);
                let (sign, sign_color) = match &card.feeling {
                    Some(feeling) => (crate::theme::face(feeling.value), draw.t.feeling(feeling.value)),
                    None if role == LaneRole::Pains => ("pain", draw.t.pain),
                    None => (icons::of_lane(role), draw.t.line_strong),
                };
                let area = Area::new(x + 18.0, y, w - 18.0, 0.0);
                let (node, height) = doing(draw, card, sign, sign_color, area);
                all.push(node);
                y += height + 5.0;
            }
            (all, y)
        }));
    }
    rows
}

fn doing(draw: &Draw, card: &Card, sign: &'static str, color: Color, area: Area) -> (Node, f32) {
    let mut text = line_of(draw, card);
    if let Some(feeling) = card.feeling.as_ref() {
        let value = signed(draw.lang, feeling.value, 1);
        let named = terms::emotions(draw.lang, &card.emotions);
        let parts = [value, text, named];
        text = parts
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · ");
    }
    let (nodes, height) = signed_line(draw, sign, color, &text, area, draw.style(12.0, Weight::Regular));
    (draw.card_group(card, Area { h: height, ..area }, nodes), height)
}
