//! Which activity directly follows which.

use crate::answer::{Base, share};
use crate::bits::Selection;
use crate::partition::{Code, Tick, View, with_view};
use crate::times::{Binning, Coarse, Fine, Histogram, Kept, One, seconds};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;
use tropa_model::answer::GraphRow;
use tropa_model::{Answer, Rows, Unit};

/// Up to this many activities an edge's number is computed, not looked up: 4,096 edges fit the second-level cache.
const DENSE_MAX: usize = 64;
/// Up to this many activities edges are numbered by a table of a few megabytes, beyond by hashing.
const TABLE_MAX: usize = 1_024;

/// The number of an edge among the edges of this question.
trait Edges: Sync {
    fn len(&self) -> usize;
    fn number(&self, from: usize, to: usize) -> usize;
    /// (from, to) of a number.
    fn ends(&self, number: usize) -> (usize, usize);
}

struct Dense(usize);

impl Edges for Dense {
    fn len(&self) -> usize {
        self.0 * self.0
    }

    #[inline(always)]
    fn number(&self, from: usize, to: usize) -> usize {
        from * self.0 + to
    }

    fn ends(&self, number: usize) -> (usize, usize) {
        (number / self.0, number % self.0)
    }
}

/// Only edges that occur have a number.
struct Table {
    activities: usize,
    numbers: Vec<u32>,
    edges: Vec<u64>,
}

impl Edges for Table {
    fn len(&self) -> usize {
        self.edges.len()
    }

    #[inline(always)]
    fn number(&self, from: usize, to: usize) -> usize {
        self.numbers[from * self.activities + to] as usize
    }

    fn ends(&self, number: usize) -> (usize, usize) {
        unpack(self.edges[number])
    }
}

struct Hashed {
    numbers: FxHashMap<u64, u32>,
    edges: Vec<u64>,
}

impl Edges for Hashed {
    fn len(&self) -> usize {
        self.edges.len()
    }

    #[inline(always)]
    fn number(&self, from: usize, to: usize) -> usize {
        self.numbers[&pack(from, to)] as usize
    }

    fn ends(&self, number: usize) -> (usize, usize) {
        unpack(self.edges[number])
    }
}

fn pack(from: usize, to: usize) -> u64 {
    (from as u64) << 32 | to as u64
}

fn unpack(edge: u64) -> (usize, usize) {
    ((edge >> 32) as usize, (edge & 0xffff_ffff) as usize)
}

pub(crate) fn answer(base: &Base) -> Answer {
    let activities = base.index.manifest.activities.len();
    let rows = if activities <= DENSE_MAX {
        rows::<_, Fine>(base, &Dense(activities))
    } else {
        let edges = occurring(base);
        let numbered = edges
            .iter()
            .enumerate()
            .map(|(number, edge)| (*edge, number as u32));
        if activities <= TABLE_MAX {
            let mut numbers = vec![0; activities * activities];
            for (edge, number) in numbered {
                let (from, to) = unpack(edge);
                numbers[from * activities + to] = number;
            }
            by_size(
                base,
                &Table {
                    activities,
                    numbers,
                    edges,
                },
            )
        } else {
            by_size(
                base,
                &Hashed {
                    numbers: numbered.collect(),
                    edges,
                },
            )
        }
    };
    base.answer(Unit::Transitions, Rows::Graph(rows))
}

/// Narrow bins for few edges, wide ones for many, none for very many: the bins of all edges stay in cache.
fn by_size<E: Edges>(base: &Base, edges: &E) -> Vec<GraphRow> {
    match edges.len() {
        0..=4_096 => rows::<_, Fine>(base, edges),
        4_097..=65_536 => rows::<_, Coarse>(base, edges),
        _ => rows::<_, One>(base, edges),
    }
}

/// The edges that occur, ascending.
fn occurring(base: &Base) -> Vec<u64> {
    let set = base.fold(
        FxHashSet::default,
        |set: &mut FxHashSet<u64>, p, selection, piece| {
            with_view!(p, base.index.tick_us, |view| {
                selection.each(piece.journeys.clone(), |j| {
                    let (codes, _) = view.journey(j);
                    set.extend(codes.windows(2).map(|pair| pack(pair[0].at(), pair[1].at())));
                });
            });
        },
        |all, more| all.extend(more),
    );
    let mut edges: Vec<u64> = set.into_iter().collect();
    edges.sort_unstable();
    edges
}

/// First visit.
struct Counts<B> {
    gaps: Histogram<B>,
    starts: Vec<u64>,
    ends: Vec<u64>,
}

/// Second visit: an edge's sums beside the ranges its quantiles lie in, together one cache line.
#[derive(Clone, Copy)]
struct Edge {
    kept: Kept,
    sum: u64,
    journeys: u32,
    /// The journey that was counted last, so that each counts once.
    last: u32,
}

struct Sums {
    edges: Vec<Edge>,
    /// How often an edge's sum passed 2^64.
    carries: Vec<u32>,
    /// Gaps among which the quantiles are, with their edge.
    kept: Vec<(u32, u64)>,
    /// Number of journeys seen, the current one included.
    seen: u32,
}

impl Sums {
    fn new(ranges: &[Kept]) -> Self {
        let edge = |&kept| Edge {
            kept,
            sum: 0,
            journeys: 0,
            last: 0,
        };
        Self {
            edges: ranges.iter().map(edge).collect(),
            carries: vec![0; ranges.len()],
            kept: Vec::new(),
            seen: 0,
        }
    }

    fn merge(&mut self, more: Self) {
        for (number, edge) in more.edges.into_iter().enumerate() {
            let (sum, over) = self.edges[number].sum.overflowing_add(edge.sum);
            self.edges[number].sum = sum;
            self.edges[number].journeys += edge.journeys;
            self.carries[number] += more.carries[number] + u32::from(over);
        }
        self.kept.extend(more.kept);
    }

    fn sum(&self, edge: usize) -> u128 {
        u128::from(self.carries[edge]) << 64 | u128::from(self.edges[edge].sum)
    }
}

fn rows<E: Edges, B: Binning>(base: &Base, edges: &E) -> Vec<GraphRow> {
    let index = base.index;
    let activities = index.manifest.activities.len();
    let counts = base.fold(
        || Counts::<B> {
            gaps: Histogram::new(edges.len(), index.span_max),
            starts: vec![0; activities],
            ends: vec![0; activities],
        },
        |counts, p, selection, piece| {
            let journeys = piece.journeys.clone();
            with_view!(p, index.tick_us, |view| count(
                counts, edges, view, selection, journeys
            ));
        },
        |all, more| {
            all.gaps.merge(more.gaps);
            all.starts.iter_mut().zip(more.starts).for_each(|(a, b)| *a += b);
            all.ends.iter_mut().zip(more.ends).for_each(|(a, b)| *a += b);
        },
    );
    let plan = counts.gaps.plan(0.5, 0.9);
    let mut sums = base.fold(
        || Sums::new(plan.ranges()),
        |sums, p, selection, piece| {
            let journeys = piece.journeys.clone();
            with_view!(p, index.tick_us, |view| sum(
                sums, edges, view, selection, journeys
            ));
        },
        Sums::merge,
    );
    let pairs = plan.finish(std::mem::take(&mut sums.kept));
    let mut leaving = counts.ends.clone();
    for (edge, pair) in pairs.iter().enumerate() {
        leaving[edges.ends(edge).0] += pair.map_or(0, |pair| pair.n);
    }
    let name = |activity: usize| Some(index.activity(activity).to_owned());
    let mut rows = Vec::new();
    for (edge, pair) in pairs.into_iter().enumerate() {
        let Some(pair) = pair else { continue };
        let (from, to) = edges.ends(edge);
        rows.push(GraphRow {
            from: name(from),
            to: name(to),
            transitions: pair.n,
            journeys: u64::from(sums.edges[edge].journeys),
            share: share(pair.n, leaving[from]),
            time: Some(seconds(
                pair.n,
                sums.sum(edge),
                pair.low,
                pair.high,
                index.tick_us,
            )),
        });
    }
    let row = |from, to, n, of| GraphRow {
        from,
        to,
        transitions: n,
        journeys: n,
        share: share(n, of),
        time: None,
    };
    for (activity, (&starts, &ends)) in counts.starts.iter().zip(&counts.ends).enumerate() {
        if starts > 0 {
            rows.push(row(None, name(activity), starts, base.n));
        }
        if ends > 0 {
            rows.push(row(name(activity), None, ends, leaving[activity]));
        }
    }
    rows.sort_by(|a, b| {
        b.transitions
            .cmp(&a.transitions)
            .then_with(|| (&a.from, &a.to).cmp(&(&b.from, &b.to)))
    });
    rows
}

/// First visit: how many gaps of which size each edge has.
fn count<E: Edges, B: Binning, C: Code, T: Tick>(
    counts: &mut Counts<B>,
    edges: &E,
    view: View<C, T>,
    selection: &Selection,
    journeys: Range<usize>,
) {
    // Slices of their own, not fields behind a reference: the inner loop keeps their addresses in registers.
    let Counts { gaps, starts, ends } = counts;
    let (mut gaps, starts, ends) = (gaps.adder(), &mut starts[..], &mut ends[..]);
    selection.each(journeys, |j| {
        let (codes, ticks) = view.journey(j);
        let (mut from, mut before) = (codes[0].at(), ticks[0].ticks());
        starts[from] += 1;
        for (code, tick) in codes[1..].iter().zip(&ticks[1..]) {
            let (to, now) = (code.at(), tick.ticks());
            gaps.add(edges.number(from, to), (now - before) * view.scale);
            (from, before) = (to, now);
        }
        ends[from] += 1;
    });
}

/// Second visit: sums, journeys, and the few gaps among which the quantiles are.
fn sum<E: Edges, C: Code, T: Tick>(
    sums: &mut Sums,
    edges: &E,
    view: View<C, T>,
    selection: &Selection,
    journeys: Range<usize>,
) {
    let (states, carries, kept) = (&mut sums.edges[..], &mut sums.carries[..], &mut sums.kept);
    let mut seen = sums.seen;
    selection.each(journeys, |j| {
        let (codes, ticks) = view.journey(j);
        seen += 1;
        let (mut from, mut before) = (codes[0].at(), ticks[0].ticks());
        for (code, tick) in codes[1..].iter().zip(&ticks[1..]) {
            let (to, now) = (code.at(), tick.ticks());
            let gap = (now - before) * view.scale;
            let number = edges.number(from, to);
            let edge = &mut states[number];
            let (sum, over) = edge.sum.overflowing_add(gap);
            edge.sum = sum;
            edge.journeys += u32::from(edge.last != seen);
            edge.last = seen;
            if edge.kept.holds(gap) {
                kept.push((number as u32, gap));
            }
            if over {
                carries[number] += 1;
            }
            (from, before) = (to, now);
        }
    });
    sums.seen = seen;
}
