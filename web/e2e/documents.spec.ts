import type { Page } from '@playwright/test';
import type { MapDocument, MapReview, TemplateView } from '../src/api/types';
import { demoMap, expect, inLang, locales, test, texts, type Lang } from './base';

const mermaid = (title: string) => `journey
    title ${title}
    section Choose
      Reads about it: 4: Buyer
      Compares: 3: Buyer, Friend
    section Get
      Waits for delivery: 1: Buyer
      Unpacks: 5: Buyer
`;

const json = async <T>(page: Page, path: string) => (await (await page.request.get(`/api/v1${path}`)).json()) as T;

/** A map made for one test, and gone after it: tests that count maps are not disturbed. */
async function discard(page: Page, id: string) {
  await page.request.delete(`/api/v1/maps/${id}`);
}
const idOf = (page: Page) => /\/maps\/([\w-]+)/.exec(page.url())?.[1] ?? '';

for (const lang of ['en', 'ru'] as Lang[]) {
  test.describe(`maps as documents, ${lang}`, () => {
    test.use({ locale: locales[lang] });
    const t = texts[lang];

    test('a new map begins with a template, in its language', async ({ page }) => {
      const { items } = await json<{ items: TemplateView[] }>(page, '/templates');
      const template = items.find((one) => one.id === 'retail_delivery');
      if (!template) throw new Error('there is no template for retail');
      await page.goto('/');
      await page.getByRole('link', { name: t.new.title }).first().click();
      await page.getByRole('button', { name: t.new.shelf_customer }).click();
      await expect(page).toHaveURL(/shelf=customer/);
      await page.getByRole('link', { name: inLang(template.title, lang), exact: true }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: t.new.name }).fill(lang === 'ru' ? 'Диван к выходным' : 'A sofa by the weekend');
      await dialog.getByRole('button', { name: t.new.create }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(lang === 'ru' ? 'Диван к выходным' : 'A sofa by the weekend');
      const first = template.stages?.[0];
      await expect(page.getByRole('columnheader', { name: inLang(first, lang) }).first()).toBeVisible();
      const map = await json<MapDocument>(page, `/maps/${idOf(page)}`);
      expect(Object.keys(map.stages[0]?.name ?? {})).toEqual([lang]);
      await discard(page, map.id);
    });

    test('a Mermaid file is looked at, saved, checked and compared', async ({ page }) => {
      const title = lang === 'ru' ? 'Карта из Mermaid' : 'Map from Mermaid';
      await page.goto('/open');
      await page.locator('input[type=file]').setInputFiles({ name: 'sofa.mmd', mimeType: 'text/plain', buffer: Buffer.from(mermaid(title)) });
      await expect(page.getByRole('heading', { name: title })).toBeVisible();
      await expect(page.getByText(t.mapFormat.mermaid).first()).toBeVisible();
      await page.getByRole('button', { name: t.open.save }).click();
      await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
      await expect(page.getByRole('columnheader', { name: 'Waits for delivery' })).toBeAttached();
      const id = idOf(page);

      // The check counts what the server counts, and a remark about a card leads to it.
      await page.getByRole('button', { name: t.map.check, exact: true }).click();
      const drawer = page.getByRole('dialog', { name: t.check.title });
      const review = await json<MapReview>(page, `/maps/${id}/check`);
      await expect(drawer.getByRole('listitem')).toHaveCount(review.problems.length + review.advice.length);
      const warnings = review.advice.filter((one) => one.severity === 'warning').length;
      expect(warnings).toBeGreaterThan(0);
      await drawer.getByRole('group', { name: t.check.filter }).getByRole('button', { name: new RegExp(`^${warnings} `) }).first().click();
      await expect(page).toHaveURL(/level=/);
      await drawer.getByRole('button', { name: t.check.showAll }).click();
      await expect(page).not.toHaveURL(/level=/);

      // Compared with itself it is the same; with the map of before, the card that was changed is named.
      const map = await json<MapDocument>(page, `/maps/${id}`);
      const step = map.stages[1]?.steps[0];
      if (!step) throw new Error('the file’s second stage has no step');
      const changed = { ...map, id: `${id}-next`, stages: map.stages.map((stage) => ({ ...stage, steps: stage.steps.map((one) => (one.id === step.id ? { ...one, name: { [lang]: 'Delivery in a day' } } : one)) })) };
      expect((await page.request.put(`/api/v1/maps/${id}-next`, { data: changed })).ok()).toBe(true);
      await page.goto(`/compare?a=${id}&b=${id}`);
      await expect(page.getByRole('heading', { name: t.compare.same })).toBeVisible();
      await page.getByRole('combobox', { name: t.compare.newer }).selectOption(`${id}-next`);
      await expect(page.getByText(/Delivery in a day/).first()).toBeVisible();
      await page.getByRole('button', { name: t.compare.view_picture }).click();
      await expect(page).toHaveURL(/view=picture/);
      await expect(page.getByRole('img', { name: t.compare.pictureOf })).toHaveJSProperty('complete', true);
      await page.getByRole('button', { name: t.compare.view_side }).click();
      await expect(page.getByRole('grid')).toHaveCount(2);
      await discard(page, id);
      await discard(page, `${id}-next`);
    });

    test('a remark of the check opens its card, and the way back leads to the remark', async ({ page }) => {
      const map = await demoMap(page);
      const review = await json<MapReview>(page, `/maps/${map.id}/check`);
      const remark = [...review.problems, ...review.advice].find((one) => map.cards.some((card) => card.id === one.ids.at(-1)));
      if (!remark) throw new Error('no remark on the demo’s map names a card');
      await page.goto(`/maps/${map.id}?panel=check`);
      const line = page.getByRole('dialog').getByRole('button', { name: inLang(remark.text, lang) }).first();
      await line.click();
      await expect(page).toHaveURL(new RegExp(`card=${remark.ids.at(-1)}`));
      const back = page.getByRole('button', { name: t.check.back });
      await expect(back).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(line).toBeFocused();
    });

    test('sheets for personas and interviews can be read and printed', async ({ page }) => {
      await page.goto('/new?shelf=interview');
      await page.getByRole('article').first().getByRole('link').click();
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.getByRole('button', { name: t.new.print })).toBeVisible();
      await page.emulateMedia({ media: 'print' });
      await expect(page.getByRole('navigation')).toBeHidden();
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    });
  });
}
