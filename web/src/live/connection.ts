/** The line to the room of a map: brings the document up to date, sends own edits, knows what is saved. */

import * as Y from 'yjs';
import { keptOrigin, roomOrigin } from './origin';
import { Presence } from './presence';
import type { MapStore } from './store';
import { Shelf, Unsaved } from './unsaved';
import { awarenessMessage, closed, readMessage, syncMessage, type Message, type Notice } from './wire';

export interface Status {
  state: 'connecting' | 'saved' | 'saving' | 'offline' | 'read_only' | 'denied';
  /** Records with changes that are not on the server's disk. */
  unsaved: number;
  /** Of a denial: what the room said by closing. */
  code?: number;
  /** The map takes in no more: it has reached what a map may hold. */
  full?: boolean;
}

/** First and longest wait before the next try, and how long an edit may go unconfirmed before the line counts as dead. */
const waitMs = { first: 500, longest: 20_000, confirm: 15_000 };

/** The room's reason where the map has no more room. */
const mapFull = 'the map is full';

const finalCodes: ReadonlySet<number> = new Set([closed.signedOut, closed.notAllowed, closed.noSuchMap]);

export class Connection {
  readonly presence: Presence;
  private readonly unsaved: Unsaved;
  private readonly shelf: Shelf;
  private socket: WebSocket | null = null;
  private status: Status = { state: 'connecting', unsaved: 0 };
  private readonly listeners = new Set<() => void>();
  private readonly noticed = new Set<(notice: Notice) => void>();
  /** Messages with edits sent over this socket. */
  private sent = 0;
  private tries = 0;
  private synced = false;
  private readOnly = false;
  private full = false;
  private stopped = true;
  private denied: number | null = null;
  /** On a shelf, of the edits that are being put in again. */
  private keptKeys: number[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private watch: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly store: MapStore,
    private readonly address: string,
    person: string,
  ) {
    this.shelf = new Shelf(person, store.id);
    this.unsaved = new Unsaved(this.shelf);
    this.presence = new Presence(store.doc, (update) => this.send(awarenessMessage(update)));
  }

  start() {
    this.stopped = false;
    this.store.doc.on('update', this.changed);
    window.addEventListener('online', this.again);
    window.addEventListener('pagehide', this.flush);
    this.connect();
  }

  /** No line at all: the map is looked at as it is. */
  rest() {
    this.readOnly = true;
    this.tell();
  }

  stop() {
    this.stopped = true;
    this.presence.leave();
    this.store.doc.off('update', this.changed);
    window.removeEventListener('online', this.again);
    window.removeEventListener('pagehide', this.flush);
    this.unsaved.flush();
    clearTimeout(this.timer);
    clearTimeout(this.watch);
    this.socket?.close(1000);
    this.socket = null;
    void this.shelf.close();
  }

  getStatus = (): Status => this.status;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  onNotice(listener: (notice: Notice) => void): () => void {
    this.noticed.add(listener);
    return () => void this.noticed.delete(listener);
  }

  /** Tries at once, without waiting for its turn. */
  again = () => {
    if (this.socket || this.stopped) return;
    clearTimeout(this.timer);
    this.denied = null;
    this.connect();
  };

  private flush = () => this.unsaved.flush();

  private connect() {
    const socket = new WebSocket(this.address);
    this.socket = socket;
    this.sent = 0;
    this.synced = false;
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => this.send(syncMessage('step1', Y.encodeStateVector(this.store.doc)));
    socket.onmessage = ({ data }) => {
      if (this.socket === socket && data instanceof ArrayBuffer) this.received(readMessage(new Uint8Array(data)));
    };
    socket.onclose = ({ code }) => {
      if (this.socket === socket) this.lost(code);
    };
  }

  private lost(code: number) {
    this.socket = null;
    this.synced = false;
    this.readOnly = false;
    clearTimeout(this.watch);
    this.unsaved.unsend();
    this.presence.forgetOthers();
    this.tries += 1;
    if (finalCodes.has(code)) this.denied = code;
    else if (!this.stopped) {
      const wait = Math.min(waitMs.longest, waitMs.first * 2 ** (this.tries - 1));
      this.timer = setTimeout(() => this.connect(), wait * (0.7 + 0.6 * Math.random()));
    }
    this.tell();
  }

  private received(got: Message) {
    switch (got.is) {
      case 'step1':
        return this.sendMissing(got.vector);
      case 'step2':
        Y.applyUpdate(this.store.doc, got.update, roomOrigin);
        return void this.upToDate();
      case 'update':
        return Y.applyUpdate(this.store.doc, got.update, roomOrigin);
      case 'awareness':
        return this.presence.received(got.update);
      case 'queryAwareness':
        return this.presence.greet();
      case 'denied':
        this.readOnly = true;
        this.full = got.reason === mapFull;
        return this.tell();
      case 'saved':
        this.unsaved.confirmed(got.messages);
        return this.tell();
      case 'notice':
        return this.noticed.forEach((listener) => listener(got.notice));
      case 'unknown':
    }
  }

  /** What the room does not have: edits made while there was no line, and what a restored server forgot. */
  private sendMissing(vector: Uint8Array) {
    const theirs = Y.decodeStateVector(vector);
    const more = [...Y.decodeStateVector(Y.encodeStateVector(this.store.doc))].some(([client, clock]) => clock > (theirs.get(client) ?? 0));
    if (!more && this.unsaved.length === 0) return;
    this.sendEdit(Y.encodeStateAsUpdate(this.store.doc, vector));
    this.unsaved.resend(this.sent);
  }

  private async upToDate() {
    this.synced = true;
    this.tries = 0;
    this.presence.greet();
    this.tell();
    const kept = await this.shelf.kept().catch(() => []);
    if (this.stopped || kept.length === 0) return;
    const known = new Set(this.unsaved.keys());
    const left = kept.filter((one) => !known.has(one.key));
    if (left.length === 0) return;
    // Edits of an earlier visit: those the room has already make no new update and leave the shelf.
    const before = this.unsaved.length;
    this.keptKeys = left.map((one) => one.key);
    Y.applyUpdate(this.store.doc, Y.mergeUpdates(left.map((one) => one.update)), keptOrigin);
    this.keptKeys = [];
    if (this.unsaved.length === before && !this.store.doc.store.pendingStructs) await this.shelf.drop(left.map((one) => one.key)).catch(() => undefined);
  }

  private changed = (update: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
    if (origin === roomOrigin) return;
    const sending = this.synced && !this.readOnly;
    if (sending) this.sendEdit(update);
    this.unsaved.add(update as Uint8Array<ArrayBuffer>, touchedBy(transaction), sending ? this.sent : 0, this.keptKeys);
    this.tell();
  };

  private sendEdit(update: Uint8Array) {
    this.sent += 1;
    this.send(syncMessage('update', update));
    clearTimeout(this.watch);
    this.watch = setTimeout(() => this.unsaved.length > 0 && this.socket?.close(4000), waitMs.confirm);
  }

  private send(bytes: Uint8Array<ArrayBuffer>) {
    if (this.socket?.readyState === 1) this.socket.send(bytes);
  }

  private tell() {
    this.store.writable = this.writable();
    const next = this.now();
    if (next.state === this.status.state && next.unsaved === this.status.unsaved && next.code === this.status.code && next.full === this.status.full) return;
    this.status = next;
    this.listeners.forEach((listener) => listener());
  }

  /** Once the room has answered, the map is edited without a line too. */
  private writable(): boolean {
    if (this.readOnly || this.denied !== null) return false;
    return this.synced || this.store.writable;
  }

  private now(): Status {
    const unsaved = this.unsaved.count();
    if (this.denied !== null) return { state: 'denied', unsaved, code: this.denied };
    if (this.readOnly) return { state: 'read_only', unsaved, full: this.full || undefined };
    if (this.synced) return { state: unsaved > 0 ? 'saving' : 'saved', unsaved };
    return { state: this.tries === 0 ? 'connecting' : 'offline', unsaved };
  }
}

/** The records a transaction changed. */
function touchedBy(transaction: Y.Transaction): string[] {
  const found = new Set<string>();
  for (const [type, keys] of transaction.changed) {
    let at: Y.AbstractType<unknown> = type as Y.AbstractType<unknown>;
    let inside: string | null = null;
    while (at._item) {
      inside = at._item.parentSub;
      at = at._item.parent as Y.AbstractType<unknown>;
    }
    if (inside !== null) found.add(inside);
    else if (at === transaction.doc.getMap('map')) found.add('');
    else keys.forEach((key) => found.add(key ?? ''));
  }
  return [...found];
}
