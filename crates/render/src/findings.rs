//! What a manager reads first: largest loss, most common obstacle, lowest and highest feeling. One rule for drawings and
//! slides.

use crate::layout::{of_text, value_text};
use crate::scene::Color;
use crate::theme::{Tokens, face};
use crate::{icons, words};
use tropa_map::Lang;
use tropa_map::document::{Card, LaneRole, Map, Metric, MetricName, MetricUnit};
use tropa_map::format::{count, percent, percent_between, signed};
use tropa_model::feeling::EvidenceState;
use tropa_model::proposal::PainKind;

/// One of them, in words.
pub(crate) struct Finding<'a> {
    pub card: &'a Card,
    pub sign: &'static str,
    pub color: Color,
    pub label: &'static str,
    pub value: String,
    /// Interval, count: what makes the value checkable; may be empty.
    pub detail: String,
    /// The card says itself what it is about; of the others that is told by where they stand.
    pub names_itself: bool,
}

/// What nobody has checked is no finding; no finding where the cards say nothing of the kind.
pub(crate) fn findings<'a>(map: &Map, cards: &[&'a Card], lang: Lang, t: &Tokens) -> Vec<Finding<'a>> {
    let backed: Vec<&Card> = cards
        .iter()
        .copied()
        .filter(|card| card.state != EvidenceState::Assumption)
        .collect();
    let feelings = [
        lowest(&backed).map(|card| (card, words::lowest(lang))),
        highest(&backed).map(|card| (card, words::highest(lang))),
    ];
    let feelings = feelings
        .into_iter()
        .flatten()
        .filter_map(|(card, label)| feeling(card, label, lang, t));
    worst_stage(&backed, lang, t)
        .into_iter()
        .chain(worst_pain(map, &backed, lang, t))
        .chain(feelings)
        .collect()
}

fn worst_stage<'a>(cards: &[&'a Card], lang: Lang, t: &Tokens) -> Option<Finding<'a>> {
    let losses = cards.iter().filter_map(|card| {
        let metric = card.metric.as_ref()?;
        let loss = metric.name == MetricName::Loss && metric.unit == MetricUnit::Share && metric.value > 0.0;
        loss.then_some((*card, metric))
    });
    let (card, metric) =
        losses.reduce(|worst, next| if next.1.value > worst.1.value { next } else { worst })?;
    let interval = metric
        .lo
        .zip(metric.hi)
        .map(|(lo, hi)| percent_between(lang, lo, hi));
    let lost = metric
        .count
        .map(|n| format!("{} {}", count(lang, n), words::journeys_label(lang)));
    Some(Finding {
        card,
        sign: "loss",
        color: t.lost,
        label: words::worst_stage(lang),
        value: percent(lang, metric.value),
        detail: interval.into_iter().chain(lost).collect::<Vec<_>>().join(" · "),
        names_itself: false,
    })
}

/// Losses are told already: this is the widest of the other pains.
fn worst_pain<'a>(map: &Map, cards: &[&'a Card], lang: Lang, t: &Tokens) -> Option<Finding<'a>> {
    let lanes: Vec<&str> = map
        .lanes
        .iter()
        .filter(|lane| lane.role == LaneRole::Pains)
        .map(|lane| lane.id.as_str())
        .collect();
    let other = |card: &&&Card| card.pain.as_ref().is_none_or(|pain| pain.kind != PainKind::Loss);
    let pains = cards
        .iter()
        .filter(other)
        .filter(|card| lanes.contains(&card.lane.as_str()));
    let harmed = pains.filter_map(|card| -> Option<(&Card, &Metric, u64)> {
        let metric = card.metric.as_ref()?;
        Some((card, metric, metric.count?))
    });
    let (card, metric, _) = harmed.reduce(|worst, next| if next.2 > worst.2 { next } else { worst })?;
    Some(Finding {
        card,
        sign: card
            .pain
            .as_ref()
            .map_or("pain", |pain| icons::of_pain(pain.kind)),
        color: t.pain,
        label: words::worst_pain(lang),
        value: value_text(lang, metric),
        detail: of_text(lang, metric),
        names_itself: true,
    })
}

fn highest<'a>(cards: &[&'a Card]) -> Option<&'a Card> {
    extreme(cards, |a, b| a > b)
}

/// Nothing where the lowest is the highest as well.
fn lowest<'a>(cards: &[&'a Card]) -> Option<&'a Card> {
    let value = |card: &Card| card.feeling.as_ref().map(|feeling| feeling.value);
    let lowest = extreme(cards, |a, b| a < b)?;
    (value(lowest) < value(highest(cards)?)).then_some(lowest)
}

/// The earliest of equals.
fn extreme<'a>(cards: &[&'a Card], better: impl Fn(f64, f64) -> bool) -> Option<&'a Card> {
    let values = cards
        .iter()
        .filter_map(|card| Some((card.feeling.as_ref()?.value, *card)));
    let best = values.reduce(|best, next| if better(next.0, best.0) { next } else { best })?;
    Some(best.1)
}

fn feeling<'a>(card: &'a Card, label: &'static str, lang: Lang, t: &Tokens) -> Option<Finding<'a>> {
    let point = card.feeling.as_ref()?;
    let interval = point
        .lo
        .zip(point.hi)
        .map(|(lo, hi)| format!("95\u{a0}%: {} – {}", signed(lang, lo, 1), signed(lang, hi, 1)));
    let n = point.n.map(|n| format!("n\u{a0}=\u{a0}{}", count(lang, n)));
    Some(Finding {
        card,
        sign: face(point.value),
        color: t.feeling(point.value),
        label,
        value: signed(lang, point.value, 1),
        detail: interval.into_iter().chain(n).collect::<Vec<_>>().join(" · "),
        names_itself: false,
    })
}
