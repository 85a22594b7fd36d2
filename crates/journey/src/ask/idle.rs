//! The default rule for when a journey is over.

use crate::bits::Selection;
use crate::fold;
use crate::index::Index;
use crate::partition::{Code, Tick, View, with_view};
use crate::times::{Fine, Histogram, Plan};

const DAY_S: u64 = 86_400;
/// Even where gaps are short, a person may come back the next day.
const IDLE_MIN_S: u64 = DAY_S;
/// Even where gaps are long, a quarter of silence is an end.
const IDLE_MAX_S: u64 = 90 * DAY_S;
const IDLE_QUANTILE: f64 = 0.99;

impl Index {
    /// The 99th percentile of the gaps between neighbouring events inside journeys, in whole seconds rounded up,
    /// between one day and ninety days; one day when no journey has two events. Of the whole snapshot, whatever the
    /// filter, so that a journey is not over in one answer and open in another.
    pub fn idle_s(&self) -> u64 {
        *self.idle_s.get_or_init(|| {
            let most = self.span_max;
            let first = fold::fold(
                self.threads,
                &self.pieces,
                || Histogram::<Fine>::new(1, most),
                |histogram, piece| {
                    with_view!(&self.partitions[piece.partition], self.tick_us, |view| {
                        gaps(view, piece.journeys.clone(), |gap| histogram.add(0, gap));
                    });
                },
                Histogram::merge,
            );
            let plan: Plan = first.plan(IDLE_QUANTILE, IDLE_QUANTILE);
            let kept = fold::fold(
                self.threads,
                &self.pieces,
                Vec::new,
                |kept, piece| {
                    with_view!(&self.partitions[piece.partition], self.tick_us, |view| {
                        gaps(view, piece.journeys.clone(), |gap| plan.offer(kept, 0, gap));
                    });
                },
                |all, more| all.extend(more),
            );
            let per_second = (1_000_000 / self.tick_us) as f64;
            let seconds = plan.finish(kept)[0].map_or(0.0, |pair| pair.high / per_second);
            (seconds.ceil() as u64).clamp(IDLE_MIN_S, IDLE_MAX_S)
        })
    }
}

fn gaps<C: Code, T: Tick>(view: View<C, T>, journeys: std::ops::Range<usize>, mut visit: impl FnMut(u64)) {
    Selection::All.each(journeys, |j| {
        let (_, ticks) = view.journey(j);
        for pair in ticks.windows(2) {
            visit((pair[1].ticks() - pair[0].ticks()) * view.scale);
        }
    });
}
