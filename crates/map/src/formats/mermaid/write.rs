//! A diagram that Mermaid reads back exactly as it was meant.

use super::{NO_DATA, SCORE_OF_NEUTRAL};
use crate::document::{Card, Map};
use crate::formats::ExportOptions;
use crate::formats::text::line;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Words that begin a statement; a name that begins with one would become it.
const KEYWORDS: [&str; 5] = ["title", "section", "journey", "acctitle", "accdescr"];

/// Scores are whole and within 1..=5: newer versions of Mermaid refuse all else. A step nobody rated keeps the neutral 3
/// and says so in its name.
pub(crate) fn write(map: &Map, options: &ExportOptions) -> String {
    let lang = options.lang.as_str();
    let scores = scores(map, options.persona.as_deref());
    let names: Vec<(&str, &str)> = map
        .personas
        .iter()
        .map(|p| (p.id.as_str(), p.name.get(lang)))
        .collect();

    let mut text = String::from("journey\n");
    let title = escaped(map.title.get(lang));
    if !title.is_empty() {
        put(&mut text, format_args!("  title {title}"));
    }
    let scenario = line(map.scenario.get(lang)).replace(['{', '}'], "");
    if !scenario.is_empty() {
        put(&mut text, format_args!("  accDescr {{ {} }}", escaped(&scenario)));
    }
    for stage in map.stages.iter().filter(|stage| !stage.steps.is_empty()) {
        put(
            &mut text,
            format_args!("  section {}", or(&escaped(stage.name.get(lang)), &stage.id)),
        );
        for step in &stage.steps {
            let mut name = line(step.name.get(lang));
            if name.is_empty() {
                name.clone_from(&step.id);
            }
            let card = scores.get(step.id.as_str());
            let score = card
                .and_then(|c| c.feeling.as_ref())
                .map_or(SCORE_OF_NEUTRAL, |f| {
                    (f.value + SCORE_OF_NEUTRAL).round().clamp(1.0, 5.0)
                });
            if card.is_none() {
                name = format!("{name} {}", options.words().pick(NO_DATA[0], NO_DATA[1]));
            }
            let _ = write!(text, "    {}: {score}", task_name(&name));
            let people = card.map(|card| people(card, &names)).unwrap_or_default();
            if !people.is_empty() {
                let _ = write!(text, ": {}", people.join(", "));
            }
            text.push('\n');
        }
    }
    text
}

fn put(text: &mut String, line: std::fmt::Arguments<'_>) {
    let _ = writeln!(text, "{line}");
}

/// The card whose value each step shows: of the persona, of everybody, else the first there is.
fn scores<'m>(map: &'m Map, persona: Option<&str>) -> BTreeMap<&'m str, &'m Card> {
    let rated = || map.cards.iter().filter(|card| card.feeling.is_some());
    let of_persona = rated().filter(|card| persona.is_some_and(|p| card.personas.iter().any(|id| id == p)));
    let of_all = rated().filter(|card| card.personas.is_empty());
    let mut scores = BTreeMap::new();
    for card in of_persona.chain(of_all).chain(rated()) {
        scores.entry(card.at.as_str()).or_insert(card);
    }
    scores
}

/// Those the card speaks of; everybody on the map where it names nobody.
fn people(card: &Card, names: &[(&str, &str)]) -> Vec<String> {
    let named = names
        .iter()
        .filter(|(id, _)| card.personas.is_empty() || card.personas.iter().any(|p| p == id));
    let escaped = named.map(|(_, name)| escaped(name).replace(',', "#44;"));
    escaped.filter(|name| !name.is_empty()).collect()
}

fn or(text: &str, fallback: &str) -> String {
    if text.is_empty() {
        escaped(fallback)
    } else {
        text.to_owned()
    }
}

/// One line in which nothing means anything to Mermaid.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in line(text).chars() {
        match c {
            ';' | '#' | ':' | '%' | '<' | '>' | '&' | '"' | '{' | '}' => {
                let _ = write!(escaped, "#{};", u32::from(c));
            }
            c => escaped.push(c),
        }
    }
    escaped
}

fn task_name(name: &str) -> String {
    let lower = name.to_lowercase();
    let escaped = escaped(name);
    match name.chars().next() {
        Some(first) if KEYWORDS.iter().any(|word| lower.starts_with(word)) => {
            format!("#{};{}", u32::from(first), &escaped[first.len_utf8()..])
        }
        _ => escaped,
    }
}
