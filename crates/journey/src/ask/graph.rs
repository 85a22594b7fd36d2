//! Which activity directly follows which.

use crate::answer::{Base, share};
use crate::bits::Selection;
use crate::partition::{Code, Tick, View, with_view};
use crate::times::{Binning, Coarse, Fine, Histogram, One, Plan, seconds};
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

#[derive(Clone, Copy, Default)]
struct Edge {
    sum: u64,
    journeys: u32,
    /// The journey that was counted last, so that each counts once.
    last: u32,
}

struct Partial<B> {
    edges: Vec<Edge>,
    /// How often `sum` passed 2^64.
    carries: Vec<u32>,
    histogram: Histogram<B>,
    starts: Vec<u64>,
    ends: Vec<u64>,
    /// Number of journeys seen, the current one included.
    seen: u32,
}

impl<B: Binning> Partial<B> {
    fn new(edges: usize, activities: usize, span_max: u64) -> Self {
        Self {
            edges: vec![Edge::default(); edges],
            carries: vec![0; edges],
            histogram: Histogram::new(edges, span_max),
            starts: vec![0; activities],
            ends: vec![0; activities],
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
        self.histogram.merge(more.histogram);
        self.starts.iter_mut().zip(more.starts).for_each(|(a, b)| *a += b);
        self.ends.iter_mut().zip(more.ends).for_each(|(a, b)| *a += b);
    }

    fn sum(&self, edge: usize) -> u128 {
        u128::from(self.carries[edge]) << 64 | u128::from(self.edges[edge].sum)
    }
}

fn rows<E: Edges, B: Binning>(base: &Base, edges: &E) -> Vec<GraphRow> {
    let index = base.index;
    let total = base.fold(
        || Partial::<B>::new(edges.len(), index.manifest.activities.len(), index.span_max),
        |partial, p, selection, piece| {
            with_view!(p, index.tick_us, |view| count(
                partial,
                edges,
                view,
                selection,
                piece.journeys.clone()
            ));
        },
        Partial::merge,
    );
    let plan = total.histogram.plan(0.5, 0.9);
    let kept = base.fold(
        Vec::new,
        |kept, p, selection, piece| {
            with_view!(p, index.tick_us, |view| keep(
                kept,
                &plan,
                edges,
                view,
                selection,
                piece.journeys.clone()
            ));
        },
        |all, more| all.extend(more),
    );
    let mut rows = Vec::new();
    let mut leaving = total.ends.clone();
    let pairs = plan.finish(kept);
    for (edge, pair) in pairs.iter().enumerate() {
        leaving[edges.ends(edge).0] += pair.map_or(0, |pair| pair.n);
    }
    for (edge, pair) in pairs.into_iter().enumerate() {
        let Some(pair) = pair else { continue };
        let (from, to) = edges.ends(edge);
        rows.push(GraphRow {
            from: Some(index.activity(from).to_owned()),
            to: Some(index.activity(to).to_owned()),
            transitions: pair.n,
            journeys: u64::from(total.edges[edge].journeys),
            share: share(pair.n, leaving[from]),
            time: Some(seconds(
                pair.n,
                total.sum(edge),
                pair.low,
                pair.high,
                index.tick_us,
            )),
        });
    }
    for (activity, (&starts, &ends)) in total.starts.iter().zip(&total.ends).enumerate() {
        let name = Some(index.activity(activity).to_owned());
        let row = |from, to, n, of| GraphRow {
            from,
            to,
            transitions: n,
            journeys: n,
            share: share(n, of),
            time: None,
        };
        if starts > 0 {
            rows.push(row(None, name.clone(), starts, base.n));
        }
        if ends > 0 {
            rows.push(row(name, None, ends, leaving[activity]));
        }
    }
    rows.sort_by(|a, b| {
        b.transitions
            .cmp(&a.transitions)
            .then(a.from.cmp(&b.from))
            .then(a.to.cmp(&b.to))
    });
    rows
}

/// First visit: counts, sums and bins.
fn count<E: Edges, B: Binning, C: Code, T: Tick>(
    partial: &mut Partial<B>,
    edges: &E,
    view: View<C, T>,
    selection: &Selection,
    journeys: Range<usize>,
) {
    selection.each(journeys, |j| {
        let (codes, ticks) = view.journey(j);
        partial.seen += 1;
        let (mut from, mut before) = (codes[0].at(), ticks[0].ticks());
        partial.starts[from] += 1;
        for (code, tick) in codes[1..].iter().zip(&ticks[1..]) {
            let (to, now) = (code.at(), tick.ticks());
            let gap = (now - before) * view.scale;
            let number = edges.number(from, to);
            let edge = &mut partial.edges[number];
            let (sum, over) = edge.sum.overflowing_add(gap);
            edge.sum = sum;
            edge.journeys += u32::from(edge.last != partial.seen);
            edge.last = partial.seen;
            partial.histogram.add(number, gap);
            if over {
                partial.carries[number] += 1;
            }
            (from, before) = (to, now);
        }
        partial.ends[from] += 1;
    });
}

/// Second visit: the few gaps among which the quantiles are.
fn keep<E: Edges, C: Code, T: Tick>(
    kept: &mut Vec<(u32, u64)>,
    plan: &Plan,
    edges: &E,
    view: View<C, T>,
    selection: &Selection,
    journeys: Range<usize>,
) {
    selection.each(journeys, |j| {
        let (codes, ticks) = view.journey(j);
        let (mut from, mut before) = (codes[0].at(), ticks[0].ticks());
        for (code, tick) in codes[1..].iter().zip(&ticks[1..]) {
            let (to, now) = (code.at(), tick.ticks());
            plan.offer(kept, edges.number(from, to), (now - before) * view.scale);
            (from, before) = (to, now);
        }
    });
}
