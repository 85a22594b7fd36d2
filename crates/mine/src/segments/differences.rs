//! What is different between two groups of journeys, in words with numbers.

use super::tally::{Has, Much, Tally};
use crate::Estimate;
use crate::estimate::{LEVEL, benjamini_hochberg, p_two_sided, quantile_sorted};
use crate::text::{local, percent_en, percent_ru, span_en, span_ru};
use serde::{Deserialize, Serialize};
use tropa_model::expr::{Expr, Op, Value};
use tropa_model::proposal::LocalText;
use tropa_model::{ColumnOf, JourneyValues, Journeys};
use utoipa::ToSchema;

/// What is measured of a journey.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "measure", rename_all = "snake_case")]
pub enum JourneyMeasure {
    /// The journey has the activity.
    Activity { activity: String },
    /// The second directly follows the first somewhere in the journey.
    Transition { from: String, to: String },
    /// The journey begins with the activity.
    Start { activity: String },
    /// Its last event, so far, is the activity.
    End { activity: String },
    /// The attribute has the value; of an attribute of events, in at least one event.
    Value { column: String, value: String },
    /// The journey reaches the stage.
    Stage { name: LocalText },
    /// Of journeys that reach the stage: it goes on to a later one.
    StagePassed { name: LocalText },
    /// Seconds from the first event to the first of the stage, of journeys that reach it.
    StageTime { name: LocalText },
    /// Events of a journey.
    Events,
    /// Seconds from the first event to the last, of journeys with at least two.
    Duration,
    /// The number in a column; of an attribute of events, its mean in the journey.
    Number { column: String },
}

/// What `own`, `rest` and `difference` are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DifferenceScale {
    /// Shares of journeys, 0..=1, and the difference between them.
    Share,
    /// Medians, and the ratio of geometric means (1 is no difference).
    Ratio,
    /// Means, and the difference between them, in the unit of the column.
    Mean,
}

/// A difference between a group and the rest, or between two groups.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Difference {
    pub what: JourneyMeasure,
    pub scale: DifferenceScale,
    /// In the group; `n` counts its journeys of which it is known.
    pub own: Estimate,
    /// In the others.
    pub rest: Estimate,
    /// Own against the rest, with a 95 % interval.
    pub difference: Estimate,
    /// Size that can be ordered over measures: Cohen's h of shares, d of amounts; above 0 where the group has more.
    pub effect: f64,
    /// Adjusted p (Benjamini and Hochberg) over everything that was tested in this answer.
    pub q: f64,
    /// In words.
    pub text: LocalText,
    /// `where` expression of the journeys that have it, in any group; absent for amounts.
    pub records: Option<String>,
}

/// Smallest effect that is told: below it, people see no difference, however many journeys prove it (Cohen calls 0.2
/// small).
pub const EFFECT_MIN: f64 = 0.15;
/// Chance finds allowed among what is told.
pub const FDR: f64 = 0.05;

/// ComparedSegment `own` against the groups of `rest`, over everything in the tally; `q` is not yet adjusted and holds p.
pub fn differences(journeys: &Journeys, tally: &Tally, own: usize, rest: &[usize]) -> Vec<Difference> {
    let pooled = |counts: &[u64]| rest.iter().map(|&group| counts[group]).sum::<u64>();
    let mut found: Vec<Difference> = Vec::new();
    for (&has, counts) in &tally.has {
        let base = tally.base(has);
        let (a, n_a, b, n_b) = (counts[own], base[own], pooled(counts), pooled(base));
        // Under five journeys on both sides nothing can be told.
        if a + b >= 5 && n_a > 0 && n_b > 0 {
            let what = measure_of(journeys, has);
            let records = records(&what, is_of_event(journeys, has));
            found.push(Difference {
                records: records.map(|expr| expr.to_string()),
                ..share(what, (a, n_a), (b, n_b))
            });
        }
    }
    for (much, by_group) in &tally.much {
        let others: Vec<f64> = rest
            .iter()
            .flat_map(|&group| by_group[group].iter().copied())
            .collect();
        let logs = !matches!(much, Much::Column(_));
        found.extend(amount(&by_group[own], &others, logs, |own, rest| {
            amount_text(journeys, *much, own, rest)
        }));
    }
    found
}

/// Puts adjusted p in place of p over all lists together.
pub fn adjust(lists: &mut [Vec<Difference>]) {
    let p: Vec<f64> = lists.iter().flatten().map(|d| d.q).collect();
    let q = benjamini_hochberg(&p);
    for (difference, q) in lists.iter_mut().flatten().zip(q) {
        difference.q = q;
    }
}

impl Difference {
    /// Large enough to be seen and too unlikely to be chance.
    pub fn tells(&self) -> bool {
        self.q <= FDR && self.effect.abs() >= EFFECT_MIN
    }
}

/// Two shares, given as (those that have it, all); `q` holds p.
pub fn share(what: JourneyMeasure, own: (u64, u64), rest: (u64, u64)) -> Difference {
    let (a, b) = (
        Estimate::share(own.0, own.1, LEVEL),
        Estimate::share(rest.0, rest.1, LEVEL),
    );
    let all = (own.0 + rest.0) as f64 / (own.1 + rest.1) as f64;
    let se = (all * (1.0 - all) * (1.0 / own.1 as f64 + 1.0 / rest.1 as f64)).sqrt();
    let p = if se > 0.0 {
        p_two_sided((a.value - b.value) / se)
    } else {
        1.0
    };
    let angle = |share: f64| 2.0 * share.sqrt().asin();
    Difference {
        text: share_text(&what, a.value, b.value),
        records: None,
        what,
        scale: DifferenceScale::Share,
        own: a,
        rest: b,
        difference: Estimate::difference(own.0, own.1, rest.0, rest.1, LEVEL),
        effect: angle(a.value) - angle(b.value),
        q: p,
    }
}

fn is_of_event(journeys: &Journeys, has: Has) -> bool {
    matches!(has, Has::Value(column, _) if journeys.columns[column as usize].of == ColumnOf::Event)
}

fn measure_of(journeys: &Journeys, has: Has) -> JourneyMeasure {
    let activity = |code: u32| journeys.activities[code as usize].clone();
    match has {
        Has::Activity(code) => JourneyMeasure::Activity {
            activity: activity(code),
        },
        Has::Transition(from, to) => JourneyMeasure::Transition {
            from: activity(from),
            to: activity(to),
        },
        Has::Start(code) => JourneyMeasure::Start {
            activity: activity(code),
        },
        Has::End(code) => JourneyMeasure::End {
            activity: activity(code),
        },
        Has::Value(place, code) => {
            let column = &journeys.columns[place as usize];
            let value = match &column.values {
                JourneyValues::Coded { names, .. } => names[code as usize - 1].clone(),
                JourneyValues::Number(_) => String::new(),
            };
            JourneyMeasure::Value {
                column: column.name.clone(),
                value,
            }
        }
    }
}

/// The journeys that have it.
fn records(what: &JourneyMeasure, of_event: bool) -> Option<Expr> {
    Some(match what {
        JourneyMeasure::Transition { from, to } => Expr::Follows(from.clone(), to.clone()),
        JourneyMeasure::Start { activity } => Expr::Starts(vec![activity.clone()]),
        JourneyMeasure::End { activity } => Expr::Ends(vec![activity.clone()]),
        JourneyMeasure::Value { column, value } => {
            let equal = Expr::Compare {
                name: column.clone(),
                op: Op::Eq,
                value: Value::Text(value.clone()),
            };
            if of_event {
                Expr::Event(Box::new(equal))
            } else {
                equal
            }
        }
        JourneyMeasure::Activity { activity } => Expr::Has(activity.clone()),
        _ => return None,
    })
}

fn share_text(what: &JourneyMeasure, own: f64, rest: f64) -> LocalText {
    let (en, ru) = match what {
        JourneyMeasure::Activity { activity } => (format!("«{activity}»"), format!("«{activity}»")),
        JourneyMeasure::Transition { from, to } => (
            format!("«{to}» right after «{from}»"),
            format!("«{to}» сразу после «{from}»"),
        ),
        JourneyMeasure::Start { activity } => (
            format!("Begins with «{activity}»"),
            format!("Начинает с «{activity}»"),
        ),
        JourneyMeasure::End { activity } => (
            format!("Ends with «{activity}»"),
            format!("Последнее событие: «{activity}»"),
        ),
        JourneyMeasure::Value { column, value } => {
            (format!("{column}: {value}"), format!("{column}: {value}"))
        }
        JourneyMeasure::Stage { name } => (
            format!("Reaches «{}»", name.get("en")),
            format!("Доходит до этапа «{}»", name.get("ru")),
        ),
        JourneyMeasure::StagePassed { name } => (
            format!("Goes on from «{}»", name.get("en")),
            format!("Идёт дальше этапа «{}»", name.get("ru")),
        ),
        _ => Default::default(),
    };
    local(
        format!(
            "{en}: {} of journeys against {} elsewhere",
            percent_en(own),
            percent_en(rest)
        ),
        format!(
            "{ru}: {} путей против {} у остальных",
            percent_ru(own),
            percent_ru(rest)
        ),
    )
}

/// Two lists of amounts; on the scale of logarithms if `logs`. `None` where one has under five or nothing varies.
pub fn amount(
    own: &[f64],
    rest: &[f64],
    logs: bool,
    words: impl Fn(f64, f64) -> (JourneyMeasure, LocalText),
) -> Option<Difference> {
    if own.len() < 5 || rest.len() < 5 {
        return None;
    }
    let moments = |values: &[f64]| {
        let at = |value: f64| if logs { (value + 1.0).ln() } else { value };
        let n = values.len() as f64;
        let mean = values.iter().map(|v| at(*v)).sum::<f64>() / n;
        let variance = values.iter().map(|v| (at(*v) - mean).powi(2)).sum::<f64>() / (n - 1.0);
        (mean, variance, n)
    };
    let ((mean_a, var_a, n_a), (mean_b, var_b, n_b)) = (moments(own), moments(rest));
    let se = (var_a / n_a + var_b / n_b).sqrt();
    let spread = ((var_a * n_a + var_b * n_b) / (n_a + n_b)).sqrt();
    if se <= 0.0 || spread <= 0.0 {
        return None;
    }
    let difference = Estimate::normal(mean_a - mean_b, se, (own.len() + rest.len()) as u64, LEVEL);
    let middle = |values: &[f64], mean: f64, se: f64| {
        if !logs {
            return Estimate::normal(mean, se, values.len() as u64, LEVEL);
        }
        let mut sorted = values.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        // Order statistics around the median: a 95 % interval without an assumption of shape.
        let half = 0.98 / (values.len() as f64).sqrt();
        let at = |q: f64| quantile_sorted(&sorted, q).unwrap_or(0.0);
        Estimate {
            value: at(0.5),
            lo: at(0.5 - half),
            hi: at(0.5 + half),
            n: values.len() as u64,
            level: LEVEL,
        }
    };
    let (a, b) = (
        middle(own, mean_a, (var_a / n_a).sqrt()),
        middle(rest, mean_b, (var_b / n_b).sqrt()),
    );
    let (what, text) = words(a.value, b.value);
    Some(Difference {
        what,
        scale: if logs {
            DifferenceScale::Ratio
        } else {
            DifferenceScale::Mean
        },
        own: a,
        rest: b,
        difference: if logs {
            Estimate {
                value: difference.value.exp(),
                lo: difference.lo.exp(),
                hi: difference.hi.exp(),
                ..difference
            }
        } else {
            difference
        },
        effect: (mean_a - mean_b) / spread,
        q: p_two_sided((mean_a - mean_b) / se),
        text,
        records: None,
    })
}

fn amount_text(journeys: &Journeys, much: Much, own: f64, rest: f64) -> (JourneyMeasure, LocalText) {
    match much {
        Much::Events => (
            JourneyMeasure::Events,
            local(
                format!("Events of a journey (median): {own:.0} against {rest:.0} elsewhere"),
                format!("Событий в пути (медиана): {own:.0} против {rest:.0} у остальных"),
            ),
        ),
        Much::DurationS => (
            JourneyMeasure::Duration,
            local(
                format!(
                    "Time from first to last event (median): {} against {}",
                    span_en(own),
                    span_en(rest)
                ),
                format!(
                    "От первого события до последнего (медиана): {}, у остальных {}",
                    span_ru(own),
                    span_ru(rest)
                ),
            ),
        ),
        Much::Column(place) => {
            let column = journeys.columns[place as usize].name.clone();
            let (en, ru) = (
                format!(
                    "{column} (mean): {} against {} elsewhere",
                    number(own),
                    number(rest)
                ),
                format!(
                    "{column} (среднее): {} против {} у остальных",
                    number(own).replace('.', ","),
                    number(rest).replace('.', ",")
                ),
            );
            (JourneyMeasure::Number { column }, local(en, ru))
        }
    }
}

/// Three significant digits.
fn number(value: f64) -> String {
    match value.abs() {
        v if v >= 100.0 => format!("{value:.0}"),
        v if v >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}
