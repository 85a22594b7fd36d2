/** Cards that reach over several steps: each is drawn once, across all of them, above the cells it covers. Pure. */

import type { Card } from '../../../api/types';
import type { LaneCells } from '../board';
import type { Layout } from '../model';

export interface Span {
  card: Card;
  /** First and last column covered, both included. */
  from: number;
  to: number;
  /** Which of the lines above the cells, from 0. */
  line: number;
  /** The card begins before, or goes on behind, what is shown. */
  cut: { before: boolean; behind: boolean };
}

export interface Spans {
  /** From left to right. */
  list: readonly Span[];
  /** Lines above the cells. */
  lines: number;
  /** Lines above the cell of each column that it leaves to wide cards. */
  depth: readonly number[];
  /** Cards of the places that have wide ones, without these. */
  rest: ReadonlyMap<string, Card[]>;
  of: ReadonlyMap<string, Span>;
}

export const noSpans: Spans = { list: [], lines: 0, depth: [], rest: new Map(), of: new Map() };

const known = new WeakMap<LaneCells, { layout: Layout; spans: Spans }>();

/** The wide cards of a lane. The same answer for the same cells and columns. */
export function spansOf(cells: LaneCells, layout: Layout): Spans {
  const was = known.get(cells);
  if (was?.layout === layout) return was.spans;
  const spans = found(cells, layout);
  known.set(cells, { layout, spans });
  return spans;
}

/** The columns a card covers: `null` where it is one step's, or none of its steps is shown. */
function reach(card: Card, layout: Layout): Omit<Span, 'card' | 'line'> | null {
  if (card.until === undefined || card.feeling) return null;
  const [first, last] = [layout.places.get(card.at), layout.places.get(card.until)];
  if (first === undefined || last === undefined || last <= first) return null;
  let [from, to] = [-1, -1];
  layout.columns.forEach(({ step, place }, column) => {
    if (!step || place < first || place > last) return;
    if (from < 0) from = column;
    to = column;
  });
  const [a, b] = [layout.columns[from], layout.columns[to]];
  if (!a || !b) return null;
  const cut = { before: a.place !== first, behind: b.place !== last };
  // Of one column, and its own: a card like any other that says where it goes.
  return from === to && !cut.before ? null : { from, to, cut };
}

function found(cells: LaneCells, layout: Layout): Spans {
  const wide: Omit<Span, 'line'>[] = [];
  const rest = new Map<string, Card[]>();
  for (const [at, cards] of cells) {
    if (!cards.some((card) => card.until !== undefined)) continue;
    const own: Card[] = [];
    for (const card of cards) {
      const covered = reach(card, layout);
      if (covered) wide.push({ card, ...covered });
      else own.push(card);
    }
    if (own.length < cards.length) rest.set(at, own);
  }
  if (wide.length === 0) return noSpans;
  wide.sort((a, b) => a.from - b.from);
  // Each in the first line that is free: the fewest lines, as the cards come from left to right.
  const ends: number[] = [];
  const depth = layout.columns.map(() => 0);
  const list = wide.map((one): Span => {
    const free = ends.findIndex((end) => end < one.from);
    const line = free < 0 ? ends.length : free;
    ends[line] = one.to;
    for (let column = one.from; column <= one.to; column += 1) depth[column] = Math.max(depth[column] ?? 0, line + 1);
    return { ...one, line };
  });
  return { list, lines: ends.length, depth, rest, of: new Map(list.map((span) => [span.card.id, span])) };
}
