/** Which of the things people said are looked at: the same words in the address and towards the server. */

export const filterKeys = ['source', 'kind', 'step', 'topic', 'aspect', 'language', 'feeling', 'act', 'emotion', 'segment', 'q', 'from', 'to', 'attached', 'speaker', 'conversation', 'map', 'order'] as const;
export type FilterKey = (typeof filterKeys)[number];
export type VoiceFilter = { [K in FilterKey]?: string };

/** The closed sets; words outside them are no filter. */
export const feelings = ['bad', 'neutral', 'good', 'none'] as const;
export const attachments = ['yes', 'no', 'pinned'] as const;
export const orders = ['newest', 'worst', 'best'] as const;
const speakers = ['actor', 'company', 'researcher', 'any'] as const;
const closed: Partial<Record<FilterKey, readonly string[]>> = { feeling: feelings, attached: attachments, speaker: speakers, order: orders };

export function voiceFilter(search: Record<string, unknown>): VoiceFilter {
  const filter: VoiceFilter = {};
  for (const key of filterKeys) {
    const value = search[key];
    const word = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
    if (word === '' || word.length > 300) continue;
    if (closed[key] && !closed[key].includes(word)) continue;
    if ((key === 'from' || key === 'to') && !/^\d{4}-\d{2}-\d{2}$/.test(word)) continue;
    filter[key] = word;
  }
  return filter;
}

export function filterQuery(filter: VoiceFilter, more: Record<string, string> = {}): string {
  const pairs = new URLSearchParams();
  for (const key of filterKeys) if (filter[key]) pairs.set(key, filter[key]);
  for (const [key, value] of Object.entries(more)) pairs.set(key, value);
  return pairs.toString();
}

/** What narrows the list; the order does not, and a map only says whose steps are meant. */
export const narrowing = (filter: VoiceFilter): FilterKey[] => filterKeys.filter((key) => key !== 'order' && key !== 'map' && filter[key]);

/** The filter written as a query, as cards of a map carry it. */
export const filterOfQuery = (query: string): VoiceFilter => voiceFilter(Object.fromEntries(new URLSearchParams(query)));
