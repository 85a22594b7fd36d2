/**
 * Own edits on their way to the room. They are kept on this device until the room says they are on its disk, so that a
 * closed lid, a lost network or a reload loses nothing.
 */

import { latest, type Said } from './lost';

const databaseName = 'tropa.unsaved';
const rows = 'updates';
/** An edit the room confirms faster than this never touches this device's disk. */
const patienceMs = 200;

export interface Kept {
  key: number;
  update: Uint8Array<ArrayBuffer>;
  /** What the edit left in the records it was made on: for counting, and for telling what could not be kept. */
  said: Said[];
}

interface Row extends Omit<Kept, 'key'> {
  owner: string;
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(rows, { autoIncrement: true }).createIndex('owner', 'owner');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no room on this device'));
  });
}

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('not kept'));
  });

/** The shelf of one person's edits of one map. Where the browser keeps nothing (a private window), nothing is kept. */
export class Shelf {
  private database: Promise<IDBDatabase | null> | null = null;

  constructor(
    person: string,
    map: string,
    private readonly owner = `${person} ${map}`,
  ) {}

  private async store(mode: IDBTransactionMode): Promise<IDBObjectStore | null> {
    this.database ??= typeof indexedDB === 'undefined' ? Promise.resolve(null) : open().catch(() => null);
    const database = await this.database;
    return database ? database.transaction(rows, mode).objectStore(rows) : null;
  }

  /** Opens the shelf, so that the first edit need not wait for it. */
  async ready(): Promise<void> {
    await this.store('readonly');
  }

  /** What earlier visits left here. */
  async kept(): Promise<Kept[]> {
    const store = await this.store('readonly');
    if (!store) return [];
    const [keys, values] = await Promise.all([done(store.index('owner').getAllKeys(this.owner)), done(store.index('owner').getAll(this.owner))]);
    return (values as Row[]).map((row, i) => ({ key: Number(keys[i]), update: row.update, said: row.said ?? [] }));
  }

  async put(update: Uint8Array<ArrayBuffer>, said: Said[]): Promise<number | null> {
    const store = await this.store('readwrite');
    if (!store) return null;
    const added = done(store.add({ owner: this.owner, update, said } satisfies Row));
    // Not left to the browser's leisure: a page that goes away would take it along.
    store.transaction.commit();
    return Number(await added);
  }

  async drop(keys: number[]): Promise<void> {
    const store = keys.length > 0 ? await this.store('readwrite') : null;
    await Promise.all(keys.map((key) => store && done(store.delete(key))));
  }

  async close() {
    (await this.database)?.close();
    this.database = null;
  }
}

/** On signing out: nothing of the person stays on this device. */
export function forgetUnsaved(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof indexedDB === 'undefined') return resolve();
    const request = indexedDB.deleteDatabase(databaseName);
    request.onsuccess = request.onerror = request.onblocked = () => resolve();
  });
}

interface Waiting {
  update: Uint8Array<ArrayBuffer>;
  said: Said[];
  /** Which message of this connection carried it; 0 while none has. */
  message: number;
  /** Where it lies on the shelf. */
  keys: number[];
  timer?: ReturnType<typeof setTimeout>;
  /** The room has it: what is still being put on the shelf is taken off again. */
  gone?: boolean;
}

/** What the room has not confirmed, oldest first. */
export class Unsaved {
  private waiting: Waiting[] = [];

  constructor(private readonly shelf: Shelf) {}

  /** How many records have changes that are not on the server's disk. */
  count(): number {
    return new Set(this.waiting.flatMap((one) => one.said.map(({ kind, id }) => `${kind} ${id}`))).size;
  }

  /** What they say, the last word on each record. */
  said(): Said[] {
    return latest(this.waiting.flatMap((one) => one.said));
  }

  /** They are not wanted any more. */
  forget() {
    for (const one of this.waiting) {
      one.gone = true;
      clearTimeout(one.timer);
    }
    void this.shelf.drop(this.keys()).catch(() => undefined);
    this.waiting = [];
  }

  /** Where they lie on the shelf. */
  keys(): number[] {
    return this.waiting.flatMap((one) => one.keys);
  }

  get length(): number {
    return this.waiting.length;
  }

  add(update: Uint8Array<ArrayBuffer>, said: Said[], message: number, keys: readonly number[] = []) {
    const one: Waiting = { update, said, message, keys: [...keys] };
    this.waiting.push(one);
    if (keys.length === 0) one.timer = setTimeout(() => this.keep(one), message > 0 ? patienceMs : 0);
  }

  private keep(one: Waiting) {
    one.timer = undefined;
    void this.shelf
      .put(one.update, one.said)
      .then((key) => {
        if (key === null) return;
        if (one.gone) void this.shelf.drop([key]).catch(() => undefined);
        else one.keys.push(key);
      })
      .catch(() => undefined);
  }

  /** All go out again, with this message. */
  resend(message: number) {
    for (const one of this.waiting) one.message = message;
  }

  /** The connection is gone: what it carried is on its way no more. */
  unsend() {
    for (const one of this.waiting) one.message = 0;
  }

  /** The room has the first `messages` of this connection on its disk. */
  confirmed(messages: number) {
    const saved = this.waiting.filter((one) => one.message > 0 && one.message <= messages);
    if (saved.length === 0) return;
    this.waiting = this.waiting.filter((one) => !saved.includes(one));
    for (const one of saved) {
      one.gone = true;
      clearTimeout(one.timer);
    }
    void this.shelf.drop(saved.flatMap((one) => one.keys)).catch(() => undefined);
  }

  /** Puts what waits on the shelf now: the page may be gone in a moment. */
  flush() {
    for (const one of this.waiting) {
      if (one.timer === undefined) continue;
      clearTimeout(one.timer);
      this.keep(one);
    }
  }
}
