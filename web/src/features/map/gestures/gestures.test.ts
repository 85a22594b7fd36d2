import { describe, expect, it } from 'vitest';
import type { Card, MapDocument } from '../../../api/types';
import { boardOf, curvesOf, laneCells, type Board } from '../board';
import { layoutOf } from '../model';
import { fromHtml, fromTsv, readClipboard, toHtml, toTsv } from './clipboard';
import { commandOf, endOf, type Key } from './keys';
import { readMark, Selection } from './selection';
import { nextCell, rectangle, walk, type Spot } from './spots';

/** Two stages of two steps; lane `a` speaks of stages and steps, `b` of steps, `c` is empty. Cards are named by place. */
function makeDoc(cards: string[]): MapDocument {
  return {
    format: 'tropa.map', version: 2, id: 'm', title: {}, kind: 'customer', state: 'as_is',
    stages: [
      { id: 's1', name: {}, steps: [{ id: 't1', name: {} }, { id: 't2', name: {} }] },
      { id: 's2', name: {}, steps: [{ id: 't3', name: {} }, { id: 't4', name: {} }] },
    ],
    lanes: [{ id: 'a', role: 'actions' }, { id: 'b', role: 'text' }, { id: 'c', role: 'ideas' }],
    cards: cards.map((id): Card => {
      const [lane = '', at = ''] = id.split('.');
      return { id, lane, at, text: { en: id }, state: 'assumption' };
    }),
  } as MapDocument;
}
const usual = makeDoc(['a.s1', 'a.t1', 'a.t1.2', 'a.t1.3', 'a.t3', 'b.t2', 'b.t4']);
function boardFor(doc: MapDocument, before?: Board, view?: { folded?: string[]; foldedLanes?: string[] }): Board {
  const layout = before?.layout ?? layoutOf(doc, 1200, () => true, { folded: new Set(view?.folded), widths: new Map() });
  return boardOf(doc, layout, { lanes: doc.lanes, both: new Set(), folded: new Set(view?.foldedLanes) }, before);
}
const board = boardFor(usual);
const limit = () => 2;
const card = (id: string): Spot => ({ kind: 'card', id });
const cell = (lane: string, at: string): Spot => ({ kind: 'cell', lane, at });

describe('the board', () => {
  it('keeps everything a change did not touch', () => {
    const changed = { ...usual, cards: usual.cards.map((one) => (one.id === 'b.t2' ? { ...one, text: { en: 'new' } } : one)) };
    const after = boardFor(changed, board);
    expect(laneCells(after, 'a')).toBe(laneCells(board, 'a'));
    expect(laneCells(after, 'b')).not.toBe(laneCells(board, 'b'));
    expect(laneCells(after, 'b').get('t4')).toBe(laneCells(board, 'b').get('t4'));
    expect(after.rows).toBe(board.rows);
  });

  it('after typing is the board that would be made anew', () => {
    const typed = { ...usual, cards: usual.cards.map((one) => (one.id === 'a.t1.2' ? { ...one, text: { en: 'typed' } } : one)) };
    const wish = board.from.wish;
    const quick = boardOf(typed, board.layout, wish, board);
    const anew = boardOf(typed, board.layout, wish);
    expect(quick.rows).toBe(board.rows);
    expect({ ...quick, from: null }).toEqual({ ...anew, from: null });
    const moved = { ...usual, cards: usual.cards.map((one) => (one.id === 'a.t1.2' ? { ...one, at: 't4' } : one)) };
    expect(laneCells(boardOf(moved, board.layout, wish, board), 'a').get('t4')).toHaveLength(1);
  });

  it('draws one curve per persona, everybody’s first', () => {
    const point = (at: string, value: number, personas?: string[]): Card => ({ id: `${at}${value}`, lane: 'f', at, feeling: { value }, personas, state: 'assumption' }) as Card;
    const doc = { ...usual, cards: [point('t1', 1, ['zoe']), point('t1', -1), point('t3', 2)] };
    const curves = curvesOf(laneCells(boardFor(doc), 'f'), board.layout);
    expect(curves.map(({ persona, cards }) => [persona, ...cards.map((one) => one?.feeling?.value ?? null)])).toEqual([
      ['', -1, null, 2, null],
      ['zoe', 1, null, null, null],
    ]);
  });
});

describe('walking', () => {
  it.each([
    [card('a.t1'), 'down', card('a.t1.2'), 'through the cards of a cell'],
    [card('a.t1.2'), 'down', cell('b', 't1'), 'past cards that are not shown'],
    [card('a.t1'), 'up', card('a.s1'), 'to the row of stages above'],
    [card('a.s1'), 'up', { kind: 'step', id: 't1' }, 'to the headers'],
    [{ kind: 'step', id: 't1' }, 'up', { kind: 'stage', id: 's1' }, 'to the stage'],
    [card('a.t1'), 'right', cell('a', 't2'), 'to an empty cell'],
    [card('a.t1'), 'left', { kind: 'lane', id: 'a' }, 'to the rail'],
    [card('b.t4'), 'right', card('b.t4'), 'not past the edge'],
    [card('b.t4'), 'first', cell('b', 't1'), 'to the first step'],
    [cell('c', 't1'), 'end', cell('c', 't4'), 'to the end'],
  ] as [Spot, Parameters<typeof walk>[2], Spot, string][])('%j %s → %j: %s', (from, way, to) => {
    expect(walk(board, from, way, limit)).toEqual(to);
  });

  it('keeps the column over a cell as wide as a stage', () => {
    expect(walk(board, card('a.s1'), 'down', limit, 1)).toEqual(cell('a', 't2'));
  });

  it('steps over folded stages and lanes', () => {
    const folded = boardFor(usual, undefined, { folded: ['s1'], foldedLanes: ['b'] });
    expect(walk(folded, card('a.t3'), 'down', limit)).toEqual(cell('c', 't3'));
    expect(walk(folded, card('a.t3'), 'left', limit)).toEqual({ kind: 'lane', id: 'a' });
  });

  it('Tab goes from cell to cell and on to the next row', () => {
    expect(nextCell(board, { lane: 'a', at: 't3' }, 1, limit)).toEqual(cell('a', 't4'));
    expect(nextCell(board, { lane: 'a', at: 't4' }, 1, limit)).toEqual(cell('b', 't1'));
    expect(nextCell(board, { lane: 'b', at: 't1' }, -1, limit)).toEqual(cell('a', 't4'));
    expect(nextCell(board, { lane: 'c', at: 't4' }, 1, limit)).toBeNull();
  });
});

describe('the selection', () => {
  it('a rectangle holds all cells between two corners, whole stages where it touches them', () => {
    expect(rectangle(board, card('a.s1'), cell('b', 't2')).map((row) => row.map(({ lane, at }) => `${lane}.${at}`))).toEqual([['a.s1'], ['a.t1', 'a.t2'], ['b.t1', 'b.t2']]);
  });

  it('Shift extends from where it began, and marks only the cells it touches', () => {
    const selection = new Selection(() => board);
    selection.pick(card('a.t1'));
    selection.extend(card('b.t2'));
    expect(selection.chosen()).toEqual(['a.t1', 'a.t1.2', 'a.t1.3', 'b.t2']);
    expect(readMark(selection.markOf('b t2'))).toMatchObject({ cell: true, cursor: true, cards: ['b.t2'], several: true });
    expect(selection.markOf('b t4')).toBe('');
    selection.extend(card('a.t1.2'));
    expect(selection.chosen()).toEqual(['a.t1', 'a.t1.2']);
  });

  it('forgets what is gone, and an edit of it ends', () => {
    let now = board;
    const selection = new Selection(() => now);
    selection.edit({ kind: 'card', id: 'b.t2', cell: { lane: 'b', at: 't2' } });
    now = boardFor(makeDoc(['b.t4']));
    selection.settle();
    expect(selection.get()).toMatchObject({ cursor: null, editing: null });
  });

  it('follows a card that somebody else moves while it is edited', () => {
    let now = board;
    const selection = new Selection(() => now);
    selection.edit({ kind: 'card', id: 'b.t2', cell: { lane: 'b', at: 't2' } });
    now = boardFor({ ...usual, cards: usual.cards.map((one) => (one.id === 'b.t2' ? { ...one, at: 't3' } : one)) });
    selection.settle();
    expect(readMark(selection.markOf('b t3')).editing).toBe('b.t2');
  });
});

describe('keys', () => {
  const key = (name: string, more: Partial<Key> = {}): Key => ({ key: name, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...more });
  it.each([
    [key('ArrowLeft'), { do: 'walk', way: 'left' }],
    [key('ArrowDown', { shiftKey: true }), { do: 'extend', way: 'down' }],
    [key('ArrowUp', { altKey: true }), { do: 'move', way: 'up' }],
    [key('ф', { ctrlKey: true, code: 'KeyA' }), { do: 'all' }],
    [key('z', { metaKey: true, shiftKey: true, code: 'KeyZ' }), { do: 'redo' }],
    [key('Enter'), { do: 'edit' }],
    [key('Я'), { do: 'edit', typed: 'Я' }],
    [key('+'), { do: 'edit', typed: '+' }],
    [key(' '), { do: 'open' }],
    [key('Tab'), null],
    [key('F5'), null],
    [key('c', { ctrlKey: true, code: 'KeyC' }), null],
  ])('%j', (event, command) => {
    expect(commandOf(event, card('x'), true)).toEqual(command);
  });

  it('a reader walks and opens, and types nothing', () => {
    expect(commandOf(key('Enter'), card('x'), false)).toEqual({ do: 'open' });
    expect(commandOf(key('x'), card('x'), false)).toBeNull();
    expect(commandOf(key('Delete'), card('x'), false)).toBeNull();
  });

  it('letters do not rename a header', () => {
    expect(commandOf(key('x'), { kind: 'stage', id: 's' }, true)).toBeNull();
    expect(commandOf(key('F2'), { kind: 'stage', id: 's' }, true)).toEqual({ do: 'edit' });
  });

  it('Enter ends a text, Shift+Enter begins a line, and a word being composed is left alone', () => {
    expect(endOf(key('Enter'))).toBe('done');
    expect(endOf(key('Enter', { shiftKey: true }))).toBeNull();
    expect(endOf(key('Enter', { ctrlKey: true }))).toBe('another');
    expect(endOf({ ...key('Enter'), isComposing: true })).toBeNull();
  });
});

describe('the clipboard', () => {
  const block = [['plain', 'two\nlines', ''], ['a "quote"', '=1+1', 'tab\there']];
  it('a block comes back from text as it went', () => {
    expect(fromTsv(toTsv(block))).toEqual(block);
  });
  it('a block comes back from a table as it went', () => {
    expect(fromHtml(toHtml(block))?.map((row) => row.map((text) => text.replace('\t', ' ')))).toEqual(block.map((row) => row.map((text) => text.replace('\t', ' '))));
  });
  it('no spreadsheet takes a text for a formula, and a negative number stays one', () => {
    expect(toTsv([['=HYPERLINK("x")', '-1,5', '@x', '+ plus']])).toBe('"\'=HYPERLINK(""x"")"\t-1,5\t\'@x\t+ plus');
  });
  it('script in a pasted table is text or nothing', () => {
    expect(fromHtml('<table><tr><td colspan=2>a<script>alert(1)</script></td><td>b</td></tr></table>')?.[0]).toHaveLength(3);
  });
  it('a list of lines is a list of cards, without its bullets', () => {
    expect(readClipboard('- one\n\n• two\r\nthree', '')).toEqual({ kind: 'lines', lines: ['one', 'two', 'three'] });
    expect(readClipboard('a\tb', '')).toEqual({ kind: 'block', rows: [['a', 'b']] });
    expect(readClipboard('  ', '<p>x</p>')).toBeNull();
  });
});
