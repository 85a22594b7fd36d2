//! What is said on the way: reasons by touchpoint and mood, questions, wishes. Each in Russian and English.

use crate::random::Random;
use crate::words::{Activity, Activity::*, Language};

pub fn satisfied(language: Language) -> &'static str {
    match language {
        Language::English => "How satisfied are you?",
        Language::Russian => "Насколько вы довольны?",
    }
}

/// The open question that questions and wishes answer.
pub fn open(language: Language, which: &str) -> &'static str {
    match (language, which == "missing") {
        (Language::English, true) => "What is missing?",
        (Language::English, false) => "What would you like to ask us?",
        (Language::Russian, true) => "Чего не хватает?",
        (Language::Russian, false) => "О чём хотите спросить?",
    }
}

/// One of the texts, its `{}` filled with a thing that is sold.
pub fn filled(random: &mut Random, russian: bool, texts: &[&str]) -> String {
    let thing = random.pick(if russian { THINGS_RU } else { THINGS_EN });
    random.pick(texts).replace("{}", thing)
}

const THINGS_RU: &[&str] = &["диван", "шкаф", "стол", "комод", "стеллаж"];
const THINGS_EN: &[&str] = &["sofa", "wardrobe", "table", "dresser", "shelf"];

/// By mood: bad, so-so, good. `None`: the words of the survey fit.
pub fn points(russian: bool, activity: Activity, mood: usize) -> Option<&'static [&'static str]> {
    let all: [&[&str]; 3] = match (activity, russian) {
        (SawAd, true) => [
            &[
                "Реклама одна, а на сайте цена другая.",
                "Одно и то же видео в третий раз за день.",
            ],
            &["Реклама как реклама.", "Увидел скидку, пока думаю."],
            &["Реклама кухни попала в точку.", "Узнал о распродаже вовремя."],
        ],
        (SawAd, false) => [
            &[
                "The ad shows one price and the site another.",
                "The same video for the third time today.",
            ],
            &[
                "An ad like any other.",
                "I saw the discount and am still thinking.",
            ],
            &[
                "The kitchen ad came at the right time.",
                "I heard of the sale in time.",
            ],
        ],
        (OpenedCatalogue, true) => [
            &["Каталог долго грузится.", "Фильтр по размеру не работает."],
            &[
                "Каталог большой, быстро не выберешь.",
                "Хотелось бы больше фильтров.",
            ],
            &["Каталог удобный, всё под рукой.", "Легко сравнить цены."],
        ],
        (OpenedCatalogue, false) => [
            &["The catalogue loads slowly.", "The filter by size does not work."],
            &[
                "A big catalogue, choosing takes time.",
                "More filters would help.",
            ],
            &["The catalogue is easy to use.", "Prices are easy to compare."],
        ],
        (ViewedProduct, true) => [
            &[
                "Размеры указаны неполностью, боюсь ошибиться.",
                "Фото одно, цвет непонятен.",
                "Нет в наличии, а показываете.",
            ],
            &["Отзывов мало, сомневаюсь.", "Не пойму, влезет ли в лифт."],
            &["Подробное описание и хорошие фото.", "Отзывы помогли выбрать."],
        ],
        (ViewedProduct, false) => [
            &[
                "The sizes are incomplete, I am afraid to choose wrong.",
                "One photo, the colour is unclear.",
                "Out of stock, yet shown.",
            ],
            &["Few reviews, I doubt.", "Not sure it fits the lift."],
            &[
                "A detailed description and good photos.",
                "Reviews helped me choose.",
            ],
        ],
        (AddedToCart, true) => [
            &["Корзина забыла мой выбор.", "Промокод не сработал."],
            &["Добавил в корзину, посмотрю доставку."],
            &["Корзина понятная, сумма сразу видна."],
        ],
        (AddedToCart, false) => [
            &["The cart forgot what I chose.", "The promo code did not work."],
            &["Added to the cart, let me see the delivery."],
            &["A clear cart, the total is seen at once."],
        ],
        (SawDeliveryCost, true) => [
            &[
                "Стоимость доставки — как половина стола.",
                "О цене доставки узнал только в корзине, неприятный сюрприз.",
                "Доставка дорогая, подъём на этаж ещё дороже.",
                "Почему стоимость доставки не показали сразу?",
            ],
            &["Доставка дороговата.", "Думал, доставка будет дешевле."],
            &["Доставка бесплатная, приятно.", "Стоимость доставки понятна."],
        ],
        (SawDeliveryCost, false) => [
            &[
                "The delivery cost is half the price of the table.",
                "I learned the delivery price only in the cart, a nasty surprise.",
                "Delivery is expensive, carrying upstairs even more so.",
                "Why was the delivery cost not shown at once?",
            ],
            &[
                "Delivery is a bit expensive.",
                "I thought delivery would be cheaper.",
            ],
            &["Free delivery, nice.", "The delivery cost is clear."],
        ],
        (PlacedOrder | Paid, true) => [
            &[
                "Оплата не прошла с первого раза.",
                "Пришлось вводить адрес дважды.",
            ],
            &["Оплатить получилось, но полей много."],
            &[
                "Заказ оформил за две минуты.",
                "Оплата прошла сразу.",
                "Удобно платить картой.",
            ],
        ],
        (PlacedOrder | Paid, false) => [
            &[
                "The payment failed the first time.",
                "I had to type the address twice.",
            ],
            &["Paying worked, though there are many fields."],
            &[
                "Ordered in two minutes.",
                "The payment went through at once.",
                "Easy to pay by card.",
            ],
        ],
        (DeliveryScheduled, true) => [
            &[
                "Дату доставки предложили одну, выбрать нельзя.",
                "Интервал доставки — весь день, неудобно.",
            ],
            &[
                "Дату доставки выбрали, но только на будни.",
                "Доставка через четыре дня, терпимо.",
            ],
            &["Предложили удобную дату.", "Доставку назначили на завтра."],
        ],
        (DeliveryScheduled, false) => [
            &[
                "Only one delivery date was offered.",
                "The delivery window is the whole day, inconvenient.",
            ],
            &[
                "A delivery date on weekdays only.",
                "Delivery in four days, bearable.",
            ],
            &["A convenient date was offered.", "Delivery was set for tomorrow."],
        ],
        (AssemblyBooked, true) => [
            &["Сборку предложили только через неделю."],
            &["Дату сборки выбрали, но времени нет."],
            &["Сборщика назначили на следующий день.", "Дату сборки выбрал сам."],
        ],
        (AssemblyBooked, false) => [
            &["Assembly was offered only in a week."],
            &["The date of assembly is set, the hour is not."],
            &[
                "The fitter was booked for the next day.",
                "I chose the date of assembly myself.",
            ],
        ],
        (JoinedClub | Recommended | BoughtAgain, true) => [
            &["Скидка клуба не сработала."],
            &["Посмотрим, что даст клуб."],
            &[
                "Третий раз покупаем, всё нравится.",
                "Посоветовал соседям.",
                "Скидка клуба приятная.",
            ],
        ],
        (JoinedClub | Recommended | BoughtAgain, false) => [
            &["The club discount did not work."],
            &["Let us see what the club brings."],
            &[
                "Our third purchase, we like it.",
                "I told the neighbours about it.",
                "The club discount is nice.",
            ],
        ],
        _ => return None,
    };
    Some(all[mood])
}

pub fn questions(russian: bool, activity: Activity) -> Option<&'static [&'static str]> {
    Some(match (activity, russian) {
        (ViewedProduct, true) => &[
            "Есть ли {} в белом цвете?",
            "Скажите, {} есть в белом цвете?",
            "А в белом цвете {} бывает?",
            "Влезет ли {} в грузовой лифт?",
        ],
        (ViewedProduct, false) => &[
            "Is the {} available in white?",
            "Does the {} come in white?",
            "Do you have the {} in white?",
            "Does the {} fit into a lift?",
        ],
        (SawDeliveryCost, true) => &[
            "Сколько стоит доставка за город?",
            "А сколько стоит доставка за город?",
            "Сколько будет стоить доставка за МКАД?",
            "Входит ли подъём на этаж в стоимость доставки?",
        ],
        (SawDeliveryCost, false) => &[
            "How much is delivery outside the city?",
            "What does delivery outside the city cost?",
            "Is carrying upstairs included in the delivery?",
        ],
        (Paid, true) => &[
            "Когда привезут {}?",
            "Подскажите, когда привезут {}?",
            "Когда мне привезут заказ?",
            "Можно ли изменить адрес доставки?",
        ],
        (Paid, false) => &[
            "When will the {} be delivered?",
            "When will my order be delivered?",
            "Can I change the delivery address?",
        ],
        (Delivered, true) => &[
            "Как вернуть {}, если не подошёл цвет?",
            "Можно ли вернуть {}, если не подошёл цвет?",
            "Кто вывозит упаковку?",
        ],
        (Delivered, false) => &[
            "How do I return the {} if the colour is wrong?",
            "Can I return the {} if I do not like the colour?",
            "Who takes the packaging away?",
        ],
        (AssemblyBooked, true) => &[
            "Можно ли перенести сборку на выходные?",
            "Как перенести сборку на выходной?",
            "Сколько стоит сборка?",
        ],
        (AssemblyBooked, false) => &[
            "Can the assembly be moved to the weekend?",
            "How do I move the assembly to a weekend?",
            "How much is the assembly?",
        ],
        _ => return None,
    })
}

pub fn missing(russian: bool, activity: Activity) -> Option<&'static [&'static str]> {
    Some(match (activity, russian) {
        (ViewedProduct, true) => &[
            "Не хватает примерки мебели в комнате через камеру.",
            "Хотелось бы видеть {} в своей комнате через камеру.",
            "Добавьте сравнение товаров.",
        ],
        (ViewedProduct, false) => &[
            "I wish I could see the {} in my room through the camera.",
            "Please add a way to try the {} in my room.",
            "Please add a comparison of products.",
        ],
        (AddedToCart | SawDeliveryCost, true) => &[
            "Не хватает расчёта доставки прямо в карточке товара.",
            "Добавьте калькулятор доставки до корзины.",
        ],
        (AddedToCart | SawDeliveryCost, false) => &[
            "Please add a delivery calculator before the cart.",
            "I wish the product page showed the delivery price.",
        ],
        (DeliveryScheduled, true) => &[
            "Не хватает выбора времени доставки с точностью до часа.",
            "Хотелось бы выбирать время доставки до часа.",
            "Добавьте карту, где видно курьера.",
        ],
        (DeliveryScheduled, false) => &[
            "I wish I could choose the hour of delivery.",
            "Please add a choice of the delivery hour.",
            "Please add a map that shows the courier.",
        ],
        (Assembled, true) => &[
            "Не хватает видео, как собрать самому.",
            "Добавьте видеоинструкцию по сборке.",
        ],
        (Assembled, false) => &[
            "Please add a video of the assembly.",
            "I wish there were a video on how to assemble it myself.",
        ],
        _ => return None,
    })
}
