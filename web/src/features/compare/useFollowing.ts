import { useCallback, useEffect, useRef, type RefObject } from 'react';
import type { MapDocument } from '../../api/types';
import { carried, inOrder, type Anchor } from './align';
import type { Side } from './marks';

interface Pairs {
  stages: readonly (readonly [string, string])[];
  lanes: readonly (readonly [string, string])[];
}

/** Where stages and lanes of a drawn grid begin and end, in px of what its box scrolls, without rail and headers. */
function edgesOf(box: HTMLElement): { stages: Map<string, [number, number]>; lanes: Map<string, [number, number]> } {
  const { left, top } = box.getBoundingClientRect();
  const corner = box.querySelector('.corner')?.getBoundingClientRect();
  const head = box.querySelector('.grid-head')?.getBoundingClientRect();
  const [rail, headHeight] = [corner?.width ?? 0, head?.height ?? 0];
  const stages = new Map<string, [number, number]>();
  for (const element of box.querySelectorAll<HTMLElement>('.stage-head')) {
    const rect = element.getBoundingClientRect();
    const x = rect.left - left + box.scrollLeft - rail;
    stages.set(element.dataset.place ?? '', [x, x + rect.width]);
  }
  const lanes = new Map<string, [number, number]>();
  for (const row of box.querySelectorAll<HTMLElement>('.lane-row--first')) {
    const rect = row.getBoundingClientRect();
    const y = rect.top - top + box.scrollTop - headHeight;
    lanes.set(row.querySelector<HTMLElement>('.rail')?.dataset.place ?? '', [y, y + rect.height]);
  }
  return { stages, lanes };
}

const anchorsOf = (pairs: Pairs['stages'], mine: ReadonlyMap<string, readonly [number, number]>, theirs: ReadonlyMap<string, readonly [number, number]>, turned: boolean): Anchor[] =>
  inOrder(
    pairs.flatMap(([a, b]): Anchor[] => {
      const one = mine.get(turned ? b : a);
      const other = theirs.get(turned ? a : b);
      return one && other ? [[one[0], other[0]], [one[1], other[1]]] : [];
    }),
  );

/** Scrolls the other grid along: what stands at the rail and under the headers of one stands there in the other. */
export function useFollowing(scrollers: Record<Side, RefObject<HTMLDivElement | null>>, pairs: Pairs) {
  const now = useRef(pairs);
  useEffect(() => void (now.current = pairs), [pairs]);
  /** Where this page itself scrolled a box to: its scroll event leads nowhere. */
  const sent = useRef(new WeakMap<HTMLElement, readonly [number, number]>());
  const { a, b } = scrollers;
  return useCallback(
    (side: Side) => {
      const [box, other] = side === 'a' ? [a.current, b.current] : [b.current, a.current];
      if (!box || !other) return;
      const own = sent.current.get(box);
      if (own && Math.abs(own[0] - box.scrollLeft) < 2 && Math.abs(own[1] - box.scrollTop) < 2) return;
      sent.current.delete(box);
      const [mine, theirs] = [edgesOf(box), edgesOf(other)];
      const turned = side === 'b';
      const left = carried(box.scrollLeft, anchorsOf(now.current.stages, mine.stages, theirs.stages, turned));
      const top = carried(box.scrollTop, anchorsOf(now.current.lanes, mine.lanes, theirs.lanes, turned));
      other.scrollTo({ left, top, behavior: 'instant' });
      sent.current.set(other, [other.scrollLeft, other.scrollTop]);
    },
    [a, b],
  );
}

/** Brings a card, step, stage or lane into sight, drawn yet or not: its column and its row always are. */
export function reveal(box: HTMLElement | null, doc: MapDocument, id: string) {
  if (!box) return;
  const card = doc.cards.find((one) => one.id === id);
  const place = (of: string | undefined) => (of === undefined ? undefined : [...box.querySelectorAll<HTMLElement>('[data-place]')].find((element) => element.dataset.place === of));
  const column = place(card?.at ?? (doc.lanes.some((lane) => lane.id === id) ? undefined : id));
  const row = place(card?.lane ?? (doc.lanes.some((lane) => lane.id === id) ? id : undefined));
  const frame = box.getBoundingClientRect();
  const rail = box.querySelector('.corner')?.getBoundingClientRect().width ?? 0;
  const head = box.querySelector('.grid-head')?.getBoundingClientRect().height ?? 0;
  const left = column ? box.scrollLeft + column.getBoundingClientRect().left - frame.left - rail - 24 : box.scrollLeft;
  const top = row ? box.scrollTop + row.getBoundingClientRect().top - frame.top - head - 24 : box.scrollTop;
  box.scrollTo?.({ left: Math.max(0, left), top: Math.max(0, top), behavior: 'instant' });
  requestAnimationFrame(() => {
    const target = card ? [...box.querySelectorAll<HTMLElement>('[data-card]')].find((element) => element.dataset.card === id) : (column ?? row);
    target?.animate?.([{ outline: '4px solid var(--focus)' }, { outline: '4px solid transparent' }], { duration: 1_800, easing: 'ease-in' });
  });
}
