//! `tropa map check`: files in, notes with place and severity out; the status tells a pipeline whether to go on.

use crate::args::MapCheckArgs;
use crate::output::{self, Failure};
use serde::Serialize;
use std::fmt::Write as _;
use tropa_map::{Coverage, Form, MapError, Written};

/// Files one call may look at.
const FILES_MAX: usize = 10_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Severity {
    Error,
}

/// One thing to know about a file.
#[derive(Debug, Serialize)]
struct Remark {
    severity: Severity,
    code: String,
    /// `cards[12].lane`; empty for the file as a whole.
    place: String,
    /// Counted from 1.
    line: usize,
    column: usize,
    message: String,
}

#[derive(Debug, Serialize)]
struct FileReport {
    file: String,
    /// No error was found.
    sound: bool,
    /// Absent for a file that cannot be read as a map.
    coverage: Option<Coverage>,
    notes: Vec<Remark>,
}

#[derive(Debug, Serialize)]
struct Report {
    schema: &'static str,
    files: Vec<FileReport>,
    errors: usize,
}

pub fn run(args: &MapCheckArgs) -> Result<(), Failure> {
    let files = tropa_server::app::expand(&args.files)?;
    if files.len() > FILES_MAX {
        return Err(Failure::new(format!(
            "{} files; at most {FILES_MAX} are checked in one call",
            files.len()
        )));
    }
    let files: Vec<FileReport> = files
        .iter()
        .map(|file| check(&file.path.display().to_string()))
        .collect();
    let count = |severity| {
        files
            .iter()
            .flat_map(|f| &f.notes)
            .filter(|n| n.severity == severity)
            .count()
    };
    let report = Report {
        schema: "tropa.map_check/1",
        errors: count(Severity::Error),
        files,
    };
    if args.json {
        output::json(&report)?;
    } else {
        output::text(&as_text(&report))?;
    }
    let bad = report.files.iter().filter(|f| !f.sound).count();
    match bad {
        0 => Ok(()),
        _ => Err(Failure::new(format!(
            "{bad} of {} files are not sound",
            report.files.len()
        ))),
    }
}

fn check(file: &str) -> FileReport {
    let bytes = match std::fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            return unreadable(
                file,
                "unreadable",
                (0, 0),
                "",
                format!("cannot read the file: {error}"),
            );
        }
    };
    let map = match tropa_map::read_bytes(&bytes, Form::of_name(file)) {
        Ok(map) => map,
        Err(error) => {
            let (line, place) = place_of(&error);
            return unreadable(file, "not_a_map", line, place, error.to_string());
        }
    };
    let written = std::str::from_utf8(&bytes).ok().and_then(Written::of);
    let line_of = |place: &str| written.as_ref().map_or((0, 0), |w| w.line_of(place));
    let notes: Vec<Remark> = tropa_map::validate(&map)
        .into_iter()
        .map(|problem| {
            let (line, column) = line_of(&problem.place);
            Remark {
                severity: Severity::Error,
                code: crate::output::word(&problem.code),
                place: problem.place,
                line,
                column,
                message: problem.message,
            }
        })
        .collect();
    FileReport {
        file: file.to_owned(),
        sound: notes.iter().all(|n| n.severity != Severity::Error),
        coverage: Some(tropa_map::coverage(&map)),
        notes,
    }
}

fn unreadable(
    file: &str,
    code: &str,
    (line, column): (usize, usize),
    place: &str,
    message: String,
) -> FileReport {
    FileReport {
        file: file.to_owned(),
        sound: false,
        coverage: None,
        notes: vec![Remark {
            severity: Severity::Error,
            code: code.to_owned(),
            place: place.to_owned(),
            line,
            column,
            message,
        }],
    }
}

fn place_of(error: &MapError) -> ((usize, usize), &str) {
    match error {
        MapError::Wrong {
            place, line, column, ..
        } => ((*line, *column), place),
        MapError::TooDeep { line, column, .. }
        | MapError::NotJson { line, column, .. }
        | MapError::NotYaml { line, column, .. } => ((*line, *column), ""),
        MapError::TooMany { place, .. } => ((0, 0), place),
        MapError::TooLarge { .. }
        | MapError::NotText { .. }
        | MapError::NotAMap { .. }
        | MapError::Newer { .. } => ((0, 0), ""),
    }
}

/// One line per note, as compilers write them, so that editors can jump to the place.
fn as_text(report: &Report) -> String {
    let mut text = String::new();
    for file in &report.files {
        for note in &file.notes {
            let line = match note.line {
                0 => String::new(),
                line => format!(":{line}:{}", note.column),
            };
            let place = if note.place.is_empty() || note.message.contains(&note.place) {
                String::new()
            } else {
                format!("{}: ", note.place)
            };
            let severity = match note.severity {
                Severity::Error => "error",
            };
            writeln!(
                text,
                "{}{line}: {severity}: {place}{} [{}]",
                file.file, note.message, note.code
            )
            .expect("writing to a String cannot fail");
        }
        if let Some(coverage) = file.coverage {
            writeln!(
                text,
                "{}: {}, {} of {} cards rest on evidence",
                file.file,
                if file.sound { "sound" } else { "not sound" },
                coverage.backed,
                coverage.total
            )
            .expect("writing to a String cannot fail");
        }
    }
    text
}
