import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { map as sample } from '../../dev/mock';
import type { Card, MapDocument } from '../api/types';
import { MapStore } from './store';
import { writeMap } from './write';

const small = (): MapDocument => ({
  format: 'tropa.map',
  version: 2,
  id: 'm',
  title: { en: 'Tea', ru: 'Чай' },
  kind: 'customer',
  state: 'as_is',
  stages: [
    { id: 's1', name: { en: 'Before' }, steps: [{ id: 'a', name: { en: 'A' } }, { id: 'b', name: { en: 'B' } }] },
    { id: 's2', name: { en: 'After' }, steps: [{ id: 'c', name: { en: 'C' } }] },
  ],
  lanes: [{ id: 'do', role: 'actions' }, { id: 'say', role: 'quotes' }],
  cards: [
    { id: 'k1', lane: 'do', at: 'a', text: { en: 'one' }, state: 'assumption' },
    { id: 'k2', lane: 'do', at: 'a', until: 'b', text: { en: 'two' }, state: 'assumption' },
    { id: 'k3', lane: 'say', at: 'c', channel: 'web', state: 'measured', opportunity: { status: 'open', answers: ['k1'] }, evidence: [{ rule: 'r' }] } as Card,
  ],
  channels: [{ id: 'web', name: { en: 'Web' }, icon: 'web' }],
  personas: [{ id: 'p', name: { en: 'Ann' }, traits: [{ id: 't', kind: 'goal', text: { en: 'rest' }, state: 'assumption' }] }],
  paths: [{ id: 'w', name: { en: 'main' }, steps: ['a', 'b', 'c'], journeys: 3, share: 1 }],
});

function open(map: MapDocument): MapStore {
  const doc = new Y.Doc();
  writeMap(doc, map);
  const store = new MapStore(map.id, doc);
  store.writable = true;
  return store;
}

/** Two people: what one does comes to the other when `meet` is called. */
function two(map: MapDocument): [MapStore, MapStore, () => void] {
  const one = open(map);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(one.doc));
  const other = new MapStore(map.id, doc);
  other.writable = true;
  return [
    one,
    other,
    () => {
      Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(one.doc, Y.encodeStateVector(other.doc)));
      Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(other.doc, Y.encodeStateVector(one.doc)));
    },
  ];
}

describe('the live document', () => {
  it.each([['a small map', small()], ['the sample map', { ...sample, paths: undefined }]])('gives back %s as it was written', (_, map) => {
    expect(JSON.parse(JSON.stringify(open(map).getMap()))).toEqual(JSON.parse(JSON.stringify(map)));
  });

  it('a keystroke reads one record; all others are the same objects', () => {
    const store = open(small());
    const before = store.getMap();
    store.edit.setText('card', 'k1', 'text', 'en', 'one more');
    const after = store.getMap();
    expect(after.cards[0]?.text).toEqual({ en: 'one more' });
    expect(after.cards.slice(1).every((card, i) => card === before.cards[i + 1])).toBe(true);
    expect(after.stages).toBe(before.stages);
    expect(after.personas).toBe(before.personas);
  });

  it('a changed step makes its stage new and no other', () => {
    const store = open(small());
    const before = store.getMap();
    store.edit.setText('step', 'a', 'name', 'ru', 'А');
    const after = store.getMap();
    expect(after.stages[0]?.steps[0]?.name).toEqual({ en: 'A', ru: 'А' });
    expect(after.stages[0]).not.toBe(before.stages[0]);
    expect(after.stages[1]).toBe(before.stages[1]);
  });

  it('two people type in one card and both stay', () => {
    const [one, other, meet] = two(small());
    one.edit.setText('card', 'k1', 'text', 'en', 'not one');
    other.edit.setText('card', 'k1', 'text', 'en', 'one or two');
    meet();
    expect(one.getMap().cards[0]?.text).toEqual({ en: 'not one or two' });
    expect(other.getMap().cards[0]?.text).toEqual({ en: 'not one or two' });
  });

  it('two moves of one card leave it in one of the places, whole', () => {
    const [one, other, meet] = two(small());
    one.edit.moveCards(['k1'], { lane: 'say', at: 'b' });
    other.edit.moveCards(['k1'], { lane: 'do', at: 'c' });
    meet();
    const place = (store: MapStore) => store.record('card', 'k1');
    expect(place(one)).toEqual(place(other));
    expect([['say', 'b'], ['do', 'c']]).toContainEqual([place(one)?.lane, place(one)?.at]);
  });

  it('evidence added by two stays twice', () => {
    const [one, other, meet] = two(small());
    one.edit.addEvidence('card', 'k3', { quote: { text: 'x' } });
    other.edit.addEvidence('card', 'k3', { quote: { text: 'y' } });
    meet();
    expect(one.getMap().cards[2]?.evidence).toHaveLength(3);
    expect(other.getMap().cards[2]?.evidence).toEqual(one.getMap().cards[2]?.evidence);
  });

  it('new records stand where they were put, several in one edit too', () => {
    const store = open(small());
    store.edit.transact('many', () => {
      const { stage, step } = store.edit.addStage({ name: { en: 'Between' }, step: { en: 'x' }, before: 's2' });
      store.edit.addStep({ stage, name: { en: 'y' } });
      for (const text of ['1', '2', '3']) store.edit.addCard({ lane: 'do', at: step ?? '', text, lang: 'en' });
    });
    const map = store.getMap();
    expect(map.stages.map((stage) => stage.name.en)).toEqual(['Before', 'Between', 'After']);
    expect(map.stages[1]?.steps.map((step) => step.name.en)).toEqual(['x', 'y']);
    expect(map.cards.slice(3).map((card) => card.text?.en)).toEqual(['1', '2', '3']);
    store.undo();
    expect(store.getMap().stages).toHaveLength(2);
    expect(store.getMap().cards).toHaveLength(3);
    store.redo();
    expect(store.getMap().cards).toHaveLength(6);
  });

  it('records with one and the same place are set apart when something comes between them', () => {
    const store = open(small());
    for (const id of ['k1', 'k2', 'k3']) store.fields('card', id)?.set('order', 'a0');
    const id = store.edit.addCard({ lane: 'do', at: 'a', before: 'k2', lang: 'en', text: 'new' });
    expect(store.getMap().cards.map((card) => card.id)).toEqual(['k1', id, 'k2', 'k3']);
  });

  it('undo takes back one’s own edits and leaves what others did', () => {
    const [one, other, meet] = two(small());
    one.edit.setField('card', 'k1', 'state', 'measured');
    other.edit.setField('card', 'k2', 'state', 'single_voice');
    meet();
    one.undo();
    expect(one.getMap().cards.map((card) => card.state)).toEqual(['assumption', 'single_voice', 'measured']);
    expect(one.undoing.canUndo()).toBe(false);
    expect(one.undoing.canRedo()).toBe(true);
  });

  it('undo selects what was selected', () => {
    const store = open(small());
    const seen: unknown[] = [];
    store.undoing.onRestore((selected) => seen.push(selected));
    store.undoing.select({ card: 'k1' });
    store.edit.remove('card', ['k1']);
    store.undoing.select({});
    store.undo();
    expect(seen).toEqual([{ card: 'k1' }]);
    expect(store.record('card', 'k1')?.text).toEqual({ en: 'one' });
  });

  it('a removed step takes its cards along and shortens what spans it', () => {
    const store = open(small());
    store.edit.remove('step', ['a']);
    const map = store.getMap();
    expect(map.cards.map(({ id, at, until }) => ({ id, at, until }))).toEqual([{ id: 'k2', at: 'b', until: undefined }, { id: 'k3', at: 'c', until: undefined }]);
    expect(map.cards[1]?.opportunity).toEqual({ status: 'open' });
    expect(map.paths?.[0]?.steps).toEqual(['b', 'c']);
  });

  it('a removed channel takes cards that say nothing without it', () => {
    const store = open(small());
    store.edit.remove('channel', ['web']);
    expect(store.getMap().cards.map((card) => card.id)).toEqual(['k1', 'k2']);
  });

  it('parts of an open object are set apart, a value as a whole', () => {
    const [one, other, meet] = two(small());
    one.edit.setField('card', 'k3', 'opportunity.effort', 'low');
    other.edit.setField('card', 'k3', 'opportunity.impact', 'high');
    other.edit.setField('card', 'k3', ['metric', 'value'], 5);
    meet();
    expect(one.record('card', 'k3')?.opportunity).toEqual({ status: 'open', answers: ['k1'], effort: 'low', impact: 'high' });
    expect(one.record('card', 'k3')?.metric).toEqual({ value: 5 });
    one.edit.setField('card', 'k3', 'opportunity', undefined);
    expect(one.record('card', 'k3')?.opportunity).toBeUndefined();
  });

  it('a block of texts becomes cards, and says what found no place', () => {
    const store = open(small());
    const { ids, rowsLeft, columnsLeft } = store.edit.pasteBlock('say', 'b', [['q1', 'q2', 'q3'], ['lost']], 'en');
    expect(ids.map((id) => [store.record('card', id)?.at, store.record('card', id)?.text?.en])).toEqual([['b', 'q1'], ['c', 'q2']]);
    expect([rowsLeft, columnsLeft]).toEqual([1, 1]);
  });

  it('reads whatever stands in the document', () => {
    const store = open(small());
    store.doc.transact(() => {
      const cards = store.doc.getMap('cards');
      cards.set('text', 'no record');
      const strange = new Y.Map<unknown>();
      cards.set('strange', strange);
      for (const [key, value] of Object.entries({ cell: 7, order: {}, 'text:en': 3, items: 'x', metric: [1], evidence: 1, personas: null })) strange.set(key, value);
      const nowhere = new Y.Map<unknown>();
      cards.set('nowhere', nowhere);
      nowhere.set('cell', ['gone', 'a']);
    });
    expect(store.getMap().cards.map((card) => card.id)).toEqual(['k1', 'k2', 'k3']);
    expect(store.record('card', 'strange')).toEqual({ id: 'strange', lane: '', at: '', state: 'assumption', text: { und: '' } });
  });
});
