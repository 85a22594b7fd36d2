import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { ExploreState } from '../../lib/urlstate';

const route = getRouteApi('/explore');

/** What the address says, and a way to change parts of it. Setting a part to `undefined` takes it out. */
export function useExplore(): [ExploreState, (part: Partial<ExploreState>, replace?: boolean) => void] {
  const state = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback(
    (part: Partial<ExploreState>, replace = false) => void navigate({ search: (now) => ({ ...now, ...part }), replace, resetScroll: false }),
    [navigate],
  );
  return [state, change];
}

/** The same activity has the same colour in every picture of a source: by its place among the names. */
export function activityHue(names: string[], activity: string): string {
  const place = names.indexOf(activity);
  return place < 0 ? 'var(--ink-3)' : `var(--hue-${(place % 12) + 1})`;
}
