/** Places of the grid that can be pointed at, and the ways between them. Pure. */

import type { Card } from '../../../api/types';
import { cardsAt, laneCells, type Board } from '../board';
import { noSpans, spansOf, type Spans } from '../grid/spans';
import type { LaneRow, Slot } from '../model';

/** One stop of the grid: a card, a cell without cards (or its end), or a header. */
export type Spot =
  | { kind: 'card'; id: string }
  | { kind: 'cell'; lane: string; at: string }
  | { kind: 'stage' | 'step' | 'lane'; id: string };

/** As it stands in the attribute of its element. Ids hold no spaces. */
export function spotKey(spot: Spot): string {
  return spot.kind === 'cell' ? `cell ${spot.lane} ${spot.at}` : `${spot.kind} ${spot.id}`;
}

export function spotOf(key: string | undefined): Spot | null {
  const [kind, a, b] = (key ?? '').split(' ');
  if (kind === 'cell') return a && b ? { kind, lane: a, at: b } : null;
  if (kind === 'card' || kind === 'stage' || kind === 'step' || kind === 'lane') return a ? { kind, id: a } : null;
  return null;
}

export const sameSpot = (a: Spot | null, b: Spot | null) => a === b || (!!a && !!b && spotKey(a) === spotKey(b));

export interface Cell {
  lane: string;
  at: string;
}
export const cellKey = ({ lane, at }: Cell) => `${lane} ${at}`;

/** The cell a spot lies in; `null` for headers and for cards that are gone. */
export function cellOf(board: Board, spot: Spot | null): Cell | null {
  if (!spot) return null;
  if (spot.kind === 'cell') return { lane: spot.lane, at: spot.at };
  const card = spot.kind === 'card' ? board.cards.get(spot.id) : undefined;
  return card ? { lane: card.lane, at: card.at } : null;
}

/** Where a spot stands: rows from 0 are lanes, −1 are the steps, −2 the stages; column −1 is the rail. */
export interface Coordinates {
  row: number;
  from: number;
  to: number;
  pos: number;
}

/** The cards over several steps in a row. */
const spansIn = (board: Board, row: LaneRow | undefined): Spans => (row?.level === 'step' && !row.folded ? spansOf(laneCells(board, row.lane.id), board.layout) : noSpans);

/** Everything in a row at a column, top to bottom: wide cards that cover it, then the cell's own cards, or the cell itself where it has none. */
function stack(board: Board, row: LaneRow, slot: Slot, most: number): Spot[] {
  const spans = spansIn(board, row);
  const wide = spans.list.filter((span) => span.from <= slot.from && span.to >= slot.from).sort((a, b) => a.line - b.line);
  const own = (spans.rest.get(slot.id) ?? cardsAt(board, row.lane.id, slot.id)).slice(0, most);
  const card = (id: string): Spot => ({ kind: 'card', id });
  return [...wide.map((span) => card(span.card.id)), ...(own.length ? own.map(({ id }) => card(id)) : [{ kind: 'cell' as const, lane: row.lane.id, at: slot.id }])];
}

const slotAt = (board: Board, row: LaneRow | undefined, column: number): Slot | undefined =>
  row && !row.folded ? board.layout.slots[row.level].find((one) => one.from <= column && column <= one.to && one.level !== 'folded') : undefined;

export function coordinates(board: Board, spot: Spot): Coordinates | null {
  const columns = (id: string) => board.columnsOf.get(id);
  if (spot.kind === 'stage' || spot.kind === 'step') {
    const found = columns(spot.id);
    return found ? { row: spot.kind === 'stage' ? -2 : -1, from: found[0], to: found[1], pos: 0 } : null;
  }
  if (spot.kind === 'lane') {
    const row = board.rows.findIndex((one) => one.lane.id === spot.id);
    return row < 0 ? null : { row, from: -1, to: -1, pos: 0 };
  }
  const cell = cellOf(board, spot);
  if (!cell) return null;
  const rowOf = (level: LaneRow['level']) => board.rows.findIndex((one) => one.lane.id === cell.lane && one.level === level && !one.folded);
  const span = spot.kind === 'card' ? spansIn(board, board.rows[rowOf('step')]).of.get(spot.id) : undefined;
  if (span) return { row: rowOf('step'), from: span.from, to: span.to, pos: span.line };
  const found = columns(cell.at);
  if (!found) return null;
  const level = board.layout.slots.stage.some((slot) => slot.id === cell.at) ? 'stage' : 'step';
  const row = rowOf(level);
  const line = board.rows[row];
  const slot = slotAt(board, line, found[0]);
  if (!line) return null;
  return { row, from: found[0], to: found[1], pos: slot ? Math.max(0, stack(board, line, slot, Infinity).findIndex((one) => sameSpot(one, spot))) : 0 };
}

/** Cards a cell shows; the rest is a number until the lane is unfolded. */
export type Limit = (board: Board, row: number) => number;

/** The cell or header at a row and column. */
function spotIn(board: Board, row: number, column: number, pos: number, limit: Limit): Spot | null {
  if (row === -2) {
    const slot = board.layout.slots.stage.find((one) => one.from <= column && column <= one.to);
    return slot ? { kind: 'stage', id: slot.id } : null;
  }
  if (row === -1) {
    const slot = board.layout.slots.step.find((one) => one.from === column);
    return slot?.level === 'step' ? { kind: 'step', id: slot.id } : null;
  }
  const line = board.rows[row];
  if (!line) return null;
  if (column < 0) return { kind: 'lane', id: line.lane.id };
  if (line.folded) return null;
  const slot = slotAt(board, line, column);
  if (!slot) return null;
  const all = stack(board, line, slot, limit(board, row));
  return all[Math.min(pos, all.length - 1)] ?? null;
}

export type Way = 'left' | 'right' | 'up' | 'down' | 'first' | 'last' | 'start' | 'end' | 'page_up' | 'page_down';
const page = 8;

/** The spot a key leads to; the same one at an edge. `column`: the one walked down, kept over wide cells. */
export function walk(board: Board, spot: Spot, way: Way, limit: Limit, column?: number): Spot {
  const here = coordinates(board, spot);
  if (!here) return spot;
  const columns = board.layout.columns.length;
  const across = (from: number, by: 1 | -1) => {
    for (let at = from; at >= -1 && at < columns; at += by) {
      const found = spotIn(board, here.row, at, here.pos, limit);
      if (found && !sameSpot(found, spot)) return found;
    }
    return spot;
  };
  const goal = column !== undefined && column >= here.from && column <= here.to ? column : here.from;
  const along = (by: number, from = here.row + by) => {
    for (let row = from; row >= -2 && row < board.rows.length; row += Math.sign(by)) {
      const found = spotIn(board, row, goal, by > 0 ? 0 : Infinity, limit);
      if (found && !sameSpot(found, spot)) return found;
    }
    return spot;
  };
  switch (way) {
    case 'right':
      return across(here.to + 1, 1);
    case 'left':
      return across(here.from - 1, -1);
    case 'down':
    case 'up': {
      const by = way === 'down' ? 1 : -1;
      const line = board.rows[here.row];
      const slot = slotAt(board, line, goal);
      const all = line && slot && spot.kind !== 'lane' ? stack(board, line, slot, limit(board, here.row)) : [];
      const at = all.findIndex((one) => sameSpot(one, spot));
      return (at < 0 ? undefined : all[at + by]) ?? along(by);
    }
    case 'first':
      return here.row < 0 ? across(0, 1) : (spotIn(board, here.row, 0, here.pos, limit) ?? across(0, 1));
    case 'last':
      return across(columns - 1, -1);
    case 'start':
      return spotIn(board, 0, 0, 0, limit) ?? spot;
    case 'end':
      return spotIn(board, board.rows.length - 1, columns - 1, 0, limit) ?? spot;
    case 'page_down':
      return along(1, Math.min(board.rows.length - 1, here.row + page));
    case 'page_up':
      return along(-1, Math.max(0, here.row - page));
  }
}

/** The cell right or left of this one, from row to row: as Tab goes through a table. */
export function nextCell(board: Board, cell: Cell, by: 1 | -1, limit: Limit): Spot | null {
  const here = coordinates(board, { kind: 'cell', ...cell });
  if (!here) return null;
  const columns = board.layout.columns.length;
  let column = by > 0 ? here.to + 1 : here.from - 1;
  for (let row = here.row; row >= 0 && row < board.rows.length; row += by) {
    for (; column >= 0 && column < columns; column += by) {
      const line = board.rows[row];
      const slot = slotAt(board, line, column);
      // A card over several steps is met where it begins, and passed behind that.
      const found = line && slot && stack(board, line, slot, limit(board, row)).find((one) => one.kind === 'cell' || (spansIn(board, line).of.get(one.id)?.from ?? column) === column);
      if (found) return found;
    }
    column = by > 0 ? 0 : columns - 1;
  }
  return null;
}

/** Cells of the rectangle that two spots span, row by row. */
export function rectangle(board: Board, a: Spot, b: Spot): Cell[][] {
  const [one, two] = [coordinates(board, a), coordinates(board, b)];
  if (!one || !two) return [];
  const rows = [Math.max(0, Math.min(one.row, two.row)), Math.max(one.row, two.row)] as const;
  const columns = [Math.max(0, Math.min(one.from, two.from)), Math.max(one.to, two.to)] as const;
  return board.rows.slice(rows[0], rows[1] + 1).flatMap((row) => {
    if (row.folded) return [];
    const slots = board.layout.slots[row.level].filter((slot) => slot.level !== 'folded' && slot.from <= columns[1] && slot.to >= columns[0]);
    return slots.length ? [slots.map((slot) => ({ lane: row.lane.id, at: slot.id }))] : [];
  });
}

export const cardsIn = (board: Board, cells: readonly Cell[]): Card[] => cells.flatMap((cell) => cardsAt(board, cell.lane, cell.at));

/** The smallest rectangle of cells around cards and cells, row by row: what is copied as a table. */
export function block(board: Board, spots: readonly Spot[]): Cell[][] {
  const found = spots.flatMap((spot) => {
    const cell = cellOf(board, spot);
    return coordinates(board, cell ? { kind: 'cell', ...cell } : spot) ?? [];
  });
  if (found.length === 0) return [];
  const rows = [Math.min(...found.map((c) => c.row)), Math.max(...found.map((c) => c.row))] as const;
  const columns = [Math.min(...found.map((c) => c.from)), Math.max(...found.map((c) => c.to))] as const;
  return board.rows.slice(Math.max(0, rows[0]), rows[1] + 1).flatMap((row) => {
    const slots = board.layout.slots[row.level].filter((slot) => slot.level !== 'folded' && slot.from <= columns[1] && slot.to >= columns[0]);
    return row.folded || slots.length === 0 ? [] : [slots.map((slot) => ({ lane: row.lane.id, at: slot.id }))];
  });
}
