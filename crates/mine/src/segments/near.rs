//! A rule people can read that comes near a segment that was found.

use super::NONE;
use serde::{Deserialize, Serialize};
use tropa_model::Variants;
use tropa_model::expr::Expr;
use utoipa::ToSchema;

/// A filter that selects nearly the journeys of a segment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct NearRule {
    /// `where` expression.
    pub filter: String,
    /// Share of the journeys it selects that belong to the segment, 0..=1.
    pub precision: f64,
    /// Share of the segment's journeys it selects, 0..=1.
    pub recall: f64,
}

/// Conditions of a rule at most: a longer one nobody reads.
const CONDITIONS_MAX: usize = 3;
/// Activities and transitions that are considered.
const CONSIDERED_MAX: usize = 40;
/// A rule is told from this harmonic mean of precision and recall on.
const NEAR_MIN: f64 = 0.6;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    Has(u32),
    Starts(u32),
    Ends(u32),
    Follows(u32, u32),
}

impl Test {
    fn holds(self, codes: &[u32]) -> bool {
        match self {
            Test::Has(code) => codes.contains(&code),
            Test::Starts(code) => codes.first() == Some(&code),
            Test::Ends(code) => codes.last() == Some(&code),
            Test::Follows(a, b) => codes.windows(2).any(|pair| pair == [a, b]),
        }
    }

    fn expr(self, activities: &[String]) -> Expr {
        let name = |code: u32| activities[code as usize].clone();
        match self {
            Test::Has(code) => Expr::Has(name(code)),
            Test::Starts(code) => Expr::Starts(vec![name(code)]),
            Test::Ends(code) => Expr::Ends(vec![name(code)]),
            Test::Follows(a, b) => Expr::Follows(name(a), name(b)),
        }
    }
}

/// The best rule of at most three conditions, found one condition at a time; `tests` come most telling first.
///
/// `by_variant` gives how many journeys of a variant belong to the segment and how many belong to any.
pub fn near_rule(variants: &Variants, tests: &[Test], by_variant: &[(u64, u64)]) -> Option<NearRule> {
    let own: u64 = by_variant.iter().map(|(own, _)| own).sum();
    let mut selected: Vec<usize> = (0..variants.len()).filter(|&v| by_variant[v].1 > 0).collect();
    let mut rule: Vec<(Test, bool)> = Vec::new();
    let mut best = 0.0;
    let counted = |selected: &[usize]| {
        selected
            .iter()
            .fold((0, 0), |(a, b), &v| (a + by_variant[v].0, b + by_variant[v].1))
    };
    let f_score = |(hits, all): (u64, u64)| 2.0 * hits as f64 / (own + all).max(1) as f64;
    while rule.len() < CONDITIONS_MAX {
        let next = tests
            .iter()
            .take(CONSIDERED_MAX)
            .map(|&test| {
                let (mut with, mut without) = ((0, 0), (0, 0));
                for &variant in &selected {
                    let (a, b) = by_variant[variant];
                    let side = if test.holds(variants.codes_of(variant)) {
                        &mut with
                    } else {
                        &mut without
                    };
                    *side = (side.0 + a, side.1 + b);
                }
                let (with, without) = (f_score(with), f_score(without));
                if with >= without {
                    (with, test, true)
                } else {
                    (without, test, false)
                }
            })
            .reduce(|best, next| if next.0 > best.0 + 1e-9 { next } else { best })?;
        // Each condition must pay for being read.
        if next.0 < best + if rule.is_empty() { 0.0 } else { 0.02 } {
            break;
        }
        best = next.0;
        rule.push((next.1, next.2));
        selected.retain(|&variant| next.1.holds(variants.codes_of(variant)) == next.2);
    }
    let (hits, all) = counted(&selected);
    if best < NEAR_MIN || all == 0 {
        return None;
    }
    let mut parts: Vec<Expr> = rule
        .iter()
        .map(|&(test, holds)| {
            let expr = test.expr(&variants.activities);
            if holds { expr } else { Expr::Not(Box::new(expr)) }
        })
        .collect();
    let filter = if parts.len() == 1 {
        parts.remove(0)
    } else {
        Expr::And(parts)
    };
    Some(NearRule {
        filter: filter.to_string(),
        precision: hits as f64 / all as f64,
        recall: hits as f64 / own as f64,
    })
}

/// Journeys of a variant by segment: its own and all that belong to any.
pub fn counts_of(variants: &Variants, variant_of: &[u32], of: &[u32], segment: u32) -> Vec<(u64, u64)> {
    let mut counts = vec![(0, 0); variants.len()];
    for (&variant, &part) in variant_of.iter().zip(of).filter(|(_, part)| **part != NONE) {
        let (own, all) = &mut counts[variant as usize];
        *own += u64::from(part == segment);
        *all += 1;
    }
    counts
}
