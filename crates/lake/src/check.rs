//! Looking for damage: what the log names must be there and be what it says.

use crate::error::{LakeError, Problem};
use crate::layout::{self, Layout};
use crate::receipt;
use crate::snapshot::LakeSnapshot;
use std::collections::BTreeSet;
use tropa_model::{SourceName, bucket_of};

/// Reads every event of every source's newest version.
pub(crate) fn check(layout: &Layout) -> Result<Vec<Problem>, LakeError> {
    let mut problems = Vec::new();
    for dir in layout::list(&layout.root.join("events"))? {
        let name = dir.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match SourceName::new(&name) {
            Err(error) => problems.push(Problem {
                source: name,
                file: None,
                what: error.to_string(),
            }),
            Ok(source) if crate::table::has_log(&dir) => check_source(layout, &source, &mut problems),
            // A first import that is still going on, or was killed.
            Ok(_) => {}
        }
    }
    Ok(problems)
}

fn check_source(layout: &Layout, source: &SourceName, problems: &mut Vec<Problem>) {
    let mut say = |file: Option<String>, what: String| {
        problems.push(Problem {
            source: source.to_string(),
            file,
            what,
        })
    };
    let snapshot = match LakeSnapshot::open(layout, source, None) {
        Ok(snapshot) => snapshot,
        Err(error) => return say(None, chain(&error)),
    };
    let mut imports = BTreeSet::new();
    for file in snapshot.all_files() {
        let place = Some(format!("events/{source}/{}", file.path));
        if file.bucket >= snapshot.buckets() {
            say(
                place.clone(),
                format!(
                    "bucket {} of a source with {} buckets",
                    file.bucket,
                    snapshot.buckets()
                ),
            );
        }
        let path = snapshot.dir().join(&file.path);
        match path.metadata() {
            Err(error) => {
                say(place, format!("the file is not there: {error}"));
                continue;
            }
            Ok(metadata) if metadata.len() != file.bytes => {
                say(
                    place,
                    format!(
                        "{} bytes instead of the {} that the log says",
                        metadata.len(),
                        file.bytes
                    ),
                );
                continue;
            }
            Ok(_) => {}
        }
        let read = crate::read::DataReader::open(&path, snapshot.columns())
            .and_then(|reader| Ok((reader.rows(), reader.all_as_stored(file.bucket)?)));
        let (rows, (part, in_order)) = match read {
            Ok(read) => read,
            Err(error) => {
                say(place, chain(&error));
                continue;
            }
        };
        if file.rows.is_some_and(|stated| stated != rows) {
            say(
                place.clone(),
                format!(
                    "{rows} rows instead of the {} that the log says",
                    file.rows.unwrap_or(0)
                ),
            );
        }
        if !in_order {
            say(
                place.clone(),
                "the rows are not in order of actor and time".into(),
            );
        }
        let strays = part
            .run
            .actors
            .iter()
            .filter(|a| bucket_of(a.as_bytes(), snapshot.buckets()) != file.bucket);
        let strays = strays.count();
        if strays > 0 {
            say(place, format!("{strays} actors belong to other buckets"));
        }
        imports.extend(part.imports);
    }
    match receipt::all(layout, source) {
        Err(error) => say(None, chain(&error)),
        Ok(receipts) => {
            let known: BTreeSet<i64> = receipts.iter().map(|r| r.ordinal as i64).collect();
            let unknown: Vec<String> = imports.difference(&known).map(ToString::to_string).collect();
            if !unknown.is_empty() {
                say(
                    None,
                    format!(
                        "there are events of imports without a receipt: {}",
                        unknown.join(", ")
                    ),
                );
            }
            for receipt in receipts.iter().filter(|r| r.version > snapshot.version()) {
                say(
                    None,
                    format!(
                        "import {} made version {}, which is not there",
                        receipt.ordinal, receipt.version
                    ),
                );
            }
        }
    }
}

/// An error with its causes, in one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(&format!(": {cause}"));
        next = cause.source();
    }
    text
}
