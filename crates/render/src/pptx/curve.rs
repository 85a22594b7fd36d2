//! The emotion curve of native lines and markers.

use super::deck::{Body, Dash, Fill, Geometry, Line, Paragraph, Place, Shape};
use super::{Ctx, SMALL};
use crate::curve::monotone;
use crate::scene::{Anchor, Area, Color, Seg, Weight};
use crate::words as fixed;
use tropa_map::document::{Card, FeelingPoint, Lane, LaneRole};
use tropa_map::format::{count, signed};
use tropa_map::{Lang, curve_summary};
use tropa_model::feeling::EvidenceState;

/// Curves drawn in one picture; more cannot be told apart.
pub(super) const CURVES_MAX: usize = 4;
const MARK: f32 = 10.0;

/// One curve: a point or nothing for every step of the map.
pub(super) struct Series<'a> {
    pub name: String,
    pub points: Vec<Option<(&'a Card, &'a FeelingPoint)>>,
}

/// How much is written beside the points.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Labels {
    /// Every point of a single curve, not only its peaks and valleys.
    pub all: bool,
    pub n: bool,
    pub size: f32,
}

/// One curve for each persona a lane of feelings tells of, and one for what it says of everybody.
pub(super) fn series<'a>(ctx: &Ctx<'a>) -> Vec<Series<'a>> {
    let lanes = ctx
        .map
        .lanes
        .iter()
        .filter(|lane| lane.role == LaneRole::Feelings);
    let mut all: Vec<(&str, Option<&str>, Series)> = Vec::new();
    for lane in lanes {
        for (i, (_, step)) in ctx.steps.iter().enumerate() {
            for card in ctx.cards(&lane.id, &step.id) {
                let Some(point) = card.feeling.as_ref().filter(|point| point.value.is_finite()) else {
                    continue;
                };
                let mut of: Vec<Option<&str>> = card.personas.iter().map(|id| Some(id.as_str())).collect();
                if of.is_empty() {
                    of.push(lane.persona.as_deref());
                }
                for persona in of {
                    let known = all.iter().position(|(l, p, _)| *l == lane.id && *p == persona);
                    let at = known.unwrap_or_else(|| {
                        all.push((&lane.id, persona, empty(ctx, lane, persona)));
                        all.len() - 1
                    });
                    // The first card of a step counts.
                    all[at].2.points[i].get_or_insert((*card, point));
                }
            }
        }
    }
    all.into_iter()
        .map(|(_, _, series)| series)
        .take(CURVES_MAX)
        .collect()
}

fn empty<'a>(ctx: &Ctx<'a>, lane: &Lane, persona: Option<&str>) -> Series<'a> {
    let known = persona.and_then(|id| ctx.map.personas.iter().find(|persona| persona.id == id));
    Series {
        name: known.map_or_else(|| ctx.lane_name(lane), |persona| ctx.name(&persona.name)),
        points: vec![None; ctx.steps.len()],
    }
}

struct Point<'a> {
    x: f32,
    /// Place among the columns; neighbours differ by one.
    column: usize,
    card: &'a Card,
    feeling: &'a FeelingPoint,
    /// Of its number: that of the curve where there are several, else that of the feeling.
    color: Color,
}

/// Room left above +2 and below −2 for what is written beside the points.
fn edge(labels: Labels) -> f32 {
    labels.size + 8.0
}

/// The curves over the columns `(step, x)`; `None` where none of them has a point.
pub(super) fn draw(ctx: &Ctx, area: Area, columns: &[(usize, f32)], labels: Labels) -> Option<Shape> {
    let known = |series: &Series| columns.iter().any(|(step, _)| series.points[*step].is_some());
    if !ctx.series.iter().any(known) {
        return None;
    }
    let mut shapes = guides(ctx, area, labels);
    let many = ctx.series.len() > 1;
    for (i, series) in ctx.series.iter().enumerate() {
        let points: Vec<Point> = columns
            .iter()
            .enumerate()
            .filter_map(|(column, (step, x))| {
                let (card, feeling) = series.points[*step]?;
                Some(Point {
                    x: *x,
                    column,
                    card,
                    feeling,
                    color: if many {
                        ctx.t.series(i)
                    } else {
                        ctx.t.feeling(feeling.value)
                    },
                })
            })
            .collect();
        let y = |value: f64| height_of(area, labels, value);
        let color = if many { ctx.t.series(i) } else { ctx.t.line_strong };
        let dash = [Dash::Solid, Dash::Short, Dash::Dot, Dash::Long][i % CURVES_MAX];
        let runs: Vec<&[Point]> = points.chunk_by(|a, b| b.column == a.column + 1).collect();
        if !many {
            shapes.extend(runs.iter().flat_map(|run| interval(ctx, run, &y)));
        }
        for pair in runs.windows(2) {
            let (from, to) = (&pair[0][pair[0].len() - 1], &pair[1][0]);
            let gap = Line::dashed(ctx.t.line_strong, 1.25, Dash::Dot);
            let ends = ((from.x, y(from.feeling.value)), (to.x, y(to.feeling.value)));
            shapes.push(Shape::straight("Gap: no scores", ends.0, ends.1, gap));
        }
        for run in &runs {
            let places: Vec<(f32, f32)> = run.iter().map(|p| (p.x, y(p.feeling.value))).collect();
            let segs = monotone(&places);
            if !segs.is_empty() {
                let line = Line::dashed(color, 2.5, dash);
                shapes.push(Shape::free("Curve", segs, None, Some(line)));
            }
        }
        for (k, point) in points.iter().enumerate() {
            shapes.push(marker(ctx, point, y(point.feeling.value), i, many));
            let above = if many {
                among_curves(ctx, columns[point.column].0, point.feeling.value)
            } else {
                placed_above(&points, k).or(labels.all.then_some(true))
            };
            if let Some(above) = above {
                let labels = Labels {
                    n: labels.n && !many,
                    ..labels
                };
                shapes.push(label(ctx, area, point, above, labels, &y));
            }
        }
    }
    if many {
        shapes.push(names(ctx, area));
    }
    let told = curve_summary(ctx.map, ctx.lang).unwrap_or_default();
    Some(Shape::group(fixed::lane(ctx.lang, LaneRole::Feelings), shapes).told(crate::text::clean(&told)))
}

/// The curve without scale and numbers, for the cover: the same heights, the same gaps.
pub(super) fn decoration(ctx: &Ctx, area: Area) -> Vec<Shape> {
    const RADIUS: f32 = 4.0;
    let all = ctx.steps.len() as f32;
    let x = |i: usize| area.x + area.w * (i as f32 + 0.5) / all;
    let y =
        |value: f64| area.y + RADIUS + (2.0 - value.clamp(-2.0, 2.0)) as f32 / 4.0 * (area.h - 2.0 * RADIUS);
    let mut shapes = Vec::new();
    for series in &ctx.series {
        let known: Vec<(usize, f64)> = series
            .points
            .iter()
            .enumerate()
            .filter_map(|(i, point)| Some((i, point.as_ref()?.1.value)))
            .collect();
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
fn names(ctx: &Ctx, area: Area) -> Shape {
    let mut runs = Paragraph::new("", SMALL, Weight::Regular, ctx.t.ink).align(Anchor::End);
    runs.runs.clear();
    for (i, series) in ctx.series.iter().enumerate() {
        let sign = ["●", "■", "▲", "◆"][i % CURVES_MAX];
        runs = runs
            .and(format!("   {sign} "), SMALL, Weight::Regular, ctx.t.series(i))
            .and(super::brief(&series.name, 30), SMALL, Weight::Regular, ctx.t.ink);
    }
    let place = Area::new(area.x, area.y, area.w, runs.line());
    Shape::text("Curves", place, Body::new(vec![runs]))
}

/// A band along neighbouring points, a whisker for a lone one.
fn interval(ctx: &Ctx, run: &[Point], y: &dyn Fn(f64) -> f32) -> Vec<Shape> {
    let known: Vec<(f32, f64, f64)> = run
        .iter()
        .filter_map(|point| Some((point.x, point.feeling.lo?, point.feeling.hi?)))
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

/// The same curve from its end to its start, beginning with a line to the end.
fn backwards(segs: &[Seg]) -> Vec<Seg> {
    let mut pieces = Vec::new();
    let mut at = (0.0, 0.0);
    for seg in segs {
        match *seg {
            Seg::Move(x, y) | Seg::Line(x, y) => at = (x, y),
            Seg::Cubic(a, b, c, d, x, y) => {
                pieces.push((at, (a, b), (c, d)));
                at = (x, y);
            }
            Seg::Close => {}
        }
    }
    let mut back = vec![Seg::Line(at.0, at.1)];
    for (start, first, second) in pieces.into_iter().rev() {
        back.push(Seg::Cubic(second.0, second.1, first.0, first.1, start.0, start.1));
    }
    back
}

/// Filled where measured, a ring where people said so, a broken ring where it is assumed; each curve has its own shape.
fn marker(ctx: &Ctx, point: &Point, y: f32, series: usize, many: bool) -> Shape {
    let color = if many {
        ctx.t.series(series)
    } else {
        ctx.t.feeling(point.feeling.value)
    };
    let geometry = [
        Geometry::Ellipse,
        Geometry::Square,
        Geometry::Triangle,
        Geometry::Diamond,
    ][series % CURVES_MAX];
    let area = Area::new(point.x - MARK / 2.0, y - MARK / 2.0, MARK, MARK);
    let (fill, line) = match point.card.state {
        EvidenceState::Measured => (color, Line::solid(ctx.t.paper, 1.5)),
        EvidenceState::SupportedByText | EvidenceState::SingleVoice => (ctx.t.paper, Line::solid(color, 2.0)),
        EvidenceState::Assumption => (ctx.t.paper, Line::dashed(color, 1.75, Dash::Dot)),
    };
    let told = format!(
        "{}: {}, {}",
        ctx.place(&point.card.at),
        signed(ctx.lang, point.feeling.value, 1),
        fixed::evidence(ctx.lang, point.card.state)
    );
    Shape::form("Point", area, geometry, Fill::Solid(fill))
        .outlined(line)
        .told(told)
}

fn label(ctx: &Ctx, area: Area, point: &Point, above: bool, labels: Labels, y: &dyn Fn(f64) -> f32) -> Shape {
    let value = point.feeling.value;
    let mut text = ctx.colored(signed(ctx.lang, value, 1), labels.size, point.color);
    if let Some(n) = point.feeling.n.filter(|_| labels.n) {
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
    if let (Some(lo), Some(hi)) = (point.feeling.lo, point.feeling.hi) {
        top = if above {
            top.min(y(hi) - 2.0 - h)
        } else {
            top.max(y(lo) + 2.0)
        };
    }
    let top = top.clamp(area.y, (area.bottom() - h).max(area.y));
    let place = Area::new(point.x - w / 2.0, top, w, h);
    Shape::text("Value", place, Body::new(vec![text]))
}

/// Where several curves meet a step: the number of the highest stands above it, of the lowest below, others have none.
fn among_curves(ctx: &Ctx, step: usize, value: f64) -> Option<bool> {
    let others = ctx
        .series
        .iter()
        .filter_map(|series| series.points[step])
        .map(|(_, point)| point.value);
    let (lowest, highest) = others.fold((f64::MAX, f64::MIN), |(lo, hi), v| (lo.min(v), hi.max(v)));
    if value >= highest {
        Some(true)
    } else {
        (value <= lowest).then_some(false)
    }
}

/// Whether a point is worth a number where there is little room, and on which side of it the number stands.
fn placed_above(points: &[Point], i: usize) -> Option<bool> {
    let value = points[i].feeling.value;
    let before = i.checked_sub(1).map(|k| points[k].feeling.value);
    let after = points.get(i + 1).map(|point| point.feeling.value);
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
