//! `tropa map check`: files in, notes with place and severity out; the status tells a pipeline whether to go on.

use crate::args::{Lang, MapCheckArgs};
use crate::output::{self, Failure};
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::{SystemTime, UNIX_EPOCH};
use tropa_map::{CoverageParts, Form, LintCode, LintRules, MapError, Severity, Written};
use tropa_model::LocalText;

/// Files one call may look at.
const FILES_MAX: usize = 10_000;

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
    /// No error was found; with `--strict` no warning either.
    sound: bool,
    /// Absent for a file that cannot be read as a map.
    coverage: Option<CoverageParts>,
    notes: Vec<Remark>,
}

#[derive(Debug, Serialize)]
struct Report {
    schema: &'static str,
    files: Vec<FileReport>,
    errors: usize,
    warnings: usize,
    notes: usize,
}

pub fn run(args: &MapCheckArgs) -> Result<(), Failure> {
    let files = named(&args.files);
    if files.len() > FILES_MAX {
        return Err(Failure::new(format!(
            "{} files; at most {FILES_MAX} are checked in one call",
            files.len()
        )));
    }
    let check = Check {
        today: args.today.clone().unwrap_or_else(today),
        lang: args.lang.tag(),
        strict: args.strict,
        rules: LintRules {
            jargon: args.jargon.clone(),
            allowed: args.allow.clone(),
            off: args
                .off
                .iter()
                .map(|code| code_of(code))
                .collect::<Result<_, _>>()?,
        },
    };
    let files: Vec<FileReport> = files
        .iter()
        .map(|file| match file {
            Ok(path) => check.file(path),
            Err((pattern, error)) => unreadable(
                pattern,
                "unreadable",
                (0, 0),
                "",
                error.get(check.lang).to_owned(),
            ),
        })
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
        warnings: count(Severity::Warning),
        notes: count(Severity::Note),
        files,
    };
    if args.json {
        output::json(&report)?;
    } else {
        output::text(&as_text(&report, args.lang))?;
    }
    let (bad, all) = (
        report.files.iter().filter(|f| !f.sound).count(),
        report.files.len(),
    );
    match (bad, args.lang) {
        (0, _) => Ok(()),
        (_, Lang::En) => Err(Failure::new(format!("{bad} of {all} files are not sound"))),
        (_, Lang::Ru) => Err(Failure::new(format!("с ошибками файлов: {bad} из {all}"))),
    }
}

/// Every file once, in the order they are named; a pattern that names none is told in its place.
fn named(patterns: &[String]) -> Vec<Result<String, (String, LocalText)>> {
    let mut seen = BTreeSet::new();
    let mut files = Vec::new();
    for pattern in patterns {
        match tropa_server::app::expand(std::slice::from_ref(pattern)) {
            Ok(found) => {
                let paths = found.into_iter().map(|file| file.path.display().to_string());
                files.extend(paths.filter(|path| seen.insert(path.clone())).map(Ok));
            }
            Err(error) => files.push(Err((pattern.clone(), error.text()))),
        }
    }
    files
}

fn today() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let days = i64::try_from(since.as_secs() / 86_400).unwrap_or_default();
    let (year, month, day) = tropa_model::time::civil_from_days(days);
    format!("{year:04}-{month:02}-{day:02}")
}

fn code_of(word: &str) -> Result<LintCode, Failure> {
    serde_json::from_value(word.into()).map_err(|_| {
        Failure::new(format!(
            "--off {word}: there is no such advice; codes stand in [brackets]"
        ))
    })
}

/// How files are looked at.
struct Check {
    today: String,
    lang: &'static str,
    strict: bool,
    rules: LintRules,
}

impl Check {
    fn file(&self, file: &str) -> FileReport {
        let bytes = match std::fs::read(file) {
            Ok(bytes) => bytes,
            Err(error) => {
                let message = match self.lang {
                    "ru" => format!("файл не прочитать: {error}"),
                    _ => format!("cannot read the file: {error}"),
                };
                return unreadable(file, "unreadable", (0, 0), "", message);
            }
        };
        let map = match tropa_map::read_bytes(&bytes, Form::of_name(file)) {
            Ok(map) => map,
            Err(error) => {
                let (mut line, place) = place_of(&error);
                if line.0 == 0
                    && !place.is_empty()
                    && let Some(written) = std::str::from_utf8(&bytes).ok().and_then(Written::of)
                {
                    line = written.line_of(place);
                }
                let message = error.text().get(self.lang).to_owned();
                return unreadable(file, "not_a_map", line, place, message);
            }
        };
        let problems = tropa_map::validate(&map).into_iter().map(|problem| Remark {
            severity: Severity::Error,
            code: output::word(&problem.code),
            place: problem.place,
            line: 0,
            column: 0,
            message: problem.message.get(self.lang).to_owned(),
        });
        let advice = tropa_map::lint_with(&map, &self.today, &self.rules)
            .into_iter()
            .map(|note| Remark {
                severity: note.severity,
                code: output::word(&note.code),
                place: note.place,
                line: 0,
                column: 0,
                message: note.message.get(self.lang).to_owned(),
            });
        let mut notes: Vec<Remark> = problems.chain(advice).collect();
        if let Some(written) = std::str::from_utf8(&bytes).ok().and_then(Written::of) {
            for note in &mut notes {
                (note.line, note.column) = written.line_of(&note.place);
            }
        }
        let fails = |note: &Remark| match note.severity {
            Severity::Error => true,
            Severity::Warning => self.strict,
            Severity::Note => false,
        };
        FileReport {
            file: file.to_owned(),
            sound: !notes.iter().any(fails),
            coverage: Some(tropa_map::coverage_parts(&map)),
            notes,
        }
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
fn as_text(report: &Report, lang: Lang) -> String {
    let said = |en: &'static str, ru: &'static str| lang.of_maps().pick(en, ru);
    let mut text = String::new();
    for file in &report.files {
        for note in &file.notes {
            let line = match note.line {
                0 => String::new(),
                line => format!(":{line}:{}", note.column),
            };
            // What is no map says the place itself.
            let place = if note.place.is_empty() || note.code == "not_a_map" {
                String::new()
            } else {
                format!("{}: ", note.place)
            };
            let severity = match note.severity {
                Severity::Error => said("error", "ошибка"),
                Severity::Warning => said("warning", "предупреждение"),
                Severity::Note => said("note", "заметка"),
            };
            writeln!(
                text,
                "{}{line}: {severity}: {place}{} [{}]",
                file.file, note.message, note.code
            )
            .expect("writing to a String cannot fail");
        }
        if let Some(coverage) = &file.coverage {
            let (backed, total) = (coverage.map.backed, coverage.map.total);
            let sound = match file.sound {
                true => said("sound", "карта исправна"),
                false => said("not sound", "в карте есть ошибки"),
            };
            let rests = match lang {
                Lang::En => format!("{backed} of {total} cards rest on evidence"),
                Lang::Ru => format!("карточек с основанием: {backed} из {total}"),
            };
            writeln!(text, "{}: {sound}, {rests}", file.file).expect("writing to a String cannot fail");
        }
    }
    text
}
