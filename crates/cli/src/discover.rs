//! `tropa discover`: a log in, a map out.

use crate::args::DiscoverArgs;
use crate::output::{self, Failure};
use crate::progress::Bar;
use crate::table::{Align, Table, count, or_dash, share, span};
use crate::{cuts, expected, segments};
use tropa_map::Form;
use tropa_server::app::{Author, CutOrder, DiscoverOrder, Discovered, DraftWhat, SegmentsOrder, Via};
use tropa_server::findings::CutWish;
use tropa_server::{MapId, StagesWish, Workspace};

pub fn run(args: &DiscoverArgs) -> Result<(), Failure> {
    let workspace = args.source.data.open_existing()?;
    let order = order(args, &workspace)?;
    if let Some(path) = &args.write_recipe {
        let recipe = serde_json::to_string_pretty(&order).map_err(|e| Failure::new(e.to_string()))?;
        output::write_file(path, recipe.as_bytes())?;
    }
    if let Some(map) = &args.against {
        return against(args, &workspace, &order, map);
    }
    if args.segments.is_some() {
        return by_segment(args, &workspace, &order);
    }
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

/// What is asked: the recipe, where one is given, with what was typed beside it.
fn order(args: &DiscoverArgs, workspace: &Workspace) -> Result<DiscoverOrder, Failure> {
    let mut order = match &args.recipe {
        Some(path) => {
            let text = std::fs::read_to_string(path)
                .map_err(|e| Failure::new(format!("{}: {e}", path.display())))?;
            serde_json::from_str(&text).map_err(|e| Failure::new(format!("{}: {e}", path.display())))?
        }
        None => DiscoverOrder::default(),
    };
    if let Some(stages) = &args.stages {
        let stages: Result<StagesWish, _> = stages.parse();
        order.stages = stages.map_err(|e| Failure::new(format!("--stages: {e}")))?;
    }
    order.source = args.source.source.clone().or(order.source);
    order.filter = args.filter.clone().or(order.filter);
    order.name = args.name.clone().or(order.name);
    match args.cut.as_deref().map(cuts::wish).transpose()? {
        None => {}
        Some(CutWish::Whole) => order.cut = None,
        Some(CutWish::Rule(cut)) => order.cut = Some(cut),
        Some(wish) => {
            let source = order.source.clone();
            let found = workspace.propose_cut(&CutOrder { source, wish })?;
            if !args.source.json {
                output::text(&format!("cut: {}\n", found.found.why.get("en")))?;
            }
            order.cut = found.found.cut;
        }
    }
    Ok(order)
}

/// What would be new, changed or gone on a map.
fn against(
    args: &DiscoverArgs,
    workspace: &Workspace,
    order: &DiscoverOrder,
    map: &str,
) -> Result<(), Failure> {
    let mut bar = Bar::new();
    let draft = match expected::file(map)? {
        Some(file) => workspace.draft_beside(order, &file, &mut |progress| bar.show(progress)),
        None => {
            let id = MapId::new(map).map_err(|e| Failure::new(e.to_string()))?;
            workspace.draft(order, Some(&id), &mut |progress| bar.show(progress))
        }
    };
    bar.clear();
    let draft = draft?;
    if args.source.json {
        return output::json(&draft);
    }
    if draft.parts.is_empty() {
        return output::text("the facts say what the map says\n");
    }
    let mut parts = Table::new(&[
        ("", Align::Left),
        ("element", Align::Left),
        ("at", Align::Left),
        ("why", Align::Left),
    ]);
    for part in &draft.parts {
        let sign = match part.what {
            DraftWhat::New => "+",
            DraftWhat::Changed => "~",
            DraftWhat::Gone => "−",
        };
        let held = part
            .held
            .as_ref()
            .map_or(String::new(), |held| format!(" (refused by {})", held.by));
        parts.row(vec![
            format!("{sign}{held}"),
            format!("{} {}", part.id, part.name.get("en")),
            part.at.clone().unwrap_or_default(),
            part.reason.get("en").to_owned(),
        ]);
    }
    output::text(&parts.to_text())
}

/// A map for each segment that has a filter.
fn by_segment(args: &DiscoverArgs, workspace: &Workspace, order: &DiscoverOrder) -> Result<(), Failure> {
    let word = args.segments.as_deref().unwrap_or("auto");
    let by = segments::by_word(word);
    let found = workspace.segments(&SegmentsOrder {
        source: order.source.clone(),
        filter: order.filter.clone(),
        cut: order.cut.clone(),
        by,
    })?;
    let mut kept = Vec::new();
    let mut text = String::new();
    for segment in &found.found.segments {
        let near = segment.near.as_ref();
        let rule = segment.records.as_ref().or(near.map(|near| &near.filter));
        let name = segment.name.get("en");
        let Some(rule) = rule else {
            text.push_str(&format!(
                "{name}: no filter tells its journeys apart, so it has no map\n"
            ));
            continue;
        };
        let filter = match order.filter.as_deref().map(str::trim) {
            None | Some("") => rule.clone(),
            Some(outer) => format!("({outer}) and ({rule})"),
        };
        let order = DiscoverOrder {
            filter: Some(filter),
            name: Some(match &order.name {
                Some(title) => format!("{title}: {name}"),
                None => name.to_owned(),
            }),
            ..order.clone()
        };
        let mut bar = Bar::new();
        let id =
            workspace.discover_into_workspace(&order, &Author::local(Via::CommandLine), &mut |progress| {
                bar.show(progress)
            });
        bar.clear();
        let id = id?;
        text.push_str(&format!(
            "{name}: {} journeys, map «{id}», --where '{rule}'\n",
            count(segment.n)
        ));
        kept.push(id);
    }
    if args.source.json {
        return output::json(&kept);
    }
    if let Some(choice) = &found.found.choice {
        text.push_str(&format!("{}\n", choice.reason.get("en")));
    }
    output::text(&text)
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
