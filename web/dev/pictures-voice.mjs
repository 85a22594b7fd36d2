// Takes README's pictures of what people say from a running demo: `node dev/pictures-voice.mjs http://127.0.0.1:7117 ../docs/images`.
import { join } from 'node:path';
import { chromium } from '@playwright/test';

const [address, folder] = process.argv.slice(2);
if (!address || !folder) throw new Error('usage: node dev/pictures-voice.mjs ADDRESS FOLDER');

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const lang of ['en', 'ru']) {
  const context = await browser.newContext({ locale: lang === 'ru' ? 'ru-RU' : 'en-GB', viewport: { width: 1440, height: 900 }, colorScheme: 'light' });
  const page = await context.newPage();
  const take = async (name) => {
    await page.waitForFunction(() => document.querySelectorAll('[aria-busy=true]').length === 0);
    await page.waitForTimeout(800);
    await page.screenshot({ path: join(folder, `${name}-${lang}.png`) });
  };
  const maps = await (await page.request.get(`${address}/api/v1/maps`)).json();
  // The demo's own map is the oldest.
  const id = maps.items.at(-1).id;

  await page.goto(`${address}/voice?map=${id}&lines=segments`);
  await page.locator('.step-curve').waitFor({ timeout: 60_000 });
  await take('voice');

  await page.goto(`${address}/voice/items?source=retailer_reviews&language=${lang}&feeling=bad`);
  await page.locator('.item-row').first().click({ timeout: 60_000 });
  await page.getByRole('article').waitFor();
  await take('voice-inbox');

  await page.goto(`${address}/maps/${id}?panel=voice`);
  await page.locator('.saying').first().waitFor({ timeout: 60_000 });
  await page.locator('.stage-voice').first().waitFor();
  await page.getByRole('grid').evaluate((grid) => grid.querySelector('[data-nav]')?.focus());
  for (let i = 0; i < 4; i += 1) await page.keyboard.press('-');
  await take('voice-map');
  await context.close();
}
await browser.close();
