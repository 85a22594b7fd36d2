import { describe, expect, it } from 'vitest';
import type { MapChange } from '../../api/reviewQueries';
import type { MapDocument } from '../../api/types';
import { shown, tell } from './told';

const doc: MapDocument = {
  format: 'tropa.map', version: 2, id: 'm', title: { en: 'M' }, kind: 'customer', state: 'as_is',
  stages: [{ id: 'S', name: { en: 'Buy' }, steps: [{ id: 'a', name: { en: 'Pay' } }] }],
  lanes: [{ id: 'do', role: 'actions' }],
  cards: [{ id: '1', lane: 'do', at: 'a', state: 'assumption', text: { en: 'pays by card' } }],
};
const told = (change: MapChange) => tell(change, doc, 'en', { lane: (role) => `<${role}>`, empty: '–' });

describe('a change in words', () => {
  it('of a text says before and after in its language', () => {
    expect(told({ do: 'set', of: 'card', id: '1', field: ['text', 'en'], value: 'pays' })).toEqual({ what: 'changed', of: 'card', id: '1', name: 'pays by card', field: 'text', lang: 'en', before: 'pays by card', after: 'pays' });
  });

  it('of a card that is gone says so', () => {
    expect(told({ do: 'remove', of: 'card', id: 'x' })).toMatchObject({ what: 'removed', name: 'x', gone: true });
  });

  it('of a move says from where to where, of what is new where it comes', () => {
    expect(told({ do: 'place_card', id: '1', lane: 'do', at: 'S' })).toMatchObject({ what: 'moved', before: '<actions> · Pay', after: '<actions> · Buy' });
    expect(told({ do: 'add', record: { kind: 'card', record: { id: 'n', lane: 'do', at: 'a', text: { en: 'new' } } } })).toMatchObject({ what: 'added', name: 'new', after: '<actions> · Pay' });
    expect(told({ do: 'add', record: { kind: 'step', record: { id: 'n', name: { en: 'Wait' } } }, in: 'S' })).toMatchObject({ name: 'Wait', after: 'Buy' });
  });

  it('values are shown as people read them', () => {
    expect([true, 1.234, ['a', 'b'], { en: 'x' }, { value: 0.5, unit: 'share' }, undefined].map((value) => shown(value, 'ru'))).toEqual(['да', '1,23', 'a, b', 'x', '0,5', '']);
  });
});
