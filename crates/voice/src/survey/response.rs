//! Who answered and who did not: response rate, how those who answered differ, weights that put it right.

use super::{Estimate, Rules, Sample, Statistic, estimate};
use serde::{Deserialize, Serialize};
use tropa_model::LocalText;
use utoipa::ToSchema;

/// A kind of people: of all who were at the step, and of those who answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Cell {
    /// `new customers`, `mobile`.
    pub name: String,
    pub all: u64,
    pub answered: u64,
}

/// One kind of people in the two groups.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Balance {
    pub name: String,
    /// Shares 0..=1.
    pub share_of_all: f64,
    pub share_of_answers: f64,
    /// Answers per person of this kind, 0..=1.
    pub rate: f64,
    /// What one answer of this kind counts; absent where nobody of it answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
}

/// How many answered, and whether those are like all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Response {
    /// Per cent of all at the step, Wilson's interval.
    pub rate: Estimate,
    /// In the order given.
    pub kinds: Vec<Balance>,
    /// Share of answers that would have to come from people of other kinds, 0..=1: half the sum of differences of
    /// shares.
    pub imbalance: f64,
    /// Cramér's V of kind against answering, 0..=1: 0.1 is little, 0.3 is much.
    pub association: f64,
    /// Said where those who answered differ noticeably.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warning: Option<LocalText>,
}

/// From here on the two groups differ noticeably: Cohen's smallest effect (1988).
const ASSOCIATION_NOTICEABLE: f64 = 0.1;

/// Compares those who answered with all actors at the step.
///
/// People who answered more often than they were there (`answered > all`) count as `all`.
pub fn response(cells: &[Cell], rules: &Rules) -> Response {
    let all: u64 = cells.iter().map(|cell| cell.all).sum();
    let answered: u64 = cells.iter().map(|cell| cell.answered.min(cell.all)).sum();
    let rate = rate(answered, all, rules);
    let share = |part: u64, whole: u64| {
        if whole > 0 {
            part as f64 / whole as f64
        } else {
            0.0
        }
    };
    let weighting = weights(cells);
    let kinds: Vec<Balance> = cells
        .iter()
        .zip(&weighting.weights)
        .map(|(cell, weight)| Balance {
            name: cell.name.clone(),
            share_of_all: share(cell.all, all),
            share_of_answers: share(cell.answered.min(cell.all), answered),
            rate: share(cell.answered.min(cell.all), cell.all),
            weight: *weight,
        })
        .collect();
    let imbalance = kinds
        .iter()
        .map(|kind| (kind.share_of_all - kind.share_of_answers).abs())
        .sum::<f64>()
        / 2.0;
    let association = association(cells, answered, all);
    let warning = (answered > 0 && association >= ASSOCIATION_NOTICEABLE).then(|| {
        let most = kinds
            .iter()
            .max_by(|a, b| gap(a).total_cmp(&gap(b)))
            .map_or("", |kind| kind.name.as_str());
        LocalText::en_ru(
            format!("those who answered are not like all: «{most}» differs most; compare the weighted number"),
            format!("ответившие не похожи на всех: сильнее всего отличается «{most}»; сравните со взвешенным числом"),
        )
    });
    Response {
        rate,
        kinds,
        imbalance: if answered > 0 { imbalance } else { 0.0 },
        association,
        warning,
    }
}

fn gap(kind: &Balance) -> f64 {
    (kind.share_of_all - kind.share_of_answers).abs()
}

fn rate(answered: u64, all: u64, rules: &Rules) -> Estimate {
    // The interval needs only the counts; Wilson's formula is the one of shares.
    let scores: Vec<f64> = (0..all).map(|at| f64::from(u8::from(at < answered))).collect();
    let mut rate = estimate(
        Sample::of(&scores),
        Statistic::TopBox { at_least: 1.0 },
        &rules.show_all(),
    );
    rate.base = LocalText::en_ru(
        format!("{answered} of {all} who were at the step"),
        format!("{answered} из {all} побывавших на шаге"),
    );
    rate
}

/// √(χ²/n) of the table kind × answered or not; two columns, so this is Cramér's V.
fn association(cells: &[Cell], answered: u64, all: u64) -> f64 {
    if answered == 0 || answered >= all {
        return 0.0;
    }
    let part = answered as f64 / all as f64;
    let chi2: f64 = cells
        .iter()
        .filter(|cell| cell.all > 0)
        .map(|cell| {
            let expected = cell.all as f64 * part;
            (cell.answered.min(cell.all) as f64 - expected).powi(2) / (expected * (1.0 - part))
        })
        .sum();
    (chi2 / all as f64).sqrt()
}

/// Weights by kind of people, and what they cost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Weighting {
    /// For an answer of each kind, in the order given, mean 1 over answers; absent where nobody of the kind answered.
    pub weights: Vec<Option<f64>>,
    /// Kish's effective number of answers.
    pub n_effective: f64,
    /// Share of all people whose kind nobody answered for, 0..=1: no weight puts that right.
    pub unheard: f64,
}

/// Post-stratification: an answer weighs (share of its kind among all) / (share among answers), among kinds that were
/// heard. Weights above 5 times the mean are cut to it, or a single answer would speak for a crowd (Kish 1965).
pub fn weights(cells: &[Cell]) -> Weighting {
    const WEIGHT_MAX: f64 = 5.0;
    let heard = |cell: &&Cell| cell.answered > 0;
    let all: u64 = cells.iter().map(|cell| cell.all).sum();
    let all_heard: u64 = cells.iter().filter(heard).map(|cell| cell.all).sum();
    let answered: u64 = cells.iter().map(|cell| cell.answered).sum();
    let raw = |cell: &Cell| {
        (cell.answered > 0 && all_heard > 0).then(|| {
            let weight = (cell.all as f64 / all_heard as f64) / (cell.answered as f64 / answered as f64);
            weight.min(WEIGHT_MAX)
        })
    };
    let raw: Vec<Option<f64>> = cells.iter().map(raw).collect();
    let total = |power: i32| -> f64 {
        let each = raw.iter().zip(cells);
        each.filter_map(|(weight, cell)| Some(weight.as_ref()?.powi(power) * cell.answered as f64))
            .sum()
    };
    let (sum, squares) = (total(1), total(2));
    let mean = if answered > 0 { sum / answered as f64 } else { 1.0 };
    Weighting {
        weights: raw
            .iter()
            .map(|weight| weight.map(|w| if mean > 0.0 { w / mean } else { w }))
            .collect(),
        n_effective: if squares > 0.0 { sum * sum / squares } else { 0.0 },
        unheard: if all > 0 {
            1.0 - all_heard as f64 / all as f64
        } else {
            0.0
        },
    }
}
