//! Items attached to steps, with the step the record names hidden.

use crate::half::Seeded;
use crate::published::text_of;
use crate::table::Row;
use std::path::Path;
use tropa_model::{Feedback, FeedbackKind, LocalText, TextPart};
use tropa_voice::attach::{AttachSettings, Attacher, Context, Moment, Step, Taught};

/// Telecom comments by their stage, bank reviews by their product, and made-up items that have only actor and time.
pub fn steps(shared: &Path) -> Vec<Row> {
    let telecom = rows_of(
        shared,
        "survey/telecom_nps_verbatims_by_stage.csv.gz",
        "text",
        "SURVEY_SUB_TYPE",
    );
    let banks = rows_of(
        shared,
        "reviews_ru/myfin_belarus_bank_reviews.csv.gz",
        "review_text",
        "review_tag",
    );
    let mut rows = vec![
        learned(
            "stage of a comment, text only",
            "telecom",
            telecom,
            "≥ 0.60 (majority 0.48, plain model 0.578)",
        ),
        learned("product of a review, text only", "MyFin", banks.clone(), ""),
    ];
    rows.push(named(
        "product of a review by its name and synonyms, nothing taught",
        banks,
    ));
    rows.push(silent());
    rows
}

/// A text and the step its record names.
type Told = (String, String);

fn rows_of(shared: &Path, file: &str, text: &str, step: &str) -> Option<Vec<Told>> {
    let whole = text_of(&shared.join("data").join(file))?;
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(whole.as_bytes());
    let header = reader.headers().ok()?.clone();
    let column = |name: &str| header.iter().position(|column| column == name);
    let (text, step) = (column(text)?, column(step)?);
    let records = reader.records().filter_map(Result::ok);
    let told =
        records.filter_map(|record| Some((record.get(text)?.to_owned(), record.get(step)?.to_owned())));
    Some(
        told.filter(|(text, step)| !text.trim().is_empty() && !step.is_empty())
            .collect(),
    )
}

fn item(id: usize, text: &str) -> Feedback {
    let mut item = Feedback::new(id.to_string(), FeedbackKind::Review);
    item.texts = vec![(TextPart::Body, text.to_owned())];
    item
}

/// Steps named as in the records, without synonyms.
fn steps_of(told: &[Told]) -> Vec<Step> {
    let mut keys: Vec<&String> = told.iter().map(|(_, step)| step).collect();
    keys.sort_unstable();
    keys.dedup();
    let step = |key: &&String| Step {
        key: (*key).clone(),
        name: LocalText::plain((*key).clone()),
        terms: Vec::new(),
    };
    keys.iter().map(step).collect()
}

/// Four fifths are taught, the rest is attached, five times; the same text is never on both sides.
fn learned(what: &str, of: &str, told: Option<Vec<Told>>, goal: &str) -> Row {
    let Some(told) = told else {
        return Row::absent(what);
    };
    let steps = steps_of(&told);
    let mut seeded = Seeded(11);
    let mut texts: Vec<&String> = told.iter().map(|(text, _)| text).collect();
    texts.sort_unstable();
    texts.dedup();
    seeded.shuffle(&mut texts);
    let fifth: std::collections::HashMap<&String, usize> = texts
        .iter()
        .enumerate()
        .map(|(at, text)| (*text, at % 5))
        .collect();
    let items: Vec<Feedback> = told
        .iter()
        .enumerate()
        .map(|(at, (text, _))| item(at, text))
        .collect();
    let mut shares = Vec::new();
    let (mut attached, mut attached_rightly, mut confident) = (0.0, 0.0, Vec::new());
    for out in 0..5 {
        let is_out = |at: usize| fifth[&told[at].0] == out;
        let taught: Vec<Taught> = (0..told.len())
            .filter(|at| !is_out(*at))
            .map(|at| Taught {
                item: &items[at],
                step: &told[at].1,
                not: false,
            })
            .collect();
        let attacher = Attacher::new(
            steps.clone(),
            &taught,
            AttachSettings {
                confidence_min: 0.0,
                ..AttachSettings::default()
            },
        );
        let (mut right, mut n) = (0.0, 0.0);
        for at in (0..told.len()).filter(|at| is_out(*at)) {
            let attachment = attacher.attach(&items[at], &Context::default());
            let is_right = attachment.step.as_ref() == Some(&told[at].1);
            n += 1.0;
            right += f64::from(u8::from(is_right));
            confident.push((attachment.confidence, is_right));
            if attachment.confidence >= AttachSettings::default().confidence_min {
                attached += 1.0;
                attached_rightly += f64::from(u8::from(is_right));
            }
        }
        shares.push(right / n);
    }
    let mean = shares.iter().sum::<f64>() / 5.0;
    let deviation = (shares.iter().map(|share| (share - mean).powi(2)).sum::<f64>() / 4.0).sqrt();
    let majority = steps
        .iter()
        .map(|step| told.iter().filter(|(_, of)| *of == step.key).count())
        .max()
        .unwrap_or(0);
    Row {
        what: what.to_owned(),
        on: format!(
            "{of}, {} texts, {} steps, mean of five splits",
            told.len(),
            steps.len()
        ),
        goal: goal.to_owned(),
        beside: format!(
            "the most frequent step: {:.3}",
            majority as f64 / told.len() as f64
        ),
        ours: format!(
            "{mean:.3} ± {deviation:.3}; calibration error {:.3}; {:.0} % are surer than 0.5 and attached, {:.3} of them rightly",
            crate::measure::calibration_error(&confident),
            100.0 * attached / told.len() as f64,
            attached_rightly / attached
        ),
    }
}

/// Products by what a library would call them; nothing is taught.
fn named(what: &str, told: Option<Vec<Told>>) -> Row {
    let Some(told) = told else {
        return Row::absent(what);
    };
    let synonyms: &[(&str, &[&str])] = &[
        ("Дебетовые карты", &["карта", "карточка", "дебетовая"]),
        (
            "Отделение",
            &["отделение", "касса", "кассир", "филиал", "очередь"],
        ),
        ("Потребительский кредит", &["кредит", "кредитный", "рассрочка"]),
        (
            "Мобильное приложение",
            &["приложение", "мобильный банк", "интернет-банк*"],
        ),
        ("Обмен валют", &["валюта", "обмен", "курс", "доллар"]),
        ("Вклад", &["вклад", "депозит"]),
        ("Переводы", &["перевод", "перевести"]),
    ];
    let step = |(key, terms): &(&str, &[&str])| Step {
        key: (*key).to_owned(),
        name: LocalText::plain(*key),
        terms: terms.iter().map(|term| (*term).to_owned()).collect(),
    };
    let attacher = Attacher::new(
        synonyms.iter().map(step).collect(),
        &[],
        AttachSettings::default(),
    );
    let told: Vec<&Told> = told
        .iter()
        .filter(|(_, step)| synonyms.iter().any(|(key, _)| key == step))
        .collect();
    let (mut attached, mut right) = (0.0, 0.0);
    for (at, (text, step)) in told.iter().enumerate() {
        if let Some(found) = attacher.attach(&item(at, text), &Context::default()).step {
            attached += 1.0;
            right += f64::from(u8::from(found == *step));
        }
    }
    let most = synonyms
        .iter()
        .map(|(key, _)| told.iter().filter(|(_, step)| step == key).count())
        .max()
        .unwrap_or(0);
    Row {
        what: what.to_owned(),
        on: format!("MyFin, {} reviews of seven products", told.len()),
        goal: String::new(),
        beside: format!(
            "the most frequent product: {:.3}",
            most as f64 / told.len() as f64
        ),
        ours: format!(
            "{:.0} % attached, {:.3} of them rightly",
            100.0 * attached / told.len() as f64,
            right / attached
        ),
    }
}

/// Made-up actors walk four steps, days apart; each says something without words after one of them. One event in ten is
/// missing from the log, and one answer in ten comes late.
fn silent() -> Row {
    const DAY_US: f64 = 86_400e6;
    let keys = ["order", "delivery", "first use", "payment"];
    let step = |key: &&str| Step {
        key: (*key).to_owned(),
        name: LocalText::plain(*key),
        terms: Vec::new(),
    };
    let attacher = Attacher::new(keys.iter().map(step).collect(), &[], AttachSettings::default());
    let mut seeded = Seeded(5);
    let mut unit = || seeded.below(1_000_000) as f64 / 1e6;
    let (mut attached, mut right, mut confident) = (0.0, 0.0, Vec::new());
    let n = 20_000;
    for id in 0..n {
        let mut time = 0.0;
        let visits: Vec<(usize, f64)> = (0..4)
            .map(|step| {
                time += -4.0 * (1.0 - unit()).ln();
                (step, time)
            })
            .collect();
        let spoken_of = (unit() * 4.0) as usize;
        let mean_days = if unit() < 0.1 { 8.0 } else { 0.8 };
        let said_at = visits[spoken_of].1 - mean_days * (1.0 - unit()).ln();
        let moments: Vec<Moment> = visits
            .iter()
            .filter(|_| unit() >= 0.1)
            .map(|(step, at)| Moment {
                step: keys[*step].to_owned(),
                time_us: (at * DAY_US) as i64,
            })
            .collect();
        let mut item = Feedback::new(id.to_string(), FeedbackKind::Answer);
        item.time_us = Some((said_at * DAY_US) as i64);
        let attachment = attacher.attach(
            &item,
            &Context {
                moments: &moments,
                ..Context::default()
            },
        );
        if let Some(step) = &attachment.step {
            let is_right = step == keys[spoken_of];
            attached += 1.0;
            right += f64::from(u8::from(is_right));
            confident.push((attachment.confidence, is_right));
        }
    }
    Row {
        what: "step of an item that has only actor and time".into(),
        on: format!("{n} simulated items, four steps, 10 % of events missing, 10 % of items late"),
        goal: String::new(),
        beside: "by chance: 0.25".into(),
        ours: format!(
            "{:.0} % attached, {:.3} of them rightly; calibration error {:.3}",
            100.0 * attached / f64::from(n),
            right / attached,
            crate::measure::calibration_error(&confident)
        ),
    }
}
