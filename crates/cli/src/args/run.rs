//! The server, the demo, and keeping the data folder.

use super::DataArg;
use clap::Args;
use std::net::SocketAddr;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tropa serve --open
  tropa serve --listen 0.0.0.0:7117        lets others in; there are no accounts yet: only in a network you trust")]
pub struct ServeArgs {
    #[command(flatten)]
    pub data: DataArg,
    /// Where to listen; port 0 takes any free one. Default: 127.0.0.1:7117
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<SocketAddr>,
    /// Open a browser
    #[arg(long)]
    pub open: bool,
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
