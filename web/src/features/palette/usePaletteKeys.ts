import { useEffect } from 'react';

const typing = (target: EventTarget | null) => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName));

/** Ctrl/Cmd + K opens the palette anywhere on the page, `?` the list of keys where nobody types. */
export function usePaletteKeys(palette: () => void, keys: () => void) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey) return;
      const mod = event.ctrlKey || event.metaKey;
      if (mod && !event.shiftKey && event.code === 'KeyK') {
        event.preventDefault();
        palette();
      } else if (!mod && event.key === '?' && !typing(event.target)) {
        event.preventDefault();
        keys();
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [palette, keys]);
}
