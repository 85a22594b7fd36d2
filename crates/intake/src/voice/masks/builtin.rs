//! The rules that every workspace begins with.

use super::{MaskKind, Places, luhn, names};
use regex::Regex;
use std::sync::LazyLock;

/// Byte ranges of a text that a rule finds.
pub fn places(kind: MaskKind, text: &str) -> Places {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    match kind {
        MaskKind::Email if text.contains('@') => EMAIL.find_iter(text).map(|hit| hit.range()).collect(),
        MaskKind::Card if digits >= 13 => cards(text),
        MaskKind::Passport if digits >= 7 => passports(text),
        MaskKind::Phone if digits >= 6 => phones(text),
        MaskKind::Number if digits >= 3 => numbers(text),
        MaskKind::Name => names::places(text),
        _ => Vec::new(),
    }
}

static EMAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\p{L}\d][\p{L}\d._%+-]*@[\p{L}\d][\p{L}\d-]*(?:\.[\p{L}\d-]+)*\.\p{L}{2,}")
        .expect("a fixed pattern")
});

/// Digits with single spaces, dots or dashes between them.
static CARD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\d(?:[ \u{a0}-]?\d){12,18}").expect("a fixed pattern"));

fn cards(text: &str) -> Places {
    let fits = |range: &std::ops::Range<usize>| {
        let digits = digits_of(&text[range.clone()]);
        luhn::is_right(&digits) && stands_alone(text, range)
    };
    CARD.find_iter(text).map(|hit| hit.range()).filter(fits).collect()
}

/// How far before or after a number its word may stand, in bytes of a text.
const NEAR_BYTES: usize = 80;

static PASSPORT_RU: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\d{2}\s?\d{2}\s*(?:№|N|n|номер)?\s*\d{6}").expect("a fixed pattern"));
static PASSPORT_BY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:AB|BM|HB|KH|MP|MC|KB|PP|SP|DP|АВ|ВМ|НВ|КН|МР|МС|КВ)\s?\d{7}\b")
        .expect("a fixed pattern")
});
static PASSPORT_WORD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)паспорт|passport|серия").expect("a fixed pattern"));

fn passports(text: &str) -> Places {
    let near = |range: &std::ops::Range<usize>| {
        let from = floor(text, range.start.saturating_sub(NEAR_BYTES));
        stands_alone(text, range) && PASSPORT_WORD.is_match(&text[from..range.start])
    };
    let russian = PASSPORT_RU.find_iter(text).map(|hit| hit.range()).filter(near);
    russian
        .chain(PASSPORT_BY.find_iter(text).map(|hit| hit.range()))
        .collect()
}

static PHONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:\+|\b00)?\(?\d(?:[ \u{a0}().‐‑–-]{0,3}\d){5,14}").expect("a fixed pattern")
});
static PHONE_WORD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:\bтел\b|телефон\w*|номер\w*|звон\w+|набира\w+|\bphone\b|\bcall\w*|\bmobile\b|\btel\b)[^\d]{0,20}$")
        .expect("a fixed pattern")
});

fn phones(text: &str) -> Places {
    let fits = |range: &std::ops::Range<usize>| {
        let written = &text[range.clone()];
        let digits = digits_of(written);
        // The minutes of a time with a date behind them are digits and signs too.
        if !stands_alone(text, range) || text[..range.start].ends_with(':') || DATE_INSIDE.is_match(written) {
            return false;
        }
        let plus = written.starts_with('+') || written.starts_with("00");
        let separated = written.contains([' ', '-', '(', '\u{a0}', '–', '.']);
        let n = digits.len();
        let russian =
            n == 11 && matches!(digits[0], b'7' | b'8') && matches!(digits[1], b'3' | b'4' | b'8' | b'9');
        let belarusian = (n == 12 && digits.starts_with(b"375")) || (n == 11 && digits.starts_with(b"80"));
        let ukrainian = n == 12 && digits.starts_with(b"380");
        // 07700 900123, 020 7946 0018; a whole number with 0 before it is no amount.
        let british = matches!(n, 10 | 11) && digits[0] == b'0' && digits[1] != b'0';
        let american = n == 10 && separated && AMERICAN.is_match(written);
        let before = floor(text, range.start.saturating_sub(NEAR_BYTES));
        let named = || PHONE_WORD.is_match(&text[before..range.start]);
        (plus && (9..=15).contains(&n))
            || ((russian || belarusian || ukrainian || british || american) && !is_date(written))
            || (matches!(n, 6 | 7 | 9 | 10) && !is_date(written) && named())
    };
    PHONE
        .find_iter(text)
        .map(|hit| hit.range())
        .filter(fits)
        .collect()
}

static AMERICAN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\(?[2-9]\d{2}\)?[ .-]?\d{3}[ .-]\d{4}$").expect("a fixed pattern"));
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:\d{1,2}[.-]\d{1,2}[.-]\d{2,4}|\d{4}[.-]\d{1,2}[.-]\d{1,2})(?:\D|$)")
        .expect("a fixed pattern")
});

static DATE_INSIDE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[ \u{a0}])\d{1,2}[.]\d{1,2}[.](?:19|20)?\d{2}(?:\D|$)").expect("a fixed pattern")
});

fn is_date(written: &str) -> bool {
    DATE.is_match(written)
}

/// A word for something with a number, what may stand between, and the number.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)
        (?: \b(?:заказ|договор|заявк|обращени|накладн|трек|квитанци|посылк|отправлени|полис|бронир|бронь|заявлени)\w*
          | \b(?:order|contract|ticket|tracking|invoice|reference|ref|booking|case|account|claim|policy|shipment|awb)s?\b
          | \b(?:сч[её]т)\w* )
        (?: [\s:.,-]* (?:номер\w*|number|num|no|nr|id|код\w*|code|is|под|за)\b )*
        [\s:.,-]* (?P<sign>[№\#]|n[o°º]\.?)? \s*
        (?P<m>[a-zа-я]{0,4}[-]?\d[\da-z/-]{2,24})",
    )
    .expect("a fixed pattern")
});

fn numbers(text: &str) -> Places {
    let mut found = Vec::new();
    for hit in NUMBER.captures_iter(text) {
        let place = hit.name("m").expect("always there");
        let written = place.as_str();
        let digits = written.bytes().filter(u8::is_ascii_digit).count();
        // «счёт 20000 рублей» is an amount and «заказ 2019 года» a year; without a sign only long numbers are ids.
        let signed = hit.name("sign").is_some() || NUMBER_SAID.is_match(&hit[0]);
        let enough = digits >= 5 || (signed && digits >= 3);
        if enough && !is_date(written) && !AMOUNT_AFTER.is_match(&text[place.end()..]) {
            found.push(place.start()..place.end());
        }
    }
    found
}

static NUMBER_SAID: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)номер|number|\bid\b|\bкод").expect("a fixed pattern"));
static AMOUNT_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^[.,]?\d*\s*(?:руб|р\b|р\.|₽|тыс|т\.?р|usd|eur|долл|бел|byn|\$|€|%|лет|дн|год|month|day|week|year|hour|min)").expect("a fixed pattern")
});

fn digits_of(text: &str) -> Vec<u8> {
    text.bytes().filter(u8::is_ascii_digit).collect()
}

/// No letter or digit touches the place: it is not a part of something longer.
fn stands_alone(text: &str, range: &std::ops::Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

/// The nearest start of a character at or before a byte.
fn floor(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
