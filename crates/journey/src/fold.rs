//! Visiting all buckets on all cores: each thread folds pieces into a partial of its own, then partials merge.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Some neighbouring journeys of one bucket.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    pub partition: usize,
    /// Starts at a multiple of 64, so that bitmaps are cut between words.
    pub journeys: Range<usize>,
}

/// Events in a piece: enough to forget the cost of fetching it, little enough to share one bucket among cores.
const PIECE_EVENTS: u64 = 1 << 17;

/// Cuts buckets of (journeys, events) into pieces.
pub(crate) fn pieces(partitions: impl Iterator<Item = (usize, u64)>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (partition, (journeys, events)) in partitions.enumerate() {
        let per_piece = (journeys as u64 * PIECE_EVENTS / events.max(1)).max(64) as usize / 64 * 64;
        let mut start = 0;
        while start < journeys {
            let end = journeys.min(start + per_piece);
            pieces.push(Piece {
                partition,
                journeys: start..end,
            });
            start = end;
        }
    }
    pieces
}

/// Folds every item into partials, one per thread, and merges them. Which thread takes which item is chance, so
/// `merge(step(..))` must not depend on it: sums of integers, unions, lists sorted later.
pub(crate) fn fold<I: Sync, P: Send>(
    threads: usize,
    items: &[I],
    init: impl Fn() -> P + Sync,
    step: impl Fn(&mut P, &I) + Sync,
    mut merge: impl FnMut(&mut P, P),
) -> P {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut partial = init();
        while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
            step(&mut partial, item);
        }
        partial
    };
    let helpers = threads.min(items.len()).saturating_sub(1);
    if helpers == 0 {
        return work();
    }
    std::thread::scope(|scope| {
        let handles: Vec<_> = (0..helpers).map(|_| scope.spawn(work)).collect();
        let mut total = work();
        for handle in handles {
            match handle.join() {
                Ok(partial) => merge(&mut total, partial),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        total
    })
}

/// Each item's result, in the order of the items.
pub(crate) fn map<I: Sync, R: Send>(threads: usize, items: &[I], each: impl Fn(&I) -> R + Sync) -> Vec<R> {
    let numbered: Vec<(usize, &I)> = items.iter().enumerate().collect();
    let mut results = fold(
        threads,
        &numbered,
        Vec::new,
        |list, (place, item)| list.push((*place, each(item))),
        |all, more| all.extend(more),
    );
    results.sort_unstable_by_key(|(place, _)| *place);
    results.into_iter().map(|(_, result)| result).collect()
}
