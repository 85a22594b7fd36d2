//! What columns of feedback are usually called, in English and Russian.

use crate::propose::normal;

/// What a column may be by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Id,
    Actor,
    Time,
    Step,
    Channel,
    Segment,
    Title,
    Pros,
    Cons,
    Body,
    Reply,
    Score,
    Question,
    Choice,
    Speaker,
    Conversation,
    Turn,
}

/// Names of each part, the most telling first. Compared without case, `ё` as `е`, words joined by `_`.
const NAMES: &[(Part, &[&str])] = &[
    (
        Part::Reply,
        &[
            "review_answer_text",
            "company_answer",
            "company_reply",
            "company_response",
            "owner_reply",
            "owner_response",
            "reply_text",
            "reply",
            "response_from_owner",
            "developer_response",
            "ответ_компании",
            "ответ_банка",
            "ответ_магазина",
            "ответ_продавца",
            "ответ_представителя",
            "официальный_ответ",
        ],
    ),
    (
        Part::Title,
        &[
            "title",
            "review_title",
            "headline",
            "subject",
            "review_comment_title",
            "review_headline",
            "summary",
            "заголовок",
            "тема",
            "тема_обращения",
            "название_отзыва",
        ],
    ),
    (
        Part::Pros,
        &[
            "pros",
            "advantages",
            "likes",
            "what_did_you_like",
            "достоинства",
            "плюсы",
            "преимущества",
            "что_понравилось",
        ],
    ),
    (
        Part::Cons,
        &[
            "cons",
            "disadvantages",
            "dislikes",
            "drawbacks",
            "what_did_you_dislike",
            "недостатки",
            "минусы",
            "что_не_понравилось",
        ],
    ),
    (
        Part::Body,
        &[
            "review_text",
            "reviewtext",
            "review_comment_message",
            "review_body",
            "comment_text",
            "text",
            "comment",
            "comments",
            "verbatim",
            "feedback",
            "review",
            "message",
            "message_text",
            "utterance",
            "body",
            "content",
            "note",
            "notes",
            "post_text",
            "post",
            "description",
            "open_answer",
            "free_text",
            "transcript",
            "комментарий",
            "комментарии",
            "отзыв",
            "текст",
            "текст_отзыва",
            "сообщение",
            "текст_сообщения",
            "ответ_клиента",
            "обращение_текст",
            "текст_обращения",
            "заметка",
            "заметки",
            "наблюдение",
            "описание",
            "реплика",
        ],
    ),
    (
        Part::Score,
        &[
            "nps_score",
            "nps",
            "csat_score",
            "csat",
            "ces_score",
            "ces",
            "count_stars",
            "review_score",
            "stars",
            "star_rating",
            "review_rating",
            "rating",
            "score",
            "satisfaction",
            "overall",
            "overall_rating",
            "grade",
            "mark",
            "оценка",
            "рейтинг",
            "балл",
            "баллы",
            "звезды",
            "звезд",
            "удовлетворенность",
            "общая_оценка",
            "оценка_клиента",
        ],
    ),
    (
        Part::Speaker,
        &[
            "speaker",
            "inbound",
            "sender",
            "sender_type",
            "author_role",
            "speaker_role",
            "from_role",
            "direction",
            "is_customer",
            "говорящий",
            "кто_говорит",
            "отправитель",
            "направление",
            "роль",
        ],
    ),
    (
        Part::Conversation,
        &[
            "conversation_id",
            "conversationid",
            "convo_id",
            "dialog_id",
            "dialogue_id",
            "chat_id",
            "ticket_id",
            "thread_id",
            "main_tweet_id",
            "case_number",
            "interview_id",
            "call_id",
            "session_id",
            "topic_id",
            "номер_обращения",
            "id_обращения",
            "номер_тикета",
            "id_диалога",
            "диалог",
            "чат",
            "тикет",
            "интервью",
            "тема_id",
            "document",
            "conversation",
            "thread",
        ],
    ),
    (
        Part::Turn,
        &[
            "turn",
            "turn_number",
            "turnnumber",
            "turn_id",
            "message_number",
            "turn_count",
            "номер_реплики",
            "номер_сообщения",
        ],
    ),
    (
        Part::Actor,
        &[
            "customer_unique_id",
            "actor",
            "actor_id",
            "user_id",
            "userid",
            "customer_id",
            "client_id",
            "respondent_id",
            "respondent",
            "participant_id",
            "participant",
            "reviewer_id",
            "author_id",
            "contact_id",
            "member_id",
            "person_id",
            "employee_id",
            "account_id",
            "order_id",
            "user",
            "customer",
            "client",
            "author",
            "reviewer",
            "id_клиента",
            "ид_клиента",
            "код_клиента",
            "номер_клиента",
            "клиент",
            "респондент",
            "пользователь",
            "id_пользователя",
            "покупатель",
            "автор",
            "участник",
            "сотрудник",
            "абонент",
            "номер_заказа",
            "id_заказа",
        ],
    ),
    (
        Part::Time,
        &[
            "customer_response_date",
            "response_date",
            "review_creation_date",
            "review_date",
            "submitted_at",
            "completed_at",
            "answered_at",
            "created_at",
            "created",
            "timestamp",
            "datetime",
            "date_time",
            "time",
            "date",
            "posted_at",
            "sent_at",
            "at",
            "start_date",
            "end_date",
            "recorded_date",
            "дата_отзыва",
            "дата_ответа",
            "дата_и_время",
            "дата",
            "время",
            "дата_создания",
            "отметка_времени",
            "опубликовано",
        ],
    ),
    (
        Part::Step,
        &[
            "step",
            "stage",
            "touchpoint",
            "journey_stage",
            "survey_sub_type",
            "survey_stage",
            "review_tag",
            "journey_step",
            "trigger",
            "trigger_event",
            "этап",
            "шаг",
            "точка_контакта",
            "этап_пути",
            "повод",
        ],
    ),
    (
        Part::Channel,
        &[
            "channel",
            "source_channel",
            "platform",
            "canal",
            "канал",
            "канал_связи",
            "площадка",
            "платформа",
        ],
    ),
    (
        Part::Segment,
        &[
            "segment",
            "customer_segment",
            "persona",
            "tier",
            "member_level",
            "сегмент",
            "персона",
        ],
    ),
    (
        Part::Question,
        &["question", "question_text", "вопрос", "текст_вопроса"],
    ),
    (
        Part::Choice,
        &[
            "choice",
            "option",
            "selected_option",
            "answer_option",
            "вариант",
            "вариант_ответа",
            "выбор",
        ],
    ),
    (
        Part::Id,
        &[
            "review_id",
            "response_id",
            "answer_id",
            "feedback_id",
            "message_id",
            "comment_id",
            "post_id",
            "tweet_id",
            "utterance_id",
            "utteranceid",
            "item_id",
            "uuid",
            "id_отзыва",
            "номер_отзыва",
            "id_ответа",
            "id_сообщения",
            "id",
        ],
    ),
];

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
    // The last step of a path in XML or JSON: `meta.date`. Longer names only for what cannot be mistaken.
    let last = name_after_path(&name, names);
    if last > 0 {
        return last;
    }
    let partly =
        |n: &&str| n.len() > 4 && (name.ends_with(&format!("_{n}")) || name.starts_with(&format!("{n}_")));
    names
        .iter()
        .position(partly)
        .map_or(0, |place| 500 - place as u32)
}

fn name_after_path(name: &str, names: &[&str]) -> u32 {
    let Some((_, last)) = name.rsplit_once('_') else {
        return 0;
    };
    if !name.starts_with("meta_") {
        return 0;
    }
    names
        .iter()
        .position(|n| *n == last)
        .map_or(0, |place| 800 - place as u32)
}

/// Words of a question or column that say what a score measures.
pub fn measure_of(name: &str) -> Option<tropa_model::feedback::Measure> {
    use tropa_model::feedback::Measure;
    let name = normal(name);
    let words: Vec<&str> = name.split('_').collect();
    let has = |stems: &[&str]| {
        stems
            .iter()
            .any(|stem| words.iter().any(|word| word.starts_with(stem)))
    };
    if words.contains(&"nps") || has(&["recommend", "порекоменд", "рекоменд"]) {
        Some(Measure::Nps)
    } else if words.contains(&"csat") || has(&["satisf", "удовлетвор", "довольн"]) {
        Some(Measure::Csat)
    } else if words.contains(&"ces") || has(&["effort", "усили", "легко", "easy", "просто"]) {
        Some(Measure::Ces)
    } else if has(&["star", "звезд"]) || words.contains(&"rating") || words.contains(&"рейтинг") {
        Some(Measure::Stars)
    } else {
        None
    }
}

/// A name that reads like a question or a statement to agree with.
pub fn is_question(name: &str) -> bool {
    let words = name.split_whitespace().count();
    let begins = |c: char| c == 'q' || c == 'в';
    let numbered = {
        let normal = normal(name);
        let mut chars = normal.chars();
        chars.next().is_some_and(begins) && chars.next().is_some_and(|c| c.is_ascii_digit())
    };
    name.trim_end().ends_with('?') || words >= 4 || numbered
}

#[cfg(test)]
mod tests {
    use super::*;
    use tropa_model::feedback::Measure;

    #[test]
    fn usual_names_are_known_in_both_languages() {
        for (part, name) in [
            (Part::Body, "Review Text"),
            (Part::Body, "Комментарий"),
            (Part::Pros, "Достоинства"),
            (Part::Cons, "Недостатки"),
            (Part::Score, "NPS_SCORE"),
            (Part::Step, "SURVEY_SUB_TYPE"),
            (Part::Time, "meta.date"),
            (Part::Conversation, "conversationId"),
            (Part::Reply, "Ответ банка"),
        ] {
            assert!(fit(part, name) > 0, "{name}");
        }
        assert_eq!(fit(Part::Body, "rating"), 0);
    }

    #[test]
    fn a_question_says_what_it_measures() {
        let of = |name| measure_of(name);
        assert_eq!(of("How likely are you to recommend us?"), Some(Measure::Nps));
        assert_eq!(of("Насколько вы удовлетворены доставкой?"), Some(Measure::Csat));
        assert_eq!(of("Насколько легко было оформить заказ?"), Some(Measure::Ces));
        assert_eq!(of("count_stars"), Some(Measure::Stars));
        assert_eq!(of("Age"), None);
        assert!(is_question("Q3") && is_question("Why did you leave?") && !is_question("Department Name"));
    }
}
