// @vitest-environment node
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { schemaFile, schemaText } from '../../dev/api.mjs';

it('the types are those of the server’s description; if not, run `npm run api`', async () => {
  expect(readFileSync(schemaFile, 'utf8') === (await schemaText())).toBe(true);
}, 60_000);
