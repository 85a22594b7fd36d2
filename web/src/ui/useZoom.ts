import { useCallback, useEffect, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';

export const zoomMin = 0.35;
export const zoomMax = 1.8;
const clamp = (zoom: number) => Math.min(zoomMax, Math.max(zoomMin, Math.round(zoom * 100) / 100));

/** The height a box may grow to: what its style allows, else what it has. */
function maxHeight(box: HTMLElement): number {
  const limit = parseFloat(getComputedStyle(box).maxHeight);
  return Number.isFinite(limit) ? limit : box.clientHeight;
}

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName));

export type Zoom = ReturnType<typeof useZoom>;

/**
 * Zoom of the picture inside a box that scrolls: buttons, ctrl + wheel (towards the pointer), and the keys + − 0 F.
 * `whole`: fitting minds the height too; a map is fitted to its width and read downwards.
 */
export function useZoom(scroller: RefObject<HTMLDivElement | null>, { whole = false }: { whole?: boolean } = {}) {
  const [zoom, setZoom] = useState(1);

  const zoomBy = useCallback((factor: number) => setZoom((now) => clamp(now * factor)), []);
  const reset = useCallback(() => setZoom(1), []);
  const fit = useCallback(() => {
    const box = scroller.current;
    // Beside the picture there may stand a style sheet.
    const grid = [...(box?.children ?? [])].find((child) => !(child instanceof HTMLStyleElement));
    if (!box || !grid) return;
    const { width, height } = grid.getBoundingClientRect();
    const ratios = [(box.clientWidth - 32) / Math.max(1, width), whole ? (maxHeight(box) - 32) / Math.max(1, height) : Infinity];
    setZoom((now) => clamp(Math.min(1.2, now * Math.min(...ratios))));
    box.scrollTo({ left: 0, top: 0 });
  }, [scroller, whole]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      if (event.key === '+' || event.key === '=') zoomBy(1.15);
      else if (event.key === '-') zoomBy(1 / 1.15);
      else if (event.key === '0') reset();
      else if (event.code === 'KeyF') fit();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [zoomBy, reset, fit]);

  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      const rect = box.getBoundingClientRect();
      const [px, py] = [event.clientX - rect.left, event.clientY - rect.top];
      const factor = Math.exp(-event.deltaY * 0.0022);
      let ratio = 1;
      flushSync(() =>
        setZoom((now) => {
          const next = clamp(now * factor);
          ratio = next / now;
          return next;
        }),
      );
      box.scrollLeft = (box.scrollLeft + px) * ratio - px;
      box.scrollTop = (box.scrollTop + py) * ratio - py;
    };
    box.addEventListener('wheel', onWheel, { passive: false });
    return () => box.removeEventListener('wheel', onWheel);
  }, [scroller]);

  return { zoom, zoomBy, reset, fit };
}
