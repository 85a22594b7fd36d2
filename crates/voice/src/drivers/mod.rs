//! What goes together with a good outcome: shares of the explained variance, with how sure their order is, and how
//! each driver performs.
//!
//! Associated, not caused: a driver's share says how much of the differences between answers goes along with it.

mod shapley;

use crate::survey::{Rules, percentiles, random::Random};
use serde::{Deserialize, Serialize};
use shapley::{Moments, shares};
use tropa_model::LocalText;
use utoipa::ToSchema;

/// More would need more than 2¹² fits; the strongest by correlation should then be chosen first.
pub const DRIVERS_MAX: usize = 12;
/// Answers drawn again for ranks.
const DRAWS: usize = 300;
/// Answers per driver below which shares are mostly chance.
const ANSWERS_PER_DRIVER: u64 = 10;

/// One possible driver: as many values as there are outcomes, `None` where the person did not say.
#[derive(Clone, Debug)]
pub struct Column {
    pub name: String,
    pub values: Vec<Option<f64>>,
    /// Where the values are scores: what they are as a feeling, −2..=+2, in the mean.
    pub performance: Option<f64>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Driver {
    pub name: String,
    /// Of the explained variance, 0..=1; all drivers together give 1.
    pub share: f64,
    /// Percentiles over answers drawn again.
    pub lo: f64,
    pub hi: f64,
    /// From 1.
    pub rank: u32,
    pub rank_lo: u32,
    pub rank_hi: u32,
    /// Pearson's, −1..=1: the sign says which way it goes.
    pub correlation: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub performance: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quadrant: Option<Quadrant>,
}

/// Importance × performance (Martilla and James 1977).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Quadrant {
    /// Important and performing below the others.
    MendFirst,
    /// Important and performing well.
    Protect,
    /// Neither.
    LowPriority,
    /// Performing well, of little importance.
    PossiblyOverdone,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Drivers {
    /// The strongest first.
    pub items: Vec<Driver>,
    /// Share of the outcome's variance that all drivers explain together, 0..=1.
    pub r2: f64,
    /// Answers in which the outcome and every driver are known.
    pub n: u64,
    pub n_left_out: u64,
    /// Why there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suppressed: Option<LocalText>,
}

/// Shapley (LMG) shares of R² of a linear model (Lindeman, Merenda and Gold 1980; Grömping 2007): the mean gain in R²
/// from adding the driver, over all orders of adding. Ranks and intervals from answers drawn again with `seed`.
///
/// # Panics
/// Where a column has another length than the outcome, or there are more than [`DRIVERS_MAX`] columns.
pub fn drivers(outcome: &[Option<f64>], columns: &[Column], seed: u64, rules: &Rules) -> Drivers {
    assert!(columns.len() <= DRIVERS_MAX, "at most {DRIVERS_MAX} drivers");
    assert!(columns.iter().all(|column| column.values.len() == outcome.len()));
    let rows: Vec<Vec<f64>> = (0..outcome.len())
        .filter_map(|at| {
            let drivers = columns.iter().map(|column| column.values[at]);
            drivers.chain([outcome[at]]).collect()
        })
        .collect();
    let n = rows.len() as u64;
    let needed = rules.n_min.max(ANSWERS_PER_DRIVER * columns.len() as u64);
    let mut found = Drivers {
        items: Vec::new(),
        r2: 0.0,
        n,
        n_left_out: outcome.len() as u64 - n,
        suppressed: None,
    };
    let whole = Moments::of(&rows, columns.len() + 1, |at| at);
    if n < needed || whole.is_flat() {
        found.suppressed = Some(too_little(n, needed, whole.is_flat()));
        return found;
    }
    let (r2, parts) = shares(&whole);
    found.r2 = r2;
    let drawn = draw_again(&rows, columns.len(), seed);
    let order = ranks(&parts);
    for (at, column) in columns.iter().enumerate() {
        let mut of_shares: Vec<f64> = drawn.iter().map(|(shares, _)| shares[at]).collect();
        let mut of_ranks: Vec<f64> = drawn.iter().map(|(_, ranks)| f64::from(ranks[at])).collect();
        of_shares.sort_by(f64::total_cmp);
        of_ranks.sort_by(f64::total_cmp);
        let (lo, hi) = percentiles(&of_shares, rules.level);
        let (rank_lo, rank_hi) = percentiles(&of_ranks, rules.level);
        found.items.push(Driver {
            name: column.name.clone(),
            share: parts[at],
            lo,
            hi,
            rank: order[at],
            rank_lo: rank_lo as u32,
            rank_hi: rank_hi as u32,
            correlation: whole.correlation(at),
            performance: column.performance,
            quadrant: None,
        });
    }
    found.items.sort_by_key(|driver| driver.rank);
    importance_performance(&mut found.items);
    found
}

/// Puts each driver whose performance is known into its quadrant: important is what has more than an equal share,
/// performing is what does better than the mean of the others.
pub fn importance_performance(items: &mut [Driver]) {
    let known: Vec<f64> = items.iter().filter_map(|driver| driver.performance).collect();
    if known.is_empty() {
        return;
    }
    let usual = known.iter().sum::<f64>() / known.len() as f64;
    let equal = 1.0 / items.len() as f64;
    for driver in items {
        driver.quadrant =
            driver.performance.map(
                |performance| match (driver.share >= equal, performance >= usual) {
                    (true, false) => Quadrant::MendFirst,
                    (true, true) => Quadrant::Protect,
                    (false, false) => Quadrant::LowPriority,
                    (false, true) => Quadrant::PossiblyOverdone,
                },
            );
    }
}

fn draw_again(rows: &[Vec<f64>], drivers: usize, seed: u64) -> Vec<(Vec<f64>, Vec<u32>)> {
    let mut random = Random::new(seed);
    (0..DRAWS)
        .map(|_| {
            let moments = Moments::of(rows, drivers + 1, |_| random.below(rows.len()));
            let (_, parts) = shares(&moments);
            let ranks = ranks(&parts);
            (parts, ranks)
        })
        .collect()
}

/// 1 for the largest; ties in their order.
fn ranks(parts: &[f64]) -> Vec<u32> {
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by(|a, b| parts[*b].total_cmp(&parts[*a]));
    let mut ranks = vec![0; parts.len()];
    for (place, at) in order.into_iter().enumerate() {
        ranks[at] = place as u32 + 1;
    }
    ranks
}

fn too_little(n: u64, needed: u64, flat: bool) -> LocalText {
    if n < needed {
        return LocalText::en_ru(
            format!("{n} complete answers; drivers are counted from {needed} on"),
            format!("полных ответов: {n}; факторы считаются начиная с {needed}"),
        );
    }
    debug_assert!(flat);
    LocalText::en_ru(
        "all answers give the same outcome: nothing to explain",
        "у всех ответов один и тот же итог: объяснять нечего",
    )
}
