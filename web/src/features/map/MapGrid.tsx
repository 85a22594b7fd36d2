import './gestures/gestures.css';
import { lazy, memo, Suspense, useCallback, useEffect, useId, useLayoutEffect, useMemo, useRef, useState, type CSSProperties, type RefObject } from 'react';
import type { Lane, MapDocument } from '../../api/types';
import { useText } from '../../app/i18n';
import { inLang } from '../../lib/localtext';
import type { VoiceFilter } from '../../lib/voicefilter';
import { boardOf, laneCells, type Board } from './board';
import { Actions, copiedOf } from './gestures/actions';
import { menuOf, type Menu } from './gestures/menu';
import { CurvePreview } from './gestures/pointDrag';
import { Said } from './gestures/said';
import { SaidBar } from './gestures/SaidBar';
import { Selection } from './gestures/selection';
import { cellOf, coordinates, spotKey, type Limit, type Spot } from './gestures/spots';
import { useClipboard } from './gestures/useClipboard';
import { useGestures } from './gestures/useGestures';
import { Foot } from './grid/Foot';
import { HeaderRows } from './grid/HeaderRows';
import { KitContext, Others, type GridLive, type Kit } from './grid/kit';
import { LaneRow } from './grid/LaneRow';
import { Minimap } from './grid/Minimap';
import { cardsShown, foldedCounts, isSketch, layoutOf, type FoldedCounts, type LaneRow as Row } from './model';
import { useDrawn, wholeUpTo } from './useDrawn';
import { behindCard } from './voice/marks';
import { useVoiceNow } from './voice/now';
import { useGridView } from './useGridView';
import { sameItems, sameSet, useSteady } from './useSteady';
import { curveSummary } from './words';

const ContextMenu = lazy(() => import('./gestures/ContextMenu'));
const PasteDialog = lazy(() => import('./gestures/PasteDialog'));

export interface GridProps {
  doc: MapDocument;
  lanes: Lane[];
  keepStep: (id: string) => boolean;
  /** Steps of the path to follow; others are dimmed. */
  path: ReadonlySet<string> | null;
  zoom: number;
  openCard?: string;
  onOpen: (card: string) => void;
  /** Details of a stage, step or lane; left out where there are none. */
  onOpenPlace?: (kind: 'stage' | 'step' | 'lane', id: string) => void;
  onComment?: (at: { kind: 'card' | 'stage' | 'step' | 'lane'; id: string }) => void;
  /** Shows the texts behind a card, stage or step; left out where there is no page of them. */
  onTexts?: (filter: VoiceFilter & { item?: string }) => void;
  scroller: RefObject<HTMLDivElement | null>;
  /** The open map behind it; without one the grid is read only. */
  live?: GridLive;
}

const sameCounts = (a: ReadonlyMap<string, FoldedCounts>, b: ReadonlyMap<string, FoldedCounts>) => a.size === b.size && [...a].every(([id, one]) => one.pains === b.get(id)?.pains && one.delights === b.get(id)?.delights);

/** Fixed parts of the grid's rows: stage headers, step headers. */
const headRows = 2;

/** The map as a grid. Drawn again when the map, the view or the company changes, not with every word of the page around it. */
export const MapGrid = memo(function MapGrid({ doc, lanes, keepStep, path, zoom, openCard, onOpen, onOpenPlace, onComment, onTexts, scroller, live }: GridProps) {
  const { t, lang } = useText();
  const room = useRoom(scroller);
  const [view, viewing] = useGridView(doc.id);
  const hint = useId();
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
  const countsNow = useMemo(() => foldedCounts(doc, view.foldedStages), [doc, view.foldedStages]);
  const counts = useSteady(countsNow, sameCounts);
  const steadyPath = useSteady(path, sameSet);

  const feelings = useSteady(doc.cards.filter((card) => card.feeling), sameItems);
  const summary = useMemo(() => curveSummary({ stages: doc.stages, cards: feelings }, t, lang), [doc.stages, feelings, t, lang]);

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
  const keyOf = useCallback((row: Row) => `${row.lane.id}.${row.level}.${row.folded} ${limitOf(row)}`, [limitOf]);
  const limitNow = useRef(limitOf);
  limitNow.current = limitOf;
  const [limit] = useState<Limit>(() => (of: Board, place: number) => (of.rows[place] ? limitNow.current(of.rows[place]) : Infinity));

  const big = doc.cards.length > wholeUpTo;
  const guessOf = (row: Row) => Math.min(board.fullest.get(row.lane.id) ?? 0, limitOf(row));
  const sight = useDrawn({ scroller, head, grid, layout, rows, keyOf, guessOf, zoom, big });

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

  const [own] = useState(() => ({ selection: new Selection(() => last.current as Board), said: new Said(), others: new Others(), curve: new CurvePreview() }));
  const { selection, said, others, curve } = own;
  const channels = useSteady(doc.channels ?? [], sameItems);
  const personas = useSteady(doc.personas ?? [], sameItems);
  const store = live?.store ?? null;
  const writable = live?.writable ?? false;
  const me = useRef('');
  me.current = live?.people.find((person) => person.self)?.name ?? '';
  const kit = useMemo<Kit>(() => {
    const now = () => last.current as Board;
    const channel = (id: string) => channels.find((c) => c.id === id);
    const actions = store && writable ? new Actions({ store, selection, board: now, t, lang, limit, goTo, say: said.say, unfold, me: () => me.current }) : null;
    return {
      t,
      lang,
      selection,
      board: now,
      channel,
      persona: (id) => inLang(personas.find((one) => one.id === id)?.name, lang),
      // Asked when a cell is drawn: a step that is being renamed does not draw every card again.
      step: (id) => inLang(now().from.doc.stages.flatMap((stage) => stage.steps).find((one) => one.id === id)?.name, lang),
      actions,
      store,
      say: said.say,
      copied: () => copiedOf(now(), selection, doc.id, channel, t, lang),
      others,
      curve,
    };
  }, [t, lang, selection, said, others, curve, channels, personas, store, writable, limit, goTo, unfold, doc.id]);

  useEffect(() => selection.settle(), [selection, board]);
  const people = live?.people;
  useEffect(() => others.set(people ?? []), [others, people]);
  useSelectionShared(selection, last, live);

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

  const clipboard = useClipboard(kit);
  const [menu, setMenu] = useState<{ menu: Menu; at: { x: number; y: number }; spot: Spot | null } | null>(null);
  const now = useVoiceNow();
  const textsAt = (spot: Spot) => {
    const card = spot.kind === 'card' ? last.current?.cards.get(spot.id) : undefined;
    const filter = card ? behindCard(card) : (spot.kind === 'stage' || spot.kind === 'step') && now.at.has(spot.id) ? { map: now.map, step: spot.id } : undefined;
    return onTexts && filter && (() => onTexts(filter));
  };
  const openMenu = (spot: Spot, at: { x: number; y: number }) => {
    const entries = menuOf(spot, { kit, view, viewing, open: onOpen, openPlace: onOpenPlace, comment: onComment, texts: textsAt(spot), ...clipboard.byMenu });
    if (entries.length) setMenu({ menu: entries, at, spot });
  };
  const closeMenu = () => {
    const spot = menu?.spot;
    setMenu(null);
    // What the menu began may have taken the focus meanwhile.
    window.setTimeout(() => spot && document.activeElement === document.body && goTo(spot), 30);
  };
  const gestures = useGestures({ kit, grid, scroller, limit, zoom, goTo, unfold, viewing, open: onOpen, openPlace: onOpenPlace, follows: openCard !== undefined, openMenu });

  return (
    <KitContext value={kit}>
      <div className="map-board" style={{ width: layout.rail + layout.width + 16, zoom, '--rail': `${layout.rail}px` } as CSSProperties}>
        <div
          ref={grid}
          className={`map-grid ${isSketch(doc) ? 'map-grid--sketch' : ''} ${kit.actions ? 'map-grid--open' : ''}`}
          role="grid"
          tabIndex={-1}
          aria-label={inLang(doc.title, lang)}
          aria-rowcount={rows.length + headRows}
          aria-colcount={layout.columns.length + 1}
          aria-describedby={hint}
          aria-multiselectable={kit.actions ? true : undefined}
          {...gestures}
          {...clipboard.events}
        >
          <HeaderRows elementRef={head} layout={layout} reach={board.reach} path={steadyPath} counts={counts} />
          <div role="rowgroup" className="grid-body">
            {rows.map((row, place) => (
              <LaneRow
                key={`${row.lane.id}.${row.level}`}
                row={row}
                index={place + headRows + 1}
                layout={layout}
                cells={laneCells(board, row.lane.id)}
                drawn={sight.drawn[place] ?? null}
                limit={limitOf(row)}
                unfolded={(board.fullest.get(row.lane.id) ?? 0) > cardsShown(row.lane.role, row.level) ? unfolded.has(row.lane.id) : undefined}
                path={steadyPath}
                openCard={openCard}
                summary={row.lane.role === 'feelings' && row.level === 'step' ? summary : undefined}
                elementRef={sight.rowRef(keyOf(row))}
              />
            ))}
          </div>
        </div>
        <p id={hint} hidden>
          {t(kit.actions ? 'grid.hint' : 'grid.hintReading')}
        </p>
        <Foot hidden={view.hiddenLanes.size} onShow={() => viewing.clear('hiddenLanes')} onMenu={(entries, at) => setMenu({ menu: entries, at, spot: null })} />
      </div>
      <Minimap scroller={scroller} board={board} heights={sight.heights} keyOf={keyOf} zoom={zoom} head={head} shown={big} />
      <SaidBar said={said} onUndo={() => store?.undo()} />
      {menu && (
        <Suspense fallback={null}>
          <ContextMenu menu={menu.menu} at={menu.at} label={t('grid.menu')} onClose={closeMenu} />
        </Suspense>
      )}
      {clipboard.tooLarge && (
        <Suspense fallback={null}>
          <PasteDialog tooLarge={clipboard.tooLarge} onAnswer={clipboard.answer} />
        </Suspense>
      )}
    </KitContext>
  );
});

/** Others see where one works, and an edit taken back brings its selection back. */
function useSelectionShared(selection: Selection, board: RefObject<Board | undefined>, live: GridLive | undefined) {
  const store = live?.store;
  const setPlace = live?.setPlace;
  useEffect(() => {
    if (!store || !setPlace) return;
    const tell = () => {
      const { cursor, cards, editing } = selection.get();
      store.undoing.select({ cards: [...cards] });
      if (!cursor || !board.current) return setPlace({});
      const cell = cellOf(board.current, cursor);
      const place = cell ? { lane: cell.lane, step: cell.at } : cursor.kind === 'lane' ? { lane: cursor.id } : cursor.kind === 'cell' || cursor.kind === 'card' ? {} : { step: cursor.id };
      setPlace({ ...place, ...(cursor.kind === 'card' && { card: cursor.id }), ...(editing && { field: 'text' }) });
    };
    const stop = selection.subscribe(tell);
    const stopRestoring = store.undoing.onRestore(({ cards }) => {
      const ids = Array.isArray(cards) ? (cards as string[]) : [];
      requestAnimationFrame(() => ids.length && selection.cards(ids.filter((id) => board.current?.cards.has(id))));
    });
    return () => {
      stop();
      stopRestoring();
      setPlace({});
    };
  }, [selection, board, store, setPlace]);
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
