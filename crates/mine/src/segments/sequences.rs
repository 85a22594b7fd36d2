//! Sequences as EM walks over them: distinct steps with two steps of memory, numbered, and how often all journeys took
//! each.

use std::collections::HashMap;
use tropa_model::Variants;

/// A step between activities as it is counted: which, and how often a sequence takes it.
pub type Taken = (u32, f64);

/// Distinct sequences by the steps they take.
///
/// A *step* is (what came before last, what came last, what comes next), a *pair* its last two; the beginning and the
/// end of a journey are activities of their own. Numbers are given in order of appearance.
pub struct Sequences {
    /// Sequence `s` takes `taken[starts[s]..starts[s + 1]]`.
    starts: Vec<usize>,
    taken: Vec<Taken>,
    /// Pair of every step.
    pub pair_of: Vec<u32>,
    /// The two activities a step comes after.
    pub memory_of: Vec<u32>,
    /// The activity a pair comes after.
    pub last_of: Vec<u32>,
    pub memories: usize,
    pub lasts: usize,
    steps: HashMap<[u32; 3], u32>,
    pairs: HashMap<[u32; 2], u32>,
}

impl Sequences {
    /// Numbers the steps of those variants that are listed.
    pub fn of(variants: &Variants, listed: &[u32]) -> Self {
        let mut made = Self {
            starts: vec![0],
            taken: Vec::new(),
            pair_of: Vec::new(),
            memory_of: Vec::new(),
            last_of: Vec::new(),
            memories: 0,
            lasts: 0,
            steps: HashMap::new(),
            pairs: HashMap::new(),
        };
        let mut memories: HashMap<[u32; 2], u32> = HashMap::new();
        let mut lasts: HashMap<u32, u32> = HashMap::new();
        let mut places = Vec::new();
        for &variant in listed {
            places.clear();
            walk(variants.codes_of(variant as usize), |step| {
                let [before, last, next] = step;
                let fresh = made.pair_of.len() as u32;
                let place = *made.steps.entry(step).or_insert(fresh);
                if place == fresh {
                    let pairs = made.last_of.len() as u32;
                    let pair = *made.pairs.entry([last, next]).or_insert(pairs);
                    if pair == pairs {
                        let fresh = lasts.len() as u32;
                        made.last_of.push(*lasts.entry(last).or_insert(fresh));
                    }
                    let fresh = memories.len() as u32;
                    made.memory_of
                        .push(*memories.entry([before, last]).or_insert(fresh));
                    made.pair_of.push(pair);
                }
                places.push(place);
            });
            made.push(&mut places);
        }
        (made.memories, made.lasts) = (memories.len(), lasts.len());
        made
    }

    fn push(&mut self, places: &mut [u32]) {
        places.sort_unstable();
        self.taken.extend(
            places
                .chunk_by(|a, b| a == b)
                .map(|same| (same[0], damped(same.len()))),
        );
        self.starts.push(self.taken.len());
    }

    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Steps a sequence takes, by number ascending.
    pub fn taken(&self, sequence: usize) -> &[Taken] {
        &self.taken[self.starts[sequence]..self.starts[sequence + 1]]
    }

    /// Number of a step, or of its pair where the step itself was never seen.
    pub fn place(&self, step: [u32; 3]) -> Place {
        if let Some(&place) = self.steps.get(&step) {
            return Place::Step(place);
        }
        match self.pairs.get(&[step[1], step[2]]) {
            Some(&pair) => Place::Pair(pair),
            None => Place::Unknown,
        }
    }
}

pub enum Place {
    Step(u32),
    Pair(u32),
    Unknown,
}

/// The `n`-th taking of the same step in one journey counts 1/√n: people who reload a page twenty times do not say
/// twenty times who they are (words of a text are damped for the same reason, Rennie and others 2003).
pub fn damped(times: usize) -> f64 {
    (1..=times.min(256)).map(|n| 1.0 / (n as f64).sqrt()).sum()
}

/// Code that stands for the beginning of a journey.
pub const BEGIN: u32 = u32::MAX;
/// Code that stands for its end.
pub const END: u32 = u32::MAX - 1;

/// Calls `step` with (before last, last, next) for every step, the one to the end included.
pub fn walk(codes: &[u32], mut step: impl FnMut([u32; 3])) {
    let (mut before, mut last) = (BEGIN, BEGIN);
    for &next in codes.iter().chain(std::iter::once(&END)) {
        step([before, last, next]);
        (before, last) = (last, next);
    }
}
