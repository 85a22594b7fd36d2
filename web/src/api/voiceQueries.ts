/** Voice by name: what is asked, and what is taught. */

import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { filterQuery, type VoiceFilter } from '../lib/voicefilter';
import { call } from './client';
import type { Job } from './types';
import type {
  AdoptCard, AdoptEverything, AskedList, Code, Coding, Drivers, Interview, InterviewSummary, Masked, MaskRules, Masks, SuggestedQuote, VoiceItem, VoiceItems, VoiceQuality, VoiceQuotes, VoiceSteps, VoiceSummary, VoiceTopics, Waves,
} from './voice';

const part = encodeURIComponent;
const get = <T>(path: string, signal: AbortSignal) => call<T>('GET', path, undefined, signal);
const asked = (path: string, filter: VoiceFilter, more: Record<string, string> = {}) => {
  const query = filterQuery(filter, more);
  return query ? `${path}?${query}` : path;
};

/** All of voice is asked anew after something was taught. */
export const voiceKey = ['voice'] as const;

export const voiceSummaryQuery = queryOptions({
  queryKey: [...voiceKey, 'summary'],
  staleTime: 30_000,
  queryFn: ({ signal }) => get<VoiceSummary>('/voice/summary', signal),
});

export const voiceItemsQuery = (filter: VoiceFilter) =>
  infiniteQueryOptions({
    queryKey: [...voiceKey, 'items', filter],
    initialPageParam: '',
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) => get<VoiceItems>(asked('/voice/items', filter, { limit: '60', ...(pageParam ? { after: pageParam } : {}) }), signal),
    getNextPageParam: (page) => page.next,
  });

export const voiceItemQuery = (source: string, id: string) =>
  queryOptions({
    queryKey: [...voiceKey, 'item', source, id],
    queryFn: ({ signal }) => get<{ item: VoiceItem; conversation?: VoiceItem[] }>(`/voice/items/${part(source)}/${part(id)}`, signal),
  });

/** Steps of a map by its id, or of whatever the sources name. */
export const voiceStepsQuery = ({ map, source, segment, where }: { map?: string; source?: string; segment?: string; where?: string }) =>
  queryOptions({
    queryKey: [...voiceKey, 'steps', map ?? '', source ?? '', segment ?? '', where ?? ''],
    staleTime: 30_000,
    queryFn: ({ signal }) => {
      const pairs = new URLSearchParams({ ...(map ? { map } : {}), ...(source ? { source } : {}), ...(segment ? { segment } : {}), ...(where ? { where } : {}) }).toString();
      return get<VoiceSteps>(`/voice/steps${pairs ? `?${pairs}` : ''}`, signal);
    },
  });

export const voiceTopicsQuery = (filter: VoiceFilter = {}) =>
  queryOptions({
    queryKey: [...voiceKey, 'topics', filter],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => get<VoiceTopics>(asked('/voice/topics', filter), signal),
  });

export const voiceQuestionsQuery = (filter: VoiceFilter = {}) =>
  queryOptions({
    queryKey: [...voiceKey, 'questions', filter],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => get<AskedList>(asked('/voice/questions', filter), signal),
  });

export const voiceMissingQuery = (filter: VoiceFilter = {}) =>
  queryOptions({
    queryKey: [...voiceKey, 'missing', filter],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => get<AskedList>(asked('/voice/missing', filter), signal),
  });

export const voiceQuotesQuery = (filter: VoiceFilter) =>
  queryOptions({
    queryKey: [...voiceKey, 'quotes', filter],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => get<VoiceQuotes>(asked('/voice/quotes', filter, { limit: '40' }), signal),
  });

export const voiceQualityQuery = queryOptions({
  queryKey: [...voiceKey, 'quality'],
  queryFn: ({ signal }) => get<VoiceQuality>('/voice/quality', signal),
});

export const driversQuery = (outcome: string, source?: string) =>
  queryOptions({
    queryKey: [...voiceKey, 'drivers', outcome, source ?? ''],
    queryFn: ({ signal }) => get<Drivers>(`/voice/drivers?outcome=${part(outcome)}${source ? `&source=${part(source)}` : ''}`, signal),
  });

export const wavesQuery = (measure: string, by: string, source?: string) =>
  queryOptions({
    queryKey: [...voiceKey, 'waves', measure, by, source ?? ''],
    queryFn: ({ signal }) => get<Waves>(`/voice/waves?measure=${part(measure)}&by=${part(by)}${source ? `&source=${part(source)}` : ''}`, signal),
  });

export const interviewsQuery = queryOptions({
  queryKey: [...voiceKey, 'interviews'],
  queryFn: ({ signal }) => get<{ items: InterviewSummary[] }>('/voice/interviews', signal).then((list) => list.items),
});

export const interviewQuery = (source: string, conversation: string) =>
  queryOptions({
    queryKey: [...voiceKey, 'interview', source, conversation],
    queryFn: ({ signal }) => get<Interview>(`/voice/interviews/${part(source)}/${part(conversation)}`, signal),
  });

export const codesQuery = queryOptions({
  queryKey: [...voiceKey, 'codes'],
  queryFn: ({ signal }) => get<{ items: Code[] }>('/voice/codes', signal).then((list) => list.items),
});

type ItemName = Pick<VoiceItem, 'source' | 'id'>;
const itemPath = (item: ItemName) => `/voice/items/${part(item.source)}/${part(item.id)}`;

/** `step` null: it belongs to no step. */
export const pinItem = (item: ItemName, step: string | null) => call<VoiceItem>('POST', `${itemPath(item)}/pin`, { step });
export const unpinItem = (item: ItemName) => call<VoiceItem>('DELETE', `${itemPath(item)}/pin`);
/** Its present step is wrong and never comes back for this item. */
export const rejectItem = (item: ItemName) => call<VoiceItem>('POST', `${itemPath(item)}/reject`, {});
export const forgetRejections = (item: ItemName) => call<VoiceItem>('DELETE', `${itemPath(item)}/reject`);

/** `null`: the topic's own name again. */
export const renameTopic = (id: string, name: string | null) => call<{ revision: number }>('PATCH', `/voice/topics/${part(id)}`, { name });
export const mergeTopics = (into: string, from: string[]) => call<{ revision: number }>('POST', '/voice/topics/merge', { into, from });
export const splitTopic = (id: string) => call<{ revision: number }>('POST', `/voice/topics/${part(id)}/split`, {});
export const refreshVoice = () => call<Job>('POST', '/voice/refresh', {});

interface ConversationName {
  source: string;
  conversation: string;
}
const interviewPath = ({ source, conversation }: ConversationName) => `/voice/interviews/${part(source)}/${part(conversation)}`;
export const addCoding = (at: ConversationName, coding: Pick<Coding, 'item' | 'span' | 'code' | 'step'>) => call<Coding>('POST', `${interviewPath(at)}/codings`, coding);
export const removeCoding = (at: ConversationName, id: string) => call<undefined>('DELETE', `${interviewPath(at)}/codings/${part(id)}`);
/** A suggestion that is let go does not return; neither does what overlaps it. */
export const dismiss = (at: ConversationName, suggestion: Pick<SuggestedQuote, 'item' | 'span'>) => call<undefined>('POST', `${interviewPath(at)}/dismissals`, { item: suggestion.item, span: suggestion.span });
export const addCode = (name: string, parent: string | null) => call<Code>('POST', '/voice/codes', { name, parent });
export const changeCode = (id: string, change: { name?: string; parent?: string | null }) => call<Code>('PATCH', `/voice/codes/${part(id)}`, change);
export const removeCode = (id: string) => call<undefined>('DELETE', `/voice/codes/${part(id)}`);

export const adopt = (map: string, order: { cards: AdoptCard[] } | { everything: AdoptEverything }) =>
  call<{ revision: number; cards: string[] }>('POST', `/maps/${part(map)}/voice/adopt`, order);
export const mapFromVoice = (order: { name: string; source?: string; kind?: string }) => call<Job>('POST', '/voice/map', order);

export const masksQuery = queryOptions({
  queryKey: [...voiceKey, 'masks'],
  queryFn: ({ signal }) => get<Masks>('/voice/masks', signal),
});
export const saveMasks = (rules: MaskRules) => call<Masks>('PUT', '/voice/masks', rules);
/** What rules make of a text, before they are kept. */
export const tryMasks = (text: string, rules: MaskRules) => call<Masked>('POST', '/voice/masks/try', { text, rules });
