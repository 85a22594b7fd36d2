//! Numbers and times as people read them, in both languages.

use tropa_model::proposal::LocalText;

const NBSP: char = '\u{a0}';

pub fn count_en(n: u64) -> String {
    grouped(n, ',')
}

pub fn count_ru(n: u64) -> String {
    if n < 10_000 {
        n.to_string()
    } else {
        grouped(n, NBSP)
    }
}

fn grouped(n: u64, separator: char) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// `38`, `4.2`, `0.06`: a share as per cent with two significant digits, without the sign.
fn percent(share: f64) -> String {
    let value = share * 100.0;
    match value {
        v if v >= 10.0 || v == 0.0 => format!("{v:.0}"),
        v if v >= 1.0 => trimmed(format!("{v:.1}")),
        v => trimmed(format!("{v:.2}")),
    }
}

/// `19.2–20.3`: both ends with as many digits as it takes to tell them apart, one at most.
fn interval(lo: f64, hi: f64) -> String {
    let digits = usize::from((hi - lo) * 100.0 < 2.0 || lo < 0.1);
    format!("{:.digits$}–{:.digits$}", lo * 100.0, hi * 100.0)
}

pub fn interval_en(lo: f64, hi: f64) -> String {
    format!("{}%", interval(lo, hi))
}

pub fn interval_ru(lo: f64, hi: f64) -> String {
    format!("{}{NBSP}%", interval(lo, hi).replace('.', ","))
}

fn trimmed(number: String) -> String {
    if number.contains('.') {
        number.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        number
    }
}

pub fn percent_en(share: f64) -> String {
    format!("{}%", percent(share))
}

pub fn percent_ru(share: f64) -> String {
    format!("{}{NBSP}%", percent(share).replace('.', ","))
}

/// `6 days`, `3.5 hours`, `12 minutes`: the largest unit of which there is at least 1.5.
pub fn span_en(seconds: f64) -> String {
    let (number, unit) = span(seconds);
    let words = [
        ("second", "seconds"),
        ("minute", "minutes"),
        ("hour", "hours"),
        ("day", "days"),
    ];
    let (one, many) = words[unit];
    format!("{number} {}", if number == "1" { one } else { many })
}

pub fn span_ru(seconds: f64) -> String {
    let (number, unit) = span(seconds);
    let words = [
        ["секунда", "секунды", "секунд"],
        ["минута", "минуты", "минут"],
        ["час", "часа", "часов"],
        ["день", "дня", "дней"],
    ];
    let form = match number.parse::<u64>() {
        Ok(whole) => plural_ru(whole),
        // Fractions take the genitive singular.
        Err(_) => 1,
    };
    format!("{}{NBSP}{}", number.replace('.', ","), words[unit][form])
}

/// Index into (один день, два дня, пять дней).
pub fn plural_ru(n: u64) -> usize {
    match (n % 10, n % 100) {
        (_, 11..=14) => 2,
        (1, _) => 0,
        (2..=4, _) => 1,
        _ => 2,
    }
}

/// `1 путь`, `3 пути`, `7 путей`.
pub fn journeys_ru(n: u64) -> String {
    format!("{}{NBSP}{}", count_ru(n), ["путь", "пути", "путей"][plural_ru(n)])
}

pub fn journeys_en(n: u64) -> String {
    format!("{} {}", count_en(n), if n == 1 { "journey" } else { "journeys" })
}

fn span(seconds: f64) -> (String, usize) {
    let units = [1.0, 60.0, 3_600.0, 86_400.0];
    let unit = (0..4).rev().find(|&u| seconds >= 1.5 * units[u]).unwrap_or(0);
    let value = seconds / units[unit];
    let number = if value >= 10.0 || unit == 0 {
        format!("{value:.0}")
    } else {
        trimmed(format!("{value:.1}"))
    };
    (number, unit)
}

pub fn local(en: String, ru: String) -> LocalText {
    LocalText::en_ru(en, ru)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_said_in_the_largest_sensible_unit() {
        let said = |s| format!("{} | {}", span_en(s), span_ru(s).replace(NBSP, " "));
        assert_eq!(said(30.0), "30 seconds | 30 секунд");
        assert_eq!(said(3_600.0), "60 minutes | 60 минут");
        assert_eq!(said(5_400.0), "1.5 hours | 1,5 часа");
        assert_eq!(said(86_400.0 * 2.0), "2 days | 2 дня");
        assert_eq!(said(86_400.0 * 21.0), "21 days | 21 день");
    }

    #[test]
    fn counts_and_shares_are_said_as_each_language_writes_them() {
        assert_eq!(
            (count_en(13_087), count_ru(13_087).replace(NBSP, " ")),
            ("13,087".into(), "13 087".into())
        );
        assert_eq!(
            (percent_en(0.381), percent_ru(0.0425).replace(NBSP, " ")),
            ("38%".into(), "4,2 %".into())
        );
        assert_eq!(
            [1, 2, 5, 11, 21, 104].map(|n| journeys_ru(n).replace(NBSP, " ")),
            ["1 путь", "2 пути", "5 путей", "11 путей", "21 путь", "104 пути"]
        );
    }
}
