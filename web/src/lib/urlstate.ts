/** What can be shared lives in the URL, readable by people: `?source=shop&tab=funnel&steps=Visit,Cart,Order%20placed`. */

import type { Ask, Question, Step } from '../api/types';
import { parseSpan } from './format';

/** `stages` has no builder of its own: cards of a map lead there. */
export const tabs = ['graph', 'touchpoints', 'stages', 'funnel', 'paths', 'variants', 'actor', 'daily', 'between'] as const;
export type Tab = (typeof tabs)[number];

export interface ExploreState {
  source?: string;
  tab?: Tab;
  where?: string;
  /** Funnel, stages, between and daily: activities in order; `a|b` is any of the two, `Name=a|b` gives it a name. */
  steps?: string;
  /** Stages: activities that end a journey by design. */
  completed?: string;
  /** Stages and touchpoints: after this long without an event a journey is over. */
  idle?: string;
  window?: string;
  by?: string;
  start?: string;
  actor?: string;
  depth?: number;
  top?: number;
  edges?: number;
  view?: 'table';
}

/** Plain `a=b` pairs: nothing is JSON, so a person may write the address by hand. */
export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const pairs = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') pairs.set(key, String(value));
  }
  const text = pairs.toString();
  return text ? `?${text}` : '';
}

const whole = (value: unknown, min: number, max: number): number | undefined => {
  const number = typeof value === 'number' ? value : typeof value === 'string' && /^\d{1,6}$/.test(value) ? Number(value) : NaN;
  return Number.isFinite(number) ? Math.max(min, Math.min(max, Math.round(number))) : undefined;
};
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;

/** What the address says, with everything else left out: an unknown tab is no tab. */
export function exploreState(search: Record<string, unknown>): ExploreState {
  const tab = tabs.find((known) => known === search.tab);
  return {
    source: text(search.source),
    tab,
    where: text(search.where),
    steps: text(search.steps),
    completed: text(search.completed),
    idle: text(search.idle),
    window: text(search.window),
    by: text(search.by),
    start: text(search.start),
    actor: text(search.actor),
    depth: whole(search.depth, 1, 20),
    top: whole(search.top, 1, 30),
    edges: whole(search.edges, 1, 1_000),
    view: search.view === 'table' ? 'table' : undefined,
  };
}

const escape = (name: string) => name.replace(/[\\,|=]/g, (c) => `\\${c}`);

/** `[{activities:["a","b"]},{name:"N",activities:["c"]}]` → `a|b,N=c`; `,` `|` `=` and backslashes in names are escaped. */
export function encodeSteps(steps: Step[]): string {
  return steps
    .map((step) => (step.name === undefined ? '' : `${escape(step.name)}=`) + step.activities.map(escape).join('|'))
    .join(',');
}

export function decodeSteps(encoded: string | undefined): Step[] {
  if (!encoded) return [];
  const steps: Step[] = [{ activities: [''] }];
  for (let i = 0; i < encoded.length; i++) {
    const c = encoded.charAt(i);
    const step = steps.at(-1) as Step;
    const last = step.activities.length - 1;
    if (c === '\\' && i + 1 < encoded.length) step.activities[last] += encoded.charAt(++i);
    else if (c === ',') steps.push({ activities: [''] });
    else if (c === '|') step.activities.push('');
    else if (c === '=' && step.name === undefined && last === 0) {
      step.name = step.activities[0];
      step.activities = [''];
    }
    else step.activities[last] += c;
  }
  return steps
    .map((step) => ({
      ...(step.name?.trim() ? { name: step.name.trim() } : {}),
      activities: step.activities.map((a) => a.trim()).filter(Boolean),
    }))
    .filter((step) => step.activities.length > 0);
}

const withSource = (state: ExploreState, ask: Ask): Question => ({
  ...(state.source ? { source: state.source } : {}),
  ...(state.where ? { where: state.where } : {}),
  ask,
});

/** The question an address asks; `null` while something is missing (a funnel of one step, an unreadable window). */
export function questionOf(state: ExploreState): Question | null {
  const steps = decodeSteps(state.steps);
  switch (state.tab ?? 'graph') {
    case 'graph':
      return withSource(state, { graph: {} });
    case 'touchpoints': {
      const idle_s = state.idle ? parseSpan(state.idle) : undefined;
      return idle_s === null ? null : withSource(state, { touchpoints: idle_s === undefined ? {} : { idle_s } });
    }
    case 'stages': {
      const idle_s = state.idle ? parseSpan(state.idle) : undefined;
      if (steps.length === 0 || idle_s === null) return null;
      const completed = decodeSteps(state.completed).flatMap((step) => step.activities);
      return withSource(state, { stages: { stages: steps, completed, ...(idle_s === undefined ? {} : { idle_s }) } });
    }
    case 'variants':
      return withSource(state, { variants: { limit: 100 } });
    case 'paths':
      return withSource(state, {
        paths: { depth: state.depth ?? 5, top: state.top ?? 6, ...(state.start ? { start: state.start } : {}) },
      });
    case 'daily':
      return withSource(state, { daily: { activities: steps.flatMap((step) => step.activities) } });
    case 'funnel': {
      const window_s = state.window ? parseSpan(state.window) : undefined;
      if (steps.length < 2 || window_s === null) return null;
      return withSource(state, {
        funnel: { steps, ...(window_s === undefined ? {} : { window_s }), ...(state.by ? { by: state.by } : {}) },
      });
    }
    case 'between': {
      const [from, to] = steps;
      return from && to ? withSource(state, { between: { from, to } }) : null;
    }
    case 'actor':
      return state.actor
        ? withSource({ source: state.source }, { journeys: { actor: state.actor, limit: 1 } })
        : null;
  }
}

/** Where in Explore a card's question is answered; `null` for questions that have no page of their own. */
export function exploreLink(question: Question, source?: string): ExploreState | null {
  const base = { source: question.source ?? source, where: question.where };
  const ask = question.ask;
  const idle = (s: number | undefined) => (s === undefined ? undefined : `${s}s`);
  if ('graph' in ask) return { ...base, tab: 'graph' };
  if ('touchpoints' in ask) return { ...base, tab: 'touchpoints', idle: idle(ask.touchpoints.idle_s) };
  if ('variants' in ask) return { ...base, tab: 'variants' };
  if ('paths' in ask) return { ...base, tab: 'paths', depth: ask.paths.depth, top: ask.paths.top, start: ask.paths.start };
  if ('daily' in ask) return { ...base, tab: 'daily', steps: encodeSteps((ask.daily.activities ?? []).map((a) => ({ activities: [a] }))) };
  if ('funnel' in ask) {
    const window = ask.funnel.window_s === undefined ? undefined : `${ask.funnel.window_s}s`;
    return { ...base, tab: 'funnel', steps: encodeSteps(ask.funnel.steps), window, by: ask.funnel.by };
  }
  if ('between' in ask) return { ...base, tab: 'between', steps: encodeSteps([ask.between.from, ask.between.to]) };
  if ('stages' in ask) {
    const completed = encodeSteps((ask.stages.completed ?? []).map((a) => ({ activities: [a] }))) || undefined;
    return { ...base, tab: 'stages', steps: encodeSteps(ask.stages.stages), completed, idle: idle(ask.stages.idle_s) };
  }
  return ask.journeys.actor ? { ...base, where: undefined, tab: 'actor', actor: ask.journeys.actor } : null;
}
