//! Numbers, shares and spans of time as people write them in English and Russian.

use std::fmt::Write as _;

/// A language the fixed texts and numbers are written in. Anything that is not Russian is English.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    #[default]
    En,
    Ru,
}

impl Lang {
    /// From a BCP 47 tag: `ru`, `ru-RU` are Russian, all else English.
    pub fn of(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        if primary.eq_ignore_ascii_case("ru") {
            Self::Ru
        } else {
            Self::En
        }
    }

    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ru => "ru",
        }
    }

    /// The one of two texts that is in this language.
    pub fn pick<'a>(self, en: &'a str, ru: &'a str) -> &'a str {
        match self {
            Self::En => en,
            Self::Ru => ru,
        }
    }
}

/// Between thousands in Russian: never breaks a line.
const NO_BREAK_SPACE: char = '\u{a0}';

/// `1,234` and `1 234`.
pub fn count(lang: Lang, n: u64) -> String {
    grouped(lang, &n.to_string())
}

/// `1,234.5` and `1 234,5`; rounded half away from zero to `decimals`, a real minus sign, never `−0`.
pub fn number(lang: Lang, value: f64, decimals: usize) -> String {
    let rounded = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = rounded.split_once('.').unwrap_or((&rounded, ""));
    let zero = rounded.bytes().all(|b| matches!(b, b'0' | b'.'));
    let mut text = String::new();
    if value < 0.0 && !zero {
        text.push('−');
    }
    text.push_str(&grouped(lang, whole));
    if !fraction.is_empty() {
        text.push(lang.pick(".", ",").chars().next().unwrap_or('.'));
        text.push_str(fraction);
    }
    text
}

/// A number of −2..=+2 with its sign: `+1.3`, `−0,4`, `0.0`.
pub fn signed(lang: Lang, value: f64, decimals: usize) -> String {
    let text = number(lang, value, decimals);
    let zero = !text.bytes().any(|b| b.is_ascii_digit() && b != b'0');
    if zero || text.starts_with('−') {
        text
    } else {
        format!("+{text}")
    }
}

/// A share of 0..=1 as `87 %`: whole per cents from 10 up, one decimal below, so that 0.4 % is not 0 %.
/// A share that is not zero never reads as 0, one that is not all never as 100.
pub fn percent(lang: Lang, share: f64) -> String {
    format!("{}{}%", percent_number(lang, share), lang.pick("", "\u{a0}"))
}

/// [`percent`] without the sign, for pairs like `12–15 %`.
pub fn percent_number(lang: Lang, share: f64) -> String {
    let per_cent = share * 100.0;
    let text = match per_cent {
        0.0 => return "0".to_owned(),
        p if p < 0.05 => return format!("<{}", number(lang, 0.1, 1)),
        p if p < 9.95 => number(lang, p, 1),
        p if (99.5..100.0).contains(&p) => number(lang, (p * 10.0).floor() / 10.0, 1),
        p => number(lang, p, 0),
    };
    let decimal = lang.pick(".0", ",0");
    text.strip_suffix(decimal).map_or(text.clone(), str::to_owned)
}

/// A share with its interval: `12% (11–13%)`, «12 % (11–13 %)».
pub fn percent_between(lang: Lang, lo: f64, hi: f64) -> String {
    let (lo_text, hi_text) = (percent_number(lang, lo), percent_number(lang, hi));
    // `0–<0.1%` says no more than `<0.1%`.
    if lo_text == hi_text || hi_text.starts_with('<') {
        return percent(lang, hi);
    }
    format!("{lo_text}–{}", percent(lang, hi))
}

/// A span of time with its two largest units: `2 d 4 h`, «2 д 4 ч», `12 min`, `45 s`, `0.4 s`.
pub fn duration(lang: Lang, seconds: f64) -> String {
    if !seconds.is_finite() {
        return "–".to_owned();
    }
    let (sign, exact) = if seconds < 0.0 {
        ("−", -seconds)
    } else {
        ("", seconds)
    };
    if exact < 10.0 {
        let decimals = usize::from(exact > 0.0 && exact.fract() > 0.05);
        return format!(
            "{sign}{}\u{a0}{}",
            number(lang, exact, decimals),
            lang.pick("s", "с")
        );
    }
    let units: [(u64, &str, &str); 4] = [
        (86_400, "d", "д"),
        (3_600, "h", "ч"),
        (60, "min", "мин"),
        (1, "s", "с"),
    ];
    let whole = exact.round() as u64;
    let first = units.iter().position(|(size, _, _)| whole >= *size).unwrap_or(3);
    let (size, en, ru) = units[first];
    // Three weeks and five hours is three weeks: the second unit only while the first is small.
    let coarse = whole / size >= 14 || first == 3;
    if coarse {
        let rounded = (exact / size as f64).round() as u64;
        return format!("{sign}{}\u{a0}{}", count(lang, rounded), lang.pick(en, ru));
    }
    let (next, next_en, next_ru) = units[first + 1];
    let in_next = (exact / next as f64).round() as u64;
    let (major, minor) = (in_next * next / size, in_next * next % size / next);
    let mut text = format!("{sign}{}\u{a0}{}", count(lang, major), lang.pick(en, ru));
    if minor > 0 {
        write!(text, " {minor}\u{a0}{}", lang.pick(next_en, next_ru))
            .expect("writing to a String cannot fail");
    }
    text
}

/// The Russian form of a counted noun: `plural_ru(2, ["путь", "пути", "путей"])` is «пути».
pub fn plural_ru(n: u64, [one, few, many]: [&'static str; 3]) -> &'static str {
    match (n % 10, n % 100) {
        (1, tens) if tens != 11 => one,
        (2..=4, tens) if !(12..=14).contains(&tens) => few,
        _ => many,
    }
}

/// `1 journey`, `2 journeys`, «5 путей».
pub fn journeys(lang: Lang, n: u64) -> String {
    let noun = match lang {
        Lang::En if n == 1 => "journey",
        Lang::En => "journeys",
        Lang::Ru => plural_ru(n, ["путь", "пути", "путей"]),
    };
    format!("{}\u{a0}{noun}", count(lang, n))
}

/// The day of an RFC 3339 instant as it is written in the language: `14 Mar 2012`, «14.03.2012».
pub fn day(lang: Lang, rfc3339: &str) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let Some(time) = tropa_model::time::parse_rfc3339(rfc3339) else {
        return rfc3339.to_owned();
    };
    let (year, month, day) = tropa_model::time::civil_from_days(time.div_euclid(tropa_model::time::DAY_US));
    match lang {
        Lang::En => format!("{day}\u{a0}{}\u{a0}{year}", MONTHS[month as usize - 1]),
        Lang::Ru => format!("{day:02}.{month:02}.{year}"),
    }
}

fn grouped(lang: Lang, digits: &str) -> String {
    let separator = match lang {
        Lang::En => ',',
        Lang::Ru => NO_BREAK_SPACE,
    };
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use Lang::{En, Ru};

    #[test]
    fn numbers_are_written_as_in_the_language() {
        assert_eq!(
            (number(En, 1234.56, 1), number(Ru, 1234.56, 1)),
            ("1,234.6".into(), "1\u{a0}234,6".into())
        );
        assert_eq!(
            (count(En, 1_234_567), count(Ru, 999)),
            ("1,234,567".into(), "999".into())
        );
        assert_eq!(
            (number(En, -0.04, 1), signed(En, -0.04, 1), signed(Ru, 1.3, 1)),
            ("0.0".into(), "0.0".into(), "+1,3".into())
        );
        assert_eq!(number(En, -1.5, 1), "−1.5");
    }

    #[test]
    fn a_share_that_is_something_never_reads_as_nothing_nor_as_all() {
        let all = |shares: &[f64]| {
            shares
                .iter()
                .map(|s| percent(En, *s))
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(
            all(&[0.0, 0.000_1, 0.004, 0.08, 0.0995, 0.123, 0.999_9, 1.0]),
            "0% <0.1% 0.4% 8% 10% 12% 99.9% 100%"
        );
        assert_eq!(percent(Ru, 0.123), "12\u{a0}%");
        assert_eq!(percent_between(En, 0.0, 0.000_3), "<0.1%");
        assert_eq!(percent_between(Ru, 0.112, 0.134), "11–13\u{a0}%");
    }

    #[test]
    fn spans_show_their_two_largest_units() {
        let en = |s| duration(En, s).replace('\u{a0}', " ");
        assert_eq!(
            [en(0.0), en(0.42), en(45.0), en(59.6), en(3599.0)].join(", "),
            "0 s, 0.4 s, 45 s, 1 min, 60 min"
        );
        assert_eq!(
            [en(200.0), en(7_200.0), en(187_200.0), en(86_399.0)].join(", "),
            "3 min 20 s, 2 h, 2 d 4 h, 24 h"
        );
        assert_eq!(en(20.0 * 86_400.0 + 40_000.0), "20 d");
        assert_eq!(duration(Ru, 187_200.0), "2\u{a0}д 4\u{a0}ч");
    }

    #[test]
    fn russian_nouns_follow_their_number() {
        let text: Vec<_> = [1, 2, 5, 11, 12, 21, 111, 122].map(|n| journeys(Ru, n)).to_vec();
        assert_eq!(
            text.join(", ").replace('\u{a0}', " "),
            "1 путь, 2 пути, 5 путей, 11 путей, 12 путей, 21 путь, 111 путей, 122 пути"
        );
    }

    #[test]
    fn days_are_written_as_in_the_language() {
        assert_eq!(day(Ru, "2012-03-14T15:04:37Z"), "14.03.2012");
        assert_eq!(
            day(En, "2012-03-14T15:04:37Z").replace('\u{a0}', " "),
            "14 Mar 2012"
        );
        assert_eq!(day(En, "some day"), "some day");
    }
}
