//! How far journeys get along ordered steps.

use super::chain::{STEPS_MAX, Walker};
use super::groups::Groups;
use super::step_codes;
use crate::answer::{Base, share};
use crate::bits::Selection;
use crate::error::AskError;
use crate::fold::Piece;
use crate::partition::{Code, Tick, View, with_view};
use crate::times::times_of;
use tropa_model::answer::{FunnelRow, wilson95};
use tropa_model::question::FunnelAsk;
use tropa_model::{Answer, LocalText, Rows, Unit};

/// One group's journeys by the highest step they reached.
#[derive(Clone)]
struct Tally {
    at: Vec<u64>,
    open_at: Vec<u64>,
    /// Times from the step before, for every step reached.
    times: Vec<Vec<u64>>,
}

pub(crate) fn answer(base: &Base, ask: &FunnelAsk) -> Result<Answer, AskError> {
    let index = base.index;
    let steps = ask.steps.len();
    if !(1..=STEPS_MAX).contains(&steps) {
        let reason = LocalText::en_ru(
            format!("{steps} steps are not 1 to {STEPS_MAX}"),
            format!("шагов {steps}, а нужно от 1 до {STEPS_MAX}"),
        );
        return Err(AskError::Invalid {
            field: "steps",
            reason,
        });
    }
    let mut masks = vec![0_u32; index.manifest.activities.len()];
    let mut kinds = vec![0_u64; steps];
    for (place, step) in ask.steps.iter().enumerate() {
        for code in step_codes(index, "steps", step)? {
            masks[code] |= 1 << place;
            kinds[place] |= 1 << (code % 64);
        }
    }
    let groups = ask.by.as_deref().map(|by| Groups::new(base, by)).transpose()?;
    let per_second = 1_000_000 / index.tick_us;
    let idle_s = if ask.window_s.is_none() {
        Some(index.idle_s())
    } else {
        None
    };
    let kernel = Kernel {
        masks,
        kinds,
        window: ask
            .window_s
            .map_or(u64::MAX, |window| window.saturating_mul(per_second)),
        window_us: ask.window_s.map(micros),
        idle_us: idle_s.map_or(0, micros),
        until_us: base.observed_until_us(),
        groups: groups.as_ref(),
    };
    let tally = Tally {
        at: vec![0; steps],
        open_at: vec![0; steps],
        times: vec![Vec::new(); steps],
    };
    let group_count = groups.as_ref().map_or(1, |groups| groups.names.len());
    let (mut tallies, _) = base.fold(
        || (vec![tally.clone(); group_count], Walker::new(steps)),
        |(tallies, walker), p, selection, piece| {
            with_view!(p, index.tick_us, |view| kernel
                .count(tallies, walker, view, p.tick_us, selection, piece));
        },
        |(all, _), (more, _)| {
            for (a, b) in all.iter_mut().zip(more) {
                a.at.iter_mut().zip(b.at).for_each(|(a, b)| *a += b);
                a.open_at.iter_mut().zip(b.open_at).for_each(|(a, b)| *a += b);
                a.times.iter_mut().zip(b.times).for_each(|(a, b)| a.extend(b));
            }
        },
    );
    let mut rows = Vec::new();
    for (group, tally) in tallies.iter_mut().enumerate() {
        let name = groups.as_ref().map(|groups| groups.names[group].clone());
        let entered: u64 = tally.at.iter().sum();
        if name.is_some() && entered == 0 {
            continue;
        }
        let mut reached = entered;
        for (place, step) in ask.steps.iter().enumerate() {
            let last = place + 1 == steps;
            let continued = if last { reached } else { reached - tally.at[place] };
            let open = if last { 0 } else { tally.open_at[place] };
            let (share_lo, share_hi) = wilson95(reached, entered);
            rows.push(FunnelRow {
                group: name.clone(),
                step: place as u32 + 1,
                label: step.label(),
                reached,
                share: share(reached, entered),
                share_lo,
                share_hi,
                continued,
                open,
                dropped: reached - continued - open,
                time: times_of(&mut tally.times[place], index.tick_us),
            });
            reached = continued;
        }
    }
    let mut answer = base.answer(Unit::Journeys, Rows::Funnel(rows));
    answer.idle_s = idle_s;
    Ok(answer)
}

/// Microseconds; a span longer than any calendar becomes the longest there is.
fn micros(seconds: u64) -> i64 {
    i64::try_from(seconds.saturating_mul(1_000_000)).unwrap_or(i64::MAX)
}

struct Kernel<'a> {
    /// By activity code: the steps it satisfies.
    masks: Vec<u32>,
    /// By step: bits of which a journey that reaches it has one.
    kinds: Vec<u64>,
    /// In ticks of the index.
    window: u64,
    window_us: Option<i64>,
    idle_us: i64,
    until_us: i64,
    groups: Option<&'a Groups<'a>>,
}

impl Kernel<'_> {
    fn count<C: Code, T: Tick>(
        &self,
        tallies: &mut [Tally],
        walker: &mut Walker,
        view: View<C, T>,
        tick_us: u64,
        selection: &Selection,
        piece: &Piece,
    ) {
        let by_event = self.groups.is_some_and(|groups| !groups.of_actor);
        let steps = self.kinds.len();
        selection.each(piece.journeys.clone(), |j| {
            // Steps whose activities all occur: no more can be reached.
            let possible = self
                .kinds
                .iter()
                .take_while(|&&kinds| view.kinds[j] & kinds != 0)
                .count();
            if possible == 0 {
                return;
            }
            let (codes, ticks) = view.journey(j);
            if possible == 1 && !by_event && self.masks.len() <= 64 {
                // With at most 64 activities the bitmap is exact: there is an entry and nothing after it.
                walker.reached = 1;
            } else {
                walker.walk(&self.masks, self.window, view.scale, codes, ticks, possible);
            }
            let Some(last) = walker.reached.checked_sub(1) else {
                return;
            };
            let group = match self.groups {
                None => 0,
                Some(groups) if groups.of_actor => groups.of(piece.partition, j),
                Some(groups) => groups.of(piece.partition, view.events_of(j).start + walker.entry),
            };
            let tally = &mut tallies[group];
            tally.at[last] += 1;
            for step in 1..=last {
                tally.times[step].push(walker.chain[step] - walker.chain[step - 1]);
            }
            if last + 1 < steps && self.is_open(view.start_us[j], tick_us, codes, ticks) {
                tally.open_at[last] += 1;
            }
        });
    }

    /// Whether the journey may still get further: with a window, the one of its latest entry has not ended; without,
    /// the journey is not idle.
    fn is_open<C: Code, T: Tick>(&self, start_us: i64, tick_us: u64, codes: &[C], ticks: &[T]) -> bool {
        let time_us = |event: usize| start_us + (ticks[event].ticks() * tick_us) as i64;
        let end_us = time_us(codes.len() - 1);
        let until_us = self.until_us;
        let Some(window_us) = self.window_us else {
            return until_us - end_us <= self.idle_us;
        };
        end_us.saturating_add(window_us) > until_us
            && (0..codes.len())
                .rev()
                .find(|&event| self.masks[codes[event].at()] & 1 != 0)
                .is_some_and(|entry| time_us(entry).saturating_add(window_us) > until_us)
    }
}
