//! Text: cleaning what others wrote, measuring it in the embedded font, breaking it into lines that fit.

use crate::emoji::{self, Run};
use crate::scene::{Anchor, Color, Text, Weight};
use rustc_hash::FxHashMap;
use rustybuzz::ttf_parser::GlyphId;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::OnceLock;

pub(crate) static REGULAR: &[u8] = include_bytes!("../fonts/Inter-Regular.otf");
pub(crate) static SEMI_BOLD: &[u8] = include_bytes!("../fonts/Inter-SemiBold.otf");
pub(crate) static BOLD: &[u8] = include_bytes!("../fonts/Inter-Bold.otf");

/// The name by which drawings call the embedded font.
pub(crate) const FAMILY: &str = "Inter";

/// The baseline of a line of text lies this far below its top, in heights of the font with line height 1.
const ASCENT: f32 = 0.97;

impl Weight {
    pub(crate) fn css(self) -> u16 {
        match self {
            Self::Regular => 400,
            Self::SemiBold => 600,
            Self::Bold => 700,
        }
    }

    pub(crate) fn font(self) -> &'static [u8] {
        match self {
            Self::Regular => REGULAR,
            Self::SemiBold => SEMI_BOLD,
            Self::Bold => BOLD,
        }
    }

    pub(crate) fn face(self) -> &'static rustybuzz::Face<'static> {
        static FACES: OnceLock<[rustybuzz::Face<'static>; 3]> = OnceLock::new();
        let faces = FACES.get_or_init(|| {
            [REGULAR, SEMI_BOLD, BOLD]
                .map(|font| rustybuzz::Face::from_slice(font, 0).expect("the embedded fonts are whole"))
        });
        &faces[self as usize]
    }
}

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Style {
    pub size: f32,
    pub weight: Weight,
    pub color: Color,
    /// Of the size.
    pub line_height: f32,
}

impl Style {
    pub fn new(size: f32, weight: Weight, color: Color) -> Self {
        Self {
            size,
            weight,
            color,
            line_height: 1.35,
        }
    }

    pub fn line(&self) -> f32 {
        (self.size * self.line_height).round()
    }
}

/// Measures words once per drawing.
#[derive(Default)]
pub(crate) struct Measure {
    /// Width of a word at size 1.
    words: RefCell<[FxHashMap<Box<str>, f32>; 3]>,
    /// Where words in Latin letters may break, in letters from their beginning.
    breaks: RefCell<FxHashMap<Box<str>, Rc<[usize]>>>,
}

impl Measure {
    /// The width of one line of text as it will be drawn, kerning included.
    pub fn width(&self, text: &str, size: f32, weight: Weight) -> f32 {
        let mut width = 0.0;
        let space = self.word(" ", weight);
        for (i, word) in text.split(' ').enumerate() {
            width += if i > 0 { space } else { 0.0 } + self.word(word, weight);
        }
        width * size
    }

    fn word(&self, word: &str, weight: Weight) -> f32 {
        if word.is_empty() {
            return 0.0;
        }
        let mut words = self.words.borrow_mut();
        let known = &mut words[weight as usize];
        if let Some(width) = known.get(word) {
            return *width;
        }
        let width = shaped_width(word, weight);
        known.insert(word.into(), width);
        width
    }

    /// Lines none of which is wider than `max`, as long as one character fits. Words break only when they do not fit a
    /// line of their own: after a sign such as `_` or `/`, else between syllables, else anywhere, with a hyphen.
    pub fn wrap(&self, text: &str, max: f32, size: f32, weight: Weight) -> Vec<String> {
        let mut lines = Vec::new();
        for paragraph in text.split('\n') {
            let mut line = String::new();
            let mut line_width = 0.0;
            let space = self.word(" ", weight) * size;
            for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
                let mut width = self.word(word, weight) * size;
                if !line.is_empty() && line_width + space + width <= max {
                    line.push(' ');
                    line.push_str(word);
                    line_width += space + width;
                    continue;
                }
                if !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                }
                let mut rest = word;
                if width > max {
                    loop {
                        let (head, hyphen, tail) = self.split(rest, max, size, weight);
                        if tail.is_empty() {
                            break;
                        }
                        let end = if hyphen { "-" } else { "" };
                        lines.push(format!("{head}{end}"));
                        rest = tail;
                    }
                    width = self.word(rest, weight) * size;
                }
                line.push_str(rest);
                line_width = width;
            }
            if !line.is_empty() {
                lines.push(line);
            }
        }
        lines
    }

    /// The longest beginning of a word that fits `max`, whether it takes a hyphen, and what is left; nothing is left
    /// where the whole word fits. Looks only at as many letters as a line holds: words may be very long.
    fn split<'a>(&self, word: &'a str, max: f32, size: f32, weight: Weight) -> (&'a str, bool, &'a str) {
        let face = weight.face();
        let em = size / face.units_per_em() as f32;
        let advance = |c: char| {
            let own = face.glyph_index(c);
            let emoji = || emoji::advance(c).map(|advance| advance * size);
            let known = |glyph| f32::from(face.glyph_hor_advance(glyph).unwrap_or_default()) * em;
            match own {
                Some(glyph) => known(glyph),
                None => emoji().unwrap_or_else(|| known(GlyphId(0))),
            }
        };
        // A little less than the line: the sum of advances differs from the shaped width by the kerning.
        let room = max * 0.98;
        let hyphen = advance('-');
        let (mut width, mut fits, mut fits_with_hyphen) = (0.0, 0, 0);
        let mut letters: Vec<(usize, char)> = Vec::new();
        for (byte, c) in word.char_indices() {
            letters.push((byte, c));
            width += advance(c);
            fits += usize::from(width <= room);
            fits_with_hyphen += usize::from(width + hyphen <= room);
            // Syllables of Russian words are told by up to three letters after the break.
            if letters.len() >= fits + 4 {
                break;
            }
        }
        if letters.len() == fits {
            return (word, false, "");
        }
        let at = |count: usize| letters.get(count).map_or(word.len(), |(byte, _)| *byte);
        let part = |count: usize, hyphen: bool| (&word[..at(count)], hyphen, &word[at(count)..]);
        let is_sign = |c: char| {
            matches!(
                c,
                '_' | '/' | '-' | '.' | ',' | ':' | '|' | '+' | '=' | '?' | '&' | '#' | '@' | ';' | '\\'
            )
        };
        let after_sign = (2..=fits).rev().find(|k| is_sign(letters[k - 1].1));
        if let Some(k) = after_sign.filter(|k| *k * 3 >= fits) {
            return part(k, false);
        }
        let english = self.english_breaks(word, at(letters.len()));
        let syllable = (2..=fits_with_hyphen).rev().find(|k| {
            english.contains(&at(*k))
                || (*k >= 3 && letters.len() - k >= 3 && between_syllables(&letters, *k))
        });
        if let Some(k) = syllable.filter(|k| *k * 2 >= fits) {
            return part(k, true);
        }
        // One sign always goes, or a very narrow column would never be done.
        let signs: Vec<char> = word.chars().take(fits + 64).collect();
        let whole = |k: &usize| signs.get(*k).is_none_or(|c| emoji::may_break(&signs[..*k], *c));
        let count = (1..=fits_with_hyphen).rev().find(whole);
        let count = count.or_else(|| (1..=signs.len()).find(whole)).unwrap_or(1);
        let at = |count: usize| {
            word.char_indices()
                .nth(count)
                .map_or(word.len(), |(byte, _)| byte)
        };
        let part = |count: usize, hyphen: bool| (&word[..at(count)], hyphen, &word[at(count)..]);
        part(count, signs[count - 1].is_alphabetic() && fits_with_hyphen > 0)
    }

    /// Where the words in Latin letters may break between syllables, as bytes of `word` up to `end`: the patterns of English
    /// (F. Liang, «Word Hy-phen-a-tion by Com-put-er», 1983), three letters at least on each line.
    fn english_breaks(&self, word: &str, end: usize) -> Vec<usize> {
        const LETTERS_MIN: usize = 6;
        // Longer ones are no words.
        const LETTERS_MAX: usize = 45;
        // A word that begins on the line ends soon after it, or is none.
        let word = &word[..word.floor_char_boundary(end + LETTERS_MAX + 1)];
        let mut known = self.breaks.borrow_mut();
        let (mut breaks, mut start) = (Vec::new(), 0);
        for part in word.split_inclusive(|c: char| !c.is_ascii_alphabetic()) {
            if start >= end {
                break;
            }
            let letters = part.trim_end_matches(|c: char| !c.is_ascii_alphabetic());
            if (LETTERS_MIN..=LETTERS_MAX).contains(&letters.len()) {
                if !known.contains_key(letters) {
                    known.insert(letters.into(), syllable_ends(letters));
                }
                breaks.extend(known[letters].iter().map(|at| start + at));
            }
            start += part.len();
        }
        breaks
    }

    /// One line of text at its anchor; `y` is the top of the line.
    pub fn line(&self, text: impl Into<String>, x: f32, y: f32, anchor: Anchor, style: Style) -> Text {
        let text = text.into();
        let width = self.width(&text, style.size, style.weight);
        let baseline = y + (style.line() - style.size * 1.21) / 2.0 + style.size * ASCENT;
        Text {
            x,
            y: baseline,
            size: style.size,
            weight: style.weight,
            color: style.color,
            anchor,
            text,
            width,
        }
    }
}

/// Where the syllables of an English word end but for the last.
fn syllable_ends(letters: &str) -> Rc<[usize]> {
    let syllables = hypher::hyphenate_bounded(letters, hypher::Lang::English, 3, 3);
    let ends = syllables.scan(0, |at, syllable| {
        *at += syllable.len();
        Some(*at)
    });
    ends.filter(|at| *at < letters.len()).collect()
}

fn shaped_width(text: &str, weight: Weight) -> f32 {
    // Shaping takes longer than in proportion; a word this long is broken anyway, so its parts tell enough.
    const CHARS_MAX: usize = 64;
    if let Some((byte, _)) = text.char_indices().nth(CHARS_MAX) {
        let mut rest = text;
        let mut width = 0.0;
        let mut cut = byte;
        while cut < rest.len() {
            width += shaped_width(&rest[..cut], weight);
            rest = &rest[cut..];
            cut = rest
                .char_indices()
                .nth(CHARS_MAX)
                .map_or(rest.len(), |(byte, _)| byte);
        }
        return width + shaped_width(rest, weight);
    }
    let width = |run: &Run| {
        let (glyphs, face, size) = if run.emoji {
            (
                shape_with(run.text, emoji::face(), None),
                emoji::face(),
                emoji::size(1.0),
            )
        } else {
            (shape(run.text, weight), weight.face(), 1.0)
        };
        let units: i32 = glyphs.glyph_positions().iter().map(|p| p.x_advance).sum();
        units as f32 / face.units_per_em() as f32 * size
    };
    emoji::runs(text, weight).iter().map(width).sum()
}

/// The glyphs of one line. Plans how to shape a script once: planning takes a hundred times longer than shaping a word.
pub(crate) fn shape(text: &str, weight: Weight) -> rustybuzz::GlyphBuffer {
    shape_with(text, weight.face(), Some(weight))
}

/// The same in a face of that weight; without one, in the face of the emoji.
pub(crate) fn shape_with(
    text: &str,
    face: &rustybuzz::Face<'static>,
    weight: Option<Weight>,
) -> rustybuzz::GlyphBuffer {
    type Plans =
        FxHashMap<(Option<Weight>, rustybuzz::Script, rustybuzz::Direction), Rc<rustybuzz::ShapePlan>>;
    thread_local! {
        static PLANS: RefCell<Plans> = RefCell::default();
    }
    let mut buffer = rustybuzz::UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    let (script, direction) = (buffer.script(), buffer.direction());
    let plan = PLANS.with_borrow_mut(|plans| {
        let new = || {
            Rc::new(rustybuzz::ShapePlan::new(
                face,
                direction,
                Some(script),
                None,
                &[],
            ))
        };
        plans
            .entry((weight, script, direction))
            .or_insert_with(new)
            .clone()
    });
    rustybuzz::shape_with_plan(face, &plan, buffer)
}

/// May a Russian word break before its letter `k`? The rules of P. Khristov (with the letters й, ь, ъ never beginning a
/// line).
fn between_syllables(letters: &[(usize, char)], k: usize) -> bool {
    #[derive(PartialEq, Clone, Copy)]
    enum Kind {
        Vowel,
        Consonant,
        Sign,
        Other,
    }
    use Kind::{Consonant as N, Other as O, Sign as X, Vowel as V};
    let kind = |i: usize| -> Kind {
        let Some(c) = letters.get(i).and_then(|(_, c)| c.to_lowercase().next()) else {
            return O;
        };
        match c {
            'а' | 'е' | 'ё' | 'и' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я' => V,
            'й' | 'ъ' | 'ь' => X,
            'а'..='я' => N,
            _ => O,
        }
    };
    let before = |back: usize| k.checked_sub(back).map_or(O, kind);
    let after = |ahead: usize| kind(k + ahead);
    if [before(1), after(0), after(1)].contains(&O) || after(0) == X {
        return false;
    }
    before(1) == X
        || (before(1) == V && after(0) == V)
        || (before(2) == V && before(1) == N && after(0) == N && after(1) == V)
        || (before(2) == N && before(1) == V && after(0) == N && after(1) == V)
        || (before(2) == V && before(1) == N && after(0) == N && after(1) == N && after(2) == V)
        || (before(3) == V
            && before(2) == N
            && before(1) == N
            && after(0) == N
            && after(1) == N
            && after(2) == V)
}

/// The text without what must not reach a drawing: control characters, characters no XML may hold, and the marks that
/// make text read in another order than it is stored. Any white space becomes one space, line breaks stay.
pub(crate) fn clean(text: &str) -> String {
    let text = text.trim();
    if is_plain(text) {
        text.to_owned()
    } else {
        scrub(text)
    }
}

/// Whether the text is surely clean as it stands: Latin, Cyrillic and their punctuation, single spaces. Nearly all texts
/// are, and bytes are looked at sooner than characters.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut before = 0;
    for (i, &byte) in bytes.iter().enumerate() {
        let plain = match byte {
            b' ' => before != b' ',
            b'!'..=b'~' => true,
            // Second and third bytes are judged with their first.
            0x80..=0xbf => true,
            // «, », ·, § and the space that does not break; below it stand controls.
            0xc2 => bytes.get(i + 1).is_some_and(|next| *next >= 0xa0),
            // Cyrillic.
            0xd0 | 0xd1 => true,
            // Dashes, quotation marks, …; marks of direction and line ends stand around them.
            0xe2 => bytes[i + 1] == 0x80 && (0x90..=0xa6).contains(&bytes[i + 2]),
            _ => false,
        };
        if !plain {
            return false;
        }
        before = byte;
    }
    true
}

fn scrub(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => {
                while out.ends_with(' ') {
                    out.pop();
                }
                out.push('\n');
            }
            '\u{a0}' | '\u{202f}' => out.push('\u{a0}'),
            c if c.is_whitespace() => {
                if !out.ends_with([' ', '\n']) {
                    out.push(' ');
                }
            }
            c if c.is_control() => {}
            '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => {}
            '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e000}'..='\u{f8ff}' => {}
            c if u32::from(c) & 0xfffe == 0xfffe => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_plain_is_left_as_it_is_by_the_slow_way_too() {
        let every = (0..=0x10_ffff_u32).filter_map(char::from_u32);
        let mut plain = 0;
        for c in every {
            for text in [
                format!("{c}"),
                format!("а{c}б"),
                format!("a {c}{c} b"),
                format!("x{c}  y"),
            ] {
                let text = text.trim();
                if is_plain(text) {
                    plain += 1;
                    assert_eq!(scrub(text), text, "U+{:04X}", u32::from(c));
                }
                assert_eq!(clean(text), scrub(text));
            }
        }
        assert!(plain > 500, "{plain}: Latin and Cyrillic are plain");
    }

    #[test]
    fn lines_fit_and_no_letter_is_lost() {
        let measure = Measure::default();
        let texts = [
            "Согласовывает время доставки и сборки",
            "человеконенавистничество высокопревосходительство",
            "W_Completeren_aanvraag/2012-04-17T12:00:00",
            "pneumonoultramicroscopicsilicovolcanoconiosis and so on",
            &"ж".repeat(10_000),
            "a\nb",
        ];
        for text in texts {
            for max in [20.0, 60.0, 184.0] {
                let lines = measure.wrap(text, max, 13.0, Weight::Regular);
                for line in &lines {
                    let width = measure.width(line, 13.0, Weight::Regular);
                    assert!(
                        width <= max || line.chars().count() <= 2,
                        "{width} > {max}: {line}"
                    );
                }
                let kept = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
                assert_eq!(kept(&lines.concat()), kept(text));
            }
        }
    }

    #[test]
    fn long_words_break_between_syllables_and_after_signs() {
        let measure = Measure::default();
        let lines = |text: &str, max| measure.wrap(text, max, 13.0, Weight::Regular).join(" ");
        assert_eq!(
            lines("высокопревосходительство", 110.0),
            "высокопревос- ходительство"
        );
        assert_eq!(lines("W_Completeren_aanvraag", 110.0), "W_Completeren_ aanvraag");
        for (word, max, broken) in [
            ("responsibilities", 70.0, "responsi- bilities"),
            ("characterization", 70.0, "characteri- zation"),
            ("Internationalisation", 90.0, "Internationali- sation"),
            ("straightforwardness", 80.0, "straightfor- wardness"),
        ] {
            assert_eq!(lines(word, max), broken);
        }
        assert_eq!(
            lines("https://shop.example/checkout?step=delivery&slot=evening", 150.0),
            "https://shop.example/ checkout?step= delivery&slot=evening"
        );
    }

    #[test]
    fn what_cannot_be_drawn_is_taken_out_and_the_rest_stays() {
        assert_eq!(clean(" a\u{0}\u{1b}[31mb\t\u{202e}c \u{fffe}\nd "), "a[31mb c\nd");
        assert_eq!(clean("12\u{a0}мин"), "12\u{a0}мин");
    }
}
