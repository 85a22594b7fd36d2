//! Step by step: which activity stands at place k and at place k + 1.

use super::{code_of, limit};
use crate::answer::{Base, share};
use crate::bits::Selection;
use crate::error::AskError;
use crate::partition::{Code, Tick, View, with_view};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::ops::Range;
use tropa_model::answer::{PathNode, PathRow};
use tropa_model::question::PathsAsk;
use tropa_model::{Answer, Rows, Unit};

const DEPTH_MAX: u32 = 50;
const TOP_MAX: u32 = 1_000;
/// Cells counted in a plain array (8 MB per thread); more are counted by hashing.
const DENSE_CELLS_MAX: usize = 1 << 21;

/// Counts of (column, from, to), columns from 0; `to` may be the end.
trait Table: Send {
    fn add(&mut self, column: usize, from: usize, to: usize);
}

struct Dense {
    nodes: usize,
    counts: Vec<u32>,
}

impl Table for Dense {
    #[inline(always)]
    fn add(&mut self, column: usize, from: usize, to: usize) {
        self.counts[(column * self.nodes + from) * self.nodes + to] += 1;
    }
}

struct Sparse(FxHashMap<(u32, u32, u32), u32>);

impl Table for Sparse {
    fn add(&mut self, column: usize, from: usize, to: usize) {
        *self.0.entry((column as u32, from as u32, to as u32)).or_default() += 1;
    }
}

pub(crate) fn answer(base: &Base, ask: &PathsAsk) -> Result<Answer, AskError> {
    let depth = limit("depth", ask.depth, DEPTH_MAX)?;
    let top = limit("top", ask.top, TOP_MAX)?;
    let start = ask
        .start
        .as_deref()
        .map(|activity| code_of(base.index, activity))
        .transpose()?;
    // The end is one more node, numbered after the activities.
    let nodes = base.index.manifest.activities.len() + 1;
    let kernel = Kernel {
        depth,
        end: nodes - 1,
        start,
    };
    let cells: Vec<Cell> = if depth * nodes * nodes <= DENSE_CELLS_MAX {
        let table = kernel.fold(
            base,
            || Dense {
                nodes,
                counts: vec![0; depth * nodes * nodes],
            },
            |all, more| all.counts.iter_mut().zip(more.counts).for_each(|(a, b)| *a += b),
        );
        let cell = |(place, count): (usize, u32)| Cell {
            column: place / nodes / nodes,
            from: place / nodes % nodes,
            to: place % nodes,
            count: u64::from(count),
        };
        table
            .counts
            .into_iter()
            .enumerate()
            .filter(|(_, count)| *count > 0)
            .map(cell)
            .collect()
    } else {
        let table = kernel.fold(
            base,
            || Sparse(FxHashMap::default()),
            |all: &mut Sparse, more: Sparse| {
                more.0
                    .into_iter()
                    .for_each(|(key, n)| *all.0.entry(key).or_default() += n)
            },
        );
        let cell = |((column, from, to), count): ((u32, u32, u32), u32)| Cell {
            column: column as usize,
            from: from as usize,
            to: to as usize,
            count: u64::from(count),
        };
        table.0.into_iter().map(cell).collect()
    };
    let n = cells
        .iter()
        .filter(|cell| cell.column == 0)
        .map(|cell| cell.count)
        .sum();
    let mut answer = base.answer(Unit::Journeys, Rows::Paths(rows(base, &cells, depth, top, n)));
    answer.n = n;
    if let Some(start) = &ask.start {
        answer.base.push_str(&format!(" from their first «{start}»"));
    }
    Ok(answer)
}

struct Cell {
    column: usize,
    from: usize,
    to: usize,
    count: u64,
}

struct Kernel {
    depth: usize,
    end: usize,
    start: Option<usize>,
}

impl Kernel {
    fn fold<A: Table>(&self, base: &Base, empty: impl Fn() -> A + Sync, merge: impl Fn(&mut A, A)) -> A {
        base.fold(
            empty,
            |table, p, selection, piece| {
                with_view!(p, base.index.tick_us, |view| self.count(
                    table,
                    view,
                    selection,
                    piece.journeys.clone()
                ));
            },
            merge,
        )
    }

    /// Each journey adds one cell per column until its end, which is the last cell it adds.
    fn count<A: Table, C: Code, T: Tick>(
        &self,
        table: &mut A,
        view: View<C, T>,
        selection: &Selection,
        journeys: Range<usize>,
    ) {
        selection.each(journeys, |j| {
            let (mut codes, _) = view.journey(j);
            if let Some(start) = self.start {
                if view.kinds[j] & 1 << (start % 64) == 0 {
                    return;
                }
                match codes.iter().position(|code| code.at() == start) {
                    Some(place) => codes = &codes[place..],
                    None => return,
                }
            }
            let mut from = codes[0].at();
            let columns = self.depth.min(codes.len() - 1);
            for (column, code) in codes[1..=columns].iter().enumerate() {
                let to = code.at();
                table.add(column, from, to);
                from = to;
            }
            if columns < self.depth {
                table.add(columns, from, self.end);
            }
        });
    }
}

/// A node of a column as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Activity(usize),
    Other,
    End,
}

fn rows(base: &Base, cells: &[Cell], depth: usize, top: usize, n: u64) -> Vec<PathRow> {
    let end = base.index.manifest.activities.len();
    // Journeys per (column, activity): column 0 is where paths begin, column k + 1 where step k leads.
    let mut columns = vec![BTreeMap::<usize, u64>::new(); depth + 1];
    for cell in cells {
        if cell.column == 0 {
            *columns[0].entry(cell.from).or_default() += cell.count;
        }
        if cell.to != end {
            *columns[cell.column + 1].entry(cell.to).or_default() += cell.count;
        }
    }
    let named: Vec<std::collections::HashSet<usize>> = columns
        .into_iter()
        .map(|column| {
            let mut column: Vec<(usize, u64)> = column.into_iter().collect();
            let name = |code: usize| base.index.activity(code);
            column.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| name(a.0).cmp(name(b.0))));
            column.into_iter().take(top).map(|(code, _)| code).collect()
        })
        .collect();
    let node = |column: usize, code: usize| match code {
        _ if code == end => Node::End,
        _ if named[column].contains(&code) => Node::Activity(code),
        _ => Node::Other,
    };
    let mut flows = BTreeMap::<(usize, Node, Node), u64>::new();
    for cell in cells {
        let (source, target) = (node(cell.column, cell.from), node(cell.column + 1, cell.to));
        *flows.entry((cell.column, source, target)).or_default() += cell.count;
        if target == Node::End {
            // A journey that is over stays at the end in all later columns.
            for column in cell.column + 1..depth {
                *flows.entry((column, Node::End, Node::End)).or_default() += cell.count;
            }
        }
    }
    let shown = |node: Node| match node {
        Node::Activity(code) => PathNode::Activity(base.index.activity(code).to_owned()),
        Node::Other => PathNode::Other,
        Node::End => PathNode::End,
    };
    let mut rows: Vec<PathRow> = flows
        .into_iter()
        .map(|((column, source, target), journeys)| PathRow {
            step: column as u32 + 1,
            source: shown(source),
            target: shown(target),
            journeys,
            share: share(journeys, n),
        })
        .collect();
    rows.sort_by(|a, b| {
        (a.step, std::cmp::Reverse(a.journeys), &a.source, &a.target).cmp(&(
            b.step,
            std::cmp::Reverse(b.journeys),
            &b.source,
            &b.target,
        ))
    });
    rows
}
