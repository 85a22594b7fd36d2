//! The server, the demo, and keeping the data folder.

use super::DataArg;
use clap::Args;
use std::net::SocketAddr;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tropa serve --open
  tropa serve --listen 0.0.0.0:7117        lets others in, who sign in
  tropa serve --open-to-this-machine       without accounts, for this machine only

Environment:
  TROPA_ADMIN_EMAIL, TROPA_ADMIN_PASSWORD or TROPA_ADMIN_PASSWORD_FILE   makes the first account
  TROPA_URL                                how people reach the server; stands in mailed links
  TROPA_SMTP_URL, TROPA_MAIL_FROM          sends invitations and links to a new password
  TROPA_OIDC_ISSUER, TROPA_OIDC_CLIENT_ID, TROPA_OIDC_CLIENT_SECRET      single sign-on; also _NAME, _DOMAINS, _ROLE
  TROPA_ASSISTANT_URL, TROPA_ASSISTANT_MODEL, TROPA_ASSISTANT_KEY        a language model; see tropa assistant --help")]
pub struct ServeArgs {
    #[command(flatten)]
    pub data: DataArg,
    /// Where to listen; port 0 takes any free one. Default: 127.0.0.1:7117
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<SocketAddr>,
    /// Open a browser
    #[arg(long)]
    pub open: bool,
    /// No accounts: everybody on this machine may do everything. Only when listening to this machine
    #[arg(long)]
    pub open_to_this_machine: bool,
    /// A proxy stands before the server: believe its X-Forwarded-For and X-Forwarded-Proto
    #[arg(long)]
    pub behind_proxy: bool,
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
