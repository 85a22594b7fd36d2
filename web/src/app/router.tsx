import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, notFound, redirect, type RouterHistory } from '@tanstack/react-router';
import { libraryQuery, templatesQuery } from '../api/mapQueries';
import { mapQuery, mapsQuery, sourcesQuery } from '../api/queries';
import { studyQuery, surveyQuery } from '../api/surveys';
import { voiceSummaryQuery } from '../api/voiceQueries';
import type { Severity } from '../api/types';
import { exportChoice, type ExportChoice } from '../features/export/formats';
import { openRecord, recordWord } from '../features/map/edit/record';
import { compareSearch } from '../features/compare/state';
import { atlasSearch } from '../features/atlas/state';
import { discoverSearch } from '../features/discover/recipe';
import { momentSearch } from '../features/history/state';
import { attributionSearch, momentsSearch, segmentsSearch, whatIfSearch } from '../features/findings/state';
import { librarySearch } from '../features/library/state';
import { presentSearch } from '../features/present/state';
import { reviewPanels, viewSearch, type ReviewPanel, type ViewSearch } from '../features/views/state';
import { sections, settingsSearch, type Section } from '../features/settings/state';
import { personaSearch, personasSearch } from '../features/personas/state';
import { textSearch } from '../features/search/state';
import { startSearch } from '../features/start/search';
import { surveySearch, surveysSearch } from '../features/surveys/state';
import { interviewSearch, itemsSearch, overviewSearch, questionsSearch, topicsSearch } from '../features/voice/state';
import { newMapSearch } from '../features/templates/shelves';
import { exploreState, parseSearch, stringifySearch } from '../lib/urlstate';
import { ErrorPage, NotFoundPage } from './errors';
import { Root } from './Root';
import { safeNext } from './session';

/** What is shown of a map; while it is being downloaded, also as what. */
export interface MapSearch extends ExportChoice, ViewSearch {
  /** Id of the card whose drawer is open. */
  card?: string;
  /** The stage, step, lane or persona whose drawer is open: `step:ID`. */
  record?: string;
  /** A dialog over the map. */
  dialog?: 'settings' | 'keys';
  /** What stands in the drawer while no card does. */
  panel?: 'check' | ReviewPanel;
  /** Of the comments: the one the address speaks of. */
  thread?: string;
  /** The curve of the lane of feelings, where it is not what people say now. */
  curve?: 'groups' | 'saved';
  /** Of the check: only remarks of this severity. */
  level?: Severity;
}

const severities: readonly Severity[] = ['error', 'warning', 'note'];

export interface ImportSearch {
  /** Id of the import that runs or has ended: found again after a reload. */
  job?: string;
}

const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  component: Root,
  notFoundComponent: NotFoundPage,
  errorComponent: ErrorPage,
});

const atlas = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: atlasSearch,
  loader: ({ context }) => void context.queries.prefetchQuery(mapsQuery),
  component: lazyRouteComponent(() => import('../features/atlas/AtlasPage'), 'AtlasPage'),
});

const map = createRoute({
  getParentRoute: () => root,
  path: '/maps/$id',
  validateSearch: (search: Record<string, unknown>): MapSearch => ({
    card: typeof search.card === 'string' ? search.card : undefined,
    record: ((of) => of && recordWord(of))(openRecord(search.record)),
    dialog: search.dialog === 'settings' || search.dialog === 'keys' ? search.dialog : undefined,
    panel: search.panel === 'check' ? 'check' : reviewPanels.find((panel) => panel === search.panel),
    thread: search.panel === 'comments' && typeof search.thread === 'string' ? search.thread : undefined,
    level: search.panel === 'check' ? severities.find((level) => level === search.level) : undefined,
    curve: search.curve === 'groups' || search.curve === 'saved' ? search.curve : undefined,
    ...exportChoice(search),
    ...viewSearch(search),
  }),
  loader: ({ context, params }) => void context.queries.prefetchQuery(mapQuery(params.id)),
  component: lazyRouteComponent(() => import('../features/map/MapPage'), 'MapPage'),
});

const present = createRoute({
  getParentRoute: () => root,
  path: '/maps/$id/present',
  staticData: { bare: true },
  validateSearch: presentSearch,
  loader: ({ context, params }) => void context.queries.prefetchQuery(mapQuery(params.id)),
  component: lazyRouteComponent(() => import('../features/present/PresentPage'), 'PresentPage'),
});

const moment = createRoute({
  getParentRoute: () => root,
  path: '/maps/$id/at/$seq',
  validateSearch: momentSearch,
  component: lazyRouteComponent(() => import('../features/history/MomentPage'), 'MomentPage'),
});

const discover = createRoute({
  getParentRoute: () => root,
  path: '/discover',
  validateSearch: discoverSearch,
  loader: ({ context }) => void context.queries.prefetchQuery(sourcesQuery),
  component: lazyRouteComponent(() => import('../features/discover/FirstPage'), 'FirstPage'),
});

const discoverOver = createRoute({
  getParentRoute: () => root,
  path: '/maps/$id/discover',
  validateSearch: discoverSearch,
  loader: ({ context, params }) => {
    void context.queries.prefetchQuery(sourcesQuery);
    void context.queries.prefetchQuery(mapQuery(params.id));
  },
  component: lazyRouteComponent(() => import('../features/discover/AgainPage'), 'AgainPage'),
});

const explore = createRoute({
  getParentRoute: () => root,
  path: '/explore',
  validateSearch: exploreState,
  loader: ({ context }) => void context.queries.prefetchQuery(sourcesQuery),
  component: lazyRouteComponent(() => import('../features/explore/ExplorePage'), 'ExplorePage'),
});

const findings = createRoute({
  getParentRoute: () => root,
  path: '/findings',
  loader: ({ context }) => void context.queries.prefetchQuery(sourcesQuery),
});

const findingsPages = [
  createRoute({
    getParentRoute: () => findings,
    path: '/',
    beforeLoad: () => {
      throw redirect({ to: '/findings/segments', replace: true });
    },
  }),
  createRoute({ getParentRoute: () => findings, path: 'segments', validateSearch: segmentsSearch, component: lazyRouteComponent(() => import('../features/findings/SegmentsPage'), 'SegmentsPage') }),
  createRoute({ getParentRoute: () => findings, path: 'moments', validateSearch: momentsSearch, component: lazyRouteComponent(() => import('../features/findings/MomentsPage'), 'MomentsPage') }),
  createRoute({ getParentRoute: () => findings, path: 'attribution', validateSearch: attributionSearch, component: lazyRouteComponent(() => import('../features/findings/AttributionPage'), 'AttributionPage') }),
  createRoute({ getParentRoute: () => findings, path: 'what-if', validateSearch: whatIfSearch, component: lazyRouteComponent(() => import('../features/findings/WhatIfPage'), 'WhatIfPage') }),
] as const;

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

const newMap = createRoute({
  getParentRoute: () => root,
  path: '/new',
  validateSearch: newMapSearch,
  loader: ({ context }) => void context.queries.prefetchQuery(templatesQuery),
  component: lazyRouteComponent(() => import('../features/templates/NewMapPage'), 'NewMapPage'),
});

const template = createRoute({
  getParentRoute: () => root,
  path: '/templates/$id',
  validateSearch: (search: Record<string, unknown>): { lang?: 'ru' | 'en' } => ({ lang: search.lang === 'ru' || search.lang === 'en' ? search.lang : undefined }),
  component: lazyRouteComponent(() => import('../features/templates/SheetPage'), 'SheetPage'),
});

const openFile = createRoute({
  getParentRoute: () => root,
  path: '/open',
  validateSearch: (search: Record<string, unknown>): { over?: string } => ({ over: typeof search.over === 'string' && search.over ? search.over : undefined }),
  loader: ({ context }) => void context.queries.prefetchQuery(mapsQuery),
  component: lazyRouteComponent(() => import('../features/open/OpenPage'), 'OpenPage'),
});

const compare = createRoute({
  getParentRoute: () => root,
  path: '/compare',
  validateSearch: compareSearch,
  loader: ({ context }) => void context.queries.prefetchQuery(mapsQuery),
  component: lazyRouteComponent(() => import('../features/compare/ComparePage'), 'ComparePage'),
});

const library = createRoute({
  getParentRoute: () => root,
  path: '/library',
  validateSearch: librarySearch,
  loader: ({ context }) => void context.queries.prefetchQuery(libraryQuery),
  component: lazyRouteComponent(() => import('../features/library/LibraryPage'), 'LibraryPage'),
});

const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: lazyRouteComponent(() => import('../features/settings/AccountPage'), 'AccountPage'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings/$section',
  params: {
    parse: ({ section }: { section: string }) => {
      const known = sections.find((one) => one === section);
      if (!known) throw notFound();
      return { section: known };
    },
    stringify: ({ section }: { section: Section }) => ({ section }),
  },
  validateSearch: settingsSearch,
  component: lazyRouteComponent(() => import('../features/settings/SettingsPage'), 'SettingsPage'),
});

const personas = createRoute({
  getParentRoute: () => root,
  path: '/personas',
  validateSearch: personasSearch,
  loader: ({ context }) => void context.queries.prefetchQuery(mapsQuery),
  component: lazyRouteComponent(() => import('../features/personas/PersonasPage'), 'PersonasPage'),
});

const persona = createRoute({
  getParentRoute: () => root,
  path: '/personas/$map/$persona',
  validateSearch: personaSearch,
  loader: ({ context, params }) => void context.queries.prefetchQuery(mapQuery(params.map)),
  component: lazyRouteComponent(() => import('../features/personas/PersonaPage'), 'PersonaPage'),
});

const buyingCentre = createRoute({
  getParentRoute: () => root,
  path: '/buying/$map',
  loader: ({ context, params }) => void context.queries.prefetchQuery(mapQuery(params.map)),
  component: lazyRouteComponent(() => import('../features/personas/BuyingCentrePage'), 'BuyingCentrePage'),
});

const search = createRoute({
  getParentRoute: () => root,
  path: '/search',
  validateSearch: textSearch,
  component: lazyRouteComponent(() => import('../features/search/SearchPage'), 'SearchPage'),
});

const start = createRoute({
  getParentRoute: () => root,
  path: '/start',
  validateSearch: startSearch,
  loader: ({ context }) => void context.queries.prefetchQuery(templatesQuery),
  component: lazyRouteComponent(() => import('../features/start/StartPage'), 'StartPage'),
});

const voice = createRoute({
  getParentRoute: () => root,
  path: '/voice',
  loader: ({ context }) => void context.queries.prefetchQuery(voiceSummaryQuery),
  component: lazyRouteComponent(() => import('../features/voice/VoiceFrame'), 'VoiceFrame'),
});

const voicePages = [
  createRoute({ getParentRoute: () => voice, path: '/', validateSearch: overviewSearch, component: lazyRouteComponent(() => import('../features/voice/OverviewPage'), 'OverviewPage') }),
  createRoute({ getParentRoute: () => voice, path: 'items', validateSearch: itemsSearch, component: lazyRouteComponent(() => import('../features/voice/ItemsPage'), 'ItemsPage') }),
  createRoute({ getParentRoute: () => voice, path: 'topics', validateSearch: topicsSearch, component: lazyRouteComponent(() => import('../features/voice/TopicsPage'), 'TopicsPage') }),
  createRoute({ getParentRoute: () => voice, path: 'questions', validateSearch: questionsSearch, component: lazyRouteComponent(() => import('../features/voice/QuestionsPage'), 'QuestionsPage') }),
  createRoute({ getParentRoute: () => voice, path: 'interviews', component: lazyRouteComponent(() => import('../features/voice/InterviewsPage'), 'InterviewsPage') }),
  createRoute({ getParentRoute: () => voice, path: 'interviews/$source/$conversation', validateSearch: interviewSearch, component: lazyRouteComponent(() => import('../features/voice/InterviewPage'), 'InterviewPage') }),
  createRoute({ getParentRoute: () => voice, path: 'surveys', validateSearch: surveysSearch, component: lazyRouteComponent(() => import('../features/surveys/SurveysPage'), 'SurveysPage') }),
  createRoute({ getParentRoute: () => voice, path: 'studies', component: lazyRouteComponent(() => import('../features/studies/StudiesPage'), 'StudiesPage') }),
  createRoute({ getParentRoute: () => voice, path: 'quality', component: lazyRouteComponent(() => import('../features/voice/QualityPage'), 'QualityPage') }),
  createRoute({ getParentRoute: () => voice, path: 'assistant', component: lazyRouteComponent(() => import('../features/assistant/AssistantPage'), 'AssistantPage') }),
  createRoute({ getParentRoute: () => voice, path: 'masks', component: lazyRouteComponent(() => import('../features/voice/MasksPage'), 'MasksPage') }),
] as const;

/** A survey and a study fill the window: the pages of voice do not stand above them. */
const survey = createRoute({
  getParentRoute: () => root,
  path: '/voice/surveys/$id',
  validateSearch: surveySearch,
  loader: ({ context, params }) => void context.queries.prefetchQuery(surveyQuery(params.id)),
  component: lazyRouteComponent(() => import('../features/surveys/SurveyPage'), 'SurveyPage'),
});

const study = createRoute({
  getParentRoute: () => root,
  path: '/voice/studies/$id',
  loader: ({ context, params }) => void context.queries.prefetchQuery(studyQuery(params.id)),
  component: lazyRouteComponent(() => import('../features/studies/StudyPage'), 'StudyPage'),
});

const bare = { bare: true };

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  staticData: bare,
  validateSearch: (search: Record<string, unknown>): { next?: string; trouble?: string } => ({
    next: safeNext(search.next) === '/' ? undefined : safeNext(search.next),
    trouble: typeof search.trouble === 'string' && /^\w{1,40}$/.test(search.trouble) ? search.trouble : undefined,
  }),
  component: lazyRouteComponent(() => import('../features/session/SignInPage'), 'SignInPage'),
});

const setUp = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  staticData: bare,
  component: lazyRouteComponent(() => import('../features/session/SetUpPage'), 'SetUpPage'),
});

const join = createRoute({
  getParentRoute: () => root,
  path: '/join/$token',
  staticData: bare,
  component: lazyRouteComponent(() => import('../features/session/JoinPage'), 'JoinPage'),
});

const forgot = createRoute({
  getParentRoute: () => root,
  path: '/forgot',
  staticData: bare,
  component: lazyRouteComponent(() => import('../features/session/ForgotPage'), 'ForgotPage'),
});

const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset/$token',
  staticData: bare,
  component: lazyRouteComponent(() => import('../features/session/ResetPage'), 'ResetPage'),
});

const shared = createRoute({
  getParentRoute: () => root,
  path: '/shared/$token',
  staticData: bare,
  validateSearch: (search: Record<string, unknown>): { card?: string; view?: 'outline'; panel?: 'comments' } => ({
    card: typeof search.card === 'string' ? search.card : undefined,
    view: search.view === 'outline' ? 'outline' : undefined,
    panel: search.panel === 'comments' ? 'comments' : undefined,
  }),
  component: lazyRouteComponent(() => import('../features/guest/GuestPage'), 'GuestPage'),
});

const doors = [shared, signIn, setUp, join, forgot, reset];

const routes = root.addChildren([atlas, map, present, discover, discoverOver, newMap, template, openFile, compare, library, explore, importFiles, quarantine, personas, persona, buyingCentre, search, start, account, settings, ...doors, moment, survey, study, findings.addChildren(findingsPages), voice.addChildren(voicePages)]);

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
