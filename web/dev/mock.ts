/** The API of the server, played from a seeded log: for work on the pages without a server, and for tests. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import type { DetectedColumn, Job, MapDocument, MapSummary, Mapping, PreviewAnswer, QuarantineList, Question, Source, Uploaded } from '../src/api/types';
import { accounts } from './accounts';
import { answer, AskError } from './ask';
import { assistant } from './assistant';
import { atlas, changedAt, listed, others } from './atlas';
import { discover } from './discover';
import { documents } from './documents';
import { findings } from './findings';
import { makeJourneys } from './journeys';
import { makeMap } from './map';
import { review } from './review';
import { closeRoom, liveUpgrades, openRoom } from './room';
import { surveys } from './surveys';
import { voice } from './voice';

const journeys = makeJourneys(1_800);
const map = makeMap(journeys, 'shop', 'furniture');
const names = [...new Set(journeys.flatMap((j) => j.events.map((e) => e.activity)))].sort();
const whole = answer({ ask: { graph: {} } }, journeys, 'shop', 3);

export const source: Source = {
  name: 'shop',
  imports: 1,
  version: 3,
  snapshot: 'shop@3',
  events: journeys.reduce((sum, j) => sum + j.events.length, 0),
  actors: journeys.length,
  activities: names.length,
  from: whole.window.from,
  to: whole.window.to,
  score_scale: { lo: 1, hi: 5 },
  attributes: [
    { name: 'actor_segment', of: 'actor', kind: 'coded', values: ['family', 'student', 'business'] },
    { name: 'channel', of: 'event', kind: 'coded', values: ['web', 'store', 'mobile', 'call_centre', 'visit'] },
    { name: 'score', of: 'event', kind: 'number', values: [] },
  ],
  activity_names: names,
};

export function summary(doc: MapDocument): MapSummary {
  return {
    id: doc.id,
    title: doc.title,
    kind: doc.kind,
    state: doc.state,
    stages: doc.stages.length,
    steps: doc.stages.reduce((sum, s) => sum + s.steps.length, 0),
    cards: doc.cards.length,
    backed: doc.cards.filter((c) => c.state !== 'assumption').length,
    total: doc.cards.length,
    source: 'shop',
    snapshot: doc.origin?.snapshot,
    updated_at: changedAt[doc.id] ?? '2026-11-20T09:00:00Z',
    owner: doc.owner,
    review_date: doc.review_date,
    ...listed(doc),
  };
}

export { journeys, map };

function job(kind: Job['kind']): Job {
  const done = polls > 4;
  return {
    id: kind,
    kind,
    state: done ? 'done' : 'running',
    started_at: '2026-11-20T09:00:00Z',
    progress: { stage: kind === 'import' ? 'reading' : 'discovering', done: polls * 40_000_000, total: 180_000_000, unit: 'bytes', rows: polls * 250_000, per_second: 310_000, left_s: 5 - polls },
    ...(done
      ? {
          result: {
            map_id: map.id,
            summary: {
              schema: 'tropa.import/1', source: 'shop', snapshot: 'shop@3', already_imported: false, files: [{ name: 'orders.csv', bytes: 1_540_000 }],
              rows: 1_000_000, accepted: 999_940, duplicates: 0, quarantined: 60, reasons: [{ code: 'bad_time', rows: 48 }, { code: 'missing_actor', rows: 12 }],
              actors: 1_800, activities: 14, from: source.from, to: source.to, duration_s: 3.4, notes: [],
            },
          },
        }
      : {}),
  };
}

/** A map found again: one suggestion on the map. */
const foundAgain = (): Job => ({ ...job('discover'), id: 'again', ...(polls > 4 && { result: { map_id: map.id, suggestion_id: 'g2' } }) });

const notATime = {
  en: 'not a time in dd.mm.yyyy; correct the row, or state another format in the mapping',
  ru: 'это не время в формате дд.мм.гггг; исправьте строку или выберите другой формат даты',
};

function preview(given?: Mapping): PreviewAnswer {
  const mapping: Mapping = given ?? {
    schema: 'tropa.mapping/1',
    inputs: [
      {
        name: 'orders',
        actor: 'client_id',
        columns: [{ from: 'source', role: 'channel' }, { from: 'segment', role: { actor_attribute: 'segment' } }],
        events: [{ activity: 'status', time: { column: 'when', format: 'day_first' } }],
      },
    ],
  };
  const column = (name: string, kind: DetectedColumn['kind'], samples: string[], more: Partial<DetectedColumn> = {}): DetectedColumn => ({ name, kind, missing: 0, distinct: samples.length, samples, ...more });
  return {
    detected: [
      {
        name: 'orders.csv', bytes: 1_540_000, format: 'csv', gzip: false, encoding: 'windows-1251', delimiter: ';', decimal: 'comma', header: true, rows_sampled: 1_000, whole: false, notes: [],
        columns: [
          column('client_id', 'text', ['К-00017', 'К-00018', 'К-00020']),
          column('when', 'time', ['14.03.2026 09:12', '14.03.2026 09:40'], { time: { formats: ['day_first'], zoned: false } }),
          column('status', 'text', ['Визит', 'Корзина', 'Оплата', 'Доставка']),
          column('source', 'text', ['сайт', 'магазин']),
          column('segment', 'text', ['семья', 'студент']),
          column('amount', 'number', ['1 200,50', '990,00'], { range: [990, 48_000], missing: 412 }),
        ],
      },
    ],
    proposed: {
      mapping,
      reasons: [
        { file: 'orders.csv', column: 'client_id', role: 'actor', why: { en: 'called so', ru: 'так называется' } },
        { file: 'orders.csv', column: 'when', role: 'time', why: { en: 'the only column of times', ru: 'единственный столбец со временем' } },
        { file: 'orders.csv', column: 'status', role: 'activity', why: { en: 'called so', ru: 'так называется' } },
      ],
      missing: [],
      notes: [],
    },
    preview: {
      columns: ['actor', 'time', 'activity', 'channel', 'actor_segment'],
      rows: journeys.slice(0, 4).flatMap((j) => j.events.slice(0, 3).map((e) => [j.actor, new Date(e.ms).toISOString(), e.activity, e.attributes.channel ?? '', j.segment])).slice(0, 10),
      rejected: [{ code: 'bad_time', file: 'orders.csv', row: 18, column: 'when', value: '31.02.2026', reason: notATime, raw: '' }],
      notes: [],
    },
    source: 'orders',
  };
}

export interface Reply {
  status: number;
  body: unknown;
  /** Of a file; without it the body is sent as JSON. */
  type?: string;
}
const ok = (body: unknown): Reply => ({ status: 200, body });
const missing = (what: string): Reply => ({ status: 404, body: { code: 'not_found', message: `${what} is not here` } });

let polls = 0;
/** Maps that were written, by address. */
const sent = new Map<string, MapDocument>(process.env.TROPA_MOCK === '1' ? others.map((doc) => [`/maps/${doc.id}`, doc]) : []);

/** As it stands now: in its room, where one is open. */
const stored = (address: string) => openRoom(decodeURIComponent(address.slice('/maps/'.length)))?.store.getMap() ?? written(address);
const written = (address: string) => (address === `/maps/${map.id}` ? map : sent.get(address));

/** For the rooms: the document of a map by its id. */
export const writtenMap = (id: string) => written(`/maps/${encodeURIComponent(id)}`);

/** A stand-in for the drawing: what was asked for, in a frame. */
function drawing(address: string, wish: URLSearchParams): Reply {
  const found = stored(address);
  if (!found) return missing(address);
  const persona = wish.get('persona');
  if (persona && !found.personas?.some((p) => p.id === persona)) return { status: 400, body: { code: 'bad_request', message: `there is no persona «${persona}» on the map` } };
  const words = [...wish.entries()].map(([key, value]) => `${key} ${value}`).join(', ').replace(/[<>&]/g, '');
  if (wish.get('format') === 'md') return { status: 200, type: 'text/markdown', body: `# ${found.title.en}\n\n${words}\n` };
  const dark = wish.get('theme') === 'dark';
  const columns = found.stages.map((_, i) => `<rect x="${20 + i * 120}" y="60" width="110" height="220" rx="8" fill="hsl(${i * 60} 60% ${dark ? 30 : 85}%)"/>`).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 300" width="640" height="300"><rect width="640" height="300" fill="${dark ? '#101726' : '#fff'}"/>${columns}<text x="20" y="34" font-family="sans-serif" font-size="14" fill="${dark ? '#fff' : '#000'}">${words}</text></svg>`;
  return { status: 200, type: 'image/svg+xml', body: svg };
}

/** One request in, one answer out. `path` is without the `/api/v1` in front. */
export function handle(method: string, path: string, body: unknown): Reply {
  const url = new URL(path, 'http://mock');
  const key = `${method} ${url.pathname}`;
  if (key === 'GET /health') return ok({ status: 'ok', version: '0.1.0' });
  const surveyed = surveys(method, url, body);
  if (surveyed) return surveyed;
  const assisted = assistant(method, url, body);
  if (assisted) return assisted;
  const heard = voice(method, url, body);
  if (heard) return heard;
  const account = accounts(method, url, body, stored);
  if (account) return account;
  const found = findings(method, url, body, journeys, stored);
  if (found) return found;
  if (key === 'GET /sources') return ok({ items: [source] });
  const listing = atlas(method, url, body, () => [map, ...sent.values()], (doc) => void sent.set(`/maps/${doc.id}`, doc), (id) => void sent.delete(`/maps/${id}`));
  if (listing) return listing;
  if (key === 'GET /maps') return ok({ items: [map, ...sent.values()].map(summary) });
  const reviewed = review(method, url, body, stored);
  if (reviewed) return reviewed;
  if (method === 'PUT' && url.pathname.startsWith('/maps/')) {
    sent.set(url.pathname, body as MapDocument);
    closeRoom(decodeURIComponent(url.pathname.slice('/maps/'.length)));
    return ok({ id: (body as MapDocument).id, revision: 1 });
  }
  const drafted = discover(method, url, body, stored, (doc) => (sent.set(`/maps/${doc.id}`, doc), closeRoom(doc.id)));
  if (drafted) return drafted;
  const document = documents(method, url, body, stored, (doc) => void sent.set(`/maps/${doc.id}`, doc));
  if (document) return document;
  const file = /^\/maps\/([^/]+)\/render$/.exec(url.pathname);
  if (method === 'GET' && file) return drawing(`/maps/${file[1]}`, url.searchParams);
  if (method === 'GET' && url.pathname.startsWith('/maps/')) {
    const found = stored(url.pathname);
    return found ? ok(found) : missing(url.pathname);
  }
  if (key === 'POST /ask') {
    try {
      return ok(answer(body as Question, journeys, 'shop', 3));
    } catch (error) {
      if (error instanceof AskError) return { status: 400, body: { code: 'bad_expression', message: error.message } };
      throw error;
    }
  }
  if (method === 'POST' && /^\/maps\/[^/]+\/discover$/.test(url.pathname)) {
    polls = 0;
    return ok(foundAgain());
  }
  if (key === 'POST /discover') {
    polls = 0;
    return ok(job('discover'));
  }
  if (method === 'POST' && url.pathname === '/uploads') {
    return ok({ id: 'u1', name: url.searchParams.get('name') ?? 'file', bytes: 1_540_000 } satisfies Uploaded);
  }
  if (key === 'POST /imports/preview') return ok(preview((body as { mapping?: Mapping }).mapping));
  if (key === 'POST /imports') {
    polls = 0;
    return ok(job('import'));
  }
  if (method === 'GET' && url.pathname.startsWith('/jobs/')) {
    polls += 1;
    if (url.pathname.endsWith('/again')) return ok(foundAgain());
    return ok(job(url.pathname.endsWith('discover') ? 'discover' : 'import'));
  }
  if (key === 'GET /jobs') return ok({ items: [] });
  if (key === 'GET /quarantine') {
    const items = [{ code: 'bad_time', file: 'orders.csv', row: 18, column: 'when', value: '31.02.2026', reason: notATime }];
    return ok({ schema: 'tropa.quarantine/1', source: 'shop', items, total: 1 } satisfies QuarantineList);
  }
  return missing(key);
}

function read(request: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
    request.on('end', () => resolve(text));
  });
}

function answerApi(request: IncomingMessage, response: ServerResponse) {
  void read(request).then((text) => {
    let body: unknown;
    try {
      body = text ? JSON.parse(text) : undefined;
    } catch {
      body = text;
    }
    const reply = handle(request.method ?? 'GET', request.url ?? '/', body);
    response.statusCode = reply.status;
    response.setHeader('content-type', reply.type ?? 'application/json');
    response.end(reply.type ? String(reply.body) : JSON.stringify(reply.body) ?? '');
  });
}

export function mockApi(): Plugin {
  return {
    name: 'tropa-mock-api',
    configureServer(server) {
      server.middlewares.use('/api/v1', answerApi);
      server.httpServer?.on('upgrade', liveUpgrades(writtenMap));
    },
    configurePreviewServer(server) {
      server.middlewares.use('/api/v1', answerApi);
      server.httpServer.on('upgrade', liveUpgrades(writtenMap));
    },
  };
}
