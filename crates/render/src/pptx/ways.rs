//! The ways people take drawn as lines over the steps, like lines of a transit map, while the steps fit across a slide.

use super::deck::{Body, Dash, Fill, Geometry, Layout, Line, Paragraph, Place, Shape};
use super::page::Page;
use super::{BOTTOM, CONTENT_WIDTH, Ctx, GAP, MARGIN, SMALL, TEXT, brief, words};
use crate::scene::{Anchor, Area, Color, Seg, Weight};
use crate::tell;
use tropa_map::document::Path;
use tropa_map::format::{journeys, percent};

/// More steps cannot be told apart across a slide: a table says their ways then.
pub(super) const STEPS_MAX: usize = 26;
const NAME_WIDTH: f32 = 214.0;
const SHARE_WIDTH: f32 = 84.0;
const ROW_HEIGHT_MIN: f32 = 58.0;
const DISC: f32 = 20.0;
/// How far the bows of skipped and repeated steps reach from the line.
const BOW: f32 = 16.0;
const LINE_WIDTH_MAX: f32 = 6.0;

pub(super) fn pages<'a>(ctx: &Ctx<'a>, paths: &[&'a Path]) -> Vec<Page<'a>> {
    let lang = ctx.lang;
    let names = step_names(ctx);
    let names_height = names.height(&ctx.measure, CONTENT_WIDTH);
    let widest = paths
        .iter()
        .map(|path| path.share)
        .fold(f64::MIN_POSITIVE, f64::max);
    let new_page = || {
        let mut page = ctx.page(Layout::Plain, words::paths(lang), words::section_analysis(lang));
        let top = page.top();
        page.add(heads(ctx, top));
        let (text, _) = ctx.text_box(
            "Steps",
            MARGIN,
            BOTTOM - names_height,
            CONTENT_WIDTH,
            vec![names.clone()],
        );
        (page, top + DISC + GAP, text)
    };
    let mut pages = Vec::new();
    let (mut page, mut y, mut below) = new_page();
    let bottom = BOTTOM - names_height - GAP;
    let mut empty = true;
    for (i, path) in paths.iter().enumerate() {
        let name = name(ctx, path, i == 0);
        let tall = (ctx.height(&name, NAME_WIDTH - GAP) + 12.0).max(ROW_HEIGHT_MIN);
        if !empty && y + tall > bottom {
            page.add([below]);
            pages.push(page);
            (page, y, below) = new_page();
        }
        page.add([row(
            ctx,
            path,
            i,
            (path.share / widest) as f32,
            name,
            Area::new(MARGIN, y, CONTENT_WIDTH, tall),
        )]);
        page.notes
            .push(format!("{}: {}", ctx.say(&path.name), steps(ctx, path)));
        let evidence = path
            .evidence
            .iter()
            .map(|evidence| tell::evidence(lang, evidence));
        page.notes.extend(evidence);
        y += tall;
        empty = false;
    }
    page.add([below]);
    pages.push(page);
    pages
}

fn x(ctx: &Ctx, step: usize) -> f32 {
    let left = MARGIN + NAME_WIDTH + SHARE_WIDTH;
    let w = (MARGIN + CONTENT_WIDTH - left) / ctx.steps.len().max(1) as f32;
    left + w * (step as f32 + 0.5)
}

/// The numbers of all steps in the colours of their stages.
fn heads(ctx: &Ctx, y: f32) -> Vec<Shape> {
    let disc = |(i, (stage, _)): (usize, &(usize, _))| {
        let text =
            Paragraph::new((i + 1).to_string(), SMALL, Weight::Bold, ctx.t.on_disc).align(Anchor::Middle);
        let area = Area::new(x(ctx, i) - DISC / 2.0, y, DISC, DISC);
        Shape::form(
            "Step number",
            area,
            Geometry::Ellipse,
            Fill::Solid(ctx.t.stage(*stage)),
        )
        .saying(Body::new(vec![text]).place(Place::Middle))
        .leading_to(format!("stage {stage}"))
    };
    ctx.steps.iter().enumerate().map(disc).collect()
}

fn step_names(ctx: &Ctx) -> Paragraph {
    let names: Vec<String> = ctx.steps.iter().map(|(_, step)| ctx.place(&step.id)).collect();
    ctx.muted(names.join(" · "), SMALL)
}

fn name(ctx: &Ctx, path: &Path, main: bool) -> Vec<Paragraph> {
    let text = brief(&ctx.say(&path.name), 160);
    vec![if main {
        ctx.bold(text, 14.0)
    } else {
        ctx.ink(text, TEXT)
    }]
}

fn steps(ctx: &Ctx, path: &Path) -> String {
    let all: Vec<String> = path
        .steps
        .iter()
        .map(|id| ctx.place(id))
        .filter(|step| !step.is_empty())
        .collect();
    all.join(" → ")
}

/// `relative`: the path's share in that of the most travelled one.
fn row(ctx: &Ctx, path: &Path, index: usize, relative: f32, name: Vec<Paragraph>, area: Area) -> Shape {
    let color = if index == 0 {
        ctx.t.stage(0)
    } else {
        ctx.t.line_strong
    };
    let rule = Line::solid(ctx.t.line, 0.75);
    let mut shapes = vec![Shape::straight(
        "Rule",
        (area.x, area.y),
        (area.right(), area.y),
        rule,
    )];
    let (text, _) = ctx.text_box("Path", area.x, area.y + 6.0, NAME_WIDTH - GAP, name);
    shapes.push(text);
    let share = vec![
        ctx.colored(
            percent(ctx.lang, path.share),
            16.0,
            if index == 0 { color } else { ctx.t.ink },
        ),
        ctx.muted(journeys(ctx.lang, path.journeys), SMALL),
    ];
    let (text, _) = ctx.text_box(
        "Share",
        area.x + NAME_WIDTH,
        area.y + 6.0,
        SHARE_WIDTH - 6.0,
        share,
    );
    shapes.push(text);
    let middle = area.y + area.h / 2.0;
    shapes.extend(trail(
        ctx,
        path,
        middle,
        color,
        (LINE_WIDTH_MAX * relative).clamp(1.5, LINE_WIDTH_MAX),
    ));
    Shape::group("Path", shapes).told(format!(
        "{}, {}: {}",
        brief(&ctx.say(&path.name), 160),
        percent(ctx.lang, path.share),
        steps(ctx, path)
    ))
}

/// Straight to the next step, in a bow over skipped ones, in a broken bow below on the way back, a loop onto itself.
fn trail(ctx: &Ctx, path: &Path, y: f32, color: Color, width: f32) -> Vec<Shape> {
    let place = |id: &String| ctx.steps.iter().position(|(_, step)| step.id == *id);
    let stops: Vec<usize> = path.steps.iter().filter_map(place).collect();
    let mut moves: Vec<(usize, usize)> = stops.windows(2).map(|pair| (pair[0], pair[1])).collect();
    moves.sort_unstable();
    moves.dedup();
    let mut shapes = Vec::new();
    for i in (0..ctx.steps.len()).filter(|i| !stops.contains(i)) {
        let dot = Area::new(x(ctx, i) - 2.0, y - 2.0, 4.0, 4.0);
        shapes.push(Shape::form(
            "Not taken",
            dot,
            Geometry::Ellipse,
            Fill::Solid(ctx.t.card_line),
        ));
    }
    for (from, to) in moves {
        let (x1, x2) = (x(ctx, from), x(ctx, to));
        let line = Line::solid(color, width);
        let (segs, line) = match to as i64 - from as i64 {
            1 => (vec![Seg::Move(x1, y), Seg::Line(x2, y)], line),
            0 => (
                vec![
                    Seg::Move(x1 - 3.0, y),
                    Seg::Cubic(x1 - 16.0, y + 22.0, x1 + 16.0, y + 22.0, x1 + 3.0, y),
                ],
                Line::solid(color, width.min(2.0)),
            ),
            far => {
                let up = if far > 1 { -1.0 } else { 1.0 };
                let high = y + up * BOW * 1.3;
                let bend = (x2 - x1) * 0.25;
                let bow = vec![
                    Seg::Move(x1, y),
                    Seg::Cubic(x1 + bend, high, x2 - bend, high, x2, y),
                ];
                let back = Line::dashed(color, width.min(2.0), Dash::Short);
                (bow, if far > 1 { line } else { back })
            }
        };
        shapes.push(Shape::free("Move", segs, None, Some(line)));
    }
    let mut seen = stops.clone();
    seen.sort_unstable();
    seen.dedup();
    for i in seen {
        let ends = stops.first() == Some(&i) || stops.last() == Some(&i);
        let fill = if ends { color } else { ctx.t.paper };
        let stop = Area::new(x(ctx, i) - 5.0, y - 5.0, 10.0, 10.0);
        shapes.push(
            Shape::form("Stop", stop, Geometry::Ellipse, Fill::Solid(fill)).outlined(Line::solid(color, 2.0)),
        );
    }
    shapes
}
