//! The frames of a walk: whose journey it is, each step, what stays of it.

use super::items::Columns;
use super::line::Line;
use super::{Frame, HEIGHT, MARGIN, WIDTH, line};
use crate::layout::{Draw, heading, icon};
use crate::scene::{Anchor, Area, Group, Node, Paint, Role, Scene, Weight};
use crate::text::Style;
use crate::theme::{face, nearest_word};
use crate::{icons, words};
use tropa_map::curve_summary;
use tropa_map::document::{Card, LaneRole};
use tropa_map::format::signed;

const CHARACTERS_A_SECOND: f32 = 15.0;
const SECONDS_MIN: f32 = 3.0;
const SECONDS_MAX: f32 = 12.0;

/// Where a step is told.
const BODY: Area = Area {
    x: MARGIN,
    y: 104.0,
    w: WIDTH - 2.0 * MARGIN,
    h: 424.0,
};
const PORTRAIT: f32 = 312.0;
pub(super) const BETWEEN: f32 = 28.0;
/// Beside the portrait: what the step says.
pub(super) const TOLD: Area = Area {
    x: BODY.x + PORTRAIT + BETWEEN,
    w: BODY.w - PORTRAIT - BETWEEN,
    ..BODY
};

fn frame(draw: &Draw, title: String, nodes: Vec<Node>, read: usize) -> Frame {
    let scene = Scene {
        width: WIDTH,
        height: HEIGHT,
        background: draw.t.paper,
        lang: draw.lang.tag(),
        title,
        description: String::new(),
        marks: Vec::new(),
        nodes,
    };
    Frame {
        scene,
        seconds: (read as f32 / CHARACTERS_A_SECOND + 1.0).clamp(SECONDS_MIN, SECONDS_MAX),
    }
}

/// Whose journey it is and what the map is for.
pub(super) fn title(draw: &Draw, line: &Line) -> Frame {
    let map = draw.map;
    let title = draw.say(&map.title);
    let mut nodes = Vec::new();
    let mut y = 0.0;
    let kind = format!(
        "{} · {}",
        words::kind(draw.lang, map.kind),
        words::state(draw.lang, map.state)
    );
    nodes.push(draw.anchored(kind, WIDTH / 2.0, y, Anchor::Middle, draw.muted(16.0)));
    y += 40.0;
    let (lines, height) = centred(draw, &title, y, draw.style(44.0, Weight::Bold), 1000.0);
    nodes.push(heading(1, &title, lines));
    y += height + 24.0;
    let mut read = title.chars().count();
    if let Some(persona) = draw.map.personas.first() {
        let name = draw.say(&persona.name);
        nodes.push(icon("person", WIDTH / 2.0 - 22.0, y, 44.0, draw.t.stage(0)));
        y += 52.0;
        let (lines, height) = centred(draw, &name, y, draw.style(22.0, Weight::SemiBold), 900.0);
        nodes.push(heading(2, &name, lines));
        y += height + 8.0;
        read += name.chars().count();
        let about = draw.say(&persona.summary);
        if let Some((lines, height)) = fitting(draw, &about, y, draw.muted(16.0), 820.0, 4) {
            nodes.extend(lines);
            y += height + 12.0;
            read += about.chars().count();
        }
    }
    for text in [&map.scenario, &map.purpose] {
        let text = draw.say(text);
        let style = draw.style(18.0, Weight::Regular);
        let room = ((line::area().y - 2.0 * MARGIN - y) / style.line()).floor();
        if let Some((lines, height)) = fitting(draw, &text, y, style, 900.0, room.max(0.0) as usize) {
            nodes.extend(lines);
            y += height + 12.0;
            read += text.chars().count();
        }
    }
    // In the middle of what is above the line.
    let above = ((line::area().y - y) / 2.0).max(MARGIN / 2.0);
    nodes.iter_mut().for_each(|node| node.shift(0.0, above));
    nodes.extend(line.note(draw));
    nodes.extend(line.nodes(draw, None));
    nodes.extend(line.numbers(draw, None));
    let mut frame = frame(draw, title, nodes, read);
    frame.scene.description = curve_summary(map, draw.lang)
        .map(|text| crate::text::clean(&text))
        .unwrap_or_default();
    frame
}

/// Step `at`; what did not fit into its earlier parts.
pub(super) fn step(draw: &Draw, line: &Line, at: usize, part: usize, columns: &mut Columns) -> Frame {
    let column = &draw.grid.columns[at];
    let name = draw.say(&column.step.name);
    let mut nodes = stages(draw, column.stage);
    let count = words::steps_of(draw.lang, at + 1, at + 1, draw.grid.columns.len());
    nodes.push(draw.anchored(count, WIDTH - MARGIN, 28.0, Anchor::End, draw.muted(14.0)));
    nodes.push(portrait(draw, line, at, &name, part));
    let (told, read) = columns.take(draw, TOLD, BETWEEN);
    if told.is_empty() && part == 1 {
        let text = words::silent_step(draw.lang);
        nodes.push(draw.text(text, TOLD.x, TOLD.y + 8.0, draw.muted(16.0)));
    }
    nodes.extend(told);
    nodes.extend(line.note(draw));
    nodes.extend(line.nodes(draw, Some(at)));
    nodes.extend(line.numbers(draw, Some(at)));
    frame(draw, name.clone(), nodes, read + name.chars().count())
}

/// The stages as a band along the top: where one has been, where one is.
fn stages(draw: &Draw, now: usize) -> Vec<Node> {
    let t = draw.t;
    let stages = &draw.grid.stages;
    let gap = 6.0;
    let w = (WIDTH - 2.0 * MARGIN - gap * (stages.len().max(1) - 1) as f32) / stages.len().max(1) as f32;
    let mut nodes = Vec::new();
    for (i, stage) in stages.iter().enumerate() {
        let x = MARGIN + i as f32 * (w + gap);
        let color = if stage.index <= now {
            t.stage(stage.index)
        } else {
            t.track
        };
        nodes.push(Node::fill(Area::new(x, 60.0, w, 6.0), 3.0, color));
    }
    let stage = stages.iter().find(|stage| stage.index == now);
    let name = stage.map_or_else(String::new, |stage| {
        format!("{}. {}", now + 1, draw.say(&stage.stage.name))
    });
    let style = Style {
        color: t.stage(now),
        ..draw.style(18.0, Weight::Bold)
    };
    // One line; a name that is longer is told in full by the heading.
    let fits = |style: &Style| draw.width(&name, *style) <= WIDTH - 2.0 * MARGIN - 240.0;
    let sizes = [18.0, 16.0, 14.0, 12.0].map(|size| Style { size, ..style });
    let shown = match sizes.into_iter().find(fits) {
        Some(style) => draw.text(name.clone(), MARGIN, 24.0, style),
        None => draw.text(format!("{}.", now + 1), MARGIN, 24.0, style),
    };
    vec![
        Group::node(Role::Decoration, "", nodes),
        heading(2, &name, vec![shown]),
    ]
}

/// The face of the step: how it feels, what it is called, where it happens.
fn portrait(draw: &Draw, line: &Line, at: usize, name: &str, part: usize) -> Node {
    let t = draw.t;
    let column = &draw.grid.columns[at];
    let feeling = line.stops[at].feeling;
    let (sign, color) = match feeling {
        Some(value) => (face(value), t.feeling(value)),
        None => ("person", t.line_strong),
    };
    let ground = feeling
        .map_or(t.track, |value| t.feeling(value))
        .over(t.paper, 0.14);
    let middle = BODY.x + PORTRAIT / 2.0;
    let inner = PORTRAIT - 40.0;
    let mut nodes = vec![Node::Rect {
        area: Area { w: PORTRAIT, ..BODY },
        radius: 18.0,
        fill: Some(Paint::Solid(ground)),
        stroke: None,
    }];
    let mut y = BODY.y + 28.0;
    nodes.push(icon(sign, middle - 60.0, y, 120.0, color));
    y += 132.0;
    if let Some(value) = feeling {
        let text = format!(
            "{} ({})",
            words::feelings(draw.lang)[nearest_word(value)],
            signed(draw.lang, value, 1)
        );
        let style = Style {
            color: t.ink,
            ..draw.style(15.0, Weight::SemiBold)
        };
        nodes.push(draw.anchored(text, middle, y, Anchor::Middle, style));
    }
    y += 34.0;
    let shown = if part > 1 {
        format!("{name} {}", words::continued(draw.lang))
    } else {
        name.to_owned()
    };
    let bottom = BODY.bottom() - 20.0;
    let style = [26.0, 22.0, 18.0, 15.0, 13.0]
        .map(|size| draw.style(size, Weight::Bold))
        .into_iter()
        .find(|style| {
            let lines = draw.measure.wrap(&shown, inner, style.size, style.weight).len();
            lines as f32 * style.line() <= bottom - y - 56.0
        })
        .unwrap_or(draw.style(13.0, Weight::Bold));
    let room = ((bottom - y) / style.line()).floor() as usize;
    let lines = draw.measure.wrap(&shown, inner, style.size, style.weight);
    let count = lines.len().min(room);
    let lines = lines.into_iter().take(room).enumerate();
    let lines = lines
        .map(|(i, text)| draw.anchored(text, middle, y + i as f32 * style.line(), Anchor::Middle, style));
    nodes.push(heading(2, name, lines.collect()));
    y += count as f32 * style.line() + 10.0;
    if column.step.moment_of_truth && y + 20.0 <= bottom {
        let style = draw.style(14.0, Weight::SemiBold);
        let text = words::moment_of_truth(draw.lang);
        let from = middle - draw.width(text, style) / 2.0;
        nodes.push(icon("review", from - 22.0, y, 16.0, t.stage(column.stage)));
        nodes.push(draw.text(text, from, y, style));
    }
    nodes.extend(channels(draw, at, middle, bottom - 24.0, y + 20.0));
    Group::node(Role::Part, "", nodes)
}

/// The signs of the channels with their names for those who listen, on one line at `y`; nothing where `above` is lower.
fn channels(draw: &Draw, at: usize, middle: f32, y: f32, above: f32) -> Vec<Node> {
    let step = &draw.grid.columns[at].step.id;
    let lanes = draw.lanes.iter().filter(|lane| lane.role == LaneRole::Channels);
    let cards: Vec<&Card> = lanes
        .flat_map(|lane| draw.cards(&lane.id, step))
        .copied()
        .collect();
    let found = cards.iter().filter_map(|card| {
        let id = card.channel.as_ref()?;
        draw.map.channels.iter().find(|channel| channel.id == *id)
    });
    let mut seen: Vec<(&'static str, String)> = Vec::new();
    for channel in found {
        let name = draw.say(&channel.name);
        if !seen.iter().any(|(_, known)| *known == name) && seen.len() < 5 {
            seen.push((icons::named(&channel.icon), name));
        }
    }
    if seen.is_empty() || above > y {
        return Vec::new();
    }
    let from = middle - (seen.len() as f32 - 1.0) * 22.0;
    seen.into_iter()
        .enumerate()
        .map(|(i, (sign, name))| {
            let x = from + i as f32 * 44.0;
            let nodes = vec![
                Node::Circle {
                    x,
                    y,
                    r: 18.0,
                    fill: Some(Paint::Solid(draw.t.card)),
                    stroke: None,
                },
                icon(sign, x - 11.0, y - 11.0, 22.0, draw.t.ink),
            ];
            Group::node(Role::Figure, name, nodes)
        })
        .collect()
}

/// What stays: the best and the worst moment, what gets in the way most often, what could be done.
pub(super) fn end(draw: &Draw, line: &Line) -> Frame {
    let t = draw.t;
    let title = words::what_stays(draw.lang);
    let mut nodes = Vec::new();
    let (lines, height) = centred(draw, title, 56.0, draw.style(34.0, Weight::Bold), 1000.0);
    nodes.push(heading(1, title, lines));
    let mut y = 56.0 + height + 28.0;
    let mut read = 0;
    let mut tell = |sign: &'static str, color, name: &str, text: String, y: &mut f32| {
        let style = draw.style(19.0, Weight::Regular);
        let x = 220.0;
        let lines = draw
            .measure
            .wrap(&text, WIDTH - 2.0 * x, style.size, style.weight);
        // What does not fit is left to the map: half a statement would be another one.
        if *y + 22.0 + lines.len() as f32 * style.line() > line::area().y - 24.0 {
            return;
        }
        let mut inner = vec![
            icon(sign, x - 48.0, *y + 2.0, 32.0, color),
            draw.text(name, x, *y, draw.muted(14.0)),
        ];
        *y += 22.0;
        let lines = draw
            .measure
            .wrap(&text, WIDTH - 2.0 * x, style.size, style.weight);
        for line in lines {
            inner.push(draw.text(line, x, *y, style));
            *y += style.line();
        }
        *y += 16.0;
        read += text.chars().count();
        nodes.push(Group::node(Role::Part, "", inner));
    };
    for (highest, name) in [
        (true, words::highest(draw.lang)),
        (false, words::lowest(draw.lang)),
    ] {
        if let Some((at, value)) = line.extreme(highest) {
            let step = draw.say(&draw.grid.columns[at].step.name);
            let text = format!(
                "{}. {step}: {}",
                at + 1,
                words::feelings(draw.lang)[nearest_word(value)]
            );
            tell(face(value), t.feeling(value), name, text, &mut y);
        }
    }
    for (role, sign, color, most) in [
        (LaneRole::Pains, icons::of_lane(LaneRole::Pains), t.pain, 2),
        (
            LaneRole::Opportunities,
            icons::of_lane(LaneRole::Opportunities),
            t.continued,
            2,
        ),
    ] {
        for card in weightiest(draw, role, most) {
            tell(
                sign,
                color,
                words::lane(draw.lang, role),
                draw.say(&card.text),
                &mut y,
            );
        }
    }
    nodes.extend(line.note(draw));
    nodes.extend(line.nodes(draw, None));
    nodes.extend(line.numbers(draw, None));
    frame(draw, title.to_owned(), nodes, read)
}

/// The cards of a role that concern most journeys; those without a number after those with one, in the order of the map.
fn weightiest<'a>(draw: &Draw<'a>, role: LaneRole, most: usize) -> Vec<&'a Card> {
    let of_role = |card: &&&Card| {
        draw.lanes
            .iter()
            .any(|lane| lane.id == card.lane && lane.role == role)
    };
    let mut cards: Vec<&Card> = draw
        .cards_shown
        .iter()
        .filter(of_role)
        .copied()
        .filter(|card| !draw.say(&card.text).is_empty())
        .collect();
    let weight = |card: &Card| {
        card.metric
            .as_ref()
            .map_or(f64::NEG_INFINITY, |metric| metric.value)
    };
    cards.sort_by(|a, b| weight(b).total_cmp(&weight(a)));
    cards.truncate(most);
    cards
}

/// Lines under each other around the middle of the frame.
fn centred(draw: &Draw, text: &str, y: f32, style: Style, width: f32) -> (Vec<Node>, f32) {
    let lines = draw.measure.wrap(text, width, style.size, style.weight);
    let height = lines.len() as f32 * style.line();
    let place = |(i, line): (usize, String)| {
        draw.anchored(
            line,
            WIDTH / 2.0,
            y + i as f32 * style.line(),
            Anchor::Middle,
            style,
        )
    };
    (lines.into_iter().enumerate().map(place).collect(), height)
}

/// The same where it takes so many lines at most: a text is shown whole or left to the map.
fn fitting(
    draw: &Draw,
    text: &str,
    y: f32,
    style: Style,
    width: f32,
    most: usize,
) -> Option<(Vec<Node>, f32)> {
    let lines = draw.measure.wrap(text, width, style.size, style.weight).len();
    (!text.is_empty() && lines <= most).then(|| centred(draw, text, y, style, width))
}
