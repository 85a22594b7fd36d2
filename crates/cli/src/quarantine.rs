//! `tropa quarantine`: rows that could not become events.

use crate::args::{QuarantineArgs, QuarantineCommand};
use crate::output::{self, Failure};
use crate::progress::Bar;
use crate::table::{Align, Table, count, or_dash};
use tropa_server::{Mapping, VoiceMapping};

pub fn run(args: &QuarantineArgs) -> Result<(), Failure> {
    match &args.command {
        QuarantineCommand::List { source, limit } => {
            let list = source
                .data
                .open_existing()?
                .quarantine(source.source.as_deref(), None, *limit)?;
            if source.json {
                return output::json(&list);
            }
            let mut table = Table::new(&[
                ("file", Align::Left),
                ("row", Align::Right),
                ("column", Align::Left),
                ("value", Align::Left),
                ("code", Align::Left),
                ("reason", Align::Left),
            ]);
            for row in &list.items {
                table.row(vec![
                    row.file.clone(),
                    row.row.to_string(),
                    or_dash(row.column.clone(), |column| column),
                    or_dash(row.value.clone(), |value| value),
                    row.code.clone(),
                    row.reason.to_string(),
                ]);
            }
            let shown = count(list.items.len() as u64);
            output::text(&format!(
                "{}: {shown} of {} rows in quarantine\n{}",
                list.source,
                count(list.total),
                table.to_text()
            ))
        }
        QuarantineCommand::Export { source, output } => {
            let rows = source
                .data
                .open_existing()?
                .export_quarantine(source.source.as_deref())?;
            match output {
                Some(path) => {
                    output::write_file(path, rows.as_bytes())?;
                    eprintln!("{}: {} rows", path.display(), count(rows.lines().count() as u64));
                    Ok(())
                }
                None if rows.is_empty() => Ok(()),
                None => output::text(&rows),
            }
        }
        QuarantineCommand::Replay {
            source,
            from,
            mapping,
        } => {
            let corrected = from.as_deref().map(output::read_file).transpose()?;
            let told = |path: &std::path::Path, e: &dyn std::fmt::Display| {
                Failure::new(format!("{}: {e}", path.display()))
            };
            let given = mapping
                .as_deref()
                .map(|path| Ok::<_, Failure>((path, output::read_file(path)?)));
            let given = given.transpose()?;
            let workspace = source.data.open_existing()?;
            let name = source.source.as_deref();
            let mut bar = Bar::new();
            let mut show = |progress| bar.show(progress);
            let corrected = corrected.as_deref();
            let replayed = if workspace.is_voice_source(name)? {
                let mapping =
                    given.map(|(path, text)| VoiceMapping::from_json(&text).map_err(|e| told(path, &e)));
                workspace.replay_voice(name, mapping.transpose()?.as_ref(), corrected, &mut show)
            } else {
                let mapping = given.map(|(path, text)| Mapping::from_json(&text).map_err(|e| told(path, &e)));
                workspace.replay(name, mapping.transpose()?.as_ref(), corrected, &mut show)
            };
            bar.clear();
            let replayed = replayed?;
            if source.json {
                return output::json(&replayed);
            }
            let mut text = format!(
                "{} rows left quarantine, {} are still in it\n",
                count(replayed.released),
                count(replayed.remaining)
            );
            if let Some(import) = &replayed.import {
                text.push_str(&format!(
                    "{} events accepted\nsnapshot: {}\n",
                    count(import.accepted),
                    import.snapshot
                ));
            }
            if let Some(voice) = &replayed.voice {
                text.push_str(&format!(
                    "{} items accepted\nsnapshot: {}\n",
                    count(voice.accepted),
                    voice.snapshot
                ));
            }
            output::text(&text)
        }
    }
}
