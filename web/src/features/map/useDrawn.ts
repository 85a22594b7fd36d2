import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import { advance, placesBetween, wider, type Drawn, type Window } from './drawn';
import { curveHeight, type LaneRow, type Layout } from './model';

/** Maps with more cards are drawn only where they are looked at; smaller ones whole, so that the page can be searched and printed. */
export const wholeUpTo = 1_000;
/** Cells drawn ahead per frame: what a steady scroll brings in, with some to spare; more would make a frame late. */
const budget = 7;
const columnsAhead = 3;
const rowsAhead = 2;
/** How much further out cells stay, so that turning back costs nothing. */
const slack = 2;
/** Height of a row that was never drawn, in px: per card of its fullest cell, and at least one empty cell. */
const cardGuess = 86;
const cellMin = 44;
export const foldedRow = 34;

/** Tops of all rows and what is drawn of them. */
export interface Sight {
  drawn: Drawn;
  /** For the element of each row: keeps it as tall as its tallest cell seen so far, so that nothing jumps. */
  rowRef: (key: string) => (element: HTMLElement | null) => void;
  /** Heights of rows by key, in px without zoom. */
  heights: ReadonlyMap<string, number>;
  /** Draws a cell that is out of sight now, to put the focus there. */
  bring: (row: number, column: number) => void;
}

export function useDrawn({ scroller, head, grid, layout, rows, keyOf, guessOf, zoom, big }: {
  scroller: RefObject<HTMLDivElement | null>;
  /** The sticky rows of stages and steps. */
  head: RefObject<HTMLElement | null>;
  /** Keeps the focus when the cell that has it goes out of sight. */
  grid: RefObject<HTMLElement | null>;
  layout: Layout;
  rows: LaneRow[];
  keyOf: (row: LaneRow) => string;
  /** Cards in the fullest cell as shown. */
  guessOf: (row: LaneRow) => number;
  zoom: number;
  big: boolean;
}): Sight {
  const [drawn, setDrawn] = useState<Drawn>(() => rows.map((_, row) => (row < 8 ? { from: 0, to: 9 } : null)));
  const heights = useRef(new Map<string, number>()).current;
  const elements = useRef(new Map<string, HTMLElement>()).current;
  const keyed = useRef(new WeakMap<Element, string>()).current;
  const refs = useRef(new Map<string, (element: HTMLElement | null) => void>()).current;
  const wake = useRef<() => void>(() => undefined);

  const observer = useMemo(() => {
    if (typeof ResizeObserver === 'undefined') return null;
    return new ResizeObserver((entries) => {
      for (const entry of entries) {
        const key = keyed.get(entry.target);
        const height = entry.borderBoxSize[0]?.blockSize;
        if (key === undefined || height === undefined) continue;
        heights.set(key, height);
        if (big) (entry.target as HTMLElement).style.minHeight = `${height}px`;
      }
      wake.current();
    });
  }, [big, heights, keyed]);

  const guesses = useRef(new Map<string, number>());
  guesses.current = new Map(rows.map((row) => [keyOf(row), row.folded ? foldedRow : row.lane.role === 'feelings' && row.level === 'step' ? curveHeight : Math.max(cellMin, guessOf(row) * cardGuess)]));
  const rowRef = useCallback(
    (key: string) => {
      let ref = refs.get(key);
      if (!ref) {
        ref = (element) => {
          const old = elements.get(key);
          if (old) observer?.unobserve(old);
          if (!element) return void elements.delete(key);
          elements.set(key, element);
          keyed.set(element, key);
          if (big) element.style.minHeight = `${heights.get(key) ?? guesses.current.get(key) ?? cellMin}px`;
          observer?.observe(element);
        };
        refs.set(key, ref);
      }
      return ref;
    },
    [big, elements, heights, keyed, observer, refs],
  );
  useEffect(() => () => observer?.disconnect(), [observer]);

  // A guess is only for rows nobody has seen: drawn ones find their own height.
  useLayoutEffect(() => {
    if (!big) return;
    rows.forEach((row, place) => {
      const key = keyOf(row);
      const element = elements.get(key);
      if (element && drawn[place] && !heights.has(key)) element.style.minHeight = '';
    });
  }, [big, drawn, elements, heights, keyOf, rows]);

  useEffect(() => {
    const box = scroller.current;
    if (!box || !big) return;
    let frame = 0;
    let [width, height] = [box.clientWidth, box.clientHeight];
    const edges = layout.columns.map((column) => column.x);
    const look = () => {
      frame = 0;
      const tops: number[] = [];
      let y = head.current?.offsetHeight ?? 0;
      const headHeight = y;
      for (const row of rows) {
        tops.push(y);
        y += heights.get(keyOf(row)) ?? guesses.current.get(keyOf(row)) ?? cellMin;
      }
      const [left, top] = [box.scrollLeft / zoom, box.scrollTop / zoom];
      const seen: Window = {
        columns: placesBetween(edges, left, left + width / zoom - layout.rail),
        rows: placesBetween(tops, top + headHeight, top + height / zoom),
      };
      const lastColumn = layout.columns.length - 1;
      const lastRow = rows.length - 1;
      const ahead = { columns: wider(seen.columns, columnsAhead, lastColumn), rows: wider(seen.rows, rowsAhead, lastRow) };
      const kept = { columns: wider(ahead.columns, slack, lastColumn), rows: wider(ahead.rows, slack, lastRow) };
      let more = false;
      const focused = grid.current?.contains(document.activeElement);
      // In this very frame: left to the scheduler, several frames' cells would come in one.
      flushSync(() =>
        setDrawn((now) => {
          const next = advance(now, { seen, ahead, kept, rows: rows.length, budget });
          more = next !== now;
          return next;
        }),
      );
      if (focused && document.activeElement === document.body) grid.current?.focus({ preventScroll: true });
      if (more) later();
    };
    const later = () => {
      frame ||= requestAnimationFrame(look);
    };
    const onSize = () => {
      [width, height] = [box.clientWidth, box.clientHeight];
      later();
    };
    wake.current = later;
    later();
    box.addEventListener('scroll', later, { passive: true });
    const sizes = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(onSize);
    sizes?.observe(box);
    return () => {
      cancelAnimationFrame(frame);
      wake.current = () => undefined;
      box.removeEventListener('scroll', later);
      sizes?.disconnect();
    };
  }, [scroller, head, grid, layout, rows, zoom, big, heights, keyOf]);

  const bring = useCallback(
    (row: number, column: number) => {
      if (!big) return;
      flushSync(() =>
        setDrawn((now) => {
          const range = now[row];
          if (range && column >= range.from && column <= range.to) return now;
          const next = [...now];
          next[row] = range && column >= range.from - 1 && column <= range.to + 1 ? { from: Math.min(range.from, column), to: Math.max(range.to, column) } : { from: column, to: column };
          return next;
        }),
      );
    },
    [big],
  );

  const whole = useMemo<Drawn>(() => rows.map(() => ({ from: 0, to: Infinity })), [rows]);
  return { drawn: big ? drawn : whole, rowRef, heights, bring };
}
