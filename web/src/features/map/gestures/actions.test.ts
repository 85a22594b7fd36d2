import type { TFunction } from 'i18next';
import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { MapDocument } from '../../../api/types';
import { MapStore } from '../../../live/store';
import { writeMap } from '../../../live/write';
import { boardOf, cardsAt, type Board } from '../board';
import { layoutOf } from '../model';
import { Actions, copiedOf } from './actions';
import { Selection } from './selection';

const t = ((key: string) => key) as unknown as TFunction;
let store: MapStore;
let selection: Selection;
let actions: Actions;
let said: string[];

function board(): Board {
  const map = store.getMap();
  return boardOf(map, layoutOf(map, 1200), { lanes: map.lanes, both: new Set(), folded: new Set() });
}
/** Cards of a cell by their English text. */
const texts = (lane: string, at: string) => cardsAt(board(), lane, at).map((card) => card.text?.en ?? String(card.feeling?.value));
const stages = () => store.getMap().stages.map((stage) => `${stage.id}: ${stage.steps.map((step) => step.id).join(' ')}`);

beforeEach(() => {
  const doc = new Y.Doc();
  const map = {
    format: 'tropa.map', version: 2, id: 'm', title: { en: 'M' }, kind: 'customer', state: 'as_is',
    stages: [
      { id: 's1', name: { en: 'One' }, steps: [{ id: 't1', name: { en: 'a' } }, { id: 't2', name: { en: 'b' } }] },
      { id: 's2', name: { en: 'Two' }, steps: [{ id: 't3', name: { en: 'c' } }] },
    ],
    lanes: [{ id: 'do', role: 'actions' }, { id: 'feel', role: 'feelings' }, { id: 'think', role: 'thoughts' }],
    cards: [
      { id: 'c1', lane: 'do', at: 't1', text: { en: 'first' }, personas: ['p'], evidence: [{ quote: { text: 'q1' } }], state: 'single_voice' },
      { id: 'c2', lane: 'do', at: 't1', text: { en: 'second\nthird' }, evidence: [{ quote: { text: 'q2' } }], state: 'single_voice' },
      { id: 'c3', lane: 'think', at: 't2', text: { en: 'thought' }, state: 'assumption' },
      { id: 'f1', lane: 'feel', at: 't1', feeling: { value: 1 }, state: 'assumption' },
      { id: 'f2', lane: 'feel', at: 't2', feeling: { value: 2 }, state: 'measured' },
    ],
  } as unknown as MapDocument;
  writeMap(doc, map);
  store = new MapStore('m', doc);
  store.writable = true;
  selection = new Selection(board);
  said = [];
  actions = new Actions({ store, selection, board, t, lang: 'en', limit: () => Infinity, goTo: () => undefined, say: (text) => void said.push(text), unfold: () => undefined, me: () => 'Ann' });
});

describe('cards', () => {
  it('go past a neighbour before they leave their cell, and over the lane of the curve', () => {
    actions.shiftCards(['c1'], 'down');
    expect(texts('do', 't1')).toEqual(['second\nthird', 'first']);
    actions.shiftCards(['c1'], 'down');
    expect(texts('think', 't1')).toEqual(['first']);
    actions.shiftCards(['c1'], 'right');
    expect(texts('think', 't2')).toEqual(['thought', 'first']);
  });

  it('several go together or not at all', () => {
    actions.shiftCards(['c1', 'c3'], 'left');
    expect(said).toEqual(['grid.edge']);
    actions.shiftCards(['c1', 'c3'], 'right');
    expect(texts('do', 't2')).toEqual(['first']);
    expect(texts('think', 't3')).toEqual(['thought']);
    store.undo();
    expect([texts('do', 't1').length, texts('think', 't2')]).toEqual([2, ['thought']]);
  });

  it('do not go into the lane of the curve, nor a feeling out of it', () => {
    actions.moveCards(['c1'], { lane: 'feel', at: 't1' });
    actions.moveCards(['f1'], { lane: 'do', at: 't1' });
    expect(said).toEqual(['grid.doesNotFit', 'grid.doesNotFit']);
    expect(texts('do', 't1')).toHaveLength(2);
  });

  it('become one with the texts and evidence of all, and one undo parts them', () => {
    actions.mergeCards(['c1', 'c2']);
    const [card] = cardsAt(board(), 'do', 't1');
    expect(card?.text).toEqual({ en: 'first\nsecond\nthird' });
    expect(card?.evidence).toHaveLength(2);
    // One of them spoke of everybody.
    expect(card?.personas).toBeUndefined();
    store.undo();
    expect(texts('do', 't1')).toEqual(['first', 'second\nthird']);
  });

  it('become one per line, each with the evidence', () => {
    actions.splitCard('c2');
    expect(texts('do', 't1')).toEqual(['first', 'second', 'third']);
    expect(cardsAt(board(), 'do', 't1')[2]?.evidence).toEqual([{ quote: { text: 'q2' } }]);
  });

  it('a copy stands behind its original', () => {
    actions.duplicateCards(['c1']);
    expect(texts('do', 't1')).toEqual(['first', 'first', 'second\nthird']);
  });

  it('reach over the steps behind their own, and not past the last', () => {
    actions.stretchCard('c1', 1);
    actions.stretchCard('c1', 1);
    expect(store.record('card', 'c1')?.until).toBe('t3');
    actions.stretchCard('c1', 1);
    expect(said.at(-1)).toBe('grid.edge');
    actions.stretchCard('c1', -1);
    actions.stretchCard('c1', -1);
    expect(store.record('card', 'c1')?.until).toBeUndefined();
    expect(texts('do', 't1')).toEqual(['first', 'second\nthird']);
  });

  it('one begun and left empty was never there', () => {
    actions.create({ lane: 'do', at: 't3' }, 'x');
    store.edit.setText('card', selection.get().editing?.id ?? '', 'text', 'en', ' ');
    actions.endText('blur');
    expect(texts('do', 't3')).toEqual([]);
  });
});

describe('the curve', () => {
  it('moves within its scale; what was measured stays', () => {
    const card = (id: string) => store.record('card', id) as NonNullable<ReturnType<typeof board>['cards'] extends ReadonlyMap<string, infer C> ? C : never>;
    actions.setFeeling(card('f1'), 7.77);
    expect(card('f1').feeling?.value).toBe(2);
    actions.setFeeling(card('f2'), -1);
    expect(card('f2').feeling?.value).toBe(2);
    expect(said.at(-1)).toBe('grid.measuredStays');
    actions.addNote('f2', 'after the strike');
    expect(card('f2').evidence).toEqual([{ note: { by: 'Ann', text: { en: 'after the strike' } } }]);
  });
});

describe('stages, steps and lanes', () => {
  it('a step goes on into the next stage', () => {
    actions.shiftHead('step', 't2', 'right');
    expect(stages()).toEqual(['s1: t1', 's2: t2 t3']);
    actions.shiftHead('step', 't2', 'left');
    expect(stages()).toEqual(['s1: t1 t2', 's2: t3']);
  });

  it('a stage is parted at a step and joined again, with its cards', () => {
    actions.splitStage('t2');
    const [, made] = store.getMap().stages;
    expect(stages()).toEqual(['s1: t1', `${made?.id}: t2`, 's2: t3']);
    actions.mergeNext('stage', 's1');
    expect(stages()).toEqual(['s1: t1 t2', 's2: t3']);
    expect(texts('think', 't2')).toEqual(['thought']);
  });

  it('two steps become one, and their cards stand together', () => {
    actions.mergeNext('step', 't1');
    expect(stages()).toEqual(['s1: t1', 's2: t3']);
    expect(texts('think', 't1')).toEqual(['thought']);
    expect(texts('do', 't1')).toHaveLength(2);
    store.undo();
    expect(stages()).toEqual(['s1: t1 t2', 's2: t3']);
    expect(texts('think', 't2')).toEqual(['thought']);
  });

  it('a lane goes into the one above it with its cards', () => {
    actions.mergeNext('lane', 'do');
    expect(store.getMap().lanes.map((lane) => lane.id)).toEqual(['do', 'feel', 'think']);
    actions.shiftHead('lane', 'think', 'up');
    actions.mergeNext('lane', 'do');
    expect(store.getMap().lanes.map((lane) => lane.id)).toEqual(['do', 'feel']);
    expect(texts('do', 't2')).toEqual(['thought']);
  });

  it('a copy of a stage brings its steps and cards, and one undo takes all of it', () => {
    actions.duplicateHead('stage', 's1');
    expect(store.getMap().stages.map((stage) => stage.steps.length)).toEqual([2, 2, 1]);
    expect(store.getMap().cards).toHaveLength(10);
    store.undo();
    expect(stages()).toEqual(['s1: t1 t2', 's2: t3']);
    expect(store.getMap().cards).toHaveLength(5);
  });
});

describe('blocks', () => {
  const rows = [['x', 'y', 'z'], ['1,5', '', '−3']];
  it('larger than the map change nothing until somebody agrees', () => {
    const asked = actions.paste({ lane: 'do', at: 't2' }, { kind: 'block', rows }, false);
    expect(asked).toMatchObject({ steps: 1, lanes: 0 });
    expect(store.getMap().cards).toHaveLength(5);
    actions.paste({ lane: 'do', at: 't2' }, { kind: 'block', rows }, true);
    expect(store.getMap().stages[1]?.steps).toHaveLength(2);
    expect(texts('do', 't3')).toEqual(['y']);
  });

  it('numbers in the lane of the curve are feelings, within the scale', () => {
    actions.paste({ lane: 'do', at: 't1' }, { kind: 'block', rows }, false);
    expect(cardsAt(board(), 'feel', 't3').map((card) => card.feeling?.value)).toEqual([-2]);
    expect(cardsAt(board(), 'feel', 't1').map((card) => card.feeling?.value)).toEqual([1, 1.5]);
  });

  it('copied cards land as far apart as they lay, with their evidence', () => {
    selection.cards(['c1', 'c3']);
    const copied = copiedOf(board(), selection, 'm', () => undefined, t, 'en');
    expect(copied?.text).toBe('first\t\n\t\n\tthought');
    actions.pasteCards({ lane: 'do', at: 't2' }, copied?.cards ?? { format: 'tropa.cards', map: 'm', cards: [] });
    expect(texts('do', 't2')).toEqual(['first']);
    expect(texts('think', 't3')).toEqual(['thought']);
    expect(cardsAt(board(), 'do', 't2')[0]?.evidence).toHaveLength(1);
  });

  it('lines of text are cards of one cell', () => {
    actions.paste({ lane: 'think', at: 't1' }, { kind: 'lines', lines: ['a', 'b'] }, false);
    expect(texts('think', 't1')).toEqual(['a', 'b']);
  });
});
