//! The language model that may be asked: plan, run, decide.

use super::{DataArg, Lang};
use clap::{Args, Subcommand, ValueEnum};

#[derive(Debug, Args)]
pub struct AssistantArgs {
    #[command(subcommand)]
    pub command: AssistantCommand,
}

#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  tropa assistant plan topics                               what would be sent, masked, and what it may cost
  tropa assistant run topics --token TOKEN                  sends exactly that
  tropa assistant suggestions                               what came of it, with the words it rests on
  tropa assistant accept ID ID
  tropa assistant plan story --map shop --persona p1 --language ru
  tropa assistant plan interview --source talks --conversation anna

Environment (without an address nothing is sent anywhere):
  TROPA_ASSISTANT_URL           an OpenAI-compatible address: http://localhost:11434/v1, https://api.example.org/v1
  TROPA_ASSISTANT_MODEL         as it is called there
  TROPA_ASSISTANT_KEY or TROPA_ASSISTANT_KEY_FILE
  TROPA_ASSISTANT_PRICE_IN, TROPA_ASSISTANT_PRICE_OUT, TROPA_ASSISTANT_CURRENCY     of a million tokens
  TROPA_ASSISTANT_TIMEOUT_S     of one answer; 120 when absent
  TROPA_ASSISTANT_PLAIN_HTTP=yes                            http also beyond this machine and its private network")]
pub enum AssistantCommand {
    /// Whether there is a model to ask, and how many suggestions wait
    Status(AssistantAskArgs),
    /// Show what would be sent, masked, and what it may cost; sends nothing
    Plan {
        #[command(flatten)]
        wish: AssistantWishArgs,
        /// Print the requests whole
        #[arg(long)]
        whole: bool,
        #[command(flatten)]
        ask: AssistantAskArgs,
    },
    /// Send what a plan showed
    Run {
        #[command(flatten)]
        wish: AssistantWishArgs,
        /// The plan's token: it fits only what the plan showed
        #[arg(long, value_name = "TOKEN")]
        token: String,
        #[command(flatten)]
        ask: AssistantAskArgs,
    },
    /// What the model proposed, with the words it rests on
    Suggestions {
        #[arg(long, value_enum, default_value = "open")]
        state: ProposalStateWord,
        /// Of one run
        #[arg(long, value_name = "ID")]
        run: Option<String>,
        /// At most so many, up to 200
        #[arg(long, value_name = "N", default_value_t = 50)]
        limit: u32,
        #[command(flatten)]
        ask: AssistantAskArgs,
    },
    /// Do what suggestions propose
    Accept {
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
        /// Of a topic: this name in English instead
        #[arg(long, value_name = "NAME", requires = "name_ru")]
        name_en: Option<String>,
        /// Of a topic: this name in Russian instead
        #[arg(long, value_name = "NAME", requires = "name_en")]
        name_ru: Option<String>,
        /// Of a story: only these sentences, counted from 1
        #[arg(long, value_name = "1,3", value_delimiter = ',')]
        sentences: Option<Vec<usize>>,
        #[command(flatten)]
        ask: AssistantAskArgs,
    },
    /// Leave everything as it is
    Reject {
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
        #[command(flatten)]
        ask: AssistantAskArgs,
    },
}

/// Workspace and form of the answer.
#[derive(Debug, Clone, Args)]
pub struct AssistantAskArgs {
    #[command(flatten)]
    pub data: DataArg,
    /// Language of what is printed
    #[arg(long, value_enum, default_value = "en")]
    pub lang: Lang,
    /// Print one JSON document
    #[arg(long)]
    pub json: bool,
}

/// What the model is asked to do.
#[derive(Debug, Clone, Args)]
pub struct AssistantWishArgs {
    #[arg(value_enum)]
    pub task: TaskWord,
    /// topics: only these; all that nobody has named when absent
    #[arg(long, value_name = "ID,…", value_delimiter = ',')]
    pub topics: Vec<String>,
    /// story: the map
    #[arg(long, value_name = "ID", required_if_eq("task", "story"))]
    pub map: Option<String>,
    /// story: the persona on it
    #[arg(long, value_name = "ID", required_if_eq("task", "story"))]
    pub persona: Option<String>,
    /// story: the language it is written in
    #[arg(long, value_enum, default_value = "en")]
    pub language: Lang,
    /// interview: the source it lies in
    #[arg(long, value_name = "NAME", required_if_eq("task", "interview"))]
    pub source: Option<String>,
    /// interview: its name there
    #[arg(long, value_name = "NAME", required_if_eq("task", "interview"))]
    pub conversation: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TaskWord {
    /// Name topics, in English and Russian
    Topics,
    /// Write a persona's story
    Story,
    /// Code an interview
    Interview,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ProposalStateWord {
    Open,
    Accepted,
    Rejected,
}
