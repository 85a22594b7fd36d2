/** What is found beyond a map, counted the plain way in the mock's journeys: enough to work on the pages and to test them. */

import type { Attribution, Change, Difference, Driver, Drivers, Edit, Estimate, Found, JourneyMeasure, Load, SegmentComparison, Segments, SegmentsBy, SegmentsOrder, WhatIf } from '../src/api/findings';
import type { LocalText, MapDocument } from '../src/api/types';
import { answer, AskError, wilson } from './ask';
import { stages, type Journey } from './journeys';
import type { Reply } from './mock';

const both = (en: string, ru: string): LocalText => ({ en, ru });
const goals = ['Repeat order', 'Assembly'];
const channels = ['call_centre', 'email', 'mobile', 'social', 'sms', 'store', 'visit', 'web'];
const percent = (share: number) => `${Math.round(share * 100)} %`;

function share(hits: number, n: number): Estimate {
  const [lo, hi] = wilson(hits, n);
  return { value: n ? hits / n : 0, lo, hi, n, level: 0.95 };
}
const about = (value: number, half: number, n: number): Estimate => ({ value, lo: value - half, hi: value + half, n, level: 0.95 });
const has = (journey: Journey, activity: string) => journey.events.some((event) => event.activity === activity);
const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const lasts = (journey: Journey) => ((journey.events.at(-1)?.ms ?? 0) - (journey.events[0]?.ms ?? 0)) / 1000;

function shares(what: JourneyMeasure, name: LocalText, own: [number, number], rest: [number, number], records?: string): Difference {
  const [a, b] = [share(...own), share(...rest)];
  const se = Math.sqrt((a.value * (1 - a.value)) / Math.max(1, a.n) + (b.value * (1 - b.value)) / Math.max(1, b.n)) || 1e-9;
  const gap = a.value - b.value;
  const effect = 2 * Math.asin(Math.sqrt(a.value)) - 2 * Math.asin(Math.sqrt(b.value));
  return {
    what, scale: 'share', own: a, rest: b, difference: about(gap, 1.96 * se, a.n + b.n), effect, q: Math.exp(-((gap / se) ** 2) / 2), records,
    text: both(`${name.en}: ${percent(a.value)} against ${percent(b.value)}`, `${name.ru}: ${percent(a.value)} против ${percent(b.value)}`),
  };
}

function durations(own: Journey[], rest: Journey[]): Difference {
  const of = (group: Journey[]) => {
    const value = median(group.map(lasts));
    return about(value, value * 0.08, group.length);
  };
  const [a, b] = [of(own), of(rest)];
  const ratio = a.value / (b.value || 1);
  return { what: { measure: 'duration' }, scale: 'ratio', own: a, rest: b, difference: { ...about(ratio, ratio * 0.12, a.n + b.n) }, effect: Math.log(ratio || 1), q: Math.abs(ratio - 1) > 0.12 ? 0.0004 : 0.4, text: both('Time', 'Время') };
}

function touches(own: Journey[], rest: Journey[], names: string[]): Difference[] {
  const hits = (group: Journey[], name: string): [number, number] => [group.filter((journey) => has(journey, name)).length, group.length];
  return names
    .map((activity) => shares({ measure: 'activity', activity }, both(`«${activity}»`, `«${activity}»`), hits(own, activity), hits(rest, activity), `has("${activity}")`))
    .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect));
}

function groups(by: SegmentsBy, journeys: Journey[], keep: (where: string) => Journey[]): { name: LocalText; records?: string; of: Journey[] }[] {
  if ('attribute' in by) {
    return ['family', 'student', 'business'].map((value) => ({ name: { und: value }, records: `${by.attribute} = "${value}"`, of: journeys.filter((journey) => journey.segment === value) }));
  }
  if ('rules' in by) return by.rules.map((rule) => ({ name: { und: rule.name }, records: rule.where, of: keep(rule.where) }));
  if (by.journeys.segments === 1 || journeys.length < 100) return [{ name: both('Everybody', 'Все'), of: journeys }];
  const bought = journeys.filter((journey) => has(journey, 'Payment'));
  const looked = journeys.filter((journey) => !has(journey, 'Payment'));
  return [
    { name: both('Segment 1: less «Payment»', 'Сегмент 1: реже «Payment»'), of: looked },
    { name: both('Segment 2: more «Delivery»', 'Сегмент 2: чаще «Delivery»'), of: bought },
  ].sort((a, b) => b.of.length - a.of.length);
}

function segments(by: SegmentsBy, divided: ReturnType<typeof groups>, journeys: Journey[], names: string[]): Segments {
  const inside = divided.reduce((sum, one) => sum + one.of.length, 0);
  return {
    by: 'attribute' in by ? 'attribute' : 'rules' in by ? 'rules' : 'journeys',
    n: journeys.length,
    outside: Math.max(0, journeys.length - inside),
    segments: divided.map((one, i) => {
      const rest = divided.filter((other) => other !== one).flatMap((other) => other.of);
      const told = divided.length === 1 || one.of.length === 0 ? [] : [...touches(one.of, rest, names), durations(one.of, rest)].filter((d) => d.q < 0.05 && Math.abs(d.effect) >= 0.2);
      const typical = one.of[Math.floor(one.of.length / 2)];
      return {
        number: i + 1,
        name: one.name,
        n: one.of.length,
        share: share(one.of.length, inside),
        certainty: one.records ? 1 : 0.94,
        records: one.records ?? null,
        near: one.records || divided.length === 1 ? null : { filter: i === 0 ? 'not has("Payment")' : 'has("Payment")', precision: 0.97, recall: 0.95 },
        typical: typical ? { activities: typical.events.map((event) => event.activity), journeys: 12 + i, likeness: 0.71 } : null,
        differences: told.slice(0, 12),
      };
    }),
    choice: 'journeys' in by
      ? divided.length === 1
        ? { tried: [{ segments: 2, gain: -0.04, gain_se: 0.01 }, { segments: 3, gain: -0.11, gain_se: 0.02 }], stability: null, reason: both('One segment: every division leaves more doubt who belongs where than it explains.', 'Один сегмент: любое деление оставляет больше сомнений, кто где, чем объясняет.') }
        : { tried: [{ segments: 2, gain: 0.62, gain_se: 0.03 }, { segments: 3, gain: 0.51, gain_se: 0.04 }, { segments: 4, gain: 0.33, gain_se: 0.05 }, { segments: 5, gain: -0.06, gain_se: 0.05 }], stability: 0.93, reason: both('2 segments explain journeys that were held out best: +0.62 nats a journey over one segment, doubt taken off.', 'Отложенные пути лучше всего объясняет деление на 2: +0,62 ната на путь по сравнению с одним сегментом, сомнения вычтены.') }
      : null,
    notes: 'journeys' in by ? [both('The segments were found by the steps people take: what they say of steps describes them, and is no test of them.', 'Сегменты найдены по шагам: различия в шагах описывают их, но не проверяют.')] : [],
  };
}

function comparison(own: Journey[], other: Journey[], names: string[]): SegmentComparison {
  const hits = (group: Journey[], test: (journey: Journey) => boolean): [number, number] => [group.filter(test).length, group.length];
  const pairs = [['Cart', 'Order placed'], ['Product page', 'Cart'], ['Delivery', 'Support call']] as const;
  const follows = (journey: Journey, from: string, to: string) => journey.events.some((event, i) => event.activity === from && journey.events[i + 1]?.activity === to);
  return {
    own: { place: 0, n: own.length },
    other: { place: 1, n: other.length },
    funnel: stages.map((stage) => {
      const reaches = (journey: Journey) => stage.activities.some((activity) => has(journey, activity));
      const name = both(stage.en, stage.ru);
      return { name, reached: shares({ measure: 'stage', name }, name, hits(own, reaches), hits(other, reaches)) };
    }),
    touchpoints: touches(own, other, names),
    transitions: pairs.map(([from, to]) => shares({ measure: 'transition', from, to }, both(to, to), hits(own, (j) => follows(j, from, to)), hits(other, (j) => follows(j, from, to)), `follows("${from}", "${to}")`)),
    ends: [],
    channels: channels.map((value) => {
      const test = (journey: Journey) => journey.events.some((event) => event.attributes.channel === value);
      return shares({ measure: 'value', column: 'channel', value }, both(value, value), hits(own, test), hits(other, test), `channel = "${value}"`);
    }),
    attributes: [],
    times: [durations(own, other)],
  };
}

function drivers(journeys: Journey[], wanted: string[]): Drivers {
  const reaches = (journey: Journey) => wanted.some((goal) => has(journey, goal));
  const one = (activity: string, kind: Driver['kind'], from: string, told: boolean, lift: number): Driver => {
    const base = journeys.filter((journey) => has(journey, from));
    const exposed = base.filter((journey) => has(journey, activity));
    const others = base.filter((journey) => !has(journey, activity));
    const [a, b] = [share(exposed.filter(reaches).length, exposed.length), share(others.filter(reaches).length, others.length)];
    const gap = told ? a.value - b.value : lift;
    const half = Math.max(0.02, 1.96 * Math.sqrt(0.25 / Math.max(20, exposed.length) + 0.25 / Math.max(20, others.length)));
    return {
      kind, activity, from, exposed: exposed.length, unexposed: others.length, with: a, without: b, effect: about(gap, half, base.length), crude: gap * 1.4, q: told ? 0.0002 : 0.31, told, outcomes: gap * exposed.length, overlap: 0.97, e_value: 2.4, e_value_interval: told ? 1.9 : 1,
      title: told
        ? both(`«${activity}» after «${from}» is associated with ${gap > 0 ? 'more' : 'fewer'} goals: ${percent(a.value)} against ${percent(b.value)}`, `«${activity}» после «${from}» — связано с ${gap > 0 ? 'большей' : 'меньшей'} долей целей: ${percent(a.value)} против ${percent(b.value)}`)
        : both(`«${activity}» after «${from}»: no association that would stand out from chance`, `«${activity}» после «${from}»: связи, заметной на фоне случайности, нет`),
      reason: both(`${exposed.length} journeys with it, ${others.length} without, made alike in what came before.`, `Путей с этим — ${exposed.length}, без этого — ${others.length}; уравнены по тому, что было раньше.`),
      records: `has("${from}")`,
    };
  };
  return {
    outcome: { goal: wanted }, n: journeys.length, horizon_s: 30 * 86_400, fdr: 0.05,
    drivers: [one('Support call', 'failure', 'Payment', true, 0), one('Design consultation', 'met', 'Product page', true, 0), one('Cart', 'met', 'Website visit', false, 0.01), one('Ad seen', 'wait', 'Website visit', false, -0.008)],
    refused: [{ activity: 'Payment', why: 'required', reason: both('«Payment»: 100 % of those who reach the goal pass it. Architecture, not behaviour.', '«Payment»: через это проходят 100 % дошедших до цели. Так устроен путь, это не поведение.') }],
    design: both('4 comparisons of journeys at the same touchpoint that then had another experience. Associated, not proven to cause.', 'Сравнений: 4. Сравниваются пути в одной и той же точке, которые дальше пережили разное. Связано — не значит вызвано.'),
  };
}

function attribution(journeys: Journey[], wanted: string[]): Attribution {
  const won = journeys.filter((journey) => wanted.some((goal) => has(journey, goal)));
  const paths = won.map((journey) => journey.events.map((event) => event.attributes.channel ?? 'web'));
  const models: [string, LocalText, (path: string[], at: number) => number][] = [
    ['first', both('First touch', 'Первое касание'), (_, at) => (at === 0 ? 1 : 0)],
    ['last', both('Last touch', 'Последнее касание'), (path, at) => (at === path.length - 1 ? 1 : 0)],
    ['linear', both('Evenly', 'Поровну'), (path) => 1 / path.length],
    ['position', both('Position 40/20/40', 'По позиции 40/20/40'), (path, at) => (path.length === 1 ? 1 : at === 0 || at === path.length - 1 ? 0.4 : 0.2 / Math.max(1, path.length - 2))],
  ];
  return {
    n: journeys.length, conversions: won.length, untouched: 0, open: 41,
    models: models.map(([model, title, weigh]) => ({
      model, title,
      credits: channels.map((channel) => {
        const credited = paths.reduce((sum, path) => sum + path.reduce((one, touch, at) => one + (touch === channel ? weigh(path, at) : 0), 0), 0);
        const of = share(Math.round(credited), won.length);
        return { channel, conversions: { ...of, value: credited, lo: (of.lo ?? 0) * won.length, hi: (of.hi ?? 0) * won.length }, share: of, value: credited * 120 };
      }),
    })),
    notes: [both('Models share out goals that happened; they do not tell what would happen without the channel.', 'Модели делят уже случившиеся цели и не говорят, что было бы без канала.')],
  };
}

function whatIf(journeys: Journey[], wanted: string[], names: string[], edits: Edit[]): WhatIf {
  const n = journeys.length;
  const reach = journeys.filter((journey) => wanted.some((goal) => has(journey, goal))).length / n;
  const strength = edits.reduce((sum, edit) => sum + ('move' in edit ? edit.move.share : 'connect' in edit ? edit.connect.share : 0.3), 0);
  const change = (before: number, after: number): Change => ({ before: about(before, before * 0.04, n), after: about(after, after * 0.05, n), change: edits.length ? about(after - before, Math.abs(after - before) * 0.2, n) : about(0, 0, n) });
  const touched = new Set(edits.flatMap((edit) => Object.values(Object.values(edit)[0] as Record<string, unknown>).flatMap((value) => (typeof value === 'string' ? [value] : typeof value === 'object' && value ? Object.values(value as object).map(String) : []))));
  const loads = names.map((activity): Load => {
    const visits = journeys.reduce((sum, journey) => sum + journey.events.filter((event) => event.activity === activity).length, 0) / n;
    const after = touched.has(activity) ? visits * (1 + strength / 2) : visits;
    return { activity, ...change(visits, after), ...(after === visits ? { change: about(0, 0, n) } : {}), completes: share(Math.round(reach * n), n), left_s: about(86_400 * 9, 40_000, n) };
  });
  const seconds = journeys.reduce((sum, journey) => sum + lasts(journey), 0) / n;
  return {
    n, open: 41, order: 1, completed: change(reach, Math.min(1, reach + strength * 0.05)), duration_s: change(seconds, seconds * (1 + strength * 0.06)), steps: change(6.2, 6.2 + strength * 0.4), loads,
    memory: { p: 0.0001, bits: 0.11, of_bits: 1.9 },
    notes: [both('Mechanical: computed as if everyone went on as before wherever nothing was changed.', 'Механический расчёт: там, где ничего не меняли, люди идут как прежде.')],
  };
}

interface Order {
  where?: string;
  goals?: string[];
  edits?: Edit[];
}

/** Adds what was asked to be added; the mock knows no other change. */
function changed(map: MapDocument, body: unknown): Reply {
  for (const change of (body as { changes: { do: string; record?: { kind: string; record: never } }[] }).changes) {
    if (change.do !== 'add' || !change.record) continue;
    (change.record.kind === 'lane' ? map.lanes : map.cards).push(change.record.record);
  }
  return { status: 200, body: { revision: 2 } };
}

/** Answers what is asked of findings; `undefined` is left to others. */
export function findings(method: string, url: URL, body: unknown, journeys: Journey[], stored: (address: string) => MapDocument | undefined): Reply | undefined {
  const at = /^(\/maps\/[^/]+)\/changes$/.exec(url.pathname);
  if (method === 'POST' && at?.[1]) {
    const map = stored(at[1]);
    return map && changed(map, body);
  }
  if (method !== 'POST' || !url.pathname.startsWith('/findings/')) return undefined;
  const order = (url.pathname.endsWith('/compare') ? (body as { segments: SegmentsOrder }).segments : body) as Order;
  try {
    const keep = (where?: string) => {
      const rows = answer({ where, ask: { journeys: { limit: journeys.length } } }, journeys, 'shop', 3).rows as { actor: string }[];
      const known = new Set(rows.map((row) => row.actor));
      return journeys.filter((journey) => known.has(journey.actor));
    };
    const base = order.where ? keep(order.where) : journeys;
    const names = [...new Set(journeys.flatMap((journey) => journey.events.map((event) => event.activity)))].sort();
    const wanted = order.goals ?? goals;
    const whole = answer({ where: order.where, ask: { graph: {} } }, journeys, 'shop', 3);
    const ok = <T,>(found: T): Reply => ({ status: 200, body: { snapshot: 'shop@3', base: whole.base, window: whole.window, n: base.length, goals: wanted, found } satisfies Found<T> });
    const divide = (by: SegmentsBy) => groups(by, base, keep);
    switch (url.pathname.slice('/findings/'.length)) {
      case 'segments':
        return ok(segments((order as SegmentsOrder).by, divide((order as SegmentsOrder).by), base, names));
      case 'segments/compare': {
        const { own, other } = body as { own: number; other: number };
        const divided = divide((order as SegmentsOrder).by);
        return ok(comparison(divided[own - 1]?.of ?? [], divided[other - 1]?.of ?? [], names));
      }
      case 'drivers':
        return ok(drivers(base, wanted));
      case 'attribution':
        return ok(attribution(base, wanted));
      case 'what-if':
        return ok(whatIf(base, wanted, names, order.edits ?? []));
      default:
        return undefined;
    }
  } catch (error) {
    if (error instanceof AskError) return { status: 400, body: { code: 'bad_filter', message: error.message } };
    throw error;
  }
}
