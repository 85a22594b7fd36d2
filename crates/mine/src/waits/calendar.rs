//! Working hours: how much of a wait the doors were open.

const MINUTE_US: i64 = 60_000_000;
const DAY_US: i64 = 1_440 * MINUTE_US;

/// Weekly hours and days off, as values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Local time minus UTC, minutes.
    pub offset_minutes: i32,
    /// Monday first: open from (inclusive) to (exclusive), minutes since midnight, ascending, not overlapping.
    pub week: [Vec<(u32, u32)>; 7],
    /// Local days without hours: days since 1970-01-01, ascending.
    pub holidays: Vec<i64>,
}

impl Calendar {
    /// Monday to Friday, 9 to 18, UTC.
    pub fn office() -> Self {
        let day = || vec![(9 * 60, 18 * 60)];
        Self {
            offset_minutes: 0,
            week: [day(), day(), day(), day(), day(), vec![], vec![]],
            holidays: Vec::new(),
        }
    }

    /// Open microseconds from `from_us` (inclusive) to `to_us` (exclusive); 0 where `to_us` is not later.
    pub fn open_us(&self, from_us: i64, to_us: i64) -> i64 {
        let shift = i64::from(self.offset_minutes) * MINUTE_US;
        let (from, to) = (from_us.saturating_add(shift), to_us.saturating_add(shift));
        if to <= from {
            return 0;
        }
        let (first, last) = (from.div_euclid(DAY_US), to.div_euclid(DAY_US));
        if first == last {
            return self.of_day(first, from - first * DAY_US, to - first * DAY_US);
        }
        // Whole weeks between are counted at once, so that a wait of years costs nothing.
        let (mut sum, mut day) = (self.of_day(first, from - first * DAY_US, DAY_US), first + 1);
        let weeks = (last - day).div_euclid(7).max(0);
        let whole: i64 = (0..7).map(|d| self.hours(d)).sum();
        let off = |from: i64, to: i64| -> i64 {
            let at = self.holidays.partition_point(|d| *d < from);
            self.holidays[at..]
                .iter()
                .take_while(|d| **d < to)
                .map(|d| self.hours(weekday(*d)))
                .sum()
        };
        sum += weeks * whole - off(day, day + weeks * 7);
        day += weeks * 7;
        while day < last {
            sum += self.of_day(day, 0, DAY_US);
            day += 1;
        }
        sum + self.of_day(last, 0, to - last * DAY_US)
    }

    fn hours(&self, weekday: usize) -> i64 {
        self.week[weekday]
            .iter()
            .map(|(a, b)| i64::from(b.saturating_sub(*a)) * MINUTE_US)
            .sum()
    }

    fn of_day(&self, day: i64, from: i64, to: i64) -> i64 {
        if self.holidays.binary_search(&day).is_ok() {
            return 0;
        }
        self.week[weekday(day)]
            .iter()
            .map(|&(a, b)| (to.min(i64::from(b) * MINUTE_US) - from.max(i64::from(a) * MINUTE_US)).max(0))
            .sum()
    }
}

/// 0 is Monday; 1970-01-01 was a Thursday.
fn weekday(day: i64) -> usize {
    (day + 3).rem_euclid(7) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    const HOUR: i64 = 60 * MINUTE_US;

    #[test]
    fn a_night_and_a_weekend_are_closed() {
        let office = Calendar::office();
        // Friday 1970-01-02 17:00 to Monday 1970-01-05 10:00: an hour on each day.
        let (friday, monday) = (DAY_US + 17 * HOUR, 4 * DAY_US + 10 * HOUR);
        assert_eq!(office.open_us(friday, monday), 2 * HOUR);
        let holiday = Calendar {
            holidays: vec![4],
            ..office.clone()
        };
        assert_eq!(holiday.open_us(friday, monday), HOUR);
        let moscow = Calendar {
            offset_minutes: 180,
            ..office.clone()
        };
        assert_eq!(moscow.open_us(friday - 3 * HOUR, monday - 3 * HOUR), 2 * HOUR);
        assert_eq!(office.open_us(monday, friday), 0);
    }

    #[test]
    fn weeks_at_once_are_the_sum_of_their_days() {
        let calendar = Calendar {
            holidays: vec![3, 10, 11, 40, 100],
            ..Calendar::office()
        };
        let mut random = Random::new(1, 0);
        for _ in 0..200 {
            let from = random.below(60 * 24) as i64 * HOUR;
            let to = from + random.below(90 * 24) as i64 * HOUR;
            let slow: i64 = (from / HOUR..to / HOUR)
                .map(|hour| calendar.open_us(hour * HOUR, (hour + 1) * HOUR))
                .sum();
            assert_eq!(calendar.open_us(from, to), slow, "{from} {to}");
        }
    }
}
