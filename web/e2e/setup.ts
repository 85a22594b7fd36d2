import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A debug build makes and imports the demo's customers in about a minute on two busy cores. */
const startMs = 300_000;

/** Starts `tropa demo` in a new folder and leaves its address in `TROPA_URL`; stops and removes both in the end. */
export default async function setup() {
  const browser = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(browser)) {
    throw new Error(`There is no browser at ${browser}. Install it (apt-get install chromium) or name one: CHROMIUM=/path/to/chromium`);
  }
  if (process.env.TROPA_URL) return;
  const binary = process.env.TROPA_BIN;
  if (!binary) throw new Error('Set TROPA_BIN to the tropa binary to test, or TROPA_URL to a running server');
  const folder = mkdtempSync(join(tmpdir(), 'tropa-e2e-'));
  const server = spawn(binary, ['demo', '--listen', '127.0.0.1:0', '--no-open', '--data', folder], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const stop = async () => {
    server.kill('SIGTERM');
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 5_000))]);
    server.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  let said = '';
  try {
    process.env.TROPA_URL = await new Promise<string>((resolve, reject) => {
      const hear = (chunk: Buffer) => {
        said += chunk.toString('utf8');
        const address = /http:\/\/127\.0\.0\.1:[1-9]\d*/.exec(said);
        if (address) resolve(address[0]);
      };
      server.stdout.on('data', hear);
      server.stderr.on('data', hear);
      server.once('error', reject);
      server.once('exit', (code) => reject(new Error(`${binary} ended with ${code} before it said its address:\n${said}`)));
      setTimeout(() => reject(new Error(`${binary} said no address within ${startMs / 1000} s:\n${said}`)), startMs).unref();
    });
    await waitForMap(process.env.TROPA_URL);
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

async function waitForMap(url: string) {
  const until = Date.now() + startMs;
  for (;;) {
    const maps = await fetch(`${url}/api/v1/maps`).then((r) => r.json() as Promise<{ items?: unknown[] }>).catch(() => ({ items: [] }));
    if (maps.items?.length) return;
    if (Date.now() > until) throw new Error('The demo has no map');
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
