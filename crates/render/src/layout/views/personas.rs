//! A sheet for each persona: who it is, what is known and how it is known, and the persona's own way through the map.

use super::*;
use crate::curve::series::{Curve, Tells};
use crate::layout::{GAP, MARGIN, emotion};
use crate::scene::Anchor;
use crate::theme::face;
use crate::{terms, words};
use tropa_map::document::{Persona, Trait};

const PORTRAIT: f32 = 112.0;
const COLUMN_MIN: f32 = 300.0;

pub(super) fn blocks(draw: &Draw, right: f32) -> Vec<Row> {
    if draw.map.personas.is_empty() {
        let text = words::no_personas(draw.lang);
        let (nodes, height) = draw.block(text, MARGIN, 0.0, right - MARGIN, draw.muted(14.0));
        return vec![Row {
            nodes,
            height,
            ..Row::default()
        }];
    }
    draw.map
        .personas
        .iter()
        .enumerate()
        .flat_map(|(i, persona)| sheet(draw, persona, i, right))
        .collect()
}

fn sheet(draw: &Draw, persona: &Persona, index: usize, right: f32) -> Vec<Row> {
    let mut rows = vec![head(draw, persona, index, right)];
    let across = (((right - MARGIN + GAP) / (COLUMN_MIN + GAP)).floor() as usize).clamp(1, 3);
    let kinds: Vec<(&'static str, Vec<&Trait>)> = by_kind(draw, persona);
    rows.extend(columns(
        kinds.len(),
        across,
        MARGIN,
        right - MARGIN,
        GAP,
        |i, x, w| {
            let (name, traits) = &kinds[i];
            trait_box(draw, name, traits, x, w)
        },
    ));
    rows.extend(way(draw, persona, right));
    // A sheet for each: on a page together where it fits one.
    let last = rows.len() - 1;
    rows[..last]
        .iter_mut()
        .for_each(|row| row.on_pages = OnPages::WithNext);
    rows
}

/// Traits of a kind together, in the order in which their kinds first appear.
fn by_kind<'a>(draw: &Draw, persona: &'a Persona) -> Vec<(&'static str, Vec<&'a Trait>)> {
    let mut kinds: Vec<(&'static str, Vec<&'a Trait>)> = Vec::new();
    for item in &persona.traits {
        let name = terms::trait_kind(draw.lang, item.kind);
        match kinds.iter_mut().find(|(known, _)| *known == name) {
            Some((_, traits)) => traits.push(item),
            None => kinds.push((name, vec![item])),
        }
    }
    kinds
}

fn head(draw: &Draw, persona: &Persona, index: usize, right: f32) -> Row {
    let t = draw.t;
    let color = emotion::hue(&t, super::comparison::slot(draw, persona, index));
    let left = MARGIN + 24.0 + PORTRAIT + 24.0;
    let room = right - left - 24.0;
    let mut inner = vec![
        Node::Circle {
            x: MARGIN + 24.0 + PORTRAIT / 2.0,
            y: 24.0 + PORTRAIT / 2.0,
            r: PORTRAIT / 2.0,
            fill: Some(Paint::Solid(color.over(t.paper, 0.2))),
            stroke: None,
        },
        icon(
            "person",
            MARGIN + 24.0 + 20.0,
            24.0 + 20.0,
            PORTRAIT - 40.0,
            color,
        ),
    ];
    let side = Area::new(MARGIN + 24.0, 24.0, PORTRAIT, PORTRAIT);
    let portrait = persona.image.as_ref();
    if let Some(portrait) = portrait.and_then(|id| images::filling(draw, id, side, PORTRAIT / 2.0)) {
        let Node::Picture { alt, .. } = &portrait else {
            unreachable!("a picture was asked for")
        };
        inner = vec![group(Role::Figure, &alt.clone(), vec![portrait])];
    }
    let mut y = 24.0;
    let name = draw.say(&persona.name);
    let (lines, height) = draw.block(&name, left, y, room, draw.style(24.0, Weight::Bold));
    inner.push(crate::layout::heading(2, &name, lines));
    y += height + 2.0;
    let roles: Vec<&str> = persona
        .buying_roles
        .iter()
        .map(|role| terms::buying_role(draw.lang, *role))
        .collect();
    if !roles.is_empty() {
        let style = draw.style(13.0, Weight::SemiBold);
        let text = format!("{}: {}", words::buying_centre(draw.lang), roles.join(", "));
        let (lines, height) = draw.block(&text, left, y, room, style);
        inner.extend(lines);
        y += height + 4.0;
    }
    let quote = persona
        .quote
        .as_ref()
        .map(|quote| format!("«{}»", crate::text::clean(&quote.text)));
    let size = persona.size.as_ref().map(|metric| {
        format!(
            "{}: {}",
            words::segment_size(draw.lang),
            crate::layout::metric_text(draw.lang, metric)
        )
    });
    let texts = [
        (
            Some(draw.say(&persona.summary)),
            draw.style(15.0, Weight::Regular),
        ),
        (quote, draw.style(15.0, Weight::SemiBold)),
        (Some(draw.say(&persona.story)), draw.style(13.0, Weight::Regular)),
        (size, draw.muted(12.0)),
    ];
    for (text, style) in texts {
        let Some(text) = text.filter(|text| !text.is_empty()) else {
            continue;
        };
        let (lines, height) = draw.block(&text, left, y, room, style);
        inner.extend(lines);
        y += height + 6.0;
    }
    let height = y.max(24.0 + PORTRAIT) + 24.0;
    let mut nodes = vec![panel(
        Area::new(MARGIN, 0.0, right - MARGIN, height),
        color.over(t.paper, 0.06),
        None,
    )];
    nodes.append(&mut inner);
    Row {
        nodes,
        height,
        ..Row::default()
    }
}

fn trait_box(draw: &Draw, name: &str, traits: &[&Trait], x: f32, w: f32) -> (Vec<Node>, f32) {
    let t = draw.t;
    let (title, height) = draw.block(name, x + 12.0, 10.0, w - 24.0, draw.style(13.0, Weight::Bold));
    let mut inner = vec![crate::layout::heading(3, name, title)];
    let mut y = 10.0 + height + 4.0;
    for item in traits {
        let mut text = draw.say(&item.text);
        if let Some(metric) = &item.metric {
            text = format!("{text}: {}", crate::layout::metric_text(draw.lang, metric));
        }
        let (lines, height) = draw.block(&text, x + 30.0, y, w - 42.0, draw.style(13.0, Weight::Regular));
        let mut nodes = cards::evidence_sign(draw, item.state, x + 18.0, y + 9.0);
        nodes.extend(lines);
        let said = format!("{text} ({})", words::evidence(draw.lang, item.state));
        inner.push(group(Role::Part, &said, nodes));
        y += height + 5.0;
    }
    let height = y + 7.0;
    let mut nodes = vec![panel(
        Area::new(x, 0.0, w, height),
        t.card,
        Some(Stroke::solid(t.card_line, 1.0)),
    )];
    nodes.append(&mut inner);
    (nodes, height)
}

/// The persona's own feelings step by step, where the map says any.
fn way(draw: &Draw, persona: &Persona, right: f32) -> Vec<Row> {
    let t = draw.t;
    let stops: Vec<(String, f64, &Card)> = draw
        .grid
        .columns
        .iter()
        .filter_map(|column| {
            let card = of_role(draw, LaneRole::Feelings, &column.step.id).find(|card| {
                card.feeling.is_some() && (card.personas.is_empty() || card.personas.contains(&persona.id))
            })?;
            let value = card.feeling.as_ref()?.value;
            let name = format!("{}. {}", column.index + 1, draw.say(&column.step.name));
            Some((name, value, card))
        })
        .collect();
    if stops.is_empty() {
        return Vec::new();
    }
    let (title, top) = part_title(draw, words::own_way(draw.lang), MARGIN, 0.0, right - MARGIN);
    let chart = chart(draw, persona, right);
    // Under a curve only what was said beside its points is told once more.
    let stops: Vec<(String, f64, &Card)> = stops
        .into_iter()
        .filter(|(_, _, card)| chart.is_none() || !card.text.0.is_empty() || !card.emotions.is_empty())
        .collect();
    let across = ((right - MARGIN) / 150.0).floor().max(1.0) as usize;
    let mut rows = columns(stops.len(), across, MARGIN, right - MARGIN, GAP, |i, x, w| {
        let (name, value, card) = &stops[i];
        let color = t.feeling(*value);
        let style = Style {
            color,
            ..draw.style(12.0, Weight::Bold)
        };
        if chart.is_some() {
            let (mut nodes, top) = draw.block(name, x, 0.0, w, draw.style(12.0, Weight::SemiBold));
            let said = emotion::said(draw, card, Area::new(x, 0.0, w, 0.0));
            let height = said.map_or(0.0, |mut said| {
                said.nodes.iter_mut().for_each(|node| node.shift(0.0, top + 2.0));
                nodes.append(&mut said.nodes);
                said.height
            });
            return (nodes, top + 2.0 + height);
        }
        let mut nodes = vec![
            icon(face(*value), x + w / 2.0 - 16.0, 0.0, 32.0, color),
            draw.anchored(
                tropa_map::format::signed(draw.lang, *value, 1),
                x + w / 2.0,
                34.0,
                Anchor::Middle,
                style,
            ),
        ];
        let (lines, height) = draw.block(name, x, 54.0, w, draw.style(12.0, Weight::SemiBold));
        nodes.extend(lines);
        let (lines, more) = draw.block(&draw.say(&card.text), x, 56.0 + height, w, draw.muted(12.0));
        nodes.extend(lines);
        let height = 56.0 + height + more;
        (
            vec![draw.card_group(card, Area::new(x, 0.0, w, height), nodes)],
            height,
        )
    });
    if let Some(mut chart) = chart {
        chart.nodes.iter_mut().for_each(|node| node.shift(0.0, top));
        chart.nodes.insert(0, title);
        chart.height += top;
        rows.insert(0, chart);
    } else if let Some(first) = rows.first_mut() {
        first.nodes.iter_mut().for_each(|node| node.shift(0.0, top));
        first.nodes.insert(0, title);
        first.height += top;
    }
    rows
}

/// The persona's curve over all steps, beside it what people expected and what the company intends.
fn chart(draw: &Draw, persona: &Persona, right: f32) -> Option<Row> {
    const PLOT: f32 = 110.0;
    let of = |id: Option<&str>| -> Vec<&Curve> {
        let is = |curve: &&Curve| curve.is_wish() || curve.persona == id;
        draw.curves.iter().filter(is).collect()
    };
    let own = of(Some(&persona.id));
    let has_own = own.iter().any(|curve| curve.tells == Tells::Felt);
    let curves = if has_own { own } else { of(None) };
    if !curves.iter().any(|curve| curve.known().count() > 1) {
        return None;
    }
    let left = MARGIN + 30.0;
    let w = (right - left) / draw.grid.columns.len().max(1) as f32;
    let columns: Vec<(usize, f32)> = draw
        .grid
        .columns
        .iter()
        .enumerate()
        .map(|(i, column)| (column.index, left + w * (i as f32 + 0.5)))
        .collect();
    let (mut nodes, height) = emotion::figure(draw, &curves, &columns, MARGIN, right, PLOT);
    let (names, more) = super::comparison::step_names(draw, left, w, height);
    nodes.extend(names);
    Some(Row {
        nodes,
        height: height + more,
        ..Row::default()
    })
}
