/** What belongs together in two maps, and where one is scrolled to when the other is. Pure, so that it can be checked. */

import type { LocalText, MapDiff, MapDocument } from '../../api/types';

type Pair = readonly [a: string, b: string];

/** Positions in both maps that stand beside each other. */
export type Anchor = readonly [mine: number, theirs: number];

interface Named {
  id: string;
  name?: LocalText;
}

const sameName = (a: Named, b: Named) => Object.entries(a.name ?? {}).some(([lang, text]) => text.trim() !== '' && text.trim().toLocaleLowerCase() === b.name?.[lang]?.trim().toLocaleLowerCase());

/** Records of both maps that are the same: as the comparison says, by their ids, else by `alike`. Each at most once. */
function pairs<T extends Named>(a: readonly T[], b: readonly T[], was: ReadonlyMap<string, string>, alike: (one: T, other: T) => boolean): Pair[] {
  const free = new Map(a.map((one) => [one.id, one]));
  const found = new Map<string, string>();
  const take = (theirs: T, mine: T | undefined) => {
    if (!mine || found.has(theirs.id)) return;
    free.delete(mine.id);
    found.set(theirs.id, mine.id);
  };
  for (const one of b) take(one, free.get(was.get(one.id) ?? one.id));
  for (const one of b) take(one, found.has(one.id) ? undefined : [...free.values()].find((other) => alike(other, one)));
  return b.flatMap(({ id }): Pair[] => (found.has(id) ? [[found.get(id) as string, id]] : []));
}

const wasOf = (diff: MapDiff | undefined, of: string) => new Map((diff?.differences ?? []).flatMap((one) => (one.of === of && one.matched ? [[one.id, one.matched.was] as const] : [])));

export const stagePairs = (a: MapDocument, b: MapDocument, diff?: MapDiff): Pair[] => pairs(a.stages, b.stages, wasOf(diff, 'stage'), sameName);

export const lanePairs = (a: MapDocument, b: MapDocument, diff?: MapDiff): Pair[] => pairs(a.lanes, b.lanes, wasOf(diff, 'lane'), (one, other) => sameName(one, other) || (one.role === other.role && one.role !== 'text'));

/** Anchors in the order of both maps; of stages that changed places, those that would lead backwards are left out. */
export function inOrder(anchors: readonly Anchor[]): Anchor[] {
  const kept: Anchor[] = [[0, 0]];
  for (const one of [...anchors].sort((x, y) => x[0] - y[0] || x[1] - y[1])) {
    const [mine, theirs] = kept[kept.length - 1] as Anchor;
    if (one[0] > mine && one[1] >= theirs) kept.push(one);
  }
  return kept;
}

/** Where the other map is scrolled to: between two anchors in proportion, behind the last one at the same distance. */
export function carried(at: number, anchors: readonly Anchor[]): number {
  let before: Anchor = [0, 0];
  for (const next of anchors) {
    if (next[0] > at) return before[1] + ((at - before[0]) / (next[0] - before[0])) * (next[1] - before[1]);
    before = next;
  }
  return before[1] + at - before[0];
}
