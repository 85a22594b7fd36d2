/** Drafts of the mock: the map of the shop found again in newer events, with something new, changed, gone and refused. */

import type { Draft, DraftDecision, DraftPart, DiscoverOrder, Held } from '../src/api/discover';
import type { MapChange, RecordKind } from '../src/api/reviewQueries';
import type { Card, LocalText, MapDocument } from '../src/api/types';
import { withParts } from '../src/features/discover/apply';
import { me } from './review';
import type { Reply } from './mock';

const both = (en: string, ru: string): LocalText => ({ en, ru });
const ok = (body: unknown, status = 200): Reply => ({ status, body });
const refused = new Map<string, Held>();
type Fields = Record<string, unknown>;

const set = (of: RecordKind, id: string, field: string, value: unknown): MapChange => ({ do: 'set', of, id, field: [field], value });

function changedCard(card: Card, factor: number): DraftPart | undefined {
  const metric = card.metric;
  if (!metric) return undefined;
  const value = metric.unit === 'share' ? Math.min(0.99, metric.value * factor) : Math.round(metric.value * factor);
  const half = Math.sqrt((value * (1 - value)) / metric.n) * 1.96;
  const next = { ...metric, value, n: Math.round(metric.n * 1.12), ...(metric.unit === 'share' && { lo: value - half, hi: value + half }) };
  const evidence = card.evidence?.[0];
  return {
    key: `changed:card:${card.id}`, what: 'changed', of: 'card', id: card.id, name: card.text ?? {}, at: card.at, lane: card.lane,
    change: set('card', card.id, 'metric', next), was: card as unknown as Fields, is: { ...card, metric: next } as unknown as Fields,
    reason: evidence?.reason as LocalText | undefined, rule: evidence?.rule, records: evidence?.records,
  };
}

function partsOf(doc: MapDocument, order: DiscoverOrder): DraftPart[] {
  const parts: DraftPart[] = [];
  const card = (id: string) => doc.cards.find((one) => one.id === id);
  const factor = order.where ? 1.35 : 1.18;
  const add = (kind: RecordKind, record: Fields & { id: string }, more: Partial<DraftPart> & { in?: string; after?: string }) => {
    const { in: parent, after, ...rest } = more;
    if (doc.stages.some((stage) => stage.id === record.id || stage.steps.some((step) => step.id === record.id)) || card(record.id)) return;
    parts.push({
      key: `new:${kind}:${record.id}`, what: 'new', of: kind, id: record.id, name: (record.name ?? record.text ?? {}) as LocalText,
      change: { do: 'add', record: { kind, record }, ...(parent && { in: parent }), ...(after && { place: { after } }) }, is: record, ...rest,
    });
  };
  const second = doc.stages[1];
  const split = 'count' in order.stages ? order.stages.count : 0;
  if (split > doc.stages.length && second) {
    add('stage', { id: 'chosen', name: both('Make up one’s mind', 'Решиться'), steps: [] }, { after: second.id, reason: both('The flow is thinnest here: 41 % go on in one visit.', 'Здесь движение тоньше всего: за один визит дальше идёт 41 %.'), rule: 'stage.cut' });
    const last = second.steps.at(-1);
    if (last) parts.push({ key: `changed:step:${last.id}`, what: 'changed', of: 'step', id: last.id, name: last.name, change: { do: 'move', of: 'step', id: last.id, to: 'chosen' }, was: last as unknown as Fields, is: last as unknown as Fields, needs: ['new:stage:chosen'], rule: 'stage.cut' });
  }
  if (second) {
    add('step', { id: 't_chat', name: both('Chat with a consultant', 'Чат с консультантом'), activities: ['Chat'], main: false }, { in: second.id, after: second.steps[0]?.id, reason: both('«Chat» occurs in 214 of 1,800 journeys since March.', '«Chat» встречается в 214 из 1800 путей, с марта.'), rule: 'touchpoint.reach', records: 'activity = "Chat"' });
    add('card', { id: 'chat_reach', lane: 'lane-actions', at: 't_chat', state: 'measured', text: both('231 contacts in 214 journeys', '231 контакт в 214 путях'), metric: { name: 'reach', value: 0.119, lo: 0.105, hi: 0.135, unit: 'share', n: 1_800, count: 214, base: both('all journeys', 'все пути') } }, { at: 't_chat', lane: 'lane-actions', needs: ['new:step:t_chat'], reason: both('Counted over all journeys.', 'Посчитано по всем путям.'), rule: 'touchpoint.reach', records: 'activity = "Chat"' });
  }
  add('card', { id: 'wait_pain', lane: 'lane-pains', at: 't_delivery', state: 'measured', text: both('One in four waits more than nine days', 'Каждый четвёртый ждёт больше девяти дней'), pain: { kind: 'waiting', severity: 777_600, severity_unit: 'seconds' }, metric: { name: 'journeys_harmed', value: 142, unit: 'journeys', n: 566, base: both('journeys that reached the step', 'пути, дошедшие до шага') } }, { at: 't_delivery', lane: 'lane-pains', reason: both('The longest quarter of waits is over three times the median.', 'Четверть ожиданий втрое длиннее медианы.'), rule: 'pain.waiting', records: 'activity = "Delivery"' });
  add('card', { id: 'loop_pain', lane: 'lane-pains', at: 't_cart', state: 'measured', text: both('People come back to the cart 3.4 times', 'В корзину возвращаются 3,4 раза'), pain: { kind: 'loop', severity: 3.4, severity_unit: 'times' } }, { at: 't_cart', lane: 'lane-pains', reason: both('Repeated without anything in between.', 'Повторяется без других шагов между.'), rule: 'pain.loop', records: 'activity = "Cart"', held: { by: 'Борис Лунин', at: '2026-10-12T09:30:00Z', reason: 'Корзина у нас список желаний, это не петля.' } });
  const touched = doc.cards.filter((one) => one.metric && one.state === 'measured');
  touched.filter((one, i) => one.id.endsWith('_loss') || (one.id.endsWith('_touch') && i % 2 === 0)).slice(0, 7).forEach((one, i) => parts.push(...[changedCard(one, i % 3 === 1 ? 1 / factor : factor)].flatMap((part) => part ?? [])));
  const gone = doc.stages.flatMap((stage) => stage.steps).find((step) => step.id === 't_store_visit');
  if (gone) parts.push({ key: `gone:step:${gone.id}`, what: 'gone', of: 'step', id: gone.id, name: gone.name, change: { do: 'remove', of: 'step', id: gone.id }, was: gone as unknown as Fields, reason: both('None of its activities occurs in these journeys.', 'Ни одного её действия в этих путях нет.'), rule: 'touchpoint.reach' });
  return parts
    .filter((part) => part.what !== 'changed' || part.of !== 'card' || card(part.id)?.metric?.n !== (part.is?.metric as { n: number } | undefined)?.n)
    .map((part) => {
      const held = refused.get(`${part.key} ${doc.id}`) ?? part.held;
      return held ? { ...part, held } : part;
    });
}

export function discover(method: string, url: URL, body: unknown, stored: (address: string) => MapDocument | undefined, save: (doc: MapDocument) => void): Reply | undefined {
  if (method !== 'POST') return undefined;
  if (url.pathname === '/findings/segments') {
    const part = (number: number, en: string, ru: string, n: number, records?: string) => ({ number, name: both(en, ru), n, share: { value: n / 1_800, lo: n / 1_800 - 0.02, hi: n / 1_800 + 0.02, n: 1_800, level: 0.95 }, certainty: 0.9, ...(records ? { records } : { near: { filter: 'has("Return")', precision: 0.82, recall: 0.71 } }), differences: [] });
    return ok({ snapshot: 'shop@4', n: 1_800, found: { n: 1_800, outside: 0, notes: [], segments: [part(1, 'Straight to the order', 'Сразу к заказу', 968, 'not has("Store visit")'), part(2, 'By way of the store', 'Через магазин', 561, 'has("Store visit")'), part(3, 'Buy and bring back', 'Купить и вернуть', 271)] } });
  }
  const order = (url.pathname.endsWith('/decide') ? (body as DraftDecision).recipe : body) as DiscoverOrder;
  const at = /^\/maps\/([^/]+)\/draft(\/decide)?$/.exec(url.pathname);
  if (!at && url.pathname !== '/drafts') return undefined;
  if (order.where?.includes('===')) return ok({ code: 'bad_filter', message: '«===»: expected one of =, !=, <, <=, >, >= after a name', path: 'where' }, 400);
  const doc = stored(at ? `/maps/${at[1]}` : '/maps/furniture');
  if (!doc) return ok({ code: 'no_such_map', message: 'there is no such map' }, 404);
  const map: MapDocument = { ...doc, ...(doc.origin && { origin: { ...doc.origin, snapshot: 'shop@4' } }) };
  const parts = at ? partsOf(doc, order) : [];
  if (!at?.[2]) return ok({ recipe: order, map, parts } satisfies Draft);
  const decision = body as DraftDecision;
  const wanted = parts.filter((part) => decision.accept?.includes(part.key));
  for (const key of decision.reject ?? []) refused.set(`${key} ${doc.id}`, { by: me.name, at: new Date().toISOString(), reason: decision.reason });
  if (wanted.length) save(withParts(doc, wanted, { gone: true }));
  return ok({ accepted: wanted.length, rejected: decision.reject?.length ?? 0, revision: 7 });
}
