/** Which cards, steps, stages and lanes of each map are marked as different. Pure, so that it can be checked. */

import type { DifferenceKind, MapDiff } from '../../api/types';
import { quoted } from '../../lib/selector';
import { sign } from './sign';

export type Side = 'a' | 'b';
export type Marks = Readonly<Record<Side, ReadonlyMap<string, DifferenceKind>>>;

const drawn: ReadonlySet<string> = new Set(['card', 'step', 'stage', 'lane']);
const onlyBefore: ReadonlySet<DifferenceKind> = new Set(['removed', 'split', 'merged']);
/** Of several differences of one record, the one that is seen. */
const rank: readonly DifferenceKind[] = ['added', 'removed', 'split', 'merged', 'moved', 'renamed', 'changed'];

export function marksOf(diff: MapDiff | undefined): Marks {
  const marks = { a: new Map<string, DifferenceKind>(), b: new Map<string, DifferenceKind>() };
  const mark = (side: Side, id: string, what: DifferenceKind) => {
    const known = marks[side].get(id);
    if (known === undefined || rank.indexOf(what) < rank.indexOf(known)) marks[side].set(id, what);
  };
  for (const { what, of, id, matched, now } of diff?.differences ?? []) {
    if (!drawn.has(of)) continue;
    if (onlyBefore.has(what)) {
      mark('a', id, what);
      for (const one of now ?? []) mark('b', one, what);
    } else {
      mark('b', id, what);
      if (what !== 'added') mark('a', matched?.was ?? id, what);
    }
  }
  return marks;
}

/** The marks as a style sheet, so that nothing is drawn again. */
export function marksSheet(marks: Marks): string {
  return (['a', 'b'] as const)
    .flatMap((side) =>
      [...marks[side]].map(([id, what]) => {
        const place = `.pair__side--${side} :is([data-card=${quoted(id)}],[data-place=${quoted(id)}])`;
        return `${place}{--mark:var(--mark-${what});box-shadow:inset 0 0 0 2px var(--mark)}${place}::before{content:"${sign[what]}"}`;
      }),
    )
    .join('\n');
}

/** Marked places get a sign at their corner; the colour comes from the kind. */
export function marksBase(marks: Marks): string {
  const all = (['a', 'b'] as const).flatMap((side) => [...marks[side].keys()].map((id) => `.pair__side--${side} :is([data-card=${quoted(id)}],[data-place=${quoted(id)}])::before`));
  if (all.length === 0) return '';
  return `${all.join(',')}{position:absolute;left:-1px;top:-1px;z-index:3;width:17px;height:17px;border-radius:8px 0 8px 0;background:var(--mark);color:var(--surface);font:700 12px/17px var(--font);text-align:center;pointer-events:none}`;
}
