use super::*;
use tropa_model::{FeedbackKind, TextPart};

const SUBJECTS: [&[&str]; 5] = [
    &[
        "курьер опоздал с доставкой",
        "доставка задержалась, курьер не приехал",
        "посылку привез курьер через неделю",
        "доставка заказа сорвана",
    ],
    &[
        "приложение вылетает после обновления",
        "обновили приложение, вход сломан",
        "в приложении ошибка входа",
        "приложение не обновляется",
    ],
    &[
        "отказали в кредите без объяснений",
        "кредит оформить нельзя, отказ",
        "ставка по кредиту выросла",
        "кредитный договор с процентами",
    ],
    &[
        "в отделении очередь на час",
        "кассир в отделении ушел, очередь",
        "отделение закрыто, касса тоже",
        "очередь в кассу отделения",
    ],
    &[
        "the card was blocked abroad",
        "card blocked, pin code lost",
        "new card with a wrong pin",
        "my card pin is blocked",
    ],
];

/// Texts of five subjects in turn, each with a few words of its own.
fn texts(n: usize) -> Vec<Feedback> {
    (0..n)
        .map(|at| {
            let subject = SUBJECTS[at % 5];
            let mut item = Feedback::new(at.to_string(), FeedbackKind::Review);
            let (one, two) = (subject[(at / 5) % 4], subject[(at / 20 + 1) % 4]);
            item.texts = vec![(TextPart::Body, format!("{one}. {two}"))];
            item
        })
        .collect()
}

fn find_in(items: &[Feedback], kept: Option<&TopicModel>) -> TopicModel {
    find(&items.iter().collect::<Vec<_>>(), &TopicSettings::default(), kept)
}

/// The topic of each text.
fn told(items: &[Feedback], reader: &TopicReader) -> Vec<usize> {
    items
        .iter()
        .map(|item| reader.of(item).first().map_or(99, |hit| hit.topic))
        .collect()
}

#[test]
fn the_subjects_of_texts_are_found_and_named_in_both_languages() {
    let items = texts(400);
    let model = find_in(&items, None);
    let reader = model.reader(&[]);
    let subjects: Vec<usize> = (0..400).map(|at| at % 5).collect();
    let index = adjusted_rand_index(&subjects, &told(&items, &reader));
    assert!(index > 0.8, "{index}: {:?}", reader.topics());
    assert!(model.stability > 0.6, "{}", model.stability);
    let delivery = &reader.topics()[reader.of(&items[0])[0].topic];
    assert!(
        delivery.name.get("ru").to_lowercase().contains("доставка"),
        "{delivery:?}"
    );
    assert!(
        delivery.name.get("en").to_lowercase().contains("delivery"),
        "{delivery:?}"
    );
}

#[test]
fn the_same_texts_give_the_same_topics() {
    let items = texts(200);
    assert_eq!(find_in(&items, None), find_in(&items, None));
}

#[test]
fn topics_keep_their_ids_as_texts_come() {
    let few = find_in(&texts(200), None);
    let mut items = texts(400);
    for at in 0..60 {
        let mut item = Feedback::new(format!("new{at}"), FeedbackKind::Review);
        let text = [
            "парковка у клиники занята",
            "врач клиники опоздал на прием",
            "запись к врачу в клинику",
            "парковка клиники платная",
        ];
        item.texts = vec![(
            TextPart::Body,
            format!("{}, {}", text[at % 4], text[(at / 4 + 1) % 4]),
        )];
        items.push(item);
    }
    let more = find_in(&items, Some(&few));
    let ids = |model: &TopicModel| model.clusters.iter().map(|c| c.id.clone()).collect::<Vec<_>>();
    let kept = ids(&few).iter().filter(|id| ids(&more).contains(id)).count();
    assert!(
        kept + 1 >= few.clusters.len(),
        "{:?} → {:?}",
        ids(&few),
        ids(&more)
    );
    assert!(
        more.clusters
            .iter()
            .any(|c| c.words.iter().any(|w| w.starts_with("клиник"))),
        "{:?}",
        ids(&more)
    );
}

#[test]
fn a_person_renames_and_merges_topics_and_their_word_outlives_the_ids() {
    let items = texts(400);
    let model = find_in(&items, None);
    let key = |item: usize| {
        let topic = &model.reader(&[]).topics()[model.reader(&[]).of(&items[item])[0].topic].clone();
        TopicKey {
            id: topic.id.clone(),
            words: topic.words.clone(),
        }
    };
    let (delivery, app) = (key(0), key(1));
    let renamed = TopicDecision::Rename {
        topic: TopicKey {
            id: "gone".into(),
            ..delivery.clone()
        },
        name: LocalText::en_ru("Courier", "Курьер"),
    };
    let merged = TopicDecision::Merge {
        into: delivery.clone(),
        from: vec![app.clone()],
    };
    let reader = model.reader(&[renamed, merged]);
    assert_eq!(reader.topics().len(), model.clusters.len() - 1);
    let topic = &reader.topics()[reader.of(&items[1])[0].topic];
    assert_eq!((topic.name.get("ru"), topic.renamed), ("Курьер", true));
    assert_eq!(topic.merged_from, [app.id]);
}

#[test]
fn a_topic_is_cut_in_two_where_a_person_asks() {
    let items = texts(400);
    let model = find_in(&items, None);
    let first = &model.clusters[0];
    let settings = TopicSettings {
        split: vec![TopicKey {
            id: first.id.clone(),
            words: vec![],
        }],
        ..TopicSettings::default()
    };
    let cut = find(&items.iter().collect::<Vec<_>>(), &settings, None);
    assert!(cut.clusters.iter().any(|c| c.id == format!("{}-b", first.id)));
}

#[test]
fn no_texts_have_no_topics() {
    let model = find_in(&[], None);
    assert!(model.clusters.is_empty());
    assert!(model.reader(&[]).of(&texts(1)[0]).is_empty());
}

#[test]
fn groupings_are_compared_beyond_chance() {
    assert_eq!(adjusted_rand_index(&[1, 1, 2, 2], &["b", "b", "a", "a"]), 1.0);
    assert!((adjusted_rand_index(&[1, 1, 2, 2], &[1, 2, 1, 2]) + 0.5).abs() < 1e-9);
}
