//! The block above the map: what it is, of whom, from when, and how much of it is fact.

use super::{Draw, GAP, MARGIN, Row, heading};
use crate::scene::{Anchor, Area, Group, Node, Role, Weight};
use crate::words;
use tropa_map::coverage;
use tropa_map::format::{count, day, percent};

/// Room kept for the facts on the right.
const FACTS_WIDTH: f32 = 520.0;

pub(super) fn header(draw: &Draw) -> Row {
    let (left, right) = (MARGIN, draw.grid.right);
    let text_width = (right - left - FACTS_WIDTH - GAP).max(360.0);
    let mut nodes = Vec::new();

    let kicker = format!(
        "{} · {}",
        words::kind(draw.lang, draw.map.kind),
        words::state(draw.lang, draw.map.state)
    );
    let mut kicker_style = draw.style(13.0, Weight::SemiBold);
    kicker_style.color = draw.t.stage(0);
    nodes.push(Group::new(
        Role::Part,
        "",
        vec![draw.text(kicker, left, 0.0, kicker_style)],
    ));
    let mut y = 24.0;

    let title = draw.say(&draw.map.title);
    let mut title_style = draw.style(32.0, Weight::Bold);
    title_style.line_height = 1.2;
    let (lines, height) = draw.block(&title, left, y, text_width, title_style);
    nodes.push(heading(1, &title, lines));
    y += height + 6.0;

    for line in about(draw) {
        let (lines, height) = draw.block(&line, left, y, text_width, draw.muted(13.0));
        nodes.push(Group::new(Role::Part, "", lines));
        y += height + 2.0;
    }

    let facts_height = facts(draw, right, &mut nodes);
    Row {
        nodes,
        height: y.max(facts_height),
        ..Row::default()
    }
}

/// Purpose, scenario and the like, each on a line of its own; what is empty is left out.
fn about(draw: &Draw) -> Vec<String> {
    let map = draw.map;
    let mut lines: Vec<String> = [
        (words::purpose(draw.lang), &map.purpose),
        (words::scenario(draw.lang), &map.scenario),
        (words::scope(draw.lang), &map.scope),
        (words::department(draw.lang), &map.department),
    ]
    .iter()
    .map(|(name, text)| (name, draw.say(text)))
    .filter(|(_, text)| !text.is_empty())
    .map(|(name, text)| format!("{name}: {text}"))
    .collect();
    let people = [
        (words::owner(draw.lang), &map.owner),
        (words::review(draw.lang), &map.review_date),
    ];
    let people: Vec<String> = people
        .iter()
        .filter_map(|(name, value)| {
            value
                .as_ref()
                .map(|value| format!("{name}: {}", crate::text::clean(value)))
        })
        .collect();
    if !people.is_empty() {
        lines.push(people.join(" · "));
    }
    if let Some(filter) = map.origin.as_ref().and_then(|origin| origin.filter.as_ref()) {
        lines.push(format!(
            "{}: {}",
            words::filter(draw.lang),
            crate::text::clean(filter)
        ));
    }
    lines
}

/// Three large figures from right to left: coverage, window, journeys. Returns their height.
fn facts(draw: &Draw, right: f32, nodes: &mut Vec<Node>) -> f32 {
    let lang = draw.lang;
    let covered = coverage(draw.map);
    let mut blocks: Vec<(String, String, Option<f64>)> = Vec::new();
    if let Some(origin) = &draw.map.origin {
        blocks.push((
            count(lang, origin.n),
            words::journeys_label(lang).to_owned(),
            None,
        ));
        let (from, to) = (day(lang, &origin.from), day(lang, &origin.to));
        blocks.push((
            if from == to {
                from
            } else {
                format!("{from} – {to}")
            },
            words::window_label(lang).to_owned(),
            None,
        ));
    }
    if covered.total > 0 {
        let share = covered.backed as f64 / covered.total as f64;
        let of = match lang {
            tropa_map::Lang::En => format!(
                "{} of {} {}",
                count(lang, covered.backed),
                count(lang, covered.total),
                words::evidence_label(lang)
            ),
            tropa_map::Lang::Ru => format!(
                "{} из {} {}",
                count(lang, covered.backed),
                count(lang, covered.total),
                words::evidence_label(lang)
            ),
        };
        blocks.push((percent(lang, share), of, Some(share)));
    }
    let (mut x, mut height) = (right, 0.0_f32);
    for (value, label, share) in blocks.into_iter().rev() {
        let (value_style, label_style) = (draw.style(20.0, Weight::SemiBold), draw.muted(12.0));
        let w = draw
            .width(&value, value_style)
            .max(draw.width(&label, label_style))
            .ceil();
        let mut block = vec![
            draw.anchored(value.clone(), x, 0.0, Anchor::End, value_style),
            draw.anchored(label.clone(), x, 28.0, Anchor::End, label_style),
        ];
        if let Some(share) = share {
            block.extend(super::bar(
                Area::new(x - w, 50.0, w, 6.0),
                share,
                draw.t.continued,
                draw.t.track,
            ));
        }
        nodes.push(Group::new(Role::Part, format!("{value} {label}"), block));
        height = height.max(58.0);
        x -= w + 36.0;
    }
    height
}
