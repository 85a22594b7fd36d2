//! Cards and what they carry.

use super::found::{CARD, CHANNEL, COLUMN, Found, IMAGE, ITEM, LANE, PERSONA};
use super::{Known, ProblemCode};
use crate::document::{Card, FeelingPoint, Map, Opportunity};
use std::collections::BTreeSet;

pub(super) fn cards(map: &Map, known: &Known<'_>, found: &mut Found) {
    let mut ids = BTreeSet::new();
    for (i, card) in map.cards.iter().enumerate() {
        let place = format!("cards[{i}]");
        found.id(&mut ids, &place, &card.id);
        place_of(card, &place, known, found);
        let at = |field: &str| format!("{place}.{field}");
        found.references(&known.personas, &at("personas"), &card.personas, PERSONA);
        found.references(&known.items, &at("items"), &card.items, ITEM);
        found.maybe(&known.channels, &at("channel"), card.channel.as_ref(), CHANNEL);
        found.maybe(&known.images, &at("image"), card.image.as_ref(), IMAGE);
        values_of(card, &place, known, found);
        found.evidence(&place, &card.evidence);
    }
}

fn place_of(card: &Card, place: &str, known: &Known<'_>, found: &mut Found) {
    found.reference(&known.lanes, &format!("{place}.lane"), &card.lane, LANE);
    found.reference(&known.columns, &format!("{place}.at"), &card.at, COLUMN);
    let Some(until) = &card.until else { return };
    let place = format!("{place}.until");
    found.reference(&known.columns, &place, until, COLUMN);
    if let (Some(first), Some(last)) = (
        known.columns.get(card.at.as_str()),
        known.columns.get(until.as_str()),
    ) && last < first
    {
        found.add(
            ProblemCode::OutOfRange,
            &place,
            format!("«{until}» stands before «{}», where the card begins", card.at),
            format!(
                "«{until}» стоит раньше, чем «{}», где карточка начинается",
                card.at
            ),
        );
    }
}

fn says_nothing(card: &Card) -> bool {
    card.text.0.is_empty()
        && card.metric.is_none()
        && card.target.is_none()
        && card.feeling.is_none()
        && card.moment.is_none()
        && card.emotions.is_empty()
        && card.channel.is_none()
        && card.image.is_none()
        && card.items.is_empty()
}

fn values_of(card: &Card, place: &str, known: &Known<'_>, found: &mut Found) {
    if says_nothing(card) {
        found.add(
            ProblemCode::NothingOnCard,
            place,
            "the card says nothing",
            "карточка ничего не говорит",
        );
    }
    if let Some(feeling) = &card.feeling {
        feeling_of(feeling, &format!("{place}.feeling"), found);
    }
    if card.metric.is_some() {
        found.metric(&format!("{place}.metric"), card.metric.as_ref(), false);
    }
    if let Some(target) = &card.target {
        found.range(&format!("{place}.target.value"), target.value, f64::MIN, f64::MAX);
        found.date(&format!("{place}.target.by"), target.by.as_ref());
    }
    if let Some(pain) = &card.pain {
        found.range(
            &format!("{place}.pain.severity"),
            pain.severity,
            f64::MIN,
            f64::MAX,
        );
    }
    if let Some(moment) = &card.moment {
        let at = |field: &str| format!("{place}.moment.{field}");
        found.metric(&at("effect"), moment.effect.as_ref(), true);
        found.maybe(&known.items, &at("touchpoint"), moment.touchpoint.as_ref(), ITEM);
    }
    if let Some(opportunity) = &card.opportunity {
        opportunity_of(opportunity, &format!("{place}.opportunity"), known, found);
    }
    if let Some(action) = &card.action {
        let at = |field: &str| format!("{place}.action.{field}");
        found.date(&at("started"), action.started.as_ref());
        found.date(&at("due"), action.due.as_ref());
        if let Some(measured) = &action.measured {
            found.metric(&at("measured.change"), Some(&measured.change), true);
            found.date(&at("measured.on"), measured.on.as_ref());
        }
        found.maybe(
            &known.cards,
            &at("opportunity"),
            action.opportunity.as_ref(),
            CARD,
        );
        found.link(&at("link"), action.link.as_ref());
    }
}

fn feeling_of(feeling: &FeelingPoint, place: &str, found: &mut Found) {
    let values = [
        ("value", Some(feeling.value)),
        ("lo", feeling.lo),
        ("hi", feeling.hi),
    ];
    for (part, value) in values {
        if let Some(value) = value {
            found.range(&format!("{place}.{part}"), value, -2.0, 2.0);
        }
    }
    found.interval(place, feeling.value, feeling.lo, feeling.hi);
    let bad = |s: &tropa_model::Scale| tropa_model::Scale::new(s.lo, s.hi).is_none();
    if let Some(scale) = feeling.raw_scale.filter(bad) {
        found.add(
            ProblemCode::OutOfRange,
            &format!("{place}.raw_scale"),
            format!("a scale from {} to {} has no length", scale.lo, scale.hi),
            format!("у шкалы от {} до {} нет длины", scale.lo, scale.hi),
        );
    }
}

fn opportunity_of(opportunity: &Opportunity, place: &str, known: &Known<'_>, found: &mut Found) {
    found.metric(&format!("{place}.reach"), opportunity.reach.as_ref(), false);
    found.metric(&format!("{place}.effect"), opportunity.effect.as_ref(), true);
    if let Some(confidence) = opportunity.confidence {
        found.range(&format!("{place}.confidence"), confidence, 0.0, 1.0);
    }
    for (field, ids) in [("answers", &opportunity.answers), ("solves", &opportunity.solves)] {
        found.references(&known.cards, &format!("{place}.{field}"), ids, CARD);
    }
    if opportunity.rank == Some(0) {
        found.add(
            ProblemCode::OutOfRange,
            &format!("{place}.rank"),
            "the first has rank 1",
            "у первой место 1",
        );
    }
}
