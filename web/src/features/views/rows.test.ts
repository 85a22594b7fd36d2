import { describe, expect, it } from 'vitest';
import type { Card, LaneRole, MapDocument } from '../../api/types';
import { zonesOf } from './lines';
import { fits, nextSort, rowsOfCards, sortOf, sortRows, sortText, wordsOf } from './rows';

const card = (id: string, at: string, more: Partial<Card> = {}): Card => ({ id, lane: 'do', at, state: 'measured', text: { en: id }, ...more });
const doc: MapDocument = {
  format: 'tropa.map', version: 2, id: 'm', title: { en: 'M' }, kind: 'customer', state: 'as_is',
  stages: [{ id: 's1', name: { en: 'Look' }, steps: [{ id: 'a', name: { en: 'Ad' } }] }, { id: 's2', name: { en: 'Buy' }, steps: [{ id: 'b', name: { en: 'Basket' } }] }],
  lanes: [{ id: 'do', role: 'actions' }],
  cards: [
    card('pays', 'b', { feeling: { value: -1 } }),
    card('Reads', 'a', { state: 'assumption', evidence: [{}, {}] }),
    card('whole', 's1', { feeling: { value: 1 } }),
    card('elsewhere', 'gone'),
  ],
};
const rows = rowsOfCards(doc, doc.lanes, () => true, new Map([['pays', 2]]), 'en', () => 'Actions', (one) => one.text?.en ?? '');
const order = (sort: string) => sortRows(rows, sortOf(sort), 'en').map((row) => row.card.id).join(' ');

describe('the table', () => {
  it('has a row for every card with a place, in the order of the journey', () => {
    expect(order('')).toBe('whole Reads pays');
    expect(rows.find((row) => row.card.id === 'pays')).toMatchObject({ stage: '2. Buy', step: 'Basket', comments: 2 });
  });

  it('sorts upwards and downwards; what has no value is last both times', () => {
    expect(order('feeling')).toBe('pays whole Reads');
    expect(order('-feeling')).toBe('whole pays Reads');
    expect(order('state')).toBe('Reads whole pays');
    expect(order('text')).toBe('pays Reads whole');
  });

  it('turns round on the second click and is the journey again on the third', () => {
    const first = nextSort(sortOf(undefined), 'lane');
    const second = nextSort(first, 'lane');
    expect([first, second, nextSort(second, 'lane')].map(sortText)).toEqual(['lane', '-lane', undefined]);
    expect(sortOf('nonsense')).toEqual({ key: 'place', down: false });
  });

  it('keeps rows that have every word somewhere', () => {
    const found = (q: string) => rows.filter((row) => fits(row, wordsOf(q, 'en'), 'en')).map((row) => row.card.id);
    expect(found('BUY pay')).toEqual(['pays']);
    expect(found('')).toHaveLength(3);
    expect(found('nothing')).toEqual([]);
  });
});

describe('the lines of a blueprint', () => {
  const told = (...roles: LaneRole[]) => zonesOf(roles.map((role, i) => ({ id: `${i}`, role }))).map((zone) => `${zone.depth}:${zone.lanes.map((lane) => lane.id).join('')}${zone.line ? ` ${zone.line}` : ''}`).join(', ');
  it('follow from what the lanes mean, whatever their order', () => {
    expect(told('actions', 'touchpoints', 'front_stage', 'back_stage', 'support')).toBe('0:01 interaction, 1:2 visibility, 2:3 internal_interaction, 3:4');
    expect(told('support', 'actions', 'kpis')).toBe('0:1 interaction, 3:0');
    expect(told('front_stage', 'back_stage')).toBe('1:0 visibility, 2:1');
    expect(told('actions', 'pains', 'kpis')).toBe('0:01');
  });
});
