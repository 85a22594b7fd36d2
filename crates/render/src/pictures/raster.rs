//! Pixels: read from PNG and JPEG within limits, turned upright, made smaller, written anew.

use super::{Fault, Kind, Picture, jpeg};
use std::io::Cursor;
use std::sync::Arc;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;

/// Of a file that is read: the largest phone cameras take 50 million.
const PIXELS_MAX: u64 = 50_000_000;
const FILE_SIDE_MAX: u32 = 20_000;
/// Of a picture that is shown: sharp in print at 17 × 13 cm, some hundred KB.
pub(super) const SIDE_MAX: u32 = 1_600;
/// A PNG without transparent parts that takes more is a photograph.
const PNG_BYTES_MAX: usize = 512 * 1024;

/// Red, green, blue, opacity; not premultiplied.
pub(super) struct Pixels {
    pub width: u32,
    pub height: u32,
    pub rgba: Vec<u8>,
}

fn sound(width: u32, height: u32) -> Result<(), Fault> {
    if width == 0 || height == 0 {
        return Err(Fault::Broken);
    }
    let fits = width <= FILE_SIDE_MAX && height <= FILE_SIDE_MAX;
    if fits && u64::from(width) * u64::from(height) <= PIXELS_MAX {
        Ok(())
    } else {
        Err(Fault::TooLarge)
    }
}

pub(super) fn png(bytes: &[u8]) -> Result<Pixels, Fault> {
    let limits = png::Limits {
        bytes: PIXELS_MAX as usize * 4,
    };
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_ignore_text_chunk(true);
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let info = decoder.read_header_info().map_err(|_| Fault::Broken)?;
    let (width, height) = (info.width, info.height);
    sound(width, height)?;
    let mut reader = decoder.read_info().map_err(|_| Fault::Broken)?;
    let size = reader.output_buffer_size().ok_or(Fault::TooLarge)?;
    let mut read = vec![0; size];
    let frame = reader.next_frame(&mut read).map_err(|_| Fault::Broken)?;
    read.truncate(frame.buffer_size());
    if (frame.width, frame.height) != (width, height) {
        return Err(Fault::Broken);
    }
    let rgba = match frame.color_type {
        png::ColorType::Rgba => read,
        png::ColorType::Rgb => spread(&read, |p: [u8; 3]| [p[0], p[1], p[2], 255]),
        png::ColorType::GrayscaleAlpha => spread(&read, |p: [u8; 2]| [p[0], p[0], p[0], p[1]]),
        png::ColorType::Grayscale => spread(&read, |p: [u8; 1]| [p[0], p[0], p[0], 255]),
        png::ColorType::Indexed => return Err(Fault::Broken),
    };
    Pixels::new(width, height, rgba)
}

pub(super) fn jpeg(bytes: &[u8]) -> Result<Pixels, Fault> {
    let options = DecoderOptions::default()
        .set_max_width(FILE_SIDE_MAX as usize)
        .set_max_height(FILE_SIDE_MAX as usize)
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = zune_jpeg::JpegDecoder::new_with_options(Cursor::new(bytes), options);
    decoder.decode_headers().map_err(|_| Fault::Broken)?;
    let (width, height) = decoder.dimensions().ok_or(Fault::Broken)?;
    let (width, height) = (
        u32::try_from(width).map_err(|_| Fault::TooLarge)?,
        u32::try_from(height).map_err(|_| Fault::TooLarge)?,
    );
    sound(width, height)?;
    let read = decoder.decode().map_err(|_| Fault::Broken)?;
    let turn = decoder.exif().map_or(1, |exif| orientation(exif));
    let rgba = match decoder.output_colorspace() {
        Some(ColorSpace::RGB) => spread(&read, |p: [u8; 3]| [p[0], p[1], p[2], 255]),
        Some(ColorSpace::Luma) => spread(&read, |p: [u8; 1]| [p[0], p[0], p[0], 255]),
        _ => return Err(Fault::Unknown),
    };
    Ok(Pixels::new(width, height, rgba)?.smaller().turned(turn))
}

fn spread<const N: usize>(read: &[u8], pixel: impl Fn([u8; N]) -> [u8; 4]) -> Vec<u8> {
    let (pixels, _) = read.as_chunks::<N>();
    pixels.iter().flat_map(|p| pixel(*p)).collect()
}

/// How a camera was held: tag 0x0112 of the first directory of the Exif block (Exif 2.32, 4.6.4); 1 where it says
/// nothing.
fn orientation(exif: &[u8]) -> u16 {
    let tiff = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
    let find = || {
        let little = match tiff.get(..4)? {
            b"II*\0" => true,
            b"MM\0*" => false,
            _ => return None,
        };
        let two = |at: usize| {
            let bytes = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
            Some(if little {
                u16::from_le_bytes(bytes)
            } else {
                u16::from_be_bytes(bytes)
            })
        };
        let (low, high) = (u32::from(two(4)?), u32::from(two(6)?));
        let start = if little {
            high << 16 | low
        } else {
            low << 16 | high
        } as usize;
        let entries = (0..usize::from(two(start)?)).map(|i| start + 2 + i * 12);
        let mut values = entries.filter_map(|at| (two(at)? == 0x0112).then(|| two(at + 8))?);
        values.next()
    };
    find().filter(|turn| (1..=8).contains(turn)).unwrap_or(1)
}

/// The picture with sides no longer than that: what reads it draws pixels without looking at all those beneath, and edges
/// become ragged where there are many.
pub(super) fn reduced(picture: &Picture, side_max: u32) -> Result<Picture, Fault> {
    let pixels = match picture.kind {
        Kind::Png => png(&picture.bytes),
        Kind::Jpeg => jpeg(&picture.bytes),
    }?;
    let photograph = picture.kind == Kind::Jpeg;
    Ok(pixels
        .with_sides_up_to(side_max.max(1))
        .written(false, photograph))
}

impl Pixels {
    pub fn new(width: u32, height: u32, rgba: Vec<u8>) -> Result<Self, Fault> {
        let whole = u64::from(width) * u64::from(height) * 4 == rgba.len() as u64;
        whole.then_some(Self { width, height, rgba }).ok_or(Fault::Broken)
    }

    fn at(&self, x: u32, y: u32) -> [u8; 4] {
        let at = (y as usize * self.width as usize + x as usize) * 4;
        [
            self.rgba[at],
            self.rgba[at + 1],
            self.rgba[at + 2],
            self.rgba[at + 3],
        ]
    }

    fn smaller(self) -> Self {
        self.with_sides_up_to(SIDE_MAX)
    }

    /// No side longer: each new pixel is the mean of those it replaces, weighted by their opacity.
    fn with_sides_up_to(self, side_max: u32) -> Self {
        let longest = self.width.max(self.height);
        if longest <= side_max {
            return self;
        }
        let shrunk = |side: u32| (u64::from(side) * u64::from(side_max) / u64::from(longest)).max(1) as u32;
        let (width, height) = (shrunk(self.width), shrunk(self.height));
        let span = |i: u32, to: u32, from: u32| {
            let edge = |i: u32| (u64::from(i) * u64::from(from) / u64::from(to)) as u32;
            edge(i)..edge(i + 1).max(edge(i) + 1)
        };
        let mut rgba = Vec::with_capacity(width as usize * height as usize * 4);
        for y in 0..height {
            for x in 0..width {
                let (mut sums, mut opacity, mut count) = ([0_u64; 3], 0_u64, 0_u64);
                for sy in span(y, height, self.height) {
                    for sx in span(x, width, self.width) {
                        let [r, g, b, a] = self.at(sx, sy);
                        let a = u64::from(a);
                        for (sum, c) in sums.iter_mut().zip([r, g, b]) {
                            *sum += u64::from(c) * a;
                        }
                        opacity += a;
                        count += 1;
                    }
                }
                let mean = |sum: u64| ((sum + opacity / 2) / opacity.max(1)) as u8;
                rgba.extend(sums.map(mean));
                rgba.push(((opacity + count / 2) / count) as u8);
            }
        }
        Self { width, height, rgba }
    }

    /// As the camera was held (Exif orientation).
    fn turned(self, turn: u16) -> Self {
        if turn == 1 {
            return self;
        }
        let (w, h) = (self.width, self.height);
        let (width, height) = if turn >= 5 { (h, w) } else { (w, h) };
        let mut rgba = Vec::with_capacity(self.rgba.len());
        for y in 0..height {
            for x in 0..width {
                let (sx, sy) = match turn {
                    2 => (w - 1 - x, y),
                    3 => (w - 1 - x, h - 1 - y),
                    4 => (x, h - 1 - y),
                    5 => (y, x),
                    6 => (y, h - 1 - x),
                    7 => (w - 1 - y, h - 1 - x),
                    _ => (w - 1 - y, x),
                };
                rgba.extend(self.at(sx, sy));
            }
        }
        Self { width, height, rgba }
    }

    fn without_colour(&mut self) {
        for p in self.rgba.as_chunks_mut::<4>().0 {
            // ITU-R BT.709, of the values as they are coded: what printers and screens do.
            let grey =
                (2126 * u32::from(p[0]) + 7152 * u32::from(p[1]) + 722 * u32::from(p[2]) + 5000) / 10_000;
            [p[0], p[1], p[2]] = [grey as u8; 3];
        }
    }

    /// As a file of our own making.
    pub fn written(self, grey: bool, photograph: bool) -> Picture {
        let mut pixels = self.smaller();
        if grey {
            pixels.without_colour();
        }
        let opaque = pixels.rgba.as_chunks::<4>().0.iter().all(|p| p[3] == 255);
        let png = (!photograph || !opaque).then(|| pixels.as_png(opaque));
        let (kind, bytes) = match png {
            Some(png) if !opaque || png.len() <= PNG_BYTES_MAX => (Kind::Png, png),
            _ => (Kind::Jpeg, jpeg::encode(&pixels)),
        };
        Picture {
            kind,
            width: pixels.width,
            height: pixels.height,
            bytes: Arc::from(bytes),
        }
    }

    fn as_png(&self, opaque: bool) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, self.width, self.height);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_color(if opaque {
            png::ColorType::Rgb
        } else {
            png::ColorType::Rgba
        });
        let rgb: Vec<u8>;
        let samples = if opaque {
            rgb = self
                .rgba
                .as_chunks::<4>()
                .0
                .iter()
                .flat_map(|p| [p[0], p[1], p[2]])
                .collect();
            &rgb
        } else {
            &self.rgba
        };
        let written = encoder
            .write_header()
            .and_then(|mut writer| writer.write_image_data(samples).and_then(|()| writer.finish()));
        written.expect("memory takes all, and the samples are as many as the sides ask");
        bytes
    }
}
