// The API's types from the server's description: `npm run api` writes them, a test compares.

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const description = fileURLToPath(new URL('../../crates/server/openapi.json', import.meta.url));
export const schemaFile = fileURLToPath(new URL('../src/api/schema.d.ts', import.meta.url));

/** The text that `src/api/schema.d.ts` should hold. */
export async function schemaText() {
  const document = JSON.parse(readFileSync(description, 'utf8'));
  const head = '/* Made from crates/server/openapi.json by `npm run api`. Not for editing. */\n\n';
  return head + astToString(await openapiTS(document));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(schemaFile, await schemaText());
