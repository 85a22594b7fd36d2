import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { crc32, zip } from './zip';

const bytes = (text: string) => new TextEncoder().encode(text);

it('the check sum is that of the standard', () => {
  expect(crc32(bytes('123456789'))).toBe(0xcbf43926);
});

const python = spawnSync('python3', ['--version']).status === 0;

it('another program reads names and contents back', (test) => {
  if (!python) test.skip('there is no python3 here to read the archive with');
  const folder = mkdtempSync(join(tmpdir(), 'zip-'));
  const file = join(folder, 'maps.zip');
  writeFileSync(file, zip([{ name: 'Путь.json', bytes: bytes('{"ру":1}') }, { name: 'b.json', bytes: bytes('') }]));
  const script = 'import sys,zipfile\nz=zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\nfor i in z.infolist(): print(i.filename, z.read(i).decode())';
  expect(execFileSync('python3', ['-c', script, file], { encoding: 'utf8', env: { ...process.env, PYTHONIOENCODING: 'utf-8' } })).toBe('Путь.json {"ру":1}\nb.json \n');
  rmSync(folder, { recursive: true });
});
