import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { layouts, papers, themes } from '../../api/words';
import { formats } from '../../features/export/formats';
import en from './en';
import ru from './ru';

function keys(texts: object, before = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[before + key, value] as [string, string]] : keys(value as object, `${before}${key}.`),
  );
}
const plain = (key: string) => key.replace(/_(one|few|many|other)$/, '');
const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]).sort().join();
const english = new Map(keys(en));
const russian = new Map(keys(ru));

describe('the two languages', () => {
  it('say the same things', () => {
    const set = (map: Map<string, string>) => [...new Set([...map.keys()].map(plain))].sort();
    expect(set(russian)).toEqual(set(english));
  });

  it('have all plural forms', () => {
    for (const key of russian.keys()) {
      if (!/_one$/.test(key)) continue;
      for (const form of ['_few', '_many', '_other']) expect(russian.has(plain(key) + form), plain(key) + form).toBe(true);
      expect(english.has(`${plain(key)}_other`), key).toBe(true);
    }
  });

  it('fill in the same values', () => {
    for (const [key, text] of russian) {
      const other = english.get(key) ?? english.get(`${plain(key)}_other`) ?? '';
      if (/_one$/.test(key)) continue;
      expect(holes(text), key).toBe(holes(other));
    }
  });

  it('Russian is Russian', () => {
    const latin = new Set(['answer.n', 'map.times', 'import.finished', 'voice.measure_nps', 'surveys.measure_nps', 'format.xlsx', 'format.jsonl', 'format.parquet', 'format.xes']);
    for (const [key, text] of russian) {
      if (latin.has(key) || key.startsWith('format.') || key.startsWith('export.name_') || key.startsWith('mapFormat.')) continue;
      expect(/[а-яё]/i.test(text) || !/[a-z]{3}/i.test(text.replace(/\{\{\w+\}\}/g, '')), `${key}: ${text}`).toBe(true);
    }
  });
});

/** Where the pages keep the words for each closed set of the API. */
const sets: Record<string, (code: string) => string> = {
  ErrorCode: (code) => `errorCode.${code}`,
  RejectCode: (code) => `reject.${code}`,
  MissingPart: (code) => `import.missing_${code}`,
  ValueKind: (code) => `import.kind_${code}`,
  Lifecycle: (code) => `import.lifecycle_${code}`,
  Format: (code) => `format.${code}`,
  JobKind: (code) => `job.kind_${code}`,
  ProgressStage: (code) => `job.${code}`,
  Unit: (code) => `unit.${code}`,
  EvidenceState: (code) => `state.${code}`,
  LaneRole: (code) => `lane.${code}`,
  MetricName: (code) => `metric.${code}`,
  PainKind: (code) => `pain.${code}`,
  MapKind: (code) => `kind.${code}`,
  MapState: (code) => `mapState.${code}`,
  TraitKind: (code) => `trait.${code}`,
  MapFormat: (code) => `mapFormat.${code}`,
  LintSeverity: (code) => `check.severity_${code}`,
  LibraryKind: (code) => `library.kind_${code}`,
  MapDifferenceKind: (code) => `compare.what_${code}`,
  MapRole: (code) => (code === 'none' ? 'share.none' : `role.${code}`),
  TokenScope: (code) => `scope.${code}`,
  TemplateOf: (code) => (code === 'map' ? 'new.title' : `new.of_${code}`),
};

describe('every code the server may send has words in both languages:', () => {
  interface Schema {
    enum?: string[];
    oneOf?: Schema[];
  }
  const description = JSON.parse(readFileSync(join(__dirname, '../../../../crates/server/openapi.json'), 'utf8')) as { components: { schemas: Record<string, Schema> } };
  const codes = (schema?: Schema): string[] => [...(schema?.enum ?? []), ...(schema?.oneOf ?? []).flatMap(codes)];
  it.each(Object.entries(sets))('%s', (name, key) => {
    const all = codes(description.components.schemas[name]);
    expect(all.length).toBeGreaterThan(0);
    expect(all.filter((code) => !english.has(key(code)))).toEqual([]);
    expect(all.filter((code) => !russian.has(key(code)))).toEqual([]);
  });
});

it.each([
  ['format', formats, (word: string) => [`export.name_${word}`, `export.for_${word}`]],
  ['layout', layouts, (word: string) => [`export.layout_${word}`]],
  ['paper', papers, (word: string) => [`export.paper_${word}`]],
  ['theme', themes, (word: string) => [`export.theme_${word}`]],
] as [string, readonly string[], (word: string) => string[]][])('every %s that is offered has words in both languages', (_, words, keys) => {
  const asked = words.flatMap(keys);
  expect(asked.filter((key) => !english.has(key))).toEqual([]);
  expect(asked.filter((key) => !russian.has(key))).toEqual([]);
});

it('every text a page asks for exists', () => {
  const root = join(__dirname, '../..');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((f) => /\.tsx?$/.test(f) && !/\.test\./.test(f));
  const known = new Set([...english.keys()].map(plain));
  const missing: string[] = [];
  let found = 0;
  for (const file of files) {
    for (const [, key] of readFileSync(join(root, file), 'utf8').matchAll(/\bt\('([\w.]+)'/g)) {
      found += 1;
      if (key !== undefined && !known.has(key)) missing.push(`${file}: ${key}`);
    }
  }
  expect(missing).toEqual([]);
  expect(found).toBeGreaterThan(100);
});
