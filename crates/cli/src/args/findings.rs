//! What discovery learns beyond a map.

use super::ask::QuestionArgs;
use clap::Args;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tropa drivers
  tropa drivers --goal order_paid --horizon 30d --adjust channel,segment
  tropa drivers --number basket_value --all")]
pub struct DriversArgs {
    #[command(flatten)]
    pub question: QuestionArgs,
    /// An activity that counts as success; may be given several times. Absent: the ends by design
    #[arg(long = "goal", value_name = "ACTIVITY")]
    pub goals: Vec<String>,
    /// A column of numbers as outcome instead: what the order was worth
    #[arg(long, value_name = "COLUMN", conflicts_with = "goals")]
    pub number: Option<String>,
    /// How long both sides are followed: 12h, 30d
    #[arg(long, value_name = "SPAN")]
    pub horizon: Option<String>,
    /// Columns known beforehand that may lie behind both experience and outcome
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    pub adjust: Option<Vec<String>>,
    /// At most this share of what is told may be chance
    #[arg(long, value_name = "SHARE", default_value_t = 0.05)]
    pub fdr: f64,
    /// Also the comparisons that may well be chance
    #[arg(long)]
    pub all: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tropa segments                                 as many as the evidence carries; one where it carries no more
  tropa segments --segments 3                    three, whatever the evidence says
  tropa segments --segments channel              by the values of a column
  tropa segments --rule 'Big=amount > 1000' --rule 'Small=amount <= 1000' --compare 1,2")]
pub struct SegmentsArgs {
    #[command(flatten)]
    pub question: QuestionArgs,
    /// `auto`, a number, or a column whose values are the segments
    #[arg(long, value_name = "N|auto|COLUMN", default_value = "auto")]
    pub segments: String,
    /// NAME=EXPR; may be given several times, a journey belongs to the first it meets
    #[arg(long = "rule", value_name = "RULE", conflicts_with = "segments")]
    pub rules: Vec<String>,
    /// Two segments side by side, by their numbers: 1,2
    #[arg(long, value_name = "A,B")]
    pub compare: Option<String>,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tropa attribution
  tropa attribution --goal order_paid --by channel --lookback 30d
  tropa attribution --by activity --model markov:2 --model shapley --model last")]
pub struct AttributionArgs {
    #[command(flatten)]
    pub question: QuestionArgs,
    /// An activity that counts as success; may be given several times. Absent: the ends by design
    #[arg(long = "goal", value_name = "ACTIVITY")]
    pub goals: Vec<String>,
    /// Column that names the touch; `activity` takes the activities themselves
    #[arg(long, value_name = "COLUMN")]
    pub by: Option<String>,
    /// Column of numbers that says what a goal is worth
    #[arg(long, value_name = "COLUMN")]
    pub value: Option<String>,
    /// Touches longer before the end than this do not count: 30d
    #[arg(long, value_name = "SPAN")]
    pub lookback: Option<String>,
    /// first, last, linear, position, j, inverse_j, decay, participation, markov, markov:2, shapley, shapley_rate
    #[arg(long = "model", value_name = "MODEL")]
    pub models: Vec<String>,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tropa what-if
  tropa what-if --move 'checkout>dropped>pay:0.2'     of those who give up at checkout every fifth pays
  tropa what-if --bypass registration                 nobody has to register
  tropa what-if --close phone --pace delivered:0.5    no phone; delivery takes half as long")]
pub struct WhatIfArgs {
    #[command(flatten)]
    pub question: QuestionArgs,
    /// An activity that counts as success; may be given several times. Absent: the ends by design
    #[arg(long = "goal", value_name = "ACTIVITY")]
    pub goals: Vec<String>,
    /// FROM>OUT_OF>INTO:SHARE; `dropped` and `completed` are the ends
    #[arg(long = "move", value_name = "CHANGE")]
    pub moves: Vec<String>,
    /// The activity is gone, people go on as from it
    #[arg(long, value_name = "ACTIVITY")]
    pub bypass: Vec<String>,
    /// The activity is gone, who came to it is lost
    #[arg(long, value_name = "ACTIVITY")]
    pub close: Vec<String>,
    /// FROM>INTO:SHARE, a way that was not there
    #[arg(long, value_name = "CHANGE")]
    pub connect: Vec<String>,
    /// TO:FACTOR, ways into it take that many times as long
    #[arg(long, value_name = "CHANGE")]
    pub pace: Vec<String>,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tropa cut                                  what the data say, and why
  tropa cut --cut 30m
  tropa cut --cut 'begins:search' --json")]
pub struct CutArgs {
    #[command(flatten)]
    pub source: super::SourceArgs,
    /// auto, gap, context, whole, 30m, begins:a,b, ends:a,b, begins-where:EXPR, ends-where:EXPR
    #[arg(long, value_name = "CUT", default_value = "auto")]
    pub cut: String,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tropa predict
  tropa predict --goal order_paid --against order_cancelled --top 50")]
pub struct PredictArgs {
    #[command(flatten)]
    pub question: QuestionArgs,
    /// An activity that counts as success; may be given several times. Absent: the ends by design
    #[arg(long = "goal", value_name = "ACTIVITY")]
    pub goals: Vec<String>,
    /// An activity that decides against it; may be given several times. Absent: names that tell of a bad end
    #[arg(long, value_name = "ACTIVITY")]
    pub against: Vec<String>,
    /// Journeys listed
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub top: usize,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tropa conform furniture-retailer
  tropa conform plan.tropa.json --by actor_segment --as-far-as-they-got")]
pub struct ConformArgs {
    /// A map file, or a map of the workspace by id: the plan
    #[arg(value_name = "MAP")]
    pub map: String,
    #[command(flatten)]
    pub question: QuestionArgs,
    /// A column of the journey by which they are compared
    #[arg(long, value_name = "COLUMN")]
    pub by: Option<String>,
    /// What a journey still under way has not come to is not skipped
    #[arg(long)]
    pub as_far_as_they_got: bool,
}
