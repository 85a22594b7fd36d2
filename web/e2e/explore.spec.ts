import type { Answer, FunnelRow } from '../src/api/types';
import { encodeSteps, tabs } from '../src/lib/urlstate';
import { demoSource, expect, locales, test, texts, type Lang } from './base';

for (const lang of ['en', 'ru'] as Lang[]) {
  test.describe(`explore, ${lang}`, () => {
    test.use({ locale: locales[lang] });
    const t = texts[lang];

    test('every picture names its unit, base, n and snapshot, and is a table too', async ({ page }) => {
      const source = await demoSource(page);
      const [first, second] = source.activity_names;
      const steps = encodeSteps([{ activities: [first ?? ''] }, { activities: [second ?? ''] }]);
      for (const tab of tabs.filter((name) => name !== 'actor' && name !== 'stages')) {
        await page.goto(`/explore?${new URLSearchParams({ source: source.name, tab, steps: tab === 'daily' ? '' : steps })}`);
        const panel = page.getByRole('tabpanel');
        for (const name of [t.answer.unit, t.answer.n, t.answer.base, t.answer.window, t.answer.snapshot]) {
          await expect(panel.getByText(name, { exact: true }).first(), `${tab}: ${name}`).toBeVisible();
        }
        await expect(panel).toContainText(source.snapshot);
        await page.getByRole('button', { name: t.answer.table, exact: true }).click();
        await expect(panel.getByRole('table').first(), tab).toBeVisible();
      }
    });
  });
}

test('a funnel is built by hand, kept in the address, and says what the API says', async ({ page }) => {
  const source = await demoSource(page);
  const [first, second] = source.activity_names as [string, string];
  await page.goto(`/explore?source=${source.name}&tab=funnel`);
  await page.getByRole('combobox', { name: texts.en.steps.add }).selectOption(first);
  await page.getByRole('combobox', { name: texts.en.steps.add }).selectOption(second);
  await expect(page).toHaveURL(/steps=/);
  const asked = await page.request.post('/api/v1/ask', {
    data: { source: source.name, ask: { funnel: { steps: [{ activities: [first] }, { activities: [second] }] } } },
  });
  const rows = ((await asked.json()) as Answer<FunnelRow>).rows;
  const list = page.getByRole('tabpanel').locator('.funnel__steps li');
  await expect(list).toHaveCount(2);
  for (const [i, row] of rows.entries()) await expect(list.nth(i)).toContainText(new Intl.NumberFormat('en-GB').format(row.reached));
  const [one] = rows;
  expect((one?.continued ?? 0) + (one?.open ?? 0) + (one?.dropped ?? 0)).toBe(one?.reached);
  await page.reload();
  await expect(list).toHaveCount(2);
});

test('a filter narrows the base and a bad one is explained', async ({ page }) => {
  const source = await demoSource(page);
  const attribute = source.attributes.find((a) => a.kind === 'coded' && (a.values?.length ?? 0) > 1);
  if (!attribute?.values?.[0]) throw new Error('the demo has no coded attribute');
  await page.goto(`/explore?source=${source.name}&tab=variants`);
  await page.getByRole('button', { name: texts.en.filter.add }).click();
  await page.getByRole('combobox', { name: texts.en.filter.attribute }).selectOption(attribute.name);
  await page.getByRole('combobox', { name: texts.en.filter.value }).selectOption(attribute.values[0]);
  await page.getByRole('button', { name: texts.en.filter.apply }).click();
  await expect(page).toHaveURL(/where=/);
  await expect(page.getByRole('tabpanel')).toContainText(attribute.values[0]);
  await expect(page.getByRole('tabpanel').getByRole('alert')).toHaveCount(0);
  await page.goto(`/explore?source=${source.name}&tab=variants&where=${encodeURIComponent('nonsense ~ 1')}`);
  await expect(page.getByRole('tabpanel').getByRole('alert')).toBeVisible();
});

test('one journey is walked event by event', async ({ page }) => {
  const source = await demoSource(page);
  await page.goto(`/explore?source=${source.name}&tab=actor`);
  await page.getByRole('complementary', { name: texts.en.actor.list }).getByRole('button').first().click();
  await expect(page).toHaveURL(/actor=/);
  await expect(page.getByRole('article').getByRole('listitem').first()).toBeVisible();
});

test('the flow’s arrows tell their numbers', async ({ page }) => {
  const source = await demoSource(page);
  await page.goto(`/explore?source=${source.name}`);
  const arrow = page.getByRole('button', { name: /: [\d,]+ journeys$/ }).nth(2);
  await arrow.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary').getByText(texts.en.unit.transitions)).toBeVisible();
});
