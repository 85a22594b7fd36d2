//! Representative journeys: the planted ones found again, on the public sets and on sets made here.

use crate::table::Row;
use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;
use tropa_mine::Random;
use tropa_mine::represent::{RepresentOptions, representatives};
use tropa_model::{Journeys, Variants};

type Walk = Vec<String>;

pub fn representative(folder: &Path) -> Vec<Row> {
    let mut rows = published(folder);
    rows.extend(planted());
    rows
}

/// Mean over the sets of the benchmark, per level of noise.
fn published(folder: &Path) -> Vec<Row> {
    let path = folder.join("data/benchmarks/representatives/ds0-7.tar.gz");
    let Ok(file) = std::fs::File::open(path) else {
        return vec![Row::absent("Representative journeys, public sets")];
    };
    let mut bytes = Vec::new();
    if flate2::read::GzDecoder::new(file)
        .read_to_end(&mut bytes)
        .is_err()
    {
        return vec![Row::absent("Representative journeys, public sets")];
    }
    let sets: Vec<(String, Vec<Walk>)> = unpacked(&bytes)
        .into_iter()
        .map(|(name, text)| {
            let walks = text.lines().filter(|line| !line.is_empty());
            let walks = walks.map(|line| line.split('-').map(str::to_owned).collect());
            (name, walks.collect())
        })
        .collect();
    let find = |set: usize, noise: &str| {
        let wanted = format!("ds{set}-noise{noise}.csv");
        sets.iter()
            .find(|(name, _)| name.ends_with(&wanted))
            .map(|(_, walks)| walks)
    };
    let levels = [
        ("0.3", ""),
        ("0.6", "≤ 0.12"),
        ("0.7", ""),
        ("0.8", "≤ 0.50"),
        ("0.85", ""),
        ("0.9", ""),
    ];
    levels
        .into_iter()
        .map(|(noise, goal)| {
            let mut score = Score::default();
            for set in 0..8 {
                if let (Some(truth), Some(walks)) = (find(set, "0.0"), find(set, noise)) {
                    score.add(&truth.iter().cloned().collect(), walks);
                }
            }
            score.row(
                format!("public sets, {} of journeys changed", percent(noise)),
                goal,
            )
        })
        .collect()
}

/// Own sets: other lengths, other alphabets, and three kinds of noise the method knows nothing of.
fn planted() -> Vec<Row> {
    [
        ("each step left out with probability 0.15", Noise::LeaveOut),
        ("neighbours swapped with probability 0.15", Noise::Swap),
        ("a step repeated with probability 0.2", Noise::Repeat),
        ("all three, and one journey in ten is random", Noise::All),
    ]
    .into_iter()
    .map(|(name, noise)| {
        let mut score = Score::default();
        for seed in 0..20 {
            let mut random = Random::new(seed, 0x7265_7072);
            let letters = 8 + random.below(20);
            let truth: BTreeSet<Walk> = (0..2 + random.below(7))
                .map(|_| {
                    let length = 6 + random.below(14);
                    (0..length)
                        .map(|_| format!("step {}", random.below(letters)))
                        .collect()
                })
                .collect();
            let ways: Vec<&Walk> = truth.iter().collect();
            // Unequal shares: each way has its weight.
            let weights: Vec<f64> = ways.iter().map(|_| 0.3 + random.unit()).collect();
            let walks: Vec<Walk> = (0..1_500)
                .map(|_| {
                    let way = ways[random.weighted(&weights)];
                    noise.change(way, letters, &mut random)
                })
                .collect();
            score.add(&truth, &walks);
        }
        score.row(format!("planted ways, 20 seeds: {name}"), "")
    })
    .collect()
}

#[derive(Clone, Copy, PartialEq)]
enum Noise {
    LeaveOut,
    Swap,
    Repeat,
    All,
}

impl Noise {
    fn change(self, way: &Walk, letters: usize, random: &mut Random) -> Walk {
        let is = |kind: Noise| self == kind || self == Noise::All;
        if self == Noise::All && random.chance(0.1) {
            let length = 3 + random.below(12);
            return (0..length)
                .map(|_| format!("step {}", random.below(letters)))
                .collect();
        }
        let mut walk: Walk = Vec::new();
        for step in way {
            if is(Noise::LeaveOut) && random.chance(0.15) {
                continue;
            }
            walk.push(step.clone());
            if is(Noise::Repeat) && random.chance(0.2) {
                walk.push(step.clone());
            }
        }
        if is(Noise::Swap) {
            for place in 1..walk.len() {
                if random.chance(0.15) {
                    walk.swap(place, place - 1);
                }
            }
        }
        if walk.is_empty() {
            walk.push(way[0].clone());
        }
        walk
    }
}

/// Jaccard distance of the sets and difference of their sizes, ours and by counting, summed over sets.
#[derive(Default)]
struct Score {
    sets: usize,
    exact: f64,
    ours: [f64; 2],
    counted: [f64; 2],
}

impl Score {
    fn add(&mut self, truth: &BTreeSet<Walk>, walks: &[Walk]) {
        let variants = variants(walks);
        let found = representatives(&variants, &RepresentOptions::default());
        let ours: BTreeSet<Walk> = found.ways.into_iter().map(|way| way.activities).collect();
        let counted: BTreeSet<Walk> = (0..frequent(&variants.journeys))
            .map(|variant| {
                let codes = variants.codes_of(variant).iter();
                codes
                    .map(|&code| variants.activities[code as usize].clone())
                    .collect()
            })
            .collect();
        self.sets += 1;
        self.exact += walks.iter().filter(|walk| truth.contains(*walk)).count() as f64 / walks.len() as f64;
        for (sum, set) in [(&mut self.ours, ours), (&mut self.counted, counted)] {
            let common = truth.intersection(&set).count() as f64;
            sum[0] += 1.0 - common / (truth.len() as f64 + set.len() as f64 - common);
            sum[1] += (set.len() as f64 - truth.len() as f64).abs();
        }
    }

    fn row(&self, on: String, goal: &str) -> Row {
        let n = self.sets.max(1) as f64;
        let told = |[jaccard, number]: [f64; 2]| format!("{:.3}, {:.2}", jaccard / n, number / n);
        Row {
            what: "Jaccard distance to the true ways, distance in number".to_owned(),
            on: format!(
                "{on} ({} sets; walked exactly by {:.0} %)",
                self.sets,
                100.0 * self.exact / n
            ),
            goal: goal.to_owned(),
            beside: format!("counting sequences {}", told(self.counted)),
            ours: told(self.ours),
        }
    }
}

/// How many of the sequences, most frequent first, stand before the largest fall in frequency.
fn frequent(journeys: &[u64]) -> usize {
    (1..journeys.len())
        .max_by_key(|&k| (journeys[k - 1] - journeys[k], std::cmp::Reverse(k)))
        .unwrap_or(journeys.len())
}

pub fn variants(walks: &[Walk]) -> Variants {
    let names: BTreeSet<&String> = walks.iter().flatten().collect();
    let names: Vec<String> = names.into_iter().cloned().collect();
    let mut journeys = Journeys {
        starts: vec![0],
        ..Journeys::default()
    };
    for walk in walks {
        let codes = walk
            .iter()
            .map(|name| names.binary_search(name).map_or(0, |code| code as u32));
        journeys.codes.extend(codes);
        journeys.starts.push(journeys.codes.len());
    }
    journeys.activities = names;
    journeys.times_us = vec![0; journeys.codes.len()];
    journeys.variants().0
}

fn percent(share: &str) -> String {
    format!("{:.0} %", 100.0 * share.parse::<f64>().unwrap_or(0.0))
}

/// Regular files of a tar archive (POSIX ustar: headers of 512 bytes, the size in octal at 124).
fn unpacked(mut bytes: &[u8]) -> Vec<(String, String)> {
    let mut files = Vec::new();
    while bytes.len() >= 512 && bytes[0] != 0 {
        let text = |range: std::ops::Range<usize>| {
            let field = &bytes[range];
            let end = field.iter().position(|&b| b == 0).unwrap_or(field.len());
            String::from_utf8_lossy(&field[..end]).trim().to_owned()
        };
        let name = text(0..100);
        let size = usize::from_str_radix(&text(124..136), 8).unwrap_or(0);
        let body = &bytes[512..(512 + size).min(bytes.len())];
        if matches!(bytes[156], b'0' | 0) {
            files.push((name, String::from_utf8_lossy(body).into_owned()));
        }
        bytes = &bytes[(512 + size.div_ceil(512) * 512).min(bytes.len())..];
    }
    files
}
