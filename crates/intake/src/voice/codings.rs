//! Segments that researchers coded elsewhere, found again in the transcripts they were taken from.

use super::forms::{Form, form_of, stem, whole_text};
use crate::{Input, IntakeError};
use serde::{Deserialize, Serialize};
use tropa_model::feedback::{Feedback, Span, TextPart};
use utoipa::ToSchema;

/// Words of a speaker's name.
const LABEL_WORDS_MAX: usize = 3;

/// A quote with its code, as exported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CodedSegment {
    /// The transcript it was taken from.
    pub document: String,
    /// From the root of the tree of codes: `Use > Doubts`.
    pub code: Vec<String>,
    pub text: String,
}

/// A coded segment at its place. A segment that goes over several turns has one place in each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FoundCoding {
    /// Of the turn.
    pub item: String,
    pub span: Span,
    pub code: Vec<String>,
}

/// The coded segments of the files that hold such. Exports that are text without tabs do not say where a code ends and
/// its segment begins; the tree of codes beside them does.
pub fn segments(inputs: &[Input]) -> Result<Vec<CodedSegment>, IntakeError> {
    let (mut codes, mut lists, mut documents) = (Vec::new(), Vec::new(), Vec::new());
    for input in inputs {
        match form_of(input)? {
            Some(Form::CodeSystem) => {
                let text = whole_text(input)?;
                codes.extend(text.lines().map(|line| line.trim().to_owned()));
            }
            Some(Form::CodedSegments) => lists.push(whole_text(input)?),
            Some(Form::Transcript | Form::Document) => documents.push(stem(input.name)),
            _ => {}
        }
    }
    Ok(lists
        .iter()
        .flat_map(|list| segments_of(list, &codes, &documents))
        .collect())
}

fn segments_of(list: &str, codes: &[String], documents: &[String]) -> Vec<CodedSegment> {
    let mut found: Vec<CodedSegment> = Vec::new();
    for line in list.lines().map(str::trim_end).filter(|line| !line.is_empty()) {
        if let [document, code, text] = line.split('\t').collect::<Vec<_>>()[..] {
            if document != "Document name" {
                found.push(CodedSegment {
                    document: document.trim().to_owned(),
                    code: path(code),
                    text: text.trim().to_owned(),
                });
            }
            continue;
        }
        let begun = documents.iter().find_map(|document| {
            let rest = line.strip_prefix(document.as_str())?.strip_prefix(' ')?;
            let (code, text) = code_of(rest, codes)?;
            Some(CodedSegment {
                document: document.clone(),
                code: path(code),
                text: text.trim().to_owned(),
            })
        });
        match (begun, found.last_mut()) {
            (Some(segment), _) => found.push(segment),
            (None, Some(last)) => {
                last.text.push('\n');
                last.text.push_str(line.trim());
            }
            (None, None) => {}
        }
    }
    found
}

fn path(code: &str) -> Vec<String> {
    code.split('>').map(|part| part.trim().to_owned()).collect()
}

/// Splits `A > B words of the segment` after the longest beginning of words that a line of the tree also begins with.
fn code_of<'l>(rest: &'l str, codes: &[String]) -> Option<(&'l str, &'l str)> {
    let last = rest.rfind(" > ").map_or(0, |at| at + 3);
    let first = rest.split(" > ").next()?;
    if last > 0 && !codes.iter().any(|line| line.starts_with(first)) {
        return None;
    }
    let tail = &rest[last..];
    let length = codes.iter().filter_map(|line| common_words(line, tail)).max()?;
    Some((rest[..last + length].trim(), &rest[last + length..]))
}

/// Bytes of the words that both texts begin with.
fn common_words(line: &str, tail: &str) -> Option<usize> {
    let mut length = 0;
    let mut rest = line.split(' ');
    for word in tail.split(' ') {
        if rest.next() != Some(word) {
            break;
        }
        length += word.len() + 1;
    }
    (length > 0).then(|| (length - 1).min(tail.len()))
}

/// The places of segments in the turns of their documents, and how many were not found.
pub fn find_codings(segments: &[CodedSegment], turns: &[Feedback]) -> (Vec<FoundCoding>, usize) {
    let (mut found, mut lost) = (Vec::new(), 0);
    for segment in segments {
        let mut of_document: Vec<&Feedback> = turns
            .iter()
            .filter(|turn| turn.conversation.as_deref() == Some(segment.document.as_str()))
            .collect();
        of_document.sort_by_key(|turn| turn.turn);
        let mut places = places(&pieces(&segment.text), &of_document);
        if places.is_empty() {
            places = self::places(&turns_of(&segment.text), &of_document);
        }
        lost += usize::from(places.is_empty());
        found.extend(places.into_iter().map(|(turn, span)| FoundCoding {
            item: turn.id.clone(),
            span,
            code: segment.code.clone(),
        }));
    }
    (found, lost)
}

/// Where the pieces stand, those that are found.
fn places<'t>(pieces: &[String], turns: &[&'t Feedback]) -> Vec<(&'t Feedback, Span)> {
    let place = |piece: &String| {
        turns.iter().find_map(|turn| {
            let (start, end) = place_of(piece, turn.text(TextPart::Body))?;
            let part = TextPart::Body;
            Some((*turn, Span { part, start, end }))
        })
    };
    pieces.iter().filter_map(place).collect()
}

/// The segment cut where a line begins with a speaker's name: `Anna: Why?`. Tried after [`pieces`], because a sentence may
/// begin like that, too.
fn turns_of(text: &str) -> Vec<String> {
    let mut turns = vec![String::new()];
    for line in text.lines().map(str::trim) {
        let label = line.split_once(':').filter(|(label, _)| {
            label.split_whitespace().count() <= LABEL_WORDS_MAX && label.starts_with(char::is_uppercase)
        });
        match (label, turns.last_mut()) {
            (None, Some(last)) => {
                last.push(' ');
                last.push_str(line);
            }
            (label, _) => turns.push(label.map_or(line, |(_, said)| said).to_owned()),
        }
    }
    turns.retain(|turn| !turn.trim().is_empty());
    turns
}

/// The segment cut at lines that name a speaker: what remains lies in one turn each.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for line in text.lines() {
        let is_label = line.trim().ends_with(':') && line.split_whitespace().count() <= LABEL_WORDS_MAX;
        match pieces.last_mut() {
            Some(last) if !is_label => {
                last.push(' ');
                last.push_str(line);
            }
            _ => pieces.push(String::new()),
        }
    }
    pieces.retain(|piece| !piece.trim().is_empty());
    pieces
}

/// Where words stand in a text, whatever spaces are between them; in characters.
fn place_of(words: &str, text: &str) -> Option<(u32, u32)> {
    let wanted: Vec<char> = words.chars().filter(|c| !c.is_whitespace()).collect();
    let there: Vec<(u32, char)> = (0_u32..)
        .zip(text.chars())
        .filter(|(_, c)| !c.is_whitespace())
        .collect();
    if wanted.is_empty() || wanted.len() > there.len() {
        return None;
    }
    let at = there
        .windows(wanted.len())
        .position(|window| window.iter().map(|(_, c)| c).eq(wanted.iter()))?;
    Some((there[at].0, there[at + wanted.len() - 1].0 + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tropa_model::feedback::FeedbackKind;

    #[test]
    fn a_segment_is_found_in_its_turn_whatever_the_line_breaks() {
        let files = [
            (
                "P1.txt",
                "Anna: Why?\nBob: I use it\ndaily, for trends.\nAnna: And?\nBob: No.\n",
            ),
            (
                "code_system.txt",
                "Code System\nCode System Memo Frequency\nUse Why they use it 0\nFinding trends What goes up 3\n",
            ),
            (
                "coded.txt",
                "Coded Segments\nDocument name Code Segment\nP1 Use > Finding trends I use it daily,\nfor trends\n",
            ),
        ];
        let inputs: Vec<Input> = files
            .iter()
            .map(|(name, text)| Input {
                name,
                bytes: text.as_bytes(),
            })
            .collect();
        let segments = segments(&inputs).unwrap();
        assert_eq!(segments.len(), 1);
        assert_eq!(segments[0].code, ["Use", "Finding trends"]);
        let mut turn = Feedback::new("t1", FeedbackKind::Interview);
        turn.conversation = Some("P1".into());
        turn.texts = vec![(TextPart::Body, "I use it daily, for trends.".into())];
        let (found, lost) = find_codings(&segments, &[turn.clone()]);
        assert_eq!(lost, 0);
        assert_eq!(found[0].span.of(&turn), Some("I use it daily, for trends"));
    }

    #[test]
    fn a_segment_over_several_turns_has_a_place_in_each_whoever_it_names() {
        let turn = |number: u32, text: &str| {
            let mut turn = Feedback::new(format!("t{number}"), FeedbackKind::Interview);
            (turn.conversation, turn.turn) = (Some("P1".into()), Some(number));
            turn.texts = vec![(TextPart::Body, text.into())];
            turn
        };
        let turns = [
            turn(0, "And why is that?"),
            turn(1, "Note: it is old. I would not touch it."),
        ];
        let segment = |text: &str| CodedSegment {
            document: "P1".into(),
            code: vec!["Age".into()],
            text: text.into(),
        };
        let places = |text: &str| {
            let (found, lost) = find_codings(&[segment(text)], &turns);
            let items: Vec<String> = found.into_iter().map(|one| one.item).collect();
            (items, lost)
        };
        assert_eq!(
            places("Dan: And why is that?\nBob:  Note: it is\nold."),
            (vec!["t0".into(), "t1".into()], 0)
        );
        assert_eq!(
            places("Note: it is old. I would"),
            (vec!["t1".into()], 0),
            "no name, though it looks like one"
        );
        assert_eq!(places("Dan: Nobody said this"), (vec![], 1));
    }
}
