//! The last slide: how much of the map is fact, what the signs mean, where the numbers come from.

use super::cards::sign;
use super::deck::{Dash, Fill, Geometry, Layout, Line, Paragraph, Shape, split};
use super::page::Page;
use super::{BOTTOM, CONTENT_WIDTH, Ctx, GAP, MARGIN, TEXT, words};
use crate::curve::series::Tells;
use crate::scene::Area;
use crate::text::clean;
use crate::words as fixed;
use tropa_map::coverage;
use tropa_map::document::MetricName;
use tropa_map::format::{count, day, journeys, percent};
use tropa_model::feeling::EvidenceState;

const STATES: [EvidenceState; 4] = [
    EvidenceState::Measured,
    EvidenceState::SupportedByText,
    EvidenceState::SingleVoice,
    EvidenceState::Assumption,
];
const LINE: f32 = 24.0;

pub(super) fn pages<'a>(ctx: &Ctx<'a>) -> Vec<Page<'a>> {
    let lang = ctx.lang;
    let new_page = || {
        ctx.page(
            Layout::Plain,
            words::evidence(lang),
            words::section_evidence(lang),
        )
    };
    let mut page = new_page();
    let mut y = page.top();
    let half = (CONTENT_WIDTH - 3.0 * GAP) / 2.0;
    y += coverage_bar(ctx, y, &mut page);
    let states_end = states(ctx, MARGIN, y, half, &mut page);
    let signs_end = signs(ctx, MARGIN + half + 3.0 * GAP, y, half, &mut page);
    y = states_end.max(signs_end) + GAP;

    let mut pages = Vec::new();
    let mut sources = sources(ctx);
    while !sources.is_empty() {
        let (now, later) = split(sources, &ctx.measure, CONTENT_WIDTH, BOTTOM - y);
        sources = later;
        let (shape, h) = ctx.text_box("Sources", MARGIN, y, CONTENT_WIDTH, now);
        if y + h > BOTTOM + 0.5 && !page.shapes.is_empty() {
            // Not even a line fits below: all of it goes on to a slide of its own.
            let again = match shape.kind {
                super::deck::Kind::Form { body: Some(body), .. } => body.paragraphs,
                _ => Vec::new(),
            };
            sources = again.into_iter().chain(sources).collect();
        } else {
            page.add([shape]);
        }
        if !sources.is_empty() {
            pages.push(std::mem::replace(&mut page, new_page()));
            y = page.top();
        }
    }
    pages.push(page);
    pages
}

/// One bar of all cards by what they rest on, the share with evidence above it.
fn coverage_bar<'a>(ctx: &Ctx<'a>, y: f32, page: &mut Page<'a>) -> f32 {
    let covered = coverage(ctx.map);
    if covered.total == 0 {
        return 0.0;
    }
    let lang = ctx.lang;
    let share = covered.backed as f64 / covered.total as f64;
    let of = format!(
        "  {} {} {} {}",
        count(lang, covered.backed),
        lang.pick("of", "из"),
        count(lang, covered.total),
        fixed::evidence_label(lang)
    );
    let text = ctx
        .bold(percent(lang, share), 32.0)
        .and(of, 14.0, crate::scene::Weight::Regular, ctx.t.muted);
    let (shape, h) = ctx.text_box("Coverage", MARGIN, y, CONTENT_WIDTH, vec![text]);
    page.add([shape]);
    let area = Area::new(MARGIN, y + h + 4.0, CONTENT_WIDTH, 10.0);
    page.add([
        Shape::group(words::by_state(lang), ctx.bar(area, share, ctx.t.continued)).told(format!(
            "{} {}",
            percent(lang, share),
            fixed::evidence_label(lang)
        )),
    ]);
    h + 4.0 + 10.0 + 18.0
}

/// The four states with their signs and numbers of cards. Returns where the next thing may begin.
fn states<'a>(ctx: &Ctx<'a>, x: f32, y: f32, w: f32, page: &mut Page<'a>) -> f32 {
    let lang = ctx.lang;
    let (head, h) = ctx.text_box("Heading", x, y, w, vec![ctx.bold(words::by_state(lang), 14.0)]);
    page.add([head]);
    let mut at = y + h + 6.0;
    for state in STATES {
        let n = ctx.map.cards.iter().filter(|card| card.state == state).count() as u64;
        let note = match state {
            EvidenceState::Measured => words::measured_note(lang),
            EvidenceState::SupportedByText => words::text_note(lang),
            EvidenceState::SingleVoice => words::voice_note(lang),
            EvidenceState::Assumption => words::assumption_note(lang),
        };
        page.add([sign(ctx, state, x + 2.0, at + 4.0)]);
        let text = ctx.ink(note, TEXT);
        let (shape, h) = ctx.text_box("State", x + 22.0, at, w - 22.0 - 96.0, vec![text]);
        page.add([shape]);
        let number = super::table::figure(ctx.bold(words::cards(lang, n), TEXT));
        let (shape, _) = ctx.text_box("Cards", x + w - 92.0, at, 92.0, vec![number]);
        page.add([shape]);
        at += h.max(LINE - 4.0) + 4.0;
    }
    at
}

/// Only the signs this map uses.
fn signs<'a>(ctx: &Ctx<'a>, x: f32, y: f32, w: f32, page: &mut Page<'a>) -> f32 {
    const SIGN: f32 = 40.0;
    let (lang, t) = (ctx.lang, ctx.t);
    let (head, h) = ctx.text_box("Heading", x, y, w, vec![ctx.bold(fixed::legend(lang), 14.0)]);
    page.add([head]);
    let mut at = y + h + 6.0;
    let mut add = |sign: Vec<Shape>, text: &str| {
        let (shape, h) = ctx.text_box(
            "Meaning",
            x + SIGN + 10.0,
            at,
            w - SIGN - 10.0,
            vec![ctx.ink(text, TEXT)],
        );
        page.add([Shape::group("Sign", sign).told(text)]);
        page.add([shape]);
        at += h.max(LINE - 4.0) + 4.0;
        at
    };
    let mut end = y + h + 6.0;
    let mut next = end;
    let steps = || ctx.steps.iter().map(|(_, step)| step);
    let round = Geometry::Round(4.0);
    let plate = |y: f32, line: Line| {
        let area = Area::new(x, y, SIGN, 16.0);
        vec![Shape::form("Step", area, round, Fill::Solid(t.stage_ground(0))).outlined(line)]
    };
    if steps().any(|step| step.main) && steps().any(|step| !step.main) {
        next = add(
            plate(next, Line::solid(t.stage_ground(0), 1.0)),
            fixed::main_step(lang),
        );
        next = add(
            plate(next, Line::dashed(t.line_strong, 1.0, Dash::Short)),
            fixed::side_step(lang),
        );
    }
    if steps().any(|step| step.moment_of_truth) {
        next = add(
            plate(next, Line::solid(t.stage(0), 2.0)),
            fixed::moment_of_truth(lang),
        );
    }
    let felt = || ctx.curves.iter().filter(|curve| curve.tells == Tells::Felt);
    if felt().next().is_some() {
        let middle = next + 8.0;
        let band = Shape::form(
            "95%",
            Area::new(x, next + 1.0, SIGN, 14.0),
            Geometry::Round(3.0),
            Fill::Faint(t.line_strong, 0.2),
        );
        let line = Shape::straight(
            "Curve",
            (x, middle),
            (x + SIGN, middle),
            Line::solid(t.line_strong, 2.5),
        );
        let point = Shape::form(
            "Point",
            Area::new(x + SIGN / 2.0 - 5.0, middle - 5.0, 10.0, 10.0),
            Geometry::Ellipse,
            Fill::Solid(t.feelings[3]),
        );
        let points = || felt().flat_map(|curve| curve.points.iter().flatten());
        if points().any(|point| point.state == EvidenceState::Measured) {
            next = add(vec![band, line, point], fixed::measured_point(lang));
        }
        for (state, ring) in [
            (EvidenceState::SingleVoice, Line::solid(t.feelings[3], 2.0)),
            (
                EvidenceState::Assumption,
                Line::dashed(t.feelings[3], 1.75, Dash::Dot),
            ),
        ] {
            let said = |other: EvidenceState| {
                other == state
                    || (state == EvidenceState::SingleVoice && other == EvidenceState::SupportedByText)
            };
            if points().any(|point| said(point.state)) {
                let area = Area::new(x + SIGN / 2.0 - 5.0, next + 3.0, 10.0, 10.0);
                let sign = Shape::form("Point", area, Geometry::Ellipse, Fill::Solid(t.paper)).outlined(ring);
                next = add(vec![sign], words::point(lang, state));
            }
        }
        if felt().any(|curve| curve.points.iter().any(Option::is_none)) {
            let gap = Line::dashed(t.line_strong, 1.25, Dash::Dot);
            let middle = next + 8.0;
            next = add(
                vec![Shape::straight("Gap", (x, middle), (x + SIGN, middle), gap)],
                fixed::gap(lang),
            );
        }
    }
    let outcomes = [
        MetricName::Continued,
        MetricName::Completed,
        MetricName::StillOpen,
        MetricName::Loss,
    ];
    let used = |name: MetricName| {
        ctx.map
            .cards
            .iter()
            .any(|card| card.metric.as_ref().is_some_and(|metric| metric.name == name))
    };
    for name in outcomes.into_iter().filter(|name| used(*name)) {
        let color = super::figures::outcome_color(ctx, name).unwrap_or(t.line_strong);
        let area = Area::new(x, next + 3.0, SIGN, 10.0);
        let sign = vec![Shape::form("Outcome", area, Geometry::Rect, Fill::Solid(color))];
        next = add(sign, fixed::metric(lang, name));
    }
    end = end.max(next);
    end
}

fn sources(ctx: &Ctx) -> Vec<Paragraph> {
    let lang = ctx.lang;
    let mut lines = Vec::new();
    if let Some(origin) = &ctx.map.origin {
        let window = format!(
            "{} – {}",
            clean(&day(lang, &origin.from)),
            clean(&day(lang, &origin.to))
        );
        let all = [
            format!("{}: {}", fixed::snapshot(lang), clean(&origin.snapshot)),
            format!("{}: {window}", words::window(lang)),
            format!(
                "{}: {} ({})",
                words::base(lang),
                journeys(lang, origin.n),
                clean(&origin.base)
            ),
        ];
        lines.push(ctx.bold(words::where_from(lang), 14.0));
        lines.push(ctx.ink(all.join(" · "), TEXT).before(4.0));
        if let Some(filter) = &origin.filter {
            lines.push(
                ctx.ink(format!("{}: {}", fixed::filter(lang), clean(filter)), TEXT)
                    .before(2.0),
            );
        }
        lines.extend(
            origin
                .notes
                .iter()
                .map(|note| ctx.muted(ctx.say(note), TEXT).before(2.0)),
        );
    }
    lines.push(ctx.muted(fixed::made_with(lang), TEXT).before(6.0));
    lines
}
