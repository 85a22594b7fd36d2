import { useMemo, useRef, type FocusEvent, type KeyboardEvent, type MouseEvent, type PointerEvent, type RefObject } from 'react';
import type { Kit } from '../grid/kit';
import type { GridViewActions } from '../useGridView';
import type { HeadKind } from './actions';
import { beginDrag } from './drag';
import { commandOf, type Command } from './keys';
import { beginPointDrag, feelingAt, nearestPoint } from './pointDrag';
import { cellOf, coordinates, sameSpot, spotKey, spotOf, walk, type Limit, type Spot } from './spots';
import { beginWiden } from './widen';

export interface GestureAround {
  kit: Kit;
  grid: RefObject<HTMLDivElement | null>;
  scroller: RefObject<HTMLDivElement | null>;
  limit: Limit;
  zoom: number;
  goTo: (spot: Spot) => void;
  unfold: (lane: string) => void;
  viewing: GridViewActions;
  open: (card: string) => void;
  openPlace?: (kind: HeadKind, id: string) => void;
  /** The drawer stands open: it follows the selection. */
  follows: boolean;
  openMenu: (spot: Spot, at: { x: number; y: number }) => void;
}

const spotAt = (target: EventTarget | null): Spot | null => spotOf((target as Element | null)?.closest<HTMLElement>('[data-nav]')?.dataset.nav);

/** Every gesture of the grid, heard once at its root: thousands of cells carry no ears of their own. */
export function useGestures(around: GestureAround) {
  const now = useRef(around);
  now.current = around;
  return useMemo(() => {
    /** Between the press and the click the selection is the pointer's, not the focus's. */
    let pointing = false;

    const select = (spot: Spot) => {
      const { kit, follows, open } = now.current;
      kit.selection.pick(spot);
      if (follows && spot.kind === 'card') open(spot.id);
    };
    const run = (command: Command, spot: Spot, element: HTMLElement) => {
      const { kit, limit, goTo, open, openPlace, openMenu, follows } = now.current;
      const { selection, actions } = kit;
      const board = kit.board();
      const isHead = spot.kind === 'stage' || spot.kind === 'step' || spot.kind === 'lane';
      const chosen = () => (spot.kind === 'card' && !selection.get().cards.has(spot.id) ? [spot.id] : selection.chosen());
      switch (command.do) {
        case 'walk': {
          const to = walk(board, spot, command.way, limit, selection.get().column);
          const upright = command.way === 'up' || command.way === 'down';
          selection.pick(to, upright ? (selection.get().column ?? coordinates(board, spot)?.from) : undefined);
          if (follows && to.kind === 'card') open(to.id);
          return goTo(to);
        }
        case 'extend': {
          const from = selection.get().cursor ?? spot;
          const to = walk(board, from, command.way, limit);
          selection.extend(to);
          return goTo(to);
        }
        case 'move':
          return isHead ? actions?.shiftHead(spot.kind, spot.id, command.way) : actions?.shiftCards(chosen(), command.way);
        case 'stretch':
          return spot.kind === 'card' ? actions?.stretchCard(spot.id, command.by) : undefined;
        case 'edit':
          return actions?.beginText(spot, command.typed);
        case 'open':
          if (spot.kind === 'card') open(spot.id);
          else if (isHead) openPlace?.(spot.kind, spot.id);
          return;
        case 'add': {
          const cell = cellOf(board, spot);
          return cell ? actions?.begin(cell) : undefined;
        }
        case 'remove':
          return isHead ? actions?.removeHead(spot.kind, spot.id) : actions?.removeCards(chosen());
        case 'duplicate':
          return isHead ? actions?.duplicateHead(spot.kind, spot.id) : actions?.duplicateCards(chosen());
        case 'all':
          return selection.cards(board.cards.keys(), spot);
        case 'undo':
          return kit.store?.undo();
        case 'redo':
          return kit.store?.redo();
        case 'clear':
          return selection.pick(spot);
        case 'menu': {
          const rect = element.getBoundingClientRect();
          return openMenu(spot, { x: rect.left + Math.min(40, rect.width / 2), y: rect.bottom - Math.min(12, rect.height / 2) });
        }
      }
    };

    return {
      onFocus: (event: FocusEvent<HTMLElement>) => {
        const { kit, grid } = now.current;
        const spot = spotOf(event.target.dataset.nav);
        if (!spot) return;
        grid.current?.querySelectorAll('[data-nav][tabindex="0"]').forEach((other) => other.setAttribute('tabindex', '-1'));
        event.target.setAttribute('tabindex', '0');
        const { cursor, cards, editing } = kit.selection.get();
        if (pointing || editing || sameSpot(cursor, spot) || (spot.kind === 'card' && cards.has(spot.id))) return;
        kit.selection.pick(spot);
      },
      onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
        const { kit, grid } = now.current;
        const target = event.target as HTMLElement;
        const spot = spotOf(target.dataset.nav) ?? (target === grid.current ? kit.selection.get().cursor : null);
        const command = spot && commandOf(event, spot, kit.actions !== null);
        if (!spot || !command) return;
        // Nothing to let go: Escape is the page's.
        if (command.do === 'clear' && kit.selection.get().cards.size < 2) return;
        event.preventDefault();
        event.stopPropagation();
        run(command, spot, target);
      },
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        const { kit, scroller, zoom, viewing } = now.current;
        const target = event.target as HTMLElement;
        const edge = target.closest<HTMLElement>('[data-edge]')?.dataset.edge;
        if (edge !== undefined && event.button === 0) return beginWiden(event.nativeEvent, edge, target.parentElement as HTMLElement, zoom, viewing);
        if (event.button !== 0 || target.closest('textarea,input,select,a,[data-unfold],[data-refold],[data-add],[data-open]') || !scroller.current) return;
        pointing = true;
        const up = () => {
          window.removeEventListener('pointerup', up);
          window.removeEventListener('pointercancel', up);
          window.setTimeout(() => (pointing = false), 0);
        };
        window.addEventListener('pointerup', up);
        window.addEventListener('pointercancel', up);
        const cell = target.closest<HTMLElement>('[data-cell]');
        if (cell?.classList.contains('cell--feelings')) {
          const card = nearestPoint(kit, cell, event.clientY);
          return card && beginPointDrag(event.nativeEvent, card, cell, kit);
        }
        const spot = spotAt(target);
        if (spot && spot.kind !== 'cell' && kit.actions) {
          const source = target.closest<HTMLElement>('[data-nav]');
          if (source && !event.shiftKey) beginDrag(event.nativeEvent, spot, source, scroller.current, kit);
        } else if (cell && event.pointerType === 'mouse' && kit.actions) beginRectangle(event.nativeEvent, cell, kit);
      },
      onClick: (event: MouseEvent<HTMLElement>) => {
        const { kit, unfold, open, limit, follows, goTo } = now.current;
        const target = event.target as HTMLElement;
        // A link leads away, a choice is its own.
        if (target.closest('a[href],select')) return;
        const data = (name: string) => target.closest<HTMLElement>(`[data-${name}]`)?.dataset[name];
        const more = data('unfold');
        if (more !== undefined) return unfold(more);
        const folded = data('refold');
        if (folded !== undefined) return now.current.viewing.flip('foldedLanes', folded);
        const opened = data('open');
        if (opened !== undefined) return open(opened);
        const { actions, selection } = kit;
        const added = data('add');
        if (added !== undefined) {
          const [lane = '', at = ''] = added.split(' ');
          return actions?.begin({ lane, at });
        }
        const spot = spotAt(target);
        const cell = target.closest<HTMLElement>('[data-cell]');
        if (!actions) {
          if (spot?.kind === 'card') open(spot.id);
          return;
        }
        if (cell?.classList.contains('cell--feelings')) {
          const card = nearestPoint(kit, cell, event.clientY);
          const [lane = '', at = ''] = (cell.dataset.cell ?? '').split(' ');
          if (!card) return void actions.addPoint({ lane, at }, feelingAt(cell, event.clientY));
          select({ kind: 'card', id: card.id });
          return goTo({ kind: 'card', id: card.id });
        }
        if (!spot) {
          // The room of a cell beside its cards.
          if (cell) {
            const [lane = '', at = ''] = (cell.dataset.cell ?? '').split(' ');
            const here: Spot = { kind: 'cell', lane, at };
            const place = coordinates(kit.board(), here);
            const card = place && walk(kit.board(), { kind: 'lane', id: lane }, 'right', limit) && [...(kit.board().cells.get(lane)?.get(at) ?? [])].at(-1);
            if (card && !event.shiftKey) {
              select({ kind: 'card', id: card.id });
              goTo({ kind: 'card', id: card.id });
            }
          }
          return;
        }
        if (event.shiftKey) return selection.extend(spot);
        if (event.ctrlKey || event.metaKey) return selection.toggle(spot);
        if (spot.kind === 'cell' && onPlus(event, target.closest('[data-cell]'), sameSpot(selection.get().cursor, spot))) return actions.begin(spot);
        select(spot);
        if (follows && spot.kind === 'card') open(spot.id);
      },
      onDoubleClick: (event: MouseEvent<HTMLElement>) => {
        const { kit, viewing } = now.current;
        const edge = (event.target as Element).closest<HTMLElement>('[data-edge]')?.dataset.edge;
        if (edge !== undefined) return viewing.widen(edge, null);
        const spot = spotAt(event.target);
        if (spot?.kind === 'stage' && (event.target as Element).closest('.stage-head--folded')) return viewing.flip('foldedStages', spot.id);
        if (spot && kit.actions && !(event.target as Element).closest('textarea,input,[data-open]')) kit.actions.beginText(spot);
      },
      onContextMenu: (event: MouseEvent<HTMLElement>) => {
        const { kit, openMenu } = now.current;
        const spot = spotAt(event.target);
        if (!spot || (event.target as Element).closest('textarea,input')) return;
        event.preventDefault();
        if (!(spot.kind === 'card' && kit.selection.get().cards.has(spot.id))) kit.selection.pick(spot);
        const { clientX: x, clientY: y } = event;
        const rect = (event.target as Element).getBoundingClientRect();
        openMenu(spot, x || y ? { x, y } : { x: rect.left + 20, y: rect.top + 20 });
      },
    };
  }, []);
}

/** Pixels around the plus of an empty cell that count as it. */
const plusPx = 18;

/** A click on the plus in the middle of an empty cell; by touch, the second tap. */
function onPlus(event: MouseEvent, cell: Element | null, again: boolean): boolean {
  if (!cell) return false;
  const touch = (event.nativeEvent as globalThis.PointerEvent).pointerType === 'touch';
  if (touch) return again;
  const rect = cell.getBoundingClientRect();
  return Math.hypot(event.clientX - rect.left - rect.width / 2, event.clientY - rect.top - Math.min(rect.height / 2, 40)) < plusPx;
}

/** Cells and cards selected by drawing a frame over them. */
function beginRectangle(event: globalThis.PointerEvent, start: HTMLElement, kit: Kit) {
  const spotIn = (cell: HTMLElement): Spot => {
    const [lane = '', at = ''] = (cell.dataset.cell ?? '').split(' ');
    return { kind: 'cell', lane, at };
  };
  let last = '';
  const first = spotIn(start);
  const move = (next: globalThis.PointerEvent) => {
    const cell = document.elementFromPoint(next.clientX, next.clientY)?.closest<HTMLElement>('[data-cell]');
    if (!cell || next.pointerId !== event.pointerId) return;
    const spot = spotIn(cell);
    const key = spotKey(spot);
    if (key === last || (last === '' && sameSpot(spot, first))) return;
    if (last === '') kit.selection.pick(first);
    last = key;
    kit.selection.extend(spot);
  };
  const end = () => {
    window.removeEventListener('pointermove', move);
    window.removeEventListener('pointerup', end);
    window.removeEventListener('pointercancel', end);
    if (last === '') return;
    const swallow = (click: Event) => click.stopPropagation();
    window.addEventListener('click', swallow, { capture: true, once: true });
    window.setTimeout(() => window.removeEventListener('click', swallow, true), 0);
  };
  window.addEventListener('pointermove', move);
  window.addEventListener('pointerup', end);
  window.addEventListener('pointercancel', end);
}
