/** Server data by name. Pages ask here; nothing else calls the server. */

import { infiniteQueryOptions, queryOptions, useQuery } from '@tanstack/react-query';
import { ApiError, call } from './client';
import type { Role } from './session';
import type { Answer, AnyRow, Job, MapDocument, MapSummary, QuarantineList, Question, Source } from './types';

/** A refusal will be the same a second later; only a server that was not reached is asked again. */
export function retry(failures: number, error: Error): boolean {
  return failures < 2 && error instanceof ApiError && error.status === 0;
}

export const sourcesQuery = queryOptions({
  queryKey: ['sources'],
  queryFn: ({ signal }) => call<{ items: Source[] }>('GET', '/sources', undefined, signal).then((list) => list.items),
});

export const mapsQuery = queryOptions({
  queryKey: ['maps'],
  queryFn: ({ signal }) => call<{ items: MapSummary[] }>('GET', '/maps', undefined, signal).then((list) => list.items),
});

export const mapQuery = (id: string) =>
  queryOptions({
    queryKey: ['map', id],
    queryFn: ({ signal }) => call<MapDocument>('GET', `/maps/${encodeURIComponent(id)}`, undefined, signal),
  });

/** What the person may do on this very map. */
export const mapRoleQuery = (id: string) =>
  queryOptions({
    queryKey: ['map_role', id],
    retry: false,
    queryFn: ({ signal }) => call<{ role: Role }>('GET', `/maps/${encodeURIComponent(id)}/summary`, undefined, signal).then((head) => head.role),
  });

/** An answer is a pure function of question and snapshot, so it is kept; `version` makes a new import ask again. */
export function askQuery<Row extends AnyRow>(question: Question | null, version?: number) {
  return queryOptions({
    queryKey: ['ask', version, question],
    enabled: question !== null,
    staleTime: 5 * 60_000,
    queryFn: ({ signal }) => call<Answer<Row>>('POST', '/ask', question, signal),
  });
}

/** Page after page: each names where the next one begins. */
export const quarantineQuery = (source: string) =>
  infiniteQueryOptions({
    queryKey: ['quarantine', source],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const after = pageParam && `&after=${encodeURIComponent(pageParam)}`;
      return call<QuarantineList>('GET', `/quarantine?source=${encodeURIComponent(source)}${after}`, undefined, signal);
    },
    getNextPageParam: (page) => page.next,
  });

/** Work that runs on the server now, whoever started it. Asked often only while there is some. */
export const runningQuery = queryOptions({
  queryKey: ['jobs', 'running'],
  queryFn: ({ signal }) => call<{ items: Job[] }>('GET', '/jobs?state=running', undefined, signal).then((list) => list.items),
  refetchInterval: (query) => ((query.state.data?.length ?? 0) > 0 ? 1_000 : 15_000),
});

/** Follows a job until it ends: twice a second is smooth for a bar and nothing for the server. */
export function useJob(id: string | null) {
  return useQuery({
    queryKey: ['job', id],
    enabled: id !== null,
    queryFn: ({ signal }) => call<Job>('GET', `/jobs/${encodeURIComponent(id ?? '')}`, undefined, signal),
    refetchInterval: (query) => (query.state.data?.state === 'running' || !query.state.data ? 500 : false),
  });
}
