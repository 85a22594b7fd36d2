import { useEffect, useLayoutEffect, useRef } from 'react';
import type { MapStore } from '../../../live/store';
import { caretAfter } from '../../../live/text';
import { endOf, type EndKey } from './keys';

/**
 * A text edited where it stands. Two people may type in it at once: each letter goes into the shared text, and what the
 * other one types comes in without moving the caret from its letter.
 */
export function TextInPlace({ store, kind, id, field, lang, typed, label, placeholder, onCreate, onEnd }: {
  store: MapStore;
  kind: 'card' | 'stage' | 'step' | 'lane';
  /** `null`: the record comes to be with its first letter, by `onCreate`. */
  id: string | null;
  field: 'text' | 'name';
  lang: string;
  /** Written over the whole text at once. */
  typed?: string;
  label: string;
  placeholder?: string;
  onCreate?: (text: string) => void;
  onEnd: (how: EndKey | 'blur') => void;
}) {
  const ref = useRef<HTMLTextAreaElement>(null);
  const ended = useRef(false);
  /** Put back by Escape where a letter was typed over it. */
  const before = useRef<string | null>(null);
  const textOf = () => (id === null ? '' : ((store.record(kind, id) as Record<string, Record<string, string> | undefined> | undefined)?.[field]?.[lang] ?? ''));
  const write = (text: string) => {
    if (id !== null) store.edit.setText(kind, id, field, lang, text);
    else if (text) onCreate?.(text);
  };

  // Once, when the edit begins: from here on the element holds the text.
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    element.value = typed ?? textOf();
    element.focus({ preventScroll: true });
    element.setSelectionRange(element.value.length, element.value.length);
    element.scrollIntoView?.({ block: 'nearest', inline: 'nearest' });
    if (typed !== undefined) {
      before.current = textOf();
      write(typed);
    }
    grow(element);
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  useEffect(() => {
    if (id === null) return;
    const come = () => {
      const element = ref.current;
      const now = textOf();
      if (!element || element.value === now) return;
      const [start, end, was] = [element.selectionStart, element.selectionEnd, element.value];
      element.value = now;
      element.setSelectionRange(caretAfter(start, was, now), caretAfter(end, was, now));
      grow(element);
    };
    come();
    return store.subscribeRecord(kind, id, come);
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [store, kind, id, field, lang]);

  const end = (how: EndKey | 'blur') => {
    if (ended.current) return;
    ended.current = true;
    onEnd(how);
  };
  return (
    <textarea
      ref={ref}
      className={`in-place in-place--${kind}`}
      rows={1}
      lang={lang === 'und' ? undefined : lang}
      aria-label={label}
      placeholder={placeholder}
      spellCheck
      onInput={(event) => {
        const { value } = event.currentTarget;
        write(kind === 'card' ? value : value.replaceAll('\n', ' '));
        grow(event.currentTarget);
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        const ctrl = event.ctrlKey || event.metaKey;
        if (ctrl && !event.altKey && (event.code === 'KeyZ' || event.code === 'KeyY')) {
          // The browser's own undo knows nothing of what others typed.
          event.preventDefault();
          if (event.code === 'KeyY' || event.shiftKey) store.redo();
          else store.undo();
          return;
        }
        const how = endOf({ ...event, isComposing: event.nativeEvent.isComposing, key: event.key, code: event.code, ctrlKey: event.ctrlKey, metaKey: event.metaKey, shiftKey: event.shiftKey, altKey: event.altKey });
        if (!how) return;
        event.preventDefault();
        if (how === 'cancel' && before.current !== null && id !== null) write(before.current);
        end(how === 'another' && kind !== 'card' ? 'done' : how);
      }}
      onClick={(event) => event.stopPropagation()}
      onPointerDown={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onPaste={(event) => event.stopPropagation()}
      onCopy={(event) => event.stopPropagation()}
      onCut={(event) => event.stopPropagation()}
      onBlur={() => end('blur')}
    />
  );
}

/** As tall as its text; browsers that size fields by their content do it themselves. */
function grow(element: HTMLTextAreaElement) {
  if (typeof CSS !== 'undefined' && CSS.supports?.('field-sizing', 'content')) return;
  element.style.height = 'auto';
  element.style.height = `${element.scrollHeight}px`;
}
