//! What a page of answers sends.

use crate::app::{ErrorCode, Fault};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::collections::BTreeSet;
use tropa_model::Emotion;
use tropa_voice::questionnaire::{Answers, QuestionKind, SurveyQuestion, emotion_word};

/// Everything a form says, and what was answered on the pages before it.
#[derive(Clone, Debug, Default)]
pub(super) struct Form {
    pub answers: Answers,
    /// Ids of the questions that were shown.
    pub screen: BTreeSet<String>,
    pub sitting: String,
    pub step: String,
    pub from: String,
    pub language: String,
    pub framed: bool,
    /// A field was filled in that no person sees.
    pub is_machine: bool,
    /// Fields of questions, as they came.
    pub(super) fields: Vec<(String, String)>,
}

/// A field that is out of sight: programs fill in all they find.
pub(super) const HONEYPOT: &str = "website";

fn damaged() -> Fault {
    Fault::new(
        ErrorCode::BadRequest,
        "the form is damaged; open the link again",
        "форма повреждена; откройте ссылку заново",
    )
}

impl Form {
    pub fn read(body: &[u8]) -> Result<Self, Fault> {
        let mut form = Self::default();
        for (name, value) in pairs(body) {
            match name.as_str() {
                "_state" => form.answers = state_of(&value).ok_or_else(damaged)?,
                "_screen" => form.screen = value.split(',').map(str::to_owned).collect(),
                "_sitting" => form.sitting = value,
                "_step" => form.step = value.chars().take(super::STEP_CHARS_MAX).collect(),
                "_from" => form.from = value,
                "_lang" => form.language = value,
                "_embed" => form.framed = value == "1",
                HONEYPOT => form.is_machine = !value.is_empty(),
                _ => form.fields.push((name, value)),
            }
        }
        Ok(form)
    }

    /// The answers so far, for a hidden field.
    pub fn state(&self) -> String {
        let before = self.answers.iter().filter(|(id, _)| !self.screen.contains(*id));
        let before: Answers = before.map(|(id, given)| (id.clone(), given.clone())).collect();
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(&before).expect("answers have a JSON form"))
    }

    /// Takes the answers to the questions that were shown; what was left empty counts as skipped.
    pub fn take(&mut self, screen: &[&SurveyQuestion]) {
        for question in screen {
            let mut given = tropa_voice::questionnaire::Given::default();
            let prefix = format!("{}.", question.id);
            for (name, value) in &self.fields {
                let Some(field) = name.strip_prefix(&prefix) else {
                    continue;
                };
                let value = value.trim();
                if value.is_empty() {
                    continue;
                }
                match field {
                    // What is no number is a score off the scale, and refused as such.
                    "score" => given.score = Some(value.parse().unwrap_or(f64::MAX)),
                    "choice" if value == "other" && has_other(question) => {}
                    "choice" => given.choices.push(value.to_owned()),
                    "other" => given.other = Some(value.to_owned()),
                    "emotion" => given.emotions.extend(emotion_of(question, value)),
                    "text" => given.text = Some(value.replace("\r\n", "\n")),
                    _ => {}
                }
            }
            // Words of one's own are the answer, whichever button was pressed before.
            if given.other.is_some() && matches!(question.kind, QuestionKind::Choice { .. }) {
                given.choices.clear();
            }
            self.answers.insert(question.id.clone(), given);
        }
    }
}

fn has_other(question: &SurveyQuestion) -> bool {
    question.options().is_some_and(|(_, other)| other)
}

fn emotion_of(question: &SurveyQuestion, word: &str) -> Option<Emotion> {
    let offered = question.emotions().iter();
    offered.copied().find(|emotion| emotion_word(*emotion) == word)
}

fn state_of(text: &str) -> Option<Answers> {
    if text.is_empty() {
        return Some(Answers::new());
    }
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()
}

/// Names and values of `application/x-www-form-urlencoded`, in their order (WHATWG URL, 5.1).
fn pairs(body: &[u8]) -> Vec<(String, String)> {
    body.split(|byte| *byte == b'&')
        .filter(|part| !part.is_empty())
        .map(|part| {
            let at = part.iter().position(|byte| *byte == b'=').unwrap_or(part.len());
            (
                decoded(&part[..at]),
                decoded(part.get(at + 1..).unwrap_or_default()),
            )
        })
        .collect()
}

fn decoded(part: &[u8]) -> String {
    let mut bytes = Vec::with_capacity(part.len());
    let mut at = 0;
    while at < part.len() {
        let hex = |i: usize| part.get(i).and_then(|byte| char::from(*byte).to_digit(16));
        match part[at] {
            b'+' => bytes.push(b' '),
            b'%' => {
                if let (Some(high), Some(low)) = (hex(at + 1), hex(at + 2)) {
                    bytes.push((high * 16 + low) as u8);
                    at += 2;
                } else {
                    bytes.push(b'%');
                }
            }
            byte => bytes.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_with_cyrillic_spaces_and_broken_escapes() {
        let read = pairs("a=%D0%BE%D0%BA+%D0%B4%D0%B0&b=&=c&d&e=100%&f=%zz".as_bytes());
        let read: Vec<(&str, &str)> = read.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(
            read,
            [
                ("a", "ок да"),
                ("b", ""),
                ("", "c"),
                ("d", ""),
                ("e", "100%"),
                ("f", "%zz")
            ]
        );
    }

    #[test]
    fn the_state_of_a_form_comes_back_and_a_damaged_one_is_refused() {
        let mut form = Form::read(b"_screen=why&_sitting=1").unwrap();
        form.answers = serde_json::from_str(r#"{"nps": {"score": 9}, "why": {"text": "x"}}"#).unwrap();
        let again = Form::read(format!("_state={}", form.state()).as_bytes()).unwrap();
        assert_eq!(again.answers.len(), 1);
        assert_eq!(again.answers["nps"].score, Some(9.0));
        assert!(Form::read(b"_state=!!").is_err());
        assert!(Form::read(b"website=spam").unwrap().is_machine);
    }
}
