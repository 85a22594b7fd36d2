export interface PersonaSearch {
  /** The sheet is being filled in. */
  edit?: 'yes';
}
export const personaSearch = (search: Record<string, unknown>): PersonaSearch => ({ edit: search.edit === 'yes' ? 'yes' : undefined });

export interface PersonasSearch {
  q?: string;
}
export const personasSearch = (search: Record<string, unknown>): PersonasSearch => ({ q: typeof search.q === 'string' && search.q !== '' ? search.q : undefined });
