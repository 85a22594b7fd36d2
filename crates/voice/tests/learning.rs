//! Learning from scores: what it finds, when it is used, and that it is the same again.

#![allow(clippy::unwrap_used)]

use tropa_model::{Feedback, FeedbackKind, Feeling, TextPart};
use tropa_voice::learn::{Model, TEXTS_MIN, train};
use tropa_voice::{Language, Reader, read};

/// Texts whose feeling is told by words no list knows: «зюзя» is good, «кукся» bad.
fn texts(n: usize, noise: usize) -> Vec<(String, Feeling)> {
    let things = [
        "карта",
        "доставка",
        "касса",
        "вклад",
        "курьер",
        "приложение",
        "заявка",
    ];
    (0..n)
        .map(|at| {
            let good = at % 2 == 0;
            let told = if noise > 0 && at % noise == 0 { !good } else { good };
            let word = if told { "зюзя" } else { "кукся" };
            let text = format!(
                "{} номер {at} {word} в городе {}",
                things[at % 7],
                things[(at / 7) % 7]
            );
            (text, Feeling(if good { 1.5 } else { -1.5 }))
        })
        .collect()
}

#[test]
fn words_of_a_company_are_learned_from_its_scores() {
    let trained = train(&texts(400, 0), 1);
    let report = &trained.report.languages[0];
    assert_eq!((report.language, report.used), (Language::Ru, true));
    assert!(report.accuracy > 0.95 && report.gain_lo > 0.0, "{report:?}");
    assert_eq!(
        (report.n_train, report.n_held_out, report.n_texts),
        (400, 400, 400)
    );
    let good = trained.model.predict("новая карта зюзя").unwrap();
    let bad = trained.model.predict("новая карта кукся").unwrap();
    assert!(good.good > 0.7 && good.feeling.0 > 0.3, "{good:?}");
    assert!(bad.good < 0.3 && bad.feeling.0 < -0.3, "{bad:?}");
    assert_eq!(trained.model.predict("a new card"), None);
}

#[test]
fn the_feeling_of_a_text_is_told_by_what_was_learned() {
    let mut item = Feedback::new("1", FeedbackKind::Answer);
    item.texts = vec![(TextPart::Body, "карта кукся".to_owned())];
    assert_eq!(read(&item, &Reader::seed()).opinion, None);
    let reader = Reader::seed().with_model(train(&texts(400, 0), 1).model);
    assert!(read(&item, &reader).opinion.unwrap().feeling.0 < 0.0);
}

#[test]
fn what_chance_would_tell_as_well_is_not_used() {
    // Every other text says the contrary: words tell nothing.
    let trained = train(&texts(400, 2), 1);
    let report = &trained.report.languages[0];
    assert!(!report.used || report.gain_lo > 0.0, "{report:?}");
    let even: Vec<(String, Feeling)> = (0..400)
        .map(|at| {
            (
                format!("карта номер {}", at / 2),
                Feeling(if at % 2 == 0 { 1.5 } else { -1.5 }),
            )
        })
        .collect();
    let trained = train(&even, 1);
    assert!(!trained.report.languages[0].used, "{:?}", trained.report);
    assert_eq!(trained.model.predict("карта номер 7"), None);
}

#[test]
fn too_few_scores_teach_nothing_and_say_so() {
    let trained = train(&texts(TEXTS_MIN - 1, 0), 1);
    let report = &trained.report.languages[0];
    assert_eq!(
        (report.n_texts, report.n_train, report.used),
        (TEXTS_MIN - 1, 0, false)
    );
    assert!(train(&[], 1).report.languages.is_empty());
}

#[test]
fn the_same_scores_make_the_same_model_whatever_their_order() {
    let mut scored = texts(200, 9);
    let one = train(&scored, 3);
    scored.reverse();
    let two = train(&scored, 3);
    assert_eq!(one.model.to_bytes(), two.model.to_bytes());
    assert_eq!(one.report, two.report);
}

#[test]
fn a_model_is_written_and_read_back_and_other_bytes_are_refused() {
    let model = train(&texts(200, 9), 3).model;
    let bytes = model.to_bytes();
    let back = Model::from_bytes(&bytes).unwrap();
    assert_eq!(back.to_bytes(), bytes);
    assert_eq!(back.predict("карта зюзя"), model.predict("карта зюзя"));
    assert!(Model::from_bytes(b"").is_err());
    assert!(Model::from_bytes(&bytes[..bytes.len() - 1]).is_err());
    let mut longer = bytes.clone();
    longer.push(0);
    assert!(Model::from_bytes(&longer).is_err());
    let mut huge = bytes;
    let counts_at = 8 + 1 + 1 + 4 * 10;
    huge[counts_at..counts_at + 4].copy_from_slice(&u32::MAX.to_le_bytes());
    assert!(Model::from_bytes(&huge).is_err());
}
