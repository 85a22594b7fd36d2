/** The open map: the live document read as a map, record by record, so that a keystroke reads one record again. */

import * as Y from 'yjs';
import type { MapDocument } from '../api/types';
import { MapEdit } from './edit';
import { compareText } from './order';
import { readRecord, type Entry } from './read';
import { kinds, lists, shapes, type Kind, type RecordKind, type Records } from './shape';
import { Undo } from './undo';

type Listener = () => void;

export class MapStore {
  readonly edit: MapEdit;
  readonly undoing: Undo;
  /** Whether edits are taken: not before the room has answered, and never for a reader. */
  writable = false;
  private map: MapDocument;
  private readonly read: { [K in Kind]: Map<string, Entry<K>> };
  private readonly sorted = new Map<RecordKind, string[]>();
  private readonly touched = new Map<Kind, Set<string>>();
  private readonly listeners = new Set<Listener>();
  private readonly recordListeners = new Map<string, Set<Listener>>();
  private readonly settled: Listener[] = [];
  /** Nothing has been read from the room yet: `map` is what the page was given to paint first. */
  private fresh = true;

  constructor(
    readonly id: string,
    readonly doc: Y.Doc,
    first?: MapDocument,
  ) {
    this.read = Object.fromEntries(kinds.map((kind) => [kind, new Map()])) as unknown as MapStore['read'];
    this.map = first ?? emptyMap(id);
    this.edit = new MapEdit(this);
    for (const kind of kinds) this.root(kind).observeDeep((events) => this.note(kind, events));
    this.undoing = new Undo(this);
    doc.on('afterTransaction', this.settle);
    if (kinds.some((kind) => this.root(kind).size > 0)) this.readAll();
  }

  root(kind: Kind): Y.Map<unknown> {
    return this.doc.getMap(shapes[kind].root);
  }

  /** The document's own `Y.Map` of a record; `undefined` for one that is not there. */
  fields(kind: Kind, id: string): Y.Map<unknown> | undefined {
    if (kind === 'map') return this.root('map');
    const found = this.root(kind).get(id);
    return found instanceof Y.Map ? (found as Y.Map<unknown>) : undefined;
  }

  /** Records nobody touched are the same objects as before. */
  getMap = (): MapDocument => this.map;

  /** Shows a map that has no room: as a guest sees it, or as it once was. */
  show(map: MapDocument) {
    if (map === this.map) return;
    this.map = map;
    for (const listener of this.listeners) listener();
    this.recordListeners.forEach((own) => own.forEach((listener) => listener()));
  }

  record<K extends Kind>(kind: K, id: string): Records[K] | undefined {
    if (kind === 'map') return this.map as unknown as Records[K];
    const found = (this.read[kind] as Map<string, Entry<K>>).get(id)?.record;
    return found ?? (this.fresh ? firstRecord(this.map, kind, id) : undefined);
  }

  entry<K extends Kind>(kind: K, id: string): Entry<K> | undefined {
    return (this.read[kind] as Map<string, Entry<K>>).get(id);
  }

  /** Ids of a list as they stand, one behind the other; of one parent's where it is given. */
  ids(kind: RecordKind, parent?: string): readonly string[] {
    const all = this.sorted.get(kind) ?? [];
    return parent === undefined ? all : all.filter((id) => this.entry(kind, id)?.parent === parent);
  }

  subscribe = (listener: Listener): Listener => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  /** Called when this record changed, came or went. */
  subscribeRecord(kind: Kind, id: string, listener: Listener): Listener {
    const key = `${kind} ${id}`;
    const known = this.recordListeners.get(key) ?? new Set();
    known.add(listener);
    this.recordListeners.set(key, known);
    return () => {
      known.delete(listener);
      if (known.size === 0) this.recordListeners.delete(key);
    };
  }

  undo = () => this.undoing.undo();
  redo = () => this.undoing.redo();

  /** After the next change has been read: for who made it. */
  onceSettled(listener: Listener) {
    this.settled.push(listener);
  }

  destroy() {
    this.undoing.destroy();
    this.doc.off('afterTransaction', this.settle);
    this.doc.destroy();
    this.listeners.clear();
  }

  private note(kind: Kind, events: Y.YEvent<Y.AbstractType<unknown>>[]) {
    const ids = this.touched.get(kind) ?? new Set<string>();
    this.touched.set(kind, ids);
    for (const event of events) {
      if (kind === 'map') ids.add('');
      else if (event.path.length > 0) ids.add(String(event.path[0]));
      else if (event instanceof Y.YMapEvent) event.keysChanged.forEach((id) => ids.add(String(id)));
    }
  }

  private readAll() {
    for (const kind of kinds) this.touched.set(kind, new Set(kind === 'map' ? [''] : this.root(kind).keys()));
    this.settle();
  }

  private settle = () => {
    if (this.touched.size === 0) return;
    const touched = new Map(this.touched);
    this.touched.clear();
    this.fresh = false;
    for (const [kind, ids] of touched) for (const id of ids) this.readAgain(kind, id);
    this.map = this.assemble(new Set(touched.keys()));
    for (const listener of this.settled.splice(0)) listener();
    for (const [kind, ids] of touched) for (const id of ids) this.recordListeners.get(`${kind} ${id}`)?.forEach((listener) => listener());
    for (const listener of this.listeners) listener();
  };

  /** Reads one record again, in the middle of an edit too, so that its next part knows what stands where. */
  readAgain<K extends Kind>(kind: K, id: string) {
    const known = this.read[kind] as Map<string, Entry<K>>;
    const fields = this.fields(kind, id);
    const before = known.get(id);
    const now = fields && readRecord(kind, id, fields);
    if (now) known.set(id, now);
    else known.delete(id);
    if (kind === 'map' || (now && before && before.order === now.order)) return;
    const sorted = this.sorted.get(kind as RecordKind) ?? [];
    this.sorted.set(kind as RecordKind, sorted);
    if (before) sorted.splice(sorted.indexOf(id), 1);
    if (now) sorted.splice(this.rank(kind as RecordKind, sorted, now.order, id), 0, id);
  }

  /** Where a record with this order belongs among the others. */
  private rank(kind: RecordKind, sorted: readonly string[], order: string, id: string): number {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = sorted[middle] ?? '';
      const after = compareText(this.entry(kind, other)?.order ?? '', order) || compareText(other, id);
      if (after < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The map anew, with the lists and records that did not change as they were. */
  private assemble(changed: Set<Kind>): MapDocument {
    if (changed.has('step')) changed.add('stage');
    if (changed.has('trait')) changed.add('persona');
    // What stands nowhere is not shown until the server has put it right.
    if (changed.has('stage') || changed.has('lane')) changed.add('card');
    const head = this.entry('map', '')?.record;
    const map = { ...this.map, ...(changed.has('map') ? { ...withoutHead(this.map), ...head } : {}) } as MapDocument;
    const out = map as unknown as Record<string, unknown>;
    if (changed.has('stage')) map.stages = this.withInner('stage', 'step', 'steps', this.map.stages ?? []) as MapDocument['stages'];
    if (changed.has('persona')) map.personas = this.withInner('persona', 'trait', 'traits', this.map.personas ?? []) as MapDocument['personas'];
    for (const [list, kind] of lists) {
      if (!changed.has(kind) || kind === 'stage' || kind === 'persona') continue;
      const records = this.ids(kind).map((id) => this.entry(kind, id)?.record);
      out[list] = kind === 'card' ? this.placed(map, records as Records['card'][]) : records;
    }
    for (const [list] of lists) if (!always.has(list) && (out[list] as unknown[] | undefined)?.length === 0) out[list] = undefined;
    for (const list of always) out[list] ??= [];
    return { ...map, format: 'tropa.map', version: 2, id: this.id };
  }

  /** Stages with their steps, personas with their traits; those whose parts did not change stay the same objects. */
  private withInner(kind: 'stage' | 'persona', inner: 'step' | 'trait', field: 'steps' | 'traits', before: readonly object[]): object[] {
    const groups = new Map<string, object[]>();
    for (const id of this.ids(inner)) {
      const entry = this.entry(inner, id);
      if (!entry) continue;
      const group = groups.get(entry.parent ?? '') ?? [];
      group.push(entry.record);
      groups.set(entry.parent ?? '', group);
    }
    const known = new Map(before.map((record) => [(record as { id: string }).id, record as Record<string, unknown>]));
    return this.ids(kind).map((id) => {
      const own = this.entry(kind, id)?.record as unknown as Record<string, unknown>;
      const parts = groups.get(id) ?? [];
      const old = known.get(id);
      const oldParts = (old?.[field] ?? []) as object[];
      const made = old && this.made.get(old) === own && oldParts.length === parts.length && oldParts.every((part, i) => part === parts[i]) ? old : { ...own, ...(field === 'steps' || parts.length > 0 ? { [field]: parts } : {}) };
      this.made.set(made, own);
      return made;
    });
  }

  /** Which read record a stage or persona with its parts was made from. */
  private readonly made = new WeakMap<object, object>();

  private placed(map: MapDocument, cards: Records['card'][]): Records['card'][] {
    const places = new Set(map.stages.flatMap((stage) => [stage.id, ...stage.steps.map((step) => step.id)]));
    const lanes = new Set((this.ids('lane') as string[]).map((id) => id));
    return cards.filter((card) => lanes.has(card.lane) && places.has(card.at));
  }
}

const emptyMap = (id: string): MapDocument => ({ format: 'tropa.map', version: 2, id, title: {}, kind: 'customer', state: 'as_is', stages: [], lanes: [], cards: [] });

/** Lists a map has even when they are empty. */
const always: ReadonlySet<string> = new Set(['stages', 'lanes', 'cards']);

const listFields = new Set<string>(lists.map(([list]) => list));

/** Only the lists: fields that were cleared do not stay. */
function withoutHead(map: MapDocument): object {
  return Object.fromEntries(Object.entries(map).map(([field, value]) => [field, listFields.has(field) ? value : undefined]));
}

function firstRecord<K extends Kind>(map: MapDocument, kind: K, id: string): Records[K] | undefined {
  const all: { id: string }[] =
    kind === 'step'
      ? map.stages.flatMap((stage) => stage.steps)
      : kind === 'trait'
        ? (map.personas ?? []).flatMap((persona) => persona.traits ?? [])
        : ((map[lists.find(([, own]) => own === kind)?.[0] ?? 'cards'] ?? []) as { id: string }[]);
  return all.find((record) => record.id === id) as unknown as Records[K] | undefined;
}
