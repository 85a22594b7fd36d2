//! Topics: how stable they are, what they have in common with the sites' own tags, and how fast they are found.

use crate::published::text_of;
use crate::table::Row;
use std::path::Path;
use tropa_model::{Feedback, FeedbackKind, TextPart};
use tropa_voice::topics::{TopicSettings, adjusted_rand_index, find};

/// Stability and speed on bank reviews, clothes and telecom comments.
pub fn topics(shared: &Path) -> Vec<Row> {
    let mut rows = vec![
        corpus(
            shared,
            "MyFin (ru)",
            "reviews_ru/myfin_belarus_bank_reviews.csv.gz",
            "review_text",
            Some("review_tag"),
            false,
        ),
        corpus(
            shared,
            "women's clothing (en)",
            "reviews_en/womens_clothing_reviews.csv.gz",
            "Review Text",
            Some("Class Name"),
            false,
        ),
        corpus(
            shared,
            "telecom (en)",
            "survey/telecom_nps_verbatims_by_stage.csv.gz",
            "text",
            None,
            false,
        ),
    ];
    rows.extend(speed(shared));
    rows
}

/// Seconds this process has worked: what else the machine does is not counted.
fn cpu_seconds() -> f64 {
    let told = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanoseconds: f64 = told
        .split(' ')
        .next()
        .and_then(|n| n.parse().ok())
        .unwrap_or(f64::NAN);
    nanoseconds / 1e9
}

/// Prints the topics of a corpus.
pub fn show(shared: &Path) {
    corpus(
        shared,
        "MyFin",
        "reviews_ru/myfin_belarus_bank_reviews.csv.gz",
        "review_text",
        Some("review_tag"),
        true,
    );
    corpus(
        shared,
        "clothes",
        "reviews_en/womens_clothing_reviews.csv.gz",
        "Review Text",
        None,
        true,
    );
    corpus(
        shared,
        "telecom",
        "survey/telecom_nps_verbatims_by_stage.csv.gz",
        "text",
        None,
        true,
    );
}

fn items(shared: &Path, file: &str, text: &str, tag: Option<&str>) -> Option<(Vec<Feedback>, Vec<String>)> {
    let whole = text_of(&shared.join("data").join(file))?;
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(whole.as_bytes());
    let header = reader.headers().ok()?.clone();
    let text = header.iter().position(|column| column == text)?;
    let tag = tag.and_then(|tag| header.iter().position(|column| column == tag));
    let (mut items, mut tags) = (Vec::new(), Vec::new());
    for (at, record) in reader.records().filter_map(Result::ok).enumerate() {
        let Some(words) = record.get(text).filter(|words| !words.trim().is_empty()) else {
            continue;
        };
        let mut item = Feedback::new(at.to_string(), FeedbackKind::Review);
        item.texts = vec![(TextPart::Body, words.to_owned())];
        items.push(item);
        tags.push(tag.and_then(|tag| record.get(tag)).unwrap_or_default().to_owned());
    }
    Some((items, tags))
}

fn corpus(shared: &Path, name: &str, file: &str, text: &str, tag: Option<&str>, show: bool) -> Row {
    let Some((items, tags)) = items(shared, file, text, tag) else {
        return Row::absent(name);
    };
    let listed: Vec<&Feedback> = items.iter().collect();
    let begun = cpu_seconds();
    let model = find(&listed, &TopicSettings::default(), None);
    let seconds = cpu_seconds() - begun;
    let reader = model.reader(&[]);
    let told: Vec<Option<usize>> = items
        .iter()
        .map(|item| reader.of(item).first().map(|hit| hit.topic))
        .collect();
    let (of_topic, of_tag): (Vec<usize>, Vec<&String>) = told
        .iter()
        .zip(&tags)
        .filter_map(|(topic, tag)| topic.map(|topic| (topic, tag)))
        .unzip();
    if show {
        for (at, topic) in reader.topics().iter().enumerate() {
            let n = told.iter().filter(|told| **told == Some(at)).count();
            println!(
                "{n:6} {:.2} {:24} {} | {} | {}",
                topic.stability,
                topic.id,
                topic.name.get("ru"),
                topic.name.get("en"),
                topic.words.join(" ")
            );
        }
    }
    let beside = if tag.is_some() {
        format!(
            "agreement with the site's own tag (ARI): {:.2}",
            adjusted_rand_index(&of_topic, &of_tag)
        )
    } else {
        String::new()
    };
    Row {
        what: format!("topics of {name}"),
        on: format!("{} texts", items.len()),
        goal: String::new(),
        beside,
        ours: format!(
            "{} topics, stability (ARI without a fifth of the texts) {:.2}, {:.0} % of the texts have one, {seconds:.1} s with the stability",
            model.clusters.len(),
            model.stability,
            100.0 * of_topic.len() as f64 / items.len() as f64
        ),
    }
}

/// A hundred thousand texts: the bank reviews again and again, cut at other places.
fn speed(shared: &Path) -> Option<Row> {
    let (items, _) = items(
        shared,
        "reviews_ru/myfin_belarus_bank_reviews.csv.gz",
        "review_text",
        None,
    )?;
    let mut many: Vec<Feedback> = Vec::with_capacity(100_000);
    for at in 0..100_000 {
        let text = items[at % items.len()].text(TextPart::Body);
        let from = at / items.len() * 7;
        let mut item = Feedback::new(at.to_string(), FeedbackKind::Review);
        item.texts = vec![(
            TextPart::Body,
            text.split_whitespace()
                .skip(from)
                .take(60)
                .collect::<Vec<_>>()
                .join(" "),
        )];
        many.push(item);
    }
    let listed: Vec<&Feedback> = many.iter().collect();
    let begun = cpu_seconds();
    let model = find(&listed, &TopicSettings::default(), None);
    let found = cpu_seconds() - begun;
    let reader = model.reader(&[]);
    let hits: usize = many.iter().map(|item| reader.of(item).len()).sum();
    let told = (cpu_seconds() - begun) - found;
    Some(Row {
        what: "topics of 100,000 texts of up to 60 words".into(),
        on: "MyFin repeated, one core".into(),
        goal: "seconds".into(),
        beside: String::new(),
        ours: format!(
            "found in {found:.1} s, {hits} hits told in {told:.1} s ({:.0} texts/s)",
            100_000.0 / told
        ),
    })
}
