import { expect, it } from 'vitest';
import { moveFocus, type NavItem } from './gridnav';

// Row 0: one cell per column, the second with two cards. Row 1: one cell over columns 0 and 1. Row 2: column 2 only.
const items: NavItem[] = [
  { row: 0, col: 0, span: 1, pos: 0 },
  { row: 0, col: 1, span: 1, pos: 0 },
  { row: 0, col: 1, span: 1, pos: 1 },
  { row: 0, col: 2, span: 1, pos: 0 },
  { row: 1, col: 0, span: 2, pos: 0 },
  { row: 2, col: 2, span: 1, pos: 0 },
];

it('right and left walk the row', () => {
  expect(moveFocus(items, 0, 'ArrowRight')).toBe(1);
  expect(moveFocus(items, 2, 'ArrowRight')).toBe(3);
  expect(moveFocus(items, 3, 'ArrowLeft')).toBe(1);
  expect(moveFocus(items, 3, 'ArrowRight')).toBe(3);
});

it('down walks the cards of a cell, then leaves it', () => {
  expect(moveFocus(items, 1, 'ArrowDown')).toBe(2);
  expect(moveFocus(items, 2, 'ArrowDown')).toBe(4);
});

it('down passes over rows that have nothing in the column', () => {
  expect(moveFocus(items, 3, 'ArrowDown')).toBe(5);
  expect(moveFocus(items, 5, 'ArrowUp')).toBe(3);
});

it('up enters a cell at its last card', () => {
  const from: NavItem[] = [...items, { row: 1, col: 1, span: 1, pos: 0 }];
  expect(moveFocus(from, 6, 'ArrowUp')).toBe(2);
});

it('home and end go to the ends of the row, other keys nowhere', () => {
  expect(moveFocus(items, 3, 'Home')).toBe(0);
  expect(moveFocus(items, 0, 'End')).toBe(3);
  expect(moveFocus(items, 0, 'x')).toBe(0);
});
