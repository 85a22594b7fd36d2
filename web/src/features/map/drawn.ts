/** Which cells of a large map are drawn. Pure, so that it can be checked. */

/** From the first to the last, both included. */
export interface Range {
  from: number;
  to: number;
}
/** Per row the columns drawn; `null` where the row is empty space. */
export type Drawn = readonly (Range | null)[];

export interface Window {
  rows: Range;
  columns: Range;
}

const meets = (a: Range, b: Range) => a.from <= b.to + 1 && b.from <= a.to + 1;
const join = (a: Range, b: Range): Range => ({ from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) });
const inside = (at: number, range: Range) => at >= range.from && at <= range.to;
const same = (a: Range | null | undefined, b: Range | null | undefined) => a === b || (!!a && !!b && a.from === b.from && a.to === b.to);

export const wider = ({ from, to }: Range, by: number, last: number): Range => ({ from: Math.max(0, from - by), to: Math.min(last, to + by) });

/**
 * One step from what is drawn to what is wanted: everything in sight at once, and of the cells around it no more than
 * `budget` drawn and a few rows let go, so that no frame of scrolling carries more than its share. Returns `before`
 * itself when nothing is left to do.
 */
export function advance(before: Drawn, { seen, ahead, kept, rows, budget }: { seen: Window; ahead: Window; kept: Window; rows: number; budget: number }): Drawn {
  const next: (Range | null)[] = Array.from({ length: rows }, (_, row) => before[row] ?? null);
  let left = budget;
  for (let row = seen.rows.from; row <= seen.rows.to && row < rows; row += 1) {
    const now = next[row] ?? null;
    next[row] = now && meets(now, seen.columns) ? join(now, seen.columns) : seen.columns;
  }
  // Nearest rows first: those in sight grow sideways before a row below begins.
  const middle = (seen.rows.from + seen.rows.to) / 2;
  const order = Array.from({ length: Math.max(0, Math.min(rows - 1, ahead.rows.to) - ahead.rows.from + 1) }, (_, i) => ahead.rows.from + i).sort(
    (a, b) => Math.abs(a - middle) - Math.abs(b - middle),
  );
  for (const row of order) {
    const now = next[row] ?? null;
    if (now && meets(now, ahead.columns)) {
      while (left > 0 && next[row] && !covers(next[row] as Range, ahead.columns)) {
        const { from, to } = next[row] as Range;
        next[row] = to < ahead.columns.to ? { from, to: to + 1 } : { from: from - 1, to };
        left -= 1;
      }
    } else if (left > 0) {
      const to = Math.min(ahead.columns.to, seen.columns.from + left - 1);
      next[row] = { from: Math.min(seen.columns.from, to), to };
      left -= to - seen.columns.from + 1;
    }
  }
  let dropped = 0;
  next.forEach((now, row) => {
    if (!now || dropped >= budget) return;
    const trimmed = inside(row, kept.rows) ? clip(now, kept.columns, budget - dropped) : null;
    if (same(trimmed, now)) return;
    dropped += now.to - now.from + 1 - (trimmed ? trimmed.to - trimmed.from + 1 : 0);
    next[row] = trimmed;
  });
  const unchanged = before.length === rows && next.every((range, row) => same(range, before[row]));
  return unchanged ? before : next.map((range, row) => (same(range, before[row]) ? (before[row] ?? null) : range));
}

const covers = (a: Range, b: Range) => a.from <= b.from && a.to >= b.to;

/** At most `most` columns less, from the ends that stand out of `kept`. */
function clip(now: Range, kept: Range, most: number): Range | null {
  if (!meets(now, kept)) return null;
  let { from, to } = now;
  let left = most;
  while (left > 0 && from < kept.from) {
    from += 1;
    left -= 1;
  }
  while (left > 0 && to > kept.to) {
    to -= 1;
    left -= 1;
  }
  return { from, to };
}

/** Places of a sorted list of edges that lie between two positions: from the last edge at or before `from` to the last before `to`. */
export function placesBetween(edges: readonly number[], from: number, to: number): Range {
  return { from: before(edges, from), to: Math.max(before(edges, from), before(edges, to)) };
}

function before(edges: readonly number[], position: number): number {
  let [low, high] = [0, edges.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((edges[middle] as number) <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}
