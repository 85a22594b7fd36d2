/** Arrow keys in a grid of cells that hold any number of cards. */

export interface NavItem {
  row: number;
  col: number;
  /** Columns covered, at least 1. */
  span: number;
  /** Place inside the cell, from 0. */
  pos: number;
}

const covers = (item: NavItem, col: number) => item.col <= col && col < item.col + item.span;

/**
 * Index of the item a key leads to; the same index at an edge or for another key. Left and right stay in the row and
 * near the place in the cell; up and down walk through the cards of a cell before they leave it.
 */
export function moveFocus(items: NavItem[], from: number, key: string): number {
  const here = items[from];
  if (!here) return from;
  const at = (test: (item: NavItem) => boolean) => items.map((item, i) => ({ item, i })).filter(({ item }) => test(item));
  const nearest = (found: { item: NavItem; i: number }[], score: (item: NavItem) => number) =>
    found.sort((a, b) => score(a.item) - score(b.item) || a.i - b.i)[0]?.i ?? from;
  switch (key) {
    case 'ArrowRight':
      return nearest(
        at((item) => item.row === here.row && item.col >= here.col + here.span),
        (item) => (item.col - here.col) * 1000 + Math.abs(item.pos - here.pos),
      );
    case 'ArrowLeft':
      return nearest(
        at((item) => item.row === here.row && item.col + item.span <= here.col),
        (item) => (here.col - item.col) * 1000 + Math.abs(item.pos - here.pos),
      );
    case 'ArrowDown':
    case 'ArrowUp': {
      const down = key === 'ArrowDown';
      const step = down ? 1 : -1;
      const inCell = items.findIndex((i) => i.row === here.row && i.col === here.col && i.pos === here.pos + step);
      if (inCell >= 0) return inCell;
      return nearest(
        at((item) => (down ? item.row > here.row : item.row < here.row) && covers(item, here.col)),
        (item) => Math.abs(item.row - here.row) * 1000 + (down ? item.pos : -item.pos),
      );
    }
    case 'Home':
      return nearest(at((item) => item.row === here.row), (item) => item.col * 1000 + item.pos);
    case 'End':
      return nearest(at((item) => item.row === here.row), (item) => -item.col * 1000 + item.pos);
    default:
      return from;
  }
}
