//! Colours. Chosen for contrast on their ground (text 4.5:1 and more, lines that matter 3:1) and to be told apart by
//! people who do not see red and green; every meaning of a colour has a second sign beside it.

mod brand;
mod palettes;
#[cfg(test)]
mod sight;

use crate::scene::Color;
use palettes::{DARK, GREYSCALE, HIGH_CONTRAST, LIGHT};
use tropa_map::Map;
use tropa_map::document::LaneRole;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Theme {
    #[default]
    Light,
    Dark,
    /// Text and signs at 7:1 and more on white, every part framed: for weak eyes, bad projectors and bright rooms.
    HighContrast,
    /// No colour at all, pictures included: for printers and copies in black and white.
    Greyscale,
}

impl Theme {
    /// In the order they are offered.
    pub const ALL: &[Self] = &[Self::Light, Self::Dark, Self::HighContrast, Self::Greyscale];

    /// The word for it in commands and requests.
    pub fn word(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::HighContrast => "high-contrast",
            Self::Greyscale => "greyscale",
        }
    }

    pub fn of(word: &str) -> Option<Self> {
        let word = word.to_ascii_lowercase();
        Self::ALL.iter().copied().find(|theme| theme.word() == word)
    }

    /// The theme's colours with those of the map's brand.
    pub(crate) fn tokens_of(self, map: &Map) -> Tokens {
        self.tokens().branded(self, map.brand.as_ref())
    }

    pub(crate) fn tokens(self) -> Tokens {
        match self {
            Self::Light => LIGHT,
            Self::Dark => DARK,
            Self::HighContrast => HIGH_CONTRAST,
            Self::Greyscale => GREYSCALE,
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
    /// Of the curves of up to four personas, told apart without red and green and without blue and yellow; each has its
    /// own dash and marker besides.
    series: [Color; 4],
    /// −2, −1, 0, +1, +2.
    pub feelings: [Color; 5],
    pub pain: Color,
    pub continued: Color,
    pub completed: Color,
    pub open: Color,
    pub lost: Color,
    /// The company's own colours, for lines that say nothing: contrast is not asked of them.
    pub band: Option<[Color; 2]>,
    /// What is different in a newer map: neither the colour of what is new nor of what is gone.
    pub changed: Color,
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

    /// Of a persona's curve, by its place among the personas.
    pub fn series(&self, index: usize) -> Color {
        self.series[index % self.series.len()]
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

/// Whether light text stands on it.
pub(crate) fn is_dark(paper: Color) -> bool {
    brand::contrast(paper, Color(255, 255, 255)) > brand::contrast(paper, Color(0, 0, 0))
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

#[cfg(test)]
mod tests {
    use super::brand::contrast;
    use super::sight::Sight;
    use super::*;

    /// WCAG 2.2: AA, and AAA where the theme promises more.
    fn least(theme: Theme) -> f64 {
        if theme == Theme::HighContrast { 7.0 } else { 4.5 }
    }

    fn check(theme: Theme, what: &str, ink: Color, ground: Color, least: f64) {
        let found = contrast(ink, ground);
        assert!(
            found >= least,
            "{} {what} {ink:?} on {ground:?}: {found:.2}",
            theme.word()
        );
    }

    #[test]
    fn text_can_be_read_on_every_ground() {
        for theme in Theme::ALL {
            let (t, least) = (theme.tokens(), least(*theme));
            let stages: Vec<Color> = (0..6).map(|i| t.stage_ground(i)).collect();
            for ground in t.tints.into_iter().chain([t.paper, t.card]).chain(stages) {
                check(*theme, "ink", t.ink, ground, 7.0);
                check(*theme, "muted", t.muted, ground, least);
            }
            for ground in [t.paper, t.card, t.lane(LaneRole::Pains), t.lane(LaneRole::Kpis)] {
                for ink in [t.pain, t.lost, t.continued, t.completed] {
                    check(*theme, "number", ink, ground, least);
                }
            }
            for i in 0..6 {
                check(*theme, "disc", t.on_disc, t.stage(i), least);
                check(*theme, "header", t.ink, t.stage_ground(i), 7.0);
            }
            for color in t
                .feelings
                .into_iter()
                .chain(t.series)
                .chain([t.line_strong, t.changed])
            {
                check(*theme, "sign", color, t.paper, least);
            }
        }
    }

    #[test]
    fn curves_of_personas_are_told_apart_by_every_eye() {
        for theme in Theme::ALL {
            let t = theme.tokens();
            for (a, b) in pairs(&t.series) {
                for sight in Sight::COLOR {
                    let apart = sight.distance(a, b);
                    assert!(
                        apart >= 0.09,
                        "{} {sight:?} {a:?} {b:?}: {apart:.3}",
                        theme.word()
                    );
                }
                // In black and white dash and marker tell the rest.
                let least = if *theme == Theme::Greyscale { 0.09 } else { 0.03 };
                let apart = Sight::Grey.distance(a, b);
                assert!(apart >= least, "{} grey {a:?} {b:?}: {apart:.3}", theme.word());
            }
        }
    }

    #[test]
    fn neighbours_on_the_scale_of_feelings_differ_for_every_eye() {
        for theme in Theme::ALL {
            let t = theme.tokens();
            for pair in t.feelings.windows(2) {
                for sight in Sight::COLOR {
                    let apart = sight.distance(pair[0], pair[1]);
                    assert!(apart >= 0.075, "{} {sight:?} {pair:?}: {apart:.3}", theme.word());
                }
            }
            let (lowest, highest) = (t.feelings[0], t.feelings[4]);
            for sight in Sight::COLOR {
                assert!(
                    sight.distance(lowest, highest) >= 0.15,
                    "{} {sight:?}",
                    theme.word()
                );
            }
        }
    }

    #[test]
    fn the_parts_of_a_bar_differ_for_every_eye() {
        for theme in Theme::ALL {
            let t = theme.tokens();
            for (a, b) in pairs(&[t.continued, t.completed, t.open, t.lost]) {
                for sight in Sight::COLOR {
                    let apart = sight.distance(a, b);
                    assert!(
                        apart >= 0.07,
                        "{} {sight:?} {a:?} {b:?}: {apart:.3}",
                        theme.word()
                    );
                }
            }
        }
    }

    #[test]
    fn greyscale_holds_no_colour() {
        let t = Theme::Greyscale.tokens();
        let fixed = [
            t.paper,
            t.ink,
            t.muted,
            t.line_strong,
            t.line,
            t.card,
            t.card_line,
            t.track,
            t.on_disc,
            t.pain,
            t.continued,
            t.completed,
            t.open,
            t.lost,
            t.changed,
        ];
        let lists = t
            .stages
            .iter()
            .chain(&t.series)
            .chain(&t.feelings)
            .chain(&t.tints);
        for Color(r, g, b) in fixed.iter().chain(lists) {
            assert!(r == g && g == b, "{r} {g} {b}");
        }
    }

    fn pairs(colors: &[Color]) -> Vec<(Color, Color)> {
        let after = |i: usize| colors[i + 1..].iter().map(move |b| (colors[i], *b));
        (0..colors.len()).flat_map(after).collect()
    }
}
