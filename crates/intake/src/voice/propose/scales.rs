//! On which scale a column's scores were asked: recognised, stated, or refused.

use super::columns::Col;
use super::{Draft, ScaleWish, VoiceOptions};
use crate::detect::ValueKind;
use crate::propose::{Missing, MissingPart};
use crate::voice::mapping::{AskedScore, ScoreOf, VoiceRole};
use crate::voice::names::{Part, fit, is_question, measure_of};
use tropa_model::feedback::Measure;
use tropa_model::{LocalText, Scale};

struct Scored<'c> {
    column: &'c Col,
    measure: Measure,
    scale: Option<Scale>,
    stated: bool,
}

/// Gives score columns their roles and takes them from `free`; what they measure.
pub fn give(draft: &mut Draft, free: &mut Vec<&Col>, options: &VoiceOptions, wide: bool) -> Vec<Measure> {
    let mut found: Vec<Scored<'_>> = free
        .iter()
        .filter(|column| is_score(column, &options.scales, wide))
        .map(|column| {
            let measure = measure_of(&column.found.name).unwrap_or(Measure::Other);
            let wish = wish_for(column, &options.scales);
            Scored {
                column,
                measure,
                scale: wish.or_else(|| usual(column, measure)),
                stated: wish.is_some(),
            }
        })
        .collect();
    settle(&mut found);
    draft.missing.extend(mixed(draft, &found));
    // The score of the whole: the one with a telling name; of several alike each is a question of its own.
    let main = found
        .iter()
        .enumerate()
        .filter(|(_, score)| !(wide && is_question(&score.column.found.name)))
        .map(|(place, score)| (fit(Part::Score, &score.column.found.name), place))
        .filter(|(fit, _)| *fit > 0 || found.len() == 1)
        .max_by_key(|(fit, place)| (*fit, std::cmp::Reverse(*place)))
        .map(|(_, place)| place);
    let mut measures = Vec::new();
    for (place, score) in found.iter().enumerate() {
        let name = score.column.found.name.clone();
        free.retain(|column| column.found.name != name);
        measures.push(score.measure);
        let Some(scale) = score.scale else {
            let (lo, hi) = score.column.found.range.unwrap_or_default();
            draft.missing.push(Missing {
                file: draft.file.clone(),
                what: MissingPart::Scale,
                saw: LocalText::en_ru(
                    format!("scores from {lo} to {hi} in «{name}» fit no usual scale, or not the one stated"),
                    format!(
                        "оценки от {lo} до {hi} в «{name}» не ложатся ни на привычную, ни на указанную шкалу"
                    ),
                ),
                pass: LocalText::en_ru(
                    format!("--scale '{name}=LO..HI'"),
                    format!("--scale '{name}=ОТ..ДО'"),
                ),
            });
            continue;
        };
        let (en, ru) = if score.stated {
            ("scale stated", "шкала указана")
        } else {
            ("scores", "оценки")
        };
        let (lo, hi) = score.column.found.range.unwrap_or_default();
        let (en, ru) = (
            format!("{en}, values {lo} to {hi}, scale {}..{}", scale.lo, scale.hi),
            format!("{ru}, значения от {lo} до {hi}, шкала {}..{}", scale.lo, scale.hi),
        );
        let measure = score.measure;
        let role = if main == Some(place) {
            VoiceRole::Score(ScoreOf { measure, scale })
        } else {
            VoiceRole::Scored(AskedScore {
                question: name.trim().to_owned(),
                step: None,
                measure,
                scale,
            })
        };
        draft.give(&name, role, en, ru);
    }
    measures
}

/// Numbers under a name of scores, or under a question.
fn is_score(column: &Col, wishes: &[ScaleWish], wide: bool) -> bool {
    let name = &column.found.name;
    let number = matches!(column.found.kind, ValueKind::Integer | ValueKind::Number);
    if wishes.iter().any(|wish| wish.column.as_deref() == Some(name)) {
        return column.found.range.is_some();
    }
    let telling = fit(Part::Score, name) > 0 || measure_of(name).is_some() || name.starts_with("scores.");
    let (lo, hi) = column.found.range.unwrap_or((1.0, 0.0));
    // Noughts and ones are an answer of yes or no.
    let yes_or_no = lo >= 0.0 && hi <= 1.0;
    let plausible = number && !yes_or_no && lo >= -10.0 && hi <= 100.0 && column.found.distinct <= 101;
    plausible && (telling || (wide && is_question(name) && column.found.distinct <= 11))
}

fn wish_for(column: &Col, wishes: &[ScaleWish]) -> Option<Scale> {
    let own = wishes
        .iter()
        .find(|wish| wish.column.as_deref() == Some(&column.found.name));
    let all = wishes.iter().find(|wish| wish.column.is_none());
    own.or(all).map(|wish| wish.scale)
}

/// The usual scale that holds all values seen. NPS is 0..10 by definition.
fn usual(column: &Col, measure: Measure) -> Option<Scale> {
    let (lo, hi) = column.found.range?;
    if measure == Measure::Nps {
        return Scale::new(0.0, 10.0).filter(|_| lo >= 0.0 && hi <= 10.0);
    }
    [
        (1.0, 5.0),
        (1.0, 7.0),
        (0.0, 5.0),
        (1.0, 10.0),
        (0.0, 10.0),
        (-2.0, 2.0),
        (-3.0, 3.0),
        (0.0, 100.0),
    ]
    .into_iter()
    .find(|(from, to)| lo >= *from && hi <= *to)
    .and_then(|(from, to)| Scale::new(from, to))
}

/// Columns that measure the same and end alike were asked on one scale, though nobody gave the lowest score in some.
fn settle(found: &mut [Scored<'_>]) {
    for place in 0..found.len() {
        let (measure, scale) = (found[place].measure, found[place].scale);
        let Some(scale) = scale.filter(|_| !found[place].stated) else {
            continue;
        };
        let wider = found
            .iter()
            .filter(|other| other.measure == measure)
            .filter_map(|other| other.scale)
            .filter(|other| other.hi == scale.hi && other.lo < scale.lo)
            .map(|other| other.lo)
            .fold(scale.lo, f64::min);
        found[place].scale = Scale::new(wider, scale.hi);
    }
}

/// One measure on two scales that nobody stated: averaging them would be wrong, so it is asked.
fn mixed(draft: &Draft, found: &[Scored<'_>]) -> Option<Missing> {
    let differ = |a: &Scored<'_>, b: &Scored<'_>| {
        a.measure == b.measure && a.measure != Measure::Nps && a.scale != b.scale && !(a.stated && b.stated)
    };
    let clash = found.iter().find(|a| {
        found
            .iter()
            .any(|b| a.scale.is_some() && b.scale.is_some() && differ(a, b))
    })?;
    let of_measure: Vec<&Scored<'_>> = found
        .iter()
        .filter(|other| other.measure == clash.measure)
        .collect();
    let listed: Vec<String> = of_measure
        .iter()
        .filter_map(|score| Some((score, score.scale?)))
        .map(|(score, scale)| format!("«{}» {}..{}", score.column.found.name, scale.lo, scale.hi))
        .collect();
    let listed = listed.join(", ");
    let pass = format!("--scale '{}=1..5'", of_measure[0].column.found.name);
    Some(Missing {
        file: draft.file.clone(),
        what: MissingPart::Scale,
        saw: LocalText::en_ru(
            format!("columns that measure the same seem to have different scales: {listed}"),
            format!("столбцы измеряют одно и то же, но шкалы у них, похоже, разные: {listed}"),
        ),
        pass: LocalText::en_ru(
            format!("the scale of each, such as {pass}"),
            format!("шкалу каждого, например {pass}"),
        ),
    })
}

/// `stars 1..5`.
pub fn shown(measure: Measure, scale: Scale) -> String {
    let word = match serde_json::to_value(measure) {
        Ok(serde_json::Value::String(word)) if word != "other" => word,
        _ => "score".to_owned(),
    };
    format!("{word} {}..{}", scale.lo, scale.hi)
}
