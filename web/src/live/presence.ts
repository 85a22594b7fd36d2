/** Who else has the map open, and where they are. */

import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness';
import type * as Y from 'yjs';

export interface Me {
  id: string;
  name: string;
  colour: string;
}

/** Where somebody works. */
export interface At {
  card?: string;
  step?: string;
  lane?: string;
  field?: string;
}

/** One open window of a person. */
export interface Person extends Me {
  /** Of the window, not of the person. */
  client: number;
  at: At;
  /** This very window. */
  self: boolean;
}

/** For people without a colour of their own, by their window. */
const colours = ['#0f766e', '#2563a8', '#6d4fc4', '#a2467f', '#a94f0b', '#4d7c0f', '#0e6f86', '#7a5436'];

const text = (value: unknown) => (typeof value === 'string' ? value : '');

export class Presence {
  private readonly awareness: Awareness;
  private people: Person[] = [];
  private readonly listeners = new Set<() => void>();
  private at: At = {};
  private readonly places: Record<'map' | 'drawer', At> = { map: {}, drawer: {} };
  private me: Me | null = null;

  constructor(
    doc: Y.Doc,
    private readonly send: (update: Uint8Array) => void,
  ) {
    this.awareness = new Awareness(doc);
    this.awareness.setLocalState(null);
    this.awareness.on('update', ({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>, origin: unknown) => {
      if (origin === 'local') this.send(encodeAwarenessUpdate(this.awareness, [...added, ...updated, ...removed]));
    });
    this.awareness.on('change', () => this.tell());
  }

  setMe(me: Me | null) {
    this.me = me;
    this.share();
  }

  /**
   * Says where one works now; nothing is sent when it is the same place. Who types in the drawer is at its record, whatever
   * is chosen on the map; an empty place of the drawer leaves it to the map.
   */
  setPlace = (at: At, on: 'map' | 'drawer' = 'map') => {
    this.places[on] = at;
    const now = Object.keys(this.places.drawer).length > 0 ? this.places.drawer : this.places.map;
    if (JSON.stringify(now) === JSON.stringify(this.at)) return;
    this.at = now;
    this.share();
  };

  getPeople = (): Person[] => this.people;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  received(update: Uint8Array) {
    applyAwarenessUpdate(this.awareness, update, 'room');
  }

  /** Tells the room who is here: on every new connection. */
  greet() {
    if (this.awareness.getLocalState()) this.send(encodeAwarenessUpdate(this.awareness, [this.awareness.clientID]));
  }

  /** Without a connection nobody else is seen. */
  forgetOthers() {
    removeAwarenessStates(this.awareness, [...this.awareness.getStates().keys()].filter((id) => id !== this.awareness.clientID), 'gone');
  }

  leave() {
    this.awareness.setLocalState(null);
  }

  destroy() {
    this.awareness.destroy();
  }

  private share() {
    this.awareness.setLocalState(this.me && { user: this.me, at: this.at });
  }

  private tell() {
    this.people = [...this.awareness.getStates()].flatMap(([client, state]) => {
      const { user, at } = state as { user?: Partial<Me>; at?: At };
      if (!user || !text(user.name)) return [];
      return [{ client, id: text(user.id), name: text(user.name), colour: /^#[0-9a-f]{6}$/i.test(text(user.colour)) ? text(user.colour) : (colours[client % colours.length] ?? '#0f766e'), at: at ?? {}, self: client === this.awareness.clientID }];
    });
    this.listeners.forEach((listener) => listener());
  }
}
