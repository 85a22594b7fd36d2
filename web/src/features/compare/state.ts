import type { DifferenceKind } from '../../api/types';

export const compareViews = ['words', 'side', 'picture'] as const;
export type CompareView = (typeof compareViews)[number];
export const differenceKinds: readonly DifferenceKind[] = ['added', 'removed', 'renamed', 'changed', 'moved', 'split', 'merged'];

export interface CompareSearch {
  /** Id of the older map, then of the newer one. */
  a?: string;
  b?: string;
  view?: Exclude<CompareView, 'words'>;
  /** Only differences of this kind. */
  what?: DifferenceKind;
}

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

export const compareSearch = (search: Record<string, unknown>): CompareSearch => ({
  a: text(search.a),
  b: text(search.b),
  view: search.view === 'side' || search.view === 'picture' ? search.view : undefined,
  what: differenceKinds.find((kind) => kind === search.what),
});
