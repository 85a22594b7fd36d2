export interface TextSearch {
  q?: string;
}
export const textSearch = (search: Record<string, unknown>): TextSearch => ({ q: typeof search.q === 'string' && search.q !== '' ? search.q : undefined });
