import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, type RouterHistory } from '@tanstack/react-router';
import { mapQuery, mapsQuery, sourcesQuery } from '../api/queries';
import { exportChoice, type ExportChoice } from '../features/export/formats';
import { exploreState, parseSearch, stringifySearch } from '../lib/urlstate';
import { ErrorPage, NotFoundPage } from './errors';
import { Shell } from './Shell';

/** What is shown of a map; while it is being downloaded, also as what. */
export interface MapSearch extends ExportChoice {
  /** Id of the card whose drawer is open. */
  card?: string;
  view?: 'outline';
  show?: 'problems';
}

export interface ImportSearch {
  /** Id of the import that runs or has ended: found again after a reload. */
  job?: string;
}

const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  component: Shell,
  notFoundComponent: NotFoundPage,
  errorComponent: ErrorPage,
});

const atlas = createRoute({
  getParentRoute: () => root,
  path: '/',
  loader: ({ context }) => void context.queries.prefetchQuery(mapsQuery),
  component: lazyRouteComponent(() => import('../features/atlas/AtlasPage'), 'AtlasPage'),
});

const map = createRoute({
  getParentRoute: () => root,
  path: '/maps/$id',
  validateSearch: (search: Record<string, unknown>): MapSearch => ({
    card: typeof search.card === 'string' ? search.card : undefined,
    view: search.view === 'outline' ? 'outline' : undefined,
    show: search.show === 'problems' ? 'problems' : undefined,
    ...exportChoice(search),
  }),
  loader: ({ context, params }) => void context.queries.prefetchQuery(mapQuery(params.id)),
  component: lazyRouteComponent(() => import('../features/map/MapPage'), 'MapPage'),
});

const explore = createRoute({
  getParentRoute: () => root,
  path: '/explore',
  validateSearch: exploreState,
  loader: ({ context }) => void context.queries.prefetchQuery(sourcesQuery),
  component: lazyRouteComponent(() => import('../features/explore/ExplorePage'), 'ExplorePage'),
});

const importFiles = createRoute({
  getParentRoute: () => root,
  path: '/import',
  validateSearch: (search: Record<string, unknown>): ImportSearch => ({ job: typeof search.job === 'string' ? search.job : undefined }),
  component: lazyRouteComponent(() => import('../features/sources/ImportPage'), 'ImportPage'),
});

const quarantine = createRoute({
  getParentRoute: () => root,
  path: '/sources/$source/quarantine',
  component: lazyRouteComponent(() => import('../features/sources/QuarantinePage'), 'QuarantinePage'),
});

const routes = root.addChildren([atlas, map, explore, importFiles, quarantine]);

export function makeRouter(queries: QueryClient, history?: RouterHistory) {
  return createRouter({
    routeTree: routes,
    context: { queries },
    history,
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultErrorComponent: ErrorPage,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
