import { describe, expect, it } from 'vitest';
import { decodeSteps, encodeSteps, exploreLink, exploreState, parseSearch, questionOf, stringifySearch } from './urlstate';

describe('the address', () => {
  it('keeps steps with commas, bars and backslashes in their names', () => {
    const steps = [{ activities: ['a,b', 'c|d'] }, { activities: ['e\\f'] }, { activities: ['Оплата'] }];
    expect(decodeSteps(encodeSteps(steps))).toEqual(steps);
    expect(encodeSteps([{ activities: ['Visit'] }, { activities: ['Cart', 'Basket'] }])).toBe('Visit,Cart|Basket');
  });

  it('survives being written and read', () => {
    const state = exploreState({ source: 'shop', tab: 'funnel', where: 'channel = "web" and a > 1', steps: 'a,b', window: '7d' });
    expect(exploreState(parseSearch(stringifySearch({ ...state })))).toEqual(state);
  });

  it('leaves out what it does not know', () => {
    expect(exploreState({ tab: 'nonsense', edges: '99999', depth: 'x' })).toMatchObject({ tab: undefined, edges: 1000, depth: undefined });
    expect(decodeSteps(' , |,')).toEqual([]);
  });
});

describe('the question of an address', () => {
  it('asks the graph when nothing is said', () => {
    expect(questionOf({})).toEqual({ ask: { graph: {} } });
  });

  it('a funnel needs two steps and a readable window', () => {
    expect(questionOf({ tab: 'funnel', steps: 'a' })).toBeNull();
    expect(questionOf({ tab: 'funnel', steps: 'a,b', window: 'soon' })).toBeNull();
    expect(questionOf({ tab: 'funnel', source: 's', where: 'x = "1"', steps: 'a,b|c', window: '2h', by: 'segment' })).toEqual({
      source: 's',
      where: 'x = "1"',
      ask: { funnel: { steps: [{ activities: ['a'] }, { activities: ['b', 'c'] }], window_s: 7200, by: 'segment' } },
    });
  });

  it('a card’s question leads to the same question in Explore', () => {
    const question = questionOf({ tab: 'funnel', source: 's', steps: 'a,b', window: '2h' });
    expect(question && questionOf(exploreLink(question) ?? {})).toEqual(question);
    const stages = {
      source: 's',
      ask: { stages: { stages: [{ name: 'A = B', activities: ['a=1', 'b'] }, { activities: ['c'] }], completed: ['d,e'], idle_s: 86_400 } },
    };
    expect(questionOf(exploreLink(stages) ?? {})).toEqual(stages);
    expect(questionOf(exploreLink({ ask: { touchpoints: { idle_s: 60 } } }) ?? {})).toEqual({ ask: { touchpoints: { idle_s: 60 } } });
    const between = questionOf({ tab: 'between', steps: 'a,b|c' });
    expect(between && questionOf(exploreLink(between) ?? {})).toEqual(between);
  });
});
