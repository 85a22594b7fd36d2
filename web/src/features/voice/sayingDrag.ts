/** Dragging what was said from the panel onto the map: by mouse at once, by touch after a rest. Escape lets go. */

import { autoscroll } from '../map/gestures/autoscroll';

const startPx = 5;
const slipPx = 9;
const pressMs = 380;

export interface Landing {
  lane: string;
  at: string;
  /** The card it is laid on, where there is one. */
  card?: string;
}

export function beginSayingDrag(event: PointerEvent, source: HTMLElement, fits: (landing: Landing) => boolean, drop: (landing: Landing) => void) {
  const touch = event.pointerType !== 'mouse';
  const start = { x: event.clientX, y: event.clientY };
  const at = { ...start };
  const box = document.getElementById('map-scroll');
  let lifted: { ghost: HTMLElement; mark: HTMLElement; stop: () => void } | null = null;
  let landing: Landing | null = null;
  let pressed = 0;

  const lift = () => {
    const rect = source.getBoundingClientRect();
    const ghost = document.createElement('div');
    ghost.className = 'drag-ghost saying-ghost';
    ghost.setAttribute('aria-hidden', 'true');
    ghost.append(source.cloneNode(true));
    Object.assign(ghost.style, { left: `${rect.left}px`, top: `${rect.top}px`, width: `${rect.width}px`, height: `${rect.height}px` });
    const mark = document.createElement('div');
    mark.className = 'drop-mark';
    document.body.append(ghost, mark);
    document.documentElement.classList.add('is-dragging', 'is-dragging-saying');
    lifted = { ghost, mark, stop: box ? autoscroll(box, () => at, aim) : () => undefined };
    if (touch) navigator.vibrate?.(12);
    aim();
  };
  function aim() {
    if (!lifted) return;
    lifted.ghost.style.transform = `translate(${at.x - start.x}px, ${at.y - start.y}px)`;
    const under = document.elementFromPoint(at.x, at.y);
    const cell = under?.closest<HTMLElement>('[data-cell]');
    const card = under?.closest<HTMLElement>('[data-card]');
    const [lane, place] = (cell?.dataset.cell ?? '').split(' ');
    const found = lane && place ? { lane, at: place, ...(card?.dataset.card ? { card: card.dataset.card } : {}) } : null;
    landing = found && fits(found) ? found : null;
    lifted.mark.hidden = landing === null;
    lifted.ghost.classList.toggle('drag-ghost--nowhere', landing === null);
    const frame = (landing?.card ? card : cell)?.getBoundingClientRect();
    if (landing && frame) Object.assign(lifted.mark.style, { left: `${frame.left}px`, top: `${frame.top}px`, width: `${frame.width}px`, height: `${frame.height}px` });
  }
  const move = (next: PointerEvent) => {
    if (next.pointerId !== event.pointerId) return;
    [at.x, at.y] = [next.clientX, next.clientY];
    const far = Math.hypot(at.x - start.x, at.y - start.y);
    if (lifted) return aim();
    if (touch && far > slipPx) return end();
    if (!touch && far > startPx) lift();
  };
  const up = (next: PointerEvent) => {
    if (next.pointerId !== event.pointerId) return;
    const there = lifted ? landing : null;
    end();
    if (there) drop(there);
  };
  const key = (pressedKey: KeyboardEvent) => {
    if (pressedKey.key !== 'Escape' || !lifted) return;
    pressedKey.preventDefault();
    pressedKey.stopPropagation();
    end();
  };
  const hold = (moved: TouchEvent) => lifted && moved.cancelable && moved.preventDefault();
  function end() {
    window.clearTimeout(pressed);
    lifted?.stop();
    lifted?.ghost.remove();
    lifted?.mark.remove();
    lifted = null;
    document.documentElement.classList.remove('is-dragging', 'is-dragging-saying');
    window.removeEventListener('pointermove', move);
    window.removeEventListener('pointerup', up);
    window.removeEventListener('pointercancel', end);
    window.removeEventListener('keydown', key, true);
    source.removeEventListener('touchmove', hold);
  }
  window.addEventListener('pointermove', move);
  window.addEventListener('pointerup', up);
  window.addEventListener('pointercancel', end);
  window.addEventListener('keydown', key, true);
  source.addEventListener('touchmove', hold, { passive: false });
  if (touch) pressed = window.setTimeout(lift, pressMs);
}
