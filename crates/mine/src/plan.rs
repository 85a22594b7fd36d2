//! The first half of discovery: which touchpoints, in which order, in which stages, and what ends a journey.

use crate::ends;
use crate::error::MineError;
use crate::evidence::{DRAWN_REACH_MIN, Log, Source};
use crate::naming;
use crate::options::{DiscoverOptions, StagePin, StagesWish};
use crate::order::order;
use crate::stages;
use crate::template;
use crate::text::{count_en, count_ru, journeys_en, journeys_ru, local, percent_en, percent_ru};
use crate::words;
use serde::{Deserialize, Serialize};
use tropa_model::answer::Answer;
use tropa_model::expr::Expr;
use tropa_model::proposal::{Because, LocalText};
use tropa_model::question::{StagesAsk, Step};
use utoipa::ToSchema;

/// What the map will hold, before the numbers of its stages are asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// In map order; every drawn touchpoint stands in exactly one.
    pub stages: Vec<PlannedStage>,
    /// Activities that end a journey by design, in map order.
    pub completed: Vec<String>,
    /// Drawn activities that are a bad end by their names, in map order.
    pub failed: Vec<String>,
    /// Marks at the end of journeys, such as `lost`.
    pub marks: Vec<String>,
    /// Why `completed`, in the same order.
    pub completed_because: Vec<LocalText>,
    /// What is not drawn as a touchpoint, and why.
    pub aside: Vec<Aside>,
    /// What each number of stages would be worth, from one on; empty for a template.
    pub choices: Vec<StageChoice>,
}

/// One number of stages, with stages of that number made of the chosen ones by merging or splitting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = StageChoices)]
pub struct StageChoice {
    pub k: u32,
    /// 1 for the best number, 0 for the worst; not an estimate, only to be compared within one plan.
    pub score: f64,
    /// Place after the last touchpoint of each stage, in map order. Nested: what `k` stages cut, `k + 1` cut too.
    pub ends: Vec<u32>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PlannedStage {
    pub name: LocalText,
    /// In map order, never empty.
    pub activities: Vec<String>,
    pub because: Because,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Aside {
    /// A mark such as `lost`: an outcome, not a touchpoint.
    Mark { activity: String, journeys: u64 },
    /// Activities too rare to draw.
    Rare { activities: usize, events: u64 },
    /// Stages of the template that no touchpoint falls into.
    EmptyStage { name: LocalText },
}

impl Plan {
    /// The question whose answer [`crate::propose`] needs.
    pub fn stages_ask(&self) -> StagesAsk {
        StagesAsk {
            stages: self
                .stages
                .iter()
                .map(|stage| Step {
                    name: Some(stage.name.get("en").to_owned()),
                    activities: stage.activities.clone(),
                })
                .collect(),
            completed: self.completed.clone(),
            failed: self.failed.clone(),
            marks: self.marks.clone(),
            idle_s: None,
        }
    }

    /// All drawn touchpoints in map order.
    pub fn activities(&self) -> impl Iterator<Item = &str> {
        self.stages
            .iter()
            .flat_map(|stage| stage.activities.iter().map(String::as_str))
    }
}

/// Touchpoints, their order and their stages.
///
/// # Errors
/// [`MineError::NotEnoughData`] for a log without journeys or touchpoints, [`MineError::StagesOutOfRange`] for more
/// stages than touchpoints, [`MineError::UnexpectedAnswer`] and [`MineError::MixedAnswers`] for answers that are not
/// those of the three questions to one snapshot.
pub fn plan(
    touchpoints: &Answer,
    graph: &Answer,
    variants: &Answer,
    options: &DiscoverOptions,
) -> Result<Plan, MineError> {
    let log = Log::new(touchpoints, graph, variants)?;
    let order = order(&log);
    let mut aside = Vec::new();
    let mut choices = Vec::new();
    let pins = pins(&log, options)?;
    let (members, names) = match options.stages {
        StagesWish::Template(template) => {
            let stages = template::stages(template);
            let mut chosen = template::fit(&log, &order, &stages);
            for (stage, touchpoint) in chosen.iter_mut().zip(&order) {
                *stage = pins[*touchpoint].unwrap_or(*stage);
            }
            let mut filled = (Vec::new(), Vec::new());
            for (index, stage) in stages.into_iter().enumerate() {
                let members: Vec<usize> = order
                    .iter()
                    .zip(&chosen)
                    .filter(|(_, stage)| **stage == index)
                    .map(|(t, _)| *t)
                    .collect();
                if members.is_empty() {
                    aside.push(Aside::EmptyStage { name: stage.name });
                } else {
                    filled.0.push(members);
                    filled.1.push(stage.name);
                }
            }
            filled
        }
        StagesWish::Auto | StagesWish::Count(_) => {
            let count = match options.stages {
                StagesWish::Count(wanted) if wanted == 0 || wanted as usize > order.len() => {
                    return Err(MineError::StagesOutOfRange {
                        wanted,
                        touchpoints: order.len(),
                    });
                }
                StagesWish::Count(wanted) => Some(wanted as usize),
                _ => None,
            };
            let Some(found) = stages::best(&log, &order, count, &pins) else {
                return Err(unfilled(&options.pins));
            };
            choices = found.choices;
            let members = found.stages;
            let names = naming::names(&log, &members);
            (members, names)
        }
    };

    // The map's order: stages one after the other, in each the order of the journeys.
    let order = members.concat();
    let by_template = matches!(options.stages, StagesWish::Template(_));
    let stages = members
        .iter()
        .zip(names)
        .enumerate()
        .map(|(index, (stage, name))| PlannedStage {
            name,
            activities: stage.iter().map(|&t| log.name(t).to_owned()).collect(),
            because: because(&log, &members, index, by_template, graph),
        })
        .collect();
    let mut ends = ends::completed(&log);
    ends.sort_by_key(|(touchpoint, _)| order.iter().position(|t| t == touchpoint));
    let (completed, completed_because) = ends
        .into_iter()
        .map(|(t, why)| (log.name(t).to_owned(), why))
        .unzip();
    for mark in &log.marks {
        aside.push(Aside::Mark {
            activity: mark.activity.clone(),
            journeys: mark.journeys,
        });
    }
    if log.rare > 0 {
        aside.push(Aside::Rare {
            activities: log.rare,
            events: log.rare_events,
        });
    }
    Ok(Plan {
        stages,
        completed,
        failed: order
            .iter()
            .map(|&t| log.name(t).to_owned())
            .filter(|name| words::is_failure(name))
            .collect(),
        marks: log
            .marks
            .iter()
            .filter(|mark| mark.ends >= mark.starts)
            .map(|mark| mark.activity.clone())
            .collect(),
        completed_because,
        aside,
        choices,
    })
}

/// The wanted stage (from 0) of every touchpoint.
fn pins(log: &Log, options: &DiscoverOptions) -> Result<Vec<Option<usize>>, MineError> {
    let stages = match options.stages {
        StagesWish::Template(template) => template::stages(template).len(),
        StagesWish::Count(count) => count as usize,
        StagesWish::Auto => stages::STAGES_MAX,
    };
    let stages = stages.min(match options.stages {
        StagesWish::Template(_) => usize::MAX,
        _ => log.len(),
    });
    let mut of = vec![None; log.len()];
    for pin in &options.pins {
        let impossible = |because| MineError::PinImpossible {
            activity: pin.activity.clone(),
            stage: pin.stage,
            because,
        };
        let Some(touchpoint) = log.find(&pin.activity) else {
            return Err(impossible(LocalText::en_ru(
                "it is not among the touchpoints drawn: nobody meets it, or too few",
                "её нет среди показанных точек контакта: до неё не доходит никто или почти никто",
            )));
        };
        let stage = pin.stage as usize;
        if stage == 0 || stage > stages {
            return Err(impossible(LocalText::en_ru(
                format!("stages are counted from 1 to {stages}"),
                format!("этапы считаются с 1 до {stages}"),
            )));
        }
        if let Some(other) = of[touchpoint].filter(|other| *other != stage - 1) {
            return Err(impossible(LocalText::en_ru(
                format!("it is pinned to stage {} as well", other + 1),
                format!("она закреплена и за этапом {}", other + 1),
            )));
        }
        of[touchpoint] = Some(stage - 1);
    }
    Ok(of)
}

/// So many touchpoints are pinned elsewhere that a stage before would stay empty.
fn unfilled(pins: &[StagePin]) -> MineError {
    let last = pins.iter().max_by_key(|pin| pin.stage);
    MineError::PinImpossible {
        activity: last.map(|pin| pin.activity.clone()).unwrap_or_default(),
        stage: last.map_or(0, |pin| pin.stage),
        because: LocalText::en_ru(
            "too few touchpoints are left for the other stages: unpin some, or ask for fewer stages",
            "на остальные этапы не хватает точек контакта: открепите часть или выберите меньше этапов",
        ),
    }
}

impl Aside {
    /// What the reader is told.
    pub fn note(&self) -> LocalText {
        match self {
            Aside::Mark { activity, journeys } => local(
                format!(
                    "«{activity}» ({}) is a mark of how journeys end or begin, not a touchpoint",
                    journeys_en(*journeys)
                ),
                format!(
                    "«{activity}» ({}) — отметка начала или конца пути, а не точка контакта",
                    journeys_ru(*journeys)
                ),
            ),
            Aside::Rare { activities, events } => local(
                format!(
                    "{} other activities with {} events are not drawn: each is reached by under {} of journeys or is not among the most reached",
                    count_en(*activities as u64),
                    count_en(*events),
                    percent_en(DRAWN_REACH_MIN)
                ),
                format!(
                    "Не показаны другие активности: {}, событий в них {}. До каждой доходит меньше {} путей, или она не среди самых частых",
                    count_ru(*activities as u64),
                    count_ru(*events),
                    percent_ru(DRAWN_REACH_MIN)
                ),
            ),
            Aside::EmptyStage { name } => local(
                format!(
                    "No touchpoint of the log falls into the stage «{}»",
                    name.get("en")
                ),
                format!("Ни одна точка контакта не попала в этап «{}»", name.get("ru")),
            ),
        }
    }
}

fn because(log: &Log, members: &[Vec<usize>], index: usize, by_template: bool, graph: &Answer) -> Because {
    let source = Source::of(graph);
    let stage = &members[index];
    let (rule, mut en, mut ru) = if by_template {
        (
            "stage.template",
            "By the names of its touchpoints and their place in the journey".to_owned(),
            "По названиям точек контакта и их месту в пути".to_owned(),
        )
    } else {
        (
            "stage.contiguous_flow",
            "People move within it more than in and out of it".to_owned(),
            "Внутри этапа переходят чаще, чем в него и из него".to_owned(),
        )
    };
    let mut records = None;
    if let Some((from, to, journeys)) = milestone(log, members, index) {
        let (a, b) = (log.name(from), log.name(to));
        en.push_str(&format!(
            "; entered mostly by «{a}» → «{b}» ({})",
            journeys_en(journeys)
        ));
        ru.push_str(&format!(
            "; чаще всего входят по переходу «{a}» → «{b}» ({})",
            journeys_ru(journeys)
        ));
        records = Some(source.records(&Expr::Follows(a.to_owned(), b.to_owned())));
    }
    let first = log.name(stage[0]);
    let records = records.unwrap_or_else(|| source.records(&Expr::Has(first.to_owned())));
    Because {
        rule: rule.to_owned(),
        reason: local(en, ru),
        question: Some(source.question()),
        records: Some(records),
    }
}

/// The transition by which most journeys come from an earlier stage.
fn milestone(log: &Log, members: &[Vec<usize>], index: usize) -> Option<(usize, usize, u64)> {
    let earlier = members[..index].iter().flatten();
    earlier
        .flat_map(|&from| members[index].iter().map(move |&to| (from, to)))
        .map(|(from, to)| (from, to, log.flow(from, to)))
        .filter(|(_, _, journeys)| *journeys > 0)
        .max_by(|a, b| {
            a.2.cmp(&b.2)
                .then_with(|| log.name(b.0).cmp(log.name(a.0)))
                .then_with(|| log.name(b.1).cmp(log.name(a.1)))
        })
}
