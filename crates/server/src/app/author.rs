//! Who did something, as it is written beside what was done.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// To whom a change, a comment or a line of the audit log is credited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Author {
    /// Of the person; `local` for whoever works without an account on the server's own machine.
    pub id: String,
    /// As the person is called now.
    pub name: String,
    pub via: Via,
}

/// By which door somebody came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Via {
    /// A browser on the server's own machine, without an account.
    Open,
    /// `tropa` on the server's own machine.
    CommandLine,
    /// A browser, signed in.
    Session,
    /// An API token.
    Token,
    /// A link that was given away.
    Share,
}

impl Author {
    pub const LOCAL_ID: &str = "local";

    /// Whoever works on the server's own machine without an account.
    pub fn local(via: Via) -> Self {
        Self {
            id: Self::LOCAL_ID.into(),
            name: "Local".into(),
            via,
        }
    }
}

impl Via {
    /// As it is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::CommandLine => "command_line",
            Self::Session => "session",
            Self::Token => "token",
            Self::Share => "share",
        }
    }
}
