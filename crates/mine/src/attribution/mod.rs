//! Who gets the credit for a goal: rules, the exact Markov removal effect and Shapley's value, side by side.
//!
//! Several models are always told together, because each answers another question and none measures a cause: whether a
//! channel brings customers is told by an experiment or a holdout, not by any of these.

mod markov;
mod paths;
mod rules;
mod shapley;

pub use markov::{Chain as PathChain, Removal};
pub use paths::{TouchOptions, TouchPath, TouchPaths};
pub use shapley::{exact as shapley_exact, sampled as shapley_sampled};

use crate::estimate::{Estimate, LEVEL};
use crate::random::Random;
use serde::{Deserialize, Serialize};
use tropa_model::LocalText;
use utoipa::ToSchema;

/// Days until a touch counts half, unless asked otherwise: the usual week of the trade.
pub const HALF_LIFE_S: f64 = 7.0 * 86_400.0;
/// Draws of the bootstrap: the ends of a 95 % interval then rest on five draws each side.
pub const DRAWS: usize = 200;
/// Longest memory of the chain: with more the states outnumber the paths.
pub const ORDER_MAX: usize = 3;

/// A way to share credit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = AttributionModel)]
pub enum Model {
    /// The first touch gets all.
    First,
    /// The last touch gets all.
    Last,
    /// Every touch gets the same.
    Linear,
    /// 40 % first, 40 % last, 20 % what is between.
    Position,
    /// 20 % first, 60 % last, 20 % between.
    J,
    /// 60 % first, 20 % last, 20 % between.
    InverseJ,
    /// Half as much for every half-life earlier.
    Decay { half_life_s: f64 },
    /// Every channel of the path gets the whole conversion: shares add up to more than 1.
    Participation,
    /// Removal effect in a chain with this memory, 1 to 3.
    Markov { order: u8 },
    /// Shapley's value of the conversions whose channels all lie in the set; exact for any number of channels.
    Shapley,
    /// Shapley's value of the conversion rate of the paths within the set; sampled above 15 channels.
    ShapleyRate,
}

impl Model {
    /// What is told when nobody asks for something else.
    pub const USUAL: [Model; 10] = [
        Model::First,
        Model::Last,
        Model::Linear,
        Model::Position,
        Model::J,
        Model::InverseJ,
        Model::Decay {
            half_life_s: HALF_LIFE_S,
        },
        Model::Participation,
        Model::Markov { order: 1 },
        Model::Shapley,
    ];

    /// The name people read.
    pub fn title(self) -> LocalText {
        let (en, ru) = match self {
            Model::First => ("First touch", "Первое касание"),
            Model::Last => ("Last touch", "Последнее касание"),
            Model::Linear => ("Evenly", "Поровну"),
            Model::Position => ("Position 40/20/40", "По позиции 40/20/40"),
            Model::J => ("J: 20/20/60", "J: 20/20/60"),
            Model::InverseJ => ("Inverse J: 60/20/20", "Обратная J: 60/20/20"),
            Model::Decay { .. } => ("Time decay", "С затуханием по времени"),
            Model::Participation => ("Participation", "Участие"),
            Model::Markov { order: 1 } => ("Markov chain, removal", "Цепь Маркова, удаление канала"),
            Model::Markov { .. } => (
                "Markov chain with memory, removal",
                "Цепь Маркова с памятью, удаление канала",
            ),
            Model::Shapley => ("Shapley value", "Вектор Шепли"),
            Model::ShapleyRate => ("Shapley value of the rate", "Вектор Шепли по доле целей"),
        };
        LocalText::en_ru(en, ru)
    }
}

/// What one model gives one channel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Credit {
    pub channel: String,
    /// Goals credited to the channel.
    pub conversions: Estimate,
    /// Of all credited goals, 0..=1.
    pub share: Estimate,
    /// Value credited, in the unit of the log; 0 where no value is known.
    pub value: f64,
}

/// One model over all channels.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ModelCredits {
    pub model: Model,
    pub title: LocalText,
    /// By channel's name, the same order in every model.
    pub credits: Vec<Credit>,
}

/// Attribution by several models.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Attribution {
    /// Journeys with at least one touch: those that reached the goal and those that did not.
    pub n: u64,
    pub conversions: u64,
    /// Reached the goal with no known touch before it; in no model.
    pub untouched: u64,
    /// Still on their way; in no model.
    pub open: u64,
    pub models: Vec<ModelCredits>,
    /// What the reader must know.
    pub notes: Vec<LocalText>,
}

/// Credit of every channel by every model, with 95 % intervals from journeys drawn again (Poisson bootstrap).
///
/// `draws` 0 leaves the intervals at the value. Same input and seed, same numbers.
pub fn attribution(paths: &TouchPaths, models: &[Model], draws: usize, seed: u64) -> Attribution {
    let merged = paths.merged();
    let conversions = paths.conversions();
    let n = (conversions + paths.nulls()).round() as u64;
    let models = models
        .iter()
        .map(|&model| {
            let timed = matches!(model, Model::Decay { .. });
            credits(if timed { paths } else { &merged }, model, draws, seed, n)
        })
        .collect();
    let mut notes = vec![LocalText::en_ru(
        "Models share out goals that happened; they do not tell what would happen without the channel. Test it: hold the channel back from a random part of people.",
        "Модели делят уже случившиеся цели и не говорят, что было бы без канала. Проверить это можно так: не показывать канал случайной части людей.",
    )];
    if paths.untouched > 0 {
        notes.push(LocalText::en_ru(
            format!(
                "{} goals had no known touch before them and belong to nobody.",
                paths.untouched
            ),
            format!(
                "Целей без единого известного касания: {}. Они не приписаны никому.",
                paths.untouched
            ),
        ));
    }
    Attribution {
        n,
        conversions: conversions.round() as u64,
        untouched: paths.untouched,
        open: paths.open,
        models,
        notes,
    }
}

fn credits(paths: &TouchPaths, model: Model, draws: usize, seed: u64, n: u64) -> ModelCredits {
    let weights: Vec<(f64, f64)> = paths.paths.iter().map(|p| (p.conversions, p.nulls)).collect();
    let worths: Vec<(f64, f64)> = paths.paths.iter().map(|p| (p.value, p.nulls)).collect();
    let game = Game::new(paths, model, seed);
    let said = game.credit(&weights, None);
    // Value is shared out as the conversions of the same paths are.
    let value = game.credit(&worths, Some(&weights));
    let mut again: Vec<Vec<f64>> = vec![Vec::with_capacity(draws); said.len()];
    let mut shares = again.clone();
    for draw in 0..draws {
        let mut random = Random::new(seed, draw as u64);
        let drawn: Vec<(f64, f64)> = weights
            .iter()
            .map(|&(won, null)| (random.poisson(won) as f64, random.poisson(null) as f64))
            .collect();
        let credit = game.credit(&drawn, None);
        let all: f64 = if model == Model::Participation {
            drawn.iter().map(|d| d.0).sum()
        } else {
            credit.iter().sum()
        };
        for (channel, &credit) in credit.iter().enumerate() {
            again[channel].push(credit);
            shares[channel].push(if all > 0.0 { credit / all } else { 0.0 });
        }
    }
    let all: f64 = if model == Model::Participation {
        paths.conversions()
    } else {
        said.iter().sum()
    };
    let credits = said
        .iter()
        .enumerate()
        .map(|(channel, &credit)| Credit {
            channel: paths.channels[channel].clone(),
            conversions: Estimate::bootstrap(credit, &again[channel], n, LEVEL),
            share: Estimate::bootstrap(
                if all > 0.0 { credit / all } else { 0.0 },
                &shares[channel],
                n,
                LEVEL,
            ),
            value: value[channel],
        })
        .collect();
    ModelCredits {
        model,
        title: model.title(),
        credits,
    }
}

/// A model made ready for many sets of weights.
struct Game<'a> {
    paths: &'a TouchPaths,
    model: Model,
    chain: Option<PathChain>,
    /// Distinct channels of every path.
    sets: Vec<Vec<u32>>,
    seed: u64,
}

impl<'a> Game<'a> {
    fn new(paths: &'a TouchPaths, model: Model, seed: u64) -> Self {
        let chain = match model {
            Model::Markov { order } => Some(PathChain::new(paths, usize::from(order).clamp(1, ORDER_MAX))),
            _ => None,
        };
        Self {
            paths,
            model,
            chain,
            sets: paths.paths.iter().map(rules::distinct).collect(),
            seed,
        }
    }

    /// What every channel gets of what the paths won. `shaped_by` are the weights the chain and the game are made of
    /// where `weights` are values and not counts.
    fn credit(&self, weights: &[(f64, f64)], shaped_by: Option<&[(f64, f64)]>) -> Vec<f64> {
        let total: f64 = weights.iter().map(|w| w.0).sum();
        let shape = shaped_by.unwrap_or(weights);
        match self.model {
            Model::Markov { .. } => {
                let effects = self
                    .chain
                    .as_ref()
                    .map(|c| c.removal(shape).effects)
                    .unwrap_or_default();
                scaled(effects, total)
            }
            Model::ShapleyRate => scaled(self.shapley_of_rate(shape), total),
            _ => {
                let mut credit = vec![0.0; self.paths.channels.len()];
                for (at, path) in self.paths.paths.iter().enumerate() {
                    let weight = weights[at].0;
                    if weight > 0.0 {
                        self.share_out(at, path, weight, &mut credit);
                    }
                }
                credit
            }
        }
    }

    fn share_out(&self, at: usize, path: &TouchPath, weight: f64, credit: &mut [f64]) {
        match self.model {
            Model::First => credit[path.channels[0] as usize] += weight,
            Model::Last => credit[path.channels[path.channels.len() - 1] as usize] += weight,
            Model::Position => rules::ends(path, credit, weight, 0.4, 0.4),
            Model::J => rules::ends(path, credit, weight, 0.2, 0.6),
            Model::InverseJ => rules::ends(path, credit, weight, 0.6, 0.2),
            Model::Decay { half_life_s } => rules::decay(path, credit, weight, half_life_s.max(1e-6)),
            Model::Participation => self.sets[at].iter().for_each(|&c| credit[c as usize] += weight),
            // The game of conversions within a set is a sum of unanimity games, one for each path's set, and Shapley's
            // value of such a game is an equal share for its members (Shapley 1953): no enumeration, no sampling.
            Model::Shapley => {
                let set = &self.sets[at];
                set.iter()
                    .for_each(|&c| credit[c as usize] += weight / set.len() as f64);
            }
            _ => rules::linear(path, credit, weight),
        }
    }

    fn shapley_of_rate(&self, weights: &[(f64, f64)]) -> Vec<f64> {
        let n = self.paths.channels.len();
        let rate = |won: f64, all: f64| if all > 0.0 { won / all } else { 0.0 };
        if n > shapley::EXACT_CHANNELS_MAX {
            return shapley::sampled(n, self.seed, |inside| {
                let (mut won, mut all) = (0.0, 0.0);
                for (set, &(conversions, nulls)) in self.sets.iter().zip(weights) {
                    if set.iter().all(|&c| inside[c as usize]) {
                        won += conversions;
                        all += conversions + nulls;
                    }
                }
                rate(won, all)
            });
        }
        let (mut won, mut all) = (vec![0.0; 1 << n], vec![0.0; 1 << n]);
        for (set, &(conversions, nulls)) in self.sets.iter().zip(weights) {
            let bits = set.iter().fold(0_usize, |bits, &c| bits | 1 << c);
            won[bits] += conversions;
            all[bits] += conversions + nulls;
        }
        shapley::sums_of_subsets(n, &mut won);
        shapley::sums_of_subsets(n, &mut all);
        let worth: Vec<f64> = won.iter().zip(&all).map(|(&won, &all)| rate(won, all)).collect();
        shapley::exact(n, &worth)
    }
}

/// Parts in proportion to what is positive of `raw`, adding up to `total`.
fn scaled(raw: Vec<f64>, total: f64) -> Vec<f64> {
    let sum: f64 = raw.iter().map(|v| v.max(0.0)).sum();
    raw.into_iter()
        .map(|v| if sum > 0.0 { v.max(0.0) / sum * total } else { 0.0 })
        .collect()
}

#[cfg(test)]
mod tests;
