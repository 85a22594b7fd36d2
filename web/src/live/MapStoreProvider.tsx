/** The open map for the pages: hooks that redraw only what changed. */

import { createContext, useCallback, useContext, useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import * as Y from 'yjs';
import { apiBase } from '../api/client';
import type { MapDocument } from '../api/types';
import { Connection, type Status } from './connection';
import type { At, Me, Person } from './presence';
import type { Kind, Records } from './shape';
import { MapStore } from './store';
import type { Notice } from './wire';

interface Live {
  store: MapStore;
  connection: Pick<Connection, 'presence' | 'getStatus' | 'subscribe' | 'onNotice' | 'again' | 'forgetLost'>;
  /** A copy that no room knows. */
  draft?: boolean;
}

const LiveContext = createContext<Live | null>(null);

function useLive(): Live {
  const live = useContext(LiveContext);
  if (!live) throw new Error('no map is open here');
  return live;
}

export function liveAddress(map: string): string {
  const { protocol, host } = window.location;
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}${apiBase}/maps/${encodeURIComponent(map)}/live`;
}

/**
 * Opens the room of a map. `first` is painted until the room has answered; `me` is how others see one. `still`: there is
 * no room, `first` is all there is and it is read only: for guests, and for the map as it once was.
 */
export function MapStoreProvider({ id, first, me, still = false, children }: { id: string; first?: MapDocument; me?: Me | null; still?: boolean; children: ReactNode }) {
  const [live] = useState(() => {
    const store = new MapStore(id, new Y.Doc(), first);
    return { store, connection: new Connection(store, liveAddress(id), me?.id ?? '') };
  });
  useEffect(() => {
    if (still) return live.connection.rest();
    live.connection.start();
    return () => live.connection.stop();
  }, [live, still]);
  useEffect(() => {
    if (still && first) live.store.show(first);
  }, [live, still, first]);
  useEffect(() => live.connection.presence.setMe(me ?? null), [live, me]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

const kept: Status = { state: 'saved', unsaved: 0 };

/**
 * The same hooks over a copy of the open map that no room knows: for a proposal that is being written. Presence and
 * notices are still the room's.
 */
export function DraftProvider({ store, children }: { store: MapStore; children: ReactNode }) {
  const { connection } = useLive();
  const live = useMemo<Live>(
    () => ({ store, draft: true, connection: { presence: connection.presence, getStatus: () => kept, subscribe: () => () => undefined, onNotice: (listener) => connection.onNotice(listener), again: () => connection.again(), forgetLost: () => connection.forgetLost() } }),
    [store, connection],
  );
  return <LiveContext value={live}>{children}</LiveContext>;
}

/** Whether the open map is a copy that is being changed for a proposal. */
export const useIsDraft = (): boolean => useLive().draft === true;

export const useMapStore = (): MapStore => useLive().store;

/** The whole map: redraws with every change. */
export function useMap(): MapDocument {
  const { store } = useLive();
  return useSyncExternalStore(store.subscribe, store.getMap);
}

/** One record: redraws when it changes. `undefined` when it is not there, or not any more. */
export function useRecord<K extends Kind>(kind: K, id: string): Records[K] | undefined {
  const { store } = useLive();
  const subscribe = useCallback((listener: () => void) => (kind === 'map' ? store.subscribe(listener) : store.subscribeRecord(kind, id, listener)), [store, kind, id]);
  return useSyncExternalStore(subscribe, () => store.record(kind, id));
}

export function useStatus(): Status {
  const { connection } = useLive();
  return useSyncExternalStore(connection.subscribe, connection.getStatus);
}

/** Whether edits are taken now. */
export function useWritable(): boolean {
  const { state } = useStatus();
  const { store } = useLive();
  return state === 'saved' || state === 'saving' || (state === 'offline' && store.writable);
}

/** Tries the line at once. */
export const useReconnect = () => useLive().connection.again;

/** Says that the author has read what could not be kept. */
export const useForgetLost = () => useLive().connection.forgetLost;

/** Everybody in the map, oneself too; one entry per window. */
export function usePresence(): Person[] {
  const { presence } = useLive().connection;
  return useSyncExternalStore(presence.subscribe, presence.getPeople);
}

/** Says to the others where one works. */
export const useSetPlace = (): ((at: At, on?: 'map' | 'drawer') => void) => useLive().connection.presence.setPlace;

/** Something beside the document changed: comments, suggestions, versions, rights. */
export function useNotice(listener: (notice: Notice) => void) {
  const { connection } = useLive();
  useEffect(() => connection.onNotice(listener), [connection, listener]);
}

export function useUndo(): { undo: () => void; redo: () => void; canUndo: boolean; canRedo: boolean } {
  const { store } = useLive();
  const canUndo = useSyncExternalStore(store.undoing.subscribe, store.undoing.canUndo);
  const canRedo = useSyncExternalStore(store.undoing.subscribe, store.undoing.canRedo);
  return useMemo(() => ({ undo: store.undo, redo: store.redo, canUndo, canRedo }), [store, canUndo, canRedo]);
}
