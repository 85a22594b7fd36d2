import { describe, expect, it } from 'vitest';
import type { MapSummary } from '../../api/types';
import { healthOf } from './health';
import { atlasSearch, facetsOf, shownMaps } from './state';
import { besides, treeOf, type TreeNode } from './tree';

const now = Date.parse('2026-11-22T12:00:00Z');
const map = (id: string, more: Partial<MapSummary> = {}): MapSummary => ({
  id, title: { en: id }, kind: 'customer', state: 'as_is', stages: 1, steps: 1, cards: 4, backed: 4, total: 4, updated_at: '2026-11-20T00:00:00Z', owner: 'Ann', ...more,
});

describe('health', () => {
  it('of a map that is looked after is good', () => {
    expect(healthOf(map('a'), now).troubles).toEqual([]);
  });

  it('the day of review itself is not late', () => {
    expect(healthOf(map('a', { review_date: '2026-11-22' }), now).overdueDays).toBeNull();
    expect(healthOf(map('a', { review_date: '2026-11-20' }), now).overdueDays).toBe(2);
  });

  it('names everything that is wrong', () => {
    const poor = map('a', { owner: undefined, backed: 1, comments_open: 2, updated_at: '2026-03-01T00:00:00Z', review_date: '2026-05-01' });
    expect(healthOf(poor, now).troubles).toEqual(['overdue', 'stale', 'ownerless', 'unbacked', 'open']);
  });

  it('a map without cards is not called poor in evidence', () => {
    expect(healthOf(map('a', { total: 0, backed: 0 }), now).troubles).toEqual([]);
  });
});

describe('the list', () => {
  const maps = [
    map('sofa', { title: { en: 'Sofa', ru: 'Диван' }, department: { en: 'Delivery' }, personas: [{ id: 'p', name: { en: 'Anna' }, library: 'anna' }] }),
    map('loan', { kind: 'user', backed: 1, updated_at: '2026-11-21T00:00:00Z', personas: [{ id: 'q', name: { en: 'Anna' }, library: 'anna' }] }),
    map('old', { archived_at: '2026-01-01T00:00:00Z' }),
  ];
  const ids = (search: object) => shownMaps(maps, atlasSearch(search as Record<string, unknown>), 'en', now).map((m) => m.id);

  it('leaves the archive out until it is asked for', () => {
    expect(ids({})).toEqual(['loan', 'sofa']);
    expect(ids({ archived: 'yes' })).toEqual(['old']);
  });

  it('finds by every word, in any language, in department and persona', () => {
    expect(ids({ q: 'диван' })).toEqual(['sofa']);
    expect(ids({ q: 'deliv anna' })).toEqual(['sofa']);
    expect(ids({ q: 'deliv loan' })).toEqual([]);
  });

  it('narrows and sorts', () => {
    expect(ids({ kind: 'user' })).toEqual(['loan']);
    expect(ids({ health: 'unbacked' })).toEqual(['loan']);
    expect(ids({ persona: 'anna', sort: 'coverage' })).toEqual(['sofa', 'loan']);
  });

  it('an address with nonsense is an address without it', () => {
    expect(atlasSearch({ kind: 'alien', sort: '1', view: 'x', q: '' })).toEqual(atlasSearch({}));
  });

  it('one persona of two maps is one choice', () => {
    expect(facetsOf(maps, 'en').personas).toEqual([{ value: 'anna', label: 'Anna', count: 2 }]);
  });
});

describe('the hierarchy', () => {
  const draw = (nodes: TreeNode[]): string => nodes.map((node) => node.map.id + (node.below.length ? `(${draw(node.below)})` : '')).join(' ');

  it('is the same whichever of two maps holds the link', () => {
    const link = (kind: 'parent' | 'child', to: string) => [{ kind, map: to }];
    expect(draw(treeOf([map('whole'), map('part', { links: link('parent', 'whole') })]))).toBe('whole(part)');
    expect(draw(treeOf([map('whole', { links: link('child', 'part') }), map('part')]))).toBe('whole(part)');
  });

  it('cuts a circle and loses no map', () => {
    const circle = [map('a', { links: [{ kind: 'parent', map: 'b' }] }), map('b', { links: [{ kind: 'parent', map: 'c' }] }), map('c', { links: [{ kind: 'parent', map: 'a' }] })];
    expect(draw(treeOf(circle)).match(/[abc]/g)?.sort()).toEqual(['a', 'b', 'c']);
  });

  it('shows as is beside to be from both sides', () => {
    const pair = [map('now', { links: [{ kind: 'to_be', map: 'then' }] }), map('then')];
    expect(besides(pair[0] as MapSummary, pair).map((b) => [b.kind, b.map.id])).toEqual([['to_be', 'then']]);
    expect(besides(pair[1] as MapSummary, pair).map((b) => [b.kind, b.map.id])).toEqual([['as_is', 'now']]);
  });
});
