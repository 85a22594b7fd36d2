//! What may be typed.

mod admin;
mod ask;
mod assistant;
mod findings;
mod import;
mod map;
mod render;
mod run;
mod survey;
mod voice;

pub use admin::{AdminArgs, AdminCommand};
pub use ask::{AskArgs, AskCommand, DiscoverArgs, QuestionArgs};
pub use assistant::{
    AssistantArgs, AssistantAskArgs, AssistantCommand, AssistantWishArgs, ProposalStateWord, TaskWord,
};
pub use findings::{
    AttributionArgs, ConformArgs, CutArgs, DriversArgs, PredictArgs, SegmentsArgs, WhatIfArgs,
};
pub use import::{ImportArgs, ImportAs, QuarantineArgs, QuarantineCommand};
pub use map::{
    LogKind, MapArgs, MapCheckArgs, MapCommand, MapDiffArgs, MapHistoryArgs, MapLibraryArgs, MapLinksArgs,
    MapMergeArgs, MapNewArgs, MapRestoreArgs, MapTalkArgs,
};
pub use render::RenderArgs;
pub use run::{CheckArgs, DemoArgs, EraseArgs, ServeArgs};
pub use survey::{SurveyArgs, SurveyCommand, SurveyDataArgs};
pub use voice::{
    MeasureWord, OutcomeWord, PeriodWord, VoiceArgs, VoiceAskArgs, VoiceCommand, VoiceFilterArgs,
};

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

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
    /// Import event logs and what people say: CSV, TSV, XLSX, JSONL, Parquet, XES, OCEL 2.0, XML, DOCX, TXT, also gzipped
    Import(ImportArgs),
    /// Rows that could not become events: see, export, read again
    Quarantine(QuarantineArgs),
    /// Ask about journeys: every number with unit, base, window, n and snapshot
    Ask(AskArgs),
    /// Find the journey map in a log
    Discover(DiscoverArgs),
    /// Where to cut one person's life into journeys, and why there
    Cut(CutArgs),
    /// Planned against observed: how journeys keep to a map
    Conform(ConformArgs),
    /// Who of those still on their way will hardly get there, and how good such predictions were
    Predict(PredictArgs),
    /// Segments of journeys: found, by a column or by rules, and what sets each apart
    Segments(SegmentsArgs),
    /// Moments of truth: experiences tied to the outcome after controlling for what came before
    Drivers(DriversArgs),
    /// Who gets the credit for a goal: several models side by side, with intervals
    Attribution(AttributionArgs),
    /// What a change of the journey would do if people go on as before everywhere else
    WhatIf(WhatIfArgs),
    /// Draw a map as SVG, PNG, PDF, HTML, slides, a workbook or Markdown
    Render(RenderArgs),
    /// Remove one person everywhere, with a receipt
    Erase(EraseArgs),
    /// Rewrite many small files into few large ones and remove what no version needs
    Compact(SourceArgs),
    /// Look whether the data folder is whole
    Check(CheckArgs),
    /// Serve the web app and the API
    Serve(ServeArgs),
    /// People of the installation: who there is, help them back in
    Admin(AdminArgs),
    /// Map files: make, check, exchange with the workspace
    Map(MapArgs),
    /// What people say: summary, steps, topics, quotes, questions, items, quality
    Voice(VoiceArgs),
    /// A language model that names topics, writes personas' stories and codes interviews as suggestions; off by default
    Assistant(AssistantArgs),
}

/// Where the workspace is.
#[derive(Debug, Clone, Args)]
pub struct DataArg {
    /// The workspace's folder
    #[arg(long = "data", value_name = "DIR", default_value = "./tropa-data")]
    pub dir: PathBuf,
    /// Which workspace, by id or name; may be left out when there is only one
    #[arg(long, value_name = "NAME")]
    pub workspace: Option<String>,
    /// Where maps and people are kept when not in the folder: postgres://person@host/name. Also TROPA_DATABASE
    #[arg(long, value_name = "ADDRESS")]
    pub database: Option<String>,
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    En,
    Ru,
}

impl Lang {
    /// BCP 47, as texts in several languages are keyed by.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ru => "ru",
        }
    }

    /// The same, as maps know it.
    pub fn of_maps(self) -> tropa_map::Lang {
        match self {
            Self::En => tropa_map::Lang::En,
            Self::Ru => tropa_map::Lang::Ru,
        }
    }
}
