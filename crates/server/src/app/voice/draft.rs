//! A map made of what people say alone.

use super::adopt::{AdoptEverything, put_everything};
use super::heard::Heard;
use crate::app::maps::MadeFrom;
use crate::app::progress::Watch;
use crate::app::{AppError, Author, ErrorCode, Fault, Workspace};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use tropa_map::document::{Lane, LaneRole, MapKind, MapState, Stage, Step};
use tropa_map::{Map, slug};
use tropa_model::LocalText;
use utoipa::ToSchema;

/// More columns are not a map that anybody reads.
const STEPS_MAX: usize = 24;
/// Steps that fewer items belong to are left out where nobody named the steps.
const ITEMS_MIN: u64 = 5;
/// People who went through several steps, from whom an order can be taken.
const PEOPLE_MIN: usize = 20;

/// What to make a map of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VoiceMapOrder {
    pub name: String,
    /// Keys of steps in their order. Absent: those most spoken of, as people go through them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub steps: Option<Vec<String>>,
    /// Absent: all sources.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<MapKind>,
}

impl Workspace {
    /// Makes a map of the steps that are spoken of and keeps it as `by`'s; its id.
    pub fn map_of_voice(
        &self,
        order: &VoiceMapOrder,
        by: &Author,
        watch: &mut Watch<'_>,
    ) -> Result<String, AppError> {
        let map = self.drawn_voice(order, watch)?;
        let sources = match &order.source {
            Some(source) => source.clone(),
            None => {
                let snapshots = self.voice_snapshots()?.into_iter();
                snapshots
                    .map(|snapshot| snapshot.source)
                    .collect::<Vec<_>>()
                    .join(", ")
            }
        };
        let wanted = map.id.clone();
        let (id, _) = self.add_map(map, &wanted, &MadeFrom::Source(sources), by)?;
        Ok(id.to_string())
    }

    /// The map of what is said, kept nowhere yet.
    fn drawn_voice(&self, order: &VoiceMapOrder, watch: &mut Watch<'_>) -> Result<Map, AppError> {
        let name = order.name.trim();
        if let Some(source) = &order.source {
            self.voice_source(source)?;
        }
        let heard = self.heard_watched(watch)?;
        let (steps, note) = match &order.steps {
            Some(keys) => (named_steps(&heard, keys)?, None),
            None => found_steps(&heard, order.source.as_deref())?,
        };
        let title = if name.is_empty() {
            LocalText::en_ru("What customers say", "Что говорят клиенты")
        } else {
            LocalText::plain(name)
        };
        let stages = steps.iter().map(|place| stage(&heard, *place)).collect();
        let id = if slug(name).is_empty() {
            "voice".to_owned()
        } else {
            slug(name)
        };
        let mut map = Map {
            format: tropa_map::FORMAT.to_owned(),
            version: tropa_map::VERSION,
            id,
            title,
            kind: order.kind.unwrap_or_default(),
            state: MapState::AsIs,
            scope: note.unwrap_or_default(),
            stages,
            lanes: [
                LaneRole::Feelings,
                LaneRole::Pains,
                LaneRole::Delights,
                LaneRole::Quotes,
                LaneRole::Questions,
                LaneRole::Kpis,
            ]
            .map(|role| Lane {
                id: format!("lane-{}", lane_word(role)),
                role,
                ..Lane::default()
            })
            .into(),
            ..Map::default()
        };
        put_everything(&mut map, &heard, &AdoptEverything::default());
        Ok(map)
    }
}

fn lane_word(role: LaneRole) -> String {
    match serde_json::to_value(role) {
        Ok(serde_json::Value::String(word)) => word.replace('_', "-"),
        _ => String::new(),
    }
}

/// A stage of one step: what is said names no finer places.
fn stage(heard: &Heard, place: usize) -> Stage {
    let step = &heard.vocabulary.steps[place];
    let word = match slug(&step.key) {
        slug if slug.is_empty() => (place + 1).to_string(),
        slug => slug,
    };
    Stage {
        id: format!("stage-{word}"),
        name: step.name.clone(),
        steps: vec![Step {
            id: format!("step-{word}"),
            name: step.name.clone(),
            activities: vec![step.key.clone()],
            main: true,
            ..Step::default()
        }],
        ..Stage::default()
    }
}

fn named_steps(heard: &Heard, keys: &[String]) -> Result<Vec<usize>, AppError> {
    if keys.is_empty() || keys.len() > STEPS_MAX {
        return Err(super::filter::refused(
            "steps",
            format!("expected 1 to {STEPS_MAX}"),
            format!("нужно от 1 до {STEPS_MAX}"),
        )
        .into());
    }
    let mut places = Vec::new();
    for key in keys {
        let place = heard.vocabulary.find(key).ok_or_else(|| {
            let known: Vec<&str> = heard
                .vocabulary
                .steps
                .iter()
                .map(|step| step.key.as_str())
                .take(20)
                .collect();
            super::filter::refused(
                "steps",
                format!("nobody speaks of «{key}»; there are: {}", known.join(", ")),
                format!("о шаге «{key}» никто не говорит; есть: {}", known.join(", ")),
            )
        })?;
        if !places.contains(&place) {
            places.push(place);
        }
    }
    Ok(places)
}

/// The steps most spoken of, in the order in which people go through them, and what a reader must know of that order.
fn found_steps(heard: &Heard, source: Option<&str>) -> Result<(Vec<usize>, Option<LocalText>), AppError> {
    let mut counts: BTreeMap<usize, u64> = BTreeMap::new();
    let mut people: BTreeMap<&str, Vec<(i64, usize)>> = BTreeMap::new();
    for item in heard
        .own_words()
        .filter(|item| source.is_none_or(|source| source == item.source))
    {
        let Some(step) = item.step else { continue };
        *counts.entry(step.place).or_insert(0) += 1;
        if let (Some(actor), Some(time)) = (item.said.actor.as_deref(), item.said.time_us) {
            people.entry(actor).or_default().push((time, step.place));
        }
    }
    let mut steps: Vec<(u64, usize)> = counts
        .into_iter()
        .filter(|(_, n)| *n >= ITEMS_MIN)
        .map(|(place, n)| (n, place))
        .collect();
    if steps.is_empty() {
        return Err(Fault::new(
            ErrorCode::NothingToDiscover,
            "nothing that is said belongs to a step; name steps on a map, or pin some items to steps first",
            "ничего из сказанного не привязано к шагам: назовите шаги на карте или привяжите несколько записей вручную",
        )
        .into());
    }
    steps.sort_by(|(a_n, a), (b_n, b)| b_n.cmp(a_n).then_with(|| a.cmp(b)));
    steps.truncate(STEPS_MAX);
    let kept: BTreeSet<usize> = steps.iter().map(|(_, place)| *place).collect();
    let walks: Vec<Vec<usize>> = people
        .into_values()
        .filter_map(|walk| first_times(walk, &kept))
        .collect();
    if walks.len() < PEOPLE_MIN {
        let note = LocalText::en_ru(
            "The steps stand in the order of how much is said of them: too few people speak of several steps to tell how they follow each other. Move them as you know the journey.",
            "Шаги стоят по тому, сколько о них говорят: слишком мало людей высказались о нескольких шагах, чтобы увидеть порядок. Переставьте их так, как идёт путь.",
        );
        return Ok((steps.into_iter().map(|(_, place)| place).collect(), Some(note)));
    }
    // How often each comes before the others, over people who met both (Borda's count).
    let before = |a: usize, b: usize| {
        let (mut a_first, mut both) = (0.0, 0.0);
        for walk in &walks {
            let at = |place| walk.iter().position(|one| *one == place);
            if let (Some(a), Some(b)) = (at(a), at(b)) {
                both += 1.0;
                a_first += if a < b { 1.0 } else { 0.0 };
            }
        }
        if both == 0.0 { 0.5 } else { a_first / both }
    };
    let mut scored: Vec<(f64, usize)> = kept
        .iter()
        .map(|&place| {
            (
                kept.iter()
                    .filter(|&&other| other != place)
                    .map(|&other| before(place, other))
                    .sum(),
                place,
            )
        })
        .collect();
    scored.sort_by(|(a, a_place), (b, b_place)| b.total_cmp(a).then_with(|| a_place.cmp(b_place)));
    let note = LocalText::en_ru(
        format!(
            "The steps stand as {} people who speak of several of them go through them.",
            walks.len()
        ),
        format!(
            "Шаги стоят в том порядке, в каком их проходят {} человек, сказавших о нескольких шагах.",
            walks.len()
        ),
    );
    Ok((scored.into_iter().map(|(_, place)| place).collect(), Some(note)))
}

/// Steps at their first time; `None` for who met only one.
fn first_times(mut walk: Vec<(i64, usize)>, kept: &BTreeSet<usize>) -> Option<Vec<usize>> {
    walk.sort_unstable();
    let mut seen = BTreeSet::new();
    let firsts: Vec<usize> = walk
        .into_iter()
        .map(|(_, place)| place)
        .filter(|place| kept.contains(place) && seen.insert(*place))
        .collect();
    (firsts.len() > 1).then_some(firsts)
}
