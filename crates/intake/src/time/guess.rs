//! Which formats fit every value of a column.

use super::{TimeFormat, TimeParser, Zone};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The formats that fit all values looked at. More than one means that the values cannot tell: 03/04/2026 may be the
/// 3rd of April or the 4th of March.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TimeGuess {
    /// At least one.
    pub formats: Vec<TimeFormat>,
    /// Every value states its zone, so a stated time zone plays no part.
    pub zoned: bool,
}

/// `None` when no format fits all values, or there are none. Integers count only in the range of the years 1990 to
/// 2100, because ids are integers too.
pub fn guess_format<'a>(values: impl Iterator<Item = &'a [u8]> + Clone) -> Option<TimeGuess> {
    use TimeFormat::{DayFirst, EpochMs, EpochNs, EpochS, EpochUs, Iso, MonthFirst};
    let first = values.clone().next()?.trim_ascii();
    let is_number = |v: &[u8]| {
        v.iter().all(|b| b.is_ascii_digit() || *b == b'.') && v.first().is_some_and(u8::is_ascii_digit)
    };
    // Eight digits are a basic ISO date before they are anything else.
    let candidates: &[TimeFormat] = match first.iter().take_while(|b| b.is_ascii_digit()).count() {
        8 if is_number(first) && first.len() == 8 => &[Iso],
        9 | 10 if is_number(first) => &[EpochS],
        12 | 13 if is_number(first) => &[EpochMs],
        15 | 16 if is_number(first) => &[EpochUs],
        18 | 19 if is_number(first) => &[EpochNs],
        4 | 8 => &[Iso],
        // Nobody writes m.d.yyyy with dots.
        1 | 2
            if first.contains(&b'.')
                && !first.contains(&b'/')
                && first[..first.len().min(3)].contains(&b'.') =>
        {
            &[DayFirst]
        }
        1 | 2 => &[DayFirst, MonthFirst],
        _ => return None,
    };
    let fits = |format: TimeFormat| {
        let mut parser = TimeParser::new(format, Zone::utc());
        let epoch = !matches!(format, Iso | DayFirst | MonthFirst);
        // 1990 to 2100.
        let plausible = 631_152_000_000_000..4_102_444_800_000_000_i64;
        values.clone().all(|v| {
            parser
                .parse(v.trim_ascii())
                .is_ok_and(|us| !epoch || plausible.contains(&us))
        })
    };
    let formats: Vec<TimeFormat> = candidates.iter().copied().filter(|f| fits(*f)).collect();
    let zoned = formats
        .first()
        .is_some_and(|f| matches!(f, EpochMs | EpochNs | EpochS | EpochUs))
        || values.clone().all(|v| states_a_zone(v.trim_ascii()));
    (!formats.is_empty()).then_some(TimeGuess { formats, zoned })
}

/// Judged by the ending: `Z`, `UTC`, `GMT` or an offset after the time of day.
fn states_a_zone(text: &[u8]) -> bool {
    let Some(colon) = text.iter().position(|b| *b == b':') else {
        return text.ends_with(b"Z");
    };
    let tail = &text[colon..];
    tail.ends_with(b"Z")
        || tail.ends_with(b"UTC")
        || tail.ends_with(b"GMT")
        || tail.contains(&b'+')
        || tail.contains(&b'-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use TimeFormat::{DayFirst, EpochMs, EpochS, Iso, MonthFirst};

    #[track_caller]
    fn check(values: &[&str], formats: &[TimeFormat]) {
        let guess = guess_format(values.iter().map(|v| v.as_bytes()));
        assert_eq!(guess.map_or(Vec::new(), |g| g.formats), formats, "{values:?}");
    }

    #[test]
    fn one_value_above_twelve_decides_between_day_and_month_first() {
        check(&["03/04/2026", "05/06/2026"], &[DayFirst, MonthFirst]);
        check(&["03/04/2026", "25/06/2026"], &[DayFirst]);
        check(&["03/04/2026", "06/25/2026"], &[MonthFirst]);
        check(&["03/14/2026", "25/06/2026"], &[]);
        check(&["03.04.2026 10:00"], &[DayFirst]);
    }

    #[test]
    fn epochs_are_told_apart_by_their_length_and_ids_are_not_times() {
        check(&["1506826828", "1506826829"], &[EpochS]);
        check(&["1506826828020"], &[EpochMs]);
        check(&["8395097477884212984"], &[]);
        check(&["219483890"], &[]);
        check(&["2026-01-01", "n/a"], &[]);
        check(&["20260101"], &[Iso]);
        check(&[], &[]);
    }

    #[test]
    fn a_column_is_zoned_only_when_every_value_is() {
        let zoned = |values: &[&str]| guess_format(values.iter().map(|v| v.as_bytes())).unwrap().zoned;
        assert!(zoned(&["2026-01-01T00:00:00Z", "2026-01-01 10:00:00+03:00"]));
        assert!(!zoned(&["2026-01-01T00:00:00Z", "2026-01-01 10:00:00"]));
        assert!(!zoned(&["2026-01-01"]));
    }
}
