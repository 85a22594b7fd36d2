/** Places in the turns of an interview, as a person marks them. Pure. */

import type { Code, Coding, SuggestedQuote } from '../../api/voice';

export interface Picked {
  item: string;
  start: number;
  end: number;
}

/** Ends of sentences and words of a text, in characters. */
function bounds(text: string, of: 'sentence' | 'word'): { start: number; end: number }[] {
  const characters = Array.from(text);
  const found: { start: number; end: number }[] = [];
  let start = -1;
  characters.forEach((one, i) => {
    const blank = /\s/.test(one);
    if (start < 0 && !blank) start = i;
    if (start < 0) return;
    const next = characters[i + 1];
    const ends = of === 'word' ? blank || next === undefined || /\s/.test(next) : next === undefined || (/[.!?…]/.test(one) && /\s/.test(next)) || one === '\n';
    if (!ends) return;
    found.push({ start, end: blank ? i : i + 1 });
    start = -1;
  });
  return found;
}

/** The sentence before or behind the marked place; without a mark the first or the last one. */
export function sentenceBeside(text: string, picked: Picked | null, by: 1 | -1): { start: number; end: number } | undefined {
  const sentences = bounds(text, 'sentence');
  if (!picked) return by > 0 ? sentences[0] : sentences.at(-1);
  const next = by > 0 ? sentences.find((one) => one.start >= picked.end) : sentences.filter((one) => one.end <= picked.start).at(-1);
  return next ?? sentences.find((one) => one.start <= picked.start && one.end > picked.start);
}

/** The mark made longer or shorter by a word at its end; it never becomes empty. */
export function byWord(text: string, picked: Picked, by: 1 | -1): Picked {
  const words = bounds(text, 'word');
  const end = by > 0 ? words.find((one) => one.end > picked.end)?.end : words.filter((one) => one.end < picked.end && one.end > picked.start).at(-1)?.end;
  return end === undefined ? picked : { ...picked, end };
}

/** Codes with their depth in the tree, each under its parent, by name; a parent that is not there makes no one vanish. */
export function tree(codes: readonly Code[]): { code: Code; depth: number }[] {
  const known = new Set(codes.map((code) => code.id));
  const sorted = [...codes].sort((a, b) => a.name.localeCompare(b.name));
  const seen = new Set<string>();
  const under = (parent: string | undefined, depth: number): { code: Code; depth: number }[] =>
    sorted
      .filter((code) => !seen.has(code.id) && (code.parent !== undefined && known.has(code.parent) ? code.parent : undefined) === parent)
      .flatMap((code) => {
        seen.add(code.id);
        return [{ code, depth }, ...under(code.id, depth + 1)];
      });
  const all = under(undefined, 0);
  // Codes that are each other's parents would be lost.
  return [...all, ...sorted.filter((code) => !seen.has(code.id)).map((code) => ({ code, depth: 0 }))];
}

/** Whether a code may become another one's parent: never its own child. */
export function mayStandUnder(codes: readonly Code[], code: string, parent: string): boolean {
  for (let at: string | undefined = parent, steps = 0; at !== undefined && steps <= codes.length; steps += 1) {
    if (at === code) return false;
    at = codes.find((one) => one.id === at)?.parent;
  }
  return true;
}

export const suggestionKey = (one: SuggestedQuote) => `${one.item} ${one.span.part} ${one.span.start} ${one.span.end}`;
export const codedAt = (codings: readonly Coding[], item: string) => codings.filter((one) => one.item === item).sort((a, b) => a.span.start - b.span.start);
/** One colour per code, the same everywhere. */
export const hueOf = (codes: readonly Code[], id: string) => `var(--hue-${(Math.max(0, codes.findIndex((code) => code.id === id)) % 12) + 1})`;
