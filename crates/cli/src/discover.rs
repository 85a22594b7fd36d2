//! `tropa discover`: a log in, a map out.

use crate::args::DiscoverArgs;
use crate::output::{self, Failure};
use crate::progress::Bar;
use crate::table::{Align, Table, count, or_dash, share, span};
use tropa_map::Form;
use tropa_server::StagesWish;
use tropa_server::app::{Author, DiscoverOrder, Discovered, Via};

pub fn run(args: &DiscoverArgs) -> Result<(), Failure> {
    let stages: Result<Option<StagesWish>, _> = args.stages.as_deref().map(str::parse).transpose();
    let order = DiscoverOrder {
        source: args.source.source.clone(),
        stages: stages
            .map_err(|e| Failure::new(format!("--stages: {e}")))?
            .unwrap_or_default(),
        filter: args.filter.clone(),
        name: args.name.clone(),
    };
    let workspace = args.source.data.open_existing()?;
    let mut bar = Bar::new();
    let found = workspace.discover(&order, &mut |progress| bar.show(progress));
    bar.clear();
    let mut found = found?;
    let kept = match &args.output {
        Some(path) => {
            let form = Form::of_name(&path.to_string_lossy()).unwrap_or_default();
            output::write_file(path, tropa_map::write(&found.map, form).as_bytes())?;
            path.display().to_string()
        }
        None => {
            let id = workspace.keep_new(found.map.clone(), &Author::local(Via::CommandLine))?;
            found.map.id = id.to_string();
            id.to_string()
        }
    };
    if args.source.json {
        return output::json(&found.map);
    }
    output::text(&to_text(&found, &kept, args.output.is_none()))
}

fn to_text(found: &Discovered, kept: &str, in_workspace: bool) -> String {
    let proposal = &found.proposal;
    let mut text = format!(
        "{}\nbase: {} (n = {})\nwindow: {} to {}\nsnapshot: {}\n\n",
        found.map.title.get("en"),
        proposal.base,
        count(proposal.n),
        proposal.window.from,
        proposal.window.to,
        proposal.snapshot
    );
    let mut stages = Table::new(&[
        ("stage", Align::Left),
        ("reached", Align::Right),
        ("reach", Align::Right),
        ("lost", Align::Right),
        ("still open", Align::Right),
        ("median time", Align::Right),
        ("touchpoints", Align::Left),
    ]);
    for (place, stage) in proposal.stages.iter().enumerate() {
        let names: Vec<&str> = stage
            .touchpoints
            .iter()
            .map(|touchpoint| touchpoint.name.get("en"))
            .collect();
        stages.row(vec![
            format!("{}. {}", place + 1, stage.name.get("en")),
            count(stage.reached),
            share(stage.reach),
            count(stage.lost),
            count(stage.open),
            or_dash(stage.duration, |time| span(time.p50_s)),
            names.join(", "),
        ]);
    }
    text.push_str(&stages.to_text());
    if !proposal.pains.is_empty() {
        let mut pains = Table::new(&[
            ("pain", Align::Left),
            ("journeys harmed", Align::Right),
            ("of", Align::Right),
        ]);
        for pain in &proposal.pains {
            pains.row(vec![
                pain.title.get("en").to_owned(),
                count(pain.journeys),
                count(pain.of),
            ]);
        }
        text.push_str(&format!("\n{}", pains.to_text()));
    }
    for note in &proposal.notes {
        text.push_str(&format!("note: {}\n", note.get("en")));
    }
    if in_workspace {
        text.push_str(&format!(
            "\nthe map is in the workspace as «{kept}»; look at it with: tropa serve --open\n"
        ));
    } else {
        text.push_str(&format!(
            "\nwritten to {kept}; draw it with: tropa render {kept} -o map.svg\n"
        ));
    }
    text
}
