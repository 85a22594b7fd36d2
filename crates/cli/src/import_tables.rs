//! `tropa import` of a folder of tables: what people say in some of them, what happened in others.

use crate::args::ImportArgs;
use crate::output::{self, Failure};
use crate::progress::Bar;
use serde::Serialize;
use tropa_model::FeedbackKind;
use tropa_server::app::{
    ImportOrder, ImportSummary, InputFile, VoiceImportOrder, VoiceImportSummary, expand_folders,
};
use tropa_server::{Mapping, VoiceOptions, Workspace, dates_as_events};

/// What a folder of tables holds.
struct Parts {
    /// Files with scores and words of people; together one kind.
    said: Vec<InputFile>,
    kind: FeedbackKind,
    /// A table with a row per case and its dates, with how it is read.
    happened: Option<(InputFile, Mapping)>,
    /// Names of the others.
    left: Vec<String>,
}

#[derive(Serialize)]
struct Both {
    voice: VoiceImportSummary,
    #[serde(skip_serializing_if = "Option::is_none")]
    events: Option<ImportSummary>,
    left_out: Vec<String>,
}

/// Imports the tables where some hold what people say and others do not; false where they are all of one kind, or
/// somebody said what they are.
pub fn run(args: &ImportArgs) -> Result<bool, Failure> {
    let stated = args.kind.is_some() || args.mapping.is_some() || args.dry_run || args.source.is_some();
    if stated || args.actor.is_some() || args.time.is_some() || args.activity.is_some() {
        return Ok(false);
    }
    let mut files = expand_folders(&args.files)?;
    // Tables are looked up by the last part of their names.
    for file in &mut files {
        file.name = file.name.rsplit('/').next().unwrap_or_default().to_owned();
    }
    if files.len() < 2 {
        return Ok(false);
    }
    let workspace = args.data.open()?;
    let Some(parts) = parts(&workspace, files)? else {
        return Ok(false);
    };
    let mut bar = Bar::new();
    let order = VoiceImportOrder {
        files: parts
            .said
            .into_iter()
            .chain(parts.happened.iter().map(|(file, _)| file.clone()))
            .collect(),
        options: VoiceOptions {
            kind: Some(parts.kind),
            ..VoiceOptions::default()
        },
        ..VoiceImportOrder::default()
    };
    let voice = workspace.import_voice(&order, &mut |progress| bar.show(progress));
    let events = match (&voice, parts.happened) {
        (Ok(_), Some((file, mapping))) => {
            let order = ImportOrder {
                files: vec![file],
                mapping: Some(mapping),
                ..ImportOrder::default()
            };
            Some(workspace.import(&order, &mut |progress| bar.show(progress)))
        }
        _ => None,
    };
    bar.clear();
    let both = Both {
        voice: voice?,
        events: events.transpose()?,
        left_out: parts.left,
    };
    if args.json {
        output::json(&both)?;
    } else {
        output::text(&to_text(&both))?;
    }
    Ok(true)
}

fn parts(workspace: &Workspace, files: Vec<InputFile>) -> Result<Option<Parts>, Failure> {
    let (mut said, mut others) = (Vec::new(), Vec::new());
    let mut found = None;
    for file in files {
        let order = VoiceImportOrder {
            files: vec![file.clone()],
            ..VoiceImportOrder::default()
        };
        // A file that cannot be read at all is told of by whoever imports it.
        let proposed = workspace.recognise_voice(&order).ok().flatten();
        let mapping = proposed.as_ref().and_then(|proposed| proposed.mapping.as_ref());
        match mapping.filter(|mapping| mapping.has_scores_and_words()) {
            Some(mapping) if found.as_ref().is_none_or(|(kind, _)| *kind == mapping.kind) => {
                let case = mapping.actor_column().map(str::to_owned);
                found.get_or_insert((mapping.kind, case));
                said.push(file);
            }
            _ => others.push(file),
        }
    }
    let Some((kind, case)) = found.filter(|_| !others.is_empty()) else {
        return Ok(None);
    };
    let mut happened = None;
    let mut left = Vec::new();
    for file in others {
        let mapping = match (&happened, &case) {
            (None, Some(case)) => of_dates(workspace, &file, case)?,
            _ => None,
        };
        match mapping {
            Some(mapping) => happened = Some((file, mapping)),
            None => left.push(file.name),
        }
    }
    Ok(Some(Parts {
        said,
        kind,
        happened,
        left,
    }))
}

fn of_dates(workspace: &Workspace, file: &InputFile, case: &str) -> Result<Option<Mapping>, Failure> {
    let order = ImportOrder {
        files: vec![file.clone()],
        ..ImportOrder::default()
    };
    let Ok(examined) = workspace.examine(&order, 0) else {
        return Ok(None);
    };
    Ok(examined
        .detected
        .first()
        .and_then(|detected| dates_as_events(detected, case)))
}

fn to_text(both: &Both) -> String {
    let mut text = format!("what people say:\n{}", crate::import_voice::to_text(&both.voice));
    if let Some(events) = &both.events {
        text.push_str(&format!(
            "\nwhat happened, each date of a row an event:\n{}",
            crate::import::to_text(events)
        ));
    }
    if !both.left_out.is_empty() {
        text.push_str(&format!(
            "\nleft out, neither words nor the dates of the same cases: {}\n  import them with a mapping that joins them: tropa import --help\n",
            both.left_out.join(", ")
        ));
    }
    text
}
