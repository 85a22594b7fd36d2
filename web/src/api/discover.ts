/** Discovery as a conversation: drafts beside a map, and segments whose journeys a draft may keep to. */

import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from './client';
import type { MapChange, RecordKind } from './reviewQueries';
import type { LocalText, MapDocument } from './types';

export type StagesWish = { auto: Record<string, never> } | { count: number } | { template: string };

/** What to find a map in, and how: the same recipe over the same snapshot gives the same draft. */
export interface DiscoverOrder {
  source?: string;
  stages: StagesWish;
  where?: string;
  name?: string;
}

export type DraftWhat = 'new' | 'changed' | 'gone';
export interface Held {
  by: string;
  at: string;
  reason?: string;
}

/** One element that is new, says something else, or is not found any more. */
export interface DraftPart {
  /** The same for the same element in every draft. */
  key: string;
  what: DraftWhat;
  of: RecordKind;
  id: string;
  name: LocalText;
  /** Of a card: its step or stage, and its lane. */
  at?: string;
  lane?: string;
  change: MapChange;
  was?: Record<string, unknown>;
  is?: Record<string, unknown>;
  reason?: LocalText;
  rule?: string;
  /** Filter of the journeys behind it. */
  records?: string;
  /** Keys of parts that are taken with it. */
  needs?: string[];
  /** Somebody has said no, and the evidence has not moved since. */
  held?: Held;
}

export interface Draft {
  recipe: DiscoverOrder;
  map: MapDocument;
  parts: DraftPart[];
}

export interface DraftDecision {
  recipe: DiscoverOrder;
  accept?: string[];
  reject?: string[];
  reason?: string;
}
export interface DraftDecided {
  accepted: number;
  rejected: number;
  revision: number;
}

const of = (map: string) => `/maps/${encodeURIComponent(map)}`;

/** Several changes of one record are one part, so that one decision is about all of it. */
export function joined(parts: readonly DraftPart[]): DraftPart[] {
  const known = new Map<string, DraftPart>();
  for (const part of parts) {
    const first = known.get(part.key);
    known.set(part.key, first ? { ...first, change: { do: 'several', changes: [first.change, part.change] }, needs: [...new Set([...(first.needs ?? []), ...(part.needs ?? [])])] } : part);
  }
  return [...known.values()];
}

async function askDraft(order: DiscoverOrder | null, map: string | undefined, signal: AbortSignal): Promise<Draft> {
  const draft = await call<Draft>('POST', map === undefined ? '/drafts' : `${of(map)}/draft`, order, signal);
  return { ...draft, parts: joined(draft.parts) };
}

/** The draft a recipe gives; with `map`, what it would change there. The last one stays while the next is found. */
export const draftQuery = (order: DiscoverOrder | null, map?: string) =>
  queryOptions({
    queryKey: ['draft', map ?? '', order],
    enabled: order !== null,
    retry: false,
    staleTime: 60_000,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => askDraft(order, map, signal),
  });

export const decideDraft = (map: string, decision: DraftDecision) => call<DraftDecided>('POST', `${of(map)}/draft/decide`, decision);

interface Estimate {
  value: number;
  lo: number;
  hi: number;
  n: number;
}
export interface FoundSegment {
  number: number;
  name: LocalText;
  /** Journeys. */
  n: number;
  share: Estimate;
  certainty: number;
  /** Filter of exactly these journeys, where there is one. */
  records?: string | null;
  /** Else a rule that comes near. */
  near?: { filter: string; precision: number; recall: number } | null;
}
interface FoundSegments {
  snapshot: string;
  n: number;
  found: { n: number; outside: number; segments: FoundSegment[]; notes: LocalText[] };
}

/** Segments of the journeys by how people walk. */
export const segmentsQuery = (source: string, where: string | undefined, wanted: boolean) =>
  queryOptions({
    queryKey: ['segments', source, where],
    enabled: wanted,
    retry: false,
    staleTime: 5 * 60_000,
    queryFn: ({ signal }) => call<FoundSegments>('POST', '/findings/segments', { source, ...(where ? { where } : {}), by: { journeys: { pace: true } } }, signal),
  });
