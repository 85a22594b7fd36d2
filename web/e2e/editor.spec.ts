import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from '@playwright/test';
import type { MapDocument } from '../src/api/types';
import { expect, locales, test, texts, type Lang } from './base';

const text = (en: string, ru: string) => ({ en, ru });
/** A small map of this test's own, so that the demo's stays as it is. */
function makeMap(id: string): MapDocument {
  return {
    format: 'tropa.map', version: 2, id, title: text('Editor', 'Редактор'), kind: 'customer', state: 'as_is',
    stages: [
      { id: 's1', name: text('Look', 'Смотрит'), steps: [{ id: 't1', name: text('Ad', 'Реклама'), main: true }, { id: 't2', name: text('Site', 'Сайт'), main: true }] },
      { id: 's2', name: text('Buy', 'Покупает'), steps: [{ id: 't3', name: text('Cart', 'Корзина'), main: true }, { id: 't4', name: text('Payment', 'Оплата'), main: true }] },
    ],
    lanes: [{ id: 'do', role: 'actions' }, { id: 'feel', role: 'feelings' }, { id: 'think', role: 'thoughts' }],
    cards: [
      { id: 'c1', lane: 'do', at: 't1', text: text('Sees the ad', 'Видит рекламу'), state: 'assumption' },
      { id: 'c2', lane: 'do', at: 't2', text: text('Opens the site', 'Открывает сайт'), state: 'assumption' },
      { id: 'f1', lane: 'feel', at: 't1', feeling: { value: 1 }, state: 'assumption' },
    ],
  } as unknown as MapDocument;
}

let count = 0;
async function openOwn(page: Page): Promise<string> {
  const id = `editor-${Date.now().toString(36)}-${(count += 1)}`;
  const sent = await page.request.put(`/api/v1/maps/${id}`, { data: makeMap(id) });
  expect(sent.ok(), await sent.text()).toBe(true);
  await open(page, id);
  return id;
}
async function open(page: Page, id: string) {
  await page.goto(`/maps/${id}`);
  await expect(page.locator('.map-grid--open')).toBeVisible();
}
const card = (page: Page, words: string) => page.locator('[data-card]').filter({ hasText: words });
const cell = (page: Page, lane: string, at: string) => page.locator(`[data-cell="${lane} ${at}"]`);
const editor = (page: Page) => page.locator('textarea.in-place');
const saved = async (page: Page, id: string) => (await (await page.request.get(`/api/v1/maps/${id}`)).json()) as MapDocument;

async function second(browser: Browser, page: Page, id: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: new URL(page.url()).origin, locale: locales.en });
  const other = await context.newPage();
  await open(other, id);
  return other;
}

test('two people see each other’s edits, and type in one card at once', async ({ page, browser }) => {
  const id = await openOwn(page);
  const other = await second(browser, page, id);
  await card(page, 'Sees the ad').dblclick();
  await editor(page).press('End');
  await page.keyboard.type(' on a bus');
  await expect(card(other, 'Sees the ad on a bus')).toBeVisible();
  // The other one writes at the front while the first is still in the text: both letters stay, the caret too.
  await card(other, 'Sees the ad').dblclick();
  await editor(other).press('Home');
  await other.keyboard.type('She: ');
  await expect(editor(page)).toHaveValue('She: Sees the ad on a bus');
  await page.keyboard.type('!');
  await expect(editor(other)).toHaveValue('She: Sees the ad on a bus!');
  await other.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await saved(page, id)).cards.find(({ id: one }) => one === 'c1')?.text?.en).toBe('She: Sees the ad on a bus!');
  await other.context().close();
});

test('by keyboard alone: write, go on, move, copy, delete, take back', async ({ page }) => {
  await openOwn(page);
  await cell(page, 'think', 't1').focus();
  await page.keyboard.type('Is it dear?');
  await expect(editor(page)).toHaveValue('Is it dear?');
  await page.keyboard.press('Tab');
  await expect(cell(page, 'think', 't2')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(card(page, 'Is it dear?')).toBeFocused();
  await page.keyboard.press('Alt+ArrowRight');
  await expect(cell(page, 'think', 't2').locator('[data-card]')).toHaveText(/Is it dear\?/);
  await expect(page.getByRole('status').filter({ hasText: 'Card moved to Site, Thoughts' })).toBeAttached();
  await page.keyboard.press('Control+d');
  await expect(card(page, 'Is it dear?')).toHaveCount(2);
  await page.keyboard.press('Delete');
  await expect(card(page, 'Is it dear?')).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(card(page, 'Is it dear?')).toHaveCount(2);
  await card(page, 'Is it dear?').first().focus();
  await page.keyboard.press('F2');
  await page.keyboard.press('End');
  await page.keyboard.type(' Yes.');
  await page.keyboard.press('Escape');
  await expect(card(page, 'Is it dear? Yes.')).toBeFocused();
  // A new card left empty was never there.
  await page.keyboard.press('Control+Enter');
  await expect(editor(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(card(page, 'Is it dear?')).toHaveCount(2);
});

test('stages, steps and lanes are renamed, moved and deleted with a way back', async ({ page }) => {
  const id = await openOwn(page);
  const names = () => page.locator('.stage-head__name').allInnerTexts();
  await page.locator('[data-nav="stage s1"]').focus();
  await page.keyboard.press('Alt+ArrowRight');
  await expect.poll(names).toEqual(['Buy', 'Look']);
  await page.keyboard.press('F2');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Search');
  await page.keyboard.press('Enter');
  await expect.poll(names).toEqual(['Buy', 'Search']);
  // A step goes on into the next stage.
  await page.locator('[data-nav="step t4"]').focus();
  await page.keyboard.press('Alt+ArrowRight');
  await expect.poll(async () => (await saved(page, id)).stages.map((stage) => stage.steps.map((step) => step.id))).toEqual([['t3'], ['t4', 't1', 't2']]);
  await page.locator('[data-nav="lane do"]').focus();
  await page.keyboard.press('Delete');
  await expect(page.locator('[data-nav="lane do"]')).toHaveCount(0);
  await expect(card(page, 'Sees the ad')).toHaveCount(0);
  await page.locator('.said-bar').getByRole('button', { name: texts.en.grid.undo }).click();
  await expect(card(page, 'Sees the ad')).toBeVisible();
});

test('cards are dragged to another cell, and Escape leaves them where they were', async ({ page }) => {
  await openOwn(page);
  const from = await card(page, 'Sees the ad').boundingBox();
  const to = await cell(page, 'think', 't3').boundingBox();
  if (!from || !to) throw new Error('not drawn');
  const drag = async () => {
    await page.mouse.move(from.x + 20, from.y + 12);
    await page.mouse.down();
    await page.mouse.move(from.x + 40, from.y + 30, { steps: 4 });
    await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 8 });
    await expect(page.locator('.drop-mark')).toBeVisible();
  };
  await drag();
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect(cell(page, 'do', 't1').locator('[data-card]')).toHaveCount(1);
  await drag();
  await page.mouse.up();
  await expect(cell(page, 'think', 't3').locator('[data-card]')).toHaveText(/Sees the ad/);
  await expect(card(page, 'Sees the ad')).toBeFocused();
});

test('a block of a spreadsheet becomes cards, and asks before it adds steps', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const id = await openOwn(page);
  await page.evaluate(() => navigator.clipboard.writeText('one\ttwo\tthree\nfour\t\t"fi\nve"'));
  await cell(page, 'think', 't3').focus();
  await page.keyboard.press('Control+v');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('1 step and 1 lane');
  await dialog.getByRole('button', { name: /^Add/ }).click();
  await expect(cell(page, 'think', 't4').locator('[data-card]')).toHaveText(/two/);
  const map = await (async () => {
    await expect.poll(async () => (await saved(page, id)).cards.length).toBe(8);
    return saved(page, id);
  })();
  expect(map.stages[1]?.steps).toHaveLength(3);
  expect(map.lanes).toHaveLength(4);
  expect(map.cards.some((one) => one.text?.en === 'fi\nve')).toBe(true);
  // And back out: what a spreadsheet would read.
  await card(page, 'one').click();
  await card(page, 'two').click({ modifiers: ['Shift'] });
  await page.keyboard.press('Control+c');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('one\ttwo');
});

test('a point of the curve is dragged, typed and added; arrows move it', async ({ page }) => {
  const id = await openOwn(page);
  const value = async (at: string) => (await saved(page, id)).cards.find((one) => one.at === at && one.feeling)?.feeling?.value;
  const box = await cell(page, 'feel', 't1').boundingBox();
  if (!box) throw new Error('not drawn');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2 - 32);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2 + 32, { steps: 6 });
  await page.mouse.up();
  await expect.poll(() => value('t1')).toBe(-1);
  await page.locator('[data-card="f1"]').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => value('t1')).toBe(-0.9);
  await page.getByRole('button', { name: /Delighted/ }).click();
  await expect.poll(() => value('t1')).toBe(2);
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-card="f1"]')).toBeFocused();
  await cell(page, 'feel', 't3').click({ position: { x: 60, y: 88 } });
  await expect.poll(() => value('t3')).toBe(0);
});

for (const [lang, colorScheme] of [['en', 'light'], ['ru', 'dark']] as [Lang, 'light' | 'dark'][]) {
  test.describe(`${lang}, ${colorScheme}`, () => {
    test.use({ locale: locales[lang], colorScheme });
    test('the menu names everything that dragging does; folding and hiding come back; no barrier for assistive technology', async ({ page }) => {
      const t = texts[lang].grid;
      await openOwn(page);
      await page.locator('[data-nav="stage s1"]').click({ button: 'right' });
      const menu = page.getByRole('menu').first();
      for (const name of [t.rename, t.stageBefore, t.stageAfter, t.duplicate, t.mergeNext_stage, t.move, t.fold, t.remove]) await expect(menu.getByRole('menuitem', { name: new RegExp(`^${name}`) })).toBeVisible();
      await menu.getByRole('menuitem', { name: t.fold }).click();
      await expect(page.locator('[data-nav="step t1"]')).toHaveCount(0);
      await page.locator('[data-nav="stage s1"]').click({ button: 'right' });
      await page.getByRole('menuitem', { name: t.unfold }).click();
      await expect(page.locator('[data-nav="step t1"]')).toBeVisible();
      await page.locator('[data-nav="lane think"]').click({ button: 'right' });
      await page.getByRole('menuitem', { name: t.hide }).click();
      await expect(page.locator('[data-nav="lane think"]')).toHaveCount(0);
      await page.getByRole('button', { name: t.showHidden_one.replace('{{count}}', '1') }).click();
      await expect(page.locator('[data-nav="lane think"]')).toBeVisible();
      await page.locator('[data-card="c1"]').click();
      await page.keyboard.press('Enter');
      await expect(editor(page)).toBeFocused();
      await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
      const found = await page.evaluate(async () => {
        const { axe } = window as unknown as { axe: { run: (on: string, o: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
        const { violations } = await axe.run('#map-scroll', { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] } });
        return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
      });
      expect(found).toEqual([]);
    });
  });
}
