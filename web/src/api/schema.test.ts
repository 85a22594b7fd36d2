// @vitest-environment node
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { schemaFile, schemaText, wordsFile, wordsText } from '../../dev/api.mjs';

it('the types are those of the server’s description; if not, run `npm run api`', async () => {
  expect(readFileSync(schemaFile, 'utf8') === (await schemaText())).toBe(true);
}, 60_000);

it('what the pages offer is what the server’s description names; if not, run `npm run api`', () => {
  expect(readFileSync(wordsFile, 'utf8')).toBe(wordsText());
});
