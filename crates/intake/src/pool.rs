//! Work done side by side and handed on in order.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, PoisonError};

struct Shared<S, R> {
    source: S,
    taken: u64,
    delivered: u64,
    finished: BTreeMap<u64, R>,
    exhausted: bool,
    stopped: bool,
}

/// Takes items from `next`, turns each into a result by `work` on `threads` threads, and gives the results to
/// `deliver` on the calling thread in the order in which the items were taken.
///
/// At most `2 · threads + 1` items are under way, so memory stays bounded however slow `deliver` is. Stops at the
/// first error of `deliver`. `next` is called under a lock, by one thread at a time, and not again after `None`.
pub fn in_order<T, R: Send, E>(
    threads: usize,
    next: impl FnMut() -> Option<T> + Send,
    work: impl Fn(T) -> R + Sync,
    mut deliver: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let ahead_max = 2 * threads as u64 + 1;
    let shared = Mutex::new(Shared {
        source: next,
        taken: 0,
        delivered: 0,
        finished: BTreeMap::new(),
        exhausted: false,
        stopped: false,
    });
    let changed = Condvar::new();
    let lock = || shared.lock().unwrap_or_else(PoisonError::into_inner);
    // Wakes the others also when a worker panics, so that the panic surfaces instead of a wait without end.
    struct StopOnPanic<F: Fn()>(F);
    impl<F: Fn()> Drop for StopOnPanic<F> {
        fn drop(&mut self) {
            if std::thread::panicking() {
                (self.0)();
            }
        }
    }
    let stop = || {
        lock().stopped = true;
        changed.notify_all();
    };
    let worker = || {
        let _guard = StopOnPanic(stop);
        loop {
            let mut state = lock();
            while !state.stopped && !state.exhausted && state.taken - state.delivered >= ahead_max {
                state = changed.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
            if state.stopped || state.exhausted {
                return;
            }
            let Some(item) = (state.source)() else {
                state.exhausted = true;
                changed.notify_all();
                return;
            };
            let place = state.taken;
            state.taken += 1;
            drop(state);
            let result = work(item);
            lock().finished.insert(place, result);
            changed.notify_all();
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(worker);
        }
        let _guard = StopOnPanic(stop);
        loop {
            let mut state = lock();
            let result = loop {
                let place = state.delivered;
                if let Some(result) = state.finished.remove(&place) {
                    break result;
                }
                if state.stopped || (state.exhausted && state.taken == state.delivered) {
                    return Ok(());
                }
                state = changed.wait(state).unwrap_or_else(PoisonError::into_inner);
            };
            state.delivered += 1;
            drop(state);
            changed.notify_all();
            if let Err(error) = deliver(result) {
                stop();
                return Err(error);
            }
        }
    })
}

/// As many threads as the machine runs at once.
pub fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let mut items = 0..1_000_u64;
        let mut got = Vec::new();
        let slow_first = |i: u64| {
            std::thread::sleep(std::time::Duration::from_micros((7 - i % 7) * 20));
            i * 2
        };
        in_order(
            4,
            || items.next(),
            slow_first,
            |r| -> Result<(), ()> {
                got.push(r);
                Ok(())
            },
        )
        .unwrap();
        assert!(got.iter().copied().eq((0..1_000).map(|i| i * 2)), "{got:?}");
    }

    #[test]
    fn an_error_of_the_receiver_stops_the_work() {
        let mut taken = 0;
        let result = in_order(
            2,
            || {
                taken += 1;
                Some(taken)
            },
            |i| i,
            |i| if i == 10 { Err("full") } else { Ok(()) },
        );
        assert_eq!(result, Err("full"));
        assert!(taken < 30, "{taken}");
    }
}
