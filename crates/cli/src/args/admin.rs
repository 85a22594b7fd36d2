//! Helping people back in.

use super::DataArg;
use clap::{Args, Subcommand};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tropa admin people
  tropa admin reset-link ann@example.org --url https://tropa.example.org
  tropa admin make-owner ann@example.org

Whoever may read the data folder may do this; it works beside a running server.")]
pub struct AdminArgs {
    #[command(subcommand)]
    pub command: AdminCommand,
}

#[derive(Debug, Subcommand)]
pub enum AdminCommand {
    /// Everybody with an account
    People {
        #[command(flatten)]
        data: DataArg,
        /// Print one JSON document
        #[arg(long)]
        json: bool,
    },
    /// Print a link by which somebody chooses a new password; good for a day, once
    ResetLink {
        /// The person's e-mail
        email: String,
        /// How people reach the server
        #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:7117")]
        url: String,
        #[command(flatten)]
        data: DataArg,
    },
    /// Make somebody an owner of the workspace and a keeper of the installation, and let them sign in again
    MakeOwner {
        /// The person's e-mail
        email: String,
        #[command(flatten)]
        data: DataArg,
    },
}
