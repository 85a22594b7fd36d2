import type { TFunction } from 'i18next';
import { createContext, useContext } from 'react';
import type { Channel } from '../../../api/types';
import type { Lang } from '../../../lib/format';
import type { At, Person } from '../../../live/presence';
import type { MapStore } from '../../../live/store';
import type { Board } from '../board';
import type { Actions, copiedOf } from '../gestures/actions';
import type { CurvePreview } from '../gestures/pointDrag';
import type { Selection } from '../gestures/selection';

/** The open map behind a grid that may be edited. */
export interface GridLive {
  store: MapStore;
  /** Whether edits are taken now. */
  writable: boolean;
  /** Everybody in the map. */
  people: readonly Person[];
  setPlace: (at: At) => void;
}

/** What every cell of a grid needs; the same object until the language or the reader's rights change. */
export interface Kit {
  t: TFunction;
  lang: Lang;
  selection: Selection;
  board: () => Board;
  channel: (id: string) => Channel | undefined;
  /** `null` where the reader may not change the map. */
  actions: Actions | null;
  store: MapStore | null;
  /** Says what happened. */
  say: (text: string, undo?: boolean) => void;
  /** What is selected, as a clipboard carries it. */
  copied: () => ReturnType<typeof copiedOf>;
  others: Others;
  curve: CurvePreview;
  persona: (id: string) => string;
  step: (id: string) => string;
}

/** Who else is where. Not React state: a caret that moves in another window draws one cell. */
export class Others {
  private where = new Map<string, string>();
  private readonly listeners = new Set<() => void>();

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  /** `colour name` of who is at a card, step or lane; empty for nobody. Several: the first, and how many more. */
  at = (key: string): string => this.where.get(key) ?? '';

  set(people: readonly Person[]) {
    const found = new Map<string, Person[]>();
    for (const person of people) {
      if (person.self) continue;
      const { card, step, lane } = person.at;
      const key = card ? `card ${card}` : lane && step ? `cell ${lane} ${step}` : step ? `step ${step}` : lane ? `lane ${lane}` : '';
      if (key) found.set(key, [...(found.get(key) ?? []), person]);
    }
    const next = new Map([...found].map(([key, [first, ...more]]) => [key, `${first?.colour} ${first?.name}${more.length ? ` +${more.length}` : ''}`]));
    if (next.size === this.where.size && [...next].every(([key, value]) => this.where.get(key) === value)) return;
    this.where = next;
    this.listeners.forEach((listener) => listener());
  }
}

export const KitContext = createContext<Kit | null>(null);

export function useKit(): Kit {
  const kit = useContext(KitContext);
  if (!kit) throw new Error('a cell stands outside its grid');
  return kit;
}
