//! `tropa map links`: a map's steps and evidence as links into an event log, and back.

use crate::args::{LogKind, MapLinksArgs};
use crate::map_diff::read;
use crate::output::{self, Failure};
use serde::Serialize;
use tropa_map::document::LogFormat;
use tropa_map::{ActivityLink, Form, activity_links, links_summary, links_to_csv, links_to_ocel, read_links};

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    map: &'a str,
    items: &'a [ActivityLink],
}

pub fn run(args: &MapLinksArgs) -> Result<(), Failure> {
    let map = read(&args.map, args.lang)?;
    let tag = args.lang.tag();
    if let Some(table) = &args.from {
        return fill(args, &map, table);
    }
    let links = activity_links(&map, tag);
    let Some(to) = &args.output else {
        return output::json(&Document {
            schema: "tropa.map_links/1",
            map: &map.id,
            items: &links,
        });
    };
    let content = match to
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default()
    {
        "csv" => links_to_csv(&links),
        "json" | "jsonocel" => links_to_ocel(&map, tag),
        _ => {
            return Err(Failure::new(format!(
                "-o {}: the ending says the form; expected .csv (a table) or .json (objects of OCEL 2.0)",
                to.display()
            )));
        }
    };
    output::write_file(to, content.as_bytes())?;
    eprintln!("{}: {}", to.display(), links_summary(&map, args.lang.of_maps()));
    Ok(())
}

/// Puts the activities of a table on the map.
fn fill(args: &MapLinksArgs, map: &tropa_map::Map, table: &std::path::Path) -> Result<(), Failure> {
    let to = args
        .output
        .as_ref()
        .ok_or_else(|| Failure::new("-o is missing: the map the activities are written to"))?;
    let bytes =
        std::fs::read(table).map_err(|e| Failure::new(format!("cannot read {}: {e}", table.display())))?;
    let format = match args.log {
        LogKind::Xes => LogFormat::Xes,
        LogKind::Ocel => LogFormat::Ocel,
        LogKind::Table => LogFormat::Table,
    };
    let linked = read_links(map, &bytes, format).map_err(|error| {
        let text = error.text();
        Failure::new(format!("{}: {}", table.display(), text.get(args.lang.tag())))
    })?;
    for note in &linked.notes {
        let tag = args.lang.tag();
        eprintln!("{}: {}", note.place.get(tag), note.text.get(tag));
    }
    let form = Form::of_name(&to.to_string_lossy()).unwrap_or_default();
    output::write_file(to, tropa_map::write(&linked.map, form).as_bytes())?;
    eprintln!(
        "{}: {}",
        to.display(),
        links_summary(&linked.map, args.lang.of_maps())
    );
    Ok(())
}
