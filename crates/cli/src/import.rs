//! `tropa import`: files in, a summary out.

use crate::args::ImportArgs;
use crate::output::{self, Failure};
use crate::progress::Bar;
use crate::table::{Align, Table, count, span};
use crate::{import_tables, import_voice};
use serde::Serialize;
use tropa_model::{Scale, SourceName};
use tropa_server::app::{Examined, ImportOrder, ImportSummary, expand};
use tropa_server::{Lifecycle, MapOptions, Mapping, Workspace};

/// Example rows of a dry run.
const PREVIEW_ROWS: usize = 10;

pub fn run(args: &ImportArgs) -> Result<(), Failure> {
    if import_tables::run(args)? || import_voice::run(args)? {
        return Ok(());
    }
    let order = order(args)?;
    let workspace = args.data.open()?;
    if args.dry_run {
        return dry_run(args, &workspace, &order);
    }
    let mut bar = Bar::new();
    let summary = workspace.import(&order, &mut |progress| bar.show(progress));
    bar.clear();
    let summary = summary?;
    if args.json {
        return output::json(&summary);
    }
    output::text(&to_text(&summary))
}

fn order(args: &ImportArgs) -> Result<ImportOrder, Failure> {
    let files = expand(&args.files)?;
    let source = args.source.as_deref().map(SourceName::new).transpose();
    let source = source.map_err(|e| Failure::new(format!("--source: {e}")))?;
    let mapping = match &args.mapping {
        Some(path) => {
            let mapping = Mapping::from_json(&output::read_file(path)?);
            Some(mapping.map_err(|e| Failure::new(format!("{}: {e}", path.display())))?)
        }
        None => None,
    };
    let options = MapOptions {
        actor: args.actor.clone(),
        activity: args.activity.clone(),
        time: args.time.clone(),
        time_zone: args.time_zone.clone(),
        object_type: args.object_type.clone(),
        score_scale: args.score_scale.as_deref().map(scale).transpose()?,
        ends: args.end.clone(),
        lifecycle: args.pair.then_some(Lifecycle::Pair),
        ..MapOptions::default()
    };
    if mapping.is_some() && options != MapOptions::default() {
        return Err(Failure::new(
            "--mapping says everything about columns, zone, scale and ends; leave --actor, --activity and the like out, or \
             write them into the mapping",
        ));
    }
    Ok(ImportOrder {
        files,
        source,
        mapping,
        options,
    })
}

/// `1..5` with both ends.
pub(crate) fn scale(text: &str) -> Result<Scale, Failure> {
    let ends = text
        .split_once("..")
        .and_then(|(lo, hi)| Some((lo.trim().parse().ok()?, hi.trim().parse().ok()?)));
    ends.and_then(|(lo, hi)| Scale::new(lo, hi)).ok_or_else(|| {
        Failure::new(format!(
            "{text}: expected the lowest and the highest score, such as 1..5"
        ))
    })
}

/// What a dry run shows.
#[derive(Serialize)]
struct DryRun<'a> {
    schema: &'static str,
    source: String,
    detected: &'a [tropa_server::Detected],
    proposed: &'a tropa_server::Proposed,
    /// The mapping is the one kept from the source's last import.
    reused: bool,
    preview: Option<&'a tropa_server::Preview>,
}

fn dry_run(args: &ImportArgs, workspace: &Workspace, order: &ImportOrder) -> Result<(), Failure> {
    let examined = workspace.examine(order, PREVIEW_ROWS)?;
    if args.json {
        return output::json(&DryRun {
            schema: "tropa.dry_run/1",
            source: examined.source.to_string(),
            detected: &examined.detected,
            proposed: &examined.proposed,
            reused: examined.reused,
            preview: examined.preview.as_ref(),
        });
    }
    output::text(&examined_text(&examined))
}

fn examined_text(examined: &Examined) -> String {
    let mut text = String::new();
    for file in &examined.detected {
        let json = serde_json::to_value(file.format).unwrap_or_default();
        let format = json.as_str().unwrap_or("unknown").to_owned();
        let packed = if file.gzip { ", gzipped" } else { "" };
        text.push_str(&format!(
            "{}: {format}{packed}, {} bytes\n",
            file.name,
            count(file.bytes)
        ));
        for note in &file.notes {
            text.push_str(&format!("  {note}\n"));
        }
    }
    text.push_str(&format!("\nsource: {}\n", examined.source));
    if examined.reused {
        text.push_str("mapping: as at the source's last import\n");
    }
    let mut roles = Table::new(&[
        ("column", Align::Left),
        ("is", Align::Left),
        ("because", Align::Left),
    ]);
    for reason in &examined.proposed.reasons {
        roles.row(vec![
            reason.column.clone(),
            reason.role.clone(),
            reason.why.to_string(),
        ]);
    }
    text.push_str(&format!("\n{}", roles.to_text()));
    for missing in &examined.proposed.missing {
        text.push_str(&format!(
            "\n{}: {} cannot be told: {}\n  pass {}\n",
            missing.file,
            missing.what.shown(),
            missing.saw,
            missing.pass
        ));
    }
    for note in &examined.proposed.notes {
        text.push_str(&format!("note: {note}\n"));
    }
    if let Some(preview) = &examined.preview {
        let columns: Vec<(&str, Align)> = preview
            .columns
            .iter()
            .map(|name| (name.as_str(), Align::Left))
            .collect();
        let mut table = Table::new(&columns);
        for row in preview.rows.iter().take(PREVIEW_ROWS) {
            table.row(row.clone());
        }
        text.push_str(&format!("\nthe first events would be:\n{}", table.to_text()));
        for row in &preview.rejected {
            text.push_str(&format!(
                "to quarantine: {}, row {}: {}\n",
                row.file, row.row, row.reason
            ));
        }
    }
    text.push_str("\nnothing was imported\n");
    text
}

pub fn to_text(summary: &ImportSummary) -> String {
    if summary.already_imported {
        let notes: Vec<String> = summary.notes.iter().map(ToString::to_string).collect();
        let notes = notes.join("; ");
        return format!("nothing was added: {notes}\nsnapshot: {}\n", summary.snapshot);
    }
    let mut text = format!(
        "{} rows read, {} events accepted, {} rows in quarantine",
        count(summary.rows),
        count(summary.accepted),
        count(summary.quarantined)
    );
    if summary.duplicates > 0 {
        text.push_str(&format!(", {} known already", count(summary.duplicates)));
    }
    text.push('\n');
    for reason in &summary.reasons {
        text.push_str(&format!("  {}: {} rows\n", reason.code, count(reason.rows)));
    }
    text.push_str(&format!(
        "{} actors, {} activities\n",
        count(summary.actors),
        count(summary.activities)
    ));
    if let (Some(from), Some(to)) = (&summary.from, &summary.to) {
        text.push_str(&format!("from {from} to {to}\n"));
    }
    for note in &summary.notes {
        text.push_str(&format!("note: {note}\n"));
    }
    text.push_str(&format!(
        "snapshot: {}\nin {}\n",
        summary.snapshot,
        span(summary.duration_s)
    ));
    if summary.quarantined > 0 {
        text.push_str("see them with: tropa quarantine list\n");
    }
    text
}
