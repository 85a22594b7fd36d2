//! Conversations as JSON: an object per conversation with its messages in a list.

use super::forms::{Rows, whole_text};
use crate::read::rows::Visitor;
use crate::text::layout::sample;
use crate::{Input, IntakeError};
use serde_json::Value;
use tropa_model::LocalText;

/// Lists under these names are messages, the most telling first.
const LISTS: [&str; 8] = [
    "original",
    "messages",
    "turns",
    "utterances",
    "dialogue",
    "dialog",
    "conversation",
    "log",
];
const SPEAKERS: [&str; 8] = [
    "speaker",
    "role",
    "author",
    "from",
    "sender",
    "user",
    "name",
    "author_role",
];
const TEXTS: [&str; 6] = ["text", "message", "utterance", "content", "body", "value"];
const TIMES: [&str; 5] = ["time", "timestamp", "created_at", "date", "sent_at"];

/// Whether the first object of a JSON file holds a list of messages.
pub fn holds_conversations(input: &Input) -> Result<bool, IntakeError> {
    let head = sample(input, None)?;
    let text = String::from_utf8_lossy(&head.text);
    let start = text.trim_start();
    let mut first = serde_json::Deserializer::from_str(start.strip_prefix('[').unwrap_or(start));
    use serde::Deserialize;
    Ok(Value::deserialize(&mut first).is_ok_and(|value| messages(&value).is_some()))
}

/// The list of messages of a conversation.
fn messages(value: &Value) -> Option<&Vec<Value>> {
    let object = value.as_object()?;
    LISTS.iter().find_map(|name| {
        let list = object.get(*name)?.as_array()?;
        (!list.is_empty() && list.iter().all(|message| said(message).is_some())).then_some(list)
    })
}

/// Speaker, text and time of a message.
fn said(message: &Value) -> Option<(String, String, String)> {
    if let Some(pair) = message.as_array() {
        let [speaker, text] = pair.as_slice() else {
            return None;
        };
        return Some((speaker.as_str()?.into(), text.as_str()?.into(), String::new()));
    }
    let object = message.as_object()?;
    let of = |names: &[&str]| names.iter().find_map(|name| object.get(*name)).and_then(plain);
    Some((of(&SPEAKERS)?, of(&TEXTS)?, of(&TIMES).unwrap_or_default()))
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

/// Visits all messages of all conversations.
pub fn visit(input: &Input, visitor: &mut dyn Visitor) -> Result<(), IntakeError> {
    let text = whole_text(input)?;
    let wrong = |e: serde_json::Error| IntakeError::Malformed {
        file: input.name.into(),
        place: crate::error::line(e.line()),
        saw: LocalText::plain(e.to_string()),
        expected: LocalText::en_ru("conversations as JSON objects", "переписки объектами JSON"),
    };
    let conversations: Vec<Value> = if text.trim_start().starts_with('[') {
        serde_json::from_str(&text).map_err(wrong)?
    } else {
        serde_json::Deserializer::from_str(&text)
            .into_iter()
            .collect::<Result<_, _>>()
            .map_err(wrong)?
    };
    let mut rows = Rows::new(&["conversation_id", "turn", "speaker", "text", "time"]);
    let mut place = 0;
    for (number, conversation) in conversations.iter().enumerate() {
        let mut around = Vec::new();
        scalars(conversation, "", &mut around);
        let is_id = |name: &str| {
            [
                "id",
                "convo_id",
                "conversation_id",
                "dialogue_id",
                "dialog_id",
                "chat_id",
                "ticket_id",
            ]
            .contains(&name)
        };
        let id = around.iter().find(|(name, _)| is_id(name));
        let id = id.map_or_else(|| (number + 1).to_string(), |(_, id)| id.clone());
        around.retain(|(name, _)| !is_id(name));
        for (turn, message) in messages(conversation).into_iter().flatten().enumerate() {
            let Some((speaker, text, time)) = said(message) else {
                continue;
            };
            place += 1;
            let own = [
                ("conversation_id", id.clone()),
                ("turn", turn.to_string()),
                ("speaker", speaker),
                ("text", text),
                ("time", time),
            ];
            let own = own.into_iter().map(|(name, value)| (name.to_owned(), value));
            rows.push_named(place, own.chain(around.iter().cloned()).collect());
        }
    }
    rows.visit(visitor)
}

/// Values of nested objects by their path; lists are left out.
fn scalars(value: &Value, path: &str, into: &mut Vec<(String, String)>) {
    let Some(object) = value.as_object() else { return };
    for (name, value) in object {
        let path = if path.is_empty() {
            name.clone()
        } else {
            format!("{path}.{name}")
        };
        match plain(value) {
            Some(text) if !text.trim_start().starts_with(['[', '{']) => into.push((path, text)),
            _ => scalars(value, &path, into),
        }
    }
}
