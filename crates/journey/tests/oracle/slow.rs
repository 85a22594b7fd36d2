//! Answers straight from the definitions, without any thought of speed.

use crate::log::{Event, Journey, Log};
use crate::{slow_funnel, slow_more};
use std::collections::{BTreeMap, BTreeSet};
use tropa_model::answer::{
    DailyRow, GraphRow, JourneyEvent, JourneyRow, PathNode, PathRow, TimesS, VariantRow,
};
use tropa_model::expr::{Expr, Op, Value, parse};
use tropa_model::question::{DailyAsk, JourneysAsk, PathsAsk, VariantsAsk};
use tropa_model::{Answer, Ask, Question, Rows, TimeWindow, Unit, time};

/// The journeys asked about and what is known of the whole log.
pub struct Seen<'a> {
    pub journeys: Vec<&'a Journey>,
    pub until_us: i64,
    pub default_idle_s: u64,
}

impl Seen<'_> {
    pub fn n(&self) -> u64 {
        self.journeys.len() as u64
    }

    pub fn is_over(&self, journey: &Journey, idle_s: u64) -> bool {
        self.until_us - journey.events.last().unwrap().time_us > idle_s as i64 * 1_000_000
    }
}

pub fn answer(log: &Log, question: &Question) -> Answer {
    let all: Vec<&Event> = log.journeys.iter().flat_map(|j| &j.events).collect();
    let mut seen = Seen {
        journeys: log.journeys.iter().collect(),
        until_us: all.iter().map(|e| e.time_us).max().unwrap_or(0),
        default_idle_s: default_idle_s(log),
    };
    let own_idle = match &question.ask {
        Ask::Touchpoints(ask) => ask.idle_s,
        Ask::Stages(ask) => ask.idle_s,
        _ => None,
    };
    let idle_s = own_idle.unwrap_or(seen.default_idle_s);
    let mut base = "journeys of test".to_owned();
    if let Some(text) = &question.filter {
        let expr = parse(text).unwrap();
        let kept = log
            .journeys
            .iter()
            .filter(|j| holds(&expr, j, None, seen.is_over(j, idle_s)))
            .collect();
        seen.journeys = kept;
        base.push_str(&format!(" where {text}"));
    }
    let times = seen
        .journeys
        .iter()
        .flat_map(|j| j.events.iter().map(|e| e.time_us));
    let window = match (times.clone().min(), times.max()) {
        (Some(from), Some(to)) => TimeWindow {
            from: time::rfc3339(from),
            to: time::rfc3339(to),
        },
        _ => TimeWindow::default(),
    };
    let mut answer = Answer {
        schema: format!("tropa.answer.{}/1", question.ask.name()),
        question: question.clone(),
        unit: Unit::Journeys,
        base,
        window,
        n: seen.n(),
        snapshot: Log::snapshot(),
        rows: Rows::Graph(vec![]),
        idle_s: None,
        notes: vec![],
    };
    answer.rows = match &question.ask {
        Ask::Graph(_) => {
            answer.unit = Unit::Transitions;
            Rows::Graph(graph(&seen))
        }
        Ask::Funnel(ask) => {
            answer.idle_s = ask.window_s.is_none().then_some(seen.default_idle_s);
            Rows::Funnel(slow_funnel::funnel(&seen, ask))
        }
        Ask::Variants(ask) => Rows::Variants(variants(&seen, ask)),
        Ask::Paths(ask) => {
            let (n, rows) = paths(&seen, ask);
            answer.n = n;
            if let Some(start) = &ask.start {
                answer.base.push_str(&format!(" from their first «{start}»"));
            }
            Rows::Paths(rows)
        }
        Ask::Daily(ask) => Rows::Daily(daily(&seen, ask)),
        Ask::Between(ask) => {
            answer.idle_s = Some(seen.default_idle_s);
            Rows::Between(vec![slow_funnel::between(&seen, ask)])
        }
        Ask::Touchpoints(_) => {
            answer.idle_s = Some(idle_s);
            Rows::Touchpoints(slow_more::touchpoints(&seen, idle_s))
        }
        Ask::Stages(ask) => {
            answer.idle_s = Some(idle_s);
            Rows::Stages(slow_more::stages(&seen, ask, idle_s))
        }
        Ask::Journeys(ask) => Rows::Journeys(journeys(&seen, ask)),
    };
    answer
}

fn default_idle_s(log: &Log) -> u64 {
    let mut gaps: Vec<f64> = log
        .journeys
        .iter()
        .flat_map(|j| {
            j.events
                .windows(2)
                .map(|pair| (pair[1].time_us - pair[0].time_us) as f64 / 1e6)
        })
        .collect();
    gaps.sort_by(f64::total_cmp);
    let p99 = if gaps.is_empty() {
        0.0
    } else {
        quantile(&gaps, 0.99)
    };
    // The same rounding of the last digits as in ticks.
    ((p99 * 1e6).round() / 1e6)
        .ceil()
        .clamp(86_400.0, 90.0 * 86_400.0) as u64
}

/// Type 7, of a sorted list.
fn quantile(sorted: &[f64], q: f64) -> f64 {
    let place = (sorted.len() - 1) as f64 * q;
    let low = sorted[place.floor() as usize];
    let high = sorted[place.ceil() as usize];
    low + (place - place.floor()) * (high - low)
}

pub fn times(us: &[i64]) -> Option<TimesS> {
    if us.is_empty() {
        return None;
    }
    let mut seconds: Vec<f64> = us.iter().map(|&t| t as f64 / 1e6).collect();
    seconds.sort_by(f64::total_cmp);
    Some(TimesS {
        n: us.len() as u64,
        mean_s: us.iter().map(|&t| i128::from(t)).sum::<i128>() as f64 / 1e6 / us.len() as f64,
        p50_s: quantile(&seconds, 0.5),
        p90_s: quantile(&seconds, 0.9),
    })
}

pub fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

/// `event` is the one event looked at inside `event(…)`.
fn holds(expr: &Expr, journey: &Journey, event: Option<&Event>, over: bool) -> bool {
    let again = |e: &Expr| holds(e, journey, event, over);
    let events = &journey.events;
    let any = |test: &dyn Fn(&Event) -> bool| match event {
        Some(event) => test(event),
        None => events.iter().any(test),
    };
    match expr {
        Expr::And(parts) => parts.iter().all(again),
        Expr::Or(parts) => parts.iter().any(again),
        Expr::Not(inner) => !again(inner),
        Expr::Event(inner) => any(&|e| holds(inner, journey, Some(e), over)),
        Expr::Has(a) => events.iter().any(|e| e.activity == *a),
        Expr::Starts(wanted) => names(events).starts_with(&names_of(wanted)),
        Expr::Ends(wanted) => names(events).ends_with(&names_of(wanted)),
        Expr::Follows(a, b) => events
            .windows(2)
            .any(|w| w[0].activity == *a && w[1].activity == *b),
        Expr::Then(first, second) => (0..events.len()).any(|i| {
            (i + 1..events.len())
                .any(|j| first.contains(&events[i].activity) && second.contains(&events[j].activity))
        }),
        Expr::Count { activity, op, value } => op.holds(
            &(events.iter().filter(|e| e.activity == *activity).count() as f64),
            value,
        ),
        Expr::Open => !over,
        Expr::Lost => over,
        Expr::Compare { name, op, value } => test(name, journey, &any, &|given| compare(given, *op, value)),
        Expr::In {
            name,
            values,
            negated,
        } => test(name, journey, &any, &|given| {
            given.is_some() && values.iter().any(|v| compare(given, Op::Eq, v)) != *negated
        }),
        Expr::Missing { name, negated } => test(name, journey, &any, &|given| given.is_some() == *negated),
    }
}

fn names(events: &[Event]) -> Vec<&str> {
    events.iter().map(|e| e.activity.as_str()).collect()
}

fn names_of(activities: &[String]) -> Vec<&str> {
    activities.iter().map(String::as_str).collect()
}

enum Given {
    Text(String),
    Number(f64),
    Instant(i64),
}

fn compare(given: Option<&Given>, op: Op, value: &Value) -> bool {
    match (given, value) {
        (Some(Given::Text(given)), Value::Text(value)) => op.holds(given, value),
        (Some(Given::Number(given)), Value::Number(value)) => op.holds(given, value),
        (Some(Given::Instant(given)), Value::Text(value)) => {
            op.holds(given, &time::parse_rfc3339(value).unwrap())
        }
        (None, _) => false,
        _ => panic!("the test's filters compare like with like"),
    }
}

/// Whether any of the events looked at passes a test.
type Any<'a> = &'a dyn Fn(&dyn Fn(&Event) -> bool) -> bool;

fn test(name: &str, journey: &Journey, any: Any, check: &dyn Fn(Option<&Given>) -> bool) -> bool {
    let events = &journey.events;
    let text = |text: Option<&str>| text.map(|t| Given::Text(t.to_owned()));
    let (first, last) = (events[0].time_us, events[events.len() - 1].time_us);
    match name {
        "segment" | "actor_segment" => check(text(journey.segment()).as_ref()),
        "actor" => check(Some(&Given::Text(journey.actor.clone()))),
        "events" => check(Some(&Given::Number(events.len() as f64))),
        "duration_s" => check(Some(&Given::Number((last - first) as f64 / 1e6))),
        "start" => check(Some(&Given::Instant(first))),
        "end" => check(Some(&Given::Instant(last))),
        "channel" => any(&|e| check(text(e.channel).as_ref())),
        "activity" => any(&|e| check(text(Some(&e.activity)).as_ref())),
        "text" => any(&|e| check(text(Some(e.text).filter(|t| !t.is_empty())).as_ref())),
        "amount" => any(&|e| check(e.amount.map(Given::Number).as_ref())),
        "score" => any(&|e| check(e.score.map(Given::Number).as_ref())),
        "time" => any(&|e| check(Some(&Given::Instant(e.time_us)))),
        other => panic!("{other}"),
    }
}

fn graph(seen: &Seen) -> Vec<GraphRow> {
    type Key<'a> = (Option<&'a str>, Option<&'a str>);
    let mut gaps: BTreeMap<Key, Vec<i64>> = BTreeMap::new();
    let mut with: BTreeMap<Key, BTreeSet<&str>> = BTreeMap::new();
    for journey in &seen.journeys {
        let names: Vec<&str> = journey.events.iter().map(|e| e.activity.as_str()).collect();
        let mut add = |key, gap| {
            gaps.entry(key).or_default().push(gap);
            with.entry(key).or_default().insert(&journey.actor);
        };
        add((None, Some(names[0])), 0);
        add((names.last().copied(), None), 0);
        for (pair, name) in journey.events.windows(2).zip(names.windows(2)) {
            add((Some(name[0]), Some(name[1])), pair[1].time_us - pair[0].time_us);
        }
    }
    let leaving = |from| {
        gaps.iter()
            .filter(|((f, _), _)| *f == from)
            .map(|(_, gaps)| gaps.len() as u64)
            .sum()
    };
    let mut rows: Vec<GraphRow> = gaps
        .iter()
        .map(|(&(from, to), us)| GraphRow {
            from: from.map(str::to_owned),
            to: to.map(str::to_owned),
            transitions: us.len() as u64,
            journeys: with[&(from, to)].len() as u64,
            share: share(us.len() as u64, leaving(from)),
            time: if from.is_some() && to.is_some() {
                times(us)
            } else {
                None
            },
        })
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.transitions));
    rows
}

fn variants(seen: &Seen, ask: &VariantsAsk) -> Vec<VariantRow> {
    let mut durations: BTreeMap<Vec<String>, Vec<i64>> = BTreeMap::new();
    for journey in &seen.journeys {
        let sequence = journey.events.iter().map(|e| e.activity.clone()).collect();
        let us = journey.events.last().unwrap().time_us - journey.events[0].time_us;
        durations.entry(sequence).or_default().push(us);
    }
    let variants = durations.len() as u64;
    let mut list: Vec<_> = durations.into_iter().collect();
    list.sort_by_key(|(_, us)| std::cmp::Reverse(us.len()));
    let mut covered = 0;
    let rows = list.into_iter().take(ask.limit as usize).map(|(activities, us)| {
        covered += us.len() as u64;
        VariantRow {
            activities,
            journeys: us.len() as u64,
            share: share(us.len() as u64, seen.n()),
            coverage: share(covered, seen.n()),
            duration: times(&us).unwrap(),
            variants,
        }
    });
    rows.collect()
}

fn paths(seen: &Seen, ask: &PathsAsk) -> (u64, Vec<PathRow>) {
    let columns = ask.depth as usize + 1;
    // Each journey as its activities, then ends for ever.
    let mut sequences: Vec<Vec<PathNode>> = Vec::new();
    for journey in &seen.journeys {
        let names: Vec<&String> = journey.events.iter().map(|e| &e.activity).collect();
        let first = match &ask.start {
            None => 0,
            Some(start) => match names.iter().position(|name| *name == start) {
                Some(first) => first,
                None => continue,
            },
        };
        let mut nodes: Vec<PathNode> = names[first..]
            .iter()
            .take(columns)
            .map(|name| PathNode::Activity((*name).clone()))
            .collect();
        nodes.resize(columns, PathNode::End);
        sequences.push(nodes);
    }
    for column in 0..columns {
        let mut counts: BTreeMap<PathNode, u64> = BTreeMap::new();
        sequences
            .iter()
            .for_each(|nodes| *counts.entry(nodes[column].clone()).or_default() += 1);
        counts.remove(&PathNode::End);
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        let top: BTreeSet<PathNode> = counts
            .into_iter()
            .take(ask.top as usize)
            .map(|(node, _)| node)
            .collect();
        for nodes in &mut sequences {
            if nodes[column] != PathNode::End && !top.contains(&nodes[column]) {
                nodes[column] = PathNode::Other;
            }
        }
    }
    let n = sequences.len() as u64;
    let mut rows = Vec::new();
    for step in 0..ask.depth as usize {
        let mut flows: BTreeMap<(PathNode, PathNode), u64> = BTreeMap::new();
        sequences
            .iter()
            .for_each(|s| *flows.entry((s[step].clone(), s[step + 1].clone())).or_default() += 1);
        assert_eq!(flows.values().sum::<u64>(), n);
        let mut flows: Vec<_> = flows.into_iter().collect();
        flows.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        rows.extend(flows.into_iter().map(|((source, target), journeys)| PathRow {
            step: step as u32 + 1,
            source,
            target,
            journeys,
            share: share(journeys, n),
        }));
    }
    (n, rows)
}

fn daily(seen: &Seen, ask: &DailyAsk) -> Vec<DailyRow> {
    let events: Vec<(String, &str, &str)> = seen
        .journeys
        .iter()
        .flat_map(|j| {
            j.events
                .iter()
                .map(|e| (time::day(e.time_us), j.actor.as_str(), e.activity.as_str()))
        })
        .collect();
    let days: BTreeSet<&String> = events.iter().map(|(day, _, _)| day).collect();
    let mut rows = Vec::new();
    for day in days {
        for activity in std::iter::once(None).chain(ask.activities.iter().map(Some)) {
            let those = events
                .iter()
                .filter(|(d, _, a)| d == day && activity.is_none_or(|wanted| wanted == a));
            rows.push(DailyRow {
                day: day.clone(),
                activity: activity.cloned(),
                events: those.clone().count() as u64,
                journeys: those.map(|(_, actor, _)| actor).collect::<BTreeSet<_>>().len() as u64,
            });
        }
    }
    rows
}

fn journeys(seen: &Seen, ask: &JourneysAsk) -> Vec<JourneyRow> {
    let row = |journey: &&Journey| JourneyRow {
        actor: journey.actor.clone(),
        attributes: journey
            .segment()
            .map(|s| ("actor_segment".to_owned(), s.to_owned()))
            .into_iter()
            .collect(),
        events: journey.events.iter().map(journey_event).collect(),
    };
    seen.journeys.iter().take(ask.limit as usize).map(row).collect()
}

fn journey_event(event: &Event) -> JourneyEvent {
    let attributes = [
        ("channel", event.channel.map(str::to_owned)),
        ("amount", event.amount.map(|x| x.to_string())),
        ("score", event.score.map(|x| x.to_string())),
        ("text", Some(event.text.to_owned()).filter(|t| !t.is_empty())),
    ];
    JourneyEvent {
        activity: event.activity.clone(),
        time: time::rfc3339(event.time_us),
        attributes: attributes
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value?)))
            .collect(),
    }
}
