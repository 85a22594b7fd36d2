import { describe, expect, it } from 'vitest';
import { advance, placesBetween, wider, type Drawn, type Range } from './drawn';

const range = (from: number, to: number): Range => ({ from, to });
const rows = 30;
const window = (row: Range, column: Range) => ({
  seen: { rows: row, columns: column },
  ahead: { rows: wider(row, 2, rows - 1), columns: wider(column, 3, 99) },
  kept: { rows: wider(row, 4, rows - 1), columns: wider(column, 5, 99) },
  rows,
  budget: 7,
});
const count = (drawn: Drawn) => drawn.reduce((sum, one) => sum + (one ? one.to - one.from + 1 : 0), 0);
/** Frames until nothing is left to do. */
function settle(drawn: Drawn, at: ReturnType<typeof window>) {
  for (let frames = 0; frames < 500; frames += 1) {
    const next = advance(drawn, at);
    if (next === drawn) return { drawn, frames };
    drawn = next;
  }
  throw new Error('never settles');
}

describe('what is drawn of a large map', () => {
  it('everything in sight is drawn at once', () => {
    const drawn = advance([], window(range(3, 9), range(20, 27)));
    for (let row = 3; row <= 9; row += 1) expect(drawn[row]).toEqual(expect.objectContaining({ from: expect.any(Number) }));
    expect(drawn.slice(3, 10).every((one) => one && one.from <= 20 && one.to >= 27)).toBe(true);
  });

  it('a frame draws no more ahead than its share', () => {
    const at = window(range(3, 9), range(20, 27));
    const first = advance([], at);
    expect(count(first)).toBeLessThanOrEqual(7 * 8 + 7);
    expect(count(advance(first, at)) - count(first)).toBeLessThanOrEqual(7);
  });

  it('comes to rest with all that lies ahead drawn and the rest let go', () => {
    const far = settle([], window(range(0, 6), range(0, 7))).drawn;
    const { drawn } = settle(far, window(range(15, 21), range(60, 67)));
    expect(drawn[18]).toEqual(range(57, 70));
    expect(drawn[13]).toEqual(range(57, 70));
    expect(drawn[0]).toBeNull();
    expect(drawn[29]).toBeNull();
  });

  it('a steady scroll keeps up: what comes into sight is drawn already', () => {
    let { drawn } = settle([], window(range(0, 6), range(0, 7)));
    let late = 0;
    for (let frame = 0; frame < 240; frame += 1) {
      const column = Math.floor((frame * 60) / 184);
      const at = window(range(0, 6), range(column, Math.min(99, column + 7)));
      if (drawn.slice(0, 7).some((one) => !one || one.to < at.seen.columns.to)) late += 1;
      drawn = advance(drawn, at);
    }
    expect(late).toBe(0);
  });

  it('places between two positions are found by halving', () => {
    expect(placesBetween([0, 100, 200, 300], 150, 250)).toEqual(range(1, 2));
    expect(placesBetween([0, 100, 200, 300], 0, 1_000)).toEqual(range(0, 3));
    expect(placesBetween([0, 100, 200, 300], -50, 20)).toEqual(range(0, 0));
  });
});
