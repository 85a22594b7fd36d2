import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type FocusEvent, type KeyboardEvent, type MouseEvent, type RefObject } from 'react';
import type { Lane, MapDocument } from '../../api/types';
import { useText } from '../../app/i18n';
import { inLang } from '../../lib/localtext';
import { boardOf, laneCells, type Board } from './board';
import { commandOf } from './gestures/keys';
import { Selection } from './gestures/selection';
import { coordinates, spotKey, spotOf, walk, type Limit, type Spot } from './gestures/spots';
import { HeaderRows } from './grid/HeaderRows';
import { KitContext, type Kit } from './grid/kit';
import { LaneRow } from './grid/LaneRow';
import { cardsShown, feelingsOf, isSketch, layoutOf, type LaneRow as Row } from './model';
import { useDrawn, wholeUpTo } from './useDrawn';
import { useGridView } from './useGridView';
import { sameItems, sameSet, useSteady } from './useSteady';
import { curveSummary } from './words';

export interface GridProps {
  doc: MapDocument;
  lanes: Lane[];
  keepStep: (id: string) => boolean;
  /** Steps of the path to follow; others are dimmed. */
  path: ReadonlySet<string> | null;
  zoom: number;
  openCard?: string;
  onOpen: (card: string) => void;
  scroller: RefObject<HTMLDivElement | null>;
}

/** Fixed parts of the grid's rows: stage headers, step headers. */
const headRows = 2;

export function MapGrid({ doc, lanes, keepStep, path, zoom, openCard, onOpen, scroller }: GridProps) {
  const { t, lang } = useText();
  const room = useRoom(scroller);
  const [view] = useGridView(doc.id);
  const grid = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);

  const kept = useSteady(doc.stages.flatMap((stage) => stage.steps.filter((step) => keepStep(step.id)).map((step) => step.id)), sameItems);
  const layout = useMemo(() => {
    const keep = new Set(kept);
    return layoutOf({ stages: doc.stages }, room, (step) => keep.has(step.id), { folded: view.foldedStages, widths: view.widths });
  }, [doc.stages, room, kept, view.foldedStages, view.widths]);
  const shownLanes = useSteady(lanes.filter((lane) => !view.hiddenLanes.has(lane.id)), sameItems);
  const last = useRef<Board>(undefined);
  const board = useMemo(
    () => (last.current = boardOf(doc, layout, { lanes: shownLanes, both: view.bothLanes, folded: view.foldedLanes }, last.current)),
    [doc, layout, shownLanes, view.bothLanes, view.foldedLanes],
  );
  const { rows } = board;
  const steadyPath = useSteady(path, sameSet);
  const feelings = useSteady(useMemo(() => feelingsOf(doc, layout.columns), [doc, layout]), sameItems);

  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const unfold = useCallback(
    (lane: string) =>
      setUnfolded((now) => {
        const next = new Set(now);
        if (!next.delete(lane)) next.add(lane);
        return next;
      }),
    [],
  );
  const limitOf = useCallback((row: Row) => (unfolded.has(row.lane.id) ? Infinity : cardsShown(row.lane.role, row.level)), [unfolded]);
  const limit = useCallback<Limit>((of, place) => (of.rows[place] ? limitOf(of.rows[place]) : Infinity), [limitOf]);

  const big = doc.cards.length > wholeUpTo;
  const sight = useDrawn({
    scroller,
    head,
    grid,
    layout,
    rows,
    keyOf: useCallback((row: Row) => `${row.lane.id}.${row.level}.${row.folded} ${limitOf(row)}`, [limitOf]),
    guessOf: (row) => Math.min(board.fullest.get(row.lane.id) ?? 0, limitOf(row)),
    zoom,
    big,
  });

  const [selection] = useState(() => new Selection(() => last.current as Board));
  useEffect(() => selection.settle(), [selection, board]);
  const channels = useSteady(doc.channels ?? [], sameItems);
  const kit = useMemo<Kit>(
    () => ({ t, lang, selection, board: () => last.current as Board, editable: false, channel: (id) => channels.find((c) => c.id === id), unfold }),
    [t, lang, selection, channels, unfold],
  );

  // One stop for Tab in the whole grid; arrows move it. The attribute is set on the element, not through state:
  // a keystroke in a map of thousands of cards must not draw them all again.
  useEffect(() => {
    if (grid.current?.querySelector('[data-nav][tabindex="0"]')) return;
    grid.current?.querySelector('[data-nav]')?.setAttribute('tabindex', '0');
  });
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    // What comes into sight must not come to lie under the headers.
    box.style.scrollPadding = `${(head.current?.offsetHeight ?? 0) * zoom + 6}px 24px 24px ${layout.rail * zoom + 6}px`;
    return () => void (box.style.scrollPadding = '');
  }, [scroller, layout, zoom]);

  const { bring } = sight;
  const goTo = useCallback(
    (spot: Spot) => {
      const place = coordinates(last.current as Board, spot);
      if (place && place.row >= 0 && place.from >= 0) bring(place.row, place.from);
      const element = grid.current?.querySelector<HTMLElement>(`[data-nav="${spotKey(spot).replace(/["\\]/g, '\\$&')}"]`);
      element?.focus({ preventScroll: true });
      element?.scrollIntoView?.({ block: 'nearest', inline: 'nearest' });
    },
    [bring],
  );

  const onFocus = (event: FocusEvent<HTMLElement>) => {
    const spot = spotOf(event.target.dataset.nav);
    if (!spot) return;
    grid.current?.querySelectorAll('[data-nav][tabindex="0"]').forEach((other) => other.setAttribute('tabindex', '-1'));
    event.target.setAttribute('tabindex', '0');
    const { cursor, cards } = selection.get();
    if (!cursor || (spotKey(cursor) !== spotKey(spot) && !(spot.kind === 'card' && cards.has(spot.id)))) selection.pick(spot);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const target = event.target as HTMLElement;
    const spot = spotOf(target.dataset.nav) ?? (target === grid.current ? selection.get().cursor : null);
    if (!spot) return;
    const command = commandOf(event, spot, false);
    if (command?.do !== 'walk' && command?.do !== 'open') return;
    event.preventDefault();
    if (command.do === 'open') return spot.kind === 'card' ? onOpen(spot.id) : undefined;
    const to = walk(board, spot, command.way, limit, selection.get().column);
    const column = command.way === 'up' || command.way === 'down' ? (selection.get().column ?? coordinates(board, spot)?.from) : undefined;
    selection.pick(to, column);
    goTo(to);
  };
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const target = event.target as HTMLElement;
    const more = target.closest<HTMLElement>('[data-unfold]')?.dataset.unfold;
    if (more !== undefined) return unfold(more);
    const card = target.closest<HTMLElement>('[data-card]')?.dataset.card;
    if (card !== undefined) onOpen(card);
  };

  return (
    <KitContext value={kit}>
      {/* Keys and clicks of all cells are heard here: thousands of them would each carry their own ears otherwise. */}
      <div
        ref={grid}
        className={isSketch(doc) ? 'map-grid map-grid--sketch' : 'map-grid'}
        role="grid"
        tabIndex={-1}
        aria-label={inLang(doc.title, lang)}
        aria-rowcount={rows.length + headRows}
        aria-colcount={layout.columns.length + 1}
        style={{ width: layout.rail + layout.width + 16, zoom }}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
        onClick={onClick}
      >
        <HeaderRows elementRef={head} layout={layout} reach={board.reach} path={steadyPath} />
        <div role="rowgroup" className="grid-body">
          {rows.map((row, place) => {
            const curve = row.lane.role === 'feelings' && row.level === 'step';
            const most = board.fullest.get(row.lane.id) ?? 0;
            const key = `${row.lane.id}.${row.level}.${row.folded} ${limitOf(row)}`;
            return (
              <LaneRow
                key={`${row.lane.id}.${row.level}`}
                row={row}
                index={place + headRows + 1}
                layout={layout}
                cells={laneCells(board, row.lane.id)}
                drawn={sight.drawn[place] ?? null}
                limit={limitOf(row)}
                unfolded={most > cardsShown(row.lane.role, row.level) ? unfolded.has(row.lane.id) : undefined}
                path={steadyPath}
                openCard={openCard}
                feelings={curve ? feelings : undefined}
                summary={curve ? curveSummary(doc, t, lang) : undefined}
                elementRef={sight.rowRef(key)}
              />
            );
          })}
        </div>
      </div>
    </KitContext>
  );
}

/** Width of the visible part, so that few steps fill it. */
function useRoom(scroller: RefObject<HTMLDivElement | null>): number {
  const [room, setRoom] = useState(1200);
  useEffect(() => {
    const element = scroller.current;
    if (!element || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(() => setRoom(element.clientWidth - 48));
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);
  return room;
}
