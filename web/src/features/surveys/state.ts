/** What the pages of surveys keep in the address. */

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value.slice(0, 200) : typeof value === 'number' ? String(value) : undefined);
const day = (value: unknown): string | undefined => (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined);

export const tabs = ['build', 'share', 'results'] as const;
export type Tab = (typeof tabs)[number];

export interface SurveysSearch {
  /** The shelf of templates is open. */
  new?: 'yes';
}
export const surveysSearch = (search: Record<string, unknown>): SurveysSearch => ({ new: search.new === 'yes' ? 'yes' : undefined });

export interface SurveySearch {
  tab?: Exclude<Tab, 'build'>;
  /** What is worked on: id of a question, or `thanks`; without it the beginning. */
  q?: string;
  from?: string;
  to?: string;
  step?: string;
}
export const surveySearch = (search: Record<string, unknown>): SurveySearch => ({
  tab: search.tab === 'share' || search.tab === 'results' ? search.tab : undefined,
  q: text(search.q),
  from: day(search.from),
  to: day(search.to),
  step: text(search.step),
});
