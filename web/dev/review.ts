/** Comments, history, versions, suggestions, saved views and notifications of the mock: kept while it runs. */

import type { HistoryRun, MapComment, MapVersion, Notification, SavedView, Suggestion } from '../src/api/reviewQueries';
import type { Card, LocalText, MapDiff, MapDocument } from '../src/api/types';
import type { Reply } from './mock';

const both = (en: string, ru: string): LocalText => ({ en, ru });
const ok = (body: unknown): Reply => ({ status: 200, body });
const missing: Reply = { status: 404, body: { code: 'not_found', message: 'there is nothing of that name' } };

export const me = { id: 'p1', name: 'Анна Ким' };
const others = [{ id: 'p2', name: 'Борис Лунин' }, { id: 'p3', name: 'Mary Stone' }];
const people = [me, ...others];
/** An hour of the day the mock plays on, so that pictures look alike. */
const hour = (ago: number) => new Date(Date.now() - ago * 3_600_000).toISOString();

interface Kept {
  comments: MapComment[];
  suggestions: Suggestion[];
  versions: MapVersion[];
  views: SavedView[];
  seen: boolean;
}

const kept = new Map<string, Kept>();
let read = false;
let made = 0;
const fresh = (kind: string) => `${kind}-new-${(made += 1)}`;

function begin(map: MapDocument): Kept {
  const whole = map.cards.length > 20 && map.id === 'furniture';
  const card = (id: string) => map.cards.find((one) => one.id === id)?.id ?? map.cards[0]?.id ?? '';
  const quote = map.cards.find((one) => one.lane === 'lane-quotes')?.id ?? '';
  if (!whole) return { comments: [], suggestions: [], versions: [], views: [], seen: true };
  return {
    comments: [
      { id: 'k1', at: quote, by: 'Борис Лунин', person: 'p2', when: hour(5), text: '@[Анна Ким](p1), это один голос. Спросим ещё пятерых из Твери?' },
      { id: 'k2', at: quote, by: 'Анна Ким', person: 'p1', when: hour(4), text: 'Да, беру на себя. Звонки во вторник.', answers: 'k1' },
      { id: 'k3', at: 's4', by: 'Mary Stone', person: 'p3', when: hour(26), text: 'Why does nobody own this stage? Half of the loss is here.' },
      { id: 'k4', at: 't_cart', by: 'Анна Ким', person: 'p1', when: hour(50), text: 'Корзина теперь живёт 30 дней, проверить после выпуска.', resolved: true },
    ],
    suggestions: [
      {
        id: 'g1', at: hour(3), by: { id: 'p2', name: 'Борис Лунин' }, source: 'person', title: 'Сказать о переносе доставки заранее', reason: 'Так просили трое на интервью.', state: 'open',
        changes: [
          { do: 'set', of: 'card', id: card('o1'), field: ['text', 'ru'], value: 'Дать выбрать время доставки при оплате и предупреждать о переносе за день' },
          { do: 'add', record: { kind: 'card', record: { id: 'idea1', lane: 'lane-opportunities', at: 't_delivery', state: 'assumption', text: both('Send the driver’s name and phone', 'Прислать имя и телефон водителя') } } },
          { do: 'remove', of: 'card', id: quote },
        ],
      },
      {
        id: 'g2', at: hour(30), by: { id: '', name: '' }, title: 'shop@4', reason: '', state: 'open', source: 'discovery',
        changes: [
          { do: 'set', of: 'step', id: 't_return', field: ['main'], value: false },
          { do: 'add', record: { kind: 'card', record: { id: 'pain9', lane: 'lane-pains', at: 't_support_call', state: 'measured', text: both('People call twice about one order', 'По одному заказу звонят дважды'), pain: { kind: 'repeat', severity: 2.1, severity_unit: 'times' } } } },
          { do: 'place_card', id: 's4_pain', lane: 'lane-pains', at: 's3' },
        ],
      },
      { id: 'g3', at: hour(90), by: { id: 'p3', name: 'Mary Stone' }, source: 'person', title: 'Rename “Receive”', state: 'rejected', decided_by: 'Анна Ким', decided_at: hour(80), answer: 'Клиенты говорят именно так.', changes: [{ do: 'set', of: 'stage', id: 's4', field: ['name', 'en'], value: 'Delivery' }] },
    ],
    versions: [{ id: 'v1', seq: 12, name: 'Показали правлению', note: 'До правок по доставке', by: 'Анна Ким', at: hour(70) }],
    views: [{ id: 'w1', name: 'Боль доставки', query: 'show=problems&stage=s4', shared: true, by: others[0] }],
    seen: false,
  };
}

const run = (from_seq: number, to_seq: number, ago: number, minutes: number, person: { id: string; name: string }, via: string, changed: HistoryRun['changed'], words: LocalText[]): HistoryRun => ({
  from_seq, to_seq, at: hour(ago), until: hour(ago - minutes / 60), person, via, changed, words,
});

function history(map: MapDocument): HistoryRun[] {
  const card = (id: string) => ({ kind: 'card', id, what: 'changed' as const });
  return [
    run(31, 34, 2, 6, others[0] as (typeof others)[0], 'live', [card('o1'), card('q1'), { kind: 'step', id: 't_delivery', what: 'changed' }], [both('Card “Let people choose…”: the text', 'Карточка «Дать выбрать время…»: текст'), both('Step “Delivery”: the name', 'Шаг «Доставка»: название')]),
    run(22, 30, 7, 9, me, 'live', [card('s4_pain'), { kind: 'card', id: 'x', what: 'removed' }], [both('Card “17 % of those who get here…” moved', 'Карточка «17 % дошедших сюда…» перенесена'), both('A card was removed', 'Удалена карточка')]),
    run(14, 21, 30, 4, others[1] as (typeof others)[0], 'suggestion', [{ kind: 'lane', id: 'lane-kpis', what: 'moved' }], [both('Lane “Numbers” moved', 'Дорожка «Показатели» перенесена')]),
    run(2, 13, 71, 10, me, 'live', [{ kind: 'stage', id: 's4', what: 'added' }], [both('Stage “Receive” is new', 'Новый этап «Получить»')]),
    run(1, 1, 96, 0, me, 'discover', [{ kind: 'map', id: map.id, what: 'added' }], [both('The map was found in the source shop', 'Карта найдена в источнике shop')]),
  ];
}

/** As the map was: the mock leaves cards out, the more the longer ago. */
function asItWas(map: MapDocument, seq: number): MapDocument {
  const gone = new Set<string>(seq < 31 ? ['o1'] : []);
  return {
    ...map,
    cards: map.cards.filter((one) => !gone.has(one.id) && (seq >= 14 || one.lane !== 'lane-quotes')).map((one): Card => (seq < 22 && one.pain ? { ...one, text: both('Many leave here', 'Многие уходят отсюда') } : one)),
  };
}

export function review(method: string, url: URL, body: unknown, stored: (address: string) => MapDocument | undefined): Reply | undefined {
  const key = `${method} ${url.pathname}`;
  if (key === 'GET /people') return ok({ items: people.map((one) => ({ ...one, role: 'editor' })) });
  if (key === 'GET /notifications') {
    const map = stored('/maps/furniture');
    return ok({ items: map ? [
      { id: 'n1', kind: 'mention', map: map.id, map_title: map.title, comment: 'k1', at: 'q1', by: 'Борис Лунин', when: hour(5), text: '@[Анна Ким](p1), это один голос. Спросим ещё пятерых из Твери?', seen: read },
      { id: 'n2', kind: 'answer', map: map.id, map_title: map.title, comment: 'k4', at: 't_cart', by: 'Mary Stone', when: hour(49), text: 'Done, see the release notes.', seen: true },
    ] satisfies Notification[] : [] });
  }
  if (key === 'POST /notifications/seen') {
    read = true;
    return ok({});
  }
  const parts = /^\/maps\/([^/]+)\/(comments|suggestions|history|versions|at|restore|diff|since_seen|seen|views)(?:\/([^/]+))?(?:\/(accept|reject))?$/.exec(url.pathname);
  const map = parts && stored(`/maps/${parts[1]}`);
  if (!parts || !map) return undefined;
  const [, , what, one, act] = parts;
  const here = kept.get(map.id) ?? begin(map);
  kept.set(map.id, here);
  const given = (body ?? {}) as Record<string, never>;
  switch (`${method} ${what}`) {
    case 'GET comments':
    case 'GET suggestions':
    case 'GET versions':
    case 'GET views':
      return ok({ items: here[what as 'comments'] });
    case 'POST comments': {
      const comment: MapComment = { id: fresh('k'), by: me.name, person: me.id, when: new Date().toISOString(), ...(given as object) } as MapComment;
      here.comments.push(comment);
      return { status: 201, body: comment };
    }
    case 'PATCH comments':
      here.comments = here.comments.map((comment) => (comment.id === one ? { ...comment, ...(given as object) } : comment));
      return ok(here.comments.find((comment) => comment.id === one));
    case 'DELETE comments':
      here.comments = here.comments.filter((comment) => comment.id !== one);
      return { status: 204, body: {} };
    case 'POST suggestions': {
      if (!act) {
        const suggestion = { id: fresh('g'), at: new Date().toISOString(), by: me, source: 'person', state: 'open', ...(given as object) } as Suggestion;
        here.suggestions.unshift(suggestion);
        return { status: 201, body: suggestion };
      }
      const parts = (given as { parts?: number[] }).parts;
      const left = here.suggestions.find((old) => old.id === one);
      if (act === 'accept' && parts && left) here.suggestions.unshift({ ...left, id: fresh('g'), changes: left.changes.filter((_, i) => !parts.includes(i)) });
      here.suggestions = here.suggestions.map((old) =>
        old.id === one ? { ...old, state: act === 'accept' ? 'accepted' : 'rejected', decided_by: me.name, decided_at: new Date().toISOString(), ...(act === 'reject' && given.reason ? { answer: given.reason } : {}) } : old,
      );
      return ok({ revision: 35 });
    }
    case 'GET history': {
      const before = Number(url.searchParams.get('before') ?? Infinity) || Infinity;
      return ok({ items: map.id === 'furniture' ? history(map).filter((entry) => entry.to_seq < before) : [] });
    }
    case 'POST versions': {
      const version = { id: fresh('v'), seq: 34, by: me.name, at: new Date().toISOString(), ...(given as object) } as MapVersion;
      here.versions.unshift(version);
      return { status: 201, body: version };
    }
    case 'PATCH versions':
      here.versions = here.versions.map((version) => (version.id === one ? { ...version, ...(given as object) } : version));
      return ok({});
    case 'DELETE versions':
      here.versions = here.versions.filter((version) => version.id !== one);
      return { status: 204, body: {} };
    case 'GET at':
      return ok(asItWas(map, Number(one)));
    case 'POST restore':
      return ok({ revision: 35 });
    case 'GET diff': {
      if (one) return undefined;
      const ru = url.searchParams.get('lang') === 'ru';
      const head = { id: map.id, title: map.title, revision: 1 };
      const lines = [
        { what: 'added' as const, of: 'card' as const, id: 'o1', text: ru ? 'Карточка «Дать выбрать время доставки»' : 'Card “Let people choose the delivery slot”' },
        { what: 'changed' as const, of: 'card' as const, id: 's4_pain', text: ru ? 'Карточка «17 % дошедших сюда дальше не идут»' : 'Card “17 % of those who get here go no further”', details: [ru ? 'текст: «Многие уходят отсюда» → «17 % дошедших сюда дальше не идут»' : 'text: “Many leave here” → “17 % of those who get here go no further”'] },
      ];
      const diff: MapDiff = { a: head, b: head, words: { title: '', summary: ru ? 'Добавлено 1, изменено 1.' : '1 added, 1 changed.', sections: [{ title: ru ? 'Получить' : 'Receive', stage: 's4', lines }] }, differences: [] };
      return ok(diff);
    }
    case 'GET since_seen':
      return ok(here.seen ? { seen_seq: 34, now_seq: 34, changed: [] } : { seen_seq: 21, now_seq: 34, changed: history(map).slice(0, 2).flatMap((entry) => entry.changed) });
    case 'PUT seen':
      here.seen = true;
      return ok({});
    case 'POST views': {
      const view = { id: fresh('w'), by: me, ...(given as object) } as SavedView;
      here.views.push(view);
      return { status: 201, body: view };
    }
    case 'DELETE views':
      here.views = here.views.filter((view) => view.id !== one);
      return { status: 204, body: {} };
    default:
      return missing;
  }
}
