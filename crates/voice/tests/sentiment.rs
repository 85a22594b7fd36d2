//! What is read from small texts, in both languages: reads like a manual.

#![allow(clippy::unwrap_used)]

use tropa_model::{Feedback, FeedbackKind, TextPart};
use tropa_voice::{Language, Reader, read};

fn item(text: &str) -> Feedback {
    let mut item = Feedback::new("1", FeedbackKind::Review);
    item.texts = vec![(TextPart::Body, text.to_owned())];
    item
}

fn feeling(text: &str) -> Option<f64> {
    read(&item(text), &Reader::seed())
        .opinion
        .map(|opinion| opinion.feeling.0)
}

#[track_caller]
fn good(text: &str) {
    let read = feeling(text);
    assert!(read.is_some_and(|f| f > 0.1), "{text}: {read:?}");
}

#[track_caller]
fn bad(text: &str) {
    let read = feeling(text);
    assert!(read.is_some_and(|f| f < -0.1), "{text}: {read:?}");
}

#[track_caller]
fn more(stronger: &str, weaker: &str) {
    let (a, b) = (feeling(stronger).unwrap(), feeling(weaker).unwrap());
    assert!(a.abs() > b.abs() && a * b > 0.0, "{stronger}: {a}; {weaker}: {b}");
}

#[test]
fn praise_and_blame() {
    good("Отличный банк, вежливые сотрудники");
    good("Great service, very helpful staff");
    bad("Ужасное обслуживание, хамство");
    bad("Terrible service and rude staff");
    assert_eq!(feeling("Карта в конверте"), None);
    assert_eq!(feeling("The card is in the envelope"), None);
}

#[test]
fn a_denial_turns_round_what_it_reaches() {
    bad("Мне не понравилось");
    bad("не очень удобное приложение");
    bad("Ничего хорошего");
    good("Не пожалела ни разу");
    good("нельзя не похвалить сотрудников");
    good("Обслужили без проблем");
    good("претензий нет");
    bad("The app is not good");
    bad("I don't like it");
    good("not bad at all");
    good("No problems so far");
    bad("Деньги не пришли");
}

#[test]
fn other_words_make_it_stronger_or_weaker() {
    more("очень хороший банк", "хороший банк");
    more("хороший банк", "довольно хороший банк");
    more("a very good bank", "a good bank");
    more("It is GREAT service", "It is great service");
    more("Хорошо!!!", "Хорошо");
    more("ооочень плохо", "плохо");
}

#[test]
fn after_but_stands_what_is_meant() {
    bad("Интерьер хороший, но обслуживание ужасное");
    good("Долго, но вежливо, качественно и с улыбкой");
    good("Slow at first, but excellent in the end");
    good("Хотя очередь была, всё отлично");
}

#[test]
fn smileys_speak() {
    good("пришла карта 👍");
    bad("пришла карта 😡");
    good("карта :)");
    bad("карта (((");
}

#[test]
fn what_may_be_sarcasm_is_left_open() {
    assert_eq!(feeling("Ну просто «отличный» сервис 🙄"), None);
    assert_eq!(feeling("Спасибо, что украли мои деньги"), None);
}

#[test]
fn the_part_of_a_review_says_how_it_is_meant() {
    let mut item = Feedback::new("1", FeedbackKind::Review);
    item.texts = vec![
        (TextPart::Pros, "экран, звук".to_owned()),
        (TextPart::Cons, "вес".to_owned()),
    ];
    let reading = read(&item, &Reader::seed());
    let signs: Vec<bool> = reading
        .sentences
        .iter()
        .map(|sentence| sentence.opinion.unwrap().feeling.0 > 0.0)
        .collect();
    assert_eq!(signs, [true, false]);
    item.texts = vec![(TextPart::Cons, "Нет".to_owned())];
    assert!(read(&item, &Reader::seed()).opinion.unwrap().feeling.0 > 0.0);
}

#[test]
fn each_thing_named_has_the_feeling_of_its_clause() {
    let text = "Карта отличная, но доставка ужасная";
    let reading = read(&item(text), &Reader::seed());
    let found: Vec<(&str, bool)> = reading.sentences[0]
        .aspects
        .iter()
        .map(|aspect| (aspect.aspect.as_str(), aspect.opinion.unwrap().feeling.0 > 0.0))
        .collect();
    assert_eq!(found, [("card", true), ("delivery", false)]);
    let at = |from, to| Reader::seed().opinion_at(text, from, to).unwrap().feeling.0;
    assert!(at(0, 5) > 0.0 && at(20, 28) < 0.0);
}

#[test]
fn sentences_of_two_languages_are_read_each_in_its_own() {
    let reading = read(
        &item("Очень удобно и быстро. The delivery was terrible."),
        &Reader::seed(),
    );
    let languages: Vec<Language> = reading.sentences.iter().map(|s| s.language).collect();
    assert_eq!(languages, [Language::Ru, Language::En]);
    assert_eq!(reading.language, Language::Mixed);
    assert!(reading.sentences[0].opinion.unwrap().feeling.0 > 0.0);
    assert!(reading.sentences[1].opinion.unwrap().feeling.0 < 0.0);
}

#[test]
fn spans_lie_inside_and_the_same_text_reads_the_same() {
    let pieces = [
        "Карта",
        "не",
        "good",
        "👍🏽",
        "…",
        "«",
        "ужас",
        "a.b",
        "\n",
        "é́",
        "(((",
        "  ",
        "но",
        "12.5",
        "服务",
    ];
    let mut state = 7u64;
    for _ in 0..500 {
        let mut text = String::new();
        for _ in 0..12 {
            state = state
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            text += pieces[(state >> 33) as usize % pieces.len()];
            if state & 1 == 0 {
                text.push(' ');
            }
        }
        let item = item(&text);
        let reading = read(&item, &Reader::seed());
        assert_eq!(reading, read(&item, &Reader::seed()));
        for sentence in &reading.sentences {
            assert!(
                sentence.span.of(&item).is_some_and(|words| !words.is_empty()),
                "{text:?}"
            );
            for aspect in &sentence.aspects {
                let inside = sentence.span.start <= aspect.span.start && aspect.span.end <= sentence.span.end;
                assert!(inside && aspect.span.of(&item).is_some(), "{text:?}");
            }
            for opinion in sentence.opinion.iter().chain(&reading.opinion) {
                assert!(opinion.feeling.0.abs() <= 2.0 && (0.0..=1.0).contains(&opinion.confidence));
            }
        }
    }
}
