//! `tropa demo`: a map to look at, from nothing.

use crate::args::DemoArgs;
use crate::output::Failure;
use crate::progress::Bar;
use std::sync::Arc;
use tropa_server::app::{AssistantSettings, DemoOptions};
use tropa_server::http::{GateSettings, Mode};

pub fn run(args: &DemoArgs) -> Result<(), Failure> {
    let workspace = args.data.open_first()?;
    let mut options = DemoOptions::default();
    if let Some(actors) = args.actors {
        options.actors = actors;
    }
    let mut bar = Bar::new();
    let map = workspace.demo(options, &mut |progress| bar.show(progress));
    bar.clear();
    let map = map?;
    let mut settings = GateSettings::new(Mode::Open);
    settings.assistant = AssistantSettings::of(|name| std::env::var(name).ok()).map_err(Failure::new)?;
    crate::serve::serve(
        Arc::new(workspace),
        args.listen,
        &format!("/maps/{map}"),
        !args.no_open,
        settings,
    )
}
