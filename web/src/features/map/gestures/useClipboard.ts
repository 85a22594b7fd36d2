import { useCallback, useMemo, useState, type ClipboardEvent } from 'react';
import type { Kit } from '../grid/kit';
import type { Copied } from './actions';
import { readClipboard, type Pasted } from './clipboard';
import { cellOf, type Cell } from './spots';

/** Cards with everything on them, for another map in the same browser. */
const own = 'application/x-tropa-cards+json';

/** A block that is larger than the map from the cell on: asked before anything is added. */
export interface TooLarge {
  cell: Cell;
  pasted: Pasted;
  steps: number;
  lanes: number;
}

/** Copy, cut and paste of cells, by the browser's own events and by the menu. */
export function useClipboard(kit: Kit) {
  const [tooLarge, setTooLarge] = useState<TooLarge | null>(null);
  const { t, actions, selection, board } = kit;

  const put = useCallback(
    (text: string, html: string, cards: string) => {
      const cell = cellOf(board(), selection.get().cursor);
      if (!actions || !cell) return;
      const copied = cards ? parse(cards) : null;
      if (copied?.cards.length) return void actions.pasteCards(cell, copied);
      const pasted = readClipboard(text, html);
      if (!pasted) return;
      const { steps, lanes } = actions.paste(cell, pasted, false);
      if (steps || lanes) setTooLarge({ cell, pasted, steps, lanes });
    },
    [actions, board, selection],
  );

  const events = useMemo(() => {
    const copy = (event: ClipboardEvent) => {
      const copied = kit.copied();
      if (!copied) return false;
      event.preventDefault();
      event.clipboardData.setData('text/plain', copied.text);
      event.clipboardData.setData('text/html', copied.html);
      event.clipboardData.setData(own, JSON.stringify(copied.cards));
      return true;
    };
    return {
      onCopy: (event: ClipboardEvent) => {
        if (copy(event)) kit.say(t('grid.copied', { count: selection.get().cards.size }));
      },
      onCut: (event: ClipboardEvent) => {
        if (copy(event)) actions?.removeCards(selection.chosen());
      },
      onPaste: (event: ClipboardEvent) => {
        if (!actions) return;
        event.preventDefault();
        const { clipboardData } = event;
        put(clipboardData.getData('text/plain'), clipboardData.getData('text/html'), clipboardData.getData(own));
      },
    };
  }, [actions, kit, put, selection, t]);

  const byMenu = useMemo(() => {
    const copy = async () => {
      const copied = kit.copied();
      if (!copied) return;
      const items = { 'text/plain': new Blob([copied.text], { type: 'text/plain' }), 'text/html': new Blob([copied.html], { type: 'text/html' }) };
      await navigator.clipboard.write([new ClipboardItem(items)]);
      // The page's own format cannot be written here; it is kept for a paste from the menu.
      kept = { text: copied.text, cards: JSON.stringify(copied.cards) };
      kit.say(t('grid.copied', { count: selection.get().cards.size }));
    };
    return {
      canPaste: typeof navigator !== 'undefined' && typeof navigator.clipboard?.read === 'function',
      copy: () => void copy(),
      cut: () => void copy().then(() => actions?.removeCards(selection.chosen())),
      paste: () =>
        void (async () => {
          const [item] = await navigator.clipboard.read();
          const read = async (type: string) => (item?.types.includes(type) ? (await item.getType(type)).text() : '');
          const text = await read('text/plain');
          put(text, await read('text/html'), kept?.text === text ? kept.cards : '');
        })().catch(() => kit.say(t('grid.pasteByKey'), true)),
    };
  }, [actions, kit, put, selection, t]);

  const answer = (grow: boolean | null) => {
    if (tooLarge && grow !== null) actions?.paste(tooLarge.cell, grow ? tooLarge.pasted : fitting(tooLarge), true);
    setTooLarge(null);
  };
  return { events, byMenu, tooLarge, answer };
}

let kept: { text: string; cards: string } | null = null;

function parse(text: string): Copied | null {
  try {
    const found = JSON.parse(text) as Partial<Copied>;
    return found.format === 'tropa.cards' && Array.isArray(found.cards) ? (found as Copied) : null;
  } catch {
    return null;
  }
}

/** That part of a block which has a place on the map. */
function fitting({ pasted, steps, lanes }: TooLarge): Pasted {
  if (pasted.kind !== 'block') return pasted;
  const width = Math.max(...pasted.rows.map((row) => row.length)) - steps;
  return { kind: 'block', rows: pasted.rows.slice(0, pasted.rows.length - lanes).map((row) => row.slice(0, width)) };
}
