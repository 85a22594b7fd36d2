/** Where in the guided start one is: in the address, so that a reload or a link comes back to it. */

export const steps = ['purpose', 'people', 'format', 'persona', 'evidence', 'summary', 'opportunities', 'improve'] as const;
export type StartStep = (typeof steps)[number];

export interface StartSearch {
  step?: StartStep;
  /** The map that grows; absent until it exists. */
  map?: string;
  /** An import or a discovery that runs or has ended. */
  job?: string;
}

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

export const startSearch = (search: Record<string, unknown>): StartSearch => ({
  step: steps.find((step) => step === search.step),
  map: text(search.map),
  job: text(search.job),
});
