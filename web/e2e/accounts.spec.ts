import { test as plain, type Browser, type Page } from '@playwright/test';
import type { MapDocument } from '../src/api/types';
import { barriers } from './axe';
import { expect, inLang, locales, texts, type Lang } from './base';
import { serve, type Server } from './server';

/** One server for the whole story: who is first sets up, invites, shares and takes back. */
const test = plain;
test.describe.configure({ mode: 'serial' });

let server: Server;
let owner: Page;
let colleague: Page;
let guest: Page;
let map: MapDocument;
let shared = '';
let hiddenLane = '';

const [en, ru] = [texts.en, texts.ru];
const password = 'a walk along the river';
const errors: string[] = [];

/** A browser of its own: other cookies, another language. */
async function browserOf(browser: Browser, lang: Lang, who: string, more: { colorScheme?: 'light' | 'dark'; viewport?: { width: number; height: number } } = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: server.url, locale: locales[lang], viewport: { width: 1440, height: 900 }, ...more });
  const page = await context.newPage();
  page.on('pageerror', (error) => errors.push(`${who}: ${error.message}`));
  return page;
}

/** A call with the browser's cookies and its proof of being a page of ours. */
async function send(page: Page, method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, data?: unknown) {
  const cookies = await page.context().cookies();
  const proof = cookies.find((cookie) => cookie.name === 'tropa_csrf')?.value ?? '';
  return page.request.fetch(`/api/v1${path}`, { method, data, headers: { 'x-tropa-csrf': proof } });
}

async function expectNoBarriers(page: Page) {
  await page.waitForTimeout(300);
  expect(await barriers(page)).toEqual([]);
}

test.beforeAll(async ({ browser }) => {
  server = await serve();
  owner = await browserOf(browser, 'en', 'owner');
  colleague = await browserOf(browser, 'ru', 'colleague', { colorScheme: 'dark' });
  guest = await browserOf(browser, 'ru', 'guest');
});
test.afterAll(async () => {
  await Promise.all([owner, colleague, guest].map((page) => page?.context().close()));
  await server?.stop();
  expect(errors).toEqual([]);
});

test('the first person sets the server up and is inside', async () => {
  await owner.goto('/library');
  await expect(owner).toHaveURL(/\/setup$/);
  await expect(owner.getByRole('heading', { level: 1, name: en.door.setUp })).toBeVisible();
  await expectNoBarriers(owner);
  await owner.getByRole('textbox', { name: en.door.yourName }).fill('Ann Walker');
  await owner.getByRole('textbox', { name: en.door.workspace }).fill('River & Co');
  await owner.getByRole('textbox', { name: en.door.email }).fill('ann@example.org');
  await owner.getByLabel(en.door.password, { exact: true }).fill('password12');
  await owner.getByRole('button', { name: en.door.begin }).click();
  // A password that everybody uses is refused at its field, and nothing typed is lost.
  await expect(owner.getByRole('alert')).toBeVisible();
  await expect(owner.getByRole('textbox', { name: en.door.email })).toHaveValue('ann@example.org');
  await owner.getByLabel(en.door.password, { exact: true }).fill(password);
  await owner.getByRole('button', { name: en.door.begin }).click();
  await expect(owner.getByRole('button', { name: en.account.menu.replace('{{name}}', 'Ann Walker') })).toBeVisible();
  // The door for the first person is closed from now on.
  await colleague.goto('/setup');
  await expect(colleague.getByRole('heading', { level: 1, name: ru.door.signIn })).toBeVisible();
  await expectNoBarriers(colleague);
});

test('a map is made from a template', async () => {
  await owner.goto('/new?template=retail_delivery');
  await owner.getByRole('dialog').getByRole('button', { name: en.new.create }).click();
  await expect(owner.getByRole('grid')).toBeVisible();
  const id = /\/maps\/([\w-]+)/.exec(owner.url())?.[1];
  map = (await (await owner.request.get(`/api/v1/maps/${id}`)).json()) as MapDocument;
  expect(map.lanes.length).toBeGreaterThan(3);
});

test('a colleague joins by an invitation, as a viewer', async () => {
  await owner.goto('/settings/people');
  await owner.getByRole('button', { name: en.settings.invite, exact: true }).click();
  const dialog = owner.getByRole('dialog');
  await dialog.getByRole('textbox', { name: en.door.email }).fill('boris@example.org');
  await dialog.getByText(en.role.viewer_may).click();
  await expectNoBarriers(owner);
  await dialog.getByRole('button', { name: en.settings.makeInvitation }).click();
  const link = await dialog.getByRole('textbox', { name: en.settings.inviteLink }).inputValue();
  await dialog.getByRole('button', { name: en.settings.done }).click();
  await expect(owner.getByText('boris@example.org')).toBeVisible();

  await colleague.goto(link);
  await expect(colleague.getByRole('heading', { level: 1 })).toContainText('River & Co');
  await expect(colleague.getByRole('textbox', { name: ru.door.email })).toHaveValue('boris@example.org');
  await expectNoBarriers(colleague);
  await colleague.getByRole('textbox', { name: ru.door.yourName }).fill('Борис Лугов');
  await colleague.getByLabel(ru.door.newPassword).fill('по тропе через лес');
  await colleague.getByRole('button', { name: ru.door.joinNow }).click();
  await expect(colleague.getByRole('button', { name: /Борис Лугов/ })).toBeVisible();
  // The link worked once.
  await guest.goto(link);
  await expect(guest.getByRole('heading', { level: 1, name: ru.door.joinGone })).toBeVisible();
});

test('a viewer sees everything and changes nothing: the pages say why, the server refuses', async () => {
  await colleague.goto(`/maps/${map.id}`);
  await expect(colleague.getByRole('grid')).toBeVisible();
  await colleague.getByRole('button', { name: ru.share.title, exact: true }).click();
  const dialog = colleague.getByRole('dialog', { name: ru.share.title });
  await expect(dialog.getByRole('button', { name: ru.share.add })).toBeDisabled();
  await dialog.getByRole('button', { name: ru.share.guests }).click();
  await expect(dialog.getByRole('button', { name: ru.share.newLink })).toBeDisabled();
  await colleague.keyboard.press('Escape');
  await colleague.goto('/settings/people');
  await expect(colleague.getByRole('button', { name: ru.settings.invite, exact: true })).toBeDisabled();
  await expectNoBarriers(colleague);
  const refused = [
    await send(colleague, 'PUT', `/maps/${map.id}`, map),
    await send(colleague, 'DELETE', `/maps/${map.id}`),
    await send(colleague, 'POST', `/maps/${map.id}/shares`, { name: 'mine' }),
    await send(colleague, 'POST', '/invitations', { email: 'x@example.org', role: 'owner' }),
    await colleague.request.get('/api/v1/audit'),
  ];
  expect(refused.map((response) => response.status())).toEqual([403, 403, 403, 403, 403]);
});

test('a role given on one map counts there at once', async () => {
  await owner.goto(`/maps/${map.id}`);
  await owner.getByRole('button', { name: en.share.title, exact: true }).click();
  const dialog = owner.getByRole('dialog', { name: en.share.title });
  await dialog.getByRole('combobox', { name: en.share.whom }).selectOption({ label: 'Борис Лугов' });
  await dialog.getByRole('combobox', { name: en.settings.role, exact: true }).selectOption('editor');
  await dialog.getByRole('button', { name: en.share.add }).click();
  await expect(dialog.getByRole('combobox', { name: en.settings.roleOf.replace('{{name}}', 'Борис Лугов') })).toHaveValue('editor');
  await expect.poll(async () => (await send(colleague, 'PUT', `/maps/${map.id}`, { ...map, owner: 'Борис' })).status()).toBe(200);
  await dialog.getByRole('button', { name: en.share.takeAway.replace('{{name}}', 'Борис Лугов') }).click();
  await expect.poll(async () => (await send(colleague, 'PUT', `/maps/${map.id}`, map)).status()).toBe(403);
  // A hidden map is not there for them.
  await dialog.getByRole('combobox', { name: en.share.whom }).selectOption({ label: 'Борис Лугов' });
  await dialog.getByRole('combobox', { name: en.settings.role, exact: true }).selectOption('none');
  await dialog.getByRole('button', { name: en.share.add }).click();
  await expect.poll(async () => (await colleague.request.get(`/api/v1/maps/${map.id}`)).status()).toBe(404);
  await dialog.getByRole('button', { name: en.share.takeAway.replace('{{name}}', 'Борис Лугов') }).click();
  await expect.poll(async () => (await colleague.request.get(`/api/v1/maps/${map.id}`)).status()).toBe(200);
});

test('a guest gets the map behind a password, without what was hidden', async () => {
  const lane = map.lanes.find((one) => map.cards.some((card) => card.lane === one.id && Object.keys(card.text ?? {}).length > 0));
  if (!lane) throw new Error('the template has no lane with texts');
  const laneName = inLang(lane.name, 'en') || en.lane[lane.role];
  hiddenLane = inLang(lane.name, 'ru') || ru.lane[lane.role];
  const hidden = map.cards.filter((card) => card.lane === lane.id).flatMap((card) => Object.values(card.text ?? {})).filter((text) => text.length > 8);
  expect(hidden.length).toBeGreaterThan(0);

  await owner.goto(`/maps/${map.id}`);
  await owner.getByRole('button', { name: en.share.title, exact: true }).click();
  const dialog = owner.getByRole('dialog', { name: en.share.title });
  await dialog.getByRole('button', { name: en.share.guests }).click();
  await dialog.getByRole('button', { name: en.share.newLink }).click();
  await dialog.getByRole('textbox', { name: en.share.name }).fill('Agency');
  await dialog.getByRole('checkbox', { name: new RegExp(`^${en.share.comment}`) }).check();
  await dialog.getByRole('checkbox', { name: new RegExp(`^${en.share.password}`) }).check();
  await dialog.getByLabel(en.share.passwordOf).fill('open the garden gate');
  await dialog.getByRole('group', { name: en.share.lanes }).getByRole('checkbox', { name: laneName, exact: true }).uncheck();
  await expectNoBarriers(owner);
  await dialog.getByRole('button', { name: en.share.make }).click();
  shared = await dialog.getByRole('textbox', { name: en.share.link }).inputValue();

  await guest.goto(shared);
  await expect(guest.getByRole('heading', { level: 1, name: ru.guest.locked })).toBeVisible();
  await expectNoBarriers(guest);
  await guest.getByLabel(ru.guest.password).fill('not the password');
  await guest.getByRole('button', { name: ru.guest.open }).click();
  await expect(guest.getByRole('alert')).toHaveText(ru.guest.wrong);
  await guest.getByLabel(ru.guest.password).fill('open the garden gate');
  await guest.getByRole('textbox', { name: ru.guest.name }).fill('Сима из агентства');
  const [answer] = await Promise.all([guest.waitForResponse((response) => response.url().endsWith('/map') && response.ok()), guest.getByRole('button', { name: ru.guest.open }).click()]);
  const body = await answer.text();
  for (const text of hidden) expect(body).not.toContain(JSON.stringify(text).slice(1, -1));
  const grid = guest.getByRole('grid');
  await expect(grid).toBeVisible();
  await expect(grid.getByRole('rowheader', { name: hiddenLane, exact: true })).toHaveCount(0);
  expect(await grid.getByRole('rowheader').count()).toBeGreaterThan(0);
  // Nothing of the app's navigation.
  await expect(guest.getByRole('navigation')).toHaveCount(0);
  await expectNoBarriers(guest);
  // And nothing of the rest of the server.
  expect((await guest.request.get('/api/v1/maps')).status()).toBe(401);
  expect((await guest.request.get(`/api/v1/maps/${map.id}`)).status()).toBe(401);
});

test('a guest comments by name and takes a drawing along', async () => {
  await guest.locator('[data-card]').first().click();
  const drawer = guest.getByRole('dialog');
  await drawer.getByRole('textbox', { name: ru.guest.write }).fill('А зимой тоже так?');
  await drawer.getByRole('button', { name: ru.guest.send }).click();
  await expect(drawer.getByText('А зимой тоже так?')).toBeVisible();
  await expect(drawer.getByText(/Сима из агентства/)).toBeVisible();
  await guest.keyboard.press('Escape');
  const { comments } = (await (await owner.request.get(`/api/v1/maps/${map.id}`)).json()) as { comments?: { text: string }[] };
  expect(comments?.map((one) => one.text)).toContain('А зимой тоже так?');

  await guest.getByRole('button', { name: ru.guest.download }).click();
  const [download] = await Promise.all([guest.waitForEvent('download'), guest.getByRole('menuitem', { name: ru.guest.format_svg }).click()]);
  expect(await download.failure()).toBeNull();
});

test('a link that is taken back ends for the guest', async () => {
  await owner.goto(`/maps/${map.id}`);
  await owner.getByRole('button', { name: en.share.title, exact: true }).click();
  const dialog = owner.getByRole('dialog', { name: en.share.title });
  await dialog.getByRole('button', { name: en.share.guests }).click();
  await expect(dialog.getByText(/Opened \d+ time/)).toBeVisible();
  await dialog.getByRole('button', { name: en.share.end, exact: true }).click();
  await owner.getByRole('dialog', { name: /Agency/ }).getByRole('button', { name: en.share.end }).click();
  await expect(dialog.getByText(en.share.noLinks)).toBeVisible();
  // The page the guest has open finds out by itself.
  await expect(guest.getByRole('heading', { level: 1, name: ru.guest.ended })).toBeVisible({ timeout: 45_000 });
  await expect(guest.getByRole('grid')).toHaveCount(0);
  await guest.goto(`${server.url}/shared/nobody-made-this-link`);
  await expect(guest.getByRole('heading', { level: 1, name: ru.guest.missing })).toBeVisible();
});

test('signing out closes the pages, signing in leads back to where one wanted to go', async () => {
  await owner.goto('/settings/audit?action=make_share');
  await expect(owner.getByRole('cell', { name: 'Ann Walker' }).first()).toBeVisible();
  await expectNoBarriers(owner);
  await owner.getByRole('button', { name: /Ann Walker/ }).click();
  await owner.getByRole('menuitem', { name: en.account.signOut }).click();
  await expect(owner.getByRole('heading', { level: 1, name: en.door.signIn })).toBeVisible();
  await owner.goto('/account');
  await expect(owner).toHaveURL(/\/sign-in\?next=/);
  await owner.getByRole('textbox', { name: en.door.email }).fill('ann@example.org');
  await owner.getByLabel(en.door.password, { exact: true }).fill('another password');
  await owner.getByRole('button', { name: en.door.enter, exact: true }).click();
  await expect(owner.getByRole('alert')).toBeVisible();
  await owner.getByLabel(en.door.password, { exact: true }).fill(password);
  await owner.getByRole('button', { name: en.door.enter, exact: true }).click();
  await expect(owner).toHaveURL(/\/account$/);
  await expect(owner.getByRole('heading', { level: 1, name: en.account.profile })).toBeVisible();
  await expectNoBarriers(owner);
});

test('a token reads what its person may, until it is revoked', async ({ request }) => {
  await owner.goto('/account');
  await owner.getByRole('button', { name: en.settings.tokenNew }).click();
  const dialog = owner.getByRole('dialog');
  await dialog.getByRole('textbox', { name: en.settings.tokenName }).fill('Report');
  await dialog.getByRole('button', { name: en.settings.make }).click();
  const token = await dialog.getByRole('textbox', { name: en.settings.tokenMade }).inputValue();
  await dialog.getByRole('button', { name: en.settings.done }).click();
  const headers = { authorization: `Bearer ${token}` };
  expect((await request.get(`${server.url}/api/v1/maps/${map.id}`, { headers })).status()).toBe(200);
  expect((await request.delete(`${server.url}/api/v1/maps/${map.id}`, { headers })).status()).toBe(403);
  await owner.getByRole('button', { name: en.settings.revoke, exact: true }).click();
  await owner.getByRole('dialog').getByRole('button', { name: en.settings.revoke, exact: true }).click();
  await expect(owner.getByText(en.settings.tokensNone)).toBeVisible();
  expect((await request.get(`${server.url}/api/v1/maps/${map.id}`, { headers })).status()).toBe(401);
});

for (const width of [390, 768]) {
  test(`at ${width} px nothing runs out of the window`, async ({ browser }) => {
    const page = await browserOf(browser, 'ru', `${width} px`, { viewport: { width, height: 844 } });
    await page.goto('/sign-in');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.getByRole('textbox', { name: ru.door.email }).fill('boris@example.org');
    await page.getByLabel(ru.door.password, { exact: true }).fill('по тропе через лес');
    await page.getByRole('button', { name: ru.door.enter, exact: true }).click();
    await expect(page.getByRole('button', { name: /Борис Лугов/ })).toBeVisible();
    for (const path of ['/account', '/settings/people', '/settings/teams', '/settings/workspaces', '/settings/signing_in', '/settings/audit']) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width);
    }
    await page.context().close();
  });
}
