/** A landscape of height lines with a path walked through it: drawn, not loaded. Same input, same lines. */

export interface Hill {
  x: number;
  y: number;
  /** Above 0 a hill, below a hollow. */
  height: number;
  spread: number;
}

export interface Point {
  x: number;
  y: number;
}

export function heightAt(hills: readonly Hill[], x: number, y: number): number {
  return hills.reduce((sum, hill) => sum + hill.height * Math.exp(-((x - hill.x) ** 2 + (y - hill.y) ** 2) / (2 * hill.spread ** 2)), 0);
}

/** Sides of a cell that a height line joins, by which of its corners lie above it (marching squares). */
const joins: readonly (readonly [number, number])[][] = [
  [], [[3, 2]], [[2, 1]], [[3, 1]], [[0, 1]], [[0, 1], [3, 2]], [[0, 2]], [[3, 0]],
  [[3, 0]], [[0, 2]], [[3, 0], [2, 1]], [[0, 1]], [[3, 1]], [[2, 1]], [[3, 2]], [],
];

/** One SVG path per level: where the land is exactly that high. `cell` is the side of a square of the grid. */
export function heightLines(hills: readonly Hill[], width: number, height: number, cell: number, levels: readonly number[]): string[] {
  const columns = Math.ceil(width / cell) + 1;
  const rows = Math.ceil(height / cell) + 1;
  const land = Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => heightAt(hills, c * cell, r * cell)));
  return levels.map((level) => linesOf(land, cell, level).map(smooth).join(''));
}

function linesOf(land: number[][], cell: number, level: number): Point[][] {
  const next = new Map<string, { key: string; point: Point }[]>();
  const points = new Map<string, Point>();
  for (let r = 0; r + 1 < land.length; r++) {
    const row = land[r] ?? [];
    const below = land[r + 1] ?? [];
    for (let c = 0; c + 1 < row.length; c++) {
      const corners = [row[c] ?? 0, row[c + 1] ?? 0, below[c + 1] ?? 0, below[c] ?? 0] as const;
      const which = corners.reduce((bits, corner, i) => bits | (corner >= level ? 8 >> i : 0), 0);
      const share = (a: number, b: number) => (level - a) / (b - a);
      const side = (s: number): { key: string; point: Point } => {
        const [tl, tr, br, bl] = corners;
        switch (s) {
          case 0:
            return { key: `h${r},${c}`, point: { x: (c + share(tl, tr)) * cell, y: r * cell } };
          case 1:
            return { key: `v${r},${c + 1}`, point: { x: (c + 1) * cell, y: (r + share(tr, br)) * cell } };
          case 2:
            return { key: `h${r + 1},${c}`, point: { x: (c + share(bl, br)) * cell, y: (r + 1) * cell } };
          default:
            return { key: `v${r},${c}`, point: { x: c * cell, y: (r + share(tl, bl)) * cell } };
        }
      };
      for (const [from, to] of joins[which] ?? []) {
        const ends = [side(from), side(to)] as const;
        ends.forEach((end, i) => {
          points.set(end.key, end.point);
          next.set(end.key, [...(next.get(end.key) ?? []), ends[1 - i] as { key: string; point: Point }]);
        });
      }
    }
  }
  return chain(next, points);
}

/** Pieces put together to lines: open ones from their ends, closed ones from anywhere. */
function chain(next: Map<string, { key: string; point: Point }[]>, points: Map<string, Point>): Point[][] {
  const lines: Point[][] = [];
  const walked = new Set<string>();
  const walk = (start: string) => {
    const line: Point[] = [];
    for (let key: string | undefined = start; key !== undefined && !walked.has(key); ) {
      walked.add(key);
      line.push(points.get(key) as Point);
      key = next.get(key)?.find((one) => !walked.has(one.key))?.key;
    }
    const closed = (next.get(start)?.length ?? 0) > 1 && line.length > 2;
    if (closed) line.push(line[0] as Point);
    if (line.length > 2) lines.push(line);
  };
  for (const [key, ends] of next) if (ends.length === 1) walk(key);
  for (const key of next.keys()) if (!walked.has(key)) walk(key);
  return lines;
}

const at = (value: number) => Math.round(value * 10) / 10;

/** A curve through all points (Catmull–Rom as Bézier). */
export function smooth(line: readonly Point[]): string {
  const [first] = line;
  if (!first) return '';
  let path = `M${at(first.x)} ${at(first.y)}`;
  for (let i = 0; i + 1 < line.length; i++) {
    const [a, b, c, d] = [line[i - 1] ?? line[i], line[i], line[i + 1], line[i + 2] ?? line[i + 1]] as [Point, Point, Point, Point];
    path += `C${at(b.x + (c.x - a.x) / 6)} ${at(b.y + (c.y - a.y) / 6)} ${at(c.x - (d.x - b.x) / 6)} ${at(c.y - (d.y - b.y) / 6)} ${at(c.x)} ${at(c.y)}`;
  }
  return path;
}
