/** What the grid draws, made from the document again after every change: everything untouched keeps its identity. */

import type { Card, Lane, MapDocument, TouchpointRow } from '../../api/types';
import type { LaneRow, Layout } from './model';

/** Cards of one lane by place. */
export type LaneCells = ReadonlyMap<string, Card[]>;

export interface Board {
  layout: Layout;
  rows: LaneRow[];
  cells: ReadonlyMap<string, LaneCells>;
  /** How many cards the fullest cell of each lane holds. */
  fullest: ReadonlyMap<string, number>;
  cards: ReadonlyMap<string, Card>;
  /** First and last column of every step and stage shown. */
  columnsOf: ReadonlyMap<string, readonly [number, number]>;
  /** Share of journeys that come to a stage or step, 0..=1. */
  reach: ReadonlyMap<string, number>;
  /** What it was made from. */
  from: { doc: MapDocument; wish: RowWish };
}

const none: LaneCells = new Map();
const noCards: Card[] = [];

export const cardsAt = (board: Board, lane: string, at: string): Card[] => board.cells.get(lane)?.get(at) ?? noCards;
export const laneCells = (board: Board, lane: string): LaneCells => board.cells.get(lane) ?? none;

const sameList = <T>(a: readonly T[] | undefined, b: readonly T[]) => a !== undefined && a.length === b.length && a.every((item, i) => item === b[i]);

function sameMap<K, V>(a: ReadonlyMap<K, V> | undefined, b: ReadonlyMap<K, V>): a is ReadonlyMap<K, V> {
  if (!a || a.size !== b.size) return false;
  for (const [key, value] of b) if (a.get(key) !== value) return false;
  return true;
}

export interface RowWish {
  lanes: Lane[];
  /** Lanes that have a row of cells for whole stages, or for steps, though no card is there yet. */
  both: ReadonlySet<string>;
  folded: ReadonlySet<string>;
}

/** The board of a document. `before`: the last one, whose untouched parts are taken over. */
export function boardOf(doc: MapDocument, layout: Layout, wish: RowWish, before?: Board): Board {
  return (before && retold(doc, layout, wish, before)) ?? made(doc, layout, wish, before);
}

/** More cards changed at once are not worth looking at one by one. */
const retoldMax = 16;

/**
 * The board after a few cards changed and none came, went or moved: typing in a card of a map of thousands. `null` where
 * more happened.
 */
function retold(doc: MapDocument, layout: Layout, wish: RowWish, before: Board): Board | null {
  const { from } = before;
  const old = from.doc.cards;
  if (before.layout !== layout || from.doc.stages !== doc.stages || from.doc.origin !== doc.origin || old.length !== doc.cards.length) return null;
  if (from.wish.lanes !== wish.lanes || from.wish.both !== wish.both || from.wish.folded !== wish.folded) return null;
  const changed: Card[] = [];
  for (let i = 0; i < old.length; i += 1) {
    const [was, now] = [old[i] as Card, doc.cards[i] as Card];
    if (was === now) continue;
    if (was.id !== now.id || was.lane !== now.lane || was.at !== now.at || was.metric !== now.metric || was.until !== now.until || changed.length === retoldMax) return null;
    changed.push(now);
  }
  if (changed.length === 0) return { ...before, from: { doc, wish } };
  const cards = new Map(before.cards);
  const cells = new Map(before.cells);
  for (const card of changed) {
    cards.set(card.id, card);
    const lane = new Map(cells.get(card.lane));
    lane.set(card.at, (lane.get(card.at) ?? []).map((one) => (one.id === card.id ? card : one)));
    cells.set(card.lane, lane);
  }
  return { ...before, cards, cells, from: { doc, wish } };
}

function made(doc: MapDocument, layout: Layout, wish: RowWish, before?: Board): Board {
  const cells = new Map<string, Map<string, Card[]>>();
  const cards = new Map<string, Card>();
  for (const card of doc.cards) {
    cards.set(card.id, card);
    let lane = cells.get(card.lane);
    if (!lane) cells.set(card.lane, (lane = new Map()));
    const cell = lane.get(card.at);
    if (cell) cell.push(card);
    else lane.set(card.at, [card]);
  }
  const fullest = new Map<string, number>();
  const kept = new Map<string, LaneCells>();
  for (const [id, lane] of cells) {
    const old = before?.cells.get(id);
    let most = 0;
    for (const [at, list] of lane) {
      // A card over several steps stands above its cells.
      most = Math.max(most, list.reduce((sum, card) => (card.until === undefined ? sum + 1 : sum), 0));
      const was = old?.get(at);
      if (was && sameList(was, list)) lane.set(at, was);
    }
    fullest.set(id, most);
    kept.set(id, sameMap(old, lane) ? old : lane);
  }
  const rows = rowsOf(doc, wish, kept, before?.rows);
  const reach = reachOf(doc);
  return {
    layout,
    rows,
    cells: sameMap(before?.cells, kept) ? before.cells : kept,
    fullest,
    cards,
    columnsOf: before?.layout === layout ? before.columnsOf : columnsOf(layout),
    reach: sameMap(before?.reach, reach) ? before.reach : reach,
    from: { doc, wish },
  };
}

function columnsOf({ slots }: Layout): Board['columnsOf'] {
  const found = new Map<string, readonly [number, number]>();
  for (const slot of [...slots.step, ...slots.stage]) found.set(slot.id, [slot.from, slot.to]);
  return found;
}

/** Rows top to bottom. A lane without any card keeps one empty row: that nobody knows is worth seeing. */
function rowsOf(doc: MapDocument, { lanes, both, folded }: RowWish, cells: Board['cells'], before: LaneRow[] = []): LaneRow[] {
  const stages = new Set(doc.stages.map((stage) => stage.id));
  const old = new Map(before.map((row) => [`${row.lane.id} ${row.level}`, row]));
  const rows = lanes.flatMap((lane): LaneRow[] => {
    if (folded.has(lane.id)) return [{ lane, level: 'step', first: true, rows: 1, folded: true }];
    const places = [...(cells.get(lane.id)?.keys() ?? [])];
    const levels: LaneRow['level'][] = [];
    const twice = both.has(lane.id);
    if (twice || places.some((at) => stages.has(at))) levels.push('stage');
    if (twice || places.some((at) => !stages.has(at)) || levels.length === 0) levels.push('step');
    return levels.map((level, i) => ({ lane, level, first: i === 0, rows: levels.length, folded: false }));
  });
  const kept = rows.map((row) => {
    const was = old.get(`${row.lane.id} ${row.level}`);
    return was && was.lane === row.lane && was.first === row.first && was.rows === row.rows && was.folded === row.folded ? was : row;
  });
  return sameList(before, kept) ? before : kept;
}

/** Of every stage and step that somebody counted: the card «reach», else the answer the map was made from. */
function reachOf(doc: MapDocument): Map<string, number> {
  const found = new Map<string, number>();
  const rows = doc.origin?.answers?.find((answer) => answer.schema.includes('touchpoints'))?.rows as TouchpointRow[] | undefined;
  if (rows) {
    const byActivity = new Map(rows.map((row) => [row.activity, row.reach]));
    for (const step of doc.stages.flatMap((stage) => stage.steps)) {
      const [activity, ...others] = step.activities ?? [];
      const reach = activity === undefined || others.length ? undefined : byActivity.get(activity);
      if (reach !== undefined) found.set(step.id, reach);
    }
  }
  const told = new Set<string>();
  for (const { at, metric } of doc.cards) {
    if (metric?.name !== 'reach' || told.has(at)) continue;
    told.add(at);
    if (metric.unit === 'share') found.set(at, metric.value);
  }
  return found;
}

/** The curves of a lane: one per persona that has points of its own. Of several points of one persona in a cell, the last. */
export function curvesOf(cells: LaneCells, layout: Layout): { persona: string; cards: (Card | null)[] }[] {
  const found = new Map<string, (Card | null)[]>();
  layout.columns.forEach(({ step }, column) => {
    for (const card of (step && cells.get(step.id)) ?? noCards) {
      if (!card.feeling) continue;
      const persona = card.personas?.[0] ?? '';
      let line = found.get(persona);
      if (!line) found.set(persona, (line = layout.columns.map(() => null)));
      line[column] = card;
    }
  });
  return [...found].map(([persona, cards]) => ({ persona, cards })).sort((a, b) => (a.persona === '' ? -1 : b.persona === '' ? 1 : a.persona < b.persona ? -1 : 1));
}
