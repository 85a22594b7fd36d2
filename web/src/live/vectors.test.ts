import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { MapDocument } from '../api/types';
import { between, isPlace, spread } from './order';
import { MapStore } from './store';
import { writeMap } from './write';

const vectors = <T>(name: string) => JSON.parse(readFileSync(join(__dirname, '../../../crates/sync/tests/vectors', name), 'utf8')) as T;

interface Orders {
  between: { after: string | null; before: string | null; key: string }[];
  keys: { text: string; is_key: boolean }[];
  spread: { after: string | null; before: string | null; n: number; keys: string[] }[];
}
interface Example {
  map: MapDocument;
  doc: Record<string, Record<string, unknown>>;
  blobs: Record<string, string>;
  /** Base64 of the whole document, as the server sends it. */
  update: string;
}

describe('places, as the server counts them', () => {
  const orders = vectors<Orders>('order.json');
  it.each(orders.keys)('$text', ({ text, is_key }) => expect(isPlace(text)).toBe(is_key));
  it.each(orders.between)('between $after and $before: $key', ({ after, before, key }) => expect(between(after, before)).toBe(key));
  it.each(orders.spread)('$n between $after and $before', ({ after, before, n, keys }) => expect(spread(after, before, n)).toEqual(keys));
});

const plain = (value: unknown): unknown => {
  if (value instanceof Y.Text) return { text: value.toString() };
  if (value instanceof Y.Array) return { list: value.toJSON() };
  if (value instanceof Y.Map) return Object.fromEntries([...value.entries()].map(([key, own]) => [key, plain(own)]));
  return value;
};

/** A word of a newer version is kept in the document; a map that is read by an older one does not tell of it. */
const newer = (key: string) => key.startsWith('newer:');

/** Pictures lie beside the live document. */
const withoutBytes = (map: MapDocument): MapDocument => JSON.parse(JSON.stringify(map, (key, value: unknown) => (key === 'bytes' ? '' : value))) as MapDocument;

describe.each(vectors<Example[]>('documents.json').map((example): [string, Example] => [example.map.id, example]))('the document of %s', (_, { map, doc, blobs, update }) => {
  it('is read as the server reads it', () => {
    const live = new Y.Doc();
    Y.applyUpdate(live, Buffer.from(update, 'base64'));
    const read = JSON.parse(JSON.stringify(new MapStore(map.id, live).getMap(), (key, value: unknown) => (key === 'blob' || newer(key) ? undefined : value))) as MapDocument;
    expect(read).toEqual(withoutBytes(map));
  });

  it('is written as the server writes it', () => {
    const live = new Y.Doc();
    writeMap(live, map, (bytes) => Object.keys(blobs).find((hash) => blobs[hash] === bytes) ?? '');
    for (const [root, records] of Object.entries(doc)) {
      if (root !== 'map') expect(plain(live.getMap(root)), root).toEqual(JSON.parse(JSON.stringify(records, (key, value: unknown) => (newer(key) ? undefined : value))));
    }
    // The lists of the map's own fields are told by the other roots.
    const own = Object.fromEntries(Object.entries(doc.map ?? {}).filter(([key]) => !['stages', 'lanes', 'cards'].includes(key)));
    expect(plain(live.getMap('map'))).toEqual(own);
  });
});
