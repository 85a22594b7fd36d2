// What scrolling a map costs, from Chromium's own trace: node dev/scroll-trace.mjs http://127.0.0.1:7117/maps/big
// Scripting and layout of every frame while the map is scrolled sideways and down, the longest task, and the cost of a key
// typed into a card where the map may be edited. First send a map: node dev/bigmap.mjs http://127.0.0.1:7117
import { chromium } from '@playwright/test';

const address = process.argv[2];
if (!address) throw new Error('usage: node dev/scroll-trace.mjs ADDRESS_OF_A_MAP');
/** Main-thread work counted as scripting, and as style and layout. Outer events only: what runs inside them is in them. */
const scripting = new Set(['FunctionCall', 'EventDispatch', 'FireAnimationFrame', 'EvaluateScript', 'TimerFire', 'RunMicrotasks', 'V8.GC_MC_BACKGROUND', 'MinorGC', 'MajorGC', 'V8.GCScavenger']);
const laying = new Set(['Layout', 'UpdateLayoutTree', 'ScheduleStyleRecalculation', 'RecalculateStyles', 'IntersectionObserverController::computeIntersections', 'ResizeObserverController::deliverResizeObservations']);
const painting = new Set(['Paint', 'PrePaint', 'Layerize', 'Commit', 'UpdateLayer']);

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-background-networking'] });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
const client = await page.context().newCDPSession(page);
for (let round = 0; round < 2; round += 1) {
  await page.goto('about:blank');
  await page.goto(address);
  await page.locator('.map-grid .card').first().waitFor();
}
await page.waitForTimeout(1500);

async function traced(work) {
  const events = [];
  const collect = ({ value }) => events.push(...value);
  client.on('Tracing.dataCollected', collect);
  await client.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['devtools.timeline', 'toplevel', 'v8', 'blink.user_timing'] } });
  await work();
  const done = new Promise((resolve) => client.once('Tracing.tracingComplete', resolve));
  await client.send('Tracing.end');
  await done;
  client.off('Tracing.dataCollected', collect);
  return events;
}

/** Milliseconds the thread worked: the clock's time would count what other programs took on a busy machine (`--clock` does). */
const clock = process.argv.includes('--clock');
const cost = (event) => (clock ? (event.dur ?? 0) : (event.tdur ?? event.dur ?? 0)) / 1000;
const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;
const ms = (value) => value.toFixed(1).padStart(5);

/** Milliseconds of the named events in each frame, nested ones counted once. Frames are parted by the marks of the page. */
function perFrame(events, names) {
  const marks = events.filter((e) => e.name === 'frame' && e.cat.includes('user_timing')).sort((a, b) => a.ts - b.ts);
  const thread = marks[0]?.tid;
  const owner = marks[0]?.pid;
  const wanted = events.filter((e) => e.ph === 'X' && e.tid === thread && e.pid === owner && names.has(e.name)).sort((a, b) => a.ts - b.ts || b.dur - a.dur);
  const frames = marks.slice(1).map(() => 0);
  let end = -Infinity;
  let at = 0;
  for (const event of wanted) {
    if (event.ts < end) continue;
    end = event.ts + (event.dur ?? 0);
    while (at < marks.length && marks[at].ts <= event.ts) at += 1;
    if (at > 0 && at < marks.length) frames[at - 1] += cost(event);
  }
  return frames.sort((a, b) => a - b);
}

function longestTask(events) {
  const mark = events.find((e) => e.name === 'frame' && e.cat.includes('user_timing'));
  const tasks = events.filter((e) => e.ph === 'X' && e.tid === mark?.tid && e.pid === mark?.pid && (e.name === 'RunTask' || e.name === 'ThreadControllerImpl::RunTask'));
  return Math.max(0, ...tasks.map(cost));
}

const both = new Set([...scripting, ...laying]);
process.stdout.write('               scripting + layout per frame, ms            painting  longest\n');
process.stdout.write('               p50    p95    p99    most   over 8 ms       p95       task\n');
for (const [name, left, top] of [['right', 60, 0], ['left', -60, 0], ['down', 0, 40], ['up', 0, -40], ['slanting', 40, 25]]) {
  await page.evaluate(([x, y]) => {
    const box = document.querySelector('#map-scroll');
    box.scrollTo(x < 0 ? 14_400 : 0, y < 0 ? 9_600 : 0);
  }, [left, top]);
  await page.waitForTimeout(1200);
  const events = await traced(() =>
    page.evaluate(
      async ([x, y]) => {
        const box = document.querySelector('#map-scroll');
        for (let i = 0; i < 240; i += 1) {
          performance.mark('frame');
          box.scrollBy(x, y);
          await new Promise((resolve) => requestAnimationFrame(resolve));
        }
        performance.mark('frame');
      },
      [left, top],
    ),
  );
  const frames = perFrame(events, both);
  const painted = perFrame(events, painting);
  const over = frames.filter((frame) => frame > 8).length;
  process.stdout.write(`${name.padEnd(12)} ${[0.5, 0.95, 0.99, 1].map((q) => ms(quantile(frames, q))).join('  ')}   ${String(over).padStart(3)} of ${frames.length}     ${ms(quantile(painted, 0.95))}     ${ms(longestTask(events))}\n`);
}
await page.evaluate(() => document.querySelector('#map-scroll').scrollTo(0, 0));
await page.waitForTimeout(1200);
const editable = await page.locator('.map-grid--open').count();
if (editable) {
  // A key costs what the thread does until the next one: the letter, the shared text, the cards drawn again.
  await page.locator('.map-grid .card').first().dblclick();
  await page.locator('textarea.in-place').waitFor();
  await page.evaluate(() => window.addEventListener('keydown', () => performance.mark('frame'), true));
  const events = await traced(async () => {
    for (const letter of ' people wait for an answer and ask again what comes') {
      await page.keyboard.press(letter === ' ' ? 'Space' : letter);
      await page.waitForTimeout(90);
    }
  });
  const keys = perFrame(events, both);
  process.stdout.write(`a key        ${[0.5, 0.95, 0.99, 1].map((q) => ms(quantile(keys, q))).join('  ')}   ${String(keys.filter((key) => key > 16).length).padStart(3)} of ${keys.length} over 16 ms       ${ms(longestTask(events))}\n`);
  await page.keyboard.press('Escape');
}
process.stdout.write(`elements in the grid: ${await page.evaluate(() => document.querySelectorAll('.map-grid *').length)}\n`);
await browser.close();
