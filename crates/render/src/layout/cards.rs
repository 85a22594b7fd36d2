//! Cards of the ordinary lanes.

use super::{Draw, PAD, bar, icon, images, kpis};
use crate::facts::facts;
use crate::scene::{Anchor, Area, Node, Paint, Stroke, Weight};
use crate::text::Style;
use crate::{icons, words};
use tropa_map::document::{Card, LaneRole, MetricName};
use tropa_map::format::{count, percent};
use tropa_model::feeling::EvidenceState;

/// Between two cards of a cell.
pub(super) fn gap(role: LaneRole) -> f32 {
    if role == LaneRole::Channels { 2.0 } else { 6.0 }
}

/// The nodes of a card whose top left corner and width are those of `cell`, and its height.
pub(super) fn card(draw: &Draw, role: LaneRole, card: &Card, cell: Area) -> (Vec<Node>, f32) {
    match role {
        _ if card.image.is_some() => plain(draw, card, cell),
        LaneRole::Channels if card.channel.is_some() => channel(draw, card, cell),
        LaneRole::Pains => pain(draw, card, cell),
        LaneRole::Actions if is(card, MetricName::Reach) => reach(draw, card, cell),
        LaneRole::Kpis if is(card, MetricName::Wait) => kpis::wait(draw, card, cell),
        _ => plain(draw, card, cell),
    }
}

fn is(card: &Card, name: MetricName) -> bool {
    card.metric.as_ref().is_some_and(|metric| metric.name == name)
}

/// `87 %` large, the count beside it, a bar below: how much of the crowd is here.
fn reach(draw: &Draw, card: &Card, cell: Area) -> (Vec<Node>, f32) {
    let Some(metric) = &card.metric else {
        return plain(draw, card, cell);
    };
    let value_style = draw.style(18.0, Weight::SemiBold);
    let value = percent(draw.lang, metric.value);
    let mut nodes = vec![draw.text(value, cell.x, cell.y, value_style)];
    if let Some(n) = metric.count {
        let style = draw.muted(12.0);
        nodes.push(draw.anchored(
            count(draw.lang, n),
            cell.right(),
            cell.y + 6.0,
            Anchor::End,
            style,
        ));
    }
    let mut y = cell.y + value_style.line() + 2.0;
    nodes.extend(bar(
        Area::new(cell.x, y, cell.w, 8.0),
        metric.value,
        draw.t.continued,
        draw.t.track,
    ));
    y += 8.0 + 6.0;
    let (lines, height) = draw.block(&draw.say(&card.text), cell.x, y, cell.w, draw.muted(12.0));
    nodes.extend(lines);
    y += height;
    y += kpis::target(draw, card, cell.x, y, cell.w, &mut nodes);
    (nodes, y - cell.y)
}

/// Icon, name, share: the ground is filled as far as the share goes.
fn channel(draw: &Draw, card: &Card, cell: Area) -> (Vec<Node>, f32) {
    let t = draw.t;
    let channel = card
        .channel
        .as_ref()
        .and_then(|id| draw.map.channels.iter().find(|channel| channel.id == *id));
    let sign = channel.map_or("other", |channel| icons::named(&channel.icon));
    let own = draw.say(&card.text);
    let name = if own.is_empty() {
        channel.map_or(String::new(), |channel| draw.say(&channel.name))
    } else {
        own
    };
    let share = card
        .metric
        .as_ref()
        .map(|metric| (percent(draw.lang, metric.value), metric.value));
    let number = draw.style(12.0, Weight::SemiBold);
    let number_width = share
        .as_ref()
        .map_or(0.0, |(text, _)| draw.width(text, number) + PAD);
    let (lines, height) = draw.block(
        &name,
        cell.x + 34.0,
        cell.y + 5.0,
        cell.w - 34.0 - number_width - 6.0,
        draw.style(12.0, Weight::Regular),
    );
    let height = (height + 10.0).max(28.0);
    let mut nodes = Vec::new();
    if let Some((_, value)) = &share {
        let w = (cell.w * *value as f32).clamp(4.0, cell.w);
        nodes.push(Node::Rect {
            area: Area::new(cell.x, cell.y, w, height),
            radius: 4.0,
            fill: Some(Paint::Faint(t.continued, 0.13)),
            stroke: None,
        });
    }
    nodes.push(icon(sign, cell.x + 6.0, cell.y + 4.0, 20.0, t.ink));
    nodes.extend(lines);
    if let Some((text, _)) = share {
        nodes.push(draw.anchored(text, cell.right() - 6.0, cell.y + 5.0, Anchor::End, number));
    }
    (nodes, height)
}

/// A card with the sign of its kind of pain, how many it harms, and how widely: one to three marks.
fn pain(draw: &Draw, card: &Card, cell: Area) -> (Vec<Node>, f32) {
    let t = draw.t;
    let sign = card
        .pain
        .as_ref()
        .map_or("pain", |pain| icons::of_pain(pain.kind));
    let x = cell.x + 34.0;
    let room = cell.right() - x - PAD;
    let (mut inner, title_height) = draw.block(
        &draw.say(&card.text),
        x,
        cell.y + PAD,
        room,
        draw.style(13.0, Weight::SemiBold),
    );
    let mut y = cell.y + PAD + title_height + 2.0;
    if let Some(metric) = &card.metric {
        let style = draw.muted(12.0);
        let (lines, height) = draw.block(&kpis::metric_text(draw.lang, metric), x, y, room, style);
        inner.extend(lines);
        y += height + 5.0;
        let harmed = metric.count.map_or(0.0, |harmed| harmed as f64);
        let all = draw
            .map
            .origin
            .as_ref()
            .map_or(metric.n, |origin| origin.n)
            .max(1) as f64;
        inner.extend(severity(draw, x, y, harmed / all));
        y += 8.0;
    }
    y += kpis::target(draw, card, x, y, room, &mut inner);
    y += state_line(draw, card, x, y, room, &mut inner);
    let height = (y + PAD - cell.y).max(38.0);
    let area = Area { h: height, ..cell };
    let mut nodes = vec![frame(draw, card, area)];
    nodes.push(icon(sign, cell.x + 9.0, cell.y + PAD, 18.0, t.pain));
    nodes.append(&mut inner);
    (nodes, height)
}

/// The share of all journeys a pain harms: up to 3 %, up to 10 %, more.
pub(super) fn severity_level(share: f64) -> usize {
    match share {
        s if s > 0.10 => 3,
        s if s > 0.03 => 2,
        _ => 1,
    }
}

fn severity(draw: &Draw, x: f32, y: f32, share: f64) -> Vec<Node> {
    severity_marks(draw, x, y, severity_level(share))
}

pub(super) fn severity_marks(draw: &Draw, x: f32, y: f32, level: usize) -> Vec<Node> {
    let t = draw.t;
    (0..3)
        .map(|i| {
            let area = Area::new(x + i as f32 * 20.0, y, 16.0, 6.0);
            let filled = i < level;
            let stroke = (!filled).then(|| Stroke::solid(t.line_strong, 1.0));
            Node::Rect {
                area,
                radius: 2.0,
                fill: filled.then_some(Paint::Solid(t.pain)),
                stroke,
            }
        })
        .collect()
}

/// Text, and a number above it where there is one.
fn plain(draw: &Draw, card: &Card, cell: Area) -> (Vec<Node>, f32) {
    let x = cell.x + PAD;
    let room = cell.w - 2.0 * PAD;
    let mut y = cell.y + PAD;
    let mut inner = Vec::new();
    if let Some(image) = &card.image {
        let (nodes, height) = images::block(draw, image, x, y, room);
        inner.extend(nodes);
        y += height + if height > 0.0 { 6.0 } else { 0.0 };
    }
    if let Some(metric) = &card.metric {
        let style = draw.style(18.0, Weight::SemiBold);
        let (lines, height) = draw.block(&kpis::value_text(draw.lang, metric), x, y, room, style);
        inner.extend(lines);
        y += height;
        let label = draw.say(&metric.label);
        let (lines, height) = draw.block(&label, x, y, room, draw.style(12.0, Weight::Regular));
        inner.extend(lines);
        y += height;
        for detail in kpis::details(draw.lang, metric) {
            let (lines, height) = draw.block(&detail, x, y, room, draw.muted(11.0));
            inner.extend(lines);
            y += height;
        }
    }
    let (lines, height) = draw.block(
        &draw.say(&card.text),
        x,
        y,
        room,
        Style {
            line_height: 1.4,
            ..draw.style(13.0, Weight::Regular)
        },
    );
    inner.extend(lines);
    y += height;
    for quote in card
        .evidence
        .iter()
        .filter_map(|evidence| evidence.quote.as_ref())
    {
        let text = format!("«{}»", crate::text::clean(&quote.text));
        let (lines, height) = draw.block(&text, x, y + 4.0, room, draw.muted(12.0));
        inner.extend(lines);
        y += height + 4.0;
    }
    for fact in facts(draw.lang, draw.map, card) {
        let (lines, height) = draw.block(&fact, x, y + 3.0, room, draw.muted(11.0));
        inner.extend(lines);
        y += height + 3.0;
    }
    y += kpis::target(draw, card, x, y, room, &mut inner);
    y += state_line(draw, card, x, y, room, &mut inner);
    let height = y + PAD - cell.y;
    let mut nodes = vec![frame(draw, card, Area { h: height, ..cell })];
    nodes.append(&mut inner);
    (nodes, height)
}

/// Says what the card rests on unless it is measured; returns the height it took.
fn state_line(draw: &Draw, card: &Card, x: f32, y: f32, room: f32, nodes: &mut Vec<Node>) -> f32 {
    // On a map of assumptions the broken frames say it, and the legend once.
    if card.state == EvidenceState::Measured
        || (card.state == EvidenceState::Assumption && draw.mostly_assumed())
    {
        return 0.0;
    }
    let text = words::evidence(draw.lang, card.state);
    let (lines, height) = draw.block(text, x + 16.0, y + 4.0, room - 16.0, draw.muted(11.0));
    nodes.extend(evidence_sign(draw, card.state, x + 5.0, y + 11.5));
    nodes.extend(lines);
    height + 4.0
}

/// Solid for what rests on evidence, broken for what does not.
fn frame(draw: &Draw, card: &Card, area: Area) -> Node {
    let t = draw.t;
    let stroke = match card.state {
        EvidenceState::Assumption => Stroke::dashed(t.line_strong, 1.0, 4.0, 3.0),
        _ => Stroke::solid(t.card_line, 1.0),
    };
    Node::Rect {
        area,
        radius: 6.0,
        fill: Some(Paint::Solid(t.card)),
        stroke: Some(stroke),
    }
}

/// The four states as four shapes: full disc, half disc, ring, broken ring.
pub(super) fn evidence_sign(draw: &Draw, state: EvidenceState, x: f32, y: f32) -> Vec<Node> {
    let color = draw.t.line_strong;
    let ring = |stroke| Node::Circle {
        x,
        y,
        r: 4.5,
        fill: None,
        stroke: Some(stroke),
    };
    match state {
        EvidenceState::Measured => vec![Node::Circle {
            x,
            y,
            r: 5.0,
            fill: Some(Paint::Solid(color)),
            stroke: None,
        }],
        EvidenceState::SupportedByText => {
            let half = vec![
                crate::scene::Seg::Move(x, y - 4.5),
                crate::scene::Seg::Cubic(x - 6.0, y - 4.5, x - 6.0, y + 4.5, x, y + 4.5),
                crate::scene::Seg::Close,
            ];
            vec![
                Node::Path {
                    segs: half,
                    fill: Some(Paint::Solid(color)),
                    stroke: None,
                },
                ring(Stroke::solid(color, 1.5)),
            ]
        }
        EvidenceState::SingleVoice => vec![ring(Stroke::solid(color, 1.5))],
        EvidenceState::Assumption => vec![ring(Stroke::dashed(color, 1.5, 2.0, 2.0))],
    }
}
