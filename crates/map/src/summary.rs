//! The emotion curve in words, for those who cannot or need not see it.

use crate::document::{FeelingPoint, LaneRole, Map};
use crate::format::{Lang, count, signed};
use std::collections::BTreeMap;

/// `Starts neutral, lowest at 6 «First repair» (−1.4, n = 48), highest at …, ends pleased. 3 of 9 steps have a score.`
/// `None` where the map has no point at all.
pub fn curve_summary(map: &Map, lang: Lang) -> Option<String> {
    let points = points(map);
    let steps: Vec<_> = map.stages.iter().flat_map(|stage| &stage.steps).collect();
    let known: Vec<(usize, &str, &FeelingPoint)> = steps
        .iter()
        .enumerate()
        .filter_map(|(i, step)| {
            points
                .get(step.id.as_str())
                .map(|p| (i + 1, step.name.get(lang.tag()), *p))
        })
        .collect();
    let (first, last) = (known.first()?, known.last()?);
    let by_value = |a: &&(usize, &str, &FeelingPoint), b: &&(usize, &str, &FeelingPoint)| {
        a.2.value.total_cmp(&b.2.value)
    };
    // The earliest of equals: `max_by` returns the last, so it looks from the end.
    let (lowest, highest) = (
        known.iter().min_by(by_value)?,
        known.iter().rev().max_by(by_value)?,
    );

    let place = |(number, name, point): &(usize, &str, &FeelingPoint)| {
        let n = point
            .n
            .map_or(String::new(), |n| format!(", n = {}", count(lang, n)));
        format!("{number} «{name}» ({}{n})", signed(lang, point.value, 1))
    };
    let mut parts = vec![format!(
        "{} {}",
        lang.pick("Starts", "Начинается:"),
        word(lang, first.2.value)
    )];
    if known.len() > 1 && lowest.2.value < highest.2.value {
        parts.push(format!(
            "{} {}",
            lang.pick("lowest at", "ниже всего на шаге"),
            place(lowest)
        ));
        parts.push(format!(
            "{} {}",
            lang.pick("highest at", "выше всего на шаге"),
            place(highest)
        ));
    }
    if known.len() > 1 {
        parts.push(format!(
            "{} {}",
            lang.pick("ends", "заканчивается:"),
            word(lang, last.2.value)
        ));
    }
    let share = match lang {
        Lang::En => format!("{} of {} steps have a score.", known.len(), steps.len()),
        Lang::Ru => format!("Оценки есть на {} из {} шагов.", known.len(), steps.len()),
    };
    Some(format!("{}. {share}", parts.join(", ")))
}

/// The measured points of the map by step id; the first card of a step counts.
fn points(map: &Map) -> BTreeMap<&str, &FeelingPoint> {
    let lanes: Vec<&str> = map
        .lanes
        .iter()
        .filter(|l| l.role == LaneRole::Feelings)
        .map(|l| l.id.as_str())
        .collect();
    let mut points = BTreeMap::new();
    for card in map
        .cards
        .iter()
        .filter(|card| lanes.contains(&card.lane.as_str()))
    {
        if let Some(feeling) = &card.feeling {
            points.entry(card.at.as_str()).or_insert(feeling);
        }
    }
    points
}

/// The five words of the scale −2..=+2, each holding the values nearest to it.
pub(crate) fn word(lang: Lang, value: f64) -> &'static str {
    let (en, ru) = match value {
        v if v < -1.5 => ("very bad", "очень плохо"),
        v if v < -0.5 => ("bad", "плохо"),
        v if v <= 0.5 => ("neutral", "нейтрально"),
        v if v <= 1.5 => ("good", "хорошо"),
        _ => ("very good", "очень хорошо"),
    };
    lang.pick(en, ru)
}
