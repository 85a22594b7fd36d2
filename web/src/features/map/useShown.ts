import { startTransition, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { curveHeight, type Layout, type LaneRow } from './model';

/** Maps with more cards are drawn only where they are looked at; smaller ones whole, so that the page can be searched and printed. */
export const wholeUpTo = 1_000;
/** Columns come and go in blocks: a redraw per block, not per pixel. */
const block = 2;
/** Columns kept on each side of the visible ones, more than a fast turn of the wheel brings in one frame. */
const columnsAhead = 4;
/** Rows kept above and below the visible ones. */
const rowsAhead = 2;
/** Height of a lane that was never drawn, in px: per card of its fullest cell, and at least one empty cell. */
const cardGuess = 58;
const cellMin = 44;

export interface Shown {
  /** First and last column, by their place in the layout. */
  columns: [number, number];
  /** First and last row, by their place in the list of rows. */
  rows: [number, number];
}

const everything: Shown = { columns: [0, Infinity], rows: [0, Infinity] };

/** Which columns and rows of a large map are near the visible part, and how tall the others are. */
export function useShown({ scroller, grid, layout, rows, zoom, big }: {
  scroller: RefObject<HTMLDivElement | null>;
  grid: RefObject<HTMLDivElement | null>;
  layout: Layout;
  rows: LaneRow[];
  zoom: number;
  big: boolean;
}) {
  const [shown, setShown] = useState<Shown>({ columns: [0, 9], rows: [0, 7] });
  const heights = useRef(new Map<string, number>());

  useEffect(() => {
    const element = scroller.current;
    if (!element || !big) return;
    let frame = 0;
    const look = () => {
      frame = 0;
      const next = { columns: columnsIn(element, layout, zoom), rows: rowsIn(element, grid.current) };
      // Drawn in slices between frames: the cells ahead hide that they come a little later.
      startTransition(() => setShown((now) => (same(now, next) ? now : next)));
    };
    const later = () => {
      frame ||= requestAnimationFrame(look);
    };
    look();
    element.addEventListener('scroll', later, { passive: true });
    const observer = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(later);
    observer?.observe(element);
    return () => {
      cancelAnimationFrame(frame);
      element.removeEventListener('scroll', later);
      observer?.disconnect();
    };
  }, [scroller, grid, layout, rows, zoom, big]);

  // A lane keeps the height of its fullest cell seen so far, so that nothing jumps while cells come and go.
  useLayoutEffect(() => {
    if (!big) return;
    grid.current?.querySelectorAll<HTMLElement>('[data-band]').forEach((band, i) => {
      if (i < shown.rows[0] || i > shown.rows[1]) return;
      const key = band.dataset.band ?? '';
      heights.current.set(key, Math.max(heights.current.get(key) ?? 0, band.offsetHeight));
    });
  });

  const heightOf = (key: string, row: LaneRow, fullest: number, drawn: boolean) => {
    if (!big) return undefined;
    const guess = row.lane.role === 'feelings' ? curveHeight : Math.max(cellMin, fullest * cardGuess);
    return heights.current.get(key) ?? (drawn ? undefined : guess);
  };
  return { shown: big ? shown : everything, heightOf };
}

function columnsIn(scroller: HTMLElement, { columns }: Layout, zoom: number): [number, number] {
  const from = scroller.scrollLeft / zoom;
  const to = from + scroller.clientWidth / zoom;
  const first = columns.findIndex((column) => column.centre >= from - 200);
  const after = columns.findIndex((column) => column.centre > to + 200);
  const start = Math.floor(Math.max(0, first) / block) * block;
  const end = (Math.floor((after < 0 ? columns.length : after) / block) + 1) * block - 1;
  return [Math.max(0, start - columnsAhead), end + columnsAhead];
}

function rowsIn(scroller: HTMLElement, grid: HTMLElement | null): [number, number] {
  const view = scroller.getBoundingClientRect();
  const bands = [...(grid?.querySelectorAll<HTMLElement>('[data-band]') ?? [])].map((band) => band.getBoundingClientRect());
  const first = bands.findIndex((band) => band.bottom > view.top);
  const after = bands.findIndex((band) => band.top > view.bottom);
  return [Math.max(0, first - rowsAhead), (after < 0 ? bands.length : after) + rowsAhead];
}

const same = (a: Shown, b: Shown) => [0, 1].every((i) => a.columns[i] === b.columns[i] && a.rows[i] === b.rows[i]);
