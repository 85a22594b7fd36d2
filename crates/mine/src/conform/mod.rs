//! Planned against observed: journeys laid along a planned journey, and where the two part.
//!
//! Each distinct sequence is aligned once ([`align`]), so a million journeys take as long as their sequences.

mod align;

use crate::{Estimate, MineError};
pub use align::{Move, Ready};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tropa_model::{ColumnOf, JourneyValues, Journeys, LocalText};
use utoipa::ToSchema;

const LEVEL: f64 = 0.95;
const WEEK_US: i64 = 7 * 24 * 3600 * 1_000_000;
/// 1970-01-05 was the first Monday.
const FIRST_MONDAY_US: i64 = 4 * 24 * 3600 * 1_000_000;
/// Rows kept of what is inserted and of transitions against the plan: what a reader can go through.
const ROWS_MAX: usize = 200;
/// Steps of a plan: a map shows a tenth of it.
const STEPS_MAX: usize = 400;

/// A planned journey: steps, and which may follow which.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Planned {
    pub steps: Vec<PlannedStep>,
    /// Allowed transitions as places in `steps`; a loop is an edge back, or to the step itself.
    pub edges: Vec<(usize, usize)>,
    /// Steps a journey may begin with.
    pub starts: Vec<usize>,
    /// Steps a journey may end with.
    pub ends: Vec<usize>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlannedStep {
    pub name: String,
    /// Any of these activities is the step.
    pub activities: Vec<String>,
    /// May be passed over at no cost.
    #[serde(default)]
    pub optional: bool,
}

impl Planned {
    /// Steps one after the other, as a map draws them.
    pub fn line(steps: Vec<PlannedStep>) -> Self {
        let last = steps.len().saturating_sub(1);
        Self {
            edges: (0..last).map(|step| (step, step + 1)).collect(),
            starts: vec![0],
            ends: vec![last],
            steps,
        }
    }

    fn check(&self) -> Result<(), MineError> {
        let n = self.steps.len();
        let missing = |en: &str, ru: &str| {
            Err(MineError::NotEnoughData {
                missing: LocalText::en_ru(en, ru),
            })
        };
        if n == 0 || n > STEPS_MAX {
            return missing(
                "a planned journey has 1 to 400 steps",
                "в плане пути должно быть от 1 до 400 шагов",
            );
        }
        let places = self.edges.iter().flat_map(|&(from, to)| [from, to]);
        if places
            .chain(self.starts.clone())
            .chain(self.ends.clone())
            .any(|step| step >= n)
        {
            return missing(
                "an edge, start or end of the plan names a step that is not there",
                "переход, начало или конец плана указывает на шаг, которого нет",
            );
        }
        if Ready::new(self, &[]).shortest > n as u32 {
            return missing(
                "no end of the plan can be reached from its start",
                "от начала плана нельзя дойти ни до одного его конца",
            );
        }
        Ok(())
    }
}

/// What may be asked of [`conform`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConformOptions {
    /// Name of a journey column by which the journeys are compared, such as `actor_segment`.
    #[serde(default)]
    pub by: Option<String>,
    /// Judge journeys only as far as they got: what a journey still under way has not come to is not skipped.
    #[serde(default)]
    pub as_far_as_they_got: bool,
}

/// How the journeys keep to the plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Conformance {
    /// Journeys.
    pub n: u64,
    /// Distinct sequences.
    pub variants: u64,
    /// The plan is kept in this share of journeys, exactly.
    pub kept: Estimate,
    /// Mean over journeys of 1 − cost / (events + steps of the shortest planned way), 0 to 1.
    pub fitness: f64,
    /// Mean number of deviations: steps skipped and touchpoints inserted, per journey.
    pub cost: f64,
    /// In the order of the plan.
    pub steps: Vec<StepKept>,
    /// Most journeys first, at most 200.
    pub inserted: Vec<Inserted>,
    /// Transitions between planned steps that the plan does not allow; most journeys first, at most 200.
    pub against: Vec<AgainstPlan>,
    /// By the value of the column asked for, most journeys first.
    pub groups: Vec<GroupKept>,
    /// By the week a journey began in, Mondays UTC, earliest first.
    pub weeks: Vec<WeekKept>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StepKept {
    pub step: String,
    /// Journeys that meet it where the plan has it.
    pub met: u64,
    /// Of the journeys that came to its place in the plan: the share that passed it over.
    pub skipped: Estimate,
}

/// A touchpoint where the plan has none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Inserted {
    pub activity: String,
    /// The planned step met before it; absent before the first.
    pub after: Option<String>,
    /// The planned step met next; absent after the last.
    pub before: Option<String>,
    /// The activity is a step of the plan elsewhere: it is out of order or repeated, not unknown.
    pub planned: bool,
    pub events: u64,
    /// Share of all journeys in which it happens.
    pub journeys: Estimate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AgainstPlan {
    pub from: String,
    pub to: String,
    pub transitions: u64,
    /// Share of all journeys in which it happens.
    pub journeys: Estimate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct GroupKept {
    /// Absent where the value is missing.
    pub group: Option<String>,
    pub kept: Estimate,
    pub fitness: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WeekKept {
    /// Its Monday, microseconds since 1970 UTC.
    pub week_us: i64,
    pub kept: Estimate,
    pub fitness: f64,
}

/// Journeys and sums of one group.
#[derive(Clone, Copy, Default)]
struct Sum {
    n: u64,
    kept: u64,
    fitness: f64,
}

impl Sum {
    fn add(&mut self, journeys: u64, cost: u32, fitness: f64) {
        self.n += journeys;
        self.kept += if cost == 0 { journeys } else { 0 };
        self.fitness += fitness * journeys as f64;
    }

    fn kept(self) -> Estimate {
        Estimate::share(self.kept, self.n, LEVEL)
    }

    fn fitness(self) -> f64 {
        if self.n == 0 {
            0.0
        } else {
            self.fitness / self.n as f64
        }
    }
}

/// Lays every journey along the plan.
///
/// # Errors
/// [`MineError::NotEnoughData`] for a plan without steps, with places that are no steps, or whose end cannot be reached.
pub fn conform(
    journeys: &Journeys,
    planned: &Planned,
    options: &ConformOptions,
) -> Result<Conformance, MineError> {
    planned.check()?;
    let ready = Ready::new(planned, &journeys.activities);
    let (variants, of) = journeys.variants();
    let n_steps = planned.steps.len();
    let name = |step: usize| planned.steps[step].name.clone();
    let (mut met, mut passed) = (vec![0_u64; n_steps], vec![0_u64; n_steps]);
    type Counts = (u64, u64);
    let mut inserted: BTreeMap<(u32, Option<usize>, Option<usize>), Counts> = BTreeMap::new();
    let mut against: BTreeMap<(usize, usize), Counts> = BTreeMap::new();
    let (mut all, mut costs) = (Sum::default(), 0.0);
    let mut judged: Vec<(u32, f64)> = Vec::with_capacity(variants.len());
    for variant in 0..variants.len() {
        let (codes, n) = (variants.codes_of(variant), variants.journeys[variant]);
        let (cost, moves) = ready.align(codes, !options.as_far_as_they_got);
        let dearest = codes.len() as u32 + ready.shortest;
        let fitness = if dearest == 0 {
            1.0
        } else {
            1.0 - f64::from(cost) / f64::from(dearest)
        };
        judged.push((cost, fitness));
        all.add(n, cost, fitness);
        costs += f64::from(cost) * n as f64;

        let (mut here_met, mut here_passed) = (vec![false; n_steps], vec![false; n_steps]);
        let mut here: BTreeMap<(u32, Option<usize>, Option<usize>), u64> = BTreeMap::new();
        let mut next = None;
        for one in moves.iter().rev() {
            match *one {
                Move::Met { step, .. } => {
                    here_met[step] = true;
                    next = Some(step);
                }
                Move::Skipped { step } => here_passed[step] = true,
                Move::Inserted { event, after } => *here.entry((codes[event], after, next)).or_default() += 1,
            }
        }
        let here_steps = here_met.into_iter().zip(here_passed);
        for ((met, passed), (is_met, is_passed)) in met.iter_mut().zip(&mut passed).zip(here_steps) {
            *met += if is_met { n } else { 0 };
            *passed += if is_passed && !is_met { n } else { 0 };
        }
        for (key, events) in here {
            let counts = inserted.entry(key).or_default();
            *counts = (counts.0 + n, counts.1 + events * n);
        }
        let mut crossed: BTreeMap<(usize, usize), u64> = BTreeMap::new();
        for pair in codes.windows(2) {
            let (from, to) = (ready.steps_of(pair[0]), ready.steps_of(pair[1]));
            let allowed = from.iter().any(|&a| to.iter().any(|&b| ready.allows(a, b)));
            if let (Some(&a), Some(&b)) = (from.first(), to.first())
                && !allowed
            {
                *crossed.entry((a, b)).or_default() += 1;
            }
        }
        for (key, transitions) in crossed {
            let counts = against.entry(key).or_default();
            *counts = (counts.0 + n, counts.1 + transitions * n);
        }
    }
    let total = journeys.len() as u64;
    let mut inserted: Vec<Inserted> = inserted
        .into_iter()
        .map(|((code, after, before), (n, events))| Inserted {
            activity: journeys.activities[code as usize].clone(),
            after: after.map(name),
            before: before.map(name),
            planned: !ready.steps_of(code).is_empty(),
            events,
            journeys: Estimate::share(n, total, LEVEL),
        })
        .collect();
    inserted.sort_by(|a, b| {
        b.journeys
            .value
            .total_cmp(&a.journeys.value)
            .then_with(|| (&a.activity, &a.after, &a.before).cmp(&(&b.activity, &b.after, &b.before)))
    });
    inserted.truncate(ROWS_MAX);
    let mut against: Vec<AgainstPlan> = against
        .into_iter()
        .map(|((from, to), (n, transitions))| AgainstPlan {
            from: name(from),
            to: name(to),
            transitions,
            journeys: Estimate::share(n, total, LEVEL),
        })
        .collect();
    against.sort_by(|a, b| {
        b.journeys
            .value
            .total_cmp(&a.journeys.value)
            .then_with(|| (&a.from, &a.to).cmp(&(&b.from, &b.to)))
    });
    against.truncate(ROWS_MAX);
    Ok(Conformance {
        n: total,
        variants: variants.len() as u64,
        kept: all.kept(),
        fitness: all.fitness(),
        cost: if total == 0 { 0.0 } else { costs / total as f64 },
        steps: (0..n_steps)
            .map(|step| StepKept {
                step: name(step),
                met: met[step],
                skipped: Estimate::share(passed[step], met[step] + passed[step], LEVEL),
            })
            .collect(),
        inserted,
        against,
        groups: groups(journeys, options.by.as_deref(), &of, &judged),
        weeks: weeks(journeys, &of, &judged),
    })
}

fn groups(journeys: &Journeys, by: Option<&str>, of: &[u32], judged: &[(u32, f64)]) -> Vec<GroupKept> {
    let Some(column) = by.and_then(|by| journeys.column(by)) else {
        return Vec::new();
    };
    let (ColumnOf::Journey, JourneyValues::Coded { codes, names }) = (column.of, &column.values) else {
        return Vec::new();
    };
    let mut sums = vec![Sum::default(); names.len() + 1];
    for (&code, &variant) in codes.iter().zip(of) {
        let (cost, fitness) = judged[variant as usize];
        sums[code as usize].add(1, cost, fitness);
    }
    let mut groups: Vec<GroupKept> = sums
        .into_iter()
        .enumerate()
        .filter(|(_, sum)| sum.n > 0)
        .map(|(code, sum)| GroupKept {
            group: code.checked_sub(1).map(|code| names[code].clone()),
            kept: sum.kept(),
            fitness: sum.fitness(),
        })
        .collect();
    groups.sort_by(|a, b| b.kept.n.cmp(&a.kept.n).then_with(|| a.group.cmp(&b.group)));
    groups
}

fn weeks(journeys: &Journeys, of: &[u32], judged: &[(u32, f64)]) -> Vec<WeekKept> {
    let mut weeks: BTreeMap<i64, Sum> = BTreeMap::new();
    for (journey, &variant) in of.iter().enumerate() {
        let Some(&start) = journeys.times_of(journey).first() else {
            continue;
        };
        let monday = (start - FIRST_MONDAY_US).div_euclid(WEEK_US) * WEEK_US + FIRST_MONDAY_US;
        let (cost, fitness) = judged[variant as usize];
        weeks.entry(monday).or_default().add(1, cost, fitness);
    }
    weeks
        .into_iter()
        .map(|(week_us, sum)| WeekKept {
            week_us,
            kept: sum.kept(),
            fitness: sum.fitness(),
        })
        .collect()
}

#[cfg(test)]
mod tests;
