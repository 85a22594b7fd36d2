//! What lanes are called when people gave them no name of their own.

use crate::Lang;
use crate::document::LaneRole;

/// What a lane is called when it has no name of its own.
pub fn lane_name(lang: Lang, role: LaneRole) -> &'static str {
    use LaneRole::*;
    let (en, ru) = match role {
        Goals => ("Goals", "Цели"),
        Actions => ("What people do", "Что делают люди"),
        Touchpoints => ("Touchpoints", "Точки контакта"),
        Channels => ("Channels", "Каналы"),
        Content => ("Content", "Контент"),
        Thoughts => ("Thoughts", "Мысли"),
        Feelings => ("Emotion curve", "Кривая эмоций"),
        Needs => ("Needs", "Потребности"),
        Expectations => ("Expectations", "Ожидания"),
        Pains => ("Pain points", "Болевые точки"),
        Delights => ("Delight points", "Точки восторга"),
        MomentsOfTruth => ("Moments of truth", "Моменты истины"),
        Quotes => ("Quotes", "Цитаты"),
        Questions => ("Questions", "Вопросы"),
        Kpis => ("Figures", "Показатели"),
        Opportunities => ("Opportunities", "Возможности"),
        Ideas => ("Ideas", "Идеи"),
        ActionItems => ("Action plan", "План действий"),
        Owner => ("Owner", "Ответственный"),
        FrontStage => ("Front stage", "На виду у клиента"),
        BackStage => ("Back stage", "За кулисами"),
        Support => ("Support systems", "Поддержка и системы"),
        Images => ("Storyboard", "Раскадровка"),
        Text => ("Notes", "Заметки"),
    };
    lang.pick(en, ru)
}
