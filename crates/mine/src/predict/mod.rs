//! What next: the next step, the outcome and the time left of journeys that are still on their way, with how good such
//! predictions were on later journeys.
//!
//! Learned from journeys that ended before a date, measured on journeys that began after it; no event from the moment
//! of decision on is looked at. A probability is calibrated: of those told 30 %, about 30 % reach the goal.

mod left;
mod measure;
mod moment;
mod next;
mod outcome;

pub use measure::{Bin, OutcomeQuality, Quality};
pub use next::NextStep;

use crate::text::{span_en, span_ru};
use left::TimeLeft;
use moment::{Moment, Said};
use outcome::{Known, OutcomeModel};
use serde::{Deserialize, Serialize};
use tropa_model::{Journeys, LocalText};
use utoipa::ToSchema;

/// Journeys told at once: whoever calls them back works off no longer list.
pub const AT_RISK_MAX: usize = 200;
/// With fewer journeys whose end is known nothing is learned.
pub const KNOWN_MIN: usize = 60;

#[derive(Clone, Debug, Default)]
pub struct PredictOptions {
    /// Reaching any of these is the goal.
    pub goals: Vec<String>,
    /// Activities that decide against the goal (declined, cancelled): from there on nothing is left to predict.
    pub against: Vec<String>,
    /// Journeys whose last event is later than this, without goal and decision, are still on their way.
    pub closed_until_us: i64,
    /// The time at which journeys on their way are looked at; not before their last event.
    pub now_us: i64,
}

/// One journey on its way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AtRisk {
    /// Place of the journey among those that were given.
    pub journey: u64,
    /// Calibrated probability to reach the goal, 0..=1.
    pub goal: f64,
    /// Where it stands.
    pub last: String,
    /// Seconds since its last event.
    pub silent_s: f64,
    /// The most probable next step with its probability; absent where the end is most probable.
    pub next: Option<String>,
    pub next_probability: f64,
    /// Seconds to the end: median, and what eight in ten lie between.
    pub left_s: Option<[f64; 3]>,
    /// What speaks against it most.
    pub reason: LocalText,
}

/// What is predicted and how good it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Prediction {
    /// Journeys whose end is known: what was learned from.
    pub known: u64,
    /// Journeys on their way.
    pub open: u64,
    /// Absent where too few journeys began late enough to be told by the earlier ones.
    pub quality: Option<Quality>,
    /// Least likely to reach the goal first, at most [`AT_RISK_MAX`].
    pub at_risk: Vec<AtRisk>,
    /// Over all journeys on their way: how many of them will reach the goal.
    pub goals_expected: f64,
    pub notes: Vec<LocalText>,
}

/// Everything learned.
struct Learned {
    next: NextStep,
    outcome: Option<OutcomeModel>,
    left: TimeLeft,
}

impl Learned {
    fn of(journeys: &Journeys, known: &[Known]) -> Self {
        let sequences = known.iter().map(|k| journeys.codes_of(k.journey));
        Self {
            next: NextStep::learn(sequences, journeys.activities.len(), 5),
            outcome: OutcomeModel::learn(journeys, known),
            left: TimeLeft::learn(journeys, known),
        }
    }
}

/// Learns, measures and tells who is at risk. Same input, same numbers.
pub fn predict(journeys: &Journeys, options: &PredictOptions) -> Prediction {
    let (known, open) = split(journeys, options);
    let mut notes = vec![LocalText::en_ru(
        "Learned from how earlier journeys went. A reason is what the model looked at, not why people act.",
        "Выучено по тому, как шли прежние пути. Причина — то, на что смотрела модель, а не мотив человека.",
    )];
    let mut told = Prediction {
        known: known.len() as u64,
        open: open.len() as u64,
        quality: None,
        at_risk: Vec::new(),
        goals_expected: 0.0,
        notes: Vec::new(),
    };
    if known.len() < KNOWN_MIN {
        notes.push(LocalText::en_ru(
            format!(
                "Only {} journeys have a known end; {KNOWN_MIN} are needed.",
                known.len()
            ),
            format!(
                "Путей с известным концом — {}; нужно хотя бы {KNOWN_MIN}.",
                known.len()
            ),
        ));
        told.notes = notes;
        return told;
    }
    told.quality = measure::measure(journeys, &known);
    let learned = Learned::of(journeys, &known);
    if let Some(model) = &learned.outcome {
        told.at_risk = open
            .iter()
            .map(|&journey| at_risk(journeys, &learned, model, journey, options.now_us))
            .collect();
        told.goals_expected = told.at_risk.iter().map(|r| r.goal).sum();
        told.at_risk
            .sort_by(|a, b| a.goal.total_cmp(&b.goal).then(a.journey.cmp(&b.journey)));
        told.at_risk.truncate(AT_RISK_MAX);
    } else {
        notes.push(LocalText::en_ru(
            "All journeys with a known end ended alike; there is nothing to tell apart.",
            "Все пути с известным концом кончились одинаково; различать нечего.",
        ));
    }
    told.notes = notes;
    told
}

fn split(journeys: &Journeys, options: &PredictOptions) -> (Vec<Known>, Vec<usize>) {
    let named =
        |names: &[String]| -> Vec<bool> { journeys.activities.iter().map(|a| names.contains(a)).collect() };
    let (goal, against) = (named(&options.goals), named(&options.against));
    let (mut known, mut open) = (Vec::new(), Vec::new());
    for journey in 0..journeys.len() {
        let (codes, times) = (journeys.codes_of(journey), journeys.times_of(journey));
        let Some(&last_us) = times.last() else { continue };
        let decided = codes
            .iter()
            .position(|&c| goal[c as usize] || against[c as usize]);
        match decided {
            Some(0) => {}
            Some(at) => known.push(Known {
                journey,
                undecided: at,
                goal: goal[codes[at] as usize],
                decided_us: times[at],
            }),
            None if last_us > options.closed_until_us => open.push(journey),
            None => known.push(Known {
                journey,
                undecided: codes.len(),
                goal: false,
                decided_us: last_us,
            }),
        }
    }
    known.sort_by_key(|k| (journeys.times_of(k.journey)[0], k.journey));
    (known, open)
}

fn at_risk(
    journeys: &Journeys,
    learned: &Learned,
    model: &OutcomeModel,
    journey: usize,
    now_us: i64,
) -> AtRisk {
    let (codes, times) = (journeys.codes_of(journey), journeys.times_of(journey));
    let (last, last_us) = (codes[codes.len() - 1], times[times.len() - 1]);
    let moment = Moment {
        journey,
        events: codes.len(),
        at_us: now_us.max(last_us),
    };
    let after = learned.next.after(codes);
    let best = (0..after.len())
        .rev()
        .max_by(|&a, &b| after[a].total_cmp(&after[b]))
        .unwrap_or(0);
    AtRisk {
        journey: journey as u64,
        goal: model.at(journeys, moment),
        last: journeys.activities[last as usize].clone(),
        silent_s: (moment.at_us - last_us) as f64 / 1e6,
        next: journeys.activities.get(best).cloned(),
        next_probability: after[best],
        left_s: learned.left.at(last, codes.len(), [0.5, 0.1, 0.9]),
        reason: reason(journeys, model, moment),
    }
}

/// The two strongest things against the journey.
fn reason(journeys: &Journeys, model: &OutcomeModel, moment: Moment) -> LocalText {
    let name = |a: u32| &journeys.activities[a as usize];
    let hours = |log: f64| log.exp_m1() * 3_600.0;
    let (mut en, mut ru): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for (said, value, _) in model.against(journeys, moment) {
        let (e, r) = match said {
            Said::Start => continue,
            Said::Met(a) if value > 0.0 => (format!("«{}» happened", name(a)), format!("было «{}»", name(a))),
            Said::Met(a) => (
                format!("no «{}» yet", name(a)),
                format!("ещё не было «{}»", name(a)),
            ),
            Said::Times(a) if value > 0.0 => {
                let n = value.exp().round();
                (
                    format!("«{}» {n} times", name(a)),
                    format!("«{}» — {n} раза и больше", name(a)),
                )
            }
            Said::Last(a) if value > 0.0 => (
                format!("stands at «{}»", name(a)),
                format!("стоит на «{}»", name(a)),
            ),
            Said::Before(a) if value > 0.0 => (
                format!("came from «{}»", name(a)),
                format!("пришёл из «{}»", name(a)),
            ),
            // What did not happen just now says little that a person could check.
            Said::Times(_) | Said::Last(_) | Said::Before(_) => continue,
            Said::Steps => {
                let n = value.exp().round();
                (format!("{n} steps so far"), format!("шагов пока {n}"))
            }
            Said::Elapsed => (
                format!("{} since the start", span_en(hours(value))),
                format!("от начала прошло {}", span_ru(hours(value))),
            ),
            Said::Silence => (
                format!("silent for {}", span_en(hours(value))),
                format!("тишина уже {}", span_ru(hours(value))),
            ),
            Said::Gap => (
                format!("{} before the last step", span_en(hours(value))),
                format!("перед последним шагом прошло {}", span_ru(hours(value))),
            ),
        };
        en.push(e);
        ru.push(r);
        if en.len() == 2 {
            break;
        }
    }
    LocalText::en_ru(en.join("; "), ru.join("; "))
}

#[cfg(test)]
mod tests;
