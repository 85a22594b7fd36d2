/** What the mock server knows of many maps: other maps beside the found one, archive, copies, search. */

import type { MapDocument, MapSummary, Persona } from '../src/api/types';
import type { Reply } from './mock';

const both = (en: string, ru: string) => ({ en, ru });
const trait = (id: string, kind: NonNullable<Persona['traits']>[0]['kind'], en: string, ru: string, state: NonNullable<Persona['traits']>[0]['state'] = 'assumption', quote?: string) => ({
  id, kind, text: both(en, ru), state, ...(quote ? { evidence: [{ quote: { text: quote, lang: 'ru', by: 'интервью 4' } }] } : {}),
});

const anna: Persona = {
  id: 'anna',
  name: both('Anna, moving in', 'Анна, въезжает в первую квартиру'),
  library: 'first-flat',
  summary: both('Furnishes the first flat of her own', 'Обставляет первую свою квартиру'),
  story: both('The flat is empty and the housewarming is in two weeks.', 'Квартира пуста, новоселье через две недели. Вечерами выбирает диван и боится ошибиться с размером.'),
  quote: { text: 'Я три раза звонила узнать, где диван', lang: 'ru', by: 'интервью 4' },
  size: { name: 'own', value: 0.34, unit: 'share', lo: 0.32, hi: 0.36, n: 1_800, base: both('customers', 'покупатели') } as Persona['size'],
  segment: 'actor_segment = "family"',
  traits: [
    trait('t1', 'age', '31, from the orders', '31, по данным заказов', 'measured'),
    trait('t2', 'profession', 'Designer, works at home', 'Дизайнер, работает из дома'),
    trait('t3', 'goal', 'Have the flat ready for the housewarming', 'Обставить квартиру до новоселья', 'supported_by_text', 'Мне нужно к субботе, гости же придут'),
    trait('t4', 'disappointment', 'Learnt the day after paying', 'Срок узнала после оплаты', 'single_voice', 'Почему дату говорят, когда деньги уже списали?'),
    trait('t5', 'fear', 'It will not fit through the door', 'Не пройдёт в дверь'),
    trait('t6', 'preferred_channel', 'Messenger, not the phone', 'Мессенджер, не телефон', 'supported_by_text', 'Трубку не беру, пишите'),
    trait('t7', 'habit', 'Compares in the evening, buys on Saturday', 'Сравнивает вечером, покупает в субботу', 'measured'),
  ],
};

function begun(id: string, title: MapDocument['title'], names: [string, string][], more: Partial<MapDocument>): MapDocument {
  const stages = names.map(([en, ru], s) => ({ id: `${id}-s${s}`, name: both(en, ru), steps: [{ id: `${id}-t${s}`, name: both(en, ru), main: true }] }));
  const people = more.personas ?? [];
  return {
    format: 'tropa.map', version: 2, id, title, kind: 'customer', state: 'as_is', stages,
    lanes: [{ id: 'actions', role: 'actions' }, { id: 'feelings', role: 'feelings' }],
    cards: stages.flatMap((stage, i) => [
      { id: `${id}-a${i}`, lane: 'actions', at: stage.steps[0]?.id ?? '', text: both('Compares offers', 'Сравнивает предложения'), personas: people[i % Math.max(1, people.length)] ? [people[i % people.length]?.id ?? ''] : [], state: 'assumption' as const },
      { id: `${id}-f${i}`, lane: 'feelings', at: stage.steps[0]?.id ?? '', text: {}, state: 'assumption' as const, feeling: { value: [1, 0, -1.4, 0.6, 1.6][i % 5] ?? 0 } },
    ]),
    ...more,
  } as MapDocument;
}

const member = (id: string, en: string, ru: string, buying_roles: Persona['buying_roles']): Persona => ({ id, name: both(en, ru), buying_roles, summary: both('Takes part in the purchase', 'Участвует в закупке') });

/** Maps that are there besides the found one. */
export const others: MapDocument[] = [
  begun('b2b', both('Buying equipment, in general', 'Закупка оборудования, общая'), [['Need', 'Потребность'], ['Tender', 'Тендер'], ['Contract', 'Договор'], ['Launch', 'Запуск']], {
    department: both('Sales to companies', 'Продажи компаниям'), owner: 'Игорь Белов', review_date: '2026-09-01',
    personas: [member('chief', 'Chief engineer', 'Главный инженер', ['initiator', 'influencer']), member('cfo', 'Financial director', 'Финансовый директор', ['decider', 'approver']), member('buyer', 'Purchasing manager', 'Менеджер по закупкам', ['buyer'])],
  }),
  begun('b2b-engineer', both('The chief engineer’s way', 'Путь главного инженера'), [['Need', 'Потребность'], ['Trial', 'Испытание'], ['Launch', 'Запуск']], {
    department: both('Sales to companies', 'Продажи компаниям'), links: [{ id: 'l', kind: 'general', map: 'b2b' }],
    personas: [member('chief', 'Chief engineer', 'Главный инженер', ['initiator', 'influencer'])],
  }),
  begun('first-flat', both('Furnishing the first flat', 'Обставить первую квартиру'), [['Dream', 'Мечта'], ['Choice', 'Выбор'], ['Waiting', 'Ожидание'], ['Home', 'Дома'], ['Praise', 'Советует']], {
    department: both('Delivery', 'Доставка'), owner: 'Марина', personas: [anna],
    comments: [{ id: 'c1', at: 'first-flat-s0', when: '2026-11-01T09:00:00Z', by: 'Ольга', text: 'А возвраты?' }],
    links: [{ id: 'l', kind: 'employee', map: 'courier' }],
  }),
  begun('courier', both('A courier’s day', 'День курьера'), [['Load', 'Погрузка'], ['Drive', 'В пути'], ['Hand over', 'Вручение']], { kind: 'employee', department: both('Delivery', 'Доставка') }),
];

/** When each was changed, so that some are old. */
export const changedAt: Record<string, string> = { b2b: '2026-05-02T09:00:00Z', courier: '2026-11-21T09:00:00Z' };

const archived = new Map<string, string>();

/** The fields of the list that only this file knows. */
export const listed = (doc: MapDocument): Partial<MapSummary> => ({
  archived_at: archived.get(doc.id),
  department: doc.department,
  personas: doc.personas?.map(({ id, name, library }) => ({ id, name, library })),
  links: doc.links?.map(({ kind, map }) => ({ kind, map })),
  comments_open: doc.comments?.filter((comment) => !comment.resolved && comment.answers === undefined).length ?? 0,
  edited: doc.edited,
});

/** Answers what concerns many maps; `undefined` is left to others. */
export function atlas(method: string, url: URL, body: unknown, all: () => MapDocument[], add: (map: MapDocument) => void, remove: (id: string) => void): Reply | undefined {
  const ok = (answer: unknown): Reply => ({ status: 200, body: answer });
  if (method === 'GET' && url.pathname === '/search') {
    const q = (url.searchParams.get('q') ?? '').toLocaleLowerCase();
    const items = all().flatMap((map) => {
      const texts = [
        ...map.stages.flatMap((stage) => [{ kind: 'stage', id: stage.id, text: stage.name }, ...stage.steps.map((step) => ({ kind: 'step', id: step.id, text: step.name }))]),
        ...map.cards.map((card) => ({ kind: 'card', id: card.id, text: card.text })),
        ...(map.personas ?? []).map((persona) => ({ kind: 'persona', id: persona.id, text: persona.name })),
      ];
      return texts.flatMap(({ kind, id, text }) => {
        const snippet = Object.values(text ?? {}).find((word) => word.toLocaleLowerCase().includes(q));
        return snippet ? [{ map: map.id, title: map.title, kind, id, snippet }] : [];
      });
    });
    return ok({ items: items.slice(0, 60) });
  }
  const path = /^\/maps\/([^/]+)(\/duplicate)?$/.exec(url.pathname);
  const map = path && all().find((one) => one.id === decodeURIComponent(path[1] ?? ''));
  if (!path || !map) return undefined;
  if (method === 'POST' && path[2]) {
    const copy = { ...map, id: `${map.id}-copy`, title: Object.fromEntries(Object.entries(map.title).map(([lang, text]) => [lang, `${text} (2)`])) };
    add(copy);
    return { status: 201, body: { id: copy.id, revision: 1 } };
  }
  if (method === 'PATCH' && !path[2]) {
    if ((body as { archived?: boolean }).archived) archived.set(map.id, '2026-11-22T10:00:00Z');
    else archived.delete(map.id);
    return ok({ id: map.id, revision: 1 });
  }
  if (method === 'DELETE' && !path[2]) {
    remove(map.id);
    return { status: 204, body: undefined };
  }
  return undefined;
}
