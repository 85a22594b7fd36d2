//! Emoji: signs the embedded text font does not have, drawn in one of their own, in the colour of the text around them.
//!
//! A sequence that makes one sign (a flag, a family, a tone of skin, a digit in its cap) is kept together, measured and
//! drawn as one; where the font has no sign for the whole of it, its parts stand side by side.

use crate::scene::{Seg, Weight};
use std::sync::OnceLock;

static FONT: &[u8] = include_bytes!("../fonts/NotoEmoji-Regular.ttf");
/// Of the size of the text: the signs fill their square, letters do not.
const SIZE: f32 = 0.9;

/// A part of a line that is set in one font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run<'a> {
    pub text: &'a str,
    pub emoji: bool,
}

pub(crate) fn font() -> &'static [u8] {
    FONT
}

pub(crate) fn face() -> &'static rustybuzz::Face<'static> {
    static FACE: OnceLock<rustybuzz::Face<'static>> = OnceLock::new();
    FACE.get_or_init(|| rustybuzz::Face::from_slice(FONT, 0).expect("the embedded fonts are whole"))
}

/// The size emoji are set in beside text of this size.
pub(crate) fn size(text_size: f32) -> f32 {
    text_size * SIZE
}

/// Joins what stands before it with what follows.
const JOINER: char = '\u{200d}';
const AS_EMOJI: char = '\u{fe0f}';
const CAP: char = '\u{20e3}';

/// Belongs to the sign before it.
fn extends(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | CAP | JOINER | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}')
}

/// Half of a flag.
fn is_regional(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}')
}

/// Whether the text could hold an emoji: nearly none does, and bytes are looked at sooner than characters.
fn may_hold(text: &str) -> bool {
    text.bytes().any(|b| b >= 0xe2)
}

fn is_emoji(c: char, next: Option<char>, weight: Weight) -> bool {
    if c.is_ascii() || c == '©' || c == '®' {
        return matches!(next, Some(AS_EMOJI | CAP))
            && face().glyph_index(c).is_some()
            && !c.is_ascii_alphabetic();
    }
    let wanted = next == Some(AS_EMOJI) || weight.face().glyph_index(c).is_none();
    wanted && !extends(c) && face().glyph_index(c).is_some() || ('\u{1f3fb}'..='\u{1f3ff}').contains(&c)
}

/// The line in parts, each in one font.
pub(crate) fn runs(text: &str, weight: Weight) -> Vec<Run<'_>> {
    if !may_hold(text) {
        return vec![Run { text, emoji: false }];
    }
    let (mut runs, mut start, mut emoji) = (Vec::new(), 0, false);
    let mut chars = text.char_indices().peekable();
    let mut joined = false;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let belongs = if emoji && (extends(c) || joined) {
            true
        } else {
            is_emoji(c, next, weight)
        };
        joined = c == JOINER && emoji;
        if belongs != emoji && at > start {
            runs.push(Run {
                text: &text[start..at],
                emoji,
            });
            start = at;
        }
        emoji = belongs;
    }
    runs.push(Run {
        text: &text[start..],
        emoji,
    });
    runs
}

/// Whether a line may break before the character, given those before it: not inside a sign of several.
pub(crate) fn may_break(before: &[char], c: char) -> bool {
    let halves = before.iter().rev().take_while(|c| is_regional(**c)).count();
    let inside = extends(c) || before.last() == Some(&JOINER) || (is_regional(c) && halves % 2 == 1);
    !inside
}

/// The advance of a character at size 1 of the text, where it is an emoji; what extends another takes no room.
pub(crate) fn advance(c: char) -> Option<f32> {
    if extends(c) {
        return Some(0.0);
    }
    let glyph = face().glyph_index(c)?;
    let units = face().glyph_hor_advance(glyph)?;
    Some(f32::from(units) / face().units_per_em() as f32 * SIZE)
}

/// The outlines of a run of emoji whose baseline begins at (x, y).
pub(crate) fn outlines(text: &str, x: f32, y: f32, text_size: f32) -> Vec<Seg> {
    let shaped = crate::text::shape_with(text, face(), None);
    let k = size(text_size) / face().units_per_em() as f32;
    let mut pen = Pen {
        segs: Vec::new(),
        x,
        y,
        k,
        at: (0.0, 0.0),
    };
    for (info, place) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
        let (left, base) = (pen.x, pen.y);
        pen.x += place.x_offset as f32 * k;
        pen.y -= place.y_offset as f32 * k;
        let glyph = u16::try_from(info.glyph_id).unwrap_or_default();
        // A sign the font does not have is left out rather than shown as an empty box.
        if glyph != 0 {
            face().outline_glyph(rustybuzz::ttf_parser::GlyphId(glyph), &mut pen);
        }
        (pen.x, pen.y) = (left + place.x_advance as f32 * k, base);
    }
    pen.segs
}

/// Turns the font's outlines into shapes of a drawing: y downwards, curves of the third degree.
struct Pen {
    segs: Vec<Seg>,
    x: f32,
    y: f32,
    k: f32,
    at: (f32, f32),
}

impl Pen {
    fn point(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.k, self.y - y * self.k)
    }
}

impl rustybuzz::ttf_parser::OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.at = self.point(x, y);
        self.segs.push(Seg::Move(self.at.0, self.at.1));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.at = self.point(x, y);
        self.segs.push(Seg::Line(self.at.0, self.at.1));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (from, handle, to) = (self.at, self.point(x1, y1), self.point(x, y));
        let third = |end: f32, handle: f32| end + (handle - end) * 2.0 / 3.0;
        self.segs.push(Seg::Cubic(
            third(from.0, handle.0),
            third(from.1, handle.1),
            third(to.0, handle.0),
            third(to.1, handle.1),
            to.0,
            to.1,
        ));
        self.at = to;
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (a, b, to) = (self.point(x1, y1), self.point(x2, y2), self.point(x, y));
        self.segs.push(Seg::Cubic(a.0, a.1, b.0, b.1, to.0, to.1));
        self.at = to;
    }

    fn close(&mut self) {
        self.segs.push(Seg::Close);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Measure;

    fn told(text: &str) -> String {
        let runs = runs(text, Weight::Regular);
        assert_eq!(runs.iter().map(|run| run.text).collect::<String>(), text);
        let told: Vec<String> = runs
            .iter()
            .map(|run| {
                if run.emoji {
                    format!("[{}]", run.text)
                } else {
                    run.text.to_owned()
                }
            })
            .collect();
        told.join("|")
    }

    #[test]
    fn signs_and_letters_stand_in_their_own_fonts() {
        assert_eq!(told("Ждёт 🙂 ответа"), "Ждёт |[🙂]| ответа");
        assert_eq!(told("5 из 5 — «да»…"), "5 из 5 — «да»…");
        assert_eq!(told("🙂🚚"), "[🙂🚚]");
        assert_eq!(told(""), "");
        assert_eq!(told("№ 1 © 2026 → ✓"), "№ 1 © 2026 → ✓");
    }

    #[test]
    fn a_sign_of_several_characters_stays_whole() {
        for sign in ["👩‍🚀", "🏳️‍🌈", "👍🏽", "🇷🇺", "1️⃣", "❤️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👨‍👩‍👧‍👦", "☎️"]
        {
            assert_eq!(told(sign), format!("[{sign}]"));
            assert_eq!(told(&format!("a {sign} б")), format!("a |[{sign}]| б"));
            assert!(!outlines(sign, 0.0, 0.0, 13.0).is_empty(), "{sign}");
        }
    }

    #[test]
    fn a_line_never_breaks_inside_a_sign() {
        let measure = Measure::default();
        for sign in ["👩‍🚀", "👍🏽", "🇷🇺", "1️⃣", "👨‍👩‍👧‍👦"] {
            for max in [14.0, 30.0, 50.0, 70.0] {
                let lines = measure.wrap(&sign.repeat(12), max, 13.0, Weight::Regular);
                assert_eq!(lines.concat(), sign.repeat(12));
                for line in lines {
                    assert_eq!(line, sign.repeat(line.chars().count() / sign.chars().count()));
                }
            }
        }
    }

    #[test]
    fn parts_of_signs_alone_are_harmless() {
        for text in [
            "\u{fe0f}",
            "\u{200d}",
            "\u{20e3}",
            "🇷",
            "\u{1f3fd}",
            "a\u{200d}b",
            "\u{e007f}",
            "🙂\u{200d}",
            "1\u{20e3}",
        ] {
            told(text);
            outlines(text, 0.0, 0.0, 13.0);
            assert!(Measure::default().width(text, 13.0, Weight::Bold) >= 0.0);
        }
    }
}
