/** What of the atlas is shown: all of it in the address, so that a list can be sent to somebody. */

import type { MapKind, MapState, MapSummary } from '../../api/types';
import type { Lang } from '../../lib/format';
import { inLang } from '../../lib/localtext';
import { healthOf, troubles, type TroubleKind } from './health';

export const views = ['cards', 'table', 'tree'] as const;
export type AtlasView = (typeof views)[number];
export const sorts = ['changed', 'title', 'coverage', 'review', 'attention'] as const;
export type AtlasSort = (typeof sorts)[number];
const kinds: readonly MapKind[] = ['customer', 'user', 'employee'];
const states: readonly MapState[] = ['as_is', 'to_be'];

export interface AtlasSearch {
  q?: string;
  kind?: MapKind;
  state?: MapState;
  /** `personaKey` of whom the maps are about. */
  persona?: string;
  department?: string;
  owner?: string;
  health?: TroubleKind;
  sort?: AtlasSort;
  view?: AtlasView;
  archived?: 'yes';
}

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined);
const one = <V extends string>(list: readonly V[], value: unknown) => list.find((known) => known === value);

export const atlasSearch = (search: Record<string, unknown>): AtlasSearch => ({
  q: text(search.q),
  kind: one(kinds, search.kind),
  state: one(states, search.state),
  persona: text(search.persona),
  department: text(search.department),
  owner: text(search.owner),
  health: one(troubles, search.health),
  sort: one(sorts, search.sort),
  view: one(views, search.view),
  archived: search.archived === 'yes' ? 'yes' : undefined,
});

/** What narrows the list; sort, view and the archive do not. */
export const isNarrowed = ({ q, kind, state, persona, department, owner, health }: AtlasSearch) =>
  [q, kind, state, persona, department, owner, health].some((value) => value !== undefined);

/** One persona on many maps: by library, else by name. */
export const personaKey = (persona: { name: Record<string, string>; library?: string }) =>
  persona.library ?? (persona.name.en ?? persona.name.und ?? Object.values(persona.name)[0] ?? '').trim().toLocaleLowerCase();

export const isArchived = (map: MapSummary) => Boolean(map.archived_at);

/** All that may be found by a word in the list itself. */
const words = (map: MapSummary) => [
  ...Object.values(map.title),
  ...Object.values(map.department ?? {}),
  ...(map.personas ?? []).flatMap((persona) => Object.values(persona.name)),
  map.owner ?? '',
  map.source ?? '',
];

/** The maps that fit, in the order asked for. */
export function shownMaps(maps: readonly MapSummary[], search: AtlasSearch, lang: Lang, nowMs: number): MapSummary[] {
  const wanted = (search.q ?? '').toLocaleLowerCase(lang).split(/\s+/).filter(Boolean);
  const fits = (map: MapSummary) => {
    if (isArchived(map) !== (search.archived === 'yes')) return false;
    if (search.kind && map.kind !== search.kind) return false;
    if (search.state && map.state !== search.state) return false;
    if (search.persona && !map.personas?.some((persona) => personaKey(persona) === search.persona)) return false;
    if (search.department && !Object.values(map.department ?? {}).includes(search.department)) return false;
    if (search.owner && map.owner !== search.owner) return false;
    if (search.health && !healthOf(map, nowMs).troubles.includes(search.health)) return false;
    const all = wanted.length ? words(map).join('\n').toLocaleLowerCase(lang) : '';
    return wanted.every((word) => all.includes(word));
  };
  const title = (map: MapSummary) => inLang(map.title, lang);
  const share = (map: MapSummary) => (map.total ? map.backed / map.total : -1);
  const late = '9999-12-31';
  const order: Record<AtlasSort, (a: MapSummary, b: MapSummary) => number> = {
    changed: (a, b) => (a.updated_at < b.updated_at ? 1 : a.updated_at > b.updated_at ? -1 : 0),
    title: (a, b) => title(a).localeCompare(title(b), lang),
    coverage: (a, b) => share(b) - share(a),
    review: (a, b) => (a.review_date ?? late).localeCompare(b.review_date ?? late),
    attention: (a, b) => healthOf(b, nowMs).troubles.length - healthOf(a, nowMs).troubles.length,
  };
  return maps.filter(fits).sort((a, b) => order[search.sort ?? 'changed'](a, b) || title(a).localeCompare(title(b), lang));
}

export interface Facet {
  value: string;
  label: string;
  count: number;
}

/** What can be chosen from, with how many maps each has, the most first. */
export function facetsOf(maps: readonly MapSummary[], lang: Lang): { personas: Facet[]; departments: Facet[]; owners: Facet[] } {
  const count = (entries: { value: string; label: string }[]) => {
    const found = new Map<string, Facet>();
    for (const { value, label } of entries) {
      const known = found.get(value);
      if (known) known.count += 1;
      else if (value) found.set(value, { value, label, count: 1 });
    }
    return [...found.values()].sort((a, b) => b.count - a.count || a.label.localeCompare(b.label, lang));
  };
  return {
    personas: count(maps.flatMap((map) => (map.personas ?? []).map((persona) => ({ value: personaKey(persona), label: inLang(persona.name, lang) })))),
    departments: count(maps.map((map) => ({ value: inLang(map.department, lang), label: inLang(map.department, lang) }))),
    owners: count(maps.map((map) => ({ value: map.owner ?? '', label: map.owner ?? '' }))),
  };
}
