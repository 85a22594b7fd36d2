import { describe, expect, it } from 'vitest';
import { bandPath, curvePath, extremes, feelingLevel, monotoneSlopes, splitRuns, type Point } from './curve';

const at = (ys: number[]): Point[] => ys.map((y, x) => ({ x, y }));

function sample(points: Point[]): number[] {
  const m = monotoneSlopes(points);
  const out: number[] = [];
  for (let i = 0; i + 1 < points.length; i++) {
    const [p, q] = [points[i] as Point, points[i + 1] as Point];
    const h = q.x - p.x;
    for (let k = 0; k <= 50; k++) {
      const t = k / 50;
      out.push(
        (2 * t ** 3 - 3 * t * t + 1) * p.y +
          (t ** 3 - 2 * t * t + t) * h * (m[i] as number) +
          (-2 * t ** 3 + 3 * t * t) * q.y +
          (t ** 3 - t * t) * h * (m[i + 1] as number),
      );
    }
  }
  return out;
}

describe('the emotion curve', () => {
  it('never shows a feeling beyond the ones measured', () => {
    const values = sample(at([1, 2, 2, -2, -2, 1]));
    expect(Math.max(...values)).toBeLessThanOrEqual(2);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(-2);
  });

  it('stays between neighbours on seeded random values', () => {
    let seed = 7;
    const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
    for (let round = 0; round < 200; round++) {
      const ys = Array.from({ length: 8 }, () => random() * 4 - 2);
      const values = sample(at(ys));
      ys.slice(1).forEach((y, i) => {
        const part = values.slice(i * 51, i * 51 + 51);
        const before = ys[i] as number;
        expect(Math.min(...part), `round ${round}`).toBeGreaterThanOrEqual(Math.min(y, before) - 1e-9);
        expect(Math.max(...part), `round ${round}`).toBeLessThanOrEqual(Math.max(y, before) + 1e-9);
      });
    }
  });

  it('passes through its points', () => {
    expect(curvePath([{ x: 0, y: 0 }, { x: 3, y: 3 }])).toBe('M0 0C1 1 2 2 3 3');
    expect(curvePath([{ x: 5, y: 1 }])).toBe('');
  });

  it('closes the band of the interval', () => {
    const band = bandPath(at([2, 3]), at([0, 1]));
    expect(band).toBe('M0 2C0.33 2.33 0.67 2.67 1 3L1 1C0.67 0.67 0.33 0.33 0 0Z');
  });

  it('a step without a value is a gap, not a guess', () => {
    const { runs, gaps } = splitRuns([1, 2, null, null, 0, null]);
    expect(runs).toEqual([{ start: 0, values: [1, 2] }, { start: 4, values: [0] }]);
    expect(gaps).toEqual([[1, 4]]);
  });

  it('steps that are hidden leave a gap', () => {
    const { runs, gaps } = splitRuns([1, 2, 0], [0, 1, 5]);
    expect(runs.map((run) => run.start)).toEqual([0, 2]);
    expect(gaps).toEqual([[1, 2]]);
  });

  it('labels highs, lows and ends only', () => {
    expect(extremes([0, 1, 2, 1, null, -1, 0])).toEqual([0, 2, 5, 6]);
    expect(extremes([0, 1, 1, 0])).toEqual([0, 1, 3]);
    expect(extremes([null, null])).toEqual([]);
  });

  it('words follow the nearest whole value', () => {
    expect([-1.6, -0.4, 0.5, 1.4, 9].map(feelingLevel)).toEqual([-2, 0, 1, 1, 2]);
  });
});
