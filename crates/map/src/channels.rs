//! What a channel is, told from its name in Russian or English: its icon, and its name in both languages.

use tropa_model::proposal::LocalText;

/// Icon names and the beginnings of words that tell them, in the order they are tried: the special before the general,
/// so that `mobile web` is web and `call centre` is not a shopping centre. `=` asks for the whole word.
const SIGNS: &[(&str, &[&str])] = &[
    (
        "post",
        &["почта росси", "russian post", "royal mail", "direct mail"],
    ),
    (
        "call_centre",
        &[
            "call cent",
            "callcent",
            "contact cent",
            "колл-цент",
            "колл цент",
            "контакт-цент",
            "контактн",
            "кц=",
            "helpdesk",
            "support line",
            "горяч",
        ],
    ),
    (
        "bot",
        &[
            "bot=",
            "chatbot",
            "чат-бот",
            "чатбот",
            "бот=",
            "robot",
            "робот",
            "voicebot",
            "ivr=",
        ],
    ),
    (
        "messenger",
        &[
            "telegram",
            "телеграм",
            "whatsapp",
            "ватсап",
            "viber",
            "вайбер",
            "messenger",
            "мессенджер",
            "chat",
            "чат",
            "wechat",
        ],
    ),
    (
        "social",
        &[
            "social",
            "соц",
            "facebook",
            "instagram",
            "vk=",
            "вк=",
            "вконтакте",
            "одноклассник",
            "youtube",
            "ютуб",
            "twitter",
            "tiktok",
            "linkedin",
            "форум",
            "forum",
        ],
    ),
    (
        "marketplace",
        &[
            "marketplace",
            "маркетплейс",
            "маркетплэйс",
            "ozon",
            "озон",
            "wildberries",
            "amazon",
            "ebay",
            "яндекс маркет",
        ],
    ),
    (
        "review",
        &[
            "review",
            "отзыв",
            "otzov",
            "отзов",
            "rating",
            "рейтинг",
            "survey",
            "опрос",
            "анкет",
            "feedback",
            "nps=",
        ],
    ),
    (
        "email",
        &[
            "email",
            "e-mail",
            "mail=",
            "newsletter",
            "рассылк",
            "имейл",
            "эл. почта",
            "электронная почта",
            "e mail",
            "почта=",
            "email_",
        ],
    ),
    ("sms", &["sms", "смс", "push", "пуш", "text message"]),
    (
        "kiosk",
        &[
            "kiosk",
            "киоск",
            "терминал",
            "terminal",
            "atm=",
            "банкомат",
            "постамат",
            "locker",
            "self-service",
            "self service",
        ],
    ),
    (
        "payment",
        &[
            "pay",
            "оплат",
            "плат",
            "касса",
            "checkout",
            "invoice",
            "счёт=",
            "счет=",
            "billing",
        ],
    ),
    (
        "web",
        &[
            "web",
            "веб",
            "site",
            "сайт",
            "online",
            "онлайн",
            "интернет",
            "internet",
            "browser",
            "landing",
            "лендинг",
            "shop online",
            "lk=",
            "личный кабинет",
            "portal",
            "портал",
            "desktop",
            "seo=",
            "search",
        ],
    ),
    (
        "mobile",
        &[
            "mobile",
            "мобил",
            "app=",
            "apps=",
            "приложени",
            "application",
            "ios=",
            "android",
            "phone app",
        ],
    ),
    (
        "visit",
        &[
            "deliver",
            "достав",
            "courier",
            "курьер",
            "assembl",
            "сборк",
            "field",
            "выезд",
            "visit",
            "визит",
            "home=",
            "техник",
            "technician",
            "install",
            "монтаж",
            "замер",
            "logistic",
            "логист",
        ],
    ),
    (
        "store",
        &[
            "store",
            "shop",
            "магазин",
            "branch",
            "филиал",
            "отделени",
            "офис",
            "office",
            "салон",
            "showroom",
            "шоурум",
            "offline",
            "офлайн",
            "оффлайн",
            "точка продаж",
            "тц=",
            "pos=",
        ],
    ),
    (
        "post",
        &["post", "почт", "letter", "письм", "mailing", "parcel", "посылк"],
    ),
    (
        "phone",
        &["phone", "телефон", "тел=", "call", "звон", "voice", "hotline"],
    ),
    (
        "event",
        &[
            "event",
            "мероприят",
            "выставк",
            "conference",
            "конферен",
            "webinar",
            "вебинар",
            "seminar",
        ],
    ),
    (
        "partner",
        &[
            "partner",
            "партн",
            "dealer",
            "дилер",
            "agent",
            "агент",
            "reseller",
            "broker",
            "брокер",
            "affiliate",
        ],
    ),
    (
        "document",
        &[
            "document",
            "документ",
            "contract",
            "договор",
            "paper",
            "бумаг",
            "form=",
            "анкета",
            "application form",
            "заявк",
        ],
    ),
];

/// Channels whose code in a log is an ordinary English word: shown under this name in each language.
const KNOWN: &[(&str, &str, &str)] = &[
    ("web", "Website", "Сайт"),
    ("site", "Website", "Сайт"),
    ("website", "Website", "Сайт"),
    ("mobile", "Mobile app", "Приложение"),
    ("app", "Mobile app", "Приложение"),
    ("mobile_app", "Mobile app", "Приложение"),
    ("store", "Store", "Магазин"),
    ("shop", "Store", "Магазин"),
    ("branch", "Branch", "Отделение"),
    ("call", "Phone", "Звонок"),
    ("phone", "Phone", "Телефон"),
    ("call_centre", "Call centre", "Колл-центр"),
    ("call_center", "Call centre", "Колл-центр"),
    ("email", "Email", "Эл. почта"),
    ("mail", "Email", "Эл. почта"),
    ("sms", "SMS", "СМС"),
    ("push", "Push message", "Пуш"),
    ("chat", "Chat", "Чат"),
    ("bot", "Chatbot", "Чат-бот"),
    ("messenger", "Messenger", "Мессенджер"),
    ("social", "Social media", "Соцсети"),
    ("delivery", "Delivery", "Доставка"),
    ("courier", "Courier", "Курьер"),
    ("assembly", "Assembly", "Сборка"),
    ("visit", "Home visit", "Выезд на дом"),
    ("survey", "Survey", "Опрос"),
    ("kiosk", "Kiosk", "Терминал"),
    ("post", "Post", "Почта"),
    ("partner", "Partner", "Партнёр"),
    ("marketplace", "Marketplace", "Маркетплейс"),
    ("event", "Event", "Мероприятие"),
    ("office", "Office", "Офис"),
    ("other", "Other", "Другое"),
];

/// The icon of a channel called `name`; `other` where the name tells nothing.
pub fn icon_for(name: &str) -> &'static str {
    let words = words_of(name);
    SIGNS
        .iter()
        .find(|(_, signs)| signs.iter().any(|sign| tells(&words, sign)))
        .map_or("other", |(icon, _)| icon)
}

/// The channel's name as people read it: both languages for a code everyone knows, else as it stands in the data.
pub fn name_for(channel: &str) -> LocalText {
    let code = channel.trim().to_lowercase().replace([' ', '-'], "_");
    KNOWN.iter().find(|(known, _, _)| *known == code).map_or_else(
        || LocalText::plain(channel),
        |(_, en, ru)| LocalText::en_ru(*en, *ru),
    )
}

/// ` web site ` from `Web_site`: lower case, one space between words and at both ends.
fn words_of(name: &str) -> String {
    let mut words = String::from(" ");
    for c in name.chars().take(200).flat_map(char::to_lowercase) {
        match c {
            '_' | '/' | '.' | ',' | '(' | ')' | ':' => words.push(' '),
            other => words.push(other),
        }
    }
    words.push(' ');
    words.split_whitespace().fold(String::from(" "), |mut all, word| {
        all.push_str(word);
        all.push(' ');
        all
    })
}

fn tells(words: &str, sign: &str) -> bool {
    match sign.strip_suffix('=') {
        Some(whole) => words.contains(&format!(" {whole} ")),
        None => words.contains(&format!(" {}", sign.trim_end_matches(['_', ' ']))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_channel_is_recognised_by_its_name_in_both_languages() {
        for (name, icon) in [
            ("web", "web"),
            ("Сайт", "web"),
            ("mobile web", "web"),
            ("mobile", "mobile"),
            ("iOS app", "mobile"),
            ("Мобильное приложение", "mobile"),
            ("app", "mobile"),
            ("звонок", "phone"),
            ("Call", "phone"),
            ("call_centre", "call_centre"),
            ("Колл-центр", "call_centre"),
            ("магазин", "store"),
            ("Store", "store"),
            ("Интернет-магазин", "web"),
            ("салон на Невском", "store"),
            ("email", "email"),
            ("e-mail рассылка", "email"),
            ("SMS", "sms"),
            ("Telegram", "messenger"),
            ("чат-бот", "bot"),
            ("delivery", "visit"),
            ("Сборка на дому", "visit"),
            ("Почта России", "post"),
            ("почта", "email"),
            ("Homepage", "other"),
            ("Appointment", "other"),
            ("отзывы", "review"),
            ("ВК", "social"),
            ("партнёр", "partner"),
            ("Ozon", "marketplace"),
            ("банкомат", "kiosk"),
            ("XY-17", "other"),
            ("", "other"),
            ("post", "post"),
            ("postamat", "post"),
        ] {
            assert_eq!(icon_for(name), icon, "{name}");
        }
    }

    #[test]
    fn a_known_code_reads_in_both_languages_and_an_own_name_stays() {
        assert_eq!(name_for("call-centre").get("ru"), "Колл-центр");
        assert_eq!(name_for("Салон на Невском").get("en"), "Салон на Невском");
    }
}
