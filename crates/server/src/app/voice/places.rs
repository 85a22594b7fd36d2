//! Steps of maps and steps that people speak of: the same place under the names both use.

use crate::app::{AppError, ErrorCode, Fault};
use std::collections::BTreeSet;
use tropa_map::Map;
use tropa_map::document::{Stage, Step};
use tropa_model::LocalText;

/// A name as it is compared: `Оплата ` and `оплата` are one.
pub(crate) fn folded(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// Names under which a step is spoken of: those of its activities, its own in every language, its id.
pub(crate) fn keys_of_step(step: &Step) -> BTreeSet<String> {
    let activities = step.activities.iter().map(|activity| folded(activity));
    let mut keys: BTreeSet<String> = activities.chain(names(&step.name)).collect();
    keys.insert(folded(&step.id));
    keys
}

/// Names under which a stage itself is spoken of, beside those of its steps.
pub(crate) fn keys_of_stage(stage: &Stage) -> BTreeSet<String> {
    let mut keys: BTreeSet<String> = names(&stage.name).collect();
    keys.insert(folded(&stage.id));
    keys
}

/// Names of a step, of a stage with its steps, or with `None` of the whole map.
pub(crate) fn keys_at(map: &Map, at: Option<&str>) -> Result<BTreeSet<String>, AppError> {
    let mut keys = BTreeSet::new();
    let mut is_there = at.is_none();
    for stage in &map.stages {
        let whole = at.is_none_or(|at| at == stage.id);
        if whole {
            keys.append(&mut keys_of_stage(stage));
            is_there = true;
        }
        for step in &stage.steps {
            if whole || at == Some(step.id.as_str()) {
                keys.append(&mut keys_of_step(step));
                is_there = true;
            }
        }
    }
    if is_there {
        Ok(keys)
    } else {
        Err(no_such_place(at.unwrap_or_default()).into())
    }
}

pub(crate) fn no_such_place(at: &str) -> Fault {
    let shown: String = at.chars().take(80).collect();
    Fault::new(
        ErrorCode::NotFound,
        format!("the map has no step or stage «{shown}»"),
        format!("на карте нет шага или этапа «{shown}»"),
    )
}

fn names(text: &LocalText) -> impl Iterator<Item = String> {
    text.0
        .values()
        .filter(|name| !name.trim().is_empty())
        .map(|name| folded(name))
}
