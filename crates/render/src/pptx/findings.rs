//! What a manager reads first: largest loss, most common obstacle, lowest and highest feeling; then all pains by harm.

use super::deck::{Fill, Geometry, Layout, Paragraph, Shape};
use super::overview::stage_metric;
use super::page::Page;
use super::table::{self, Head, Line};
use super::{BOTTOM, CONTENT_WIDTH, Ctx, GAP, MARGIN, SMALL, TEXT, brief, words};
use crate::findings::{Finding, findings};
use crate::layout::{metric_text, value_text};
use crate::scene::{Area, Weight};
use crate::words as fixed;
use tropa_map::document::{Card, LaneRole, Metric, MetricName};
use tropa_map::format::{count, percent, percent_between};

const TILE_HEIGHT: f32 = 166.0;
/// Fewer tiles do not become wider than this many side by side.
const TILES_ACROSS_MIN: usize = 3;
/// Texts that stand in full on another slide are shortened here.
const PLACE_LETTERS_MAX: usize = 70;
const LOSS_ROW: f32 = 26.0;

/// What nobody has checked is no finding. No slide without tiles.
pub(super) fn highlights<'a>(ctx: &Ctx<'a>) -> Vec<Page<'a>> {
    let cards: Vec<&Card> = ctx.map.cards.iter().collect();
    let tiles = findings(ctx.map, &cards, ctx.lang, &ctx.t);
    if tiles.is_empty() {
        return Vec::new();
    }
    let mut page = ctx.page(
        Layout::Plain,
        words::findings(ctx.lang),
        words::section_overview(ctx.lang),
    );
    let across = tiles.len().max(TILES_ACROSS_MIN) as f32;
    let w = (CONTENT_WIDTH - GAP * (across - 1.0)) / across;
    let top = page.top();
    for (i, tile) in tiles.iter().enumerate() {
        let x = MARGIN + i as f32 * (w + GAP);
        page.add([draw(ctx, tile, Area::new(x, top, w, TILE_HEIGHT))]);
        page.cards.push(tile.card);
    }
    losses(ctx, top + TILE_HEIGHT + 2.0 * GAP, &mut page);
    vec![page]
}

fn draw(ctx: &Ctx, tile: &Finding, area: Area) -> Shape {
    let place = match tile.names_itself {
        true => ctx.say(&tile.card.text),
        false => ctx.place(&tile.card.at),
    };
    let ground = Fill::Solid(tile.color.over(ctx.t.paper, 0.07));
    let mut shapes = vec![Shape::form(tile.label, area, Geometry::Round(8.0), ground)];
    shapes.push(ctx.icon(tile.sign, area.right() - 42.0, area.y + 14.0, 26.0, tile.color));
    let x = area.x + 16.0;
    let w = area.w - 32.0;
    let (label, _) = ctx.text_box(
        tile.label,
        x,
        area.y + 16.0,
        w - 34.0,
        vec![ctx.muted(tile.label, 13.0)],
    );
    shapes.push(label);
    let mut paragraphs = vec![ctx.colored(tile.value.clone(), 36.0, tile.color)];
    if !tile.detail.is_empty() {
        paragraphs.push(ctx.muted(brief(&tile.detail, PLACE_LETTERS_MAX), TEXT));
    }
    paragraphs.push(ctx.bold(brief(&place, PLACE_LETTERS_MAX), 14.0).before(6.0));
    let (text, _) = ctx.text_box(tile.label, x, area.y + 44.0, w, paragraphs);
    shapes.push(text);
    Shape::group(tile.label, shapes)
}

/// Every stage with the share it loses as a bar, as far as they fit: where the journey leaks, at one look.
fn losses<'a>(ctx: &Ctx<'a>, y: f32, page: &mut Page<'a>) {
    let known: Vec<(usize, &Metric)> = (0..ctx.map.stages.len())
        .filter_map(|i| Some((i, stage_metric(ctx, i, MetricName::Loss)?)))
        .collect();
    let rows = ((BOTTOM - y - 28.0) / LOSS_ROW) as usize;
    let worst = known.iter().map(|(_, metric)| metric.value).fold(0.0, f64::max);
    if worst <= 0.0 || known.len() < 2 || known.len() > rows {
        return;
    }
    let title = ctx.bold(words::loss_by_stage(ctx.lang), 14.0);
    let (title, h) = ctx.text_box("Heading", MARGIN, y, CONTENT_WIDTH, vec![title]);
    page.add([title]);
    let (names, figures) = (214.0, 250.0);
    let mut at = y + h + 10.0;
    for (i, metric) in known {
        let stage = &ctx.map.stages[i];
        let name = format!("{}. {}", i + 1, ctx.stage_name(stage));
        let name = ctx.ink(brief(&name, 30), TEXT);
        let (name, _) = ctx.text_box("Stage", MARGIN, at, names - 8.0, vec![name]);
        let room = CONTENT_WIDTH - names - figures;
        let bar = Area::new(MARGIN + names, at + 2.0, room, 13.0);
        let filled = Area {
            w: (room * (metric.value / worst) as f32).max(2.0),
            ..bar
        };
        let color = if metric.value >= worst {
            ctx.t.lost
        } else {
            ctx.t.open
        };
        let bar = Shape::form("Bar", filled, Geometry::Round(3.0), Fill::Solid(color));
        let value = percent(ctx.lang, metric.value);
        let ink = if metric.value >= worst {
            ctx.t.lost
        } else {
            ctx.t.ink
        };
        let interval = metric
            .lo
            .zip(metric.hi)
            .map(|(lo, hi)| percent_between(ctx.lang, lo, hi));
        let of = metric.count.map(|lost| {
            format!(
                "{} {} {}",
                count(ctx.lang, lost),
                ctx.lang.pick("of", "из"),
                count(ctx.lang, metric.n)
            )
        });
        let details = interval.into_iter().chain(of).collect::<Vec<_>>().join(" · ");
        let text =
            ctx.colored(value, 13.0, ink)
                .and(format!("  {details}"), SMALL, Weight::Regular, ctx.t.muted);
        let (text, _) = ctx.text_box("Lost", filled.right() + 8.0, at, figures, vec![text]);
        page.add([Shape::group("Loss", vec![name, bar, text]).leading_to(format!("stage {i}"))]);
        at += LOSS_ROW;
    }
    let lanes = ctx.cards_of(LaneRole::Kpis);
    page.cards.extend(lanes.into_iter().filter(|card| {
        card.metric
            .as_ref()
            .is_some_and(|metric| metric.name == MetricName::Loss)
    }));
}

/// All pains, those that harm most journeys first, those without a number in map order after them.
pub(super) fn pains<'a>(ctx: &Ctx<'a>) -> Vec<Page<'a>> {
    let lang = ctx.lang;
    let mut cards = ctx.cards_of(LaneRole::Pains);
    let harmed = |card: &Card| card.metric.as_ref().and_then(|metric| metric.count);
    cards.sort_by_key(|card| std::cmp::Reverse(harmed(card)));
    let lines = cards.into_iter().map(|card| Line {
        cells: vec![
            vec![ctx.bold(ctx.say(&card.text), 14.0)],
            vec![ctx.ink(ctx.place(&card.at), TEXT)],
            harmed_text(ctx, card),
            vec![rests_on(ctx, card)],
        ],
        fill: None,
        cards: vec![card],
    });
    let columns = [
        (words::pain(lang), 4.2),
        (words::place(lang), 2.6),
        (words::harmed(lang), 2.4),
        (words::rests_on(lang), 1.8),
    ];
    let head = Head {
        title: words::pains(lang),
        section: words::section_overview(lang),
        columns: &columns,
    };
    table::pages(ctx, &head, lines.collect())
}

fn harmed_text(ctx: &Ctx, card: &Card) -> Vec<Paragraph> {
    let Some(metric) = &card.metric else {
        return vec![ctx.muted("–", TEXT)];
    };
    vec![
        ctx.colored(value_text(ctx.lang, metric), 16.0, ctx.t.pain),
        ctx.muted(metric_text(ctx.lang, metric), SMALL),
    ]
}

pub(super) fn rests_on(ctx: &Ctx, card: &Card) -> Paragraph {
    ctx.ink(fixed::evidence(ctx.lang, card.state), TEXT)
}
