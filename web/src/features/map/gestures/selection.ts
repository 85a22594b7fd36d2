/** What is selected on the grid. Not React state: a keystroke in a map of thousands of cards draws only the cells it touches. */

import type { Board } from '../board';
import { cardsIn, cellKey, cellOf, coordinates, rectangle, sameSpot, type Cell, type Spot } from './spots';

export interface Editing {
  kind: 'card' | 'stage' | 'step' | 'lane' | 'point';
  /** `null`: a card that comes to be with its first letter. */
  id: string | null;
  /** Where the card stands. */
  cell?: Cell;
  /** What the text becomes at once: the letter that began the edit. */
  typed?: string;
  /** Made by this very edit: taken away again when it is left empty. */
  fresh?: boolean;
}

export interface Selected {
  cursor: Spot | null;
  /** Where a rectangle began. */
  anchor: Spot | null;
  cards: ReadonlySet<string>;
  /** Cells of a rectangle, by key. */
  cells: ReadonlySet<string>;
  editing: Editing | null;
  /** Column walked down, kept over cells that are wider. */
  column?: number;
}

const nothing: Selected = { cursor: null, anchor: null, cards: new Set(), cells: new Set(), editing: null };

/** What a cell has to show of the selection, as one word that can be compared. */
export interface Mark {
  cell: boolean;
  cursor: boolean;
  /** More than one card is selected, here or elsewhere. */
  several: boolean;
  cards: readonly string[];
  /** Id of the card edited here; `+` for a new one. */
  editing?: string;
}

export class Selection {
  private state: Selected = nothing;
  /** Keys of cells that show something of it, and the words for them. */
  private marks = new Map<string, string>();
  private readonly listeners = new Set<() => void>();

  constructor(private readonly board: () => Board) {}

  get = (): Selected => this.state;

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  /** Empty for a cell that shows nothing of the selection. */
  markOf = (cell: string): string => this.marks.get(cell) ?? '';

  /** One spot alone. */
  pick(spot: Spot | null, column?: number) {
    const cards = new Set(spot?.kind === 'card' ? [spot.id] : []);
    this.set({ cursor: spot, anchor: spot, cards, cells: new Set(), editing: null, column });
  }

  /** From the anchor to here, all that lies between. */
  extend(spot: Spot) {
    const anchor = this.state.anchor ?? this.state.cursor ?? spot;
    const board = this.board();
    const cells = rectangle(board, anchor, spot).flat();
    const alone = cells.length === 1 && anchor.kind === 'card' && spot.kind === 'card';
    const cards = alone ? between(board, cells[0] as Cell, anchor.id, spot.id) : cardsIn(board, cells).map((card) => card.id);
    this.set({ cursor: spot, anchor, cards: new Set(cards), cells: new Set(cells.map(cellKey)), editing: null, column: this.state.column });
  }

  /** One more card, or one less. */
  toggle(spot: Spot) {
    if (spot.kind !== 'card') return this.pick(spot);
    const cards = new Set(this.state.cards);
    if (!cards.delete(spot.id)) cards.add(spot.id);
    this.set({ cursor: spot, anchor: spot, cards, cells: new Set(), editing: null });
  }

  cards(ids: Iterable<string>, cursor?: Spot | null) {
    const cards = new Set(ids);
    const [first] = cards;
    const at = cursor ?? (first === undefined ? this.state.cursor : { kind: 'card' as const, id: first });
    this.set({ cursor: at, anchor: at, cards, cells: new Set(), editing: null });
  }

  edit(editing: Editing | null) {
    if (editing?.cell) {
      const cursor: Spot = editing.id === null ? { kind: 'cell', ...editing.cell } : { kind: 'card', id: editing.id };
      this.set({ cursor, anchor: cursor, cards: new Set(editing.id === null ? [] : [editing.id]), cells: new Set(), editing });
    } else this.set({ ...this.state, editing });
  }

  /** Cards that still are there, in the order of the map. */
  chosen(): string[] {
    const { cards } = this.state;
    const board = this.board();
    return [...board.cards.keys()].filter((id) => cards.has(id));
  }

  /** The map changed: what is gone is not selected any more. */
  settle() {
    const { state } = this;
    const board = this.board();
    const there = (spot: Spot | null) => spot !== null && coordinates(board, spot) !== null;
    const gone = [...state.cards].some((id) => !board.cards.has(id));
    const cursor = there(state.cursor) ? state.cursor : null;
    const editing = settled(board, state.editing);
    if (!gone && sameSpot(cursor, state.cursor) && editing === state.editing) return this.mark();
    this.set({ ...state, cursor, anchor: there(state.anchor) ? state.anchor : cursor, cards: new Set([...state.cards].filter((id) => board.cards.has(id))), editing });
  }

  private set(state: Selected) {
    this.state = state;
    this.mark();
  }

  private mark() {
    const { cursor, cards, cells, editing } = this.state;
    const board = this.board();
    const several = cards.size > 1 ? 'm' : '';
    const found = new Map<string, { flags: string; cards: string[] }>();
    const at = (key: string) => {
      let mark = found.get(key);
      if (!mark) found.set(key, (mark = { flags: several, cards: [] }));
      return mark;
    };
    for (const key of cells) at(key).flags += 'r';
    for (const id of cards) {
      const card = board.cards.get(id);
      if (card) at(cellKey(card)).cards.push(id);
    }
    const here = cellOf(board, cursor);
    if (here) at(cellKey(here)).flags += 'c';
    const edited = editing?.cell && cellKey(editing.cell);
    if (edited) at(edited);
    this.marks = new Map([...found].map(([key, mark]) => [key, `${mark.flags}|${edited === key ? `${editing?.kind === 'point' ? '~' : ''}${editing?.id ?? '+'}` : ''}|${mark.cards.join(' ')}`]));
    for (const listener of this.listeners) listener();
  }
}

export function readMark(mark: string): Mark {
  const [flags = '', editing = '', cards = ''] = mark.split('|');
  return { cell: flags.includes('r'), cursor: flags.includes('c'), several: flags.includes('m'), cards: cards ? cards.split(' ') : [], ...(editing && { editing }) };
}

/** Somebody may have moved the card that is edited, or taken it away. */
function settled(board: Board, editing: Editing | null): Editing | null {
  if (!editing?.cell || editing.id === null) return editing;
  const card = board.cards.get(editing.id);
  if (!card) return null;
  return cellKey(card) === cellKey(editing.cell) ? editing : { ...editing, cell: { lane: card.lane, at: card.at } };
}

/** Cards of one cell from one to another, both included. */
function between(board: Board, cell: Cell, a: string, b: string): string[] {
  const ids = cardsIn(board, [cell]).map((card) => card.id);
  const [from, to] = [ids.indexOf(a), ids.indexOf(b)].sort((x, y) => x - y);
  return ids.slice(from, (to ?? 0) + 1);
}

export const isEdited = (editing: Editing | null, kind: Editing['kind'], id: string) => editing?.kind === kind && editing.id === id;
