//! What a manager reads first: largest loss, most common obstacle, lowest and highest feeling; then all pains by harm.

use super::deck::{Fill, Geometry, Layout, Paragraph, Shape};
use super::page::Page;
use super::table::{self, Head, Line};
use super::{CONTENT_WIDTH, Ctx, GAP, MARGIN, SMALL, TEXT, brief, words};
use crate::icons;
use crate::layout::{metric_text, value_text};
use crate::scene::{Area, Color};
use crate::theme::face;
use crate::words as fixed;
use tropa_map::document::{Card, LaneRole, MetricName, MetricUnit};
use tropa_map::format::{count, percent, percent_between, signed};
use tropa_model::feeling::EvidenceState;
use tropa_model::proposal::PainKind;

const TILE_HEIGHT: f32 = 194.0;
/// Texts that stand in full on another slide are shortened here.
const PLACE_LETTERS_MAX: usize = 90;
const REASON_LETTERS_MAX: usize = 180;

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
    let w = (CONTENT_WIDTH - GAP) / 2.0;
    let top = page.top();
    for (i, tile) in tiles.iter().enumerate() {
        let (x, y) = (
            MARGIN + (i % 2) as f32 * (w + GAP),
            top + (i / 2) as f32 * (TILE_HEIGHT + GAP),
        );
        page.add([draw(ctx, tile, Area::new(x, y, w, TILE_HEIGHT))]);
        page.cards.push(tile.card);
    }
    vec![page]
}

fn draw(ctx: &Ctx, tile: &Tile, area: Area) -> Shape {
    let ground = Fill::Solid(tile.color.over(ctx.t.paper, 0.07));
    let mut shapes = vec![Shape::form(tile.label, area, Geometry::Round(8.0), ground)];
    shapes.push(ctx.icon(tile.sign, area.x + 20.0, area.y + 20.0, 34.0, tile.color));
    let x = area.x + 72.0;
    let w = area.right() - x - 20.0;
    let mut paragraphs = vec![
        ctx.muted(tile.label, 14.0),
        ctx.colored(tile.value.clone(), 40.0, tile.color).before(2.0),
    ];
    if !tile.detail.is_empty() {
        paragraphs.push(ctx.muted(brief(&tile.detail, PLACE_LETTERS_MAX), TEXT));
    }
    paragraphs.push(ctx.bold(brief(&tile.place, PLACE_LETTERS_MAX), 16.0).before(6.0));
    let room = area.h - 32.0;
    let reason = tile
        .card
        .evidence
        .first()
        .map(|evidence| ctx.say(&evidence.reason));
    if let Some(reason) = reason.filter(|reason| !reason.is_empty()) {
        let reason = ctx.muted(brief(&reason, REASON_LETTERS_MAX), TEXT).before(4.0);
        if ctx.height(&paragraphs, w) + reason.height(&ctx.measure, w) <= room {
            paragraphs.push(reason);
        }
    }
    let (text, _) = ctx.text_box(tile.label, x, area.y + 16.0, w, paragraphs);
    shapes.push(text);
    Shape::group(tile.label, shapes)
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
            "95\u{a0}%: {} … {}",
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
