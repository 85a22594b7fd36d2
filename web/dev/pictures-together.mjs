// Takes README's pictures of a team in one map, on a server of its own: `node dev/pictures-together.mjs BINARY ../docs/images`.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';

const [binary, folder] = process.argv.slice(2);
if (!binary || !folder) throw new Error('usage: node dev/pictures-together.mjs BINARY FOLDER');

const words = {
  en: { first: 'Anna Kim', second: 'Boris Hill', third: 'Vera Lane', workspace: 'Furniture', thought: 'Will they really come on Saturday?' },
  ru: { first: 'Анна Ким', second: 'Борис Лугов', third: 'Вера Дальняя', workspace: 'Мебель', thought: 'А точно привезут в субботу?' },
};
const password = 'a walk along the river';

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const lang of ['en', 'ru']) {
  const data = mkdtempSync(join(tmpdir(), 'tropa-pictures-'));
  const server = spawn(binary, ['serve', '--listen', '127.0.0.1:0', '--data', data], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, TROPA_ADMIN_EMAIL: 'anna@example.org', TROPA_ADMIN_PASSWORD: password } });
  const address = await new Promise((resolve) => server.stdout.on('data', (text) => /http:\S+\d/.exec(String(text)) && resolve(/http:\/\/[\d.]+:\d+/.exec(String(text))[0])));
  const open = async () => {
    const context = await browser.newContext({ baseURL: address, locale: lang === 'ru' ? 'ru-RU' : 'en-GB', viewport: { width: 1440, height: 900 }, colorScheme: 'light' });
    return context.newPage();
  };
  const send = async (page, method, path, body) => {
    const cookies = await page.context().cookies();
    const proof = cookies.find(({ name }) => name === 'tropa_csrf')?.value ?? '';
    const answer = await page.request.fetch(`/api/v1${path}`, { method, data: body, headers: { 'x-tropa-csrf': proof } });
    if (!answer.ok()) throw new Error(`${method} ${path}: ${await answer.text()}`);
    return answer.status() === 204 ? undefined : answer.json().catch(() => undefined);
  };
  const one = await open();
  await send(one, 'POST', '/session', { email: 'anna@example.org', password });
  await send(one, 'PATCH', '/session/person', { name: words[lang].first });
  const others = [];
  for (const [email, name] of [['boris@example.org', words[lang].second], ['vera@example.org', words[lang].third]]) {
    const { link } = await send(one, 'POST', '/invitations', { email, role: 'editor' });
    const page = await open();
    await send(page, 'POST', `/invitations/by_token/${link.split('/').at(-1)}`, { name, password });
    others.push(page);
  }
  const { id } = await send(one, 'POST', '/maps', { template: 'retail_delivery', lang });
  const map = await (await one.request.get(`/api/v1/maps/${id}`)).json();
  const thoughts = map.lanes.find((lane) => lane.role === 'thoughts') ?? map.lanes[0];
  const pages = [one, ...others];
  for (const page of pages) {
    await page.goto(`/maps/${id}`);
    await page.locator('.map-grid--open').waitFor();
  }
  const cards = map.cards.filter((card) => card.lane === thoughts.id || card.lane === map.lanes[1]?.id);
  for (const [i, page] of others.entries()) {
    await page.locator(`[data-card="${cards[i * 2 + 1].id}"]`).click();
  }
  await others[0].keyboard.press('Control+Enter');
  await others[0].keyboard.type(words[lang].thought);
  await send(others[1], 'POST', `/maps/${id}/comments`, { at: cards[0].id, text: lang === 'ru' ? 'Это говорили трое из пяти' : 'Three of five said so' });
  await one.waitForTimeout(1_500);
  await one.screenshot({ path: join(folder, `together-${lang}.png`) });
  await one.goto(`/maps/${id}/present`);
  await one.waitForLoadState('networkidle');
  await one.keyboard.press('ArrowRight');
  await one.keyboard.press('ArrowRight');
  await one.waitForTimeout(800);
  await one.screenshot({ path: join(folder, `present-${lang}.png`) });
  for (const page of pages) await page.context().close();
  server.kill('SIGTERM');
  await new Promise((resolve) => server.once('exit', resolve));
  rmSync(data, { recursive: true, force: true });
}
await browser.close();
