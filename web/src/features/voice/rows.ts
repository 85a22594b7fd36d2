/** Which rows of a long list are drawn. Pure. */

/** Rows beyond the edges that are drawn too, so that a quick scroll shows no white. */
export const spare = 6;

export function rowsShown(scrollTop: number, height: number, rowHeight: number, count: number): { from: number; to: number } {
  const from = Math.max(0, Math.floor(scrollTop / rowHeight) - spare);
  const to = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + spare);
  return { from: Math.min(from, Math.max(0, count - 1)), to };
}

/** Where the list has to stand so that a row is seen whole; as it is where the row is seen already. */
export function scrollFor(row: number, scrollTop: number, height: number, rowHeight: number): number {
  const top = row * rowHeight;
  if (top < scrollTop) return top;
  if (top + rowHeight > scrollTop + height) return top + rowHeight - height;
  return scrollTop;
}
