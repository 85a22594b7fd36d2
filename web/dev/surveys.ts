/** Surveys and studies of the mock server: two surveys, one answered, and a study. It forgets on a restart. */

import type { Problem, QuestionResult, SurveyHead, SurveyResults, SurveyTemplate, SurveyView, Survey, StudyView, Study, SurveyInvitation } from '../src/api/surveys';
import { random } from './journeys';
import type { Reply } from './mock';

const ok = (body: unknown, status = 200): Reply => ({ status, body });
const refused = (status: number, code: string, message: string): Reply => ({ status, body: { code, message } });
const missing = refused(404, 'not_found', 'there is no such survey in the workspace');
const at = '2026-11-20T09:00:00Z';

const recommend: Survey = {
  title: { en: 'Would you recommend us?', ru: 'Порекомендуете нас?' },
  intro: { en: 'Two questions, one minute.', ru: 'Два вопроса, одна минута.' },
  languages: ['ru', 'en'],
  questions: [
    { id: 'nps', text: { en: 'How likely are you to recommend us to a friend or colleague?', ru: 'Насколько вероятно, что вы порекомендуете нас друзьям или коллегам?' }, kind: { kind: 'nps' }, required: true },
    { id: 'bad', text: { en: 'What disappointed you most?', ru: 'Что вас больше всего разочаровало?' }, kind: { kind: 'text', long: true }, show_if: [{ question: 'nps', is: { at_most: 6 } }] },
  ],
};
const delivery: Survey = {
  title: { en: 'How was the delivery?', ru: 'Как прошла доставка?' },
  languages: ['ru', 'en'],
  step: 'Delivery',
  questions: [
    { id: 'felt', text: { en: 'How satisfied are you with the delivery?', ru: 'Насколько вы довольны доставкой?' }, kind: { kind: 'faces' }, required: true },
    {
      id: 'wrong',
      text: { en: 'What went wrong?', ru: 'Что пошло не так?' },
      kind: { kind: 'multi', other: true, options: [{ id: 'late', text: { en: 'It came late', ru: 'Привезли поздно' } }, { id: 'damaged', text: { en: 'Something was damaged', ru: 'Что-то повреждено' } }] },
      show_if: [{ question: 'felt', is: { at_most: 3 } }],
    },
  ],
};
const templates: SurveyTemplate[] = [
  { id: 'recommend', about: { en: 'NPS with a follow-up by score', ru: 'NPS с уточнением по оценке' }, document: recommend },
  { id: 'after_delivery', about: { en: 'Right after something was handed over', ru: 'Сразу после передачи заказа' }, document: delivery },
];

/** A few of the server's own checks: enough for the pages to have something to show. */
function check(survey: Survey): Problem[] {
  const problems: Problem[] = [];
  const say = (path: string, en: string, ru: string) => problems.push({ path, message: { en, ru } });
  const text = (words: Record<string, string>, path: string) => survey.languages.forEach((lang) => words[lang]?.trim() || say(`${path}.${lang}`, `the text in ${lang === 'ru' ? 'Russian' : 'English'} is missing`, `нет текста на ${lang === 'ru' ? 'русском' : 'английском'}`));
  text(survey.title, 'title');
  if (survey.questions.length === 0) say('questions', 'ask at least one question', 'нужен хотя бы один вопрос');
  survey.questions.forEach((question, i) => {
    text(question.text, `questions[${i}].text`);
    question.show_if?.forEach((condition, k) => {
      if (!survey.questions.slice(0, i).some((earlier) => earlier.id === condition.question)) say(`questions[${i}].show_if[${k}].question`, `there is no earlier question «${condition.question}»`, `раньше нет вопроса «${condition.question}»`);
    });
  });
  return problems;
}

const counts = { sent: 0, opened: 0, answered: 0, revoked: 0 };
const head = (id: string, document: Survey, more: Partial<SurveyHead>): SurveyHead => ({ id, title: document.title, state: 'draft', public: true, languages: document.languages, ...(document.step ? { step: document.step } : {}), questions: document.questions.length, answers: 0, created_at: at, updated_at: at, ...more });
const view = (id: string, document: Survey, revision: number, more: Partial<SurveyView> = {}): SurveyView => ({
  ...head(id, document, more), document, revision, problems: check(document), invitations: more.invitations ?? counts, key: `key-${id}`,
  link: `https://tropa.example/s/key-${id}`, embed_script: `https://tropa.example/embed/key-${id}.js`, qr: `/api/v1/surveys/${id}/qr`,
});

function begin() {
  const surveys = new Map<string, SurveyView>([
    ['s1', view('s1', recommend, 3, { state: 'open', answers: 240, invitations: { sent: 120, opened: 70, answered: 48, revoked: 2 } })],
    ['s2', view('s2', delivery, 1, { state: 'draft' })],
  ]);
  const studies = new Map<string, StudyView>();
  const study: Study = { title: 'Why do first orders not come back?', questions: [{ id: 'q1', text: 'Would they recommend us?', asked_in: [{ survey: 's1', question: 'nps' }] }, { id: 'q2', text: 'What is missing in the shop?' }] };
  studies.set('t1', studyView('t1', study, 1));
  return { surveys, studies };
}
let state = begin();
/** Begins anew: for tests. */
export const forgetSurveys = () => void (state = begin());

function studyView(id: string, document: Study, revision: number): StudyView {
  const states = document.questions.map((question) => ({ question: question.id, answers: question.asked_in?.length ? 240 : 0, state: question.settled || question.asked_in?.length ? ('answered' as const) : ('not_asked' as const) }));
  return { id, document, revision, states, open: states.filter((one) => one.state !== 'answered').length, created_at: at, updated_at: at };
}

const estimate = (value: number, half: number, n: number, en: string, ru: string) => ({ value, lo: value - half, hi: value + half, n, level: 0.95, method: 'adjusted_wald' as const, base: { en, ru } });

function results(survey: SurveyView): SurveyResults {
  const next = random(5);
  const none: SurveyResults = { survey: survey.id, sittings: 0, invitations: survey.invitations, questions: [], waves: [], at };
  if (survey.answers === 0) return none;
  const scores = [6, 3, 4, 5, 7, 12, 20, 31, 48, 60, 44];
  const n = scores.reduce((a, b) => a + b, 0);
  const nps: QuestionResult = {
    id: 'nps', text: recommend.questions[0]?.text ?? {}, kind: 'nps', n, estimate: estimate(20, 9, n, `answers 0–10: ${n}`, `ответов 0–10: ${n}`), mean: estimate(7.4, 0.3, n, '', ''),
    counts: scores.map((count, i) => ({ value: String(i), n: count, share: count / n })), texts: [], n_texts: 0,
  };
  const bad: QuestionResult = {
    id: 'bad', text: recommend.questions[1]?.text ?? {}, kind: 'text', n: 21, counts: [], n_texts: 21,
    texts: ['Привезли на три дня позже', 'The delivery slot was far too wide', 'Стоимость доставки узнал в конце'].map((text, i) => ({ item: `a${i}`, text, at })),
  };
  const waves = ['2026-07', '2026-08', '2026-09', '2026-10', '2026-11'].map((name, i) => ({ name, changed: i === 3, value: i === 0 ? { ...estimate(0, 0, 18, '', ''), value: undefined, lo: undefined, hi: undefined, suppressed: { en: '18 answers; a number is shown from 30 on', ru: '18 ответов; число показывается с 30' } } : estimate(8 + i * 6 + Math.round(next() * 8), 11, 50, '', '') }));
  return { ...none, sittings: survey.answers, response: { ...estimate(40, 8.6, 120, '48 of 120 who were invited', '48 из 120 приглашённых'), method: 'wilson' }, questions: [nps, bad], waves, waves_of: 'nps', first_at: '2026-07-02T09:00:00Z', last_at: at };
}

const invited: SurveyInvitation[] = Array.from({ length: 6 }, (_, i) => ({ id: `v${i}`, actor: `C-00${17 + i}`, created_at: '2026-11-10T09:00:00Z', expires_at: i === 5 ? '2026-11-12T00:00:00Z' : '2036-11-30T09:00:00Z', ...(i < 4 ? { opened_at: '2026-11-11T08:00:00Z' } : {}), ...(i < 2 ? { answered_at: '2026-11-11T08:03:00Z' } : {}), revoked: i === 3 }));
const qr = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 29 29" width="232" height="232"><rect width="29" height="29" fill="#fff"/><path d="M4 4h7v7h-7zM18 4h7v7h-7zM4 18h7v7h-7zM14 14h3v3h-3z"/></svg>';

/** Answers what concerns surveys and studies; `undefined` is left to others. */
export function surveys(method: string, url: URL, body: unknown): Reply | undefined {
  const [, kind, id, part, more] = url.pathname.split('/');
  if (kind === 'studies') return study(method, id, body);
  if (kind !== 'surveys') return undefined;
  if (id === 'templates') return ok({ items: templates });
  if (id === 'check') return ok({ problems: check((body as { document: Survey }).document) });
  if (!id && method === 'GET') return ok({ items: [...state.surveys.values()].map((one) => head(one.id, one.document, { state: one.state, public: one.public, answers: one.answers })) });
  if (!id) {
    const made = view(`s${state.surveys.size + 1}`, (body as { document: Survey }).document, 1);
    state.surveys.set(made.id, made);
    return ok(made, 201);
  }
  const found = state.surveys.get(id);
  if (!found) return missing;
  if (part === 'results') return ok(results(found));
  if (part === 'qr') return { status: 200, type: 'image/svg+xml', body: qr };
  if (part === 'events') return refused(404, 'not_found', 'the mock has no stream');
  if (part === 'invitations' && method === 'GET') return ok({ items: found.answers ? invited : [], counts: found.invitations });
  if (part === 'invitations' && method === 'POST') return { status: 200, type: 'text/csv', body: 'actor,link,expires_at\r\nC-0031,https://tropa.example/s/x.y.z,2026-12-06T00:00:00Z\r\n' };
  if (part === 'invitations' && more) return ok(undefined, 204);
  if (method === 'GET') return ok(found);
  if (method === 'DELETE') {
    state.surveys.delete(id);
    return ok(undefined);
  }
  if (method === 'PATCH') {
    const change = body as Partial<SurveyView>;
    if (change.state === 'open' && found.problems.length) return refused(400, 'bad_request', 'the survey cannot be opened yet');
    const next = { ...found, ...change };
    state.surveys.set(id, next);
    return ok(next);
  }
  const { document, revision } = body as { document: Survey; revision: number };
  if (revision !== found.revision) return refused(409, 'map_changed', `it was changed meanwhile: you have revision ${revision}, the workspace has ${found.revision}`);
  const next = view(id, document, revision + 1, { state: found.state, public: found.public, answers: found.answers, invitations: found.invitations });
  state.surveys.set(id, next);
  return ok(next);
}

function study(method: string, id: string | undefined, body: unknown): Reply {
  const given = body as { document: Study; revision: number } | undefined;
  if (!id && method === 'GET') return ok({ items: [...state.studies.values()] });
  if (!id && given) {
    const made = studyView(`t${state.studies.size + 1}`, given.document, 1);
    state.studies.set(made.id, made);
    return ok(made, 201);
  }
  const found = id === undefined ? undefined : state.studies.get(id);
  if (!found) return missing;
  if (method === 'GET') return ok(found);
  if (method === 'DELETE') {
    state.studies.delete(found.id);
    return ok(undefined);
  }
  if (given?.revision !== found.revision) return refused(409, 'map_changed', 'it was changed meanwhile');
  const next = studyView(found.id, given.document, found.revision + 1);
  state.studies.set(found.id, next);
  return ok(next);
}
