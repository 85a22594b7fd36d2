//! Which channel (or content) works at which touchpoint, and for whom.

use super::before::Unit;
use super::{Study, horizon, say};
use crate::estimate::{Estimate, benjamini_hochberg};
use crate::text::{count_en, count_ru, percent_en, percent_ru};
use serde::{Deserialize, Serialize};
use tropa_model::expr::{Expr, Op, Value};
use tropa_model::{ColumnOf, JourneyValues, Journeys, LocalText};
use utoipa::ToSchema;

/// Touchpoints looked at, by reach.
const ACTIVITIES_MAX: usize = 30;
/// Channels of a touchpoint and segments looked at, by frequency.
const VALUES_MAX: usize = 8;

#[derive(Clone, Debug)]
pub struct ChannelOptions {
    /// Reaching any of these is the goal.
    pub goals: Vec<String>,
    /// The column of events that names the channel or the content.
    pub column: String,
    /// A column of journeys: every touchpoint is also looked at within each of its values.
    pub segment: Option<String>,
    /// As in [`super::DriverOptions`].
    pub adjust: Vec<String>,
    pub horizon_us: Option<i64>,
    pub until_us: Option<i64>,
    pub fdr: f64,
}

/// One channel at one touchpoint against the others there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ChannelEffect {
    pub activity: String,
    pub channel: String,
    /// Within these journeys only; absent for all.
    pub segment: Option<String>,
    /// First visits through the channel, and through others.
    pub exposed: u64,
    pub unexposed: u64,
    /// Share that reaches the goal through it and through the others, made alike in what came before.
    pub with: Estimate,
    pub without: Estimate,
    pub effect: Estimate,
    pub crude: f64,
    pub p: f64,
    pub q: f64,
    pub told: bool,
    pub title: LocalText,
    pub records: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ChannelEffects {
    pub n: u64,
    pub horizon_s: f64,
    /// Told first, then by size of the effect.
    pub effects: Vec<ChannelEffect>,
    pub design: LocalText,
}

/// Compares every channel of every touchpoint with the others there, for all and within each segment. What came before
/// the touchpoint is controlled as in [`super::drivers`]; the same false discovery rate holds over everything tested.
pub fn channels(journeys: &Journeys, options: &ChannelOptions) -> ChannelEffects {
    let goal: Vec<bool> = journeys
        .activities
        .iter()
        .map(|a| options.goals.contains(a))
        .collect();
    let until = options
        .until_us
        .or_else(|| journeys.times_us.iter().copied().max())
        .unwrap_or(0);
    let horizon = options
        .horizon_us
        .unwrap_or_else(|| horizon(journeys, &goal, until));
    let study = Study {
        journeys,
        goal: &goal,
        horizon: Some(horizon),
        until,
        number: None,
        adjust: &options.adjust,
    };
    let mut found = Vec::new();
    if let Some((ColumnOf::Event, JourneyValues::Coded { codes, names })) =
        journeys.column(&options.column).map(|c| (c.of, &c.values))
    {
        let segment = options
            .segment
            .as_ref()
            .and_then(|name| journeys.column(name))
            .and_then(|column| match (column.of, &column.values) {
                (ColumnOf::Journey, JourneyValues::Coded { codes, names }) => Some((codes, names)),
                _ => None,
            });
        for (activity, visits) in first_visits(journeys, &goal) {
            let visits: Vec<Unit> = visits.into_iter().filter(|u| codes[u.until] > 0).collect();
            for channel in frequent(visits.iter().map(|u| codes[u.until])) {
                let units = || -> Vec<Unit> {
                    visits
                        .iter()
                        .map(|u| Unit {
                            exposed: codes[u.until] == channel,
                            ..*u
                        })
                        .collect()
                };
                let mut parts = vec![(None, units())];
                if let Some((of, names)) = segment {
                    for level in frequent(visits.iter().map(|u| of[u.journey]).filter(|&c| c > 0)) {
                        let within = units().into_iter().filter(|u| of[u.journey] == level).collect();
                        parts.push((Some(names[level as usize - 1].clone()), within));
                    }
                }
                for (within, units) in parts {
                    let Some(effect) = study.effect(units, true) else {
                        continue;
                    };
                    let names = (
                        journeys.activities[activity as usize].clone(),
                        names[channel as usize - 1].clone(),
                    );
                    let records = records(&names, options, within.as_deref());
                    found.push(ChannelEffect {
                        activity: names.0,
                        channel: names.1,
                        segment: within,
                        exposed: effect.exposed,
                        unexposed: effect.unexposed,
                        with: effect.with,
                        without: effect.without,
                        effect: effect.difference,
                        crude: effect.crude,
                        p: effect.p,
                        q: 1.0,
                        told: false,
                        title: LocalText::default(),
                        records,
                    });
                }
            }
        }
    }
    let q = benjamini_hochberg(&found.iter().map(|e| e.p).collect::<Vec<_>>());
    for (effect, q) in found.iter_mut().zip(q) {
        effect.q = q;
        effect.told = q <= options.fdr;
        effect.title = title(effect);
    }
    found.sort_by(|a, b| {
        b.told
            .cmp(&a.told)
            .then(b.effect.value.abs().total_cmp(&a.effect.value.abs()))
            .then_with(|| (&a.activity, &a.channel, &a.segment).cmp(&(&b.activity, &b.channel, &b.segment)))
    });
    ChannelEffects {
        n: journeys.len() as u64,
        horizon_s: horizon as f64 / 1e6,
        design: say::design(found.len(), options.fdr, Some(horizon)),
        effects: found,
    }
}

/// First visits of the most reached touchpoints, before the goal.
fn first_visits(journeys: &Journeys, goal: &[bool]) -> Vec<(u32, Vec<Unit>)> {
    let mut visits: Vec<Vec<Unit>> = vec![Vec::new(); journeys.activities.len()];
    for journey in 0..journeys.len() {
        for at in journeys.events(journey) {
            let code = journeys.codes[at] as usize;
            if goal[code] {
                break;
            }
            if visits[code].last().is_none_or(|u| u.journey != journey) {
                visits[code].push(Unit {
                    journey,
                    until: at,
                    landmark_us: journeys.times_us[at],
                    exposed: false,
                });
            }
        }
    }
    let mut all: Vec<(u32, Vec<Unit>)> = visits
        .into_iter()
        .enumerate()
        .map(|(a, v)| (a as u32, v))
        .collect();
    all.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then(a.0.cmp(&b.0)));
    all.truncate(ACTIVITIES_MAX);
    all
}

fn frequent(codes: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut counts: std::collections::BTreeMap<u32, usize> = std::collections::BTreeMap::new();
    codes.for_each(|code| *counts.entry(code).or_default() += 1);
    let mut order: Vec<(u32, usize)> = counts.into_iter().collect();
    order.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    order.into_iter().take(VALUES_MAX).map(|o| o.0).collect()
}

fn records(
    (activity, channel): &(String, String),
    options: &ChannelOptions,
    segment: Option<&str>,
) -> String {
    let is = |name: &str, value: &str| Expr::Compare {
        name: name.to_owned(),
        op: Op::Eq,
        value: Value::Text(value.to_owned()),
    };
    let event = Expr::Event(Box::new(Expr::And(vec![
        is("activity", activity),
        is(&options.column, channel),
    ])));
    match (segment, &options.segment) {
        (Some(value), Some(name)) => Expr::And(vec![event, is(name, value)]).to_string(),
        _ => event.to_string(),
    }
}

fn title(e: &ChannelEffect) -> LocalText {
    let (who_en, who_ru) = match &e.segment {
        Some(segment) => (format!(" for «{segment}»"), format!(", сегмент «{segment}»")),
        None => Default::default(),
    };
    let n = (count_en(e.exposed), count_ru(e.exposed));
    let (with, without) = (e.with.value, e.without.value);
    if e.told {
        LocalText::en_ru(
            format!(
                "«{}» at «{}»{who_en}: {} reach the goal, {} through other channels (n = {}); associated",
                e.channel,
                e.activity,
                percent_en(with),
                percent_en(without),
                n.0
            ),
            format!(
                "«{}» в точке «{}»{who_ru}: цели достигают {}, через другие каналы — {} (n = {}); связано",
                e.channel,
                e.activity,
                percent_ru(with),
                percent_ru(without),
                n.1
            ),
        )
    } else {
        LocalText::en_ru(
            format!(
                "«{}» at «{}»{who_en}: no difference that would stand out from chance",
                e.channel, e.activity
            ),
            format!(
                "«{}» в точке «{}»{who_ru}: разницы, заметной на фоне случайности, нет",
                e.channel, e.activity
            ),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;
    use tropa_model::JourneyColumn;

    /// The app converts the young better than the web; for the old there is no difference; the young like the app.
    fn log() -> Journeys {
        let mut log = Journeys {
            activities: ["start", "offer", "pay"].map(str::to_owned).to_vec(),
            starts: vec![0],
            ..Journeys::default()
        };
        let (mut channels, mut ages) = (Vec::new(), Vec::new());
        for journey in 0..5_000 {
            let mut random = Random::new(4, journey);
            let young = random.chance(0.5);
            let app = random.chance(if young { 0.7 } else { 0.3 });
            let pays = random.chance(match (young, app) {
                (true, true) => 0.5,
                (true, false) => 0.3,
                _ => 0.2,
            });
            let start = journey as i64 * 1_000_000;
            for code in 0..if pays { 3 } else { 2 } {
                log.codes.push(code);
                log.times_us.push(start + i64::from(code) * 60_000_000);
                channels.push(if code == 0 { 0 } else { 1 + u32::from(app) });
            }
            log.starts.push(log.codes.len());
            ages.push(1 + u32::from(young));
        }
        let coded = |name: &str, of, codes, names: [&str; 2]| JourneyColumn {
            name: name.into(),
            of,
            values: JourneyValues::Coded {
                codes,
                names: names.map(str::to_owned).to_vec(),
            },
        };
        log.columns = vec![
            coded("age", ColumnOf::Journey, ages, ["old", "young"]),
            coded("channel", ColumnOf::Event, channels, ["web", "app"]),
        ];
        log
    }

    #[test]
    fn a_channel_works_for_those_for_whom_it_works() {
        let told = channels(
            &log(),
            &ChannelOptions {
                goals: vec!["pay".into()],
                column: "channel".into(),
                segment: Some("age".into()),
                adjust: vec!["age".into()],
                horizon_us: Some(3_600_000_000),
                until_us: Some(i64::MAX),
                fdr: 0.05,
            },
        );
        let find = |segment: Option<&str>| {
            let at = |e: &&ChannelEffect| e.channel == "app" && e.activity == "offer";
            told.effects
                .iter()
                .filter(at)
                .find(|e| e.segment.as_deref() == segment)
                .unwrap()
        };
        assert!(find(Some("young")).told && (find(Some("young")).effect.value - 0.2).abs() < 0.06);
        let old = find(Some("old")).effect;
        assert!(old.value.abs() < 0.06 && old.hi < 0.1, "{old:?}");
        // Over all the app looks better than it is, because the young come through it.
        let all = find(None);
        assert!(
            (all.effect.value - 0.1).abs() < 0.04 && all.crude > all.effect.value + 0.02,
            "{all:?}"
        );
        assert_eq!(
            find(Some("young")).records,
            r#"event(activity = "offer" and channel = "app") and age = "young""#
        );
    }
}
