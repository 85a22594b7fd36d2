//! Instants as people and machines write them, parsed by hand because every event has one.

mod guess;
mod parse;
mod zone;

pub use guess::{TimeGuess, guess_format};
pub use parse::TimeParser;
pub use zone::Zone;

use serde::{Deserialize, Serialize};
use tropa_model::LocalText;
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
    pub fn shown(self) -> LocalText {
        let (en, ru) = match self {
            Self::Iso => ("yyyy-mm-dd", "гггг-мм-дд"),
            Self::DayFirst => ("dd.mm.yyyy", "дд.мм.гггг"),
            Self::MonthFirst => ("m/d/yyyy", "м/д/гггг"),
            Self::EpochS => ("seconds since 1970", "секунды с 1970 года"),
            Self::EpochMs => ("milliseconds since 1970", "миллисекунды с 1970 года"),
            Self::EpochUs => ("microseconds since 1970", "микросекунды с 1970 года"),
            Self::EpochNs => ("nanoseconds since 1970", "наносекунды с 1970 года"),
            Self::ExcelDays => ("days since 1899-12-30", "дни с 30.12.1899"),
        };
        LocalText::en_ru(en, ru)
    }
}
