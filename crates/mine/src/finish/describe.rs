//! A beginning of a journey as a row of bins.

use super::boost::{BINS, Columns};
use std::collections::BTreeMap;
use tropa_model::Journeys;

/// The activities whose repetitions are counted, most frequent first.
const COUNTED_MAX: usize = 200;
/// Shares of ends are drawn to the whole log's as if by this many events.
const PRIOR: f64 = 3.0;
/// Journeys of one part take their shares from the other parts, so that no journey knows its own end.
const PARTS: usize = 5;
/// Columns beside the counts.
const OTHERS: usize = 7;

/// How often each activity has come; how often journeys end after the last activity, after the last two, and after the
/// last when it came this often; length, number of different activities, time since the event before, and how often the
/// last activity has come. Not the time since the start: old journeys that are over are longer than those to be judged.
#[derive(Clone, Debug)]
pub struct Describer {
    /// Column of an activity's count.
    counted: Vec<Option<usize>>,
    counted_n: usize,
    ends: Ends,
    /// For each of the other columns where its bins begin, but for the first.
    edges: Vec<Vec<f64>>,
}

/// How often journeys end after what: by (kind, last, other) of what is counted.
#[derive(Clone, Debug, Default)]
struct Ends {
    counts: BTreeMap<(u8, u32, u32), (f64, f64)>,
    whole: (f64, f64),
}

impl Ends {
    fn add(&mut self, keys: [(u8, u32, u32); 3], is_end: bool, sign: f64) {
        let end = sign * f64::from(u8::from(is_end));
        for key in keys {
            let count = self.counts.entry(key).or_default();
            *count = (count.0 + end, count.1 + sign);
        }
        self.whole = (self.whole.0 + end, self.whole.1 + sign);
    }

    /// Shares for the three kinds, each drawn to the one it is a part of.
    fn shares(&self, keys: [(u8, u32, u32); 3]) -> [f64; 3] {
        let whole = (self.whole.0 + 0.5) / (self.whole.1 + 1.0);
        let share = |key: &(u8, u32, u32), toward: f64| {
            let (ends, events) = self.counts.get(key).copied().unwrap_or_default();
            (ends + PRIOR * toward) / (events + PRIOR)
        };
        let last = share(&keys[0], whole);
        [last, share(&keys[1], last), share(&keys[2], last)]
    }
}

impl Describer {
    /// What is needed to describe others, and the rows of all beginnings of these journeys, in order.
    pub fn learn(journeys: &Journeys, taught: &[usize]) -> (Self, Columns) {
        let mut events = vec![0_u64; journeys.activities.len()];
        let mut ends = Ends::default();
        let mut parts = vec![Ends::default(); PARTS];
        for (place, &journey) in taught.iter().enumerate() {
            let codes = journeys.codes_of(journey);
            walk(journeys, journey, |at, keys, _| {
                events[codes[at] as usize] += 1;
                ends.add(keys, at + 1 == codes.len(), 1.0);
                parts[place % PARTS].add(keys, at + 1 == codes.len(), 1.0);
            });
        }
        let mut order: Vec<usize> = (0..events.len()).filter(|&code| events[code] > 0).collect();
        order.sort_by_key(|&code| std::cmp::Reverse(events[code]));
        let mut counted = vec![None; events.len()];
        for (column, &code) in order.iter().take(COUNTED_MAX).enumerate() {
            counted[code] = Some(column);
        }
        let rows: usize = taught.iter().map(|&journey| journeys.events(journey).len()).sum();
        let mut numbers: Vec<Vec<f64>> = vec![Vec::new(); OTHERS];
        for (place, &journey) in taught.iter().enumerate() {
            walk(journeys, journey, |_, keys, numbers_of| {
                let own = &parts[place % PARTS];
                let shares = without(&ends, own, keys);
                let row = shares.into_iter().chain(numbers_of);
                numbers
                    .iter_mut()
                    .zip(row)
                    .for_each(|(column, number)| column.push(number));
            });
        }
        let describer = Self {
            counted_n: order.len().min(COUNTED_MAX),
            counted,
            ends,
            edges: numbers.iter().map(|column| edges(column)).collect(),
        };
        let mut data = Columns {
            rows,
            columns: vec![Vec::new(); describer.counted_n],
        };
        for &journey in taught {
            describer.counts(journeys, journey, |counts| {
                data.columns
                    .iter_mut()
                    .zip(counts)
                    .for_each(|(column, &count)| column.push(count));
            });
        }
        data.columns.extend(
            numbers
                .iter()
                .zip(&describer.edges)
                .map(|(column, edges)| column.iter().map(|&number| bin(edges, number)).collect()),
        );
        (describer, data)
    }

    /// The bins of every beginning of a journey, shortest first.
    pub fn each(&self, journeys: &Journeys, journey: usize, mut visit: impl FnMut(&[u8])) {
        let mut others: Vec<[u8; OTHERS]> = Vec::with_capacity(journeys.events(journey).len());
        walk(journeys, journey, |_, keys, numbers| {
            let mut row = self.ends.shares(keys).into_iter().chain(numbers).zip(&self.edges);
            others.push(std::array::from_fn(|_| {
                row.next().map_or(0, |(number, edges)| bin(edges, number))
            }));
        });
        let mut row = Vec::with_capacity(self.counted_n + OTHERS);
        let mut place = 0;
        self.counts(journeys, journey, |counts| {
            row.clear();
            row.extend_from_slice(counts);
            row.extend_from_slice(&others[place]);
            place += 1;
            visit(&row);
        });
    }

    fn counts(&self, journeys: &Journeys, journey: usize, mut visit: impl FnMut(&[u8])) {
        let mut counts = vec![0_u8; self.counted_n];
        for &code in journeys.codes_of(journey) {
            if let Some(Some(column)) = self.counted.get(code as usize) {
                counts[*column] = (counts[*column] + 1).min(BINS as u8 - 1);
            }
            visit(&counts);
        }
    }
}

/// Shares as the journeys of the other parts say.
fn without(all: &Ends, own: &Ends, keys: [(u8, u32, u32); 3]) -> [f64; 3] {
    let mut others = Ends {
        whole: (all.whole.0 - own.whole.0, all.whole.1 - own.whole.1),
        ..Ends::default()
    };
    for key in keys {
        let (a, o) = (
            all.counts.get(&key).copied().unwrap_or_default(),
            own.counts.get(&key).copied().unwrap_or_default(),
        );
        others.counts.insert(key, (a.0 - o.0, a.1 - o.1));
    }
    others.shares(keys)
}

/// For every beginning what its ends are counted by, and its four numbers.
fn walk(journeys: &Journeys, journey: usize, mut visit: impl FnMut(usize, [(u8, u32, u32); 3], [f64; 4])) {
    let (codes, times_us) = (journeys.codes_of(journey), journeys.times_of(journey));
    let mut seen: BTreeMap<u32, u32> = BTreeMap::new();
    for (at, &code) in codes.iter().enumerate() {
        let times = seen.entry(code).or_default();
        *times += 1;
        let times = *times;
        let before = at.checked_sub(1).map_or(u32::MAX, |before| codes[before]);
        let keys = [(0, code, 0), (1, code, before), (2, code, times.min(8))];
        let since = |from: i64| (times_us[at] - from) as f64 / 1e6;
        let numbers = [
            (at + 1) as f64,
            seen.len() as f64,
            since(times_us[at.saturating_sub(1)]),
            f64::from(times),
        ];
        visit(at, keys, numbers);
    }
}

/// Where bins of about as many values each begin, but for the first; ascending and different.
fn edges(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let mut edges: Vec<f64> = (1..BINS).map(|q| sorted[q * sorted.len() / BINS]).collect();
    edges.dedup();
    edges
}

fn bin(edges: &[f64], value: f64) -> u8 {
    edges.partition_point(|&edge| edge <= value) as u8
}
