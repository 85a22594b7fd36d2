/** A request's document as a person reads it: the same words, one per line. */
export function readable(document: string): string {
  try {
    return JSON.stringify(JSON.parse(document), null, 2);
  } catch {
    return document;
  }
}

/** The next place in a list when walking it by keys; it ends at its ends. */
export function walked(at: number, by: number, length: number): number {
  return Math.max(0, Math.min(length - 1, at + by));
}
