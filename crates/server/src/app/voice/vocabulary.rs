//! The steps that items may belong to: those that records name, those of the maps.

use super::places::folded;
use super::read::Read;
use std::collections::{BTreeMap, BTreeSet};
use tropa_catalog::VoiceDecisions;
use tropa_map::Map;
use tropa_map::document::ItemKind;
use tropa_model::LocalText;

/// A step with all names it goes by.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StepWord {
    /// As records name it, else as the map's log or the map itself does.
    pub key: String,
    pub name: LocalText,
    /// Names and activities, as they are compared.
    pub terms: Vec<String>,
}

/// Every step, in order of keys.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Vocabulary {
    pub steps: Vec<StepWord>,
    /// By each name as it is compared; a name of two steps is the first one's.
    by_term: BTreeMap<String, usize>,
}

impl Vocabulary {
    /// Names in records come first: a step of a map that has one of them gives it its other names.
    pub fn of(read: &Read, decisions: &VoiceDecisions, maps: &[Map]) -> Self {
        let mut named: BTreeMap<String, (String, LocalText, Vec<String>)> = BTreeMap::new();
        let in_records = read.items.iter().filter_map(|item| item.said.step.as_deref());
        let pinned = decisions.pins.iter().filter_map(|pin| pin.step.as_deref());
        for step in in_records.chain(pinned) {
            let term = folded(step);
            if !term.is_empty() {
                named
                    .entry(term.clone())
                    .or_insert_with(|| (step.trim().to_owned(), LocalText::plain(step.trim()), vec![term]));
            }
        }
        for map in maps {
            for stage in &map.stages {
                for step in &stage.steps {
                    let key = step.activities.first().map(String::as_str);
                    let terms = step
                        .activities
                        .iter()
                        .map(String::as_str)
                        .chain(step.name.0.values().map(String::as_str));
                    join(&mut named, key, &step.name, terms);
                }
            }
            for item in map.items.iter().filter(|item| item.kind == ItemKind::Touchpoint) {
                join(
                    &mut named,
                    None,
                    &item.name,
                    item.name.0.values().map(String::as_str),
                );
            }
        }
        let mut steps: Vec<StepWord> = named
            .into_values()
            .map(|(key, name, terms)| StepWord { key, name, terms })
            .collect();
        steps.sort_by(|a, b| a.key.cmp(&b.key));
        steps.dedup_by(|a, b| a.key == b.key);
        let mut by_term = BTreeMap::new();
        for (place, step) in steps.iter().enumerate() {
            for term in &step.terms {
                by_term.entry(term.clone()).or_insert(place);
            }
        }
        Self { steps, by_term }
    }

    /// The step of that key or name.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.by_term.get(&folded(name)).copied()
    }

    /// The key of the step of that key or name.
    pub fn key(&self, name: &str) -> Option<&str> {
        self.find(name).map(|place| self.steps[place].key.as_str())
    }

    /// The steps that go by any of the names, which are [folded](folded).
    pub fn places(&self, names: &BTreeSet<String>) -> BTreeSet<usize> {
        let goes_by = |step: &StepWord| step.terms.iter().any(|term| names.contains(term));
        let places = self.steps.iter().enumerate().filter(|(_, step)| goes_by(step));
        places.map(|(place, _)| place).collect()
    }
}

type Named = BTreeMap<String, (String, LocalText, Vec<String>)>;

/// Adds a map's step to what is known under any of its names, or as a step of its own.
fn join<'t>(named: &mut Named, key: Option<&str>, name: &LocalText, terms: impl Iterator<Item = &'t str>) {
    let terms: Vec<String> = terms.map(folded).filter(|term| !term.is_empty()).collect();
    let Some(first) = terms.first().cloned() else {
        return;
    };
    let known = terms.iter().find(|term| named.contains_key(*term)).cloned();
    let at = known.unwrap_or(first);
    let own = key.unwrap_or_else(|| name.get("en")).trim().to_owned();
    let (_, called, all) = named
        .entry(at)
        .or_insert_with(|| (own, LocalText::default(), Vec::new()));
    for (language, text) in &name.0 {
        // A name in a language says more than a name in the language of the data.
        if language != "und" || called.0.is_empty() {
            called.0.entry(language.clone()).or_insert_with(|| text.clone());
        }
    }
    for term in terms {
        if !all.contains(&term) {
            all.push(term);
        }
    }
}
