/** What is written without a connection: kept over a reload, told to its author where it cannot be kept. */

import type { Browser, Page } from '@playwright/test';
import { test } from '@playwright/test';
import type { MapDocument } from '../src/api/types';
import { expect, locales, texts, type Lang } from './base';
import { serve, type Server } from './server';

/** Busy cores; the line itself waits up to 20 s before it tries again. */
test.describe.configure({ mode: 'serial', timeout: 240_000 });

let server: Server;
const errors: string[] = [];
const { en, ru } = texts;

const words = (english: string, russian: string) => ({ en: english, ru: russian });
const document = {
  format: 'tropa.map', version: 2, id: 'train', title: words('On a train', 'В поезде'), kind: 'customer', state: 'as_is',
  stages: [{ id: 's1', name: words('Ride', 'Едет'), steps: [{ id: 't1', name: words('Ticket', 'Билет') }, { id: 't2', name: words('Seat', 'Место') }] }],
  lanes: [{ id: 'do', role: 'actions' }],
  cards: [
    { id: 'c1', lane: 'do', at: 't1', text: words('Buys a ticket', 'Покупает билет'), state: 'assumption' },
    { id: 'c2', lane: 'do', at: 't2', text: words('Looks for the seat', 'Ищет место'), state: 'assumption' },
  ],
};

const api = (path: string, method = 'GET', body?: unknown) =>
  fetch(`${server.url}/api/v1${path}`, { method, headers: { 'content-type': 'application/json', origin: server.url }, body: body === undefined ? undefined : JSON.stringify(body) });
const stored = async () => (await (await api('/maps/train')).json()) as MapDocument;
const put = async (map: unknown) => {
  const answer = await api('/maps/train', 'PUT', map);
  expect(answer.ok, await answer.text()).toBe(true);
};

async function open(browser: Browser, lang: Lang): Promise<Page> {
  const context = await browser.newContext({ baseURL: server.url, locale: locales[lang], viewport: { width: 1280, height: 800 }, permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto('/maps/train');
  await saved(page, lang);
  return page;
}

const saved = (page: Page, lang: Lang) => expect(page.locator('.live-state').filter({ hasText: texts[lang].live.saved })).toBeVisible({ timeout: 30_000 });
const card = (page: Page, id: string) => page.locator(`[data-card="${id}"]`);

/** Writes another text into a card, by keyboard. */
async function rewrite(page: Page, id: string, text: string) {
  await card(page, id).focus();
  await page.keyboard.press('F2');
  await expect(page.locator('textarea.in-place')).toBeFocused();
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await expect(card(page, id)).toContainText(text);
}

async function goOffline(page: Page, lang: Lang) {
  await page.context().setOffline(true);
  await expect(page.locator('.live-state--offline')).toContainText(texts[lang].live.offline, { timeout: 40_000 });
}

test.beforeAll(async () => {
  server = await serve({}, ['--open-to-this-machine']);
  await put(document);
});
test.afterAll(async () => {
  await server?.stop();
  expect(errors).toEqual([]);
});

test('edits that were not sent outlive the page: they arrive when the map is opened again', async ({ browser }) => {
  const page = await open(browser, 'en');
  await goOffline(page, 'en');
  await rewrite(page, 'c1', 'Buys a ticket in a tunnel');
  await expect(page.locator('.live-state--offline')).toContainText('1');
  // The page is gone before the line is back.
  await page.goto('about:blank');
  expect((await stored()).cards[0]?.text?.en).toBe('Buys a ticket');
  await page.context().setOffline(false);
  await page.goto('/maps/train');
  await expect(card(page, 'c1')).toContainText('Buys a ticket in a tunnel');
  await saved(page, 'en');
  await expect.poll(async () => (await stored()).cards.find((one) => one.id === 'c1')?.text?.en).toBe('Buys a ticket in a tunnel');
  await page.context().close();
});

test('what was written on a card that somebody deleted meanwhile is told to its author', async ({ browser }) => {
  const page = await open(browser, 'ru');
  await goOffline(page, 'ru');
  await rewrite(page, 'c2', 'Ищет место у окна');
  const now = await stored();
  await put({ ...now, cards: now.cards.filter((one) => one.id !== 'c2') });
  await page.context().setOffline(false);
  const alert = page.getByRole('alert').filter({ hasText: 'Ищет место у окна' });
  await expect(alert).toBeVisible({ timeout: 60_000 });
  await expect(alert).toContainText(ru.live.lost_removed);
  await alert.getByRole('button', { name: ru.live.lostCopy }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('Ищет место у окна');
  await alert.getByRole('button', { name: ru.live.lostDone }).click();
  await expect(alert).toHaveCount(0);
  await page.context().close();
});

test('a map that was made anew takes no edits of the old one, and says which, until the author has read it', async ({ browser }) => {
  const page = await open(browser, 'en');
  await goOffline(page, 'en');
  await rewrite(page, 'c1', 'Rides without a ticket');
  await page.goto('about:blank');
  expect((await api('/maps/train', 'DELETE')).ok).toBe(true);
  await put(document);
  await page.context().setOffline(false);
  await page.goto('/maps/train');
  const alert = page.getByRole('alert').filter({ hasText: 'Rides without a ticket' });
  await expect(alert).toBeVisible({ timeout: 30_000 });
  await expect(alert).toContainText(en.live.lost_base);
  // Nothing else is held up by it.
  await rewrite(page, 'c1', 'Shows the ticket');
  await saved(page, 'en');
  // It stays until it was read, and then is gone for good.
  await page.reload();
  await expect(alert).toBeVisible({ timeout: 30_000 });
  await alert.getByRole('button', { name: en.live.lostDone }).click();
  await expect(alert).toHaveCount(0);
  await page.reload();
  await saved(page, 'en');
  await expect(card(page, 'c1')).toContainText('Shows the ticket');
  await expect(alert).toHaveCount(0);
  await page.context().close();
});
