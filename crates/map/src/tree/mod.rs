//! A document as it was written: values with the line and column each begins at, fields in their order.
//!
//! Between text and records. A plain word of YAML stays a word until a record says what it should be, so `edition: 1.2`
//! is the text «1.2» and not a number.

mod json;
mod read_yaml;
mod records;
mod write_yaml;

pub(crate) use json::{from_record, to_json};
pub(crate) use read_yaml::read_yaml;
pub(crate) use write_yaml::write_yaml;

/// Line and column, both counted from 1, the column in characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mark {
    pub line: usize,
    pub column: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node {
    pub at: Mark,
    pub value: Value,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// Without quotes: a number, `true`, `null` or a word, whichever the reader expects.
    Plain(String),
    /// Certainly a text.
    Text(String),
    List(Vec<Node>),
    /// No name stands twice.
    Fields(Vec<(String, Node)>),
}

impl Node {
    pub fn new(value: Value) -> Self {
        Self {
            at: Mark::default(),
            value,
        }
    }

    /// Where `cards[3].text.en` stands; of a place that does not exist, where the nearest part around it stands.
    pub fn locate(&self, place: &str) -> Mark {
        let mut node = self;
        let mut rest = place;
        while !rest.is_empty() {
            let next = if let Some(after) = rest.strip_prefix('[') {
                let (index, after) = after.split_once(']').unwrap_or((after, ""));
                rest = after;
                match (&node.value, index.parse::<usize>()) {
                    (Value::List(items), Ok(i)) => items.get(i),
                    _ => None,
                }
            } else {
                rest = rest.strip_prefix('.').unwrap_or(rest);
                // Names may hold dots themselves: the longest field that fits is meant.
                let Value::Fields(fields) = &node.value else { break };
                let fits = |name: &str| {
                    rest.strip_prefix(name)
                        .is_some_and(|after| after.is_empty() || after.starts_with(['.', '[']))
                };
                let found = fields
                    .iter()
                    .filter(|(name, _)| !name.is_empty() && fits(name))
                    .max_by_key(|(name, _)| name.len());
                found.map(|(name, node)| {
                    rest = &rest[name.len()..];
                    node
                })
            };
            match next {
                Some(inner) => node = inner,
                None => break,
            }
        }
        node.at
    }
}
