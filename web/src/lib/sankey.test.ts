import { expect, it } from 'vitest';
import type { PathNode, PathRow } from '../api/types';
import { buildSankey } from './sankey';

const size = { width: 400, height: 200, nodeWidth: 10, gap: 10 };
const a = (activity: string): PathNode => ({ activity });
const row = (step: number, source: PathNode, target: PathNode, journeys: number): PathRow => ({
  step,
  source,
  target,
  journeys,
  share: journeys / 100,
});
const rows = [
  row(1, a('visit'), a('cart'), 50),
  row(1, a('visit'), 'end', 20),
  row(1, 'other', a('cart'), 30),
  row(2, a('cart'), a('pay'), 60),
  row(2, a('cart'), 'other', 20),
  row(2, 'end', 'end', 20),
];

it('every column holds all journeys', () => {
  const { nodes, columns } = buildSankey(rows, size);
  expect(columns).toBe(3);
  for (let c = 0; c < columns; c++) {
    const column = nodes.filter((n) => n.column === c);
    expect(column.reduce((sum, n) => sum + n.journeys, 0)).toBe(100);
    expect(column.reduce((sum, n) => sum + n.share, 0)).toBeCloseTo(1);
  }
});

it('nodes of a column do not overlap and stay in the picture', () => {
  const { nodes } = buildSankey(rows, size);
  for (let c = 0; c < 3; c++) {
    const column = nodes.filter((n) => n.column === c).sort((p, q) => p.y - q.y);
    column.slice(1).forEach((n, i) => {
      const before = column[i] as (typeof column)[0];
      expect(n.y).toBeGreaterThanOrEqual(before.y + before.height);
    });
    expect(Math.max(...column.map((n) => n.y + n.height))).toBeLessThanOrEqual(200.2);
  }
});

it('other and end stand at the bottom of their column', () => {
  const { nodes } = buildSankey(rows, size);
  const last = nodes.filter((n) => n.column === 2).sort((p, q) => p.y - q.y);
  expect(last.map((n) => n.key)).toEqual(['pay', '#other', '#end']);
});

it('every row is one ribbon', () => {
  expect(buildSankey(rows, size).links).toHaveLength(rows.length);
  expect(buildSankey([], size)).toEqual({ nodes: [], links: [], columns: 0 });
});
