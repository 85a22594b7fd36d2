//! Which encoding a text is in.

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum Encoding {
    #[default]
    #[serde(rename = "utf-8")]
    Utf8,
    #[serde(rename = "utf-16le")]
    Utf16Le,
    #[serde(rename = "utf-16be")]
    Utf16Be,
    #[serde(rename = "windows-1251")]
    Windows1251,
    /// Read as its superset windows-1252, which is what programs that say latin-1 write.
    #[serde(rename = "latin-1")]
    Latin1,
}

impl Encoding {
    pub(crate) fn rs(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 => UTF_8,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
            Self::Windows1251 => WINDOWS_1251,
            Self::Latin1 => WINDOWS_1252,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1251 => "windows-1251",
            Self::Latin1 => "latin-1",
        }
    }
}

/// The encoding of a text and the bytes of its byte order mark. `None` when the bytes are no text: control characters
/// that no text has.
pub fn detect(sample: &[u8]) -> Option<(Encoding, usize)> {
    if sample.starts_with(b"\xEF\xBB\xBF") {
        return Some((Encoding::Utf8, 3));
    }
    if sample.starts_with(b"\xFF\xFE") {
        return Some((Encoding::Utf16Le, 2));
    }
    if sample.starts_with(b"\xFE\xFF") {
        return Some((Encoding::Utf16Be, 2));
    }
    if let Some(wide) = utf16_without_mark(sample) {
        return Some((wide, 0));
    }
    if sample
        .iter()
        .any(|b| *b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1A | 0x1B))
    {
        return None;
    }
    match std::str::from_utf8(sample) {
        Ok(_) => Some((Encoding::Utf8, 0)),
        // A sample may end inside a character.
        Err(e) if e.error_len().is_none() && sample.len() - e.valid_up_to() < 4 => Some((Encoding::Utf8, 0)),
        Err(_) => Some((eight_bit(sample), 0)),
    }
}

/// Text in the Latin or Cyrillic script has one constant byte in nearly every pair: 0x00 or 0x04.
fn utf16_without_mark(sample: &[u8]) -> Option<Encoding> {
    let pairs = sample.len() / 2;
    if pairs < 2 {
        return None;
    }
    let high = |place: usize| {
        sample[..pairs * 2]
            .iter()
            .skip(place)
            .step_by(2)
            .filter(|b| matches!(b, 0x00 | 0x04))
            .count()
    };
    let zeros = |place: usize| {
        sample[..pairs * 2]
            .iter()
            .skip(place)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    if high(1) * 10 >= pairs * 9 && zeros(1) > 0 && zeros(0) * 10 < pairs {
        return Some(Encoding::Utf16Le);
    }
    (high(0) * 10 >= pairs * 9 && zeros(0) > 0 && zeros(1) * 10 < pairs).then_some(Encoding::Utf16Be)
}

/// In Russian words high bytes stand beside each other; in western words they stand alone between ASCII letters.
fn eight_bit(sample: &[u8]) -> Encoding {
    let high = |b: &u8| *b >= 0xC0 || *b == 0xB8 || *b == 0xA8;
    let all = sample.iter().filter(|b| high(b)).count();
    let neighbours = sample.windows(2).filter(|w| high(&w[0]) && high(&w[1])).count();
    if neighbours * 2 > all {
        Encoding::Windows1251
    } else {
        Encoding::Latin1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, encoding: Encoding) {
        let bytes = match encoding {
            Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            _ => encoding.rs().encode(text).0.into_owned(),
        };
        assert_eq!(detect(&bytes), Some((encoding, 0)), "{text}");
    }

    #[test]
    fn each_encoding_is_known_by_its_bytes() {
        let russian = "клиент;событие;дата\nИванов;Заявка подана;01.02.2026\n";
        let french = "client;étape\nHélène;déjà livré à Orléans\n";
        for encoding in [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be] {
            check(russian, encoding);
            check(french, encoding);
        }
        check(russian, Encoding::Windows1251);
        check(french, Encoding::Latin1);
    }

    #[test]
    fn a_mark_at_the_start_decides_and_binary_is_no_text() {
        assert_eq!(detect(b"\xEF\xBB\xBFa,b"), Some((Encoding::Utf8, 3)));
        assert_eq!(detect(b"\xFF\xFEa\0"), Some((Encoding::Utf16Le, 2)));
        assert_eq!(detect(b"\x7fELF\x02\x01\x01\0\0\0\0"), None);
        assert_eq!(
            detect("ключ".as_bytes().split_last().unwrap().1),
            Some((Encoding::Utf8, 0))
        );
    }
}
