//! Drawings.

use super::{DataArg, Lang};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::path::PathBuf;
use tropa_server::{Layout, Paper, Theme};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tropa render map.tropa.json -o map.svg
  tropa render loans -o loans.pdf --lang ru        a map of the workspace, by its id
  tropa render loans -o loans.pptx --lang ru       slides to edit and show; the notes hold the evidence
  tropa render loans -o loans.xlsx                 the map as on the wall, in a workbook
  tropa render loans -o loans.md                   a document to read
  tropa render loans -o walk.html --layout walk    step by step, played in a browser
  tropa render loans -o walk.mp4                   the same as a video (needs FFmpeg)")]
pub struct RenderArgs {
    /// A map file, or the id of a map in the workspace
    #[arg(value_name = "MAP")]
    pub map: String,
    /// The drawing; its ending says the format: svg, png, pdf, html, pptx, xlsx, md; webm or mp4 for the
    /// walk as a video
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    #[arg(long, value_enum, default_value_t = Lang::En)]
    pub lang: Lang,
    #[arg(long, value_parser = word("theme", Theme::of, || Theme::ALL.iter().map(|theme| theme.word()).collect()), default_value = "light")]
    pub theme: Theme,
    #[arg(long, value_parser = word("layout", Layout::of, || Layout::ALL.iter().map(|layout| layout.word()).collect()), default_value = "grid")]
    pub layout: Layout,
    /// Sheets of paper in their real size (a4 … a0, a4-portrait …), slides, or auto: the smallest sheet that holds all.
    /// Without it one sheet as large as the drawing
    #[arg(long, value_parser = word("paper", Paper::of, || Paper::WORDS.to_vec()))]
    pub paper: Option<Paper>,
    /// The to-be or as-is map, or an earlier version: its emotion curve is drawn beside this map's. A file or an id
    #[arg(long, value_name = "MAP")]
    pub beside: Option<String>,
    /// Only this persona's curve and cards: its id or name
    #[arg(long, value_name = "PERSONA")]
    pub persona: Option<String>,
    /// Only this stage: its id, name or number
    #[arg(long, value_name = "STAGE")]
    pub stage: Option<String>,
    /// Only this page. Without it every page: in one file where the format has pages, else in files named -1, -2 …
    #[arg(long, value_name = "N")]
    pub page: Option<usize>,
    #[command(flatten)]
    pub data: DataArg,
}

/// Reads an option's word with the list the drawing itself keeps.
fn word<T: Clone + Send + Sync + 'static>(
    what: &'static str,
    of: fn(&str) -> Option<T>,
    words: fn() -> Vec<&'static str>,
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(words())
        .try_map(move |word| of(&word).ok_or_else(|| format!("«{word}» is no {what}")))
}
