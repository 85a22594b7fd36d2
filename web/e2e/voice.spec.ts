import type { Page } from '@playwright/test';
import type { VoiceSteps } from '../src/api/voice';
import { barriers } from './axe';
import { expect, locales, test, texts } from './base';

/** Steps nobody else speaks of, so that other tests' texts do not count. */
const stamp = String(Date.now() % 1_000_000);
const steps = [`Примерка ${stamp}`, `Выдача ${stamp}`];
const source = `otzyvy_${stamp}`;

/** Reviews of two steps, in few kinds of words: enough of them for topics. */
function reviews(): string {
  const said = [
    ['5', 'Примерка прошла прекрасно, консультант помог выбрать размер.', 0],
    ['4', 'Хорошая примерка, размер подошёл сразу, консультант вежливый.', 0],
    ['1', 'Выдача заказа ужасная: очередь, ждал два часа, никто не отвечает.', 1],
    ['2', 'Очередь на выдаче заказа огромная, ждал долго. Когда откроют второе окно?', 1],
    ['1', 'Выдали чужой заказ, курьер грубил. Разочарован доставкой.', 1],
  ] as const;
  const lines = ['id;date;rating;stage;review'];
  for (let i = 0; i < 240; i++) {
    const [score, words, step] = said[i % said.length] ?? said[0];
    lines.push(`r${stamp}-${i};${String(1 + (i % 27)).padStart(2, '0')}.0${1 + (i % 6)}.2026;${score};${steps[step]};${words} ${i}`);
  }
  return lines.join('\n');
}

const talk = `Интервьюер: Расскажите, как вы покупали диван.
Клиент: Я долго выбирала. Размеров упаковки нигде нет, и я боялась, что диван не пройдёт в дверь.
Интервьюер: Что было дальше?
Клиент: Потом приехали грузчики, всё собрали за час. Это было прекрасно.
`;

const api = async <T>(page: Page, method: 'get' | 'post' | 'patch', path: string, data?: unknown): Promise<T> => {
  const origin = new URL(process.env.TROPA_URL ?? '').origin;
  const response = await page.request[method](`/api/v1${path}`, { ...(data === undefined ? {} : { data }), headers: { origin } });
  if (!response.ok()) throw new Error(`${method} ${path}: ${response.status()} ${await response.text()}`);
  return (await response.json()) as T;
};
const noBarriers = async (page: Page) => expect(await barriers(page)).toEqual([]);
const t = texts.ru;

test.describe('what people say', () => {
  test.use({ locale: locales.ru, actionTimeout: 20_000 });

  test('a file of reviews is recognised, imported and read by keys; a step is put right', async ({ page }) => {
    test.setTimeout(180_000);
    await page.goto('/import');
    await page.locator('input[type=file]').setInputFiles({ name: 'отзывы.csv', mimeType: 'text/csv', buffer: Buffer.from(reviews()) });
    await page.getByRole('button', { name: t.import.look }).click();
    await expect(page.getByRole('region', { name: t.import.feedbackFirst })).toContainText('Примерка');
    await page.getByRole('textbox', { name: t.import.source }).fill(source);
    await page.getByRole('button', { name: t.import.startFeedback }).click();
    await expect(page.getByRole('link', { name: t.voice.page_items })).toBeVisible({ timeout: 90_000 });
    await noBarriers(page);

    await page.goto(`/voice/items?source=${source}`);
    const list = page.getByRole('listbox').or(page.locator('.item-list')).first();
    await expect(list).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText('240 высказываний').first()).toBeVisible();
    await page.locator('body').press('j');
    await expect(page).toHaveURL(/item=/);
    const read = decodeURIComponent(new URL(page.url()).searchParams.get('item') ?? '');
    await page.locator('body').press('j');
    await expect(page).not.toHaveURL(new RegExp(encodeURIComponent(read).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
    await page.locator('body').press('p');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox').or(dialog.getByRole('textbox')).first().fill(steps[1] ?? '');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('article').first()).toContainText(t.voice.by_pinned);
    await noBarriers(page);
  });

  test('a topic keeps the name a person gives it', async ({ page }) => {
    await page.goto(`/voice/topics?source=${source}`);
    await page.getByRole('button', { name: t.voice.rename }).first().click({ timeout: 60_000 });
    const name = `Очередь ${stamp}`;
    await page.getByRole('textbox', { name: t.voice.topicName }).fill(name);
    await page.getByRole('button', { name: t.voice.save }).click();
    await expect(page.getByText(name).first()).toBeVisible();
    await page.reload();
    await expect(page.getByText(name).first()).toBeVisible({ timeout: 60_000 });
    await noBarriers(page);
  });

  test('a passage of an interview is coded by the keyboard', async ({ page }) => {
    test.setTimeout(120_000);
    await page.goto('/import');
    await page.locator('input[type=file]').setInputFiles({ name: `беседа-${stamp}.txt`, mimeType: 'text/plain', buffer: Buffer.from(talk) });
    await page.getByRole('button', { name: t.import.look }).click();
    await page.getByRole('textbox', { name: t.import.source }).fill(`interview_${stamp}`);
    await page.getByRole('button', { name: t.import.startFeedback }).click();
    await expect(page.getByRole('link', { name: t.voice.page_items })).toBeVisible({ timeout: 60_000 });
    const { items } = await api<{ items: { source: string; conversation: string }[] }>(page, 'get', '/voice/interviews');
    const one = items.find((head) => head.source === `interview_${stamp}`);
    await page.goto(`/voice/interviews/${one?.source}/${encodeURIComponent(one?.conversation ?? '')}`);
    const words = page.getByRole('textbox', { name: /Клиент/ }).first();
    await words.focus();
    await words.press('ArrowRight');
    await words.press('ArrowRight');
    await page.getByRole('textbox', { name: t.voice.newCode }).first().fill(`Размеры ${stamp}`);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: new RegExp(`Размеры ${stamp}.*Размеров упаковки`) })).toBeVisible();
    await noBarriers(page);
  });

  test('a quote is dragged to a card, another is put by the menu, and its texts open', async ({ page }) => {
    test.setTimeout(180_000);
    const job = await api<{ id: string }>(page, 'post', '/voice/map', { name: `Покупка ${stamp}`, source, steps });
    await expect.poll(async () => (await api<{ state: string }>(page, 'get', `/jobs/${job.id}`)).state, { timeout: 60_000 }).toBe('done');
    const { items } = await api<{ items: { id: string; title: Record<string, string> }[] }>(page, 'get', '/maps');
    const map = items.find((one) => Object.values(one.title).some((title) => title === `Покупка ${stamp}`))?.id ?? '';
    const heard = page.waitForResponse((response) => response.url().includes('/voice/quotes'));
    await page.goto(`/maps/${map}?panel=voice`);
    await heard;
    await expect(page.getByRole('grid')).toBeVisible();
    const saying = page.locator('.saying').first();
    const face = saying.locator('.saying__face');
    await expect(face).toBeVisible({ timeout: 60_000 });
    const words = ((await face.locator('p').first().textContent()) ?? '').trim();
    const card = page.locator('.cell--pains [data-card], .cell--delights [data-card], .cell--quotes [data-card]').first();
    const id = (await card.getAttribute('data-card')) ?? '';
    const before = await api<{ cards: { id: string; evidence?: { quote?: { text: string } }[] }[] }>(page, 'get', `/maps/${map}`);
    const to = await card.boundingBox();
    if (!to) throw new Error('nowhere to drag to');
    await face.hover();
    await page.mouse.down();
    await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 12 });
    await page.mouse.up();
    await expect(page.getByRole('status').filter({ hasText: t.voice.laidOnCard })).toHaveCount(1);
    const quotes = (doc: typeof before) => doc.cards.find((one) => one.id === id)?.evidence?.filter((one) => one.quote?.text === words).length ?? 0;
    await expect.poll(async () => quotes(await api<typeof before>(page, 'get', `/maps/${map}`)), { timeout: 20_000 }).toBe(quotes(before) + 1);

    await saying.getByRole('button', { name: t.voice.putOn }).press('Enter');
    await page.getByRole('menuitem').first().press('Enter');
    await expect.poll(async () => (await api<typeof before>(page, 'get', `/maps/${map}`)).cards.length, { timeout: 20_000 }).toBe(before.cards.length + 1);
    await noBarriers(page);

    await page.goto(`/maps/${map}`);
    await page.locator('.stage-voice a').first().click();
    await expect(page).toHaveURL(/\/voice\/items\?.*map=/);
  });

  test('an answer given elsewhere moves the point of the open map without a reload', async ({ page, browser }) => {
    test.setTimeout(180_000);
    const step = `Касса ${stamp}`;
    const document = {
      title: { ru: `Касса ${stamp}` }, languages: ['ru'], step,
      questions: [{ id: 'sat', text: { ru: 'Вы довольны?' }, required: true, kind: { kind: 'csat', points: 5 } }],
    };
    const survey = await api<{ id: string; link: string }>(page, 'post', '/surveys', { document });
    await api(page, 'patch', `/surveys/${survey.id}`, { state: 'open', public: true });
    const answer = async (score: number) => {
      const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'ru-RU' });
      const asked = await phone.newPage();
      await asked.goto(survey.link);
      await asked.getByRole('radio', { name: new RegExp(`^${score}`) }).check({ force: true });
      await asked.getByRole('button').last().click();
      await expect(asked.getByRole('radio')).toHaveCount(0);
      await phone.close();
    };
    for (const score of [5, 5, 4, 5]) await answer(score);
    const at = async () => (await api<VoiceSteps>(page, 'get', '/voice/steps')).items.find((one) => one.key === step)?.curve;
    await expect.poll(async () => (await at())?.n, { timeout: 30_000 }).toBe(4);
    const job = await api<{ id: string }>(page, 'post', '/voice/map', { name: step, source: 'surveys', steps: [step] });
    await expect.poll(async () => (await api<{ state: string }>(page, 'get', `/jobs/${job.id}`)).state, { timeout: 60_000 }).toBe('done');
    const { items } = await api<{ items: { id: string; title: Record<string, string> }[] }>(page, 'get', '/maps');
    const map = items.find((one) => Object.values(one.title).includes(step))?.id ?? '';
    await page.goto(`/maps/${map}`);
    const point = page.locator('.cell--feelings [data-card]').first();
    await expect(point).toContainText('n = 4', { timeout: 30_000 });
    const was = await page.locator('.curve__label').first().textContent();
    await answer(1);
    await answer(1);
    await expect(point).toContainText('n = 6', { timeout: 30_000 });
    await expect(page.locator('.curve__label').first()).not.toHaveText(was ?? '');
  });

  for (const path of ['/voice', '/voice/questions', '/voice/questions?of=missing', '/voice/interviews', '/voice/quality', '/voice/masks']) {
    test(`${path} opens and has no barriers`, async ({ page }) => {
      await page.goto(path);
      await expect(page.getByRole('heading', { name: t.voice.title, level: 1 })).toBeVisible();
      await expect(page.locator('[aria-busy=true]')).toHaveCount(0, { timeout: 60_000 });
      await noBarriers(page);
    });
  }
});
