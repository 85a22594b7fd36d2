/** Drawing the edge of a step's header makes its column wider or narrower. */

import type { GridViewActions } from '../useGridView';

export const widthMin = 120;
export const widthMax = 640;

export function beginWiden(event: PointerEvent, step: string, head: HTMLElement, zoom: number, viewing: GridViewActions) {
  event.preventDefault();
  event.stopPropagation();
  const start = head.offsetWidth;
  let frame = 0;
  let width = start;
  const move = (next: PointerEvent) => {
    width = Math.max(widthMin, Math.min(widthMax, start + (next.clientX - event.clientX) / zoom));
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      viewing.widen(step, width);
    });
  };
  const end = () => {
    cancelAnimationFrame(frame);
    if (width !== start) viewing.widen(step, width);
    window.removeEventListener('pointermove', move);
    window.removeEventListener('pointerup', end);
    window.removeEventListener('pointercancel', end);
  };
  window.addEventListener('pointermove', move);
  window.addEventListener('pointerup', end);
  window.addEventListener('pointercancel', end);
}
