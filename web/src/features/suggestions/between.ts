/** What makes one state of a map into another, as changes by ids: a proposal is the difference between a copy and the map. Pure. */

import type { ListPlace, MapChange, RecordKind } from '../../api/reviewQueries';
import type { MapDocument } from '../../api/types';

type Fields = Record<string, unknown>;
type Item = Fields & { id: string };
type Listed = Exclude<RecordKind, 'map' | 'comment' | 'former'>;

/** Lists of the map, what is referred to before what refers to it. Comments and former ids are not proposed. */
const lists: readonly [Listed, keyof MapDocument][] = [
  ['image', 'images'],
  ['channel', 'channels'],
  ['item', 'items'],
  ['persona', 'personas'],
  ['stage', 'stages'],
  ['lane', 'lanes'],
  ['card', 'cards'],
  ['move', 'moves'],
  ['path', 'paths'],
  ['link', 'links'],
];
const inner: Partial<Record<Listed, [Listed, string]>> = { stage: ['step', 'steps'], persona: ['trait', 'traits'] };
/** Told otherwise than field by field. */
const elsewhere: Partial<Record<RecordKind, readonly string[]>> = { card: ['lane', 'at', 'until'], stage: ['steps'], persona: ['traits'] };
/** Objects whose parts are changed apart. */
const open: ReadonlySet<string> = new Set(['opportunity', 'action', 'pain', 'moment', 'intended', 'expected']);
const ofMap: ReadonlySet<string> = new Set(['format', 'version', 'id', 'comments', 'former', 'origin', ...lists.map(([, list]) => list)]);

const same = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a as Fields, b as Fields];
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => same(left[key], right[key]));
};
const isTexts = (value: unknown): value is Record<string, string> => typeof value === 'object' && value !== null && !Array.isArray(value) && Object.entries(value).every(([lang, text]) => typeof text === 'string' && /^(und|[a-z]{2,3}(-[\w-]+)?)$/i.test(lang));

export function changesBetween(before: MapDocument, after: MapDocument): MapChange[] {
  const [added, set, moved, removed]: [MapChange[], MapChange[], MapChange[], MapChange[]] = [[], [], [], []];
  const heads = [before, after].map((map) => Object.fromEntries(Object.entries(map).filter(([field]) => !ofMap.has(field))));
  fields('map', '', heads[0] as Fields, heads[1] as Fields, set);
  for (const [kind, list] of lists) {
    const [was, is] = [(before[list] ?? []) as Item[], (after[list] ?? []) as Item[]];
    const parts = inner[kind];
    records(kind, was, is, undefined, { added, set, moved, removed });
    if (!parts) continue;
    const [part, field] = parts;
    innerRecords(part, was, is, field, { added, set, moved, removed });
  }
  const goes = (kind: RecordKind, id: string) => removed.some((one) => one.do === 'remove' && one.of === kind && one.id === id);
  const stageOf = new Map(before.stages.flatMap((stage) => stage.steps.map((step) => [step.id, stage.id] as const)));
  // What stands in something that goes, goes with it.
  const alone = removed.filter((one) => {
    if (one.do !== 'remove') return true;
    if (one.of === 'step') return !goes('stage', stageOf.get(one.id) ?? '');
    if (one.of === 'trait') return !before.personas?.some((persona) => goes('persona', persona.id) && persona.traits?.some((each) => each.id === one.id));
    if (one.of !== 'card') return true;
    const card = before.cards.find((each) => each.id === one.id);
    return !card || !(goes('lane', card.lane) || goes('stage', card.at) || goes('step', card.at) || goes('stage', stageOf.get(card.at) ?? ''));
  });
  // What goes goes last and from the leaves up, so that nothing is still referred to.
  return [...added, ...set, ...moved, ...alone.reverse()];
}

interface Found {
  added: MapChange[];
  set: MapChange[];
  moved: MapChange[];
  removed: MapChange[];
}

function records(kind: Listed, was: Item[], is: Item[], parent: { of: Map<string, string>; before: Map<string, string> } | undefined, found: Found) {
  const old = new Map(was.map((one) => [one.id, one]));
  const there = new Set(is.map((one) => one.id));
  for (const one of was) if (!there.has(one.id)) found.removed.push({ do: 'remove', of: kind, id: one.id });
  const stays = is.filter((one) => old.has(one.id) && (!parent || parent.of.get(one.id) === parent.before.get(one.id)));
  const unmoved = steady(was.map((one) => one.id), stays.map((one) => one.id));
  is.forEach((one, i) => {
    const previous = is[i - 1];
    const inSame = previous && (!parent || parent.of.get(previous.id) === parent.of.get(one.id));
    const place: ListPlace = inSame ? { after: previous.id } : 'first';
    const known = old.get(one.id);
    const into = parent?.of.get(one.id);
    if (!known) {
      found.added.push({ do: 'add', record: { kind, record: one }, ...(into === undefined ? {} : { in: into }), ...(kind === 'card' && !cellMate(is, i) ? {} : { place: kind === 'card' ? { after: cellMate(is, i) as string } : place }) });
      return;
    }
    fields(kind, one.id, known, one, found.set);
    if (kind === 'card' && !['lane', 'at', 'until'].every((field) => known[field] === one[field])) {
      const mate = cellMate(is, i);
      found.moved.push({ do: 'place_card', id: one.id, lane: one.lane as string, at: one.at as string, ...(one.until ? { until: one.until as string } : {}), ...(mate ? { place: { after: mate } } : {}) });
    } else if (into !== undefined && parent && into !== parent.before.get(one.id)) found.moved.push({ do: 'move', of: kind, id: one.id, to: into, place });
    else if (!unmoved.has(one.id)) {
      // The order of cards means something within a cell only.
      if (kind === 'card') {
        const mate = cellMate(is, i);
        if (mate !== cellMate(was, was.indexOf(known))) found.moved.push({ do: 'move', of: kind, id: one.id, place: mate ? { after: mate } : 'first' });
      } else found.moved.push({ do: 'move', of: kind, id: one.id, place });
    }
  });
}

/** Steps of all stages, traits of all personas: a new parent brings its parts with it. */
function innerRecords(kind: Listed, was: Item[], is: Item[], field: string, found: Found) {
  const flat = (parents: Item[]) => parents.flatMap((parent) => ((parent[field] ?? []) as Item[]).map((part) => ({ part, parent: parent.id })));
  const known = new Set(was.map((one) => one.id));
  const before = flat(was);
  const old = new Set(before.map((one) => one.part.id));
  const after = flat(is).filter((one) => known.has(one.parent) || old.has(one.part.id));
  const of = new Map(after.map((one) => [one.part.id, one.parent]));
  records(kind, before.map((one) => one.part), after.map((one) => one.part), { of, before: new Map(before.map((one) => [one.part.id, one.parent])) }, found);
}

/** The card right above in the same cell. */
function cellMate(cards: Item[], i: number): string | undefined {
  const card = cards[i];
  if (!card) return undefined;
  for (let k = i - 1; k >= 0; k--) if (cards[k]?.lane === card.lane && cards[k]?.at === card.at) return cards[k]?.id;
  return undefined;
}

function fields(kind: RecordKind, id: string, was: Fields, is: Fields, into: MapChange[]) {
  const put = (field: string[], value: unknown) => into.push({ do: 'set', of: kind, id, field, ...(value === undefined ? {} : { value }) });
  const texts = (path: string[], a: unknown, b: unknown): boolean => {
    if (!(isTexts(a) || a === undefined) || !(isTexts(b) || b === undefined) || (a === undefined && b === undefined)) return false;
    for (const lang of new Set([...Object.keys(a ?? {}), ...Object.keys(b ?? {})])) if (a?.[lang] !== b?.[lang]) put([...path, lang], b?.[lang]);
    return true;
  };
  for (const field of new Set([...Object.keys(was), ...Object.keys(is)])) {
    if (field === 'id' || elsewhere[kind]?.includes(field)) continue;
    const [a, b] = [was[field], is[field]];
    if (same(a, b)) continue;
    if (texts([field], a, b)) continue;
    if (open.has(field) && typeof a === 'object' && typeof b === 'object' && a !== null && b !== null) {
      const [left, right] = [a as Fields, b as Fields];
      for (const part of new Set([...Object.keys(left), ...Object.keys(right)])) {
        if (!same(left[part], right[part]) && !texts([field, part], left[part], right[part])) put([field, part], right[part]);
      }
    } else put([field], b);
  }
}

/** The longest run of ids that stand in the same order in both lists: only the others were moved. */
export function steady(before: string[], after: string[]): Set<string> {
  const place = new Map(before.map((id, i) => [id, i]));
  const kept = after.filter((id) => place.has(id));
  const values = kept.map((id) => place.get(id) ?? 0);
  const ends: number[] = [];
  const back: number[] = [];
  values.forEach((value, i) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[ends[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    back[i] = low > 0 ? (ends[low - 1] ?? -1) : -1;
    ends[low] = i;
  });
  const found = new Set<string>();
  for (let i = ends.at(-1) ?? -1; i >= 0; i = back[i] ?? -1) found.add(kept[i] ?? '');
  return found;
}
