//! The same question asked again: numbers by period, each with its change and how sure the change is.

use super::score::{Moments, Sample, Statistic, estimate, spread};
use super::{Estimate, Method, Rules};
use serde::{Deserialize, Serialize};
use tropa_model::LocalText;
use utoipa::ToSchema;

/// Answers of one period.
#[derive(Clone, Debug)]
pub struct Wave<'a> {
    /// `2026-03`.
    pub name: String,
    pub of: Sample<'a>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WavePoint {
    pub name: String,
    pub value: Estimate,
    /// Against the last wave before that has a value; absent for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Estimate>,
    /// The wave the change counts from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// The interval of the change does not hold zero.
    pub changed: bool,
}

/// Waves in their order. A wave of too few answers has no value, and the next one is compared with the one before it.
pub fn waves(of: &[Wave<'_>], statistic: Statistic, rules: &Rules) -> Vec<WavePoint> {
    let mut before: Option<&Wave<'_>> = None;
    let mut points = Vec::with_capacity(of.len());
    for wave in of {
        let value = estimate(wave.of, statistic, rules);
        let change = before.map(|earlier| change(earlier.of, wave.of, statistic, rules));
        let change = change.filter(|_| value.value.is_some());
        let changed = change
            .as_ref()
            .and_then(|change| Some((change.lo?, change.hi?)))
            .is_some_and(|(lo, hi)| lo > 0.0 || hi < 0.0);
        points.push(WavePoint {
            name: wave.name.clone(),
            since: change.as_ref().and(before).map(|earlier| earlier.name.clone()),
            change,
            changed,
            value,
        });
        if points.last().is_some_and(|point| point.value.value.is_some()) {
            before = Some(wave);
        }
    }
    points
}

/// How much the number changed from one wave of other people to the next: the difference, its error the root of the
/// sum of squares, for means with Welch's degrees of freedom (Welch 1947).
pub fn change(from: Sample<'_>, to: Sample<'_>, statistic: Statistic, rules: &Rules) -> Estimate {
    let n = from.n() + to.n();
    let base = LocalText::en_ru(
        format!("{} answers before, {} after", from.n(), to.n()),
        format!("ответов прежде: {}, теперь: {}", from.n(), to.n()),
    );
    let fewer = from.n().min(to.n());
    if let Some(why) = rules.too_few(fewer) {
        return Estimate {
            suppressed: Some(why),
            ..Estimate::suppressed(n, Method::RootSum, base, rules)
        };
    }
    let (a, b) = (statistic.moments(from), statistic.moments(to));
    let (va, vb) = (a.error.powi(2), b.error.powi(2));
    let welch = (va + vb).powi(2) / (va.powi(2) / a.df + vb.powi(2) / b.df);
    let difference = Moments {
        value: b.value - a.value,
        middle: b.middle - a.middle,
        error: (va + vb).sqrt(),
        // Two waves without any spread have no degrees of freedom: all answers are the same.
        df: if welch.is_nan() { f64::INFINITY } else { welch },
    };
    let ends = spread(difference, rules.level);
    Estimate {
        value: Some(difference.value),
        lo: ends.map(|(lo, _)| lo),
        hi: ends.map(|(_, hi)| hi),
        n,
        n_effective: None,
        level: rules.level,
        method: Method::RootSum,
        base,
        suppressed: None,
    }
}
