/** Everything that can be done to the open map. Each edit is one transaction: undone as one, sent as one. */

import * as Y from 'yjs';
import type { Card, Evidence, LaneRole, LocalText, MapStage, MapStep } from '../api/types';
import type { Lang } from '../lib/format';
import { ownOrigin } from './origin';
import { spread } from './order';
import { removalOf } from './remove';
import { isProse, plainKey, shapes, type Kind, type RecordKind, type Records } from './shape';
import type { MapStore } from './store';
import { changeText } from './text';
import { cellValue, keysOf, writeFields } from './write';

export interface CellPlace {
  lane: string;
  /** Step or stage. */
  at: string;
  /** Last step of a card that spans several. */
  until?: string;
  /** Card it comes to stand before; left out: behind all others. */
  before?: string;
}

export interface ListPlace {
  /** Stage of a step, persona of a trait; left out: where it stands. */
  parent?: string;
  /** Record it comes to stand before; left out: at the end. */
  before?: string;
}

/** A card as it is taken along: everything but where it stands. */
export type CardCopy = Omit<Card, 'id' | 'lane' | 'at' | 'until'> & { lane: string; at: string; until?: string };

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Long enough that two people never make the same one. */
export function newId(prefix = ''): string {
  const bytes = crypto.getRandomValues(new Uint8Array(14));
  return prefix + [...bytes].map((byte) => letters.charAt(byte % letters.length)).join('');
}

export class MapEdit {
  private depth = 0;

  constructor(private readonly store: MapStore) {}

  /** Several edits as one. The label tells edits apart: typing on under the same label `text …` is one edit. */
  transact<T>(label: string, work: () => T): T {
    if (!this.store.writable) throw new Error('this map is open for reading only');
    if (this.depth === 0) this.store.undoing.begin(label);
    this.depth += 1;
    try {
      return this.store.doc.transact(work, ownOrigin);
    } finally {
      this.depth -= 1;
    }
  }

  addCard({ lane, at, until, before, lang, text = '', ...more }: CellPlace & { lang: Lang | 'und'; text?: string } & Partial<Omit<Card, 'id' | 'text'>>): string {
    const card = { state: 'assumption', ...more, text: { [lang]: text } } as unknown as Card;
    return this.add('card', card, { before }, (fields) => fields.set('cell', cellValue(lane, at, until)));
  }

  /** A stage, with its first step unless told otherwise: a stage without steps has no column. */
  addStage({ name, step, before }: { name: LocalText; step?: LocalText | null; before?: string }): { stage: string; step?: string } {
    return this.transact('add', () => {
      const stage = this.add('stage', { name } as MapStage, { before });
      return step === null ? { stage } : { stage, step: this.addStep({ stage, name: step ?? {} }) };
    });
  }

  addStep({ stage, name, before, ...more }: { stage: string; name: LocalText; before?: string } & Partial<Omit<MapStep, 'id' | 'name'>>): string {
    return this.add('step', { main: true, ...more, name } as unknown as MapStep, { parent: stage, before });
  }

  addLane({ role, name, persona, before }: { role: LaneRole; name?: LocalText; persona?: string; before?: string }): string {
    return this.add('lane', { role, ...(name ? { name } : {}), ...(persona ? { persona } : {}) } as Records['lane'], { before });
  }

  addPersona(persona: Partial<Omit<Records['persona'], 'id' | 'traits'>> & { name: LocalText }, before?: string): string {
    return this.add('persona', persona as Records['persona'], { before });
  }

  addTrait(persona: string, trait: Pick<Records['trait'], 'kind' | 'text'> & Partial<Records['trait']>, before?: string): string {
    return this.add('trait', { state: 'assumption', ...trait } as Records['trait'], { parent: persona, before });
  }

  addItem(item: Omit<Records['item'], 'id'>, before?: string): string {
    return this.add('item', item as Records['item'], { before });
  }

  addChannel(channel: Omit<Records['channel'], 'id'>, before?: string): string {
    return this.add('channel', channel as Records['channel'], { before });
  }

  addMove(move: Omit<Records['move'], 'id'>): string {
    return this.add('move', move as Records['move'], {});
  }

  addLink(link: Omit<Records['link'], 'id'>): string {
    return this.add('link', link as Records['link'], {});
  }

  addPath(path: Omit<Records['path'], 'id'>): string {
    return this.add('path', path as Records['path'], {});
  }

  /** Puts in a record of any kind, under its own id where it brings one. */
  add<K extends RecordKind>(kind: K, record: Records[K] | Omit<Records[K], 'id'>, place: ListPlace, more?: (fields: Y.Map<unknown>) => void): string {
    return this.transact('add', () => {
      const id = ('id' in record && record.id) || newId();
      const [key] = this.keysAt(kind, [id], place);
      const root = this.store.root(kind);
      root.set(id, new Y.Map<unknown>());
      const fields = root.get(id) as Y.Map<unknown>;
      this.putPlace(kind, fields, key ?? '', place.parent);
      writeFields(kind, record, fields);
      more?.(fields);
      this.store.readAgain(kind, id);
      return id;
    });
  }

  /** The shared text of a field in a language; made when it is not there yet and somebody types. */
  textOf(kind: Kind, id: string, field: string, lang: string): Y.Text | undefined {
    const found = this.store.fields(kind, id)?.get(`${field}:${lang}`);
    return found instanceof Y.Text ? found : undefined;
  }

  /** Makes the text what it should read, changing only the letters that differ. */
  setText(kind: Kind, id: string, field: string, lang: string, text: string) {
    const fields = this.store.fields(kind, id);
    if (!fields) return;
    const known = this.textOf(kind, id, field, lang);
    if (known ? known.toString() === text : text === '') return;
    this.transact(`text ${kind} ${id} ${field}:${lang}`, () => {
      if (known) changeText(known, text);
      else fields.set(`${field}:${lang}`, new Y.Text(text));
      this.store.readAgain(kind, id);
    });
  }

  /** Takes a language out of a text altogether. */
  dropText(kind: Kind, id: string, field: string, lang: string) {
    this.transact('set', () => this.store.fields(kind, id)?.delete(`${field}:${lang}`));
  }

  /**
   * Sets a field, or a part of an open object or of a value: `state`, `action.due`, `metric.value`. `undefined` clears it.
   * The text of one language goes by `setText`.
   */
  setField(kind: Kind, id: string, path: string | readonly string[], value: unknown) {
    const [field = '', ...rest] = typeof path === 'string' ? path.split('.') : path;
    const fields = this.store.fields(kind, id);
    if (!fields || !field) return;
    this.transact('set', () => {
      const open = shapes[kind].open?.[field] !== undefined;
      const part = open ? rest.shift() : undefined;
      const path = part === undefined ? field : `${field}.${part}`;
      const key = part === undefined ? plainKey(kind, field) : plainKey(kind, part, field);
      if (rest.length > 0) setWithin(fields, key, rest, value);
      else if (isProse(kind, path)) this.setProse(kind, id, path, value as LocalText | undefined);
      else {
        if (open && part === undefined) for (const known of [...fields.keys()]) if (known.startsWith(`${field}.`)) fields.delete(known);
        const pairs = part === undefined ? keysOf(kind, field, value) : keysOf(kind, part, value, field);
        if (pairs.length === 0) fields.delete(key);
        for (const [name, own] of pairs) if (!same(fields.get(name), own)) fields.set(name, own);
      }
      this.store.readAgain(kind, id);
    });
  }

  private setProse(kind: Kind, id: string, field: string, texts: LocalText = {}) {
    const fields = this.store.fields(kind, id);
    for (const key of [...(fields?.keys() ?? [])]) if (key.startsWith(`${field}:`) && !(key.slice(field.length + 1) in texts)) fields?.delete(key);
    for (const [lang, text] of Object.entries(texts)) this.setText(kind, id, field, lang, text);
  }

  addEvidence(kind: 'card' | 'trait' | 'move', id: string, evidence: Evidence) {
    const fields = this.store.fields(kind, id);
    if (!fields) return;
    this.transact('evidence', () => {
      const list = fields.get('evidence');
      if (list instanceof Y.Array) list.push([evidence]);
      else fields.set('evidence', Y.Array.from([...(Array.isArray(list) ? (list as Evidence[]) : []), evidence]));
    });
  }

  removeEvidence(kind: 'card' | 'trait' | 'move', id: string, index: number) {
    const list = this.store.fields(kind, id)?.get('evidence');
    if (list instanceof Y.Array && index < list.length) this.transact('evidence', () => list.delete(index));
  }

  /** Takes records out, with all that cannot stand without them; what stays forgets them. */
  remove(kind: RecordKind, ids: readonly string[]) {
    const removal = removalOf(this.store.getMap(), kind, ids);
    this.transact('remove', () => {
      for (const [of, id, field, value] of removal.set) {
        if (field === 'cell') this.store.fields(of, id)?.set('cell', value);
        else this.setField(of, id, field, value);
      }
      for (const [of, gone] of removal.gone)
        for (const id of gone) {
          this.store.root(of).delete(id);
          this.store.readAgain(of, id);
        }
    });
  }

  /** Moves cards to a cell, in the order given. */
  moveCards(ids: readonly string[], { lane, at, until, before }: CellPlace) {
    this.transact('move', () => {
      const there = ids.filter((id) => this.store.fields('card', id));
      const keys = this.keysAt('card', there, { before });
      there.forEach((id, i) => {
        const fields = this.store.fields('card', id);
        fields?.set('cell', cellValue(lane, at, until));
        fields?.set('order', keys[i]);
        this.store.readAgain('card', id);
      });
    });
  }

  /** Puts a card into another cell, or makes it longer or shorter, without changing its rank among the cards. */
  setCell(id: string, { lane, at, until }: Omit<CellPlace, 'before'>) {
    const fields = this.store.fields('card', id);
    if (!fields) return;
    this.transact('move', () => {
      fields.set('cell', cellValue(lane, at, until));
      this.store.readAgain('card', id);
    });
  }

  /** Moves a record within its list, a step to another stage, a trait to another persona. */
  move(kind: RecordKind, id: string, place: ListPlace) {
    const fields = this.store.fields(kind, id);
    if (!fields || place.before === id) return;
    const parent = place.parent ?? this.store.entry(kind, id)?.parent;
    this.transact('move', () => {
      const [key] = this.keysAt(kind, [id], { ...place, parent });
      this.putPlace(kind, fields, key ?? '', parent);
      this.store.readAgain(kind, id);
    });
  }

  copyCards(ids: readonly string[]): CardCopy[] {
    const wanted = new Set(ids);
    return this.store
      .getMap()
      .cards.filter((card) => wanted.has(card.id))
      .map((card) => ({ ...card, id: undefined }) as unknown as CardCopy);
  }

  /** Puts copies in: where they were taken from, or all into one cell. What they referred to and is gone is left out. */
  pasteCards(copies: readonly CardCopy[], into?: CellPlace): string[] {
    return this.transact('paste', () =>
      copies.map(({ lane, at, until, ...copy }) => {
        const place = into ?? { lane, at, until };
        const known = this.known(copy);
        return this.add('card', { ...known, id: newId() } as Card, { before: into?.before }, (fields) => fields.set('cell', cellValue(place.lane, place.at, place.until)));
      }),
    );
  }

  /** A card's fields without references to what is not on the map. */
  private known<C extends Partial<Card>>(card: C): C {
    const there = (kind: RecordKind, id: string | undefined) => id !== undefined && this.store.entry(kind, id) !== undefined;
    const kept = (kind: RecordKind, ids: string[] | undefined) => ids?.filter((id) => there(kind, id));
    return {
      ...card,
      personas: kept('persona', card.personas),
      items: kept('item', card.items),
      channel: there('channel', card.channel) ? card.channel : undefined,
      image: there('image', card.image) ? card.image : undefined,
    };
  }

  /**
   * Makes cards of a block of texts, as it is copied from a spreadsheet: rows are lanes downwards from `lane`, columns are
   * steps onwards from `step`. What finds no lane or step is told, not lost.
   */
  pasteBlock(lane: string, step: string, rows: readonly (readonly string[])[], lang: Lang | 'und'): { ids: string[]; rowsLeft: number; columnsLeft: number } {
    const map = this.store.getMap();
    const lanes = map.lanes.slice(map.lanes.findIndex((one) => one.id === lane));
    const steps = map.stages.flatMap((stage) => stage.steps);
    const columns = steps.slice(steps.findIndex((one) => one.id === step));
    const width = Math.max(0, ...rows.map((row) => row.length));
    const ids = this.transact('paste', () =>
      rows.slice(0, lanes.length).flatMap((row, r) =>
        row.slice(0, columns.length).flatMap((text, c) => {
          const [to, at] = [lanes[r], columns[c]];
          return to && at && text.trim() ? [this.addCard({ lane: to.id, at: at.id, lang, text: text.trim() })] : [];
        }),
      ),
    );
    return { ids, rowsLeft: Math.max(0, rows.length - lanes.length), columnsLeft: Math.max(0, width - columns.length) };
  }

  private putPlace(kind: RecordKind, fields: Y.Map<unknown>, key: string, parent: string | undefined) {
    if (shapes[kind].parent) fields.set('place', [parent ?? '', key]);
    else fields.set('order', key);
  }

  /** Places for records that come to stand in a list; neighbours with one and the same place are set apart on the way. */
  private keysAt(kind: RecordKind, moving: readonly string[], { parent, before }: ListPlace): string[] {
    const away = new Set(moving);
    const ids = this.store.ids(kind, shapes[kind].parent ? (parent ?? '') : undefined).filter((id) => !away.has(id));
    const found = before === undefined ? -1 : ids.indexOf(before);
    const index = found < 0 ? ids.length : found;
    const orderOf = (id: string | undefined) => (id === undefined ? undefined : this.store.entry(kind, id)?.order) || null;
    const low = orderOf(ids[index - 1]);
    let end = index;
    while (end < ids.length && (orderOf(ids[end]) ?? '') <= (low ?? '')) end += 1;
    const keys = spread(low, orderOf(ids[end]), moving.length + end - index);
    ids.slice(index, end).forEach((id, i) => {
      const fields = this.store.fields(kind, id);
      if (fields) this.putPlace(kind, fields, keys[moving.length + i] ?? '', parent);
      this.store.readAgain(kind, id);
    });
    return keys.slice(0, moving.length);
  }
}

const same = (a: unknown, b: unknown) => !(a instanceof Y.AbstractType) && !(b instanceof Y.AbstractType) && JSON.stringify(a) === JSON.stringify(b);

/** Sets a part of a value that is changed as a whole. */
function setWithin(fields: Y.Map<unknown>, key: string, path: readonly string[], value: unknown) {
  const known = fields.get(key);
  const whole: Record<string, unknown> = typeof known === 'object' && known !== null && !(known instanceof Y.AbstractType) ? structuredClone(known as Record<string, unknown>) : {};
  let at = whole;
  for (const part of path.slice(0, -1)) {
    const inner = at[part];
    at = at[part] = (typeof inner === 'object' && inner !== null ? inner : {}) as Record<string, unknown>;
  }
  const last = path.at(-1) ?? '';
  if (value === undefined) delete at[last];
  else at[last] = value;
  fields.set(key, whole);
}
