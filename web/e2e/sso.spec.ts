/** Signing in at an identity provider (the npm package `oidc-provider`) in a real browser, from a link to a map and back to it. */

import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { test, type Page } from '@playwright/test';
import { expect, locales, texts } from './base';
import { serve, type Server } from './server';

test.describe.configure({ mode: 'serial', timeout: 180_000 });

const { en, ru } = texts;
const web = fileURLToPath(new URL('..', import.meta.url));
const script = fileURLToPath(new URL('../../crates/server/tests/oidc/provider.mjs', import.meta.url));
let server: Server;
let provider: ChildProcess;
const errors: string[] = [];

/** A port that was free a moment ago: the provider must know where people come back to before the server runs. */
const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });

function startProvider(home: string): Promise<string> {
  provider = spawn(process.execPath, [script, web, 'serve', `${home}/api/v1/session/oidc/callback`], { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    provider.stdout?.on('data', (chunk: Buffer) => {
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(chunk.toString('utf8'));
      if (address) resolve(address[0]);
    });
    provider.once('error', reject);
    provider.once('exit', (code) => reject(new Error(`the provider ended with ${code}`)));
  });
}

test.beforeAll(async () => {
  const port = await freePort();
  const home = `http://127.0.0.1:${port}`;
  const issuer = await startProvider(home);
  server = await serve(
    { TROPA_OIDC_ISSUER: issuer, TROPA_OIDC_CLIENT_ID: 'tropa', TROPA_OIDC_CLIENT_SECRET: 'a secret of the test', TROPA_OIDC_NAME: 'River ID', TROPA_OIDC_DOMAINS: 'example.org', TROPA_OIDC_ROLE: 'commenter' },
    ['--listen', `127.0.0.1:${port}`],
  );
});
test.afterAll(async () => {
  provider?.kill('SIGKILL');
  await server?.stop();
  expect(errors).toEqual([]);
});

/** What the provider's own pages ask for: who one is, then whether tropa may know it. */
async function signInThere(page: Page, login: string) {
  await page.getByPlaceholder('Enter any login').fill(login);
  await page.getByPlaceholder('and password').fill('any');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

const listen = (page: Page) => page.on('pageerror', (error) => errors.push(error.message));

test('who opens a link to a map signs in at the provider and comes to that map', async ({ browser }) => {
  // The first person sets the server up and makes the map.
  const owner = await (await browser.newContext({ baseURL: server.url, locale: locales.en })).newPage();
  listen(owner);
  await owner.goto('/setup');
  await owner.getByRole('textbox', { name: en.door.yourName }).fill('Vera Owner');
  await owner.getByRole('textbox', { name: en.door.workspace }).fill('River & Co');
  await owner.getByRole('textbox', { name: en.door.email }).fill('vera@example.org');
  await owner.getByLabel(en.door.password, { exact: true }).fill('a walk along the river');
  await owner.getByRole('button', { name: en.door.begin }).click();
  await expect(owner.getByRole('button', { name: en.account.menu.replace('{{name}}', 'Vera Owner') })).toBeVisible();
  await owner.goto('/new?template=retail_delivery');
  await owner.getByRole('dialog').getByRole('button', { name: en.new.create }).click();
  await expect(owner.getByRole('grid')).toBeVisible();
  const path = new URL(owner.url()).pathname;
  await owner.context().close();

  const page = await (await browser.newContext({ baseURL: server.url, locale: locales.ru })).newPage();
  listen(page);
  await page.goto(path);
  await expect(page).toHaveURL(/\/sign-in/);
  const button = page.getByRole('link', { name: 'River ID' }).or(page.getByRole('button', { name: 'River ID' }));
  await button.click();
  await signInThere(page, 'ann');
  await expect(page).toHaveURL(new RegExp(`${path}$`));
  await expect(page.getByRole('grid')).toBeVisible();
  await expect(page.getByRole('button', { name: ru.account.menu.replace('{{name}}', 'Ann of the house') })).toBeVisible();
  // With the role the provider's people get: to read and to comment, not to edit.
  await expect(page.locator('.live-state--read_only')).toContainText(ru.live.readOnly);
  await page.context().close();
});

test('whom the house does not let in comes back to the sign-in page and reads why', async ({ browser }) => {
  for (const [lang, words] of [['en', en], ['ru', ru]] as const) {
    const page = await (await browser.newContext({ baseURL: server.url, locale: locales[lang] })).newPage();
    listen(page);
    await page.goto('/sign-in');
    await page.getByRole('link', { name: 'River ID' }).click();
    await signInThere(page, 'eve');
    await expect(page).toHaveURL(/\/sign-in\?trouble=not_allowed$/);
    await expect(page.getByText(words.door.ssoRefused.not_allowed)).toBeVisible();
    await expect(page.getByRole('link', { name: 'River ID' })).toBeVisible();
    await page.context().close();
  }
});
