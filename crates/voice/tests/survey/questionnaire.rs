use serde_json::json;
use tropa_model::{Feedback, Measure, TextPart};
use tropa_voice::questionnaire::{Answers, Sitting, Survey, check, check_answers, feedback, next_question};

fn survey() -> Survey {
    serde_json::from_value(json!({
        "title": {"en": "Delivery", "ru": "Доставка"},
        "languages": ["ru", "en"],
        "step": "delivery",
        "questions": [
            {"id": "nps", "kind": {"kind": "nps"}, "required": true,
             "text": {"en": "Would you recommend us?", "ru": "Порекомендуете нас?"},
             "comment": {"en": "Why?", "ru": "Почему?"}},
            {"id": "wrong", "kind": {"kind": "multi", "other": true, "most": 2, "options": [
                {"id": "late", "text": {"en": "Late", "ru": "Поздно"}},
                {"id": "broken", "text": {"en": "Broken", "ru": "Повреждено"}},
                {"id": "rude", "text": {"en": "Rude", "ru": "Грубо"}}]},
             "text": {"en": "What went wrong?", "ru": "Что пошло не так?"},
             "show_if": [{"question": "nps", "is": {"at_most": 6}}]},
            {"id": "days", "kind": {"kind": "rating", "lo": 0, "hi": 10}, "step": "waiting",
             "text": {"en": "How many days late?", "ru": "На сколько дней опоздали?"},
             "show_if": [{"question": "wrong", "is": {"any_of": ["late"]}}]},
            {"id": "felt", "kind": {"kind": "emotion"},
             "text": {"en": "How did it feel?", "ru": "Что вы почувствовали?"}},
            {"id": "say", "kind": {"kind": "text", "long": true},
             "text": {"en": "Anything else?", "ru": "Что-то ещё?"}}
        ]
    }))
    .unwrap()
}

fn answers(value: serde_json::Value) -> Answers {
    serde_json::from_value(value).unwrap()
}

#[test]
fn the_next_question_follows_from_the_answers_before() {
    let survey = survey();
    let next = |given| next_question(&survey, &answers(given)).map(|question| question.id.as_str());
    assert_eq!(next(json!({})), Some("nps"));
    assert_eq!(next(json!({"nps": {"score": 9}})), Some("felt"));
    assert_eq!(next(json!({"nps": {"score": 6}})), Some("wrong"));
    assert_eq!(
        next(json!({"nps": {"score": 6}, "wrong": {"choices": ["rude"]}})),
        Some("felt")
    );
    assert_eq!(
        next(json!({"nps": {"score": 6}, "wrong": {"choices": ["late"]}})),
        Some("days")
    );
    // Skipped, then gone back: the old answer about lateness no longer counts.
    assert_eq!(
        next(json!({"nps": {"score": 10}, "wrong": {"choices": ["late"]}, "felt": {}})),
        Some("say")
    );
    assert_eq!(next(json!({"nps": {"score": 10}, "felt": {}, "say": {}})), None);
}

#[test]
fn answers_become_items_with_their_question_scale_and_step() {
    let sitting = Sitting {
        id: "s1".into(),
        survey: "after-delivery".into(),
        actor: Some("ada".into()),
        segment: None,
        time_us: 1_000,
        channel: Some("link".into()),
        step: None,
        language: "en".into(),
        attributes: [("order".to_owned(), "77".to_owned())].into(),
    };
    let given = answers(json!({
        "nps": {"score": 3, "text": " slow "},
        "wrong": {"choices": ["late"], "other": "No call before"},
        "days": {"score": 4},
        "felt": {"emotions": ["irritation"]},
        "say": {"text": "   "}
    }));
    let items = feedback(&survey(), &given, &sitting);
    let told: Vec<String> = items
        .iter()
        .map(|item: &Feedback| {
            let score = item.score.map(|s| s.value);
            let step = item.step.as_deref().unwrap();
            format!(
                "{} {step} {score:?} {:?} {}",
                item.id,
                item.choice,
                item.text(TextPart::Body)
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "s1:nps delivery Some(3.0) None slow",
            "s1:wrong:late delivery None Some(\"late\") ",
            "s1:wrong:other delivery None Some(\"other\") No call before",
            "s1:days waiting Some(4.0) None ",
            "s1:felt delivery None Some(\"irritation\") ",
        ]
    );
    let first = &items[0];
    assert_eq!(first.score.unwrap().measure, Measure::Nps);
    // Named in the survey's first language, whatever it was read in.
    assert_eq!(first.question.as_deref(), Some("Порекомендуете нас?"));
    assert_eq!(
        (first.actor.as_deref(), first.conversation.as_deref()),
        (Some("ada"), Some("s1"))
    );
    assert_eq!(first.attributes["language"], "en");
    assert_eq!(first.attributes["order"], "77");
}

#[test]
fn a_good_survey_has_no_problems_and_a_bad_one_names_their_places() {
    assert_eq!(check(&survey()), []);
    let mut bad = survey();
    bad.questions[0].text.0.remove("ru");
    bad.questions[1].show_if[0].question = "later".into();
    bad.questions[2].id = "nps".into();
    bad.questions[2].show_if.clear();
    let paths: Vec<String> = check(&bad).into_iter().map(|problem| problem.path).collect();
    assert_eq!(
        paths,
        [
            "questions[0].text.ru",
            "questions[1].show_if[0].question",
            "questions[2].id"
        ]
    );
    bad.questions.clear();
    bad.languages = vec!["fr".into()];
    let paths: Vec<String> = check(&bad).into_iter().map(|problem| problem.path).collect();
    assert_eq!(paths, ["languages", "title.fr", "questions"]);
}

#[test]
fn answers_that_cannot_be_are_refused_with_their_place() {
    let survey = survey();
    let places = |given| -> Vec<String> {
        let problems = check_answers(&survey, &answers(given));
        problems.into_iter().map(|problem| problem.path).collect()
    };
    assert!(places(json!({"nps": {"score": 9}})).is_empty());
    assert_eq!(places(json!({})), ["answers.nps"]);
    assert_eq!(places(json!({"nps": {"score": 11}})), ["answers.nps.score"]);
    assert_eq!(places(json!({"nps": {"score": 6.5}})), ["answers.nps.score"]);
    assert_eq!(
        places(json!({"nps": {"score": 1}, "wrong": {"choices": ["late", "broken", "rude"]}})),
        ["answers.wrong.choices"]
    );
    assert_eq!(
        places(json!({"nps": {"score": 1}, "wrong": {"choices": ["cheap"]}})),
        ["answers.wrong.choices"]
    );
    assert_eq!(
        places(json!({"nps": {"score": 9}, "hack": {"score": 1}})),
        ["answers"]
    );
    // Not asked after a 9, so not looked at.
    assert!(places(json!({"nps": {"score": 9}, "wrong": {"choices": ["cheap"]}})).is_empty());
    let long = "х".repeat(5_001);
    assert_eq!(
        places(json!({"nps": {"score": 9}, "say": {"text": long}})),
        ["answers.say.text"]
    );
}

#[test]
fn a_survey_comes_back_from_its_json_as_it_was() {
    let survey = survey();
    let text = serde_json::to_string(&survey).unwrap();
    assert_eq!(serde_json::from_str::<Survey>(&text).unwrap(), survey);
}
