//! What brings events in, and what becomes of bad rows.

use super::{DataArg, SourceArgs};
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tropa import loans.xes.gz
  tropa import 'logs/*.csv' --source shop --time-zone Europe/Moscow
  tropa import clicks.csv --actor user_id --activity event --time ts --dry-run
  tropa import orders.sqlite --object-type orders
  tropa import *.csv --mapping orders.mapping.json
  tropa import reviews.csv                            feedback is recognised: reviews, survey answers, chats, interviews
  tropa import answers.xlsx --as survey --scale 'How easy was it?=1..7'
  tropa import interviews/ --as interview --preview

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
    /// What the files hold; told by their content by default
    #[arg(long = "as", value_name = "KIND", value_enum)]
    pub kind: Option<ImportAs>,
    /// The scale of scores in feedback, both ends included: 1..5, or COLUMN=1..7; may be repeated
    #[arg(long, value_name = "[COL=]LO..HI")]
    pub scale: Vec<String>,
    /// The column of feedback that names the step or touchpoint
    #[arg(long, value_name = "COL")]
    pub step: Option<String>,
    /// Show what would be read, import nothing
    #[arg(long, visible_alias = "preview")]
    pub dry_run: bool,
    /// Print one JSON document
    #[arg(long)]
    pub json: bool,
}

/// What files hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ImportAs {
    /// Who did what when
    Events,
    Reviews,
    /// Answers to questions: scores, choices, words
    Survey,
    /// Messages of a chat or call
    Chat,
    Tickets,
    /// Transcripts
    Interview,
    /// Field notes, diaries
    Observations,
    /// Forums and social networks
    Posts,
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
