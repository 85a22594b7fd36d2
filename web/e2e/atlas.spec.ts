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
