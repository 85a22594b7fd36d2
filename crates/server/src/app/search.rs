//! Words inside all maps a person may see.

use crate::app::{AppError, ErrorCode, Fault, Workspace};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use tropa_catalog::MapId;
use tropa_map::change::RecordKind;
use tropa_map::{Map, TextOf};
use tropa_model::LocalText;
use utoipa::ToSchema;

const QUERY_CHARS_MAX: usize = 200;
const WORDS_MAX: usize = 10;
/// Maps read for one search; they hold the words already.
const MAPS_MAX: u32 = 100;
/// Places shown of one map, and in all.
const HITS_PER_MAP_MAX: usize = 20;
pub const HITS_MAX: usize = 200;
/// Around the first word found.
const SNIPPET_CHARS_BEFORE: usize = 40;
const SNIPPET_CHARS_AFTER: usize = 120;

/// A place where the words stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SearchHit {
    /// Id of the map.
    pub map: String,
    /// Of the map.
    pub title: LocalText,
    pub kind: RecordKind,
    /// Of the record; the map's own for its title and purpose.
    pub id: String,
    /// The text around the first word.
    pub snippet: String,
    /// Where on the map it stands: a step or stage (of a move the one it leads from), or what a comment is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// Other records there that hold the words in their evidence only, or say the same: not told one by one.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub more: u32,
}

fn is_zero(count: &u32) -> bool {
    *count == 0
}

impl Workspace {
    /// Texts of maps that hold every word of `query`, whatever the case; in maps whose texts hold them together, the
    /// last changed map first. `visible` says which maps the person may see.
    pub fn search(&self, query: &str, visible: impl Fn(&MapId) -> bool) -> Result<Vec<SearchHit>, AppError> {
        if query.chars().count() > QUERY_CHARS_MAX {
            return Err(Fault::new(
                ErrorCode::BadRequest,
                format!("`q`: at most {QUERY_CHARS_MAX} characters are looked for"),
                format!("`q`: ищем не больше {QUERY_CHARS_MAX} знаков"),
            )
            .at("q")
            .into());
        }
        let words: Vec<String> = query
            .to_lowercase()
            .split(|c: char| c.is_whitespace() || c.is_control())
            .filter(|word| !word.is_empty())
            .take(WORDS_MAX)
            .map(str::to_owned)
            .collect();
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let mut hits = Vec::new();
        for map in self.wait(self.catalog.maps_with(&words, MAPS_MAX))? {
            let seen = MapId::new(&map.id).is_ok_and(|id| visible(&id));
            if seen {
                hits.extend(in_map(&map, &words));
            }
            if hits.len() >= HITS_MAX {
                hits.truncate(HITS_MAX);
                break;
            }
        }
        Ok(hits)
    }
}

/// Records whose texts hold all words, each once; where no single text does, those that hold any.
///
/// What a record says itself counts more than why it stands there: the reasons beside the cards of one step are all but
/// the same. So of records found by their evidence alone only one is told of a place, and only where nothing there says
/// the words itself; records of a place that say the same are told once. What is not told is counted.
fn in_map(map: &Map, words: &[String]) -> Vec<SearchHit> {
    let texts = tropa_map::texts(map);
    let holds = |text: &TextOf<'_>, all: bool| {
        let text = text.text.to_lowercase();
        let mut found = words.iter().map(|word| text.contains(word.as_str()));
        if all {
            found.all(|yes| yes)
        } else {
            found.any(|yes| yes)
        }
    };
    let mut found: Vec<&TextOf<'_>> = texts.iter().filter(|text| holds(text, true)).collect();
    if found.is_empty() {
        found = texts.iter().filter(|text| holds(text, false)).collect();
    }
    let mut seen = BTreeSet::new();
    let (mut own, mut of_evidence): (Vec<&TextOf<'_>>, Vec<&TextOf<'_>>) =
        found.into_iter().partition(|text| !text.of_evidence);
    own.retain(|text| seen.insert((text.kind, text.id)));
    of_evidence.retain(|text| seen.insert((text.kind, text.id)));

    let mut hits: Vec<SearchHit> = Vec::new();
    let mut first_of: BTreeMap<Home, usize> = BTreeMap::new();
    let mut said = BTreeSet::new();
    for text in own.into_iter().chain(of_evidence) {
        let at = place(map, text);
        let home = home(text, at.as_deref());
        let is_new = said.insert((home.clone(), without_numbers(text.text)));
        match first_of.get(&home) {
            Some(first) if text.of_evidence || !is_new => hits[*first].more += 1,
            _ => {
                first_of.entry(home).or_insert(hits.len());
                hits.push(SearchHit {
                    map: map.id.clone(),
                    title: map.title.clone(),
                    kind: text.kind,
                    id: text.id.to_owned(),
                    snippet: snippet(text.text, words),
                    at,
                    more: 0,
                });
            }
        }
    }
    hits.truncate(HITS_PER_MAP_MAX);
    hits
}

/// What is told together: everything at one step or stage; of the rest, all of one kind that only its evidence found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Home {
    At(String),
    Kind(RecordKind),
    Record(RecordKind, String),
}

fn home(text: &TextOf<'_>, at: Option<&str>) -> Home {
    match (text.kind, at) {
        (RecordKind::Stage | RecordKind::Step, _) => Home::At(text.id.to_owned()),
        (RecordKind::Card | RecordKind::Comment | RecordKind::Move, Some(at)) => Home::At(at.to_owned()),
        (kind, _) if text.of_evidence => Home::Kind(kind),
        (kind, _) => Home::Record(kind, text.id.to_owned()),
    }
}

/// Two reasons that differ in their numbers only say the same to whoever looks for a word.
fn without_numbers(text: &str) -> String {
    let kept = text.chars().filter(|c| c.is_alphabetic());
    kept.flat_map(char::to_lowercase).collect()
}

fn place(map: &Map, text: &TextOf<'_>) -> Option<String> {
    match text.kind {
        RecordKind::Card => {
            let card = map.cards.iter().find(|card| card.id == text.id)?;
            Some(card.at.clone())
        }
        RecordKind::Move => {
            let way = map.moves.iter().find(|way| way.id == text.id)?;
            Some(way.from.clone())
        }
        RecordKind::Comment => {
            let comment = map.comments.iter().find(|comment| comment.id == text.id)?;
            Some(comment.at.clone())
        }
        RecordKind::Step => {
            let holds = |stage: &&tropa_map::document::Stage| stage.steps.iter().any(|s| s.id == text.id);
            map.stages.iter().find(holds).map(|stage| stage.id.clone())
        }
        RecordKind::Trait => {
            let holds =
                |persona: &&tropa_map::document::Persona| persona.traits.iter().any(|t| t.id == text.id);
            map.personas.iter().find(holds).map(|persona| persona.id.clone())
        }
        _ => None,
    }
}

/// The text around the first word in it, on one line; `…` where something is left out.
fn snippet(text: &str, words: &[String]) -> String {
    let chars: Vec<char> = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .collect();
    let lower: Vec<char> = text
        .chars()
        .map(|c| c.to_lowercase().next().unwrap_or(c))
        .collect();
    let position = |word: &String| {
        let word: Vec<char> = word.chars().collect();
        lower
            .windows(word.len())
            .position(|window| window == word.as_slice())
    };
    let first = words.iter().filter_map(position).min().unwrap_or(0);
    let from = first.saturating_sub(SNIPPET_CHARS_BEFORE);
    let to = (first + SNIPPET_CHARS_AFTER).min(chars.len());
    let mut shown = String::new();
    if from > 0 {
        shown.push('…');
    }
    shown.extend(&chars[from..to]);
    if to < chars.len() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_told_once_by_what_stands_there_and_the_rest_is_counted() {
        let card = |id: &str, at: &str, text: &str, reason: &str| {
            serde_json::json!({"id": id, "lane": "l1", "at": at, "text": {"en": text}, "state": "assumption",
                "evidence": [{"reason": {"en": reason}}]})
        };
        let document = serde_json::json!({
            "format": "tropa.map", "version": 2, "id": "shop", "kind": "customer", "state": "as_is", "title": {"en": "Shop"},
            "stages": [{"id": "s1", "name": {"en": "Get it"}, "steps": [
                {"id": "t1", "name": {"en": "Delivery"}}, {"id": "t2", "name": {"en": "Assembly"}}
            ]}],
            "lanes": [{"id": "l1", "role": "actions"}],
            "cards": [
                card("c1", "t1", "82 %", "82 of 100 reached delivery"),
                card("c2", "t1", "2 days", "12 of 100 waited for delivery"),
                card("c3", "t1", "Delivery is late", "said so"),
                card("c4", "t1", "Delivery is late!", "said so again"),
                card("c5", "t2", "A", "5 of 7 came from delivery"),
                card("c6", "t2", "B", "6 of 7 came from delivery")
            ]
        });
        let map = tropa_map::parse(&document.to_string()).unwrap();
        let hits = in_map(&map, &["delivery".to_owned()]);
        let told: Vec<(&str, u32)> = hits.iter().map(|hit| (hit.id.as_str(), hit.more)).collect();
        assert_eq!(told, [("t1", 3), ("c3", 0), ("c5", 1)]);
    }

    #[test]
    fn a_snippet_shows_the_words_around_the_first_hit() {
        let check = |text: &str, word: &str, expected: &str| {
            assert_eq!(snippet(text, &[word.to_owned()]), expected);
        };
        check("Платит картой", "карт", "Платит картой");
        check("one\ntwo", "two", "one two");
        let long = format!("{} иголка {}", "сено ".repeat(30), "солома ".repeat(40));
        let shown = snippet(&long, &["иголка".to_owned()]);
        assert!(
            shown.starts_with('…') && shown.ends_with('…') && shown.contains("иголка"),
            "{shown}"
        );
        assert!(shown.chars().count() <= SNIPPET_CHARS_BEFORE + SNIPPET_CHARS_AFTER + 2);
    }
}
