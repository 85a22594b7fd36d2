//! The embedded fonts as each output needs them.

use resvg::usvg::fontdb;
use std::sync::{Arc, OnceLock};

use crate::text::{BOLD, FAMILY, REGULAR, SEMI_BOLD};

/// Latin, Greek, Cyrillic, punctuation and arrows only: small enough to travel in every file.
const WEB: [(u16, &[u8]); 3] = [
    (400, include_bytes!("../fonts/Inter-Regular.subset.woff2")),
    (600, include_bytes!("../fonts/Inter-SemiBold.subset.woff2")),
    (700, include_bytes!("../fonts/Inter-Bold.subset.woff2")),
];

/// `@font-face` rules with the fonts inside.
pub(crate) fn css() -> &'static str {
    static CSS: OnceLock<String> = OnceLock::new();
    CSS.get_or_init(|| {
        WEB.map(|(weight, font)| {
            format!(
                "@font-face{{font-family:{FAMILY};font-weight:{weight};src:url(data:font/woff2;base64,{})format(\"woff2\")}}",
                base64(font)
            )
        })
        .concat()
    })
}

/// Only these fonts, never those of the machine: the same input must give the same picture everywhere.
pub(crate) fn database() -> Arc<fontdb::Database> {
    static DATABASE: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    DATABASE
        .get_or_init(|| {
            let mut database = fontdb::Database::new();
            for font in [REGULAR, SEMI_BOLD, BOLD, crate::emoji::font()] {
                database.load_font_data(font.to_vec());
            }
            database.set_sans_serif_family(FAMILY);
            Arc::new(database)
        })
        .clone()
}

/// RFC 4648, with padding.
pub(crate) fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let [a, b, c] = [0, 1, 2].map(|i| u32::from(chunk.get(i).copied().unwrap_or_default()));
        let bits = a << 16 | b << 8 | c;
        for i in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * i) & 63) as usize] as char;
            text.push(if i > chunk.len() { '=' } else { letter });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn base64_matches_the_examples_of_its_rfc() {
        for (plain, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(super::base64(plain.as_bytes()), coded);
        }
    }
}
