import type { TFunction } from 'i18next';
import { createContext, useContext } from 'react';
import type { Channel } from '../../../api/types';
import type { Lang } from '../../../lib/format';
import type { Board } from '../board';
import type { Selection } from '../gestures/selection';

/** What every cell of a grid needs; the same object until the language or the reader's rights change. */
export interface Kit {
  t: TFunction;
  lang: Lang;
  selection: Selection;
  board: () => Board;
  /** Whether the reader may change the map. */
  editable: boolean;
  channel: (id: string) => Channel | undefined;
  unfold: (lane: string) => void;
}

export const KitContext = createContext<Kit | null>(null);

export function useKit(): Kit {
  const kit = useContext(KitContext);
  if (!kit) throw new Error('a cell stands outside its grid');
  return kit;
}
