import { expect, it } from 'vitest';
import type { Attribution, Difference, Driver, Drivers, Estimate, Found } from '../../api/findings';
import type { MapDocument } from '../../api/types';
import { byChannel } from './credits';
import { momentChanges, placesOn } from './moment';
import { formatRange, runsOf, scaleOf, signed, worthTelling } from './numbers';

const estimate = (value: number, half: number): Estimate => ({ value, lo: value - half, hi: value + half, n: 100, level: 0.95 });

it('a change that rounds to nothing has no sign, a smaller one a true minus', () => {
  const one = (size: number) => size.toFixed(1);
  expect([signed(0.01, one), signed(-0.04, one), signed(-0.06, one), signed(2, one)]).toEqual(['0.0', '0.0', '\u22120.1', '+2.0']);
});

it('an end of an interval that nothing bounds is told so', () => {
  expect(formatRange({ lo: null, hi: 3 }, String)).toBe('∞…3');
});

it('a scale holds every interval and begins at nothing', () => {
  expect(scaleOf([0.2, null, 0.5]).min).toBe(0);
  expect(scaleOf([0.2, 0.5]).max).toBeGreaterThan(0.5);
  expect(scaleOf([-2, 3]).min).toBeLessThan(-2);
  expect(scaleOf([0.99], true).max).toBe(1);
});

it('equal steps in a row are one', () => {
  expect(runsOf(['a', 'a', 'b', 'a'])).toEqual([{ activity: 'a', times: 2 }, { activity: 'b', times: 1 }, { activity: 'a', times: 1 }]);
});

it('what may be chance is told only on demand, the largest effect first whichever way it points', () => {
  const one = (effect: number, q: number) => ({ effect, q }) as Difference;
  const list = [one(0.2, 0.01), one(-0.9, 0.04), one(2, 0.05)];
  expect(worthTelling(list, false).map((d) => d.effect)).toEqual([-0.9, 0.2]);
  expect(worthTelling(list, true).map((d) => d.effect)).toEqual([2, -0.9, 0.2]);
});

it('models disagree where not even their intervals meet', () => {
  const model = (name: string, web: Estimate, shop: Estimate) => ({
    model: name, title: { en: name },
    credits: [{ channel: 'web', conversions: web, share: web, value: 10 }, { channel: 'shop', conversions: shop, share: shop, value: 2 }],
  });
  const found = { models: [model('first', estimate(0.8, 0.02), estimate(0.2, 0.2)), model('last', estimate(0.6, 0.02), estimate(0.4, 0.1))] } as unknown as Attribution;
  expect(byChannel(found).map((row) => [row.channel, row.disagrees, row.least.model, row.value])).toEqual([['web', true, 'last', 10], ['shop', false, 'first', 2]]);
});

const driver = { kind: 'failure', activity: 'Payment failed', title: { en: 'Failure' }, reason: { en: 'why' }, records: 'has("Order")', effect: { value: -0.2, lo: -0.3, hi: -0.1, n: 900, level: 0.95 } } as unknown as Driver;
const found = { snapshot: 'shop@3', window: { from: '2026-01-05T00:00:00Z', to: '2026-05-01T10:00:00Z' }, found: { outcome: { goal: ['Order'] } } } as unknown as Found<Drivers>;
const doc = {
  lanes: [{ id: 'l1', role: 'pains' }],
  stages: [{ id: 's', name: {}, steps: [{ id: 'a', name: {}, activities: ['Order'] }, { id: 'b', name: {}, activities: ['Payment failed'] }] }],
} as unknown as MapDocument;

it('a bad experience on a map is told by what the better one is worth', () => {
  const { card, changes } = momentChanges(doc, 'b', driver, found);
  expect(changes).toHaveLength(2);
  const [lane, put] = changes as { record: { kind: string; record: Record<string, unknown> } }[];
  expect(lane?.record.record.role).toBe('moments_of_truth');
  expect(put?.record.record).toMatchObject({ id: card, lane: lane?.record.record.id, at: 'b', state: 'measured', moment: { effect: { value: 0.2, lo: 0.1, hi: 0.3, n: 900, unit: 'share', from: '2026-01-05', to: '2026-05-01' } } });
});

it('a lane that is there is used, and the step of the activity is known', () => {
  const lanes = [{ id: 'm', role: 'moments_of_truth' as const }];
  expect(momentChanges({ ...doc, lanes }, 'b', driver, found).changes).toHaveLength(1);
  expect(placesOn(doc, 'Payment failed').map((place) => place.fits)).toEqual([false, true]);
});
