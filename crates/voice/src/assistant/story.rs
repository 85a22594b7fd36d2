//! The story of a persona, out of what was measured and said, and nothing else.

use super::{Prompt, Read, Tally, find, instructions, line, place, proposals};
use serde_json::{Value, json};

const SENTENCE_CHARS_MAX: usize = 400;
/// A story that is read, not skimmed.
const SENTENCES_MAX: usize = 12;
const ANSWER_TOKENS_MAX: u32 = 1_400;

/// What is known of a persona.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoryAsked {
    pub name: String,
    /// The language it is to be written in: `en`, `ru`.
    pub language: String,
    /// What was measured: one statement each.
    pub facts: Vec<String>,
    /// What was said, masked.
    pub quotes: Vec<String>,
}

/// One sentence of a story, with what it rests on: at least one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub text: String,
    /// Places among the facts.
    pub facts: Vec<usize>,
    /// Places among the quotes.
    pub quotes: Vec<usize>,
}

/// Asks for the story.
pub fn prompt(asked: &StoryAsked) -> Prompt {
    let language = match asked.language.as_str() {
        "ru" => "Russian",
        _ => "English",
    };
    let system = instructions(&format!(
        "You write the story of a persona for a customer journey map, in {language}: four to eight plain sentences about what \
         this group of people wants, does and feels on their way. Use only the facts and quotes given. Every sentence names \
         the facts (f1, f2 …) and quotes (q1, q2 …) it rests on. No number that its sources do not have, no age, family, \
         profession or place that no fact gives.\n\
         Form: {{\"sentences\": [{{\"text\": \"One sentence.\", \"sources\": [\"f1\", \"q2\"]}}]}}"
    ));
    let listed = |letter: char, texts: &[String]| -> Vec<Value> {
        let numbered = texts.iter().enumerate();
        numbered
            .map(|(at, text)| json!({"ref": format!("{letter}{}", at + 1), "text": text}))
            .collect()
    };
    let document = json!({
        "persona": asked.name,
        "facts": listed('f', &asked.facts),
        "quotes": listed('q', &asked.quotes),
    });
    Prompt::of(system, &document, ANSWER_TOKENS_MAX)
}

/// The sentences of an answer that rest on something. A number that no source of the sentence has, and words in
/// quotation marks that no source of it says, make the sentence fall.
pub fn read(answer: &Value, asked: &StoryAsked) -> Read<Sentence> {
    let mut tally = Tally::default();
    let mut kept = Vec::new();
    for given in proposals(answer, "sentences") {
        tally.proposed += 1;
        let Some(text) = line(given.get("text"), SENTENCE_CHARS_MAX).filter(|_| kept.len() < SENTENCES_MAX)
        else {
            tally.malformed += 1;
            continue;
        };
        let (mut facts, mut quotes) = (Vec::new(), Vec::new());
        for source in proposals(given, "sources") {
            if let Some(at) = place(Some(source), 'f', asked.facts.len()).filter(|at| !facts.contains(at)) {
                facts.push(at);
            }
            if let Some(at) = place(Some(source), 'q', asked.quotes.len()).filter(|at| !quotes.contains(at)) {
                quotes.push(at);
            }
        }
        let sources: Vec<&str> = facts
            .iter()
            .map(|at| asked.facts[*at].as_str())
            .chain(quotes.iter().map(|at| asked.quotes[*at].as_str()))
            .collect();
        let said = said_in(&text);
        let invented = said
            .iter()
            .filter(|quote| !sources.iter().any(|source| find(source, quote).is_some()))
            .count() as u64;
        tally.quotes += said.len() as u64;
        tally.not_in_text += invented;
        let counted = numbers(&text).all(|number| {
            sources
                .iter()
                .any(|source| numbers(source).any(|known| known == number))
        });
        if sources.is_empty() || invented > 0 || !counted {
            tally.without_source += 1;
            continue;
        }
        tally.kept += 1;
        kept.push(Sentence { text, facts, quotes });
    }
    Read { kept, tally }
}

/// What stands in quotation marks.
fn said_in(text: &str) -> Vec<&str> {
    const MARKS: [(char, char); 4] = [('«', '»'), ('“', '”'), ('„', '“'), ('"', '"')];
    let mut said = Vec::new();
    for (open, close) in MARKS {
        let mut rest = text;
        while let Some((_, after)) = rest.split_once(open) {
            let Some((words, left)) = after.split_once(close) else {
                break;
            };
            if words.chars().any(char::is_alphanumeric) {
                said.push(words.trim_end_matches(['.', ',', '!', '?', '…']));
            }
            rest = left;
        }
    }
    said
}

/// The numbers of a text, as they are written: «4,5» is one.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit() && c != ',' && c != '.')
        .map(|word| word.trim_matches([',', '.']))
        .filter(|word| !word.is_empty())
}
