import { expect, it } from 'vitest';
import type { Edit } from '../../api/findings';
import { attributionSearch, decodeEdits, decodeNames, decodeRules, encodeEdits, encodeNames, encodeRules, segmentsBy, segmentsSearch } from './state';

it('goals keep commas and backslashes of their names', () => {
  const names = ['Paid, in full', 'a\\b', 'Order'];
  expect(decodeNames(encodeNames(names))).toEqual(names);
  expect(encodeNames([])).toBeUndefined();
});

it('rules keep every mark of their filters', () => {
  const rules = [{ name: 'A: first; one', where: 'has("x;y") and note = "a:b\\\\c"' }, { name: 'B', where: 'n > 3' }];
  expect(decodeRules(encodeRules(rules))).toEqual(rules);
});

it('every kind of change comes back from the address as it went in', () => {
  const edits: Edit[] = [
    { move: { from: 'A > B; C', out_of: 'dropped', into: { activity: '+1' }, share: 0.25 } },
    { bypass: { activity: 'Wait' } },
    { close: { activity: 'Call' } },
    { connect: { from: 'A', into: 'completed', share: 0 } },
    { pace: { to: 'Delivery', factor: 0.5 } },
    { pace: { from: 'Order', to: 'Delivery', factor: 2 } },
  ];
  expect(decodeEdits(encodeEdits(edits))).toEqual(edits);
});

it('a change that cannot be is left out of the address', () => {
  expect(decodeEdits('move>A>-;connect>A>B>1.5;bypass>A;fly>A;pace>>B>-1')).toEqual([{ bypass: { activity: 'A' } }]);
});

it('what divides the journeys is asked only once it is whole', () => {
  expect(segmentsBy({})).toEqual({ journeys: { pace: true } });
  expect(segmentsBy({ k: 4, pace: 'no' })).toEqual({ journeys: { segments: 4, pace: false } });
  expect(segmentsBy({ by: 'attribute' })).toBeNull();
  expect(segmentsBy({ by: 'rules', rules: encodeRules([{ name: 'A', where: ' ' }]) })).toBeNull();
  expect(segmentsBy({ by: 'rules', rules: encodeRules([{ name: 'A', where: 'has("x")' }, { name: '', where: 'y' }]) })).toEqual({ rules: [{ name: 'A', where: 'has("x")' }] });
});

it('an address may hold anything', () => {
  expect(segmentsSearch({ by: 'magic', k: '99', own: '-1', all: 'maybe' })).toEqual(segmentsSearch({}));
  expect(attributionSearch({ days: '7.5', by: '' })).toEqual(attributionSearch({}));
});
