//! Reasons, states and numbers of the cards, in words.

use super::super::heard::Heard;
use super::super::steps::{StepPoint, StepScore, of_map};
use super::super::views::VoiceQuote;
use std::collections::{BTreeMap, BTreeSet};
use tropa_map::Map;
use tropa_map::document::{Evidence, Lane, LaneRole, Metric, MetricName, MetricUnit, Quote};
use tropa_model::{EvidenceState, LocalText, Measure, Scale, TextPart};
use tropa_voice::Language;
use tropa_voice::survey::Estimate;

pub(super) fn of_places(heard: &Heard, map: &Map, at: &str) -> BTreeSet<usize> {
    let columns = of_map(heard, map);
    columns
        .into_iter()
        .find(|column| column.at.as_deref() == Some(at))
        .map(|column| column.places)
        .unwrap_or_default()
}

/// Id of the map's first lane of the role, which is made where there is none.
pub(super) fn lane(map: &mut Map, role: LaneRole) -> String {
    if let Some(lane) = map
        .lanes
        .iter()
        .find(|lane| lane.role == role && lane.persona.is_none())
    {
        return lane.id.clone();
    }
    let word = serde_json::to_value(role)
        .ok()
        .and_then(|word| word.as_str().map(str::to_owned))
        .unwrap_or_default();
    let mut id = format!("lane-{}", word.replace('_', "-"));
    while map.lanes.iter().any(|lane| lane.id == id) {
        id.push_str("-2");
    }
    map.lanes.push(Lane {
        id: id.clone(),
        role,
        ..Lane::default()
    });
    id
}

/// A quote as evidence, with what one click opens.
pub(super) fn quoted(
    heard: &Heard,
    quote: &VoiceQuote,
    rule: &str,
    reason: LocalText,
    filter: Option<String>,
) -> Evidence {
    Evidence {
        rule: Some(rule.to_owned()),
        reason,
        snapshot: Some(heard.read.snapshot()),
        texts: filter,
        quote: Some(Quote {
            text: quote.text.clone(),
            lang: language_tag(quote.language).map(str::to_owned),
            record: Some(record(&quote.source, &quote.item, quote.span.part)),
            from: Some(quote.span.start.into()),
            to: Some(quote.span.end.into()),
            ..Quote::default()
        }),
        ..Evidence::default()
    }
}

/// How a quote names where it stands: `voice:SOURCE/ITEM#PART`.
pub(super) fn record(source: &str, item: &str, part: TextPart) -> String {
    let part = match part {
        TextPart::Title => "title",
        TextPart::Pros => "pros",
        TextPart::Cons => "cons",
        TextPart::Body => "body",
    };
    format!("voice:{source}/{item}#{part}")
}

pub(super) fn counted(heard: &Heard, n: u64, filter: Option<String>) -> Evidence {
    Evidence {
        rule: Some("voice.said".into()),
        reason: LocalText::en_ru(format!("said by {n}"), format!("так сказали: {n}")),
        snapshot: Some(heard.read.snapshot()),
        texts: filter,
        ..Evidence::default()
    }
}

pub(super) fn words_of(quote: &VoiceQuote) -> LocalText {
    match language_tag(quote.language) {
        Some(tag) => LocalText(BTreeMap::from([(tag.to_owned(), quote.text.clone())])),
        None => LocalText::plain(&quote.text),
    }
}

pub(super) fn language_tag(language: Language) -> Option<&'static str> {
    match language {
        Language::Ru => Some("ru"),
        Language::En => Some("en"),
        Language::Mixed | Language::Other | Language::Unknown => None,
    }
}

pub(super) fn state_of(n: u64) -> EvidenceState {
    if n > 1 {
        EvidenceState::SupportedByText
    } else {
        EvidenceState::SingleVoice
    }
}

pub(super) fn how_many(n: u64) -> Metric {
    Metric {
        name: MetricName::Own,
        label: LocalText::en_ru("ask this", "спрашивают"),
        value: n as f64,
        unit: MetricUnit::Number,
        n,
        base: LocalText::en_ru("texts at this step", "тексты на этом шаге"),
        ..Metric::default()
    }
}

pub(super) fn asked_by(n: u64) -> LocalText {
    LocalText::en_ru(
        format!("{n} texts ask this"),
        format!("об этом спрашивают в {n} текстах"),
    )
}

pub(super) fn metric_of(index: &Estimate, points: bool, label: LocalText) -> Metric {
    // Shares are 0..=1 on a map, and per cent in surveys.
    let by = if points { 1.0 } else { 100.0 };
    Metric {
        name: MetricName::Own,
        label,
        value: index.value.unwrap_or_default() / by,
        unit: if points {
            MetricUnit::Number
        } else {
            MetricUnit::Share
        },
        lo: index.lo.zip(index.value).map(|(lo, value)| lo.min(value) / by),
        hi: index.hi.zip(index.value).map(|(hi, value)| hi.max(value) / by),
        n: index.n,
        base: index.base.clone(),
        ..Metric::default()
    }
}

pub(super) fn measured_by(n: u64, measure: Measure, scale: Scale, question: Option<&str>) -> LocalText {
    let word = match measure {
        Measure::Nps => "NPS",
        Measure::Csat => "CSAT",
        Measure::Ces => "CES",
        Measure::Stars => "★",
        Measure::Other => "",
    };
    let asked = question
        .map(|question| format!(" «{question}»"))
        .unwrap_or_default();
    let (lo, hi) = (scale.lo, scale.hi);
    LocalText::en_ru(
        format!("mean of {n} answers {word} on a scale of {lo} to {hi}{asked}").replace("  ", " "),
        format!("среднее {n} ответов {word} по шкале от {lo} до {hi}{asked}").replace("  ", " "),
    )
}

/// Without the last digits, in which sums of the same numbers differ.
pub(super) fn tidy(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

/// What a measured point of the curve is made of, and how far it is from the plain mean.
pub(super) fn estimated(point: &StepPoint, score: &StepScore) -> LocalText {
    let mut reason = measured_by(score.n, score.measure, score.scale, score.question.as_deref());
    if point.n_texts > 0 {
        let n = point.n_texts;
        let texts = LocalText::en_ru(
            format!("with {n} texts that have no score"),
            format!("и тексты без оценки: {n}"),
        );
        append(&mut reason, &texts);
    }
    let plain = score.feeling;
    let percent = (point.shrunk * 100.0).round();
    let shrunk = if percent >= 1.0 {
        LocalText::en_ru(
            format!(
                "estimate with a 95 % interval, drawn {percent:.0} % of the way to the other steps from the plain {plain:+.2}"
            ),
            format!(
                "оценка с интервалом 95 %, сдвинута к остальным шагам на {percent:.0} % от простого среднего {}",
                format!("{plain:+.2}").replace('.', ",").replace('-', "−")
            ),
        )
    } else {
        LocalText::en_ru("estimate with a 95 % interval", "оценка с интервалом 95 %")
    };
    append(&mut reason, &shrunk);
    reason
}

pub(super) fn mean_words(score: &StepScore) -> LocalText {
    let (mean, lo, hi, n) = (score.raw_mean, score.scale.lo, score.scale.hi, score.n);
    LocalText::en_ru(
        format!("Mean score {mean:.2} on a scale of {lo} to {hi}, n = {n}"),
        format!(
            "Средняя оценка {} по шкале от {lo} до {hi}, n = {n}",
            format!("{mean:.2}").replace('.', ",")
        ),
    )
}

pub(super) fn append(text: &mut LocalText, more: &LocalText) {
    for (language, words) in &mut text.0 {
        words.push_str("; ");
        words.push_str(more.get(language));
    }
}

/// For the value of a parameter in an address.
pub(super) fn encoded(value: &str) -> String {
    let mut text = String::new();
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => text.push(byte as char),
            _ => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}
