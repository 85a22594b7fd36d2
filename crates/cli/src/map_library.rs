//! `tropa map library`: what maps share.

use crate::args::MapLibraryArgs;
use crate::output::{self, Failure};
use crate::table::{Align, Table, count};
use serde::Serialize;
use tropa_map::{Form, LibraryEntry, Map};
use tropa_server::MapId;

#[derive(Serialize)]
struct Library {
    schema: &'static str,
    items: Vec<LibraryEntry>,
}

pub fn run(args: &MapLibraryArgs) -> Result<(), Failure> {
    let maps = if args.files.is_empty() {
        of_workspace(args)?
    } else {
        of_files(&args.files)?
    };
    let items = tropa_map::library(&maps);
    if args.json {
        return output::json(&Library {
            schema: "tropa.library/1",
            items,
        });
    }
    let mut table = Table::new(&[
        ("kind", Align::Left),
        ("id", Align::Left),
        ("name", Align::Left),
        ("used on", Align::Left),
        ("places", Align::Right),
        ("maps agree", Align::Left),
    ]);
    for entry in &items {
        let maps: Vec<&str> = entry.used.iter().map(|used| used.map.as_str()).collect();
        table.row(vec![
            output::word(&entry.kind),
            entry.library.clone(),
            entry.name.get("en").to_owned(),
            maps.join(", "),
            count(entry.used.iter().map(|used| used.places).sum()),
            if entry.differs { "no" } else { "yes" }.to_owned(),
        ]);
    }
    output::text(&table.to_text())
}

fn of_files(patterns: &[String]) -> Result<Vec<Map>, Failure> {
    let mut maps = Vec::new();
    for file in tropa_server::app::expand(patterns)? {
        let shown = file.path.display().to_string();
        let bytes =
            std::fs::read(&file.path).map_err(|e| Failure::new(format!("cannot read {shown}: {e}")))?;
        maps.push(
            tropa_map::read_bytes(&bytes, Form::of_name(&shown))
                .map_err(|e| Failure::new(format!("{shown}: {e}")))?,
        );
    }
    Ok(maps)
}

fn of_workspace(args: &MapLibraryArgs) -> Result<Vec<Map>, Failure> {
    let workspace = args.data.open_existing()?;
    let mut maps = Vec::new();
    for summary in workspace.maps()? {
        let id = MapId::new(&summary.id).map_err(|e| Failure::new(e.to_string()))?;
        maps.push(workspace.map(&id)?.map);
    }
    Ok(maps)
}
