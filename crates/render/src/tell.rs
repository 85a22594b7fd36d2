//! Points of the curve and evidence in words, for outputs that tell instead of draw.

use crate::facts::facts;
use crate::layout::{metric_text, verdict, verdict_word};
use crate::shown::Ends;
use crate::text::clean;
use crate::{terms, words};
use tropa_map::Lang;
use tropa_map::document::{Card, Evidence, FeelingPoint, Map, Move, MoveKind, Quote, Wish};
use tropa_map::format::{count, day, number, percent, signed};
use tropa_model::proposal::LocalText;

/// `+1.3 (+1.1…+1.5), n = 420, 4.20 on a scale of 1–5`; the last part only `with_raw`.
pub(crate) fn feeling(lang: Lang, point: &FeelingPoint, with_raw: bool) -> String {
    let mut text = signed(lang, point.value, 1);
    if let (Some(lo), Some(hi)) = (point.lo, point.hi) {
        text.push_str(&format!(" ({}…{})", signed(lang, lo, 1), signed(lang, hi, 1)));
    }
    if let Some(n) = point.n {
        text.push_str(&format!(", n = {}", count(lang, n)));
    }
    if let (Some(mean), Some(scale), true) = (point.raw_mean, point.raw_scale, with_raw) {
        text.push_str(&format!(
            ", {} {} {}–{}",
            number(lang, mean, 2),
            lang.pick("on a scale of", "по шкале"),
            number(lang, scale.lo, 0),
            number(lang, scale.hi, 0)
        ));
    }
    text
}

/// All a card says, in one line: its words or channel, number, target, point of the curve, named feelings, of whom, how far.
pub(crate) fn card(lang: Lang, map: &Map, ends: &Ends, card: &Card) -> String {
    let say = |text: &LocalText| clean(text.get(lang.tag()));
    let channel = || {
        let id = card.channel.as_ref()?;
        map.channels.iter().find(|channel| channel.id == *id)
    };
    let mut text = say(&card.text);
    if text.is_empty() {
        text = channel().map_or(String::new(), |channel| say(&channel.name));
    }
    let metric = card.metric.as_ref().map(|metric| {
        let label = say(&metric.label);
        let known = words::metric(lang, metric.name);
        match (label.as_str(), known) {
            ("", "") => metric_text(lang, metric),
            ("", name) | (name, _) => format!("{name}: {}", metric_text(lang, metric)),
        }
    });
    let target = card.target.as_ref().zip(verdict(card)).map(|(target, verdict)| {
        let told = terms::target(lang, target, card.metric.as_ref());
        format!("{told}: {}", verdict_word(lang, verdict))
    });
    let point = card.feeling.as_ref().map(|point| feeling(lang, point, false));
    let named = terms::emotions(lang, &card.emotions);
    let parts = [Some(text), metric, target, point, Some(named)];
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .chain(facts(lang, map, card))
        .filter(|part| !part.is_empty())
        .collect();
    let whose = card
        .personas
        .iter()
        .filter_map(|id| map.personas.iter().find(|persona| persona.id == *id))
        .map(|persona| say(&persona.name));
    let until = ends.span(card).map(|(_, last)| words::until(lang, last + 1));
    let beside: Vec<String> = whose.chain(until).collect();
    let beside = if beside.is_empty() {
        String::new()
    } else {
        format!(" ({})", beside.join(", "))
    };
    format!("{}{beside}", parts.join(" — "))
}

/// `4. Pays → 3. Fills the basket: the card was declined (back again, 12%)`.
pub(crate) fn way(lang: Lang, map: &Map, way: &Move) -> String {
    let name = |id: &str| {
        let mut steps = map.stages.iter().flat_map(|stage| &stage.steps).enumerate();
        let (i, step) = steps.find(|(_, step)| step.id == id)?;
        Some(format!("{}. {}", i + 1, clean(step.name.get(lang.tag()))))
    };
    let from = name(&way.from).unwrap_or_default();
    let ends = match (way.kind, name(&way.to)) {
        (MoveKind::Exit, _) | (_, None) => from,
        (_, Some(to)) => format!("{from} → {to}"),
    };
    let kind = terms::move_kind(lang, way.kind).to_owned();
    let share = way.share.map(|share| percent(lang, share));
    let facts: Vec<String> = std::iter::once(kind).chain(share).collect();
    let label = clean(way.label.get(lang.tag()));
    let label = if label.is_empty() {
        label
    } else {
        format!(": {label}")
    };
    format!("{ends}{label} ({})", facts.join(", "))
}

/// What people expected of a step or what the company wants them to feel; nothing where the wish is empty.
pub(crate) fn wish(lang: Lang, wish: &Wish) -> Option<String> {
    let value = wish.feeling.map(|value| signed(lang, value, 1));
    let parts = [
        Some(clean(wish.text.get(lang.tag()))),
        value,
        Some(terms::emotions(lang, &wish.emotions)),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    (!parts.is_empty()).then(|| parts.join(" — "))
}

/// `«I only want to buy once» (interview 7)`
pub(crate) fn quote(quote: &Quote) -> String {
    let by = quote.by.as_deref().map(clean).filter(|by| !by.is_empty());
    let by = by.map_or(String::new(), |by| format!(" ({by})"));
    format!("«{}»{by}", clean(&quote.text))
}

/// Everything that lets a reader ask again, the reason first.
pub(crate) fn evidence(lang: Lang, evidence: &Evidence) -> String {
    let question = evidence
        .question
        .as_ref()
        .and_then(|question| serde_json::to_string(question).ok());
    let quote = evidence.quote.as_ref().map(quote);
    let note = evidence.note.as_ref().map(|note| {
        let said = clean(note.text.get(lang.tag()));
        let by = [
            Some(clean(&note.by)),
            note.on.as_deref().map(|on| clean(&day(lang, on))),
        ];
        let by: Vec<String> = by.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        if by.is_empty() {
            said
        } else {
            format!("{said} ({})", by.join(", "))
        }
    });
    let answer = evidence.answer.as_ref().map(|metric| metric_text(lang, metric));
    let named = [
        (words::quote(lang), quote),
        (lang.pick("Note", "Заметка"), note),
        (lang.pick("Answer", "Ответ"), answer),
        (words::rule(lang), evidence.rule.as_deref().map(clean)),
        (words::records(lang), evidence.records.as_deref().map(clean)),
        (words::question(lang), question.as_deref().map(clean)),
        (words::snapshot(lang), evidence.snapshot.as_deref().map(clean)),
    ];
    let reason = clean(evidence.reason.get(lang.tag()));
    let named = named
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| format!("{name}: {value}")));
    std::iter::once(reason.trim_end_matches('.').to_owned())
        .chain(named)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("; ")
}
