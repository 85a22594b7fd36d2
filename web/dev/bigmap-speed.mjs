// How fast a map opens and scrolls: node dev/bigmap-speed.mjs http://127.0.0.1:7117/maps/big
import { chromium } from '@playwright/test';

const address = process.argv[2];
if (!address) throw new Error('usage: node dev/bigmap-speed.mjs ADDRESS_OF_A_MAP');
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await page.addInitScript(() => {
  window.longTasks = [];
  new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map((e) => Math.round(e.duration)))).observe({ type: 'longtask', buffered: true });
});
// Once for the caches of the server and the disk, then for the clock.
for (let round = 0; round < 2; round += 1) {
  await page.goto('about:blank');
  await page.goto(address);
  await page.locator('.map-grid .card').first().waitFor();
}
const opened = await page.evaluate(() => ({ since: Math.round(performance.now()), tasks: window.longTasks.splice(0) }));
process.stdout.write(`opened: first cards ${opened.since} ms after the navigation began, long tasks ${opened.tasks.join(', ') || 'none'} ms\n`);
process.stdout.write(`elements in the grid: ${await page.evaluate(() => document.querySelectorAll('.map-grid *').length)}\n`);
for (const [name, step] of [['right', { left: 60, top: 0 }], ['down', { left: 0, top: 40 }]]) {
  const frames = await page.evaluate(async ({ left, top }) => {
    const box = document.querySelector('#map-scroll');
    const times = [];
    let last = performance.now();
    for (let i = 0; i < 240; i += 1) {
      box.scrollBy(left, top);
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const now = performance.now();
      times.push(now - last);
      last = now;
    }
    return times.sort((a, b) => a - b);
  }, step);
  const tasks = await page.evaluate(() => window.longTasks.splice(0));
  process.stdout.write(`${name}: frame p50 ${frames[120].toFixed(0)} ms, p95 ${frames[228].toFixed(0)} ms, longest ${frames[239].toFixed(0)} ms; long tasks ${tasks.join(', ') || 'none'} ms\n`);
}
await browser.close();
