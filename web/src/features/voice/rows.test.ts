import { expect, it } from 'vitest';
import { rowsShown, scrollFor, spare } from './rows';

it('only rows near the window are drawn', () => {
  expect(rowsShown(0, 600, 60, 5_000)).toEqual({ from: 0, to: 10 + spare });
  expect(rowsShown(60_000, 600, 60, 5_000)).toEqual({ from: 1_000 - spare, to: 1_010 + spare });
  expect(rowsShown(299_700, 600, 60, 5_000)).toEqual({ from: 4_995 - spare, to: 5_000 });
});

it('a list that became shorter still draws its end', () => {
  const { from, to } = rowsShown(90_000, 600, 60, 3);
  expect(from).toBeLessThan(3);
  expect(to).toBe(3);
});

it('a row that is seen moves nothing; others come to the nearer edge', () => {
  expect(scrollFor(3, 0, 600, 60)).toBe(0);
  expect(scrollFor(12, 0, 600, 60)).toBe(180);
  expect(scrollFor(2, 600, 600, 60)).toBe(120);
});
