//! The whole journey on one slide, or on as few as its stages need: stages, emotion curve, losses, steps.

use super::curve::Labels;
use super::deck::{Body, Fill, Geometry, Layout, Line, Paragraph, Place, Shape, height};
use super::page::Page;
use super::{BOTTOM, CONTENT_WIDTH, Ctx, GAP, MARGIN, SMALL, TEXT, curve, words};
use crate::scene::{Anchor, Area, Weight};
use crate::words as fixed;
use tropa_map::document::{LaneRole, Metric, MetricName, MetricUnit, Step};
use tropa_map::format::percent;

/// The words of the scale stand left of the columns.
const RAIL: f32 = 92.0;
const STAGES_MAX: usize = 7;
const STEPS_MAX: usize = 28;
/// From tall to low: the first that leaves room for the names of the steps.
const CURVE_HEIGHTS: [f32; 4] = [230.0, 190.0, 165.0, 145.0];
/// The numbers of the steps, and what became of those who came to a stage.
const NUMBERS_HEIGHT: f32 = 26.0;
const OUTCOMES_HEIGHT: f32 = 42.0;

pub(super) fn pages<'a>(ctx: &Ctx<'a>) -> Vec<Page<'a>> {
    chunks(ctx)
        .into_iter()
        .map(|(from, to)| page(ctx, from, to))
        .chain(lists(ctx))
        .collect()
}

/// Runs of stages `[from, to)` that fit a slide side by side.
fn chunks(ctx: &Ctx) -> Vec<(usize, usize)> {
    let mut chunks = Vec::new();
    let shown = ctx.stages();
    let (mut from, mut steps) = (shown.start, 0);
    for i in shown.clone() {
        let more = ctx.map.stages[i].steps.len();
        if i > from && (i - from >= STAGES_MAX || steps + more > STEPS_MAX) {
            chunks.push((from, i));
            (from, steps) = (i, 0);
        }
        steps += more;
    }
    if from < shown.end {
        chunks.push((from, shown.end));
    }
    chunks
}

fn page<'a>(ctx: &Ctx<'a>, from: usize, to: usize) -> Page<'a> {
    let lang = ctx.lang;
    let mut page = ctx.page(
        Layout::Plain,
        words::at_a_glance(lang),
        words::section_overview(lang),
    );
    let left = MARGIN + RAIL;
    let w = (CONTENT_WIDTH - RAIL) / (to - from) as f32;
    let x = |i: usize| left + w * (i - from) as f32;
    let mut y = page.top();

    let (heads, head_height) = heads(ctx, from, to, y, w, &x);
    page.add(heads);
    y += head_height + 4.0;

    let columns: Vec<(usize, f32)> = ctx
        .steps
        .iter()
        .enumerate()
        .filter(|(_, (stage, _))| (from..to).contains(stage))
        .map(|(i, (stage, _))| {
            let of_stage = ctx.map.stages[*stage].steps.len() as f32;
            let first = ctx.steps.iter().position(|(s, _)| s == stage).unwrap_or(i);
            let place = ((i - first) as f32 + 0.5) / of_stage;
            (i, x(*stage) + (w - 10.0) * place)
        })
        .collect();
    let outcomes_height = if (from..to).any(|i| has_outcome(ctx, i)) {
        OUTCOMES_HEIGHT
    } else {
        0.0
    };
    let below = NUMBERS_HEIGHT + outcomes_height;
    let curve_height = CURVE_HEIGHTS
        .into_iter()
        .find(|tall| lists_fit(ctx, from, to, w, BOTTOM - y - tall - below))
        .unwrap_or(CURVE_HEIGHTS[3]);
    let area = Area::new(left, y, CONTENT_WIDTH - RAIL, curve_height);
    let labels = Labels {
        all: false,
        n: false,
        size: TEXT,
    };
    match curve::draw(ctx, area, &columns, labels) {
        Some(shape) => {
            page.add([shape]);
            y += curve_height;
        }
        None if ctx.map.origin.is_some() => {
            let text = ctx.muted(curve::none(lang), TEXT);
            let (shape, h) = ctx.text_box("No scores", left, y + GAP, CONTENT_WIDTH - RAIL, vec![text]);
            page.add([shape]);
            y += h + 2.0 * GAP;
        }
        None => y += GAP,
    }
    page.add(numbers(ctx, &columns, y));
    y += NUMBERS_HEIGHT;

    let outcomes = outcomes(ctx, from, to, y, w, &x);
    if !outcomes.is_empty() {
        if (from..to).any(|i| stage_metric(ctx, i, MetricName::Reach).is_some()) {
            let text = ctx.muted(words::reached(lang), SMALL).align(Anchor::End);
            let label = Area::new(MARGIN, y, RAIL - 8.0, text.line());
            page.add([Shape::text("Reached", label, Body::new(vec![text]))]);
        }
        page.add(outcomes);
        y += OUTCOMES_HEIGHT;
    }
    if lists_fit(ctx, from, to, w, BOTTOM - y) {
        for i in from..to {
            page.add(list(ctx, i, x(i), y, w - GAP));
        }
    }
    page.notes
        .extend(Some(ctx.curve_summary()).filter(|text| !text.is_empty()));
    page.cards = ctx
        .cards_of(LaneRole::Kpis)
        .into_iter()
        .filter(|card| {
            card.metric.as_ref().is_some_and(|m| m.name == MetricName::Loss)
                && ctx.map.stages[from..to].iter().any(|stage| stage.id == card.at)
        })
        .collect();
    page
}

/// The stages as plates that point to the right; a click leads to the stage's slide.
fn heads(ctx: &Ctx, from: usize, to: usize, y: f32, w: f32, x: &dyn Fn(usize) -> f32) -> (Vec<Shape>, f32) {
    const DEPTH: f32 = 10.0;
    let text = |i: usize, size: f32| {
        let name = ctx.stage_name(&ctx.map.stages[i]);
        Paragraph::new(format!("{}. {name}", i + 1), size, Weight::Bold, ctx.t.on_disc)
    };
    let room = w - 4.0 - DEPTH - 20.0;
    let lines = |size: f32| {
        (from..to)
            .map(|i| text(i, size).lines(&ctx.measure, room).len())
            .max()
            .unwrap_or(1)
    };
    let size = [14.0, 13.0, TEXT, 11.0]
        .into_iter()
        .find(|size| lines(*size) <= 2)
        .unwrap_or(SMALL);
    let h = (lines(size) as f32 * super::deck::line_of(size) + 14.0).max(34.0);
    let shapes = (from..to)
        .map(|i| {
            let area = Area::new(x(i), y, w - 4.0, h);
            let body =
                Body::new(vec![text(i, size)])
                    .place(Place::Middle)
                    .inset([12.0, 4.0, DEPTH + 4.0, 4.0]);
            Shape::form("Stage", area, Geometry::Plate(DEPTH), Fill::Solid(ctx.t.stage(i)))
                .saying(body)
                .leading_to(format!("stage {i}"))
        })
        .collect();
    (shapes, h)
}

/// The numbers of the steps under the curve; those of the main path darker.
fn numbers(ctx: &Ctx, columns: &[(usize, f32)], y: f32) -> Vec<Shape> {
    let any_main = ctx.steps.iter().any(|(_, step)| step.main);
    columns
        .iter()
        .map(|(i, x)| {
            let (stage, step) = ctx.steps[*i];
            let main = step.main || !any_main;
            let color = if main { ctx.t.ink } else { ctx.t.muted };
            let weight = if main { Weight::Bold } else { Weight::Regular };
            let text = Paragraph::new((i + 1).to_string(), SMALL, weight, color).align(Anchor::Middle);
            let area = Area::new(x - 9.0, y, 18.0, 18.0);
            let line = if step.moment_of_truth {
                Line::solid(ctx.t.stage(stage), 1.5)
            } else {
                Line::solid(ctx.t.card_line, 0.75)
            };
            Shape::form("Step number", area, Geometry::Ellipse, Fill::Solid(ctx.t.card))
                .outlined(line)
                .saying(Body::new(vec![text]).place(Place::Middle))
        })
        .collect()
}

/// Per stage how many reach it, as a bar, and how many of them are lost.
fn outcomes(ctx: &Ctx, from: usize, to: usize, y: f32, w: f32, x: &dyn Fn(usize) -> f32) -> Vec<Shape> {
    let mut shapes = Vec::new();
    for i in from..to {
        let reach = stage_metric(ctx, i, MetricName::Reach);
        let loss = stage_metric(ctx, i, MetricName::Loss);
        if reach.is_none() && loss.is_none() {
            continue;
        }
        let mut parts = Vec::new();
        if let Some(reach) = reach {
            let area = Area::new(x(i), y + 3.0, (w - GAP) * 0.62, 8.0);
            parts.extend(ctx.bar(area, reach.value, ctx.t.continued));
            let text = ctx.bold(percent(ctx.lang, reach.value), TEXT);
            let place = Area::new(area.right() + 6.0, y - 1.0, w - GAP - area.w - 6.0, text.line());
            parts.push(Shape::text("Reached", place, Body::new(vec![text])));
        }
        if let Some(loss) = loss {
            let words = format!("{} {}", words::lost(ctx.lang), percent(ctx.lang, loss.value));
            let text = ctx.colored(words, TEXT, ctx.t.lost);
            let place = Area::new(x(i), y + 18.0, w - GAP, text.line());
            parts.push(Shape::text("Lost", place, Body::new(vec![text])));
        }
        let name = format!("{} {}", words::reached(ctx.lang), i + 1);
        shapes.push(Shape::group(name, parts));
    }
    shapes
}

fn has_outcome(ctx: &Ctx, stage: usize) -> bool {
    [MetricName::Reach, MetricName::Loss]
        .into_iter()
        .any(|name| stage_metric(ctx, stage, name).is_some())
}

pub(super) fn stage_metric<'a>(ctx: &Ctx<'a>, stage: usize, name: MetricName) -> Option<&'a Metric> {
    let lanes = ctx.map.lanes.iter().filter(|lane| lane.role == LaneRole::Kpis);
    let at = &ctx.map.stages[stage].id;
    lanes
        .flat_map(|lane| ctx.cards(&lane.id, at))
        .filter_map(|card| card.metric.as_ref())
        .find(|metric| metric.name == name && metric.unit == MetricUnit::Share)
}

fn step_line(ctx: &Ctx, number: usize, step: &Step) -> Paragraph {
    let any_main = ctx.steps.iter().any(|(_, step)| step.main);
    let text = format!("{number}. {}", ctx.name(&step.name));
    let mut line = if step.main || !any_main {
        ctx.ink(text, TEXT)
    } else {
        ctx.muted(text, TEXT)
    };
    if step.moment_of_truth {
        let words = format!(" ★\u{a0}{}", fixed::moment_of_truth(ctx.lang));
        line = line.and(words, SMALL, Weight::Bold, ctx.t.stage(0));
    }
    line.before(2.0)
}

fn lines(ctx: &Ctx, stage: usize) -> Vec<Paragraph> {
    let first = ctx
        .steps
        .iter()
        .position(|(s, _)| *s == stage)
        .unwrap_or_default();
    ctx.map.stages[stage]
        .steps
        .iter()
        .enumerate()
        .map(|(k, step)| step_line(ctx, first + k + 1, step))
        .collect()
}

fn list(ctx: &Ctx, stage: usize, x: f32, y: f32, w: f32) -> Option<Shape> {
    let lines = lines(ctx, stage);
    (!lines.is_empty()).then(|| ctx.text_box("Steps", x, y, w, lines).0)
}

fn lists_fit(ctx: &Ctx, from: usize, to: usize, w: f32, room: f32) -> bool {
    (from..to).all(|i| height(&lines(ctx, i), &ctx.measure, w - GAP) <= room)
}

/// The names of the steps on slides of their own, where they do not fit below the curve.
fn lists<'a>(ctx: &Ctx<'a>) -> Vec<Page<'a>> {
    const COLUMNS: usize = 3;
    let fit = chunks(ctx).into_iter().all(|(from, to)| {
        let w = (CONTENT_WIDTH - RAIL) / (to - from) as f32;
        lists_fit(ctx, from, to, w, LIST_ROOM)
    });
    if fit {
        return Vec::new();
    }
    let w = (CONTENT_WIDTH - 2.0 * 24.0) / COLUMNS as f32;
    let mut paragraphs = Vec::new();
    for i in ctx.stages() {
        let name = format!("{}. {}", i + 1, ctx.stage_name(&ctx.map.stages[i]));
        paragraphs.push(ctx.colored(name, 14.0, ctx.t.stage(i)).before(10.0));
        paragraphs.extend(lines(ctx, i));
    }
    let mut pages = Vec::new();
    while !paragraphs.is_empty() {
        let mut page = ctx.page(
            Layout::Plain,
            words::steps_of_journey(ctx.lang),
            words::section_overview(ctx.lang),
        );
        let top = page.top();
        for k in 0..COLUMNS {
            let (now, later) = super::deck::split(paragraphs, &ctx.measure, w, BOTTOM - top);
            paragraphs = later;
            if !now.is_empty() {
                let (shape, _) = ctx.text_box("Steps", MARGIN + (w + 24.0) * k as f32, top, w, now);
                page.add([shape]);
            }
        }
        pages.push(page);
    }
    pages
}

/// Below curve, numbers and outcomes there is at least this much room for the names of the steps.
const LIST_ROOM: f32 = 120.0;
