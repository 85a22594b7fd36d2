/** What a draft is asked for, as the address says it. Pure, so that it can be checked. */

import type { DiscoverOrder, StagesWish } from '../../api/discover';
import type { MapDocument } from '../../api/types';
import { conjuncts } from '../../lib/filter';
import { stringifySearch } from '../../lib/urlstate';

export const stagesMin = 3;
export const stagesMax = 8;
export const templates = ['aida_loyalty', 'generic_seven'] as const;
export const pictures = ['over', 'side'] as const;
export type PictureOf = (typeof pictures)[number];

export interface DiscoverSearch {
  source?: string;
  where?: string;
  /** `4`, or a template; absent: as many as the flow shows. */
  stages?: string;
  /** What journeys are divided by: `found`, or an attribute after a colon. */
  by?: string;
  /** Filter of the one segment that is looked at. */
  segment?: string;
  view?: Exclude<PictureOf, 'over'>;
}

const text = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value : typeof value === 'number' ? String(value) : undefined);

function stagesWord(value: unknown): string | undefined {
  const word = text(value);
  if (word === undefined) return undefined;
  if (templates.some((one) => one === word)) return word;
  if (!/^\d{1,2}$/.test(word)) return undefined;
  return String(Math.max(stagesMin, Math.min(stagesMax, Number(word))));
}

/** What the address says, with everything else left out. A segment without what it is a part of is none. */
export function discoverSearch(search: Record<string, unknown>): DiscoverSearch {
  const by = text(search.by);
  const known = by === 'found' || (by !== undefined && /^:./.test(by)) ? by : undefined;
  return {
    source: text(search.source),
    where: text(search.where),
    stages: stagesWord(search.stages),
    by: known,
    segment: known === undefined ? undefined : text(search.segment),
    view: search.view === 'side' ? 'side' : undefined,
  };
}

export function stagesWish(word: string | undefined): StagesWish {
  if (word === undefined) return { auto: {} };
  return /^\d+$/.test(word) ? { count: Number(word) } : { template: word };
}

/** Both hold; what has an `or` inside keeps its meaning in brackets. */
export function both(a: string | undefined, b: string | undefined): string | undefined {
  const parts = [a, b].flatMap((one) => (one?.trim() ? [one.trim()] : []));
  if (parts.length < 2) return parts[0];
  return parts.map((part) => (conjuncts(part).length === 1 && /\sor\s/i.test(part) ? `(${part})` : part)).join(' and ');
}

/** Where nobody has chosen a source yet, the map's own evidence is asked as it was asked for the map. */
export function begun(search: DiscoverSearch, doc: Pick<MapDocument, 'origin'> | undefined, sources: readonly { name: string }[]): DiscoverSearch {
  if (search.source !== undefined) return search;
  const own = doc?.origin?.snapshot.replace(/@[^@]*$/, '');
  const source = sources.find((one) => one.name === own)?.name ?? sources[0]?.name;
  const where = search.where ?? (source !== undefined && source === own ? (doc?.origin?.filter ?? undefined) : undefined);
  return { ...search, source, where };
}

/** The recipe of a draft; `null` while there is nothing to find a map in. */
export function orderOf(search: DiscoverSearch): DiscoverOrder | null {
  if (search.source === undefined) return null;
  const where = both(search.where, search.segment);
  return { source: search.source, stages: stagesWish(search.stages), ...(where ? { where } : {}) };
}

const keptMax = 8;
const keptKey = (map: string) => `tropa.recipes.${map}`;

export interface KeptRecipe {
  name: string;
  /** What stands behind the question mark of the address. */
  address: string;
}

/** Recipes somebody kept for a map, in this browser. */
export function keptRecipes(map: string): KeptRecipe[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keptKey(map)) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one): one is KeptRecipe => typeof (one as KeptRecipe | null)?.name === 'string' && typeof (one as KeptRecipe).address === 'string') : [];
  } catch {
    return [];
  }
}

export function keepRecipe(map: string, name: string, search: DiscoverSearch): KeptRecipe[] {
  const address = stringifySearch({ ...search, view: undefined });
  const kept = [{ name, address }, ...keptRecipes(map).filter((one) => one.address !== address && one.name !== name)].slice(0, keptMax);
  localStorage.setItem(keptKey(map), JSON.stringify(kept));
  return kept;
}

export function forgetRecipe(map: string, address: string): KeptRecipe[] {
  const kept = keptRecipes(map).filter((one) => one.address !== address);
  localStorage.setItem(keptKey(map), JSON.stringify(kept));
  return kept;
}
