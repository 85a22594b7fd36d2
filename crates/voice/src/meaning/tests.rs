use super::*;

/// `act act: Feeling «its words» …` of a sentence, without an opinion of the sentence.
fn read(text: &str, language: Language) -> String {
    let words = Tokens::new(text, 0);
    let acts: Vec<String> = acts(&words, language, 0.0)
        .iter()
        .map(|(act, _)| format!("{act:?}"))
        .collect();
    let characters: Vec<char> = text.chars().collect();
    let emotions: Vec<String> = emotions(&words, language, 0.0)
        .iter()
        .map(|(emotion, from, to, _)| {
            let said: String = characters[*from as usize..*to as usize].iter().collect();
            format!("{emotion:?} «{said}»")
        })
        .collect();
    format!("{}: {}", acts.join(" "), emotions.join(", "))
}

#[track_caller]
fn ru(text: &str, expected: &str) {
    assert_eq!(read(text, Language::Ru), expected);
}

#[track_caller]
fn en(text: &str, expected: &str) {
    assert_eq!(read(text, Language::En), expected);
}

#[test]
fn the_thoughts_of_a_customer_are_told_apart() {
    ru("Хм, интересно…", "Thought: Interest «интересно»");
    ru("Ничего не понятно!", ": Confusion «Ничего не понятно»");
    ru(
        "А не слишком ли дорого?",
        "Question Thought: Doubt «не слишком ли»",
    );
    ru("Надеюсь, они не подведут со сроками", ": Hope «Надеюсь»");
    ru("Почему так сложно дозвониться?", "Question Barrier: ");
    ru(
        "Ух ты, как удобно!",
        "Delight: Joy «Ух ты», Satisfaction «удобно»",
    );
    ru(
        "Наконец-то проблема решена!",
        "Delight: Joy «Наконец-то проблема решена»",
    );
}

#[test]
fn what_is_missing_is_told_from_what_is_needed() {
    ru(
        "Хотелось бы, чтобы в приложении был чат",
        "Need MissingFunction: ",
    );
    ru("Не хватает оплаты по QR-коду", "MissingFunction: ");
    ru("Не хватает слов!", ": ");
    en("I wish there was a chat in the app", "MissingFunction: ");
    en("please add dark mode", "MissingFunction: ");
    en("I need a new card", "Need: ");
}

#[test]
fn leaving_recommending_and_warning_are_three_things() {
    ru("Всем рекомендую этот банк", "Recommends: ");
    ru("Никому не рекомендую", "WarnsOthers: ");
    ru("Больше я сюда никогда не вернусь", "Churn: ");
    en("Highly recommend", "Recommends: ");
    en("I would not recommend them", "WarnsOthers: ");
    en("I am leaving, never again", "Churn: ");
}

#[test]
fn expected_against_experienced() {
    ru("Всё быстрее, чем ожидал", "Expectation BetterThanExpected: ");
    ru("Доставили вовремя, как и обещали", "Expectation AsExpected: ");
    en("it was worse than I expected", "Expectation WorseThanExpected: ");
    en(
        "The router came as promised",
        "Expectation AsExpected: Satisfaction «as promised»",
    );
}

#[test]
fn a_denied_feeling_is_not_felt() {
    ru("Я доволен", ": Satisfaction «доволен»");
    ru("Я не доволен", ": ");
    ru("Не доверяю этому банку", ": Doubt «Не доверяю»");
    en("I am not happy", ": Disappointment «not happy»");
    en("no doubt it works", ": Confidence «no doubt»");
}

#[test]
fn questions_are_found_without_a_question_mark() {
    ru("Подскажите, как закрыть карту", "Question: ");
    en("hi is my charges removed", "Question: ");
    en("the problem is the fit", ": ");
    en("how do i get there", "Question: ");
}

#[test]
fn words_of_joy_in_a_bad_sentence_are_not_believed() {
    let words = Tokens::new("Спасибо за испорченный праздник, супер", 0);
    let felt = emotions(&words, Language::Ru, -1.5);
    assert!(
        felt.iter().all(|(emotion, ..)| *emotion != Emotion::Joy),
        "{felt:?}"
    );
}
