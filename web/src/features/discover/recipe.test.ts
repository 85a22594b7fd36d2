import { beforeEach, describe, expect, it } from 'vitest';
import { parseSearch, stringifySearch } from '../../lib/urlstate';
import type { Origin } from '../../api/types';
import { begun, both, discoverSearch, forgetRecipe, keepRecipe, keptRecipes, orderOf } from './recipe';

describe('a recipe', () => {
  it('is the same after a way through the address', () => {
    const search = { source: 'shop', where: 'channel = "web"', stages: '5', by: ':segment', segment: 'segment = "family"', view: 'side' as const };
    expect(discoverSearch(parseSearch(stringifySearch(search)))).toEqual(search);
  });

  it('leaves out what it does not know and keeps the number of stages in its bounds', () => {
    expect(discoverSearch({ stages: '99', by: 'moon', segment: 'x', view: 'over' })).toEqual({ source: undefined, where: undefined, stages: '8', by: undefined, segment: undefined, view: undefined });
    expect(discoverSearch({ stages: 'aida_loyalty' }).stages).toBe('aida_loyalty');
    expect(discoverSearch({ stages: 'no_such' }).stages).toBeUndefined();
  });

  it('asks for what filter and segment have in common', () => {
    expect(orderOf({ source: 'shop', stages: '4', where: 'a = 1 or b = 2', by: 'found', segment: 'has("Return")' })).toEqual({ source: 'shop', stages: { count: 4 }, where: '(a = 1 or b = 2) and has("Return")' });
    expect(orderOf({ source: 'shop', stages: 'generic_seven' })).toEqual({ source: 'shop', stages: { template: 'generic_seven' } });
    expect(orderOf({})).toBeNull();
    expect(both(undefined, ' ')).toBeUndefined();
  });

  it('begins with what the map was found in, until somebody chooses', () => {
    const doc = { origin: { snapshot: 'orders@7', filter: 'x = 1' } as Origin };
    const sources = [{ name: 'shop' }, { name: 'orders' }];
    expect(begun({}, doc, sources)).toMatchObject({ source: 'orders', where: 'x = 1' });
    expect(begun({ source: 'shop' }, doc, sources)).toEqual({ source: 'shop' });
    expect(begun({}, doc, [{ name: 'shop' }])).toEqual({ source: 'shop', where: undefined });
  });

  describe('that is kept', () => {
    beforeEach(() => localStorage.clear());
    it('is there next month under its name, once', () => {
      keepRecipe('m', 'Monthly', { source: 'shop', stages: '4', view: 'side' });
      keepRecipe('m', 'Every month', { source: 'shop', stages: '4' });
      expect(keptRecipes('m')).toEqual([{ name: 'Every month', address: '?source=shop&stages=4' }]);
      expect(keptRecipes('other')).toEqual([]);
      forgetRecipe('m', '?source=shop&stages=4');
      expect(keptRecipes('m')).toEqual([]);
    });
  });
});
