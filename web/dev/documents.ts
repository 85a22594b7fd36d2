/** What the mock server knows of maps as documents: templates, checks, differences, other formats, the library. */

import type { ImportedMap, LibraryEntry, MapDiff, MapDocument, MapReview, TemplateView, TemplateWhole } from '../src/api/types';
import type { Reply } from './mock';

const both = (en: string, ru: string) => ({ en, ru });

/** A map of two stages for retail and a support agent's, begun but not finished. */
function begun(id: string, kind: MapDocument['kind'], title: MapDocument['title'], names: [string, string][]): MapDocument {
  const stages = names.map(([en, ru], s) => ({
    id: `s${s}`,
    name: both(en, ru),
    steps: [0, 1].map((i) => ({ id: `s${s}t${i}`, name: both(`${en}, step ${i + 1}`, `${ru}, шаг ${i + 1}`), main: true })),
  }));
  const steps = stages.flatMap((stage) => stage.steps);
  return {
    format: 'tropa.map',
    version: 2,
    id,
    title,
    kind,
    state: 'as_is',
    stages,
    lanes: (['actions', 'feelings', 'pains'] as const).map((role) => ({ id: role, role })),
    cards: steps.flatMap((step, i) => [
      { id: `a${i}`, lane: 'actions', at: step.id, text: both('What do they do?', 'Что делает человек?'), state: 'assumption' as const },
      ...(i % 2 === 0 ? [{ id: `f${i}`, lane: 'feelings', at: step.id, text: {}, state: 'assumption' as const, feeling: { value: [1, -1, 0.5][i / 2] ?? 0 } }] : []),
      ...(i === 3 ? [{ id: 'p3', lane: 'pains', at: step.id, text: both('Nobody calls', 'Никто не звонит'), state: 'assumption' as const }] : []),
    ]),
  } as unknown as MapDocument;
}

const maps = [
  begun('retail_delivery', 'customer', both('Order with delivery', 'Заказ с доставкой'), [['Choose', 'Выбор'], ['Order', 'Заказ'], ['Get', 'Получение']]),
  begun('saas_onboarding', 'user', both('Getting started with a service', 'Начало работы с сервисом'), [['Sign up', 'Регистрация'], ['Habit', 'Привычка']]),
  begun('support_agent', 'employee', both('A support agent’s day', 'День сотрудника поддержки'), [['Take', 'Приём'], ['Solve', 'Решение']]),
];
const about = both('Shop, warehouse, courier: who answers for what', 'Магазин, склад, курьер: кто за что отвечает');
const views: TemplateView[] = [
  ...maps.map((map) => ({
    id: map.id, of: 'map' as const, kind: map.kind, title: map.title, about, stages: map.stages.map((s) => s.name),
    steps: map.stages.length * 2, cards: map.cards.length, langs: ['en', 'ru'],
  })),
  { id: 'persona_person', of: 'persona', title: both('A person', 'Человек'), about: both('A buyer or user', 'Покупатель или пользователь'), steps: 0, cards: 0, langs: ['en', 'ru'] },
  { id: 'interview_customer', of: 'interview', title: both('Customer interview', 'Интервью с клиентом'), about: both('Forty-five minutes, step by step', 'Сорок пять минут, шаг за шагом'), steps: 0, cards: 0, langs: ['en', 'ru'] },
];

function whole(view: TemplateView, lang: string | null): TemplateWhole {
  const map = maps.find((m) => m.id === view.id);
  if (map) return { template: view, map };
  if (view.of === 'persona') {
    const trait = (kind: 'age' | 'goal', text: MapDocument['title']) => ({ id: kind, kind, text, state: 'assumption' as const });
    const traits = [trait('age', both('Age, and how it is known', 'Возраст и откуда он известен')), trait('goal', both('What they want to reach', 'Чего хочет добиться'))];
    return { template: view, persona: { id: 'persona', name: view.title, summary: both('In one line?', 'В одной строке?'), traits } };
  }
  const text = lang === 'ru'
    ? '# Интервью с клиентом\n\n45 минут. **Один говорит**, другой пишет.\n\n## С чего началось\n\n1. Когда поняли, что это нужно?\n2. Что пробовали раньше?\n'
    : '# Customer interview\n\n45 minutes. **One talks**, the other writes.\n\n## How it began\n\n1. When did you first need it?\n2. What had you tried?\n';
  return { template: view, text };
}

export function review(map: MapDocument): MapReview {
  const step = map.stages[0]?.steps[0];
  const card = map.cards[0];
  return {
    problems: [{ code: 'unknown_reference', severity: 'error', place: 'cards[0].channel', ids: card ? [card.id] : [], text: both('there is no channel «fax» on the map', 'канала «fax» на карте нет') }],
    advice: [
      { code: 'no_owner', severity: 'warning', place: '', ids: [], text: both('Nobody owns the map', 'У карты нет ответственного') },
      { code: 'silent_step', severity: 'note', place: 'stages[0].steps[0]', ids: [map.stages[0]?.id ?? '', step?.id ?? ''], text: both('Nothing is said about this step', 'Об этом шаге ничего не сказано') },
    ],
    coverage: {
      map: { backed: 3, total: 4 },
      stages: map.stages.map((stage, i) => ({ id: stage.id, coverage: { backed: i, total: map.stages.length } })),
      personas: [],
      lanes: map.lanes.map((lane) => ({ id: lane.id, coverage: { backed: 1, total: 2 } })),
    },
  };
}

const library: LibraryEntry[] = [
  { kind: 'persona', library: 'young-family', name: both('Young family', 'Молодая семья'), differs: true, used: [{ map: 'furniture', title: both('Buying furniture', 'Покупка мебели'), id: 'p1', places: 7 }, { map: 'repair', title: both('Repair', 'Ремонт'), id: 'p9', places: 2 }] },
  { kind: 'channel', library: 'web', name: both('Website', 'Сайт'), differs: false, used: [{ map: 'furniture', title: both('Buying furniture', 'Покупка мебели'), id: 'web', places: 12 }] },
];

/** Answers what concerns documents; `undefined` is left to others. `add` puts a map into the workspace. */
export function documents(method: string, url: URL, body: unknown, stored: (address: string) => MapDocument | undefined, add: (map: MapDocument) => void): Reply | undefined {
  const key = `${method} ${url.pathname}`;
  const ok = (answer: unknown): Reply => ({ status: 200, body: answer });
  const missing: Reply = { status: 404, body: { code: 'not_found', message: `${url.pathname} is not here` } };
  if (key === 'GET /templates') return ok({ items: views });
  if (key === 'GET /library') return ok({ items: library });
  const template = /^GET \/templates\/(.+)$/.exec(key)?.[1];
  if (template) {
    const view = views.find((v) => v.id === template);
    return view ? ok(whole(view, url.searchParams.get('lang'))) : missing;
  }
  if (key === 'POST /maps') {
    const order = body as { template: string; lang?: string; title?: string };
    const map = maps.find((m) => m.id === order.template);
    if (!map) return missing;
    const id = `${order.template}-new`;
    add({ ...map, id, title: order.title ? { [order.lang ?? 'und']: order.title } : map.title });
    return { status: 201, body: { id, revision: 1 } };
  }
  if (key === 'POST /maps/import') {
    const name = url.searchParams.get('name') ?? '';
    if (!url.searchParams.get('format') && !/\.(mmd|tropa\.(json|yaml)|csv|xlsx|md)$/.test(name)) return { status: 400, body: { code: 'bad_file', message: `${name}: neither content nor ending says the format of the map` } };
    const map = { ...(maps[0] as MapDocument), id: 'from-file', title: both('From a file', 'Из файла') };
    const answer: ImportedMap = {
      format: 'mermaid',
      notes: [{ place: both('line 3', 'строка 3'), text: both('the score 9 is above 5; taken as 5', 'оценка 9 больше 5; взято 5') }],
      problems: [],
      changes: [],
    };
    const over = url.searchParams.get('over');
    if (over) {
      const base = stored(`/maps/${over}`);
      if (!base) return missing;
      const step = base.stages[0]?.steps[0];
      answer.format = 'csv';
      answer.changes = [{ what: 'renamed', of: 'step', id: step?.id ?? '', text: both('Step “Ad seen” is “Saw the ad” now', 'Шаг «Увидел рекламу» теперь «Заметил рекламу»') }];
      const dry = url.searchParams.get('dry_run') === 'true';
      return dry ? ok({ ...answer, map: base }) : { status: 201, body: { ...answer, id: base.id, revision: 2 } };
    }
    if (url.searchParams.get('dry_run') === 'true') return ok({ ...answer, map });
    add(map);
    return { status: 201, body: { ...answer, id: map.id, revision: 1 } };
  }
  const parts = /^GET \/maps\/([^/]+)\/(check|losses|export|diff)(?:\/([^/]+))?$/.exec(key);
  if (!parts) return undefined;
  const map = stored(`/maps/${parts[1]}`);
  if (!map) return missing;
  switch (parts[2]) {
    case 'check':
      return ok(review(map));
    case 'losses':
      return ok({ items: ['json', 'yaml'].includes(url.searchParams.get('format') ?? '') ? [] : [{ what: 'evidence', place: 'cards[0].evidence', count: 12, text: both('12 × evidence of cards', '12 × основания карточек') }] });
    case 'export':
      return { status: 200, type: 'text/plain', body: `${url.searchParams.get('format')} of ${map.id}\n` };
    default: {
      const other = stored(`/maps/${parts[3]}`);
      if (!other) return missing;
      const ru = url.searchParams.get('lang') === 'ru';
      const same = map.id === other.id;
      const words = {
        title: ru ? 'Что изменилось' : 'What is different',
        summary: same ? (ru ? 'Различий нет.' : 'There is no difference.') : ru ? 'Добавлено 1, изменено 1.' : '1 added, 1 changed.',
        sections: same
          ? []
          : [{ title: ru ? 'Выбор' : 'Choose', stage: other.stages[0]?.id, lines: [
              { what: 'added' as const, of: 'card' as const, id: other.cards[0]?.id ?? '', text: ru ? 'Карточка «Что делает человек?»' : 'Card “What do they do?”' },
              { what: 'changed' as const, of: 'stage' as const, id: 's0', text: ru ? 'Этап «Выбор»' : 'Stage “Choose”', details: [ru ? 'цель: не было → выбрать' : 'goal: none → choose'] },
            ] }],
      };
      const head = (m: MapDocument) => ({ id: m.id, title: m.title, revision: 1 });
      const answer: MapDiff = { a: head(map), b: head(other), words, differences: [] };
      return url.searchParams.get('format') && url.searchParams.get('format') !== 'json'
        ? { status: 200, type: 'image/svg+xml', body: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 300" width="640" height="300"><rect width="640" height="300" fill="#fff"/><text x="20" y="40">${map.id} → ${other.id}</text></svg>` }
        : ok(answer);
    }
  }
}
