//! The seed's word lists and rules against stars, scores and people's ratings.

use crate::half::{Seeded, development};
use crate::measure::{balanced_accuracy, best_threshold, calibration_error, correlation, interval, macro_f1};
use crate::published::{self, Named, Scored};
use crate::table::Row;
use crate::vader;
use std::path::Path;
use tropa_model::{Feedback, FeedbackKind, TextPart};
use tropa_voice::{Language, Opinion, Reader, Reading, read, weigh_text};

/// All rows of the seed; figures are of the halves on which nothing was chosen.
pub fn seed(shared: &Path) -> Vec<Row> {
    let reader = Reader::seed();
    let clothes = published::clothing(shared);
    let mut rows = vec![
        stars("MyFin", published::myfin(shared), "≥ 0.80", false, &reader),
        stars(
            "women's clothing, texts without titles",
            untitled(clothes.clone()),
            "≥ 0.78",
            true,
            &reader,
        ),
        stars("women's clothing with titles", clothes, "", false, &reader),
        agreement(
            "VADER's Amazon snippets",
            published::snippets(shared),
            "≥ 0.60 (VADER 0.592)",
            &reader,
        ),
        agreement(
            "telecom recommendation 0–10",
            published::telecom(shared),
            "≥ 0.62 (VADER 0.60)",
            &reader,
        ),
    ];
    rows.extend(aspects(published::restaurants(shared), &reader));
    rows.extend(calibration(shared, &reader));
    rows.extend(languages(shared, &reader));
    rows.extend(speed(shared, &reader));
    rows.extend(memory(shared, &reader));
    rows
}

/// A text as an item of its own.
pub fn item(scored: &Scored) -> Feedback {
    let mut item = Feedback::new(scored.id.clone(), FeedbackKind::Review);
    if !scored.title.is_empty() {
        item.texts.push((TextPart::Title, scored.title.clone()));
    }
    item.texts.push((TextPart::Body, scored.text.clone()));
    item
}

/// The same without titles: published figures are of the texts alone.
pub fn untitled(items: Option<Vec<Scored>>) -> Option<Vec<Scored>> {
    let mut items = items?;
    items.iter_mut().for_each(|item| item.title.clear());
    Some(items)
}

fn reading(scored: &Scored, reader: &Reader) -> Reading {
    read(&item(scored), reader)
}

fn says(opinion: Option<Opinion>) -> f64 {
    opinion.map_or(0.0, |opinion| opinion.feeling.0)
}

/// 1–2 against 4–5 stars, as many of each.
pub fn balanced(items: &[Scored]) -> Vec<&Scored> {
    let mut good: Vec<&Scored> = items.iter().filter(|item| item.score >= 4.0).collect();
    let mut bad: Vec<&Scored> = items.iter().filter(|item| item.score <= 2.0).collect();
    Seeded(1).shuffle(&mut good);
    Seeded(2).shuffle(&mut bad);
    let n = good.len().min(bad.len());
    good.truncate(n);
    bad.truncate(n);
    good.append(&mut bad);
    good
}

fn stars(name: &str, items: Option<Vec<Scored>>, goal: &str, beside_vader: bool, reader: &Reader) -> Row {
    let what = format!("{name}: 1–2 against 4–5 stars, balanced accuracy");
    let Some(items) = items else {
        return Row::absent(&what);
    };
    let (dev, held): (Vec<Scored>, Vec<Scored>) = items.into_iter().partition(|item| development(&item.id));
    let said = |items: &[&Scored]| -> Vec<(f64, bool)> {
        items
            .iter()
            .map(|item| (says(reading(item, reader).opinion), item.score > 3.0))
            .collect()
    };
    let (dev, held) = (balanced(&dev), balanced(&held));
    let (of_dev, of_held) = (said(&dev), said(&held));
    let threshold = best_threshold(&of_dev);
    let ours = balanced_accuracy(&of_held, threshold);
    let (lo, hi) = interval(&of_held, |sample| balanced_accuracy(sample, threshold));
    let zero = balanced_accuracy(&of_held, 0.0);
    let beside = if beside_vader {
        vader_stars(&dev, &held)
    } else {
        String::new()
    };
    eprintln!(
        "{name}: development half {:.4} (at zero {:.4})",
        balanced_accuracy(&of_dev, threshold),
        balanced_accuracy(&of_dev, 0.0)
    );
    Row {
        what,
        on: format!("{} held out", held.len()),
        goal: goal.to_owned(),
        beside,
        ours: format!("**{ours:.3}** ({lo:.3}…{hi:.3}); at threshold 0: {zero:.3}"),
    }
}

fn vader_stars(dev: &[&Scored], held: &[&Scored]) -> String {
    let said = |items: &[&Scored]| -> Option<Vec<(f64, bool)>> {
        let texts: Vec<&str> = items.iter().map(|item| item.text.as_str()).collect();
        let scores = vader::compound(&texts)?;
        Some(
            scores
                .into_iter()
                .zip(items)
                .map(|(says, item)| (says, item.score > 3.0))
                .collect(),
        )
    };
    match (said(dev), said(held)) {
        (Some(dev), Some(held)) => format!("VADER {:.3}", balanced_accuracy(&held, best_threshold(&dev))),
        _ => "VADER is absent".to_owned(),
    }
}

fn agreement(name: &str, items: Option<Vec<Scored>>, goal: &str, reader: &Reader) -> Row {
    let what = format!("{name}: correlation");
    let Some(items) = items else {
        return Row::absent(&what);
    };
    let (dev, held): (Vec<Scored>, Vec<Scored>) = items.into_iter().partition(|item| development(&item.id));
    let pairs = |items: &[Scored]| -> Vec<(f64, f64)> {
        items
            .iter()
            .map(|item| (says(reading(item, reader).opinion), item.score))
            .collect()
    };
    let of_held = pairs(&held);
    let (lo, hi) = interval(&of_held, correlation);
    let texts: Vec<&str> = held.iter().map(|item| item.text.as_str()).collect();
    let beside = match vader::compound(&texts) {
        Some(scores) => {
            let pairs: Vec<(f64, f64)> = scores
                .into_iter()
                .zip(&held)
                .map(|(says, item)| (says, item.score))
                .collect();
            format!("VADER {:.3}", correlation(&pairs))
        }
        None => "VADER is absent".to_owned(),
    };
    eprintln!("{name}: development half {:.4}", correlation(&pairs(&dev)));
    Row {
        what,
        on: format!("{} held out", held.len()),
        goal: goal.to_owned(),
        beside,
        ours: format!("**{:.3}** ({lo:.3}…{hi:.3})", correlation(&of_held)),
    }
}

fn aspects(named: Option<Vec<Named>>, reader: &Reader) -> Vec<Row> {
    let what = "SentiRuEval 2015, restaurants: feeling about a thing named";
    let Some(named) = named else {
        return vec![Row::absent(what)];
    };
    let pairs = |dev: bool, classes: &[&'static str]| -> Vec<(&'static str, &'static str)> {
        named
            .iter()
            .filter(|named| development(&named.review) == dev && named.mark == "Rel")
            .filter_map(|named| {
                let is = *classes.iter().find(|class| **class == named.sentiment)?;
                Some((said_of(named, classes, reader), is))
            })
            .collect()
    };
    let two = ["positive", "negative"];
    let three = ["positive", "negative", "neutral"];
    let row = |classes: &[&'static str], goal: &str, which: &str| {
        let held = pairs(false, classes);
        let (lo, hi) = interval(&held, |sample| macro_f1(sample, classes));
        eprintln!(
            "restaurants, {which}: development half {:.4}",
            macro_f1(&pairs(true, classes), classes)
        );
        let all: Vec<(&str, &str)> = held.iter().map(|(_, is)| ("positive", *is)).collect();
        Row {
            what: format!("{what}, {which}: macro-F1"),
            on: format!("{} held out", held.len()),
            goal: goal.to_owned(),
            beside: format!("all positive {:.3}", macro_f1(&all, classes)),
            ours: format!("**{:.3}** ({lo:.3}…{hi:.3})", macro_f1(&held, classes)),
        }
    };
    vec![
        row(&two, "≥ 0.70", "positive and negative"),
        row(&three, "", "positive, negative and neutral"),
    ]
}

/// What is said about a thing named. Among two classes nothing said counts as positive: most things are.
fn said_of(named: &Named, classes: &[&'static str], reader: &Reader) -> &'static str {
    let says = says(reader.opinion_at(&named.text, named.start, named.end));
    let neutral = classes.contains(&"neutral");
    match says {
        says if neutral && says.abs() < 0.15 => "neutral",
        says if says < 0.0 => "negative",
        _ => "positive",
    }
}

/// What is said with which confidence, and whether its sign is right.
fn confidences(
    items: &[&Scored],
    good: impl Fn(&Scored) -> Option<bool>,
    reader: &Reader,
) -> Vec<(f64, bool)> {
    items
        .iter()
        .filter_map(|item| {
            let good = good(item)?;
            let opinion = reading(item, reader).opinion?;
            Some((opinion.confidence, (opinion.feeling.0 > 0.0) == good))
        })
        .collect()
}

fn calibration(shared: &Path, reader: &Reader) -> Vec<Row> {
    let good = |item: &Scored| (item.score != 3.0).then_some(item.score > 3.0);
    let mut rows = Vec::new();
    let sets = [
        ("MyFin", published::myfin(shared)),
        ("women's clothing", published::clothing(shared)),
    ];
    let mut dev_of_all = Vec::new();
    let mut all = Vec::new();
    for (name, items) in sets {
        let Some(items) = items else { continue };
        let (dev, held): (Vec<Scored>, Vec<Scored>) =
            items.into_iter().partition(|item| development(&item.id));
        let said = confidences(&balanced(&held), good, reader);
        dev_of_all.extend(confidences(&balanced(&dev), good, reader));
        rows.push(calibrated(name, &said));
        all.extend(said);
    }
    if let Some(items) = published::telecom(shared) {
        let (dev, held): (Vec<Scored>, Vec<Scored>) =
            items.into_iter().partition(|item| development(&item.id));
        let good = |item: &Scored| (item.score <= 6.0 || item.score >= 9.0).then_some(item.score >= 9.0);
        let said = confidences(&held.iter().collect::<Vec<_>>(), good, reader);
        dev_of_all.extend(confidences(&dev.iter().collect::<Vec<_>>(), good, reader));
        rows.push(calibrated("telecom, 0–6 against 9–10", &said));
        all.extend(said);
    }
    eprintln!(
        "calibration: development halves {:.4}",
        calibration_error(&dev_of_all)
    );
    rows.push(calibrated("all three together", &all));
    rows
}

fn calibrated(name: &str, said: &[(f64, bool)]) -> Row {
    let right = said.iter().filter(|(_, right)| *right).count() as f64 / said.len().max(1) as f64;
    let mean = said.iter().map(|(confidence, _)| confidence).sum::<f64>() / said.len().max(1) as f64;
    Row {
        what: format!("confidence of the sign, {name}: expected calibration error"),
        on: format!("{} held out that say a feeling", said.len()),
        goal: "≤ 0.05".to_owned(),
        beside: format!("right {right:.3}, mean confidence {mean:.3}"),
        ours: format!("**{:.3}**", calibration_error(said)),
    }
}

fn languages(shared: &Path, reader: &Reader) -> Vec<Row> {
    let sets: [(&str, Option<Vec<Scored>>, Language); 4] = [
        ("MyFin is Russian", published::myfin(shared), Language::Ru),
        (
            "women's clothing is English",
            published::clothing(shared),
            Language::En,
        ),
        ("telecom is English", published::telecom(shared), Language::En),
        (
            "Olist's reviews are Portuguese, shown as other",
            published::olist(shared),
            Language::Other,
        ),
    ];
    sets.into_iter()
        .map(|(name, items, language)| {
            let what = format!("language: {name}");
            let Some(items) = items else {
                return Row::absent(&what);
            };
            let held: Vec<&Scored> = items.iter().filter(|item| !development(&item.id)).collect();
            let share = |language| {
                let n = held
                    .iter()
                    .filter(|item| reading(item, reader).language == language)
                    .count();
                n as f64 / held.len().max(1) as f64
            };
            Row {
                what,
                on: format!("{} held out", held.len()),
                goal: String::new(),
                beside: format!("undecided {:.3}", share(Language::Unknown)),
                ours: format!("**{:.3}**", share(language)),
            }
        })
        .collect()
}

/// Texts per second on one core, and the memory the process takes for them.
fn speed(shared: &Path, reader: &Reader) -> Vec<Row> {
    let mut rows = Vec::new();
    let sets = [
        ("short texts (telecom)", published::telecom(shared), "≥ 20,000"),
        ("reviews (MyFin)", published::myfin(shared), ""),
    ];
    for (name, items, goal) in sets {
        let Some(items) = items else { continue };
        let items: Vec<Feedback> = items.iter().map(item).collect();
        let characters: usize = items
            .iter()
            .map(|item| item.text(TextPart::Body).chars().count())
            .sum();
        let rounds = (20_000 / items.len()).max(1);
        let started = processor_seconds();
        let mut sentences = 0;
        for _ in 0..rounds {
            for item in &items {
                sentences += read(item, reader).sentences.len();
            }
        }
        let seconds = processor_seconds() - started;
        let texts = (rounds * items.len()) as f64;
        rows.push(Row {
            what: format!("speed, {name}: texts a second on one core"),
            on: format!(
                "{texts} texts of {} characters, {sentences} sentences",
                characters / items.len()
            ),
            goal: goal.to_owned(),
            beside: String::new(),
            ours: format!("**{:.0}**", texts / seconds),
        });
    }
    rows
}

/// What a million readings leave in memory.
fn memory(shared: &Path, reader: &Reader) -> Vec<Row> {
    let Some(items) = published::telecom(shared) else {
        return Vec::new();
    };
    let items: Vec<Feedback> = items.iter().map(item).collect();
    let Some(before) = resident_mb() else {
        return Vec::new();
    };
    let mut felt = 0usize;
    for n in 0..1_000_000 {
        felt += usize::from(read(&items[n % items.len()], reader).opinion.is_some());
    }
    let after = resident_mb().unwrap_or(before);
    vec![Row {
        what: "memory while a million texts are read one after another".to_owned(),
        on: format!("1000000 texts, {felt} with a feeling"),
        goal: "bounded".to_owned(),
        beside: format!("{before:.0} MB before"),
        ours: format!("**{after:.0} MB** after"),
    }]
}

/// Seconds this thread has had a processor: what others run on the machine does not count. The clock where the system
/// does not tell.
pub fn processor_seconds() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|text| text.split_whitespace().next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(
        || {
            std::time::UNIX_EPOCH
                .elapsed()
                .map_or(0.0, |since| since.as_secs_f64())
        },
        |nanoseconds| nanoseconds / 1e9,
    )
}

/// Memory of this process in RAM.
fn resident_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kb: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kb / 1024.0)
}

/// Prints the surest wrong readings of a development half: what to learn from.
pub fn wrong(shared: &Path, dataset: &str, n: usize) {
    let reader = Reader::seed();
    if dataset == "restaurants" {
        return wrong_restaurants(shared, n, &reader);
    }
    let (items, middle) = match dataset {
        "myfin" => (published::myfin(shared), 3.0),
        "clothing" => (published::clothing(shared), 3.0),
        "telecom" => (published::telecom(shared), 7.5),
        _ => (published::snippets(shared), 0.0),
    };
    let Some(items) = items else {
        return println!("the data are absent");
    };
    let mut found: Vec<(f64, &Scored, Reading)> = items
        .iter()
        .filter(|item| development(&item.id) && item.score != middle)
        .map(|item| (item, reading(item, &reader)))
        .map(|(item, reading)| {
            let wrong = -says(reading.opinion) * (item.score - middle).signum();
            (wrong, item, reading)
        })
        .filter(|(wrong, ..)| *wrong >= 0.0)
        .collect();
    println!(
        "{} wrong of {}",
        found.len(),
        items.iter().filter(|item| development(&item.id)).count()
    );
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let step = (found.len() / n.max(1)).max(1);
    for (_, item, reading) in found.iter().step_by(step).take(n) {
        println!("\n[{}] {:.2}", item.score, says(reading.opinion));
        let item = self::item(item);
        for sentence in reading.sentences.iter().take(12) {
            println!(
                "   {:+.2} {}",
                says(sentence.opinion),
                sentence.span.of(&item).unwrap_or("")
            );
        }
    }
}

fn wrong_restaurants(shared: &Path, n: usize, reader: &Reader) {
    let Some(named) = published::restaurants(shared) else {
        return println!("the data are absent");
    };
    let classes = ["positive", "negative"];
    let mut wrong: Vec<&Named> = named
        .iter()
        .filter(|named| development(&named.review) && classes.contains(&named.sentiment.as_str()))
        .filter(|named| said_of(named, &classes, reader) != named.sentiment)
        .collect();
    println!("{} wrong", wrong.len());
    Seeded(3).shuffle(&mut wrong);
    for named in wrong.iter().take(n) {
        let chars: Vec<char> = named.text.chars().collect();
        let (start, end) = (named.start as usize, named.end as usize);
        let around = |from: usize, to: usize| {
            chars[from.min(chars.len())..to.min(chars.len())]
                .iter()
                .collect::<String>()
        };
        println!(
            "{} {:+.2} {}[{}]{}",
            named.sentiment,
            says(reader.opinion_at(&named.text, named.start, named.end)),
            around(start.saturating_sub(70), start),
            around(start, end),
            around(end, end + 70)
        );
    }
}

/// Prints the weights of confidence by language and sign, fitted on the development halves: the constants of
/// `confidence` in the reader.
pub fn curves(shared: &Path) {
    let russian = published::myfin(shared).unwrap_or_default();
    let english = untitled(published::clothing(shared)).unwrap_or_default();
    let telecom = published::telecom(shared).unwrap_or_default();
    let dev = |items: &[Scored]| -> Vec<Scored> {
        items
            .iter()
            .filter(|item| development(&item.id))
            .cloned()
            .collect()
    };
    let (russian, english, telecom) = (dev(&russian), dev(&english), dev(&telecom));
    let stars = |item: &&Scored| (*item).clone();
    let mut of_english: Vec<(Scored, bool)> =
        balanced(&english).iter().map(stars).map(good_of_stars).collect();
    of_english.extend(
        telecom
            .into_iter()
            .filter(|item| item.score <= 6.0 || item.score >= 9.0)
            .map(|item| (item.clone(), item.score >= 9.0)),
    );
    let of_russian: Vec<(Scored, bool)> = balanced(&russian).iter().map(stars).map(good_of_stars).collect();
    for (language, items) in [("Russian", of_russian), ("English", of_english)] {
        for praise in [true, false] {
            let points: Vec<([f64; 3], bool)> = items
                .iter()
                .filter_map(|(item, good)| {
                    let weighed = weigh_text(&item.text);
                    let (sum, size) = (
                        f64::from(weighed.good - weighed.bad),
                        f64::from(weighed.good + weighed.bad),
                    );
                    let point = [1.0, sum.abs().ln_1p(), sum.abs() / size];
                    (size >= 0.25 && (sum > 0.0) == praise).then_some((point, *good == praise))
                })
                .collect();
            let [a, b, c] = logistic(&points);
            println!(
                "{language}, praise {praise}, n {}: ({a:.2}, {b:.2}, {c:.2})",
                points.len()
            );
        }
    }
}

fn good_of_stars(item: Scored) -> (Scored, bool) {
    let good = item.score > 3.0;
    (item, good)
}

/// Weights of a logistic curve, by steps down its slope.
fn logistic(points: &[([f64; 3], bool)]) -> [f64; 3] {
    let mut weights = [0.0; 3];
    for _ in 0..20_000 {
        let mut slope = [0.0; 3];
        for (point, right) in points {
            let logit: f64 = weights.iter().zip(point).map(|(weight, x)| weight * x).sum();
            let miss = 1.0 / (1.0 + (-logit).exp()) - f64::from(u8::from(*right));
            for (slope, x) in slope.iter_mut().zip(point) {
                *slope += miss * x / points.len() as f64;
            }
        }
        for (weight, slope) in weights.iter_mut().zip(slope) {
            *weight -= slope;
        }
    }
    weights
}
