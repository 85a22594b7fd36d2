//! The furthest chain of steps through one journey.
//!
//! Among all chains (events of the journey, each satisfying its step, times never falling, no event used twice, the
//! last within the window of the first) the one that reaches the most steps; of those the one that gets there first;
//! of those the one with the latest entry; of those each further step at its earliest.

use crate::partition::{Code, Tick};

/// Walks journeys; holds the memory for it and the result of the last walk.
pub(super) struct Walker {
    /// Steps reached; 0 without an entry.
    pub reached: usize,
    /// Times of the steps reached, in ticks of the index since the journey's start.
    pub chain: Vec<u64>,
    /// Place of the entry's event in the journey.
    pub entry: usize,
    steps: usize,
    /// Per step: the chain that ends there and has the latest entry.
    levels: Vec<Level>,
    before: Vec<Level>,
    group: Group,
}

#[derive(Clone, Default)]
struct Level {
    /// Times of the chain; empty when no chain ends here.
    times: Vec<u64>,
    entry: usize,
}

impl Level {
    fn set(&mut self, prefix: &Level, time: u64, times: usize) {
        self.times.clear();
        self.times.extend_from_slice(&prefix.times);
        self.times.resize(self.times.len() + times, time);
        self.entry = prefix.entry;
    }

    /// Whether it may be replaced by a chain that starts at `first`.
    fn yields_to(&self, first: u64) -> bool {
        self.times.first().is_none_or(|&own| first > own)
    }
}

impl Walker {
    pub fn new(steps: usize) -> Self {
        Self {
            reached: 0,
            chain: vec![0; steps],
            entry: 0,
            steps,
            levels: vec![Level::default(); steps],
            before: vec![Level::default(); steps],
            group: Group::default(),
        }
    }

    /// `masks` by activity code: bit k for step k. No more than `possible` steps can be reached.
    pub fn walk<C: Code, T: Tick>(
        &mut self,
        masks: &[u32],
        window: u64,
        scale: u64,
        codes: &[C],
        ticks: &[T],
        possible: usize,
    ) {
        self.reached = 0;
        self.levels.iter_mut().for_each(|level| level.times.clear());
        let mut event = 0;
        while event < codes.len() && self.reached < possible {
            let mask = masks[codes[event].at()];
            if mask == 0 {
                event += 1;
                continue;
            }
            let instant = ticks[event].ticks();
            let time = instant * scale;
            if ticks.get(event + 1).is_none_or(|next| next.ticks() != instant) {
                self.single(event, time, mask, window);
                event += 1;
            } else {
                self.group.events.clear();
                while event < codes.len() && ticks[event].ticks() == instant {
                    let mask = masks[codes[event].at()];
                    if mask != 0 {
                        self.group.events.push((event, mask));
                    }
                    event += 1;
                }
                self.instant(time, window);
            }
        }
    }

    /// An event alone at its instant; from the last step to the first, so that it satisfies only one.
    #[inline]
    fn single(&mut self, event: usize, time: u64, mut mask: u32, window: u64) {
        while mask != 0 {
            let step = 31 - mask.leading_zeros() as usize;
            mask &= !(1 << step);
            let (earlier, later) = self.levels.split_at_mut(step);
            let level = &mut later[0];
            match earlier.last() {
                None => {
                    level.times.clear();
                    level.times.push(time);
                    level.entry = event;
                }
                Some(prefix) => {
                    let Some(&first) = prefix.times.first() else {
                        continue;
                    };
                    if time - first > window || !level.yields_to(first) {
                        continue;
                    }
                    level.set(prefix, time, 1);
                }
            }
            self.note(step);
        }
    }

    /// Several events at one instant, in whatever order serves the chain best.
    fn instant(&mut self, time: u64, window: u64) {
        for (before, level) in self.before.iter_mut().zip(&self.levels) {
            before.times.clone_from(&level.times);
            before.entry = level.entry;
        }
        let mut highest = None;
        for from in (0..self.steps).rev() {
            let nothing = Level::default();
            let (prefix, first, entry) = if from == 0 {
                let Some(&(entry, _)) = self.group.events.iter().find(|(_, mask)| mask & 1 != 0) else {
                    continue;
                };
                (&nothing, time, entry)
            } else {
                let prefix = &self.before[from - 1];
                match prefix.times.first() {
                    Some(&first) if time - first <= window => (prefix, first, prefix.entry),
                    _ => continue,
                }
            };
            self.group.begin();
            for step in from..self.steps {
                if !self.group.take(step) {
                    break;
                }
                if self.levels[step].yields_to(first) {
                    self.levels[step].set(prefix, time, step + 1 - from);
                    self.levels[step].entry = entry;
                    highest = highest.max(Some(step));
                }
            }
        }
        if let Some(step) = highest {
            self.note(step);
        }
    }

    /// Remembers the chain that is the first to get this far.
    #[inline]
    fn note(&mut self, step: usize) {
        if step < self.reached {
            return;
        }
        self.reached = step + 1;
        self.chain[..=step].copy_from_slice(&self.levels[step].times);
        self.entry = self.levels[step].entry;
    }
}

/// The events of one instant, matched with steps: one event, one step (Kuhn 1955, augmenting paths).
#[derive(Default)]
struct Group {
    /// (place in the journey, steps it satisfies)
    events: Vec<(usize, u32)>,
    /// By event: the step it serves.
    serves: Vec<Option<usize>>,
    tried: Vec<bool>,
}

impl Group {
    fn begin(&mut self) {
        self.serves.clear();
        self.serves.resize(self.events.len(), None);
    }

    /// Finds an event for one more step, moving others if need be.
    fn take(&mut self, step: usize) -> bool {
        self.tried.clear();
        self.tried.resize(self.events.len(), false);
        self.augment(step)
    }

    fn augment(&mut self, step: usize) -> bool {
        for event in 0..self.events.len() {
            if self.events[event].1 >> step & 1 == 0 || self.tried[event] {
                continue;
            }
            self.tried[event] = true;
            let free = match self.serves[event] {
                None => true,
                Some(other) => self.augment(other),
            };
            if free {
                self.serves[event] = Some(step);
                return true;
            }
        }
        false
    }
}
