//! Writes photographs: baseline JPEG (ITU-T T.81), colour not halved, tables of its annex K, quality 88.

use super::raster::Pixels;

const QUALITY: u32 = 88;

/// Where the coefficients stand that follow each other from low to high frequency (figure 5).
const ZIGZAG: [usize; 64] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7,
    14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39,
    46, 53, 60, 61, 54, 47, 55, 62, 63,
];

/// Table K.1 and K.2: brightness and colour, row by row.
const STEPS: [[u32; 64]; 2] = [
    [
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14,
        17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49,
        64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
    ],
    [
        17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47,
        66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    ],
];

/// How many codes have each length from 1 to 16, and what they stand for (tables K.3 to K.6).
struct Codes {
    lengths: [u8; 16],
    values: &'static [u8],
}

const DC: [Codes; 2] = [
    Codes {
        lengths: [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0],
        values: &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
    },
    Codes {
        lengths: [0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0],
        values: &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
    },
];

const AC: [Codes; 2] = [
    Codes {
        lengths: [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7d],
        values: &[
            0x01, 0x02, 0x03, 0x00, 0x04, 0x11, 0x05, 0x12, 0x21, 0x31, 0x41, 0x06, 0x13, 0x51, 0x61, 0x07,
            0x22, 0x71, 0x14, 0x32, 0x81, 0x91, 0xa1, 0x08, 0x23, 0x42, 0xb1, 0xc1, 0x15, 0x52, 0xd1, 0xf0,
            0x24, 0x33, 0x62, 0x72, 0x82, 0x09, 0x0a, 0x16, 0x17, 0x18, 0x19, 0x1a, 0x25, 0x26, 0x27, 0x28,
            0x29, 0x2a, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x3a, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49,
            0x4a, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58, 0x59, 0x5a, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69,
            0x6a, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7a, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89,
            0x8a, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9a, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7,
            0xa8, 0xa9, 0xaa, 0xb2, 0xb3, 0xb4, 0xb5, 0xb6, 0xb7, 0xb8, 0xb9, 0xba, 0xc2, 0xc3, 0xc4, 0xc5,
            0xc6, 0xc7, 0xc8, 0xc9, 0xca, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7, 0xd8, 0xd9, 0xda, 0xe1, 0xe2,
            0xe3, 0xe4, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9, 0xea, 0xf1, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8,
            0xf9, 0xfa,
        ],
    },
    Codes {
        lengths: [0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 0x77],
        values: &[
            0x00, 0x01, 0x02, 0x03, 0x11, 0x04, 0x05, 0x21, 0x31, 0x06, 0x12, 0x41, 0x51, 0x07, 0x61, 0x71,
            0x13, 0x22, 0x32, 0x81, 0x08, 0x14, 0x42, 0x91, 0xa1, 0xb1, 0xc1, 0x09, 0x23, 0x33, 0x52, 0xf0,
            0x15, 0x62, 0x72, 0xd1, 0x0a, 0x16, 0x24, 0x34, 0xe1, 0x25, 0xf1, 0x17, 0x18, 0x19, 0x1a, 0x26,
            0x27, 0x28, 0x29, 0x2a, 0x35, 0x36, 0x37, 0x38, 0x39, 0x3a, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48,
            0x49, 0x4a, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58, 0x59, 0x5a, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68,
            0x69, 0x6a, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7a, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87,
            0x88, 0x89, 0x8a, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9a, 0xa2, 0xa3, 0xa4, 0xa5,
            0xa6, 0xa7, 0xa8, 0xa9, 0xaa, 0xb2, 0xb3, 0xb4, 0xb5, 0xb6, 0xb7, 0xb8, 0xb9, 0xba, 0xc2, 0xc3,
            0xc4, 0xc5, 0xc6, 0xc7, 0xc8, 0xc9, 0xca, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7, 0xd8, 0xd9, 0xda,
            0xe2, 0xe3, 0xe4, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9, 0xea, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8,
            0xf9, 0xfa,
        ],
    },
];

impl Codes {
    /// Code and length by value (annex C).
    fn table(&self) -> [(u16, u8); 256] {
        let mut table = [(0, 0); 256];
        let (mut code, mut next) = (0_u16, self.values.iter());
        for (length, count) in (1..).zip(self.lengths) {
            for value in next.by_ref().take(usize::from(count)) {
                table[usize::from(*value)] = (code, length);
                code += 1;
            }
            code <<= 1;
        }
        table
    }
}

fn steps() -> [[u32; 64]; 2] {
    // As the library of the Independent JPEG Group counts quality from 50 on.
    let percent = 200 - 2 * QUALITY;
    STEPS.map(|table| table.map(|step| ((step * percent + 50) / 100).clamp(1, 255)))
}

/// The pixels on white where they are transparent.
pub(super) fn encode(pixels: &Pixels) -> Vec<u8> {
    let steps = steps();
    let mut out = head(pixels, &steps);
    let (dc, ac) = (DC.map(|codes| codes.table()), AC.map(|codes| codes.table()));
    let cosines = cosines();
    let mut bits = Bits {
        out: &mut out,
        held: 0,
        count: 0,
    };
    let mut before = [0; 3];
    for top in (0..pixels.height).step_by(8) {
        for left in (0..pixels.width).step_by(8) {
            let blocks = blocks(pixels, left, top);
            for (part, block) in blocks.iter().enumerate() {
                let table = usize::from(part > 0);
                let found = transformed(block, &cosines, &steps[table]);
                bits.value(found[0] - before[part], 0, &dc[table]);
                before[part] = found[0];
                let mut zeros = 0;
                for value in &found[1..] {
                    if *value == 0 {
                        zeros += 1;
                        continue;
                    }
                    while zeros > 15 {
                        bits.code(0xf0, &ac[table]);
                        zeros -= 16;
                    }
                    bits.value(*value, zeros, &ac[table]);
                    zeros = 0;
                }
                if zeros > 0 {
                    bits.code(0, &ac[table]);
                }
            }
        }
    }
    bits.finish();
    out.extend([0xff, 0xd9]);
    out
}

/// All that stands before the pixels (annex B).
fn head(pixels: &Pixels, steps: &[[u32; 64]; 2]) -> Vec<u8> {
    let mut out = vec![0xff, 0xd8];
    let mut segment = |marker: u8, body: &[u8]| {
        out.extend([0xff, marker]);
        out.extend((body.len() as u16 + 2).to_be_bytes());
        out.extend(body);
    };
    segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
    for (i, table) in (0..).zip(steps) {
        let mut body = vec![i];
        body.extend(ZIGZAG.map(|at| table[at] as u8));
        segment(0xdb, &body);
    }
    let [h1, h0] = (pixels.height as u16).to_be_bytes();
    let [w1, w0] = (pixels.width as u16).to_be_bytes();
    segment(0xc0, &[8, h1, h0, w1, w0, 3, 1, 0x11, 0, 2, 0x11, 1, 3, 0x11, 1]);
    for (i, codes) in (0..).zip(&DC).chain((0x10..).zip(&AC)) {
        let mut body = vec![i];
        body.extend(codes.lengths);
        body.extend(codes.values);
        segment(0xc4, &body);
    }
    segment(0xda, &[3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0]);
    out
}

/// Brightness and two colours of eight by eight pixels, around 0; beyond the edge the last pixel goes on.
fn blocks(pixels: &Pixels, left: u32, top: u32) -> [[f32; 64]; 3] {
    let [mut bright, mut blue, mut red] = [[0.0; 64]; 3];
    for i in 0..64 {
        let x = (left as usize + i % 8).min(pixels.width as usize - 1);
        let y = (top as usize + i / 8).min(pixels.height as usize - 1);
        let at = (y * pixels.width as usize + x) * 4;
        let opacity = u32::from(pixels.rgba[at + 3]);
        let on_white = |c: u8| ((u32::from(c) * opacity + 255 * (255 - opacity)) / 255) as f32;
        let [r, g, b] = [0, 1, 2].map(|c| on_white(pixels.rgba[at + c]));
        // JFIF 1.02.
        bright[i] = 0.299 * r + 0.587 * g + 0.114 * b - 128.0;
        blue[i] = -0.168_736 * r - 0.331_264 * g + 0.5 * b;
        red[i] = 0.5 * r - 0.418_688 * g - 0.081_312 * b;
    }
    [bright, blue, red]
}

/// Half the cosine of each frequency at each place, with the weight of the first (A.3.3).
fn cosines() -> [[f32; 8]; 8] {
    let mut table = [[0.0; 8]; 8];
    for (u, row) in table.iter_mut().enumerate() {
        for (x, value) in row.iter_mut().enumerate() {
            let angle = (2 * x + 1) as f32 * u as f32 * std::f32::consts::PI / 16.0;
            let weight = if u == 0 {
                std::f32::consts::FRAC_1_SQRT_2
            } else {
                1.0
            };
            *value = 0.5 * weight * angle.cos();
        }
    }
    table
}

/// The block's frequencies in whole steps, from low to high.
fn transformed(block: &[f32; 64], cosines: &[[f32; 8]; 8], steps: &[u32; 64]) -> [i32; 64] {
    let (mut rows, mut found) = ([0.0_f32; 64], [0; 64]);
    for y in 0..8 {
        for (u, wave) in cosines.iter().enumerate() {
            rows[y * 8 + u] = (0..8).map(|x| block[y * 8 + x] * wave[x]).sum();
        }
    }
    for (place, at) in ZIGZAG.iter().enumerate() {
        let (v, u) = (at / 8, at % 8);
        let value: f32 = (0..8).map(|y| rows[y * 8 + u] * cosines[v][y]).sum();
        found[place] = (value / steps[*at] as f32).round() as i32;
    }
    found
}

struct Bits<'a> {
    out: &'a mut Vec<u8>,
    held: u32,
    count: u32,
}

impl Bits<'_> {
    fn put(&mut self, bits: u32, count: u8) {
        self.held = self.held << count | bits;
        self.count += u32::from(count);
        while self.count >= 8 {
            self.count -= 8;
            let byte = (self.held >> self.count) as u8;
            self.out.push(byte);
            // A marker begins with this byte; here it is only a byte.
            if byte == 0xff {
                self.out.push(0);
            }
        }
        self.held &= (1 << self.count) - 1;
    }

    fn code(&mut self, value: u8, table: &[(u16, u8); 256]) {
        let (code, length) = table[usize::from(value)];
        self.put(u32::from(code), length);
    }

    /// A number after as many zeros: their count and the number's length as a code, then the number (F.1.2).
    fn value(&mut self, value: i32, zeros: u8, table: &[(u16, u8); 256]) {
        let length = (32 - value.unsigned_abs().leading_zeros()) as u8;
        self.code(zeros << 4 | length, table);
        let coded = if value < 0 { value - 1 } else { value };
        self.put(coded as u32 & ((1 << length) - 1), length);
    }

    /// Fills the last byte with ones.
    fn finish(&mut self) {
        let free = (8 - self.count % 8) % 8;
        self.put((1 << free) - 1, free as u8);
    }
}
