/** Three people in one map, on a server that is killed in the middle: nothing that was said to be saved is lost. */

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as pathJoin } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { test as plain } from '@playwright/test';
import type { MapDocument } from '../src/api/types';
import { expect, locales, texts, type Lang } from './base';

const test = plain;
test.describe.configure({ mode: 'serial' });

/** A debug build on busy cores; an empty workspace needs a second on quiet ones. */
const startMs = 90_000;

let folder: string;
let url = '';
let server: ChildProcess | undefined;
const errors: string[] = [];
const people: Page[] = [];

/** Starts the server on `address` with the folder of this test; resolves when it says where it listens. */
async function start(address: string): Promise<string> {
  const binary = process.env.TROPA_BIN;
  if (!binary) throw new Error('Set TROPA_BIN to the tropa binary: this test kills a server of its own');
  const started = spawn(binary, ['serve', '--open-to-this-machine', '--listen', address, '--data', folder], { stdio: ['ignore', 'pipe', 'pipe'] });
  server = started;
  let said = '';
  return new Promise((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk.toString('utf8');
      const found = /http:\/\/127\.0\.0\.1:[1-9]\d*/.exec(said);
      if (found) resolve(found[0]);
    };
    started.stdout.on('data', hear);
    started.stderr.on('data', hear);
    started.once('error', reject);
    started.once('exit', (code) => reject(new Error(`${binary} ended with ${code} before it said its address:\n${said}`)));
    setTimeout(() => reject(new Error(`${binary} said no address within ${startMs / 1000} s:\n${said}`)), startMs).unref();
  });
}

/** As when the machine loses its power: no time to write anything. */
async function kill() {
  const ended = new Promise<void>((resolve) => server?.once('exit', () => resolve()));
  server?.kill('SIGKILL');
  await ended;
}

const words = (en: string, ru: string) => ({ en, ru });
const document = {
  format: 'tropa.map', version: 2, id: 'together', title: words('Together', 'Вместе'), kind: 'customer', state: 'as_is',
  stages: [
    { id: 's1', name: words('Look', 'Смотрит'), steps: [{ id: 't1', name: words('Ad', 'Реклама') }, { id: 't2', name: words('Site', 'Сайт') }] },
    { id: 's2', name: words('Buy', 'Покупает'), steps: [{ id: 't3', name: words('Cart', 'Корзина') }] },
  ],
  lanes: [{ id: 'do', role: 'actions' }, { id: 'think', role: 'thoughts' }],
  cards: [{ id: 'c1', lane: 'do', at: 't1', text: words('Sees the ad', 'Видит рекламу'), state: 'assumption' }],
};

async function join(browser: Browser, lang: Lang): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, locale: locales[lang], viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto('/maps/together');
  await expect(page.locator('.map-grid--open')).toBeVisible();
  people.push(page);
  return page;
}

const cell = (page: Page, lane: string, at: string) => page.locator(`[data-cell="${lane} ${at}"]`);
const card = (page: Page, text: string) => page.locator('[data-card]').filter({ hasText: text });

/** Writes a new card into a cell, as one does by keyboard. */
async function write(page: Page, lane: string, at: string, text: string) {
  const inside = cell(page, lane, at).locator('[data-card]');
  // A cell that has cards is entered by one of them; a key adds another.
  if (await inside.count()) await inside.last().focus();
  else await cell(page, lane, at).focus();
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('textarea.in-place')).toBeFocused();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await expect(card(page, text)).toBeVisible();
}

const safe = (page: Page, lang: Lang) => expect(page.locator('.live-state').filter({ hasText: texts[lang].live.saved }).first()).toBeVisible({ timeout: 30_000 });
const stored = async () => (await (await fetch(`${url}/api/v1/maps/together`)).json()) as MapDocument;
const storedTexts = async () => (await stored()).cards.flatMap((one) => Object.values(one.text ?? {}));

test.beforeAll(async ({ browser }) => {
  folder = mkdtempSync(pathJoin(tmpdir(), 'tropa-together-'));
  url = await start('127.0.0.1:0');
  const sent = await fetch(`${url}/api/v1/maps/together`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(document) });
  expect(sent.ok, await sent.text()).toBe(true);
  for (const lang of ['en', 'ru', 'en'] as const) await join(browser, lang);
});

test.afterAll(async () => {
  await Promise.all(people.map((page) => page.context().close()));
  await kill();
  rmSync(folder, { recursive: true, force: true });
  expect(errors).toEqual([]);
});

test('three people see each other’s cards, whatever the language of their pages', async () => {
  const [anna, boris, vera] = people as [Page, Page, Page];
  await write(anna, 'think', 't1', 'Is it for me?');
  await write(boris, 'think', 't2', 'А не дорого ли?');
  await write(vera, 'do', 't3', 'Pays by card');
  for (const page of people) {
    for (const text of ['Is it for me?', 'А не дорого ли?', 'Pays by card']) await expect(card(page, text)).toBeVisible();
  }
});

test('what is written without a connection arrives when it is back, and meets what others wrote', async () => {
  const [anna, boris] = people as [Page, Page, Page];
  await safe(anna, 'en');
  await anna.context().setOffline(true);
  await write(anna, 'do', 't2', 'Reads the reviews on a train');
  await write(boris, 'do', 't2', 'Смотрит фотографии');
  await expect(card(anna, 'Смотрит фотографии')).toHaveCount(0);
  await anna.context().setOffline(false);
  for (const page of people) {
    await expect(card(page, 'Reads the reviews on a train')).toBeVisible({ timeout: 40_000 });
    await expect(card(page, 'Смотрит фотографии')).toBeVisible({ timeout: 40_000 });
  }
});

test('a server that is killed loses nothing it confirmed, and nobody has to load the page again', async () => {
  test.setTimeout(180_000);
  const [anna, boris, vera] = people as [Page, Page, Page];
  await write(vera, 'think', 't3', 'Where is my receipt?');
  await safe(vera, 'en');
  await kill();
  // Work goes on without the server.
  await write(anna, 'do', 't3', 'Waits for the courier');
  await start(new URL(url).host);
  expect(await storedTexts()).toContain('Where is my receipt?');
  for (const page of people) await expect(card(page, 'Waits for the courier')).toBeVisible({ timeout: 60_000 });
  await safe(anna, 'en');
  await write(boris, 'think', 't1', 'Мне это нужно');
  for (const page of people) await expect(card(page, 'Мне это нужно')).toBeVisible();
  await expect.poll(storedTexts).toEqual(expect.arrayContaining(['Is it for me?', 'А не дорого ли?', 'Waits for the courier', 'Мне это нужно']));
});

test('a stage that one deletes while another writes into it comes back with what was written', async () => {
  const [anna, boris] = people as [Page, Page, Page];
  await safe(boris, 'ru');
  await boris.context().setOffline(true);
  await write(boris, 'think', 't2', 'Есть ли рассрочка?');
  await anna.locator('[data-nav="stage s1"]').focus();
  await anna.keyboard.press('Delete');
  await expect(anna.locator('[data-nav="stage s1"]')).toHaveCount(0);
  await boris.context().setOffline(false);
  for (const page of people) {
    await expect(card(page, 'Есть ли рассрочка?')).toBeVisible({ timeout: 40_000 });
    await expect(page.locator('[data-nav="stage s1"]')).toBeVisible();
  }
  const map = await stored();
  expect(map.stages.map((stage) => stage.id)).toEqual(expect.arrayContaining(['s1', 's2']));
  expect(map.cards.map((one) => one.text?.ru)).toContain('Есть ли рассрочка?');
});
