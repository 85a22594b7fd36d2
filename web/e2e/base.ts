import { test as plain, type Page } from '@playwright/test';
import type { MapDocument, MapSummary, Source } from '../src/api/types';
import en from '../src/app/text/en';
import ru from '../src/app/text/ru';

export type Lang = 'en' | 'ru';
export const texts = { en, ru: ru as unknown as typeof en };
export const locales = { en: 'en-GB', ru: 'ru-RU' };

export const test = plain.extend<{ noErrors: void }>({
  baseURL: async ({}, provide) => {
    await provide(process.env.TROPA_URL ?? '');
  },
  /** Nothing may go wrong unseen: an exception on a page fails its test. */
  noErrors: [
    async ({ page }, provide) => {
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      await provide();
      if (errors.length) throw new Error(`Exceptions on the page: ${errors.join('; ')}`);
    },
    { auto: true },
  ],
});

export { expect } from '@playwright/test';

async function api<T>(page: Page, path: string): Promise<T> {
  const response = await page.request.get(`/api/v1${path}`);
  return (await response.json()) as T;
}

/** The demo's map: the oldest one, so that maps which tests import do not count. */
export async function demoMap(page: Page): Promise<MapDocument> {
  const { items } = await api<{ items: MapSummary[] }>(page, '/maps');
  const oldest = [...items].sort((a, b) => (a.updated_at < b.updated_at ? -1 : 1))[0];
  if (!oldest) throw new Error('there is no map');
  return api<MapDocument>(page, `/maps/${oldest.id}`);
}

/** The source with most events: the demo's. */
export async function demoSource(page: Page): Promise<Source> {
  const { items } = await api<{ items: Source[] }>(page, '/sources');
  const largest = [...items].sort((a, b) => b.events - a.events)[0];
  if (!largest) throw new Error('there is no source');
  return largest;
}

export const inLang = (text: Record<string, string> | undefined, lang: Lang) => text?.[lang] ?? text?.und ?? text?.en ?? '';
