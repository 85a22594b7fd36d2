/** Places in texts. The server counts Unicode scalar values; a browser's string counts UTF-16 units. */

/** UTF-16 place of each scalar value, and of the end. */
export function unitsOf(text: string): number[] {
  const units = [0];
  for (const character of text) units.push((units.at(-1) as number) + character.length);
  return units;
}

/** The scalar value a UTF-16 place lies at. */
export function scalarAt(text: string, unit: number): number {
  let scalars = 0;
  let units = 0;
  for (const character of text) {
    if (units >= unit) break;
    units += character.length;
    scalars += 1;
  }
  return scalars;
}

export function sliceScalars(text: string, start: number, end: number): string {
  return Array.from(text).slice(start, end).join('');
}

export interface Piece<M> {
  text: string;
  /** From here, in scalar values. */
  start: number;
  marks: M[];
}

/** The text cut wherever a mark begins or ends; each piece knows the marks it lies in, in their given order. Marks outside the text are cut to it. */
export function pieces<M>(text: string, marks: readonly { start: number; end: number; mark: M }[]): Piece<M>[] {
  const characters = Array.from(text);
  const inside = marks
    .map(({ start, end, mark }) => ({ start: Math.max(0, start), end: Math.min(characters.length, end), mark }))
    .filter(({ start, end }) => start < end);
  const cuts = [...new Set([0, characters.length, ...inside.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, i) => {
    const end = cuts[i + 1] as number;
    return { text: characters.slice(start, end).join(''), start, marks: inside.filter((one) => one.start <= start && one.end >= end).map((one) => one.mark) };
  });
}

/** Blanks at both ends belong to no selection. */
export function trimmed(text: string, start: number, end: number): { start: number; end: number } | null {
  const characters = Array.from(text);
  let [from, to] = [Math.max(0, Math.min(start, end)), Math.min(characters.length, Math.max(start, end))];
  while (from < to && /\s/.test(characters[from] as string)) from += 1;
  while (to > from && /\s/.test(characters[to - 1] as string)) to -= 1;
  return from < to ? { start: from, end: to } : null;
}
