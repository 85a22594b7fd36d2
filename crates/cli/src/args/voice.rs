//! What people say: asked on the command line.

use super::{Lang, SourceArgs};
use clap::{Args, Subcommand, ValueEnum};

#[derive(Debug, Args)]
pub struct VoiceArgs {
    #[command(subcommand)]
    pub command: VoiceCommand,
}

#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  tropa import reviews.csv                          recognises reviews, answers, tickets, chats and interviews
  tropa voice summary
  tropa voice steps --n-min 10                      scores with intervals, feelings, pains and delights by step
  tropa voice items --feeling bad --step Delivery
  tropa voice map --name \"Onboarding\" --steps \"Order,Delivery,First payment\"")]
pub enum VoiceCommand {
    /// What there is: sources, languages, feelings, and how much of it belongs to steps
    Summary(VoiceAskArgs),
    /// What is said at each step: scores with intervals, feelings, pains and delights
    Steps {
        #[command(flatten)]
        ask: VoiceAskArgs,
        /// The steps and stages of this map
        #[arg(long, value_name = "ID")]
        map: Option<String>,
        /// Of this segment
        #[arg(long, value_name = "NAME")]
        segment: Option<String>,
        /// Of people for whose journeys this holds: has("Delivery delayed")
        #[arg(long = "where", value_name = "EXPR")]
        journeys: Option<String>,
        /// Numbers of fewer answers are not shown
        #[arg(long, value_name = "N")]
        n_min: Option<u32>,
    },
    /// Topics found in the texts, and how they change
    Topics(VoiceFilterArgs),
    /// Exact words, the most telling first
    Quotes(VoiceFilterArgs),
    /// What people ask, grouped by meaning
    Questions(VoiceFilterArgs),
    /// Functions and services people miss, ranked by how many ask
    Missing(VoiceFilterArgs),
    /// The texts themselves with what was understood of them
    Items(VoiceFilterArgs),
    /// What the analyser knows and how good it is here
    Quality(VoiceAskArgs),
    /// One number of surveys by period, each with its change
    Waves {
        #[command(flatten)]
        ask: VoiceAskArgs,
        /// Absent: what was asked most
        #[arg(long, value_enum)]
        measure: Option<MeasureWord>,
        #[arg(long, value_enum, default_value = "month")]
        by: PeriodWord,
        /// Only answers at this step
        #[arg(long, value_name = "KEY")]
        step: Option<String>,
    },
    /// What goes together with a good outcome: associated, not caused
    Drivers {
        #[command(flatten)]
        ask: VoiceAskArgs,
        #[arg(long, value_enum, default_value = "feeling")]
        outcome: OutcomeWord,
    },
    /// Make a map of what people say alone
    Map {
        #[command(flatten)]
        ask: VoiceAskArgs,
        /// The map's title
        #[arg(long, value_name = "TITLE", default_value = "")]
        name: String,
        /// Steps in their order, separated by commas; absent: those most spoken of
        #[arg(long, value_name = "A,B,…", value_delimiter = ',')]
        steps: Option<Vec<String>>,
    },
    /// Put all that is said at a map's steps on its cards
    Adopt {
        #[command(flatten)]
        ask: VoiceAskArgs,
        /// Id of the map
        #[arg(value_name = "MAP")]
        map: String,
    },
    /// Surveys of one's own: make, open, invite, count
    Survey(super::SurveyArgs),
}

#[derive(Debug, Clone, Args)]
pub struct VoiceAskArgs {
    #[command(flatten)]
    pub source: SourceArgs,
    /// Language of names in several languages
    #[arg(long, value_enum, default_value = "en")]
    pub lang: Lang,
}

/// Which items.
#[derive(Debug, Clone, Args)]
pub struct VoiceFilterArgs {
    #[command(flatten)]
    pub ask: VoiceAskArgs,
    /// At this step; `none`: at no step
    #[arg(long, value_name = "KEY")]
    pub step: Option<String>,
    /// About this topic
    #[arg(long, value_name = "ID")]
    pub topic: Option<String>,
    /// About this aspect: delivery, price, staff
    #[arg(long, value_name = "KEY")]
    pub aspect: Option<String>,
    /// bad, neutral, good or none
    #[arg(long, value_name = "WORD")]
    pub feeling: Option<String>,
    /// question, need, barrier, delight, churn, recommends, missing_function …
    #[arg(long, value_name = "WORD")]
    pub act: Option<String>,
    /// interest, confusion, hope, doubt, trust, irritation, impatience …
    #[arg(long, value_name = "WORD")]
    pub emotion: Option<String>,
    /// ru, en, mixed, other or unknown
    #[arg(long, value_name = "WORD")]
    pub language: Option<String>,
    /// Of this segment
    #[arg(long, value_name = "NAME")]
    pub segment: Option<String>,
    /// Of people for whose journeys this holds: has("Delivery delayed")
    #[arg(long = "where", value_name = "EXPR")]
    pub journeys: Option<String>,
    /// Words the texts hold
    #[arg(long, short = 'q', value_name = "WORDS")]
    pub query: Option<String>,
    /// First and last day, both included
    #[arg(long, value_name = "DAY")]
    pub from: Option<String>,
    #[arg(long, value_name = "DAY")]
    pub to: Option<String>,
    /// newest, worst or best
    #[arg(long, value_name = "WORD")]
    pub order: Option<String>,
    /// The `next` of the page before
    #[arg(long, value_name = "NEXT")]
    pub after: Option<String>,
    /// At most this many
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MeasureWord {
    Nps,
    Csat,
    Ces,
    Stars,
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PeriodWord {
    Week,
    Month,
    Quarter,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutcomeWord {
    Nps,
    Csat,
    Ces,
    Stars,
    Other,
    Feeling,
}
