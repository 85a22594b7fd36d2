/** From the live document to records of the map. Reading is total: whatever stands there, a record comes out. */

import * as Y from 'yjs';
import type { LocalText } from '../api/types';
import { isPlace } from './order';
import { keyOf, type Kind, type Records } from './shape';

/** One record as it was read, with its place in its list. */
export interface Entry<K extends Kind = Kind> {
  record: Records[K];
  order: string;
  /** Of steps and traits. */
  parent?: string;
}

type Fields = Record<string, unknown>;

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Fields every record of the kind has, as they are where nobody said otherwise. */
const needed: { [K in Kind]: () => Fields } = {
  map: () => ({ title: {}, kind: 'customer', state: 'as_is' }),
  stage: () => ({ name: {}, steps: [] }),
  step: () => ({ name: {} }),
  lane: () => ({ role: 'text' }),
  card: () => ({ lane: '', at: '', state: 'assumption' }),
  persona: () => ({ name: {} }),
  trait: () => ({ kind: 'other', text: {}, state: 'assumption' }),
  channel: () => ({ name: {}, icon: 'other' }),
  item: () => ({ kind: 'touchpoint', name: {} }),
  move: () => ({ from: '', to: '', kind: 'branch' }),
  path: () => ({ name: {}, steps: [], journeys: 0, share: 0 }),
  link: () => ({ kind: 'related', map: '' }),
  image: () => ({ media_type: 'image/png', bytes: '' }),
  comment: () => ({ at: '', when: '', by: '', text: '' }),
  former: () => ({ now: [] }),
};

/** What reads as `…` until somebody gives it a name. */
const named: Readonly<Partial<Record<Kind, string>>> = { map: 'title', stage: 'name', step: 'name', persona: 'name', channel: 'name', item: 'name' };
export const unnamed = '…';

const saysNothing = (card: Fields) => ['text', 'metric', 'target', 'feeling', 'moment', 'emotions', 'channel', 'image', 'items'].every((field) => card[field] === undefined || (Array.isArray(card[field]) && card[field].length === 0));

/** Of the parts of an open object, those it cannot stand without. */
const neededParts: Readonly<Record<string, Fields>> = {
  opportunity: { status: 'open' },
  action: { status: 'open' },
  pain: { kind: 'loss', severity: 0, severity_unit: 'share' },
};

/** Fields that are lists or objects: pages walk through them without asking, so another value is no value. */
const listFields = new Set(['personas', 'items', 'emotions', 'touchpoints', 'activities', 'steps', 'synonyms', 'buying_roles', 'now', 'feeling_words', 'evidence', 'parts.answers', 'parts.solves', 'parts.emotions']);
const objectFields = new Set(['metric', 'target', 'feeling', 'brand', 'origin', 'quote', 'size', 'parts.reach', 'parts.effect', 'parts.measured']);
/** Where `null` is no value; elsewhere it may be one of a newer version. */
const known = new Set([...listFields, ...objectFields, 'owner', 'review_date', 'channel', 'image', 'until', 'role', 'kind', 'state', 'main', 'share', 'typical_s', 'parts.status', 'parts.feeling']);

const fits = (field: string, value: unknown) =>
  !(value instanceof Y.AbstractType) && value !== undefined && (value !== null || !known.has(field)) && (!listFields.has(field) || Array.isArray(value)) && (!objectFields.has(field) || isObject(value));

function putText(at: Fields, field: string, lang: string, value: string) {
  const known = at[field];
  const texts: LocalText = isObject(known) ? (known as LocalText) : {};
  at[field] = { ...texts, [lang]: value };
}

/** Reads one record. `id` is empty for the map's own fields. */
export function readRecord<K extends Kind>(kind: K, id: string, from: Y.Map<unknown>): Entry<K> {
  const fields: Fields = { ...(kind === 'map' ? {} : { id }), ...needed[kind]() };
  const place: { order: string; parent?: string } = { order: '' };
  const parts = new Map<string, Fields>();
  for (const [key, value] of from.entries()) {
    const means = keyOf(kind, key);
    const inObject = (object: string) => parts.get(object) ?? parts.set(object, {}).get(object) ?? {};
    if (means.is === 'place') readPlace(key, value, fields, place);
    else if (means.is === 'evidence') {
      if (value instanceof Y.Array && value.length > 0) fields.evidence = value.toJSON();
    } else if (means.is === 'prose') {
      if (value instanceof Y.Text) putText(means.object === undefined ? fields : inObject(means.object), means.field, means.lang, value.toString());
    } else if (means.is === 'part') {
      const object = inObject(means.object);
      if (key.length > means.object.length + 1 && fits(`parts.${means.part}`, value)) object[means.part] = value;
    } else if (means.is === 'field' && fits(means.field, value)) fields[means.field] = value;
  }
  for (const [object, own] of parts) fields[object] = { ...neededParts[object], ...own };
  const name = named[kind];
  if (name && Object.keys(fields[name] as object).length === 0) fields[name] = { und: unnamed };
  if (kind === 'card' && saysNothing(fields)) fields.text = { und: '' };
  return { record: fields as unknown as Records[K], ...place };
}

function readPlace(key: string, value: unknown, fields: Fields, place: { order: string; parent?: string }) {
  if (key === 'order' && isPlace(value)) place.order = value;
  if (key === 'blob') fields.blob = value;
  if (!Array.isArray(value)) return;
  const [first, second, third] = value as unknown[];
  if (key === 'place') {
    place.parent = text(first);
    if (isPlace(second)) place.order = second;
  }
  if (key === 'cell') {
    fields.lane = text(first);
    fields.at = text(second);
    if (typeof third === 'string') fields.until = third;
  }
}
