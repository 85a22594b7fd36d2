//! What people ask and what they miss, grouped by meaning, with how many ask it and where.

use super::filter::ItemFilter;
use super::heard::{Heard, HeardItem};
use super::quotes::quote;
use super::summary::most_first;
use super::views::{StepCount, VoiceQuote, VoiceState};
use crate::app::{AppError, Workspace};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use tropa_catalog::MapId;
use tropa_model::{Feedback, LocalText, Span};
use tropa_voice::rank::{self, AskGroup, GroupSettings};
use tropa_voice::{Reading, SpeechAct};
use utoipa::ToSchema;

/// Groups of one answer.
const GROUPS_MAX: usize = 200;
const QUOTES_MAX: usize = 5;
/// Segments told of one wish.
const SEGMENTS_MAX: usize = 10;

/// What several people ask or miss, in words one of them used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AskedGroup {
    /// The same for the same words.
    pub id: String,
    /// What the sentences have in common, as far as it has a name.
    pub name: LocalText,
    /// The most typical sentence, exactly as written.
    pub text: String,
    /// Items that ask it.
    pub n: u64,
    /// Different people, where the sources say who wrote.
    pub people: u64,
    /// From 1, the most asked first.
    pub rank: u32,
    /// What the sentences have in common.
    pub words: Vec<String>,
    /// Where it is asked; most first.
    pub steps: Vec<StepCount>,
    /// Who asks, where the sources say; most first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub segments: Vec<SegmentCount>,
    pub quotes: Vec<VoiceQuote>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SegmentCount {
    pub segment: String,
    pub n: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AskedList {
    /// The most asked first, at most 200 groups.
    pub items: Vec<AskedGroup>,
    /// Items with such a sentence, in all groups.
    pub n: u64,
    #[serde(flatten)]
    pub of: VoiceState,
}

/// How many items ask, and how many miss something.
pub(crate) struct AskedCounts {
    pub questions: u64,
    pub missing: u64,
}

impl Workspace {
    /// What people ask.
    pub fn voice_questions(
        &self,
        filter: &ItemFilter,
        sees: &dyn Fn(&MapId) -> bool,
    ) -> Result<AskedList, AppError> {
        self.asked(filter, SpeechAct::Question, sees)
    }

    /// Functions and services people miss.
    pub fn voice_missing(
        &self,
        filter: &ItemFilter,
        sees: &dyn Fn(&MapId) -> bool,
    ) -> Result<AskedList, AppError> {
        self.asked(filter, SpeechAct::MissingFunction, sees)
    }

    fn asked(
        &self,
        filter: &ItemFilter,
        act: SpeechAct,
        sees: &dyn Fn(&MapId) -> bool,
    ) -> Result<AskedList, AppError> {
        let heard = self.heard()?;
        let wanted = self.wanted(filter, &heard, sees)?;
        let items: Vec<HeardItem<'_>> = wanted.of(&heard).collect();
        let n = items.iter().filter(|item| super::steps::says(item, act)).count() as u64;
        Ok(AskedList {
            items: groups(&items, act).into_iter().take(GROUPS_MAX).collect(),
            n,
            of: heard.state(),
        })
    }
}

/// Of all items in people's own words.
pub(crate) fn counts(heard: &Heard) -> AskedCounts {
    let of = |act| {
        heard
            .own_words()
            .filter(|item| super::steps::says(item, act))
            .count() as u64
    };
    AskedCounts {
        questions: of(SpeechAct::Question),
        missing: of(SpeechAct::MissingFunction),
    }
}

/// The questions asked most at these steps.
pub(crate) fn at_places(heard: &Heard, places: &BTreeSet<usize>, most: usize) -> Vec<AskedGroup> {
    let items: Vec<HeardItem<'_>> = heard
        .own_words()
        .filter(|item| item.step.is_some_and(|step| places.contains(&step.place)))
        .collect();
    groups(&items, SpeechAct::Question)
        .into_iter()
        .take(most)
        .collect()
}

fn groups(items: &[HeardItem<'_>], act: SpeechAct) -> Vec<AskedGroup> {
    let said: Vec<(usize, &Feedback, &Reading)> = items
        .iter()
        .enumerate()
        .map(|(at, item)| (at, item.said, item.reading))
        .collect();
    let mut asks = rank::asks(&said, act);
    for ask in &mut asks {
        ask.step = items[ask.item].step.map(|step| step.key.to_owned());
    }
    let found = rank::group(&asks, &GroupSettings::default());
    found
        .into_iter()
        .enumerate()
        .map(|(place, group)| {
            let sentences: Vec<(usize, Span)> = group
                .asks
                .iter()
                .map(|at| (asks[*at].item, asks[*at].span))
                .collect();
            asked_group(items, place, group, &sentences)
        })
        .collect()
}

/// A group of sentences, the clearest first.
fn asked_group(items: &[HeardItem<'_>], place: usize, group: AskGroup, said: &[(usize, Span)]) -> AskedGroup {
    let there: BTreeSet<usize> = said.iter().map(|(at, _)| *at).collect();
    let mut steps: BTreeMap<&str, StepCount> = BTreeMap::new();
    let mut segments: BTreeMap<&str, u64> = BTreeMap::new();
    for at in &there {
        let item = &items[*at];
        if let Some(step) = item.step {
            let count = || StepCount {
                key: step.key.to_owned(),
                name: step.name.clone(),
                n: 0,
            };
            steps.entry(step.key).or_insert_with(count).n += 1;
        }
        if let Some(segment) = item.said.segment.as_deref() {
            *segments.entry(segment).or_insert(0) += 1;
        }
    }
    let mut steps: Vec<StepCount> = steps.into_values().collect();
    steps.sort_by_key(|step| std::cmp::Reverse(step.n));
    let mut segments = most_first(segments, |segment, n| SegmentCount {
        segment: segment.to_owned(),
        n,
    });
    segments.truncate(SEGMENTS_MAX);
    let quotes: Vec<VoiceQuote> = said
        .iter()
        .filter_map(|(at, span)| quote(&items[*at], *span, items[*at].feeling()))
        .take(QUOTES_MAX)
        .collect();
    let text = quotes.first().map(|quote| quote.text.clone()).unwrap_or_default();
    let key = if group.terms.is_empty() {
        super::places::folded(&text)
    } else {
        group.terms.join(" ")
    };
    AskedGroup {
        id: format!("q-{}", &blake3::hash(key.as_bytes()).to_hex()[..12]),
        name: group.name,
        text,
        n: group.n_items as u64,
        people: group.n_people as u64,
        rank: place as u32 + 1,
        words: group.terms,
        steps,
        segments,
        quotes,
    }
}
