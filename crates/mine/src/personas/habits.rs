//! When people come, how often they come back, and where they wait.

use super::{DraftTrait, DraftTraitKind, PersonaOptions, TraitBasis};
use crate::Estimate;
use crate::estimate::{LEVEL, p_two_sided, quantile_sorted};
use crate::text::{local, percent_en, percent_ru, span_en, span_ru};
use std::collections::BTreeMap;
use tropa_model::proposal::LocalText;
use tropa_model::{ColumnOf, JourneyValues, Journeys};

const HOUR_US: i64 = 3_600_000_000;
/// Fewest journeys, people or waits a habit is told from.
const FEW: usize = 20;
/// Parts of the day by the hour they begin at.
const DAY_PARTS: [(i64, &str, &str); 4] = [
    (0, "at night, 0–6", "ночью, с 0 до 6"),
    (6, "in the morning, 6–12", "утром, с 6 до 12"),
    (12, "in the afternoon, 12–18", "днём, с 12 до 18"),
    (18, "in the evening, 18–24", "вечером, с 18 до 24"),
];

/// Parts of the day and of the week in which the segment begins its journeys more than the others do.
///
/// Nothing is told where times carry no hour (all at the same time of day).
pub fn times(journeys: &Journeys, of: &[u32], own: u32, options: &PersonaOptions) -> Vec<DraftTrait> {
    let mut counts = [[0_u64; 6]; 2];
    let mut sizes = [0_u64; 2];
    let mut hours = [0_u64; 24];
    for (journey, &part) in of.iter().enumerate() {
        let Some(&start) = journeys.times_of(journey).first() else {
            continue;
        };
        let here = start + i64::from(options.utc_offset_min) * 60_000_000;
        let hour = here.div_euclid(HOUR_US);
        hours[hour.rem_euclid(24) as usize] += 1;
        if part == crate::segments::NONE {
            continue;
        }
        let side = usize::from(part != own);
        sizes[side] += 1;
        counts[side][(hour.rem_euclid(24) / 6) as usize] += 1;
        // 1970-01-01 was a Thursday.
        let weekday = (hour.div_euclid(24) + 3).rem_euclid(7);
        counts[side][if weekday >= 5 { 5 } else { 4 }] += 1;
    }
    let busiest = hours.iter().max().copied().unwrap_or(0);
    let one_hour = busiest * 100 > hours.iter().sum::<u64>() * 98;
    if sizes.iter().any(|n| (*n as usize) < FEW) {
        return Vec::new();
    }
    (0..6)
        .filter(|&part| part >= 4 || !one_hour)
        .filter_map(|part| {
            let (a, b) = (counts[0][part], counts[1][part]);
            let (own, rest) = (
                Estimate::share(a, sizes[0], LEVEL),
                Estimate::share(b, sizes[1], LEVEL),
            );
            let all = (a + b) as f64 / (sizes[0] + sizes[1]) as f64;
            let se = (all * (1.0 - all) * (1.0 / sizes[0] as f64 + 1.0 / sizes[1] as f64)).sqrt();
            let effect = 2.0 * (own.value.sqrt().asin() - rest.value.sqrt().asin());
            // Six parts are looked at: Bonferroni.
            if effect < 0.15 || se <= 0.0 || p_two_sided((own.value - rest.value) / se) * 6.0 > 0.05 {
                return None;
            }
            let (en, ru) = match part {
                0..=3 => (DAY_PARTS[part].1, DAY_PARTS[part].2),
                4 => ("on working days", "по будням"),
                _ => ("at weekends", "по выходным"),
            };
            let text = local(
                format!(
                    "Begins {en}: {} of journeys against {}",
                    percent_en(own.value),
                    percent_en(rest.value)
                ),
                format!(
                    "Начинает {ru}: {} путей против {} у остальных",
                    percent_ru(own.value),
                    percent_ru(rest.value)
                ),
            );
            Some(measured(DraftTraitKind::Habit, text, own, Some(rest)))
        })
        .collect()
}

/// How many people come back, and after how long; needs the column of the actor.
pub fn returns(journeys: &Journeys, of: &[u32], own: u32, options: &PersonaOptions) -> Option<DraftTrait> {
    let column = journeys.column(options.actor.as_deref()?)?;
    let (ColumnOf::Journey, JourneyValues::Coded { codes, .. }) = (column.of, &column.values) else {
        return None;
    };
    let mut starts: BTreeMap<(bool, u32), Vec<i64>> = BTreeMap::new();
    for (journey, &part) in of
        .iter()
        .enumerate()
        .filter(|(_, part)| **part != crate::segments::NONE)
    {
        if let (Some(&start), true) = (journeys.times_of(journey).first(), codes[journey] != 0) {
            starts
                .entry((part == own, codes[journey]))
                .or_default()
                .push(start);
        }
    }
    let mut people = [0_u64; 2];
    let mut back = [0_u64; 2];
    let mut gaps = Vec::new();
    for ((is_own, _), times) in &mut starts {
        let side = usize::from(!*is_own);
        people[side] += 1;
        back[side] += u64::from(times.len() > 1);
        if *is_own {
            times.sort_unstable();
            gaps.extend(times.windows(2).map(|pair| (pair[1] - pair[0]) as f64 / 1e6));
        }
    }
    if (people[0] as usize) < FEW || back[0] == 0 {
        return None;
    }
    let estimate = Estimate::share(back[0], people[0], LEVEL);
    gaps.sort_unstable_by(f64::total_cmp);
    let gap = quantile_sorted(&gaps, 0.5)?;
    let text = local(
        format!(
            "Comes back: {} of people; half of the times within {}",
            percent_en(estimate.value),
            span_en(gap)
        ),
        format!(
            "Возвращаются {} людей; медиана перерыва: {}",
            percent_ru(estimate.value),
            span_ru(gap)
        ),
    );
    let against = (people[1] > 0).then(|| Estimate::share(back[1], people[1], LEVEL));
    Some(measured(
        DraftTraitKind::PurchaseFrequency,
        text,
        estimate,
        against,
    ))
}

/// The step people of the segment wait for longest: of steps that one in five takes, the largest median gap before it.
pub fn longest_wait(journeys: &Journeys, of: &[u32], own: u32) -> Option<DraftTrait> {
    let mut waits: BTreeMap<(u32, u32), Vec<f64>> = BTreeMap::new();
    let mut n = 0_usize;
    for (journey, _) in of.iter().enumerate().filter(|(_, part)| **part == own) {
        n += 1;
        let (codes, times) = (journeys.codes_of(journey), journeys.times_of(journey));
        for (pair, at) in codes.windows(2).zip(times.windows(2)) {
            waits
                .entry((pair[0], pair[1]))
                .or_default()
                .push((at[1] - at[0]) as f64 / 1e6);
        }
    }
    let ((from, to), median, quartiles, times) = waits
        .into_iter()
        .filter(|(_, waits)| waits.len() >= FEW.max(n / 5))
        .filter_map(|(pair, mut waits)| {
            waits.sort_unstable_by(f64::total_cmp);
            let half = 0.98 / (waits.len() as f64).sqrt();
            let at = |q: f64| quantile_sorted(&waits, q);
            Some((pair, at(0.5)?, (at(0.5 - half)?, at(0.5 + half)?), waits.len()))
        })
        .max_by(|a, b| a.1.total_cmp(&b.1))?;
    // A wait under a minute is no wait.
    if median < 60.0 {
        return None;
    }
    let name = |code: u32| &journeys.activities[code as usize];
    let estimate = Estimate {
        value: median,
        lo: quartiles.0,
        hi: quartiles.1,
        n: times as u64,
        level: LEVEL,
    };
    let text = local(
        format!(
            "Waits longest between «{}» and «{}»: {} (median)",
            name(from),
            name(to),
            span_en(median)
        ),
        format!(
            "Дольше всего ждёт между «{}» и «{}»: медиана — {}",
            name(from),
            name(to),
            span_ru(median)
        ),
    );
    let follows = tropa_model::expr::Expr::Follows(name(from).clone(), name(to).clone());
    Some(DraftTrait {
        records: Some(follows.to_string()),
        ..measured(DraftTraitKind::Habit, text, estimate, None)
    })
}

/// A trait with its number.
pub fn measured(
    kind: DraftTraitKind,
    text: LocalText,
    estimate: Estimate,
    against: Option<Estimate>,
) -> DraftTrait {
    DraftTrait {
        kind,
        basis: TraitBasis::Measured,
        text,
        estimate: Some(estimate),
        against,
        records: None,
        quotes: Vec::new(),
    }
}
