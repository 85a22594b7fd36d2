//! Instants as people and machines write them, parsed by hand because every event has one.

mod guess;
mod parse;
mod zone;

pub use guess::{TimeGuess, guess_format};
pub use parse::TimeParser;
pub use zone::Zone;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How a column writes its times.
///
/// Calendar formats take `/`, `-` or `.` between the parts, one- or two-digit days and months, two-digit years
/// (70–99 are 1970–1999, 00–69 are 2000–2069), and an optional time of day `h:mm[:ss[.fraction]]` with AM/PM and zone.
/// Fractions are cut to microseconds.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum TimeFormat {
    /// `2026-02-28T15:04:05.123+03:00`, also with a space, with `/` or without separators between the date's parts.
    #[default]
    Iso,
    /// `28.02.2026 15:04`.
    DayFirst,
    /// `2/28/2026 3:04 PM`.
    MonthFirst,
    EpochS,
    EpochMs,
    EpochUs,
    EpochNs,
    /// Days since 1899-12-30 with a fraction, as spreadsheets keep them.
    ExcelDays,
}

impl TimeFormat {
    /// What a person calls it.
    pub fn shown(self) -> &'static str {
        match self {
            Self::Iso => "yyyy-mm-dd",
            Self::DayFirst => "dd.mm.yyyy",
            Self::MonthFirst => "m/d/yyyy",
            Self::EpochS => "seconds since 1970",
            Self::EpochMs => "milliseconds since 1970",
            Self::EpochUs => "microseconds since 1970",
            Self::EpochNs => "nanoseconds since 1970",
            Self::ExcelDays => "days since 1899-12-30",
        }
    }
}
