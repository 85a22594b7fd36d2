//! `tropa map`: maps between the workspace and files, through the running server where there is one.

use crate::args::{DataArg, MapArgs, MapCommand};
use crate::output::{self, Failure};
use crate::table::{Align, Table, count};
use crate::through::{self, Through};
use serde::Serialize;
use std::path::{Path, PathBuf};
use tropa_map::Form;
use tropa_server::app::parse_map;
use tropa_server::http::{MapHead, MapList, Written};
use tropa_server::{MapId, Over, Role, Workspace};

pub fn run(args: &MapArgs) -> Result<(), Failure> {
    match &args.command {
        MapCommand::List { data, json } => list(&Place::of(data)?, *json),
        MapCommand::Pull { id, output, data } => pull(&Place::of(data)?, id, output.as_deref()),
        MapCommand::Push {
            file,
            data,
            revision,
            json,
        } => push(data, file, *revision, *json),
        MapCommand::Check(args) => crate::map_check::run(args),
        MapCommand::Schema => crate::map_schema::run(),
        MapCommand::Convert(args) => crate::convert::run(args),
        MapCommand::New(args) => crate::map_new::run(args),
        MapCommand::Library(args) => crate::map_library::run(args),
        MapCommand::Links(args) => crate::map_links::run(args),
        MapCommand::Diff(args) => crate::map_diff::run(args),
        MapCommand::Merge(args) => crate::map_merge::run(args),
        MapCommand::History(args) => crate::map_history::history(args),
        MapCommand::Versions(args) => crate::map_history::versions(args),
        MapCommand::Restore(args) => crate::map_history::restore(args),
        MapCommand::Comments(args) => crate::map_history::comments(args),
        MapCommand::Suggestions(args) => crate::map_history::suggestions(args),
    }
}

/// Who does the work.
pub(crate) enum Place {
    Server(Through),
    Folder(Box<Workspace>),
}

impl Place {
    pub(crate) fn of(data: &DataArg) -> Result<Place, Failure> {
        Ok(match Workspace::running_server(&data.dir)? {
            Some(server) => Place::Server(Through::of(server, data)?),
            None => Place::Folder(Box::new(data.open_existing()?)),
        })
    }
}

fn list(place: &Place, json: bool) -> Result<(), Failure> {
    let maps = match place {
        Place::Folder(workspace) => {
            // Whoever holds the folder may do everything with it.
            let role = Role::Owner;
            let all = workspace.maps()?.into_iter();
            MapList {
                items: all.map(|map| MapHead { map, role }).collect(),
            }
        }
        Place::Server(server) => understood(&through::request(server, "GET", "/api/v1/maps", None)?)?,
    };
    if json {
        return output::json(&maps);
    }
    let mut table = Table::new(&[
        ("id", Align::Left),
        ("title", Align::Left),
        ("stages", Align::Right),
        ("steps", Align::Right),
        ("backed by evidence", Align::Right),
        ("snapshot", Align::Left),
        ("revision", Align::Right),
        ("changed", Align::Left),
    ]);
    for MapHead { map, .. } in &maps.items {
        table.row(vec![
            map.id.clone(),
            map.title.get("en").to_owned(),
            map.stages.to_string(),
            map.steps.to_string(),
            format!("{} of {}", count(map.backed), count(map.total)),
            map.snapshot.clone().unwrap_or_else(|| "–".into()),
            map.revision.to_string(),
            map.updated_at.clone(),
        ]);
    }
    output::text(&table.to_text())
}

fn pull(place: &Place, id: &str, to: Option<&Path>) -> Result<(), Failure> {
    let id = MapId::new(id).map_err(|e| Failure::new(e.to_string()))?;
    let map = match place {
        Place::Folder(workspace) => workspace.map(&id)?.map,
        Place::Server(server) => parse_map(
            &through::request(server, "GET", &format!("/api/v1/maps/{id}"), None)?,
            "the server's answer",
        )?,
    };
    let path = to.map_or_else(|| PathBuf::from(format!("{id}.tropa.json")), Path::to_path_buf);
    let form = Form::of_name(&path.to_string_lossy()).unwrap_or_default();
    let text = tropa_map::write(&map, form);
    if path.as_os_str() == "-" {
        return output::text(&text);
    }
    output::write_file(&path, text.as_bytes())?;
    eprintln!("{}", path.display());
    Ok(())
}

#[derive(Serialize)]
struct Pushed {
    schema: &'static str,
    #[serde(flatten)]
    written: Written,
}

fn push(data: &DataArg, file: &Path, revision: Option<u64>, json: bool) -> Result<(), Failure> {
    let text = output::read_file(file)?;
    let map = parse_map(&text, &file.display().to_string())?;
    let id = MapId::new(&map.id).map_err(|e| Failure::new(format!("{}: {e}", file.display())))?;
    let written = match Workspace::running_server(&data.dir)? {
        Some(server) => {
            let over = revision
                .map(|revision| format!("?revision={revision}"))
                .unwrap_or_default();
            understood(&through::request(
                &Through::of(server, data)?,
                "PUT",
                &format!("/api/v1/maps/{id}{over}"),
                Some(&text),
            )?)?
        }
        None => {
            let over = match revision {
                None => Over::Anything,
                Some(0) => Over::Nothing,
                Some(revision) => Over::Revision(revision),
            };
            let revision = data.open()?.put_map(&id, &map, over)?;
            Written {
                id: id.to_string(),
                revision,
            }
        }
    };
    if json {
        return output::json(&Pushed {
            schema: "tropa.map_push/1",
            written,
        });
    }
    output::text(&format!("{} is revision {} now", written.id, written.revision))
}

pub(crate) fn understood<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Failure> {
    serde_json::from_str(text)
        .map_err(|e| Failure::new(format!("the server's answer is not understood: {e}")))
}
