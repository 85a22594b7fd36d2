import { useEffect, useRef, useState, type PointerEvent, type RefObject } from 'react';
import { Icon } from '../../../ui';
import type { Board } from '../board';
import { tintOf, type LaneRow } from '../model';
import { useKit } from './kit';

const width = 200;
const heightMost = 150;
/** Painted again when nothing has changed for so long: nobody waits for it. */
const restMs = 900;
const kept = 'tropa.minimap';

/** The whole map, small: where one is, and a way to everywhere else. The same is done by scrolling and by keys. */
export function Minimap({ scroller, board, heights, keyOf, zoom, head, shown }: {
  scroller: RefObject<HTMLDivElement | null>;
  board: Board;
  heights: ReadonlyMap<string, number>;
  keyOf: (row: LaneRow) => string;
  zoom: number;
  head: RefObject<HTMLElement | null>;
  /** Whether there is so much that it helps. */
  shown: boolean;
}) {
  const { t } = useKit();
  const [open, setOpen] = useState(() => localStorage.getItem(kept) !== 'closed');
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLSpanElement>(null);
  const painted = useRef(false);
  const scale = useRef({ x: 1, y: 1 });

  useEffect(() => {
    const element = canvas.current;
    const box = scroller.current;
    if (!element || !box || !open || !shown) return;
    let wanted = 0;
    const paint = () => {
      wanted = 0;
      painted.current = true;
      const { layout, rows, cells } = board;
      const top = head.current?.offsetHeight ?? 0;
      const tall = rows.reduce((sum, row) => sum + (heights.get(keyOf(row)) ?? 60), top);
      const wide = layout.rail + layout.width;
      const height = Math.min(heightMost, Math.max(40, (tall / wide) * width));
      scale.current = { x: width / wide, y: height / tall };
      const dots = window.devicePixelRatio || 1;
      element.width = width * dots;
      element.height = height * dots;
      element.style.height = `${height}px`;
      const context = element.getContext('2d');
      if (!context) return;
      context.scale(dots, dots);
      layout.stages.forEach((stage, i) => {
        const first = stage.columns[0];
        const last = stage.columns.at(-1);
        if (!first || !last) return;
        context.fillStyle = resolve(element, `--hue-${(i % 8) + 1}`);
        context.fillRect((layout.rail + first.x) * scale.current.x, 0, (last.x + last.width - first.x) * scale.current.x, Math.max(3, top * scale.current.y - 1));
      });
      let y = top;
      for (const row of rows) {
        const own = heights.get(keyOf(row)) ?? 60;
        context.fillStyle = resolve(element, `--tint-${tintOf(row.lane.role)}`);
        context.fillRect(0, y * scale.current.y, width, own * scale.current.y);
        context.fillStyle = resolve(element, '--ink-3');
        context.globalAlpha = 0.45;
        for (const slot of layout.slots[row.level]) {
          const cards = cells.get(row.lane.id)?.get(slot.id)?.length ?? 0;
          const from = layout.columns[slot.from];
          const to = layout.columns[slot.to];
          if (!cards || !from || !to) continue;
          const share = Math.min(1, cards / 3);
          context.fillRect((layout.rail + from.x + 10) * scale.current.x, (y + 8) * scale.current.y, Math.max(1, (to.x + to.width - from.x - 20) * scale.current.x), Math.max(1, (own - 14) * share * scale.current.y));
        }
        context.globalAlpha = 1;
        y += own;
      }
      look();
    };
    const look = () => {
      if (!frame.current) return;
      const { x, y } = scale.current;
      Object.assign(frame.current.style, {
        transform: `translate(${(box.scrollLeft / zoom) * x}px, ${(box.scrollTop / zoom) * y}px)`,
        width: `${Math.min(width, (box.clientWidth / zoom) * x)}px`,
        height: `${Math.min(element.clientHeight, (box.clientHeight / zoom) * y)}px`,
      });
    };
    const later = () => {
      window.clearTimeout(wanted);
      wanted = window.setTimeout(paint, restMs);
    };
    wanted = window.setTimeout(paint, painted.current ? restMs : 60);
    let scrolling = 0;
    const onScroll = () => {
      scrolling ||= requestAnimationFrame(() => {
        scrolling = 0;
        look();
      });
    };
    box.addEventListener('scroll', onScroll, { passive: true });
    const scheme = window.matchMedia?.('(prefers-color-scheme: dark)');
    scheme?.addEventListener?.('change', later);
    const themes = new MutationObserver(later);
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      window.clearTimeout(wanted);
      cancelAnimationFrame(scrolling);
      box.removeEventListener('scroll', onScroll);
      scheme?.removeEventListener?.('change', later);
      themes.disconnect();
    };
  }, [scroller, board, heights, keyOf, zoom, head, open, shown]);

  if (!shown) return null;
  const go = (event: PointerEvent<HTMLElement>) => {
    const box = scroller.current;
    if (!box || !(event.buttons & 1)) return;
    const rect = event.currentTarget.getBoundingClientRect();
    const { x, y } = scale.current;
    box.scrollTo({ left: ((event.clientX - rect.left) / x) * zoom - box.clientWidth / 2, top: ((event.clientY - rect.top) / y) * zoom - box.clientHeight / 2 });
  };
  const flip = () => {
    localStorage.setItem(kept, open ? 'closed' : 'open');
    setOpen(!open);
  };
  return (
    <div className={`minimap ${open ? '' : 'minimap--closed'}`}>
      {open && (
        // The keyboard has its own ways; a picture to be clicked would be one more stop without a name.
        <div className="minimap__picture" aria-hidden="true" onPointerDown={go} onPointerMove={go}>
          <canvas ref={canvas} style={{ width }} />
          <span ref={frame} className="minimap__frame" />
        </div>
      )}
      <button type="button" className="minimap__flip" aria-expanded={open} aria-label={t('grid.minimap')} title={t('grid.minimap')} onClick={flip}>
        <Icon name={open ? 'minus' : 'map'} size={14} />
      </button>
    </div>
  );
}

/** What a token is in the theme of now: a canvas knows no variables. */
function resolve(element: HTMLElement, token: string): string {
  element.style.color = `var(${token})`;
  const found = getComputedStyle(element).color;
  element.style.color = '';
  return found;
}
