/** The line to the room of a map: brings the document up to date, sends own edits, knows what is saved. */

import * as Y from 'yjs';
import { missing, saidIn, wordsOf, type Lost, type Said } from './lost';
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
  /** Own edits that cannot be kept any more. */
  lost?: Lost;
}

/**
 * First and longest wait before the next try, how long an edit may go unconfirmed before the line counts as dead, and
 * how soon after the confirmation the room has mended what broke.
 */
const waitMs = { first: 500, longest: 20_000, confirm: 15_000, mended: 1_500 };

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
  /** Made without a line: when the room has taken them in, it is looked whether what they were made on is still there. */
  private away: Said[] = [];
  private lostEdits: Lost | null = null;
  /** Where the lost ones lie on the shelf, until the author has seen it. */
  private lostKeys: number[] = [];
  private mended: ReturnType<typeof setTimeout> | undefined;
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
    window.addEventListener('offline', this.cut);
    window.addEventListener('pagehide', this.flush);
    void this.shelf.ready().catch(() => undefined);
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
    window.removeEventListener('offline', this.cut);
    window.removeEventListener('pagehide', this.flush);
    this.unsaved.flush();
    clearTimeout(this.timer);
    clearTimeout(this.watch);
    clearTimeout(this.mended);
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

  /** The network is gone: a line that only seems to stand would hide it for a while. */
  private cut = () => this.socket?.close(4000);

  /** The author has read what could not be kept. */
  forgetLost = () => {
    if (this.readOnly || this.denied !== null) this.unsaved.forget();
    void this.shelf.drop(this.lostKeys).catch(() => undefined);
    this.lostKeys = [];
    this.lostEdits = null;
    this.tell();
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
        if (this.unsaved.length === 0 && this.away.length > 0) this.lookBack();
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
    if (!this.readOnly) this.away = [...this.away, ...this.unsaved.said()];
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
    const said = left.flatMap((one) => one.said);
    if (!this.readOnly) this.away = [...this.away, ...said];
    const groundless = this.dropPending();
    const lost = groundless ? missing(this.store, said) : [];
    if (lost.length > 0) {
      this.lostKeys = left.map((one) => one.key);
      this.lostEdits = { reason: 'base', edits: lost };
      this.away = [];
      return this.tell();
    }
    if (this.unsaved.length === before) await this.shelf.drop(left.map((one) => one.key)).catch(() => undefined);
  }

  /** Edits that build on what is in no document any more wait for ever, and the room would refuse all others for them. */
  private dropPending(): boolean {
    const { store } = this.store.doc;
    const pending = store.pendingStructs !== null || store.pendingDs !== null;
    store.pendingStructs = null;
    store.pendingDs = null;
    return pending;
  }

  /** What was written without a line may have been written on what somebody took out meanwhile. */
  private lookBack() {
    clearTimeout(this.mended);
    this.mended = setTimeout(() => {
      const edits = missing(this.store, this.away).filter(({ kind, id }) => wordsOf(this.store, kind, id) === null);
      this.away = [];
      if (edits.length > 0) this.lostEdits = { reason: 'removed', edits };
      this.tell();
    }, waitMs.mended);
  }

  /** What cannot be kept, and why. */
  private lostNow(): Lost | undefined {
    if (this.lostEdits) return this.lostEdits;
    const reason = this.denied === closed.noSuchMap ? 'gone' : this.denied === closed.notAllowed || (this.readOnly && !this.full) ? 'read_only' : this.readOnly ? 'full' : null;
    const edits = reason ? this.unsaved.said() : [];
    return reason && edits.length > 0 ? { reason, edits } : undefined;
  }

  private changed = (update: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
    if (origin === roomOrigin) return;
    const sending = this.synced && !this.readOnly;
    if (sending) this.sendEdit(update);
    const keys = this.store.doc.store.pendingStructs ? [] : this.keptKeys;
    this.unsaved.add(update as Uint8Array<ArrayBuffer>, saidIn(this.store, transaction), sending ? this.sent : 0, keys);
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
    if (next.state === this.status.state && next.unsaved === this.status.unsaved && next.code === this.status.code && next.full === this.status.full && sameLost(next.lost, this.status.lost)) return;
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
    const lost = this.lostNow();
    const more = lost ? { lost } : {};
    if (this.denied !== null) return { state: 'denied', unsaved, code: this.denied, ...more };
    if (this.readOnly) return { state: 'read_only', unsaved, full: this.full || undefined, ...more };
    if (this.synced) return { state: unsaved > 0 ? 'saving' : 'saved', unsaved, ...more };
    return { state: this.tries === 0 ? 'connecting' : 'offline', unsaved, ...more };
  }
}

const sameLost = (a: Lost | undefined, b: Lost | undefined) =>
  a === b || (a !== undefined && b !== undefined && a.reason === b.reason && a.edits.length === b.edits.length && a.edits.every((one, i) => one.id === b.edits[i]?.id && one.text === b.edits[i]?.text));
