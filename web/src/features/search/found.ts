/** What a search brought, by map, with the words that were asked for marked. */

import type { Lang } from '../../lib/format';

export interface Found {
  map: string;
  /** Of the map. */
  title: Record<string, string>;
  kind: string;
  id: string;
  snippet: string;
  at?: string;
}

export interface FoundMap {
  map: string;
  title: Record<string, string>;
  items: Found[];
}

/** Maps in the order of their first find. */
export function byMap(items: readonly Found[]): FoundMap[] {
  const groups = new Map<string, FoundMap>();
  for (const item of items) {
    const group = groups.get(item.map);
    if (group) group.items.push(item);
    else groups.set(item.map, { map: item.map, title: item.title, items: [item] });
  }
  return [...groups.values()];
}

/** The text in parts; those that begin with a word of the query are hits, whatever the case. */
export function marked(text: string, query: string, lang: Lang): { text: string; hit: boolean }[] {
  const words = query.toLocaleLowerCase(lang).split(/\s+/).filter(Boolean).sort((a, b) => b.length - a.length);
  const low = text.toLocaleLowerCase(lang);
  // In some languages lower case is longer: marks would slip, so there are none.
  if (words.length === 0 || low.length !== text.length) return [{ text, hit: false }];
  const parts: { text: string; hit: boolean }[] = [];
  const push = (piece: string, hit: boolean) => {
    const last = parts.at(-1);
    if (last && last.hit === hit) last.text += piece;
    else parts.push({ text: piece, hit });
  };
  for (let at = 0; at < text.length; ) {
    const word = words.find((one) => low.startsWith(one, at));
    push(text.slice(at, at + (word?.length ?? 1)), word !== undefined);
    at += word?.length ?? 1;
  }
  return parts;
}
