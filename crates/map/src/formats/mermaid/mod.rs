//! Mermaid's `journey` diagram: one whole score per step, the people at each step, and nothing more.
//!
//! The grammar is that of Mermaid 11.17 as it behaves, not as it is documented: lines that Mermaid drops without a word
//! are dropped here with a note.

mod lex;
mod read;
mod write;

pub use read::{Diagram, Task, parse};
pub(super) use write::write;

use super::build::Builder;
use super::{Format, FormatError, ImportOptions, Imported};
use crate::document::LaneRole;

/// What stands after the name of a step that has no score: Mermaid cannot leave one out.
const NO_DATA: [&str; 2] = ["(no data)", "(нет данных)"];

/// Mermaid's scores run from 1 to 5, ours from −2 to +2.
const SCORE_OF_NEUTRAL: f64 = 3.0;

/// Whether this is a journey diagram, also below front matter, comments and directives.
pub(super) fn looks_like(text: &str) -> bool {
    let text = lex::prepared(text);
    text.source.trim_start().starts_with("journey")
}

pub(super) fn import(text: &str, options: &ImportOptions) -> Result<Imported, FormatError> {
    let diagram = parse(text)?;
    let mut build = Builder::new(Format::Mermaid, options);
    for (line, en, ru) in &diagram.remarks {
        build.note(format!("line {line}"), en, ru);
    }
    build.map.scenario = build.text(&diagram.description);
    let lane = build.lane("", LaneRole::Feelings, "");

    let mut section = None;
    for task in &diagram.tasks {
        let place = format!("line {}", task.line);
        let name = task.section.trim();
        if section != Some(name) {
            build.stage("", name);
            section = Some(name);
        }
        let bare = NO_DATA
            .iter()
            .find_map(|mark| task.name.trim().strip_suffix(mark));
        let name = bare
            .unwrap_or(&task.name)
            .replace("<br/>", " ")
            .replace("<br />", " ")
            .replace("<br>", " ");
        let step = build.step("", &name).id.clone();
        if bare.is_some() {
            continue;
        }
        if !task.score.is_finite() {
            build.note(
                place,
                format!("the score of «{}» is not a number and was left out", name.trim()),
                format!("оценка шага «{}» — не число, она пропущена", name.trim()),
            );
            continue;
        }
        let feeling = build.feeling(task.score - SCORE_OF_NEUTRAL, &place);
        let mut people: Vec<String> = Vec::new();
        for name in task.people.iter().map(|p| p.trim()).filter(|p| !p.is_empty()) {
            let id = build.persona("", name);
            if !people.contains(&id) {
                people.push(id);
            }
        }
        let card = build.card("", &lane, &step, "");
        card.feeling = Some(feeling);
        card.personas = people;
    }
    let title = if diagram.title.trim().is_empty() {
        &diagram.accessible_title
    } else {
        &diagram.title
    };
    build.finish("", title)
}
