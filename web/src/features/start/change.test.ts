import { describe, expect, it } from 'vitest';
import type { MapDocument } from '../../api/types';
import { adopted, backed } from './adopt';
import { emptyMap, findings, intendedOf, intending, laneOf, ranked, withCard, withFeeling, withLane, withoutLane, withoutVoice, withTemplate, withText, withVoice } from './change';

const template: MapDocument = {
  ...emptyMap(),
  stages: [
    { id: 'choose', name: { en: 'Choose' }, steps: [{ id: 'look', name: { en: 'Looks' } }] },
    { id: 'get', name: { en: 'Get' }, steps: [{ id: 'wait', name: { en: 'Waits' } }] },
  ],
  lanes: [{ id: 'lane-actions', role: 'actions' }, { id: 'lane-feelings', role: 'feelings' }, { id: 'lane-pains', role: 'pains' }],
  cards: [
    { id: 'example', lane: 'lane-actions', at: 'look', text: { en: 'Reads reviews' }, state: 'assumption' },
    { id: 'mood', lane: 'lane-feelings', at: 'look', text: {}, state: 'assumption', feeling: { value: 1 } },
  ],
};
const found: MapDocument = {
  ...emptyMap(),
  id: 'found',
  title: { en: 'Found' },
  stages: [{ id: 'f1', name: { en: 'First' }, steps: [{ id: 'visit', name: { en: 'Visit' }, activities: ['visit'] }, { id: 'waits', name: { en: 'waits' }, activities: ['delivery'] }] }],
  lanes: [{ id: 'r', role: 'actions' }, { id: 'p', role: 'pains' }],
  cards: [
    { id: 'n1', lane: 'r', at: 'visit', text: { en: 'Visits' }, state: 'measured', evidence: [{ rule: 'x', snapshot: 's@1' }] },
    { id: 'n2', lane: 'p', at: 'f1', text: { en: 'Lost' }, state: 'measured', evidence: [{ rule: 'y' }] },
  ],
  origin: { snapshot: 's@1', from: '', to: '', n: 10, base: 'journeys of s' },
};
const voice = { card: 'v', feelingCard: 'vf', role: 'pains' as const, at: 'wait', quote: 'Where is it?', lang: 'en', by: 'Ann', feeling: -1 };

describe('a template', () => {
  it('brings stages and examples, but no feelings nobody felt', () => {
    const map = withTemplate({ ...emptyMap(), title: { en: 'Mine' } }, template, true);
    expect(map.title).toEqual({ en: 'Mine' });
    expect(map.cards.map((card) => card.id)).toEqual(['example']);
    expect(withTemplate(emptyMap(), template, false).cards).toEqual([]);
  });

  it('keeps departments and how people should look back', () => {
    const begun = intending(withTemplate({ ...emptyMap(), items: [{ id: 'd', kind: 'department', name: { en: 'Support' } }] }, template, true), { en: 'Well' });
    const other = withTemplate(begun, { ...template, stages: template.stages.slice(0, 1) }, true);
    expect(other.items?.map((item) => item.id)).toEqual(['d']);
    expect(intendedOf(other)).toEqual({ en: 'Well' });
    expect(other.stages.at(-1)?.steps.at(-1)?.id).toBe('look');
  });
});

it('a lane stands at its place, once, and goes with its cards', () => {
  const map = withLane(withLane(withTemplate(emptyMap(), template, true), 'touchpoints'), 'touchpoints');
  expect(map.lanes.map((lane) => lane.role)).toEqual(['actions', 'touchpoints', 'feelings', 'pains']);
  const less = withoutLane(map, 'actions');
  expect(less.lanes.map((lane) => lane.role)).toEqual(['touchpoints', 'feelings', 'pains']);
  expect(less.cards).toEqual([]);
});

it('a text is written over the own card and taken away when it says nothing', () => {
  const map = withText(withTemplate(emptyMap(), template, true), 'actions', 'look', 'ru', 'Читает отзывы', 'new');
  expect(map.cards).toEqual([{ id: 'example', lane: 'lane-actions', at: 'look', text: { en: 'Reads reviews', ru: 'Читает отзывы' }, state: 'assumption' }]);
  expect(withText(map, 'actions', 'look', 'ru', '', 'new').cards).toEqual([]);
  const other = withText(map, 'actions', 'wait', 'en', 'Calls', 'new');
  expect(withText(other, 'actions', 'wait', 'en', 'Calls', 'new').cards.filter((card) => card.id === 'new')).toHaveLength(1);
});

it('a measured feeling is not written over', () => {
  const map = withCard(withTemplate(emptyMap(), template, false), { id: 'm', lane: 'lane-feelings', at: 'wait', text: {}, state: 'measured', feeling: { value: -0.7, n: 90 } });
  expect(withFeeling(map, 'wait', 2, 'x')).toBe(map);
  expect(withFeeling(map, 'look', 2, 'x').cards.find((card) => card.id === 'x')?.state).toBe('assumption');
});

it('somebody’s words rest on themselves, and can be taken back with the feeling they told', () => {
  const begun = withTemplate(emptyMap(), template, false);
  const map = withVoice(begun, voice);
  expect(map.cards.map((card) => [card.id, card.state, card.evidence?.[0]?.quote?.by])).toEqual([['v', 'single_voice', 'Ann'], ['vf', 'single_voice', 'Ann']]);
  expect(withVoice(map, voice)).toEqual(map);
  expect(withoutVoice(map, 'v').cards).toEqual([]);
});

it('large effect for little effort comes first', () => {
  const chance = (id: string, impact: 'low' | 'high', effort: 'low' | 'high') => ({ id, lane: 'lane-opportunities', at: 'look', text: {}, state: 'assumption' as const, opportunity: { status: 'open' as const, impact, effort } });
  const map = ranked([chance('a', 'low', 'high'), chance('b', 'high', 'low')].reduce(withCard, withLane(withTemplate(emptyMap(), template, false), 'opportunities')));
  expect(map.cards.map((card) => [card.id, card.opportunity?.rank])).toEqual([['a', 2], ['b', 1]]);
});

describe('a found map taken in', () => {
  const own = intending(withVoice(withTemplate({ ...emptyMap(), id: 'mine', title: { en: 'Mine' }, personas: [{ id: 'ann', name: { en: 'Ann' } }] }, template, true), voice), { en: 'Well' });
  const map = adopted(own, found, new Set(['example']));

  it('gives columns, numbers and their origin; title and people stay', () => {
    expect(map.id).toBe('mine');
    expect(map.title).toEqual({ en: 'Mine' });
    expect(map.personas?.map((persona) => persona.id)).toEqual(['ann']);
    expect(map.stages.map((stage) => stage.id)).toEqual(['f1']);
    expect(map.origin?.snapshot).toBe('s@1');
    expect(intendedOf(map)).toEqual({ en: 'Well' });
  });

  it('moves what was heard to the found step of the same name, and drops examples', () => {
    expect(map.cards.map((card) => [card.id, card.at])).toEqual([['n1', 'visit'], ['n2', 'f1'], ['v', 'waits'], ['vf', 'waits']]);
    expect(map.cards.find((card) => card.id === 'v')?.lane).toBe('p');
    expect(backed(map)).toEqual({ backed: 4, total: 4 });
  });

  it('has one lane a role', () => {
    expect(new Set(map.lanes.map((lane) => lane.role)).size).toBe(map.lanes.length);
    expect(laneOf(map, 'feelings')).toBeTruthy();
    for (const card of map.cards) expect(map.lanes.some((lane) => lane.id === card.lane)).toBe(true);
  });

  it('names each trouble once', () => {
    expect(findings(map).hurts.map((card) => card.id)).toEqual(['n2', 'v']);
  });
});
