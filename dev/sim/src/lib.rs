//! A furniture retailer that never was: seeded customers with known truth, for the demo and for tests.
//!
//! [`retailer`] gives the same customers for the same options on every machine, now and later: no clock, no shared
//! state, a stream of randomness per customer. What was planted is in [`Truth`]; what came of it is counted by
//! [`Retailer::counts`], so that a test can compare what the product finds with what is true.

mod batches;
mod comments;
mod csv;
pub mod plan;
pub mod random;
pub mod segments;
mod truth;
pub mod voice;
mod walk;
mod words;

pub use comments::Grievance;
pub use csv::CSV_COLUMNS;
pub use truth::{Counts, StageCounts, Trouble, TroubleKind, TrueStage, Truth};
pub use voice::Voice;
pub use walk::{Event, Walk};
pub use words::{Activity, CAMPAIGNS, CONTENTS, Channel, Language, Region, Segment, Stage};

use tropa_model::Scale;
use tropa_model::time::{DAY_US, days_from_civil};

#[derive(Clone, Debug, PartialEq)]
pub struct RetailerOptions {
    pub actors: u64,
    pub seed: u64,
    /// Of the names of activities, segments and regions.
    pub language: Language,
    /// Length of the observed window. It starts on 2024-01-01 (UTC).
    pub days: u32,
}

impl Default for RetailerOptions {
    fn default() -> Self {
        Self {
            actors: 200_000,
            seed: 1,
            language: Language::English,
            days: 540,
        }
    }
}

#[derive(Clone, Debug)]
pub struct Retailer {
    pub truth: Truth,
    options: RetailerOptions,
}

/// The scale of the survey after deliveries, assemblies, calls and in reviews.
pub const SCORE_SCALE: Scale = Scale { lo: 1.0, hi: 5.0 };

pub fn retailer(options: &RetailerOptions) -> Retailer {
    Retailer {
        truth: Truth::planted(options.language),
        options: options.clone(),
    }
}

impl Retailer {
    /// The customers one after another, each with at least one event. Customer `i` has key [`actor_key`]`(i)`.
    pub fn walks(&self) -> impl Iterator<Item = Walk> + '_ {
        let from_us = days_from_civil(2024, 1, 1) * DAY_US;
        let until_us = from_us + i64::from(self.options.days) * DAY_US;
        (0..self.options.actors).map(move |actor| walk::walk(self.options.seed, actor, from_us, until_us))
    }

    pub fn options(&self) -> &RetailerOptions {
        &self.options
    }
}

/// `c0000042`: sorts by number up to ten million customers.
pub fn actor_key(actor: u64) -> String {
    format!("c{actor:07}")
}
