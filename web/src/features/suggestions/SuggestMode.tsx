import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import * as Y from 'yjs';
import type { MapDocument } from '../../api/types';
import { DraftProvider, MapStore, useMapStore } from '../../live';

interface Draft {
  store: MapStore;
  /** The map as it was when the proposal was begun. */
  base: MapDocument;
}

interface Suggesting {
  draft: Draft | null;
  /** Begins a proposal: from now on edits go into a copy. */
  begin: () => void;
  /** The copy is thrown away. */
  end: () => void;
}

const SuggestContext = createContext<Suggesting>({ draft: null, begin: () => undefined, end: () => undefined });

export const useSuggesting = () => useContext(SuggestContext);

/** Everything inside works on the map, or, while somebody proposes changes, on a copy of it with the very same editor. */
export function SuggestMode({ children }: { children: ReactNode }) {
  const live = useMapStore();
  const [draft, setDraft] = useState<Draft | null>(null);
  const begin = useCallback(() => {
    // The room has not answered yet: there is nothing to copy.
    if (live.root('map').size === 0) return;
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(live.doc));
    const store = new MapStore(live.id, copy);
    store.writable = true;
    setDraft({ store, base: store.getMap() });
  }, [live]);
  const end = useCallback(
    () =>
      setDraft((now) => {
        // After the page has let go of it.
        if (now) setTimeout(() => now.store.destroy());
        return null;
      }),
    [],
  );
  useEffect(() => {
    if (!draft) return;
    const ask = (event: BeforeUnloadEvent) => {
      if (draft.store.getMap() !== draft.base) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [draft]);
  const value = useMemo(() => ({ draft, begin, end }), [draft, begin, end]);
  return (
    <SuggestContext value={value}>
      {draft ? (
        <DraftProvider key="draft" store={draft.store}>
          {children}
        </DraftProvider>
      ) : (
        children
      )}
    </SuggestContext>
  );
}
