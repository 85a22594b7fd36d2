/** What of a map is shown and how: all of it stands in the address, so that it can be sent to somebody. */

export const viewLayouts = ['map', 'blueprint', 'table', 'outline'] as const;
export type ViewLayout = (typeof viewLayouts)[number];
export const viewShows = ['problems', 'assumptions', 'changed'] as const;
export type ViewShow = (typeof viewShows)[number];
export const reviewPanels = ['comments', 'history', 'suggestions', 'voice'] as const;
export type ReviewPanel = (typeof reviewPanels)[number];

export interface ViewSearch {
  /** Absent: the map as a grid. */
  view?: Exclude<ViewLayout, 'map'>;
  /** Absent: everything. */
  show?: ViewShow;
  /** Id of the one persona whose journey is shown. */
  persona?: string;
  /** Id of the one stage that is shown. */
  stage?: string;
  /** Of the table: words every row has, the lane, the column the rows are sorted by (`-` in front: downwards). */
  q?: string;
  lane?: string;
  sort?: string;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value.slice(0, 200) : undefined);

export function viewSearch(search: Record<string, unknown>): ViewSearch {
  const view = viewLayouts.find((known) => known === search.view);
  return {
    view: view === 'map' ? undefined : view,
    show: viewShows.find((known) => known === search.show),
    persona: text(search.persona),
    stage: text(search.stage),
    ...(view === 'table' ? { q: text(search.q), lane: text(search.lane), sort: text(search.sort) } : {}),
  };
}

/** A view as a saved one keeps it: the same words as the address. */
export function viewQuery(search: ViewSearch): string {
  const pairs = new URLSearchParams();
  for (const [key, value] of Object.entries(viewSearch({ ...search }))) if (typeof value === 'string') pairs.set(key, value);
  return pairs.toString();
}

export const viewOfQuery = (query: string): ViewSearch => viewSearch(Object.fromEntries(new URLSearchParams(query)));

/** A view that hides nothing and is the plain grid. */
export const isPlain = (search: ViewSearch): boolean => viewQuery(search) === '';
