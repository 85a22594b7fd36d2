//! What customers write: an opening, the point, a closing, in Russian or English, fitting the score and the trouble.

use crate::random::Random;
use crate::words::Activity;

/// Why a customer is unhappy, where the simulator made them so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grievance {
    None,
    LongWait,
    DeliveryDelay,
    AssemblyDelay,
    RepeatedCalls,
}

/// A comment for a score 1..=5.
pub fn comment(
    random: &mut Random,
    russian: bool,
    activity: Activity,
    score: u8,
    trouble: Grievance,
) -> String {
    with_mood(random, russian, activity, score, trouble, |_| None)
}

/// The same with points of its own by mood: 0 bad, 1 so-so, 2 good; `None` takes the usual ones.
pub fn with_mood(
    random: &mut Random,
    russian: bool,
    activity: Activity,
    score: u8,
    trouble: Grievance,
    own: impl Fn(usize) -> Option<&'static [&'static str]>,
) -> String {
    let mood = usize::from(score >= 3) + usize::from(score >= 4);
    let (openings, closings) = if russian {
        (&OPENINGS_RU, &CLOSINGS_RU)
    } else {
        (&OPENINGS_EN, &CLOSINGS_EN)
    };
    let opening = random.pick(openings[mood]);
    let point = random.pick(own(mood).unwrap_or_else(|| points(russian, activity, mood, trouble)));
    let mut text = String::with_capacity(120);
    if !opening.is_empty() {
        text.push_str(opening);
        text.push(' ');
    }
    text.push_str(point);
    if random.chance(0.55) {
        text.push(' ');
        text.push_str(random.pick(closings[mood]));
    }
    text
}

/// By mood: bad, so-so, good.
const OPENINGS_RU: [&[&str]; 3] = [
    &[
        "",
        "Очень разочарованы.",
        "Не ожидали такого.",
        "Испортили впечатление.",
        "Ужасный опыт.",
        "Сил нет уже.",
    ],
    &[
        "",
        "В целом нормально.",
        "Бывает и лучше.",
        "Неоднозначно.",
        "Сойдёт.",
    ],
    &[
        "",
        "Спасибо!",
        "Всё отлично.",
        "Приятно удивлены.",
        "Очень довольны.",
        "Супер!",
    ],
];
const CLOSINGS_RU: [&[&str]; 3] = [
    &[
        "Больше заказывать не буду.",
        "Верните деньги.",
        "Друзьям не посоветую.",
        "Жду ответа от руководства.",
        "Так нельзя.",
    ],
    &[
        "Посмотрим, что будет дальше.",
        "Есть что улучшить.",
        "Ставлю тройку.",
        "За такие деньги терпимо.",
    ],
    &[
        "Закажем ещё.",
        "Рекомендую.",
        "Так держать!",
        "Вся семья рада.",
        "Пять баллов.",
    ],
];
const OPENINGS_EN: [&[&str]; 3] = [
    &[
        "",
        "Very disappointed.",
        "Not what I expected.",
        "Terrible experience.",
        "I am tired of this.",
    ],
    &[
        "",
        "Fine overall.",
        "Mixed feelings.",
        "Could be better.",
        "It is okay.",
    ],
    &[
        "",
        "Thank you!",
        "Excellent.",
        "Pleasantly surprised.",
        "Very happy.",
        "Great!",
    ],
];
const CLOSINGS_EN: [&[&str]; 3] = [
    &[
        "I will not order again.",
        "I want my money back.",
        "Would not recommend.",
        "Waiting for a manager to reply.",
    ],
    &[
        "Room for improvement.",
        "Let us see what comes next.",
        "Acceptable for the price.",
    ],
    &[
        "Will order again.",
        "Recommended.",
        "Keep it up!",
        "The whole family is happy.",
        "Five stars.",
    ],
];

fn points(russian: bool, activity: Activity, mood: usize, trouble: Grievance) -> &'static [&'static str] {
    use Activity::*;
    if mood < 2 {
        match (trouble, russian) {
            (Grievance::LongWait, true) => return LONG_WAIT_RU,
            (Grievance::LongWait, false) => return LONG_WAIT_EN,
            (Grievance::DeliveryDelay, true) => return DELIVERY_DELAY_RU,
            (Grievance::DeliveryDelay, false) => return DELIVERY_DELAY_EN,
            (Grievance::AssemblyDelay, true) => return ASSEMBLY_DELAY_RU,
            (Grievance::AssemblyDelay, false) => return ASSEMBLY_DELAY_EN,
            (Grievance::RepeatedCalls, true) => return CALLS_RU,
            (Grievance::RepeatedCalls, false) => return CALLS_EN,
            (Grievance::None, _) => {}
        }
    }
    match (activity, russian, mood) {
        (VisitedStore | AskedConsultant, true, 0) => &[
            "Консультанта не найти.",
            "В магазине очередь на кассе.",
            "Продавец не знал размеров.",
        ],
        (VisitedStore | AskedConsultant, true, 1) => &[
            "Выбор средний.",
            "Консультант помог, но не сразу.",
            "Парковка тесная.",
        ],
        (VisitedStore | AskedConsultant, true, _) => &[
            "Консультант всё подробно рассказал.",
            "Посидели на всех диванах.",
            "Удобно посмотреть вживую.",
        ],
        (VisitedStore | AskedConsultant, false, 0) => &[
            "No consultant to be found.",
            "Long queue at the checkout.",
            "The seller did not know the sizes.",
        ],
        (VisitedStore | AskedConsultant, false, 1) => &[
            "Average choice.",
            "The consultant helped, though not at once.",
            "Parking is tight.",
        ],
        (VisitedStore | AskedConsultant, false, _) => &[
            "The consultant explained everything.",
            "We tried every sofa.",
            "Good to see it live.",
        ],
        (Assembled, true, 0) => &[
            "Сборщик поцарапал фасад.",
            "Не хватило двух петель.",
            "Мусор после сборки не убрали.",
        ],
        (Assembled, true, 1) => &[
            "Собрали, но дверцы пришлось подкрутить.",
            "Мастер опоздал на час.",
        ],
        (Assembled, true, _) => &[
            "Собрали за два часа, аккуратно.",
            "Мастер вежливый, убрал за собой.",
            "Шкаф стоит ровно.",
        ],
        (Assembled, false, 0) => &[
            "The fitter scratched the front.",
            "Two hinges were missing.",
            "They left all the packaging behind.",
        ],
        (Assembled, false, 1) => &[
            "Assembled, but I had to adjust the doors.",
            "The fitter was an hour late.",
        ],
        (Assembled, false, _) => &[
            "Assembled in two hours, neatly.",
            "Polite fitter, cleaned up after himself.",
            "The wardrobe stands straight.",
        ],
        (ProblemSolved | CalledSupport | WroteToSupport, true, 0) => &[
            "Никто не берёт ответственность.",
            "Отвечают по шаблону.",
            "Ждал на линии двадцать минут.",
        ],
        (ProblemSolved | CalledSupport | WroteToSupport, true, 1) => &[
            "Вопрос решили, но долго.",
            "Оператор вежливый, но без полномочий.",
        ],
        (ProblemSolved | CalledSupport | WroteToSupport, true, _) => &[
            "Заменили деталь за три дня.",
            "Решили с первого звонка.",
            "Оператор сразу всё понял.",
        ],
        (ProblemSolved | CalledSupport | WroteToSupport, false, 0) => &[
            "Nobody takes responsibility.",
            "Only canned answers.",
            "Twenty minutes on hold.",
        ],
        (ProblemSolved | CalledSupport | WroteToSupport, false, 1) => {
            &["Solved, but it took long.", "Polite operator without authority."]
        }
        (ProblemSolved | CalledSupport | WroteToSupport, false, _) => &[
            "The part was replaced in three days.",
            "Solved on the first call.",
            "The operator understood at once.",
        ],
        (_, true, 0) => &[
            "Коробка пришла помятой.",
            "Курьер не поднял на этаж.",
            "Привезли не тот цвет.",
        ],
        (_, true, 1) => &[
            "Привезли в срок, но упаковка порвана.",
            "Курьер позвонил за пять минут.",
        ],
        (_, true, _) => &[
            "Привезли вовремя.",
            "Курьеры подняли на пятый этаж.",
            "Диван мягкий, цвет как на фото.",
        ],
        (_, false, 0) => &[
            "The box arrived crushed.",
            "The courier would not carry it upstairs.",
            "Wrong colour delivered.",
        ],
        (_, false, 1) => &[
            "On time, but the packaging was torn.",
            "The courier called five minutes before.",
        ],
        (_, false, _) => &[
            "Delivered on time.",
            "They carried it to the fifth floor.",
            "Soft sofa, the colour is as in the photo.",
        ],
    }
}

const LONG_WAIT_RU: &[&str] = &[
    "Ждали свободную дату доставки больше недели.",
    "Деньги взяли сразу, а доставку назначили через десять дней.",
    "Почему в Новосибирск так долго ждать слот?",
    "Неделю сидели без кровати, потому что нет дат.",
];
const LONG_WAIT_EN: &[&str] = &[
    "Waited over a week for a delivery slot.",
    "You took the money at once and offered a date ten days later.",
    "Why are there no delivery dates in Novosibirsk?",
];
const DELIVERY_DELAY_RU: &[&str] = &[
    "Доставку перенесли в последний момент.",
    "Отпросился с работы, а курьер не приехал.",
    "Два раза переносили доставку и не предупредили.",
    "О переносе узнал только когда сам позвонил.",
];
const DELIVERY_DELAY_EN: &[&str] = &[
    "The delivery was moved at the last moment.",
    "I took a day off and the courier never came.",
    "Rescheduled twice without a warning.",
];
const ASSEMBLY_DELAY_RU: &[&str] = &[
    "Сборку перенесли на неделю, живём среди коробок.",
    "Сборщик не приехал и не позвонил.",
    "Шкаф лежит в коридоре десять дней.",
];
const ASSEMBLY_DELAY_EN: &[&str] = &[
    "Assembly was put off by a week, we live among boxes.",
    "The fitter did not come and did not call.",
    "The wardrobe has been lying in the hall for ten days.",
];
const CALLS_RU: &[&str] = &[
    "Звонил четыре раза, каждый раз объяснял заново.",
    "Обещали перезвонить и не перезвонили.",
    "Переключают с одного на другого, вопрос не решён.",
];
const CALLS_EN: &[&str] = &[
    "Called four times and explained everything again each time.",
    "They promised to call back and did not.",
    "Passed from one person to another, nothing solved.",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_is_in_the_language_asked_for() {
        let mut random = Random::new(5, 5);
        for _ in 0..300 {
            let score = 1 + random.below(5) as u8;
            for trouble in [
                Grievance::None,
                Grievance::LongWait,
                Grievance::AssemblyDelay,
                Grievance::RepeatedCalls,
            ] {
                let ru = comment(&mut random, true, Activity::Delivered, score, trouble);
                assert!(ru.chars().any(|c| ('а'..='я').contains(&c)), "{ru}");
                let en = comment(&mut random, false, Activity::Delivered, score, trouble);
                assert!(en.is_ascii(), "{en}");
            }
        }
    }
}
