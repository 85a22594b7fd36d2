//! One file per kind of question.

mod between;
mod chain;
mod daily;
mod funnel;
mod graph;
mod groups;
mod idle;
mod journeys;
mod paths;
mod stages;
mod touchpoints;
mod variants;

use crate::answer::Base;
use crate::error::AskError;
use crate::index::Index;
use tropa_model::question::Step;
use tropa_model::{Answer, Ask, LocalText, Question};

pub(crate) fn answer(index: &Index, question: &Question) -> Result<Answer, AskError> {
    let idle_s = match &question.ask {
        Ask::Touchpoints(ask) => ask.idle_s,
        Ask::Stages(ask) => ask.idle_s,
        _ => None,
    };
    let base = Base::new(index, question, idle_s)?;
    match &question.ask {
        Ask::Graph(_) => Ok(graph::answer(&base)),
        Ask::Funnel(ask) => funnel::answer(&base, ask),
        Ask::Variants(ask) => variants::answer(&base, ask),
        Ask::Paths(ask) => paths::answer(&base, ask),
        Ask::Daily(ask) => daily::answer(&base, ask),
        Ask::Between(ask) => between::answer(&base, ask),
        Ask::Touchpoints(_) => touchpoints::answer(&base, idle_s),
        Ask::Stages(ask) => stages::answer(&base, ask),
        Ask::Journeys(ask) => journeys::answer(&base, ask),
    }
}

/// The code of an activity that occurs in the index's dictionary.
pub(crate) fn code_of(index: &Index, activity: &str) -> Result<usize, AskError> {
    index
        .codes
        .get(activity)
        .map(|code| *code as usize)
        .ok_or_else(|| AskError::UnknownActivity {
            name: activity.to_owned(),
            near: near(index, activity),
        })
}

/// A few activities that share most with the name, best first.
fn near(index: &Index, activity: &str) -> Vec<String> {
    const MOST: usize = 5;
    let pairs = |text: &str| {
        let chars: Vec<char> = text.to_lowercase().chars().collect();
        chars
            .windows(2)
            .map(|w| (w[0], w[1]))
            .collect::<std::collections::HashSet<_>>()
    };
    let wanted = pairs(activity);
    let mut scored: Vec<(usize, &String)> = index
        .manifest
        .activities
        .iter()
        .map(|name| (pairs(name).intersection(&wanted).count(), name))
        .filter(|(common, _)| *common > 0)
        .collect();
    scored.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    scored
        .into_iter()
        .take(MOST)
        .map(|(_, name)| name.clone())
        .collect()
}

/// Codes of a step's activities.
fn step_codes(index: &Index, field: &'static str, step: &Step) -> Result<Vec<usize>, AskError> {
    if step.activities.is_empty() {
        return Err(AskError::Invalid {
            field,
            reason: LocalText::en_ru(
                "a step needs at least one activity",
                "в шаге должно быть хотя бы одно действие",
            ),
        });
    }
    step.activities
        .iter()
        .map(|activity| code_of(index, activity))
        .collect()
}

/// `given` if it lies in `1..=most`.
fn limit(field: &'static str, given: u32, most: u32) -> Result<usize, AskError> {
    if (1..=most).contains(&given) {
        return Ok(given as usize);
    }
    Err(AskError::Invalid {
        field,
        reason: LocalText::en_ru(
            format!("{given} is not in 1 to {most}"),
            format!("указано {given}, а можно от 1 до {most}"),
        ),
    })
}
