import { describe, expect, it } from 'vitest';
import type { MapDiff, MapDocument } from '../../api/types';
import { carried, inOrder, lanePairs, stagePairs } from './align';
import { marksOf, marksSheet } from './marks';

const stages = (...list: [string, string][]) => ({ stages: list.map(([id, en]) => ({ id, name: { en }, steps: [] })), lanes: [] }) as unknown as MapDocument;

describe('stages that stand beside each other', () => {
  it('are the same by id, else by what the comparison found, else by name', () => {
    const before = stages(['s1', 'Look'], ['s2', 'Buy'], ['s3', 'Use']);
    const after = stages(['s1', 'Search'], ['n2', 'buy '], ['n3', 'Live with it'], ['n4', 'Leave']);
    expect(stagePairs(before, after)).toEqual([['s1', 's1'], ['s2', 'n2']]);
    const diff = { differences: [{ of: 'stage', what: 'renamed', id: 'n3', matched: { was: 's3', by: 'place' } }] } as unknown as MapDiff;
    expect(stagePairs(before, after, diff)).toEqual([['s1', 's1'], ['s2', 'n2'], ['s3', 'n3']]);
  });

  it('one stage is never beside two', () => {
    expect(stagePairs(stages(['s1', 'Buy']), stages(['n1', 'Buy'], ['s1', 'Pay']))).toEqual([['s1', 's1']]);
  });

  it('lanes without a common id belong together by their role', () => {
    const lanes = (...list: [string, string][]) => ({ stages: [], lanes: list.map(([id, role]) => ({ id, role })) }) as unknown as MapDocument;
    expect(lanePairs(lanes(['l1', 'pains'], ['l2', 'text']), lanes(['m1', 'text'], ['m2', 'pains']))).toEqual([['l1', 'm2']]);
  });
});

describe('where the other map is scrolled to', () => {
  // Before: stages 0–400 and 400–600. After: the first is half as wide, a new one of 300 stands between.
  const anchors = inOrder([[0, 0], [400, 200], [400, 500], [600, 700]]);

  it('the same share of a stage, and past a stage the other map does not have', () => {
    expect([0, 200, 400, 500, 600, 650].map((at) => carried(at, anchors))).toEqual([0, 100, 200, 450, 700, 750]);
  });

  it('never backwards where stages changed places', () => {
    const swapped = inOrder([[0, 300], [300, 600], [300, 0], [600, 300]]);
    const went = [0, 100, 200, 300, 400, 500, 600].map((at) => carried(at, swapped));
    expect(went).toEqual([...went].sort((x, y) => x - y));
  });
});

describe('marks', () => {
  const diff = {
    differences: [
      { of: 'card', what: 'changed', id: 'c1' },
      { of: 'card', what: 'moved', id: 'c1' },
      { of: 'card', what: 'added', id: 'c2' },
      { of: 'card', what: 'removed', id: 'c3' },
      { of: 'stage', what: 'renamed', id: 'n1', matched: { was: 's1', by: 'name' } },
      { of: 'step', what: 'split', id: 't1', now: ['t1a', 't1b'] },
      { of: 'persona', what: 'added', id: 'p' },
    ],
  } as unknown as MapDiff;

  it('stand on the map a record is on, under the id it has there', () => {
    const { a, b } = marksOf(diff);
    expect([...a]).toEqual([['c1', 'moved'], ['c3', 'removed'], ['s1', 'renamed'], ['t1', 'split']]);
    expect([...b]).toEqual([['c1', 'moved'], ['c2', 'added'], ['n1', 'renamed'], ['t1a', 'split'], ['t1b', 'split']]);
  });

  it('an id cannot leave its quotes in the style sheet', () => {
    const sheet = marksSheet({ a: new Map([['x"]{}*{display:none}', 'added']]), b: new Map() });
    expect(sheet).not.toContain('"]{}*');
  });
});
