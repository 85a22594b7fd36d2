import type { LibraryKind } from '../../api/types';

/** In the order they are shown. */
export const libraryKinds: readonly LibraryKind[] = ['persona', 'touchpoint', 'channel', 'system', 'content', 'insight', 'metric', 'department', 'employee_role'];

export interface LibrarySearch {
  q?: string;
  kind?: LibraryKind;
  /** Only what maps describe differently. */
  differs?: 'yes';
}

export const librarySearch = (search: Record<string, unknown>): LibrarySearch => ({
  q: typeof search.q === 'string' && search.q !== '' ? search.q : undefined,
  kind: libraryKinds.find((kind) => kind === search.kind),
  differs: search.differs === 'yes' ? 'yes' : undefined,
});
