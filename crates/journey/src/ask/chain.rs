//! The furthest chain of steps through one journey.
//!
//! Among all chains (events of the journey, each satisfying its step, times never falling, no event used twice, the
//! last within the window of the first) the one that reaches the most steps; of those the one that gets there first;
//! of those the one with the latest entry; of those each further step at its earliest.

use crate::partition::{Code, Tick};

/// As many steps as a mask has bits.
pub(super) const STEPS_MAX: usize = 32;

/// Walks journeys; holds the memory for it and the result of the last walk.
pub(super) struct Walker {
    /// Steps reached; 0 without an entry.
    pub reached: usize,
    /// Times of the steps reached, in ticks of the index since the journey's start.
    pub chain: [u64; STEPS_MAX],
    /// Place of the entry's event in the journey.
    pub entry: usize,
    /// Per step: the chain that ends there and has the latest entry.
    levels: Vec<Level>,
    before: Vec<Level>,
    group: Group,
    /// Per step: which of up to 64 events satisfy it.
    places: [u64; STEPS_MAX],
}

#[derive(Clone, Copy)]
struct Level {
    /// One more than the time of the chain's entry; 0 when no chain ends here.
    after_first: u64,
    entry: usize,
    /// Times up to this step.
    times: [u64; STEPS_MAX],
}

impl Level {
    const NONE: Self = Self {
        after_first: 0,
        entry: 0,
        times: [0; STEPS_MAX],
    };

    /// Whether a chain ends here whose window has not ended at `time`.
    fn reaches(&self, time: u64, window: u64) -> bool {
        self.after_first != 0 && time - (self.after_first - 1) <= window
    }

    /// Becomes the prefix of `taken` steps, then `time` up to step `step`.
    fn extend(&mut self, prefix: &Level, taken: usize, time: u64, step: usize) {
        self.after_first = prefix.after_first;
        self.entry = prefix.entry;
        for place in 0..taken {
            self.times[place] = prefix.times[place];
        }
        self.times[taken..=step].fill(time);
    }
}

impl Walker {
    pub fn new(steps: usize) -> Self {
        Self {
            reached: 0,
            chain: [0; STEPS_MAX],
            entry: 0,
            levels: vec![Level::NONE; steps],
            before: vec![Level::NONE; steps],
            group: Group::default(),
            places: [0; STEPS_MAX],
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
        if self.is_plain(masks, window, scale, codes, ticks, possible) {
            return;
        }
        self.reached = 0;
        self.levels.iter_mut().for_each(|level| level.after_first = 0);
        let mut resume = 0;
        for start in (0..codes.len()).step_by(64) {
            // Which events matter is unpredictable: found without branches, then visited one by one.
            let chunk = &codes[start..codes.len().min(start + 64)];
            let hits = chunk.iter().enumerate();
            let mut hits = hits.fold(0_u64, |bits, (i, code)| {
                bits | u64::from(masks[code.at()] != 0) << i
            });
            while hits != 0 {
                let event = start + hits.trailing_zeros() as usize;
                hits &= hits - 1;
                if event < resume {
                    continue;
                }
                let instant = ticks[event].ticks();
                let time = instant * scale;
                if ticks.get(event + 1).is_none_or(|next| next.ticks() != instant) {
                    self.single(event, time, masks[codes[event].at()], window);
                } else {
                    self.group.events.clear();
                    resume = event;
                    while resume < codes.len() && ticks[resume].ticks() == instant {
                        let mask = masks[codes[resume].at()];
                        if mask != 0 {
                            self.group.events.push((resume, mask));
                        }
                        resume += 1;
                    }
                    self.instant(time, window);
                }
                if self.reached >= possible {
                    return;
                }
            }
        }
    }

    /// Solves the usual journey, of at most 64 events at different instants, whose first arrival lies within the window
    /// of its latest entry; false for any other. Forward each step's first event after the one before: that is as far
    /// as the journey gets without a window, and when it first gets there. Back from there each step's last event
    /// before the one after: the latest entry. Forward again from that entry.
    #[inline(always)]
    fn is_plain<C: Code, T: Tick>(
        &mut self,
        masks: &[u32],
        window: u64,
        scale: u64,
        codes: &[C],
        ticks: &[T],
        possible: usize,
    ) -> bool {
        if codes.len() > 64
            || ticks
                .windows(2)
                .fold(false, |tie, pair| tie | (pair[0].ticks() == pair[1].ticks()))
        {
            return false;
        }
        let wanted = u32::MAX >> (STEPS_MAX - possible);
        let events = codes.iter().enumerate();
        let mut hits = events.fold(0_u64, |bits, (i, code)| {
            bits | u64::from(masks[code.at()] & wanted != 0) << i
        });
        let places = &mut self.places[..possible];
        places.fill(0);
        while hits != 0 {
            let event = hits.trailing_zeros();
            hits &= hits - 1;
            let mut mask = masks[codes[event as usize].at()] & wanted;
            while mask != 0 {
                places[mask.trailing_zeros() as usize] |= 1 << event;
                mask &= mask - 1;
            }
        }
        let (mut reached, mut arrival, mut later) = (0, 0, u64::MAX);
        for events in places.iter() {
            if events & later == 0 {
                break;
            }
            arrival = (events & later).trailing_zeros();
            later = !1 << arrival;
            reached += 1;
        }
        self.reached = reached;
        if reached == 0 {
            return true;
        }
        let mut entry = arrival;
        for events in places[..reached - 1].iter().rev() {
            entry = 63 - (events & ((1 << entry) - 1)).leading_zeros();
        }
        self.entry = entry as usize;
        self.chain[0] = ticks[self.entry].ticks() * scale;
        let mut event = entry;
        for (events, time) in places[1..reached].iter().zip(&mut self.chain[1..]) {
            event = (events & (!1 << event)).trailing_zeros();
            *time = ticks[event as usize].ticks() * scale;
        }
        self.chain[reached - 1] - self.chain[0] <= window
    }

    /// An event alone at its instant; from the last step to the first, so that it satisfies only one.
    #[inline(always)]
    fn single(&mut self, event: usize, time: u64, mut mask: u32, window: u64) {
        while mask != 0 {
            let step = 31 - mask.leading_zeros() as usize;
            mask &= !(1 << step);
            let (earlier, later) = self.levels.split_at_mut(step);
            let level = &mut later[0];
            match earlier.last() {
                None => {
                    level.after_first = time + 1;
                    level.entry = event;
                    level.times[0] = time;
                }
                Some(prefix) if prefix.after_first > level.after_first && prefix.reaches(time, window) => {
                    level.extend(prefix, step, time, step);
                }
                Some(_) => continue,
            }
            self.note(step);
        }
    }

    /// Several events at one instant, in whatever order serves the chain best.
    fn instant(&mut self, time: u64, window: u64) {
        self.before.copy_from_slice(&self.levels);
        let mut highest = None;
        for from in (0..self.levels.len()).rev() {
            let prefix = if from == 0 {
                let entry = self.group.events.iter().find(|(_, mask)| mask & 1 != 0);
                let Some(&(entry, _)) = entry else { continue };
                Level {
                    after_first: time + 1,
                    entry,
                    ..Level::NONE
                }
            } else {
                self.before[from - 1]
            };
            if !prefix.reaches(time, window) {
                continue;
            }
            self.group.begin();
            for step in from..self.levels.len() {
                if !self.group.take(step) {
                    break;
                }
                if prefix.after_first > self.levels[step].after_first {
                    self.levels[step].extend(&prefix, from, time, step);
                    highest = highest.max(Some(step));
                }
            }
        }
        if let Some(step) = highest {
            self.note(step);
        }
    }

    /// Remembers the chain that is the first to get this far.
    #[inline(always)]
    fn note(&mut self, step: usize) {
        if step < self.reached {
            return;
        }
        self.reached = step + 1;
        for place in 0..=step {
            self.chain[place] = self.levels[step].times[place];
        }
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
