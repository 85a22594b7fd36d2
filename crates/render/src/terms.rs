//! The names of what a map may say about people and work, in both languages.

use tropa_map::Lang;
use tropa_map::document::MetricUnit;
use tropa_map::document::{
    BuyingRole, Comparison, Emotion, Level, Metric, MoveKind, Status, Target, TraitKind,
};
use tropa_map::format::{day, duration, number, percent};

use crate::text::clean;

pub(crate) fn trait_kind(lang: Lang, kind: TraitKind) -> &'static str {
    use TraitKind::*;
    let (en, ru) = match kind {
        Age => ("Age", "Возраст"),
        Profession => ("Profession", "Профессия"),
        SocialPosition => ("Social position", "Социальное положение"),
        Family => ("Family", "Семья"),
        Place => ("Lives in", "Где живёт"),
        Income => ("Income", "Доход"),
        Goal => ("Goals", "Цели"),
        Motive => ("Motives", "Мотивы"),
        Problem => ("Problems", "Проблемы"),
        Need => ("Needs", "Потребности"),
        Value => ("Values", "Ценности"),
        Interest => ("Interests", "Интересы"),
        Fear => ("Fears", "Страхи"),
        Barrier => ("Barriers", "Барьеры"),
        Ambition => ("Ambitions", "Стремления"),
        Disappointment => ("Disappointments", "Разочарования"),
        Hobby => ("Hobbies", "Увлечения"),
        PreferredChannel => ("Preferred channels", "Любимые каналы"),
        PreferredProduct => ("Preferred products", "Любимые продукты"),
        Scenario => ("Typical scenarios", "Типичные сценарии"),
        Habit => ("Habits", "Привычки"),
        PurchaseFrequency => ("How often they buy", "Как часто покупает"),
        Technology => ("Technology", "Техника и сервисы"),
        Vocabulary => ("Their own words", "Своими словами"),
        Other => ("Also", "Ещё"),
    };
    lang.pick(en, ru)
}

pub(crate) fn buying_role(lang: Lang, role: BuyingRole) -> &'static str {
    let (en, ru) = match role {
        BuyingRole::Initiator => ("initiator", "инициатор"),
        BuyingRole::User => ("user", "пользователь"),
        BuyingRole::Influencer => ("influencer", "влияет на выбор"),
        BuyingRole::Decider => ("decider", "принимает решение"),
        BuyingRole::Approver => ("approver", "согласует"),
        BuyingRole::Buyer => ("buyer", "закупает"),
        BuyingRole::Gatekeeper => ("gatekeeper", "пускает или не пускает"),
    };
    lang.pick(en, ru)
}

pub(crate) fn emotion(lang: Lang, emotion: Emotion) -> &'static str {
    use Emotion::*;
    let (en, ru) = match emotion {
        Interest => ("interest", "интерес"),
        Confusion => ("confusion", "растерянность"),
        Hope => ("hope", "надежда"),
        Doubt => ("doubt", "сомнение"),
        Trust => ("trust", "доверие"),
        Irritation => ("irritation", "раздражение"),
        Impatience => ("impatience", "нетерпение"),
        Confidence => ("confidence", "уверенность"),
        Satisfaction => ("satisfaction", "удовлетворение"),
        Joy => ("joy", "радость"),
        Disappointment => ("disappointment", "разочарование"),
    };
    lang.pick(en, ru)
}

pub(crate) fn emotions(lang: Lang, all: &[Emotion]) -> String {
    all.iter()
        .map(|one| emotion(lang, *one))
        .collect::<Vec<_>>()
        .join(", ")
}

pub(crate) fn status(lang: Lang, status: Status) -> &'static str {
    let (en, ru) = match status {
        Status::Open => ("open", "открыто"),
        Status::Planned => ("planned", "запланировано"),
        Status::Doing => ("in progress", "в работе"),
        Status::Done => ("done", "сделано"),
        Status::Dropped => ("dropped", "отменено"),
    };
    lang.pick(en, ru)
}

pub(crate) fn level(lang: Lang, level: Level) -> &'static str {
    let (en, ru) = match level {
        Level::Low => ("low", "низкие"),
        Level::Medium => ("medium", "средние"),
        Level::High => ("high", "высокие"),
    };
    lang.pick(en, ru)
}

/// The same word for a thing of the masculine: «эффект высокий».
pub(crate) fn level_of_effect(lang: Lang, level: Level) -> &'static str {
    let (en, ru) = match level {
        Level::Low => ("low", "низкий"),
        Level::Medium => ("medium", "средний"),
        Level::High => ("high", "высокий"),
    };
    lang.pick(en, ru)
}

pub(crate) fn move_kind(lang: Lang, kind: MoveKind) -> &'static str {
    let (en, ru) = match kind {
        MoveKind::Branch => ("branch", "развилка"),
        MoveKind::Loop => ("back again", "возврат"),
        MoveKind::Skip => ("skips steps", "в обход шагов"),
        MoveKind::Exit => ("leaves the journey", "уход с пути"),
    };
    lang.pick(en, ru)
}

/// `target: at least 90% by 31 Dec 2026`, «цель: не меньше 90 % к 31.12.2026».
pub(crate) fn target(lang: Lang, target: &Target, metric: Option<&Metric>) -> String {
    let value = match metric.map(|metric| metric.unit) {
        Some(MetricUnit::Share) => percent(lang, target.value),
        Some(MetricUnit::Seconds) => duration(lang, target.value),
        _ => number(lang, target.value, usize::from(target.value.fract() != 0.0)),
    };
    let bound = match target.comparison {
        Comparison::AtLeast => lang.pick("at least", "не меньше"),
        Comparison::AtMost => lang.pick("at most", "не больше"),
    };
    let by = target.by.as_deref().map_or(String::new(), |by| {
        format!(" {} {}", lang.pick("by", "к"), clean(&day(lang, by)))
    });
    format!("{}: {bound} {value}{by}", lang.pick("target", "цель"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_reads_as_a_sentence_in_both_languages() {
        let metric = Metric {
            unit: MetricUnit::Share,
            ..Metric::default()
        };
        let wanted = Target {
            value: 0.9,
            by: Some("2026-12-31".into()),
            ..Target::default()
        };
        let said = target(Lang::Ru, &wanted, Some(&metric)).replace('\u{a0}', " ");
        assert_eq!(said, "цель: не меньше 90 % к 31.12.2026");
        let said = target(Lang::En, &wanted, Some(&metric)).replace('\u{a0}', " ");
        assert_eq!(said, "target: at least 90% by 31 Dec 2026");
    }
}
