//! The journey as a strip of pictures: one panel a step, with what happens, what is thought and how it feels.

use super::*;
use crate::icons;
use crate::layout::{GAP, MARGIN};
use crate::scene::{Anchor, Seg};
use crate::theme::face;
use crate::words;

/// Of a panel; as many stand side by side as fit.
const PANEL_MIN: f32 = 240.0;
const PICTURE_HEIGHT: f32 = 120.0;
/// Over each panel, for the stage.
const RIBBON: f32 = 32.0;

pub(super) fn blocks(draw: &Draw, right: f32) -> Vec<Row> {
    let across = (((right - MARGIN + GAP) / (PANEL_MIN + GAP)).floor() as usize).clamp(1, 5);
    let steps = &draw.grid.columns;
    // As many rows as it takes, filled evenly: no single panel alone on the last one.
    let rows = steps.len().div_ceil(across).max(1);
    let across = steps.len().div_ceil(rows).max(1);
    columns(steps.len(), across, MARGIN, right - MARGIN, GAP, |i, x, w| {
        let begins = i == 0 || steps[i - 1].stage != steps[i].stage;
        panel_of(draw, &steps[i], begins, x, w)
    })
}

/// The ribbon over the panels of a stage; its name stands over the first of them.
fn ribbon(draw: &Draw, column: &crate::layout::Column, begins: bool, x: f32, w: f32) -> Vec<Node> {
    let t = draw.t;
    let color = t.stage(column.stage);
    let mut nodes = vec![Node::fill(Area::new(x, 22.0, w, 4.0), 2.0, color)];
    let stage = draw.grid.stages.iter().find(|stage| stage.index == column.stage);
    if let Some(stage) = stage.filter(|_| begins) {
        let name = format!("{}. {}", stage.index + 1, draw.say(&stage.stage.name));
        let style = Style {
            color,
            ..draw.style(13.0, Weight::Bold)
        };
        // One line over one panel; a longer name is told in full by the heading.
        let size = [13.0, 12.0, 11.0]
            .into_iter()
            .find(|size| draw.measure.width(&name, *size, Weight::Bold) <= w);
        let shown = match size {
            Some(size) => draw.text(name.clone(), x, 0.0, Style { size, ..style }),
            None => draw.text((stage.index + 1).to_string(), x, 0.0, style),
        };
        nodes.push(crate::layout::heading(2, &name, vec![shown]));
    }
    nodes
}

fn panel_of(draw: &Draw, column: &crate::layout::Column, begins: bool, x: f32, w: f32) -> (Vec<Node>, f32) {
    let t = draw.t;
    let step = column.step;
    let feeling = feeling_at(draw, &step.id);
    let ground = feeling.map_or(t.track, |value| t.feeling(value).over(t.paper, 0.16));
    let frame = Area::new(x, 0.0, w, frame_height(draw, w));
    let mut inner = vec![Node::fill(frame, 10.0, ground)];
    match picture_of(draw, &step.id, frame) {
        Some(picture) => inner.extend(beside(draw, picture, feeling, frame)),
        None => inner.extend(scene_of(draw, column, feeling, x, w)),
    }
    let room = w - 24.0;
    let mut y = frame.h + 10.0;
    let name = format!("{}. {}", column.index + 1, draw.say(&step.name));
    let (lines, height) = draw.block(&name, x + 12.0, y, room, draw.style(14.0, Weight::Bold));
    inner.push(crate::layout::heading(3, &name, lines));
    y += height + 6.0;
    if step.moment_of_truth {
        let style = Style {
            color: t.stage(column.stage),
            ..draw.style(12.0, Weight::SemiBold)
        };
        let area = Area::new(x + 12.0, y, room, 0.0);
        let (nodes, height) = signed_line(
            draw,
            "review",
            style.color,
            words::moment_of_truth(draw.lang),
            area,
            style,
        );
        inner.extend(nodes);
        y += height + 4.0;
    }
    for role in [
        LaneRole::Actions,
        LaneRole::Expectations,
        LaneRole::Pains,
        LaneRole::Delights,
    ] {
        let color = match role {
            LaneRole::Pains => t.pain,
            LaneRole::Delights => t.completed,
            _ => t.line_strong,
        };
        for card in of_role(draw, role, &step.id) {
            let (line, height) = card_line(
                draw,
                card,
                icons::of_lane(role),
                color,
                Area::new(x + 12.0, y, room, 0.0),
            );
            inner.push(line);
            y += height + 5.0;
        }
    }
    for role in [LaneRole::Thoughts, LaneRole::Questions, LaneRole::Quotes] {
        for card in of_role(draw, role, &step.id) {
            let (bubble, height) = bubble(draw, card, x + 12.0, y + 4.0, room);
            inner.push(bubble);
            y += height + 12.0;
        }
    }
    let height = y + 8.0;
    let mut nodes = vec![panel(
        Area::new(x, 0.0, w, height),
        t.card,
        Some(Stroke::solid(t.card_line, 1.0)),
    )];
    nodes.append(&mut inner);
    nodes.iter_mut().for_each(|node| node.shift(0.0, RIBBON));
    let mut all = ribbon(draw, column, begins, x, w);
    all.append(&mut nodes);
    (all, height + RIBBON)
}

/// Of the frames: as of a photograph where the map has pictures of its steps.
fn frame_height(draw: &Draw, w: f32) -> f32 {
    let any = draw.cards_shown.iter().any(|card| card.image.is_some());
    if any {
        (w * 9.0 / 16.0).round().max(PICTURE_HEIGHT)
    } else {
        PICTURE_HEIGHT
    }
}

/// The picture of the step: of the lane of pictures before others.
fn picture_of(draw: &Draw, step: &str, frame: Area) -> Option<Node> {
    let own = of_role(draw, LaneRole::Images, step);
    let any = draw
        .lanes
        .iter()
        .flat_map(|lane| draw.cards(&lane.id, step))
        .copied();
    own.chain(any)
        .filter_map(|card| card.image.as_ref())
        .find_map(|id| images::filling(draw, id, frame, 10.0))
}

/// The picture with the feeling in its corner.
fn beside(draw: &Draw, picture: Node, feeling: Option<f64>, frame: Area) -> Vec<Node> {
    let t = draw.t;
    let alt = match &picture {
        Node::Picture { alt, .. } => alt.clone(),
        _ => String::new(),
    };
    let mut nodes = vec![group(Role::Figure, &alt, vec![picture])];
    if let Some(value) = feeling {
        let style = draw.style(11.0, Weight::SemiBold);
        let word = words::feelings(draw.lang)[crate::theme::nearest_word(value)];
        let (x, y) = (frame.x + 8.0, frame.bottom() - 34.0);
        let plate = Area::new(x, y, 34.0 + draw.width(word, style) + 10.0, 26.0);
        let badge = vec![
            Node::Rect {
                area: plate,
                radius: 13.0,
                fill: Some(Paint::Solid(t.card)),
                stroke: Some(Stroke::solid(t.card_line, 1.0)),
            },
            icon(face(value), x + 6.0, y + 3.0, 20.0, t.feeling(value)),
            draw.text(word, x + 32.0, y + 13.0 - style.line() / 2.0, style),
        ];
        nodes.push(group(Role::Decoration, "", badge));
    }
    nodes
}

/// Whom one sees in the panel: the face of the feeling large, the channels beside it.
fn scene_of(draw: &Draw, column: &crate::layout::Column, feeling: Option<f64>, x: f32, w: f32) -> Vec<Node> {
    let t = draw.t;
    let mut nodes = Vec::new();
    let (sign, color) = match feeling {
        Some(value) => (face(value), t.feeling(value)),
        None => ("person", t.line_strong),
    };
    nodes.push(icon(sign, x + 20.0, 28.0, 64.0, color));
    let channels: Vec<&'static str> = of_role(draw, LaneRole::Channels, &column.step.id)
        .filter_map(|card| card.channel.as_ref())
        .filter_map(|id| draw.map.channels.iter().find(|channel| channel.id == *id))
        .map(|channel| icons::named(&channel.icon))
        .take(3)
        .collect();
    for (i, sign) in channels.iter().enumerate() {
        let cx = x + w - 40.0 - i as f32 * 44.0;
        nodes.push(Node::Circle {
            x: cx,
            y: 60.0,
            r: 19.0,
            fill: Some(Paint::Solid(t.card)),
            stroke: Some(Stroke::solid(t.card_line, 1.0)),
        });
        nodes.push(icon(sign, cx - 11.0, 49.0, 22.0, t.ink));
    }
    if let Some(value) = feeling {
        let words = words::feelings(draw.lang);
        let text = words[crate::theme::nearest_word(value)];
        let style = draw.style(11.0, Weight::SemiBold);
        nodes.push(draw.anchored(text, x + 52.0, 96.0, Anchor::Middle, style));
    }
    vec![group(Role::Decoration, "", nodes)]
}

/// Words in a bubble with a tail towards the face.
fn bubble(draw: &Draw, card: &Card, x: f32, y: f32, w: f32) -> (Node, f32) {
    let t = draw.t;
    let style = draw.style(13.0, Weight::Regular);
    let (lines, text_height) = draw.block(&draw.say(&card.text), x + 12.0, y + 8.0, w - 24.0, style);
    let height = text_height + 16.0;
    let fill = t.lane(LaneRole::Thoughts);
    let mut nodes = vec![
        Node::Rect {
            area: Area::new(x, y, w, height),
            radius: 12.0,
            fill: Some(Paint::Solid(fill)),
            stroke: None,
        },
        Node::Path {
            segs: vec![
                Seg::Move(x + 18.0, y + 1.0),
                Seg::Line(x + 24.0, y - 7.0),
                Seg::Line(x + 34.0, y + 1.0),
                Seg::Close,
            ],
            fill: Some(Paint::Solid(fill)),
            stroke: None,
        },
    ];
    nodes.extend(lines);
    (draw.card_group(card, Area::new(x, y, w, height), nodes), height)
}
