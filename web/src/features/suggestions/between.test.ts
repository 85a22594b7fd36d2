import { describe, expect, it } from 'vitest';
import type { Card, MapDocument } from '../../api/types';
import { changesBetween, steady } from './between';
import { wordDiff } from './worddiff';

const card = (id: string, lane: string, at: string, more: Partial<Card> = {}): Card => ({ id, lane, at, state: 'assumption', text: { en: id, ru: id }, ...more });
const step = (id: string) => ({ id, name: { en: id } });
const base: MapDocument = {
  format: 'tropa.map', version: 2, id: 'm', title: { en: 'M' }, kind: 'customer', state: 'as_is',
  stages: [{ id: 'S', name: { en: 'S' }, steps: [step('a'), step('b')] }, { id: 'T', name: { en: 'T' }, steps: [step('c')] }],
  lanes: [{ id: 'do', role: 'actions' }, { id: 'pain', role: 'pains' }],
  cards: [card('1', 'do', 'a'), card('2', 'do', 'a'), card('3', 'pain', 'c', { opportunity: { status: 'planned', effort: 'low' } as unknown as Card['opportunity'] })],
};
const edited = (edit: (map: MapDocument) => void) => {
  const copy = structuredClone(base);
  edit(copy);
  return changesBetween(base, copy);
};
const at = <T>(list: T[], i: number): T => list[i] as T;

describe('changes between two states of a map', () => {
  it('are none between a map and its copy', () => {
    expect(edited(() => undefined)).toEqual([]);
  });

  it('set texts by language and parts of open objects apart', () => {
    expect(
      edited((map) => {
        at(map.cards, 0).text = { en: 'new', ru: '1' };
        at(map.cards, 2).opportunity = { status: 'planned', effort: 'high' } as unknown as Card['opportunity'];
        map.owner = 'Ann';
      }),
    ).toEqual([
      { do: 'set', of: 'map', id: '', field: ['owner'], value: 'Ann' },
      { do: 'set', of: 'card', id: '1', field: ['text', 'en'], value: 'new' },
      { do: 'set', of: 'card', id: '3', field: ['opportunity', 'effort'], value: 'high' },
    ]);
  });

  it('clear a field that is no longer there', () => {
    expect(edited((map) => delete at(map.cards, 0).text?.ru)).toEqual([{ do: 'set', of: 'card', id: '1', field: ['text', 'ru'] }]);
  });

  it('add a step into its stage and a card behind the one it stands below', () => {
    expect(
      edited((map) => {
        at(map.stages, 0).steps.splice(1, 0, step('new'));
        map.cards.push(card('4', 'do', 'a'));
      }),
    ).toEqual([
      { do: 'add', record: { kind: 'step', record: step('new') }, in: 'S', place: { after: 'a' } },
      { do: 'add', record: { kind: 'card', record: card('4', 'do', 'a') }, place: { after: '2' } },
    ]);
  });

  it('move only what was moved: a card to its cell, a step to its stage, a lane in its list', () => {
    expect(
      edited((map) => {
        at(map.cards, 0).at = 'c';
        const moved = at(map.stages, 0).steps.pop();
        if (moved) at(map.stages, 1).steps.push(moved);
        map.lanes.reverse();
      }),
    ).toEqual([
      { do: 'move', of: 'step', id: 'b', to: 'T', place: { after: 'c' } },
      { do: 'move', of: 'lane', id: 'pain', place: 'first' },
      { do: 'place_card', id: '1', lane: 'do', at: 'c' },
    ]);
  });

  it('remove a stage and not once more what stood in it', () => {
    expect(
      edited((map) => {
        map.stages.pop();
        map.cards.pop();
      }),
    ).toEqual([{ do: 'remove', of: 'stage', id: 'T' }]);
    expect(edited((map) => map.cards.shift())).toEqual([{ do: 'remove', of: 'card', id: '1' }]);
  });

  it('a new stage brings its steps', () => {
    const stage = { id: 'N', name: { en: 'N' }, steps: [step('n')] };
    expect(edited((map) => map.stages.unshift(stage))).toEqual([{ do: 'add', record: { kind: 'stage', record: stage }, place: 'first' }]);
  });
});

it('of a list that was shuffled the fewest are moved', () => {
  expect([...steady(['a', 'b', 'c', 'd'], ['d', 'a', 'b', 'c'])].sort()).toEqual(['a', 'b', 'c']);
  expect(steady(['a'], ['b']).size).toBe(0);
});

describe('words of two texts', () => {
  const told = (a: string, b: string) => wordDiff(a, b).map((part) => (part.kind === 'same' ? part.text : part.kind === 'in' ? `+${part.text}+` : `-${part.text}-`)).join('');
  it('are the same, gone or new', () => {
    expect(told('they wait two days', 'they wait three long days')).toBe('they wait -two -+three long +days');
    expect(told('', 'new')).toBe('+new+');
    expect(told('gone', '')).toBe('-gone-');
  });
  it('long texts are told as a whole', () => {
    const long = Array.from({ length: 3_000 }, (_, i) => `w${i}`).join(' ');
    expect(wordDiff(long, 'short').map((part) => part.kind)).toEqual(['out', 'in']);
  });
});
