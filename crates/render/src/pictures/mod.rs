//! The pictures of a map, made safe to show: whatever the file holds, drawings only see pixels that were read here, of a
//! bounded size, written anew as PNG or JPEG without anything else the file carried (places, dates, scripts, appendages).
//!
//! SVG becomes pixels too: a drawing of strangers never stands as markup in a page of ours.

mod jpeg;
mod kept;
mod raster;
#[cfg(test)]
mod tests;
mod vector;

pub(crate) use kept::read;

use std::sync::Arc;
use tropa_map::Lang;
use tropa_model::LocalText;

/// A file larger than a map may hold is not read: 5 MB of bytes are 6.7 MB of base64.
const TEXT_BYTES_MAX: usize = 8 << 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Png,
    Jpeg,
}

impl Kind {
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
        }
    }

    /// The usual ending of a file's name.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpeg",
        }
    }
}

/// A picture that can stand in any output as it is.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    pub kind: Kind,
    /// In pixels; never 0, at most 1,600.
    pub width: u32,
    pub height: u32,
    pub bytes: Arc<[u8]>,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            kind,
            width,
            height,
            bytes,
        } = self;
        write!(f, "{kind:?} {width}×{height}, {} bytes", bytes.len())
    }
}

impl Picture {
    /// For being drawn this many pixels wide: itself, or a smaller one where it has many more.
    pub(crate) fn for_width(&self, pixels: f32) -> Self {
        let k = pixels / self.width as f32;
        if k > 0.75 {
            return self.clone();
        }
        let side_max = (self.width.max(self.height) as f32 * k).ceil() as u32;
        raster::reduced(self, side_max).unwrap_or_else(|_| self.clone())
    }
}

/// Why a picture cannot be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Neither PNG nor JPEG nor SVG, or not base64.
    Unknown,
    /// Begins like a picture and goes on otherwise.
    Broken,
    /// More bytes or pixels than are read.
    TooLarge,
    /// An SVG that nests, repeats or filters more than any picture needs.
    TooComplex,
}

impl Fault {
    /// To be read after «The picture cannot be shown».
    pub(crate) fn text(self, lang: Lang) -> &'static str {
        match self {
            Self::Unknown => lang.pick("it is not a PNG, JPEG or SVG", "это не PNG, JPEG или SVG"),
            Self::Broken => lang.pick("the file is damaged", "файл повреждён"),
            Self::TooLarge => lang.pick("it is too large", "она слишком большая"),
            Self::TooComplex => lang.pick("the SVG is too complex", "SVG слишком сложный"),
        }
    }
}

/// Base64 of RFC 4648; white space is skipped, anything else wrong makes it nothing.
fn decode(text: &str) -> Option<Vec<u8>> {
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

/// What the bytes are, whatever the map calls them.
fn open(text: &str, grey: bool) -> Result<Picture, Fault> {
    if text.len() > TEXT_BYTES_MAX {
        return Err(Fault::TooLarge);
    }
    open_bytes(&decode(text).ok_or(Fault::Unknown)?, grey)
}

/// A picture somebody sends, read within limits and written anew: at most 1,600 pixels wide and high.
///
/// # Errors
/// Why it cannot be shown, to be read after «the picture cannot be shown».
pub fn made_safe(bytes: &[u8]) -> Result<Picture, LocalText> {
    let read = if bytes.len() > TEXT_BYTES_MAX / 4 * 3 {
        Err(Fault::TooLarge)
    } else {
        open_bytes(bytes, false)
    };
    read.map_err(|fault| LocalText::en_ru(fault.text(Lang::En), fault.text(Lang::Ru)))
}

/// The picture behind the base64 text of a map's image, safe to show; `None` where it cannot be shown.
pub fn picture(base64: &str) -> Option<Picture> {
    read(base64, false).ok()
}

fn open_bytes(bytes: &[u8], grey: bool) -> Result<Picture, Fault> {
    let read = || {
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            return raster::png(bytes).map(|pixels| pixels.written(grey, false));
        }
        if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
            return raster::jpeg(bytes).map(|pixels| pixels.written(grey, true));
        }
        vector::svg(bytes).map(|pixels| pixels.written(grey, false))
    };
    // The decoders are others' work fed with strangers' bytes: should one of them fail, one picture is missing.
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(read)).unwrap_or(Err(Fault::Broken))
}
