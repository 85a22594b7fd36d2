import { describe, expect, it } from 'vitest';
import type { Card, MapDocument } from '../../api/types';
import { narrow, placesOf } from './narrow';
import { isPlain, viewOfQuery, viewQuery, viewSearch } from './state';

const card = (id: string, lane: string, at: string, more: Partial<Card> = {}): Card => ({ id, lane, at, state: 'measured', text: { en: id }, ...more });
const step = (id: string) => ({ id, name: { en: id } });
const doc: MapDocument = {
  format: 'tropa.map', version: 2, id: 'm', title: { en: 'M' }, kind: 'customer', state: 'as_is',
  stages: [{ id: 's1', name: { en: 'One' }, steps: [step('a'), step('b')] }, { id: 's2', name: { en: 'Two' }, steps: [step('c')] }],
  lanes: [{ id: 'do', role: 'actions' }, { id: 'ann', role: 'thoughts', persona: 'ann' }, { id: 'bob', role: 'thoughts', persona: 'bob' }, { id: 'pain', role: 'pains' }],
  personas: [{ id: 'ann', name: { en: 'Ann' } }, { id: 'bob', name: { en: 'Bob' } }],
  cards: [
    card('all', 'do', 'a'),
    card('anns', 'do', 'b', { personas: ['ann'] }),
    card('bobs', 'do', 'c', { personas: ['bob'], state: 'assumption' }),
    card('thought', 'ann', 'a', { state: 'assumption' }),
    card('hurts', 'pain', 's2'),
  ],
};
const ids = (part: { doc: MapDocument }) => part.doc.cards.map((one) => one.id).join(' ');
const steps = (part: { keepStep: (id: string) => boolean }) => ['a', 'b', 'c'].filter(part.keepStep).join(' ');
const lanes = (part: { lanes: { id: string }[] }) => part.lanes.map((one) => one.id).join(' ');

describe('a narrowed map', () => {
  it('is the map itself where nothing is asked', () => {
    const part = narrow(doc, {});
    expect(part.doc).toBe(doc);
    expect([lanes(part), steps(part), part.nothing]).toEqual(['do ann bob pain', 'a b c', false]);
  });

  it('of one persona keeps what speaks of everybody and leaves out the other’s lane', () => {
    const part = narrow(doc, { persona: 'ann' });
    expect([ids(part), lanes(part)]).toEqual(['all anns thought hurts', 'do ann pain']);
    expect(part.doc.cards[0]).toBe(doc.cards[0]);
  });

  it('of one stage has its steps only, and a stage that is not there narrows nothing', () => {
    expect(steps(narrow(doc, { stage: 's1' }))).toBe('a b');
    expect(steps(narrow(doc, { stage: 'gone' }))).toBe('a b c');
  });

  it('of problems has the steps that hurt', () => {
    const part = narrow(doc, { show: 'problems' });
    expect([steps(part), lanes(part)]).toEqual(['c', 'pain']);
  });

  it('of assumptions has their cards, lanes and steps', () => {
    const part = narrow(doc, { show: 'assumptions' });
    expect([ids(part), lanes(part), steps(part)]).toEqual(['bobs thought', 'do ann', 'a c']);
    expect(narrow({ ...doc, cards: [card('x', 'do', 'a')] }, { show: 'assumptions' }).nothing).toBe(true);
  });

  it('places: a card of a stage stands at all of its steps, one that spans at all it spans', () => {
    expect([...placesOf(doc, [card('x', 'do', 's1')])]).toEqual(['a', 'b']);
    expect([...placesOf(doc, [card('x', 'do', 'b', { until: 'c' })])]).toEqual(['b', 'c']);
  });
});

describe('a view in the address', () => {
  it('says what is there and leaves out what nobody knows', () => {
    expect(viewSearch({ view: 'table', show: 'all', q: 'call', sort: '-lane', stage: 's1' })).toEqual({ view: 'table', show: undefined, persona: undefined, stage: 's1', q: 'call', lane: undefined, sort: '-lane' });
    expect(viewSearch({ view: 'map', q: 'only of the table' })).toEqual({});
  });

  it('comes back from a saved query', () => {
    const view = { view: 'table', show: 'assumptions', persona: 'ann', lane: 'do' } as const;
    expect(viewOfQuery(viewQuery(view))).toMatchObject(view);
    expect(isPlain({})).toBe(true);
    expect(isPlain(view)).toBe(false);
  });
});
