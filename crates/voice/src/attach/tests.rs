use super::*;
use tropa_model::{FeedbackKind, TextPart};

fn steps() -> Vec<Step> {
    let step = |key: &str, en: &str, ru: &str, terms: &[&str]| Step {
        key: key.into(),
        name: LocalText::en_ru(en, ru),
        terms: terms.iter().map(|term| (*term).to_owned()).collect(),
    };
    vec![
        step("order", "Order", "Заказ", &["оформление заказа"]),
        step("delivery", "Delivery", "Доставка", &["курьер", "привез*"]),
        step("support", "Support", "Поддержка", &["оператор", "call centre"]),
    ]
}

fn item(text: &str) -> Feedback {
    let mut item = Feedback::new("1", FeedbackKind::Review);
    item.texts = vec![(TextPart::Body, text.into())];
    item
}

fn attacher() -> Attacher {
    Attacher::new(steps(), &[], AttachSettings::default())
}

/// `step by: because` of an item.
fn told(attachment: &Attachment, language: &str) -> String {
    let step = attachment.step.as_deref().unwrap_or("—");
    let by = attachment.by.map_or_else(String::new, |by| format!(" {by:?}"));
    format!("{step}{by}: {}", attachment.because.get(language))
}

#[test]
fn a_person_goes_before_the_record_and_the_record_before_the_text() {
    let mut item = item("Курьер не приехал");
    item.step = Some("Support".into());
    let attacher = attacher();
    let told_with = |context: &Context| told(&attacher.attach(&item, context), "ru");
    assert_eq!(
        told_with(&Context::default()),
        "support Named: в записи указано «Support»"
    );
    let pin = Context {
        pin: Some(Some("order")),
        ..Context::default()
    };
    assert_eq!(told_with(&pin), "order Pinned: так решил человек");
    let off = Context {
        pin: Some(None),
        ..Context::default()
    };
    assert_eq!(told_with(&off), "— Pinned: человек снял его с карты");
    let rejected = Context {
        rejected: &["support"],
        ..Context::default()
    };
    assert_eq!(told_with(&rejected), "delivery Text: в тексте есть «Курьер»");
}

#[test]
fn words_of_a_step_attach_a_text_in_either_language() {
    let attacher = attacher();
    let none = Context::default();
    assert_eq!(
        told(&attacher.attach(&item("Долго не привозили"), &none), "ru"),
        "— : ни одно слово не называет шаг".replace("— :", "—:")
    );
    assert_eq!(
        told(
            &attacher.attach(&item("Наконец привезли, доставка хромает"), &none),
            "ru"
        ),
        "delivery Text: в тексте есть «привезли», «доставка»"
    );
    assert_eq!(
        told(&attacher.attach(&item("The courier was late"), &none), "en"),
        "delivery Text: the text says “courier”"
    );
}

#[test]
fn what_points_to_two_steps_stays_unattached_and_says_so() {
    let attachment = attacher().attach(&item("Оператор отменил заказ"), &Context::default());
    assert_eq!(
        told(&attachment, "ru"),
        "—: может относиться и к «Заказ», и к «Поддержка»"
    );
    assert_eq!(attachment.others.len(), 2);
}

#[test]
fn without_words_the_step_the_actor_was_at_last_counts() {
    let hour = 3_600_000_000;
    let mut silent = item("");
    silent.time_us = Some(100 * hour);
    let moments = [("order", 10), ("delivery", 95), ("support", 101)].map(|(step, at)| Moment {
        step: step.into(),
        time_us: at * hour,
    });
    let context = Context {
        moments: &moments,
        ..Context::default()
    };
    let attachment = attacher().attach(&silent, &context);
    assert_eq!(
        told(&attachment, "en"),
        "delivery Time: the actor was there at most 5 h before"
    );
    silent.time_us = Some(100_000 * hour);
    assert_eq!(attacher().attach(&silent, &context).step, None);
}

/// Items of two steps that share no word with the steps' names.
fn taught_items() -> Vec<(Feedback, &'static str)> {
    let texts = [
        ("router arrived broken in a wet box", "delivery"),
        ("nobody picked up the handset for ages", "support"),
    ];
    let ends = [
        "again",
        "today",
        "yesterday",
        "as always",
        "of course",
        "last week",
        "in march",
        "sadly",
        "twice",
        "somehow",
    ];
    (0..40)
        .map(|at| {
            let (text, step) = texts[at % 2];
            (
                item(&format!("{} {text} {}", ends[at / 2 % 7], ends[at / 2 % 10])),
                step,
            )
        })
        .collect()
}

#[test]
fn pins_teach_words_that_name_no_step() {
    let items = taught_items();
    let taught: Vec<Taught> = items
        .iter()
        .map(|(item, step)| Taught {
            item,
            step,
            not: false,
        })
        .collect();
    let attacher = Attacher::new(steps(), &taught, AttachSettings::default());
    assert!(
        attacher.report().used && attacher.report().accuracy > Some(0.9),
        "{:?}",
        attacher.report()
    );
    let attachment = attacher.attach(&item("a broken box"), &Context::default());
    assert_eq!(
        (attachment.step.as_deref(), attachment.by),
        (Some("delivery"), Some(AttachedBy::Learned))
    );
    assert!(attachment.because.get("en").contains("broken"), "{attachment:?}");
}

#[test]
fn rejections_make_a_step_less_likely_for_texts_like_the_rejected() {
    let items = taught_items();
    let mut taught: Vec<Taught> = items
        .iter()
        .map(|(item, step)| Taught {
            item,
            step,
            not: false,
        })
        .collect();
    let box_of = |taught: &[Taught]| {
        let attacher = Attacher::new(
            steps(),
            taught,
            AttachSettings {
                confidence_min: 0.0,
                ..AttachSettings::default()
            },
        );
        let attachment = attacher.attach(&item("a purple box"), &Context::default());
        let all = attachment
            .others
            .iter()
            .cloned()
            .chain(attachment.step.map(|step| (step, attachment.confidence)));
        all.filter(|(step, _)| step == "delivery")
            .map(|(_, p)| p)
            .sum::<f64>()
    };
    let before = box_of(&taught);
    let rejected: Vec<Feedback> = (0..10).map(|at| item(&format!("purple box {at}"))).collect();
    taught.extend(rejected.iter().map(|item| Taught {
        item,
        step: "delivery",
        not: true,
    }));
    assert!(box_of(&taught) < before);
}

#[test]
fn too_few_examples_teach_nothing() {
    let items = taught_items();
    let taught: Vec<Taught> = items
        .iter()
        .take(5)
        .map(|(item, step)| Taught {
            item,
            step,
            not: false,
        })
        .collect();
    let attacher = Attacher::new(steps(), &taught, AttachSettings::default());
    assert_eq!((attacher.report().taught, attacher.report().used), (5, false));
}
