// Takes README's pictures from a running demo: `node dev/pictures.mjs http://127.0.0.1:7117 ../docs/images`.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';

const [address, folder] = process.argv.slice(2);
if (!address || !folder) throw new Error('usage: node dev/pictures.mjs ADDRESS FOLDER');

const log = {
  en: 'customer;event;time;channel;score\nanna;visit;01.03.2026 10:00;web;\nanna;cart;01.03.2026 10:12;web;\nanna;pay;01.03.2026 10:20;web;5\nboris;visit;01.03.2026 11:00;web;\nboris;cart;02.03.2026 09:30;app;\nvera;visit;13.03.2026 18:00;store;\nvera;pay;13.03.2026 18:40;store;2\n',
  ru: 'клиент;событие;время;канал;оценка\nАнна;визит;01.03.2026 10:00;сайт;\nАнна;корзина;01.03.2026 10:12;сайт;\nАнна;оплата;01.03.2026 10:20;сайт;5\nБорис;визит;01.03.2026 11:00;сайт;\nБорис;корзина;02.03.2026 09:30;приложение;\nВера;визит;13.03.2026 18:00;магазин;\nВера;оплата;13.03.2026 18:40;магазин;2\n',
};

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const lang of ['en', 'ru']) {
  const context = await browser.newContext({ locale: lang === 'ru' ? 'ru-RU' : 'en-GB', viewport: { width: 1440, height: 900 }, colorScheme: 'light' });
  const page = await context.newPage();
  const take = async (name) => {
    await page.waitForLoadState('networkidle');
    await page.waitForTimeout(600);
    await page.screenshot({ path: join(folder, `${name}-${lang}.png`) });
  };
  const maps = await (await page.request.get(`${address}/api/v1/maps`)).json();
  // The demo's own map is the oldest.
  const id = maps.items.at(-1).id;
  const map = await (await page.request.get(`${address}/api/v1/maps/${id}`)).json();

  await page.setViewportSize({ width: 1680, height: 930 });
  await page.goto(`${address}/maps/${id}`);
  await page.getByRole('grid').waitFor();
  for (let i = 0; i < 4; i += 1) await page.keyboard.press('-');
  await take('map');
  await page.setViewportSize({ width: 1440, height: 900 });

  const pain = map.cards.find((card) => card.pain?.kind === 'waiting') ?? map.cards.find((card) => card.pain);
  await page.goto(`${address}/maps/${id}?card=${pain.id}`);
  await page.getByRole('dialog').getByRole('article').first().waitFor();
  await take('evidence');

  await page.goto(`${address}/new`);
  await page.getByRole('article').nth(5).waitFor();
  await take('templates');

  await page.goto(`${address}/maps/${id}?export=pdf&layout=storyboard&paper=a3`);
  await page.getByRole('dialog').getByRole('img').last().waitFor();
  await page.waitForFunction(() => [...document.querySelectorAll('.thumbnail')].every((one) => one.getAttribute('data-state') !== 'loading' || one.getBoundingClientRect().top > innerHeight));
  await take('export');

  await page.goto(`${address}/explore?tab=paths`);
  await take('explore');

  const file = join(mkdtempSync(join(tmpdir(), 'tropa-')), lang === 'ru' ? 'магазин.csv' : 'shop.csv');
  writeFileSync(file, log[lang]);
  await page.goto(`${address}/import`);
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: /Look at the columns|Посмотреть столбцы/ }).click();
  await page.getByRole('table').first().waitFor();
  await take('import');
  await context.close();
}
await browser.close();
