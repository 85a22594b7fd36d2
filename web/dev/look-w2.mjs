import { chromium } from '@playwright/test';
const [base, out, ...pages] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-background-networking'] });
for (const page of pages) {
  const [name, path] = [page.slice(0, page.indexOf('=')), page.slice(page.indexOf('=') + 1)];
  const [lang, theme] = ['ru', 'dark'].map((flag) => name.includes(flag));
  const width = [390, 768].find((w) => name.includes(String(w)));
  const context = await browser.newContext({ viewport: width ? { width, height: width < 500 ? 844 : 1024 } : { width: 1440, height: 900 }, colorScheme: theme ? 'dark' : 'light', locale: lang ? 'ru-RU' : 'en-GB' });
  const tab = await context.newPage();
  tab.on('console', (m) => m.type() === 'error' && process.stderr.write(`${name}: ${m.text()}\n`));
  tab.on('pageerror', (e) => process.stderr.write(`${name}: ${e.message}\n`));
  try {
  await tab.goto(base + path, { waitUntil: 'load', timeout: 60000 });
  await tab.waitForTimeout(1200);
  await tab.waitForFunction(() => document.querySelectorAll('[aria-busy=true], .loading, .skeleton').length === 0, null, { timeout: 25000 }).catch((e) => process.stderr.write(`${name}: still loading\n`));
  await tab.waitForTimeout(700);
  const wide = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wide > 0) process.stderr.write(`${name}: page scrolls sideways by ${wide}\n`);
  await tab.screenshot({ path: `${out}/${name}.png`, fullPage: name.includes('full') });
  } catch (e) { process.stderr.write(`${name}: ${e.message}\n`); }
  await context.close();
}
await browser.close();
