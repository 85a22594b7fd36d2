import type { Page } from '@playwright/test';
import type { MapDocument } from '../src/api/types';
import { expect, locales, test, texts, type Lang } from './base';

const text = (en: string, ru: string) => ({ en, ru });
/** A small map of this test's own, so that the demo's stays as it is. */
const makeMap = (id: string, words = text('Sees the ad', 'Видит рекламу')): MapDocument =>
  ({
    format: 'tropa.map', version: 2, id, title: text('Reviewed', 'На обсуждении'), kind: 'customer', state: 'as_is',
    stages: [
      { id: 's1', name: text('Look', 'Смотрит'), goal: text('Find out', 'Разобраться'), steps: [{ id: 't1', name: text('Ad', 'Реклама'), main: true }, { id: 't2', name: text('Site', 'Сайт'), main: true }] },
      { id: 's2', name: text('Buy', 'Покупает'), steps: [{ id: 't3', name: text('Cart', 'Корзина'), main: true }] },
    ],
    lanes: [{ id: 'do', role: 'actions' }, { id: 'front', role: 'front_stage' }, { id: 'back', role: 'back_stage' }, { id: 'feel', role: 'feelings' }],
    cards: [
      { id: 'c1', lane: 'do', at: 't1', text: words, state: 'assumption' },
      { id: 'c2', lane: 'front', at: 't2', text: text('Shows the stock', 'Показывает остатки'), state: 'assumption' },
      { id: 'c3', lane: 'back', at: 't3', text: text('Packs the order', 'Собирает заказ'), state: 'assumption' },
      { id: 'f1', lane: 'feel', at: 't1', feeling: { value: 1 }, state: 'assumption' },
    ],
  }) as unknown as MapDocument;

let count = 0;
async function own(page: Page): Promise<string> {
  const id = `review-${Date.now().toString(36)}-${(count += 1)}`;
  await put(page, makeMap(id));
  return id;
}
async function put(page: Page, map: MapDocument) {
  const sent = await page.request.put(`/api/v1/maps/${map.id}`, { data: map });
  expect(sent.ok(), await sent.text()).toBe(true);
}
const stored = async (page: Page, id: string) => (await (await page.request.get(`/api/v1/maps/${id}`)).json()) as MapDocument;
const wordsOf = async (page: Page, id: string) => (await stored(page, id)).cards.find((card) => card.id === 'c1')?.text?.en;
const panelButton = (page: Page, name: 'comments' | 'history' | 'suggestions') => page.locator(`[data-panel="${name}"]`);

for (const lang of ['en', 'ru'] as Lang[]) {
  test.describe(`around a map, ${lang}`, () => {
    test.use({ locale: locales[lang] });
    const t = texts[lang];

    test('what is said at a card is answered, resolved, and found again among all', async ({ page }) => {
      const id = await own(page);
      await page.goto(`/maps/${id}?card=c1`);
      const drawer = page.getByRole('dialog');
      await drawer.getByRole('textbox', { name: t.comments.text }).fill('Who says so?');
      await drawer.getByRole('button', { name: t.comments.send, exact: true }).click();
      await expect(drawer.getByText('Who says so?')).toBeVisible();
      await drawer.getByRole('button', { name: t.comments.answer, exact: true }).click();
      await page.keyboard.type('Three interviews');
      await page.keyboard.press('Control+Enter');
      await expect(drawer.locator('.thread__answers').getByText('Three interviews')).toBeVisible();
      await expect(panelButton(page, 'comments').locator('.review-tool__count')).toHaveText('1');
      await drawer.getByRole('button', { name: t.comments.resolve }).click();
      await expect(panelButton(page, 'comments').locator('.review-tool__count')).toHaveCount(0);
      await page.goto(`/maps/${id}?panel=comments`);
      await expect(page.getByRole('heading', { name: t.comments.none_open })).toBeVisible();
      await page.getByRole('button', { name: new RegExp(`^${t.comments.filter_all} · 1`) }).click();
      await expect(page.getByText('Who says so?')).toBeVisible();
    });

    test('a view is kept under a name and opened again', async ({ page }) => {
      const id = await own(page);
      await page.goto(`/maps/${id}?stage=s2`);
      await expect(page.getByRole('columnheader', { name: lang === 'ru' ? 'Покупает' : 'Buy' })).toBeVisible();
      await expect(page.getByRole('columnheader', { name: lang === 'ru' ? 'Смотрит' : 'Look' })).toHaveCount(0);
      await page.locator('.view-show').click();
      await page.getByRole('menuitem', { name: t.views.save }).click();
      await page.getByRole('textbox', { name: t.views.name }).fill('Только покупка');
      await page.getByRole('button', { name: t.views.saveNow, exact: true }).click();
      await page.goto(`/maps/${id}`);
      await page.locator('.view-show').click();
      await page.getByRole('menuitem', { name: /^Только покупка/ }).click();
      await expect(page).toHaveURL(/stage=s2/);
    });

    test('the blueprint draws its lines between what people see and what they do not', async ({ page }) => {
      const id = await own(page);
      await page.goto(`/maps/${id}?view=blueprint`);
      await expect(page.getByText(t.blueprint.line_interaction)).toBeVisible();
      await expect(page.getByText(t.blueprint.line_visibility)).toBeVisible();
      await expect(page.getByText(t.blueprint.line_internal_interaction)).toHaveCount(0);
    });

    test('a presentation turns by keys and ends on the map', async ({ page }) => {
      const id = await own(page);
      const map = await stored(page, id);
      await page.goto(`/maps/${id}/present`);
      await expect(page.getByRole('heading', { level: 1, name: map.title[lang] })).toBeVisible();
      await page.keyboard.press('PageDown');
      await expect(page.getByRole('heading', { level: 1, name: map.stages[0]?.name[lang] })).toBeVisible();
      await page.keyboard.press(' ');
      await expect(page.getByRole('heading', { level: 1, name: map.stages[1]?.name[lang] })).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(page).toHaveURL(new RegExp(`/maps/${id}$`));
    });
  });
}

test('a suggestion leaves the map alone until it is accepted', async ({ page }) => {
  const id = await own(page);
  const t = texts.en;
  await page.goto(`/maps/${id}?panel=suggestions&view=table`);
  await page.getByRole('button', { name: t.suggestions.begin }).click();
  await expect(page.getByRole('region', { name: t.suggestions.mode })).toBeVisible();
  await page.getByRole('button', { name: t.common.close }).click();
  await page.locator('[data-text="c1"]').focus();
  await page.keyboard.press('F2');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Sees the ad on a bus');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: t.suggestions.review }).click();
  await page.getByRole('textbox', { name: t.suggestions.title }).fill('Say where');
  await page.getByRole('button', { name: t.suggestions.sendNow, exact: true }).click();
  const suggestion = page.getByRole('article', { name: 'Say where' });
  await expect(suggestion.locator('ins')).toHaveText(/on a bus/);
  expect(await wordsOf(page, id)).toBe('Sees the ad');
  await suggestion.getByRole('button', { name: t.suggestions.accept }).click();
  await expect.poll(() => wordsOf(page, id)).toBe('Sees the ad on a bus');
  await expect(page.locator('[data-text="c1"]')).toHaveText('Sees the ad on a bus');
});

test('a named state is looked at, compared with now, and brought back', async ({ page }) => {
  const id = await own(page);
  const t = texts.en;
  await page.goto(`/maps/${id}?panel=history`);
  await page.getByRole('button', { name: t.history.name }).click();
  await page.getByRole('textbox', { name: t.history.versionName }).fill('As it was');
  await page.getByRole('button', { name: t.comments.save }).click();
  const version = page.locator('.run--version').filter({ hasText: 'As it was' });
  await expect(version).toBeVisible();
  await put(page, makeMap(id, text('Hears of it', 'Слышит об этом')));
  await expect.poll(() => wordsOf(page, id)).toBe('Hears of it');
  await version.getByRole('link', { name: t.history.againstNow }).click();
  await expect(page.locator('.difference').filter({ hasText: 'Hears of it' }).first()).toBeVisible();
  await page.getByRole('combobox', { name: t.history.compareWith }).selectOption('');
  await expect(page.locator('[data-card="c1"]')).toContainText('Sees the ad');
  await page.getByRole('button', { name: t.history.restore }).click();
  await page.getByRole('dialog').getByRole('button', { name: t.history.restore }).click();
  await expect.poll(() => wordsOf(page, id)).toBe('Sees the ad');
});
