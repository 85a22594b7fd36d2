//! The search for the representatives: one is added while that makes the whole log shorter to tell.
//!
//! The log is told as: the representatives, touchpoint by touchpoint; then every journey by whom it follows and how it
//! differs (see [`super::channel`]), or, where it follows nobody, touchpoint by touchpoint. Fewer nats are better
//! (minimum description length, Rissanen 1978), which also answers how many representatives there are. The share of
//! each and the habits of change are learned by expectation–maximisation (a mixture model); each representative is
//! moved by single steps (leave out, add, exchange, swap neighbours), proposed by what the journeys that follow it
//! agree on, while its own journeys become shorter to tell. So it is a consensus that nobody need have walked exactly.

use super::channel::{Centre, Changes, Channel, Tally, Walk, align};
use std::collections::BTreeMap;

/// Nats per journey of the whole log that one more representative must save: people change their ways alike (the same
/// step is left out by many), so a popular change of one way would otherwise pass for a way of its own.
const WORTH_MIN: f64 = 0.03;
/// Ways that differ in at most this share of their steps are one way with a popular change.
const ALIKE_MAX: f64 = 0.25;
/// Candidates tried for each further representative: the most frequent journeys, and as many spread over the rest.
const CANDIDATES: usize = 48;
/// Rounds of learning after each change of the set.
const ROUNDS: usize = 4;
/// Additions that may fail to pay before the search ends.
const PATIENCE: usize = 2;
/// A journey takes part in the consensus of a representative it follows with at least this probability.
const FOLLOWS_MIN: f64 = 0.2;
/// Steps tried in one move of a representative: the best supported ones.
const STEPS_MAX: usize = 24;
/// Moves of one representative in one round.
const MOVES_MAX: usize = 12;

pub struct Search<'a> {
    walks: &'a [Walk],
    activities: usize,
    /// How often each activity occurs.
    letters: Vec<f64>,
    journeys: f64,
    length_max: usize,
    /// Nats to tell a walk that follows nobody.
    alone: Vec<f64>,
    /// Nats to tell a touchpoint of a representative.
    letter_cost: f64,
    /// Each representative stands for at least this share.
    share_min: f64,
    /// Share of steps in which two ways must differ to be two.
    alike: f64,
}

/// A state of the search.
#[derive(Clone)]
pub struct Model {
    pub centres: Vec<Centre>,
    /// Shares of journeys that follow each centre; the last is of those that follow nobody.
    pub shares: Vec<f64>,
    pub channel: Channel,
    changes: Vec<Vec<Changes>>,
    /// Nats for everything.
    pub length: f64,
}

impl<'a> Search<'a> {
    /// With `all_different`, ways may be as alike as they like, if only they differ.
    pub fn new(walks: &'a [Walk], activities: usize, share_min: f64, all_different: bool) -> Self {
        let mut letters = vec![0.0; activities];
        let mut lengths: BTreeMap<usize, f64> = BTreeMap::new();
        let mut journeys = 0.0;
        for walk in walks {
            journeys += walk.journeys;
            *lengths.entry(walk.codes.len()).or_default() += walk.journeys;
            for &(code, n) in &walk.bag {
                letters[code as usize] += walk.journeys * f64::from(n);
            }
        }
        let events: f64 = letters.iter().sum();
        let alone = walks
            .iter()
            .map(|walk| {
                let codes: f64 = walk
                    .bag
                    .iter()
                    .map(|&(code, n)| -f64::from(n) * (letters[code as usize] / events).ln())
                    .sum();
                codes - (lengths[&walk.codes.len()] / journeys).ln()
            })
            .collect();
        let used = letters.iter().filter(|n| **n > 0.0).count();
        Self {
            walks,
            activities,
            letters,
            journeys,
            length_max: lengths.keys().next_back().copied().unwrap_or(0),
            alone,
            letter_cost: ((used + 1) as f64).ln(),
            share_min,
            alike: if all_different { 0.0 } else { ALIKE_MAX },
        }
    }

    /// The best set found: of any size up to `most`, or of exactly `wanted`.
    pub fn run(&self, wanted: Option<usize>, most: usize) -> Model {
        let mut model = Model {
            centres: Vec::new(),
            shares: vec![1.0],
            channel: Channel::first(&self.letters, self.length_max),
            changes: Vec::new(),
            length: f64::INFINITY,
        };
        let mut best: Option<Model> = None;
        let mut failed = 0;
        let goal = wanted.unwrap_or(most);
        // Ways may come to agree on the way to the goal, so there are more tries than ways.
        for _ in 0..3 * goal {
            if model.centres.len() >= goal {
                break;
            }
            let Some(more) = self.with_one_more(&model) else {
                break;
            };
            model = more;
            // A new one may make an old one needless.
            if wanted.is_none() {
                while let Some(fewer) = self.with_one_less(&model) {
                    model = fewer;
                }
            }
            if best
                .as_ref()
                .is_none_or(|best| model.length < best.length - 1e-6 || wanted.is_some())
            {
                best = Some(model.clone());
                failed = 0;
            } else {
                failed += 1;
                if failed > PATIENCE {
                    break;
                }
            }
        }
        best.unwrap_or(model)
    }

    fn is_alike(&self, centres: &[Centre], codes: &[u32]) -> bool {
        let walk = Walk::new(codes, 1.0);
        centres.iter().any(|centre| {
            let length = centre.codes.len().max(codes.len()) as f64;
            f64::from(centre.changes(&walk).total()) <= self.alike * length
        })
    }

    fn centre(&self, codes: Vec<u32>) -> Centre {
        Centre::new(codes, self.activities)
    }

    fn with_one_more(&self, model: &Model) -> Option<Model> {
        let now = self.costs(model);
        let share = 0.5 / (model.centres.len() + 1) as f64;
        let (_, candidate) = self
            .candidates(&now)
            .into_iter()
            .filter(|&at| !self.is_alike(&model.centres, &self.walks[at].codes))
            .map(|at| {
                let centre = self.centre(self.walks[at].codes.clone());
                let gain: f64 = self
                    .walks
                    .iter()
                    .zip(&now)
                    .map(|(walk, now)| {
                        let cost = model.channel.cost(&centre, walk, centre.changes(walk)) - share.ln();
                        walk.journeys * (now - cost).max(0.0)
                    })
                    .sum();
                (gain, at)
            })
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?;
        let mut more = model.clone();
        let centre = self.centre(self.walks[candidate].codes.clone());
        more.changes.push(self.changes(&centre));
        more.centres.push(centre);
        more.shares.iter_mut().for_each(|s| *s *= 1.0 - share);
        let others = more.shares.pop().unwrap_or(1.0);
        more.shares.extend([share, others]);
        self.settle(&mut more);
        Some(more)
    }

    /// Without the one whose absence shortens the telling most; `None` where none does.
    fn with_one_less(&self, model: &Model) -> Option<Model> {
        if model.centres.len() < 2 {
            return None;
        }
        (0..model.centres.len())
            .map(|place| {
                let mut fewer = model.clone();
                fewer.centres.remove(place);
                fewer.changes.remove(place);
                fewer.shares.remove(place);
                let sum: f64 = fewer.shares.iter().sum();
                fewer.shares.iter_mut().for_each(|share| *share /= sum);
                self.learn(&mut fewer, ROUNDS);
                fewer
            })
            .filter(|fewer| fewer.length < model.length - 1e-6)
            .min_by(|a, b| a.length.total_cmp(&b.length))
    }

    /// Frequent journeys and a spread over the rest, preferring those that are told badly now.
    fn candidates(&self, now: &[f64]) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.walks.len()).collect();
        let weight = |at: usize| self.walks[at].journeys * now[at];
        order.sort_by(|&a, &b| weight(b).total_cmp(&weight(a)).then(a.cmp(&b)));
        let rest = order.split_off(CANDIDATES.min(order.len()));
        let stride = rest.len().div_ceil(CANDIDATES).max(1);
        order.extend(rest.into_iter().step_by(stride));
        order
    }

    fn changes(&self, centre: &Centre) -> Vec<Changes> {
        self.walks.iter().map(|walk| centre.changes(walk)).collect()
    }

    /// Learns, moves every representative to its consensus, learns again, until nothing moves.
    fn settle(&self, model: &mut Model) {
        self.learn(model, ROUNDS);
        for _ in 0..ROUNDS {
            let follow = self.follow(model);
            let mut moved = false;
            for (place, follow) in follow.iter().enumerate() {
                moved |= self.agree(model, place, follow);
            }
            // Two that came to agree are one.
            let mut place = 1;
            while place < model.centres.len() {
                if self.is_alike(&model.centres[..place], &model.centres[place].codes) {
                    model.centres.remove(place);
                    model.changes.remove(place);
                    let share = model.shares.remove(place);
                    if let Some(others) = model.shares.last_mut() {
                        *others += share;
                    }
                } else {
                    place += 1;
                }
            }
            self.learn(model, ROUNDS);
            if !moved {
                break;
            }
        }
    }

    /// Nats of every walk under the mixture.
    fn costs(&self, model: &Model) -> Vec<f64> {
        (0..self.walks.len()).map(|at| -self.parts(model, at).0).collect()
    }

    /// ln of the probability of a walk, and the parts it is made of: one per centre, then alone.
    fn parts(&self, model: &Model, at: usize) -> (f64, Vec<f64>) {
        let walk = &self.walks[at];
        let others = model.shares.last().copied().unwrap_or(1.0).max(1e-9);
        let mut parts: Vec<f64> = model
            .centres
            .iter()
            .zip(&model.changes)
            .zip(&model.shares)
            .map(|((centre, changes), share)| {
                share.max(1e-9).ln() - model.channel.cost(centre, walk, changes[at])
            })
            .collect();
        parts.push(others.ln() - self.alone[at]);
        let most = parts.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let sum: f64 = parts.iter().map(|part| (part - most).exp()).sum();
        (most + sum.ln(), parts)
    }

    /// For every centre: the probability that each walk follows it.
    fn follow(&self, model: &Model) -> Vec<Vec<f64>> {
        let mut follow = vec![vec![0.0; self.walks.len()]; model.centres.len()];
        for at in 0..self.walks.len() {
            let (all, parts) = self.parts(model, at);
            for (row, part) in follow.iter_mut().zip(parts) {
                row[at] = (part - all).exp();
            }
        }
        follow
    }

    /// Expectation–maximisation of shares and habits; sets `length`.
    fn learn(&self, model: &mut Model, rounds: usize) {
        for round in 0..=rounds {
            let mut tally = Tally::new(self.activities);
            let mut shares = vec![1.0; model.shares.len()];
            let mut told = 0.0;
            for (at, walk) in self.walks.iter().enumerate() {
                let (all, parts) = self.parts(model, at);
                told -= walk.journeys * all;
                for (place, part) in parts.iter().enumerate() {
                    let weight = walk.journeys * (part - all).exp();
                    shares[place] += weight;
                    if let Some(centre) = model.centres.get(place)
                        && weight > 1e-6
                    {
                        tally.count(centre, walk, model.changes[place][at], weight);
                    }
                }
            }
            model.length = told + self.told(model);
            if round == rounds {
                break;
            }
            let sum: f64 = shares.iter().sum();
            model.shares = shares.into_iter().map(|share| share / sum).collect();
            model.channel = Channel::learned(&tally, &self.letters, self.length_max);
        }
        // One that stands for almost nobody is not worth a line on the map, whatever the nats say.
        let few = model.shares[..model.centres.len()]
            .iter()
            .filter(|share| **share < self.share_min)
            .count();
        model.length += few as f64 * self.journeys;
    }

    /// Nats of the representatives themselves, and of their shares.
    fn told(&self, model: &Model) -> f64 {
        model
            .centres
            .iter()
            .map(|centre| {
                (centre.codes.len() + 1) as f64 * self.letter_cost
                    + 0.5 * self.journeys.ln()
                    + WORTH_MIN * self.journeys
            })
            .sum()
    }

    /// Moves a representative by the step that shortens the telling of those who follow it, while there is one.
    fn agree(&self, model: &mut Model, place: usize, follow: &[f64]) -> bool {
        let members: Vec<(&Walk, f64)> = self
            .walks
            .iter()
            .zip(follow)
            .filter(|(_, follows)| **follows >= FOLLOWS_MIN)
            .map(|(walk, follows)| (walk, walk.journeys * follows))
            .collect();
        let told = |centre: &Centre| -> f64 {
            members
                .iter()
                .map(|(walk, weight)| weight * model.channel.cost(centre, walk, centre.changes(walk)))
                .sum::<f64>()
                + centre.codes.len() as f64 * self.letter_cost
        };
        let mut best = model.centres[place].clone();
        let mut length = told(&best);
        let mut moved = false;
        for _ in 0..MOVES_MAX {
            let better = steps(&best.codes, &members)
                .into_iter()
                .map(|codes| {
                    let centre = self.centre(codes);
                    (told(&centre), centre)
                })
                .min_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.codes.cmp(&b.1.codes)));
            match better {
                Some((told, centre)) if told < length - 1e-6 => {
                    (length, best, moved) = (told, centre, true);
                }
                _ => break,
            }
        }
        if moved {
            model.changes[place] = self.changes(&best);
            model.centres[place] = best;
        }
        moved
    }

    /// Whom a walk follows most probably; `None` is nobody.
    pub fn follows(&self, model: &Model, walk: &Walk) -> (Option<usize>, Changes) {
        let events: f64 = self.letters.iter().sum();
        let alone: f64 = walk
            .bag
            .iter()
            .map(|&(code, n)| -f64::from(n) * (self.letters[code as usize].max(0.5) / events).ln())
            .sum::<f64>()
            + (self.length_max.max(1) as f64).ln();
        let others = model.shares.last().copied().unwrap_or(1.0).max(1e-9);
        let mut best = (alone - others.ln(), None, Changes::default());
        for (place, centre) in model.centres.iter().enumerate() {
            let changes = centre.changes(walk);
            let cost = model.channel.cost(centre, walk, changes) - model.shares[place].max(1e-9).ln();
            if cost < best.0 {
                best = (cost, Some(place), changes);
            }
        }
        (best.1, best.2)
    }
}

/// Neighbours of a representative worth trying, by what those who follow it leave out and add.
fn steps(codes: &[u32], members: &[(&Walk, f64)]) -> Vec<Vec<u32>> {
    let mut left_out = vec![0.0; codes.len()];
    let mut added: BTreeMap<(usize, u32), f64> = BTreeMap::new();
    for (walk, weight) in members {
        let (met, more) = align(codes, &walk.codes);
        for (place, met) in met.into_iter().enumerate() {
            left_out[place] += if met { 0.0 } else { *weight };
        }
        for slot_and_code in more {
            *added.entry(slot_and_code).or_default() += weight;
        }
    }
    let by_weight = |a: &f64, b: &f64| b.total_cmp(a);
    let mut outs: Vec<usize> = (0..codes.len()).collect();
    outs.sort_by(|&a, &b| by_weight(&left_out[a], &left_out[b]).then(a.cmp(&b)));
    outs.truncate(STEPS_MAX);
    let mut ins: Vec<((usize, u32), f64)> = added.into_iter().collect();
    ins.sort_by(|a, b| by_weight(&a.1, &b.1).then(a.0.cmp(&b.0)));
    ins.truncate(STEPS_MAX);
    let mut steps: Vec<Vec<u32>> = Vec::new();
    for &out in &outs {
        if codes.len() > 1 {
            let mut shorter = codes.to_vec();
            shorter.remove(out);
            steps.push(shorter);
        }
        // One left out where another is added.
        let here = |slot: usize| slot == out || slot == out + 1;
        for &((_, code), _) in ins
            .iter()
            .filter(|((slot, code), _)| here(*slot) && codes[out] != *code)
        {
            let mut other = codes.to_vec();
            other[out] = code;
            steps.push(other);
        }
    }
    for &((slot, code), _) in &ins {
        let mut longer = codes.to_vec();
        longer.insert(slot, code);
        // The same step stands elsewhere: it moves here.
        for from in (0..codes.len()).filter(|&from| codes[from] == code).take(4) {
            let mut moved = longer.clone();
            moved.remove(if from < slot { from } else { from + 1 });
            if moved != codes {
                steps.push(moved);
            }
        }
        steps.push(longer);
    }
    for place in 1..codes.len().min(STEPS_MAX) {
        if codes[place] != codes[place - 1] {
            let mut swapped = codes.to_vec();
            swapped.swap(place, place - 1);
            steps.push(swapped);
        }
    }
    steps.sort();
    steps.dedup();
    steps
}
