//! Instants and spans as text, without a clock or a time-zone table.

/// 1970-01-01 plus `days` as (year, month 1..=12, day 1..=31), proleptic Gregorian.
/// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
pub fn civil_from_days(days: i64) -> (i64, u32, u32) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let day = (doy - (153 * mp + 2) / 5 + 1) as u32;
    let month = if mp < 10 { mp + 3 } else { mp - 9 } as u32;
    (yoe + era * 400 + i64::from(month <= 2), month, day)
}

/// The inverse of [`civil_from_days`]. The caller has checked the ranges.
pub fn days_from_civil(year: i64, month: u32, day: u32) -> i64 {
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let yoe = y.rem_euclid(400);
    let mp = (i64::from(month) + 9) % 12;
    let doy = (153 * mp + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468
}

pub const SECOND_US: i64 = 1_000_000;
pub const DAY_US: i64 = 86_400 * SECOND_US;

/// RFC 3339 in UTC, with a fraction only where there is one: `2012-03-14T15:04:37Z`.
pub fn rfc3339(time_us: i64) -> String {
    let (year, month, day) = civil_from_days(time_us.div_euclid(DAY_US));
    let in_day = time_us.rem_euclid(DAY_US);
    let (seconds, fraction) = (in_day / SECOND_US, in_day % SECOND_US);
    let (h, m, s) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let mut text = format!("{year:04}-{month:02}-{day:02}T{h:02}:{m:02}:{s:02}");
    if fraction != 0 {
        text.push_str(format!(".{fraction:06}").trim_end_matches('0'));
    }
    text.push('Z');
    text
}

/// The UTC day of an instant as `2012-03-14`.
pub fn day(time_us: i64) -> String {
    let (year, month, day) = civil_from_days(time_us.div_euclid(DAY_US));
    format!("{year:04}-{month:02}-{day:02}")
}

/// `2012-03-14`, `2012-03-14T15:04:37`, with fraction, with `Z` or `±hh:mm`; without a zone it is UTC.
pub fn parse_rfc3339(text: &str) -> Option<i64> {
    let b = text.as_bytes();
    let number = |range: std::ops::Range<usize>| -> Option<i64> {
        let part = b.get(range)?;
        part.iter().try_fold(0_i64, |n, c| {
            c.is_ascii_digit().then(|| n * 10 + i64::from(c - b'0'))
        })
    };
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    if b[4] != b'-'
        || b[7] != b'-'
        || !(1..=12).contains(&month)
        || day < 1
        || day > days_in_month(year, month)
    {
        return None;
    }
    let midnight = days_from_civil(year, month as u32, day as u32) * DAY_US;
    if b.len() == 10 {
        return Some(midnight);
    }
    if !matches!(b[10], b'T' | b' ' | b't') || *b.get(13)? != b':' {
        return None;
    }
    let (h, m) = (number(11..13)?, number(14..16)?);
    let (s, mut at) = if b.get(16) == Some(&b':') {
        (number(17..19)?, 19)
    } else {
        (0, 16)
    };
    if h > 23 || m > 59 || s > 59 {
        return None;
    }
    let mut fraction_us = 0;
    if matches!(b.get(at), Some(b'.' | b',')) {
        let digits = b[at + 1..].iter().take_while(|c| c.is_ascii_digit()).count();
        if digits == 0 {
            return None;
        }
        let six: String = text[at + 1..at + 1 + digits]
            .chars()
            .chain("000000".chars())
            .take(6)
            .collect();
        fraction_us = six.parse::<i64>().ok()?;
        at += 1 + digits;
    }
    let offset_s = match b.get(at) {
        None => 0,
        Some(b'Z' | b'z') if b.len() == at + 1 => 0,
        Some(sign @ (b'+' | b'-')) => {
            let (oh, om) = match b.len() - at {
                6 if b[at + 3] == b':' => (number(at + 1..at + 3)?, number(at + 4..at + 6)?),
                5 => (number(at + 1..at + 3)?, number(at + 3..at + 5)?),
                3 => (number(at + 1..at + 3)?, 0),
                _ => return None,
            };
            let seconds = oh * 3600 + om * 60;
            if *sign == b'-' { -seconds } else { seconds }
        }
        _ => return None,
    };
    Some(midnight + (h * 3600 + m * 60 + s - offset_s) * SECOND_US + fraction_us)
}

pub fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 => 29,
        2 => 28,
        _ => 31,
    }
}

/// `90s`, `30m`, `24h`, `7d`, `2w` as seconds; a bare number is seconds.
pub fn parse_span_s(text: &str) -> Option<u64> {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number: u64 = text.get(..digits)?.parse().ok()?;
    let unit = match text[digits..].trim() {
        "" | "s" => 1,
        "m" | "min" => 60,
        "h" => 3_600,
        "d" => 86_400,
        "w" => 604_800,
        _ => return None,
    };
    number.checked_mul(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_survives_being_written_and_read() {
        for t in [
            0,
            -1,
            1_331_739_877_123_456,
            253_402_300_799_000_000,
            -62_135_596_800_000_000,
            951_782_400_000_000,
        ] {
            assert_eq!(parse_rfc3339(&rfc3339(t)), Some(t), "{}", rfc3339(t));
        }
    }

    #[test]
    fn offsets_are_taken_off() {
        assert_eq!(
            parse_rfc3339("2011-10-01T00:38:44.546+02:00"),
            parse_rfc3339("2011-09-30T22:38:44.546Z")
        );
        assert_eq!(
            parse_rfc3339("2024-02-29").map(rfc3339).as_deref(),
            Some("2024-02-29T00:00:00Z")
        );
    }

    #[test]
    fn what_is_not_an_instant_is_refused() {
        for bad in [
            "",
            "2023-02-29",
            "2024-13-01",
            "31.02.2026",
            "2024-01-01T25:00",
            "2024-01-01Tab:cd",
            "2024-01-01T00:00:00x",
        ] {
            assert_eq!(parse_rfc3339(bad), None, "{bad}");
        }
    }

    #[test]
    fn spans_are_seconds() {
        assert_eq!(parse_span_s("7d"), Some(604_800));
        assert_eq!(parse_span_s("90"), Some(90));
        assert_eq!(parse_span_s("7 fortnights"), None);
        assert_eq!(parse_span_s("99999999999999999999w"), None);
    }
}
