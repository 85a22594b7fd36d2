//! The words only slides need, in both languages.

use tropa_map::Lang;
use tropa_map::format::{count, plural_ru};
use tropa_model::feeling::EvidenceState;

/// `(2 of 3)`, «(2 из 3)».
pub(super) fn part_of(lang: Lang, part: usize, all: usize) -> String {
    format!("({part} {} {all})", lang.pick("of", "из"))
}

pub(super) fn steps(lang: Lang, n: usize) -> String {
    let noun = match lang {
        Lang::En if n == 1 => "step",
        Lang::En => "steps",
        Lang::Ru => plural_ru(n as u64, ["шаг", "шага", "шагов"]),
    };
    format!("{}\u{a0}{noun}", count(lang, n as u64))
}

pub(super) fn stages(lang: Lang, n: usize) -> String {
    let noun = match lang {
        Lang::En if n == 1 => "stage",
        Lang::En => "stages",
        Lang::Ru => plural_ru(n as u64, ["этап", "этапа", "этапов"]),
    };
    format!("{}\u{a0}{noun}", count(lang, n as u64))
}

pub(super) fn cards(lang: Lang, n: u64) -> String {
    let noun = match lang {
        Lang::En if n == 1 => "card",
        Lang::En => "cards",
        Lang::Ru => plural_ru(n, ["карточка", "карточки", "карточек"]),
    };
    format!("{}\u{a0}{noun}", count(lang, n))
}

/// What a point of the curve is that nobody has measured.
pub(super) fn point(lang: Lang, state: EvidenceState) -> &'static str {
    match state {
        EvidenceState::Assumption => lang.pick("assumed point of the curve", "точка кривой — предположение"),
        _ => lang.pick(
            "point of the curve from people's words",
            "точка кривой — со слов людей",
        ),
    }
}

macro_rules! texts {
    ($($name:ident: $en:literal / $ru:literal;)*) => {
        $(pub(super) fn $name(lang: Lang) -> &'static str { lang.pick($en, $ru) })*
    };
}

texts! {
    at_a_glance: "The whole journey at a glance" / "Весь путь на одном слайде";
    steps_of_journey: "Steps of the journey" / "Шаги пути";
    findings: "What stands out" / "Главное";
    loss_by_stage: "Share of those who reach a stage and are lost there" / "Какую долю дошедших теряет каждый этап";
    pains: "Pain points, widest first" / "Болевые точки: от самых массовых";
    paths: "Ways through the journey" / "Какими путями идут";
    opportunities: "Opportunities" / "Возможности для улучшения";
    actions: "Action plan" / "План действий";
    effect: "Expected effect" / "Ожидаемый эффект";
    worth: "Worth and effort" / "Эффект и усилия";
    impact: "impact" / "эффект";
    effort: "effort" / "усилия";
    confidence: "confidence" / "уверенность";
    task: "the task" / "задача";
    who: "Who" / "Кто";
    due: "Due" / "Срок";
    status: "Status" / "Состояние";
    serves: "Serves" / "Зачем";
    evidence: "How far to trust this map" / "Насколько можно верить этой карте";
    section_overview: "Overview" / "Обзор";
    section_analysis: "Findings" / "Выводы";
    section_personas: "Personas" / "Персоны";
    buying_centre: "In the buying centre" / "В закупочном центре";
    segment: "Segment" / "Сегмент";
    optional: "Optional: many go without it" / "Необязательный: многие обходятся без него";
    about_step: "About the step" / "О шаге";
    moves: "Branches and loops" / "Развилки и возвраты";
    section_plan: "Plan" / "План";
    section_evidence: "Evidence" / "Основания";
    whole_stage: "whole stage" / "весь этап";
    continued: "continued" / "продолжение";
    pain: "Pain point" / "Болевая точка";
    place: "Where" / "Где";
    harmed: "Journeys harmed" / "Задето путей";
    rests_on: "Rests on" / "Основание";
    path: "Path" / "Путь";
    share: "Share" / "Доля";
    from: "From" / "Откуда";
    to: "To" / "Куда";
    when: "When" / "Когда";
    way: "Steps in order" / "Шаги по порядку";
    what: "What" / "Что";
    kind: "Kind" / "Вид";
    where_from: "Where the numbers come from" / "Откуда числа";
    by_state: "Cards by what they rest on" / "Карточки по основаниям";
    reached: "reached" / "дошли";
    lost: "lost" / "потеряны";
    outcome: "What became of those who reached the stage" / "Что стало с дошедшими до этапа";
    measured_note: "Measured: counted in events or scores" / "Измерено: посчитано по событиям или оценкам";
    text_note: "Several people said so, in their words" / "Сказали несколько человек, есть их слова";
    voice_note: "One person said so" / "Сказал один человек";
    assumption_note: "Nobody has checked it yet" / "Ещё никто не проверил";
    edition: "Edition" / "Редакция";
    edited: "Edited" / "Изменена";
    window: "Observed" / "Период";
    base: "Base" / "База";
    full_name: "Name in full" / "Название полностью";
    evidence_below: "Evidence for what this slide says:" / "Основания того, что сказано на слайде:";
}
