/** A small seeded furniture shop: journeys for the mock API and for component tests. */

export interface Event {
  activity: string;
  ms: number;
  attributes: Record<string, string>;
}
export interface Journey {
  actor: string;
  segment: string;
  events: Event[];
}

export const stages = [
  { id: 's1', en: 'Discover', ru: 'Узнать', activities: ['Ad seen', 'Website visit', 'Store visit'] },
  { id: 's2', en: 'Choose', ru: 'Выбрать', activities: ['Product page', 'Design consultation', 'Cart'] },
  { id: 's3', en: 'Buy', ru: 'Купить', activities: ['Order placed', 'Payment'] },
  { id: 's4', en: 'Receive', ru: 'Получить', activities: ['Delivery scheduled', 'Delivery', 'Assembly'] },
  { id: 's5', en: 'Live with it', ru: 'Жить с покупкой', activities: ['Support call', 'Return', 'Repeat order'] },
];

export const russian: Record<string, string> = {
  'Ad seen': 'Увидел рекламу',
  'Website visit': 'Визит на сайт',
  'Store visit': 'Визит в магазин',
  'Product page': 'Карточка товара',
  'Design consultation': 'Консультация дизайнера',
  Cart: 'Корзина',
  'Order placed': 'Заказ оформлен',
  Payment: 'Оплата',
  'Delivery scheduled': 'Доставка назначена',
  Delivery: 'Доставка',
  Assembly: 'Сборка',
  'Support call': 'Звонок в поддержку',
  Return: 'Возврат',
  'Repeat order': 'Повторный заказ',
};

const channelOf: Record<string, string[]> = {
  'Ad seen': ['social', 'email'],
  'Website visit': ['web', 'mobile'],
  'Store visit': ['store'],
  'Product page': ['web', 'mobile'],
  'Design consultation': ['store', 'call_centre'],
  Cart: ['web', 'mobile'],
  'Order placed': ['web', 'store'],
  Payment: ['web', 'store'],
  'Delivery scheduled': ['call_centre', 'sms'],
  Delivery: ['visit'],
  Assembly: ['visit'],
  'Support call': ['call_centre'],
  Return: ['store'],
  'Repeat order': ['web'],
};

const scoreOf: Record<string, number> = {
  'Website visit': 3.9,
  'Design consultation': 4.6,
  Payment: 3.6,
  Delivery: 2.3,
  Assembly: 3.1,
  'Support call': 1.9,
  'Repeat order': 4.7,
};

export function random(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

/** The same journeys for the same seed, in order of the actor's key. */
export function makeJourneys(count: number, seed = 11): Journey[] {
  const next = random(seed);
  const begin = Date.UTC(2026, 0, 5);
  return Array.from({ length: count }, (_, i) => {
    const segment = next() < 0.3 ? 'family' : next() < 0.6 ? 'student' : 'business';
    const events: Event[] = [];
    let ms = begin + Math.floor(next() * 120 * 86_400_000);
    const add = (activity: string, meanHours: number) => {
      ms += Math.max(30_000, Math.floor(-Math.log(1 - next()) * meanHours * 3_600_000));
      const channels = channelOf[activity] as string[];
      const attributes: Record<string, string> = {
        channel: channels[next() < 0.68 ? 0 : channels.length - 1] as string,
      };
      const mean = scoreOf[activity];
      if (mean !== undefined && next() < 0.35) {
        attributes.score = String(Math.max(1, Math.min(5, Math.round(mean + (next() + next() - 1) * 2))));
      }
      events.push({ activity, ms, attributes });
    };
    const walk = () => {
      if (next() < 0.5) add('Ad seen', 0.01);
      add(next() < 0.72 ? 'Website visit' : 'Store visit', 5);
      for (let k = 0; k < 4 && next() < 0.55; k++) add('Product page', 0.2);
      if (next() < 0.22) return;
      if (next() < (segment === 'family' ? 0.5 : 0.15)) add('Design consultation', 30);
      if (next() < 0.7) add('Cart', 3);
      if (next() < (segment === 'student' ? 0.55 : 0.36)) return;
      add('Order placed', 8);
      if (next() < 0.06) return;
      add('Payment', 0.3);
      add('Delivery scheduled', 20);
      if (next() < 0.18) {
        add('Support call', 40);
        add('Delivery scheduled', 12);
      }
      add('Delivery', 150);
      if (next() < 0.6) add('Assembly', 60);
      if (next() < 0.2) add('Support call', 90);
      if (next() < 0.07) return add('Return', 80);
      if (next() < 0.24) add('Repeat order', 500);
    };
    walk();
    return { actor: `c${String(i + 1).padStart(6, '0')}`, segment, events };
  });
}
