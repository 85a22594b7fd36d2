import { demoMap, expect, inLang, locales, test, texts, type Lang } from './base';

for (const lang of ['en', 'ru'] as Lang[]) {
  test.describe(`atlas, ${lang}`, () => {
    test.use({ locale: locales[lang] });
    const t = texts[lang];

    test('shows the demo’s map and opens it', async ({ page }) => {
      await page.goto('/');
      await expect(page.getByRole('heading', { level: 1, name: t.atlas.title })).toBeVisible();
      const map = await demoMap(page);
      await page.getByRole('link', { name: inLang(map.title, lang) }).first().click();
      await expect(page.getByRole('grid')).toBeVisible();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(inLang(map.title, lang));
    });

    test('an address that leads nowhere says so', async ({ page }) => {
      await page.goto('/no/such/page');
      await expect(page.getByRole('heading', { name: t.error.notFound })).toBeVisible();
      await page.getByRole('link', { name: t.error.toAtlas, exact: true }).click();
      await expect(page.getByRole('heading', { name: t.atlas.title })).toBeVisible();
    });
  });
}

test('the language that was chosen is remembered', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Русский' }).click();
  await expect(page.getByRole('heading', { name: texts.ru.atlas.title })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ru');
  await page.reload();
  await expect(page.getByRole('heading', { name: texts.ru.atlas.title })).toBeVisible();
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: texts.en.atlas.title })).toBeVisible();
});

test('the theme can be switched and is remembered', async ({ page }) => {
  await page.goto('/');
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await paper();
  const button = page.getByRole('button', { name: /^Theme/ });
  await button.click();
  await button.click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(await paper()).not.toBe(light);
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('a map is discovered from the atlas', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: texts.en.atlas.discover }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: texts.en.discover.stages }).selectOption('4');
  await dialog.getByRole('textbox', { name: texts.en.discover.name }).fill('Four stages');
  await dialog.getByRole('button', { name: texts.en.discover.start, exact: true }).click();
  await expect(page).toHaveURL(/\/maps\//, { timeout: 90_000 });
  await expect(page.getByRole('heading', { level: 1, name: 'Four stages' })).toBeVisible();
  await expect(page.locator('.stage-head')).toHaveCount(4);
});

test('a server that is gone is said to be gone', async ({ page }) => {
  await page.route('**/api/v1/**', (route) => route.abort());
  await page.goto('/');
  await expect(page.getByRole('alert')).toContainText(texts.en.error.unreachable, { timeout: 30_000 });
  await page.unroute('**/api/v1/**');
  await page.getByRole('button', { name: texts.en.error.retry }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.locator('.tile').first()).toBeVisible();
});

test('a map is copied, given an owner, put away and brought back', async ({ page }) => {
  const t = texts.en.atlas;
  const name = `Copied ${Date.now()}`;
  const id = `copied-${Date.now()}`;
  const map = { format: 'tropa.map', version: 2, id, title: { en: name }, kind: 'customer', state: 'as_is', stages: [], lanes: [], cards: [] };
  const put = await page.request.put(`/api/v1/maps/${id}`, { data: map, headers: { origin: process.env.TROPA_URL ?? '' } });
  expect(put.ok()).toBe(true);
  await page.goto(`/?view=table&q=${encodeURIComponent(name)}`);
  const rows = page.getByRole('row').filter({ hasText: name });
  await expect(rows).toHaveCount(1);
  await rows.getByRole('button', { name: t.menu.replace('{{title}}', name) }).click();
  await page.getByRole('menuitem', { name: t.duplicate }).click();
  await expect(rows).toHaveCount(2);

  await page.getByRole('checkbox', { name: t.chooseAll }).check();
  const bar = page.getByRole('region', { name: t.bulk });
  await bar.getByRole('button', { name: t.setFields }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: t.owner }).fill('Marina');
  await page.getByRole('dialog').getByRole('button', { name: t.apply }).click();
  await expect(rows.filter({ hasText: 'Marina' })).toHaveCount(2);

  await page.getByRole('checkbox', { name: t.chooseAll }).check();
  const [file] = await Promise.all([page.waitForEvent('download'), bar.getByRole('button', { name: t.exportZip }).click()]);
  expect(file.suggestedFilename()).toMatch(/\.zip$/);
  await bar.getByRole('button', { name: t.archive, exact: true }).click();
  await expect(page.getByRole('heading', { name: t.none })).toBeVisible();
  await page.getByRole('button', { name: /^Archive: \d/ }).click();
  await expect(rows).toHaveCount(2);
  await page.getByRole('checkbox', { name: t.chooseAll }).check();
  await bar.getByRole('button', { name: t.restore }).click();
  await page.getByRole('button', { name: /^Archive: \d/ }).click().catch(() => undefined);
  await page.goto(`/?view=table&q=${encodeURIComponent(name)}`);
  await expect(rows).toHaveCount(2);
});

test('words inside maps are found and lead to their card', async ({ page }) => {
  const map = await demoMap(page);
  const card = map.cards.find((one) => one.text?.en && one.text.en.length > 8);
  const words = card?.text?.en ?? '';
  await page.goto('/search');
  await page.getByRole('searchbox', { name: texts.en.search.title }).fill(words);
  const hit = page.getByRole('link', { name: new RegExp(words.slice(0, 12).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')) }).first();
  await hit.click();
  await expect(page).toHaveURL(/\/maps\/.+\?.*card=/);
  await expect(page.getByRole('dialog').or(page.locator('.drawer')).first()).toBeVisible();
});
