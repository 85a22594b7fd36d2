//! The fixed texts of drawings in both languages.

use tropa_map::Lang;
use tropa_map::document::{LaneRole, MapKind, MapState, MetricName};
pub(crate) use tropa_map::lane_name as lane;
use tropa_model::feeling::EvidenceState;

pub(crate) fn kind(lang: Lang, kind: MapKind) -> &'static str {
    match kind {
        MapKind::Customer => lang.pick("Customer journey map", "Карта пути клиента"),
        MapKind::User => lang.pick("User journey map", "Карта пути пользователя"),
        MapKind::Employee => lang.pick("Employee journey map", "Карта пути сотрудника"),
    }
}

pub(crate) fn state(lang: Lang, state: MapState) -> &'static str {
    match state {
        MapState::AsIs => lang.pick("as is", "как есть"),
        MapState::ToBe => lang.pick("to be", "как должно быть"),
    }
}

/// What a lane shows, in a few words under its name; empty where the name says it.
pub(crate) fn lane_hint(lang: Lang, role: LaneRole) -> &'static str {
    use LaneRole::*;
    let (en, ru) = match role {
        Actions => (
            "Share of journeys that reach the step",
            "Доля путей, дошедших до шага",
        ),
        Channels => ("Share of the step's events", "Доля событий шага"),
        Pains => ("Journeys harmed", "Сколько путей задето"),
        Kpis => (
            "Clock: median wait before the step. Bar: what became of those who reached the stage",
            "Часы: медиана ожидания перед шагом. Полоса: что стало с дошедшими до этапа",
        ),
        _ => ("", ""),
    };
    lang.pick(en, ru)
}

pub(crate) fn metric(lang: Lang, name: MetricName) -> &'static str {
    use MetricName::*;
    let (en, ru) = match name {
        Reach => ("reached", "дошли"),
        Continued => ("continued", "пошли дальше"),
        Completed => ("completed", "завершили"),
        StillOpen => ("still open", "ещё в пути"),
        Loss => ("lost", "потеряны"),
        MedianTime => ("median time", "медиана времени"),
        Wait => ("median wait", "ожидание, медиана"),
        JourneysHarmed => ("journeys harmed", "путей задето"),
        Score => ("score", "оценка"),
        ChannelShare => ("of the step's events", "событий шага"),
        TimesPerJourney => ("times per journey", "раз за путь"),
        Own => ("", ""),
    };
    lang.pick(en, ru)
}

pub(crate) fn evidence(lang: Lang, state: EvidenceState) -> &'static str {
    match state {
        EvidenceState::Measured => lang.pick("measured", "измерено"),
        EvidenceState::SupportedByText => lang.pick("said by several people", "сказали несколько человек"),
        EvidenceState::SingleVoice => lang.pick("said by one person", "сказал один человек"),
        EvidenceState::Assumption => lang.pick("assumption", "предположение"),
    }
}

/// The five words of the scale, from −2 to +2.
pub(crate) fn feelings(lang: Lang) -> [&'static str; 5] {
    match lang {
        Lang::En => ["very bad", "bad", "neutral", "good", "very good"],
        Lang::Ru => ["очень плохо", "плохо", "нейтрально", "хорошо", "очень хорошо"],
    }
}

pub(crate) fn page_of(lang: Lang, number: usize, count: usize) -> String {
    match lang {
        Lang::En => format!("page {number} of {count}"),
        Lang::Ru => format!("лист {number} из {count}"),
    }
}

/// `pages 3–4`, «листы 3–4».
pub(crate) fn page_range(lang: Lang, from: usize, to: usize) -> String {
    match (lang, from == to) {
        (Lang::En, true) => format!("page {from}"),
        (Lang::En, false) => format!("pages {from}–{to}"),
        (Lang::Ru, true) => format!("лист {from}"),
        (Lang::Ru, false) => format!("листы {from}–{to}"),
    }
}

/// `stages 3–4 of 9`, «этапы 3–4 из 9».
pub(crate) fn stages_of(lang: Lang, from: usize, to: usize, all: usize) -> String {
    match (lang, from == to) {
        (Lang::En, true) => format!("stage {from} of {all}"),
        (Lang::En, false) => format!("stages {from}–{to} of {all}"),
        (Lang::Ru, true) => format!("этап {from} из {all}"),
        (Lang::Ru, false) => format!("этапы {from}–{to} из {all}"),
    }
}

pub(crate) fn steps_of(lang: Lang, from: usize, to: usize, all: usize) -> String {
    match (lang, from == to) {
        (Lang::En, true) => format!("step {from} of {all}"),
        (Lang::En, false) => format!("steps {from}–{to} of {all}"),
        (Lang::Ru, true) => format!("шаг {from} из {all}"),
        (Lang::Ru, false) => format!("шаги {from}–{to} из {all}"),
    }
}

/// Texts without a parameter; one place for both languages.
macro_rules! texts {
    ($($name:ident: $en:literal / $ru:literal;)*) => {
        $(pub(crate) fn $name(lang: Lang) -> &'static str { lang.pick($en, $ru) })*
    };
}

texts! {
    line_of_interaction: "Line of interaction" / "Линия взаимодействия";
    line_of_visibility: "Line of visibility" / "Линия видимости";
    line_of_internal_interaction: "Line of internal interaction" / "Линия внутреннего взаимодействия";
    no_personas: "No personas on this map" / "На этой карте нет персон";
    no_times: "Nobody has measured how long the steps take" / "Никто не измерил, сколько длятся шаги";
    no_feelings: "Nobody has said yet how this journey feels" / "Никто ещё не сказал, что чувствует человек на этом пути";
    silent_step: "The map says nothing about this step yet" / "Карта пока ничего не говорит об этом шаге";
    what_stays: "What stays of the journey" / "Что остаётся от этого пути";
    times_unknown: "Time unknown" / "Время неизвестно";
    start: "start" / "начало";
    waiting: "Waiting before each step" / "Ожидание перед каждым шагом";
    own_way: "Own way through the journey" / "Свой путь по карте";
    buying_centre: "Buying centre" / "Закупочный центр";
    segment_size: "Segment" / "Сегмент";
    episodes: "In detail on maps of their own" / "Подробно на отдельных картах";
    move_on: "on to the next step" / "дальше по пути";
    move_skip: "over steps left out" / "мимо пропущенных шагов";
    move_back: "back or again" / "назад или ещё раз";
    move_planned: "drawn by people, not counted" / "нарисовано людьми, не посчитано";
    no_channels: "No channels in this log" / "В этом журнале нет каналов";
    no_scores: "No scores in this log" / "В этом журнале нет оценок";
    paths_hint: "Line width: share of journeys" / "Толщина линии — доля путей";
    worst_stage: "Loses most" / "Теряем больше всего";
    worst_pain: "Most common obstacle" / "Чаще всего мешает";
    lowest: "Lowest feeling" / "Хуже всего";
    highest: "Highest feeling" / "Лучше всего";
    sheets: "What is on which page" / "Что на каком листе";
    continued: "(continued)" / "(продолжение)";
    legend: "How to read this map" / "Как читать карту";
    journeys_label: "journeys" / "путей";
    window_label: "observed" / "период";
    evidence_label: "cards evidence-backed" / "карточек с основанием";
    snapshot: "Snapshot" / "Снимок";
    scenario: "Scenario" / "Сценарий";
    scope: "Scope" / "Границы";
    purpose: "Purpose" / "Зачем";
    department: "Department" / "Отдел";
    owner: "Owner" / "Ответственный";
    personas: "Whose journey" / "Чей путь";
    edition: "Version" / "Версия";
    edited: "Updated" / "Обновлена";
    review: "Review by" / "Пересмотреть до";
    filter: "Only" / "Только";
    moment_of_truth: "Moment of truth" / "Момент истины";
    goal: "Goal" / "Цель";
    measured_point: "measured mean and its 95% interval" / "измеренное среднее и интервал 95 %";
    everybody: "everyone together" / "все вместе";
    experienced: "experienced" / "на деле";
    in_fact: "in fact" / "на деле";
    earlier: "earlier" / "было";
    expected: "People expect" / "Чего ждут";
    intended: "We want them to feel" / "Что должны чувствовать";
    optional: "optional" / "необязательный";
    one_persona: "There are no two personas on this map to compare" / "На этой карте нет двух персон, чтобы их сравнить";
    what_they_need: "Who they are and what they need" / "Кто они и что им нужно";
    who_does_what: "Who does what" / "Кто что делает";
    feelings_beside: "How they feel" / "Что они чувствуют";
    apart: "Where their feelings part most" / "Где их чувства расходятся сильнее всего";
    differs: "they differ" / "различаются";
    not_known: "not known" / "не известно";
    no_part: "takes no part" / "не участвует";
    optional_step: "optional step: many go without it" / "необязательный шаг: многие обходятся без него";
    moves: "Other ways" / "Другие пути";
    moves_hint: "Arrows lead to the step that comes next" / "Стрелка ведёт к следующему шагу";
    target_met: "met" / "достигнута";
    target_missed: "not met" / "не достигнута";
    target_open: "within the margin of error" / "в пределах погрешности";
    target_unknown: "not measured yet" / "ещё не измерено";
    gap: "no scores: a gap, not a value" / "оценок нет: пропуск, а не значение";
    main_step: "step of the main path" / "шаг основного пути";
    side_step: "side step" / "шаг вне основного пути";
    all_measured: "All cards are measured: each names its rule, question and snapshot" /
        "Все карточки измерены: у каждой есть правило, вопрос и снимок данных";
    severity: "share of all journeys harmed: up to 3%, up to 10%, more" / "задето путей: до 3 %, до 10 %, больше";
    made_with: "Made with Tropa" / "Сделано в Tropa";
    evidence_title: "Evidence" / "Основание";
    close: "Close" / "Закрыть";
    rule: "Rule" / "Правило";
    question: "Question" / "Вопрос";
    records: "Journeys behind it" / "Какие пути";
    quote: "Quote" / "Цитата";
    outline: "The map as text" / "Карта текстом";
    no_evidence: "Nothing backs this card yet." / "У этой карточки пока нет основания.";
}

/// `to step 5`, «до шага 5».
pub(crate) fn until(lang: Lang, step: usize) -> String {
    match lang {
        Lang::En => format!("to step {step}"),
        Lang::Ru => format!("до шага {step}"),
    }
}

/// How many moves were too rare to draw.
pub(crate) fn moves_left_out(lang: Lang, n: usize) -> String {
    match lang {
        Lang::En => format!("{n} rarer moves are not drawn"),
        Lang::Ru => format!("Не показано редких переходов: {n}"),
    }
}

pub(crate) fn picture(lang: Lang) -> &'static str {
    lang.pick("Picture", "Картинка")
}

pub(crate) fn no_picture(lang: Lang) -> &'static str {
    lang.pick("The picture cannot be shown", "Картинку нельзя показать")
}

pub(crate) fn logo(lang: Lang) -> &'static str {
    lang.pick("Company logo", "Логотип компании")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_fixed_text_is_missing_in_a_language() {
        use LaneRole::*;
        for role in [
            Goals, Actions, Channels, Feelings, Pains, Kpis, Support, Text, BackStage,
        ] {
            assert_ne!(lane(Lang::En, role), lane(Lang::Ru, role));
        }
        assert_ne!(no_scores(Lang::En), no_scores(Lang::Ru));
    }
}
