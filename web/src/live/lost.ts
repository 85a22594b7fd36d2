/** Own edits that cannot be kept any more, in words: nothing an author wrote goes without a trace. */

import type * as Y from 'yjs';
import { kinds, shapes, type Kind } from './shape';
import type { MapStore } from './store';

/** What an author's edit left in one record. */
export interface Said {
  kind: Kind;
  id: string;
  /** All prose of the record, a line each; `null` where the author took the record out. */
  text: string | null;
}

/**
 * `base`: the map was written anew, so there is nothing the edits belong to; `removed`: somebody took out what was
 * edited; `read_only`: the right to edit is gone; `full`: the map takes in no more; `gone`: there is no map.
 */
export type LostReason = 'base' | 'removed' | 'read_only' | 'full' | 'gone';

export interface Lost {
  reason: LostReason;
  edits: readonly Said[];
}

const lines = (value: unknown): string[] => (typeof value === 'object' && value !== null ? Object.values(value) : []).filter((text): text is string => typeof text === 'string' && text.trim() !== '');

/** The prose of a record as it stands now; `null` where there is no such record. */
export function wordsOf(store: MapStore, kind: Kind, id: string): string | null {
  const record = store.record(kind, id) as Record<string, unknown> | undefined;
  if (!record) return null;
  const { prose, open = {} } = shapes[kind];
  const inner = Object.entries(open).flatMap(([object, fields]) => fields.flatMap((field) => lines((record[object] as Record<string, unknown> | undefined)?.[field])));
  return [...prose.flatMap((field) => lines(record[field])), ...inner].join('\n');
}

/** The records a transaction changed, with what they say now. */
export function saidIn(store: MapStore, transaction: Y.Transaction): Said[] {
  const roots = new Map<unknown, Kind>(kinds.map((kind) => [store.root(kind), kind]));
  const found = new Map<string, Said>();
  const note = (kind: Kind | undefined, id: string) => kind && found.set(`${kind} ${id}`, { kind, id, text: wordsOf(store, kind, id) });
  for (const [type, keys] of transaction.changed) {
    let at = type as Y.AbstractType<unknown>;
    let inside: string | null = null;
    while (at._item) {
      inside = at._item.parentSub;
      at = at._item.parent as Y.AbstractType<unknown>;
    }
    const kind = roots.get(at);
    if (kind === 'map') note(kind, '');
    else if (inside !== null) note(kind, inside);
    else keys.forEach((key) => key !== null && note(kind, key));
  }
  return [...found.values()];
}

/** The last word on each record, those the author took out left away. */
export function latest(said: readonly Said[]): Said[] {
  const last = new Map(said.map((one) => [`${one.kind} ${one.id}`, one]));
  return [...last.values()].filter((one) => one.text !== null);
}

/** Of what was written, what is not on the map: the record is missing, or says something else. */
export const missing = (store: MapStore, said: readonly Said[]): Said[] => latest(said).filter(({ kind, id, text }) => text !== '' && wordsOf(store, kind, id) !== text);
