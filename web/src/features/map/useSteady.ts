import { useRef } from 'react';

/** The value of before while it says the same: what depends on it is not made again. */
export function useSteady<T>(value: T, same: (a: T, b: T) => boolean): T {
  const kept = useRef(value);
  if (kept.current !== value && !same(kept.current, value)) kept.current = value;
  return kept.current;
}

export const sameItems = <T>(a: readonly T[], b: readonly T[]) => a.length === b.length && a.every((item, i) => item === b[i]);
export const sameSet = <T>(a: ReadonlySet<T> | null, b: ReadonlySet<T> | null) => a === b || (!!a && !!b && a.size === b.size && [...a].every((item) => b.has(item)));
