//! Attribution on published paths beside another implementation: the Python package `ChannelAttribution` (PyPI), run
//! by `dev/quality/peers/channel_attribution.py` with the Python that `TROPA_PYTHON` names.

use crate::table::Row;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::Instant;
use tropa_mine::attribution::{Attribution, Model, PathChain, TouchPath, TouchPaths, attribution};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/peers/channel_attribution.py");

pub fn credits(folder: &Path) -> Vec<Row> {
    let file = folder.join("data/attribution/channelattribution_pathdata.csv.gz");
    let Some(paths) = read(&file) else {
        return vec![Row::absent("Attribution against another implementation")];
    };
    let on = format!(
        "{} paths, {} channels, {} goals, {} without",
        paths.paths.len(),
        paths.channels.len(),
        paths.conversions(),
        paths.nulls()
    );
    let models = [
        Model::First,
        Model::Last,
        Model::Linear,
        Model::Markov { order: 1 },
    ];
    let told = attribution(&paths, &models, 0, 1);
    let weights: Vec<(f64, f64)> = paths.paths.iter().map(|p| (p.conversions, p.nulls)).collect();
    let effects = PathChain::new(&paths, 1).removal(&weights).effects;
    let mut rows = Vec::new();
    match peer(&file) {
        None => rows.push(Row {
            what: "Attribution against ChannelAttribution 2.2".into(),
            on: on.clone(),
            goal: "equal".into(),
            beside: "no Python with ChannelAttribution: set TROPA_PYTHON".into(),
            ours: String::new(),
        }),
        Some(peer) => {
            let names = ["first touch", "last touch", "evenly", "Markov, order 1"];
            for (model, name) in names.iter().enumerate() {
                let worst = worst(&told, &peer, model);
                rows.push(Row {
                    what: format!("Goals by channel, {name}: largest difference"),
                    on: on.clone(),
                    goal: if model < 3 {
                        "0"
                    } else {
                        "within the scatter of their walks"
                    }
                    .into(),
                    beside: "ChannelAttribution 2.2 (Python)".into(),
                    ours: format!("{:.4} goals, {:.5} of all", worst, worst / paths.conversions()),
                });
            }
            let worst = told.models[0]
                .credits
                .iter()
                .zip(&effects)
                .filter_map(|(credit, effect)| Some((peer.get(&credit.channel)?[4] - effect).abs()))
                .fold(0.0, f64::max);
            rows.push(Row {
                what: "Removal effect: largest difference".into(),
                on: on.clone(),
                goal: "within the scatter of their walks".into(),
                beside: "ChannelAttribution 2.2 (Python), random walks".into(),
                ours: format!("{worst:.5}"),
            });
        }
    }
    for order in 1..=3 {
        let start = Instant::now();
        let chain = PathChain::new(&paths, order);
        let removal = chain.removal(&weights);
        let seconds = start.elapsed().as_secs_f64();
        let observed = paths.conversions() / (paths.conversions() + paths.nulls());
        rows.push(Row {
            what: format!("Markov chain of order {order} converts as often as the paths did"),
            on: on.clone(),
            goal: "equal".into(),
            beside: format!("{observed:.9} observed"),
            ours: format!(
                "{:.9}{}",
                removal.rate,
                if seconds < 10.0 { ", under ten seconds" } else { "" }
            ),
        });
    }
    rows
}

fn worst(told: &Attribution, peer: &BTreeMap<String, Vec<f64>>, model: usize) -> f64 {
    told.models[model]
        .credits
        .iter()
        .filter_map(|credit| Some((peer.get(&credit.channel)?[model] - credit.conversions.value).abs()))
        .fold(0.0, f64::max)
}

fn read(file: &Path) -> Option<TouchPaths> {
    let bytes = std::fs::File::open(file).ok()?;
    let mut table = csv::Reader::from_reader(flate2::read::GzDecoder::new(bytes));
    let mut rows: Vec<(Vec<String>, [f64; 3])> = Vec::new();
    for row in table.records() {
        let row = row.ok()?;
        let number = |at: usize| row.get(at).and_then(|v| v.parse().ok()).unwrap_or(0.0);
        let path = row.get(0)?.split('>').map(|c| c.trim().to_owned()).collect();
        rows.push((path, [number(1), number(2), number(3)]));
    }
    let mut channels: Vec<String> = rows.iter().flat_map(|r| r.0.iter().cloned()).collect();
    channels.sort();
    channels.dedup();
    let place = |name: &String| channels.binary_search(name).map_or(0, |at| at as u32);
    let paths = rows
        .iter()
        .map(|(path, [conversions, value, nulls])| TouchPath {
            channels: path.iter().map(place).collect(),
            ages_s: Vec::new(),
            conversions: *conversions,
            value: *value,
            nulls: *nulls,
        })
        .collect();
    Some(TouchPaths {
        channels,
        paths,
        ..TouchPaths::default()
    })
}

/// First, last, linear, Markov and removal effect of every channel, where a Python has the package.
fn peer(file: &Path) -> Option<BTreeMap<String, Vec<f64>>> {
    let python = std::env::var("TROPA_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let output = Command::new(python).arg(SCRIPT).arg(file).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let rows: BTreeMap<String, Vec<f64>> = text
        .lines()
        .filter_map(|line| {
            let mut parts = line.split(',');
            let name = parts.next()?.to_owned();
            let numbers: Vec<f64> = parts.filter_map(|p| p.parse().ok()).collect();
            (numbers.len() == 5).then_some((name, numbers))
        })
        .collect();
    (!rows.is_empty()).then_some(rows)
}
