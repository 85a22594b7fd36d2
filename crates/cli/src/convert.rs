//! `tropa map convert`: maps in the formats of other programs.

use crate::args::Lang;
use crate::output::{self, Failure};
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::io::Write as _;
use std::path::PathBuf;
use tropa_server::app::{ChangeLine, change_lines};
use tropa_server::formats::{
    ExportOptions, Format, FormatError, ImportOptions, Imported, Loss, Note, Part, Shape, export, import,
    import_over,
};

/// What may be typed after `tropa map convert`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tropa map convert journey.mmd -o journey.tropa.json
  tropa map convert loans.tropa.json -o loans.mmd --persona persona-anna
  tropa map convert loans.tropa.json -o loans.csv --delimiter ';' --bom --lang ru      for Excel
  tropa map convert loans.csv -o loans.tropa.json --over loans.tropa.json              and back, edited

What the format cannot carry is listed on standard error. With --over it is kept from the map the table was written from,
and what was added, removed or changed is listed.")]
pub struct ConvertArgs {
    /// A map file, or a file of another format; told by its content
    #[arg(value_name = "IN")]
    pub input: PathBuf,
    /// The result; its ending says the format
    #[arg(short, long, value_name = "OUT")]
    pub output: PathBuf,
    /// The format of IN, where its content does not tell
    #[arg(long, value_name = "FORMAT")]
    pub from: Option<String>,
    /// The format of OUT, where its ending does not tell
    #[arg(long, value_name = "FORMAT")]
    pub to: Option<String>,
    /// Language of the texts that are written, and of headings
    #[arg(long, value_enum, default_value_t = Lang::En)]
    pub lang: Lang,
    /// Language of the texts that are read, such as ru; by default they count as texts in the data's own language
    #[arg(long, value_name = "TAG")]
    pub text_lang: Option<String>,
    /// The map IN was written from: only what people changed in IN is done to it; evidence, comments, other languages
    /// and whatever else IN cannot carry stay
    #[arg(long, value_name = "BASE")]
    pub over: Option<PathBuf>,
    /// Which journey of a file with several, by its id; the first by default
    #[arg(long, value_name = "ID")]
    pub journey: Option<String>,
    /// Of tables: as on the wall, or one card per row; by default CSV is a list and XLSX a grid
    #[arg(long, value_enum)]
    pub shape: Option<TableShape>,
    /// Whose curve is written where the format has room for one: a persona's id
    #[arg(long, value_name = "ID")]
    pub persona: Option<String>,
    /// Between the fields of CSV
    #[arg(long, value_name = "CHAR")]
    pub delimiter: Option<char>,
    /// Begin CSV with a byte order mark, which Excel on Windows needs
    #[arg(long)]
    pub bom: bool,
    /// Write nothing where anything but ids would be lost
    #[arg(long)]
    pub strict: bool,
    /// Print one JSON document
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableShape {
    Grid,
    List,
}

/// What was done, as one JSON document.
#[derive(Serialize)]
struct Converted<'c> {
    schema: &'static str,
    from: Format,
    to: Format,
    file: String,
    bytes: usize,
    /// What was read otherwise than it may look.
    notes: &'c [Note],
    /// What the file does not say.
    lost: &'c [Loss],
    /// With --over: what IN changes on the map.
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<&'c [ChangeLine]>,
}

pub fn run(args: &ConvertArgs) -> Result<(), Failure> {
    let shown = args.input.display();
    let bytes = std::fs::read(&args.input).map_err(|e| Failure::new(format!("cannot read {shown}: {e}")))?;
    let from = format(args.from.as_deref(), || {
        Format::detect(&args.input.to_string_lossy(), &bytes)
    })?
    .ok_or_else(|| unknown(&args.input.to_string_lossy(), "--from"))?;
    let to = format(args.to.as_deref(), || {
        Format::of_file(&args.output.to_string_lossy())
    })?
    .ok_or_else(|| unknown(&args.output.to_string_lossy(), "--to"))?;

    let reading = ImportOptions {
        name: args
            .input
            .file_name()
            .map_or(String::new(), |name| name.to_string_lossy().into_owned()),
        lang: args.text_lang.clone(),
        journey: args.journey.clone(),
    };
    let base = args.over.as_deref();
    let base = base
        .map(|path| crate::map_diff::read(path, args.lang))
        .transpose()?;
    let read = match &base {
        Some(base) => import_over(&bytes, from, &reading, base),
        None => import(&bytes, from, &reading),
    };
    let Imported { map, notes } =
        read.map_err(|e| Failure::new(format!("{shown}: {}", said(&e, args.lang))))?;
    let changes = base.map(|base| change_lines(&base, &map));
    let delimiter = args
        .delimiter
        .unwrap_or(if args.output.extension().is_some_and(|e| e == "tsv") {
            '\t'
        } else {
            ','
        });
    let writing = ExportOptions {
        lang: args.lang.tag().to_owned(),
        persona: args.persona.clone(),
        shape: args.shape.map(|shape| match shape {
            TableShape::Grid => Shape::Grid,
            TableShape::List => Shape::List,
        }),
        delimiter,
        bom: args.bom,
    };
    let exported = export(&map, to, &writing).map_err(|e| Failure::new(said(&e, args.lang)))?;
    if !args.json {
        tell_changes(changes.as_deref(), args.lang);
        tell(&notes, &exported.lost, to, args.lang);
    }
    // Reading back says what the file no longer says; a strict conversion writes nothing then.
    let refused = args.strict && exported.lost.iter().any(|loss| loss.what != Part::Ids);
    if !refused {
        output::write_file(&args.output, &exported.bytes)?;
    }
    if args.json {
        output::json(&Converted {
            schema: "tropa.map_convert/1",
            from,
            to,
            file: args.output.display().to_string(),
            bytes: exported.bytes.len(),
            notes: &notes,
            lost: &exported.lost,
            changes: changes.as_deref(),
        })?;
    }
    match refused {
        true => Err(Failure::new(format!(
            "{} was not written: --strict allows no loss",
            args.output.display()
        ))),
        false => Ok(()),
    }
}

/// The format a flag names, else the one the file shows.
fn format(named: Option<&str>, shown: impl FnOnce() -> Option<Format>) -> Result<Option<Format>, Failure> {
    match named {
        None => Ok(shown()),
        Some(name) => Format::of_name(name)
            .map(Some)
            .ok_or_else(|| Failure::new(format!("«{name}» is no format of maps; there are {}", names()))),
    }
}

fn names() -> String {
    Format::ALL.map(Format::name).join(", ")
}

fn unknown(file: &str, flag: &str) -> Failure {
    Failure::new(format!(
        "{file}: neither content nor ending says the format; name it with {flag}: {}",
        names()
    ))
}

fn said(error: &FormatError, lang: Lang) -> String {
    error.text().get(lang.tag()).to_owned()
}

/// What an edited file changes, for people, on standard error.
fn tell_changes(changes: Option<&[ChangeLine]>, lang: Lang) {
    let Some(changes) = changes else { return };
    match (changes.is_empty(), lang) {
        (true, Lang::En) => say("nothing was changed"),
        (true, Lang::Ru) => say("ничего не изменено"),
        (false, Lang::En) => say(&format!("{} changes:", changes.len())),
        (false, Lang::Ru) => say(&format!("изменений: {}", changes.len())),
    }
    for change in changes {
        say(&format!(
            "  {} {}",
            change.what.sign(),
            change.text.get(lang.tag())
        ));
        change
            .details
            .iter()
            .for_each(|detail| say(&format!("      {}", detail.get(lang.tag()))));
    }
}

/// Notes and losses, for people, on standard error.
fn tell(notes: &[Note], lost: &[Loss], to: Format, lang: Lang) {
    let tag = lang.tag();
    for note in notes {
        let place = match note.place.get(tag) {
            "" => String::new(),
            place => format!("{place}: "),
        };
        say(&format!("{place}{}", note.text.get(tag)));
    }
    if !lost.is_empty() {
        match lang {
            Lang::Ru => say(&format!("{} не передаёт:", to.title())),
            Lang::En => say(&format!("{} cannot carry:", to.title())),
        }
    }
    for loss in lost {
        say(&format!("  {} ({})", loss.text.get(tag), loss.place));
    }
}

/// A line on standard error. A reader that went away (`2>&1 | head`) does not stop the conversion.
fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}
