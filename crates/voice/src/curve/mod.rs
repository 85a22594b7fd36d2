//! The emotion curve: how each touchpoint feels to each group, from scores and from words, with what is known of it.
//!
//! A point is *measured* where enough people answered one and the same question there, *inferred* where only few
//! scores or words tell it, and *missing* where nobody said anything: a gap stays a gap.

mod calibrate;
mod shrink;

pub use calibrate::{Calibration, calibrate};

use crate::Opinion;
use crate::survey::Rules;
use serde::{Deserialize, Serialize};
use shrink::{Known, Part, shrink};
use std::collections::{BTreeMap, BTreeSet};
use tropa_model::{LocalText, Measure, Scale, Score};
use utoipa::ToSchema;

/// One person's voice at one touchpoint.
#[derive(Clone, Debug, PartialEq)]
pub struct Voice {
    /// The touchpoint's key.
    pub step: String,
    /// Persona or segment; `None` belongs to the whole only.
    pub group: Option<String>,
    pub score: Option<Score>,
    /// The question as asked; tells two scores of one scale apart.
    pub question: Option<String>,
    /// Of the words, where there are any.
    pub opinion: Option<Opinion>,
}

/// The question a point was measured by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Asked {
    pub measure: Measure,
    pub scale: Scale,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PointState {
    /// Enough answers to one question.
    Measured,
    /// From few answers or from words, drawn towards the neighbours.
    Inferred,
    /// Nobody said anything.
    Missing,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Point {
    pub step: String,
    /// Absent: all people together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    pub state: PointState,
    /// −2..=+2, shrunk; absent where missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lo: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hi: Option<f64>,
    /// Scores of the question, and texts, that tell the point.
    pub n_scores: u64,
    pub n_texts: u64,
    /// The plain mean of the scores in points of their scale, as asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw_mean: Option<f64>,
    /// The question behind the scores; absent where only words tell the point.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<Asked>,
    /// How far it was drawn to the mean of its neighbours, 0 (not at all)..=1.
    pub shrunk: f64,
    /// What a reader must know: another question than its neighbours', answers left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<LocalText>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Curve {
    /// Of all people together first, then of each group in order of names; steps in the order given.
    pub points: Vec<Point>,
    /// The question most points are measured by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<Asked>,
    /// Points of the whole are measured by different questions: the line between them compares unlike things.
    pub mixes_questions: bool,
    /// Of words against scores.
    pub calibration: Calibration,
}

/// A question as a key: its measure, ends of its scale, its words.
type Key = (Measure, u64, u64, Option<String>);

fn key(score: &Score, question: Option<&String>) -> Key {
    let bits = |end: f64| end.to_bits();
    (
        score.measure,
        bits(score.scale.lo),
        bits(score.scale.hi),
        question.cloned(),
    )
}

fn asked(key: &Key) -> Asked {
    Asked {
        measure: key.0,
        scale: Scale {
            lo: f64::from_bits(key.1),
            hi: f64::from_bits(key.2),
        },
        question: key.3.clone(),
    }
}

/// What is used of one cell (touchpoint × group).
#[derive(Default)]
struct CellVoices {
    scores: Vec<f64>,
    /// Of texts without a score of the question, calibrated; with the variance each brings along.
    texts: Vec<(f64, f64)>,
    raw_sum: f64,
}

/// Estimates the curve over `steps`, which are in map order; voices of other steps are passed over.
///
/// Same-question rule: a point takes the scores of one question only: that of the curve where enough answered it here,
/// else the one most answered here; the others are counted in a note. Texts that come with a score of the question are
/// not counted twice: they calibrate what texts alone tell.
///
/// Shrinkage: a point of the whole is drawn towards the curve's mean, a group's point towards the whole's point, each
/// by within-variance/n against the variance between (empirical Bayes with DerSimonian–Laird's variance; Morris 1983).
pub fn curve(steps: &[String], voices: &[Voice], rules: &Rules) -> Curve {
    let known: BTreeSet<&str> = steps.iter().map(String::as_str).collect();
    let voices: Vec<&Voice> = voices
        .iter()
        .filter(|voice| known.contains(voice.step.as_str()))
        .collect();
    let calibration = calibrate(voices.iter().filter_map(|voice| {
        let score = voice.score?;
        Some((voice.opinion?, score.scale.feeling(score.value)))
    }));
    let counts = count_questions(&voices);
    let main = main_question(&counts, rules);
    let chosen: BTreeMap<&str, &Key> = steps
        .iter()
        .filter_map(|step| {
            Some((
                step.as_str(),
                choose(counts.get(step.as_str())?, main.as_ref(), rules)?,
            ))
        })
        .collect();
    let groups: BTreeSet<&str> = voices.iter().filter_map(|voice| voice.group.as_deref()).collect();

    let whole = cells(&voices, &chosen, &calibration, |_| true);
    let spread = typical_variance(&whole, &calibration);
    let parts: Vec<Option<Part>> = steps
        .iter()
        .map(|step| part(whole.get(step.as_str()), spread))
        .collect();
    let of_whole = shrink(&parts, None, rules);
    let mut points = Vec::with_capacity(steps.len() * (groups.len() + 1));
    for (at, step) in steps.iter().enumerate() {
        let mut point = point(
            step,
            None,
            whole.get(step.as_str()),
            of_whole[at],
            chosen.get(step.as_str()),
            rules,
        );
        point.notes = notes(
            counts.get(step.as_str()),
            chosen.get(step.as_str()).copied(),
            main.as_ref(),
        );
        points.push(point);
    }
    let mut of_groups: BTreeMap<&str, BTreeMap<&str, CellVoices>> = BTreeMap::new();
    for group in &groups {
        let is_of = |voice: &Voice| voice.group.as_deref() == Some(*group);
        of_groups.insert(group, cells(&voices, &chosen, &calibration, is_of));
    }
    let mut found: BTreeMap<(&str, &str), Option<Known>> = BTreeMap::new();
    for (at, step) in steps.iter().enumerate() {
        let parts: Vec<Option<Part>> = groups
            .iter()
            .map(|group| part(of_groups[group].get(step.as_str()), spread))
            .collect();
        for (group, known) in groups.iter().zip(shrink(
            &parts,
            parts_mean(parts[..].iter().flatten(), of_whole[at]),
            rules,
        )) {
            found.insert((group, step), known);
        }
    }
    for group in &groups {
        for step in steps {
            let cell = of_groups[group].get(step.as_str());
            let known = found[&(*group, step.as_str())];
            points.push(point(
                step,
                Some(group),
                cell,
                known,
                chosen.get(step.as_str()),
                rules,
            ));
        }
    }
    let used: BTreeSet<&Key> = chosen.values().copied().collect();
    Curve {
        points,
        asked: main.as_ref().map(asked),
        mixes_questions: used.len() > 1,
        calibration,
    }
}

/// Where groups of a step are drawn to: the whole's point, if anybody spoke there.
fn parts_mean<'a>(mut parts: impl Iterator<Item = &'a Part>, whole: Option<Known>) -> Option<Known> {
    parts.next().and(whole)
}

fn count_questions<'a>(voices: &[&'a Voice]) -> BTreeMap<&'a str, BTreeMap<Key, u64>> {
    let mut counts: BTreeMap<&str, BTreeMap<Key, u64>> = BTreeMap::new();
    for voice in voices {
        if let Some(score) = &voice.score {
            let of_step = counts.entry(&voice.step).or_default();
            *of_step.entry(key(score, voice.question.as_ref())).or_default() += 1;
        }
    }
    counts
}

/// Asked with enough answers at the most steps, then by the most people.
fn main_question(counts: &BTreeMap<&str, BTreeMap<Key, u64>>, rules: &Rules) -> Option<Key> {
    let mut reach: BTreeMap<&Key, (u64, u64)> = BTreeMap::new();
    for (key, n) in counts.values().flatten() {
        let (steps, people) = reach.entry(key).or_default();
        *steps += u64::from(*n >= rules.n_min);
        *people += n;
    }
    let most = reach.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
    most.map(|(key, _)| (*key).clone())
}

fn choose<'a>(here: &'a BTreeMap<Key, u64>, main: Option<&Key>, rules: &Rules) -> Option<&'a Key> {
    let of_curve = main.and_then(|main| here.get_key_value(main));
    if let Some((key, n)) = of_curve
        && *n >= rules.n_min
    {
        return Some(key);
    }
    let most = here.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)))?;
    // Few answers to the curve's question are kept where no other question has enough.
    match of_curve {
        Some((key, _)) if *most.1 < rules.n_min => Some(key),
        _ => Some(most.0),
    }
}

fn cells<'a>(
    voices: &[&'a Voice],
    chosen: &BTreeMap<&str, &Key>,
    calibration: &Calibration,
    is_of: impl Fn(&Voice) -> bool,
) -> BTreeMap<&'a str, CellVoices> {
    let mut cells: BTreeMap<&str, CellVoices> = BTreeMap::new();
    for voice in voices.iter().filter(|voice| is_of(voice)) {
        let wanted = chosen.get(voice.step.as_str());
        let score = voice
            .score
            .as_ref()
            .filter(|score| wanted.is_some_and(|wanted| **wanted == key(score, voice.question.as_ref())));
        let cell = cells.entry(&voice.step).or_default();
        if let Some(score) = score {
            cell.scores.push(score.scale.feeling(score.value).0);
            cell.raw_sum += score.value;
        } else if let (Some(opinion), None) = (voice.opinion, voice.score) {
            cell.texts.push(calibration.feeling(opinion));
        }
    }
    cells
}

/// Of one score around the mean of its cell, pooled over cells; a flat middle where there are too few to tell.
fn typical_variance(cells: &BTreeMap<&str, CellVoices>, calibration: &Calibration) -> f64 {
    /// Of answers spread evenly over the scale: (2 − −2)²/12.
    const EVEN: f64 = 16.0 / 12.0;
    let (mut squares, mut df) = (0.0, 0.0);
    for cell in cells.values().filter(|cell| cell.scores.len() > 1) {
        let mean = cell.scores.iter().sum::<f64>() / cell.scores.len() as f64;
        squares += cell.scores.iter().map(|x| (x - mean).powi(2)).sum::<f64>();
        df += cell.scores.len() as f64 - 1.0;
    }
    if df >= 10.0 {
        (squares / df).max(1e-4)
    } else {
        EVEN.max(calibration.error.powi(2))
    }
}

/// Scores and words of a cell as one mean with its variance, weighted by precision.
fn part(cell: Option<&CellVoices>, variance: f64) -> Option<Part> {
    let cell = cell?;
    let mut weights = 0.0;
    let mut sum = 0.0;
    for score in &cell.scores {
        weights += 1.0 / variance;
        sum += score / variance;
    }
    for (feeling, error) in &cell.texts {
        let weight = 1.0 / (variance + error);
        weights += weight;
        sum += feeling * weight;
    }
    (weights > 0.0).then(|| Part {
        mean: sum / weights,
        variance: own_variance(&cell.scores, variance).map_or(1.0 / weights, |own| own.max(1e-6)),
    })
}

/// Of the mean, from the cell's own scores where there are enough of them to tell.
fn own_variance(scores: &[f64], pooled: f64) -> Option<f64> {
    let n = scores.len() as f64;
    if scores.len() < 30 {
        return None;
    }
    let mean = scores.iter().sum::<f64>() / n;
    let own = scores.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0);
    // Thirty equal answers do not mean that there is no spread: a little of the pooled variance is mixed in.
    Some((own * (n - 1.0) + pooled * 3.0) / (n + 2.0) / n)
}

fn point(
    step: &str,
    group: Option<&str>,
    cell: Option<&CellVoices>,
    known: Option<Known>,
    question: Option<&&Key>,
    rules: &Rules,
) -> Point {
    let n_scores = cell.map_or(0, |cell| cell.scores.len() as u64);
    let n_texts = cell.map_or(0, |cell| cell.texts.len() as u64);
    let state = match known {
        None => PointState::Missing,
        Some(_) if n_scores >= rules.n_min.max(2) => PointState::Measured,
        Some(_) => PointState::Inferred,
    };
    let within = |value: f64| value.clamp(-2.0, 2.0);
    Point {
        step: step.to_owned(),
        group: group.map(str::to_owned),
        state,
        value: known.map(|known| within(known.value)),
        lo: known.map(|known| within(known.lo)),
        hi: known.map(|known| within(known.hi)),
        n_scores,
        n_texts,
        raw_mean: cell
            .filter(|_| n_scores > 0 && n_scores >= rules.n_min)
            .map(|cell| cell.raw_sum / n_scores as f64),
        asked: question.filter(|_| n_scores > 0).map(|key| asked(key)),
        shrunk: known.map_or(0.0, |known| known.shrunk),
        notes: Vec::new(),
    }
}

fn notes(here: Option<&BTreeMap<Key, u64>>, chosen: Option<&Key>, main: Option<&Key>) -> Vec<LocalText> {
    let mut notes = Vec::new();
    let (Some(here), Some(chosen)) = (here, chosen) else {
        return notes;
    };
    if main.is_some_and(|main| main != chosen) {
        notes.push(LocalText::en_ru(
            "measured by another question than the other points: do not compare heights",
            "измерено другим вопросом, чем остальные точки: высоты не сравнивать",
        ));
    }
    let left: u64 = here
        .iter()
        .filter(|(key, _)| *key != chosen)
        .map(|(_, n)| n)
        .sum();
    if left > 0 {
        notes.push(LocalText::en_ru(
            format!("{left} answers to other questions are not in this point"),
            format!("ответы на другие вопросы в точку не вошли: {left}"),
        ));
    }
    notes
}
