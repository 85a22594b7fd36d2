// Pictures of pages for looking at: node dev/shots.mjs BASE OUT [name=path …]
import { chromium } from '@playwright/test';

const [base, out, ...pages] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-background-networking'] });
for (const page of pages) {
  const [name, path] = [page.slice(0, page.indexOf('=')), page.slice(page.indexOf('=') + 1)];
  const [lang, theme] = ['ru', 'dark'].map((flag) => name.includes(flag));
  const width = [390, 768].find((w) => name.includes(String(w)));
  const context = await browser.newContext({ viewport: width ? { width, height: width < 500 ? 844 : 1024 } : { width: 1440, height: name.includes('tall') ? 1500 : 900 }, colorScheme: theme ? 'dark' : 'light', locale: lang ? 'ru-RU' : 'en-GB' });
  const tab = await context.newPage();
  tab.on('console', (m) => m.type() === 'error' && process.stderr.write(`${name}: ${m.text()}\n`));
  tab.on('pageerror', (e) => process.stderr.write(`${name}: ${e.message}\n`));
  await tab.goto(base + path, { waitUntil: 'networkidle' });
  await tab.waitForTimeout(500);
  await tab.screenshot({ path: `${out}/${name}.png`, fullPage: name.includes('full') });
  await context.close();
}
await browser.close();
