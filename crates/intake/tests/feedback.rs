//! Files of what people say, as small as they can be: recognised, read, masked.
#![allow(clippy::unwrap_used)] // test code

use std::fmt::Write as _;
use tropa_intake::voice::{
    MaskKind, MaskPattern, MaskRules, MaskWord, Masks, ScaleWish, VoiceMapping, VoiceOptions, VoiceSink,
    VoiceSummary, read, recognise,
};
use tropa_intake::{Input, RejectedRow, SinkError};
use tropa_model::Scale;
use tropa_model::feedback::{Feedback, FeedbackKind, Speaker, TextPart};

#[derive(Default)]
struct Kept {
    items: Vec<Feedback>,
    rejected: Vec<RejectedRow>,
}

impl VoiceSink for Kept {
    fn items(&mut self, items: Vec<Feedback>) -> Result<(), SinkError> {
        self.items.extend(items);
        Ok(())
    }

    fn reject(&mut self, row: RejectedRow) -> Result<(), SinkError> {
        self.rejected.push(row);
        Ok(())
    }
}

fn inputs<'f>(files: &[(&'f str, &'f [u8])]) -> Vec<Input<'f>> {
    files.iter().map(|(name, bytes)| Input { name, bytes }).collect()
}

#[track_caller]
fn import(files: &[(&str, &[u8])], options: &VoiceOptions) -> (VoiceMapping, Kept, VoiceSummary) {
    let inputs = inputs(files);
    let proposed = recognise(&inputs, options).unwrap().expect("it is feedback");
    assert!(proposed.missing.is_empty(), "{:?}", proposed.missing);
    let mapping = proposed.mapping.unwrap();
    let again = VoiceMapping::from_json(&mapping.to_json()).unwrap();
    assert_eq!(again, mapping, "a mapping comes back from its file");
    let mut kept = Kept::default();
    let summary = read(&inputs, &mapping, &Masks::default(), &mut kept).unwrap();
    (mapping, kept, summary)
}

fn shown(items: &[Feedback]) -> String {
    let mut text = String::new();
    for item in items {
        let kind = serde_json::to_value(item.kind).unwrap();
        write!(text, "{}", kind.as_str().unwrap()).unwrap();
        for (name, value) in [
            ("actor", item.actor.clone()),
            ("at", item.time_us.map(tropa_model::time::rfc3339)),
            ("step", item.step.clone()),
            ("segment", item.segment.clone()),
            ("asked", item.question.clone()),
            (
                "score",
                item.score
                    .map(|s| format!("{} of {}..{}", s.value, s.scale.lo, s.scale.hi)),
            ),
            ("chose", item.choice.clone()),
            ("reply", item.reply.clone()),
        ] {
            if let Some(value) = value {
                write!(text, " {name}={value}").unwrap();
            }
        }
        if item.speaker != Speaker::Actor {
            write!(text, " by {:?}", item.speaker).unwrap();
        }
        if let Some(conversation) = &item.conversation {
            write!(text, " in {conversation}/{}", item.turn.unwrap_or_default()).unwrap();
        }
        for (part, said) in &item.texts {
            write!(text, " {part:?}: {said}").unwrap();
        }
        text.push('\n');
    }
    text
}

#[track_caller]
fn check(file: &str, text: &str, expected: expect_test::Expect) {
    let (_, kept, _) = import(&[(file, text.as_bytes())], &VoiceOptions::default());
    expected.assert_eq(&shown(&kept.items));
}

#[test]
fn reviews_have_stars_parts_and_the_company_s_reply() {
    check(
        "reviews.csv",
        "review_id;user_id;Дата отзыва;Оценка;Достоинства;Недостатки;Комментарий;Ответ банка\n\
         r1;u1;28.02.2026;5;быстро;;Всё понравилось, спасибо вам большое;Спасибо!\n\
         r2;u2;01.03.2026 10:00;1;;долго;Ждал карту две недели и не дождался;\n",
        expect_test::expect![[r#"
            review actor=u1 at=2026-02-28T00:00:00Z score=5 of 1..5 reply=Спасибо! Pros: быстро Body: Всё понравилось, спасибо вам большое
            review actor=u2 at=2026-03-01T10:00:00Z score=1 of 1..5 Cons: долго Body: Ждал карту две недели и не дождался
        "#]],
    );
}

#[test]
fn a_wide_survey_becomes_one_item_for_each_answer() {
    check(
        "survey.csv",
        "response_id,respondent_id,submitted_at,How likely are you to recommend us?,How easy was it to order?,Why did you give this score?,Which channel do you prefer to use?\n\
         a,p1,2026-01-05T10:00:00Z,9,6,Because the courier was very kind,App\n\
         b,p2,2026-01-06T10:00:00Z,3,,The parcel came late again,Phone\n\
         c,p3,2026-01-06T11:00:00Z,10,7,I liked all of it a lot,App\n\
         d,p4,2026-01-06T12:00:00Z,8,5,It was fine for me really,App\n",
        expect_test::expect![[r#"
            answer actor=p1 at=2026-01-05T10:00:00Z asked=How likely are you to recommend us? score=9 of 0..10 in a/0
            answer actor=p1 at=2026-01-05T10:00:00Z asked=How easy was it to order? score=6 of 1..7 in a/0
            answer actor=p1 at=2026-01-05T10:00:00Z asked=Why did you give this score? in a/0 Body: Because the courier was very kind
            answer actor=p1 at=2026-01-05T10:00:00Z asked=Which channel do you prefer to use? chose=App in a/0
            answer actor=p2 at=2026-01-06T10:00:00Z asked=How likely are you to recommend us? score=3 of 0..10 in b/0
            answer actor=p2 at=2026-01-06T10:00:00Z asked=Why did you give this score? in b/0 Body: The parcel came late again
            answer actor=p2 at=2026-01-06T10:00:00Z asked=Which channel do you prefer to use? chose=Phone in b/0
            answer actor=p3 at=2026-01-06T11:00:00Z asked=How likely are you to recommend us? score=10 of 0..10 in c/0
            answer actor=p3 at=2026-01-06T11:00:00Z asked=How easy was it to order? score=7 of 1..7 in c/0
            answer actor=p3 at=2026-01-06T11:00:00Z asked=Why did you give this score? in c/0 Body: I liked all of it a lot
            answer actor=p3 at=2026-01-06T11:00:00Z asked=Which channel do you prefer to use? chose=App in c/0
            answer actor=p4 at=2026-01-06T12:00:00Z asked=How likely are you to recommend us? score=8 of 0..10 in d/0
            answer actor=p4 at=2026-01-06T12:00:00Z asked=How easy was it to order? score=5 of 1..7 in d/0
            answer actor=p4 at=2026-01-06T12:00:00Z asked=Why did you give this score? in d/0 Body: It was fine for me really
            answer actor=p4 at=2026-01-06T12:00:00Z asked=Which channel do you prefer to use? chose=App in d/0
        "#]],
    );
}

#[test]
fn a_chat_has_two_sides_and_belongs_to_the_customer() {
    check(
        "chats.csv",
        "conversation_id,author_id,created_at,inbound,text\n\
         c1,u7,2026-01-05 10:00:00,True,Where is my parcel please\n\
         c1,HelpDesk,2026-01-05 10:01:00,False,We are looking into it now\n\
         c1,u7,2026-01-05 10:05:00,True,It should have come yesterday\n",
        expect_test::expect![[r#"
            chat actor=u7 at=2026-01-05T10:00:00Z in c1/0 Body: Where is my parcel please
            chat actor=u7 at=2026-01-05T10:01:00Z by Company in c1/1 Body: We are looking into it now
            chat actor=u7 at=2026-01-05T10:05:00Z in c1/2 Body: It should have come yesterday
        "#]],
    );
    check(
        "chats.json",
        r#"[{"convo_id": 5, "scenario": {"flow": "returns", "personal": {"email": "a@b.org"}},
             "original": [["agent", "Hi!"], ["customer", "I need to return it"], ["action", "Account pulled up"]]}]"#,
        expect_test::expect![[r#"
            chat by Company in 5/0 Body: Hi!
            chat in 5/1 Body: I need to return it
            chat by Company in 5/2 Body: Account pulled up
        "#]],
    );
}

#[test]
fn an_interview_has_who_asks_and_who_answers() {
    check(
        "P1.txt",
        "Interview\nDan: \n What do you use?\nParticipant: \n Mostly the app.\nDan: \n Why?\nParticipant: \n It is quick.\n",
        expect_test::expect![[r#"
            interview actor=P1 by Researcher in P1/0 Body: What do you use?
            interview actor=P1 in P1/1 Body: Mostly the app.
            interview actor=P1 by Researcher in P1/2 Body: Why?
            interview actor=P1 in P1/3 Body: It is quick.
        "#]],
    );
}

#[test]
fn elements_of_xml_are_reviews_whose_scores_are_questions_of_their_own() {
    check(
        "reviews.xml",
        "<?xml version=\"1.0\"?><reviews><review id=\"7\"><meta><user>Zorg</user><date>13.03.2012 11:42</date></meta>\
         <scores><food>8</food><service>0</service></scores><text>Столик бронировали &amp; ждали, но вкусно</text></review>\
         <review id=\"9\"><meta><user>Vera</user><date>14.03.2012</date></meta><scores><food>10</food><service>9</service></scores>\
         <text>Обслуживание может и не самое лучшее, зато уютно</text></review></reviews>",
        expect_test::expect![[r#"
            review actor=Zorg at=2012-03-13T11:42:00Z in 7/0 Body: Столик бронировали & ждали, но вкусно
            review actor=Zorg at=2012-03-13T11:42:00Z asked=scores.food score=8 of 0..10 in 7/0
            review actor=Zorg at=2012-03-13T11:42:00Z asked=scores.service score=0 of 0..10 in 7/0
            review actor=Vera at=2012-03-14T00:00:00Z in 9/0 Body: Обслуживание может и не самое лучшее, зато уютно
            review actor=Vera at=2012-03-14T00:00:00Z asked=scores.food score=10 of 0..10 in 9/0
            review actor=Vera at=2012-03-14T00:00:00Z asked=scores.service score=9 of 0..10 in 9/0
        "#]],
    );
}

#[test]
fn one_file_per_review_is_one_item_per_file() {
    let files: Vec<(String, String)> = (0..6)
        .map(|n| {
            (
                format!("imdb/pos/{n}.txt"),
                format!("A film number {n} that I liked from beginning to end"),
            )
        })
        .collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(n, t)| (n.as_str(), t.as_bytes())).collect();
    let (_, kept, summary) = import(&files, &VoiceOptions::default());
    assert_eq!((summary.items, kept.items[0].kind), (6, FeedbackKind::Review));
    assert_eq!(
        (kept.items[3].id.as_str(), &*kept.items[3].attributes["folder"]),
        ("3", "pos")
    );
}

#[test]
fn reading_twice_gives_the_same_ids_and_a_longer_export_the_same_for_what_it_repeats() {
    let first = "user_id,date,review_text\n1,2026-01-01,Very good service in the shop\n2,2026-01-02,I waited for a long time\n";
    let longer = format!("{}3,2026-01-03,And another one came later on\n", first);
    let ids = |text: &str| -> Vec<String> {
        let (_, kept, _) = import(&[("r.csv", text.as_bytes())], &VoiceOptions::default());
        kept.items.into_iter().map(|item| item.id).collect()
    };
    assert_eq!(ids(first), ids(first));
    assert_eq!(ids(first)[..], ids(&longer)[..2]);
}

#[test]
fn a_bad_row_goes_to_quarantine_with_its_column_and_without_personal_data() {
    let text = "user_id,date,rating,review_text\n1,2026-01-01,9,Call me at +7 916 123-45-67 please now\n\
                2,2026-01-02,5,Good in every respect for me\n3,2026-01-02,4,Well made and quickly sent\n\
                4,2026-01-03,,\n";
    let stated = VoiceOptions {
        kind: Some(FeedbackKind::Review),
        ..VoiceOptions::default()
    };
    let inputs = inputs(&[("r.csv", text.as_bytes())]);
    let mut mapping = recognise(&inputs, &stated).unwrap().unwrap().mapping.unwrap();
    for column in &mut mapping.columns {
        if let tropa_intake::voice::VoiceRole::Score(score) = &mut column.role {
            score.scale = Scale::new(1.0, 5.0).unwrap();
        }
    }
    let mut kept = Kept::default();
    let summary = read(&inputs, &mapping, &Masks::default(), &mut kept).unwrap();
    assert_eq!((summary.items, summary.rejected), (2, 2));
    let (off, nothing) = (&kept.rejected[0], &kept.rejected[1]);
    assert_eq!(
        (off.row, off.code.name(), off.column.as_deref()),
        (2, "score_off_scale", Some("rating"))
    );
    assert_eq!((nothing.row, nothing.code.name()), (5, "nothing_said"));
    assert!(
        off.raw.contains("[phone]") && !off.raw.contains("916"),
        "{}",
        off.raw
    );
}

#[test]
fn columns_of_one_measure_on_two_scales_are_asked_about_and_named() {
    let text = "respondent_id,How satisfied are you with delivery?,How satisfied are you with support?\n\
                p1,5,9\np2,4,10\np3,1,2\np4,3,7\n";
    let inputs = inputs(&[("s.csv", text.as_bytes())]);
    let proposed = recognise(&inputs, &VoiceOptions::default()).unwrap().unwrap();
    assert!(proposed.mapping.is_none());
    let saw = proposed.missing[0].saw.to_string();
    assert!(
        saw.contains("delivery?» 1..5") && saw.contains("support?» 1..10"),
        "{saw}"
    );
    let wish = |column: &str, hi| ScaleWish {
        column: Some(column.into()),
        scale: Scale::new(1.0, hi).unwrap(),
    };
    let stated = VoiceOptions {
        scales: vec![
            wish("How satisfied are you with delivery?", 5.0),
            wish("How satisfied are you with support?", 10.0),
        ],
        ..VoiceOptions::default()
    };
    assert!(recognise(&inputs, &stated).unwrap().unwrap().mapping.is_some());
}

#[test]
fn a_log_of_events_is_no_feedback_even_with_comments_in_it() {
    let log = "customer,event,when,comment\n1,visit,2026-01-01,I came in and looked around a little\n\
               2,visit,2026-01-01,Nothing that I wanted was there today\n";
    let none = recognise(&inputs(&[("log.csv", log.as_bytes())]), &VoiceOptions::default()).unwrap();
    assert!(none.is_none());
    let plain = "user_id,page_time,page\n1,2026-01-01,home\n2,2026-01-02,cart\n";
    assert!(
        recognise(
            &inputs(&[("log.csv", plain.as_bytes())]),
            &VoiceOptions::default()
        )
        .unwrap()
        .is_none()
    );
}

#[test]
fn another_table_says_whether_the_delivery_was_late() {
    let reviews = "order_id,review_score,review_comment_message\n\
                   o1,1,It came far too late for the party\no2,5,Came before I expected it to come\n";
    let orders = "order_id,order_status,order_delivered_customer_date,order_estimated_delivery_date\n\
                  o1,delivered,2026-01-20 10:00:00,2026-01-10 00:00:00\no2,delivered,2026-01-10 22:00:00,2026-01-10 00:00:00\n";
    let options = VoiceOptions {
        kind: Some(FeedbackKind::Review),
        ..VoiceOptions::default()
    };
    let files: [(&str, &[u8]); 2] = [
        ("reviews.csv", reviews.as_bytes()),
        ("orders.csv", orders.as_bytes()),
    ];
    let (_, kept, _) = import(&files, &options);
    expect_test::expect![[r#"
        review actor=o1 segment=late score=1 of 1..5 Body: It came far too late for the party
        review actor=o2 segment=in_time score=5 of 1..5 Body: Came before I expected it to come
    "#]]
    .assert_eq(&shown(&kept.items));
}

#[test]
fn a_document_of_words_is_read_as_its_paragraphs() {
    use std::io::Write as _;
    let mut bytes = std::io::Cursor::new(Vec::new());
    let mut zip = zip::ZipWriter::new(&mut bytes);
    zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default())
        .unwrap();
    let lines = [
        "Модератор: Что было дальше?",
        "Анна: Я ждала &amp; ждала.",
        "Модератор: Долго?",
        "Анна: Неделю.",
    ];
    let paragraphs: String = lines
        .iter()
        .map(|line| format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>"))
        .collect();
    write!(
        zip,
        "<?xml version=\"1.0\"?><w:document><w:body>{paragraphs}</w:body></w:document>"
    )
    .unwrap();
    zip.finish().unwrap();
    let bytes = bytes.into_inner();
    let (_, kept, _) = import(&[("Анна.docx", &bytes)], &VoiceOptions::default());
    assert_eq!(kept.items.len(), 4);
    assert_eq!(kept.items[1].text(TextPart::Body), "Я ждала & ждала.");
    assert_eq!(
        (kept.items[0].speaker, kept.items[1].speaker),
        (Speaker::Researcher, Speaker::Actor)
    );
}

#[track_caller]
fn masked(text: &str, expected: &str) {
    assert_eq!(Masks::default().apply(text).text, expected);
}

#[test]
fn personal_data_is_taken_out_of_russian_texts() {
    masked(
        "Пишите на ivan.petrov@mail.ru, отвечу",
        "Пишите на [e-mail], отвечу",
    );
    masked(
        "Мой номер 8 (916) 123-45-67, звоните",
        "Мой номер [телефон], звоните",
    );
    masked("тел +375 29 123 45 67", "тел [телефон]");
    masked(
        "Звонил по тел. 123-45-67 весь день",
        "Звонил по тел. [телефон] весь день",
    );
    masked("карта 4111 1111 1111 1111 не прошла", "карта [карта] не прошла");
    masked("Паспорт 4510 123456 потеряли", "Паспорт [паспорт] потеряли");
    masked("Заказ № 123-456 не пришёл", "Заказ № [номер] не пришёл");
    masked(
        "по договору номер АБ-778812 отказали",
        "по договору номер [номер] отказали",
    );
    masked("Меня зовут Мария Петрова, я жду", "Меня зовут [имя], я жду");
    masked("Помогла Иванова Анна Сергеевна.", "Помогла [имя].");
    masked(
        "Спасибо менеджеру Екатерине за терпение",
        "Спасибо менеджеру [имя] за терпение",
    );
    masked("С уважением, Пётр Сидоров", "С уважением, [имя]");
    masked("Петров И. С. не ответил", "[имя] не ответил");
}

#[test]
fn personal_data_is_taken_out_of_english_texts() {
    masked("mail me: a.b+c@shop.co.uk", "mail me: [e-mail]");
    masked("call (977) 625-2661 or 07700 900123", "call [phone] or [phone]");
    masked(
        "my card 5500-0000-0000-0004 was charged",
        "my card [card] was charged",
    );
    masked("Order ID: 3348917502", "Order ID: [number]");
    masked("my name is crystal minh", "my name is [name]");
    masked(
        "my name is anna a drew and i wait",
        "my name is [name] and i wait",
    );
    masked("thanks to your agent Peter Smith", "thanks to your agent [name]");
    masked("Kind regards, John Doe", "Kind regards, [name]");
}

#[test]
fn what_only_looks_like_personal_data_stays() {
    for text in [
        "Ждал 2 недели, заплатил 15000 рублей 12.03.2024",
        "Открыт с 9:00 до 18:00, дом 12, кв. 45",
        "счёт на 120000 руб. выставили сразу",
        "заказ пришёл 2023-11-05 10:30",
        "my name is not on the list",
        "I ordered 2 of them on 2019-11-06 for $1,299.00",
        "Спасибо банку за работу",
        "Меня зовут на встречу каждый месяц",
        "Оператор МТС подключил услугу",
        "id 12",
        "С 21:00 30.10.2019 до 23:59 01.05.2020 не работало",
        "4.5 out of 5, 100% happy, 24/7",
    ] {
        let found = Masks::default().apply(text);
        assert_eq!(found.text, text, "{:?}", found.found);
    }
}

#[test]
fn rules_are_switched_off_and_added_to() {
    let rules = MaskRules {
        off: [MaskKind::Email].into(),
        patterns: vec![MaskPattern {
            pattern: r"(?i)client no (?P<m>[A-Z]\d+)".into(),
            label: Some("client".into()),
        }],
        words: vec![MaskWord {
            word: "Проект Х".into(),
            label: None,
        }],
        ..MaskRules::default()
    };
    let masks = Masks::new(rules).unwrap();
    let text = masks.apply("client no A7 wrote to a@b.org about Проект Х").text;
    assert_eq!(text, "client no [client] wrote to a@b.org about [скрыто]");
    let bad = MaskRules {
        patterns: vec![MaskPattern {
            pattern: "(".into(),
            label: None,
        }],
        ..MaskRules::default()
    };
    assert!(Masks::new(bad).is_err());
}

/// What the masks take out of files of real life: counted, never shown.
#[test]
fn real_texts_lose_little_to_the_masks() {
    let root = std::env::var_os("TROPA_SHARED").map_or_else(
        || std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        std::path::PathBuf::from,
    );
    let path = root.join("data/reviews_ru/myfin_belarus_bank_reviews.csv.gz");
    let Ok(bytes) = std::fs::read(&path) else {
        eprintln!("skipped: {} is not here", path.display());
        return;
    };
    let (_, kept, summary) = import(&[("myfin.csv.gz", &bytes)], &VoiceOptions::default());
    let words: usize = kept
        .items
        .iter()
        .flat_map(|item| &item.texts)
        .map(|(_, text)| text.split(' ').count())
        .sum();
    let masked: u64 = summary.masked.values().sum();
    println!(
        "{:?} in {words} words of customers and the replies to them",
        summary.masked
    );
    assert!(masked > 100 && masked < words as u64 / 50, "{masked} of {words}");
}
