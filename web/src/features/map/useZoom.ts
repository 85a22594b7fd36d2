import { useCallback, useEffect, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';

export const zoomMin = 0.35;
export const zoomMax = 1.8;
const clamp = (zoom: number) => Math.min(zoomMax, Math.max(zoomMin, Math.round(zoom * 100) / 100));

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName));

/** Zoom of the map: buttons, ctrl + wheel (towards the pointer), and the keys + − 0. */
export function useZoom(scroller: RefObject<HTMLDivElement | null>) {
  const [zoom, setZoom] = useState(1);

  const zoomBy = useCallback((factor: number) => setZoom((now) => clamp(now * factor)), []);
  const reset = useCallback(() => setZoom(1), []);
  const fit = useCallback(() => {
    const box = scroller.current;
    const grid = box?.firstElementChild;
    if (!box || !(grid instanceof HTMLElement)) return;
    setZoom((now) => clamp(Math.min(1.2, (now * (box.clientWidth - 32)) / Math.max(1, grid.getBoundingClientRect().width))));
    box.scrollTo({ left: 0, top: 0 });
  }, [scroller]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      if (event.key === '+' || event.key === '=') zoomBy(1.15);
      else if (event.key === '-') zoomBy(1 / 1.15);
      else if (event.key === '0') reset();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [zoomBy, reset]);

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
