//! Questions, and the map found in their answers.

use super::SourceArgs;
use clap::{Args, Subcommand};
use std::path::PathBuf;

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
    /// Cut lives into journeys: 30m (pauses), begins:a,b, ends:a,b, begins-where:EXPR, ends-where:EXPR, context
    #[arg(long, value_name = "CUT")]
    pub cut: Option<String>,
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
    /// Cut lives into journeys: auto, 30m (pauses), begins:a,b, ends:a,b, begins-where:EXPR, ends-where:EXPR, context
    #[arg(long, value_name = "CUT")]
    pub cut: Option<String>,
    /// One map per segment: auto, a number, or a column whose values are the segments
    #[arg(long, value_name = "N|auto|COLUMN", conflicts_with_all = ["output", "against"])]
    pub segments: Option<String>,
    /// Keep nothing; say what would be new, changed or gone on this map: a file, or a map of the workspace by id
    #[arg(long, value_name = "MAP")]
    pub against: Option<String>,
    /// Ask as this file says; what is given beside it wins
    #[arg(long, value_name = "FILE")]
    pub recipe: Option<PathBuf>,
    /// Write down what was asked, to make the same draft again
    #[arg(long, value_name = "FILE")]
    pub write_recipe: Option<PathBuf>,
    /// The map's title
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Write the map to a file instead of the workspace
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}
