//! What colours look like to different eyes and on different grounds, as the tests of the themes need it.

use crate::scene::Color;

/// How a colour reaches the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sight {
    Usual,
    /// Without cones for long waves (red).
    Protanopia,
    /// Without cones for middle waves (green).
    Deuteranopia,
    /// Without cones for short waves (blue).
    Tritanopia,
    /// Copied in black and white.
    Grey,
}

impl Sight {
    pub const COLOR: [Self; 4] = [
        Self::Usual,
        Self::Protanopia,
        Self::Deuteranopia,
        Self::Tritanopia,
    ];

    /// Linear RGB to linear RGB: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, «A Physiologically-based Model for
    /// Simulation of Color Vision Deficiency», IEEE Transactions on Visualization and Computer Graphics 15 (2009),
    /// severity 1.0.
    fn matrix(self) -> [[f64; 3]; 3] {
        match self {
            Self::Usual => [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
            Self::Protanopia => [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
            Self::Deuteranopia => [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
            Self::Tritanopia => [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
            Self::Grey => [LUMINANCE; 3],
        }
    }

    fn seen(self, color: Color) -> [f64; 3] {
        let light = linear(color);
        self.matrix().map(|row| {
            let sum: f64 = row.iter().zip(light).map(|(k, c)| k * c).sum();
            sum.clamp(0.0, 1.0)
        })
    }

    /// How far two colours are apart for this reader, in OKLab (B. Ottosson, 2020): 1 from black to white, about 0.02
    /// where a difference can just be noticed side by side.
    pub fn distance(self, a: Color, b: Color) -> f64 {
        let (a, b) = (oklab(self.seen(a)), oklab(self.seen(b)));
        a.iter()
            .zip(b)
            .map(|(a, b)| (a - b) * (a - b))
            .sum::<f64>()
            .sqrt()
    }
}

/// ITU-R BT.709.
const LUMINANCE: [f64; 3] = [0.2126, 0.7152, 0.0722];

fn linear(Color(r, g, b): Color) -> [f64; 3] {
    [r, g, b].map(|c| {
        let c = f64::from(c) / 255.0;
        if c <= 0.040_45 {
            c / 12.92
        } else {
            ((c + 0.055) / 1.055).powf(2.4)
        }
    })
}

fn oklab([r, g, b]: [f64; 3]) -> [f64; 3] {
    let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
    let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
    let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
    [
        0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s,
        1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s,
        0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s,
    ]
}
