/** The mock server's assistant: a model that answers at once, and three suggestions of each kind to decide on. */

import type { AssistantPlan, AssistantStatus, AssistantSuggestion } from '../src/api/assistant';
import type { Job } from '../src/api/types';
import type { Reply } from './mock';

const ok = (body: unknown, status = 200): Reply => ({ status, body });
const address = 'http://localhost:11434/v1';
const model = 'qwen3:8b';
const at = '2026-11-20T09:00:00Z';
const span = (start: number, end: number) => ({ part: 'body' as const, start, end });

const first = (): AssistantSuggestion[] => [
  {
    id: 's1', state: 'open', run: 'r1', at, model, stale: false,
    proposed: {
      kind: 'topic_name', topic: 'delivery', was: { und: 'доставка, ждать, неделя' }, name: { en: 'Late delivery', ru: 'Опоздание доставки' },
      cites: [
        { source: 'reviews', item: 'r-12', span: span(0, 34), text: 'Диван везли три недели вместо одной' },
        { source: 'reviews', item: 'r-40', span: span(4, 30), text: 'The sofa came two weeks late' },
      ],
    },
  },
  {
    id: 's2', state: 'open', run: 'r2', at, model, stale: false,
    proposed: {
      kind: 'persona_story', map: 'furniture', persona: 'p_family', name: 'Семья с детьми', language: 'ru',
      sentences: [
        { text: 'Они сравнивают диваны дома, а решают в магазине.', facts: ['preferred channel: магазин (62 %)'], cites: [] },
        { text: 'Дольше всего ждут доставку и об этом говорят: «три недели вместо одной».', facts: [], cites: [{ source: 'reviews', item: 'r-12', span: span(12, 34), text: 'три недели вместо одной' }] },
      ],
    },
  },
  {
    id: 's3', state: 'open', run: 'r3', at, model, stale: false,
    proposed: { kind: 'coding', conversation: 'P01', name: 'Скрытые платежи', cite: { source: 'interviews', item: 'P01-4', span: span(0, 47), text: 'я боялась, что в конце вылезут ещё какие-нибудь платежи' } },
  },
];

let open = first();
let status: Partial<AssistantStatus> = {};

/** As another server would be: switched off, say. */
export function assistantIs(other: Partial<AssistantStatus>) {
  status = other;
  open = first();
}

const plan = (task: AssistantPlan['task']): AssistantPlan => ({
  token: 'f00dfeedf00dfeedf00dfeedf00dfeed', task, address, model, n_items: 12, left_out: 0, n_requests: 2, chars: 9_480, tokens_in: 3_120, tokens_out_max: 2_080, cost_max: 0.0017, currency: 'USD', masked: 1,
  requests: [1, 2].map((n) => ({
    system: 'You name topics of customer feedback for a team that improves the customers’ journey. …',
    user: JSON.stringify({ topics: [{ ref: `t${n}`, words: ['доставка', 'ждать'], texts: ['Диван везли три недели вместо одной, звонил [имя], обещали [телефон].'] }] }),
    answer_tokens_max: 1_040,
  })),
});

const job: Job = {
  id: 'assist', kind: 'assist', state: 'done', started_at: at,
  progress: { stage: 'asking_model', done: 2, total: 2, unit: 'requests' },
  result: {
    assistant: {
      run: 'r9', task: 'name_topics', n_requests: 2, n_answered: 2, n_unreadable: 0, stopped: false, n_suggestions: 11,
      tally: { proposed: 12, kept: 11, quotes: 17, not_in_text: 3, without_source: 1, unknown: 0, malformed: 0 },
      told: { en: '11 of 12 proposals kept; 3 of 17 quotes dropped: not in the text; 1 rest on nothing that was sent', ru: 'оставлено предложений: 11 из 12; отброшено цитат, которых нет в тексте: 3 из 17; без опоры на отправленное: 1' },
    },
  },
};

export function assistant(method: string, url: URL, body: unknown): Reply | undefined {
  const { pathname } = url;
  const decision = /^\/assistant\/suggestions\/([^/]+)\/(accept|reject)$/.exec(pathname);
  if (decision && method === 'POST') {
    const one = open.find((known) => known.id === decision[1]);
    if (!one) return { status: 410, body: { code: 'gone', message: 'somebody has decided on this suggestion already' } };
    open = open.filter((known) => known !== one);
    return ok({ ...one, state: decision[2] === 'accept' ? 'accepted' : 'rejected' });
  }
  switch (`${method} ${pathname}`) {
    case 'GET /assistant':
      return ok({ on: true, address, is_near: true, model, price_in: 0.15, price_out: 0.6, currency: 'USD', open: open.length, ...status });
    case 'POST /assistant/plans':
      return ok(plan((body as { task: AssistantPlan['task'] }).task));
    case 'POST /assistant/runs':
      return ok({ ...job, state: 'running', result: undefined }, 202);
    case 'GET /assistant/suggestions':
      return ok({ items: open, n: open.length });
    case 'GET /jobs/assist':
      return ok(job);
  }
  return undefined;
}
