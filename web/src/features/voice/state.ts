/** What the pages of voice keep in the address. */

import { voiceFilter, type VoiceFilter } from '../../lib/voicefilter';

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value.slice(0, 300) : typeof value === 'number' ? String(value) : undefined);

export interface OverviewSearch {
  /** Whose steps: a map, or without one whatever the voice names. */
  map?: string;
  source?: string;
  segment?: string;
  /** Of people for whose journeys this holds: a persona's segment. */
  where?: string;
  /** Each segment's curve for itself. */
  lines?: 'segments';
  /** The step that is looked at. */
  step?: string;
}
export const overviewSearch = (search: Record<string, unknown>): OverviewSearch => ({ map: text(search.map), source: text(search.source), segment: text(search.segment), where: text(search.where), lines: search.lines === 'segments' ? 'segments' : undefined, step: text(search.step) });

export interface ItemsSearch extends VoiceFilter {
  /** `source/id` of the one that is read. */
  item?: string;
}
export const itemsSearch = (search: Record<string, unknown>): ItemsSearch => ({ ...voiceFilter(search), item: text(search.item) });

export const topicSorts = ['n', 'worst', 'news'] as const;
export type TopicSort = (typeof topicSorts)[number];
export interface TopicsSearch {
  topic?: string;
  sort?: TopicSort;
  source?: string;
  step?: string;
  map?: string;
}
export const topicsSearch = (search: Record<string, unknown>): TopicsSearch => ({
  topic: text(search.topic),
  sort: topicSorts.find((sort) => sort === search.sort),
  source: text(search.source),
  step: text(search.step),
  map: text(search.map),
});

export interface QuestionsSearch {
  of?: 'missing';
  step?: string;
  map?: string;
  source?: string;
  open?: string;
}
export const questionsSearch = (search: Record<string, unknown>): QuestionsSearch => ({
  of: search.of === 'missing' ? 'missing' : undefined,
  step: text(search.step),
  map: text(search.map),
  source: text(search.source),
  open: text(search.open),
});

export interface InterviewSearch {
  /** Id of the code whose codings stand out. */
  code?: string;
  turn?: string;
}
export const interviewSearch = (search: Record<string, unknown>): InterviewSearch => ({ code: text(search.code), turn: text(search.turn) });
