//! What the pages say beside the survey's own texts.

use crate::http::Language;
use tropa_model::Emotion;

pub(super) struct Words {
    pub next: &'static str,
    pub send: &'static str,
    pub thanks: &'static str,
    pub already: &'static str,
    pub closable: &'static str,
    pub required: &'static str,
    pub mend: &'static str,
    pub survey: &'static str,
    pub other: &'static str,
    pub other_hint: &'static str,
    pub several: &'static str,
    pub machine: &'static str,
    pub progress: &'static str,
    pub nps: (&'static str, &'static str),
    pub csat: (&'static str, &'static str),
    pub ces: (&'static str, &'static str),
    /// From the worst.
    pub faces: [&'static str; 5],
}

const EN: Words = Words {
    next: "Next",
    send: "Send",
    thanks: "Thank you! Your answer has arrived.",
    already: "You have answered already. Thank you!",
    closable: "You may close this page.",
    required: "required",
    mend: "Please check your answers",
    survey: "Survey",
    other: "Other",
    other_hint: "In your own words",
    several: "You may choose several.",
    machine: "Leave this field empty",
    progress: "Progress",
    nps: ("not at all likely", "very likely"),
    csat: ("very dissatisfied", "very satisfied"),
    ces: ("very hard", "very easy"),
    faces: ["very bad", "bad", "neither good nor bad", "good", "very good"],
};

const RU: Words = Words {
    next: "Дальше",
    send: "Отправить",
    thanks: "Спасибо! Ваш ответ получен.",
    already: "Вы уже ответили. Спасибо!",
    closable: "Страницу можно закрыть.",
    required: "нужен ответ",
    mend: "Проверьте, пожалуйста, ответы",
    survey: "Опрос",
    other: "Другое",
    other_hint: "Своими словами",
    several: "Можно выбрать несколько.",
    machine: "Оставьте это поле пустым",
    progress: "Пройдено",
    nps: ("точно не порекомендую", "точно порекомендую"),
    csat: ("совсем недоволен", "полностью доволен"),
    ces: ("очень трудно", "очень легко"),
    faces: [
        "очень плохо",
        "плохо",
        "ни хорошо ни плохо",
        "хорошо",
        "очень хорошо",
    ],
};

pub(super) fn words(language: Language) -> &'static Words {
    match language {
        Language::En => &EN,
        Language::Ru => &RU,
    }
}

/// The name of a feeling as people read it.
pub(super) fn emotion(emotion: Emotion, language: Language) -> &'static str {
    let (en, ru) = match emotion {
        Emotion::Interest => ("Interest", "Интерес"),
        Emotion::Confusion => ("Confusion", "Растерянность"),
        Emotion::Hope => ("Hope", "Надежда"),
        Emotion::Doubt => ("Doubt", "Сомнение"),
        Emotion::Trust => ("Trust", "Доверие"),
        Emotion::Irritation => ("Irritation", "Раздражение"),
        Emotion::Impatience => ("Impatience", "Нетерпение"),
        Emotion::Confidence => ("Confidence", "Уверенность"),
        Emotion::Satisfaction => ("Satisfaction", "Удовлетворение"),
        Emotion::Joy => ("Joy", "Радость"),
        Emotion::Disappointment => ("Disappointment", "Разочарование"),
    };
    match language {
        Language::En => en,
        Language::Ru => ru,
    }
}
