//! Answers of a model, in whatever wrapping they come.

use serde_json::Value;

/// Sent once more after an answer that cannot be read.
pub const REMINDER: &str =
    "Your last answer was not the JSON document that was asked for. Answer with that JSON document only.";

/// Places tried for the beginning of the document; prose before it seldom has more braces.
const BEGINNINGS_MAX: usize = 50;

/// What the model said: the words of the first choice.
pub fn spoken(response: &Value) -> Option<&str> {
    response.pointer("/choices/0/message/content")?.as_str()
}

/// The JSON object in what a model said: bare, in a fence, after thoughts, or with words around it.
pub fn document(said: &str) -> Option<Value> {
    let said = said.rsplit_once("</think>").map_or(said, |(_, after)| after);
    said.match_indices('{')
        .take(BEGINNINGS_MAX)
        .filter_map(|(at, _)| {
            let mut documents = serde_json::Deserializer::from_str(&said[at..]).into_iter::<Value>();
            documents.next()?.ok()
        })
        .find(Value::is_object)
}
