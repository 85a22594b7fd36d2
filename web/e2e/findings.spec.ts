import type { Found, Drivers } from '../src/api/findings';
import { barriers } from './axe';
import { demoSource, expect, locales, test, texts, type Lang } from './base';

/** Few enough journeys for a debug build to answer within a test. */
const few = async (page: Parameters<typeof demoSource>[0]) => {
  const source = await demoSource(page);
  return { source, where: 'has("Problem solved")' };
};
const patience = { timeout: 120_000 };

for (const [lang, colorScheme] of [['en', 'light'], ['ru', 'dark']] as [Lang, 'light' | 'dark'][]) {
  test.describe(`findings, ${lang}, ${colorScheme}`, () => {
    test.use({ locale: locales[lang], colorScheme });
    const t = texts[lang];

    test('every page tells n, base, period and snapshot, and has no barriers', async ({ page }) => {
      test.setTimeout(600_000);
      const { source, where } = await few(page);
      for (const name of ['segments', 'moments', 'attribution', 'what-if']) {
        await page.goto(`/findings/${name}?${new URLSearchParams({ source: source.name, where })}`);
        await expect(page.locator('.findings__answer[aria-busy=false]').first(), name).toBeVisible(patience);
        const asked = page.getByRole('region', { name: t.findings.asked });
        for (const fact of [t.answer.n, t.answer.base, t.answer.window, t.answer.snapshot]) await expect(asked.getByText(fact, { exact: true })).toBeVisible();
        await expect(page.getByRole('alert')).toHaveCount(0);
        expect.soft(await barriers(page), name).toEqual([]);
      }
    });
  });
}

test('segments by an attribute are counted whole and two are compared', async ({ page }) => {
  test.setTimeout(300_000);
  const { source, where } = await few(page);
  const column = source.attributes.find((one) => one.kind === 'coded' && one.of === 'actor')?.name ?? '';
  await page.goto(`/findings/segments?${new URLSearchParams({ source: source.name, where, by: 'attribute', column })}`);
  await expect(page.getByRole('article').first()).toBeVisible(patience);
  await page.getByRole('button', { name: texts.en.findings.compareFirst }).click();
  await expect(page.getByRole('heading', { name: texts.en.findings.part_funnel })).toBeVisible(patience);
  await expect(page).toHaveURL(/own=1/);
  await page.reload();
  await expect(page.getByRole('heading', { name: texts.en.findings.part_funnel })).toBeVisible(patience);
});

test('a moment of truth says what the API says and is put on the demo’s map', async ({ page }) => {
  test.setTimeout(300_000);
  const { source } = await few(page);
  const asked = await page.request.post('/api/v1/findings/drivers', { data: { source: source.name }, timeout: 120_000 });
  const told = ((await asked.json()) as Found<Drivers>).found.drivers.filter((one) => one.told);
  await page.goto(`/findings/moments?source=${source.name}`);
  const list = page.locator('.moments:not(details) .moment');
  await expect(list).toHaveCount(told.length, patience);
  await list.first().getByRole('button').first().click();
  await page.getByRole('button', { name: texts.en.findings.putOnMap }).click();
  const dialog = page.getByRole('dialog');
  const step = dialog.getByRole('combobox', { name: texts.en.findings.step });
  await expect(step).toBeVisible();
  const first = (await step.locator('option').allTextContents()).findIndex((text) => text !== texts.en.findings.stepChoose);
  if ((await step.inputValue()) === '') await step.selectOption({ index: first });
  await dialog.getByRole('button', { name: texts.en.findings.put, exact: true }).click();
  await expect(dialog.getByText(texts.en.findings.putDone)).toBeVisible();
  await dialog.getByRole('link', { name: texts.en.findings.toMap }).click();
  await expect(page.getByRole('dialog', { name: told[0]?.title.en ?? '' })).toBeVisible();
});

test('a change is chosen, moved by keys, and its numbers follow', async ({ page }) => {
  test.setTimeout(300_000);
  const { source, where } = await few(page);
  await page.goto(`/findings/what-if?${new URLSearchParams({ source: source.name, where })}`);
  const completed = page.getByRole('region', { name: texts.en.findings.completed });
  await expect(completed).toBeVisible(patience);
  await page.getByRole('button', { name: texts.en.findings.edit_move }).click();
  await expect(page).toHaveURL(/edits=move/);
  await page.getByRole('slider').press('ArrowRight');
  await expect(page).toHaveURL(/0\.51/);
  await expect(page.locator('.findings__answer[aria-busy=false]')).toBeVisible(patience);
  await expect(completed).toContainText('n = ');
});
