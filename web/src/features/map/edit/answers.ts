/** The numbers of an answer that a card can carry as its reason. Pure. */

import type { Answer, AnyRow, BetweenRow, FunnelRow, LocalText, Metric, StageRow, TouchpointRow } from '../../../api/types';

export interface Figure {
  /** Of what in the answer: an activity, a step, a stage. */
  of: string;
  metric: Metric;
}

const share = (name: Metric['name'], value: number, n: number, base: LocalText, more: Partial<Metric> = {}): Metric => ({ name, value, unit: 'share', n, base, ...more });

/** One figure per row and meaning, most telling first. Answers that are pictures have none: only the question stays. */
export function figuresOf(answer: Answer<AnyRow>): Figure[] {
  const base: LocalText = { und: answer.base };
  const ask = answer.question.ask;
  if ('touchpoints' in ask) return (answer.rows as TouchpointRow[]).map((row) => ({ of: row.activity, metric: share('reach', row.reach, answer.n, base, { count: row.journeys }) }));
  if ('stages' in ask) {
    return (answer.rows as StageRow[]).flatMap((row) => [
      { of: row.label, metric: share('loss', row.loss, row.reached, base, { lo: row.loss_lo, hi: row.loss_hi, count: row.lost }) },
      { of: row.label, metric: share('reach', row.reach, answer.n, base, { count: row.reached }) },
    ]);
  }
  if ('funnel' in ask) {
    return (answer.rows as FunnelRow[])
      .filter((row) => row.step > 0)
      .map((row) => ({ of: [row.group, row.label].filter(Boolean).join(': '), metric: share('own', row.share, answer.n, base, { lo: row.share_lo, hi: row.share_hi, count: row.reached, label: { und: row.label } }) }));
  }
  if ('between' in ask) {
    return (answer.rows as BetweenRow[]).flatMap((row) => (row.time ? [{ of: '', metric: { name: 'median_time' as const, value: row.time.p50_s, unit: 'seconds' as const, n: row.time.n, base } }] : []));
  }
  return [];
}
