import { useSyncExternalStore } from 'react';

/** A telephone held upright. */
const narrow = '(max-width: 600px)';
const list = () => (typeof window.matchMedia === 'function' ? window.matchMedia(narrow) : undefined);

/** Whether the window is as narrow as a telephone's. For what must be built differently there; looks belong into CSS. */
export const useNarrow = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      const media = list();
      media?.addEventListener?.('change', listener);
      return () => media?.removeEventListener?.('change', listener);
    },
    () => list()?.matches ?? false,
  );
