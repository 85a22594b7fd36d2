import { describe, expect, it } from 'vitest';
import { heightAt, heightLines, smooth } from './terrain';

const numbers = (path: string) => [...path.matchAll(/-?[\d.]+/g)].map(([text]) => Number(text));
const hill = [{ x: 100, y: 100, height: 1, spread: 40 }];

describe('a landscape', () => {
  it('is highest on the top of its hill', () => {
    expect(heightAt(hill, 100, 100)).toBe(1);
    expect(heightAt(hill, 140, 100)).toBeLessThan(1);
  });

  it('has one closed line around a hill, everywhere as far from the top', () => {
    const [path] = heightLines(hill, 200, 200, 10, [0.5]);
    expect(path?.match(/M/g)).toHaveLength(1);
    const radius = 40 * Math.sqrt(2 * Math.log(2));
    const points = numbers(path ?? '');
    for (let i = 0; i < points.length; i += 2) expect(Math.hypot((points[i] ?? 0) - 100, (points[i + 1] ?? 0) - 100)).toBeCloseTo(radius, -1);
    expect(points.slice(0, 2)).toEqual(points.slice(-2));
  });

  it('has no line above its top', () => {
    expect(heightLines(hill, 200, 200, 10, [1.5])).toEqual(['']);
  });

  it('is drawn the same twice', () => {
    expect(heightLines(hill, 200, 200, 10, [0.2, 0.6])).toEqual(heightLines(hill, 200, 200, 10, [0.2, 0.6]));
  });
});

it('a smooth line goes through its points', () => {
  expect(smooth([{ x: 0, y: 0 }, { x: 6, y: 6 }, { x: 12, y: 0 }])).toBe('M0 0C1 1 4 6 6 6C8 6 11 1 12 0');
  expect(smooth([])).toBe('');
});
