/** Addresses of answers somebody kept in Explore for a card of a map: in this browser, the last ones. */

import { exploreState, parseSearch, stringifySearch, type ExploreState } from './urlstate';

const key = 'tropa.kept-answers';
const keptMax = 12;

export function keptAnswers(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

export function keepAnswer(state: ExploreState) {
  const address = stringifySearch({ ...state, view: undefined });
  localStorage.setItem(key, JSON.stringify([address, ...keptAnswers().filter((one) => one !== address)].slice(0, keptMax)));
}

/** What an address of Explore asks, whether it is whole or only what stands behind the question mark. */
export function askedBy(address: string): ExploreState | null {
  const search = address.includes('?') ? address.slice(address.indexOf('?')) : address;
  const state = exploreState(parseSearch(search));
  return state.tab || state.source ? state : null;
}
