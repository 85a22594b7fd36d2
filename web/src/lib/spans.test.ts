import { expect, it } from 'vitest';
import { pieces, scalarAt, sliceScalars, trimmed, unitsOf } from './spans';

it('places count characters, not UTF-16 units', () => {
  const text = 'Ждал 😀 карту';
  expect(sliceScalars(text, 5, 6)).toBe('😀');
  expect(sliceScalars(text, 7, 12)).toBe('карту');
  expect(unitsOf('a😀b')).toEqual([0, 1, 3, 4]);
  expect(scalarAt('a😀b', 3)).toBe(2);
});

it('a text is cut where marks begin and end, and loses nothing', () => {
  const cut = pieces('Долго ждал, но довезли', [
    { start: 0, end: 10, mark: 'bad' },
    { start: 6, end: 10, mark: 'wait' },
    { start: 12, end: 99, mark: 'good' },
  ]);
  expect(cut.map((piece) => piece.text).join('')).toBe('Долго ждал, но довезли');
  expect(cut.map((piece) => [piece.text, piece.marks.join('+')])).toEqual([['Долго ', 'bad'], ['ждал', 'bad+wait'], [', ', ''], ['но довезли', 'good']]);
});

it('a text without marks is one piece, an empty text none', () => {
  expect(pieces('abc', [])).toEqual([{ text: 'abc', start: 0, marks: [] }]);
  expect(pieces('', [{ start: 0, end: 2, mark: 1 }])).toEqual([]);
});

it('blanks around a selection are let go; a selection of blanks is none', () => {
  expect(trimmed('a  word b', 1, 8)).toEqual({ start: 3, end: 7 });
  expect(trimmed('a  word b', 7, 3)).toEqual({ start: 3, end: 7 });
  expect(trimmed('a   b', 1, 4)).toBeNull();
});
