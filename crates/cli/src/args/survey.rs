//! Surveys of one's own: built, opened, sent and counted on the command line.

use super::DataArg;
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct SurveyArgs {
    #[command(subcommand)]
    pub command: SurveyCommand,
}

#[derive(Debug, Subcommand)]
pub enum SurveyCommand {
    /// Surveys of the workspace
    List(SurveyDataArgs),
    /// Keep a new survey from a file or a template, as a draft
    New {
        /// A survey document in JSON
        #[arg(required_unless_present = "template")]
        file: Option<PathBuf>,
        /// One of: recommend, after_delivery, support, first_days, leaving, employee_pulse
        #[arg(long, value_name = "NAME", conflicts_with = "file")]
        template: Option<String>,
        #[command(flatten)]
        data: SurveyDataArgs,
    },
    /// Tell what is wrong with a survey document, without a workspace
    Check { file: PathBuf },
    /// Take answers from now on
    Open {
        id: String,
        /// By personal invitation only
        #[arg(long)]
        invited_only: bool,
        #[command(flatten)]
        data: SurveyDataArgs,
    },
    /// Take no more answers
    Close {
        id: String,
        #[command(flatten)]
        data: SurveyDataArgs,
    },
    /// What people answered, counted
    Results {
        id: String,
        #[command(flatten)]
        data: SurveyDataArgs,
    },
    /// Draw people and print a signed link for each, as CSV
    Invite {
        id: String,
        /// Address people reach the server by; also TROPA_URL
        #[arg(long, value_name = "URL")]
        url: Option<String>,
        /// The source whose people are asked
        #[arg(long, value_name = "NAME")]
        source: Option<String>,
        /// Only people whose journeys fit: 'channel = "web"'
        #[arg(long = "where", value_name = "FILTER")]
        filter: Option<String>,
        /// A persona of a map: shop/p1
        #[arg(long, value_name = "MAP/PERSONA")]
        persona: Option<String>,
        /// How many
        #[arg(short, long, default_value_t = 100)]
        n: u32,
        /// The same seed draws the same people
        #[arg(long, default_value_t = 0)]
        seed: u64,
        #[arg(long, value_name = "DAYS", default_value_t = 14)]
        expires: u32,
        #[command(flatten)]
        data: DataArg,
    },
}

/// Workspace and form of the answer.
#[derive(Debug, Clone, Args)]
pub struct SurveyDataArgs {
    #[command(flatten)]
    pub data: DataArg,
    /// Print one JSON document
    #[arg(long)]
    pub json: bool,
}
