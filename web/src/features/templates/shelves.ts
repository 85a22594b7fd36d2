import type { TemplateView } from '../../api/types';

/** What templates are sorted by: maps by whose journey it is, then sheets. */
export const shelves = ['customer', 'user', 'employee', 'persona', 'interview'] as const;
export type Shelf = (typeof shelves)[number];

export const shelfOf = (template: TemplateView): Shelf => (template.of === 'map' ? (template.kind ?? 'customer') : template.of);

export interface NewMapSearch {
  shelf?: Shelf;
  /** Id of the template whose dialog is open. */
  template?: string;
}

export const newMapSearch = (search: Record<string, unknown>): NewMapSearch => ({
  shelf: shelves.find((shelf) => shelf === search.shelf),
  template: typeof search.template === 'string' && search.template ? search.template : undefined,
});
