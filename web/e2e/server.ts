import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An empty workspace of a debug build listens within seconds; two busy cores may take longer. */
const startMs = 60_000;

export interface Server {
  url: string;
  stop: () => Promise<void>;
}

/** `tropa serve` with accounts, in a new folder of its own, on a free port where `more` names no other. */
export async function serve(env: Record<string, string> = {}, more: string[] = []): Promise<Server> {
  const binary = process.env.TROPA_BIN;
  if (!binary) throw new Error('Set TROPA_BIN to the tropa binary: accounts are tested on a server of their own');
  const folder = mkdtempSync(join(tmpdir(), 'tropa-e2e-accounts-'));
  // To the tests it is the demo's address; to a server, how people reach it.
  const inherited = { ...process.env };
  delete inherited.TROPA_URL;
  const server = spawn(binary, ['serve', ...(more.includes('--listen') ? [] : ['--listen', '127.0.0.1:0']), ...more, '--data', folder], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...inherited, ...env } });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const stop = async () => {
    server.kill('SIGTERM');
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 5_000))]);
    server.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  let said = '';
  try {
    const url = await new Promise<string>((resolve, reject) => {
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
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
