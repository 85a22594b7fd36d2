//! Questions and needs found in what customers write to support.

use crate::published::text_of;
use crate::table::Row;
use std::path::Path;
use tropa_model::{Feedback, FeedbackKind, TextPart};
use tropa_voice::{Reader, SpeechAct, read};

/// Intents with which a customer asks for nothing. The rest ask; `outofdomain` does both and is left out.
const NOT_ASKING: &[&str] = &[
    "contentonly",
    "thankyou",
    "confirmation",
    "rejection",
    "openinggreeting",
    "closinggreeting",
];

/// The turns of the test files; words were chosen by looking at the development files.
pub fn turns(shared: &Path) -> Vec<Row> {
    let reader = Reader::seed();
    let mut rows = Vec::new();
    for (what, parts) in [("finance", ["dev", "test"]), ("insurance", ["dev", "test"])] {
        for part in parts {
            rows.push(domain(shared, what, part, &reader));
        }
    }
    rows
}

fn domain(shared: &Path, what: &str, part: &str, reader: &Reader) -> Row {
    let title = format!(
        "turns that ask, {what}{}",
        if part == "dev" { ", development" } else { "" }
    );
    let Some(text) = text_of(&shared.join(format!("data/support/multidogo/{what}_{part}.tsv.gz"))) else {
        return Row::absent(&title);
    };
    let (mut asks, mut found, mut marked) = (0.0, 0.0, 0.0);
    let (mut other, mut wrongly) = (0.0, 0.0);
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let (Some(said), Some(intent)) = (fields.get(3), fields.get(5)) else {
            continue;
        };
        if *intent == "outofdomain" || intent.is_empty() || intent.contains(' ') {
            continue;
        }
        let mut item = Feedback::new("1", FeedbackKind::Chat);
        item.texts = vec![(TextPart::Body, (*said).to_owned())];
        let acts = read(&item, reader)
            .sentences
            .into_iter()
            .flat_map(|sentence| sentence.acts);
        let asking = acts
            .into_iter()
            .any(|(act, _)| matches!(act, SpeechAct::Question | SpeechAct::Need));
        if NOT_ASKING.contains(intent) {
            other += 1.0;
            wrongly += f64::from(u8::from(asking));
        } else {
            asks += 1.0;
            found += f64::from(u8::from(asking));
            marked += f64::from(u8::from(said.contains('?')));
        }
    }
    Row {
        what: title,
        on: format!(
            "multidogo {part}, {asks} turns whose hand-given intent asks for something, {other} others"
        ),
        goal: String::new(),
        beside: format!("a question mark: {:.2}", marked / asks),
        ours: format!(
            "found {:.2}; of the others taken for asking {:.3}; precision {:.2}",
            found / asks,
            wrongly / other,
            found / (found + wrongly)
        ),
    }
}

/// Turns of a domain's development file that are read wrongly, for choosing words.
pub fn wrong(shared: &Path, what: &str) {
    let Some(text) = text_of(&shared.join(format!("data/support/multidogo/{what}_dev.tsv.gz"))) else {
        println!("the data are absent");
        return;
    };
    let reader = Reader::seed();
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let (Some(said), Some(intent)) = (fields.get(3), fields.get(5)) else {
            continue;
        };
        let mut item = Feedback::new("1", FeedbackKind::Chat);
        item.texts = vec![(TextPart::Body, (*said).to_owned())];
        let reading = read(&item, &reader);
        let acts = || reading.sentences.iter().flat_map(|sentence| &sentence.acts);
        let asking = acts().any(|(act, _)| matches!(act, SpeechAct::Question | SpeechAct::Need));
        if *intent != "outofdomain" && asking == NOT_ASKING.contains(intent) {
            println!("{intent}\t{said}");
        }
    }
}
