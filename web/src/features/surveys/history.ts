/** A document with its way back. Pure: typing into one field within a moment is one step. */

export interface History<Doc> {
  now: Doc;
  past: readonly Doc[];
  future: readonly Doc[];
  /** The field changed last, and when. */
  last?: { field: string; atMs: number };
}

/** Letters of one word come faster than this; a pause for thought is longer. */
const togetherMs = 900;
/** Steps that can be taken back; more is another day's work. */
const pastMax = 200;

export const begin = <Doc>(now: Doc): History<Doc> => ({ now, past: [], future: [] });

/** `field` names what is typed into; without it the change stands alone. */
export function edited<Doc>(history: History<Doc>, next: Doc, atMs: number, field?: string): History<Doc> {
  if (next === history.now) return history;
  const together = field !== undefined && history.last?.field === field && atMs - history.last.atMs < togetherMs;
  const past = together ? history.past : [...history.past, history.now].slice(-pastMax);
  return { now: next, past, future: [], last: field === undefined ? undefined : { field, atMs } };
}

export function undone<Doc>(history: History<Doc>): History<Doc> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return { now: before, past: history.past.slice(0, -1), future: [history.now, ...history.future] };
}

export function redone<Doc>(history: History<Doc>): History<Doc> {
  const after = history.future[0];
  if (after === undefined) return history;
  return { now: after, past: [...history.past, history.now], future: history.future.slice(1) };
}
