//! Conversations: chats with support and two interviews, one in each language.

use crate::random::Random;
use tropa_model::time::DAY_US;
use tropa_model::{Feedback, FeedbackKind, Speaker, TextPart};

/// Turns of a chat about a parcel, a part or a date.
pub fn chat(random: &mut Random, russian: bool) -> Vec<(Speaker, String)> {
    let order = 10_000 + random.below(80_000);
    let chats = if russian { CHATS_RU } else { CHATS_EN };
    let turns = chats[random.below(chats.len())];
    turns
        .iter()
        .enumerate()
        .map(|(turn, text)| {
            let speaker = if turn % 2 == 0 {
                Speaker::Actor
            } else {
                Speaker::Company
            };
            (speaker, text.replace("{}", &order.to_string()))
        })
        .collect()
}

/// Each chat: the customer begins, turns alternate.
const CHATS_RU: &[&[&str]] = &[
    &[
        "Здравствуйте! Когда привезут заказ {}? Обещали вчера.",
        "Добрый день! Проверяю заказ {}. Доставку перенесли на завтра, приносим извинения.",
        "Почему никто не предупредил? Я отпросилась с работы.",
        "Понимаю вас. Оформила возврат стоимости доставки.",
        "Спасибо, хотя бы так.",
    ],
    &[
        "В коробке не хватает двух петель. Что делать?",
        "Здравствуйте! Пришлите, пожалуйста, номер детали из инструкции.",
        "Деталь 14. Сколько ждать?",
        "Отправим курьером за три дня.",
        "Хорошо, жду. Спасибо за быстрый ответ!",
    ],
    &[
        "Сборщик не приехал и не позвонил. Как перенести сборку на выходные?",
        "Приносим извинения. Есть суббота, с 10 до 14, подойдёт?",
        "Подойдёт. Но неделю живём среди коробок, очень неприятно.",
        "Записала вас на субботу, мастер позвонит за час.",
    ],
    &[
        "Как вернуть стол, если не подошёл цвет?",
        "Здравствуйте! Вернуть можно за 30 дней, если нет следов сборки.",
        "А кто платит за обратную доставку?",
        "Если товар без брака — покупатель.",
        "Дорого выходит. Жаль, что нельзя увидеть цвет заранее.",
    ],
];
const CHATS_EN: &[&[&str]] = &[
    &[
        "Hello! When will order {} be delivered? It was promised for yesterday.",
        "Good afternoon! I see order {}. The delivery was moved to tomorrow, we are sorry.",
        "Why did nobody tell me? I took a day off.",
        "I understand. I have refunded the delivery.",
        "Thank you, that helps a little.",
    ],
    &[
        "Two hinges are missing from the box. What should I do?",
        "Hello! Please send the number of the part from the manual.",
        "Part 14. How long will it take?",
        "We will send it by courier within three days.",
        "Good, thank you for the quick answer!",
    ],
    &[
        "The fitter did not come. How do I move the assembly to the weekend?",
        "We are sorry. Saturday, 10 to 14, would that suit you?",
        "It does. We have lived among boxes for a week, very unpleasant.",
        "You are booked for Saturday, the fitter calls an hour before.",
    ],
];

/// One in Russian and one in English, held after everything else was said.
pub fn interviews(after_us: i64) -> Vec<Feedback> {
    let held = [
        ("interview-ru", INTERVIEW_RU, 2),
        ("interview-en", INTERVIEW_EN, 3),
    ];
    let mut items = Vec::new();
    for (conversation, turns, days) in held {
        for (turn, text) in turns.iter().enumerate() {
            let mut item = Feedback::new(format!("{conversation}-{turn}"), FeedbackKind::Interview);
            let asks = turn % 2 == 0;
            item.speaker = if asks { Speaker::Researcher } else { Speaker::Actor };
            item.time_us = Some(after_us + days * DAY_US + turn as i64 * 60_000_000);
            item.texts = vec![(TextPart::Body, (*text).to_owned())];
            item.conversation = Some(conversation.to_owned());
            item.turn = Some(turn as u32);
            items.push(item);
        }
    }
    items
}

/// The researcher begins, turns alternate.
const INTERVIEW_RU: &[&str] = &[
    "Расскажите, с чего началась ваша покупка?",
    "Мы ждали второго ребёнка, и в старый шкаф уже ничего не помещалось. Я увидела рекламу стеллажей и вечером открыла каталог с телефона.",
    "Что было дальше?",
    "Выбирала три вечера. Размеры указаны, но я не понимала, влезет ли шкаф в нашу нишу. Отзывы с фотографиями очень помогли.",
    "В какой момент вы засомневались?",
    "Когда увидела стоимость доставки. Она появилась только в корзине, почти четыре тысячи. Я подумала: а не слишком ли дорого? Закрыла и два дня искала дешевле.",
    "Почему вернулись?",
    "В другом магазине пришлось бы ждать месяц. И муж сказал, что этой марке доверяет.",
    "Как прошла доставка?",
    "Её перенесли в последний момент, я уже отпросилась с работы. Никто не позвонил, узнала сама. Было обидно. Зато курьеры потом извинились и подняли всё аккуратно.",
    "А сборка?",
    "Мастер приехал вовремя и за два часа всё собрал, даже убрал за собой. Вот это был восторг, честно.",
    "Чего вам не хватило?",
    "Хотелось бы видеть на карте, где едет курьер, и выбирать время хотя бы до двух часов. И чтобы цену доставки показывали сразу в карточке товара.",
    "Посоветуете нас друзьям?",
    "Наверное, да. Мебель хорошая. Но про доставку предупрежу.",
];
const INTERVIEW_EN: &[&str] = &[
    "What made you look for furniture?",
    "We opened a second office and needed twelve desks within a month. A colleague recommended the shop.",
    "How did you choose?",
    "We visited the store and asked a consultant. He explained everything about delivery for companies, I was impressed.",
    "What was difficult?",
    "Paying by invoice. It took two days until somebody sent the right document, and I had to call three times and explain everything again.",
    "How did the delivery go?",
    "On time, all twelve desks. I expected worse, to be honest.",
    "And the assembly?",
    "The fitter did not come on the first day. Nobody called. We lost a working day, which is expensive for us.",
    "What is missing?",
    "A contact person for companies. I wish I could see the state of the order on one page instead of calling.",
    "Would you order again?",
    "Yes, because the desks are solid and the price is fair. But I need to know the date for sure.",
];
