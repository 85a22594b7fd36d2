//! What may be typed.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::net::SocketAddr;
use std::path::PathBuf;
use tropa_server::{Layout, Paper, Theme};

const AFTER_HELP: &str = "\
Examples:
  tropa demo                                  a furniture retailer's map in the browser, from simulated customers
  tropa import log.csv                        a log of your own; columns are proposed from names and values
  tropa discover                              find the journey map in it
  tropa serve --open                          look at it, ask questions, import more
  tropa ask funnel --steps visit,cart,pay --window 7d --by channel

Everything lives in one folder (--data, ./tropa-data by default); it may be moved or copied as a whole.";

/// Customer journey maps from evidence.
#[derive(Debug, Parser)]
#[command(name = "tropa", version, about, after_help = AFTER_HELP, max_term_width = 110)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make the demo once, then show it in the browser
    Demo(DemoArgs),
    /// Import event logs: CSV, TSV, XLSX, JSONL, Parquet, XES, OCEL 2.0, each also gzipped
    Import(ImportArgs),
    /// Rows that could not become events: see, export, read again
    Quarantine(QuarantineArgs),
    /// Ask about journeys: every number with unit, base, window, n and snapshot
    Ask(AskArgs),
    /// Find the journey map in a log
    Discover(DiscoverArgs),
    /// Draw a map as SVG, PNG, PDF or HTML
    Render(RenderArgs),
    /// Remove one person everywhere, with a receipt
    Erase(EraseArgs),
    /// Rewrite many small files into few large ones and remove what no version needs
    Compact(SourceArgs),
    /// Look whether the data folder is whole
    Check(CheckArgs),
    /// Serve the web app and the API
    Serve(ServeArgs),
    /// Map files: make, check, exchange with the workspace
    Map(MapArgs),
}

/// Where the workspace is.
#[derive(Debug, Clone, Args)]
pub struct DataArg {
    /// The workspace's folder
    #[arg(long = "data", value_name = "DIR", default_value = "./tropa-data")]
    pub dir: PathBuf,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tropa demo                            opens http://127.0.0.1:7117
  tropa demo --no-open --listen 127.0.0.1:0")]
pub struct DemoArgs {
    /// Where to listen; port 0 takes any free one. Default: 127.0.0.1:7117, or the next free port
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<SocketAddr>,
    /// Do not open a browser
    #[arg(long)]
    pub no_open: bool,
    #[command(flatten)]
    pub data: DataArg,
    /// Simulated customers, when the demo is made
    #[arg(long, value_name = "N", hide = true)]
    pub actors: Option<u64>,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tropa import loans.xes.gz
  tropa import 'logs/*.csv' --source shop --time-zone Europe/Moscow
  tropa import clicks.csv --actor user_id --activity event --time ts --dry-run
  tropa import orders.sqlite --object-type orders
  tropa import *.csv --mapping orders.mapping.json

A mapping that worked is kept and used again for the next files of the same source.
See it with --dry-run --json; change it and pass it back with --mapping.")]
pub struct ImportArgs {
    /// Files or patterns such as 'logs/*.csv'
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<String>,
    #[command(flatten)]
    pub data: DataArg,
    /// The source the events belong to; named after the first file by default
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
    /// A mapping file: which column means what
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// The column that says who: actor, customer, case
    #[arg(long, value_name = "COL")]
    pub actor: Option<String>,
    /// The column that says what happened
    #[arg(long, value_name = "COL")]
    pub activity: Option<String>,
    /// The column that says when
    #[arg(long, value_name = "COL")]
    pub time: Option<String>,
    /// The zone of times that state none, such as Europe/Moscow
    #[arg(long, value_name = "TZ")]
    pub time_zone: Option<String>,
    /// The object type of an OCEL log that is the case
    #[arg(long, value_name = "T")]
    pub object_type: Option<String>,
    /// The scale scores were asked on, both ends included: 1..5, 0..10
    #[arg(long, value_name = "LO..HI")]
    pub score_scale: Option<String>,
    /// An artificial end such as lost or exit: an outcome, not an event; may be repeated
    #[arg(long, value_name = "ACTIVITY")]
    pub end: Vec<String>,
    /// Make one event with a duration of the start and the complete record of an activity
    #[arg(long)]
    pub pair: bool,
    /// Show what would be read, import nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Print one JSON document
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tropa quarantine list
  tropa quarantine export -o bad.jsonl         one JSON object per row; correct it
  tropa quarantine replay                      read all rows again with the mapping as it is now
  tropa quarantine replay --from bad.jsonl     read the corrected rows")]
pub struct QuarantineArgs {
    #[command(subcommand)]
    pub command: QuarantineCommand,
}

#[derive(Debug, Subcommand)]
pub enum QuarantineCommand {
    /// Show the rows with their place and reason
    List {
        #[command(flatten)]
        source: SourceArgs,
        /// Rows shown at most
        #[arg(long, value_name = "N", default_value_t = 50)]
        limit: usize,
    },
    /// Write all rows as JSON lines
    Export {
        #[command(flatten)]
        source: SourceArgs,
        /// Standard output by default
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Read rows again; those that are well now become events
    Replay {
        #[command(flatten)]
        source: SourceArgs,
        /// Corrected rows, as exported; by default the rows as they were
        #[arg(long, value_name = "FILE")]
        from: Option<PathBuf>,
        /// A corrected mapping; by default the one kept for the source
        #[arg(long, value_name = "FILE")]
        mapping: Option<PathBuf>,
    },
}

/// Workspace, source and form of the answer.
#[derive(Debug, Clone, Args)]
pub struct SourceArgs {
    #[command(flatten)]
    pub data: DataArg,
    /// The source; may be left out when there is only one
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
    /// Print one JSON document
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tropa ask graph
  tropa ask funnel --steps visit,cart,pay --window 7d --by segment
  tropa ask funnel --steps 'visit,phone|chat,\"pay, by card\"'
  tropa ask variants --limit 10 --where 'channel = \"web\" and amount > 100'
  tropa ask paths --depth 5 --top 6 --start cart
  tropa ask daily --activity cart --activity pay
  tropa ask between --from cart --to pay
  tropa ask journeys --actor c0000042")]
pub struct AskArgs {
    #[command(subcommand)]
    pub command: AskCommand,
}

/// What every question may say.
#[derive(Debug, Clone, Args)]
pub struct QuestionArgs {
    #[command(flatten)]
    pub source: SourceArgs,
    /// Keep only journeys for which this holds: channel = "web" and amount > 100
    #[arg(long = "where", value_name = "EXPR")]
    pub filter: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum AskCommand {
    /// Which activity directly follows which, how often and after what time
    Graph {
        #[command(flatten)]
        question: QuestionArgs,
    },
    /// How far journeys get along ordered steps: completed, still open and dropped apart
    Funnel {
        #[command(flatten)]
        question: QuestionArgs,
        /// Activities in order, with commas; a|b is either of two; "quotes" around names with commas or bars
        #[arg(long, value_name = "A,B,C")]
        steps: String,
        /// Time allowed from the first step: 30m, 24h, 7d, 2w
        #[arg(long, value_name = "SPAN")]
        window: Option<String>,
        /// Break down by an attribute
        #[arg(long, value_name = "ATTRIBUTE")]
        by: Option<String>,
    },
    /// Whole sequences of activities, most frequent first
    Variants {
        #[command(flatten)]
        question: QuestionArgs,
        #[arg(long, value_name = "N", default_value_t = 20)]
        limit: u32,
    },
    /// Step by step: what stands at place 1, 2, 3, …
    Paths {
        #[command(flatten)]
        question: QuestionArgs,
        /// Transitions looked at
        #[arg(long, value_name = "N", default_value_t = 5)]
        depth: u32,
        /// Activities named per place; the rest is other
        #[arg(long, value_name = "N", default_value_t = 8)]
        top: u32,
        /// Begin each journey at this activity
        #[arg(long, value_name = "ACTIVITY")]
        start: Option<String>,
    },
    /// Journeys and events per day
    Daily {
        #[command(flatten)]
        question: QuestionArgs,
        /// Also one row per day for this activity; may be repeated
        #[arg(long, value_name = "ACTIVITY")]
        activity: Vec<String>,
    },
    /// Time from one activity to another
    Between {
        #[command(flatten)]
        question: QuestionArgs,
        /// An activity, or a|b
        #[arg(long, value_name = "ACTIVITY")]
        from: String,
        /// An activity, or a|b
        #[arg(long, value_name = "ACTIVITY")]
        to: String,
    },
    /// Per activity: reach, place, losses, waiting, repeats, channels, scores
    Touchpoints {
        #[command(flatten)]
        question: QuestionArgs,
        /// A journey without an event for this long is over; by default a rule decides
        #[arg(long, value_name = "SPAN")]
        idle: Option<String>,
    },
    /// Per stage, a stage being a set of activities: reach, continuation, loss, time
    Stages {
        #[command(flatten)]
        question: QuestionArgs,
        /// Stages in order: 'visit|search,cart|pay'; 'Name=a|b' gives a name
        #[arg(long, value_name = "A|B,C|D")]
        steps: String,
        /// Meeting this activity is an end by design; may be repeated. With none, whoever gets to the last stage has completed
        #[arg(long, value_name = "ACTIVITY")]
        completed: Vec<String>,
        /// Ending with this activity is a bad end, whatever was met before; may be repeated
        #[arg(long, value_name = "ACTIVITY")]
        failed: Vec<String>,
        /// A mark of how journeys end, such as lost, and no event of its own; may be repeated
        #[arg(long, value_name = "ACTIVITY")]
        mark: Vec<String>,
        /// A journey without an event for this long is over; by default a rule decides
        #[arg(long, value_name = "SPAN")]
        idle: Option<String>,
    },
    /// Example journeys, event by event
    Journeys {
        #[command(flatten)]
        question: QuestionArgs,
        /// Only this actor's
        #[arg(long, value_name = "ID")]
        actor: Option<String>,
        #[arg(long, value_name = "N", default_value_t = 5)]
        limit: u32,
        /// Continue after this actor
        #[arg(long, value_name = "ID")]
        after: Option<String>,
    },
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tropa discover                                   the map goes into the workspace
  tropa discover --stages 5 --name 'Web customers' --where 'channel = \"web\"'
  tropa discover --stages aida_loyalty -o map.tropa.json")]
pub struct DiscoverArgs {
    #[command(flatten)]
    pub source: SourceArgs,
    /// A number of stages, or a template: aida_loyalty, generic_seven
    #[arg(long, value_name = "N|TEMPLATE")]
    pub stages: Option<String>,
    /// Keep only journeys for which this holds
    #[arg(long = "where", value_name = "EXPR")]
    pub filter: Option<String>,
    /// The map's title
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Write the map to a file instead of the workspace
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tropa render map.tropa.json -o map.svg
  tropa render loans -o loans.pdf --lang ru        a map of the workspace, by its id
  tropa render loans -o loans.pptx --lang ru       slides to edit and show; the notes hold the evidence
  tropa render loans -o loans.md                   a document to read")]
pub struct RenderArgs {
    /// A map file, or the id of a map in the workspace
    #[arg(value_name = "MAP")]
    pub map: String,
    /// The drawing; its ending says the format: svg, png, pdf, html, pptx, md
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    En,
    Ru,
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

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tropa erase --actor c0000042

Removes the person's events from all sources (or the one named), from quarantine, indexes and waiting uploads, and
their words and example journeys from maps. Older versions that hold the person can no longer be asked.")]
pub struct EraseArgs {
    /// The actor's id, exactly as in the log
    #[arg(long, value_name = "ID")]
    pub actor: String,
    #[command(flatten)]
    pub data: DataArg,
    /// Print one JSON document
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct CheckArgs {
    #[command(flatten)]
    pub data: DataArg,
    /// Print one JSON document
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tropa serve --open
  tropa serve --listen 0.0.0.0:7117        lets others in; there are no accounts yet: only in a network you trust")]
pub struct ServeArgs {
    #[command(flatten)]
    pub data: DataArg,
    /// Where to listen; port 0 takes any free one. Default: 127.0.0.1:7117
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<SocketAddr>,
    /// Open a browser
    #[arg(long)]
    pub open: bool,
}

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
    /// Tell or draw what is different between two maps
    Diff(MapDiffArgs),
    /// Make one map of two versions that began as the same; usable as a git merge driver
    Merge(MapMergeArgs),
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
