//! The first slide: what the map is, of whom, from when, and the stages as a way to walk.

use super::deck::{Layout, Line, Shape, WIDTH};
use super::page::Page;
use super::{CONTENT_WIDTH, Ctx, MARGIN, brief, curve, words};
use crate::scene::Area;
use crate::text::clean;
use crate::words as fixed;
use tropa_map::coverage;
use tropa_map::format::{count, day, percent};

/// Where the way of the stages runs.
const WAY_Y: f32 = 428.0;
const TITLE_SIZES: [f32; 4] = [44.0, 36.0, 28.0, 22.0];
/// Between the words and the figures the curve is drawn as decoration, where there is room for it.
const CURVE_BOTTOM: f32 = 306.0;
const CURVE_HEIGHT_MIN: f32 = 80.0;
/// Between the kicker and the figures.
const ROOM: f32 = 210.0;

pub(super) fn pages<'a>(ctx: &Ctx<'a>) -> Vec<Page<'a>> {
    let lang = ctx.lang;
    let title = ctx.say(&ctx.map.title);
    let mut page = ctx.page(Layout::Cover, brief(&title, 200), words::section_overview(lang));
    if page.title != title {
        page.notes.push(format!("{}: {title}", words::full_name(lang)));
    }
    let kicker = format!(
        "{} · {}",
        fixed::kind(lang, ctx.map.kind),
        fixed::state(lang, ctx.map.state)
    );
    let kicker = ctx.colored(kicker, 16.0, ctx.t.stage(0));
    let (kicker, _) = ctx.text_box("Kind", MARGIN, 56.0, CONTENT_WIDTH, vec![kicker]);

    let width = CONTENT_WIDTH * 0.86;
    let tall = |size: f32| ctx.bold(page.title.clone(), size).height(&ctx.measure, width);
    let size = TITLE_SIZES
        .into_iter()
        .find(|size| tall(*size) <= size * 2.7)
        .unwrap_or(TITLE_SIZES[3]);
    page.title_size = size;
    page.title_area = Area::new(MARGIN, 84.0, width, tall(size));
    page.add([kicker]);

    let mut y = page.title_area.bottom() + 14.0;
    for line in about(ctx) {
        let text = ctx.muted(line.clone(), 14.0);
        let h = text.height(&ctx.measure, width);
        if y + h > 84.0 + ROOM {
            // The notes hold what the slide has no room for.
            page.notes.push(line);
            continue;
        }
        let (shape, h) = ctx.text_box("About", MARGIN, y, width, vec![text]);
        page.add([shape]);
        y += h + 4.0;
    }
    if y < CURVE_BOTTOM - CURVE_HEIGHT_MIN {
        page.add(curve::decoration(
            ctx,
            Area::new(MARGIN, y, CONTENT_WIDTH, CURVE_BOTTOM - y),
        ));
    }
    page.add(figures(ctx));
    page.add(way(ctx));
    let logo = ctx
        .map
        .brand
        .as_ref()
        .and_then(|brand| ctx.picture(brand.logo.as_deref()?));
    if let Some(picture) = logo {
        page.add([ctx.fitted(&picture, Area::new(WIDTH - MARGIN - 150.0, 36.0, 150.0, 60.0))]);
    }
    vec![page]
}

/// Purpose, scenario and the like, each on a line of its own; what is empty is left out.
fn about(ctx: &Ctx) -> Vec<String> {
    let (map, lang) = (ctx.map, ctx.lang);
    let mut lines: Vec<String> = [
        (fixed::purpose(lang), &map.purpose),
        (fixed::scenario(lang), &map.scenario),
        (fixed::scope(lang), &map.scope),
        (fixed::department(lang), &map.department),
    ]
    .iter()
    .map(|(name, text)| (name, ctx.say(text)))
    .filter(|(_, text)| !text.is_empty())
    .map(|(name, text)| format!("{name}: {text}"))
    .collect();
    let ids: Vec<String> = map.personas.iter().map(|persona| persona.id.clone()).collect();
    if !ids.is_empty() {
        lines.insert(
            0,
            format!(
                "{}: {}",
                words::section_personas(lang),
                ctx.persona_names(&ids).join(", ")
            ),
        );
    }
    let people = [
        (words::edition(lang), map.edition.as_deref().map(clean)),
        (
            words::edited(lang),
            map.edited.as_deref().map(|date| day(lang, &clean(date))),
        ),
        (fixed::owner(lang), map.owner.as_deref().map(clean)),
        (
            fixed::review(lang),
            map.review_date.as_deref().map(|date| day(lang, &clean(date))),
        ),
    ];
    let people: Vec<String> = people
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| format!("{name}: {value}")))
        .collect();
    if !people.is_empty() {
        lines.push(people.join(" · "));
    }
    if let Some(filter) = map.origin.as_ref().and_then(|origin| origin.filter.as_ref()) {
        lines.push(format!("{}: {}", fixed::filter(lang), clean(filter)));
    }
    lines
}

/// Journeys, window, share of cards with evidence, side by side.
fn figures(ctx: &Ctx) -> Vec<Shape> {
    let lang = ctx.lang;
    let mut all: Vec<(String, String)> = Vec::new();
    if let Some(origin) = &ctx.map.origin {
        all.push((count(lang, origin.n), fixed::journeys_label(lang).to_owned()));
        let (from, to) = (clean(&day(lang, &origin.from)), clean(&day(lang, &origin.to)));
        let window = if from == to {
            from
        } else {
            format!("{from} – {to}")
        };
        all.push((window, fixed::window_label(lang).to_owned()));
    } else {
        all.push((
            words::stages(lang, ctx.map.stages.len()),
            words::steps(lang, ctx.steps.len()),
        ));
    }
    let covered = coverage(ctx.map);
    if covered.total > 0 {
        let of = format!(
            "{} {} {} {}",
            count(lang, covered.backed),
            lang.pick("of", "из"),
            count(lang, covered.total),
            fixed::evidence_label(lang)
        );
        all.push((percent(lang, covered.backed as f64 / covered.total as f64), of));
    }
    let mut x = MARGIN;
    let mut shapes = Vec::new();
    for (value, label) in all {
        let paragraphs = vec![
            ctx.bold(brief(&value, 40), 24.0),
            ctx.muted(brief(&label, 60), 13.0),
        ];
        let widest = paragraphs
            .iter()
            .map(|p| ctx.measure.width(&p.text(), p.size(), crate::scene::Weight::Bold))
            .fold(0.0, f32::max);
        let w = (widest / 0.97 + 4.0).min(MARGIN + CONTENT_WIDTH - x);
        let (shape, _) = ctx.text_box("Figure", x, 322.0, w, paragraphs);
        shapes.push(shape);
        x += w + 40.0;
        if x > CONTENT_WIDTH - 40.0 {
            break;
        }
    }
    shapes
}

/// The stages as stops on one line; a click on a stop leads to its slide.
fn way(ctx: &Ctx) -> Vec<Shape> {
    let shown = ctx.stages();
    let all = shown.len();
    if all == 0 {
        return Vec::new();
    }
    let w = CONTENT_WIDTH / all as f32;
    let size: f32 = if all > 16 { 18.0 } else { 32.0 };
    let x = |i: usize| MARGIN + w * i as f32;
    let mut shapes = Vec::new();
    if all > 1 {
        let (from, to) = (x(0) + size / 2.0, x(all - 1) + size / 2.0);
        let line = Line::solid(ctx.t.line, 4.0);
        shapes.push(Shape::straight("Way", (from, WAY_Y), (to, WAY_Y), line));
    }
    for (k, i) in shown.enumerate() {
        let stage = &ctx.map.stages[i];
        let disc = ctx
            .disc(i, x(k), WAY_Y - size / 2.0, size)
            .leading_to(format!("stage {i}"));
        shapes.push(disc);
        let name = ctx.bold(ctx.stage_name(stage), 13.0);
        let h = name.height(&ctx.measure, w - 10.0);
        // Beside many stages there is no room for names: they follow on the next slide.
        if h <= 64.0 {
            let (text, _) = ctx.text_box("Stage", x(k), WAY_Y + size / 2.0 + 8.0, w - 10.0, vec![name]);
            shapes.push(text.leading_to(format!("stage {i}")));
        }
    }
    shapes
}
