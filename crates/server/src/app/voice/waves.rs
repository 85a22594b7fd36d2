//! Numbers of surveys over time, and what goes together with a good outcome.

use super::filter::{ItemFilter, refused};
use super::heard::{Heard, HeardItem};
use super::views::VoiceState;
use crate::app::{AppError, Workspace};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use tropa_catalog::MapId;
use tropa_model::time::{civil_from_days, day, days_from_civil};
use tropa_model::{LocalText, Measure, Scale};
use tropa_voice::drivers::{self, DRIVERS_MAX, Quadrant};
use tropa_voice::survey::{self, Rules, Sample, Statistic, Wave, WavePoint};
use utoipa::{IntoParams, ToSchema};

const DAY_US: i64 = 86_400_000_000;
/// Aspects spoken of by fewer items than this explain nothing.
const MENTIONS_MIN: usize = 20;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WavePeriod {
    Week,
    #[default]
    Month,
    Quarter,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct WavesWish {
    /// What is measured; absent: what was asked most.
    pub measure: Option<Measure>,
    /// Absent: month.
    pub by: Option<WavePeriod>,
    pub source: Option<String>,
    /// Key of a step.
    pub step: Option<String>,
    pub segment: Option<String>,
    /// Numbers of fewer answers are not shown; 30 when absent.
    pub n_min: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WaveUnit {
    /// Of an index from −100 to 100.
    Points,
    /// Of top answers, 0..=1.
    Share,
    /// In points of the scale.
    Mean,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WaveList {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<Measure>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<Scale>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    pub unit: WaveUnit,
    /// In order of time.
    pub rows: Vec<WaveRow>,
    /// What a reader must know: answers to other questions left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<LocalText>,
    #[serde(flatten)]
    pub of: VoiceState,
}

/// One period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WaveRow {
    /// `2026-03`, `2026-q1`, or the Monday of a week.
    pub name: String,
    /// First and last day, both included.
    pub from: String,
    pub to: String,
    pub n: u64,
    /// Absent where too few answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lo: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hi: Option<f64>,
    /// Since the last period before that has a value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<WaveChange>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suppressed: Option<LocalText>,
}

/// A difference with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WaveChange {
    pub value: f64,
    pub lo: f64,
    pub hi: f64,
    /// The interval does not hold zero.
    pub is_sure: bool,
}

/// What is to be explained.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DriverOutcome {
    Nps,
    Csat,
    Ces,
    Stars,
    Other,
    /// Of the words.
    #[default]
    Feeling,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct DriversWish {
    /// Absent: the feeling of the words.
    pub outcome: Option<DriverOutcome>,
    pub source: Option<String>,
    pub step: Option<String>,
    pub segment: Option<String>,
}

/// What goes together with the outcome: associated, not caused.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DriverList {
    pub outcome: DriverOutcome,
    /// The strongest first.
    pub rows: Vec<NamedDriver>,
    /// Share of the outcome's variance that all explain together, 0..=1.
    pub r2: f64,
    pub n: u64,
    pub n_left_out: u64,
    /// Why there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suppressed: Option<LocalText>,
    #[serde(flatten)]
    pub of: VoiceState,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct NamedDriver {
    /// `aspect:staff`, `question:How was the delivery?`.
    pub driver: String,
    pub name: LocalText,
    /// Items that speak of it, or answers to the question.
    pub n: u64,
    /// Of the explained variance, 0..=1, with its interval.
    pub share: f64,
    pub lo: f64,
    pub hi: f64,
    /// From 1, with its interval.
    pub rank: u32,
    pub rank_lo: u32,
    pub rank_hi: u32,
    /// Pearson's, −1..=1.
    pub correlation: f64,
    /// How it feels in the mean, −2..=+2: what it adds where it is spoken of.
    pub effect: f64,
    /// The same, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub performance: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quadrant: Option<Quadrant>,
}

type Key = (Measure, u64, u64, Option<String>);

fn key_of(item: &HeardItem<'_>) -> Option<Key> {
    let score = item.said.score?;
    let (lo, hi) = (score.scale.lo.to_bits(), score.scale.hi.to_bits());
    Some((score.measure, lo, hi, item.said.question.clone()))
}

impl Workspace {
    /// One number of surveys by period, each with its change since the one before.
    pub fn voice_waves(&self, wish: &WavesWish, sees: &dyn Fn(&MapId) -> bool) -> Result<WaveList, AppError> {
        let heard = self.heard()?;
        let filter = ItemFilter {
            source: wish.source.clone(),
            step: wish.step.clone(),
            segment: wish.segment.clone(),
            ..ItemFilter::default()
        };
        let wanted = self.wanted(&filter, &heard, sees)?;
        let n_min = match wish.n_min {
            Some(0) => {
                return Err(
                    refused("n_min", "expected 1 or more".into(), "нужно 1 или больше".into()).into(),
                );
            }
            Some(n_min) => n_min.into(),
            None => Rules::default().n_min,
        };
        let rules = Rules {
            n_min,
            ..Rules::default()
        };
        let mut by_question: BTreeMap<Key, BTreeMap<String, Vec<f64>>> = BTreeMap::new();
        let mut undated = 0;
        for item in wanted.of(&heard) {
            let Some(key) = key_of(&item).filter(|key| wish.measure.is_none_or(|measure| key.0 == measure))
            else {
                continue;
            };
            match (item.said.time_us, item.said.score) {
                (Some(time), Some(score)) => {
                    let period = period(time, wish.by.unwrap_or_default());
                    by_question
                        .entry(key)
                        .or_default()
                        .entry(period)
                        .or_default()
                        .push(score.value);
                }
                _ => undated += 1,
            }
        }
        let count = |periods: &BTreeMap<String, Vec<f64>>| periods.values().map(Vec::len).sum::<usize>();
        let all: usize = by_question.values().map(count).sum();
        let most = by_question.into_iter().max_by_key(|(_, periods)| count(periods));
        let mut notes = Vec::new();
        let Some(((measure, lo, hi, question), periods)) = most else {
            return Ok(WaveList {
                measure: wish.measure,
                scale: None,
                question: None,
                unit: WaveUnit::Mean,
                rows: Vec::new(),
                note: None,
                of: heard.state(),
            });
        };
        let left = all - count(&periods);
        if left > 0 {
            notes.push(LocalText::en_ru(
                format!("{left} answers to other questions or on other scales are not in it"),
                format!("ответы на другие вопросы или по другим шкалам сюда не вошли: {left}"),
            ));
        }
        if undated > 0 {
            notes.push(LocalText::en_ru(
                format!("{undated} answers have no time"),
                format!("ответы без даты: {undated}"),
            ));
        }
        let scale = Scale {
            lo: f64::from_bits(lo),
            hi: f64::from_bits(hi),
        };
        let statistic = survey::of_measure(measure, scale);
        let waves: Vec<Wave<'_>> = periods
            .iter()
            .map(|(name, scores)| Wave {
                name: name.clone(),
                of: Sample::of(scores),
            })
            .collect();
        Ok(WaveList {
            measure: Some(measure),
            scale: Some(scale),
            question,
            unit: match statistic {
                Statistic::Nps => WaveUnit::Points,
                Statistic::TopBox { .. } => WaveUnit::Share,
                Statistic::Mean => WaveUnit::Mean,
            },
            rows: survey::waves(&waves, statistic, &rules)
                .iter()
                .map(|point| wave_row(point, wish.by.unwrap_or_default(), statistic))
                .collect(),
            note: notes.into_iter().reduce(|mut all, more| {
                for (language, words) in &mut all.0 {
                    words.push_str("; ");
                    words.push_str(more.get(language));
                }
                all
            }),
            of: heard.state(),
        })
    }

    /// What goes together with an outcome: other answers of the same sitting, or what the words speak of.
    pub fn voice_drivers(
        &self,
        wish: &DriversWish,
        sees: &dyn Fn(&MapId) -> bool,
    ) -> Result<DriverList, AppError> {
        let heard = self.heard()?;
        let filter = ItemFilter {
            source: wish.source.clone(),
            step: wish.step.clone(),
            segment: wish.segment.clone(),
            ..ItemFilter::default()
        };
        let wanted = self.wanted(&filter, &heard, sees)?;
        let outcome = wish.outcome.unwrap_or_default();
        let items: Vec<HeardItem<'_>> = wanted.of(&heard).collect();
        let items = of_outcome(items, outcome);
        let values: Vec<Option<f64>> = items.iter().map(|item| value(item, outcome)).collect();
        let columns = match sittings(&heard, &items) {
            columns if columns.len() >= 2 => columns,
            _ => aspects(&heard, &items),
        };
        let found = drivers::drivers(
            &values,
            &columns
                .iter()
                .map(|(_, _, column)| column.clone())
                .collect::<Vec<_>>(),
            super::read::SEED,
            &Rules::default(),
        );
        let by_key: BTreeMap<&str, (&LocalText, u64)> = columns
            .iter()
            .map(|(title, n, column)| (column.name.as_str(), (title, *n)))
            .collect();
        let named = found.items.into_iter().map(|driver| {
            let (title, mentions) = by_key[driver.name.as_str()];
            NamedDriver {
                driver: driver.name,
                name: title.clone(),
                n: mentions,
                share: driver.share,
                lo: driver.lo,
                hi: driver.hi,
                rank: driver.rank,
                rank_lo: driver.rank_lo,
                rank_hi: driver.rank_hi,
                correlation: driver.correlation,
                effect: driver.performance.unwrap_or_default(),
                performance: driver.performance,
                quadrant: driver.quadrant,
            }
        });
        Ok(DriverList {
            outcome,
            rows: named.collect(),
            r2: found.r2,
            n: found.n,
            n_left_out: found.n_left_out,
            suppressed: found.suppressed,
            of: heard.state(),
        })
    }
}

/// Items with the outcome, all asked alike: those of the question most answered.
fn of_outcome<'h>(items: Vec<HeardItem<'h>>, outcome: DriverOutcome) -> Vec<HeardItem<'h>> {
    if outcome == DriverOutcome::Feeling {
        return items
            .into_iter()
            .filter(|item| item.reading.opinion.is_some())
            .collect();
    }
    let mut counts: BTreeMap<Key, u64> = BTreeMap::new();
    for key in items
        .iter()
        .filter_map(key_of)
        .filter(|key| key.0 == measure(outcome))
    {
        *counts.entry(key).or_insert(0) += 1;
    }
    let most = counts.into_iter().max_by_key(|(_, n)| *n).map(|(key, _)| key);
    items
        .into_iter()
        .filter(|item| most.is_some() && key_of(item) == most)
        .collect()
}

fn measure(outcome: DriverOutcome) -> Measure {
    match outcome {
        DriverOutcome::Nps => Measure::Nps,
        DriverOutcome::Csat => Measure::Csat,
        DriverOutcome::Ces => Measure::Ces,
        DriverOutcome::Stars => Measure::Stars,
        DriverOutcome::Other | DriverOutcome::Feeling => Measure::Other,
    }
}

fn value(item: &HeardItem<'_>, outcome: DriverOutcome) -> Option<f64> {
    match outcome {
        DriverOutcome::Feeling => item.reading.opinion.map(|opinion| opinion.feeling.0),
        _ => item.said.score.map(|score| score.value),
    }
}

type Named = (LocalText, u64, drivers::Column);

/// Other scores given in the same sittings, by question.
fn sittings(heard: &Heard, items: &[HeardItem<'_>]) -> Vec<Named> {
    let place: BTreeMap<(&str, &str), usize> = items
        .iter()
        .enumerate()
        .filter_map(|(at, item)| Some(((item.source, item.said.conversation.as_deref()?), at)))
        .collect();
    let own: BTreeSet<usize> = items.iter().map(|item| item.at).collect();
    let mut questions: BTreeMap<&str, (Vec<Option<f64>>, f64)> = BTreeMap::new();
    for item in heard.own_words().filter(|item| !own.contains(&item.at)) {
        let sitting = item
            .said
            .conversation
            .as_deref()
            .and_then(|one| place.get(&(item.source, one)));
        let (Some(&at), Some(score), Some(question)) =
            (sitting, item.said.score, item.said.question.as_deref())
        else {
            continue;
        };
        let (values, sum) = questions
            .entry(question)
            .or_insert_with(|| (vec![None; items.len()], 0.0));
        values[at] = Some(score.value);
        *sum += score.scale.feeling(score.value).0;
    }
    named(questions.into_iter().map(|(question, (values, sum))| {
        let n = values.iter().flatten().count() as u64;
        let performance = Some(sum / n.max(1) as f64);
        (
            LocalText::plain(question),
            n,
            drivers::Column {
                name: format!("question:{question}"),
                values,
                performance,
            },
        )
    }))
}

/// How the words feel about each aspect; nothing where they do not speak of it.
fn aspects(heard: &Heard, items: &[HeardItem<'_>]) -> Vec<Named> {
    let mut found: BTreeMap<&str, BTreeMap<usize, (f64, f64)>> = BTreeMap::new();
    for (at, item) in items.iter().enumerate() {
        for aspect in item
            .reading
            .sentences
            .iter()
            .flat_map(|sentence| &sentence.aspects)
        {
            let Some(opinion) = aspect.opinion else { continue };
            let (sum, n) = found
                .entry(&aspect.aspect)
                .or_default()
                .entry(at)
                .or_insert((0.0, 0.0));
            (*sum, *n) = (*sum + opinion.feeling.0, *n + 1.0);
        }
    }
    named(found.into_iter().map(|(aspect, mentions)| {
        let feelings: BTreeMap<usize, f64> =
            mentions.into_iter().map(|(at, (sum, n))| (at, sum / n)).collect();
        let performance = Some(feelings.values().sum::<f64>() / feelings.len() as f64);
        let values = (0..items.len())
            .map(|at| Some(feelings.get(&at).copied().unwrap_or(0.0)))
            .collect();
        let column = drivers::Column {
            name: format!("aspect:{aspect}"),
            values,
            performance,
        };
        (heard.read.aspect_name(aspect), feelings.len() as u64, column)
    }))
}

/// The most spoken of, at most as many as can be told apart.
fn named(columns: impl Iterator<Item = Named>) -> Vec<Named> {
    let mut columns: Vec<Named> = columns.filter(|(_, n, _)| *n >= MENTIONS_MIN as u64).collect();
    columns.sort_by(|(_, a, a_column), (_, b, b_column)| {
        b.cmp(a).then_with(|| a_column.name.cmp(&b_column.name))
    });
    columns.truncate(DRIVERS_MAX);
    columns
}

/// Shares are 0..=1 here and per cent in the statistics.
fn wave_row(point: &WavePoint, by: WavePeriod, statistic: Statistic) -> WaveRow {
    let by_unit = match statistic {
        Statistic::TopBox { .. } => 100.0,
        Statistic::Nps | Statistic::Mean => 1.0,
    };
    let in_unit = |value: Option<f64>| value.map(|value| value / by_unit);
    let (from, to) = days(&point.name, by);
    let change = point.change.as_ref().and_then(|change| {
        Some(WaveChange {
            value: change.value? / by_unit,
            lo: change.lo? / by_unit,
            hi: change.hi? / by_unit,
            is_sure: point.changed,
        })
    });
    WaveRow {
        name: point.name.clone(),
        from,
        to,
        n: point.value.n,
        value: in_unit(point.value.value),
        lo: in_unit(point.value.lo),
        hi: in_unit(point.value.hi),
        change,
        suppressed: point.value.suppressed.clone(),
    }
}

/// First and last day of a period, by its name.
fn days(name: &str, by: WavePeriod) -> (String, String) {
    let year: i64 = name.get(..4).and_then(|year| year.parse().ok()).unwrap_or(1970);
    let (first, last) = match by {
        WavePeriod::Week => {
            let first = tropa_model::time::parse_rfc3339(name)
                .unwrap_or(0)
                .div_euclid(DAY_US);
            (first, first + 6)
        }
        WavePeriod::Month => {
            let month: u32 = name.get(5..).and_then(|month| month.parse().ok()).unwrap_or(1);
            (days_from_civil(year, month, 1), month_after(year, month) - 1)
        }
        WavePeriod::Quarter => {
            let quarter: u32 = name
                .get(6..)
                .and_then(|quarter| quarter.parse().ok())
                .unwrap_or(1);
            (
                days_from_civil(year, 3 * quarter - 2, 1),
                month_after(year, 3 * quarter) - 1,
            )
        }
    };
    (day(first * DAY_US), day(last * DAY_US))
}

/// The first day of the next month.
fn month_after(year: i64, month: u32) -> i64 {
    if month == 12 {
        days_from_civil(year + 1, 1, 1)
    } else {
        days_from_civil(year, month + 1, 1)
    }
}

/// `2026-03`, `2026-q1`, or the Monday of the week.
pub(crate) fn period(time_us: i64, by: WavePeriod) -> String {
    let days = time_us.div_euclid(DAY_US);
    let (year, month, _) = civil_from_days(days);
    match by {
        WavePeriod::Month => format!("{year:04}-{month:02}"),
        WavePeriod::Quarter => format!("{year:04}-q{}", month.div_ceil(3)),
        // 1970-01-01 was a Thursday.
        WavePeriod::Week => day((days - (days + 3).rem_euclid(7)) * DAY_US),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_begins_on_monday_and_a_quarter_has_three_months() {
        let at = |text, by| period(tropa_model::time::parse_rfc3339(text).unwrap(), by);
        assert_eq!(at("2026-01-04T23:59:59Z", WavePeriod::Week), "2025-12-29");
        assert_eq!(at("2026-01-05", WavePeriod::Week), "2026-01-05");
        assert_eq!(at("1969-12-31", WavePeriod::Week), "1969-12-29");
        assert_eq!(at("2026-06-30", WavePeriod::Quarter), "2026-q2");
        assert_eq!(at("2026-07-01", WavePeriod::Month), "2026-07");
        let check = |name, by, from: &str, to: &str| assert_eq!(days(name, by), (from.into(), to.into()));
        check("2026-12", WavePeriod::Month, "2026-12-01", "2026-12-31");
        check("2026-q1", WavePeriod::Quarter, "2026-01-01", "2026-03-31");
        check("2025-12-29", WavePeriod::Week, "2025-12-29", "2026-01-04");
    }
}
