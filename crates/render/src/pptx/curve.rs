//! The emotion curve of native lines and markers.

use super::deck::{Body, Dash, Fill, Geometry, Line, Paragraph, Place, Shape};
use super::{Ctx, SMALL};
use crate::curve::series::{CURVES_MAX, Curve, Point, Tells};
use crate::curve::{backwards, monotone};
use crate::layout::emotion::hue;
use crate::scene::{Anchor, Area, Color, Seg, Weight};
use crate::words as fixed;
use tropa_map::Lang;
use tropa_map::document::LaneRole;
use tropa_map::format::{count, signed};
use tropa_model::feeling::EvidenceState;

const MARK: f32 = 10.0;

/// How much is written beside the points.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Labels {
    /// Every point of a single curve, not only its peaks and valleys.
    pub all: bool,
    pub n: bool,
    pub size: f32,
}

/// A point on the slide.
struct Placed<'c, 'a> {
    x: f32,
    /// Place among the columns; neighbours differ by one.
    column: usize,
    point: &'c Point<'a>,
    /// Of its number: that of the curve where there are several, else that of the feeling.
    color: Color,
}

/// Up to four curves of what people felt, then their twins of another map, then the wishes.
fn shown<'c, 'a>(ctx: &'c Ctx<'a>) -> Vec<&'c Curve<'a>> {
    let is = |tells: Tells| ctx.curves.iter().filter(move |curve| curve.tells == tells);
    let felt: Vec<&Curve> = is(Tells::Felt).take(CURVES_MAX).collect();
    let room = CURVES_MAX.saturating_sub(felt.len()).max(1);
    let beside = is(Tells::Beside).take(room);
    let wishes = is(Tells::Expected).chain(is(Tells::Intended));
    felt.iter().copied().chain(beside).chain(wishes).collect()
}

fn is_several(ctx: &Ctx) -> bool {
    let felt = ctx.curves.iter().filter(|curve| curve.tells == Tells::Felt);
    felt.count() > 1
}

fn color_of(ctx: &Ctx, curve: &Curve, many: bool) -> Color {
    match curve.tells {
        Tells::Expected | Tells::Intended => ctx.t.muted,
        _ if many => hue(&ctx.t, curve.slot),
        _ => ctx.t.line_strong,
    }
}

/// Room left above +2 and below −2 for what is written beside the points.
fn edge(labels: Labels) -> f32 {
    labels.size + 8.0
}

/// The curves over the columns `(step, x)`; `None` where none of them has a point.
pub(super) fn draw(ctx: &Ctx, area: Area, columns: &[(usize, f32)], labels: Labels) -> Option<Shape> {
    let curves = shown(ctx);
    let known = |curve: &&Curve| columns.iter().any(|(step, _)| curve.points[*step].is_some());
    if !curves.iter().any(known) {
        return None;
    }
    let mut shapes = guides(ctx, area, labels);
    let many = is_several(ctx);
    let y = |value: f64| height_of(area, labels, value);
    for curve in &curves {
        let color = color_of(ctx, curve, many);
        let points: Vec<Placed> = columns
            .iter()
            .enumerate()
            .filter_map(|(column, (step, x))| {
                let point = curve.points[*step].as_ref()?;
                let color = if many { color } else { ctx.t.feeling(point.value) };
                Some(Placed {
                    x: *x,
                    column,
                    point,
                    color,
                })
            })
            .collect();
        let (dash, width) = match curve.tells {
            Tells::Felt if many => (
                [Dash::Solid, Dash::Short, Dash::Long, Dash::Dot][curve.slot % CURVES_MAX],
                2.5,
            ),
            Tells::Felt => (Dash::Solid, 2.5),
            Tells::Beside => (Dash::Long, 1.75),
            Tells::Expected => (Dash::Dot, 1.25),
            Tells::Intended => (Dash::Short, 1.25),
        };
        let runs: Vec<&[Placed]> = points.chunk_by(|a, b| b.column == a.column + 1).collect();
        let felt = curve.tells == Tells::Felt;
        if !many && felt {
            shapes.extend(runs.iter().flat_map(|run| interval(ctx, run, &y)));
        }
        for pair in runs.windows(2).filter(|_| !curve.is_wish()) {
            let (from, to) = (&pair[0][pair[0].len() - 1], &pair[1][0]);
            let gap = Line::dashed(ctx.t.line_strong, 1.25, Dash::Dot);
            let ends = ((from.x, y(from.point.value)), (to.x, y(to.point.value)));
            shapes.push(Shape::straight("Gap: no scores", ends.0, ends.1, gap));
        }
        for run in &runs {
            let places: Vec<(f32, f32)> = run.iter().map(|at| (at.x, y(at.point.value))).collect();
            let segs = monotone(&places);
            if !segs.is_empty() {
                let line = Line::dashed(color, width, dash);
                shapes.push(Shape::free("Curve", segs, None, Some(line)));
            }
        }
        for (k, at) in points.iter().enumerate() {
            let step = columns[at.column].0;
            shapes.push(marker(ctx, curve, at, y(at.point.value), step));
            let above = match felt {
                false => None,
                true if many => among_curves(ctx, step, at.point.value),
                true => placed_above(&points, k).or(labels.all.then_some(true)),
            };
            if let Some(above) = above {
                let labels = Labels {
                    n: labels.n && !many,
                    ..labels
                };
                shapes.push(label(ctx, area, at, above, labels, &y));
            }
        }
    }
    if curves.len() > 1 {
        shapes.push(names(ctx, &curves, area, many));
    }
    let told = ctx.curve_summary();
    Some(Shape::group(fixed::lane(ctx.lang, LaneRole::Feelings), shapes).told(told))
}

/// The curve without scale and numbers, for the cover: the same heights, the same gaps.
pub(super) fn decoration(ctx: &Ctx, area: Area) -> Vec<Shape> {
    const RADIUS: f32 = 4.0;
    let all = ctx.steps.len() as f32;
    let x = |i: usize| area.x + area.w * (i as f32 + 0.5) / all;
    let y =
        |value: f64| area.y + RADIUS + (2.0 - value.clamp(-2.0, 2.0)) as f32 / 4.0 * (area.h - 2.0 * RADIUS);
    let mut shapes = Vec::new();
    for curve in ctx.curves.iter().filter(|curve| curve.tells == Tells::Felt) {
        let known: Vec<(usize, f64)> = curve.known().map(|(i, point)| (i, point.value)).collect();
        for run in known.chunk_by(|a, b| b.0 == a.0 + 1) {
            let places: Vec<(f32, f32)> = run.iter().map(|(i, value)| (x(*i), y(*value))).collect();
            let segs = monotone(&places);
            if !segs.is_empty() {
                let line = Line::solid(ctx.t.card_line, 4.0);
                shapes.push(Shape::free("Curve", segs, None, Some(line)));
            }
        }
        shapes.extend(known.iter().map(|(i, value)| {
            let place = Area::new(x(*i) - RADIUS, y(*value) - RADIUS, 2.0 * RADIUS, 2.0 * RADIUS);
            Shape::form(
                "Point",
                place,
                Geometry::Ellipse,
                Fill::Solid(ctx.t.feeling(*value)),
            )
        }));
    }
    shapes
}

fn height_of(area: Area, labels: Labels, value: f64) -> f32 {
    let edge = edge(labels);
    area.y + edge + (2.0 - value.clamp(-2.0, 2.0)) as f32 / 4.0 * (area.h - 2.0 * edge)
}

/// The map's own five words of the scale where it has them.
pub(super) fn scale_words(ctx: &Ctx) -> Vec<String> {
    let usual = fixed::feelings(ctx.lang);
    let own = |i: usize| {
        ctx.map
            .feeling_words
            .get(i)
            .map(|text| ctx.say(text))
            .filter(|text| !text.is_empty())
    };
    let words = (0..5).map(|i| own(i).unwrap_or_else(|| usual[i].to_owned()));
    words.map(|word| super::brief(&word, 16)).collect()
}

/// Five faint lines, the middle one firmer; best, neutral and worst in words at the left.
fn guides(ctx: &Ctx, area: Area, labels: Labels) -> Vec<Shape> {
    let names = scale_words(ctx);
    let mut shapes = Vec::new();
    for (i, value) in [2.0, 1.0, 0.0, -1.0, -2.0].into_iter().enumerate() {
        let y = height_of(area, labels, value);
        let line = if value == 0.0 {
            Line::solid(ctx.t.open, 1.0)
        } else {
            Line::solid(ctx.t.line, 0.75)
        };
        shapes.push(Shape::straight("Guide", (area.x, y), (area.right(), y), line));
        if i % 2 == 0 {
            let text = Paragraph::new(
                names[4 - i].clone(),
                SMALL,
                Weight::Regular,
                ctx.t.feelings[4 - i],
            )
            .align(Anchor::End);
            let h = text.line();
            let place = Area::new(area.x - 96.0, y - h / 2.0, 88.0, h);
            shapes.push(Shape::text(
                "Scale",
                place,
                Body::new(vec![text]).place(Place::Middle),
            ));
        }
    }
    shapes
}

/// Whose curve is which: sign, colour and name.
fn names(ctx: &Ctx, curves: &[&Curve], area: Area, many: bool) -> Shape {
    let mut runs = Paragraph::new("", SMALL, Weight::Regular, ctx.t.ink).align(Anchor::End);
    runs.runs.clear();
    for curve in curves {
        let sign = match curve.tells {
            Tells::Felt => ["●", "■", "▲", "◆"][curve.slot % CURVES_MAX],
            Tells::Beside => ["○", "□", "△", "◇"][curve.slot % CURVES_MAX],
            Tells::Expected => "▬",
            Tells::Intended => "◎",
        };
        let name = match curve.tells {
            Tells::Felt if !many => fixed::experienced(ctx.lang).to_owned(),
            _ => super::brief(&curve.name, 30),
        };
        let color = color_of(ctx, curve, many);
        runs = runs
            .and(format!("   {sign} "), SMALL, Weight::Regular, color)
            .and(name, SMALL, Weight::Regular, ctx.t.ink);
    }
    let h = runs.height(&ctx.measure, area.w);
    let place = Area::new(area.x, area.y, area.w, h);
    Shape::text("Curves", place, Body::new(vec![runs]))
}

/// A band along neighbouring points, a whisker for a lone one.
fn interval(ctx: &Ctx, run: &[Placed], y: &dyn Fn(f64) -> f32) -> Vec<Shape> {
    let known: Vec<(f32, f64, f64)> = run
        .iter()
        .filter_map(|at| Some((at.x, at.point.lo?, at.point.hi?)))
        .collect();
    if run.len() > 1 && known.len() == run.len() {
        let upper: Vec<(f32, f32)> = known.iter().map(|(x, _, hi)| (*x, y(*hi))).collect();
        let lower: Vec<(f32, f32)> = known.iter().map(|(x, lo, _)| (*x, y(*lo))).collect();
        let mut segs = monotone(&upper);
        segs.extend(backwards(&monotone(&lower)));
        segs.push(Seg::Close);
        let fill = Fill::Faint(ctx.t.line_strong, 0.2);
        return vec![Shape::free("95%", segs, Some(fill), None)];
    }
    let whisker = |(x, lo, hi): (f32, f64, f64)| {
        let line = Line::solid(ctx.t.line_strong, 1.25);
        let (top, bottom) = (y(hi), y(lo));
        let segs = vec![
            Seg::Move(x, top),
            Seg::Line(x, bottom),
            Seg::Move(x - 4.0, top),
            Seg::Line(x + 4.0, top),
            Seg::Move(x - 4.0, bottom),
            Seg::Line(x + 4.0, bottom),
        ];
        Shape::free("95%", segs, None, Some(line))
    };
    known.into_iter().map(whisker).collect()
}

/// Filled where measured, a ring where people said so, a broken ring where it is assumed; each curve has its own shape, a
/// wish a bar or a target.
fn marker(ctx: &Ctx, curve: &Curve, at: &Placed, y: f32, step: usize) -> Shape {
    let size = match curve.tells {
        Tells::Beside => MARK * 0.75,
        _ => MARK,
    };
    let area = Area::new(at.x - size / 2.0, y - size / 2.0, size, size);
    let place = ctx.place(&ctx.steps[step].1.id);
    let value = signed(ctx.lang, at.point.value, 1);
    if curve.is_wish() {
        let told = format!("{place}: {}, {value}", curve.name);
        let shape = match curve.tells {
            Tells::Expected => {
                let bar = Area::new(at.x - MARK, y - 2.0, 2.0 * MARK, 4.0);
                Shape::form("Wish", bar, Geometry::Round(2.0), Fill::Solid(ctx.t.line_strong))
            }
            _ => Shape::form("Wish", area, Geometry::Ellipse, Fill::Solid(ctx.t.paper))
                .outlined(Line::solid(ctx.t.line_strong, 1.5)),
        };
        return shape.told(told);
    }
    let color = at.color;
    let geometry = [
        Geometry::Ellipse,
        Geometry::Square,
        Geometry::Triangle,
        Geometry::Diamond,
    ][curve.slot % CURVES_MAX];
    let (fill, line) = match at.point.state {
        EvidenceState::Measured => (color, Line::solid(ctx.t.paper, 1.5)),
        EvidenceState::SupportedByText | EvidenceState::SingleVoice => (ctx.t.paper, Line::solid(color, 2.0)),
        EvidenceState::Assumption => (ctx.t.paper, Line::dashed(color, 1.75, Dash::Dot)),
    };
    let told = format!("{place}: {value}, {}", fixed::evidence(ctx.lang, at.point.state));
    Shape::form("Point", area, geometry, Fill::Solid(fill))
        .outlined(line)
        .told(told)
}

fn label(ctx: &Ctx, area: Area, at: &Placed, above: bool, labels: Labels, y: &dyn Fn(f64) -> f32) -> Shape {
    let value = at.point.value;
    let mut text = ctx.colored(signed(ctx.lang, value, 1), labels.size, at.color);
    if let Some(n) = at.point.n.filter(|_| labels.n) {
        let n = format!("  n\u{a0}=\u{a0}{}", count(ctx.lang, n));
        text = text.and(n, SMALL, Weight::Regular, ctx.t.muted);
    }
    let text = text.align(Anchor::Middle);
    let w = ctx.measure.width(&text.text(), labels.size, Weight::Bold) + 8.0;
    let h = text.line();
    let mut top = if above {
        y(value) - MARK / 2.0 - 2.0 - h
    } else {
        y(value) + MARK / 2.0 + 2.0
    };
    // The interval must not be written over.
    if let (Some(lo), Some(hi)) = (at.point.lo, at.point.hi) {
        top = if above {
            top.min(y(hi) - 2.0 - h)
        } else {
            top.max(y(lo) + 2.0)
        };
    }
    let top = top.clamp(area.y, (area.bottom() - h).max(area.y));
    let place = Area::new(at.x - w / 2.0, top, w, h);
    Shape::text("Value", place, Body::new(vec![text]))
}

/// Where several curves meet a step: the number of the highest stands above it, of the lowest below, others have none.
fn among_curves(ctx: &Ctx, step: usize, value: f64) -> Option<bool> {
    let felt = ctx.curves.iter().filter(|curve| curve.tells == Tells::Felt);
    let others = felt.filter_map(|curve| Some(curve.points[step].as_ref()?.value));
    let (lowest, highest) = others.fold((f64::MAX, f64::MIN), |(lo, hi), v| (lo.min(v), hi.max(v)));
    if value >= highest {
        Some(true)
    } else {
        (value <= lowest).then_some(false)
    }
}

/// Whether a point is worth a number where there is little room, and on which side of it the number stands.
fn placed_above(points: &[Placed], i: usize) -> Option<bool> {
    let value = points[i].point.value;
    let before = i.checked_sub(1).map(|k| points[k].point.value);
    let after = points.get(i + 1).map(|at| at.point.value);
    match (before, after) {
        (None, None) => Some(true),
        (Some(other), None) | (None, Some(other)) => Some(value >= other),
        (Some(a), Some(b)) if value >= a && value >= b => Some(true),
        (Some(a), Some(b)) if value <= a && value <= b => Some(false),
        _ => None,
    }
}

/// What is said where a map has no scores at all.
pub(super) fn none(lang: Lang) -> &'static str {
    fixed::no_scores(lang)
}
