/** Numbers kept within what the format allows, so that the server has nothing to put back. Pure. */

import type { FeelingPoint, Metric } from '../../../api/types';

const signed: ReadonlySet<Metric['unit']> = new Set<Metric['unit']>(['points', 'money', 'number']);

const within = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** An interval that no longer holds the value says nothing about it. */
function interval<T extends { value: number; lo?: number; hi?: number }>(of: T): T {
  const holds = (of.lo === undefined || of.lo <= of.value) && (of.hi === undefined || of.value <= of.hi);
  if (holds) return of;
  const rest = { ...of };
  delete rest.lo;
  delete rest.hi;
  return rest;
}

/** A number after one of its parts was changed. A number that becomes a share is read as per cent. */
export function fitMetric(before: Metric, change: Partial<Metric>): Metric {
  const asShare = change.unit === 'share' && before.unit !== 'share';
  const fromShare = change.unit !== undefined && change.unit !== 'share' && before.unit === 'share';
  const scale = asShare ? 0.01 : fromShare ? 100 : 1;
  const all = { ...before, ...change };
  const low = signed.has(all.unit) ? -Number.MAX_VALUE : 0;
  const high = all.unit === 'share' ? 1 : Number.MAX_VALUE;
  const fit = (value: number | undefined) => (value === undefined ? undefined : within(value * scale, low, high));
  const n = Math.max(0, Math.round(all.n));
  const { lo, hi, count, ...rest } = all;
  const next: Metric = { ...rest, n, value: fit(all.value) ?? 0 };
  if (lo !== undefined) next.lo = fit(lo);
  if (hi !== undefined) next.hi = fit(hi);
  if (count !== undefined && count <= n) next.count = count;
  return interval(next);
}

/** A feeling moved by hand: what was counted around the old one goes. */
export function fitFeeling(before: FeelingPoint | undefined, value: number): FeelingPoint {
  return interval({ ...before, value: within(Math.round(value * 100) / 100, -2, 2) });
}

/** A web or mail address, as the format takes them. */
export const isAddress = (text: string): boolean => /^(https?:\/\/|mailto:)\S+$/.test(text.trim());
