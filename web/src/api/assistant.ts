/** The assistant by name: whether there is one, what it would send, what it proposed. */

import { queryOptions } from '@tanstack/react-query';
import { call } from './client';
import type { components } from './schema';
import type { Given, Job } from './types';

type Schemas = components['schemas'];

export type AssistantStatus = Given<Schemas['AssistantStatus']>;
export type AssistantWish = Schemas['AssistantWish'];
export type AssistantTask = Schemas['AssistantTask'];
export type AssistantPlan = Given<Schemas['AssistantPlan']>;
export type AssistantSuggestion = Given<Schemas['AssistantSuggestion']>;
export type AssistantProposal = AssistantSuggestion['proposed'];
export type AssistantCite = Given<Schemas['AssistantCite']>;
/** Only what was changed in a proposal is sent along. */
export type AcceptProposal = { [K in keyof Schemas['AcceptProposal']]?: NonNullable<Schemas['AcceptProposal'][K]> };
type SuggestionList = Given<Schemas['AssistantSuggestionList']>;

export const assistantKey = ['assistant'] as const;

export const assistantQuery = queryOptions({
  queryKey: [...assistantKey, 'status'],
  queryFn: ({ signal }) => call<AssistantStatus>('GET', '/assistant', undefined, signal),
});

export const assistantSuggestionsQuery = queryOptions({
  queryKey: [...assistantKey, 'suggestions'],
  queryFn: ({ signal }) => call<SuggestionList>('GET', '/assistant/suggestions?limit=200', undefined, signal),
});

export const planAssistant = (wish: AssistantWish) => call<AssistantPlan>('POST', '/assistant/plans', wish);
export const runAssistant = (wish: AssistantWish, token: string) => call<Job>('POST', '/assistant/runs', { wish, token });
export const stopAssistant = (job: string) => call<void>('DELETE', `/assistant/runs/${encodeURIComponent(job)}`);
export const acceptProposal = (id: string, how: AcceptProposal) => call<AssistantSuggestion>('POST', `/assistant/suggestions/${encodeURIComponent(id)}/accept`, how);
export const rejectProposal = (id: string) => call<AssistantSuggestion>('POST', `/assistant/suggestions/${encodeURIComponent(id)}/reject`, {});
