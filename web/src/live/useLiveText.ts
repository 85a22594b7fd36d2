import { useCallback, useLayoutEffect, useRef, useSyncExternalStore, type RefObject } from 'react';
import { useMapStore } from './MapStoreProvider';
import type { Kind } from './shape';
import { caretAfter } from './text';

/**
 * The text of a field in one language, typed in a plain input or textarea: two people may type in it at once, and what
 * the other one types does not move one's own caret from its letter.
 */
export function useLiveText<E extends HTMLInputElement | HTMLTextAreaElement>(
  kind: Kind,
  id: string,
  field: string,
  lang: string,
): { ref: RefObject<E | null>; value: string; onChange: (text: string) => void } {
  const store = useMapStore();
  const ref = useRef<E>(null);
  /** Where the caret is before others' letters are drawn: drawing them moves it to the end. */
  const caret = useRef<[number, number]>([0, 0]);
  const subscribe = useCallback(
    (listener: () => void) => {
      const changed = () => {
        caret.current = [ref.current?.selectionStart ?? 0, ref.current?.selectionEnd ?? 0];
        listener();
      };
      return kind === 'map' ? store.subscribe(changed) : store.subscribeRecord(kind, id, changed);
    },
    [store, kind, id],
  );
  const value = useSyncExternalStore(subscribe, () => textIn(store.record(kind, id), field, lang));
  /** The text the caret belongs to. */
  const seen = useRef(value);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element && document.activeElement === element && seen.current !== value) {
      const [start, end] = caret.current;
      const before = seen.current;
      element.setSelectionRange(caretAfter(start, before, value), caretAfter(end, before, value));
    }
    seen.current = value;
  }, [value]);
  const onChange = useCallback(
    (text: string) => {
      seen.current = text;
      store.edit.setText(kind, id, field, lang, text);
    },
    [store, kind, id, field, lang],
  );
  return { ref, value, onChange };
}

function textIn(record: unknown, field: string, lang: string): string {
  let at = record;
  for (const part of [...field.split('.'), lang]) at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[part] : undefined;
  return typeof at === 'string' ? at : '';
}
