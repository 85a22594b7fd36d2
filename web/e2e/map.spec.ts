import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Answer, JourneyRow } from '../src/api/types';
import { demoMap, expect, inLang, locales, test, texts, type Lang } from './base';

for (const lang of ['en', 'ru'] as Lang[]) {
  test.describe(`map, ${lang}`, () => {
    test.use({ locale: locales[lang] });
    const t = texts[lang];

    test('has every stage and step as a column header and every lane as a row header', async ({ page }) => {
      const map = await demoMap(page);
      await page.goto(`/maps/${map.id}`);
      const grid = page.getByRole('grid');
      for (const stage of map.stages) {
        await expect(grid.getByRole('columnheader', { name: inLang(stage.name, lang) }).first()).toBeVisible();
        for (const step of stage.steps) await expect(grid.getByRole('columnheader', { name: inLang(step.name, lang) }).first()).toBeAttached();
      }
      for (const lane of map.lanes) await expect(grid.getByRole('rowheader', { name: t.lane[lane.role] })).toBeAttached();
    });

    test('a card opens its evidence with journeys that are really in the data', async ({ page }) => {
      const map = await demoMap(page);
      const card = map.cards.find((c) => c.metric && c.evidence?.some((e) => e.records));
      if (!card) throw new Error('the demo’s map has no card with records');
      const records = card.evidence?.find((e) => e.records)?.records;
      await page.goto(`/maps/${map.id}`);
      const button = page.locator(`[data-card="${card.id}"]`);
      await button.scrollIntoViewIfNeeded();
      await button.click();
      await button.press('Space');
      const drawer = page.getByRole('dialog');
      const reason = inLang(card.evidence?.[0]?.reason, lang);
      expect(reason).not.toBe('');
      await expect(drawer.getByText(reason, { exact: true }).first()).toBeVisible();
      await expect(drawer.getByRole('heading', { name: t.evidence.question })).toBeVisible();
      await expect(drawer.getByText(map.origin?.snapshot ?? '', { exact: true })).toBeVisible();
      await expect(drawer.getByRole('article')).toHaveCount(5);
      const source = map.origin?.snapshot.split('@')[0];
      const asked = await page.request.post('/api/v1/ask', { data: { source, where: records, ask: { journeys: { limit: 5 } } } });
      const { rows } = (await asked.json()) as Answer<JourneyRow>;
      for (const row of rows) await expect(drawer.getByRole('link', { name: row.actor, exact: true })).toBeVisible();
    });
  });
}

test('the number on a card is the number that its question gives again', async ({ page }) => {
  const map = await demoMap(page);
  const card = map.cards.find((c) => c.metric?.name === 'reach' && c.metric.count !== undefined && c.evidence?.[0]?.question);
  const question = card?.evidence?.[0]?.question;
  if (!card?.metric || !question) throw new Error('the demo’s map has no reach with a question');
  const answer = (await (await page.request.post('/api/v1/ask', { data: question })).json()) as Answer<never>;
  expect(JSON.stringify(answer.rows)).toContain(`:${card.metric.count}`);
  await page.goto(`/maps/${map.id}?card=${card.id}`);
  await expect(page.getByRole('dialog').getByText(new Intl.NumberFormat('en-GB').format(card.metric.count ?? 0), { exact: true }).first()).toBeVisible();
});

test('a card’s question goes to Explore', async ({ page }) => {
  const map = await demoMap(page);
  const card = map.cards.find((c) => c.evidence?.some((e) => e.question && ('touchpoints' in e.question.ask || 'stages' in e.question.ask)));
  await page.goto(`/maps/${map.id}?card=${card?.id}`);
  await page.getByRole('dialog').getByRole('link', { name: texts.en.evidence.openInExplore }).click();
  await expect(page).toHaveURL(/\/explore\?/);
  await expect(page.getByRole('tabpanel')).toContainText(map.origin?.snapshot ?? '');
});

test('by keyboard alone: from the atlas to a card’s evidence and back', async ({ page }) => {
  const map = await demoMap(page);
  await page.goto('/');
  const link = page.getByRole('link', { name: inLang(map.title, 'en') }).first();
  await expect(link).toBeVisible();
  // Other tests leave maps of their own before it.
  for (let i = 0; i < 150 && !(await link.evaluate((e) => e === document.activeElement)); i++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('grid')).toBeVisible();
  const inGrid = () => page.evaluate(() => document.activeElement?.hasAttribute('data-nav') ?? false);
  for (let i = 0; i < 40 && !(await inGrid()); i++) await page.keyboard.press('Tab');
  expect(await inGrid()).toBe(true);
  const here = () => page.evaluate(() => (document.activeElement as HTMLElement).dataset.nav ?? '');
  const first = await here();
  await page.keyboard.press('ArrowRight');
  expect(await here()).not.toBe(first);
  await page.keyboard.press('ArrowLeft');
  expect(await here()).toBe(first);
  // One more Tab leaves the grid; Shift+Tab comes back to the same card.
  await page.keyboard.press('ArrowDown');
  const card = await here();
  await page.keyboard.press('Tab');
  expect(await inGrid()).toBe(false);
  await page.keyboard.press('Shift+Tab');
  expect(await here()).toBe(card);
  await page.locator('[data-card]').first().focus();
  const opened = await here();
  await page.keyboard.press('Space');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect.poll(here).toBe(opened);
});

test('zooms by keys, buttons and ctrl with the wheel; headers stay in sight', async ({ page }) => {
  const map = await demoMap(page);
  await page.goto(`/maps/${map.id}`);
  const zoom = page.getByRole('group', { name: texts.en.zoom.label });
  await expect(zoom).toContainText('100%');
  await page.keyboard.press('+');
  await expect(zoom).toContainText('115%');
  await page.keyboard.press('0');
  await expect(zoom).toContainText('100%');
  await page.getByRole('button', { name: texts.en.zoom.out }).click();
  await expect(zoom).toContainText('87%');
  await page.locator('#map-scroll').hover();
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -200);
  await page.keyboard.up('Control');
  await expect(zoom).not.toContainText('87%');
  await page.keyboard.press('0');
  await page.locator('#map-scroll').evaluate((box) => box.scrollTo(600, 300));
  const rail = page.getByRole('rowheader').first();
  const stage = page.getByRole('columnheader').nth(1);
  const box = await page.locator('#map-scroll').boundingBox();
  expect((await rail.boundingBox())?.x).toBeCloseTo(box?.x ?? 0, 0);
  expect((await stage.boundingBox())?.y).toBeLessThan((box?.y ?? 0) + 20);
});

test('problems only and the outline keep to the address', async ({ page }) => {
  const map = await demoMap(page);
  await page.goto(`/maps/${map.id}`);
  const all = map.stages.reduce((sum, stage) => sum + stage.steps.length, 0);
  await expect(page.locator('.step-head')).toHaveCount(all);
  await page.getByRole('button', { name: texts.en.views.showWhat.replace('{{what}}', texts.en.views.show_all) }).click();
  await page.getByRole('menuitemradio', { name: texts.en.views.show_problems }).click();
  await expect(page).toHaveURL(/show=problems/);
  await expect(page.getByRole('rowheader', { name: texts.en.lane.channels })).toHaveCount(0);
  expect(await page.locator('.step-head').count()).toBeLessThanOrEqual(all);
  await page.getByRole('button', { name: texts.en.views.layout_outline }).click();
  await expect(page).toHaveURL(/view=outline/);
  await page.reload();
  await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
  await expect(page.getByRole('grid')).toHaveCount(0);
});

for (const lang of ['en', 'ru'] as const) {
  test(`the exported page works from a disk, without a server (${lang})`, async ({ page }, info) => {
    const map = await demoMap(page);
    const card = map.cards.find((c) => c.pain && c.evidence?.length);
    if (!card) throw new Error('the demo’s map has no pain with evidence');
    const file = await page.request.get(`/api/v1/maps/${map.id}/render?format=html&lang=${lang}`);
    const path = info.outputPath('map.html');
    writeFileSync(path, await file.body());
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(path).href);
    await expect(page).toHaveTitle(new RegExp(inLang(map.title, lang)));
    await expect(page.getByRole('dialog')).toHaveCount(0);

    // A card opens its evidence by mouse; Escape closes it and the focus is back on the card.
    const button = page.locator(`[data-card="${card.id}"]`);
    await button.click();
    const drawer = page.getByRole('dialog');
    await expect(drawer).toContainText(inLang(card.text, lang));
    await expect(drawer.locator('dl').first()).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(drawer).toHaveCount(0);
    await expect(button).toBeFocused();

    // Arrows walk from card to card, Enter opens.
    await page.keyboard.press('ArrowLeft');
    await expect(button).not.toBeFocused();
    await page.keyboard.press('Enter');
    await expect(drawer).toBeVisible();
    await drawer.getByRole('button').click();

    // The bar zooms, and headers stay in sight.
    const svg = page.locator('main svg').first();
    const before = (await svg.boundingBox())?.width ?? 0;
    await page.locator('.bar button[data-act="in"]').click();
    expect((await svg.boundingBox())?.width).toBeCloseTo(before * 1.25, 0);

    // A lane folds away: what stood below it moves up, and it comes back.
    const tall = (await svg.boundingBox())?.height ?? 0;
    await page.locator('.filter summary').click();
    const lane = page.locator('.filter input[name="lane"]').first();
    const row = page.locator(`main [data-row="${await lane.getAttribute('value')}"]`).first();
    await lane.uncheck();
    await expect(row).toBeHidden();
    expect((await svg.boundingBox())?.height).toBeLessThan(tall);
    await lane.check();
    await expect(row).toBeVisible();
    expect((await svg.boundingBox())?.height).toBeCloseTo(tall, 0);
    expect(asked.filter((url) => !url.startsWith('file:') && !url.startsWith('data:'))).toEqual([]);
  });
}

for (const width of [768, 390]) {
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height: 1024 }, locale: locales.ru });
    test('the pages fit; only pictures scroll sideways', async ({ page }) => {
      const map = await demoMap(page);
      const documents = ['/new', '/open', '/library', `/compare?a=${map.id}&b=${map.id}`, '/templates/interview_customer', '/templates/persona_person'];
      for (const path of ['/', `/maps/${map.id}`, ...(width > 700 ? ['/explore', '/explore?tab=variants'] : []), '/import', ...documents]) {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
        await page.waitForLoadState('networkidle');
        expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width);
      }
    });
  });
}
