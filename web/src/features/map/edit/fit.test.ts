import { describe, expect, it } from 'vitest';
import type { Answer, AnyRow, Metric } from '../../../api/types';
import { figuresOf } from './answers';
import { fitFeeling, fitMetric, isAddress } from './fit';

const metric: Metric = { name: 'own', value: 40, unit: 'number', lo: 30, hi: 50, n: 200, count: 80, base: {} };

describe('a number of a card', () => {
  it('keeps its interval while it is inside, and loses it outside', () => {
    expect(fitMetric(metric, { value: 45 })).toMatchObject({ value: 45, lo: 30, hi: 50 });
    expect(fitMetric(metric, { value: 60 })).not.toHaveProperty('lo');
  });
  it('becomes a share as per cent, and back', () => {
    const share = fitMetric(metric, { unit: 'share' });
    expect(share).toMatchObject({ value: 0.4, lo: 0.3, hi: 0.5 });
    expect(fitMetric(share, { unit: 'number' }).value).toBeCloseTo(40);
    expect(fitMetric(metric, { unit: 'share', value: 250 }).value).toBe(1);
  });
  it('counts no more than there are, and nothing below zero that cannot be', () => {
    expect(fitMetric(metric, { n: 50 })).not.toHaveProperty('count');
    expect(fitMetric(metric, { unit: 'seconds', value: -3 }).value).toBe(0);
    expect(fitMetric(metric, { value: -3 }).value).toBe(-3);
  });
  it('a feeling stays on its scale', () => {
    expect(fitFeeling({ value: 0, lo: -0.2, hi: 0.2, n: 9 }, 2.4)).toEqual({ value: 2, n: 9 });
  });
  it('only addresses of the web and of mail are links', () => {
    expect(['https://a.example/x', 'mailto:a@b.example', 'javascript:alert(1)', 'a.example'].map(isAddress)).toEqual([true, true, false, false]);
  });
});

it('an answer gives the figures a card can carry', () => {
  const answer = { question: { ask: { stages: { stages: [] } } }, base: 'journeys of shop', n: 100, rows: [{ label: 'Buy', loss: 0.2, loss_lo: 0.1, loss_hi: 0.3, lost: 16, reach: 0.8, reached: 80 }] } as unknown as Answer<AnyRow>;
  expect(figuresOf(answer).map(({ of, metric: one }) => [of, one.name, one.value, one.n])).toEqual([['Buy', 'loss', 0.2, 80], ['Buy', 'reach', 0.8, 100]]);
  expect(figuresOf({ ...answer, question: { ask: { graph: {} } } } as unknown as Answer<AnyRow>)).toEqual([]);
});
