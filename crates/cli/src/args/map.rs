//! Map files.

use super::{DataArg, Lang};
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tropa map list
  tropa map pull loans -o loans.tropa.json
  tropa map push loans.tropa.json
  tropa map check maps/*.tropa.yaml
  tropa map convert journey.mmd -o journey.tropa.json
  tropa map convert loans.tropa.json -o loans.csv --shape grid

A running server does the work, so that nobody's change is lost; without one, the folder is used directly.")]
pub struct MapArgs {
    #[command(subcommand)]
    pub command: MapCommand,
}

#[derive(Debug, Subcommand)]
pub enum MapCommand {
    /// All maps of the workspace
    List {
        #[command(flatten)]
        data: DataArg,
        /// Print one JSON document
        #[arg(long)]
        json: bool,
    },
    /// Write a map to a file
    Pull {
        /// As `tropa map list` shows it
        id: String,
        /// ID.tropa.json by default; - is standard output
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
        #[command(flatten)]
        data: DataArg,
    },
    /// Put a map file into the workspace
    Push {
        #[arg(value_name = "FILE")]
        file: PathBuf,
        #[command(flatten)]
        data: DataArg,
        /// Write only over this revision (0: only as a new map); by default over whatever is there
        #[arg(long, value_name = "N")]
        revision: Option<u64>,
        /// Print one JSON document
        #[arg(long)]
        json: bool,
    },
    /// Look whether map files are sound, and say what would make the maps better
    Check(MapCheckArgs),
    /// Print the JSON Schema of map files
    Schema,
    /// Turn a map file into another format, or a file of another format into a map
    Convert(crate::convert::ConvertArgs),
    /// Begin a map from a template
    New(MapNewArgs),
    /// Show what maps share, where it is used, and whether they agree on it
    Library(MapLibraryArgs),
    /// Steps and evidence as links into an event log (XES, OCEL), and back
    Links(MapLinksArgs),
    /// Tell or draw what is different between two maps
    Diff(MapDiffArgs),
    /// Make one map of two versions that began as the same; usable as a git merge driver
    Merge(MapMergeArgs),
    /// Tell what was done to a map of the workspace, by whom and when
    History(MapHistoryArgs),
    /// List the states of a map that somebody gave a name
    Versions(MapTalkArgs),
    /// Bring an earlier state of a map back as a new change
    Restore(MapRestoreArgs),
    /// List what people say about a map
    Comments(MapTalkArgs),
    /// List what was proposed for a map
    Suggestions(MapTalkArgs),
}

#[derive(Debug, Args)]
pub struct MapHistoryArgs {
    /// As `tropa map list` shows it
    pub id: String,
    /// Only what was done before this position
    #[arg(long, value_name = "N")]
    pub before: Option<u64>,
    /// At most so many entries; 30 by default
    #[arg(long, value_name = "N")]
    pub limit: Option<u32>,
    #[command(flatten)]
    pub data: DataArg,
    #[arg(long, value_enum, default_value_t = Lang::En)]
    pub lang: Lang,
    /// Print one JSON document
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tropa map restore loans --seq 12
  tropa map restore loans --version 01980a3c-…")]
pub struct MapRestoreArgs {
    /// As `tropa map list` shows it
    pub id: String,
    /// A position, as `tropa map history` shows it
    #[arg(long, value_name = "N", conflicts_with = "version")]
    pub seq: Option<u64>,
    /// Id of a named state, as `tropa map versions` shows it
    #[arg(long, value_name = "ID")]
    pub version: Option<String>,
    #[command(flatten)]
    pub data: DataArg,
    /// Print one JSON document
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct MapTalkArgs {
    /// As `tropa map list` shows it
    pub id: String,
    #[command(flatten)]
    pub data: DataArg,
    /// Print one JSON document
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tropa map diff old.tropa.yaml new.tropa.yaml
  tropa map diff as-is.tropa.json to-be.tropa.json -o changes.html --lang ru
  git show HEAD~1:sofa.tropa.yaml > before.tropa.yaml && tropa map diff before.tropa.yaml sofa.tropa.yaml")]
pub struct MapDiffArgs {
    /// The older map: a file, or the id of a map in the workspace
    #[arg(value_name = "A")]
    pub a: String,
    /// The newer map
    #[arg(value_name = "B")]
    pub b: String,
    /// Write a file; the ending says what: .html, .svg, .png, .pdf (the map with what changed marked), .md, .txt, .json
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub data: DataArg,
    #[arg(long, value_enum, default_value_t = Lang::En)]
    pub lang: Lang,
    /// Print one JSON document
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
For git, once per machine:
  git config --global merge.tropa.name 'journey maps'
  git config --global merge.tropa.driver 'tropa map merge %O %A %B -o %A'
and in the repository, in .gitattributes:
  *.tropa.json merge=tropa
  *.tropa.yaml merge=tropa

The status is 1 when something is left for people to decide. Our version stands there, and a comment on the map says what
theirs was.")]
pub struct MapMergeArgs {
    /// What both versions began as; an empty file where there is none
    #[arg(value_name = "BASE")]
    pub base: PathBuf,
    #[arg(value_name = "OURS")]
    pub ours: PathBuf,
    #[arg(value_name = "THEIRS")]
    pub theirs: PathBuf,
    /// May be one of the inputs
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    /// Do not write conflicts as comments on the map
    #[arg(long)]
    pub no_comments: bool,
    /// The language conflicts are told in
    #[arg(long, value_enum, default_value_t = Lang::En)]
    pub lang: Lang,
    /// Print the conflicts as one JSON document
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tropa map new                                                  lists the templates
  tropa map new --template service_blueprint -o repair.tropa.yaml
  tropa map new --template bank_product --lang ru -o card.tropa.json")]
pub struct MapNewArgs {
    /// Which template; without it they are listed
    #[arg(long, value_name = "NAME")]
    pub template: Option<String>,
    /// Keep only this language; by default the map has both
    #[arg(long, value_enum)]
    pub lang: Option<Lang>,
    /// The map's id; by default the file's name
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    /// The new file; its ending says the form: .tropa.yaml, .tropa.json. An existing file is left alone
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tropa map library maps/*.tropa.yaml
  tropa map library                        the maps of the workspace")]
pub struct MapLibraryArgs {
    /// Map files or patterns; by default the maps of the workspace
    #[arg(value_name = "FILE")]
    pub files: Vec<String>,
    #[command(flatten)]
    pub data: DataArg,
    /// Print one JSON document
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tropa map check sofa.tropa.yaml
  tropa map check maps/*.tropa.yaml --strict        for a pipeline that keeps maps in good order

The status is 0 when no file has an error. Warnings and notes are advice: --strict counts warnings as errors.")]
pub struct MapCheckArgs {
    /// Map files, JSON or YAML, or patterns such as 'maps/*.tropa.yaml'
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<String>,
    /// The language of the advice
    #[arg(long, value_enum, default_value_t = Lang::En)]
    pub lang: Lang,
    /// Warnings fail too
    #[arg(long)]
    pub strict: bool,
    /// Advice not wanted, by its code: no_persona, jargon; may be repeated
    #[arg(long, value_name = "CODE")]
    pub off: Vec<String>,
    /// One more company word that customers do not say; may be repeated
    #[arg(long, value_name = "WORD")]
    pub jargon: Vec<String>,
    /// A word that is no jargon here; may be repeated
    #[arg(long, value_name = "WORD")]
    pub allow: Vec<String>,
    /// The day reviews and tasks are measured against; today by default
    #[arg(long, value_name = "DATE")]
    pub today: Option<String>,
    /// Print one JSON document
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tropa map links sofa.tropa.yaml -o links.csv                      a table: join it with a log by `activity`
  tropa map links sofa.tropa.yaml -o sofa.jsonocel.json             stages and steps as objects of OCEL 2.0
  tropa map links sofa.tropa.yaml --from links.csv -o sofa.tropa.yaml       the table filled in, back onto the map

In XES an activity is `concept:name` of an event, in OCEL the type of an event.")]
pub struct MapLinksArgs {
    /// A map file
    #[arg(value_name = "MAP")]
    pub map: PathBuf,
    /// The result: .csv is a table, .json objects of OCEL 2.0; without it one JSON document on standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// A table with the columns activity and step_id (or card_id): its activities come onto the map
    #[arg(long, value_name = "TABLE")]
    pub from: Option<PathBuf>,
    /// With --from: the kind of log the activities of cards are of
    #[arg(long, value_enum, default_value_t = LogKind::Table)]
    pub log: LogKind,
    /// The language of names and messages
    #[arg(long, value_enum, default_value_t = Lang::En)]
    pub lang: Lang,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogKind {
    Xes,
    Ocel,
    Table,
}
