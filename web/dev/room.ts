/** The rooms of the mock: one live document per map, kept in memory, spoken to over WebSockets as the server's rooms are. */

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { MapDocument } from '../src/api/types';
import { MapStore } from '../src/live/store';
import { awarenessMessage, deniedMessage, noticeMessage, readMessage, savedMessage, syncMessage, type Notice } from '../src/live/wire';
import { writeMap } from '../src/live/write';

/** One open window on a map. */
export interface Guest {
  send: (bytes: Uint8Array) => void;
  /** Ends the line from the room's side. */
  drop: () => void;
  readOnly: boolean;
  /** Messages with edits that are kept. */
  saved: number;
  /** Awareness clients that came over this line. */
  clients: Set<number>;
}

export class Room {
  readonly doc = new Y.Doc();
  readonly store: MapStore;
  private readonly awareness: Awareness;
  private readonly guests = new Set<Guest>();

  constructor(map: MapDocument) {
    writeMap(this.doc, map);
    this.store = new MapStore(map.id, this.doc);
    this.store.writable = true;
    this.awareness = new Awareness(this.doc);
    this.awareness.setLocalState(null);
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      for (const guest of this.guests) if (guest !== origin) guest.send(syncMessage('update', update));
    });
    this.awareness.on('update', ({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>, origin: unknown) => {
      const changed = [...added, ...updated, ...removed];
      const guest = [...this.guests].find((one) => one === origin);
      for (const client of added) guest?.clients.add(client);
      for (const other of this.guests) if (other !== origin) other.send(awarenessMessage(encodeAwarenessUpdate(this.awareness, changed)));
    });
  }

  enter(send: Guest['send'], drop: Guest['drop'], readOnly = false): Guest {
    const guest: Guest = { send, drop, readOnly, saved: 0, clients: new Set() };
    this.guests.add(guest);
    send(syncMessage('step1', Y.encodeStateVector(this.doc)));
    send(syncMessage('step2', Y.encodeStateAsUpdate(this.doc)));
    if (readOnly) send(deniedMessage('read only'));
    const known = [...this.awareness.getStates().keys()];
    if (known.length > 0) send(awarenessMessage(encodeAwarenessUpdate(this.awareness, known)));
    return guest;
  }

  received(guest: Guest, bytes: Uint8Array) {
    const got = readMessage(bytes);
    if (got.is === 'step1') guest.send(syncMessage('step2', Y.encodeStateAsUpdate(this.doc, got.vector)));
    else if (got.is === 'step2' || got.is === 'update') {
      if (guest.readOnly) return guest.send(deniedMessage('read only'));
      Y.applyUpdate(this.doc, got.update, guest);
      guest.saved += 1;
      guest.send(savedMessage(guest.saved));
    } else if (got.is === 'awareness') applyAwarenessUpdate(this.awareness, got.update, guest);
  }

  leave(guest: Guest) {
    this.guests.delete(guest);
    removeAwarenessStates(this.awareness, [...guest.clients], guest);
  }

  /** Ends all lines, as a server does that stops. */
  dropAll() {
    for (const guest of [...this.guests]) guest.drop();
  }

  /** Something beside the document changed. */
  notice(notice: Notice) {
    for (const guest of this.guests) guest.send(noticeMessage(notice));
  }

  close() {
    this.awareness.destroy();
    this.store.destroy();
  }
}

const rooms = new Map<string, Room>();

/** The room of a map, opened from its document when it is not open yet. */
export function roomOf(id: string, load: (id: string) => MapDocument | undefined): Room | undefined {
  const open = rooms.get(id);
  if (open) return open;
  const map = load(id);
  if (!map) return undefined;
  const room = new Room(map);
  rooms.set(id, room);
  return room;
}

export const openRoom = (id: string): Room | undefined => rooms.get(id);

/** The map was written anew from outside: the next to come finds that one. */
export function closeRoom(id: string) {
  rooms.get(id)?.close();
  rooms.delete(id);
}

export function closeRooms() {
  for (const id of [...rooms.keys()]) closeRoom(id);
}

const livePath = /^\/api\/v1\/maps\/([^/]+)\/live$/;

/** The map a live address names. */
export function liveMap(address: string): string | undefined {
  const id = livePath.exec(new URL(address, 'http://mock').pathname)?.[1];
  return id === undefined ? undefined : decodeURIComponent(id);
}

/** Answers upgrades to WebSockets at live addresses. Maps whose id begins with `read-only` are open for reading. */
export function liveUpgrades(load: (id: string) => MapDocument | undefined) {
  const server = new WebSocketServer({ noServer: true });
  return (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const id = liveMap(request.url ?? '');
    if (id === undefined) return;
    server.handleUpgrade(request, socket, head, (line) => {
      const room = roomOf(id, load);
      if (!room) return line.close(4404);
      const guest = room.enter((bytes) => line.send(bytes), () => line.close(1001), id.startsWith('read-only'));
      line.on('message', (bytes: Buffer) => room.received(guest, new Uint8Array(bytes)));
      line.on('close', () => room.leave(guest));
    });
  };
}

/** A `WebSocket` of the page for tests: the line to a mock room within the same process. */
export function lineTo(load: (id: string) => MapDocument | undefined, readOnly: (id: string) => boolean = () => false) {
  return class Line {
    binaryType = 'arraybuffer';
    readyState = 0;
    onopen: (() => void) | null = null;
    onclose: ((event: { code: number }) => void) | null = null;
    onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
    private room: Room | undefined;
    private guest: Guest | undefined;

    constructor(address: string) {
      setTimeout(() => this.open(address));
    }

    private open(address: string) {
      const id = liveMap(address) ?? '';
      this.room = roomOf(id, load);
      if (!this.room) return this.onclose?.({ code: 4404 });
      this.readyState = 1;
      this.onopen?.();
      this.guest = this.room.enter((bytes) => setTimeout(() => this.readyState === 1 && this.onmessage?.({ data: bytes.slice().buffer as ArrayBuffer })), () => this.close(1001), readOnly(id));
    }

    send(bytes: Uint8Array) {
      const [room, guest] = [this.room, this.guest];
      setTimeout(() => room && guest && this.readyState === 1 && room.received(guest, bytes));
    }

    close(code = 1000) {
      if (this.readyState === 3) return;
      this.readyState = 3;
      if (this.room && this.guest) this.room.leave(this.guest);
      setTimeout(() => this.onclose?.({ code }));
    }
  };
}
