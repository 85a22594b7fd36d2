/**
 * How the records of a map lie in the live document: one root `Y.Map` per list, one `Y.Map` per record, its fields flat.
 * The server's side of the same agreement is `crates/sync/SPEC.md`; both are tested on the same vectors.
 */

import type { Card, Channel, Lane, MapComment, MapDocument, MapFormer, MapImage, MapItem, MapLink, MapMove, MapPath, MapStage, MapStep, Persona, Trait } from '../api/types';

/** Every kind of record with an id, and the map's own fields. */
export interface Records {
  map: MapHead;
  stage: MapStage;
  step: MapStep;
  lane: Lane;
  card: Card;
  persona: Persona;
  trait: Trait;
  channel: Channel;
  item: MapItem;
  move: MapMove;
  path: MapPath;
  link: MapLink;
  image: MapImage;
  comment: MapComment;
  former: MapFormer;
}
/** The map without its lists. */
export type MapHead = Omit<MapDocument, ListField>;
export type ListField = 'stages' | 'lanes' | 'cards' | 'personas' | 'channels' | 'items' | 'moves' | 'paths' | 'links' | 'images' | 'comments' | 'former';

export type Kind = keyof Records;
/** Kinds that come in lists. */
export type RecordKind = Exclude<Kind, 'map'>;

interface Shape {
  /** Name of the root in the document. */
  root: string;
  /** Fields whose text several people may type in at once: one `Y.Text` per language. */
  prose: readonly string[];
  /** Objects whose parts are changed apart; with their own prose. */
  open?: Readonly<Record<string, readonly string[]>>;
  /** The record stands inside another one and says so in its `place`. */
  parent?: RecordKind;
  /** Its `evidence` is a `Y.Array`: what two people add at once, both stays. */
  evidence?: true;
}

export const shapes: Readonly<Record<Kind, Shape>> = {
  map: { root: 'map', prose: ['title', 'purpose', 'scenario', 'scope', 'department'] },
  stage: { root: 'stages', prose: ['name', 'goal', 'description'] },
  step: { root: 'steps', parent: 'stage', prose: ['name', 'description'], open: { intended: ['text'], expected: ['text'] } },
  lane: { root: 'lanes', prose: ['name'] },
  card: {
    root: 'cards',
    prose: ['text'],
    open: { opportunity: ['department'], action: ['department', 'hypothesis'], pain: [], moment: ['outcome'] },
    evidence: true,
  },
  persona: { root: 'personas', prose: ['name', 'summary', 'story'] },
  trait: { root: 'traits', parent: 'persona', prose: ['text'], evidence: true },
  channel: { root: 'channels', prose: ['name'] },
  item: { root: 'items', prose: ['name', 'description'] },
  move: { root: 'moves', prose: ['label'], evidence: true },
  path: { root: 'paths', prose: ['name'] },
  link: { root: 'links', prose: ['label'] },
  image: { root: 'images', prose: ['alt'] },
  comment: { root: 'comments', prose: [] },
  former: { root: 'former', prose: [] },
};

export const kinds = Object.keys(shapes) as Kind[];
export const recordKinds = kinds.filter((kind): kind is RecordKind => kind !== 'map');

/** The lists of the map document and what stands in them. */
export const lists: readonly [ListField, RecordKind][] = [
  ['links', 'link'],
  ['personas', 'persona'],
  ['stages', 'stage'],
  ['moves', 'move'],
  ['lanes', 'lane'],
  ['cards', 'card'],
  ['channels', 'channel'],
  ['items', 'item'],
  ['paths', 'path'],
  ['images', 'image'],
  ['comments', 'comment'],
  ['former', 'former'],
];

/** A field of prose, perhaps inside an open object: `text`, `action.hypothesis`. */
export function isProse(kind: Kind, field: string): boolean {
  const shape = shapes[kind];
  if (shape.prose.includes(field)) return true;
  const dot = field.indexOf('.');
  return dot > 0 && (shape.open?.[field.slice(0, dot)]?.includes(field.slice(dot + 1)) ?? false);
}

/** Before a field's name that could be taken for something else. */
const plainMark = '=';

/** What a key of a live record means. An open object's empty part only says that the object is there. */
export type Key = { is: 'place' } | { is: 'evidence' } | { is: 'nothing' } | { is: 'field'; field: string } | { is: 'part'; object: string; part: string } | { is: 'prose'; object?: string; field: string; lang: string };

const cut = (text: string, at: string): [string, string] | null => {
  const found = text.indexOf(at);
  return found < 0 ? null : [text.slice(0, found), text.slice(found + 1)];
};

export function placeKeys(kind: Kind): readonly string[] {
  if (kind === 'map') return [];
  if (shapes[kind].parent) return ['place'];
  return kind === 'card' ? ['order', 'cell'] : kind === 'image' ? ['order', 'blob'] : ['order'];
}

/** Fields that have no key of their own: told by where the record lies, or by another key. */
export function toldOtherwise(kind: Kind): readonly string[] {
  if (kind === 'map') return ['format', 'version', 'id', ...lists.map(([list]) => list)];
  return ['id', ...({ card: ['lane', 'at', 'until'], stage: ['steps'], persona: ['traits'], image: ['bytes'] }[kind as string] ?? [])];
}

export function keyOf(kind: Kind, key: string): Key {
  const { prose, open, evidence } = shapes[kind];
  if (key.startsWith(plainMark)) return { is: 'field', field: key.slice(1) };
  if (placeKeys(kind).includes(key)) return { is: 'place' };
  if (key === 'evidence' && evidence) return { is: 'evidence' };
  const [field, lang] = cut(key, ':') ?? [];
  if (field !== undefined && lang !== undefined && prose.includes(field)) return { is: 'prose', field, lang };
  const [object, part] = cut(key, '.') ?? [];
  const texts = object === undefined ? undefined : open?.[object];
  if (object !== undefined && part !== undefined && texts) {
    if (part.startsWith(plainMark)) return { is: 'part', object, part: part.slice(1) };
    const [text, language] = cut(part, ':') ?? [];
    if (text !== undefined && language !== undefined && texts.includes(text)) return { is: 'prose', object, field: text, lang: language };
    return texts.includes(part) ? { is: 'nothing' } : { is: 'part', object, part };
  }
  return prose.includes(key) || open?.[key] || toldOtherwise(kind).includes(key) ? { is: 'nothing' } : { is: 'field', field: key };
}

/** The key of a field, or of a part of an open object, that is one value. */
export function plainKey(kind: Kind, field: string, object?: string): string {
  const key = object === undefined ? field : `${object}.${field}`;
  const means = keyOf(kind, key);
  const plain = object === undefined ? means.is === 'field' && means.field === field : field !== '' && means.is === 'part' && means.part === field;
  if (plain) return key;
  return object === undefined ? plainMark + field : `${object}.${plainMark}${field}`;
}
