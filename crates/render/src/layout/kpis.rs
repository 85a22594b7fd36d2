//! Numbers: per stage what became of those who reached it, per step how long they waited.

use super::rows::Piece;
use super::{Draw, PAD, icon};
use crate::scene::{Area, Color, Group, Node, Paint, Role, Seg, Stroke, Weight};
use crate::text::Style;
use crate::{terms, words};
use tropa_map::Lang;
use tropa_map::document::{Card, Comparison, Lane, Metric, MetricName, MetricUnit};
use tropa_map::format::{count, duration, journeys, number, percent, percent_between};

/// A cell of the stage's figures is at least this wide.
const FIGURE_WIDTH_MIN: f32 = 88.0;

/// The number as it is shown large.
pub(crate) fn value_text(lang: Lang, metric: &Metric) -> String {
    match metric.unit {
        MetricUnit::Share => percent(lang, metric.value),
        MetricUnit::Seconds => duration(lang, metric.value),
        MetricUnit::Journeys => count(lang, metric.value.max(0.0).round() as u64),
        MetricUnit::Points | MetricUnit::Times | MetricUnit::Money | MetricUnit::Number => {
            number(lang, metric.value, usize::from(metric.value.fract() != 0.0))
        }
    }
}

/// The number with what it is of: `12% (10–14%) of 8,322`, «7 610 из 15 240».
pub(crate) fn metric_text(lang: Lang, metric: &Metric) -> String {
    let value = value_text(lang, metric);
    let interval = match (metric.lo, metric.hi, metric.unit) {
        (Some(lo), Some(hi), MetricUnit::Share) => format!(" ({})", percent_between(lang, lo, hi)),
        _ => String::new(),
    };
    let of = lang.pick("of", "из");
    match metric.unit {
        MetricUnit::Share => match metric.count {
            Some(part) => format!(
                "{value}{interval}, {} {of} {}",
                count(lang, part),
                count(lang, metric.n)
            ),
            None if metric.n == 0 => format!("{value}{interval}"),
            None => format!("{value}{interval}, n = {}", count(lang, metric.n)),
        },
        MetricUnit::Journeys => match metric.count {
            Some(_) => format!("{value} {}", of_text(lang, metric)),
            None => journeys(lang, metric.value.max(0.0).round() as u64),
        },
        _ if metric.n == 0 => value,
        _ => format!("{value}, n = {}", count(lang, metric.n)),
    }
}

/// `of 15,240 journeys`, «из 15 240 путей».
pub(crate) fn of_text(lang: Lang, metric: &Metric) -> String {
    let n = metric.n;
    let one = n % 10 == 1 && n % 100 != 11;
    match lang {
        Lang::En => format!("of {}", journeys(lang, n)),
        Lang::Ru => format!(
            "из {}\u{a0}{}",
            count(lang, n),
            if one { "пути" } else { "путей" }
        ),
    }
}

/// A clock and the median wait before the step; what the clock means stands on the rail.
pub(super) fn wait(draw: &Draw, card: &Card, cell: Area) -> (Vec<Node>, f32) {
    let Some(metric) = &card.metric else {
        return (Vec::new(), 0.0);
    };
    let style = draw.style(13.0, Weight::SemiBold);
    let sign = icon("wait", cell.x, cell.y + 1.0, 16.0, draw.t.line_strong);
    let (lines, height) = draw.block(
        &value_text(draw.lang, metric),
        cell.x + 22.0,
        cell.y,
        cell.w - 22.0,
        style,
    );
    let mut nodes: Vec<Node> = std::iter::once(sign).chain(lines).collect();
    let y = cell.y + height.max(18.0);
    let more = target(draw, card, cell.x, y, cell.w, &mut nodes);
    (nodes, height.max(18.0) + more)
}

/// Whether a number is what it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Met,
    Missed,
    /// The target lies within the number's interval.
    Open,
    /// There is no number yet.
    Unknown,
}

/// Of a card with a target. With an interval the whole of it must lie on one side.
pub(crate) fn verdict(card: &Card) -> Option<Verdict> {
    let target = card.target.as_ref()?;
    let Some(metric) = &card.metric else {
        return Some(Verdict::Unknown);
    };
    let met = |value: f64| match target.comparison {
        Comparison::AtLeast => value >= target.value,
        Comparison::AtMost => value <= target.value,
    };
    let (lo, hi) = (
        met(metric.lo.unwrap_or(metric.value)),
        met(metric.hi.unwrap_or(metric.value)),
    );
    Some(match (lo, hi) {
        (true, true) => Verdict::Met,
        (false, false) => Verdict::Missed,
        _ => Verdict::Open,
    })
}

pub(crate) fn verdict_word(lang: Lang, verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => words::target_met(lang),
        Verdict::Missed => words::target_missed(lang),
        Verdict::Open => words::target_open(lang),
        Verdict::Unknown => words::target_unknown(lang),
    }
}

/// The target below its number with a sign whether it is met; returns the height it took, 0 without a target.
pub(super) fn target(draw: &Draw, card: &Card, x: f32, y: f32, room: f32, nodes: &mut Vec<Node>) -> f32 {
    let (Some(target), Some(verdict)) = (&card.target, verdict(card)) else {
        return 0.0;
    };
    let color = match verdict {
        Verdict::Met => draw.t.completed,
        Verdict::Missed => draw.t.lost,
        _ => draw.t.line_strong,
    };
    let said = format!(
        "{}: {}",
        terms::target(draw.lang, target, card.metric.as_ref()),
        verdict_word(draw.lang, verdict)
    );
    let (lines, height) = draw.block(&said, x + 18.0, y + 4.0, room - 18.0, draw.muted(11.0));
    nodes.extend(verdict_sign(draw, verdict, x + 6.0, y + 11.5, color));
    nodes.extend(lines);
    height + 6.0
}

/// Met: a disc with a tick. Missed: a ring with a cross. Not clear: a ring with a bar. Unknown: a broken ring.
pub(super) fn verdict_sign(draw: &Draw, verdict: Verdict, x: f32, y: f32, color: Color) -> Vec<Node> {
    let disc = |fill: Option<Paint>, stroke: Option<Stroke>| Node::Circle {
        x,
        y,
        r: 5.5,
        fill,
        stroke,
    };
    let drawn = |segs: Vec<Seg>, color: Color| Node::Path {
        segs,
        fill: None,
        stroke: Some(Stroke::solid(color, 1.75)),
    };
    let ring = disc(None, Some(Stroke::solid(color, 1.5)));
    match verdict {
        Verdict::Met => vec![
            disc(Some(Paint::Solid(color)), None),
            drawn(
                vec![
                    Seg::Move(x - 2.8, y),
                    Seg::Line(x - 0.6, y + 2.3),
                    Seg::Line(x + 2.9, y - 2.2),
                ],
                draw.t.paper,
            ),
        ],
        Verdict::Missed => vec![
            ring,
            drawn(
                vec![
                    Seg::Move(x - 2.3, y - 2.3),
                    Seg::Line(x + 2.3, y + 2.3),
                    Seg::Move(x + 2.3, y - 2.3),
                    Seg::Line(x - 2.3, y + 2.3),
                ],
                color,
            ),
        ],
        Verdict::Open => vec![
            ring,
            drawn(vec![Seg::Move(x - 2.8, y), Seg::Line(x + 2.8, y)], color),
        ],
        Verdict::Unknown => vec![disc(None, Some(Stroke::dashed(color, 1.5, 2.0, 2.0)))],
    }
}

/// A bar of what became of the stage's journeys and the figures below it; nothing for a stage without figures.
pub(super) fn stage(draw: &Draw, lane: &Lane, at: &str, area: Area) -> Option<Piece> {
    let cards = draw.cards(&lane.id, at);
    if cards.is_empty() {
        return None;
    }
    let mut nodes = Vec::new();
    let mut y = area.y;
    let parts: Vec<(MetricName, f64)> = cards
        .iter()
        .filter_map(|card| card.metric.as_ref())
        .filter(|metric| outcome_color(draw, metric.name).is_some() && metric.unit == MetricUnit::Share)
        .map(|metric| (metric.name, metric.value.clamp(0.0, 1.0)))
        .collect();
    if !parts.is_empty() {
        let title = parts
            .iter()
            .map(|(name, value)| {
                format!(
                    "{} {}",
                    words::metric(draw.lang, *name),
                    percent(draw.lang, *value)
                )
            })
            .collect::<Vec<_>>()
            .join(", ");
        let figure = Group::node(
            Role::Figure,
            title,
            outcome_bar(draw, Area::new(area.x, y, area.w, 14.0), &parts),
        );
        nodes.push(draw.told_at(at, lane, figure));
        y += 14.0 + PAD;
    }
    // As many side by side as keep every number on one line, in lines of equal length.
    let widest = cards
        .iter()
        .filter_map(|card| card.metric.as_ref())
        .map(|metric| draw.width(&value_text(draw.lang, metric), draw.style(18.0, Weight::SemiBold)) + 10.0)
        .fold(FIGURE_WIDTH_MIN, f32::max);
    let most = ((area.w / widest) as usize).clamp(1, cards.len());
    let across = cards.len().div_ceil(cards.len().div_ceil(most));
    let w = area.w / across as f32;
    for line in cards.chunks(across) {
        let mut tallest = 0.0_f32;
        for (i, card) in line.iter().enumerate() {
            let cell = Area::new(area.x + w * i as f32, y, w - 6.0, 0.0);
            let (figure_nodes, height) = figure(draw, card, cell);
            nodes.push(draw.card_group(card, Area { h: height, ..cell }, figure_nodes));
            tallest = tallest.max(height);
        }
        y += tallest + 10.0;
    }
    Some(Piece {
        nodes,
        height: y - 10.0 - area.y,
    })
}

/// Number large, name below, then the count or interval that makes it checkable.
fn figure(draw: &Draw, card: &Card, cell: Area) -> (Vec<Node>, f32) {
    let Some(metric) = &card.metric else {
        return super::cards::card(draw, tropa_map::document::LaneRole::Text, card, cell);
    };
    let mut nodes = Vec::new();
    let value_style = Style {
        line_height: 1.2,
        ..draw.style(18.0, Weight::SemiBold)
    };
    let lost = metric.name == MetricName::Loss && metric.value > 0.0;
    let value_style = if lost {
        Style {
            color: draw.t.lost,
            ..value_style
        }
    } else {
        value_style
    };
    let (lines, mut height) = draw.block(
        &value_text(draw.lang, metric),
        cell.x,
        cell.y,
        cell.w,
        value_style,
    );
    nodes.extend(lines);
    let own = draw.say(&metric.label);
    let label = match words::metric(draw.lang, metric.name) {
        "" if own.is_empty() => draw.say(&card.text),
        "" => own,
        known => known.to_owned(),
    };
    let mut x = cell.x;
    if let Some(color) = outcome_color(draw, metric.name) {
        nodes.extend(swatch(
            draw,
            metric.name,
            Area::new(cell.x, cell.y + height + 4.0, 9.0, 9.0),
            color,
        ));
        x += 14.0;
    }
    let (lines, label_height) = draw.block(
        &label,
        x,
        cell.y + height,
        cell.right() - x,
        draw.style(12.0, Weight::Regular),
    );
    nodes.extend(lines);
    height += label_height;
    for detail in details(draw.lang, metric) {
        let (lines, detail_height) = draw.block(&detail, cell.x, cell.y + height, cell.w, draw.muted(11.0));
        nodes.extend(lines);
        height += detail_height;
    }
    height += target(draw, card, cell.x, cell.y + height, cell.w, &mut nodes);
    (nodes, height)
}

pub(super) fn details(lang: Lang, metric: &Metric) -> Vec<String> {
    let interval = match (metric.lo, metric.hi, metric.unit) {
        (Some(lo), Some(hi), MetricUnit::Share) => Some(percent_between(lang, lo, hi)),
        _ => None,
    };
    let n = match (metric.unit, metric.count) {
        (MetricUnit::Share, Some(part)) => count(lang, part),
        // A number people wrote down themselves has no count behind it.
        _ if metric.n == 0 => return interval.into_iter().collect(),
        _ => format!("n\u{a0}=\u{a0}{}", count(lang, metric.n)),
    };
    interval.into_iter().chain([n]).collect()
}

fn outcome_color(draw: &Draw, name: MetricName) -> Option<Color> {
    match name {
        MetricName::Continued => Some(draw.t.continued),
        MetricName::Completed => Some(draw.t.completed),
        MetricName::StillOpen => Some(draw.t.open),
        MetricName::Loss => Some(draw.t.lost),
        _ => None,
    }
}

/// One bar of all journeys that reached the stage; each outcome also has its own texture, for print without colour.
fn outcome_bar(draw: &Draw, area: Area, parts: &[(MetricName, f64)]) -> Vec<Node> {
    let mut nodes = vec![Node::fill(area, 3.0, draw.t.track)];
    let mut x = area.x;
    for (name, value) in parts {
        let Some(color) = outcome_color(draw, *name) else {
            continue;
        };
        let w = (area.w * *value as f32).min(area.right() - x);
        if w < 0.25 {
            continue;
        }
        nodes.extend(swatch(draw, *name, Area::new(x, area.y, w, area.h), color));
        x += w;
    }
    nodes
}

/// Continued: full. Completed: full with a check's dark. Open: dots of the ground between lines. Lost: slanted lines.
pub(super) fn swatch(draw: &Draw, name: MetricName, area: Area, color: Color) -> Vec<Node> {
    let white = Stroke::solid(draw.t.paper, 1.2);
    match name {
        MetricName::Loss => vec![Node::fill(area, 0.0, color), hatch(area, 5.0, white)],
        MetricName::StillOpen => {
            let inner = Area::new(area.x + 0.5, area.y + 0.5, (area.w - 1.0).max(0.5), area.h - 1.0);
            vec![Node::Rect {
                area: inner,
                radius: 0.0,
                fill: Some(Paint::Solid(draw.t.paper)),
                stroke: Some(Stroke::solid(draw.t.line_strong, 1.0)),
            }]
        }
        _ => vec![Node::fill(area, 0.0, color)],
    }
}

/// Lines from lower left to upper right, cut at the edges of the area.
fn hatch(area: Area, every: f32, stroke: Stroke) -> Node {
    let mut segs = Vec::new();
    let mut offset = every;
    while offset < area.w + area.h {
        // On the line x + y = offset, seen from the lower left corner.
        let (x1, y1) = if offset <= area.h {
            (0.0, offset)
        } else {
            (offset - area.h, area.h)
        };
        let (x2, y2) = if offset <= area.w {
            (offset, 0.0)
        } else {
            (area.w, offset - area.w)
        };
        segs.push(Seg::Move(area.x + x1, area.y + y1));
        segs.push(Seg::Line(area.x + x2, area.y + y2));
        offset += every;
    }
    Node::Path {
        segs,
        fill: None,
        stroke: Some(stroke),
    }
}
