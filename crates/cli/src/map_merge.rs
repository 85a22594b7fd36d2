//! `tropa map merge`: two versions of one map become one; git calls it for map files.

use crate::args::{Lang, MapMergeArgs};
use crate::map_diff::read;
use crate::output::{self, Failure};
use serde::Serialize;
use std::path::Path;
use tropa_map::merge::{Conflict, merge, note_conflicts};
use tropa_map::{Form, Map, validate};
use tropa_server::app::now_rfc3339;

#[derive(Serialize)]
struct Report<'a> {
    schema: &'static str,
    output: String,
    conflicts: &'a [Conflict],
}

/// An error where something is left for people, so that git marks the file as in conflict.
pub fn run(args: &MapMergeArgs) -> Result<(), Failure> {
    let (ours, theirs) = (read(&args.ours, args.lang)?, read(&args.theirs, args.lang)?);
    let base = base(&args.base, args.lang)?;
    let mut merged = merge(&base, &ours, &theirs);
    let lang = args.lang.of_maps();
    if !args.no_comments {
        note_conflicts(
            &mut merged.map,
            &merged.conflicts,
            "tropa map merge",
            &now_rfc3339(),
            lang,
        );
    }
    let text = tropa_map::write(&merged.map, form(args)?);
    output::write_file(&args.output, text.as_bytes())?;

    if args.json {
        output::json(&Report {
            schema: "tropa.map_merge/1",
            output: args.output.display().to_string(),
            conflicts: &merged.conflicts,
        })?;
    } else {
        merged
            .conflicts
            .iter()
            .for_each(|conflict| eprintln!("conflict: {}", conflict.text(&merged.map, lang)));
    }
    // What was wrong on a side before is not of the merge.
    let (was, now) = (
        validate(&ours).len() + validate(&theirs).len(),
        validate(&merged.map),
    );
    if now.len() > was {
        now.iter()
            .for_each(|problem| eprintln!("problem: {}: {}", problem.place, problem.message.get(lang.tag())));
        return Err(Failure::new(
            "the merged map has problems neither version had: look at it with tropa map check",
        ));
    }
    match merged.conflicts.len() {
        0 => Ok(()),
        1 => Err(Failure::new(
            "1 conflict: our version stands there; look, decide, and delete the comment about it",
        )),
        n => Err(Failure::new(format!(
            "{n} conflicts: our version stands there; look, decide, and delete the comments about them"
        ))),
    }
}

/// Git hands over an empty file where both sides added the map.
fn base(path: &Path, lang: Lang) -> Result<Map, Failure> {
    match std::fs::metadata(path) {
        Ok(file) if file.len() == 0 => Ok(Map::default()),
        _ => read(path, lang),
    }
}

/// The form the name of the output says, else that of our version: git's files have no ending.
fn form(args: &MapMergeArgs) -> Result<Form, Failure> {
    let named = [&args.output, &args.ours]
        .into_iter()
        .find_map(|path| Form::of_name(&path.to_string_lossy()));
    if let Some(form) = named {
        return Ok(form);
    }
    let text = output::read_file(&args.ours)?;
    let first = text.trim_start_matches('\u{feff}').trim_start().chars().next();
    Ok(if first == Some('{') {
        Form::Json
    } else {
        Form::Yaml
    })
}
