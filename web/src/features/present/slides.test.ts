import { describe, expect, it } from 'vitest';
import type { Card, MapDocument } from '../../api/types';
import { keyMeans, slidesOf } from './slides';

const card = (id: string, lane: string, at: string, more: Partial<Card> = {}): Card => ({ id, lane, at, state: 'measured', text: { en: id }, ...more });
const metric = (value: number) => ({ name: 'journeys_harmed' as const, value, unit: 'journeys' as const, n: 10, base: {} });
const steps = (count: number, of: string) => Array.from({ length: count }, (_, i) => ({ id: `${of}${i}`, name: { en: `${of}${i}` } }));
const doc: MapDocument = {
  format: 'tropa.map', version: 2, id: 'm', title: { en: 'M' }, kind: 'customer', state: 'as_is',
  stages: [{ id: 'A', name: { en: 'A' }, steps: steps(5, 'a') }, { id: 'B', name: { en: 'B' }, steps: steps(1, 'b') }, { id: 'C', name: { en: 'C' }, steps: [] }],
  lanes: [{ id: 'do', role: 'actions' }, { id: 'pain', role: 'pains' }, { id: 'kpi', role: 'kpis' }, { id: 'feel', role: 'feelings' }, { id: 'better', role: 'opportunities' }],
  cards: [
    card('does', 'do', 'a0'),
    card('hurts', 'pain', 'a0', { pain: { kind: 'loss', severity: 1, severity_unit: 'share' }, metric: metric(3) }),
    card('hurts more', 'pain', 'B', { pain: { kind: 'loss', severity: 1, severity_unit: 'share' }, metric: metric(9) }),
    card('reach', 'do', 'a0', { metric: { ...metric(1), name: 'reach' } }),
    card('number', 'kpi', 'a0'),
    card('joy', 'feel', 'a0', { feeling: { value: 2 } }),
    card('second', 'better', 'b0', { opportunity: { rank: 2 } as Card['opportunity'] }),
    card('first', 'better', 'a1', { opportunity: { rank: 1 } as Card['opportunity'] }),
    card('unranked', 'better', 'a1'),
  ],
};
const slides = slidesOf(doc);
const told = slides.map((slide) => (slide.kind === 'stage' ? `${slide.stage.id}${slide.part + 1}/${slide.parts}:${slide.columns.length}` : slide.kind));

describe('slides', () => {
  it('are the whole, the stages in even parts, and what to do first', () => {
    expect(told).toEqual(['title', 'A1/2:3', 'A2/2:2', 'B1/1:1', 'C1/1:0', 'finale']);
    expect(slidesOf({ ...doc, stages: [] })).toEqual([]);
  });

  it('tell pains before actions and leave plain numbers on the map', () => {
    const slide = slides[1];
    if (slide?.kind !== 'stage') throw new Error('not a stage');
    expect(slide.columns[0]?.cards.map((one) => one.card.id)).toEqual(['hurts', 'does']);
    expect(slide.columns[0]?.feeling?.id).toBe('joy');
  });

  it('end with opportunities by rank and pains by whom they harm', () => {
    const slide = slides.at(-1);
    if (slide?.kind !== 'finale') throw new Error('no finale');
    expect(slide.opportunities.map((one) => one.id)).toEqual(['first', 'second', 'unranked']);
    expect(slide.worst.map((one) => one.id)).toEqual(['hurts more', 'hurts']);
  });

  it('turn by arrows, space and a remote; letters do the same on a Russian keyboard', () => {
    expect(['ArrowRight', ' ', 'PageDown'].map(keyMeans)).toEqual(['next', 'next', 'next']);
    expect(['ArrowLeft', 'PageUp'].map(keyMeans)).toEqual(['back', 'back']);
    expect(['n', 'т', 'f', 'а', 'Escape', 'x'].map(keyMeans)).toEqual(['notes', 'notes', 'full', 'full', 'end', null]);
  });
});
