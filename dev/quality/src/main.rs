//! How good readings and discovery are, measured on published data beside published figures: `cargo xtask quality voice`
//! and `cargo xtask quality mine`.
//!
//! The data are not part of this repository: `TROPA_SHARED` names the folder that holds them, and what is not there is
//! said to be absent.

mod asking;
mod half;
mod learned;
mod measure;
mod mine;
mod places;
mod plain;
mod published;
mod sentiment;
mod steps;
mod table;
mod talks;
mod topics;
mod vader;

use std::path::Path;
use std::process::ExitCode;
use table::{Part, Row, Section};

const HELP: &str = "\
cargo xtask quality voice [--write] [--only WORD]…
    sentiment, aspects, steps and interviews: a table of figures; --write puts it into docs/quality.md
cargo xtask quality mine [--write] [--only WORD]…
    discovery: cutting, finishing, stages, segments, effects, beside published methods
cargo xtask quality wrong DATASET [N]
    the surest wrong readings of the development half (myfin, clothing, telecom, snippets, restaurants)
cargo xtask quality topics
    the topics of three corpora, with their words
cargo xtask quality asking
    turns of the development chats that are read wrongly
cargo xtask quality curves
    the weights of the seed's confidence, fitted on the development halves
";

/// One subject: what it is called, and what measures it.
type Subject = (&'static str, fn(&Path) -> Vec<Row>);

/// Everything that is measured of voice, in the order of the table.
const SUBJECTS: &[Subject] = &[
    ("Feeling of a text, seed word lists and rules", sentiment::seed),
    ("Feeling of a text, learned from scores", learned::trained),
    ("Items attached to steps, the step hidden", steps::steps),
    ("Topics", topics::topics),
    ("Questions and needs in chats", asking::turns),
    ("Passages of interviews worth coding", talks::quotes),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let Some(folder) = places::shared() else {
        println!("the data are absent: set TROPA_SHARED to the folder that holds `data`");
        return ExitCode::SUCCESS;
    };
    match words.split_first() {
        Some((&"voice", rest)) => figures(&folder, SUBJECTS, Part::Voice, rest),
        Some((&"mine", rest)) => figures(&folder, mine::SUBJECTS, Part::Mine, rest),
        Some((&"wrong", [dataset, rest @ ..])) => {
            let n = rest.first().and_then(|n| n.parse().ok()).unwrap_or(30);
            sentiment::wrong(&folder, dataset, n);
            ExitCode::SUCCESS
        }
        Some((&"topics", _)) => {
            topics::show(&folder);
            ExitCode::SUCCESS
        }
        Some((&"asking", _)) => {
            asking::wrong(&folder, "finance");
            asking::wrong(&folder, "insurance");
            ExitCode::SUCCESS
        }
        Some((&"curves", _)) => {
            sentiment::curves(&folder);
            ExitCode::SUCCESS
        }
        _ => {
            eprint!("{HELP}");
            ExitCode::from(2)
        }
    }
}

/// Measures what `--only` names, or everything. With `--write` the table goes into docs/quality.md: a section that was
/// not measured now stays as it stands there.
fn figures(folder: &Path, subjects: &[Subject], part: Part, words: &[&str]) -> ExitCode {
    let only: Vec<&str> = words
        .windows(2)
        .filter(|pair| pair[0] == "--only")
        .map(|pair| pair[1])
        .collect();
    let sections: Vec<Section> = subjects
        .iter()
        .filter(|(title, _)| only.is_empty() || only.iter().any(|word| title.contains(word)))
        .map(|(title, rows)| {
            let section = Section {
                title,
                rows: rows(folder),
            };
            println!("{}", section.markdown());
            section
        })
        .collect();
    if !words.contains(&"--write") {
        return ExitCode::SUCCESS;
    }
    let order: Vec<&str> = subjects.iter().map(|(title, _)| *title).collect();
    match table::write(part, &order, &sections) {
        Ok(path) => {
            println!("written to {path}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
