//! What is learned from scores, on texts not learned from, beside the plain model on the same splits.

use crate::half::Seeded;
use crate::measure::{balanced_accuracy, calibration_error, correlation, interval};
use crate::plain::{self, Kind};
use crate::published::{self, Scored};
use crate::sentiment::{balanced, item, processor_seconds, untitled};
use crate::table::Row;
use std::path::Path;
use tropa_model::{Feedback, Feeling, Scale};
use tropa_voice::learn::{self, Model};
use tropa_voice::{Reader, read, text_of};

/// All rows of the trained model.
pub fn trained(shared: &Path) -> Vec<Row> {
    let mut rows = Vec::new();
    let sets = [
        ("MyFin", published::myfin(shared), "≥ 0.93 (plain 0.926)"),
        (
            "women's clothing, texts without titles",
            untitled(published::clothing(shared)),
            "≥ 0.90 (plain 0.885)",
        ),
        ("women's clothing with titles", published::clothing(shared), ""),
        (
            "Olist, Portuguese: a language without lists",
            published::olist(shared),
            "",
        ),
    ];
    for (name, items, goal) in sets {
        match items {
            Some(items) => {
                let of_set = stars(name, &items, goal);
                of_set
                    .iter()
                    .for_each(|row| eprintln!("{}: {} ({})", row.what, row.ours, row.beside));
                rows.extend(of_set);
            }
            None => rows.push(Row::absent(name)),
        }
    }
    match published::telecom(shared) {
        Some(items) => rows.extend(telecom(&items)),
        None => rows.push(Row::absent("telecom")),
    }
    rows
}

const SPLITS: u64 = 5;

/// One text that was not learned from.
#[derive(Clone)]
struct Told {
    good: bool,
    ours: f64,
    plain: f64,
    confidence: f64,
}

/// Half of the texts teach, the other half is told; five times.
fn stars(name: &str, items: &[Scored], goal: &str) -> Vec<Row> {
    let mut told: Vec<Vec<Told>> = Vec::new();
    let mut plain_is_there = true;
    let items = balanced(items);
    for split in 0..SPLITS {
        let mut order: Vec<usize> = (0..items.len()).collect();
        Seeded(100 + split).shuffle(&mut order);
        let (taught, asked) = order.split_at(items.len() / 2);
        let texts: Vec<(String, Feeling)> = taught.iter().map(|at| labelled(items[*at])).collect();
        let model = learn::train(&texts, split).model;
        let asked_texts: Vec<String> = asked.iter().map(|at| text_of(&item(items[*at]))).collect();
        let taught_plain: Vec<(&str, f64)> = texts
            .iter()
            .map(|(text, feeling)| (text.as_str(), feeling.0))
            .collect();
        let asked_plain: Vec<&str> = asked_texts.iter().map(String::as_str).collect();
        let plain = plain::predict(Kind::Sign, &taught_plain, &asked_plain);
        plain_is_there &= plain.is_some();
        let reader = Reader::seed().with_model(model);
        let one = asked
            .iter()
            .enumerate()
            .map(|(n, at)| {
                let opinion = read(&item(items[*at]), &reader).opinion;
                Told {
                    good: items[*at].score > 3.0,
                    ours: opinion.map_or(0.0, |opinion| opinion.feeling.0),
                    plain: plain.as_ref().map_or(0.0, |plain| plain[n]),
                    confidence: opinion.map_or(0.5, |opinion| opinion.confidence),
                }
            })
            .collect();
        told.push(one);
    }
    let accuracy = |told: &[Told], of: fn(&Told) -> f64| {
        let said: Vec<(f64, bool)> = told.iter().map(|one| (of(one), one.good)).collect();
        balanced_accuracy(&said, 0.0)
    };
    let mean =
        |of: fn(&Told) -> f64| told.iter().map(|one| accuracy(one, of)).sum::<f64>() / told.len() as f64;
    let ours = mean(|one| one.ours);
    let all: Vec<Told> = told.iter().flatten().cloned().collect();
    let beside = if plain_is_there {
        let (lo, hi) = interval(&all, |some| {
            accuracy(some, |one| one.ours) - accuracy(some, |one| one.plain)
        });
        format!(
            "plain {:.3}; ours − plain {lo:+.3}…{hi:+.3}",
            mean(|one| one.plain)
        )
    } else {
        "scikit-learn is absent".to_owned()
    };
    let sure: Vec<(f64, bool)> = all
        .iter()
        .map(|one| (one.confidence, (one.ours > 0.0) == one.good))
        .collect();
    vec![
        Row {
            what: format!("{name}: 1–2 against 4–5 stars, balanced accuracy"),
            on: format!(
                "{SPLITS} splits, {} taught and {} told",
                items.len() / 2,
                items.len() - items.len() / 2
            ),
            goal: goal.to_owned(),
            beside,
            ours: format!("**{ours:.3}**"),
        },
        Row {
            what: format!("{name}: expected calibration error"),
            on: format!("{} told", all.len()),
            goal: "≤ 0.05".to_owned(),
            beside: String::new(),
            ours: format!("**{:.3}**", calibration_error(&sure)),
        },
    ]
}

fn labelled(scored: &Scored) -> (String, Feeling) {
    (
        text_of(&item(scored)),
        Scale { lo: 1.0, hi: 5.0 }.feeling(scored.score),
    )
}

/// Five folds, each told by what the other four taught.
fn telecom(items: &[Scored]) -> Vec<Row> {
    let scale = Scale { lo: 0.0, hi: 10.0 };
    let mut order: Vec<usize> = (0..items.len()).collect();
    Seeded(200).shuffle(&mut order);
    let mut told: Vec<(f64, f64, f64)> = Vec::new();
    let mut plain_is_there = true;
    let mut last = Model::default();
    for fold in 0..5 {
        let (asked, taught): (Vec<usize>, Vec<usize>) = order.iter().partition(|at| *at % 5 == fold);
        let texts: Vec<(String, Feeling)> = taught
            .iter()
            .map(|at| (items[*at].text.clone(), scale.feeling(items[*at].score)))
            .collect();
        let model = learn::train(&texts, fold as u64).model;
        let taught_plain: Vec<(&str, f64)> = texts
            .iter()
            .map(|(text, feeling)| (text.as_str(), feeling.0))
            .collect();
        let asked_plain: Vec<&str> = asked.iter().map(|at| items[*at].text.as_str()).collect();
        let plain = plain::predict(Kind::Value, &taught_plain, &asked_plain);
        plain_is_there &= plain.is_some();
        let reader = Reader::seed().with_model(model.clone());
        for (n, at) in asked.iter().enumerate() {
            let ours = match model.predict(&items[*at].text) {
                Some(said) => said.feeling.0,
                None => read(&item(&items[*at]), &reader)
                    .opinion
                    .map_or(0.0, |opinion| opinion.feeling.0),
            };
            told.push((
                ours,
                plain.as_ref().map_or(0.0, |plain| plain[n]),
                items[*at].score,
            ));
        }
        last = model;
    }
    let ours =
        |told: &[(f64, f64, f64)]| correlation(&told.iter().map(|one| (one.0, one.2)).collect::<Vec<_>>());
    let plain =
        |told: &[(f64, f64, f64)]| correlation(&told.iter().map(|one| (one.1, one.2)).collect::<Vec<_>>());
    let beside = if plain_is_there {
        let (lo, hi) = interval(&told, |some| ours(some) - plain(some));
        format!("plain ridge {:.3}; ours − plain {lo:+.3}…{hi:+.3}", plain(&told))
    } else {
        "scikit-learn is absent".to_owned()
    };
    vec![
        Row {
            what: "telecom recommendation 0–10: correlation".to_owned(),
            on: format!("{} told, five folds", told.len()),
            goal: "≥ 0.78 (plain ridge 0.776)".to_owned(),
            beside,
            ours: format!("**{:.3}**", ours(&told)),
        },
        speed(items, last),
    ]
}

fn speed(items: &[Scored], model: Model) -> Row {
    let features = model.features();
    let reader = Reader::seed().with_model(model);
    let items: Vec<Feedback> = items.iter().map(item).collect();
    let rounds = (20_000 / items.len()).max(1);
    let started = processor_seconds();
    let mut said = 0;
    for _ in 0..rounds {
        said += items
            .iter()
            .filter(|item| read(item, &reader).opinion.is_some())
            .count();
    }
    let texts = (rounds * items.len()) as f64;
    Row {
        what: "speed trained, short texts (telecom): texts a second on one core".to_owned(),
        on: format!("{texts} texts, {said} with a feeling; the model knows {features} n-grams"),
        goal: "≥ 5,000".to_owned(),
        beside: String::new(),
        ours: format!("**{:.0}**", texts / (processor_seconds() - started)),
    }
}
