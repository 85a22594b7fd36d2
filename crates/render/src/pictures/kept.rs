//! Pictures read lately: a drawing is laid out several times before it fits its paper, and one map is asked for in several
//! formats.

use super::{Fault, Picture, open};
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

/// Of all that is kept, source and picture.
const BYTES_MAX: usize = 48 << 20;

type Answer = Result<Picture, Fault>;

struct Entry {
    /// Base64 as it stands in the map: compared whole, so that no two pictures are ever taken for each other.
    source: Box<str>,
    grey: bool,
    answer: Answer,
}

impl Entry {
    fn bytes(&self) -> usize {
        self.source.len() + self.answer.as_ref().map_or(0, |picture| picture.bytes.len())
    }
}

static KEPT: Mutex<VecDeque<Entry>> = Mutex::new(VecDeque::new());

/// The picture behind base64 text, without colour if `grey`. The same answer for the same text every time.
pub(crate) fn read(source: &str, grey: bool) -> Answer {
    let kept = || KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let known = kept()
        .iter()
        .find(|entry| entry.grey == grey && *entry.source == *source)
        .map(|entry| entry.answer.clone());
    if let Some(answer) = known {
        return answer;
    }
    let entry = Entry {
        source: source.into(),
        grey,
        answer: open(source, grey),
    };
    let answer = entry.answer.clone();
    let mut kept = kept();
    kept.push_back(entry);
    let mut bytes: usize = kept.iter().map(Entry::bytes).sum();
    while bytes > BYTES_MAX {
        let Some(oldest) = kept.pop_front() else { break };
        bytes -= oldest.bytes();
    }
    answer
}
