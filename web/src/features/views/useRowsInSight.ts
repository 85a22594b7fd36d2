import { useCallback, useEffect, useRef, useState } from 'react';

/** Rows of a long table drawn together. */
const chunkRows = 40;
/** Tables of fewer rows are drawn whole, so that the page can be searched and printed. */
export const wholeRows = 400;
/** How far outside of the window rows are drawn already: more than a key or a turn of the wheel moves. */
const aheadPx = 900;
/** Height of a row nobody has seen. */
const rowGuess = 44;

export interface Chunk<Row> {
  rows: Row[];
  /** Among the groups, from 0. */
  place: number;
  /** Place of the first one among all, from 0. */
  first: number;
  drawn: boolean;
  /** In px, where it is not drawn. */
  height: number;
  ref: (element: HTMLElement | null) => void;
}

/** Of groups that were drawn, by place: other rows have other heights. */
const seen = new WeakMap<readonly unknown[], Map<number, number>>();
function heightsOf(rows: readonly unknown[]): Map<number, number> {
  const known = seen.get(rows) ?? new Map<number, number>();
  seen.set(rows, known);
  return known;
}

/**
 * The rows of a table in groups, of which those near the window are drawn and the others are room of the same height. Keep
 * the list while its rows stay: the heights seen are those of this very list.
 */
export function useRowsInSight<Row>(rows: Row[]): Chunk<Row>[] {
  const long = rows.length > wholeRows;
  const [near, setNear] = useState<ReadonlySet<number>>(() => new Set([0]));
  const heights = heightsOf(rows);
  const elements = useRef(new Map<number, HTMLElement>()).current;
  const refs = useRef(new Map<number, Chunk<Row>['ref']>()).current;

  const observer = useRef<IntersectionObserver | null>(null);
  useEffect(() => {
    if (!long || typeof IntersectionObserver === 'undefined') return;
    const watch = new IntersectionObserver(
      (entries) => {
        setNear((now) => {
          const next = new Set(now);
          for (const { target, isIntersecting, boundingClientRect } of entries) {
            const place = Number((target as HTMLElement).dataset.chunk);
            // What has the focus stays: it would fall to the page otherwise.
            if (isIntersecting || target.contains(document.activeElement)) next.add(place);
            else if (next.delete(place)) heights.set(place, boundingClientRect.height);
          }
          return next.size === now.size && [...next].every((place) => now.has(place)) ? now : next;
        });
      },
      { root: scrollerOf(elements.get(0)), rootMargin: `${aheadPx}px 0px` },
    );
    observer.current = watch;
    for (const element of elements.values()) watch.observe(element);
    return () => {
      watch.disconnect();
      observer.current = null;
    };
  }, [long, elements, heights]);

  const refOf = useCallback(
    (place: number) => {
      let ref = refs.get(place);
      if (!ref) {
        ref = (element) => {
          const old = elements.get(place);
          if (old) observer.current?.unobserve(old);
          if (!element) return void elements.delete(place);
          elements.set(place, element);
          observer.current?.observe(element);
        };
        refs.set(place, ref);
      }
      return ref;
    },
    [elements, refs],
  );
  // Where nothing tells what is in sight, everything is drawn.
  const whole = !long || typeof IntersectionObserver === 'undefined';
  return Array.from({ length: whole ? 1 : Math.ceil(rows.length / chunkRows) }, (_, place) => {
    const own = whole ? rows : rows.slice(place * chunkRows, (place + 1) * chunkRows);
    return { rows: own, place, first: place * chunkRows, drawn: whole || near.has(place), height: heights.get(place) ?? own.length * rowGuess, ref: refOf(place) };
  });
}

/** What the table is scrolled in: margins are kept only around that. `null`: the window. */
function scrollerOf(element: HTMLElement | undefined): HTMLElement | null {
  for (let at = element?.parentElement ?? null; at && at !== document.body; at = at.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return null;
}
