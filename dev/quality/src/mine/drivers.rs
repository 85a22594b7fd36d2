//! Moments of truth with a known answer: does the method find planted effects, leave confounded decoys alone, and do
//! its intervals hold?
//!
//! The simulator is no friend of the method: outcome and behaviour hang on a curve of how much a person looked around
//! before, on segments that answer the same channel differently, on seasons and on memory in the gaps between events;
//! people drop out on the way; noise events stand anywhere. Truth is the mean over people of the difference that the
//! experience makes in the generating model, all else as it was.

use crate::table::Row;
use std::collections::BTreeMap;
use std::path::Path;
use tropa_mine::Random;
use tropa_mine::drivers::{DriverKind, DriverOptions, Drivers, Outcome, drivers};
use tropa_model::{ColumnOf, JourneyColumn, JourneyValues, Journeys};

const SEEDS: u64 = 200;
const JOURNEYS: usize = 3_000;
/// Crossroads on the way, each with a touchpoint one may meet and another one instead.
const CROSSROADS: usize = 6;
/// What meeting the touchpoint adds to the log odds of the goal; 0 is a decoy.
const LIFTS: [f64; CROSSROADS] = [0.7, 0.0, -0.7, 0.0, 0.0, 0.0];
/// How strongly what drives the outcome drives meeting it.
const PULLS: [f64; CROSSROADS] = [0.8, 1.5, -0.8, -1.5, 1.5, 0.0];
/// What a standard deviation of the logarithm of the delivery's wait takes from the log odds.
const WAIT: f64 = -0.5;
/// What having to fill in the form twice takes.
const TWICE: f64 = -0.7;
const DAY_US: f64 = 86_400e6;

type Key = (DriverKind, String);

pub fn planted(_: &Path) -> Vec<Row> {
    let mut tally = Tally::default();
    let mut truths: BTreeMap<Key, (f64, f64)> = BTreeMap::new();
    let mut studies = Vec::new();
    for seed in 0..SEEDS {
        let world = world(seed);
        for (key, (sum, n)) in world.truth {
            let truth = truths.entry(key).or_default();
            truth.0 += sum;
            truth.1 += n;
        }
        studies.push(ask(&world.log));
    }
    let truths: BTreeMap<Key, f64> = truths.into_iter().map(|(key, (sum, n))| (key, sum / n)).collect();
    for study in &studies {
        tally.count(study, &truths);
    }
    tally.rows()
}

fn ask(log: &Journeys) -> Drivers {
    let mut options = DriverOptions::new(Outcome::Goal(vec!["Goal".into()]));
    options.horizon_us = Some((60.0 * DAY_US) as i64);
    options.until_us = Some(i64::MAX);
    options.adjust = vec!["segment".into(), "channel".into()];
    options.score = Some("score".into());
    drivers(log, &options)
}

#[derive(Default)]
struct Tally {
    told: u64,
    shares: f64,
    studies: u64,
    tested_decoys: u64,
    told_decoys: u64,
    crude_decoys: u64,
    covered: u64,
    intervals: u64,
    covered_planted: u64,
    planted: BTreeMap<Key, (u64, u64)>,
    /// Decoys that were told, and how often.
    wrong: BTreeMap<Key, u64>,
}

impl Tally {
    fn count(&mut self, study: &Drivers, truths: &BTreeMap<Key, f64>) {
        let (mut told, mut wrong) = (0.0, 0.0);
        for driver in &study.drivers {
            // How much people look around drives the outcome in the simulator itself: neither planted nor a decoy.
            if driver.activity == "Look" {
                continue;
            }
            let key = (driver.kind, driver.activity.clone());
            if driver.told && !truths.contains_key(&key) {
                *self.wrong.entry(key.clone()).or_default() += 1;
            }
            let truth = truths.get(&key).copied().unwrap_or(0.0);
            self.intervals += 1;
            let covers = !driver.effect.excludes(truth);
            self.covered += u64::from(covers);
            if truth == 0.0 {
                self.tested_decoys += 1;
                self.told_decoys += u64::from(driver.told);
                let (n1, n0) = (driver.exposed as f64, driver.unexposed as f64);
                let (p, q) = (driver.with.value, driver.without.value);
                let se = (p * (1.0 - p) / n1 + q * (1.0 - q) / n0).sqrt();
                self.crude_decoys += u64::from(driver.crude.abs() > 2.5 * se);
            } else {
                self.covered_planted += u64::from(covers);
                let entry = self.planted.entry(key).or_default();
                entry.0 += 1;
                entry.1 += u64::from(driver.told && driver.effect.value.signum() == truth.signum());
            }
            if driver.told {
                told += 1.0;
                wrong += f64::from(u8::from(truth == 0.0));
            }
        }
        self.studies += 1;
        self.told += told as u64;
        self.shares += if told > 0.0 { wrong / told } else { 0.0 };
    }

    fn rows(&self) -> Vec<Row> {
        let on = format!("{SEEDS} seeds, {JOURNEYS} journeys each");
        let share = |part: u64, of: u64| format!("{:.3} ({part}/{of})", part as f64 / of.max(1) as f64);
        let row = |what: &str, goal: &str, beside: String, ours: String| Row {
            what: what.into(),
            on: on.clone(),
            goal: goal.into(),
            beside,
            ours,
        };
        let planted: u64 = self.planted.values().map(|v| v.0).sum();
        let found: u64 = self.planted.values().map(|v| v.1).sum();
        let mut rows = vec![
            row(
                "False discoveries among what is told, mean",
                "≤ 0.05",
                "—".into(),
                format!(
                    "{:.3} ({} told)",
                    self.shares / self.studies.max(1) as f64,
                    self.told
                ),
            ),
            row(
                "Decoys told (confounded and idle touchpoints)",
                "≤ 0.05",
                format!(
                    "plain difference: {}",
                    share(self.crude_decoys, self.tested_decoys)
                ),
                share(self.told_decoys, self.tested_decoys),
            ),
            row(
                "95 % intervals hold the true effect, all comparisons",
                "0.90–0.98",
                "—".into(),
                share(self.covered, self.intervals),
            ),
            row(
                "95 % intervals hold the true effect, planted effects",
                "0.90–0.98",
                "—".into(),
                share(self.covered_planted, planted),
            ),
            row(
                "Planted effects told with the right sign",
                "power shown",
                "—".into(),
                share(found, planted),
            ),
        ];
        let worst = self.wrong.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
        if let Some(((kind, activity), times)) = worst {
            rows.push(row(
                "The decoy told most often",
                "no one in particular",
                "—".into(),
                format!(
                    "{} {activity}: {}",
                    format!("{kind:?}").to_lowercase(),
                    share(*times, self.studies)
                ),
            ));
        }
        for ((kind, activity), (n, told)) in &self.planted {
            rows.push(row(
                &format!("… {} {activity}", format!("{kind:?}").to_lowercase()),
                "power shown",
                "—".into(),
                share(*told, *n),
            ));
        }
        rows
    }
}

struct World {
    log: Journeys,
    /// Sum and number of true differences.
    truth: BTreeMap<Key, (f64, f64)>,
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// One person's life, with everything drawn that could have happened.
struct Life {
    /// Log odds of the goal without any of the experiences.
    base: f64,
    met: [bool; CROSSROADS],
    wait: f64,
    twice: bool,
    /// At which crossroads the person drops out, if at all.
    drops: Option<usize>,
    /// Chance to stay until the end from each crossroads on.
    stays: [f64; CROSSROADS + 1],
}

impl Life {
    fn lift(&self) -> f64 {
        (0..CROSSROADS)
            .filter(|&j| self.met[j])
            .map(|j| LIFTS[j])
            .sum::<f64>()
            + WAIT * self.wait
            + if self.twice { TWICE } else { 0.0 }
    }
}

const NAMES: [&str; 9] = [
    "Arrive",
    "Look",
    "Form",
    "Order sent",
    "Delivered",
    "Rated",
    "Banner",
    "Goal",
    "Leave",
];

fn world(seed: u64) -> World {
    let mut activities: Vec<String> = NAMES.map(str::to_owned).to_vec();
    for j in 0..CROSSROADS {
        activities.extend([
            format!("Crossing {j}"),
            format!("Meets {j}"),
            format!("Other {j}"),
        ]);
    }
    let mut log = Journeys {
        activities,
        starts: vec![0],
        ..Journeys::default()
    };
    let (mut segments, mut channels, mut scores) = (Vec::new(), Vec::new(), Vec::new());
    let mut truth: BTreeMap<Key, (f64, f64)> = BTreeMap::new();
    for person in 0..JOURNEYS {
        let mut random = Random::new(seed, person as u64);
        let segment = random.weighted(&[0.5, 0.3, 0.2]);
        let channel = random.weighted(&[0.4, 0.35, 0.25]);
        let looks = (0..7)
            .take_while(|_| random.chance([0.55, 0.7, 0.4][segment]))
            .count();
        let start = random.unit() * 365.0;
        let season = (start / 365.0 * std::f64::consts::TAU).sin();
        let k = looks as f64;
        let keen = 0.5 * f64::from(u8::from(segment == 1)) + 0.35 * k - 0.05 * k * k
            + 0.6 * f64::from(u8::from(channel == 1 && segment != 2))
            + 0.3 * season;
        let mut life = Life {
            base: -0.9 + 0.9 * (keen - 0.5),
            met: [false; CROSSROADS],
            wait: random.normal(),
            twice: random.chance(sigmoid(-0.8 - 0.8 * (keen - 0.6))),
            drops: None,
            stays: [1.0; CROSSROADS + 1],
        };
        let leave = sigmoid(-4.0 - 0.8 * (keen - 0.6));
        for (j, pull) in PULLS.iter().enumerate() {
            life.met[j] = random.chance(sigmoid(-0.2 + pull * (keen - 0.6)));
            if life.drops.is_none() && random.chance(leave) {
                life.drops = Some(j);
            }
            life.stays[j] = (1.0 - leave).powi((CROSSROADS - j) as i32);
        }
        let goal = life.drops.is_none() && random.chance(sigmoid(life.base + life.lift()));
        tell(&life, &mut truth);
        write(
            &mut log,
            &mut scores,
            &mut random,
            &life,
            looks,
            keen,
            start,
            goal,
        );
        segments.push(segment as u32 + 1);
        channels.push(channel as u32 + 1);
    }
    let coded = |name: &str, codes: Vec<u32>| JourneyColumn {
        name: name.into(),
        of: ColumnOf::Journey,
        values: JourneyValues::Coded {
            codes,
            names: vec!["a".into(), "b".into(), "c".into()],
        },
    };
    log.columns = vec![
        coded("channel", channels),
        JourneyColumn {
            name: "score".into(),
            of: ColumnOf::Event,
            values: JourneyValues::Number(scores),
        },
        coded("segment", segments),
    ];
    World { log, truth }
}

/// Adds what each experience would change for this person, where the person gets to it.
fn tell(life: &Life, truth: &mut BTreeMap<Key, (f64, f64)>) {
    let mut add = |key: Key, difference: f64| {
        let sum = truth.entry(key).or_default();
        sum.0 += difference;
        sum.1 += 1.0;
    };
    let lift = life.lift();
    for j in (0..CROSSROADS).filter(|&j| LIFTS[j] != 0.0 && life.drops.is_none_or(|d| d > j)) {
        let rest = life.base + lift - if life.met[j] { LIFTS[j] } else { 0.0 };
        let difference = (sigmoid(rest + LIFTS[j]) - sigmoid(rest)) * life.stays[j + 1];
        add((DriverKind::Met, format!("Meets {j}")), difference);
        add((DriverKind::Met, format!("Other {j}")), -difference);
    }
    // The form comes before the crossroads, the delivery after them.
    let rest = life.base + lift - if life.twice { TWICE } else { 0.0 };
    add(
        (DriverKind::Repeat, "Form".into()),
        (sigmoid(rest + TWICE) - sigmoid(rest)) * life.stays[0],
    );
    if life.drops.is_none() {
        let rest = life.base + lift - WAIT * life.wait;
        // A half of the normal curve in steps of equal probability.
        let mean = |sign: f64| {
            let steps = 40;
            (0..steps)
                .map(|s| {
                    let q = 0.5 + (f64::from(s) + 0.5) / f64::from(steps) / 2.0;
                    sigmoid(rest + WAIT * sign * tropa_mine::estimate::normal_quantile(q))
                })
                .sum::<f64>()
                / f64::from(steps)
        };
        add((DriverKind::Wait, "Delivered".into()), mean(1.0) - mean(-1.0));
    }
}

#[allow(clippy::too_many_arguments, reason = "one life, written once")]
fn write(
    log: &mut Journeys,
    scores: &mut Vec<f64>,
    random: &mut Random,
    life: &Life,
    looks: usize,
    keen: f64,
    start: f64,
    goal: bool,
) {
    let mut time = start * DAY_US;
    let mut slow = random.normal();
    let mut step = |random: &mut Random, name: usize, days: f64, score: f64| {
        // Gaps remember the one before: who is slow once is slow again.
        slow = 0.7 * slow + 0.7 * random.normal();
        time += days * DAY_US * (0.6 * slow).exp();
        log.codes.push(name as u32);
        log.times_us.push(time as i64);
        scores.push(score);
    };
    step(random, 0, 0.0, f64::NAN);
    for _ in 0..looks {
        step(random, 1, 0.02, f64::NAN);
    }
    step(random, 2, 0.02, f64::NAN);
    if life.twice {
        step(random, 2, 0.01, f64::NAN);
    }
    let mut gone = false;
    for j in 0..CROSSROADS {
        if life.drops == Some(j) {
            gone = true;
            break;
        }
        let crossing = NAMES.len() + 3 * j;
        step(random, crossing, 0.1, f64::NAN);
        step(
            random,
            if life.met[j] { crossing + 1 } else { crossing + 2 },
            0.05,
            f64::NAN,
        );
        if random.chance(0.1) {
            step(random, 6, 0.02, f64::NAN);
        }
    }
    if !gone {
        step(random, 3, 0.1, f64::NAN);
        // The wait itself does not hang on the pace of the person.
        time += 2.0 * DAY_US * (0.8 * life.wait).exp();
        log.codes.push(4);
        log.times_us.push(time as i64);
        scores.push(f64::NAN);
        let liked = (3.0 + 1.2 * (keen - 0.6) + random.normal())
            .round()
            .clamp(1.0, 5.0);
        time += 0.2 * DAY_US;
        log.codes.push(5);
        log.times_us.push(time as i64);
        scores.push(liked);
        time += random.exponential() * DAY_US;
        log.codes.push(if goal { 7 } else { 8 });
        log.times_us.push(time as i64);
        scores.push(f64::NAN);
    }
    log.starts.push(log.codes.len());
}
