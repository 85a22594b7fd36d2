//! Texts as they come out of files.

use super::place::at_line;
use super::{Format, FormatError};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251};
use tropa_model::proposal::LocalText;

/// The text of a file: UTF-8 or UTF-16 by its mark, else UTF-8, else — for tables, as Excel still writes them in
/// Russia — Windows-1251.
pub(super) fn decoded(bytes: &[u8], format: Format) -> Result<String, FormatError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes)
        && [UTF_8, UTF_16LE, UTF_16BE].contains(&encoding)
    {
        return Ok(encoding
            .decode_without_bom_handling(&bytes[mark..])
            .0
            .into_owned());
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(_) if format == Format::Csv => Ok(WINDOWS_1251.decode(bytes).0.into_owned()),
        Err(error) => {
            let line = 1 + bytes[..error.valid_up_to()]
                .iter()
                .filter(|b| **b == b'\n')
                .count();
            Err(FormatError::Malformed {
                format: format.title(),
                place: at_line(line),
                saw: LocalText::en_ru(
                    "bytes that are not text",
                    "байты, которые не складываются в текст",
                ),
                expected: LocalText::plain("UTF-8"),
            })
        }
    }
}

/// Without control characters and marks that reorder text; line ends are `\n`, the ends of the text
/// and of every line are trimmed.
pub(super) fn clean(text: &str) -> String {
    let unwanted = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\t'))
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let text = text
        .replace("\r\n", "\n")
        .replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    let kept: String = text.chars().filter(|c| !unwanted(*c)).collect();
    let lines: Vec<&str> = kept.trim().split('\n').map(str::trim_end).collect();
    lines.join("\n")
}

/// [`clean`] on one line: every run of white space is one space.
pub(super) fn line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A day as `2026-12-31`, from that form or from `31.12.2026`; `None` for what is no day.
pub(super) fn day(text: &str) -> Option<String> {
    let text = line(text);
    let text = text.split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> = text.split('.').collect();
    let day = match parts.as_slice() {
        [day, month, year] => format!("{year:0>4}-{month:0>2}-{day:0>2}"),
        _ => text.to_owned(),
    };
    (day.len() == 10 && tropa_model::time::parse_rfc3339(&day).is_some()).then_some(day)
}
