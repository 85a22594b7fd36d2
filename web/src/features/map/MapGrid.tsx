import { memo, useCallback, useEffect, useMemo, useRef, useState, type CSSProperties, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import type { Card, Lane, MapDocument } from '../../api/types';
import { useText } from '../../app/i18n';
import { formatShare } from '../../lib/format';
import { moveFocus, type NavItem } from '../../lib/gridnav';
import { inLang } from '../../lib/localtext';
import { Icon, Meter } from '../../ui';
import { CardFace, StateMark } from './CardFace';
import { Curve } from './Curve';
import { cardsShown, cellsOf, curveY, feelingsOf, isSketch, layoutOf, metricAt, reachAt, rowsOf, tintOf, type GridStage, type LaneRow, type Layout } from './model';
import { useShown, wholeUpTo } from './useShown';
import { cardTitle, curveSummary } from './words';

interface GridProps {
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
  const layout = useMemo(() => layoutOf(doc, room, (step) => keepStep(step.id)), [doc, room, keepStep]);
  const cells = useMemo(() => cellsOf(doc), [doc]);
  const rows = useMemo(() => rowsOf(doc, lanes), [doc, lanes]);
  const feelings = useMemo(() => feelingsOf(doc, layout.columns), [doc, layout]);
  const grid = useRef<HTMLDivElement>(null);
  const fullest = useMemo(() => fullestOf(cells), [cells]);
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const fold = useCallback(
    (lane: string) =>
      setUnfolded((now) => {
        const next = new Set(now);
        if (!next.delete(lane)) next.add(lane);
        return next;
      }),
    [],
  );
  const { shown, heightOf } = useShown({ scroller, grid, layout, rows, zoom, big: doc.cards.length > wholeUpTo });
  const slots = useMemo(() => slotsOf(layout, shown.columns), [layout, shown.columns]);

  // One stop for Tab in the whole grid; arrows move it. The attribute is set on the element, not through state:
  // a keystroke in a map of thousands of cards must not draw them all again.
  useEffect(() => {
    const stops = grid.current?.querySelectorAll<HTMLElement>('[data-nav]');
    if (!stops?.length || grid.current?.querySelector('[data-nav][tabindex="0"]')) return;
    stops[0]?.setAttribute('tabindex', '0');
  });
  const claim = (element: HTMLElement) => {
    grid.current?.querySelectorAll('[data-nav][tabindex="0"]').forEach((other) => other.setAttribute('tabindex', '-1'));
    element.setAttribute('tabindex', '0');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const stops = [...(grid.current?.querySelectorAll<HTMLElement>('[data-nav]') ?? [])];
    const from = stops.indexOf(event.target as HTMLElement);
    if (from < 0) return;
    const to = moveFocus(stops.map(navItem), from, event.key);
    if (to === from) return;
    event.preventDefault();
    stops[to]?.focus();
  };

  let gridRow = headRows;
  return (
    <div
      ref={grid}
      className={isSketch(doc) ? 'map-grid map-grid--sketch' : 'map-grid'}
      role="grid"
      tabIndex={-1}
      aria-label={inLang(doc.title, lang)}
      aria-rowcount={rows.length + headRows}
      aria-colcount={layout.columns.length + 1}
      style={{ gridTemplateColumns: layout.template, zoom } as CSSProperties}
      onKeyDown={onKeyDown}
      onFocus={(event) => event.target.hasAttribute('data-nav') && claim(event.target)}
    >
      <HeaderRows doc={doc} stages={layout.stages} path={path} />
      {rows.map((row, place) => {
        gridRow += 1;
        const key = `${row.lane.id}.${row.level}`;
        const limit = unfolded.has(row.lane.id) ? Infinity : cardsShown(row.lane.role, row.level);
        const most = fullest.get(row.lane.id) ?? 0;
        const drawn = place >= shown.rows[0] && place <= shown.rows[1];
        const curve = row.lane.role === 'feelings' && row.level === 'step';
        return (
          <div key={key} role="row" aria-rowindex={gridRow} className="map-grid__row">
            <span
              className={`lane-band lane-band--${tintOf(row.lane.role)} ${row.first ? 'lane-band--first' : ''}`}
              style={{ gridRow, gridColumn: '1 / -1', minHeight: heightOf(`${key} ${limit}`, row, Math.min(most, limit), drawn) }}
              data-band={`${key} ${limit}`}
              aria-hidden="true"
            />
            {row.first ? (
              <Rail
                row={row}
                gridRow={gridRow}
                curve={curve}
                open={unfolded.has(row.lane.id)}
                onFold={most > cardsShown(row.lane.role, row.level) ? fold : undefined}
              >
                {curve && <p className="hidden-text">{curveSummary(doc, t, lang)}</p>}
              </Rail>
            ) : null}
            {curve && drawn && (
              <span className="curve-place" style={{ gridRow, gridColumn: '2 / -1' }}>
                <Curve cards={feelings} centres={layout.columns.map((c) => c.centre)} places={layout.columns.map((c) => c.place)} width={layout.width} lang={lang} />
              </span>
            )}
            {drawn &&
              slots[row.level].map((slot) => {
                const cards = cells.get(`${row.lane.id} ${slot.id}`) ?? none;
                return (
                  <Cell
                    key={slot.id}
                    doc={doc}
                    role={row.lane.role}
                    level={row.level}
                    cards={cards}
                    gridRow={gridRow}
                    slot={slot}
                    dim={path !== null && slot.stepId !== undefined && !path.has(slot.stepId)}
                    limit={limit}
                    onUnfold={fold}
                    openCard={openCard && cards.some((card) => card.id === openCard) ? openCard : undefined}
                    onOpen={onOpen}
                  />
                );
              })}
          </div>
        );
      })}
    </div>
  );
}

interface Slot {
  id: string;
  gridColumn: string;
  col: number;
  span: number;
  stepId?: string;
}
const none: Card[] = [];

/** How many cards the fullest cell of each lane holds. */
function fullestOf(cells: Map<string, Card[]>): Map<string, number> {
  const most = new Map<string, number>();
  for (const cards of cells.values()) {
    const lane = cards[0]?.lane ?? '';
    most.set(lane, Math.max(most.get(lane) ?? 0, cards.length));
  }
  return most;
}

/** The places of cells in the columns `from` to `to`, both included. */
function slotsOf(layout: Layout, [from, to]: [number, number]): Record<LaneRow['level'], Slot[]> {
  const columns = layout.columns.slice(from, to + 1);
  const lines = new Set(columns.map((column) => column.line));
  const stages = layout.stages.filter((stage) => stage.columns.some((column) => lines.has(column.line)));
  return { stage: stages.map(stageSlot), step: columns.map(stepSlot) };
}

const stageSlot = (s: GridStage): Slot => ({ id: s.stage.id, gridColumn: `${s.line} / ${s.end}`, col: s.line, span: s.end - s.line });
const stepSlot = (c: GridStage['columns'][0]): Slot => ({ id: c.step.id, gridColumn: `${c.line}`, col: c.line, span: 1, stepId: c.step.id });

function navItem(element: HTMLElement): NavItem {
  const [row, col, span, pos] = (element.dataset.nav ?? '').split(' ').map(Number);
  return { row: row ?? 0, col: col ?? 0, span: span ?? 1, pos: pos ?? 0 };
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

const HeaderRows = memo(function HeaderRows({ doc, stages, path }: { doc: MapDocument; stages: GridStage[]; path: ReadonlySet<string> | null }) {
  const { t, lang } = useText();
  const columns = stages.flatMap((s) => s.columns);
  return (
    <>
      <div role="row" aria-rowindex={1} className="map-grid__row">
        <div role="columnheader" className="corner corner--stage" style={{ gridRow: 1, gridColumn: 1 }}>
          {t('map.stages')}
        </div>
        {stages.map(({ stage, index, line, end }) => {
          const reach = reachAt(doc, stage);
          const goal = inLang(stage.goal, lang);
          return (
            <div
              key={stage.id}
              role="columnheader"
              aria-colspan={end - line}
              className="stage-head"
              data-place={stage.id}
              style={{ gridRow: 1, gridColumn: `${line} / ${end}`, '--hue': `var(--hue-${(index % 8) + 1})` } as CSSProperties}
              title={goal || undefined}
            >
              <span className="stage-head__number">{index + 1}</span>
              <span className="stage-head__name">{inLang(stage.name, lang)}</span>
              {reach !== undefined && <span className="stage-head__reach num">{formatShare(reach, lang)}</span>}
              {reach !== undefined && <span className="stage-head__bar" style={{ width: `${reach * 100}%` }} />}
            </div>
          );
        })}
      </div>
      <div role="row" aria-rowindex={2} className="map-grid__row">
        <div role="columnheader" className="corner corner--step" style={{ gridRow: 2, gridColumn: 1 }}>
          {t('map.steps')}
        </div>
        {columns.map(({ step, line }, i) => {
          const reach = reachAt(doc, step);
          const on = path ? path.has(step.id) : step.main;
          return (
            <div
              key={step.id}
              role="columnheader"
              data-place={step.id}
              className={`step-head ${step.moment_of_truth ? 'step-head--truth' : ''} ${path && !on ? 'dim' : ''}`}
              style={{ gridRow: 2, gridColumn: line }}
            >
              <span className="step-head__name" title={inLang(step.name, lang)}>
                {step.moment_of_truth && (
                  <span className="step-head__truth" title={t('map.momentOfTruth')}>
                    <Icon name="moments_of_truth" size={15} />
                    <span className="hidden-text">{t('map.momentOfTruth')}: </span>
                  </span>
                )}
                {inLang(step.name, lang)}
              </span>
              {reach !== undefined && (
                <span className="step-head__reach">
                  <Meter value={reach} />
                  <span className="num">{formatShare(reach, lang)}</span>
                </span>
              )}
              <span className={`trail ${on ? 'trail--on' : ''} ${i === 0 ? 'trail--first' : ''} ${i === columns.length - 1 ? 'trail--last' : ''}`} aria-hidden="true" />
            </div>
          );
        })}
      </div>
    </>
  );
});

function Rail({ row, gridRow, curve, open, onFold, children }: {
  row: LaneRow;
  gridRow: number;
  curve: boolean;
  open: boolean;
  /** Absent where every card is seen already. */
  onFold?: (lane: string) => void;
  children?: ReactNode;
}) {
  const { t, lang } = useText();
  const name = inLang(row.lane.name, lang) || t(`lane.${row.lane.role}`);
  return (
    <div
      role="rowheader"
      data-place={row.lane.id}
      className={`rail rail--${tintOf(row.lane.role)} ${curve ? 'rail--curve' : ''}`}
      style={{ gridRow: `${gridRow} / span ${row.rows}`, gridColumn: 1 }}
    >
      <span className="rail__name">
        <Icon name={row.lane.role} size={16} />
        {name}
      </span>
      {onFold && (
        <button type="button" className="rail__fold" aria-expanded={open} aria-label={`${t(open ? 'map.fold' : 'map.unfold')}: ${name}`} onClick={() => onFold(row.lane.id)}>
          <Icon name={open ? 'minus' : 'plus'} size={13} />
          {t(open ? 'map.fold' : 'map.unfold')}
        </button>
      )}
      {curve &&
        [2, 1, 0, -1, -2].map((value) => (
          <span key={value} className={Math.abs(value) === 1 ? 'rail__word rail__word--inner' : 'rail__word'} style={{ top: curveY(value) }} aria-hidden="true">
            {t(`feeling.${value}`)}
          </span>
        ))}
      {children}
    </div>
  );
}

const Cell = memo(function Cell({ doc, role, level, cards, gridRow, slot, limit, dim, openCard, onOpen, onUnfold }: {
  doc: MapDocument;
  role: Lane['role'];
  level: LaneRow['level'];
  cards: Card[];
  gridRow: number;
  slot: Slot;
  /** Cards shown; the rest is a number. */
  limit: number;
  dim: boolean;
  openCard?: string;
  onOpen: (card: string) => void;
  onUnfold: (lane: string) => void;
}) {
  const { t, lang } = useText();
  const at = (pos: number) => `${gridRow} ${slot.col} ${slot.span} ${pos}`;
  const style = { gridRow, gridColumn: slot.gridColumn };
  const kind = role === 'kpis' ? `cell--kpis-${level}` : `cell--${role}`;
  if (cards.length === 0) {
    return <div role="gridcell" className={`cell ${kind}`} style={style} data-nav={at(0)} tabIndex={-1} aria-label={t('map.emptyCell')} aria-colspan={slot.span} />;
  }
  return (
    <div role="gridcell" className={`cell ${kind} ${dim ? 'dim' : ''}`} style={style} aria-colspan={slot.span}>
      {role === 'kpis' && level === 'stage' && <Outcomes doc={doc} at={cards[0]?.at ?? ''} />}
      {cards.slice(0, limit).map((card, i) => (
        <button
          key={card.id}
          type="button"
          data-nav={at(i)}
          data-card={card.id}
          tabIndex={-1}
          className={`card card--${card.state} ${card.id === openCard ? 'card--open' : ''}`}
          aria-haspopup="dialog"
          title={card.feeling ? cardTitle(card, doc, t, lang) : undefined}
          onClick={() => onOpen(card.id)}
        >
          <CardFace card={card} role={role} doc={doc} />
          {card.state === 'measured' ? <span className="hidden-text">, {t('state.measured')}</span> : <StateMark state={card.state} word />}
        </button>
      ))}
      {cards.length > limit && (
        <button type="button" className="cell__more" data-nav={at(limit)} tabIndex={-1} onClick={() => onUnfold(cards[0]?.lane ?? '')}>
          {t('map.more', { count: cards.length - limit })}
        </button>
      )}
    </div>
  );
});

/** Where those who reached the stage went, as one bar: its parts add up to everyone. The tiles below name the numbers. */
function Outcomes({ doc, at }: { doc: MapDocument; at: string }) {
  const parts = (['continued', 'completed', 'still_open', 'loss'] as const).map((name) => ({ name, value: metricAt(doc, at, name)?.value ?? 0 }));
  if (parts.reduce((sum, part) => sum + part.value, 0) < 0.99) return null;
  return (
    <span className="outcomes" aria-hidden="true">
      {parts.map((part) => (
        <span key={part.name} className={`outcomes__part outcomes__part--${part.name}`} style={{ flexGrow: part.value }} />
      ))}
    </span>
  );
}
