import { useMemo } from 'react';
import type { MapDocument } from '../../api/types';
import { narrow, type Narrowed } from './narrow';
import type { ViewSearch } from './state';

/** The part of the map that the address asks for. */
export function useView(doc: MapDocument, { show, persona, stage }: ViewSearch): Narrowed {
  return useMemo(() => narrow(doc, { show, persona, stage }), [doc, show, persona, stage]);
}
