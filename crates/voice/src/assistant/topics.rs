//! Names for topics, out of their words and some of their texts.

use super::{Prompt, Read, Tally, find, instructions, line, place, proposals};
use serde_json::{Value, json};

/// In one request: a small model still keeps them apart.
pub const TOPICS_PER_REQUEST: usize = 8;
const NAME_CHARS_MAX: usize = 60;
/// Two names and a quote or two.
const ANSWER_TOKENS_PER_TOPIC: u32 = 160;
const QUOTES_KEPT_MAX: usize = 3;

/// A topic to be named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicAsked {
    /// Its telling words, most telling first.
    pub words: Vec<String>,
    /// Texts about it, masked.
    pub texts: Vec<String>,
}

/// A name that is proposed for a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicNamed {
    /// Its place among those asked about.
    pub topic: usize,
    pub en: String,
    pub ru: String,
    /// Words that show it; at least one.
    pub quotes: Vec<TextPlace>,
}

/// Words of a text that was sent: characters `start..end`, `end` not included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextPlace {
    /// The text's place among those of the topic.
    pub text: usize,
    pub start: u32,
    pub end: u32,
}

/// Asks for names of these topics, at most [`TOPICS_PER_REQUEST`] at once.
pub fn prompt(topics: &[TopicAsked]) -> Prompt {
    let system = instructions(
        "You name topics of customer feedback for a team that improves the customers' journey. For each topic you get its \
         telling words and texts about it. Give it a short plain name of two to five words in English and in Russian, as a \
         person would write it on a card: what the texts have in common, not a whole sentence, no brand promises. Show the \
         name by one to three quotes from the texts of that topic.\n\
         Form: {\"topics\": [{\"ref\": \"t1\", \"name_en\": \"Late delivery\", \"name_ru\": \"Поздняя доставка\", \"quotes\": \
         [\"words copied from a text of t1\"]}]}",
    );
    let listed: Vec<Value> = topics
        .iter()
        .enumerate()
        .map(|(at, topic)| json!({"ref": format!("t{}", at + 1), "words": topic.words, "texts": topic.texts}))
        .collect();
    let tokens = 80 + ANSWER_TOKENS_PER_TOPIC * topics.len() as u32;
    Prompt::of(system, &json!({"topics": listed}), tokens)
}

/// The names in an answer, one for a topic, each shown by words that stand in its texts.
pub fn read(answer: &Value, topics: &[TopicAsked]) -> Read<TopicNamed> {
    let mut tally = Tally::default();
    let mut kept: Vec<TopicNamed> = Vec::new();
    for given in proposals(answer, "topics") {
        tally.proposed += 1;
        let Some(topic) = place(given.get("ref"), 't', topics.len()) else {
            tally.unknown += 1;
            continue;
        };
        let name = |key: &str| line(given.get(key), NAME_CHARS_MAX);
        let (Some(en), Some(ru)) = (name("name_en"), name("name_ru")) else {
            tally.malformed += 1;
            continue;
        };
        if kept.iter().any(|one| one.topic == topic) {
            tally.malformed += 1;
            continue;
        }
        let mut quotes: Vec<TextPlace> = Vec::new();
        for quote in proposals(given, "quotes").iter().filter_map(Value::as_str) {
            tally.quotes += 1;
            let found = topics[topic].texts.iter().enumerate().find_map(|(text, words)| {
                find(words, quote).map(|(start, end)| TextPlace { text, start, end })
            });
            match found {
                Some(place) if quotes.len() < QUOTES_KEPT_MAX && !quotes.contains(&place) => {
                    quotes.push(place)
                }
                Some(_) => {}
                None => tally.not_in_text += 1,
            }
        }
        if quotes.is_empty() {
            tally.without_source += 1;
            continue;
        }
        tally.kept += 1;
        kept.push(TopicNamed {
            topic,
            en,
            ru,
            quotes,
        });
    }
    Read { kept, tally }
}
