//! What journeys of each group have in common, counted in one pass over the variants and one over the columns.

use super::NONE;
use std::collections::{BTreeMap, HashMap};
use tropa_model::{ColumnOf, JourneyValues, Journeys, Variants};

/// Something a journey has or has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Has {
    Activity(u32),
    Transition(u32, u32),
    Start(u32),
    End(u32),
    /// Column by its place, value by its code.
    Value(u32, u32),
}

/// Something of which a journey has so much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Much {
    Events,
    DurationS,
    /// Column by its place; of events, the mean of the journey.
    Column(u32),
}

/// Counts by group.
pub struct Tally {
    /// Journeys of each group.
    pub sizes: Vec<u64>,
    /// Journeys that have it, by group; ordered.
    pub has: BTreeMap<Has, Vec<u64>>,
    /// Journeys of which a column is known, by group.
    pub known: Vec<Vec<u64>>,
    /// Amounts by group.
    pub much: Vec<(Much, Vec<Vec<f64>>)>,
}

impl Tally {
    /// `of` gives the group of each journey, below `groups`, or [`NONE`].
    pub fn of(
        journeys: &Journeys,
        variants: &Variants,
        variant_of: &[u32],
        of: &[u32],
        groups: usize,
    ) -> Self {
        let mut tally = Self {
            sizes: vec![0; groups],
            has: BTreeMap::new(),
            known: vec![vec![0; groups]; journeys.columns.len()],
            much: Vec::new(),
        };
        let mut by_variant = vec![0_u64; variants.len() * groups];
        for (&variant, &group) in variant_of.iter().zip(of).filter(|(_, group)| **group != NONE) {
            by_variant[variant as usize * groups + group as usize] += 1;
            tally.sizes[group as usize] += 1;
        }
        tally.steps(variants, &by_variant, groups);
        tally.amounts(journeys, of, groups);
        tally.columns(journeys, of, groups);
        tally
    }

    /// Journeys of which it is known whether they have it, by group.
    pub fn base(&self, has: Has) -> &[u64] {
        match has {
            Has::Value(column, _) => &self.known[column as usize],
            _ => &self.sizes,
        }
    }

    fn steps(&mut self, variants: &Variants, by_variant: &[u64], groups: usize) {
        let mut counts: HashMap<Has, (usize, Vec<u64>)> = HashMap::new();
        for variant in 0..variants.len() {
            let own = &by_variant[variant * groups..][..groups];
            if own.iter().all(|n| *n == 0) {
                continue;
            }
            let codes = variants.codes_of(variant);
            let ends = codes
                .first()
                .map(|c| Has::Start(*c))
                .into_iter()
                .chain(codes.last().map(|c| Has::End(*c)));
            let all = codes.iter().map(|c| Has::Activity(*c));
            let pairs = codes.windows(2).map(|pair| Has::Transition(pair[0], pair[1]));
            for has in all.chain(pairs).chain(ends) {
                let entry = counts.entry(has).or_insert_with(|| (usize::MAX, vec![0; groups]));
                if entry.0 != variant {
                    entry.0 = variant;
                    entry.1.iter_mut().zip(own).for_each(|(sum, n)| *sum += n);
                }
            }
        }
        self.has
            .extend(counts.into_iter().map(|(has, (_, counts))| (has, counts)));
    }

    fn amounts(&mut self, journeys: &Journeys, of: &[u32], groups: usize) {
        let mut events = vec![Vec::new(); groups];
        let mut durations = vec![Vec::new(); groups];
        for (journey, &group) in of.iter().enumerate().filter(|(_, group)| **group != NONE) {
            let times = journeys.times_of(journey);
            events[group as usize].push(times.len() as f64);
            if let [first, .., last] = times {
                durations[group as usize].push((last - first) as f64 / 1e6);
            }
        }
        self.much.push((Much::Events, events));
        self.much.push((Much::DurationS, durations));
    }

    fn columns(&mut self, journeys: &Journeys, of: &[u32], groups: usize) {
        for (place, column) in journeys.columns.iter().enumerate() {
            let mut amounts = vec![Vec::new(); groups];
            let mut counts: Vec<Vec<u64>> = Vec::new();
            let mut seen: Vec<u32> = Vec::new();
            for (journey, &group) in of.iter().enumerate().filter(|(_, group)| **group != NONE) {
                let range = match column.of {
                    ColumnOf::Journey => journey..journey + 1,
                    ColumnOf::Event => journeys.events(journey),
                };
                match &column.values {
                    JourneyValues::Coded { codes, names } => {
                        counts.resize_with(names.len() + 1, || vec![0; groups]);
                        seen.clear();
                        seen.extend(codes[range].iter().filter(|code| **code != 0));
                        seen.sort_unstable();
                        seen.dedup();
                        self.known[place][group as usize] += u64::from(!seen.is_empty());
                        for &code in &seen {
                            counts[code as usize][group as usize] += 1;
                        }
                    }
                    JourneyValues::Number(values) => {
                        let known = values[range].iter().filter(|value| value.is_finite());
                        let (n, sum) = known.fold((0.0, 0.0), |(n, sum), value| (n + 1.0, sum + value));
                        if n > 0.0 {
                            self.known[place][group as usize] += 1;
                            amounts[group as usize].push(sum / n);
                        }
                    }
                }
            }
            if matches!(column.values, JourneyValues::Number(_)) {
                self.much.push((Much::Column(place as u32), amounts));
            }
            let coded = counts.into_iter().enumerate().skip(1);
            self.has.extend(
                coded
                    .filter(|(_, counts)| counts.iter().any(|n| *n > 0))
                    .map(|(code, counts)| (Has::Value(place as u32, code as u32), counts)),
            );
        }
    }
}
