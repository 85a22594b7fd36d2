//! The block above the map: what it is, of whom, from when, and how much of it is fact.

use super::{Draw, GAP, MARGIN, Row, brand, heading};
use crate::scene::{Anchor, Area, Group, Node, Role, Weight};
use crate::text::clean;
use crate::{terms, words};
use tropa_map::coverage;
use tropa_map::document::Persona;
use tropa_map::format::{count, day, percent};

/// Of title and purpose beside the large figures.
const TEXT_WIDTH_MIN: f32 = 360.0;

pub(super) fn header(draw: &Draw) -> Row {
    let (left, right, k) = (MARGIN, draw.right(), draw.wide());
    let (facts, facts_width, facts_height) = facts(draw, right);
    // Beside each other where there is room for both, else below each other.
    let beside = right - left - facts_width - GAP >= TEXT_WIDTH_MIN;
    let text_width = right - left - if beside { facts_width + GAP } else { 0.0 };
    let mut nodes = Vec::new();

    let kicker = format!(
        "{} · {}",
        words::kind(draw.lang, draw.map.kind),
        words::state(draw.lang, draw.map.state)
    );
    let mut kicker_style = draw.style(13.0 * k, Weight::SemiBold);
    kicker_style.color = draw.t.stage(0);
    nodes.push(Group::node(
        Role::Part,
        "",
        vec![draw.text(kicker, left, 0.0, kicker_style)],
    ));
    let mut y = (24.0 * k).round();

    let title = draw.say(&draw.map.title);
    let mut title_style = draw.style((32.0 * k).round(), Weight::Bold);
    title_style.line_height = 1.2;
    let (lines, height) = draw.block(&title, left, y, text_width, title_style);
    nodes.push(heading(1, &title, lines));
    y += height + 6.0;

    for line in about(draw) {
        let (lines, height) = draw.block(&line, left, y, text_width, draw.muted(13.0 * k));
        nodes.push(Group::node(Role::Part, "", lines));
        y += height + 2.0;
    }

    let mut facts = facts;
    if !beside {
        let to_left = (right - left - facts_width).max(0.0);
        facts.iter_mut().for_each(|node| node.shift(-to_left, y + GAP));
        y += GAP + facts_height;
    }
    nodes.extend(facts);
    let (above, above_height) = brand::above_header(draw, right);
    nodes.iter_mut().for_each(|node| node.shift(0.0, above_height));
    nodes.splice(0..0, above);
    Row {
        nodes,
        height: y.max(facts_height) + above_height,
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
    if !map.personas.is_empty() {
        let personas: Vec<String> = map.personas.iter().map(|persona| who(draw, persona)).collect();
        lines.insert(
            0,
            format!("{}: {}", words::personas(draw.lang), personas.join("\u{a0}· ")),
        );
    }
    let date = |value: &String| clean(&day(draw.lang, value));
    let people = [
        (
            words::owner(draw.lang),
            map.owner.as_ref().map(|value| clean(value)),
        ),
        (
            words::edition(draw.lang),
            map.edition.as_ref().map(|value| clean(value)),
        ),
        (words::edited(draw.lang), map.edited.as_ref().map(date)),
        (words::review(draw.lang), map.review_date.as_ref().map(date)),
    ];
    let people: Vec<String> = people
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| format!("{name}: {value}")))
        .collect();
    if !people.is_empty() {
        lines.push(people.join("\u{a0}· "));
    }
    if let Some(filter) = map.origin.as_ref().and_then(|origin| origin.filter.as_ref()) {
        lines.push(format!("{}: {}", words::filter(draw.lang), clean(filter)));
    }
    lines
}

/// `Anna (furnishes the first own flat)`, in B2B with the part in the decision.
fn who(draw: &Draw, persona: &Persona) -> String {
    let roles = persona
        .buying_roles
        .iter()
        .map(|role| terms::buying_role(draw.lang, *role).to_owned());
    let summary = draw.say(&persona.summary);
    let about: Vec<String> = roles.chain((!summary.is_empty()).then_some(summary)).collect();
    let name = draw.say(&persona.name);
    if about.is_empty() {
        name
    } else {
        format!("{name} ({})", about.join(", "))
    }
}

/// Three large figures from right to left: coverage, window, journeys; their width and height.
fn facts(draw: &Draw, right: f32) -> (Vec<Node>, f32, f32) {
    let mut nodes = Vec::new();
    let (lang, k) = (draw.lang, draw.wide());
    let covered = coverage(draw.map);
    let mut blocks: Vec<(String, String, Option<f64>)> = Vec::new();
    if let Some(origin) = &draw.map.origin {
        blocks.push((
            count(lang, origin.n),
            words::journeys_label(lang).to_owned(),
            None,
        ));
        let (from, to) = (clean(&day(lang, &origin.from)), clean(&day(lang, &origin.to)));
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
        let (value_style, label_style) = (draw.style(20.0 * k, Weight::SemiBold), draw.muted(12.0 * k));
        let w = draw
            .width(&value, value_style)
            .max(draw.width(&label, label_style))
            .ceil();
        let mut block = vec![
            draw.anchored(value.clone(), x, 0.0, Anchor::End, value_style),
            draw.anchored(label.clone(), x, 28.0 * k, Anchor::End, label_style),
        ];
        if let Some(share) = share {
            block.extend(super::bar(
                Area::new(x - w, 50.0 * k, w, 6.0 * k),
                share,
                draw.t.continued,
                draw.t.track,
            ));
        }
        nodes.push(Group::node(Role::Part, format!("{value} {label}"), block));
        height = height.max(58.0 * k);
        x -= w + 36.0 * k;
    }
    // In reading order, from left to right.
    nodes.reverse();
    (nodes, right - x, height)
}
