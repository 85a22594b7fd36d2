//! Pictures of the map as parts of the file: only PNG and JPEG whose bytes say so.

use super::deck::Image;
use tropa_map::document::Map;

/// Larger pictures stay in the map: a deck goes by mail.
const BYTES_MAX: usize = 8 * 1024 * 1024;

/// A picture that can be shown: its number among the deck's images, its sides in pixels, what it shows.
pub(super) struct Picture {
    pub number: usize,
    pub width: f32,
    pub height: f32,
    pub alt: String,
}

/// The bytes of every picture that can stand on a slide, with its id and its sides.
pub(super) fn all(map: &Map) -> Vec<(String, Image, (u32, u32))> {
    map.images
        .iter()
        .filter_map(|image| {
            let bytes = decode(&image.bytes)?;
            let (extension, sides) = known(&bytes)?;
            Some((image.id.clone(), Image { extension, bytes }, sides))
        })
        .collect()
}

/// What the bytes are, whatever the map calls them.
fn known(bytes: &[u8]) -> Option<(&'static str, (u32, u32))> {
    if bytes.len() > BYTES_MAX {
        return None;
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        return sound((number(16)?, number(20)?)).map(|sides| ("png", sides));
    }
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        return sound(jpeg_sides(bytes)?).map(|sides| ("jpeg", sides));
    }
    None
}

fn sound((w, h): (u32, u32)) -> Option<(u32, u32)> {
    let fits = |side: u32| (1..=20_000).contains(&side);
    (fits(w) && fits(h)).then_some((w, h))
}

/// From the first frame header (ITU-T T.81, B.2.2).
fn jpeg_sides(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        let marker = *bytes.get(at + 1).filter(|_| bytes.get(at) == Some(&0xff))?;
        let number = |at: usize| {
            Some(u32::from(u16::from_be_bytes(
                bytes.get(at..at + 2)?.try_into().ok()?,
            )))
        };
        let is_frame = matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc);
        if is_frame {
            return Some((number(at + 7)?, number(at + 5)?));
        }
        at += 2 + number(at + 2)?.max(2) as usize;
    }
}

/// Base64 of RFC 4648; white space is skipped, anything else wrong makes it nothing.
fn decode(text: &str) -> Option<Vec<u8>> {
    if text.len() > BYTES_MAX / 3 * 4 + 4 {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0);
    for c in text
        .trim_end_matches('=')
        .bytes()
        .filter(|c| !c.is_ascii_whitespace())
    {
        let value = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_known_by_their_bytes() {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        png.extend([0, 0, 1, 0, 0, 0, 0, 64, 8, 6, 0, 0, 0]);
        assert_eq!(known(&png), Some(("png", (256, 64))));
        let jpeg = [
            0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 1, 0xff, 0xc0, 0, 11, 8, 0, 32, 0, 48, 3, 1, 0x22, 0,
        ];
        assert_eq!(known(&jpeg), Some(("jpeg", (48, 32))));
        for wrong in [
            &b"<svg onload=alert(1)>"[..],
            b"\x89PNG\r\n\x1a\n",
            b"\xff\xd8\xff",
            b"",
        ] {
            assert_eq!(known(wrong), None);
        }
    }

    #[test]
    fn base64_is_read_and_rubbish_is_nothing() {
        assert_eq!(decode("Zm9v\nYmE="), Some(b"fooba".to_vec()));
        assert_eq!(decode("Zm9*"), None);
    }
}
