/** What people say about a map and what they did to it: comments, history, versions, suggestions, saved views. */

import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Lang } from '../lib/format';
import { call } from './client';
import type { LocalText, MapDiff, MapDocument } from './types';

const id = encodeURIComponent;
const of = (map: string) => `/maps/${id(map)}`;

export interface Person {
  id: string;
  name: string;
}

/** A record of the map; `person` is absent where it came with a file. */
export interface MapComment {
  id: string;
  /** Id of a card, step, stage, lane or persona. */
  at: string;
  by: string;
  person?: string;
  when: string;
  text: string;
  answers?: string;
  resolved?: boolean;
}

export interface ChangedRecord {
  kind: string;
  id: string;
  what: 'added' | 'changed' | 'moved' | 'removed';
}

/** What one person did in a row. */
export interface HistoryRun {
  from_seq: number;
  to_seq: number;
  at: string;
  until: string;
  person: Person;
  /** By what it came: the editor, the API, a restore, an accepted suggestion. */
  via: string;
  changed: ChangedRecord[];
  words: LocalText[];
}

export interface MapVersion {
  id: string;
  seq: number;
  name: string;
  note?: string;
  by?: string;
  at: string;
}

export type SuggestionState = 'open' | 'accepted' | 'rejected';
export type RecordKind = 'map' | 'stage' | 'step' | 'lane' | 'card' | 'persona' | 'trait' | 'channel' | 'item' | 'move' | 'path' | 'link' | 'image' | 'comment' | 'former';
export type ListPlace = 'first' | 'last' | { after: string };
/** A change of the map by ids, as `Change` of the map crate. */
export type MapChange =
  | { do: 'set'; of: RecordKind; id: string; field: string[]; value?: unknown }
  | { do: 'add'; record: { kind: RecordKind; record: Record<string, unknown> }; in?: string; place?: ListPlace }
  | { do: 'remove'; of: RecordKind; id: string }
  | { do: 'move'; of: RecordKind; id: string; to?: string; place?: ListPlace }
  | { do: 'place_card'; id: string; lane: string; at: string; until?: string; place?: ListPlace }
  | { do: 'split'; of: RecordKind; id: string; into: unknown[] }
  | { do: 'merge'; of: RecordKind; ids: string[] }
  | { do: 'several'; changes: MapChange[] };

export interface Suggestion {
  id: string;
  at: string;
  by: Person;
  title: string;
  reason?: string;
  changes: MapChange[];
  state: SuggestionState;
  /** Name of the person who decided. */
  decided_by?: string;
  decided_at?: string;
  /** Why it was rejected. */
  answer?: string;
  /** `discovery`: the evidence says so. */
  source: 'person' | 'discovery';
}

export interface SavedView {
  id: string;
  name: string;
  query: string;
  shared: boolean;
  by?: Person;
}

export interface SinceSeen {
  seen_seq: number;
  now_seq: number;
  changed: ChangedRecord[];
}

export interface Notification {
  id: string;
  kind: 'mention' | 'answer' | 'guest';
  map: string;
  map_title: LocalText;
  comment: string;
  at: string;
  by: string;
  when: string;
  text: string;
  seen: boolean;
}

const list = <T>(path: string, signal: AbortSignal) => call<{ items: T[] }>('GET', path, undefined, signal).then((answer) => answer.items);

export const commentsQuery = (map: string) => queryOptions({ queryKey: ['comments', map], queryFn: ({ signal }) => list<MapComment>(`${of(map)}/comments`, signal) });
export const suggestionsQuery = (map: string) => queryOptions({ queryKey: ['suggestions', map], queryFn: ({ signal }) => list<Suggestion>(`${of(map)}/suggestions`, signal) });
export const versionsQuery = (map: string) => queryOptions({ queryKey: ['versions', map], queryFn: ({ signal }) => list<MapVersion>(`${of(map)}/versions`, signal) });
export const viewsQuery = (map: string) => queryOptions({ queryKey: ['views', map], queryFn: ({ signal }) => list<SavedView>(`${of(map)}/views`, signal) });
export const notificationsQuery = queryOptions({ queryKey: ['notifications'], queryFn: ({ signal }) => list<Notification>('/notifications', signal), refetchInterval: 60_000 });

/** Runs, the newest first; a page begins before the last one's first change. */
export const historyQuery = (map: string) =>
  infiniteQueryOptions({
    queryKey: ['history', map],
    // It grows with every edit: what was seen a moment ago is not the end of it.
    staleTime: 0,
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) => call<{ items: HistoryRun[] }>('GET', `${of(map)}/history?limit=${historyPage}${pageParam ? `&before=${pageParam}` : ''}`, undefined, signal).then((answer) => answer.items),
    getNextPageParam: (page) => (page.length < historyPage ? undefined : page.at(-1)?.from_seq),
  });
const historyPage = 30;

/** The map as it was; what was never changes, so it is kept. */
export const momentQuery = (map: string, seq: number) =>
  queryOptions({ queryKey: ['moment', map, seq], staleTime: Infinity, queryFn: ({ signal }) => call<MapDocument>('GET', `${of(map)}/at/${seq}`, undefined, signal) });
export const momentDiffQuery = (map: string, from: number, to: number, lang: Lang) =>
  queryOptions({ queryKey: ['moment-diff', map, from, to, lang], staleTime: Infinity, queryFn: ({ signal }) => call<MapDiff>('GET', `${of(map)}/diff?from=${from}&to=${to}&lang=${lang}`, undefined, signal) });
/** Asked once for each visit: what has changed since the last one stays said while one looks. */
export const sinceSeenQuery = (map: string) =>
  queryOptions({ queryKey: ['since-seen', map], staleTime: Infinity, gcTime: 0, queryFn: ({ signal }) => call<SinceSeen>('GET', `${of(map)}/since_seen`, undefined, signal) });

export const saying = {
  comment: (map: string, body: { at: string; text: string; answers?: string; mentions?: string[] }) => call<MapComment>('POST', `${of(map)}/comments`, body),
  edit: (map: string, comment: string, body: { text?: string; resolved?: boolean }) => call<MapComment>('PATCH', `${of(map)}/comments/${id(comment)}`, body),
  remove: (map: string, comment: string) => call<void>('DELETE', `${of(map)}/comments/${id(comment)}`),
};
export const suggesting = {
  propose: (map: string, body: { title: string; reason?: string; changes: MapChange[] }) => call<Suggestion>('POST', `${of(map)}/suggestions`, body),
  /** `parts`: places of the changes that are wanted; absent: all. */
  accept: (map: string, suggestion: string, parts?: number[]) => call<unknown>('POST', `${of(map)}/suggestions/${id(suggestion)}/accept`, parts ? { parts } : {}),
  reject: (map: string, suggestion: string, reason?: string) => call<unknown>('POST', `${of(map)}/suggestions/${id(suggestion)}/reject`, reason ? { reason } : {}),
};
export const keeping = {
  name: (map: string, body: { name: string; note?: string }) => call<MapVersion>('POST', `${of(map)}/versions`, body),
  rename: (map: string, version: string, body: { name?: string; note?: string }) => call<MapVersion>('PATCH', `${of(map)}/versions/${id(version)}`, body),
  forget: (map: string, version: string) => call<void>('DELETE', `${of(map)}/versions/${id(version)}`),
  restore: (map: string, to: { seq: number } | { version: string }) => call<{ revision: number }>('POST', `${of(map)}/restore`, to),
  seen: (map: string) => call<void>('PUT', `${of(map)}/seen`),
  view: (map: string, body: { name: string; query: string; shared: boolean }) => call<SavedView>('POST', `${of(map)}/views`, body),
  dropView: (map: string, view: string) => call<void>('DELETE', `${of(map)}/views/${id(view)}`),
};

/** Whom one may mention. Where the list is not for this reader's eyes, nobody is offered. */
export const peopleQuery = queryOptions({
  queryKey: ['people', 'names'],
  staleTime: 5 * 60_000,
  queryFn: ({ signal }) => list<Person>('/people', signal).catch(() => [] as Person[]),
});
