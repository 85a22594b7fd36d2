//! What can be asked of a drawing: format, layout, paper, theme.

use crate::Theme;
use std::sync::Arc;
use tropa_map::Map;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Vector, fonts inside.
    Svg,
    Png,
    /// Vector, tagged, text selectable; one page as large as the map, or as many sheets of paper as it takes.
    Pdf,
    /// One self-contained page: evidence in a drawer, no request to anywhere.
    Html,
    /// Slides of native shapes and text, evidence in the speaker notes.
    Pptx,
    /// A document to read.
    Markdown,
}

impl Format {
    /// From a file's ending or a word in a request.
    pub fn of(word: &str) -> Option<Self> {
        match word.to_ascii_lowercase().as_str() {
            "svg" => Some(Self::Svg),
            "png" => Some(Self::Png),
            "pdf" => Some(Self::Pdf),
            "html" | "htm" => Some(Self::Html),
            "pptx" => Some(Self::Pptx),
            "md" | "markdown" => Some(Self::Markdown),
            _ => None,
        }
    }

    pub fn media_type(self) -> &'static str {
        match self {
            Self::Svg => "image/svg+xml",
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
            Self::Html => "text/html; charset=utf-8",
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::Markdown => "text/markdown; charset=utf-8",
        }
    }

    /// Whether a file of the format holds one picture only: a drawing of several pages is then several files, or one
    /// picture with the pages below each other.
    pub fn one_picture(self) -> bool {
        matches!(self, Self::Svg | Self::Png)
    }
}

/// How the map is arranged. What stands here can be drawn; nothing else is offered anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Layout {
    /// The classic map: stages and steps across, lanes down.
    #[default]
    Grid,
    /// What the customer sees, what carries it, and the three lines between.
    Blueprint,
    /// One page for those who decide.
    Infographic,
    /// A strip of pictures, one panel a step.
    Storyboard,
    /// A sheet for each persona.
    Personas,
    /// Personas side by side: feelings, needs, who does what, with what differs marked.
    Comparison,
    /// Moves between steps as a graph: branches, loops, jumps.
    Routes,
    /// Steps along a clock, waiting as long as it is.
    Time,
    /// Channels × stages.
    Experience,
    /// Everything in words.
    Table,
    /// One frame a step, as a film shows it.
    Walk,
}

impl Layout {
    /// In the order they are offered.
    pub const ALL: &[Self] = &[
        Self::Grid,
        Self::Blueprint,
        Self::Infographic,
        Self::Storyboard,
        Self::Personas,
        Self::Comparison,
        Self::Routes,
        Self::Time,
        Self::Experience,
        Self::Table,
        Self::Walk,
    ];

    /// The word for it in commands and requests.
    pub fn word(self) -> &'static str {
        match self {
            Self::Grid => "grid",
            Self::Blueprint => "blueprint",
            Self::Infographic => "infographic",
            Self::Storyboard => "storyboard",
            Self::Personas => "personas",
            Self::Comparison => "comparison",
            Self::Routes => "routes",
            Self::Time => "time",
            Self::Experience => "experience",
            Self::Table => "table",
            Self::Walk => "walk",
        }
    }

    pub fn of(word: &str) -> Option<Self> {
        let word = word.to_ascii_lowercase();
        Self::ALL.iter().copied().find(|layout| layout.word() == word)
    }
}

/// A sheet of paper or a slide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Paper {
    pub size: PaperSize,
    pub portrait: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PaperSize {
    A4,
    A3,
    A2,
    A1,
    A0,
    /// A slide of 13⅓ × 7½ inches, 16:9.
    Slides,
    /// The smallest of A4 to A0 on which all stands on one sheet; sheets of A0 where none does.
    Auto,
}

impl PaperSize {
    /// Shorter and longer side in millimetres (ISO 216).
    pub(crate) fn millimetres(self) -> (f32, f32) {
        match self {
            Self::A4 => (210.0, 297.0),
            Self::A3 => (297.0, 420.0),
            Self::A2 => (420.0, 594.0),
            Self::A1 => (594.0, 841.0),
            Self::A0 | Self::Auto => (841.0, 1189.0),
            Self::Slides => (190.5, 338.667),
        }
    }
}

impl Paper {
    /// In the order they are offered.
    pub const WORDS: &[&str] = &[
        "a4",
        "a3",
        "a2",
        "a1",
        "a0",
        "a4-portrait",
        "a3-portrait",
        "a2-portrait",
        "a1-portrait",
        "a0-portrait",
        "slides",
        "auto",
    ];

    /// `A3` lies across; `a3-portrait` stands upright.
    pub fn of(word: &str) -> Option<Self> {
        let word = word.to_ascii_lowercase();
        let (name, portrait) = match word.strip_suffix("-portrait") {
            Some(name) => (name, true),
            None => (word.as_str(), false),
        };
        let size = match name {
            "a4" => PaperSize::A4,
            "a3" => PaperSize::A3,
            "a2" => PaperSize::A2,
            "a1" => PaperSize::A1,
            "a0" => PaperSize::A0,
            "slides" if !portrait => PaperSize::Slides,
            "auto" if !portrait => PaperSize::Auto,
            _ => return None,
        };
        Some(Self { size, portrait })
    }

    pub fn word(self) -> String {
        let name = match self.size {
            PaperSize::A4 => "a4",
            PaperSize::A3 => "a3",
            PaperSize::A2 => "a2",
            PaperSize::A1 => "a1",
            PaperSize::A0 => "a0",
            PaperSize::Slides => "slides",
            PaperSize::Auto => "auto",
        };
        format!("{name}{}", if self.portrait { "-portrait" } else { "" })
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct RenderOptions {
    /// BCP 47 tag of the fixed texts and numbers: `ru…` is Russian, all else English. The map's own texts are shown in
    /// this language where they have it.
    pub lang: String,
    pub theme: Theme,
    /// Pixels per unit, PNG only. 2 is sharp on modern screens and in slides.
    pub scale: f32,
    pub layout: Layout,
    /// Without it one sheet as large as the drawing.
    pub paper: Option<Paper>,
    /// The map this one is linked to as its to-be or as-is, or an earlier version of it: its emotion curve is drawn beside
    /// this map's in the same lane, step for step.
    pub beside: Option<Arc<Map>>,
    /// Id or name: only this persona's curve and cards.
    pub persona: Option<String>,
    /// Id, name or number (from 1): only this stage.
    pub stage: Option<String>,
    /// Only this page, from 1. Without it all: as pages of a PDF, as sections of a page in the browser, below each other
    /// in a picture.
    pub page: Option<usize>,
}

impl Default for RenderOptions {
    fn default() -> Self {
        Self {
            lang: "en".to_owned(),
            theme: Theme::Light,
            scale: 2.0,
            layout: Layout::Grid,
            paper: None,
            beside: None,
            persona: None,
            stage: None,
            page: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_that_is_offered_is_understood() {
        for word in Paper::WORDS {
            assert_eq!(Paper::of(word).map(Paper::word).as_deref(), Some(*word));
        }
        for layout in Layout::ALL {
            assert_eq!(Layout::of(layout.word()), Some(*layout));
        }
        for theme in Theme::ALL {
            assert_eq!(Theme::of(theme.word()), Some(*theme));
        }
        assert_eq!((Paper::of("a5"), Paper::of("slides-portrait")), (None, None));
    }
}
