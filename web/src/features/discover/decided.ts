/** What was just applied to a map: said on the map itself, where one goes next, with the way back. */

export interface Decided {
  map: string;
  accepted: number;
  rejected: number;
  /** Position of the map's history before. */
  seq: number;
}

let last: Decided | null = null;
const listeners = new Set<() => void>();

export const decided = {
  get: () => last,
  set: (now: Decided | null) => {
    last = now;
    listeners.forEach((tell) => tell());
  },
  subscribe: (tell: () => void) => {
    listeners.add(tell);
    return () => void listeners.delete(tell);
  },
};
