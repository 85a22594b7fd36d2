/** The emotion curve: monotone cubic (Fritsch–Carlson), so that the line never leaves the values it joins. */

export interface Point {
  x: number;
  y: number;
}

const num = (value: number) => String(Math.round(value * 100) / 100);

/** Slopes at each point such that the cubic through them never overshoots. `x` strictly rises. */
export function monotoneSlopes(points: Point[]): number[] {
  const n = points.length;
  if (n < 2) return points.map(() => 0);
  const at = (i: number) => points[i] as Point;
  const secant = Array.from({ length: n - 1 }, (_, i) => (at(i + 1).y - at(i).y) / (at(i + 1).x - at(i).x));
  const d = (i: number) => secant[i] as number;
  const slopes = points.map((_, i) => {
    if (i === 0) return d(0);
    if (i === n - 1) return d(n - 2);
    return d(i - 1) * d(i) <= 0 ? 0 : (d(i - 1) + d(i)) / 2;
  });
  for (let i = 0; i < n - 1; i++) {
    if (d(i) === 0) {
      slopes[i] = slopes[i + 1] = 0;
      continue;
    }
    const a = (slopes[i] as number) / d(i);
    const b = (slopes[i + 1] as number) / d(i);
    const length = a * a + b * b;
    if (length > 9) {
      const shrink = 3 / Math.sqrt(length);
      slopes[i] = shrink * a * d(i);
      slopes[i + 1] = shrink * b * d(i);
    }
  }
  return slopes;
}

/** SVG path data through the points; empty for fewer than two. */
export function curvePath(points: Point[]): string {
  const [first, ...rest] = points;
  if (!first || rest.length === 0) return '';
  const slopes = monotoneSlopes(points);
  let path = `M${num(first.x)} ${num(first.y)}`;
  rest.forEach((p, i) => {
    const before = points[i] as Point;
    const third = (p.x - before.x) / 3;
    const c1 = before.y + (slopes[i] as number) * third;
    const c2 = p.y - (slopes[i + 1] as number) * third;
    path += `C${num(before.x + third)} ${num(c1)} ${num(p.x - third)} ${num(c2)} ${num(p.x)} ${num(p.y)}`;
  });
  return path;
}

/** Closed area between an upper and a lower curve over the same x. */
export function bandPath(upper: Point[], lower: Point[]): string {
  if (upper.length < 2) return '';
  const back = curvePath([...lower].reverse().map((p) => ({ x: -p.x, y: p.y })));
  const mirrored = back.replace(/(-?[\d.]+) (-?[\d.]+)/g, (_, x: string, y: string) => `${num(-Number(x))} ${y}`);
  return `${curvePath(upper)}L${mirrored.slice(1)}Z`;
}

/**
 * Neighbouring values in runs; `gaps` are the bridges over steps without a value, drawn dotted. `places` are the places
 * of the values in the whole map where only some of its steps are shown: over hidden steps there is a gap too.
 */
export function splitRuns<T>(values: (T | null)[], places: number[] = values.map((_, i) => i)): { runs: { start: number; values: T[] }[]; gaps: [number, number][] } {
  const runs: { start: number; values: T[] }[] = [];
  const gaps: [number, number][] = [];
  let last = -1;
  values.forEach((value, i) => {
    if (value === null) return;
    const current = runs.at(-1);
    if (current && last === i - 1 && places[last] === (places[i] ?? 0) - 1) current.values.push(value);
    else {
      if (last >= 0) gaps.push([last, i]);
      runs.push({ start: i, values: [value] });
    }
    last = i;
  });
  return { runs, gaps };
}

/** Places of the local highs and lows and of both ends: only they carry a label. Of a plateau, the first point. */
export function extremes(values: (number | null)[]): number[] {
  const known = values.flatMap((value, i) => (value === null ? [] : [{ value, i }]));
  const turns = known.filter(({ value }, k) => {
    const before = known.slice(0, k).reverse().find((p) => p.value !== value);
    if (known[k - 1]?.value === value) return false;
    const after = known.slice(k + 1).find((p) => p.value !== value);
    if (!before || !after) return true;
    return (value - before.value) * (value - after.value) > 0;
  });
  return turns.map(({ i }) => i);
}

/** The five words of the scale by nearest whole value, −2..=2. */
export function feelingLevel(value: number): -2 | -1 | 0 | 1 | 2 {
  const level = Math.max(-2, Math.min(2, Math.round(value)));
  return (level === 0 ? 0 : level) as -2 | -1 | 0 | 1 | 2;
}
