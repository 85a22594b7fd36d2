//! The one place that reads the clock.

use tropa_model::time::rfc3339;

pub(crate) fn now_us() -> i64 {
    chrono::Utc::now().timestamp_micros()
}

/// The present second, RFC 3339 in UTC.
pub fn now_rfc3339() -> String {
    rfc3339_in(0)
}

/// The second this many after the present one, RFC 3339 in UTC.
pub(crate) fn rfc3339_in(seconds: i64) -> String {
    rfc3339((now_us().div_euclid(1_000_000) + seconds) * 1_000_000)
}
