//! `tropa erase`, `tropa compact`, `tropa check`.

use crate::args::{CheckArgs, EraseArgs, SourceArgs};
use crate::output::{self, Failure};
use crate::table::{Align, Table, count, or_dash};

pub fn erase(args: &EraseArgs) -> Result<(), Failure> {
    let report = args.data.open_existing()?.erase(&args.actor)?;
    if args.json {
        return output::json(&report);
    }
    let events: u64 = report.receipt.sources.iter().map(|source| source.events).sum();
    let rows: u64 = report.receipt.sources.iter().map(|source| source.rejected).sum();
    if events == 0 && rows == 0 && report.maps.is_empty() {
        return output::text("nothing was found of this actor; the attempt is recorded");
    }
    let mut text = format!(
        "{} events and {} rows in quarantine erased\n",
        count(events),
        count(rows)
    );
    for source in &report.receipt.sources {
        let version = or_dash(source.version, |version| format!("{}@{version}", source.source));
        text.push_str(&format!(
            "  {}: {} events; first version without them: {version}\n",
            source.source,
            count(source.events)
        ));
    }
    if !report.maps.is_empty() {
        text.push_str(&format!("blanked in maps: {}\n", report.maps.join(", ")));
    }
    if report.uploads > 0 {
        text.push_str(&format!("{} waiting uploads removed\n", report.uploads));
    }
    text.push_str(&format!(
        "receipt: {} at {}\n",
        report.receipt.id, report.receipt.at
    ));
    output::text(&text)
}

pub fn compact(args: &SourceArgs) -> Result<(), Failure> {
    let report = args.data.open_existing()?.compact(args.source.as_deref())?;
    if args.json {
        return output::json(&report);
    }
    let mut table = Table::new(&[
        ("source", Align::Left),
        ("files before", Align::Right),
        ("files after", Align::Right),
        ("old files removed", Align::Right),
        ("bytes freed", Align::Right),
    ]);
    for source in &report.sources {
        table.row(vec![
            source.source.clone(),
            count(source.files_before),
            count(source.files_after),
            count(source.files_removed),
            count(source.bytes_removed),
        ]);
    }
    output::text(&table.to_text())
}

pub fn check(args: &CheckArgs) -> Result<(), Failure> {
    let report = args.data.open_existing()?.check()?;
    if args.json {
        output::json(&report)?;
    } else {
        for problem in &report.problems {
            let file = problem
                .file
                .as_ref()
                .map(|file| format!(", {file}"))
                .unwrap_or_default();
            output::text(&format!("{}{file}: {}", problem.place, problem.what))?;
        }
        if report.whole {
            let (sources, maps) = (count(report.sources), count(report.maps));
            output::text(&format!(
                "whole: {sources} sources and {maps} maps read, nothing is wrong"
            ))?;
        }
    }
    if report.whole {
        Ok(())
    } else {
        Err(Failure::new(format!("{} problems found", report.problems.len())))
    }
}
