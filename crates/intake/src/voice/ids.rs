//! Ids that are the same when the same things are read again.

use std::collections::HashMap;
use tropa_model::feedback::Feedback;

/// A text this long is not written twice by chance.
const DISTINCT_CHARS: usize = 40;

/// Gives items their ids. An item with an id of its source keeps it; when two different items share one, the later
/// gets a part of its content behind it. An item without is called by its content: the same content read again is the
/// same item. Of several that are equal in all, the k-th is always the k-th, so fifty nines without a word stay fifty.
///
/// Short answers without a person and a time cannot be told from others of another file; the file is part of their id.
#[derive(Default)]
pub struct Ids {
    /// Content by id.
    given: HashMap<String, [u8; 8]>,
    /// How often a content came.
    seen: HashMap<[u8; 12], u32>,
}

impl Ids {
    /// `given`: the source's own id; `file`: a hash of the file's bytes.
    pub fn name(&mut self, item: &mut Feedback, given: Option<&str>, file: &str) {
        let content = content_of(item);
        if let Some(given) = given {
            let short: [u8; 8] = content.as_bytes()[..8].try_into().expect("eight of 32 bytes");
            let first = *self.given.entry(given.to_owned()).or_insert(short);
            item.id = if first == short {
                given.to_owned()
            } else {
                format!("{given}~{}", &content.to_hex()[..8])
            };
            return;
        }
        let key: [u8; 12] = content.as_bytes()[..12].try_into().expect("twelve of 32 bytes");
        let times = self.seen.entry(key).or_default();
        *times += 1;
        let mut id = content.to_hex()[..24].to_owned();
        if *times > 1 {
            id.push_str(&format!("-{times}"));
        }
        if !is_distinct(item) {
            id.push_str(&format!("@{}", &file[..file.len().min(12)]));
        }
        item.id = id;
    }
}

fn is_distinct(item: &Feedback) -> bool {
    let chars: usize = item.texts.iter().map(|(_, text)| text.chars().count()).sum();
    item.actor.is_some() || item.time_us.is_some() || item.conversation.is_some() || chars >= DISTINCT_CHARS
}

/// Of everything the item says. The texts are masked already: a hash of what a mask took out could be guessed back.
fn content_of(item: &Feedback) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    let mut put = |part: &str| {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    };
    put(&format!("{:?} {:?} {:?}", item.kind, item.speaker, item.time_us));
    for field in [
        &item.actor,
        &item.step,
        &item.channel,
        &item.segment,
        &item.question,
        &item.choice,
        &item.conversation,
    ] {
        put(field.as_deref().unwrap_or("\0"));
    }
    if let Some(score) = item.score {
        put(&format!("{} {}..{}", score.value, score.scale.lo, score.scale.hi));
    }
    put(&format!("{:?}", item.turn));
    for (part, text) in &item.texts {
        put(&format!("{part:?}"));
        put(text);
    }
    for (name, value) in &item.attributes {
        put(name);
        put(value);
    }
    hasher.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tropa_model::feedback::{FeedbackKind, TextPart};

    fn item(text: &str) -> Feedback {
        let mut item = Feedback::new("", FeedbackKind::Review);
        item.texts = vec![(TextPart::Body, text.into())];
        item
    }

    fn names(items: &[(&str, Option<&str>)], file: &str) -> Vec<String> {
        let mut ids = Ids::default();
        let name = |(text, given): &(&str, Option<&str>)| {
            let mut item = item(text);
            ids.name(&mut item, *given, file);
            item.id
        };
        items.iter().map(name).collect()
    }

    #[test]
    fn reading_again_gives_the_same_ids_and_equal_items_stay_apart() {
        let long = "Очень долго ждал доставку, а приехал не тот товар";
        let once = names(&[(long, None), (long, None), ("ок", None)], "f1");
        assert_eq!(once, names(&[(long, None), (long, None), ("ок", None)], "f1"));
        assert_ne!(once[0], once[1]);
        let elsewhere = names(&[("ок", None), (long, None)], "f2");
        assert_eq!(elsewhere[1], once[0], "a long text is known in any file");
        assert_ne!(
            elsewhere[0], once[2],
            "«ок» of nobody in another file is another person's"
        );
    }

    #[test]
    fn an_id_shared_by_two_different_items_loses_neither() {
        let ids = names(&[("a", Some("7")), ("b", Some("7")), ("a", Some("7"))], "f");
        assert_eq!(ids[0], "7");
        assert!(ids[1].starts_with("7~"), "{ids:?}");
        assert_eq!(ids[2], "7");
    }
}
