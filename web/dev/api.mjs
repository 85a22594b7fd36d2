// The API's types and closed sets from the server's description: `npm run api` writes them, a test compares.

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const descriptionFile = fileURLToPath(new URL('../../crates/server/openapi.json', import.meta.url));
export const schemaFile = fileURLToPath(new URL('../src/api/schema.d.ts', import.meta.url));
export const wordsFile = fileURLToPath(new URL('../src/api/words.ts', import.meta.url));

const head = '/* Made from crates/server/openapi.json by `npm run api`. Not for editing. */\n\n';
const description = () => JSON.parse(readFileSync(descriptionFile, 'utf8'));

/** The text that `src/api/schema.d.ts` should hold. */
export async function schemaText() {
  return head + astToString(await openapiTS(description()));
}

/** The text that `src/api/words.ts` should hold: what the pages offer a person to choose from. */
export function wordsText() {
  const { paths, components } = description();
  const of = (path, name) => {
    const schema = paths[path]?.get.parameters.find((parameter) => parameter.name === name)?.schema;
    const words = schema?.enum ?? components.schemas[schema?.$ref?.split('/').pop()]?.enum;
    if (!words) throw new Error(`the description has no words for ${name} of ${path}`);
    return words;
  };
  const drawing = '/api/v1/maps/{id}/render';
  const sets = {
    drawnFormats: of(drawing, 'format'),
    exportFormats: of('/api/v1/maps/{id}/export', 'format'),
    layouts: of(drawing, 'layout'),
    papers: of(drawing, 'paper'),
    themes: of(drawing, 'theme'),
  };
  return head + Object.entries(sets).map(([name, words]) => `export const ${name} = [${words.map((word) => `'${word}'`).join(', ')}] as const;\n`).join('');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(schemaFile, await schemaText());
  writeFileSync(wordsFile, wordsText());
}
