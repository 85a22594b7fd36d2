/** From records of the map to the live document: whole records when they are made, whole maps for tests and the mock. */

import * as Y from 'yjs';
import type { MapDocument } from '../api/types';
import { spread } from './order';
import { isProse, lists, plainKey, shapes, toldOtherwise, type Kind } from './shape';

type Fields = Record<string, unknown>;

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The keys a field's value takes. */
export function keysOf(kind: Kind, field: string, value: unknown, object?: string): [key: string, value: unknown][] {
  if (value === undefined) return [];
  const path = object === undefined ? field : `${object}.${field}`;
  if (isProse(kind, path) && isObject(value)) return Object.entries(value).map(([lang, text]) => [`${path}:${lang}`, new Y.Text(typeof text === 'string' ? text : '')]);
  if (object === undefined && shapes[kind].open?.[field] && isObject(value)) {
    const keys = Object.entries(value).flatMap(([part, own]) => keysOf(kind, part, own, field));
    return keys.length > 0 ? keys : [[`${field}.`, true]];
  }
  if (object === undefined && field === 'evidence' && shapes[kind].evidence && Array.isArray(value)) return value.length > 0 ? [[field, Y.Array.from(value)]] : [];
  return [[plainKey(kind, field, object), value]];
}

/** Writes a record's own fields; where it stands is the business of who calls. */
export function writeFields(kind: Kind, record: object, into: Y.Map<unknown>) {
  const elsewhere = toldOtherwise(kind);
  for (const [field, value] of Object.entries(record)) {
    if (elsewhere.includes(field)) continue;
    for (const [key, own] of keysOf(kind, field, value)) into.set(key, own);
  }
}

/** A card's cell as one value, so that two moves at once never mix. */
export const cellValue = (lane: string, at: string, until?: string): string[] => (until === undefined || until === at ? [lane, at] : [lane, at, until]);

/** Writes a whole map into an empty document. Pictures stay outside; `blob` names their bytes. */
export function writeMap(doc: Y.Doc, map: MapDocument, blob?: (bytes: string) => string) {
  doc.transact(() => {
    writeFields('map', map, doc.getMap('map'));
    const put = (kind: Exclude<Kind, 'map'>, record: { id: string }, place: [string, unknown]) => {
      const fields = new Y.Map<unknown>();
      fields.set(place[0], place[1]);
      if (kind === 'card') {
        const { lane, at, until } = record as unknown as { lane: string; at: string; until?: string };
        fields.set('cell', cellValue(lane, at, until));
      }
      if (kind === 'image' && blob) fields.set('blob', blob((record as unknown as { bytes: string }).bytes));
      writeFields(kind, record, fields);
      doc.getMap(shapes[kind].root).set(record.id, fields);
    };
    for (const [list, kind] of lists) {
      const records = (map[list] ?? []) as { id: string }[];
      const keys = spread(null, null, records.length);
      records.forEach((record, i) => put(kind, record, ['order', keys[i]]));
    }
    const inner = (kind: 'step' | 'trait', parent: string, records: { id: string }[]) => {
      const keys = spread(null, null, records.length);
      records.forEach((record, i) => put(kind, record, ['place', [parent, keys[i]]]));
    };
    for (const stage of map.stages) inner('step', stage.id, stage.steps);
    for (const persona of map.personas ?? []) inner('trait', persona.id, persona.traits ?? []);
  });
}
