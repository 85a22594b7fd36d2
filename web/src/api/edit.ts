/** Changes a map in the workspace from a page that does not hold it open: read, change, write over what was read. */

import type { QueryClient } from '@tanstack/react-query';
import { ApiError, call, callTagged } from './client';
import type { MapDocument, Written } from './types';

/** As often as somebody else may be faster before the person is told. */
const triesMax = 4;

type Change = (map: MapDocument) => MapDocument;

/**
 * Applies `change` to the map as it is now; where another write came between, to what that one made of it. `then` is what the page
 * shows on top: changes that came while this one was on its way.
 */
export async function editMap(queries: QueryClient, id: string, change: Change, then: Change = (map) => map): Promise<MapDocument> {
  const path = `/maps/${encodeURIComponent(id)}`;
  for (let tries = 1; ; tries++) {
    const { body, tag } = await callTagged<MapDocument>('GET', path);
    const next = change(body);
    if (next === body) return body;
    const revision = /^(?:W\/)?"(\d+)"$/.exec(tag ?? '')?.[1];
    try {
      await call<Written>('PUT', revision === undefined ? path : `${path}?revision=${revision}`, next);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'map_changed' && tries < triesMax) continue;
      throw error;
    }
    queries.setQueryData(['map', id], then(next));
    void queries.invalidateQueries({ queryKey: ['maps'] });
    return next;
  }
}
