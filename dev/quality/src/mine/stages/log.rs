//! A log as walks of activity codes, and the three answers that discovery reads of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use tropa_model::answer::{
    Answer, GraphRow, Rows, Snapshot, TimeWindow, TimesS, TouchpointRow, Unit, VariantRow,
};
use tropa_model::question::{Ask, GraphAsk, Question, TouchpointsAsk, VariantsAsk};

pub struct Walks {
    pub names: Vec<String>,
    walks: Vec<Vec<usize>>,
}

/// Cases of a log of the `unfinished` benchmark, each in time order.
pub fn read(path: &Path) -> Option<Walks> {
    let file = std::fs::File::open(path).ok()?;
    let mut reader = csv::Reader::from_reader(flate2::read::GzDecoder::new(file));
    let mut cases: BTreeMap<String, Vec<(String, usize, String)>> = BTreeMap::new();
    for (line, row) in reader.records().enumerate() {
        let row = row.ok()?;
        let (case, activity, time) = (row.get(1)?, row.get(2)?, row.get(3)?);
        let activity = activity.trim_end_matches("-complete").to_owned();
        cases
            .entry(case.to_owned())
            .or_default()
            .push((time.to_owned(), line, activity));
    }
    let mut codes: BTreeMap<String, usize> = BTreeMap::new();
    let mut names = Vec::new();
    let walks = cases
        .into_values()
        .map(|mut events| {
            events.sort();
            let code = |(_, _, activity): (String, usize, String)| {
                *codes.entry(activity.clone()).or_insert_with(|| {
                    names.push(activity);
                    names.len() - 1
                })
            };
            events.into_iter().map(code).collect()
        })
        .collect();
    Some(Walks { names, walks })
}

/// The phase that experts coded: the first digit of the step number, `4` in `01_HOOFD_430`.
pub fn phase(activity: &str) -> Option<usize> {
    let step = activity
        .split('_')
        .find(|part| part.len() >= 3 && part.bytes().take(3).all(|byte| byte.is_ascii_digit()))?;
    Some(usize::from(step.as_bytes()[0] - b'0'))
}

impl Walks {
    pub fn of(walks: &[Vec<usize>], touchpoints: usize) -> Self {
        Self {
            names: (0..touchpoints).map(|code| format!("x{code:02}")).collect(),
            walks: walks.to_vec(),
        }
    }

    /// Transitions between the given activities, others passed over; the last row and column are begin and end.
    pub fn transitions(&self, places: &[usize]) -> Vec<Vec<f64>> {
        let edge = places.len();
        let mut place_of = vec![None; self.names.len()];
        for (place, &activity) in places.iter().enumerate() {
            place_of[activity] = Some(place);
        }
        let mut flow = vec![vec![0.0; edge + 1]; edge + 1];
        for walk in &self.walks {
            let mut at = edge;
            for next in walk
                .iter()
                .filter_map(|&activity| place_of[activity])
                .chain([edge])
            {
                if next != at {
                    flow[at][next] += 1.0;
                }
                at = next;
            }
        }
        flow
    }

    /// Activities without a stage get the one that most transitions join them to, the most joined first.
    pub fn spread(&self, of: &[Option<usize>]) -> Vec<Option<usize>> {
        let all: Vec<usize> = (0..self.names.len()).collect();
        let flow = self.transitions(&all);
        let groups = of.iter().flatten().max().map_or(0, |most| most + 1);
        let mut of = of.to_vec();
        loop {
            let joined = all.iter().filter(|&&a| of[a].is_none()).filter_map(|&a| {
                let mut sums = vec![0.0; groups];
                for &b in &all {
                    if let Some(group) = of[b] {
                        sums[group] += flow[a][b] + flow[b][a];
                    }
                }
                let group = (0..groups).max_by(|&p, &q| sums[p].total_cmp(&sums[q]).then(q.cmp(&p)))?;
                (sums[group] > 0.0).then_some((sums[group], a, group))
            });
            let Some((_, activity, group)) = joined.max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1)))
            else {
                return of;
            };
            of[activity] = Some(group);
        }
    }

    /// Touchpoints, graph and variants.
    pub fn answers(&self) -> [Answer; 3] {
        let asks = [
            (Ask::Touchpoints(TouchpointsAsk::default()), self.touchpoints()),
            (Ask::Graph(GraphAsk::default()), self.graph()),
            (Ask::Variants(VariantsAsk { limit: 10_000 }), self.variants()),
        ];
        asks.map(|(ask, rows)| Answer {
            schema: format!("tropa.answer.{}/1", ask.name()),
            question: Question {
                source: None,
                filter: None,
                cut: None,
                ask,
            },
            unit: Unit::Journeys,
            base: "journeys".to_owned(),
            window: TimeWindow {
                from: String::new(),
                to: String::new(),
            },
            n: self.walks.len() as u64,
            snapshot: Snapshot {
                source: "quality".to_owned(),
                version: 1,
            },
            rows,
            idle_s: None,
            notes: Vec::new(),
        })
    }

    fn touchpoints(&self) -> Rows {
        let n = self.walks.len().max(1) as f64;
        let mut rows: Vec<TouchpointRow> = self
            .names
            .iter()
            .map(|name| TouchpointRow {
                activity: name.clone(),
                journeys: 0,
                reach: 0.0,
                events: 0,
                starts: 0,
                ends: 0,
                lost: 0,
                open: 0,
                returning: 0,
                repeating: 0,
                position: 0.0,
                wait: None,
                channels: Vec::new(),
                score: None,
            })
            .collect();
        for walk in &self.walks {
            let mut met = BTreeSet::new();
            for (place, &activity) in walk.iter().enumerate() {
                let row = &mut rows[activity];
                row.events += 1;
                row.starts += u64::from(place == 0);
                row.ends += u64::from(place + 1 == walk.len());
                if met.insert(activity) {
                    row.journeys += 1;
                    row.position += place as f64 / (walk.len() - 1).max(1) as f64;
                }
            }
        }
        rows.retain(|row| row.journeys > 0);
        for row in &mut rows {
            row.lost = row.ends;
            row.reach = row.journeys as f64 / n;
            row.position /= row.journeys as f64;
        }
        Rows::Touchpoints(rows)
    }

    fn graph(&self) -> Rows {
        let mut edges: BTreeMap<(usize, usize), (u64, u64)> = BTreeMap::new();
        for walk in &self.walks {
            let mut met = BTreeSet::new();
            for pair in walk.windows(2) {
                let edge = edges.entry((pair[0], pair[1])).or_default();
                edge.0 += 1;
                edge.1 += u64::from(met.insert((pair[0], pair[1])));
            }
        }
        let name = |code: usize| Some(self.names[code].clone());
        let row = |((from, to), (transitions, journeys))| GraphRow {
            from: name(from),
            to: name(to),
            transitions,
            journeys,
            share: 0.0,
            time: None,
        };
        Rows::Graph(edges.into_iter().map(row).collect())
    }

    fn variants(&self) -> Rows {
        let mut variants: BTreeMap<&[usize], u64> = BTreeMap::new();
        for walk in &self.walks {
            *variants.entry(walk).or_default() += 1;
        }
        let distinct = variants.len() as u64;
        let n = self.walks.len().max(1) as f64;
        let mut rows: Vec<(&[usize], u64)> = variants.into_iter().collect();
        rows.sort_by_key(|(_, journeys)| std::cmp::Reverse(*journeys));
        let mut covered = 0;
        let row = |(walk, journeys): (&[usize], u64)| {
            covered += journeys;
            VariantRow {
                activities: walk.iter().map(|&code| self.names[code].clone()).collect(),
                journeys,
                share: journeys as f64 / n,
                coverage: covered as f64 / n,
                duration: TimesS::default(),
                variants: distinct,
            }
        };
        Rows::Variants(rows.into_iter().map(row).collect())
    }
}
