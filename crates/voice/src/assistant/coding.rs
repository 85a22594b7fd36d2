//! Codes for the turns of an interview.

use super::{Prompt, Read, Tally, find, instructions, line, place, proposals};
use serde_json::{Value, json};
use std::ops::Range;

/// Of the turns in one request: what a small model still reads with care.
pub const REQUEST_CHARS_MAX: usize = 9_000;
/// Of one turn that is sent; what follows is not coded.
pub const TURN_CHARS_MAX: usize = 6_000;
const CODE_CHARS_MAX: usize = 60;
const ANSWER_TOKENS_MAX: u32 = 2_000;

/// A turn of an interview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TurnAsked {
    /// Said by the person who is asked: only such words are coded. The others' are sent to be understood with.
    pub own: bool,
    /// Masked.
    pub text: String,
}

/// Words put under a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coded {
    /// Its place among the turns of the request.
    pub turn: usize,
    /// Characters `start..end` of the turn's text, `end` not included.
    pub start: u32,
    pub end: u32,
    pub code: CodeWish,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeWish {
    /// Its place among the codes that were given.
    Known(usize),
    /// A code that is not there yet, by name.
    New(String),
}

/// Ranges of turns that fit into one request each, together all of them in order.
pub fn requests(turns: &[TurnAsked]) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut chars = 0;
    for (at, turn) in turns.iter().enumerate() {
        let length = turn.text.chars().count();
        match ranges.last_mut() {
            Some(last) if chars + length <= REQUEST_CHARS_MAX => {
                last.end = at + 1;
                chars += length;
            }
            _ => {
                ranges.push(at..at + 1);
                chars = length;
            }
        }
    }
    ranges.retain(|range| turns[range.clone()].iter().any(|turn| turn.own));
    ranges
}

/// Asks for codes. `codes` are the names of those there are, each with the names above it: `Delivery > Waiting`.
pub fn prompt(turns: &[TurnAsked], codes: &[String]) -> Prompt {
    let system = instructions(
        "You code an interview for researchers who look for needs, pains, delights, expectations and habits on a customer's \
         journey. Choose the passages that matter, from a few words to two sentences, and put each under one code: a code \
         of the list where one fits, else a new short one of two to four words in the language of the interview. Only turns \
         whose speaker is \"person\" are coded; the others are there to understand them. Small talk gets no code.\n\
         Form: {\"codings\": [{\"turn\": \"t3\", \"quote\": \"words copied from t3\", \"code\": \"c2\"}, {\"turn\": \"t5\", \
         \"quote\": \"words copied from t5\", \"new_code\": \"Fear of hidden fees\"}]}",
    );
    let listed: Vec<Value> = turns
        .iter()
        .enumerate()
        .map(|(at, turn)| {
            let speaker = if turn.own { "person" } else { "interviewer" };
            json!({"ref": format!("t{}", at + 1), "speaker": speaker, "text": turn.text})
        })
        .collect();
    let codes: Vec<Value> = codes
        .iter()
        .enumerate()
        .map(|(at, code)| json!({"ref": format!("c{}", at + 1), "name": code}))
        .collect();
    Prompt::of(
        system,
        &json!({"codes": codes, "turns": listed}),
        ANSWER_TOKENS_MAX,
    )
}

/// The codings in an answer whose words stand in the turn they name.
pub fn read(answer: &Value, turns: &[TurnAsked], codes: &[String]) -> Read<Coded> {
    let mut tally = Tally::default();
    let mut kept: Vec<Coded> = Vec::new();
    for given in proposals(answer, "codings") {
        tally.proposed += 1;
        let Some(turn) = place(given.get("turn"), 't', turns.len()).filter(|at| turns[*at].own) else {
            tally.unknown += 1;
            continue;
        };
        let code = match (given.get("code"), line(given.get("new_code"), CODE_CHARS_MAX)) {
            (_, Some(name)) => Some(known(codes, &name).map_or(CodeWish::New(name), CodeWish::Known)),
            (Some(code), None) => match place(Some(code), 'c', codes.len()) {
                Some(at) => Some(CodeWish::Known(at)),
                // Models also write the name where the reference should stand.
                None => code
                    .as_str()
                    .and_then(|name| known(codes, name))
                    .map(CodeWish::Known),
            },
            (None, None) => None,
        };
        let (Some(code), Some(quote)) = (code, given.get("quote").and_then(Value::as_str)) else {
            tally.malformed += 1;
            continue;
        };
        tally.quotes += 1;
        let Some((start, end)) = find(&turns[turn].text, quote) else {
            tally.not_in_text += 1;
            continue;
        };
        let coded = Coded {
            turn,
            start,
            end,
            code,
        };
        if kept.contains(&coded) {
            tally.malformed += 1;
            continue;
        }
        tally.kept += 1;
        kept.push(coded);
    }
    Read { kept, tally }
}

/// The code of that name, whole or its last part, in any case.
fn known(codes: &[String], name: &str) -> Option<usize> {
    let name = name.trim().to_lowercase();
    codes.iter().position(|code| {
        let code = code.to_lowercase();
        code == name || code.rsplit(" > ").next() == Some(&name)
    })
}
