//! What a manager reads first: largest loss, most common obstacle, lowest and highest feeling; then all pains by harm.

use super::deck::{Fill, Geometry, Layout, Paragraph, Shape};
use super::overview::stage_metric;
use super::page::Page;
use super::table::{self, Head, Line};
use super::{BOTTOM, CONTENT_WIDTH, Ctx, GAP, MARGIN, SMALL, TEXT, brief, words};
use crate::icons;
use crate::layout::{metric_text, value_text};
use crate::scene::{Area, Color, Weight};
use crate::theme::face;
use crate::words as fixed;
use tropa_map::document::{Card, LaneRole, Metric, MetricName, MetricUnit};
use tropa_map::format::{count, percent, percent_between, signed};
use tropa_model::feeling::EvidenceState;
use tropa_model::proposal::PainKind;

const TILE_HEIGHT: f32 = 166.0;
/// Fewer tiles do not become wider than this many side by side.
const TILES_ACROSS_MIN: usize = 3;
/// Texts that stand in full on another slide are shortened here.
const PLACE_LETTERS_MAX: usize = 70;
const LOSS_ROW: f32 = 26.0;

struct Tile<'a> {
    card: &'a Card,
    sign: &'static str,
    color: Color,
    label: &'static str,
    value: String,
    detail: String,
    place: String,
}

/// What nobody has checked is no finding. No slide without tiles.
pub(super) fn highlights<'a>(ctx: &Ctx<'a>) -> Vec<Page<'a>> {
    let tiles: Vec<Tile> = [worst_stage(ctx), worst_pain(ctx), lowest(ctx), highest(ctx)]
        .into_iter()
        .flatten()
        .collect();
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

fn draw(ctx: &Ctx, tile: &Tile, area: Area) -> Shape {
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
    paragraphs.push(ctx.bold(brief(&tile.place, PLACE_LETTERS_MAX), 14.0).before(6.0));
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

fn backed<'a>(ctx: &Ctx<'a>) -> impl Iterator<Item = &'a Card> + use<'a> {
    let map = ctx.map;
    map.cards
        .iter()
        .filter(|card| card.state != EvidenceState::Assumption)
}

fn worst_stage<'a>(ctx: &Ctx<'a>) -> Option<Tile<'a>> {
    let losses = backed(ctx).filter_map(|card| {
        let metric = card
            .metric
            .as_ref()
            .filter(|m| m.name == MetricName::Loss && m.unit == MetricUnit::Share)?;
        (metric.value > 0.0).then_some((card, metric))
    });
    let (card, metric) =
        losses.reduce(|worst, next| if next.1.value > worst.1.value { next } else { worst })?;
    let interval = metric
        .lo
        .zip(metric.hi)
        .map(|(lo, hi)| percent_between(ctx.lang, lo, hi));
    let lost = metric
        .count
        .map(|n| format!("{} {}", count(ctx.lang, n), fixed::journeys_label(ctx.lang)));
    Some(Tile {
        card,
        sign: "loss",
        color: ctx.t.lost,
        label: fixed::worst_stage(ctx.lang),
        value: percent(ctx.lang, metric.value),
        detail: interval.into_iter().chain(lost).collect::<Vec<_>>().join(" · "),
        place: ctx.place(&card.at),
    })
}

/// Losses have their tile already: this is the widest of the other pains.
fn worst_pain<'a>(ctx: &Ctx<'a>) -> Option<Tile<'a>> {
    let other = |card: &Card| card.pain.as_ref().is_none_or(|pain| pain.kind != PainKind::Loss);
    let pains = ctx.cards_of(LaneRole::Pains).into_iter();
    let backed = pains.filter(|card| other(card) && card.state != EvidenceState::Assumption);
    let harmed = backed.filter_map(|card| {
        let metric = card.metric.as_ref()?;
        Some((card, metric, metric.count?))
    });
    let (card, metric, _) = harmed.reduce(|worst, next| if next.2 > worst.2 { next } else { worst })?;
    Some(Tile {
        card,
        sign: card
            .pain
            .as_ref()
            .map_or("pain", |pain| icons::of_pain(pain.kind)),
        color: ctx.t.pain,
        label: fixed::worst_pain(ctx.lang),
        value: value_text(ctx.lang, metric),
        detail: metric_text(ctx.lang, metric),
        place: ctx.say(&card.text),
    })
}

fn lowest<'a>(ctx: &Ctx<'a>) -> Option<Tile<'a>> {
    let (lowest, highest) = (feeling(ctx, |a, b| a < b)?, feeling(ctx, |a, b| a > b)?);
    (lowest.0 < highest.0).then(|| feeling_tile(ctx, lowest.1, fixed::lowest(ctx.lang)))?
}

fn highest<'a>(ctx: &Ctx<'a>) -> Option<Tile<'a>> {
    feeling_tile(ctx, feeling(ctx, |a, b| a > b)?.1, fixed::highest(ctx.lang))
}

fn feeling<'a>(ctx: &Ctx<'a>, better: impl Fn(f64, f64) -> bool) -> Option<(f64, &'a Card)> {
    let values = backed(ctx).filter_map(|card| Some((card.feeling.as_ref()?.value, card)));
    values.reduce(|best, next| if better(next.0, best.0) { next } else { best })
}

fn feeling_tile<'a>(ctx: &Ctx<'a>, card: &'a Card, label: &'static str) -> Option<Tile<'a>> {
    let point = card.feeling.as_ref()?;
    let interval = point.lo.zip(point.hi).map(|(lo, hi)| {
        format!(
            "95\u{a0}%: {} – {}",
            signed(ctx.lang, lo, 1),
            signed(ctx.lang, hi, 1)
        )
    });
    let n = point.n.map(|n| format!("n\u{a0}=\u{a0}{}", count(ctx.lang, n)));
    Some(Tile {
        card,
        sign: face(point.value),
        color: ctx.t.feeling(point.value),
        label,
        value: signed(ctx.lang, point.value, 1),
        detail: interval.into_iter().chain(n).collect::<Vec<_>>().join(" · "),
        place: ctx.place(&card.at),
    })
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
