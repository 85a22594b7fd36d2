import { describe, expect, it } from 'vitest';
import type { Card, MapDocument } from '../../../api/types';
import { boardOf, laneCells, type Board } from '../board';
import { nextCell, walk, type Spot } from '../gestures/spots';
import { layoutOf } from '../model';
import { spansOf } from './spans';

const steps = ['t1', 't2', 't3', 't4', 't5'];
/** Cards are written `id lane step` or `id lane step>step`. */
function boardWith(cards: string[], shown: string[] = steps, folded: string[] = []): Board {
  const doc = {
    format: 'tropa.map', version: 2, id: 'm', title: {}, kind: 'customer', state: 'as_is',
    stages: [{ id: 's1', name: {}, steps: ['t1', 't2'].map((id) => ({ id, name: {} })) }, { id: 's2', name: {}, steps: ['t3', 't4', 't5'].map((id) => ({ id, name: {} })) }],
    lanes: [{ id: 'a', role: 'actions' }, { id: 'b', role: 'text' }],
    cards: cards.map((line): Card => {
      const [id = '', lane = '', place = ''] = line.split(' ');
      const [at = '', until] = place.split('>');
      return { id, lane, at, ...(until && { until }), text: { en: id }, state: 'assumption' };
    }),
  } as unknown as MapDocument;
  const layout = layoutOf(doc, 1200, (step) => shown.includes(step.id), { folded: new Set(folded), widths: new Map() });
  return boardOf(doc, layout, { lanes: doc.lanes, both: new Set(), folded: new Set() });
}
const told = (board: Board, lane: string) => spansOf(laneCells(board, lane), board.layout).list.map(({ card, from, to, line, cut }) => `${card.id} ${from}-${to} line ${line}${cut.before ? ' ←' : ''}${cut.behind ? ' →' : ''}`);
const card = (id: string): Spot => ({ kind: 'card', id });
const cell = (lane: string, at: string): Spot => ({ kind: 'cell', lane, at });

describe('cards over several steps', () => {
  it('lie side by side where they can, else one above the other', () => {
    expect(told(boardWith(['x a t1>t2', 'y a t2>t4', 'z a t3>t5', 'n a t1']), 'a')).toEqual(['x 0-1 line 0', 'y 1-3 line 1', 'z 2-4 line 0']);
  });

  it('say where they are cut by what is not shown', () => {
    expect(told(boardWith(['x a t1>t4'], ['t2', 't3']), 'a')).toEqual(['x 0-1 line 0 ← →']);
    expect(told(boardWith(['x a t1>t4'], [...steps], ['s1']), 'a')).toEqual(['x 1-2 line 0 ←']);
  });

  it('are ordinary where one step of them is left, their own', () => {
    const board = boardWith(['x a t1>t4'], ['t1']);
    expect(told(board, 'a')).toEqual([]);
    expect(walk(board, { kind: 'step', id: 't1' }, 'down', () => 2)).toEqual(card('x'));
  });

  it('are nothing where no step of them is shown, or they end before they begin', () => {
    expect(told(boardWith(['x a t1>t2', 'y a t4>t3'], ['t3', 't4']), 'a')).toEqual([]);
  });

  it('never join the points of the curve', () => {
    const board = boardWith(['x a t1>t3']);
    const cells = new Map([['t1', [{ ...(board.cards.get('x') as Card), feeling: { value: 1 } }]]]);
    expect(spansOf(cells, board.layout).list).toEqual([]);
  });
});

describe('walking over a wide card', () => {
  const board = boardWith(['x a t2>t4', 'n a t2', 'm a t3', 'o b t3']);
  const step = (id: string): Spot => ({ kind: 'step', id });
  it.each([
    [step('t2'), 'down', card('x'), 'from its first step'],
    [step('t3'), 'down', card('x'), 'from a step in its middle'],
    [step('t4'), 'down', card('x'), 'from its last step'],
    [step('t5'), 'down', cell('a', 't5'), 'not from a step behind it'],
    [cell('a', 't1'), 'right', card('x'), 'from the left'],
    [cell('a', 't5'), 'left', card('x'), 'from the right'],
    [card('x'), 'right', cell('a', 't5'), 'past its end'],
    [card('x'), 'left', cell('a', 't1'), 'past its start'],
    [card('x'), 'down', card('n'), 'to the cell of its first step'],
    [card('n'), 'up', card('x'), 'up from a card below it'],
    [cell('a', 't4'), 'up', card('x'), 'up from an empty cell below it'],
    [cell('b', 't4'), 'up', cell('a', 't4'), 'to the empty cell first'],
  ] as [Spot, Parameters<typeof walk>[2], Spot, string][])('%j %s → %j: %s', (from, way, to) => {
    expect(walk(board, from, way, () => 2)).toEqual(to);
  });

  it('goes on in the column it came by', () => {
    expect(walk(board, card('x'), 'down', () => 2, 2)).toEqual(card('m'));
    expect(walk(board, card('x'), 'down', () => 2, 3)).toEqual(cell('a', 't4'));
  });

  it('Tab meets it where it begins, then every cell behind', () => {
    const way: Spot[] = [];
    for (let at: Spot | null = nextCell(board, { lane: 'a', at: 't1' }, 1, () => 2); at && way.length < 4; ) {
      way.push(at);
      const here: { lane: string; at: string } = at.kind === 'cell' ? at : { lane: 'a', at: board.cards.get(at.id)?.at ?? '' };
      at = nextCell(board, here, 1, () => 2);
    }
    expect(way).toEqual([card('x'), card('m'), cell('a', 't4'), cell('a', 't5')]);
  });
});
