/** What the server says about maps as documents: templates, checks, differences, other formats, what maps share. */

import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Lang } from '../lib/format';
import { call, send } from './client';
import type { FormatLoss, ImportedMap, LibraryEntry, MapDiff, MapFormat, MapReview, TemplateView, TemplateWhole } from './types';

const id = encodeURIComponent;

/** Templates come with the program: they do not change while it runs. */
export const templatesQuery = queryOptions({
  queryKey: ['templates'],
  staleTime: Infinity,
  queryFn: ({ signal }) => call<{ items: TemplateView[] }>('GET', '/templates', undefined, signal).then((list) => list.items),
});

export const templateQuery = (template: string, lang?: 'ru' | 'en') =>
  queryOptions({
    queryKey: ['template', template, lang],
    staleTime: Infinity,
    queryFn: ({ signal }) => call<TemplateWhole>('GET', `/templates/${id(template)}${lang ? `?lang=${lang}` : ''}`, undefined, signal),
  });

/** Problems and advice; asked anew whenever it is opened, because a map may be changed from outside. */
export const reviewQuery = (map: string) =>
  queryOptions({
    queryKey: ['review', map],
    queryFn: ({ signal }) => call<MapReview>('GET', `/maps/${id(map)}/check`, undefined, signal),
  });

/** In the words of one language. */
export const diffQuery = (a: string, b: string, lang: 'ru' | 'en') =>
  queryOptions({
    queryKey: ['diff', a, b, lang],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call<MapDiff>('GET', `/maps/${id(a)}/diff/${id(b)}?lang=${lang}`, undefined, signal),
  });

export const lossesQuery = (map: string, format: string, lang: 'ru' | 'en') =>
  queryOptions({
    queryKey: ['losses', map, format, lang],
    queryFn: ({ signal }) => call<{ items: FormatLoss[] }>('GET', `/maps/${id(map)}/losses?format=${format}&lang=${lang}`, undefined, signal).then((list) => list.items),
  });

export const libraryQuery = queryOptions({
  queryKey: ['library'],
  queryFn: ({ signal }) => call<{ items: LibraryEntry[] }>('GET', '/library', undefined, signal).then((list) => list.items),
});

export interface ImportWish {
  /** Of the texts in the file. */
  lang: Lang;
  /** The map the file was written from. */
  over?: string;
  /** Where neither content nor ending tells. */
  format?: MapFormat;
}

/** What becomes of a file as a map, or of the map it was written from; with `dryRun` nothing is written. */
export function importMap(file: File, { lang, over, format, dryRun }: ImportWish & { dryRun: boolean }): Promise<ImportedMap> {
  const query = new URLSearchParams({ name: file.name, lang, ...(over ? { over } : {}), ...(format ? { format } : {}), ...(dryRun ? { dry_run: 'true' } : {}) });
  return send<ImportedMap>(`/maps/import?${query}`, file);
}
