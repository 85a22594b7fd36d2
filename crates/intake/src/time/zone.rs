//! Naive local times to UTC by the time-zone database, with a cache because neighbouring events share their hour.

use crate::IntakeError;
use chrono::{LocalResult, NaiveDateTime, Offset, TimeZone};
use chrono_tz::Tz;
use tropa_model::time::SECOND_US;

const HOUR_S: i64 = 3_600;

/// The zone of times that state none.
#[derive(Clone, Debug)]
pub struct Zone {
    /// Absent: UTC.
    tz: Option<Tz>,
    cached_hour: i64,
    cached_offset_s: i64,
}

impl Zone {
    pub fn utc() -> Self {
        Self {
            tz: None,
            cached_hour: i64::MIN,
            cached_offset_s: 0,
        }
    }

    /// A name of the time-zone database; absent means UTC.
    pub fn named(name: Option<&str>) -> Result<Self, IntakeError> {
        let Some(name) = name else { return Ok(Self::utc()) };
        let tz: Tz = name.trim().parse().map_err(|_| IntakeError::UnknownTimeZone {
            given: name.to_owned(),
        })?;
        Ok(Self {
            tz: (tz != Tz::UTC).then_some(tz),
            ..Self::utc()
        })
    }

    /// The instant of a local time. A local time that daylight saving skipped moves forward by the jump (02:30 becomes
    /// 03:30); one that occurs twice is the earlier of the two.
    #[inline]
    pub fn utc_us_of(&mut self, local_us: i64) -> i64 {
        let Some(tz) = self.tz else { return local_us };
        let local_s = local_us.div_euclid(SECOND_US);
        let hour = local_s.div_euclid(HOUR_S);
        if hour != self.cached_hour {
            match (offset_s(tz, hour * HOUR_S), offset_s(tz, (hour + 1) * HOUR_S - 1)) {
                (Some(start), Some(end)) if start == end => {
                    self.cached_hour = hour;
                    self.cached_offset_s = start;
                }
                _ => return local_us - careful_offset_s(tz, local_s) * SECOND_US,
            }
        }
        local_us - self.cached_offset_s * SECOND_US
    }
}

fn naive(local_s: i64) -> Option<NaiveDateTime> {
    chrono::DateTime::from_timestamp(local_s, 0).map(|t| t.naive_utc())
}

/// The offset where it is the only one.
fn offset_s(tz: Tz, local_s: i64) -> Option<i64> {
    match tz.offset_from_local_datetime(&naive(local_s)?) {
        LocalResult::Single(offset) => Some(i64::from(offset.fix().local_minus_utc())),
        _ => None,
    }
}

fn careful_offset_s(tz: Tz, local_s: i64) -> i64 {
    let Some(local) = naive(local_s) else { return 0 };
    match tz.offset_from_local_datetime(&local) {
        LocalResult::Single(offset) | LocalResult::Ambiguous(offset, _) => {
            i64::from(offset.fix().local_minus_utc())
        }
        // In a gap the offset before it holds; the longest gap is the day that Samoa left out.
        LocalResult::None => (1..=48)
            .find_map(|h| offset_s(tz, local_s - h * HOUR_S))
            .unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tropa_model::time::{parse_rfc3339, rfc3339};

    fn utc(zone: &str, local: &str) -> String {
        let mut zone = Zone::named(Some(zone)).unwrap();
        rfc3339(zone.utc_us_of(parse_rfc3339(local).unwrap()))
    }

    #[test]
    fn a_local_time_is_taken_by_the_rules_of_its_day() {
        assert_eq!(
            utc("Europe/Moscow", "2012-07-01T12:00:00"),
            "2012-07-01T08:00:00Z"
        );
        assert_eq!(
            utc("Europe/Moscow", "2020-07-01T12:00:00"),
            "2020-07-01T09:00:00Z"
        );
        assert_eq!(utc("Asia/Kolkata", "2020-07-01T12:00:00"), "2020-07-01T06:30:00Z");
        assert_eq!(utc("UTC", "2020-07-01T12:00:00"), "2020-07-01T12:00:00Z");
    }

    #[test]
    fn a_skipped_local_time_moves_forward_and_a_double_one_is_the_earlier() {
        assert_eq!(
            utc("Europe/Berlin", "2024-03-31T02:30:00"),
            "2024-03-31T01:30:00Z"
        );
        assert_eq!(
            utc("Europe/Berlin", "2024-10-27T02:30:00"),
            "2024-10-27T00:30:00Z"
        );
        assert_eq!(
            utc("Europe/Berlin", "2024-10-27T03:00:00"),
            "2024-10-27T02:00:00Z"
        );
        // Samoa skipped a whole day.
        assert_eq!(utc("Pacific/Apia", "2011-12-30T12:00:00"), "2011-12-30T22:00:00Z");
    }

    #[test]
    fn an_unknown_zone_is_named() {
        let error = Zone::named(Some("Mars/Phobos")).unwrap_err().to_string();
        assert!(
            error.contains("Mars/Phobos") && error.contains("Europe/Moscow"),
            "{error}"
        );
    }
}
