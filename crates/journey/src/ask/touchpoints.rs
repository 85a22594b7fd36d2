//! Everything counted per activity.

use super::groups::Groups;
use crate::answer::{Base, share};
use crate::error::AskError;
use crate::fold::Piece;
use crate::partition::{Code, Partition, Tick, Values, View, with_view};
use crate::times::{Binning, Coarse, Fine, Histogram, One, Plan, seconds};
use tropa_model::answer::{AnswerNote, ChannelCount, ScoreSummary, TouchpointRow};
use tropa_model::{Answer, Rows, Unit};

/// Parts of one: places and scores are summed as whole numbers of these, so that the sum does not depend on its
/// order. An error of 10⁻¹² on a score of 10 is far below what is shown.
const PARTS: f64 = (1_u64 << 40) as f64;

#[derive(Clone, Default)]
struct Tally {
    journeys: u64,
    events: u64,
    starts: u64,
    ends: u64,
    open: u64,
    returning: u64,
    repeating: u64,
    /// In parts of one.
    position: u128,
    wait: u128,
    scores: u64,
    scored_journeys: u64,
    low_journeys: u64,
    /// In parts of one.
    score: i128,
    score_squares: i128,
}

/// What one journey did at one activity; valid if `journey` is the current one.
#[derive(Clone, Copy, Default)]
struct Visit {
    journey: u32,
    last: u32,
    returned: bool,
    repeated: bool,
    scored: bool,
    low: bool,
}

struct Partial<B> {
    tallies: Vec<Tally>,
    visits: Vec<Visit>,
    waits: Histogram<B>,
    /// Per activity and channel.
    channels: Vec<u64>,
    seen: u32,
}

pub(crate) fn answer(base: &Base, idle_s: Option<u64>) -> Result<Answer, AskError> {
    match base.index.manifest.activities.len() {
        0..=4_096 => with_bins::<Fine>(base, idle_s),
        4_097..=65_536 => with_bins::<Coarse>(base, idle_s),
        _ => with_bins::<One>(base, idle_s),
    }
}

fn with_bins<B: Binning>(base: &Base, idle_s: Option<u64>) -> Result<Answer, AskError> {
    let index = base.index;
    let activities = index.manifest.activities.len();
    let idle_s = idle_s.unwrap_or_else(|| index.idle_s());
    let has = |column: &str| {
        index
            .partitions
            .iter()
            .any(|p| p.entry.columns.iter().any(|c| c.name == column))
    };
    let channels = if has("channel") {
        Some(Groups::new(base, "channel")?)
    } else {
        None
    };
    let scores: Vec<Option<&Values>> = index
        .partitions
        .iter()
        .map(|p| p.values("score"))
        .collect::<Result<_, _>>()?;
    let kernel = Kernel {
        open_after_us: base
            .observed_until_us()
            .saturating_sub_unsigned(idle_s.saturating_mul(1_000_000)),
        channel_count: channels.as_ref().map_or(0, |channels| channels.names.len()),
        channels: channels.as_ref(),
        score_middle: index
            .manifest
            .score_scale
            .map_or(f64::NEG_INFINITY, |scale| scale.middle()),
        scores: &scores,
    };
    let total = base.fold(
        || Partial::<B> {
            tallies: vec![Tally::default(); activities],
            visits: vec![Visit::default(); activities],
            waits: Histogram::new(activities, index.span_max),
            channels: vec![0; activities * kernel.channel_count],
            seen: 0,
        },
        |partial, p, selection, piece| {
            with_view!(p, index.tick_us, |view| {
                selection.each(piece.journeys.clone(), |j| {
                    kernel.count(partial, view, p, piece, j)
                });
            });
        },
        |all, more| {
            all.tallies
                .iter_mut()
                .zip(more.tallies)
                .for_each(|(a, b)| a.merge(b));
            all.waits.merge(more.waits);
            all.channels
                .iter_mut()
                .zip(more.channels)
                .for_each(|(a, b)| *a += b);
        },
    );
    let plan = total.waits.plan(0.5, 0.9);
    let kept = base.fold(
        Vec::new,
        |kept, p, selection, piece| {
            with_view!(p, index.tick_us, |view| {
                selection.each(piece.journeys.clone(), |j| keep_waits(kept, &plan, view, j));
            });
        },
        |all, more| all.extend(more),
    );
    let waits = plan.finish(kept);
    let mut rows = Vec::new();
    for (activity, (tally, wait)) in total
        .tallies
        .iter()
        .zip(waits)
        .enumerate()
        .filter(|(_, (t, _))| t.events > 0)
    {
        let counts = &total.channels[activity * kernel.channel_count..(activity + 1) * kernel.channel_count];
        let mut row_channels: Vec<ChannelCount> = channels
            .iter()
            .flat_map(|groups| groups.names.iter().zip(counts))
            .filter(|(name, events)| **events > 0 && !name.is_empty())
            .map(|(channel, &events)| ChannelCount {
                channel: channel.clone(),
                events,
            })
            .collect();
        row_channels.sort_by_key(|channel| std::cmp::Reverse(channel.events));
        rows.push(TouchpointRow {
            activity: index.activity(activity).to_owned(),
            journeys: tally.journeys,
            reach: share(tally.journeys, base.n),
            events: tally.events,
            starts: tally.starts,
            ends: tally.ends,
            lost: tally.ends - tally.open,
            open: tally.open,
            returning: tally.returning,
            repeating: tally.repeating,
            position: tally.position as f64 / PARTS / tally.journeys as f64,
            wait: wait.map(|pair| seconds(pair.n, tally.wait, pair.low, pair.high, index.tick_us)),
            channels: row_channels,
            score: tally.score(base),
        });
    }
    rows.sort_by(|a, b| {
        b.journeys
            .cmp(&a.journeys)
            .then_with(|| a.activity.cmp(&b.activity))
    });
    let unscaled = index.manifest.score_scale.is_none() && total.tallies.iter().any(|tally| tally.scores > 0);
    let mut answer = base.answer(Unit::Journeys, Rows::Touchpoints(rows));
    answer.idle_s = Some(idle_s);
    if unscaled {
        answer.notes.push(AnswerNote::ScoresWithoutScale);
    }
    Ok(answer)
}

impl Tally {
    fn merge(&mut self, more: Self) {
        self.journeys += more.journeys;
        self.events += more.events;
        self.starts += more.starts;
        self.ends += more.ends;
        self.open += more.open;
        self.returning += more.returning;
        self.repeating += more.repeating;
        self.position += more.position;
        self.wait += more.wait;
        self.scores += more.scores;
        self.scored_journeys += more.scored_journeys;
        self.low_journeys += more.low_journeys;
        self.score += more.score;
        self.score_squares += more.score_squares;
    }

    fn score(&self, base: &Base) -> Option<ScoreSummary> {
        let scale = base.index.manifest.score_scale?;
        let n = self.scores;
        if n == 0 {
            return None;
        }
        let mean = self.score as f64 / PARTS / n as f64;
        let half = (n >= 2).then(|| {
            let squares = self.score_squares as f64 / PARTS;
            let variance = ((squares - n as f64 * mean * mean) / (n - 1) as f64).max(0.0);
            crate::student::t95(n - 1) * (variance / n as f64).sqrt()
        });
        Some(ScoreSummary {
            n,
            journeys: self.scored_journeys,
            low_journeys: self.low_journeys,
            mean,
            mean_lo: half.map(|h| mean - h),
            mean_hi: half.map(|h| mean + h),
            scale,
        })
    }
}

struct Kernel<'a> {
    open_after_us: i64,
    channel_count: usize,
    channels: Option<&'a Groups<'a>>,
    /// Scores below it are low.
    score_middle: f64,
    scores: &'a [Option<&'a Values>],
}

impl Kernel<'_> {
    fn count<B: Binning, C: Code, T: Tick>(
        &self,
        partial: &mut Partial<B>,
        view: View<C, T>,
        p: &Partition,
        piece: &Piece,
        j: usize,
    ) {
        let events = view.events_of(j);
        let (codes, ticks) = view.journey(j);
        partial.seen += 1;
        let last_place = codes.len() - 1;
        for (place, code) in codes.iter().enumerate() {
            let code = code.at();
            let tally = &mut partial.tallies[code];
            let visit = &mut partial.visits[code];
            tally.events += 1;
            if place > 0 {
                let wait = (ticks[place].ticks() - ticks[place - 1].ticks()) * view.scale;
                tally.wait += u128::from(wait);
                partial.waits.add(code, wait);
            }
            if visit.journey != partial.seen {
                *visit = Visit {
                    journey: partial.seen,
                    ..Visit::default()
                };
                tally.journeys += 1;
                tally.position += position(place, last_place);
            } else if visit.last as usize + 1 == place {
                tally.repeating += u64::from(!visit.repeated);
                visit.repeated = true;
            } else {
                tally.returning += u64::from(!visit.returned);
                visit.returned = true;
            }
            visit.last = place as u32;
            if let Some(channels) = self.channels {
                let channel = channels.of(piece.partition, events.start + place);
                partial.channels[code * self.channel_count + channel] += 1;
            }
            if let Some(score) = score(self.scores[piece.partition], events.start + place) {
                tally.scores += 1;
                tally.scored_journeys += u64::from(!visit.scored);
                visit.scored = true;
                if score < self.score_middle {
                    tally.low_journeys += u64::from(!visit.low);
                    visit.low = true;
                }
                tally.score += (score * PARTS).round() as i128;
                tally.score_squares += (score * score * PARTS).round() as i128;
            }
        }
        partial.tallies[codes[0].at()].starts += 1;
        let end = &mut partial.tallies[codes[last_place].at()];
        end.ends += 1;
        end.open += u64::from(p.end_us(j) >= self.open_after_us);
    }
}

/// `place / last` in parts of one, rounded; 0 for a journey of one event.
fn position(place: usize, last: usize) -> u128 {
    if last == 0 {
        0
    } else {
        u128::from((place as f64 / last as f64 * PARTS + 0.5) as u64)
    }
}

/// A missing score is no score; a score that was stored as text counts if it is a number.
fn score(values: Option<&Values>, event: usize) -> Option<f64> {
    match values? {
        Values::Number(numbers) => Some(numbers[event]).filter(|score| score.is_finite()),
        values => values
            .text(event)?
            .trim()
            .parse()
            .ok()
            .filter(|score: &f64| score.is_finite()),
    }
}

fn keep_waits<C: Code, T: Tick>(kept: &mut Vec<(u32, u64)>, plan: &Plan, view: View<C, T>, j: usize) {
    let (codes, ticks) = view.journey(j);
    for place in 1..codes.len() {
        let wait = (ticks[place].ticks() - ticks[place - 1].ticks()) * view.scale;
        plan.offer(kept, codes[place].at(), wait);
    }
}
