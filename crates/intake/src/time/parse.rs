//! Text to microseconds since 1970.

use super::{TimeFormat, Zone};
use tropa_model::time::{DAY_US, SECOND_US, days_from_civil, days_in_month};

const MINUTE_US: i64 = 60 * SECOND_US;
const HOUR_US: i64 = 60 * MINUTE_US;
/// 0001-01-01 and 10000-01-01: outside, dates no longer fit `yyyy`.
const EARLIEST_US: i64 = -62_135_596_800 * SECOND_US;
const LATEST_US: i64 = 253_402_300_800 * SECOND_US;

/// The text is not a time of the column's format, or lies outside the years 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeTrouble;

/// Parses the times of one column; remembers the last date, because neighbouring rows share it.
#[derive(Clone, Debug)]
pub struct TimeParser {
    format: TimeFormat,
    zone: Zone,
    last_date: [u8; 10],
    last_midnight_us: i64,
}

impl TimeParser {
    pub fn new(format: TimeFormat, zone: Zone) -> Self {
        // No date has zero bytes, so the empty cache never hits.
        Self {
            format,
            zone,
            last_date: [0; 10],
            last_midnight_us: 0,
        }
    }

    pub fn format(&self) -> TimeFormat {
        self.format
    }

    /// Microseconds since 1970-01-01T00:00:00Z.
    #[inline]
    pub fn parse(&mut self, text: &[u8]) -> Result<i64, TimeTrouble> {
        if self.format == TimeFormat::Iso
            && let Some(us) = self.parse_plain_iso(text)
        {
            return Ok(self.zone.utc_us_of(us));
        }
        let (us, stated) = match self.format {
            TimeFormat::Iso => calendar(text, Order::Ymd),
            TimeFormat::DayFirst => calendar(text, Order::Dmy),
            TimeFormat::MonthFirst => calendar(text, Order::Mdy),
            TimeFormat::EpochS => decimal_us(text, SECOND_US),
            TimeFormat::EpochMs => decimal_us(text, 1_000),
            TimeFormat::EpochUs => decimal_us(text, 1),
            TimeFormat::EpochNs => nanoseconds(text),
            TimeFormat::ExcelDays => excel_days(text),
        }
        .ok_or(TimeTrouble)?;
        let us = if stated { us } else { self.zone.utc_us_of(us) };
        if (EARLIEST_US..LATEST_US).contains(&us) {
            Ok(us)
        } else {
            Err(TimeTrouble)
        }
    }

    /// Seconds, milliseconds, … of a number as they stand in columnar files.
    pub fn parse_integer(&mut self, number: i64) -> Result<i64, TimeTrouble> {
        let us = match self.format {
            TimeFormat::EpochS => number.checked_mul(SECOND_US),
            TimeFormat::EpochMs => number.checked_mul(1_000),
            TimeFormat::EpochUs => Some(number),
            TimeFormat::EpochNs => Some(number.div_euclid(1_000)),
            _ => return self.parse(number.to_string().as_bytes()),
        };
        us.filter(|us| (EARLIEST_US..LATEST_US).contains(us))
            .ok_or(TimeTrouble)
    }

    /// `yyyy-mm-dd hh:mm:ss` and nothing else: the form of most logs.
    #[inline]
    fn parse_plain_iso(&mut self, text: &[u8]) -> Option<i64> {
        let text: &[u8; 19] = text.try_into().ok()?;
        let date: &[u8; 10] = text[..10].try_into().expect("ten of nineteen bytes");
        if *date != self.last_date {
            if date[4] != b'-' || date[7] != b'-' {
                return None;
            }
            let year = two(date[0], date[1])? * 100 + two(date[2], date[3])?;
            self.last_midnight_us = midnight_us(year, two(date[5], date[6])?, two(date[8], date[9])?)?;
            self.last_date = *date;
        }
        if !matches!(text[10], b' ' | b'T') || text[13] != b':' || text[16] != b':' {
            return None;
        }
        let (h, m, s) = (
            two(text[11], text[12])?,
            two(text[14], text[15])?,
            two(text[17], text[18])?,
        );
        (h < 24 && m < 60 && s < 60).then(|| self.last_midnight_us + (h * 3_600 + m * 60 + s) * SECOND_US)
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Order {
    Ymd,
    Dmy,
    Mdy,
}

#[inline]
fn two(tens: u8, ones: u8) -> Option<i64> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    (tens < 10 && ones < 10).then(|| i64::from(tens) * 10 + i64::from(ones))
}

fn midnight_us(year: i64, month: i64, day: i64) -> Option<i64> {
    let exists = (1..=9_999).contains(&year)
        && (1..=12).contains(&month)
        && (1..=days_in_month(year, month)).contains(&day);
    exists.then(|| days_from_civil(year, month as u32, day as u32) * DAY_US)
}

/// What is left of a text while it is being parsed.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    /// A run of digits and its length.
    fn number(&mut self, digits_max: usize) -> Option<(i64, usize)> {
        let digits = self
            .0
            .iter()
            .take(digits_max)
            .take_while(|b| b.is_ascii_digit())
            .count();
        if digits == 0 {
            return None;
        }
        let value = self.0[..digits]
            .iter()
            .fold(0, |n, b| n * 10 + i64::from(b - b'0'));
        self.0 = &self.0[digits..];
        Some((value, digits))
    }

    fn take(&mut self, wanted: impl Fn(u8) -> bool) -> Option<u8> {
        let first = *self.0.first().filter(|b| wanted(**b))?;
        self.0 = &self.0[1..];
        Some(first)
    }

    fn skip_spaces(&mut self) {
        self.0 = self.0.trim_ascii_start();
    }

    fn take_word(&mut self, word: &[u8]) -> bool {
        let fits = self
            .0
            .get(..word.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(word));
        if fits {
            self.0 = &self.0[word.len()..];
        }
        fits
    }
}

/// Date, optional time of day, optional zone. The flag says whether a zone was stated.
fn calendar(text: &[u8], order: Order) -> Option<(i64, bool)> {
    let mut rest = Rest(text.trim_ascii());
    let date = date_us(&mut rest, order)?;
    if rest.0.is_empty() {
        return Some((date, false));
    }
    if rest.take(|b| matches!(b, b'T' | b't' | b',')).is_none() && !rest.0[0].is_ascii_whitespace() {
        return None;
    }
    rest.skip_spaces();
    let time = time_of_day_us(&mut rest)?;
    rest.skip_spaces();
    if rest.0.is_empty() {
        return Some((date + time, false));
    }
    let offset = offset_us(&mut rest)?;
    rest.0
        .trim_ascii()
        .is_empty()
        .then_some((date + time - offset, true))
}

fn date_us(rest: &mut Rest, order: Order) -> Option<i64> {
    let (first, first_digits) = rest.number(8)?;
    if order == Order::Ymd && first_digits == 8 {
        return midnight_us(first / 10_000, first / 100 % 100, first % 100);
    }
    let separator = rest.take(|b| matches!(b, b'-' | b'/' | b'.'))?;
    let (second, second_digits) = rest.number(2)?;
    rest.take(|b| b == separator)?;
    let (third, third_digits) = rest.number(4)?;
    let year_of = |year: i64, digits: usize| match digits {
        4 => Some(year),
        2 if year >= 70 => Some(1_900 + year),
        2 => Some(2_000 + year),
        _ => None,
    };
    if second_digits > 2 {
        return None;
    }
    match order {
        Order::Ymd if first_digits == 4 && third_digits <= 2 => midnight_us(first, second, third),
        Order::Dmy if first_digits <= 2 => midnight_us(year_of(third, third_digits)?, second, first),
        Order::Mdy if first_digits <= 2 => midnight_us(year_of(third, third_digits)?, first, second),
        _ => None,
    }
}

fn time_of_day_us(rest: &mut Rest) -> Option<i64> {
    let (mut hour, digits) = rest.number(2)?;
    if digits == 2 && rest.0.len() >= 4 && rest.0[..4].iter().all(u8::is_ascii_digit) {
        // hhmmss of the basic ISO form.
        let (minute, second) = (two(rest.0[0], rest.0[1])?, two(rest.0[2], rest.0[3])?);
        rest.0 = &rest.0[4..];
        return (hour < 24 && minute < 60 && second < 60)
            .then(|| (hour * 3_600 + minute * 60 + second) * SECOND_US);
    }
    rest.take(|b| b == b':')?;
    let (minute, _) = rest.number(2)?;
    let mut second = 0;
    let mut fraction = 0;
    if rest.take(|b| b == b':').is_some() {
        second = rest.number(2)?.0;
        if rest.take(|b| b == b'.' || b == b',').is_some() {
            fraction = fraction_us(rest)?;
        }
    }
    let before_noon = rest
        .0
        .trim_ascii_start()
        .first()
        .is_some_and(|b| matches!(b, b'a' | b'A' | b'p' | b'P'));
    if before_noon {
        rest.skip_spaces();
        if !(1..=12).contains(&hour) {
            return None;
        }
        let afternoon = if rest.take_word(b"PM") {
            12
        } else if rest.take_word(b"AM") {
            0
        } else {
            return None;
        };
        hour = hour % 12 + afternoon;
    }
    let end_of_day = hour == 24 && minute == 0 && second == 0 && fraction == 0;
    // A leap second is the first instant of the next minute: the scale used here has none.
    let exists = (hour < 24 || end_of_day) && minute < 60 && second <= 60;
    exists.then(|| hour * HOUR_US + minute * MINUTE_US + second * SECOND_US + fraction)
}

fn fraction_us(rest: &mut Rest) -> Option<i64> {
    let digits = rest.0.iter().take_while(|b| b.is_ascii_digit()).count();
    let mut us = 0;
    for place in 0..6 {
        us = us * 10
            + if place < digits {
                i64::from(rest.0[place] - b'0')
            } else {
                0
            };
    }
    rest.0 = &rest.0[digits..];
    (digits > 0).then_some(us)
}

/// `Z`, `UTC`, `GMT`, `±hh`, `±hhmm`, `±hh:mm`, also `UTC+3`, also followed by ` UTC`.
fn offset_us(rest: &mut Rest) -> Option<i64> {
    if rest.take(|b| b == b'Z' || b == b'z').is_some() {
        return Some(0);
    }
    if (rest.take_word(b"UTC") || rest.take_word(b"GMT")) && rest.0.is_empty() {
        return Some(0);
    }
    let sign = if rest.take(|b| b == b'+' || b == b'-')? == b'-' {
        -1
    } else {
        1
    };
    let (hours, digits) = rest.number(4)?;
    let (hours, minutes) = match digits {
        1 | 2 if rest.take(|b| b == b':').is_some() => (hours, rest.number(2)?.0),
        1 | 2 => (hours, 0),
        4 => (hours / 100, hours % 100),
        _ => return None,
    };
    rest.skip_spaces();
    rest.take_word(b"UTC");
    (hours <= 18 && minutes < 60).then(|| sign * (hours * HOUR_US + minutes * MINUTE_US))
}

/// A number with an optional fraction, times `unit_us`.
fn decimal_us(text: &[u8], unit_us: i64) -> Option<(i64, bool)> {
    let text = text.trim_ascii();
    let (negative, digits) = match text.strip_prefix(b"-") {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let mut rest = Rest(digits);
    let (whole, _) = rest.number(18)?;
    let mut us = whole.checked_mul(unit_us)?;
    if rest.take(|b| b == b'.' || b == b',').is_some() {
        us += fraction_us(&mut rest)? / (SECOND_US / unit_us).max(1) * i64::from(unit_us > 1);
    }
    rest.0
        .is_empty()
        .then_some((if negative { -us } else { us }, true))
}

fn nanoseconds(text: &[u8]) -> Option<(i64, bool)> {
    let number: i64 = std::str::from_utf8(text.trim_ascii()).ok()?.parse().ok()?;
    Some((number.div_euclid(1_000), true))
}

/// Days since 1899-12-30, to the millisecond: a double of this size holds no more.
fn excel_days(text: &[u8]) -> Option<(i64, bool)> {
    let days: f64 = std::str::from_utf8(text.trim_ascii())
        .ok()?
        .replace(',', ".")
        .parse()
        .ok()?;
    // 25,569 days lie between 1899-12-30 and 1970-01-01; 2,958,466 is 10000-01-01.
    (0.0..2_958_466.0)
        .contains(&days)
        .then(|| (((days - 25_569.0) * 86_400_000.0).round() as i64 * 1_000, false))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tropa_model::time::rfc3339;

    #[track_caller]
    fn check(format: TimeFormat, text: &str, expected: &str) {
        let mut parser = TimeParser::new(format, Zone::utc());
        for _ in 0..2 {
            let got = parser.parse(text.as_bytes()).map_or("no".to_owned(), rfc3339);
            assert_eq!(got, expected, "{format:?} {text}");
        }
    }

    #[test]
    fn iso_with_and_without_zone_fraction_and_separators() {
        use TimeFormat::Iso;
        check(Iso, "2026-02-28 15:04:05", "2026-02-28T15:04:05Z");
        check(Iso, "2026-02-28T15:04:05.123+03:00", "2026-02-28T12:04:05.123Z");
        check(Iso, "2026-02-28T15:04:05-0330", "2026-02-28T18:34:05Z");
        check(
            Iso,
            "2019-09-02 05:38:46.852262656",
            "2019-09-02T05:38:46.852262Z",
        );
        check(Iso, "2026-02-28", "2026-02-28T00:00:00Z");
        check(Iso, "2006/01/11 15:49:42.000", "2006-01-11T15:49:42Z");
        check(Iso, "20260228T150405Z", "2026-02-28T15:04:05Z");
        check(Iso, "2026-02-28 15:04 UTC", "2026-02-28T15:04:00Z");
        check(Iso, "2026-02-28 24:00:00", "2026-03-01T00:00:00Z");
        check(Iso, "2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z");
        for bad in [
            "",
            "2026-02-29",
            "2026-13-01",
            "31.02.2026",
            "2026-02-28 25:00:00",
            "2026-02-28 15:04:05 soon",
            "0000-01-01",
        ] {
            check(Iso, bad, "no");
        }
    }

    #[test]
    fn day_first_and_month_first_read_the_same_digits_differently() {
        check(TimeFormat::DayFirst, "03.04.2026 9:05", "2026-04-03T09:05:00Z");
        check(TimeFormat::DayFirst, "31.12.99", "1999-12-31T00:00:00Z");
        check(
            TimeFormat::DayFirst,
            "28-02-2026 15:04:05",
            "2026-02-28T15:04:05Z",
        );
        check(TimeFormat::MonthFirst, "3/4/2026 9:05 PM", "2026-03-04T21:05:00Z");
        check(
            TimeFormat::MonthFirst,
            "3/4/2026 12:05 am",
            "2026-03-04T00:05:00Z",
        );
        check(TimeFormat::MonthFirst, "13/4/2026", "no");
        check(TimeFormat::DayFirst, "31.02.2026", "no");
        check(TimeFormat::DayFirst, "1.2/2026", "no");
    }

    #[test]
    fn epochs_of_every_unit_are_one_instant() {
        check(TimeFormat::EpochS, "1506826828", "2017-10-01T03:00:28Z");
        check(TimeFormat::EpochS, "1506826828.02", "2017-10-01T03:00:28.02Z");
        check(TimeFormat::EpochMs, "1506826828020", "2017-10-01T03:00:28.02Z");
        check(TimeFormat::EpochUs, "1506826828020000", "2017-10-01T03:00:28.02Z");
        check(
            TimeFormat::EpochNs,
            "1506826828020000999",
            "2017-10-01T03:00:28.02Z",
        );
        check(TimeFormat::EpochS, "99999999999999", "no");
        check(TimeFormat::EpochMs, "12x", "no");
        check(TimeFormat::EpochS, "-1", "1969-12-31T23:59:59Z");
    }

    #[test]
    fn spreadsheet_days_count_from_the_end_of_1899() {
        check(TimeFormat::ExcelDays, "43831.5", "2020-01-01T12:00:00Z");
        check(TimeFormat::ExcelDays, "25569", "1970-01-01T00:00:00Z");
        check(TimeFormat::ExcelDays, "-1", "no");
    }
}
