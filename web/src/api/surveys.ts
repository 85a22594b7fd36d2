/** Surveys of our own and studies, by name: what is asked, and what is changed. */

import { queryOptions } from '@tanstack/react-query';
import { apiBase, ApiError, call, callFile, callHeaders } from './client';
import type { components } from './schema';
import type { Given } from './types';

type Schemas = components['schemas'];
export type Survey = Given<Schemas['Survey']>;
export type SurveyQuestion = Given<Schemas['SurveyQuestion']>;
export type QuestionKind = SurveyQuestion['kind'];
export type ChoiceOption = Schemas['ChoiceOption'];
export type Condition = Schemas['Condition'];
export type Test = Schemas['Test'];
export type Problem = Schemas['Problem'];
export type SurveyState = Schemas['SurveyState'];
export type SurveyHead = Given<Schemas['SurveyHead']>;
export type SurveyView = Omit<Given<Schemas['SurveyView']>, 'document'> & { document: Survey };
export type SurveyTemplate = Omit<Schemas['SurveyTemplate'], 'document'> & { document: Survey };
export type SurveyResults = Given<Schemas['SurveyResults']>;
export type QuestionResult = Given<Schemas['QuestionResult']>;
export type ChoiceCount = Given<Schemas['ChoiceCount']>;
export type SaidText = Given<Schemas['SaidText']>;
export type Estimate = Given<Schemas['Estimate']>;
export type WavePoint = Given<Schemas['WavePoint']>;
export type InvitationCounts = Schemas['InvitationCounts'];
export type SampleWish = Given<Schemas['SampleWish']>;
export type Study = Given<Schemas['Study']>;
export type StudyQuestion = Given<Schemas['StudyQuestion']>;
export type StudyView = Omit<Given<Schemas['StudyView']>, 'document'> & { document: Study };
export type StudyAnswered = Schemas['StudyAnswered'];
export type SurveyInvitation = Given<Schemas['SurveyInvitationList']>['items'][number];

const part = encodeURIComponent;
const path = (id: string) => `/surveys/${part(id)}`;

/** A workspace has at most two thousand; a list that long is asked for page by page. */
const pageItems = 200;

async function allPages<Item>(address: string, signal: AbortSignal): Promise<Item[]> {
  const items: Item[] = [];
  for (let after = ''; ; ) {
    const page = await call<{ items: Item[]; next?: string }>('GET', `${address}?limit=${pageItems}${after && `&after=${part(after)}`}`, undefined, signal);
    items.push(...page.items);
    if (!page.next) return items;
    after = page.next;
  }
}

export const surveysKey = ['surveys'] as const;

export const surveysQuery = queryOptions({
  queryKey: [...surveysKey, 'list'],
  queryFn: ({ signal }) => allPages<SurveyHead>('/surveys', signal),
});

export const surveyTemplatesQuery = queryOptions({
  queryKey: [...surveysKey, 'templates'],
  staleTime: Infinity,
  queryFn: ({ signal }) => call<{ items: SurveyTemplate[] }>('GET', '/surveys/templates', undefined, signal).then((list) => list.items),
});

export const surveyQuery = (id: string) =>
  queryOptions({
    queryKey: [...surveysKey, 'one', id],
    queryFn: ({ signal }) => call<SurveyView>('GET', path(id), undefined, signal),
  });

export interface ResultsWindow {
  /** Days, both included. */
  from?: string;
  to?: string;
  step?: string;
}

const dayMs = 86_400_000;
/** The server's window ends before `to`: the day after the last one. */
export function windowQuery({ from, to, step }: ResultsWindow): string {
  const pairs = new URLSearchParams();
  if (from) pairs.set('from', `${from}T00:00:00Z`);
  if (to) pairs.set('to', `${new Date(Date.parse(to) + dayMs).toISOString().slice(0, 10)}T00:00:00Z`);
  if (step) pairs.set('step', step);
  const query = pairs.toString();
  return query ? `?${query}` : '';
}

export const resultsQuery = (id: string, window: ResultsWindow = {}) =>
  queryOptions({
    queryKey: [...surveysKey, 'results', id, window],
    queryFn: ({ signal }) => call<SurveyResults>('GET', `${path(id)}/results${windowQuery(window)}`, undefined, signal),
  });

/** The first two hundred, and how many there are of each kind. */
export const surveyInvitationsQuery = (id: string) =>
  queryOptions({
    queryKey: [...surveysKey, 'invitations', id],
    queryFn: ({ signal }) => call<{ items: SurveyInvitation[]; next?: string; counts: InvitationCounts }>('GET', `${path(id)}/invitations?limit=${pageItems}`, undefined, signal),
  });

export const qrQuery = (id: string, step: string) =>
  queryOptions({
    queryKey: [...surveysKey, 'qr', id, step],
    staleTime: Infinity,
    queryFn: ({ signal }) => callFile(`${apiBase}${path(id)}/qr${step ? `?step=${part(step)}` : ''}`, signal).then((file) => file.text()),
  });

export const addSurvey = (document: Survey) => call<SurveyView>('POST', '/surveys', { document });
export const putSurvey = (id: string, document: Survey, revision: number) => call<SurveyView>('PUT', path(id), { document, revision });
export const patchSurvey = (id: string, change: { state?: SurveyState; public?: boolean }) => call<SurveyView>('PATCH', path(id), change);
export const deleteSurvey = (id: string) => call<undefined>('DELETE', path(id));
export const checkSurvey = (document: Survey, signal?: AbortSignal) => call<{ problems: Problem[] }>('POST', '/surveys/check', { document }, signal).then((list) => list.problems);
export const revokeInvitation = (id: string, invitation: string) => call<undefined>('DELETE', `${path(id)}/invitations/${part(invitation)}`);

/** Draws people and gives the table of their links. */
export async function inviteToSurvey(id: string, wish: SampleWish): Promise<string> {
  const response = await fetch(`${apiBase}${path(id)}/invitations`, { method: 'POST', headers: { ...callHeaders('POST'), 'content-type': 'application/json' }, body: JSON.stringify(wish) }).catch(() => {
    throw new ApiError(0, { code: 'unreachable', message: 'The server does not answer' });
  });
  const text = await response.text();
  if (response.ok) return text;
  let body = { code: 'unreadable', message: `HTTP ${response.status}` };
  try {
    body = JSON.parse(text) as typeof body;
  } catch {
    // A proxy answered, not the server: its status is all there is to say.
  }
  throw new ApiError(response.status, body);
}

/** How long a broken line rests before it is tried again. */
const againMs = 5_000;

/**
 * Calls `heard` whenever somebody answers, until `stop`; `live` tells whether the line stands. Read by `fetch`, which, unlike
 * `EventSource`, names the workspace.
 */
export async function followAnswers(id: string, heard: () => void, live: (stands: boolean) => void, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    try {
      const response = await fetch(`${apiBase}${path(id)}/events`, { headers: callHeaders('GET'), signal: stop });
      if (response.status >= 400 && response.status < 500) return;
      const reader = response.ok ? response.body?.pipeThrough(new TextDecoderStream()).getReader() : undefined;
      live(reader !== undefined);
      for (let rest = ''; reader; ) {
        const { done, value } = await reader.read();
        if (done) break;
        const lines = (rest + value).split('\n');
        rest = lines.pop() ?? '';
        if (lines.some((line) => line.startsWith('event: answers') || line.startsWith('event:answers'))) heard();
      }
    } catch {
      // Broken off: tried again below, unless the page was left.
    }
    if (stop.aborted) return;
    live(false);
    await new Promise((resolve) => setTimeout(resolve, againMs));
    // What came while nobody listened.
    if (!stop.aborted) heard();
  }
}

const studyPath = (id: string) => `/studies/${part(id)}`;
export const studiesKey = ['studies'] as const;
export const studiesQuery = queryOptions({
  queryKey: [...studiesKey, 'list'],
  queryFn: ({ signal }) => allPages<StudyView>('/studies', signal),
});
export const studyQuery = (id: string) =>
  queryOptions({
    queryKey: [...studiesKey, 'one', id],
    queryFn: ({ signal }) => call<StudyView>('GET', studyPath(id), undefined, signal),
  });
export const addStudy = (document: Study) => call<StudyView>('POST', '/studies', { document });
export const putStudy = (id: string, document: Study, revision: number) => call<StudyView>('PUT', studyPath(id), { document, revision });
export const deleteStudy = (id: string) => call<undefined>('DELETE', studyPath(id));
