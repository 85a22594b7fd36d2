//! What is wrong with a map: broken references, doubled ids, values out of range. A map with problems still opens.

mod cards;
mod found;
mod parts;

use crate::document::Map;
use crate::walk::{self, Words};
use found::Found;
pub(crate) use found::{is_date, is_id};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use tropa_model::proposal::LocalText;
use utoipa::ToSchema;

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    pub code: ProblemCode,
    /// `cards[12].lane`.
    pub place: String,
    /// In English and Russian.
    pub message: LocalText,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    WrongFormat,
    EmptyId,
    /// Too long, or with characters nobody can see.
    WrongId,
    DuplicateId,
    MissingName,
    UnknownReference,
    OutOfRange,
    NotADate,
    /// Not RFC 3339.
    NotATime,
    /// Not `#RRGGBB`.
    NotAColor,
    /// Not a BCP 47 tag.
    NotALanguage,
    NotAnImage,
    /// Neither a web nor a mail address.
    UnsafeLink,
    NothingOnCard,
}

impl ProblemCode {
    /// Every code, in the order of the list above.
    pub const ALL: [Self; 14] = [
        Self::WrongFormat,
        Self::EmptyId,
        Self::WrongId,
        Self::DuplicateId,
        Self::MissingName,
        Self::UnknownReference,
        Self::OutOfRange,
        Self::NotADate,
        Self::NotATime,
        Self::NotAColor,
        Self::NotALanguage,
        Self::NotAnImage,
        Self::UnsafeLink,
        Self::NothingOnCard,
    ];
}

/// In English, as the command line and logs say it.
impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

/// What references may point at.
struct Known<'a> {
    /// Stages and steps, with their place from left to right: a stage stands where its first step does.
    columns: BTreeMap<&'a str, usize>,
    steps: BTreeSet<&'a str>,
    lanes: BTreeSet<&'a str>,
    cards: BTreeSet<&'a str>,
    channels: BTreeSet<&'a str>,
    items: BTreeSet<&'a str>,
    personas: BTreeSet<&'a str>,
    images: BTreeSet<&'a str>,
    comments: BTreeSet<&'a str>,
}

impl<'a> Known<'a> {
    fn of(map: &'a Map) -> Self {
        let mut columns = BTreeMap::new();
        let mut steps = BTreeSet::new();
        let mut place = 0;
        for stage in &map.stages {
            columns.entry(stage.id.as_str()).or_insert(place);
            for step in &stage.steps {
                columns.entry(step.id.as_str()).or_insert(place);
                steps.insert(step.id.as_str());
                place += 1;
            }
        }
        Self {
            columns,
            steps,
            lanes: map.lanes.iter().map(|r| r.id.as_str()).collect(),
            cards: map.cards.iter().map(|r| r.id.as_str()).collect(),
            channels: map.channels.iter().map(|r| r.id.as_str()).collect(),
            items: map.items.iter().map(|r| r.id.as_str()).collect(),
            personas: map.personas.iter().map(|r| r.id.as_str()).collect(),
            images: map.images.iter().map(|r| r.id.as_str()).collect(),
            comments: map.comments.iter().map(|r| r.id.as_str()).collect(),
        }
    }
}

/// All problems, part by part in the order of the document, languages of texts last. Empty for a sound map.
pub fn validate(map: &Map) -> Vec<Problem> {
    let known = Known::of(map);
    let mut found = Found::default();
    parts::head(map, &known, &mut found);
    parts::personas(map, &known, &mut found);
    parts::stages(map, &known, &mut found);
    parts::moves(map, &known, &mut found);
    parts::lanes(map, &known, &mut found);
    parts::channels(map, &mut found);
    parts::items(map, &known, &mut found);
    cards::cards(map, &known, &mut found);
    parts::paths(map, &known, &mut found);
    parts::images(map, &known, &mut found);
    parts::comments(map, &known, &mut found);
    languages(map, &mut found);
    found.problems
}

fn languages(map: &Map, found: &mut Found) {
    let mut last_good = "";
    walk::texts(map, &mut |spot, words| {
        let Words::Local(text) = words else { return };
        for language in text.0.keys() {
            if language == last_good || is_language(language) {
                last_good = language;
                continue;
            }
            let shown: String = language.chars().take(40).collect();
            found.add(
                ProblemCode::NotALanguage,
                &spot.to_string(),
                format!("«{shown}» is not the name of a language like ru or en"),
                format!("«{shown}» — не обозначение языка вроде ru или en"),
            );
        }
    });
}

/// Letters and digits in groups of at most eight, the first of letters: the shape of BCP 47 tags.
pub(crate) fn is_language(tag: &str) -> bool {
    let group = |g: &str| (1..=8).contains(&g.len()) && g.bytes().all(|b| b.is_ascii_alphanumeric());
    tag.len() <= 35
        && tag.split('-').all(group)
        && tag
            .split('-')
            .next()
            .is_some_and(|g| g.len() >= 2 && g.bytes().all(|b| b.is_ascii_alphabetic()))
}
