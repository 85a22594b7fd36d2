/** Two texts word by word: what stayed, what went, what came. Pure. */

export interface WordPart {
  kind: 'same' | 'out' | 'in';
  text: string;
}

/** Longer texts are told as a whole: nobody reads a thousand marked words. */
const wordsMax = 400;

export function wordDiff(before: string, after: string): WordPart[] {
  const cut = (text: string): string[] => text.match(/\s+|[^\s]+/g) ?? [];
  const [a, b] = [cut(before), cut(after)];
  if (a.length > wordsMax * 2 || b.length > wordsMax * 2) return join([...(before ? [{ kind: 'out' as const, text: before }] : []), ...(after ? [{ kind: 'in' as const, text: after }] : [])]);
  // Longest common subsequence, from the end.
  const common = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  const at = (i: number, k: number) => common[i]?.[k] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) for (let k = b.length - 1; k >= 0; k--) (common[i] as Uint16Array)[k] = a[i] === b[k] ? at(i + 1, k + 1) + 1 : Math.max(at(i + 1, k), at(i, k + 1));
  const parts: WordPart[] = [];
  let [i, k] = [0, 0];
  while (i < a.length || k < b.length) {
    if (i < a.length && k < b.length && a[i] === b[k]) {
      parts.push({ kind: 'same', text: a[i] ?? '' });
      i += 1;
      k += 1;
    } else if (i < a.length && (k >= b.length || at(i + 1, k) >= at(i, k + 1))) parts.push({ kind: 'out', text: a[i++] ?? '' });
    else parts.push({ kind: 'in', text: b[k++] ?? '' });
  }
  return join(parts);
}

/** Neighbours of one kind as one; a space between two changed words changes with them. */
function join(parts: WordPart[]): WordPart[] {
  const flat = parts.flatMap((part, i): WordPart[] => {
    const blank = part.kind === 'same' && /^\s+$/.test(part.text) && parts[i - 1] && parts[i + 1];
    const between = blank && parts[i - 1]?.kind !== 'same' && parts[i + 1]?.kind !== 'same';
    return between ? [{ kind: 'out', text: part.text }, { kind: 'in', text: part.text }] : [part];
  });
  const joined: WordPart[] = [];
  let run: { out: string; in: string } = { out: '', in: '' };
  const flush = () => {
    if (run.out) joined.push({ kind: 'out', text: run.out });
    if (run.in) joined.push({ kind: 'in', text: run.in });
    run = { out: '', in: '' };
  };
  for (const part of flat) {
    if (part.kind !== 'same') {
      run[part.kind] += part.text;
      continue;
    }
    flush();
    const last = joined.at(-1);
    if (last?.kind === 'same') last.text += part.text;
    else joined.push({ ...part });
  }
  flush();
  return joined;
}
