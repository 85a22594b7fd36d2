//! `tropa map history`, `versions`, `restore`, `comments`, `suggestions`: what happened to a map and what is said of it.

use crate::args::{DataArg, Lang, MapHistoryArgs, MapRestoreArgs, MapTalkArgs};
use crate::maps::{Place, understood};
use crate::output::{self, Failure};
use crate::table::{Align, Table};
use crate::through;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tropa_server::app::{AppError, Author, HistoryRun, NamedVersion, RestoreTo, Via};
use tropa_server::http::{Changed, CommentList, History, SuggestionList, VersionList};
use tropa_server::{MapId, Workspace};

/// Runs shown when nothing is said.
const RUNS: u32 = 30;
/// Of a comment or a list of names in a table.
const CELL_CHARS_MAX: usize = 80;

pub fn history(args: &MapHistoryArgs) -> Result<(), Failure> {
    let limit = args.limit.unwrap_or(RUNS);
    let before = args
        .before
        .map(|seq| format!("&before={seq}"))
        .unwrap_or_default();
    let path = format!("history?limit={limit}{before}");
    let history: History = ask(&args.data, &args.id, &path, |workspace, id| {
        let items = workspace.history(id, args.before, limit)?;
        Ok(History { items })
    })?;
    if args.json {
        return output::json(&history);
    }
    let mut text = String::new();
    for run in &history.items {
        text.push_str(&told(run, args.lang));
    }
    output::text(&text)
}

pub fn versions(args: &MapTalkArgs) -> Result<(), Failure> {
    let versions: VersionList = ask(&args.data, &args.id, "versions", |workspace, id| {
        let items = workspace.versions(id)?;
        Ok(VersionList { items })
    })?;
    if args.json {
        return output::json(&versions);
    }
    let mut table = Table::new(&[
        ("position", Align::Right),
        ("name", Align::Left),
        ("by", Align::Left),
        ("named", Align::Left),
        ("id", Align::Left),
    ]);
    for NamedVersion {
        id,
        seq,
        name,
        by,
        at,
        ..
    } in versions.items
    {
        table.row(vec![seq.to_string(), name, by.unwrap_or_default(), at, id]);
    }
    output::text(&table.to_text())
}

pub fn restore(args: &MapRestoreArgs) -> Result<(), Failure> {
    let to = match (&args.seq, &args.version) {
        (Some(seq), _) => RestoreTo::Seq(*seq),
        (None, Some(version)) => RestoreTo::Version(version.clone()),
        (None, None) => {
            return Err(Failure::new("say where to go back to: --seq N or --version ID"));
        }
    };
    let id = MapId::new(&args.id).map_err(|e| Failure::new(e.to_string()))?;
    let revision = match Place::of(&args.data)? {
        Place::Folder(workspace) => {
            let by = Author::local(Via::CommandLine);
            workspace.restore_map(&id, &to, &by)?.revision
        }
        Place::Server(server) => {
            let body = serde_json::to_string(&to).map_err(|e| Failure::new(e.to_string()))?;
            let path = format!("/api/v1/maps/{id}/restore");
            let changed: Changed = understood(&through::request(&server, "POST", &path, Some(&body))?)?;
            changed.revision
        }
    };
    if args.json {
        return output::json(&Changed { revision });
    }
    output::text(&format!(
        "{id} is at {revision} now; nothing is lost: tropa map history {id}"
    ))
}

pub fn comments(args: &MapTalkArgs) -> Result<(), Failure> {
    let comments: CommentList = ask(&args.data, &args.id, "comments", |workspace, id| {
        let items = workspace.comments(id)?;
        Ok(CommentList { items })
    })?;
    if args.json {
        return output::json(&comments);
    }
    let mut table = Table::new(&[
        ("when", Align::Left),
        ("by", Align::Left),
        ("at", Align::Left),
        ("settled", Align::Left),
        ("text", Align::Left),
    ]);
    for comment in comments.items {
        let answer = if comment.answers.is_some() { "↳ " } else { "" };
        let settled = if comment.resolved { "yes" } else { "" };
        table.row(vec![
            comment.when,
            comment.by,
            comment.at,
            settled.to_owned(),
            cell(&format!("{answer}{}", comment.text)),
        ]);
    }
    output::text(&table.to_text())
}

pub fn suggestions(args: &MapTalkArgs) -> Result<(), Failure> {
    let suggestions: SuggestionList = ask(&args.data, &args.id, "suggestions", |workspace, id| {
        let items = workspace.suggestions(id)?;
        Ok(SuggestionList { items })
    })?;
    if args.json {
        return output::json(&suggestions);
    }
    let mut table = Table::new(&[
        ("state", Align::Left),
        ("at", Align::Left),
        ("by", Align::Left),
        ("changes", Align::Right),
        ("title", Align::Left),
        ("id", Align::Left),
    ]);
    for suggestion in suggestions.items {
        table.row(vec![
            output::word(&suggestion.state),
            suggestion.at,
            suggestion.by.name,
            suggestion.changes.len().to_string(),
            cell(&suggestion.title),
            suggestion.id,
        ]);
    }
    output::text(&table.to_text())
}

/// Asks the running server for something of a map, or the folder where none runs.
fn ask<T: DeserializeOwned + Serialize>(
    data: &DataArg,
    id: &str,
    path: &str,
    here: impl FnOnce(&Workspace, &MapId) -> Result<T, AppError>,
) -> Result<T, Failure> {
    let id = MapId::new(id).map_err(|e| Failure::new(e.to_string()))?;
    match Place::of(data)? {
        Place::Folder(workspace) => Ok(here(&workspace, &id)?),
        Place::Server(server) => {
            let path = format!("/api/v1/maps/{id}/{path}");
            understood(&through::request(&server, "GET", &path, None)?)
        }
    }
}

/// `12–15  2026-01-05T10:00:00Z  Ann (editor)`, then what was done, a line each.
fn told(run: &HistoryRun, lang: Lang) -> String {
    let place = if run.from_seq == run.to_seq {
        run.to_seq.to_string()
    } else {
        format!("{}–{}", run.from_seq, run.to_seq)
    };
    let person = [&run.person.name, &run.person.id]
        .into_iter()
        .find(|text| !text.is_empty())
        .map_or("–", String::as_str);
    let mut text = format!("{place}  {}  {person} ({})\n", run.until, run.via);
    for words in &run.words {
        text.push_str(&format!("    {}\n", words.get(lang.of_maps().tag())));
    }
    text
}

fn cell(text: &str) -> String {
    let line = text.replace('\n', " ");
    match line.char_indices().nth(CELL_CHARS_MAX) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
