import type { Page } from '@playwright/test';
import type { MapDocument } from '../src/api/types';
import { expect, locales, test, texts, type Lang } from './base';

/** Ninety orders: a third leaves after the offer, the others pay; delivery takes days and is scored. */
function orders(seed: number): string {
  const lines = ['order;status;when;channel;score'];
  for (let i = 0; i < 90; i++) {
    const steps = i % 3 === 0 ? ['Visit', 'Basket'] : ['Visit', 'Basket', 'Payment', 'Delivery', 'Review'];
    steps.forEach((step, k) => {
      const day = String(1 + ((i + k * (step === 'Delivery' ? 3 : 1)) % 20)).padStart(2, '0');
      const score = step === 'Review' ? String(1 + (i % 5)) : '';
      lines.push(`${seed}-${i};${step};2026-0${1 + Math.floor(k / 3)}-${day} 1${k}:00:00;${i % 2 ? 'web' : 'store'};${score}`);
    });
  }
  return lines.join('\n');
}

async function mapOf(page: Page): Promise<MapDocument> {
  const id = new URL(page.url()).searchParams.get('map') ?? new URL(page.url()).pathname.split('/').at(-1);
  return (await (await page.request.get(`/api/v1/maps/${id}`)).json()) as MapDocument;
}

for (const lang of ['en', 'ru'] as Lang[]) {
  test.describe(`guided start, ${lang}`, () => {
    test.use({ locale: locales[lang] });
    const t = texts[lang];
    const s = t.start;

    test('from nothing to a map with evidence', async ({ page }) => {
      test.setTimeout(180_000);
      const seed = Date.now();
      const next = () => page.getByRole('button', { name: s.next, exact: true }).click();
      const heading = (step: 'purpose' | 'people' | 'format' | 'persona' | 'evidence' | 'summary' | 'opportunities' | 'improve') =>
        expect(page.getByRole('heading', { level: 1 })).toHaveText(s[step].title);
      const saved = () => expect(page.getByText(s.saved, { exact: true })).toBeVisible();

      await page.goto('/');
      await page.getByRole('link', { name: s.title }).first().click();
      await heading('purpose');
      const title = `${lang === 'ru' ? 'Заказать диван' : 'Order a sofa'} ${seed}`;
      await page.getByLabel(s.purpose.name).fill(title);
      await page.getByLabel(s.purpose.purpose).fill(lang === 'ru' ? 'Что чинить первым' : 'What to mend first');
      await page.getByLabel(s.purpose.department).fill(lang === 'ru' ? 'Доставка' : 'Delivery');
      await next();

      await heading('people');
      const party = s.people.usual.split('|')[2] ?? '';
      await page.getByRole('button', { name: party, exact: true }).click();
      await page.getByLabel(s.people.contact).fill(lang === 'ru' ? 'Марина' : 'Marina');
      await page.getByLabel(s.people.wish).fill(lang === 'ru' ? 'Привезли вовремя' : 'It came on time');
      // Nothing is lost by a reload before the map exists.
      await page.reload();
      await expect(page.getByLabel(s.people.wish)).not.toHaveValue('');
      await next();

      await heading('format');
      await page.locator('.choice').first().click();
      await expect(page.getByRole('complementary', { name: s.preview }).locator('.start-preview__stages li').first()).toBeVisible();
      await next();

      await heading('persona');
      await expect(page).toHaveURL(/map=journey-/);
      await page.getByRole('button', { name: s.persona.first }).click();
      await page.getByLabel(t.personas.name, { exact: true }).fill(lang === 'ru' ? 'Анна' : 'Anna');
      await page.getByLabel(t.trait.profession).fill(lang === 'ru' ? 'Дизайнер' : 'Designer');
      await saved();
      await next();

      await heading('evidence');
      await page.getByRole('button', { name: s.evidence.way_voices }).click();
      const words = lang === 'ru' ? 'Я три раза звонила узнать, где диван' : 'I called three times to ask where the sofa was';
      await page.getByLabel(t.personas.words).fill(words);
      await page.getByLabel(t.personas.quoteBy).fill(lang === 'ru' ? 'Клиентка, 31' : 'Customer, 31');
      await page.getByRole('button', { name: t.personas.addQuote }).click();
      await expect(page.getByRole('list', { name: s.evidence.said })).toContainText(words);
      await saved();

      await page.getByRole('button', { name: s.evidence.way_files }).click();
      await page.locator('input[type=file]').setInputFiles({ name: 'orders.csv', mimeType: 'text/csv', buffer: Buffer.from(orders(seed)) });
      await page.getByRole('button', { name: t.import.look }).click();
      const role = (column: string) => page.getByRole('combobox', { name: t.import.roleOf.replace('{{column}}', column) });
      for (const [column, use] of [['order', 'actor'], ['status', 'activity'], ['when', 'time']] as const) {
        if ((await role(column).inputValue()) !== use) await role(column).selectOption(use);
        await expect(role(column)).toHaveValue(use);
      }
      await page.getByRole('textbox', { name: t.import.source }).fill(`sofa_${lang}_${seed % 1_000_000}`);
      await page.getByRole('button', { name: t.import.start }).click();
      await page.getByRole('button', { name: s.evidence.take, exact: true }).click({ timeout: 90_000 });
      await expect(page.getByText(s.evidence.taken)).toBeVisible();
      await next();

      await heading('summary');
      await expect(page.getByRole('img', { name: /./ }).first()).toBeVisible();
      const first = page.locator('.start-stepform').first();
      await first.getByLabel(s.summary.ask_thoughts).fill(lang === 'ru' ? 'А подойдёт ли?' : 'Will it fit?');
      await saved();
      await next();

      await heading('opportunities');
      await page.getByRole('button', { name: s.opportunities.improve, exact: true }).first().click();
      const better = lang === 'ru' ? 'Показывать день доставки до оплаты' : 'Show the delivery day before paying';
      await page.getByLabel(s.opportunities.what).first().fill(better);
      await saved();
      await next();

      await heading('improve');
      await page.getByLabel(s.improve.owner).fill(lang === 'ru' ? 'Марина' : 'Marina');
      await page.getByRole('group', { name: s.improve.reviewIn }).getByRole('button').nth(1).click();
      await page.getByRole('button', { name: better }).click();
      await saved();
      const map = await mapOf(page);
      await page.getByRole('link', { name: s.finish }).click();
      await expect(page).toHaveURL(new RegExp(`/maps/${map.id}`));
      await expect(page.getByRole('grid')).toBeVisible();

      // What a person said in eight steps stands in one map.
      expect(Object.values(map.title)).toEqual([title]);
      expect(map.owner).toBeTruthy();
      expect(map.review_date).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(map.personas?.map((persona) => persona.traits?.[0]?.kind)).toEqual(['profession']);
      expect(map.items?.some((item) => item.kind === 'department' && item.owner)).toBe(true);
      expect(map.stages.at(-1)?.steps.at(-1)?.intended?.text?.[lang]).toBeTruthy();
      expect(map.origin?.snapshot).toContain(`sofa_${lang}_`);
      const measured = map.cards.filter((card) => card.state === 'measured' && card.evidence?.length);
      expect(measured.length).toBeGreaterThan(5);
      expect(map.cards.find((card) => card.evidence?.some((one) => one.quote?.text === words))?.state).toBe('single_voice');
      const chance = map.cards.find((card) => card.opportunity?.answers?.length && card.text?.[lang] === better);
      expect(chance).toBeTruthy();
      expect(map.cards.find((card) => card.action)?.action?.opportunity).toBe(chance?.id);
      // The proposal lives on in this map only.
      const { items } = (await (await page.request.get('/api/v1/maps')).json()) as { items: { id: string; snapshot?: string }[] };
      expect(items.filter((one) => one.snapshot === map.origin?.snapshot).map((one) => one.id)).toEqual([map.id]);
    });

    test('every step may be skipped, and a map is there all the same', async ({ page }) => {
      await page.goto('/start');
      for (let i = 0; i < 7; i++) {
        await page.getByRole('button', { name: s.skip, exact: true }).click();
        await expect(page.locator('[aria-current=step]')).toContainText(String(i + 2));
      }
      await page.getByRole('link', { name: s.finish }).click();
      await expect(page.getByRole('grid')).toBeVisible();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(s.untitled);
    });
  });
}

test('a persona’s sheet is filled in with a quote and shows what it rests on', async ({ page }) => {
  const t = texts.en;
  const id = `people-${Date.now()}`;
  const map = { format: 'tropa.map', version: 2, id, title: { en: 'People' }, kind: 'customer', state: 'as_is', stages: [], lanes: [], cards: [], personas: [{ id: 'ann', name: { en: 'Ann' }, buying_roles: ['user'] }] };
  const put = await page.request.put(`/api/v1/maps/${id}`, { data: map, headers: { origin: process.env.TROPA_URL ?? '' } });
  expect(put.ok()).toBe(true);
  await page.goto(`/personas/${id}/ann`);
  await page.getByRole('button', { name: t.personas.edit }).click();
  await page.getByRole('button', { name: t.trait.goal, exact: true }).click();
  await page.getByLabel(t.trait.goal, { exact: true }).fill('Be done by Friday');
  await page.getByText(t.personas.addEvidence).click();
  await page.getByLabel(t.personas.words).fill('I need it on Friday');
  await page.getByRole('button', { name: t.personas.addQuote }).click();
  await page.getByRole('button', { name: t.personas.draw }).click();
  await page.getByRole('dialog').getByRole('button', { name: t.personas.anyFace }).click();
  await page.getByRole('dialog').getByRole('button', { name: t.personas.takeFace }).click();
  await page.getByRole('button', { name: t.personas.save }).click();
  await page.getByText(t.personas.evidence_one.replace('{{count}}', '1')).click();
  await expect(page.getByText('I need it on Friday')).toBeVisible();
  await expect(page.getByText(t.state.single_voice).first()).toBeAttached();

  await page.getByRole('link', { name: t.buying.title }).click();
  const cell = page.getByRole('button', { name: t.buying.plays.replace('{{name}}', 'Ann').replace('{{role}}', t.buying.role_decider) });
  await cell.click();
  await expect(cell).toHaveAttribute('aria-pressed', 'true');
  await page.reload();
  await expect(cell).toHaveAttribute('aria-pressed', 'true');
});
