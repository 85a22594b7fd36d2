/** Keys of the grid: which key asks for what. Pure. */

import type { Spot, Way } from './spots';

export type Command =
  | { do: 'walk'; way: Way }
  | { do: 'extend'; way: Way }
  | { do: 'move'; way: 'left' | 'right' | 'up' | 'down' }
  /** A card over one step more, or one less. */
  | { do: 'stretch'; by: 1 | -1 }
  | { do: 'edit'; typed?: string }
  | { [Plain in PlainCommand]: { do: Plain } }[PlainCommand];
type PlainCommand = 'open' | 'add' | 'remove' | 'duplicate' | 'all' | 'undo' | 'redo' | 'menu' | 'clear';

export interface Key {
  key: string;
  code?: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

const ways: Readonly<Record<string, Way>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
  PageUp: 'page_up',
  PageDown: 'page_down',
};
const directions = new Set<Way>(['left', 'right', 'up', 'down']);

/** What a key means with the focus on `spot`. `null`: it is not the grid's, the browser or the page may have it. */
export function commandOf(event: Key, spot: Spot, canEdit: boolean): Command | null {
  const { key, shiftKey, altKey } = event;
  const ctrl = event.ctrlKey || event.metaKey;
  const way = ways[key];
  if (way) {
    if (altKey && shiftKey && (way === 'left' || way === 'right')) return !ctrl && canEdit && spot.kind === 'card' ? { do: 'stretch', by: way === 'right' ? 1 : -1 } : null;
    if (altKey) return !ctrl && canEdit && directions.has(way) ? { do: 'move', way: way as 'left' } : null;
    if (ctrl) return way === 'first' ? { do: 'walk', way: 'start' } : way === 'last' ? { do: 'walk', way: 'end' } : null;
    return { do: shiftKey ? 'extend' : 'walk', way };
  }
  if (key === 'Escape') return { do: 'clear' };
  if (key === 'ContextMenu' || (key === 'F10' && shiftKey)) return { do: 'menu' };
  // The letter of the key, whatever alphabet the keyboard writes now.
  const letter = ctrl && !altKey ? (event.code?.startsWith('Key') ? event.code.slice(3) : key.toUpperCase()) : '';
  if (letter === 'A') return { do: 'all' };
  if (key === ' ' && !ctrl && !altKey) return spot.kind === 'cell' ? (canEdit ? { do: 'add' } : null) : { do: 'open' };
  if (!canEdit) return key === 'Enter' && !ctrl && !altKey && spot.kind === 'card' ? { do: 'open' } : null;
  if (letter === 'Z') return { do: shiftKey ? 'redo' : 'undo' };
  if (letter === 'Y') return { do: 'redo' };
  if (letter === 'D') return { do: 'duplicate' };
  if (ctrl || altKey) return key === 'Enter' && ctrl ? { do: 'add' } : null;
  if (key === 'Enter' || key === 'F2') return { do: 'edit' };
  if (key === 'Delete' || key === 'Backspace') return { do: 'remove' };
  // A letter typed over a cell is its text, as in a table. Headers are renamed on purpose only.
  if ([...key].length === 1 && (spot.kind === 'cell' || spot.kind === 'card')) return { do: 'edit', typed: key };
  return null;
}

export type EndKey = 'done' | 'cancel' | 'next' | 'previous' | 'another';

/** How a key ends an edit in place; `null` while it goes on. Shift+Enter and Alt+Enter begin a line. */
export function endOf(event: Key & { isComposing?: boolean }): EndKey | null {
  if (event.isComposing) return null;
  if (event.key === 'Escape') return 'cancel';
  if (event.key === 'Tab') return event.shiftKey ? 'previous' : 'next';
  if (event.key !== 'Enter' || event.shiftKey || event.altKey) return null;
  return event.ctrlKey || event.metaKey ? 'another' : 'done';
}
