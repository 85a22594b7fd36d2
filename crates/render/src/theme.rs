//! Colours. Chosen for contrast on their ground (text 4.5:1 and more, lines that matter 3:1) and to be told apart by
//! people who do not see red and green; every meaning of a colour has a second sign beside it.

use crate::scene::Color;
use tropa_map::document::LaneRole;

const fn hex(rgb: u32) -> Color {
    Color::hex(rgb)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Theme {
    #[default]
    Light,
    Dark,
}

impl Theme {
    /// In the order they are offered.
    pub const ALL: &[Self] = &[Self::Light, Self::Dark];

    /// The word for it in commands and requests.
    pub fn word(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    pub fn of(word: &str) -> Option<Self> {
        let word = word.to_ascii_lowercase();
        Self::ALL.iter().copied().find(|theme| theme.word() == word)
    }

    pub(crate) fn tokens(self) -> Tokens {
        match self {
            Self::Light => LIGHT,
            Self::Dark => DARK,
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Tokens {
    pub paper: Color,
    pub ink: Color,
    pub muted: Color,
    /// Lines that carry meaning.
    pub line_strong: Color,
    /// Decoration only.
    pub line: Color,
    pub card: Color,
    pub card_line: Color,
    /// Behind bars that are not full.
    pub track: Color,
    /// Of the numbered discs; neighbours differ in lightness too. Repeats after the last.
    pub stages: [Color; 6],
    /// On a disc.
    pub on_disc: Color,
    /// How much of the stage's colour tints its header.
    pub stage_tint: f32,
    /// −2, −1, 0, +1, +2.
    pub feelings: [Color; 5],
    pub pain: Color,
    pub continued: Color,
    pub completed: Color,
    pub open: Color,
    pub lost: Color,
    tints: [Color; 9],
}

impl Tokens {
    /// One tint per family of lanes.
    pub fn lane(&self, role: LaneRole) -> Color {
        use LaneRole::*;
        self.tints[match role {
            Actions | Goals | ActionItems | Needs => 0,
            Touchpoints | Channels | Content => 1,
            Thoughts | Quotes | Questions | Expectations => 2,
            Feelings | MomentsOfTruth | Images | Text => 3,
            Pains => 4,
            Delights => 5,
            Opportunities | Ideas => 6,
            Kpis => 7,
            Owner | FrontStage | BackStage | Support => 8,
        }]
    }

    pub fn stage(&self, index: usize) -> Color {
        self.stages[index % self.stages.len()]
    }

    pub fn stage_ground(&self, index: usize) -> Color {
        self.stage(index).over(self.paper, self.stage_tint)
    }

    /// The colour of a feeling: that of the nearest of the five words.
    pub fn feeling(&self, value: f64) -> Color {
        self.feelings[nearest_word(value)]
    }

    /// From +2 down to −2, as a gradient from top to bottom.
    pub fn feelings_down(&self) -> [Color; 5] {
        let [a, b, c, d, e] = self.feelings;
        [e, d, c, b, a]
    }
}

/// Which of the five words of the scale is nearest: 0 for −2 to 4 for +2.
pub(crate) fn nearest_word(value: f64) -> usize {
    (value.clamp(-2.0, 2.0).round() + 2.0) as usize
}

/// The face of a feeling: shape and place say it where colour is not seen.
pub(crate) fn face(value: f64) -> &'static str {
    match nearest_word(value) {
        0 | 1 => "face_frown",
        2 => "face_flat",
        _ => "face_smile",
    }
}

static LIGHT: Tokens = Tokens {
    paper: hex(0xFFFFFF),
    ink: hex(0x1F2937),
    muted: hex(0x4B5563),
    line_strong: hex(0x64748B),
    line: hex(0xE2E8F0),
    card: hex(0xFFFFFF),
    card_line: hex(0xD5DCE6),
    track: hex(0xE2E8F0),
    stages: [
        hex(0x3B5BDB),
        hex(0x0B7285),
        hex(0x2B6E3F),
        hex(0x9C4A00),
        hex(0xA61E4D),
        hex(0x5F3DC4),
    ],
    on_disc: hex(0xFFFFFF),
    stage_tint: 0.12,
    feelings: [
        hex(0xA50026),
        hex(0xC2410C),
        hex(0x6B7280),
        hex(0x2563A8),
        hex(0x1E3A8A),
    ],
    pain: hex(0xB42318),
    continued: hex(0x2563A8),
    completed: hex(0x1E3A8A),
    open: hex(0x94A3B8),
    lost: hex(0xC2410C),
    tints: [
        hex(0xF3F8FF),
        hex(0xF1FCFD),
        hex(0xF7F5FF),
        hex(0xFFFFFF),
        hex(0xFFF5F5),
        hex(0xF3FDF6),
        hex(0xFEFCEE),
        hex(0xF5F7FA),
        hex(0xF7F7F5),
    ],
};

static DARK: Tokens = Tokens {
    paper: hex(0x0F1623),
    ink: hex(0xE8ECF2),
    muted: hex(0xA9B4C4),
    line_strong: hex(0x8492A6),
    line: hex(0x263145),
    card: hex(0x1A2435),
    card_line: hex(0x33415A),
    track: hex(0x2A3750),
    stages: [
        hex(0x91A7FF),
        hex(0x66D9E8),
        hex(0x8CE99A),
        hex(0xFFC078),
        hex(0xFAA2C1),
        hex(0xB197FC),
    ],
    on_disc: hex(0x0F1623),
    stage_tint: 0.18,
    feelings: [
        hex(0xFF8787),
        hex(0xFFA94D),
        hex(0xA9B4C4),
        hex(0x74B0F4),
        hex(0xA5B8FF),
    ],
    pain: hex(0xFF9A8F),
    continued: hex(0x74B0F4),
    completed: hex(0xA5B8FF),
    open: hex(0x6B7A90),
    lost: hex(0xFFA94D),
    tints: [
        hex(0x121C2E),
        hex(0x101F2B),
        hex(0x171A2E),
        hex(0x0F1623),
        hex(0x211922),
        hex(0x12211F),
        hex(0x1F1E1B),
        hex(0x151E2C),
        hex(0x1A1D22),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(Color(r, g, b): Color) -> f64 {
        let linear = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.040_45 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
    }

    /// WCAG 2.2 contrast ratio.
    fn contrast(a: Color, b: Color) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_can_be_read_on_every_ground() {
        for (name, t) in [("light", &LIGHT), ("dark", &DARK)] {
            let stages = (0..6).map(|i| t.stage_ground(i));
            for ground in t.tints.into_iter().chain([t.paper, t.card]).chain(stages) {
                for ink in [t.ink, t.muted] {
                    assert!(
                        contrast(ink, ground) >= 4.5,
                        "{name} {ink:?} on {ground:?}: {}",
                        contrast(ink, ground)
                    );
                }
            }
            for ground in [t.card, t.lane(LaneRole::Pains), t.lane(LaneRole::Kpis)] {
                for ink in [t.pain, t.lost, t.continued, t.completed] {
                    assert!(
                        contrast(ink, ground) >= 4.5,
                        "{name} {ink:?} on {ground:?}: {}",
                        contrast(ink, ground)
                    );
                }
            }
            for i in 0..6 {
                assert!(
                    contrast(t.on_disc, t.stage(i)) >= 4.5,
                    "{name} disc {i}: {}",
                    contrast(t.on_disc, t.stage(i))
                );
                assert!(contrast(t.ink, t.stage_ground(i)) >= 7.0, "{name} header {i}");
            }
            for color in t.feelings.into_iter().chain([t.line_strong]) {
                assert!(
                    contrast(color, t.paper) >= 4.5,
                    "{name} {color:?}: {}",
                    contrast(color, t.paper)
                );
            }
        }
    }
}
