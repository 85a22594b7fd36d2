//! The part of a map that is asked for: one persona's, one stage's. The same for every format.

use crate::{RenderError, RenderOptions};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use tropa_map::Map;
use tropa_map::document::{Card, Persona};

/// The map without what speaks of other personas or stages only. All stages stay, so that numbers stay what they are;
/// the outputs leave out those that are not asked for.
pub(crate) fn part<'a>(map: &'a Map, options: &RenderOptions) -> Result<Cow<'a, Map>, RenderError> {
    let (persona, stage) = (asked_persona(map, options)?, asked_stage(map, options)?);
    if persona.is_none() && stage.is_none() {
        return Ok(Cow::Borrowed(map));
    }
    let mut part = map.clone();
    if let Some(persona) = persona {
        let speaks = |ids: &[String]| ids.is_empty() || ids.contains(&persona.id);
        part.personas.retain(|other| other.id == persona.id);
        part.lanes
            .retain(|lane| lane.persona.as_ref().is_none_or(|id| *id == persona.id));
        let lanes: FxHashSet<&str> = part.lanes.iter().map(|lane| lane.id.as_str()).collect();
        part.cards
            .retain(|card| speaks(&card.personas) && lanes.contains(card.lane.as_str()));
        part.moves.retain(|way| speaks(&way.personas));
    }
    if let Some(stage) = stage {
        let ends = Ends::of(map);
        let (from, to) = ends.of_stage(stage);
        let stage = &map.stages[stage];
        part.cards.retain(|card| match ends.span(card) {
            Some((first, last)) => first < to && last >= from,
            None => card.at == stage.id || stage.steps.iter().any(|step| step.id == card.at),
        });
        let here = |id: &String| stage.steps.iter().any(|step| step.id == *id);
        part.moves.retain(|way| here(&way.from) || here(&way.to));
    }
    Ok(Cow::Owned(part))
}

/// Where stages and steps stand, counted through all stages from 0.
pub(crate) struct Ends<'a> {
    /// First step, and the one after the last.
    stages: Vec<(usize, usize)>,
    steps: FxHashMap<&'a str, (usize, usize)>,
}

impl<'a> Ends<'a> {
    pub fn of(map: &'a Map) -> Self {
        let (mut stages, mut steps) = (Vec::new(), FxHashMap::default());
        let mut next = 0;
        for stage in &map.stages {
            let first = next;
            for step in &stage.steps {
                steps.insert(step.id.as_str(), (next, next));
                next += 1;
            }
            if next > first {
                steps.insert(stage.id.as_str(), (first, next - 1));
            }
            stages.push((first, next));
        }
        Self { stages, steps }
    }

    /// First step of a stage, and the one after its last.
    pub fn of_stage(&self, stage: usize) -> (usize, usize) {
        self.stages[stage]
    }

    /// First and last step of a card that covers several; `None` for one that stands at one step or stage.
    pub fn span(&self, card: &Card) -> Option<(usize, usize)> {
        let until = card.until.as_deref()?;
        let (first, _) = self.steps.get(card.at.as_str())?;
        let (_, last) = self.steps.get(until)?;
        (last > first).then_some((*first, *last))
    }
}

/// The number of the stage that is asked for by id, name or number, from 0.
pub(crate) fn asked_stage(map: &Map, options: &RenderOptions) -> Result<Option<usize>, RenderError> {
    let Some(asked) = &options.stage else {
        return Ok(None);
    };
    let name = |i: usize| map.stages[i].name.get(&options.lang);
    let count = map.stages.len();
    let by_id = (0..count).find(|i| map.stages[*i].id == *asked);
    let by_name = || (0..count).find(|i| name(*i).to_lowercase() == asked.to_lowercase());
    let number = || asked.parse::<usize>().ok()?.checked_sub(1).filter(|i| *i < count);
    let found = by_id.or_else(by_name).or_else(number);
    found.map(Some).ok_or_else(|| RenderError::NotOnTheMap {
        what: "stage",
        asked: asked.clone(),
        known: (0..count).map(|i| name(i).to_owned()).collect(),
    })
}

/// The persona that is asked for by id or name.
fn asked_persona<'a>(map: &'a Map, options: &RenderOptions) -> Result<Option<&'a Persona>, RenderError> {
    let Some(asked) = &options.persona else {
        return Ok(None);
    };
    let name = |persona: &'a Persona| persona.name.get(&options.lang);
    let lower = asked.to_lowercase();
    let mut personas = map.personas.iter();
    let by_id = personas.clone().find(|persona| persona.id == *asked);
    let found = by_id.or_else(|| personas.find(|persona| name(persona).to_lowercase() == lower));
    found.map(Some).ok_or_else(|| RenderError::NotOnTheMap {
        what: "persona",
        asked: asked.clone(),
        known: map.personas.iter().map(|one| name(one).to_owned()).collect(),
    })
}
