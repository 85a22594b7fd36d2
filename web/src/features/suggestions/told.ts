/** A change in the words of the map: what it is about, what was there and what would be. Pure. */

import type { MapChange, RecordKind } from '../../api/reviewQueries';
import type { DifferenceKind, MapDocument } from '../../api/types';
import type { Lang } from '../../lib/format';
import { inLang } from '../../lib/localtext';

type Fields = Record<string, unknown>;

export interface ToldChange {
  what: DifferenceKind;
  of: RecordKind;
  /** Of the record, to go to it; empty for the map and for what is new. */
  id: string;
  /** What people call the record. */
  name: string;
  /** Field that is set, `text` or `opportunity.effort`. */
  field?: string;
  /** Language of a text that is set. */
  lang?: string;
  before?: string;
  after?: string;
  /** The record is no longer on the map: the change cannot be made. */
  gone?: boolean;
}

const lists: Partial<Record<RecordKind, keyof MapDocument>> = { stage: 'stages', lane: 'lanes', card: 'cards', persona: 'personas', channel: 'channels', item: 'items', move: 'moves', path: 'paths', link: 'links', image: 'images' };

export function recordOf(doc: MapDocument, kind: RecordKind, id: string): Fields | undefined {
  if (kind === 'map') return doc as unknown as Fields;
  if (kind === 'step') return doc.stages.flatMap((stage) => stage.steps).find((step) => step.id === id) as Fields | undefined;
  if (kind === 'trait') return doc.personas?.flatMap((persona) => persona.traits ?? []).find((one) => one.id === id) as Fields | undefined;
  const list = lists[kind];
  return list ? (doc[list] as (Fields & { id: string })[] | undefined)?.find((one) => one.id === id) : undefined;
}

/** `lane` names a lane that has no name of its own by its role; `empty` is said of a record without words. */
export function tell(change: MapChange, doc: MapDocument, lang: Lang, words: { lane: (role: string) => string; empty: string }): ToldChange {
  const text = (value: unknown): string => (typeof value === 'object' && value !== null ? inLang(value as Record<string, string>, lang) : '');
  const nameOf = (kind: RecordKind, record: Fields | undefined): string => {
    if (!record) return '';
    const own = text(record[kind === 'map' ? 'title' : kind === 'card' || kind === 'trait' ? 'text' : kind === 'move' || kind === 'link' ? 'label' : kind === 'image' ? 'alt' : 'name']);
    return own || (kind === 'lane' ? words.lane(String(record.role)) : words.empty);
  };
  const nameAt = (id: string): string => nameOf('stage', recordOf(doc, 'stage', id)) || nameOf('step', recordOf(doc, 'step', id)) || id;
  const cell = (lane: string, at: string) => `${nameOf('lane', recordOf(doc, 'lane', lane)) || lane} · ${nameAt(at)}`;
  const known = (kind: RecordKind, id: string) => {
    const record = recordOf(doc, kind, id);
    return { of: kind, id: record && kind !== 'map' ? id : '', name: record ? nameOf(kind, record) : id, ...(record ? {} : { gone: true }) };
  };
  switch (change.do) {
    case 'set': {
      const last = change.field.at(-1) ?? '';
      const isText = change.field.length > 1 && /^(und|[a-z]{2,3})$/.test(last) && typeof (change.value ?? '') === 'string';
      const path = isText ? change.field.slice(0, -1) : change.field;
      let was: unknown = recordOf(doc, change.of, change.id);
      for (const part of change.field) was = typeof was === 'object' && was !== null ? (was as Fields)[part] : undefined;
      return { what: 'changed', ...known(change.of, change.id), field: path.join('.'), ...(isText ? { lang: last } : {}), before: shown(was, lang), after: shown(change.value, lang) };
    }
    case 'add': {
      const { kind, record: fields } = change.record;
      const at = kind === 'card' ? cell(String(fields.lane), String(fields.at)) : change.in ? nameAt(change.in) : '';
      return { what: 'added', of: kind, id: '', name: nameOf(kind, fields), ...(at ? { after: at } : {}) };
    }
    case 'remove':
      return { what: 'removed', ...known(change.of, change.id) };
    case 'move':
      return { what: 'moved', ...known(change.of, change.id), ...(change.to ? { after: nameAt(change.to) } : {}) };
    case 'place_card': {
      const card = recordOf(doc, 'card', change.id);
      return { what: 'moved', ...known('card', change.id), ...(card ? { before: cell(String(card.lane), String(card.at)) } : {}), after: cell(change.lane, change.at) };
    }
    case 'split':
      return { what: 'split', ...known(change.of, change.id) };
    case 'merge':
      return { what: 'merged', ...known(change.of, change.ids[0] ?? ''), after: change.ids.slice(1).map((id) => nameOf(change.of, recordOf(doc, change.of, id))).join(', ') };
    case 'several': {
      const [first] = change.changes;
      return first ? tell(first, doc, lang, words) : { what: 'changed', of: 'map', id: '', name: '' };
    }
  }
}

/** A value as people read it; what is only for programs is named by its shape. */
export function shown(value: unknown, lang: Lang): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return new Intl.NumberFormat(lang === 'ru' ? 'ru-RU' : 'en-GB', { maximumFractionDigits: 2 }).format(value);
  if (typeof value === 'boolean') return { ru: ['нет', 'да'], en: ['no', 'yes'] }[lang][value ? 1 : 0] ?? '';
  if (Array.isArray(value)) return value.every((one) => typeof one === 'string') ? value.join(', ') : `× ${value.length}`;
  const fields = value as Fields;
  if (Object.values(fields).every((one) => typeof one === 'string') && Object.keys(fields).every((key) => /^(und|[a-z]{2,3})$/.test(key))) return inLang(fields as Record<string, string>, lang);
  if (typeof fields.value === 'number') return shown(fields.value, lang);
  if (typeof fields.kind === 'string') return fields.kind;
  return Object.entries(fields).filter(([, one]) => typeof one === 'string' || typeof one === 'number').map(([key, one]) => `${key}: ${String(one)}`).join(', ');
}
