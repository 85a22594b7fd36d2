//! The slow and obvious counter: journeys in memory to the answers that discovery reads.
#![allow(dead_code, reason = "each test uses a part of it")]

use std::collections::{BTreeMap, BTreeSet};
use tropa_model::answer::*;
use tropa_model::feeling::Scale;
use tropa_model::question::*;
use tropa_model::time::{DAY_US, SECOND_US, rfc3339};

#[derive(Clone, Debug, Default)]
pub struct Event {
    pub activity: String,
    pub time_us: i64,
    pub channel: Option<String>,
    pub score: Option<f64>,
}

/// Journeys, each in time order.
#[derive(Clone, Debug, Default)]
pub struct Log {
    pub journeys: Vec<Vec<Event>>,
    pub scale: Option<Scale>,
    pub filter: Option<String>,
}

/// `abc abd 12:abc`: every word a journey, every letter an activity, an hour apart; `12:` that many such journeys.
pub fn letters(text: &str) -> Log {
    let mut journeys = Vec::new();
    for word in text.split_whitespace() {
        let (times, word) = word.split_once(':').map_or((1, word), |(n, word)| {
            (n.parse().expect("a number before the colon"), word)
        });
        for _ in 0..times {
            let events = word.chars().enumerate().map(|(hour, letter)| Event {
                activity: letter.to_string(),
                time_us: hour as i64 * 3_600 * SECOND_US,
                ..Event::default()
            });
            journeys.push(events.collect());
        }
    }
    Log {
        journeys,
        ..Log::default()
    }
}

pub fn retailer(actors: u64, seed: u64, language: tropa_sim::Language) -> (Log, tropa_sim::Retailer) {
    let shop = tropa_sim::retailer(&tropa_sim::RetailerOptions {
        actors,
        seed,
        language,
        ..Default::default()
    });
    let journeys = shop
        .walks()
        .map(|walk| {
            let event = |e: &tropa_sim::Event| Event {
                activity: e.activity.name(language).to_owned(),
                time_us: e.time_us,
                channel: Some(e.channel.name(language).to_owned()),
                score: (e.score > 0).then(|| f64::from(e.score)),
            };
            walk.events.iter().map(event).collect()
        })
        .collect();
    (
        Log {
            journeys,
            scale: Some(tropa_sim::SCORE_SCALE),
            filter: None,
        },
        shop,
    )
}

impl Log {
    pub fn touchpoints(&self) -> Answer {
        #[derive(Default)]
        struct Sum {
            journeys: u64,
            events: u64,
            starts: u64,
            ends: u64,
            lost: u64,
            open: u64,
            returning: u64,
            repeating: u64,
            position: f64,
            waits: Vec<f64>,
            channels: BTreeMap<String, u64>,
            scores: Vec<f64>,
            scored_journeys: u64,
            low_journeys: u64,
        }
        let (idle_us, until) = (self.idle_us(), self.until());
        let mut sums: BTreeMap<&str, Sum> = BTreeMap::new();
        for journey in &self.journeys {
            let mut met = BTreeSet::new();
            let last = journey.len() - 1;
            for (i, event) in journey.iter().enumerate() {
                let sum = sums.entry(&event.activity).or_default();
                sum.events += 1;
                sum.starts += u64::from(i == 0);
                if i == last {
                    sum.ends += 1;
                    if is_over(journey, until, idle_us) {
                        sum.lost += 1
                    } else {
                        sum.open += 1
                    }
                }
                if i > 0 {
                    sum.waits
                        .push((event.time_us - journey[i - 1].time_us) as f64 / 1e6);
                }
                if let Some(channel) = &event.channel {
                    *sum.channels.entry(channel.clone()).or_default() += 1;
                }
                sum.scores.extend(event.score);
                if met.insert(event.activity.as_str()) {
                    sum.journeys += 1;
                    sum.position += if last == 0 { 0.0 } else { i as f64 / last as f64 };
                    let places: Vec<usize> = (0..journey.len())
                        .filter(|&k| journey[k].activity == event.activity)
                        .collect();
                    let scores: Vec<f64> = places.iter().filter_map(|&k| journey[k].score).collect();
                    let low = |score: &f64| self.scale.is_some_and(|scale| *score < scale.middle());
                    sum.scored_journeys += u64::from(!scores.is_empty());
                    sum.low_journeys += u64::from(scores.iter().any(low));
                    sum.repeating += u64::from(places.windows(2).any(|w| w[1] == w[0] + 1));
                    sum.returning += u64::from(places.windows(2).any(|w| w[1] > w[0] + 1));
                }
            }
        }
        let n = self.journeys.len() as u64;
        let rows = sums
            .into_iter()
            .map(|(activity, sum)| {
                let mut channels: Vec<ChannelCount> = sum
                    .channels
                    .into_iter()
                    .map(|(channel, events)| ChannelCount { channel, events })
                    .collect();
                channels.sort_by_key(|channel| std::cmp::Reverse(channel.events));
                TouchpointRow {
                    activity: activity.to_owned(),
                    journeys: sum.journeys,
                    reach: sum.journeys as f64 / n as f64,
                    events: sum.events,
                    starts: sum.starts,
                    ends: sum.ends,
                    lost: sum.lost,
                    open: sum.open,
                    returning: sum.returning,
                    repeating: sum.repeating,
                    position: sum.position / sum.journeys as f64,
                    wait: times(sum.waits),
                    channels,
                    score: self.summary(&sum.scores, sum.scored_journeys, sum.low_journeys),
                }
            })
            .collect();
        self.answer(
            Ask::Touchpoints(TouchpointsAsk::default()),
            Rows::Touchpoints(rows),
        )
    }

    pub fn graph(&self) -> Answer {
        let mut edges: BTreeMap<Ends, (u64, Vec<f64>)> = BTreeMap::new();
        let mut leaving: BTreeMap<Option<&str>, u64> = BTreeMap::new();
        for journey in &self.journeys {
            let mut seen = BTreeSet::new();
            for i in 0..=journey.len() {
                let from = (i > 0).then(|| journey[i - 1].activity.as_str());
                let to = (i < journey.len()).then(|| journey[i].activity.as_str());
                let edge = edges.entry((from, to)).or_default();
                edge.0 += u64::from(seen.insert((from, to)));
                let gap = if i > 0 && i < journey.len() {
                    journey[i].time_us - journey[i - 1].time_us
                } else {
                    0
                };
                edge.1.push(gap as f64 / 1e6);
                *leaving.entry(from).or_default() += 1;
            }
        }
        let rows = edges
            .into_iter()
            .map(|((from, to), (journeys, gaps))| GraphRow {
                from: from.map(str::to_owned),
                to: to.map(str::to_owned),
                transitions: gaps.len() as u64,
                journeys,
                share: gaps.len() as f64 / leaving[&from] as f64,
                time: if from.is_some() && to.is_some() {
                    times(gaps)
                } else {
                    None
                },
            })
            .collect();
        self.answer(Ask::Graph(GraphAsk {}), Rows::Graph(rows))
    }

    pub fn variants(&self, limit: u32) -> Answer {
        let mut counts: BTreeMap<Vec<&str>, Vec<f64>> = BTreeMap::new();
        for journey in &self.journeys {
            let span = journey[journey.len() - 1].time_us - journey[0].time_us;
            counts
                .entry(journey.iter().map(|e| e.activity.as_str()).collect())
                .or_default()
                .push(span as f64 / 1e6);
        }
        let (n, variants) = (self.journeys.len() as f64, counts.len() as u64);
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then_with(|| a.0.cmp(&b.0)));
        counts.truncate(limit as usize);
        let mut covered = 0;
        let rows = counts
            .into_iter()
            .map(|(activities, spans)| {
                covered += spans.len();
                VariantRow {
                    activities: activities.into_iter().map(str::to_owned).collect(),
                    journeys: spans.len() as u64,
                    share: spans.len() as f64 / n,
                    coverage: covered as f64 / n,
                    duration: times(spans).unwrap_or_default(),
                    variants,
                }
            })
            .collect();
        self.answer(Ask::Variants(VariantsAsk { limit }), Rows::Variants(rows))
    }

    pub fn stages(&self, ask: &StagesAsk) -> Answer {
        let (idle_us, until) = (self.idle_us(), self.until());
        let stage_of = |activity: &str| {
            ask.stages
                .iter()
                .position(|s| s.activities.iter().any(|a| a == activity))
        };
        let n = self.journeys.len() as u64;
        let rows = (0..ask.stages.len())
            .map(|stage| {
                let (mut reached, mut continued, mut completed, mut open, mut lost, mut returning) =
                    (0, 0, 0, 0, 0, 0);
                let mut durations = Vec::new();
                for journey in &self.journeys {
                    let stages: Vec<Option<usize>> = journey.iter().map(|e| stage_of(&e.activity)).collect();
                    let Some(first) = stages.iter().position(|s| *s == Some(stage)) else {
                        continue;
                    };
                    let last = stages
                        .iter()
                        .rposition(|s| *s == Some(stage))
                        .expect("the first one at least");
                    reached += 1;
                    durations.push((journey[last].time_us - journey[first].time_us) as f64 / 1e6);
                    let later = |from: usize| stages[from..].iter().flatten().any(|&s| s > stage);
                    returning += u64::from(stages[..last].iter().flatten().any(|&s| s > stage));
                    let is_mark = |at: usize| ask.marks.contains(&journey[at].activity);
                    let marked = journey.len() > 1 && is_mark(journey.len() - 1);
                    let end = &journey[journey.len() - 1 - usize::from(marked)].activity;
                    if later(first) {
                        continued += 1;
                    } else if !ask.failed.contains(end)
                        && (journey[first..]
                            .iter()
                            .any(|e| ask.completed.contains(&e.activity))
                            || (ask.completed.is_empty() && stage + 1 == ask.stages.len()))
                    {
                        completed += 1;
                    } else if marked || is_over(journey, until, idle_us) {
                        lost += 1;
                    } else {
                        open += 1;
                    }
                }
                let (loss_lo, loss_hi) = wilson95(lost, reached);
                StageRow {
                    stage: stage as u32 + 1,
                    label: ask.stages[stage].label(),
                    reached,
                    reach: reached as f64 / n as f64,
                    continued,
                    completed,
                    open,
                    lost,
                    loss: lost as f64 / reached.max(1) as f64,
                    loss_lo,
                    loss_hi,
                    duration: times(durations),
                    returning,
                }
            })
            .collect();
        self.answer(Ask::Stages(ask.clone()), Rows::Stages(rows))
    }

    fn answer(&self, ask: Ask, rows: Rows) -> Answer {
        let times = || self.journeys.iter().flatten().map(|e| e.time_us);
        Answer {
            schema: format!("tropa.answer.{}/1", ask.name()),
            question: Question {
                source: None,
                filter: self.filter.clone(),
                cut: None,
                ask,
            },
            unit: Unit::Journeys,
            base: "journeys of test".to_owned(),
            window: TimeWindow {
                from: times().min().map(rfc3339).unwrap_or_default(),
                to: times().max().map(rfc3339).unwrap_or_default(),
            },
            n: self.journeys.len() as u64,
            snapshot: Snapshot {
                source: "test".to_owned(),
                version: 1,
            },
            rows,
            idle_s: Some((self.idle_us() / SECOND_US) as u64),
            notes: Vec::new(),
        }
    }

    fn until(&self) -> i64 {
        self.journeys
            .iter()
            .flatten()
            .map(|e| e.time_us)
            .max()
            .unwrap_or(0)
    }

    fn idle_us(&self) -> i64 {
        let mut gaps: Vec<i64> = self
            .journeys
            .iter()
            .flat_map(|j| j.windows(2).map(|w| w[1].time_us - w[0].time_us))
            .collect();
        gaps.sort_unstable();
        let p99 = gaps.get(gaps.len() * 99 / 100).copied().unwrap_or(0);
        p99.clamp(DAY_US, 90 * DAY_US)
    }

    fn summary(&self, scores: &[f64], journeys: u64, low_journeys: u64) -> Option<ScoreSummary> {
        let n = scores.len() as f64;
        if scores.is_empty() {
            return None;
        }
        let mean = scores.iter().sum::<f64>() / n;
        let half = (scores.len() > 1).then(|| {
            let variance = scores.iter().map(|s| (s - mean).powi(2)).sum::<f64>() / (n - 1.0);
            1.96 * (variance / n).sqrt()
        });
        Some(ScoreSummary {
            n: scores.len() as u64,
            journeys,
            low_journeys,
            mean,
            mean_lo: half.map(|h| mean - h),
            mean_hi: half.map(|h| mean + h),
            scale: self.scale.expect("scores have a scale"),
        })
    }
}

/// The activities at both ends of a transition; none is the start or the end of the journey.
type Ends<'a> = (Option<&'a str>, Option<&'a str>);

fn is_over(journey: &[Event], until: i64, idle_us: i64) -> bool {
    // Hand-made journeys have no calendar: all of them are over.
    until < DAY_US || until - journey[journey.len() - 1].time_us > idle_us
}

fn times(mut seconds: Vec<f64>) -> Option<TimesS> {
    seconds.sort_by(f64::total_cmp);
    let n = seconds.len();
    if n == 0 {
        return None;
    }
    let quantile = |q: f64| {
        let at = q * (n - 1) as f64;
        let (lo, hi) = (seconds[at.floor() as usize], seconds[at.ceil() as usize]);
        lo + (hi - lo) * at.fract()
    };
    Some(TimesS {
        n: n as u64,
        mean_s: seconds.iter().sum::<f64>() / n as f64,
        p50_s: quantile(0.5),
        p90_s: quantile(0.9),
    })
}

/// The pair-counting agreement of two partitions, 1 = the same.
/// Source: Fowlkes, Mallows, "A method for comparing two hierarchical clusterings", JASA 78 (1983).
pub fn fowlkes_mallows(ours: &[Vec<String>], theirs: &[Vec<String>]) -> f64 {
    let group = |groups: &[Vec<String>], a: &str| groups.iter().position(|g| g.iter().any(|x| x == a));
    let items: Vec<&String> = theirs
        .iter()
        .flatten()
        .filter(|a| group(ours, a).is_some())
        .collect();
    let (mut both, mut only_ours, mut only_theirs) = (0.0, 0.0, 0.0);
    for (i, a) in items.iter().enumerate() {
        for b in &items[i + 1..] {
            match (
                group(ours, a) == group(ours, b),
                group(theirs, a) == group(theirs, b),
            ) {
                (true, true) => both += 1.0,
                (true, false) => only_ours += 1.0,
                (false, true) => only_theirs += 1.0,
                _ => {}
            }
        }
    }
    both / f64::sqrt((both + only_ours) * (both + only_theirs))
}
