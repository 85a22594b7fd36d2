//! The ways of contact before a goal, counted.

use std::collections::BTreeMap;
use tropa_model::{ColumnOf, JourneyValues, Journeys};

/// One sequence of channels with how many went it.
#[derive(Clone, Debug, PartialEq)]
pub struct TouchPath {
    /// Places in [`TouchPaths::channels`], first to last; at least one.
    pub channels: Vec<u32>,
    /// Seconds from each touch to the end of the path, never negative; empty where times are not known.
    pub ages_s: Vec<f64>,
    /// Goals reached at the end of this path.
    pub conversions: f64,
    /// What these goals were worth together, in the unit of the log.
    pub value: f64,
    /// Journeys that went this path and did not reach the goal.
    pub nulls: f64,
}

/// What attribution is computed from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TouchPaths {
    /// By name ascending.
    pub channels: Vec<String>,
    pub paths: Vec<TouchPath>,
    /// Journeys that reached the goal with no known touch before it: nobody gets credit for them.
    pub untouched: u64,
    /// Journeys still on their way, left out: neither a success nor a loss yet.
    pub open: u64,
}

/// What counts as a touch and as a goal.
#[derive(Clone, Debug)]
pub struct TouchOptions {
    /// Reaching any of these is the goal; the first one counts, what follows is left out.
    pub goals: Vec<String>,
    /// The column of events that names the channel; `None` takes the activity itself.
    pub channel: Option<String>,
    /// A column of numbers of the journey or of the goal's event that says what it is worth.
    pub value: Option<String>,
    /// Touches longer before the goal (or before the last event) than this do not count.
    pub lookback_us: Option<i64>,
    /// Journeys that did not reach the goal and whose last event is later than this are still open.
    pub closed_until_us: Option<i64>,
}

impl TouchPaths {
    /// Touches of every journey up to its first goal. Equal paths without times are counted together.
    pub fn of(journeys: &Journeys, options: &TouchOptions) -> Self {
        let goal: Vec<bool> = journeys
            .activities
            .iter()
            .map(|a| options.goals.contains(a))
            .collect();
        let column = options.channel.as_ref().and_then(|name| journeys.column(name));
        let (codes, names): (Option<&[u32]>, Vec<String>) = match column.map(|c| (c.of, &c.values)) {
            Some((ColumnOf::Event, JourneyValues::Coded { codes, names })) => (Some(codes), names.clone()),
            _ => (None, journeys.activities.clone()),
        };
        let worth = options.value.as_ref().and_then(|name| journeys.column(name));
        let mut order: Vec<usize> = (0..names.len()).collect();
        order.sort_by(|&a, &b| names[a].cmp(&names[b]));
        let mut place = vec![0_u32; names.len()];
        order
            .iter()
            .enumerate()
            .for_each(|(to, &from)| place[from] = to as u32);

        let mut found = Self {
            channels: order.iter().map(|&at| names[at].clone()).collect(),
            ..Self::default()
        };
        for journey in 0..journeys.len() {
            let events = journeys.events(journey);
            let reached = events.clone().find(|&at| goal[journeys.codes[at] as usize]);
            let Some(last) = events.clone().last() else {
                continue;
            };
            if reached.is_none()
                && options
                    .closed_until_us
                    .is_some_and(|until| journeys.times_us[last] > until)
            {
                found.open += 1;
                continue;
            }
            let end = reached.unwrap_or(last);
            let end_us = journeys.times_us[end];
            let mut path = TouchPath {
                channels: Vec::new(),
                ages_s: Vec::new(),
                conversions: f64::from(u8::from(reached.is_some())),
                value: 0.0,
                nulls: f64::from(u8::from(reached.is_none())),
            };
            // The goal's own event has a channel too (paid in the app), but an activity is no channel of itself.
            let touches = match (reached, codes) {
                (Some(at), None) => events.start..at,
                _ => events.start..end + 1,
            };
            for at in touches {
                let code = match codes {
                    Some(codes) => codes[at].checked_sub(1),
                    None => Some(journeys.codes[at]),
                };
                let age = end_us - journeys.times_us[at];
                if let Some(code) = code
                    && options.lookback_us.is_none_or(|most| age <= most)
                {
                    path.channels.push(place[code as usize]);
                    path.ages_s.push(age as f64 / 1e6);
                }
            }
            if let (Some(at), Some(worth)) = (reached, worth)
                && let JourneyValues::Number(values) = &worth.values
            {
                let value = values[if worth.of == ColumnOf::Event { at } else { journey }];
                path.value = if value.is_nan() { 0.0 } else { value };
            }
            if path.channels.is_empty() {
                found.untouched += u64::from(reached.is_some());
            } else {
                found.paths.push(path);
            }
        }
        found
    }

    /// Equal sequences as one path, most frequent first. Their times are lost, so time decay is computed before.
    pub fn merged(&self) -> Self {
        let mut sums: BTreeMap<&[u32], (f64, f64, f64)> = BTreeMap::new();
        for path in &self.paths {
            let sum = sums.entry(&path.channels).or_default();
            sum.0 += path.conversions;
            sum.1 += path.value;
            sum.2 += path.nulls;
        }
        let mut paths: Vec<TouchPath> = sums
            .into_iter()
            .map(|(channels, (conversions, value, nulls))| TouchPath {
                channels: channels.to_vec(),
                ages_s: Vec::new(),
                conversions,
                value,
                nulls,
            })
            .collect();
        paths.sort_by(|a, b| {
            (b.conversions + b.nulls)
                .total_cmp(&(a.conversions + a.nulls))
                .then_with(|| a.channels.cmp(&b.channels))
        });
        Self {
            paths,
            ..self.clone()
        }
    }

    pub fn conversions(&self) -> f64 {
        self.paths.iter().map(|p| p.conversions).sum()
    }

    pub fn nulls(&self) -> f64 {
        self.paths.iter().map(|p| p.nulls).sum()
    }
}
