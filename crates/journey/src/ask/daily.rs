//! Journeys and events per UTC day.

use super::code_of;
use crate::answer::Base;
use crate::bits::Selection;
use crate::error::AskError;
use crate::partition::{Code, Tick, View, with_view};
use std::collections::BTreeMap;
use std::ops::Range;
use tropa_model::answer::DailyRow;
use tropa_model::question::DailyAsk;
use tropa_model::time::{DAY_US, day};
use tropa_model::{Answer, LocalText, Rows, Unit};

/// Activities asked for at once: each is a column of counts per day.
const ACTIVITIES_MAX: usize = 100;
/// Days counted in a plain array (ninety years); a longer span, which is mostly empty, in a map.
const DENSE_DAYS_MAX: usize = 32_768;

#[derive(Clone, Copy, Default)]
struct Count {
    journeys: u64,
    events: u64,
}

/// Counts per (day since the first, slot); slot 0 is any activity.
trait Table: Send {
    fn at(&mut self, day: u64, slot: usize) -> &mut Count;
}

struct Dense {
    slots: usize,
    counts: Vec<Count>,
}

impl Table for Dense {
    #[inline(always)]
    fn at(&mut self, day: u64, slot: usize) -> &mut Count {
        &mut self.counts[day as usize * self.slots + slot]
    }
}

struct Sparse(BTreeMap<(u64, usize), Count>);

impl Table for Sparse {
    fn at(&mut self, day: u64, slot: usize) -> &mut Count {
        self.0.entry((day, slot)).or_default()
    }
}

pub(crate) fn answer(base: &Base, ask: &DailyAsk) -> Result<Answer, AskError> {
    let index = base.index;
    if ask.activities.len() > ACTIVITIES_MAX {
        return Err(AskError::Invalid {
            field: "activities",
            reason: LocalText::en_ru(
                format!("at most {ACTIVITIES_MAX} at once"),
                format!("не больше {ACTIVITIES_MAX} за раз"),
            ),
        });
    }
    // An activity named twice has one slot; its rows come twice, as asked.
    let mut slots = vec![0_u8; index.manifest.activities.len()];
    let mut row_slots = Vec::new();
    let mut used = 0;
    for activity in &ask.activities {
        let code = code_of(index, activity)?;
        if slots[code] == 0 {
            used += 1;
            slots[code] = used;
        }
        row_slots.push(usize::from(slots[code]));
    }
    let (from, to) = index.manifest.observed_us.unwrap_or((0, 0));
    let first_day = from.div_euclid(DAY_US);
    let days = (to.div_euclid(DAY_US) - first_day) as usize + 1;
    let width = usize::from(used) + 1;
    let kernel = Kernel {
        slots,
        slots_used: width,
        first_day,
    };
    let counts: BTreeMap<(u64, usize), Count> = if days <= DENSE_DAYS_MAX {
        let empty = || Dense {
            slots: width,
            counts: vec![Count::default(); days * width],
        };
        let table = kernel.fold(base, empty, |all, more| {
            for (a, b) in all.counts.iter_mut().zip(more.counts) {
                a.journeys += b.journeys;
                a.events += b.events;
            }
        });
        let cells = table
            .counts
            .into_iter()
            .enumerate()
            .filter(|(_, count)| count.events > 0);
        cells
            .map(|(cell, count)| (((cell / width) as u64, cell % width), count))
            .collect()
    } else {
        let merge = |all: &mut Sparse, more: Sparse| {
            for (key, count) in more.0 {
                let cell = all.0.entry(key).or_default();
                cell.journeys += count.journeys;
                cell.events += count.events;
            }
        };
        kernel.fold(base, || Sparse(BTreeMap::new()), merge).0
    };
    let mut rows = Vec::new();
    for (&(day_number, _), any) in counts.iter().filter(|((_, slot), _)| *slot == 0) {
        let day = day((first_day + day_number as i64) * DAY_US);
        rows.push(DailyRow {
            day: day.clone(),
            activity: None,
            journeys: any.journeys,
            events: any.events,
        });
        for (activity, slot) in ask.activities.iter().zip(&row_slots) {
            let count = counts.get(&(day_number, *slot)).copied().unwrap_or_default();
            let (journeys, events) = (count.journeys, count.events);
            rows.push(DailyRow {
                day: day.clone(),
                activity: Some(activity.clone()),
                journeys,
                events,
            });
        }
    }
    Ok(base.answer(Unit::Journeys, Rows::Daily(rows)))
}

/// A day in ticks, and division by it without dividing.
struct DayTicks {
    tick_us: u64,
    ticks: u64,
    /// 2^64 / ticks, rounded up.
    reciprocal: u64,
}

impl DayTicks {
    fn new(tick_us: u64) -> Self {
        let ticks = DAY_US as u64 / tick_us;
        Self {
            tick_us,
            ticks,
            reciprocal: u64::MAX / ticks + 1,
        }
    }

    /// Whether [`reciprocal`](Self::reciprocal) is exact up to `most`: the reciprocal is too large by less than
    /// ticks / 2^64 of itself, which adds less than 1 / ticks as long as most · ticks < 2^64.
    fn is_exact(&self, most: u64) -> bool {
        most.checked_mul(self.ticks).is_some()
    }

    #[inline(always)]
    fn reciprocal(&self, ticks: u64) -> u64 {
        ((u128::from(ticks) * u128::from(self.reciprocal)) >> 64) as u64
    }
}

struct Kernel {
    /// By activity code; 0 is not asked for.
    slots: Vec<u8>,
    slots_used: usize,
    first_day: i64,
}

impl Kernel {
    fn fold<A: Table>(&self, base: &Base, empty: impl Fn() -> A + Sync, merge: impl Fn(&mut A, A)) -> A {
        let (table, _) = base.fold(
            || (empty(), vec![u64::MAX; self.slots_used]),
            |(table, last), p, selection, piece| {
                let journeys = piece.journeys.clone();
                let day = DayTicks::new(p.tick_us);
                with_view!(p, base.index.tick_us, |view| {
                    // No time since a midnight is longer than a journey and a day.
                    if day.is_exact(base.index.span_max / view.scale + day.ticks) {
                        self.count(
                            table,
                            last,
                            view,
                            &day,
                            |t| day.reciprocal(t),
                            selection,
                            journeys,
                        );
                    } else {
                        self.count(table, last, view, &day, |t| t / day.ticks, selection, journeys);
                    }
                });
            },
            |(all, _), (more, _)| merge(all, more),
        );
        table
    }

    /// Times of a journey never fall, so a day's events of one journey lie side by side.
    #[allow(clippy::too_many_arguments, reason = "an inner loop with everything at hand")]
    fn count<A: Table, C: Code, T: Tick>(
        &self,
        table: &mut A,
        last: &mut [u64],
        view: View<C, T>,
        day: &DayTicks,
        days_of: impl Fn(u64) -> u64,
        selection: &Selection,
        journeys: Range<usize>,
    ) {
        selection.each(journeys, |j| {
            let (codes, ticks) = view.journey(j);
            let start_us = view.start_us[j];
            let start_day = start_us.div_euclid(DAY_US);
            // The journey's start inside its day, rounded down to a tick: moves no event over midnight, because
            // midnight is a whole number of ticks and every event lies whole ticks after the start.
            let into_day = (start_us - start_day * DAY_US) as u64 / day.tick_us;
            let base_day = (start_day - self.first_day) as u64;
            last.fill(u64::MAX);
            let mut current = u64::MAX;
            for (code, tick) in codes.iter().zip(ticks) {
                let day = base_day + days_of(into_day + tick.ticks());
                let any = table.at(day, 0);
                any.events += 1;
                any.journeys += u64::from(day != current);
                current = day;
                let slot = usize::from(self.slots[code.at()]);
                if slot != 0 {
                    let cell = table.at(day, slot);
                    cell.events += 1;
                    cell.journeys += u64::from(last[slot] != day);
                    last[slot] = day;
                }
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reciprocal_divides_exactly_where_it_says_so() {
        for tick_us in [1, 1_000, 1_000_000] {
            let day = DayTicks::new(tick_us);
            let most = u64::MAX / day.ticks;
            assert!(day.is_exact(most) && !day.is_exact(most + 1));
            for days in [0, 1, 2, 365, 3_652, most / day.ticks] {
                for ticks in [
                    (days * day.ticks).saturating_sub(1),
                    days * day.ticks,
                    days * day.ticks + 1,
                ] {
                    if ticks <= most {
                        assert_eq!(
                            day.reciprocal(ticks),
                            ticks / day.ticks,
                            "{ticks} of {}",
                            day.ticks
                        );
                    }
                }
            }
        }
    }
}
