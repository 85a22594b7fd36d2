import { useCallback, useState } from 'react';

/** What one reader made of a map's grid. It stays in this browser: others see the map their own way. */
export interface GridView {
  foldedStages: ReadonlySet<string>;
  foldedLanes: ReadonlySet<string>;
  hiddenLanes: ReadonlySet<string>;
  /** Lanes shown with both rows, of stages and of steps. */
  bothLanes: ReadonlySet<string>;
  /** Widths of steps in px. */
  widths: ReadonlyMap<string, number>;
}
type SetName = 'foldedStages' | 'foldedLanes' | 'hiddenLanes' | 'bothLanes';
const sets: readonly SetName[] = ['foldedStages', 'foldedLanes', 'hiddenLanes', 'bothLanes'];

const key = (map: string) => `tropa.grid.${map}`;

function read(map: string): GridView {
  const kept: Record<string, unknown> = (() => {
    try {
      return JSON.parse(localStorage.getItem(key(map)) ?? '{}') as Record<string, unknown>;
    } catch {
      return {};
    }
  })();
  const list = (name: SetName) => new Set(Array.isArray(kept[name]) ? (kept[name] as string[]) : []);
  const widths = new Map(Array.isArray(kept.widths) ? (kept.widths as [string, number][]).filter(([, width]) => width > 0) : []);
  return { foldedStages: list('foldedStages'), foldedLanes: list('foldedLanes'), hiddenLanes: list('hiddenLanes'), bothLanes: list('bothLanes'), widths };
}

function write(map: string, view: GridView) {
  const kept = { ...Object.fromEntries(sets.map((name) => [name, [...view[name]]])), widths: [...view.widths] };
  try {
    localStorage.setItem(key(map), JSON.stringify(kept));
  } catch {
    // A full or forbidden store: the view lasts until the page closes.
  }
}

export interface GridViewActions {
  /** Puts an id into one of the sets, or takes it out again. */
  flip: (name: SetName, id: string) => void;
  clear: (name: SetName) => void;
  /** `null`: as wide as there is room. */
  widen: (step: string, width: number | null) => void;
}

export function useGridView(map: string): [GridView, GridViewActions] {
  const [view, setView] = useState(() => read(map));
  const change = useCallback(
    (how: (now: GridView) => GridView) =>
      setView((now) => {
        const next = how(now);
        write(map, next);
        return next;
      }),
    [map],
  );
  const flip = useCallback(
    (name: SetName, id: string) =>
      change((now) => {
        const next = new Set(now[name]);
        if (!next.delete(id)) next.add(id);
        return { ...now, [name]: next };
      }),
    [change],
  );
  const clear = useCallback((name: SetName) => change((now) => ({ ...now, [name]: new Set() })), [change]);
  const widen = useCallback(
    (step: string, width: number | null) =>
      change((now) => {
        const widths = new Map(now.widths);
        if (width === null) widths.delete(step);
        else widths.set(step, Math.round(width));
        return { ...now, widths };
      }),
    [change],
  );
  const [actions] = useState<GridViewActions>(() => ({ flip, clear, widen }));
  return [view, actions];
}
