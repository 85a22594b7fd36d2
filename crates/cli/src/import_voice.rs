//! `tropa import` of what people say: reviews, answers, chats, interviews.

use crate::args::{ImportArgs, ImportAs};
use crate::import::scale;
use crate::output::{self, Failure};
use crate::progress::Bar;
use crate::table::{Align, Table, count, span};
use tropa_model::feedback::{Feedback, FeedbackKind};
use tropa_model::{LocalText, SourceName};
use tropa_server::app::{
    VoiceExamined, VoiceImportOrder, VoiceImportSummary, VoicePreview, expand, expand_folders,
};
use tropa_server::{ScaleWish, VoiceMapping, VoiceOptions, Workspace};

/// Imports the files if they are feedback, or are said to be; false where they are for the events' import.
pub fn run(args: &ImportArgs) -> Result<bool, Failure> {
    if args.kind == Some(ImportAs::Events) || is_of_events(args) {
        return Ok(false);
    }
    let mapping = match &args.mapping {
        Some(path) => {
            let text = output::read_file(path)?;
            if !text.contains("tropa.voice_mapping/") {
                return Ok(false);
            }
            let mapping = VoiceMapping::from_json(&text);
            Some(mapping.map_err(|e| Failure::new(format!("{}: {e}", path.display())))?)
        }
        None => None,
    };
    let stated = args.kind.is_some() || mapping.is_some() || !args.scale.is_empty() || args.step.is_some();
    let has_folder = args.files.iter().any(|file| std::path::Path::new(file).is_dir());
    let files = if stated || has_folder {
        expand_folders(&args.files)?
    } else {
        expand(&args.files)?
    };
    let source = args.source.as_deref().map(SourceName::new).transpose();
    let source = source.map_err(|e| Failure::new(format!("--source: {e}")))?;
    let order = VoiceImportOrder {
        files,
        source,
        mapping,
        options: VoiceOptions {
            kind: args.kind.and_then(kind_of),
            scales: args
                .scale
                .iter()
                .map(|text| wish(text))
                .collect::<Result<_, _>>()?,
            time_zone: args.time_zone.clone(),
            actor: args.actor.clone(),
            time: args.time.clone(),
            step: args.step.clone(),
        },
    };
    let workspace = args.data.open()?;
    if !stated && !has_folder {
        // Trouble with reading is told by the import of events, which knows more formats.
        let looks_like = workspace.recognise_voice(&order);
        if !matches!(looks_like, Ok(Some(_))) {
            return Ok(false);
        }
    }
    if args.dry_run {
        preview(args, &workspace, &order)?;
        return Ok(true);
    }
    let mut bar = Bar::new();
    let summary = workspace.import_voice(&order, &mut |progress| bar.show(progress));
    bar.clear();
    let summary = summary?;
    if args.json {
        output::json(&summary)?;
    } else {
        output::text(&to_text(&summary))?;
    }
    Ok(true)
}

/// Options that only the events' import has.
fn is_of_events(args: &ImportArgs) -> bool {
    args.activity.is_some()
        || args.object_type.is_some()
        || args.score_scale.is_some()
        || !args.end.is_empty()
        || args.pair
}

fn kind_of(kind: ImportAs) -> Option<FeedbackKind> {
    Some(match kind {
        ImportAs::Events => return None,
        ImportAs::Reviews => FeedbackKind::Review,
        ImportAs::Survey => FeedbackKind::Answer,
        ImportAs::Chat => FeedbackKind::Chat,
        ImportAs::Tickets => FeedbackKind::Ticket,
        ImportAs::Interview => FeedbackKind::Interview,
        ImportAs::Observations => FeedbackKind::Observation,
        ImportAs::Posts => FeedbackKind::Post,
    })
}

/// `1..5`, or `COLUMN=1..7`.
fn wish(text: &str) -> Result<ScaleWish, Failure> {
    let (column, ends) = match text.rsplit_once('=') {
        Some((column, ends)) => (Some(column.to_owned()), ends),
        None => (None, text),
    };
    let scale = scale(ends).map_err(|e| Failure::new(format!("--scale {e}")))?;
    Ok(ScaleWish { column, scale })
}

fn preview(args: &ImportArgs, workspace: &Workspace, order: &VoiceImportOrder) -> Result<(), Failure> {
    let examined = workspace.examine_voice(order)?.ok_or_else(|| {
        Failure::new(
            "the files do not look like feedback; say what they are with --as reviews, survey, chat, …",
        )
    })?;
    if args.json {
        return output::json(&examined);
    }
    output::text(&examined_text(&examined))
}

fn examined_text(examined: &VoiceExamined) -> String {
    let mut text = format!(
        "{}\nif not, say what they are: --as events|reviews|survey|chat|tickets|interview|observations|posts\n\nsource: {}\n",
        examined.says, examined.source
    );
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
    text.push_str(&notes(&examined.proposed.notes));
    if let Some(preview) = &examined.preview {
        text.push_str(&preview_text(preview));
    }
    text.push_str("\nnothing was imported\n");
    text
}

/// Characters of a text in the preview's table.
const SHOWN_CHARS: usize = 60;

fn preview_text(preview: &VoicePreview) -> String {
    let mut table = Table::new(&[
        ("time", Align::Left),
        ("who", Align::Left),
        ("step", Align::Left),
        ("score", Align::Right),
        ("says", Align::Left),
    ]);
    for item in &preview.items {
        table.row(cells(item));
    }
    let mut text = format!("\nthe first items would be:\n{}", table.to_text());
    if preview.whole {
        let counts = &preview.counts;
        text.push_str(&format!(
            "in all {} items of {} rows, {} with words, {} with a score, {} rows to quarantine\n",
            count(counts.items),
            count(counts.rows),
            count(counts.texts),
            count(counts.scores),
            count(counts.rejected)
        ));
        text.push_str(&masked(counts.masked.iter()));
    }
    for row in &preview.rejected {
        text.push_str(&format!(
            "to quarantine: {}, row {}: {}\n",
            row.file, row.row, row.reason
        ));
    }
    text
}

fn cells(item: &Feedback) -> Vec<String> {
    let said: Vec<&str> = item.texts.iter().map(|(_, text)| text.as_str()).collect();
    let said = match (&item.choice, said.join(" | ")) {
        (Some(choice), said) if said.is_empty() => choice.clone(),
        (_, said) => said,
    };
    let mut shown: String = said.chars().take(SHOWN_CHARS).collect();
    if shown.len() < said.len() {
        shown.push('…');
    }
    vec![
        item.time_us.map_or_else(String::new, tropa_model::time::rfc3339),
        item.actor.clone().unwrap_or_default(),
        item.step.clone().or(item.question.clone()).unwrap_or_default(),
        item.score
            .map_or_else(String::new, |score| score.value.to_string()),
        shown.replace('\n', " "),
    ]
}

fn masked<'m, K: serde::Serialize + 'm>(masked: impl Iterator<Item = (&'m K, &'m u64)>) -> String {
    let listed: Vec<String> = masked
        .map(|(kind, n)| {
            let word = serde_json::to_value(kind).unwrap_or_default();
            format!("{} {}", word.as_str().unwrap_or_default(), count(*n))
        })
        .collect();
    if listed.is_empty() {
        return String::new();
    }
    format!("personal data masked: {}\n", listed.join(", "))
}

fn notes(notes: &[LocalText]) -> String {
    notes.iter().map(|note| format!("note: {note}\n")).collect()
}

pub(crate) fn to_text(summary: &VoiceImportSummary) -> String {
    if summary.already_imported {
        let notes: Vec<String> = summary.notes.iter().map(ToString::to_string).collect();
        return format!(
            "nothing was added: {}\nsnapshot: {}\n",
            notes.join("; "),
            summary.snapshot
        );
    }
    let kind = serde_json::to_value(summary.kind).unwrap_or_default();
    let mut text = format!(
        "these are items of kind {}: {} rows read, {} items accepted, {} rows in quarantine",
        kind.as_str().unwrap_or_default(),
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
        "{} with words, {} with a score\n",
        count(summary.texts),
        count(summary.scores)
    ));
    for (column, scale) in &summary.scales {
        text.push_str(&format!("  {column}: {scale}\n"));
    }
    if let (Some(from), Some(to)) = (&summary.from, &summary.to) {
        text.push_str(&format!("from {from} to {to}\n"));
    }
    text.push_str(&masked(summary.masked.iter()));
    text.push_str(&notes(&summary.notes));
    text.push_str(&format!(
        "snapshot: {}\nin {}\nsee them with: tropa voice summary\n",
        summary.snapshot,
        span(summary.duration_s)
    ));
    text
}
