//! The figures of a stage: what became of those who reached it, and the numbers people keep of it.

use super::deck::{Fill, Geometry, Line, Paragraph, Shape};
use super::page::Page;
use super::rows::is_figure;
use super::{CONTENT_WIDTH, Ctx, GAP, MARGIN, SMALL, TEXT, words};
use crate::layout::{value_text, verdict, verdict_word};
use crate::scene::{Area, Color, Weight};
use crate::{terms, words as fixed};
use tropa_map::Lang;
use tropa_map::document::{Card, LaneRole, Metric, MetricName, MetricUnit, Stage};
use tropa_map::format::{count, percent_between};

const FIGURES_ACROSS_MAX: usize = 6;

/// What became of those who reached the stage: a bar and the figures with n and interval. Returns the height.
pub(super) fn figures<'a>(ctx: &Ctx<'a>, stage: &'a Stage, y: f32, page: &mut Page<'a>) -> f32 {
    let lanes = ctx.map.lanes.iter().filter(|lane| lane.role == LaneRole::Kpis);
    let cards: Vec<&Card> = lanes
        .flat_map(|lane| {
            ctx.cards(&lane.id, &stage.id)
                .iter()
                .map(move |card| (lane, *card))
        })
        .filter(|(lane, card)| is_figure(lane, card))
        .map(|(_, card)| card)
        .collect();
    if cards.is_empty() {
        return 0.0;
    }
    page.cards.extend(&cards);
    let mut at = y;
    let parts: Vec<&Metric> = cards
        .iter()
        .filter_map(|card| card.metric.as_ref())
        .filter(|metric| metric.unit == MetricUnit::Share && outcome_color(ctx, metric.name).is_some())
        .collect();
    if !parts.is_empty() {
        page.add([outcome_bar(
            ctx,
            Area::new(MARGIN, at, CONTENT_WIDTH, 8.0),
            &parts,
        )]);
        at += 13.0;
    }
    for line in cards.chunks(FIGURES_ACROSS_MAX) {
        let across = if cards.len() > FIGURES_ACROSS_MAX {
            FIGURES_ACROSS_MAX
        } else {
            line.len().max(4)
        };
        let w = CONTENT_WIDTH / across as f32;
        let mut tallest = 0.0_f32;
        for (i, card) in line.iter().enumerate() {
            let Some(metric) = &card.metric else { continue };
            let paragraphs = figure(ctx, card, metric);
            let (shape, h) = ctx.text_box("Figure", MARGIN + w * i as f32, at, w - GAP, paragraphs);
            page.add([shape]);
            tallest = tallest.max(h);
        }
        at += tallest + 8.0;
    }
    at - y
}

/// Number large, name below, then what makes it checkable.
fn figure(ctx: &Ctx, card: &Card, metric: &Metric) -> Vec<Paragraph> {
    let lang = ctx.lang;
    let value = value_text(lang, metric);
    let color = match metric.name {
        MetricName::Loss if metric.value > 0.0 => ctx.t.lost,
        _ => ctx.t.ink,
    };
    let label = ctx.say(&metric.label);
    let own = if label.is_empty() {
        ctx.say(&card.text)
    } else {
        label
    };
    let known = fixed::metric(lang, metric.name);
    // What everybody calls alike has one name on all slides.
    let name = if own.is_empty() || (!known.is_empty() && metric.name != MetricName::Score) {
        known.to_owned()
    } else {
        super::brief(&own, 60)
    };
    let mut label = ctx.ink(name, TEXT);
    if let Some(color) = outcome_color(ctx, metric.name) {
        label = Paragraph::new("■ ", TEXT, Weight::Regular, color).and(
            label.text(),
            TEXT,
            Weight::Regular,
            ctx.t.ink,
        );
    }
    let mut paragraphs = vec![ctx.colored(value, 20.0, color), label];
    let details = details(lang, metric);
    if !details.is_empty() {
        paragraphs.push(ctx.muted(details, SMALL));
    }
    if let (Some(target), Some(verdict)) = (&card.target, verdict(card)) {
        let told = format!(
            "{}: {}",
            terms::target(lang, target, Some(metric)),
            verdict_word(lang, verdict)
        );
        paragraphs.push(ctx.ink(told, SMALL).before(1.0));
    }
    paragraphs
}

/// `11–13% · 5,784 of 48,210`, `n = 420`.
fn details(lang: Lang, metric: &Metric) -> String {
    let interval = match (metric.lo, metric.hi, metric.unit) {
        (Some(lo), Some(hi), MetricUnit::Share) => Some(percent_between(lang, lo, hi)),
        _ => None,
    };
    let n = match (metric.unit, metric.count) {
        (MetricUnit::Share, Some(part)) => {
            format!(
                "{} {} {}",
                count(lang, part),
                lang.pick("of", "из"),
                count(lang, metric.n)
            )
        }
        // A number people wrote down themselves has no count behind it.
        _ if metric.n == 0 => String::new(),
        _ => format!("n\u{a0}=\u{a0}{}", count(lang, metric.n)),
    };
    let all = interval.into_iter().chain([n]).filter(|part| !part.is_empty());
    all.collect::<Vec<_>>().join(" · ")
}

pub(super) fn outcome_color(ctx: &Ctx, name: MetricName) -> Option<Color> {
    match name {
        MetricName::Continued => Some(ctx.t.continued),
        MetricName::Completed => Some(ctx.t.completed),
        MetricName::StillOpen => Some(ctx.t.open),
        MetricName::Loss => Some(ctx.t.lost),
        _ => None,
    }
}

fn outcome_bar(ctx: &Ctx, area: Area, parts: &[&Metric]) -> Shape {
    let mut shapes = vec![Shape::form(
        "Track",
        area,
        Geometry::Rect,
        Fill::Solid(ctx.t.track),
    )];
    let mut told = Vec::new();
    let mut x = area.x;
    for metric in parts {
        let Some(color) = outcome_color(ctx, metric.name) else {
            continue;
        };
        let share = metric.value.clamp(0.0, 1.0);
        told.push(format!(
            "{} {}",
            fixed::metric(ctx.lang, metric.name),
            value_text(ctx.lang, metric)
        ));
        let w = (area.w * share as f32).min(area.right() - x);
        if w >= 0.25 {
            let part = Area::new(x, area.y, w, area.h);
            shapes.push(
                Shape::form(
                    fixed::metric(ctx.lang, metric.name),
                    part,
                    Geometry::Rect,
                    Fill::Solid(color),
                )
                .outlined(Line::solid(ctx.t.paper, 0.75)),
            );
        }
        x += w;
    }
    Shape::group(words::outcome(ctx.lang), shapes).told(told.join(", "))
}
