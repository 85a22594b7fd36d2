//! The colours of a company in a theme: as they are where they can be read, a little darker or lighter where that is
//! enough, else left out.

use super::{Theme, Tokens};
use crate::scene::Color;
use tropa_map::document::Brand;

/// How far a colour may be mixed with the theme's ink and still be called the company's own.
const MIXED_MAX: f32 = 0.4;
/// The second colour of the stages, where the brand names one only: the first, this far towards the ink.
const SECOND: f32 = 0.3;

impl Tokens {
    /// With the company's colours on stages, lines and the words above the title. Curves, feelings and signs keep
    /// their colours, whose meaning is the same on every map.
    ///
    /// Greyscale has no colours, and high contrast takes those that reach its 7:1 only.
    pub(super) fn branded(mut self, theme: Theme, brand: Option<&Brand>) -> Self {
        let Some(brand) = brand.filter(|_| theme != Theme::Greyscale) else {
            return self;
        };
        let least = if theme == Theme::HighContrast { 7.0 } else { 4.5 };
        let own = brand.color.as_deref().and_then(color_of);
        let accent = brand.accent.as_deref().and_then(color_of);
        let first = own.and_then(|own| self.readable(own, least));
        let second = accent.and_then(|accent| self.readable(accent, least));
        if let Some(first) = first {
            let beside = second.unwrap_or(self.ink.over(first, SECOND));
            self.stages = [first, beside, first, beside, first, beside];
        } else if let Some(second) = second {
            self.stages[0] = second;
        }
        self.band = own.or(accent).map(|first| [first, accent.unwrap_or(first)]);
        self
    }

    /// The colour, or the nearest towards the ink that can be read on paper and card, tinted with itself, and under
    /// the number of a disc.
    fn readable(&self, color: Color, least: f64) -> Option<Color> {
        const STEPS: u8 = 8;
        (0..=STEPS)
            .map(|step| {
                self.ink
                    .over(color, MIXED_MAX * f32::from(step) / f32::from(STEPS))
            })
            .find(|mixed| {
                // Names stand in their stage's colour on a ground tinted with it.
                let tinted = mixed.over(self.paper, self.stage_tint);
                let grounds = [self.paper, self.card, tinted];
                contrast(self.on_disc, *mixed) >= least
                    && grounds.iter().all(|ground| contrast(*mixed, *ground) >= least)
            })
    }
}

/// `#RRGGBB`.
fn color_of(text: &str) -> Option<Color> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    digits
        .bytes()
        .all(|b| b.is_ascii_hexdigit())
        .then(|| u32::from_str_radix(digits, 16).ok().map(Color::hex))?
}

/// WCAG 2.2 contrast ratio: 1 to 21.
pub(crate) fn contrast(a: Color, b: Color) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// WCAG 2.2 relative luminance: 0 to 1.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn brand(color: &str) -> Brand {
        Brand {
            color: Some(color.to_owned()),
            ..Brand::default()
        }
    }

    #[test]
    fn a_colour_that_can_be_read_is_used_as_it_is() {
        let t = Theme::Light
            .tokens()
            .branded(Theme::Light, Some(&brand("#0B5D1E")));
        assert_eq!(t.stage(0), Color(0x0B, 0x5D, 0x1E));
        assert_ne!(t.stage(1), t.stage(0), "neighbours differ");
    }

    #[test]
    fn a_colour_that_is_a_little_pale_is_darkened() {
        let t = Theme::Light
            .tokens()
            .branded(Theme::Light, Some(&brand("#E2574C")));
        let Color(r, g, b) = t.stage(0);
        assert!(
            r > g && r > b && t.stage(0) != Color(0xE2, 0x57, 0x4C),
            "{r} {g} {b}"
        );
        assert!(contrast(t.stage(0), t.paper) >= 4.5);
    }

    #[test]
    fn a_colour_that_cannot_be_read_is_left_to_lines() {
        let usual = Theme::Light.tokens();
        let t = usual.branded(Theme::Light, Some(&brand("#FFF200")));
        assert_eq!(t.stages, usual.stages);
        assert_eq!(t.band, Some([Color(0xFF, 0xF2, 0); 2]));
    }

    #[test]
    fn every_theme_keeps_its_promise_with_any_brand() {
        for theme in Theme::ALL {
            let least = if *theme == Theme::HighContrast { 7.0 } else { 4.5 };
            for color in [
                "#000000", "#FFFFFF", "#FF0000", "#808080", "#00FFFF", "#123456", "nonsense", "#12",
            ] {
                let usual = theme.tokens();
                let t = usual.branded(*theme, Some(&brand(color)));
                for i in 0..6 {
                    assert!(
                        contrast(t.on_disc, t.stage(i)) >= least,
                        "{color} {}",
                        theme.word()
                    );
                    assert!(contrast(t.stage(i), t.paper) >= least, "{color} {}", theme.word());
                }
            }
        }
        let grey = Theme::Greyscale.tokens();
        assert_eq!(
            grey.branded(Theme::Greyscale, Some(&brand("#FF0000"))).stages,
            grey.stages
        );
    }
}
