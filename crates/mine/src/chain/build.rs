//! A chain from journeys: who goes where from where, how long it takes, who stops.

use std::collections::BTreeMap;
use tropa_model::Journeys;

/// What ends a journey and what is known of those that have not ended.
#[derive(Clone, Debug, Default)]
pub struct ChainOptions {
    /// Reaching any of these completes the journey; what follows is left out.
    pub goals: Vec<String>,
    /// Journeys without a goal whose last event is later than this are still on their way: their steps count, their
    /// end does not.
    pub closed_until_us: Option<i64>,
    /// How much of the past a state remembers; `None` lets the data choose between one step and two.
    pub order: Option<u8>,
}

/// Where a step leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum To {
    State(u32),
    Completed,
    Dropped,
}

/// One counted move.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    pub to: To,
    pub count: f64,
    /// Mean time of the move, seconds; 0 for those that stop.
    pub mean_s: f64,
}

/// A chain whose states stop in `Completed` or `Dropped`. Moves are by target ascending.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    pub activities: Vec<String>,
    /// Activity of every state: with order 1 its own place, with order 2 several states stand for one activity.
    pub state: Vec<u32>,
    /// From the start.
    pub start: Vec<Move>,
    pub moves: Vec<Vec<Move>>,
    pub order: u8,
    pub journeys: u64,
    pub open: u64,
    pub memory: Memory,
}

/// Whether the step before the last still tells where people go: Markov's assumption, checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[schema(as = ChainMemory)]
pub struct Memory {
    /// Likelihood ratio of memory of two steps against one.
    pub g: f64,
    pub degrees: f64,
    /// How often chance alone gives as much; small with much data even where the memory is weak.
    pub p: f64,
    /// Bits that the step before the last tells of the next one, on average.
    pub bits: f64,
    /// Bits that the next step tells in all, given the last one.
    pub of_bits: f64,
}

impl Chain {
    /// Counts the moves of the journeys. Activities nobody meets are no states.
    pub fn of(journeys: &Journeys, options: &ChainOptions) -> Self {
        let walks = walks(journeys, options);
        let memory = memory(&walks);
        // Schwarz's criterion: what two steps tell must pay for their parameters.
        let samples: usize = walks.iter().map(|walk| walk.steps.len()).sum();
        let pays = memory.g > memory.degrees * (samples.max(2) as f64).ln();
        let order = options.order.unwrap_or(if pays { 2 } else { 1 }).clamp(1, 2);
        let mut known: BTreeMap<(u32, u32), u32> = BTreeMap::new();
        let key = |walk: &Walk, at: usize| {
            let before = if order == 2 && at > 0 {
                walk.steps[at - 1].0 + 1
            } else {
                0
            };
            (walk.steps[at].0, before)
        };
        for walk in &walks {
            for at in 0..walk.steps.len() {
                known.insert(key(walk, at), 0);
            }
        }
        known
            .values_mut()
            .enumerate()
            .for_each(|(place, code)| *code = place as u32);
        let mut start: BTreeMap<To, (f64, f64)> = BTreeMap::new();
        let mut moves: Vec<BTreeMap<To, (f64, f64)>> = vec![BTreeMap::new(); known.len()];
        let mut open = 0;
        for walk in &walks {
            let mut from: Option<(u32, i64)> = None;
            for at in 0..walk.steps.len() {
                let (state, time) = (known[&key(walk, at)], walk.steps[at].1);
                let row = from.map_or(&mut start, |(from, _)| &mut moves[from as usize]);
                let sum = row.entry(To::State(state)).or_default();
                sum.0 += 1.0;
                sum.1 += from.map_or(0.0, |(_, then)| (time - then) as f64 / 1e6);
                from = Some((state, time));
            }
            let end = match walk.end {
                End::Completed(time) => Some((To::Completed, Some(time))),
                End::Dropped => Some((To::Dropped, None)),
                End::Open => None,
            };
            open += u64::from(end.is_none());
            if let Some((to, time)) = end {
                let row = from.map_or(&mut start, |(from, _)| &mut moves[from as usize]);
                let sum = row.entry(to).or_default();
                sum.0 += 1.0;
                sum.1 += match (from, time) {
                    (Some((_, then)), Some(time)) => (time - then) as f64 / 1e6,
                    _ => 0.0,
                };
            }
        }
        let counted = |row: BTreeMap<To, (f64, f64)>| -> Vec<Move> {
            row.into_iter()
                .map(|(to, (count, time))| Move {
                    to,
                    count,
                    mean_s: time / count,
                })
                .collect()
        };
        Self {
            activities: journeys.activities.clone(),
            state: known.keys().map(|&(activity, _)| activity).collect(),
            start: counted(start),
            moves: moves.into_iter().map(counted).collect(),
            order,
            journeys: walks.len() as u64,
            open,
            memory,
        }
    }

    pub fn states(&self) -> usize {
        self.state.len()
    }
}

/// Steps before the end, each with its time.
struct Walk {
    steps: Vec<(u32, i64)>,
    end: End,
}

#[derive(Clone, Copy)]
enum End {
    Completed(i64),
    Dropped,
    Open,
}

fn walks(journeys: &Journeys, options: &ChainOptions) -> Vec<Walk> {
    let goal: Vec<bool> = journeys
        .activities
        .iter()
        .map(|a| options.goals.contains(a))
        .collect();
    (0..journeys.len())
        .filter(|&journey| !journeys.events(journey).is_empty())
        .map(|journey| {
            let (codes, times) = (journeys.codes_of(journey), journeys.times_of(journey));
            let reached = codes.iter().position(|&code| goal[code as usize]);
            let steps = &codes[..reached.unwrap_or(codes.len())];
            let open = options
                .closed_until_us
                .is_some_and(|until| times[times.len() - 1] > until);
            Walk {
                steps: steps.iter().copied().zip(times.iter().copied()).collect(),
                end: match reached {
                    Some(at) => End::Completed(times[at]),
                    None if open => End::Open,
                    None => End::Dropped,
                },
            }
        })
        .collect()
}

fn memory(walks: &[Walk]) -> Memory {
    const COMPLETED: u32 = u32::MAX;
    const DROPPED: u32 = u32::MAX - 1;
    let mut triples: BTreeMap<(u32, u32, u32), f64> = BTreeMap::new();
    for walk in walks {
        let mut steps: Vec<u32> = walk.steps.iter().map(|step| step.0).collect();
        match walk.end {
            End::Completed(_) => steps.push(COMPLETED),
            End::Dropped => steps.push(DROPPED),
            End::Open => {}
        }
        for three in steps.windows(3) {
            *triples.entry((three[1], three[0], three[2])).or_default() += 1.0;
        }
    }
    let mut after_one: BTreeMap<(u32, u32), f64> = BTreeMap::new();
    let mut after_two: BTreeMap<(u32, u32), f64> = BTreeMap::new();
    let mut of: BTreeMap<u32, f64> = BTreeMap::new();
    for (&(b, a, c), &n) in &triples {
        *after_one.entry((b, c)).or_default() += n;
        *after_two.entry((b, a)).or_default() += n;
        *of.entry(b).or_default() += n;
    }
    let mut told = 0.0;
    for (&(b, a, c), &n) in &triples {
        told += n * (n * of[&b] / (after_two[&(b, a)] * after_one[&(b, c)])).ln();
    }
    let uncertain: f64 = after_one.iter().map(|(&(b, _), &n)| -n * (n / of[&b]).ln()).sum();
    let kinds =
        |pairs: &BTreeMap<(u32, u32), f64>, b: u32| pairs.range((b, 0)..=(b, u32::MAX)).count() as f64;
    let degrees: f64 = of
        .keys()
        .map(|&b| (kinds(&after_two, b) - 1.0) * (kinds(&after_one, b) - 1.0))
        .sum();
    let n: f64 = of.values().sum::<f64>().max(1.0);
    Memory {
        g: (2.0 * told).max(0.0),
        degrees,
        p: crate::numeric::chi_squared_tail(2.0 * told, degrees),
        bits: (told / n / std::f64::consts::LN_2).max(0.0),
        of_bits: (uncertain / n / std::f64::consts::LN_2).max(0.0),
    }
}
