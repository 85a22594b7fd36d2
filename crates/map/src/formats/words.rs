//! What lanes are called: names in both languages, and the words by which a lane of somebody else's table is known.

use crate::Lang;
use crate::document::LaneRole;
use tropa_model::feeling::EvidenceState;

/// Role, English and Russian name, beginnings of words that tell it (English, Russian, German). `=` asks for the whole
/// name. Tried in this order: the special before the general.
const LANES: &[(LaneRole, &str, &str, &[&str])] = &[
    (
        LaneRole::MomentsOfTruth,
        "Moments of truth",
        "Моменты истины",
        &[
            "moment of truth",
            "moments of truth",
            "mot=",
            "момент",
            "wahrheit",
        ],
    ),
    (
        LaneRole::ActionItems,
        "Action plan",
        "План действий",
        &[
            "action plan",
            "action item",
            "task",
            "to do",
            "todo",
            "next step",
            "план",
            "задач",
            "поручен",
            "maßnahme",
            "massnahme",
            "aufgabe",
        ],
    ),
    (
        LaneRole::Expectations,
        "Expectations",
        "Ожидания",
        &["expect", "ожида", "erwart"],
    ),
    (
        LaneRole::Opportunities,
        "Opportunities",
        "Возможности",
        &[
            "opportunit",
            "improvement",
            "возможност",
            "улучшен",
            "точки роста",
            "chance",
            "potenzial",
            "verbesser",
        ],
    ),
    (
        LaneRole::Ideas,
        "Ideas",
        "Идеи",
        &[
            "idea",
            "solution",
            "иде",
            "решени",
            "гипотез",
            "lösung",
            "loesung",
        ],
    ),
    (
        LaneRole::Feelings,
        "Emotion curve",
        "Кривая эмоций",
        &[
            "emotion",
            "feeling",
            "sentiment",
            "experience",
            "satisfaction",
            "mood",
            "эмоци",
            "чувств",
            "настроен",
            "удовлетвор",
            "кривая",
            "gefühl",
            "gefuehl",
            "stimmung",
            "zufrieden",
        ],
    ),
    (
        LaneRole::Thoughts,
        "Thoughts",
        "Мысли",
        &[
            "thought",
            "think",
            "mindset",
            "мысл",
            "думает",
            "думают",
            "gedank",
        ],
    ),
    (
        LaneRole::Quotes,
        "Quotes",
        "Цитаты",
        &[
            "quote",
            "verbatim",
            "voice of",
            "цитат",
            "высказыван",
            "прямая речь",
            "zitat",
        ],
    ),
    (
        LaneRole::Questions,
        "Questions",
        "Вопросы",
        &["question", "вопрос", "frage"],
    ),
    (
        LaneRole::Needs,
        "Needs",
        "Потребности",
        &[
            "need",
            "motivation",
            "потребност",
            "мотив",
            "нужд",
            "bedürf",
            "beduerf",
        ],
    ),
    (
        LaneRole::Goals,
        "Goals",
        "Цели",
        &[
            "goal",
            "objective",
            "job to be done",
            "jobs to be done",
            "jtbd",
            "цел",
            "ziel",
        ],
    ),
    (
        LaneRole::Pains,
        "Pain points",
        "Болевые точки",
        &[
            "pain",
            "problem",
            "barrier",
            "frustrat",
            "obstacle",
            "issue",
            "risk",
            "бол",
            "барьер",
            "проблем",
            "сложност",
            "препятств",
            "schmerz",
            "hürde",
            "huerde",
            "hindern",
        ],
    ),
    (
        LaneRole::Delights,
        "Delight points",
        "Точки восторга",
        &[
            "delight",
            "gain",
            "positive",
            "highlight",
            "восторг",
            "радост",
            "плюс",
            "begeister",
            "freude",
        ],
    ),
    (
        LaneRole::Touchpoints,
        "Touchpoints",
        "Точки контакта",
        &[
            "touchpoint",
            "touch point",
            "contact point",
            "interaction",
            "точк",
            "касани",
            "взаимодейств",
            "kontaktpunkt",
            "berührung",
        ],
    ),
    (
        LaneRole::Channels,
        "Channels",
        "Каналы",
        &["channel", "device", "канал", "kanal", "kanäle"],
    ),
    (
        LaneRole::Content,
        "Content",
        "Контент",
        &["content", "message", "контент", "содержан", "сообщени", "inhalt"],
    ),
    (
        LaneRole::Kpis,
        "Figures",
        "Показатели",
        &[
            "kpi",
            "metric",
            "figure",
            "measure",
            "metrik",
            "показател",
            "метрик",
            "kennzahl",
        ],
    ),
    (
        LaneRole::FrontStage,
        "Front stage",
        "На виду у клиента",
        &[
            "front stage",
            "frontstage",
            "front-stage",
            "onstage",
            "on stage",
            "на виду",
            "фронт",
            "на сцене",
            "employee action",
            "действия сотрудник",
        ],
    ),
    (
        LaneRole::BackStage,
        "Back stage",
        "За кулисами",
        &[
            "back stage",
            "backstage",
            "back-stage",
            "за кулис",
            "закулис",
            "бэк",
            "внутренние процесс",
            "internal process",
            "hinter",
        ],
    ),
    (
        LaneRole::Support,
        "Support systems",
        "Поддержка и системы",
        &[
            "support",
            "system",
            "tool",
            "technolog",
            "поддерж",
            "систем",
            "технолог",
            "unterstütz",
        ],
    ),
    (
        LaneRole::Owner,
        "Owner",
        "Ответственный",
        &[
            "owner",
            "responsib",
            "department",
            "team",
            "ответствен",
            "владелец",
            "отдел",
            "подразделен",
            "verantwort",
        ],
    ),
    (
        LaneRole::Images,
        "Storyboard",
        "Раскадровка",
        &[
            "storyboard",
            "image",
            "picture",
            "photo",
            "раскадров",
            "картинк",
            "изображен",
            "фото",
            "bild",
        ],
    ),
    (
        LaneRole::Actions,
        "What people do",
        "Что делают люди",
        &[
            "action",
            "what people do",
            "doing",
            "activit",
            "behavio",
            "customer step",
            "действи",
            "что дела",
            "поведен",
            "активност",
            "aktion",
            "handlung",
            "aktivität",
            "tätigkeit",
        ],
    ),
    (
        LaneRole::Text,
        "Notes",
        "Заметки",
        &["note", "comment", "заметк", "комментар", "примечан", "notiz"],
    ),
];

/// What the role is called.
pub(super) fn lane_name(lang: Lang, role: LaneRole) -> &'static str {
    LANES
        .iter()
        .find(|(known, ..)| *known == role)
        .map_or("", |(_, en, ru, _)| lang.pick(en, ru))
}

/// The role a lane of this name has; free text where no word tells. A code such as `front_stage` is understood too.
pub(super) fn role_of(name: &str) -> LaneRole {
    exact_role(name).unwrap_or_else(|| {
        let name = name.to_lowercase();
        let words = name.replace(['_', '-'], " ");
        let tells = |sign: &str| match sign.strip_suffix('=') {
            Some(whole) => words.trim() == whole,
            None => words
                .match_indices(sign)
                .any(|(at, _)| !words[..at].chars().next_back().is_some_and(char::is_alphanumeric)),
        };
        LANES
            .iter()
            .find(|(_, _, _, signs)| signs.iter().any(|sign| tells(sign)))
            .map_or(LaneRole::Text, |(role, ..)| *role)
    })
}

/// The role whose code or own name this is.
pub(super) fn exact_role(name: &str) -> Option<LaneRole> {
    let name = name.trim();
    LANES
        .iter()
        .find(|(role, en, ru, _)| {
            name.eq_ignore_ascii_case(&super::build::role_code(*role))
                || name.eq_ignore_ascii_case(en)
                || name.to_lowercase() == ru.to_lowercase()
        })
        .map(|(role, ..)| *role)
}

/// The roles in the order a list offers them.
pub(super) fn roles() -> impl Iterator<Item = LaneRole> {
    LANES.iter().map(|(role, ..)| *role)
}

pub(super) fn state_name(lang: Lang, state: EvidenceState) -> &'static str {
    match state {
        EvidenceState::Measured => lang.pick("measured", "измерено"),
        EvidenceState::SupportedByText => lang.pick("said by several people", "сказали несколько человек"),
        EvidenceState::SingleVoice => lang.pick("said by one person", "сказал один человек"),
        EvidenceState::Assumption => lang.pick("assumption", "предположение"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lanes_are_known_by_what_people_call_them() {
        let all = [
            ("Customer actions", LaneRole::Actions),
            ("Действия клиента", LaneRole::Actions),
            ("Боли", LaneRole::Pains),
            ("Барьеры и сложности", LaneRole::Pains),
            ("Точки контакта", LaneRole::Touchpoints),
            ("Точки восторга", LaneRole::Delights),
            ("Болевые точки", LaneRole::Pains),
            ("Эмоции", LaneRole::Feelings),
            ("Gefühle", LaneRole::Feelings),
            ("Kontaktpunkte", LaneRole::Touchpoints),
            ("MOT", LaneRole::MomentsOfTruth),
            ("motivation", LaneRole::Needs),
            ("front_stage", LaneRole::FrontStage),
            ("Backstage processes", LaneRole::BackStage),
            ("Ожидания", LaneRole::Expectations),
            ("Погода", LaneRole::Text),
        ];
        for (name, role) in all {
            assert_eq!(role_of(name), role, "{name}");
        }
        for role in roles() {
            assert_eq!(role_of(lane_name(Lang::En, role)), role);
            assert_eq!(role_of(lane_name(Lang::Ru, role)), role);
        }
    }
}
