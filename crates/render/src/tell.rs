//! Points of the curve and evidence in words, for outputs that tell instead of draw.

use crate::layout::metric_text;
use crate::text::clean;
use crate::words;
use tropa_map::Lang;
use tropa_map::document::{Evidence, FeelingPoint, Quote};
use tropa_map::format::{count, day, number, signed};

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
