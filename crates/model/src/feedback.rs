//! What people say: one item is one thing said by one person at one time, to one question or to none.

use crate::feeling::Scale;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Where an item comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FeedbackKind {
    /// One answer to one question of a survey.
    Answer,
    Review,
    /// A message of a ticket.
    Ticket,
    /// A message of a chat or call.
    Chat,
    /// One turn of a speaker in an interview.
    Interview,
    /// A field note, a diary entry, the words beside a photo.
    Observation,
    /// A message in a forum or a social network.
    Post,
}

/// Who says it. Only the actor's own words tell how the actor feels.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Speaker {
    /// The person whose journey it is: customer, user, or employee of an EJM.
    #[default]
    Actor,
    /// Support, sales, a robot: the other side.
    Company,
    /// Who asks in an interview or writes a field note.
    Researcher,
}

/// What a score measures. Scores of different measures or scales are never averaged together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Likelihood to recommend, 0..=10.
    Nps,
    /// Satisfaction.
    Csat,
    /// Effort; high is easy unless the question says otherwise.
    Ces,
    /// Stars of a review.
    Stars,
    /// Any other scale, as asked.
    Other,
}

/// A score as it was given.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Score {
    /// On `scale`, both ends included.
    pub value: f64,
    pub scale: Scale,
    pub measure: Measure,
}

/// A part of an item's text. Spans name the part they lie in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TextPart {
    Title,
    /// «Достоинства»: said as good.
    Pros,
    /// «Недостатки»: said as bad.
    Cons,
    Body,
}

/// One thing said. Texts are masked already: nobody downstream sees an e-mail address or a phone number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Feedback {
    /// Unique in its source and the same when the same file is read again.
    pub id: String,
    pub kind: FeedbackKind,
    /// Absent: said anonymously.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// Microseconds since 1970 UTC; absent where the source has no time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_us: Option<i64>,
    /// The step or touchpoint that the record itself names, as in the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub segment: Option<String>,
    /// The question as it was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<Score>,
    /// The option chosen, of a question with options.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choice: Option<String>,
    /// What was written or said, by part, parts in their order; an item has texts, a score, a choice, or several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub texts: Vec<(TextPart, String)>,
    #[serde(default)]
    pub speaker: Speaker,
    /// Answers of one sitting, messages of one ticket, turns of one interview share it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conversation: Option<String>,
    /// Place in the conversation, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turn: Option<u32>,
    /// What the company answered to it publicly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<String>,
    /// Everything else the source says: age, product, department.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, String>,
}

impl Feedback {
    /// An item with nothing said yet.
    pub fn new(id: impl Into<String>, kind: FeedbackKind) -> Self {
        Self {
            id: id.into(),
            kind,
            actor: None,
            time_us: None,
            step: None,
            channel: None,
            segment: None,
            question: None,
            score: None,
            choice: None,
            texts: Vec::new(),
            speaker: Speaker::Actor,
            conversation: None,
            turn: None,
            reply: None,
            attributes: BTreeMap::new(),
        }
    }

    /// The text of a part; empty where there is none.
    pub fn text(&self, part: TextPart) -> &str {
        self.texts
            .iter()
            .find(|(of, _)| *of == part)
            .map_or("", |(_, text)| text.as_str())
    }
}

/// A place in the text of an item: characters (Unicode scalar values) `start..end` of the part, `end` not included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
pub struct Span {
    pub part: TextPart,
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// The words at the span; `None` where the item has no such place.
    pub fn of(self, item: &Feedback) -> Option<&str> {
        let text = item.text(self.part);
        let mut at = text
            .char_indices()
            .map(|(byte, _)| byte)
            .chain(std::iter::once(text.len()));
        let start = at.nth(self.start as usize)?;
        let length = self.end.checked_sub(self.start)? as usize;
        let end = if length == 0 { start } else { at.nth(length - 1)? };
        Some(&text[start..end])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_counts_characters_not_bytes_and_must_lie_inside() {
        let mut item = Feedback::new("1", FeedbackKind::Review);
        item.texts = vec![(TextPart::Body, "Долго ждал ☕ карту".into())];
        let at = |start, end| {
            let part = TextPart::Body;
            Span { part, start, end }.of(&item).map(str::to_owned)
        };
        assert_eq!(at(0, 5).as_deref(), Some("Долго"));
        assert_eq!(at(11, 12).as_deref(), Some("☕"));
        assert_eq!(at(13, 18).as_deref(), Some("карту"));
        assert_eq!(at(13, 19), None);
        assert_eq!(at(5, 4), None);
        assert_eq!(at(18, 18).as_deref(), Some(""));
    }
}
