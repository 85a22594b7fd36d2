//! Names of the parts people play when a company buys, and the words of activities that speak for them.

use serde::{Deserialize, Serialize};
use tropa_model::proposal::LocalText;
use utoipa::ToSchema;

/// Parts in a buying centre (Webster and Wind 1972, with the initiator).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BuyingRoleName {
    Initiator,
    User,
    Influencer,
    Decider,
    Buyer,
    Gatekeeper,
}

/// Beginnings of words in names of activities.
const WORDS: [(BuyingRoleName, &[&str]); 5] = [
    (
        BuyingRoleName::Buyer,
        &[
            "order",
            "invoice",
            "payment",
            "pay",
            "purchase",
            "contract",
            "quote",
            "заказ",
            "счёт",
            "счет",
            "оплат",
            "договор",
            "закуп",
            "торг",
        ],
    ),
    (
        BuyingRoleName::Decider,
        &[
            "approv",
            "decision",
            "decide",
            "sign",
            "согласова",
            "утвер",
            "решени",
            "подпис",
        ],
    ),
    (
        BuyingRoleName::Gatekeeper,
        &[
            "legal",
            "security",
            "compliance",
            "audit",
            "юрист",
            "юридич",
            "безопасн",
            "комплаенс",
            "проверк",
        ],
    ),
    (
        BuyingRoleName::Influencer,
        &[
            "compar",
            "evaluat",
            "review",
            "test",
            "specification",
            "calculat",
            "сравн",
            "оценк",
            "тест",
            "испытан",
            "специфик",
            "расчёт",
            "расчет",
        ],
    ),
    (
        BuyingRoleName::User,
        &[
            "use",
            "login",
            "log in",
            "training",
            "support",
            "ticket",
            "onboard",
            "обучен",
            "поддержк",
            "обращени",
            "эксплуат",
            "вход",
        ],
    ),
];

/// The part an activity speaks for, by the words of its name.
pub fn spoken_for(activity: &str) -> Option<BuyingRoleName> {
    let lower = activity.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
    WORDS
        .iter()
        .find(|(_, stems)| {
            stems
                .iter()
                .any(|stem| words.iter().any(|word| word.starts_with(stem)))
        })
        .map(|(role, _)| *role)
}

impl BuyingRoleName {
    pub fn text(self) -> LocalText {
        let (en, ru) = match self {
            BuyingRoleName::Initiator => ("Initiator", "Инициатор"),
            BuyingRoleName::User => ("User", "Пользователь"),
            BuyingRoleName::Influencer => ("Influencer", "Влияющий"),
            BuyingRoleName::Decider => ("Decider", "Принимающий решение"),
            BuyingRoleName::Buyer => ("Buyer", "Закупщик"),
            BuyingRoleName::Gatekeeper => ("Gatekeeper", "Контролёр доступа"),
        };
        LocalText::en_ru(en, ru)
    }
}
