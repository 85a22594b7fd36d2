//! What columns are usually called, in English and Russian.

/// What a column may be by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Actor,
    Activity,
    Time,
    Channel,
    Content,
    Campaign,
    Session,
    Score,
    Text,
    Amount,
    Currency,
    Outcome,
    EventId,
}

/// Names of each part, the most telling first. Compared without case, `ё` as `е`, words joined by `_`.
const NAMES: &[(Part, &[&str])] = &[
    (
        Part::Actor,
        &[
            "case_concept_name",
            "ocel_oid",
            "customer_unique_id",
            "actor",
            "actor_id",
            "user_id",
            "userid",
            "user",
            "customer_id",
            "customerid",
            "client_id",
            "clientid",
            "visitor_id",
            "visitorid",
            "person_id",
            "distinct_id",
            "anonymous_id",
            "id_клиента",
            "ид_клиента",
            "клиент_id",
            "код_клиента",
            "номер_клиента",
            "id_пользователя",
            "ид_пользователя",
            "user_pseudo_id",
            "customer",
            "client",
            "клиент",
            "пользователь",
            "покупатель",
            "абонент",
            "посетитель",
            "заемщик",
            "contact_id",
            "account_id",
            "member_id",
            "subscriber_id",
            "profile_id",
            "person",
            "visitor",
            "case_id",
            "caseid",
            "case",
            "id_кейса",
            "кейс",
            "trace_id",
            "lead_id",
            "mql_id",
            "application_id",
            "номер_заявки",
            "id_заявки",
            "заявка",
            "order_id",
            "номер_заказа",
            "id_заказа",
            "заказ",
            "ticket_id",
            "номер_обращения",
            "обращение",
            "conversation_id",
            "conversationid",
            "main_tweet_id",
            "договор",
            "номер_договора",
            "uid",
            "cookie_id",
            "device_id",
            "author_id",
            "email",
            "phone",
            "телефон",
        ],
    ),
    (
        Part::Activity,
        &[
            "concept_name",
            "ocel_activity",
            "activity",
            "activity_name",
            "event_name",
            "eventname",
            "event",
            "action",
            "event_type",
            "eventtype",
            "активность",
            "событие",
            "действие",
            "название_события",
            "тип_события",
            "операция",
            "этап",
            "шаг",
            "touchpoint",
            "точка_контакта",
            "step",
            "task",
            "operation",
            "touch",
            "status",
            "статус",
            "stage",
            "page",
            "page_path",
            "страница",
            "screen",
            "screen_name",
            "экран",
        ],
    ),
    (
        Part::Time,
        &[
            "time_timestamp",
            "ocel_timestamp",
            "timestamp",
            "event_time",
            "event_timestamp",
            "eventtime",
            "time",
            "ts",
            "datetime",
            "date_time",
            "occurred_at",
            "happened_at",
            "click_timestamp",
            "complete_timestamp",
            "completed_at",
            "дата_события",
            "время_события",
            "дата_время",
            "дата_и_время",
            "время",
            "дата",
            "момент",
            "created_at",
            "created",
            "date",
            "event_date",
            "дата_создания",
            "start_timestamp",
            "start_time",
            "started_at",
            "review_date",
            "response_date",
            "customer_response_date",
        ],
    ),
    (
        Part::Channel,
        &[
            "channel",
            "channel_name",
            "канал",
            "канал_связи",
            "utm_source",
            "source",
            "medium",
            "utm_medium",
            "источник",
            "platform",
            "платформа",
        ],
    ),
    (
        Part::Campaign,
        &[
            "campaign",
            "campaign_name",
            "utm_campaign",
            "campaign_id",
            "кампания",
            "акция",
            "рекламная_кампания",
        ],
    ),
    (
        Part::Content,
        &[
            "content",
            "content_id",
            "utm_content",
            "article_id",
            "click_article_id",
            "creative",
            "контент",
            "материал",
            "page_url",
            "url",
            "landing_page",
        ],
    ),
    (
        Part::Session,
        &[
            "session_id",
            "sessionid",
            "session",
            "visit_id",
            "сессия",
            "id_сессии",
            "визит",
            "id_визита",
            "ga_session_id",
        ],
    ),
    (
        Part::Score,
        &[
            "score",
            "nps_score",
            "nps",
            "csat",
            "csat_score",
            "ces",
            "review_score",
            "rating",
            "stars",
            "count_stars",
            "satisfaction",
            "grade",
            "оценка",
            "балл",
            "рейтинг",
            "удовлетворенность",
            "оценка_клиента",
        ],
    ),
    (
        Part::Text,
        &[
            "text",
            "comment",
            "review_text",
            "review_comment_message",
            "review",
            "feedback",
            "message",
            "verbatim",
            "комментарий",
            "отзыв",
            "текст",
            "текст_отзыва",
            "сообщение",
            "ответ_клиента",
        ],
    ),
    (
        Part::Amount,
        &[
            "amount",
            "revenue",
            "price",
            "total",
            "sum",
            "order_value",
            "payment_value",
            "value",
            "сумма",
            "цена",
            "стоимость",
            "выручка",
            "сумма_заказа",
        ],
    ),
    (Part::Currency, &["currency", "currency_code", "валюта"]),
    (
        Part::Outcome,
        &["outcome", "result", "исход", "результат", "итог"],
    ),
    (
        Part::EventId,
        &[
            "ocel_eid",
            "event_id",
            "eventid",
            "id_события",
            "insert_id",
            "message_id",
            "messageid",
            "event_uuid",
            "uuid",
        ],
    ),
];

/// Words of a name in lower case joined by `_`: `case:concept:name`, `CaseConceptName` and `Case Concept Name` are one.
pub fn normal(name: &str) -> String {
    let mut out = String::new();
    let mut before = ' ';
    for c in name.trim().chars() {
        if c.is_alphanumeric() {
            let starts_word = c.is_uppercase() && before.is_lowercase();
            if !out.is_empty() && (starts_word || !before.is_alphanumeric()) && !out.ends_with('_') {
                out.push('_');
            }
            for lower in c.to_lowercase() {
                out.push(if lower == 'ё' { 'е' } else { lower });
            }
        }
        before = c;
    }
    out
}

/// How well a name fits a part: 0 for not at all, else the higher the better.
pub fn fit(part: Part, name: &str) -> u32 {
    let name = normal(name);
    let names = NAMES
        .iter()
        .find(|(p, _)| *p == part)
        .map_or(&[][..], |(_, names)| names);
    if let Some(place) = names.iter().position(|n| *n == name) {
        return 1_000 - place as u32;
    }
    // A longer name that ends or begins with a telling one: `shop_user_id`, `дата_заказа`.
    let partly =
        |n: &&str| n.len() > 3 && (name.ends_with(&format!("_{n}")) || name.starts_with(&format!("{n}_")));
    names
        .iter()
        .position(partly)
        .map_or(0, |place| 500 - place as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_meaning_are_one_name() {
        for name in ["userId", "user_id", "User ID", "USER-ID", "user:id"] {
            assert!(
                ["user_id", "userid"].contains(&normal(name).as_str()),
                "{name} {}",
                normal(name)
            );
            assert!(fit(Part::Actor, name) > 900, "{name}");
        }
        assert_eq!(normal("Дата приёма"), "дата_приема");
    }

    #[test]
    fn russian_and_english_names_are_known() {
        for (part, name) in [
            (Part::Actor, "Клиент"),
            (Part::Actor, "ID клиента"),
            (Part::Activity, "Событие"),
            (Part::Time, "Дата и время"),
            (Part::Time, "order_timestamp"),
            (Part::Score, "Оценка"),
            (Part::Amount, "Сумма"),
            (Part::Channel, "Канал"),
            (Part::Activity, "concept:name"),
            (Part::Actor, "case:concept:name"),
            (Part::Text, "Отзыв"),
        ] {
            assert!(fit(part, name) > 0, "{name}");
        }
        assert_eq!(fit(Part::Actor, "channel"), 0);
        assert!(fit(Part::Actor, "user_id") > fit(Part::Actor, "case_id"));
    }
}
