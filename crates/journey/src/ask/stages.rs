//! Reach, continuation, loss and time per stage.

use super::{code_of, step_codes};
use crate::answer::{Base, share};
use crate::error::AskError;
use crate::partition::{Code, Tick, View, with_view};
use crate::times::times_of;
use tropa_model::answer::{StageRow, wilson95};
use tropa_model::question::StagesAsk;
use tropa_model::{Answer, LocalText, Rows, Unit};

const STAGES_MAX: usize = 100;
/// The stage of an activity that is in none.
const NONE: u8 = u8::MAX;

#[derive(Clone, Default)]
struct Tally {
    reached: u64,
    continued: u64,
    completed: u64,
    open: u64,
    returning: u64,
    /// From the first event of the stage to its last, in ticks; one per journey that reached it.
    durations: Vec<u64>,
}

pub(crate) fn answer(base: &Base, ask: &StagesAsk) -> Result<Answer, AskError> {
    let index = base.index;
    if !(1..=STAGES_MAX).contains(&ask.stages.len()) {
        let given = ask.stages.len();
        let reason = LocalText::en_ru(
            format!("{given} stages are not 1 to {STAGES_MAX}"),
            format!("этапов {given}, а нужно от 1 до {STAGES_MAX}"),
        );
        return Err(AskError::Invalid {
            field: "stages",
            reason,
        });
    }
    let mut stage_of = vec![NONE; index.manifest.activities.len()];
    for (stage, step) in ask.stages.iter().enumerate() {
        for code in step_codes(index, "stages", step)? {
            if stage_of[code] != NONE && stage_of[code] != stage as u8 {
                let activity = index.activity(code);
                let reason = LocalText::en_ru(
                    format!("«{activity}» is in two stages"),
                    format!("«{activity}» стоит в двух этапах"),
                );
                return Err(AskError::Invalid {
                    field: "stages",
                    reason,
                });
            }
            stage_of[code] = stage as u8;
        }
    }
    let mut completes = vec![false; index.manifest.activities.len()];
    for activity in &ask.completed {
        completes[code_of(index, activity)?] = true;
    }
    let mut fails = vec![false; index.manifest.activities.len()];
    for activity in &ask.failed {
        fails[code_of(index, activity)?] = true;
    }
    let mut marks = vec![false; index.manifest.activities.len()];
    for activity in &ask.marks {
        let code = code_of(index, activity)?;
        if stage_of[code] != NONE || completes[code] || fails[code] {
            let reason = LocalText::en_ru(
                format!("«{activity}» is a mark and cannot be in a stage or end a journey itself"),
                format!("«{activity}» — отметка: она не может стоять на этапе и не заканчивает путь"),
            );
            return Err(AskError::Invalid {
                field: "marks",
                reason,
            });
        }
        marks[code] = true;
    }
    let idle_s = ask.idle_s.unwrap_or_else(|| index.idle_s());
    let open_after_us = base
        .observed_until_us()
        .saturating_sub_unsigned(idle_s.saturating_mul(1_000_000));
    let stages = ask.stages.len();
    let kernel = Kernel {
        stage_of,
        completes,
        fails,
        marks,
        last_completes: ask.completed.is_empty(),
        open_after_us,
    };
    let (mut tallies, _) = base.fold(
        || (vec![Tally::default(); stages], Visits::NONE),
        |(tallies, visits), p, selection, piece| {
            with_view!(p, index.tick_us, |view| {
                selection.each(piece.journeys.clone(), |j| {
                    kernel.count(tallies, visits, view, p.tick_us, j)
                });
            });
        },
        |(all, _), (more, _)| {
            for (a, b) in all.iter_mut().zip(more) {
                a.reached += b.reached;
                a.continued += b.continued;
                a.completed += b.completed;
                a.open += b.open;
                a.returning += b.returning;
                a.durations.extend(b.durations);
            }
        },
    );
    let rows = ask
        .stages
        .iter()
        .zip(&mut tallies)
        .enumerate()
        .map(|(place, (step, tally))| {
            let lost = tally.reached - tally.continued - tally.completed - tally.open;
            let (loss_lo, loss_hi) = wilson95(lost, tally.reached);
            StageRow {
                stage: place as u32 + 1,
                label: step.label(),
                reached: tally.reached,
                reach: share(tally.reached, base.n),
                continued: tally.continued,
                completed: tally.completed,
                open: tally.open,
                lost,
                loss: share(lost, tally.reached),
                loss_lo,
                loss_hi,
                duration: times_of(&mut tally.durations, index.tick_us),
                returning: tally.returning,
            }
        });
    let mut answer = base.answer(Unit::Journeys, Rows::Stages(rows.collect()));
    answer.idle_s = Some(idle_s);
    Ok(answer)
}

/// What one journey did: a bit per stage, and times for the stages reached.
struct Visits {
    reached: u128,
    /// A later stage was seen after the stage's first event.
    left: u128,
    /// An end by design was seen at or after the stage's first event.
    completed: u128,
    returned: u128,
    first: [u64; STAGES_MAX],
    last: [u64; STAGES_MAX],
}

impl Visits {
    const NONE: Self = Self {
        reached: 0,
        left: 0,
        completed: 0,
        returned: 0,
        first: [0; STAGES_MAX],
        last: [0; STAGES_MAX],
    };

    #[inline(always)]
    fn see(&mut self, stage: usize, time: u64) {
        let bit = 1_u128 << stage;
        self.left |= self.reached & (bit - 1);
        self.returned |= self.left & bit;
        if self.reached & bit == 0 {
            self.reached |= bit;
            self.first[stage] = time;
        }
        self.last[stage] = time;
    }
}

struct Kernel {
    stage_of: Vec<u8>,
    completes: Vec<bool>,
    fails: Vec<bool>,
    marks: Vec<bool>,
    /// No activity is named that completes: getting to the last stage does.
    last_completes: bool,
    open_after_us: i64,
}

impl Kernel {
    fn count<C: Code, T: Tick>(
        &self,
        tallies: &mut [Tally],
        visits: &mut Visits,
        view: View<C, T>,
        tick_us: u64,
        j: usize,
    ) {
        let (codes, ticks) = view.journey(j);
        (visits.reached, visits.left) = (0, 0);
        (visits.completed, visits.returned) = (0, 0);
        for (code, tick) in codes.iter().zip(ticks) {
            let stage = self.stage_of[code.at()];
            if stage != NONE {
                visits.see(usize::from(stage), tick.ticks() * view.scale);
            }
            if self.completes[code.at()] {
                visits.completed |= visits.reached;
            }
        }
        let marked = codes.len() > 1 && self.marks[codes[codes.len() - 1].at()];
        let fails = self.fails[codes[codes.len() - 1 - usize::from(marked)].at()];
        let end_us = view.start_us[j] + (view.spans[j].ticks() * tick_us) as i64;
        let last_stage = tallies.len() - 1;
        let mut left_over = visits.reached;
        while left_over != 0 {
            let stage = left_over.trailing_zeros() as usize;
            left_over &= left_over - 1;
            let has = |bits: u128| bits >> stage & 1 == 1;
            let tally = &mut tallies[stage];
            tally.reached += 1;
            tally.returning += u64::from(has(visits.returned));
            tally.durations.push(visits.last[stage] - visits.first[stage]);
            if has(visits.left) {
                tally.continued += 1;
            } else if !fails && (has(visits.completed) || (self.last_completes && stage == last_stage)) {
                tally.completed += 1;
            } else if end_us >= self.open_after_us && !marked {
                tally.open += 1;
            }
        }
    }
}
