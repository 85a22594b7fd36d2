/** Shared texts: what one types and what others type meanwhile. */

import type * as Y from 'yjs';

/** What differs between two texts: `gone` letters at `at` become `put`. Never between the halves of one sign. */
export function difference(before: string, after: string): { at: number; gone: number; put: string } {
  const shorter = Math.min(before.length, after.length);
  let at = 0;
  while (at < shorter && before.charCodeAt(at) === after.charCodeAt(at)) at += 1;
  if (at > 0 && isHigh(before.charCodeAt(at - 1))) at -= 1;
  let end = 0;
  while (end < shorter - at && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end += 1;
  if (end > 0 && isLow(before.charCodeAt(before.length - end))) end -= 1;
  return { at, gone: before.length - at - end, put: after.slice(at, after.length - end) };
}

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;

/** Makes a shared text read `after`, leaving alone what others may be typing beside it. */
export function changeText(text: Y.Text, after: string) {
  const { at, gone, put } = difference(text.toString(), after);
  if (gone > 0) text.delete(at, gone);
  if (put) text.insert(at, put);
}

/** Where a caret stands after somebody else's change, so that it stays beside the same letter. */
export function caretAfter(caret: number, before: string, after: string): number {
  const { at, gone, put } = difference(before, after);
  if (caret <= at) return caret;
  return caret >= at + gone ? caret - gone + put.length : at + put.length;
}
