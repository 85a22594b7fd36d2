/** What customers of the mock shop say, written for it: step, feeling, words, what they do in it, what they feel, which topic. */

import type { SpeechAct } from '../src/api/voice';
import type { Emotion } from '../src/api/types';

export interface Saying {
  lang: 'ru' | 'en';
  step?: string;
  /** Absent: not said. */
  feeling?: number;
  text: string;
  act?: SpeechAct;
  emotion?: Emotion;
  topic?: string;
  /** Words in it that are about something of its own. */
  about?: [aspect: string, words: string];
}

const say = (lang: 'ru' | 'en', step: string | undefined, feeling: number | undefined, text: string, more: Partial<Saying> = {}): Saying => ({ lang, step, feeling, text, ...more });

export const sayings: Saying[] = [
  say('ru', 'Delivery', -1.6, 'Диван ждали три недели вместо обещанных пяти дней.', { emotion: 'impatience', topic: 't-wait', about: ['delivery_time', 'три недели'], act: 'worse_than_expected' }),
  say('ru', 'Delivery', -1.2, 'Курьер не позвонил и приехал, когда дома никого не было.', { emotion: 'irritation', topic: 't-call', about: ['courier', 'Курьер'] }),
  say('ru', 'Delivery', -1.8, 'Привезли не тот цвет, и никто не извинился.', { emotion: 'disappointment', topic: 't-wrong', about: ['courier', 'не извинился'] }),
  say('ru', 'Delivery', 1.4, 'Но грузчики аккуратные, всё занесли и не поцарапали стены.', { emotion: 'satisfaction', topic: 't-movers', act: 'delight', about: ['movers', 'грузчики аккуратные'] }),
  say('ru', 'Delivery', undefined, 'А можно ли узнать, во сколько приедут, не созваниваясь с колл-центром?', { act: 'question', topic: 't-slot', emotion: 'doubt' }),
  say('ru', 'Delivery', -0.4, 'Хотелось бы видеть машину на карте, как в такси.', { act: 'missing_function', topic: 't-slot' }),
  say('ru', 'Delivery scheduled', -0.9, 'Окно доставки с девяти до шести: пришлось отпрашиваться с работы.', { emotion: 'irritation', topic: 't-slot', act: 'barrier', about: ['delivery_time', 'с девяти до шести'] }),
  say('ru', 'Delivery scheduled', undefined, 'Не хватает доставки вечером и в выходные.', { act: 'missing_function', topic: 't-slot' }),
  say('ru', 'Assembly', 1.6, 'Сборщик Артём собрал шкаф за два часа и унёс за собой мусор!', { emotion: 'joy', act: 'delight', topic: 't-movers', about: ['assembly', 'за два часа'] }),
  say('ru', 'Assembly', -1.3, 'В коробке не хватило трёх винтов, и сборку перенесли на неделю.', { emotion: 'disappointment', topic: 't-parts', act: 'barrier', about: ['assembly', 'не хватило трёх винтов'] }),
  say('ru', 'Assembly', undefined, 'Когда привезут недостающие детали?', { act: 'question', topic: 't-parts' }),
  say('ru', 'Payment', -0.8, 'Рассрочка одобрилась не сразу, дважды вводил одни и те же данные.', { emotion: 'irritation', topic: 't-pay', about: ['payment', 'Рассрочка'] }),
  say('ru', 'Payment', 0.9, 'Оплата картой прошла за минуту, чек сразу пришёл на почту.', { emotion: 'confidence', topic: 't-pay', about: ['payment', 'Оплата картой'] }),
  say('ru', 'Payment', undefined, 'А не слишком ли дорого выходит с процентами?', { act: 'thought', emotion: 'doubt', topic: 't-price' }),
  say('ru', 'Product page', -0.7, 'На фото ткань серая, а в магазине она почти синяя.', { emotion: 'confusion', topic: 't-photo', about: ['photo', 'фото'] }),
  say('ru', 'Product page', undefined, 'Пройдёт ли диван в дверной проём шестьдесят сантиметров?', { act: 'question', topic: 't-size', emotion: 'doubt' }),
  say('ru', 'Product page', -0.2, 'Добавьте, пожалуйста, размеры упаковки: непонятно, влезет ли в лифт.', { act: 'missing_function', topic: 't-size' }),
  say('ru', 'Product page', 1.1, 'Отзывы с фотографиями очень помогли выбрать.', { emotion: 'trust', act: 'delight', topic: 't-photo', about: ['reviews', 'Отзывы с фотографиями'] }),
  say('ru', 'Design consultation', 1.9, 'Дизайнер Марина нарисовала комнату за вечер, мы в восторге!', { emotion: 'joy', act: 'delight', topic: 't-design', about: ['staff', 'Дизайнер Марина'] }),
  say('ru', 'Design consultation', 0.8, 'Консультация бесплатная, и никто не торопил.', { emotion: 'trust', topic: 't-design', about: ['staff', 'никто не торопил'] }),
  say('ru', 'Support call', -1.9, 'Сорок минут слушал музыку, потом линия оборвалась.', { emotion: 'impatience', topic: 't-line', about: ['support', 'Сорок минут'] }),
  say('ru', 'Support call', -1.4, 'Оператор не знает, где мой заказ, и перекладывает на склад.', { emotion: 'irritation', topic: 't-line', about: ['support', 'Оператор'] }),
  say('ru', 'Support call', undefined, 'Почему статус заказа не меняется вторую неделю?', { act: 'question', topic: 't-status' }),
  say('ru', 'Support call', -1.7, 'Больше здесь ничего не закажу.', { act: 'churn', emotion: 'disappointment', topic: 't-line' }),
  say('ru', 'Return', -1.1, 'За возврат просят оплатить вывоз, об этом при покупке не сказали.', { act: 'worse_than_expected', emotion: 'irritation', topic: 't-return', about: ['return', 'оплатить вывоз'] }),
  say('ru', 'Return', undefined, 'Сколько дней ждать деньги обратно?', { act: 'question', topic: 't-return' }),
  say('ru', 'Website visit', 0.6, 'Сайт удобный, фильтры понятные.', { emotion: 'confidence', topic: 't-site', about: ['site', 'фильтры'] }),
  say('ru', 'Website visit', -0.6, 'С телефона корзина всё время обновляется сама.', { emotion: 'irritation', topic: 't-site', about: ['site', 'корзина'] }),
  say('ru', 'Store visit', 1.2, 'В магазине всё можно потрогать и посидеть, продавцы не навязываются.', { emotion: 'interest', act: 'delight', topic: 't-store', about: ['store', 'продавцы'] }),
  say('ru', 'Repeat order', 1.7, 'Заказываем уже третий раз и советуем друзьям.', { act: 'recommends', emotion: 'trust', topic: 't-again' }),
  say('ru', undefined, 0.1, 'Цены как у всех.', { topic: 't-price' }),
  say('ru', undefined, undefined, 'Ну да, «бережная» перевозка, спасибо огромное.', { topic: 't-movers' }),
  say('en', 'Delivery', -1.5, 'The sofa was two weeks late and nobody told us why.', { emotion: 'impatience', topic: 't-wait', about: ['delivery_time', 'two weeks late'], act: 'worse_than_expected' }),
  say('en', 'Delivery', -1.1, 'One of the legs was broken on arrival.', { emotion: 'disappointment', topic: 't-wrong' }),
  say('en', 'Delivery', 1.3, 'The two movers were lovely and took their shoes off.', { emotion: 'satisfaction', act: 'delight', topic: 't-movers', about: ['movers', 'movers'] }),
  say('en', 'Delivery scheduled', undefined, 'I wish I could choose a two-hour slot myself.', { act: 'missing_function', topic: 't-slot' }),
  say('en', 'Delivery scheduled', -0.8, 'A nine-hour delivery window is a whole day off work.', { emotion: 'irritation', act: 'barrier', topic: 't-slot' }),
  say('en', 'Assembly', -1, 'The instructions skip a step, so the wardrobe leans.', { emotion: 'confusion', topic: 't-parts', about: ['assembly', 'instructions'] }),
  say('en', 'Payment', undefined, 'Is the instalment plan free of interest?', { act: 'question', topic: 't-pay' }),
  say('en', 'Payment', 1, 'Paid in two taps, which was better than I expected.', { act: 'better_than_expected', emotion: 'confidence', topic: 't-pay' }),
  say('en', 'Product page', -0.5, 'Colours on the photos are not bad, but far from the real fabric.', { emotion: 'doubt', topic: 't-photo', about: ['photo', 'Colours on the photos'] }),
  say('en', 'Product page', undefined, 'Will this bed fit through a 70 cm door?', { act: 'question', topic: 't-size', emotion: 'doubt' }),
  say('en', 'Design consultation', 1.8, 'The designer listened for an hour and drew exactly what we meant.', { emotion: 'joy', act: 'delight', topic: 't-design', about: ['staff', 'designer'] }),
  say('en', 'Support call', -1.6, 'Three calls, three different answers.', { emotion: 'confusion', topic: 't-line', about: ['support', 'three different answers'] }),
  say('en', 'Support call', undefined, 'Where is my order?', { act: 'question', topic: 't-status' }),
  say('en', 'Return', -0.9, 'Returning a cushion meant hiring a van.', { act: 'barrier', emotion: 'irritation', topic: 't-return' }),
  say('en', 'Website visit', 0.7, 'The filters are quick and the site remembers my room.', { emotion: 'interest', topic: 't-site' }),
  say('en', 'Repeat order', 1.5, 'Second order already, I would recommend them to anyone.', { act: 'recommends', emotion: 'trust', topic: 't-again' }),
];

export const topicNames: Record<string, { ru: string; en: string; words: string[]; state: 'new' | 'growing' | 'stable' | 'shrinking'; stability: number }> = {
  't-wait': { ru: 'опоздание доставки', en: 'late delivery', words: ['ждать', 'неделя', 'обещать', 'late'], state: 'growing', stability: 0.88 },
  't-slot': { ru: 'окно доставки', en: 'delivery window', words: ['окно', 'вечер', 'slot', 'window'], state: 'growing', stability: 0.79 },
  't-call': { ru: 'курьер не позвонил', en: 'courier did not call', words: ['курьер', 'позвонить'], state: 'stable', stability: 0.71 },
  't-wrong': { ru: 'не то или сломано', en: 'wrong or broken item', words: ['цвет', 'сломать', 'broken'], state: 'stable', stability: 0.66 },
  't-movers': { ru: 'грузчики и сборщики', en: 'movers and fitters', words: ['грузчик', 'сборщик', 'movers'], state: 'stable', stability: 0.83 },
  't-parts': { ru: 'нехватка деталей', en: 'missing parts', words: ['винт', 'деталь', 'instructions'], state: 'new', stability: 0.58 },
  't-pay': { ru: 'оплата и рассрочка', en: 'payment and instalments', words: ['оплата', 'рассрочка', 'paid'], state: 'stable', stability: 0.86 },
  't-price': { ru: 'цена', en: 'price', words: ['цена', 'дорого'], state: 'shrinking', stability: 0.74 },
  't-photo': { ru: 'фото и отзывы', en: 'photos and reviews', words: ['фото', 'ткань', 'photos'], state: 'stable', stability: 0.69 },
  't-size': { ru: 'размеры и проёмы', en: 'sizes and doorways', words: ['проём', 'лифт', 'door'], state: 'growing', stability: 0.77 },
  't-design': { ru: 'дизайнер', en: 'designer', words: ['дизайнер', 'комната', 'designer'], state: 'stable', stability: 0.91 },
  't-line': { ru: 'дозвониться в поддержку', en: 'reaching support', words: ['оператор', 'линия', 'calls'], state: 'stable', stability: 0.85 },
  't-status': { ru: 'статус заказа', en: 'order status', words: ['статус', 'заказ', 'order'], state: 'new', stability: 0.62 },
  't-return': { ru: 'возврат', en: 'returns', words: ['возврат', 'вывоз', 'returning'], state: 'stable', stability: 0.8 },
  't-site': { ru: 'сайт и корзина', en: 'site and cart', words: ['сайт', 'фильтр', 'site'], state: 'shrinking', stability: 0.72 },
  't-store': { ru: 'магазин', en: 'showroom', words: ['магазин', 'продавец'], state: 'stable', stability: 0.6 },
  't-again': { ru: 'возвращаются и советуют', en: 'come back and recommend', words: ['советовать', 'recommend'], state: 'stable', stability: 0.82 },
};

export const interviewTurns: [speaker: 'researcher' | 'actor', text: string][] = [
  ['researcher', 'Расскажите, как вы решили купить диван именно здесь.'],
  ['actor', 'Мы переезжали, времени не было. Жена увидела рекламу, зашли на сайт вечером, и там можно было собрать комнату целиком. Это меня и зацепило.'],
  ['researcher', 'Что было дальше?'],
  ['actor', 'Дальше я час искал, пройдёт ли он в нашу дверь. Размеров упаковки нигде нет. Пришлось ехать в магазин с рулеткой, а это сорок минут в один конец.'],
  ['researcher', 'А в магазине?'],
  ['actor', 'В магазине наоборот всё здорово. Девушка-дизайнер сразу сказала: «Не пройдёт, но есть такой же разборный». Вот ей я поверил.'],
  ['researcher', 'Как прошла доставка?'],
  ['actor', 'Ждали дольше, чем обещали. Меня раздражало не само опоздание, а то, что никто не предупредил. Я взял отгул, а они позвонили в три часа и перенесли на завтра.'],
  ['researcher', 'Что вы подумали в тот момент?'],
  ['actor', 'Подумал: а приедут ли они вообще? Деньги-то уже ушли. Если бы видеть машину на карте, как в такси, я бы спокойно работал.'],
  ['researcher', 'Закажете ещё?'],
  ['actor', 'Наверное, да. Сборщик всё исправил: пришёл вовремя, собрал, показал, как разбирается. Но доставку буду брать только в выходные, если появится.'],
];
