//! Numbers as people write them.

use crate::mapping::Decimal;

/// Words that spreadsheets and databases write for "no value".
pub fn is_null_word(text: &[u8]) -> bool {
    matches!(
        text,
        b"" | b"NULL"
            | b"null"
            | b"NaN"
            | b"nan"
            | b"NA"
            | b"N/A"
            | b"n/a"
            | b"None"
            | b"none"
            | b"\\N"
            | b"-"
            | b"NaT"
    )
}

/// A number with point or comma, thousands set off by spaces or the other sign, and a currency or percent sign around
/// it. `None` when it is no finite number.
pub fn parse(text: &[u8], decimal: Decimal) -> Option<f64> {
    let text = text.trim_ascii();
    if decimal == Decimal::Point
        && text
            .iter()
            .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'))
        && text.iter().any(u8::is_ascii_digit)
    {
        return finite(std::str::from_utf8(text).ok()?);
    }
    let text = std::str::from_utf8(text).ok()?;
    let sign = |c: char| matches!(c, '$' | '€' | '£' | '¥' | '₽' | '%') || c.is_whitespace();
    let text = text.trim_matches(sign);
    let (point, thousands) = match decimal {
        Decimal::Point => ('.', ','),
        Decimal::Comma => (',', '.'),
    };
    let (whole, fraction) = text.split_once(point).unwrap_or((text, ""));
    let grouping = |c: char| c == thousands || c == '\'' || c == '\u{2019}' || c.is_whitespace();
    let groups: Vec<&str> = whole.split(grouping).collect();
    // 1.234.567 is grouped; 1.23 with a decimal comma is not a number but a mistake.
    if groups.len() > 1 && groups[1..].iter().any(|g| g.len() != 3) {
        return None;
    }
    let plain = format!(
        "{}.{}",
        groups.concat(),
        if fraction.is_empty() { "0" } else { fraction }
    );
    let digits_only = |s: &str| {
        s.bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'+' | b'e' | b'E' | b'.'))
    };
    (digits_only(&plain) && whole.bytes().chain(fraction.bytes()).any(|b| b.is_ascii_digit()))
        .then(|| finite(&plain))?
}

fn finite(text: &str) -> Option<f64> {
    text.parse().ok().filter(|n: &f64| n.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_both_conventions() {
        let point = |t: &str| parse(t.as_bytes(), Decimal::Point);
        let comma = |t: &str| parse(t.as_bytes(), Decimal::Comma);
        assert_eq!(point("12.5"), Some(12.5));
        assert_eq!(point(" -1,234,567.25 "), Some(-1_234_567.25));
        assert_eq!(point("$1,299.00"), Some(1_299.0));
        assert_eq!(point("1e3"), Some(1_000.0));
        assert_eq!(comma("12,5"), Some(12.5));
        assert_eq!(comma("1 299,90 ₽"), Some(1_299.9));
        assert_eq!(comma("1.234.567,5"), Some(1_234_567.5));
        assert_eq!(comma("7"), Some(7.0));
        for bad in ["", "-", "abc", "1,23", "12-13", "1.2.3", "inf", "NaN"] {
            assert_eq!(point(bad), None, "{bad}");
        }
        assert_eq!(comma("1.23"), None);
    }
}
